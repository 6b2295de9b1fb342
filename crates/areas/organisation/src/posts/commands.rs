//! Changes of posts (ORG-02).

use super::entity::{ActiveModel, Column, Entity, Model};
use super::rules::{self, CLOSED, CODE_TAKEN, HELD, OPEN};
use crate::entity::person;
use crate::units::open_unit;
use contract::SubjectKind;
use contract::posts::{PostActKind, PostForm};
use engines::calendar::local_date;
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, Set};
use serde_json::json;
use uuid::Uuid;

/// Adds a post.
///
/// # Errors
/// `422` where unit, superior post or an indicator is unknown, `409` where the code is taken.
pub(crate) async fn add(tx: &mut Tx, form: &PostForm) -> Reply<Uuid> {
    check(tx, None, form).await?;
    let row = ActiveModel { id: Set(Uuid::now_v7()), version: Set(1), closed_on: Set(None), ..written(form)? };
    let post = tx.insert::<Entity, _>(row).await.map_err(|e| e.on_unique("post", CODE_TAKEN))?;
    emit(tx, "post.added", &post);
    Ok(post.id)
}

/// Changes a post description. A new name or unit follows at everyone who holds the post.
///
/// # Errors
/// As [`add`]; `409` where the post is closed, `412` on a stale version.
pub(super) async fn edit(tx: &mut Tx, id: Uuid, seen: i64, form: &PostForm) -> Reply<()> {
    let found = expected(tx, id, seen).await?;
    if found.closed_on.is_some() {
        return Err(Error::Refused(CLOSED));
    }
    check(tx, Some(&found), form).await?;
    let mut row = written(form)?;
    row.id = Set(id);
    row.version = Set(seen);
    row.closed_on = Set(None);
    let changed = tx.update::<Entity, _>(&found, row).await.map_err(|e| e.on_unique("post", CODE_TAKEN))?;
    for holder in person::Entity::find().filter(person::Column::PostId.eq(id)).all(tx.conn()).await? {
        let mut row = holder.clone().into_active_model();
        row.post = Set(changed.name.clone());
        tx.update::<person::Entity, _>(&holder, row).await?;
    }
    emit(tx, "post.changed", &changed);
    Ok(())
}

/// Closes a post that nobody holds, or opens it again.
///
/// # Errors
/// `409` where a rule says no, `412` on a stale version.
pub(super) async fn act(tx: &mut Tx, id: Uuid, seen: i64, act: PostActKind) -> Reply<()> {
    let found = expected(tx, id, seen).await?;
    let mut row = found.clone().into_active_model();
    match act {
        PostActKind::Edit => return Err(Error::invalid("/act", "word_unknown")),
        PostActKind::Close if found.closed_on.is_some() => return Err(Error::Refused(CLOSED)),
        PostActKind::Close => {
            if is_held(tx, id).await? {
                return Err(Error::Refused(HELD));
            }
            row.closed_on = Set(Some(local_date(tx.at(), tx.state().config.utc_offset_minutes)));
        }
        PostActKind::Reopen if found.closed_on.is_none() => return Err(Error::Refused(OPEN)),
        PostActKind::Reopen => {
            open_unit(tx.conn(), found.unit_id, "/act").await?;
            row.closed_on = Set(None);
        }
    }
    let changed = tx.update::<Entity, _>(&found, row).await?;
    emit(tx, if act == PostActKind::Close { "post.closed" } else { "post.reopened" }, &changed);
    Ok(())
}

async fn expected(tx: &Tx, id: Uuid, seen: i64) -> Reply<Model> {
    let found = Entity::find_by_id(id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    if found.version == seen { Ok(found) } else { Err(Error::Stale) }
}

async fn check(tx: &Tx, post: Option<&Model>, form: &PostForm) -> Reply<()> {
    open_unit(tx.conn(), form.unit_id, "/unit_id").await?;
    if let Some(at) = rules::unknown_indicator(&form.indicators) {
        return Err(Error::invalid(format!("/indicators/{at}"), "indicator_unknown"));
    }
    // Who holds a post works in its unit: people move by transfer, so that their history tells it.
    if let Some(post) = post.filter(|post| post.unit_id != form.unit_id)
        && is_held(tx, post.id).await?
    {
        return Err(Error::Refused(HELD));
    }
    let Some(superior) = form.superior_id else { return Ok(()) };
    let open = Entity::find().filter(Column::ClosedOn.is_null()).all(tx.conn()).await?;
    let superiors: Vec<(Uuid, Option<Uuid>)> = open.into_iter().map(|post| (post.id, post.superior_id)).collect();
    if !superiors.iter().any(|(id, _)| *id == superior) {
        return Err(Error::invalid("/superior_id", "post_unknown"));
    }
    if post.is_some_and(|post| rules::is_circle(&superiors, post.id, superior)) {
        return Err(Error::invalid("/superior_id", "post_below_itself"));
    }
    Ok(())
}

async fn is_held(tx: &Tx, post: Uuid) -> Reply<bool> {
    let held = person::Entity::find().filter(person::Column::PostId.eq(post)).filter(person::Column::Active.eq(true));
    Ok(held.count(tx.conn()).await? > 0)
}

fn written(form: &PostForm) -> Reply<ActiveModel> {
    let text = |text: &str| Set(text.trim().to_owned());
    Ok(ActiveModel {
        code: text(&form.code),
        name: text(&form.name),
        unit_id: Set(form.unit_id),
        superior_id: Set(form.superior_id),
        headcount: Set(form.headcount),
        summary: text(&form.summary),
        duties: text(&form.duties),
        indicators: Set(serde_json::to_string(&form.indicators)?),
        qualification: Set(serde_json::to_string(&form.qualification)?),
        powers: Set(serde_json::to_string(&form.powers)?),
        responsibilities: text(&form.responsibilities),
        relations: text(&form.relations),
        careers: Set(serde_json::to_string(&form.careers)?),
        ..Default::default()
    })
}

fn emit(tx: &mut Tx, name: &'static str, post: &Model) {
    tx.emit(Event { name, kind: SubjectKind::Post, id: post.id, data: json!({ "code": post.code, "unit_id": post.unit_id }) });
}
