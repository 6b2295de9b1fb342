//! The same matter from many customers, handled as one (CPL-09): the cases follow the one that is worked on, and each customer is
//! answered and asked separately.

use super::commands::{Change, apply};
use super::entity::complaint::{ActiveModel, Column, Entity, Model};
use super::queries;
use super::states::FLOW;
use super::{clocks, pauses};
use crate::settings;
use contract::complaints::{ComplaintActKind, ComplaintStatus, MergeInto};
use engines::calendar::WorkingDays;
use platform::db::Tx;
use platform::{Error, Refusal, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

const LEADS: Refusal = Refusal::new("complaint.has_merged", locale::problems::COMPLAINT_HAS_MERGED);
const OTHER_CONCERNED: Refusal = Refusal::new("complaint.other_concerned", locale::problems::COMPLAINT_OTHER_CONCERNED);
const NO_LEAD: Refusal = Refusal::new("complaint.no_lead", locale::problems::COMPLAINT_NO_LEAD);

/// The cases that are handled with this one.
///
/// # Errors
/// Where the database fails.
pub async fn merged(conn: &impl ConnectionTrait, id: Uuid) -> Reply<Vec<Model>> {
    let with = Entity::find().filter(Column::MergedIntoId.eq(id)).order_by_asc(Column::Number);
    Ok(with.all(conn).await?)
}

/// Refuses to give up a case that others are handled with: their customers would wait for ever.
///
/// # Errors
/// `409`.
pub async fn leads_none(tx: &Tx, case: &Model) -> Reply<()> {
    let waiting = merged(tx.conn(), case.id).await?.iter().any(|other| other.status == ComplaintStatus::Merged);
    if waiting { Err(Error::Refused(LEADS)) } else { Ok(()) }
}

/// Handles a case as part of another that is still worked on and is no part itself.
///
/// # Errors
/// `422` where the other case is not visible, `409` where it cannot lead.
pub async fn merge(tx: &mut Tx, case: &Model, row: &mut ActiveModel, wanted: &MergeInto) -> Reply<String> {
    let actor = tx.actor()?.clone();
    let lead = queries::visible(tx.conn(), wanted.into_id, &actor).await;
    let lead = lead.map_err(|error| super::filing::unknown(error, "/into_id", "complaint_unknown"))?;
    if lead.id == case.id || !super::contacts::in_hand(lead.status) {
        return Err(Error::Refused(NO_LEAD));
    }
    // Who signs and investigates for both is barred by one person only.
    if case.about_person_id.is_some() && case.about_person_id != lead.about_person_id {
        return Err(Error::Refused(OTHER_CONCERNED));
    }
    leads_none(tx, case).await?;
    pauses::finish(tx, row, case).await?;
    row.merged_into_id = Set(Some(lead.id));
    // Whoever looked into it does so no more: no clock of theirs runs on.
    row.investigator_id = Set(None);
    Ok(lead.number)
}

/// Handles it on its own again: it begins with an investigator, and the whole case runs on.
///
/// # Errors
/// Where the database fails.
pub async fn split(tx: &Tx, case: &Model, row: &mut ActiveModel) -> Reply<String> {
    row.merged_into_id = Set(None);
    anew(tx, case, row).await?;
    Ok(String::new())
}

/// Where cases are handled with this one, all are about the same person or about nobody: whoever judges for all is barred by one only.
///
/// # Errors
/// `409`.
pub async fn leads_about(conn: &impl ConnectionTrait, lead: Uuid, about: Option<Uuid>) -> Reply<()> {
    let others = merged(conn, lead).await?;
    let differs =
        |other: &Model| other.status == ComplaintStatus::Merged && other.about_person_id.is_some() && other.about_person_id != about;
    if others.iter().any(differs) { Err(Error::Refused(OTHER_CONCERNED)) } else { Ok(()) }
}

/// The case waits for an investigator as if it had come now; only the whole case runs on.
///
/// # Errors
/// Where the database fails.
pub async fn anew(tx: &Tx, case: &Model, row: &mut ActiveModel) -> Reply<()> {
    let said = settings::load(tx.conn()).await?;
    let days = WorkingDays::load(tx.conn(), tx.state().config.utc_offset_minutes).await?;
    let due = clocks::due(&said.of(case.severity), tx.at(), &days);
    row.investigator_id = Set(None);
    row.acknowledged_at = Set(None);
    row.investigated_at = Set(None);
    row.acknowledge_due_at = Set(due.acknowledge);
    row.investigate_due_at = Set(due.investigate);
    Ok(())
}

/// The case that others are handled with is carried out: each of their customers is asked as well.
///
/// # Errors
/// Where the database fails.
pub async fn follow(tx: &mut Tx, lead: &Model) -> Reply<()> {
    for case in merged(tx.conn(), lead.id).await?.into_iter().filter(|case| case.status == ComplaintStatus::Merged) {
        let step = FLOW.plan_by_system(&case, ComplaintActKind::Follow)?;
        let mut row = case.clone().into_active_model();
        row.investigator_id = Set(lead.investigator_id);
        row.manager_id = Set(case.manager_id.or(lead.manager_id));
        row.cause = Set(lead.cause.clone());
        row.cause_id = Set(lead.cause_id);
        row.responsible_unit_id = Set(lead.responsible_unit_id);
        row.acknowledged_at = Set(case.acknowledged_at.or(lead.acknowledged_at));
        row.investigated_at = Set(case.investigated_at.or(lead.investigated_at));
        row.result = Set(lead.result.clone());
        row.executed_at = Set(lead.executed_at);
        row.answer_due_at = Set(lead.answer_due_at);
        apply(tx, &case, step, Change { row, act: ComplaintActKind::Follow, note: lead.number.clone() }).await?;
    }
    Ok(())
}
