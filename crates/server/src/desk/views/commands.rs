//! What people do with their views.

use super::entity::{ActiveModel, Column, Entity, Model};
use contract::page::ListQuery;
use contract::views::{MOST, SavedViewForm};
use platform::audit::{Change, Verb};
use platform::db::Tx;
use platform::list::{List, ListDef};
use platform::{Error, Refusal, Reply};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, ModelTrait, PaginatorTrait, QueryFilter, Set};
use uuid::Uuid;

const NAME_TAKEN: Refusal = Refusal::new("view.name_taken", locale::problems::VIEW_NAME_TAKEN);
const TOO_MANY: Refusal = Refusal::new("view.too_many", locale::problems::VIEW_TOO_MANY);

pub(super) async fn save(tx: &mut Tx, def: &'static ListDef, form: &SavedViewForm) -> Reply<Model> {
    let me = tx.actor()?.id;
    let kept = Entity::find().filter(Column::PersonId.eq(me)).filter(Column::List.eq(def.key)).count(tx.conn()).await?;
    if kept >= MOST {
        return Err(Error::Refused(TOO_MANY));
    }
    let row = ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        person_id: Set(me),
        list: Set(def.key.to_owned()),
        created_at: Set(tx.at()),
        updated_at: Set(tx.at()),
        ..Default::default()
    };
    let row = filled(tx, row, def, form)?;
    tx.insert::<Entity, _>(row).await.map_err(taken)
}

pub(super) async fn edit(tx: &mut Tx, before: Model, def: &'static ListDef, seen: i64, form: &SavedViewForm) -> Reply<Model> {
    if before.version != seen {
        return Err(Error::Stale);
    }
    let row = filled(tx, before.clone().into_active_model(), def, form)?;
    tx.update::<Entity, _>(&before, row).await.map_err(taken)
}

pub(super) async fn remove(tx: &mut Tx, view: Model) -> Reply<()> {
    let change = Change { field: "list".to_owned(), old: Some(view.list.clone()), new: None };
    tx.note(Verb::Remove, contract::SubjectKind::SavedView, view.id, vec![change]);
    view.delete(tx.conn()).await?;
    Ok(())
}

/// One's own view; those of others cannot be changed, and their names are not told.
pub(super) async fn own(tx: &Tx, id: Uuid) -> Reply<Model> {
    let found = Entity::find_by_id(id).one(tx.conn()).await?;
    let me = tx.actor()?.id;
    found.filter(|view| view.person_id == me).ok_or(Error::NotFound)
}

fn filled(tx: &Tx, mut row: ActiveModel, def: &'static ListDef, form: &SavedViewForm) -> Reply<ActiveModel> {
    let who = tx.actor()?;
    row.name = Set(form.name.trim().to_owned());
    row.query = Set(checked(tx, def, &form.query)?);
    row.hidden = Set(form.hidden.join(" "));
    row.unit_id = Set(form.shared.then_some(who.unit_id));
    Ok(row)
}

/// The query as the list understands it: a view that a list refuses is of no use to anybody. Pages are not part of a view.
fn checked(tx: &Tx, def: &'static ListDef, text: &str) -> Reply<String> {
    let unfit = || Error::invalid("/query", "view_query");
    let list = List::from_text(text, tx.at()).map_err(|_| unfit())?;
    list.of(def, tx.actor()?.id).map_err(|_| unfit())?;
    let query = ListQuery { limit: None, cursor: None, count: false, ..list.query() };
    Ok(client::query_string(&query.pairs()))
}

fn taken(error: Error) -> Error {
    error.on_unique("saved_view", NAME_TAKEN)
}
