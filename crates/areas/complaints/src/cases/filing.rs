//! Intake (CPL-01).

use super::commands::{Move, write_step};
use super::entity::complaint;
use super::queries::{self, View};
use super::states::FLOW;
use super::{clocks, rules, waiting};
use contract::complaints::{Complaint, NewComplaint};
use contract::values::SubjectKind;
use engines::calendar::WorkingDays;
use engines::numbering::{self, Series};
use engines::{people, search};
use platform::auth::Actor;
use platform::db::Tx;
use platform::{Error, Reply};
use sea_orm::Set;
use uuid::Uuid;

/// Files a complaint: number, severity, clocks; the service managers find it in their inbox.
///
/// # Errors
/// `422` where the customer is not visible to the caller or the person complained about is unknown.
pub async fn file(tx: &mut Tx, new: &NewComplaint) -> Reply<Complaint> {
    let agent = tx.actor()?.clone();
    file_as(tx, &agent, new).await
}

/// As [`file`], in somebody's name: they are the agent, whoever writes.
///
/// # Errors
/// As [`file`].
pub async fn file_as(tx: &mut Tx, agent: &Actor, new: &NewComplaint) -> Reply<Complaint> {
    let customer = customers::visible_title(tx.conn(), agent, new.customer_id).await;
    let customer = customer.map_err(|error| unknown(error, "/customer_id", "customer_unknown"))?;
    if let Some(about) = new.about_person_id {
        people::unit_of(tx.conn(), about).await.map_err(|error| unknown(error, "/about_person_id", "person_unknown"))?;
    }
    let matter = new.matter.trim().to_owned();
    let severity = new.severity.unwrap_or_else(|| rules::suggest_severity(new.category, &matter));
    let at = tx.at();
    let days = WorkingDays::load(tx.conn(), tx.state().config.utc_offset_minutes).await?;
    let due = clocks::due(severity, at, &days);
    let row = complaint::ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        number: Set(numbering::next(tx, Series::Complaint).await?),
        customer_id: Set(customer.id),
        customer_title: Set(customer.title),
        complainant: Set(new.complainant.trim().to_owned()),
        matter: Set(matter),
        category: Set(new.category),
        channel: Set(new.channel),
        severity: Set(severity),
        wish: Set(new.wish.trim().to_owned()),
        about_person_id: Set(new.about_person_id),
        status: Set(FLOW.start),
        agent_id: Set(agent.id),
        unit_id: Set(agent.unit_id),
        investigator_id: Set(None),
        manager_id: Set(None),
        findings: Set(None),
        cause: Set(None),
        measures: Set(None),
        compensation_cents: Set(None),
        remedy_due_on: Set(None),
        result: Set(None),
        satisfaction: Set(None),
        words: Set(None),
        reopened: Set(0),
        approval_id: Set(None),
        received_at: Set(at),
        acknowledge_due_at: Set(due.acknowledge),
        investigate_due_at: Set(due.investigate),
        close_due_at: Set(due.close),
        acknowledged_at: Set(None),
        investigated_at: Set(None),
        executed_at: Set(None),
        closed_at: Set(None),
        approve_due_at: Set(None),
        approved_at: Set(None),
        execute_due_at: Set(None),
        answer_due_at: Set(None),
        step_due_at: Set(due.acknowledge.min(due.close)),
        paused_at: Set(None),
        escalated: Set(0),
        created_at: Set(at),
        updated_at: Set(at),
    };
    let case = tx.insert::<complaint::Entity, _>(row).await?;
    write_step(tx, &case, Move::Filed, String::new()).await?;
    waiting::hand_over(tx, &case).await?;
    search::index(tx, document(&case)).await?;
    let view = View::new(tx.state(), agent, tx.meta().language);
    queries::present(tx.conn(), case, view).await
}

fn unknown(error: Error, pointer: &str, code: &str) -> Error {
    match error {
        Error::NotFound => Error::invalid(pointer, code),
        other => other,
    }
}

fn document(case: &complaint::Model) -> search::Document {
    let texts = vec![case.number.clone(), case.customer_title.clone(), case.matter.clone()];
    search::Document { kind: SubjectKind::Complaint, id: case.id, texts, phones: Vec::new() }
}
