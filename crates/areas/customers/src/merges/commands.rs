use super::entity::{ActiveModel, Column, Entity, Model, item};
use super::rules::{self, Parts, UNDO};
use crate::contacts;
use crate::files::{allowed, ask_for_review, entity as file, index, rules as file_rules, subject};
use crate::versions;
use contract::SubjectKind;
use contract::customers::{NewMerge, ReviewStatus};
use contract::permission::customer;
use contract::tasks::{TaskKind, TaskStatus};
use engines::{Areas, search, tasks};
use platform::audit::{Change, Verb};
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Refusal, Reply};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

const CODE_TAKEN: Refusal = Refusal::new("customer.credit_code_taken", locale::problems::CUSTOMER_CREDIT_CODE_TAKEN);
const UNDONE: Refusal = Refusal::new("customer.merge_undone", locale::problems::CUSTOMER_MERGE_UNDONE);
const TOO_LATE: Refusal = Refusal::new("customer.merge_too_late", locale::problems::CUSTOMER_MERGE_TOO_LATE);
const NOT_LAST: Refusal = Refusal::new("customer.merge_not_last", locale::problems::CUSTOMER_MERGE_NOT_LAST);

/// The two files of a merge, both within the caller's right to review.
pub(super) async fn pair(
    conn: &impl sea_orm::ConnectionTrait,
    actor: &platform::auth::Actor,
    (kept, duplicate): (Uuid, Uuid),
    pointer: &str,
) -> Reply<(file::Model, file::Model)> {
    let kept = allowed::<customer::Review>(conn, actor, kept).await?;
    if kept.id == duplicate {
        return Err(Error::invalid(pointer, "merge_same"));
    }
    match allowed::<customer::Review>(conn, actor, duplicate).await {
        Ok(other) => Ok((kept, other)),
        Err(Error::NotFound | Error::Forbidden(_)) => Err(Error::invalid(pointer, "customer_unknown")),
        Err(error) => Err(error),
    }
}

/// Takes a duplicate into a file: what pointed to it points to the file from now on.
pub(super) async fn merge(tx: &mut Tx, areas: &Areas, id: Uuid, seen: i64, form: &NewMerge) -> Reply<file::Model> {
    let actor = tx.actor()?.clone();
    let (kept, other) = pair(tx.conn(), &actor, (id, form.duplicate_id), "/duplicate_id").await?;
    if kept.version != seen {
        return Err(Error::Stale);
    }
    let (before, from) = (Parts::from(&kept), Parts::from(&other));
    let after = rules::merged(&before, &from, &form.take);
    let merge = Uuid::now_v7();
    let row = ActiveModel {
        id: Set(merge),
        kept_id: Set(kept.id),
        merged_id: Set(other.id),
        kept_before: Set(serde_json::to_string(&before)?),
        kept_after: Set(serde_json::to_string(&after)?),
        merged_before: Set(serde_json::to_string(&from)?),
        person_id: Set(actor.id),
        at: Set(tx.at()),
        undone_by: Set(None),
        undone_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(tx.conn()).await?;
    tasks::close(tx, other.id, TaskKind::Review, TaskStatus::Cancelled).await?;
    versions::drop_open(tx, &other).await?;
    let called = subject(&kept).title;
    for link in areas.links() {
        let ids = link.ids(tx.conn(), other.id, kept.id).await?;
        link.pass(tx, &ids, other.id, (kept.id, &called)).await?;
        let items = ids.into_iter().map(|record| item::ActiveModel {
            merge_id: Set(merge),
            place: Set(link.table.to_owned()),
            record_id: Set(record),
        });
        let items: Vec<_> = items.collect();
        for some in items.chunks(1000) {
            item::Entity::insert_many(some.to_vec()).exec_without_returning(tx.conn()).await?;
        }
    }
    // The duplicate gives its name, code and phone away first: nothing is to find it, and the code is unique.
    let mut gone: file::ActiveModel = other.clone().into_active_model();
    gone.merged_into = Set(Some(kept.id));
    (gone.name_key, gone.credit_code, gone.phone_hash) = (Set(String::new()), Set(None), Set(None));
    (gone.owner_id, gone.next_follow_up_on, gone.warned_at) = (Set(None), Set(None), Set(None));
    (gone.proposal, gone.proposal_id) = (Set(None), Set(None));
    tx.update::<file::Entity, _>(&other, gone).await?;
    search::index(tx, search::Document { kind: SubjectKind::Customer, id: other.id, texts: Vec::new(), phones: Vec::new() }).await?;
    let now = write(tx, &kept, &after).await?;
    note(tx, &kept, None, Some(subject(&other).title));
    tx.emit(Event { name: "customer.merged", kind: SubjectKind::Customer, id: kept.id, data: json!({ "duplicate_id": other.id }) });
    Ok(now)
}

/// Takes the two apart again, within thirty days.
pub(super) async fn undo(tx: &mut Tx, areas: &Areas, id: Uuid) -> Reply<file::Model> {
    let actor = tx.actor()?.clone();
    let merge = Entity::find_by_id(id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    let kept = allowed::<customer::Review>(tx.conn(), &actor, merge.kept_id).await?;
    if merge.undone_at.is_some() {
        return Err(Error::Refused(UNDONE));
    }
    if tx.at() > merge.at + UNDO {
        return Err(Error::Refused(TOO_LATE));
    }
    // What a later merge brought must not be taken for what this one did.
    let last = Entity::find().filter(Column::KeptId.eq(kept.id)).filter(Column::UndoneAt.is_null()).order_by_desc(Column::At);
    if last.one(tx.conn()).await?.is_some_and(|last| last.id != merge.id) {
        return Err(Error::Refused(NOT_LAST));
    }
    let other = file::Entity::find_by_id(merge.merged_id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    let (before, after): (Parts, Parts) = (serde_json::from_str(&merge.kept_before)?, serde_json::from_str(&merge.kept_after)?);
    let own: Parts = serde_json::from_str(&merge.merged_before)?;
    let called = format!("{} {}", other.number, own.name);
    for link in areas.links() {
        let items = item::Entity::find().filter(item::Column::MergeId.eq(id)).filter(item::Column::Place.eq(link.table));
        let ids: Vec<Uuid> = items.all(tx.conn()).await?.into_iter().map(|one| one.record_id).collect();
        link.pass(tx, &ids, kept.id, (other.id, &called)).await?;
    }
    // The file that was kept gives the code back before the other takes it.
    let parts = rules::apart(&Parts::from(&kept), &before, &after);
    let kept = write(tx, &kept, &parts).await?;
    let mut row = other.clone().into_active_model();
    row.merged_into = Set(None);
    let back = tx.update::<file::Entity, _>(&other, row).await?;
    let back = write(tx, &back, &own).await?;
    if back.review == ReviewStatus::Pending {
        ask_for_review(tx, &back, back.entered_by).await?;
    }
    settle(tx, &merge).await?;
    note(tx, &kept, Some(called), None);
    tx.emit(Event { name: "customer.unmerged", kind: SubjectKind::Customer, id: kept.id, data: json!({ "duplicate_id": back.id }) });
    Ok(kept)
}

async fn settle(tx: &Tx, merge: &Model) -> Reply<()> {
    let row = ActiveModel { undone_by: Set(tx.person()), undone_at: Set(Some(tx.at())), ..Default::default() };
    Entity::update_many().set(row).filter(Column::Id.eq(merge.id)).exec(tx.conn()).await?;
    Ok(())
}

/// Puts these parts into a file, which is counted and found by them.
async fn write(tx: &mut Tx, before: &file::Model, parts: &Parts) -> Reply<file::Model> {
    let Parts { name, name_key, credit_code, tier, source, industry, employees, turnover_cents, city, address_sealed, .. } = parts.clone();
    let Parts { phone, need, first_contact_on, owner, last_followed_at, next_follow_up_on, tags, .. } = parts.clone();
    let phones = contacts::phones(tx, before.id).await?;
    let mut file = before.clone();
    (file.name, file.name_key, file.credit_code, file.tier) = (name, name_key, credit_code, tier);
    (file.source, file.industry, file.employees, file.turnover_cents) = (source, industry, employees, turnover_cents);
    (file.city, file.address_sealed, file.need, file.first_contact_on) = (city, address_sealed, need, first_contact_on);
    (file.phone_sealed, file.phone_hint, file.phone_hash) = phone;
    (file.owner_id, file.unit_id, file.held_at) = owner;
    (file.last_followed_at, file.next_follow_up_on) = (last_followed_at, next_follow_up_on);
    file.tags = tags;
    file.completeness = file_rules::completeness(&file, phones.len());
    let row = file.into_active_model().reset_all();
    let file = tx.update::<file::Entity, _>(before, row).await.map_err(|e| e.on_unique("credit_code", CODE_TAKEN))?;
    index(tx, &file, phones).await?;
    Ok(file)
}

/// The history of the file that was kept names the other one.
fn note(tx: &mut Tx, kept: &file::Model, old: Option<String>, new: Option<String>) {
    let change = Change { field: "merged".to_owned(), old, new };
    tx.note(Verb::Update, SubjectKind::Customer, kept.id, vec![change]);
}
