//! Changes of the tree (ORG-01).

use super::queries::Tree;
use super::rules::{self, CLOSED, CODE_TAKEN, HAS_PEOPLE, HAS_UNITS, OPEN};
use crate::entity::{person, unit};
use crate::posts::entity as post;
use contract::SubjectKind;
use contract::units::{Unit, UnitActKind, UnitForm};
use engines::calendar::local_date;
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::json;
use uuid::Uuid;

/// Adds a unit.
///
/// # Errors
/// `422` where it cannot stand there or its head is nobody, `409` where the code is taken.
pub(super) async fn add(tx: &mut Tx, form: &UnitForm) -> Reply<Uuid> {
    check(tx.conn(), &Tree::load(tx.conn()).await?, None, form).await?;
    let row = unit::ActiveModel { id: Set(Uuid::now_v7()), version: Set(1), closed_on: Set(None), ..written(form)? };
    let unit = tx.insert::<unit::Entity, _>(row).await.map_err(|e| e.on_unique("unit", CODE_TAKEN))?;
    emit(tx, "unit.added", unit.id, &unit.code);
    Ok(unit.id)
}

/// Changes a unit; with another parent it moves with everything below it.
///
/// # Errors
/// As [`add`]; `409` where it is closed, `412` on a stale version.
pub(super) async fn edit(tx: &mut Tx, id: Uuid, seen: i64, form: &UnitForm) -> Reply<()> {
    let tree = Tree::load(tx.conn()).await?;
    let found = tree.unit(id)?.clone();
    if found.version != seen {
        return Err(Error::Stale);
    }
    if found.closed_on.is_some() {
        return Err(Error::Refused(CLOSED));
    }
    check(tx.conn(), &tree, Some(id), form).await?;
    let mut row = written(form)?;
    row.id = Set(id);
    row.version = Set(seen);
    row.closed_on = Set(None);
    tx.update::<unit::Entity, _>(&found, row).await.map_err(|e| e.on_unique("unit", CODE_TAKEN))?;
    emit(tx, "unit.changed", id, &form.code);
    Ok(())
}

/// Closes a unit nobody works in and nothing stands below, with its posts; or opens it again.
///
/// # Errors
/// `409` where a rule says no, `412` on a stale version.
pub(super) async fn act(tx: &mut Tx, id: Uuid, seen: i64, act: UnitActKind) -> Reply<()> {
    let tree = Tree::load(tx.conn()).await?;
    let found = tree.unit(id)?.clone();
    if found.version != seen {
        return Err(Error::Stale);
    }
    let mut row = found.clone().into_active_model();
    match act {
        UnitActKind::Edit => return Err(Error::invalid("/act", "word_unknown")),
        UnitActKind::Close if found.closed_on.is_some() => return Err(Error::Refused(CLOSED)),
        UnitActKind::Close => {
            if tree.nodes.iter().any(|node| node.parent == Some(id) && node.open) {
                return Err(Error::Refused(HAS_UNITS));
            }
            if tree.people_within(id) > 0 {
                return Err(Error::Refused(HAS_PEOPLE));
            }
            let today = local_date(tx.at(), tx.state().config.utc_offset_minutes);
            row.closed_on = Set(Some(today));
            close_posts(tx, id, today).await?;
        }
        UnitActKind::Reopen if found.closed_on.is_none() => return Err(Error::Refused(OPEN)),
        UnitActKind::Reopen => {
            if let Some(parent) = found.parent_id
                && tree.unit(parent)?.closed_on.is_some()
            {
                return Err(Error::Refused(CLOSED));
            }
            row.closed_on = Set(None);
        }
    }
    tx.update::<unit::Entity, _>(&found, row).await?;
    emit(tx, if act == UnitActKind::Close { "unit.closed" } else { "unit.reopened" }, id, &found.code);
    Ok(())
}

/// Makes somebody, or nobody, the head of a unit.
///
/// # Errors
/// [`Error::NotFound`] where there is no such unit.
pub(crate) async fn set_head(tx: &mut Tx, id: Uuid, head: Option<Uuid>) -> Reply<()> {
    let found = unit::Entity::find_by_id(id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    let mut row = found.clone().into_active_model();
    row.head_id = Set(head);
    tx.update::<unit::Entity, _>(&found, row).await?;
    Ok(())
}

/// The unit as the writing person sees it.
pub(super) async fn shown(tx: &Tx, id: Uuid) -> Reply<Unit> {
    let tree = Tree::load(tx.conn()).await?;
    Ok(tree.present(tree.unit(id)?, tx.actor()?))
}

async fn close_posts(tx: &mut Tx, unit: Uuid, today: chrono::NaiveDate) -> Reply<()> {
    let open = post::Entity::find().filter(post::Column::UnitId.eq(unit)).filter(post::Column::ClosedOn.is_null()).all(tx.conn()).await?;
    for found in open {
        let mut row = found.clone().into_active_model();
        row.closed_on = Set(Some(today));
        tx.update::<post::Entity, _>(&found, row).await?;
    }
    Ok(())
}

async fn check(conn: &impl ConnectionTrait, tree: &Tree, unit: Option<Uuid>, form: &UnitForm) -> Reply<()> {
    if let Some((pointer, code)) = rules::misplaced(&tree.nodes, unit, form.kind, form.parent_id) {
        return Err(Error::invalid(pointer, code));
    }
    if let Some(at) = form.partner_ids.iter().position(|id| Some(*id) == unit || !tree.nodes.iter().any(|node| node.id == *id && node.open))
    {
        return Err(Error::invalid(format!("/partner_ids/{at}"), "unit_unknown"));
    }
    if let Some(head) = form.head_id {
        let known = person::Entity::find_by_id(head).filter(person::Column::Active.eq(true)).one(conn).await?;
        known.ok_or_else(|| Error::invalid("/head_id", "person_unknown"))?;
    }
    Ok(())
}

fn written(form: &UnitForm) -> Reply<unit::ActiveModel> {
    Ok(unit::ActiveModel {
        parent_id: Set(form.parent_id),
        kind: Set(form.kind.word().to_owned()),
        code: Set(form.code.trim().to_owned()),
        name: Set(form.name.trim().to_owned()),
        head_id: Set(form.head_id),
        duties: Set(form.duties.trim().to_owned()),
        partners: Set(serde_json::to_string(&form.partner_ids)?),
        ..Default::default()
    })
}

fn emit(tx: &mut Tx, name: &'static str, id: Uuid, code: &str) {
    tx.emit(Event { name, kind: SubjectKind::Unit, id, data: json!({ "code": code }) });
}
