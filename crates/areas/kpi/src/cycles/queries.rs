use super::entity::{Column, Entity, Model};
use super::states::FLOW;
use crate::marks;
use contract::kpi::cycles::{Cycle, CycleActKind, CycleStatus};
use platform::auth::Actor;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// What people do with a cycle here; publishing has an operation of its own.
const SHOWN: [CycleActKind; 3] = [CycleActKind::Advance, CycleActKind::Extend, CycleActKind::Chase];

/// One cycle: its days are no secret to anybody at the company.
pub(crate) async fn found(conn: &impl ConnectionTrait, id: Uuid) -> Reply<Model> {
    Entity::find_by_id(id).one(conn).await?.ok_or(Error::NotFound)
}

/// The cycle of a period, where there is one.
pub(crate) async fn by_period(conn: &impl ConnectionTrait, period: &str) -> Reply<Option<Model>> {
    Ok(Entity::find().filter(Column::Period.eq(period)).one(conn).await?)
}

/// Every cycle that is not over, the oldest first.
pub(crate) async fn running(conn: &impl ConnectionTrait) -> Reply<Vec<Model>> {
    let open = Entity::find().filter(Column::Status.ne(CycleStatus::Final));
    Ok(open.order_by_asc(Column::SelfFrom).order_by_asc(Column::Id).all(conn).await?)
}

/// Whether results of a period may be published: marks are closed, or nobody was to give any.
pub(crate) async fn lets_publish(conn: &impl ConnectionTrait, period: &str) -> Reply<bool> {
    let Some(cycle) = by_period(conn, period).await? else { return Ok(true) };
    Ok(cycle.closed_at.is_some() || marks::count(conn, &[cycle.id]).await?.is_empty())
}

/// Cycles in full.
pub(super) async fn present(conn: &impl ConnectionTrait, rows: Vec<Model>, actor: &Actor) -> Reply<Vec<Cycle>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let reviews = marks::count(conn, &ids).await?;
    let cycle = |row: Model| {
        let actions = if reaches(actor) { FLOW.actions(&row, actor) } else { Vec::new() };
        Cycle {
            reviews: reviews.get(&row.id).copied().unwrap_or(0),
            actions: actions.into_iter().filter(|act| SHOWN.contains(act)).collect(),
            id: row.id,
            kind: row.kind,
            period: row.period,
            status: row.status,
            self_from: row.self_from,
            self_until: row.self_until,
            marking_from: row.marking_from,
            marking_until: row.marking_until,
            calibrated_until: row.calibrated_until,
            extended: row.extended,
            closed_at: row.closed_at,
            version: row.version,
        }
    };
    Ok(rows.into_iter().map(cycle).collect())
}

/// A cycle is everybody's: who moves it on must reach everybody.
pub(super) fn reaches(actor: &Actor) -> bool {
    actor.scope::<contract::permission::kpi::Publish>().is_all()
}
