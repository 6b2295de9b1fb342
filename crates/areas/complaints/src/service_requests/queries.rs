//! Service requests as the asker sees them: within the reach of `service.read` or `service.approve`; who decides sees every return that waits.

use super::entity::{Column, Entity, Model};
use super::states::FLOW;
use crate::history::Steps;
use chrono::{DateTime, Utc};
use contract::complaints::service_requests::{ServiceKind, ServiceRequest, ServiceRequestRow, ServiceStatus};
use contract::home::Hit;
use contract::page::Page;
use contract::permission::Permission;
use contract::permission::service::{Approve, Read};
use contract::timeline::{TimelineItem, TimelineKind};
use contract::values::{Money, Subject, SubjectKind};
use engines::people::Names;
use engines::{Asking, search};
use platform::auth::Actor;
use platform::http::State;
use platform::list::{Parsed, page, total};
use platform::{Error, Reply};
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// What a person sees.
pub(crate) fn visible(who: &Actor) -> Condition {
    let (read, approve) = (who.scope::<Read>(), who.scope::<Approve>());
    if read.is_all() || approve.is_all() {
        return Condition::all();
    }
    let mut seen = Condition::any()
        .add(read.condition((Entity, Column::AgentId), (Entity, Column::UnitId)))
        .add(approve.condition((Entity, Column::AgentId), (Entity, Column::UnitId)));
    if who.may(Permission::ServiceApprove) {
        let returns = Column::Kind.is_in([ServiceKind::Return, ServiceKind::Exchange]);
        seen = seen.add(Condition::all().add(returns).add(Column::Status.eq(ServiceStatus::Received)));
    }
    seen
}

/// One that the asker sees.
///
/// # Errors
/// [`Error::NotFound`] where there is none.
pub(super) async fn found(conn: &impl ConnectionTrait, id: Uuid, who: &Actor) -> Reply<Model> {
    Entity::find_by_id(id).filter(visible(who)).one(conn).await?.ok_or(Error::NotFound)
}

/// Those of these that the asker sees.
pub(crate) async fn seen_among(conn: &impl ConnectionTrait, ids: &[Uuid], who: &Actor) -> Reply<Vec<Model>> {
    Ok(Entity::find().filter(Column::Id.is_in(ids.iter().copied())).filter(visible(who)).all(conn).await?)
}

/// See [`engines::Area::records`].
pub(crate) async fn records(asking: &Asking<'_>, ids: &[Uuid]) -> Reply<Vec<Subject>> {
    Ok(seen_among(asking.conn, ids, asking.actor).await?.iter().map(Model::subject).collect())
}

/// The requests of a customer that the asker sees (CRM-11).
pub(crate) async fn timeline(asking: &Asking<'_>, customer: Uuid) -> Reply<Vec<TimelineItem>> {
    let seen = Entity::find().filter(Column::CustomerId.eq(customer)).filter(visible(asking.actor));
    let found = seen.order_by_desc(Column::CreatedAt).limit(100).all(asking.conn).await?;
    let names = Names::load(asking.conn, found.iter().map(|it| it.agent_id)).await?;
    let text = |path: &'static str| locale::find(path).map_or("", |key| key.text(asking.language));
    let item = |it: Model| TimelineItem {
        at: it.created_at,
        kind: TimelineKind::ServiceRequest,
        title: format!("{} · {} · {}", it.number, text(it.kind.text_path()), text(it.status.text_path())),
        person: Some(names.of(it.agent_id)),
        subject: it.subject(),
        body: it.question,
    };
    Ok(found.into_iter().map(item).collect())
}

/// Requests found by number, customer, order or question (PLT-04).
pub(crate) async fn hits(asking: &Asking<'_>, q: &str) -> Reply<Vec<Hit>> {
    if !asking.actor.may(Permission::ServiceRead) {
        return Ok(Vec::new());
    }
    let found = search::condition(asking.conn, &asking.state.keys, SubjectKind::ServiceRequest, "service_request.id", q);
    let seen = Entity::find().filter(visible(asking.actor)).filter(found).order_by_desc(Column::CreatedAt).limit(8);
    let state = |it: &Model| locale::find(it.status.text_path()).map_or("", |key| key.text(asking.language));
    let hit = |it: Model| Hit { subject: it.subject(), detail: format!("{} · {}", state(&it), crate::cases::excerpt(&it.question)) };
    Ok(seen.all(asking.conn).await?.into_iter().map(hit).collect())
}

/// A page of those that the asker sees.
pub(super) async fn list(conn: &impl ConnectionTrait, state: &State, who: &Actor, query: &Parsed) -> Reply<Page<ServiceRequestRow>> {
    let mut select = Entity::find().filter(visible(who));
    if let Some(q) = &query.q {
        select = select.filter(search::condition(conn, &state.keys, SubjectKind::ServiceRequest, "service_request.id", q));
    }
    let found = page(conn, select.clone(), query).await?;
    let total = total(conn, select, query).await?;
    let names = Names::load(conn, found.items.iter().map(|it| it.agent_id)).await?;
    let now = state.clock.now();
    let row = |it: Model| ServiceRequestRow {
        customer: it.customer(),
        due_at: it.due(),
        overdue: it.due_at < now,
        agent: names.of(it.agent_id),
        id: it.id,
        number: it.number,
        kind: it.kind,
        asker: it.asker,
        question: it.question,
        status: it.status,
        created_at: it.created_at,
        version: it.version,
    };
    Ok(Page { items: found.items.into_iter().map(row).collect(), next: found.next, prev: found.prev, total })
}

/// One in full.
pub(super) async fn present(conn: &impl ConnectionTrait, it: Model, who: &Actor, now: DateTime<Utc>) -> Reply<ServiceRequest> {
    let steps = Steps::of(conn, it.id).await?;
    let names = Names::load(conn, steps.people().chain([it.agent_id])).await?;
    let complaint = match it.complaint_id {
        Some(id) => crate::cases::subject_seen(conn, id, who).await?,
        None => None,
    };
    Ok(ServiceRequest {
        customer: it.customer(),
        due_at: it.due(),
        overdue: it.due_at < now,
        actions: FLOW.actions(&it, who),
        agent: names.of(it.agent_id),
        steps: steps.told(&names),
        complaint,
        refund: it.refund_cents.map(Money::from_cents),
        id: it.id,
        number: it.number,
        kind: it.kind,
        asker: it.asker,
        channel: it.channel,
        question: it.question,
        order_number: it.order_number,
        goods: it.goods,
        status: it.status,
        answer: it.answer,
        answered_at: it.answered_at,
        replacement: it.replacement,
        closed_at: it.closed_at,
        created_at: it.created_at,
        version: it.version,
    })
}
