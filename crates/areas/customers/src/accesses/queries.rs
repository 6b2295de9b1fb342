use super::entity::{access, meant};
use super::states::FLOW;
use crate::files::{entity as file, subject};
use chrono::{DateTime, Utc};
use contract::customers::{Access, AccessActKind, AccessField, AccessStatus};
use contract::page::Page;
use contract::permission::Permission;
use contract::values::Subject;
use engines::people::Names;
use platform::auth::Actor;
use platform::list::{Parsed, page, total};
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use std::collections::HashMap;
use uuid::Uuid;

/// One's own requests; all of them for who grants leave.
fn within(actor: &Actor) -> Condition {
    let own = Condition::all().add(access::Column::PersonId.eq(actor.id));
    if decides(actor) { Condition::all() } else { own }
}

fn decides(actor: &Actor) -> bool {
    actor.scope_of(Permission::CustomerGrant).is_all()
}

/// Whether leave lasts.
pub(super) fn is_active(access: &access::Model, now: DateTime<Utc>) -> bool {
    access.status == AccessStatus::Granted && now < access.ends_at
}

/// The parts that were asked for.
pub(super) fn parts(access: &access::Model) -> Reply<Vec<AccessField>> {
    Ok(serde_json::from_str(&access.fields)?)
}

pub(super) async fn visible(conn: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Reply<access::Model> {
    access::Entity::find_by_id(id).filter(within(actor)).one(conn).await?.ok_or(Error::NotFound)
}

pub(super) async fn list(conn: &impl ConnectionTrait, actor: &Actor, query: &Parsed, now: DateTime<Utc>) -> Reply<Page<Access>> {
    let select = access::Entity::find().filter(within(actor));
    let found = page(conn, select.clone(), query).await?;
    let total = total(conn, select, query).await?;
    Ok(Page { items: present(conn, actor, found.items, now).await?, next: found.next, prev: found.prev, total })
}

pub(super) async fn show(conn: &impl ConnectionTrait, actor: &Actor, row: access::Model, now: DateTime<Utc>) -> Reply<Access> {
    Ok(present(conn, actor, vec![row], now).await?.remove(0))
}

async fn present(conn: &impl ConnectionTrait, actor: &Actor, rows: Vec<access::Model>, now: DateTime<Utc>) -> Reply<Vec<Access>> {
    let names = Names::load(conn, rows.iter().map(|r| r.person_id)).await?;
    let told = rows.iter().filter(|r| decides(actor) || (r.person_id == actor.id && is_active(r, now))).map(|r| r.id);
    let mut files = files_of(conn, told.collect()).await?;
    let one = |row: access::Model| {
        let active = is_active(&row, now);
        let mut actions = FLOW.actions(&row, actor);
        actions.retain(|act| *act != AccessActKind::Revoke || active);
        if row.person_id == actor.id && FLOW.plan_by_system(&row, AccessActKind::Withdraw).is_ok() {
            actions.push(AccessActKind::Withdraw);
        }
        Ok(Access {
            active,
            actions,
            person: names.of(row.person_id),
            customers: serde_json::from_str(&row.wanted)?,
            fields: parts(&row)?,
            files: files.remove(&row.id).unwrap_or_default(),
            id: row.id,
            number: row.number,
            purpose: row.purpose,
            status: row.status,
            ends_at: row.ends_at,
            remark: row.remark,
            approval_id: row.approval_id,
            decided_at: row.decided_at,
            created_at: row.created_at,
            version: row.version,
        })
    };
    rows.into_iter().map(one).collect()
}

async fn files_of(conn: &impl ConnectionTrait, accesses: Vec<Uuid>) -> Reply<HashMap<Uuid, Vec<Subject>>> {
    let mut of: HashMap<Uuid, Vec<Subject>> = HashMap::new();
    if accesses.is_empty() {
        return Ok(of);
    }
    let links = meant::Entity::find().filter(meant::Column::AccessId.is_in(accesses.clone())).all(conn).await?;
    let ids = meant::Entity::find().select_only().column(meant::Column::CustomerId).filter(meant::Column::AccessId.is_in(accesses));
    let files =
        file::Entity::find().filter(file::Column::Id.in_subquery(ids.into_query())).order_by_asc(file::Column::Number).all(conn).await?;
    for file in &files {
        for link in links.iter().filter(|link| link.customer_id == file.id) {
            of.entry(link.access_id).or_default().push(subject(file));
        }
    }
    Ok(of)
}
