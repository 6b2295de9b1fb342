//! A whole import is taken back (CRM-14): its customers go by lots, like they came, but for those that somebody touched since.

use super::commands::open;
use super::entering::{LOT, patiently};
use super::entity::{import, row};
use crate::contacts::entity as contact;
use crate::files::entity as file;
use chrono::{DateTime, TimeDelta, Utc};
use contract::SubjectKind;
use contract::customers::ImportStatus;
use engines::{Areas, search};
use platform::auth::Actor;
use platform::db::{Door, Tx};
use platform::outbox::Event;
use platform::{Error, Refusal, Reply};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashSet;
use uuid::Uuid;

const TOO_LATE: Refusal = Refusal::new("import.undo_late", locale::problems::IMPORT_UNDO_LATE);
/// So long an import can be taken back.
const UNDO: TimeDelta = TimeDelta::days(30);

/// The states from which it is; that in which it was interrupted among them.
pub(super) const FROM: &[ImportStatus] = &[ImportStatus::Committed, ImportStatus::Cancelled, ImportStatus::Undoing];

/// Whether there is still time to take an import back.
pub(super) fn in_time(import: &import::Model, now: DateTime<Utc>) -> Reply<()> {
    let late = import.status != ImportStatus::Undoing && now > import.updated_at + UNDO;
    if late { Err(Error::Refused(TOO_LATE)) } else { Ok(()) }
}

/// Takes out lot after lot, in a task of its own; returns at the end, or earlier where it takes long.
pub(super) async fn start(door: &Door, who: &Actor, areas: actix_web::web::Data<Areas>, id: Uuid) -> Reply<()> {
    let (door, who) = (door.clone(), who.clone());
    let all = async move {
        let mut after = 0;
        loop {
            let (from, areas) = (after, areas.clone());
            match door.write(&who, None, async move |tx: &mut Tx| some(tx, &areas, id, from).await).await? {
                Some(last) => after = last,
                None => return Ok(()),
            }
        }
    };
    patiently(id, all).await
}

/// Takes out the next lot after this row; gives the last of it, `None` once there is none or the import is not to be taken back.
async fn some(tx: &mut Tx, areas: &Areas, id: Uuid, after: i64) -> Reply<Option<i64>> {
    let import = match open(tx, id, &[ImportStatus::Undoing]).await {
        Err(Error::Refused(_)) => return Ok(None),
        found => found?,
    };
    let rows = row::Entity::find()
        .filter(row::Column::ImportId.eq(id))
        .filter(row::Column::SheetRow.gt(after))
        .filter(row::Column::CustomerId.is_not_null())
        .order_by_asc(row::Column::SheetRow)
        .limit(LOT)
        .all(tx.conn())
        .await?;
    let Some(last) = rows.last().map(|row| row.sheet_row) else {
        let mut row = import.clone().into_active_model();
        row.status = Set(ImportStatus::Undone);
        tx.update::<import::Entity, _>(&import, row).await?;
        let data = serde_json::json!({ "customers": import.entered_count });
        tx.emit(Event { name: "customer_import.undone", kind: SubjectKind::CustomerImport, id, data });
        return Ok(None);
    };
    let gone = untouched(tx, areas, id, rows.iter().filter_map(|row| row.customer_id).collect()).await?;
    for before in &gone {
        take_out(tx, before).await?;
    }
    let ids = gone.iter().map(|file| file.id);
    row::Entity::update_many()
        .col_expr(row::Column::CustomerId, Expr::value(Option::<Uuid>::None))
        .filter(row::Column::ImportId.eq(id))
        .filter(row::Column::CustomerId.is_in(ids))
        .exec(tx.conn())
        .await?;
    // Progress is no history, as in entering.
    import::Entity::update_many()
        .col_expr(import::Column::EnteredCount, Expr::col(import::Column::EnteredCount).sub(gone.len() as i64))
        .col_expr(import::Column::UpdatedAt, Expr::value(tx.at()))
        .filter(import::Column::Id.eq(id))
        .exec(tx.conn())
        .await?;
    Ok(Some(last))
}

/// The files that are as the import made them, and that nothing else names.
async fn untouched(tx: &Tx, areas: &Areas, import: Uuid, ids: Vec<Uuid>) -> Reply<Vec<file::Model>> {
    let mut held: HashSet<Uuid> = HashSet::new();
    for link in areas.links().iter().filter(|link| !link.log && link.kind != SubjectKind::Contact) {
        held.extend(link.named(tx.conn(), &ids).await?);
    }
    let files = file::Entity::find()
        .filter(file::Column::Id.is_in(ids.iter().copied()))
        .filter(file::Column::ImportId.eq(import))
        .filter(file::Column::Version.eq(1))
        .filter(file::Column::MergedInto.is_null())
        .all(tx.conn())
        .await?;
    // The import's own contacts are as old as their customers, and as they were.
    let contacts: Vec<(Uuid, i64, DateTime<Utc>)> = contact::Entity::find()
        .select_only()
        .columns([contact::Column::CustomerId, contact::Column::Version, contact::Column::CreatedAt])
        .filter(contact::Column::CustomerId.is_in(files.iter().map(|file| file.id)))
        .into_tuple()
        .all(tx.conn())
        .await?;
    let later = |file: &file::Model| contacts.iter().any(|(id, version, at)| *id == file.id && (*version > 1 || *at != file.created_at));
    Ok(files.into_iter().filter(|file| !held.contains(&file.id) && !later(file)).collect())
}

/// The file goes as one that went into another one: outside every reach, found by nothing, its name and code free again. It leads
/// nowhere, for it points to itself; its history stays.
async fn take_out(tx: &mut Tx, before: &file::Model) -> Reply<()> {
    let mut row = before.clone().into_active_model();
    row.merged_into = Set(Some(before.id));
    (row.name_key, row.credit_code, row.phone_hash) = (Set(String::new()), Set(None), Set(None));
    (row.owner_id, row.next_follow_up_on, row.warned_at) = (Set(None), Set(None), Set(None));
    tx.update::<file::Entity, _>(before, row).await?;
    search::index(tx, search::Document { kind: SubjectKind::Customer, id: before.id, texts: Vec::new(), phones: Vec::new() }).await
}
