use super::entity::{moves, share};
use super::rules::goes_back_at;
use super::settings;
use crate::files::{entity as file, readable};
use chrono::{DateTime, Utc};
use contract::customers::{Holding, Move, MoveKind, PoolStanding, Share};
use contract::timeline::{TimelineItem, TimelineKind};
use contract::values::{Subject, SubjectKind};
use engines::Asking;
use engines::calendar::{local_date, start_of_day};
use engines::people::Names;
use platform::Reply;
use platform::auth::Actor;
use platform::http::State;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

/// Moves that a file's page shows.
const SHOWN: u64 = 20;
/// Names that one notification says.
const SAID: u64 = 2;

/// Customers that a person owns.
pub(super) async fn held(conn: &impl ConnectionTrait, person: Uuid) -> Reply<u64> {
    Ok(file::Entity::find().filter(file::Column::OwnerId.eq(person)).count(conn).await?)
}

/// Customers that a person took out of the pool since midnight.
pub(super) async fn claimed_today(conn: &impl ConnectionTrait, actor: &Actor, state: &State, now: DateTime<Utc>) -> Reply<u64> {
    let offset = state.config.utc_offset_minutes;
    let claimed = moves::Entity::find()
        .filter(moves::Column::ToId.eq(actor.id))
        .filter(moves::Column::Kind.eq(MoveKind::Claimed))
        .filter(moves::Column::At.gte(start_of_day(local_date(now, offset), offset)));
    Ok(claimed.count(conn).await?)
}

/// When a person last put these customers back, or lost them.
pub(super) async fn had_until(
    conn: &impl ConnectionTrait,
    person: Uuid,
    customers: impl IntoIterator<Item = Uuid>,
) -> Reply<HashMap<Uuid, DateTime<Utc>>> {
    let given_up = moves::Entity::find()
        .filter(moves::Column::FromId.eq(person))
        .filter(moves::Column::CustomerId.is_in(customers))
        .filter(moves::Column::Kind.is_in([MoveKind::Returned, MoveKind::Lost]))
        .order_by_asc(moves::Column::At);
    Ok(given_up.all(conn).await?.into_iter().map(|row| (row.customer_id, row.at)).collect())
}

/// How the caller stands with the rules.
pub(super) async fn standing(conn: &impl ConnectionTrait, actor: &Actor, state: &State, now: DateTime<Utc>) -> Reply<PoolStanding> {
    let rules = settings::current(conn).await?.rules;
    let warned = file::Entity::find().filter(file::Column::OwnerId.eq(actor.id)).filter(file::Column::WarnedAt.is_not_null());
    Ok(PoolStanding {
        held: held(conn, actor.id).await?,
        most_held: rules.most_held,
        claimed_today: claimed_today(conn, actor, state, now).await?,
        most_claims: rules.most_claims,
        warned: warned.count(conn).await?,
        idle_days: rules.active.then_some(rules.idle_days),
    })
}

/// Who has a file.
pub(super) async fn holding(conn: &impl ConnectionTrait, actor: &Actor, id: Uuid, now: DateTime<Utc>) -> Reply<Holding> {
    let file = readable(conn, actor, id).await?;
    let rules = settings::current(conn).await?.rules;
    let shares = share::Entity::find().filter(share::Column::CustomerId.eq(id)).filter(share::Column::EndsAt.gt(now));
    let shares = shares.order_by_asc(share::Column::CreatedAt).all(conn).await?;
    let moves = last_moves(conn, id, SHOWN).await?;
    let people = shares.iter().flat_map(|s| [s.person_id, s.shared_by]).chain(moves.iter().flat_map(named)).chain(file.owner_id);
    let names = Names::load(conn, people).await?;
    let shared = |s: share::Model| Share {
        id: s.id,
        person: names.of(s.person_id),
        may_edit: s.may_edit,
        ends_at: s.ends_at,
        shared_by: names.of(s.shared_by),
    };
    let step = |m: moves::Model| Move {
        at: m.at,
        kind: m.kind,
        from: m.from_id.map(|id| names.of(id)),
        to: m.to_id.map(|id| names.of(id)),
        by: m.by_id.map(|id| names.of(id)),
        reason: m.reason,
    };
    let owned = file.owner_id.is_some();
    Ok(Holding {
        owner: file.owner_id.map(|id| names.of(id)),
        held_at: file.held_at,
        goes_back_at: goes_back_at(&rules, file.tier, file.held_at, file.last_followed_at, file.warned_at).filter(|_| owned),
        shares: shares.into_iter().map(shared).collect(),
        moves: moves.into_iter().map(step).collect(),
    })
}

async fn last_moves(conn: &impl ConnectionTrait, customer: Uuid, most: u64) -> Reply<Vec<moves::Model>> {
    let select = moves::Entity::find().filter(moves::Column::CustomerId.eq(customer));
    Ok(select.order_by_desc(moves::Column::At).order_by_desc(moves::Column::Id).limit(most).all(conn).await?)
}

fn named(row: &moves::Model) -> impl Iterator<Item = Uuid> + use<> {
    [row.from_id, row.to_id, row.by_id].into_iter().flatten()
}

/// Moves of a customer as timeline events.
pub(crate) async fn timeline(asking: &Asking<'_>, customer: Uuid) -> Reply<Vec<TimelineItem>> {
    let rows = last_moves(asking.conn, customer, 100).await?;
    let names = Names::load(asking.conn, rows.iter().flat_map(named)).await?;
    let pool = locale::customers::POOL.text(asking.language);
    let called = |id: Option<Uuid>| id.map_or_else(|| pool.to_owned(), |id| names.of(id).name);
    let item = |row: moves::Model| TimelineItem {
        at: row.at,
        kind: TimelineKind::Move,
        title: locale::find(row.kind.text_path()).map_or("", |key| key.text(asking.language)).to_owned(),
        body: format!("{} → {}\n{}", called(row.from_id), called(row.to_id), row.reason).trim_end().to_owned(),
        person: row.by_id.map(|id| names.of(id)),
        subject: Subject { kind: SubjectKind::Customer, id: customer, title: String::new() },
    };
    Ok(rows.into_iter().map(item).collect())
}

/// What a notification to their owner calls these customers: the first by name, and how many more.
///
/// # Errors
/// Where the database fails.
pub async fn called(conn: &impl ConnectionTrait, customers: &[Uuid]) -> Reply<String> {
    let some = file::Entity::find().filter(file::Column::Id.is_in(customers.iter().copied())).order_by_asc(file::Column::Number);
    let names: Vec<String> = some.limit(SAID).all(conn).await?.into_iter().map(|file| file.name).collect();
    let more = customers.len().saturating_sub(names.len());
    Ok(if more > 0 { format!("{} +{more}", names.join("、")) } else { names.join("、") })
}
