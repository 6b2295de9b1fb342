//! The steps of a service request (CPL-11).

use super::entity::{ActiveModel, Column, Entity, Model};
use super::states::{FLOW, OPEN};
use super::{queries, rules};
use crate::opening::{self, Opening};
use crate::{history, knowledge};
use contract::SubjectKind;
use contract::complaints::service_requests::{NewServiceRequest, ServiceAct, ServiceComplaint, ServiceKind, ServiceStatus, Settlement};
use contract::hand_overs::HoldingKind;
use contract::permission::Permission;
use contract::tasks::{TaskKind, TaskStatus};
use engines::calendar::WorkingDays;
use engines::numbering::{self, Series};
use engines::tasks::{self, NewTask};
use engines::{Holding, Passing, people, search};
use organisation::grants;
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use serde_json::json;
use uuid::Uuid;

/// Takes a request.
///
/// # Errors
/// `422` where the customer is not visible to the caller, or nobody is named at all.
pub async fn take(tx: &mut Tx, new: &NewServiceRequest) -> Reply<Uuid> {
    let agent = tx.actor()?.clone();
    let customer_title = match new.customer_id {
        Some(id) => {
            let customer = customers::visible_title(tx.conn(), &agent, id).await;
            customer.map_err(|_| Error::invalid("/customer_id", "customer_unknown"))?.title
        }
        None => String::new(),
    };
    let asker = new.asker.trim().to_owned();
    if customer_title.is_empty() && asker.is_empty() {
        return Err(Error::invalid("/asker", "service_request_nobody"));
    }
    let days = WorkingDays::load(tx.conn(), tx.state().config.utc_offset_minutes).await?;
    let due = rules::due(new.kind, FLOW.start, tx.at(), &days).unwrap_or(crate::cases::NEVER);
    let row = ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        number: Set(numbering::next(tx, Series::ServiceRequest).await?),
        kind: Set(new.kind),
        customer_id: Set(new.customer_id),
        customer_title: Set(customer_title),
        asker: Set(asker),
        channel: Set(new.channel),
        question: Set(new.question.trim().to_owned()),
        order_number: Set(new.order_number.trim().to_owned()),
        goods: Set(new.goods.trim().to_owned()),
        status: Set(FLOW.start),
        agent_id: Set(agent.id),
        unit_id: Set(agent.unit_id),
        answer: Set(String::new()),
        answer_due_at: Set(due),
        answered_at: Set(None),
        refund_cents: Set(None),
        replacement: Set(String::new()),
        complaint_id: Set(None),
        due_at: Set(due),
        closed_at: Set(None),
        created_at: Set(tx.at()),
        updated_at: Set(tx.at()),
    };
    let it = tx.insert::<Entity, _>(row).await?;
    history::write(tx, it.id, None, &it.status, String::new()).await?;
    let texts = vec![it.number.clone(), it.customer_title.clone(), it.asker.clone(), it.order_number.clone(), it.question.clone()];
    search::index(tx, search::Document { kind: SubjectKind::ServiceRequest, id: it.id, texts, phones: Vec::new() }).await?;
    ask(tx, &it).await?;
    emit(tx, "service_request.taken", &it);
    Ok(it.id)
}

/// Takes a request one step further.
///
/// # Errors
/// `404` where the caller does not see it, `412` on a stale version, `403` and `409` as the table says, `422` where what a step needs is
/// missing.
pub async fn act(tx: &mut Tx, id: Uuid, seen: i64, act: &ServiceAct) -> Reply<()> {
    let actor = tx.actor()?.clone();
    let before = queries::found(tx.conn(), id, &actor).await?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    let step = FLOW.plan(&before, act.kind(), &actor)?;
    let mut row = before.clone().into_active_model();
    row.status = Set(step.to());
    let note = match act {
        ServiceAct::Answer(body) => {
            row.answer = Set(body.answer.trim().to_owned());
            if let Some(template) = body.knowledge_id {
                knowledge::used(tx, template, id).await.map_err(|_| Error::invalid("/knowledge_id", "knowledge_unknown"))?;
            }
            body.answer.trim().to_owned()
        }
        ServiceAct::AskAgain(body) => body.question.trim().to_owned(),
        ServiceAct::Approve(body) | ServiceAct::Receive(body) | ServiceAct::Check(body) | ServiceAct::Close(body) => {
            body.note.trim().to_owned()
        }
        ServiceAct::Refuse(body) => {
            row.answer = Set(body.reason.trim().to_owned());
            body.reason.trim().to_owned()
        }
        ServiceAct::Settle(body) => settle(&mut row, &before, body)?,
        ServiceAct::Complain(body) => {
            let case = complain(tx, &before, body).await?;
            row.complaint_id = Set(Some(case));
            body.matter.trim().to_owned()
        }
    };
    // The first answer or decision counts.
    if before.status == ServiceStatus::Received && before.answered_at.is_none() {
        row.answered_at = Set(Some(tx.at()));
    }
    let days = WorkingDays::load(tx.conn(), tx.state().config.utc_offset_minutes).await?;
    let due = rules::due(before.kind, step.to(), tx.at(), &days);
    row.due_at = Set(due.unwrap_or(crate::cases::NEVER));
    if matches!(step.to(), ServiceStatus::Closed | ServiceStatus::Complained) {
        row.closed_at = Set(Some(tx.at()));
    }
    let it = tx.update::<Entity, _>(&before, row).await?;
    history::write(tx, id, Some(&act.kind()), &it.status, note).await?;
    ask(tx, &it).await?;
    emit(tx, event(act), &it);
    Ok(())
}

/// Money goes back for a return, goods go out for an exchange.
fn settle(row: &mut ActiveModel, before: &Model, body: &Settlement) -> Reply<String> {
    let replacement = body.replacement.trim().to_owned();
    if before.kind == ServiceKind::Return {
        let refund = body.refund.as_ref().ok_or_else(|| Error::invalid("/refund", "required"))?;
        row.refund_cents = Set(Some(refund.cents().ok_or_else(|| Error::invalid("/refund/amount", "money_invalid"))?));
        row.replacement = Set(replacement.clone());
        return Ok(format!("{refund} {replacement}").trim().to_owned());
    }
    if replacement.is_empty() {
        return Err(Error::invalid("/replacement", "required"));
    }
    row.replacement = Set(replacement.clone());
    Ok(replacement)
}

/// The complaint begins with what the request was; its agent is whoever turned it into one.
async fn complain(tx: &mut Tx, before: &Model, body: &ServiceComplaint) -> Reply<Uuid> {
    let agent = tx.actor()?.clone();
    if !agent.may(Permission::ComplaintCreate) {
        return Err(Error::Forbidden(Permission::ComplaintCreate));
    }
    let customer_id = before.customer_id.or(body.customer_id).ok_or_else(|| Error::invalid("/customer_id", "required"))?;
    let opening = Opening {
        customer_id,
        complainant: before.asker.clone(),
        matter: body.matter.trim().to_owned(),
        category: body.category,
        product: before.goods.clone(),
        channel: before.channel,
        severity: body.severity,
        wish: body.wish.clone(),
    };
    opening::open(tx, &agent, opening).await
}

fn event(act: &ServiceAct) -> &'static str {
    match act {
        ServiceAct::Answer(_) => "service_request.answered",
        ServiceAct::AskAgain(_) => "service_request.asked_again",
        ServiceAct::Approve(_) => "service_request.approved",
        ServiceAct::Refuse(_) => "service_request.refused",
        ServiceAct::Receive(_) => "service_request.goods_received",
        ServiceAct::Check(_) => "service_request.checked",
        ServiceAct::Settle(_) => "service_request.settled",
        ServiceAct::Close(_) => "service_request.closed",
        ServiceAct::Complain(_) => "service_request.complained",
    }
}

/// Closes the task of the step before; the agent has the next one, the managers where a return is decided on.
async fn ask(tx: &mut Tx, it: &Model) -> Reply<()> {
    tasks::close(tx, it.id, TaskKind::ServiceRequest, TaskStatus::Done).await?;
    let people = match it.status {
        ServiceStatus::Received if it.kind.is_return() => deciders(tx, it).await?,
        ServiceStatus::Received | ServiceStatus::GoodsReceived | ServiceStatus::Checked | ServiceStatus::Settled => vec![it.agent_id],
        _ => Vec::new(),
    };
    for person in people {
        let (title, subject) = (crate::cases::excerpt(&it.question), it.subject());
        tasks::open(tx, NewTask { kind: TaskKind::ServiceRequest, person, title, subject, due_at: it.due() }).await?;
    }
    Ok(())
}

/// The service managers, else the director; nobody decides on a request of their own.
async fn deciders(tx: &Tx, it: &Model) -> Reply<Vec<Uuid>> {
    for role in ["service_manager", "marketing_director"] {
        let ids = people::holders(tx.conn(), role).await?.into_iter().map(|holder| holder.id);
        let free: Vec<Uuid> = ids.filter(|id| *id != it.agent_id).collect();
        if !free.is_empty() {
            return Ok(free);
        }
    }
    Ok(Vec::new())
}

fn emit(tx: &mut Tx, name: &'static str, it: &Model) {
    let data = json!({ "number": it.number, "status": it.status, "customer_id": it.customer_id, "complaint_id": it.complaint_id });
    tx.emit(Event { name, kind: SubjectKind::ServiceRequest, id: it.id, data });
}

/// The version it has now.
///
/// # Errors
/// [`Error::NotFound`] where there is none.
pub async fn version(conn: &impl ConnectionTrait, id: Uuid) -> Reply<i64> {
    Ok(Entity::find_by_id(id).one(conn).await?.ok_or(Error::NotFound)?.version)
}

/// Open requests of a person (ORG-08).
pub(crate) async fn holdings(tx: &Tx, person: Uuid) -> Reply<Vec<Holding>> {
    let held = Entity::find().filter(Column::AgentId.eq(person)).filter(Column::Status.is_in(OPEN));
    let held = held.order_by_asc(Column::Number).all(tx.conn()).await?;
    Ok(held.iter().map(|it| Holding::passed_on(HoldingKind::ServiceRequest, it.subject())).collect())
}

/// Somebody else has them in hand from now on.
pub(crate) async fn hand_over(tx: &mut Tx, passing: &Passing) -> Reply<()> {
    if passing.from != passing.to && !grants::holds(tx.conn(), passing.to, Permission::ServiceTake).await? {
        return Err(engines::area::unable());
    }
    let unit = people::unit_of(tx.conn(), passing.to).await?;
    for found in Entity::find().filter(Column::Id.is_in(passing.ids.iter().copied())).all(tx.conn()).await? {
        let mut row = found.clone().into_active_model();
        row.agent_id = Set(passing.to);
        row.unit_id = Set(unit);
        tx.update::<Entity, _>(&found, row).await?;
    }
    tasks::pass(tx, &passing.ids, passing.from, passing.to).await
}
