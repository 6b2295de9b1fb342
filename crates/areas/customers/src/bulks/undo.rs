//! An act on many is taken back (CRM-15), by whoever did it: what was changed again since stays as it is.

use super::commands::{may, retag, settle, stamp};
use super::entity::Model;
use super::entity::item::{self, Outcome};
use super::queries::own;
use super::rules::{self, Before, UNDO};
use crate::files::{entity as file, subject, tags};
use crate::pool::{RECEIVED, able, pass, tell_owners};
use contract::customers::{BulkDeed, BulkRefusal, MoveKind};
use contract::permission::Permission;
use contract::tasks::TaskKind;
use engines::calendar::WorkingDays;
use engines::tasks::{self, NewTask};
use platform::db::Tx;
use platform::{Error, Refusal, Reply};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

const NOT_DONE: Refusal = Refusal::new("customer.bulk_not_done", locale::problems::CUSTOMER_BULK_NOT_DONE);
const UNDONE: Refusal = Refusal::new("customer.bulk_undone", locale::problems::CUSTOMER_BULK_UNDONE);
const TOO_LATE: Refusal = Refusal::new("customer.bulk_too_late", locale::problems::CUSTOMER_BULK_TOO_LATE);

/// Takes back what can be taken back.
pub(super) async fn undo(tx: &mut Tx, id: Uuid) -> Reply<Model> {
    let actor = tx.actor()?.clone();
    let bulk = own(tx.conn(), &actor, id).await?;
    may(&actor, bulk.deed)?;
    let done_at = bulk.done_at.ok_or(Error::Refused(NOT_DONE))?;
    if bulk.undone_at.is_some() {
        return Err(Error::Refused(UNDONE));
    }
    if tx.at() > done_at + UNDO {
        return Err(Error::Refused(TOO_LATE));
    }
    let items = item::Entity::find()
        .filter(item::Column::BulkId.eq(id))
        .filter(item::Column::Outcome.eq(Outcome::Done))
        .order_by_asc(item::Column::Position)
        .all(tx.conn())
        .await?;
    let files = file::Entity::find()
        .filter(file::Column::Id.is_in(items.iter().map(|item| item.record_id)))
        .filter(file::Column::MergedInto.is_null());
    let files: HashMap<Uuid, file::Model> = files.all(tx.conn()).await?.into_iter().map(|file| (file.id, file)).collect();
    let mut owners = Owners::default();
    let mut back: BTreeMap<Uuid, Vec<Uuid>> = BTreeMap::new();
    for item in items {
        let before: Before = serde_json::from_str(&item.before)?;
        let outcome = match files.get(&item.record_id) {
            Some(file) => take_back(tx, &bulk, file, &before, &mut owners).await?,
            None => Err(BulkRefusal::Changed),
        };
        match outcome {
            Ok(()) => {
                if let (BulkDeed::Assign | BulkDeed::Return, Some(owner)) = (bulk.deed, before.owner) {
                    back.entry(owner).or_default().push(item.record_id);
                }
                settle(tx, &item, Outcome::Undone, None, None).await?;
            }
            Err(refusal) => settle(tx, &item, Outcome::Kept, Some(refusal), None).await?,
        }
    }
    tell_owners(tx, back, RECEIVED);
    stamp(tx, bulk, |row, at| row.undone_at = Set(Some(at))).await
}

/// Who may have customers still, and in which unit they are; each is asked for once.
#[derive(Default)]
struct Owners(HashMap<Uuid, Option<Uuid>>);

impl Owners {
    async fn unit(&mut self, tx: &Tx, owner: Uuid) -> Reply<Option<Uuid>> {
        if let Some(known) = self.0.get(&owner) {
            return Ok(*known);
        }
        let unit = match able(tx, owner, Permission::CustomerEdit).await {
            Ok(unit) => Some(unit),
            Err(Error::Invalid(_)) => None,
            Err(error) => return Err(error),
        };
        self.0.insert(owner, unit);
        Ok(unit)
    }
}

async fn take_back(tx: &mut Tx, bulk: &Model, file: &file::Model, before: &Before, owners: &mut Owners) -> Reply<Result<(), BulkRefusal>> {
    let tags = tags::split(&bulk.tags);
    if matches!(bulk.deed, BulkDeed::Tag | BulkDeed::Untag) {
        let now = rules::tags_back(&tags::split(&file.tags), &before.tags, (bulk.deed, &tags));
        retag(tx, file, &now).await?;
        return Ok(Ok(()));
    }
    if file.owner_id != bulk.receiver_id {
        return Ok(Err(BulkRefusal::Changed));
    }
    let reason = locale::customers::BULK_UNDONE.text(locale::Language::default());
    let after = match before.owner {
        Some(owner) => {
            let Some(unit) = owners.unit(tx, owner).await? else { return Ok(Err(BulkRefusal::OwnerUnable)) };
            let kind = if file.owner_id.is_some() { MoveKind::Transferred } else { MoveKind::Assigned };
            pass(tx, file, Some((owner, unit)), kind, reason).await?
        }
        None => pass(tx, file, None, MoveKind::Returned, reason).await?,
    };
    // Its time with its owner goes on as if nothing had been: taking back must be no way to gain time.
    let mut row: file::ActiveModel = after.clone().into_active_model();
    row.held_at = Set(before.held_at);
    row.warned_at = Set(before.warned_at);
    if before.owner.is_none() {
        row.unit_id = Set(before.unit);
    }
    let promised = before.next_follow_up_on.filter(|_| bulk.deed == BulkDeed::Return);
    if promised.is_some() {
        row.next_follow_up_on = Set(promised);
    }
    let file = tx.update::<file::Entity, _>(&after, row).await?;
    if let (Some(person), Some(day)) = (before.owner, promised) {
        let due_at = WorkingDays::load(tx.conn(), tx.state().config.utc_offset_minutes).await?.end_of(day);
        let subject = subject(&file);
        let title = subject.title.clone();
        tasks::open(tx, NewTask { kind: TaskKind::FollowUp, person, title, subject, due_at: Some(due_at) }).await?;
    }
    Ok(Ok(()))
}
