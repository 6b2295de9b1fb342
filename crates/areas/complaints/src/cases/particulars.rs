//! What was wrong at intake, put right by the agent or whoever assigns (CPL-01): what came by form, mail or survey was judged by words
//! alone. Each change is kept with its reason. Whoever is named as the person complained about, and who reports to them, judges nothing
//! from then on (CPL-03): an investigation of theirs is taken away and begins anew with somebody else, what waits for signers is submitted
//! anew to signers who may sign it, and questions to them lapse.

use super::commands::{Change, apply};
use super::entity::complaint::{self, Model};
use super::entity::complaint_correction;
use super::policy::{barred, may_judge};
use super::queries::{self, View};
use super::states::{FLOW, NOT_NOW};
use super::{filing, merging, pauses, policy, recomputing, waiting};
use crate::topics::Tree;
use crate::{investigation, topics};
use contract::complaints::intake::TopicKind;
use contract::complaints::particulars::{Correction, Particular, Particulars};
use contract::complaints::{Complaint, ComplaintActKind, ComplaintCategory, ComplaintStatus, Severity, SeverityRule};
use contract::tasks::{TaskKind, TaskStatus};
use contract::values::SubjectKind;
use engines::approvals;
use engines::people::{self, Names};
use engines::tasks;
use locale::Language;
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use serde_json::json;
use uuid::Uuid;

/// A particular as it was and as it is to be.
type Changed = (Particular, String, String);

/// Puts the particulars of a case right; where nothing differs, nothing is written.
///
/// # Errors
/// `404` where the caller does not see it, `412` on a stale version, `409` for those who do not take it in or assign it and where it is over
/// or part of another case, `422` for an unknown person or branch.
pub async fn correct(tx: &mut Tx, id: Uuid, seen: i64, wanted: &Particulars) -> Reply<Complaint> {
    let actor = tx.actor()?.clone();
    let case = queries::visible(tx.conn(), id, &actor).await?;
    if case.version != seen {
        return Err(Error::Stale);
    }
    if let Some(refusal) = policy::not_correcting(&case, &actor) {
        return Err(Error::Refused(refusal));
    }
    if !open(case.status) {
        return Err(Error::Refused(NOT_NOW));
    }
    let changes = changes(&case, wanted);
    let case = if changes.is_empty() { case } else { written(tx, case, wanted, changes).await? };
    let view = View::new(tx.state(), &actor, tx.meta().language);
    queries::present(tx.conn(), case, view).await
}

/// Whether particulars may be put right: what is over stays as it was answered, and a part of another case is judged with that one.
pub fn open(status: ComplaintStatus) -> bool {
    super::contacts::in_hand(status) || status == ComplaintStatus::AwaitingFeedback
}

fn changes(case: &Model, wanted: &Particulars) -> Vec<Changed> {
    let id = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    let all = [
        (Particular::Category, case.category.word().to_owned(), wanted.category.word().to_owned()),
        (Particular::Topic, id(case.topic_id), id(wanted.topic_id)),
        (Particular::Severity, case.severity.word().to_owned(), wanted.severity.word().to_owned()),
        (Particular::Product, case.product.clone(), wanted.product.trim().to_owned()),
        (Particular::Contract, case.contract_number.clone(), wanted.contract_number.trim().to_owned()),
        (Particular::AboutPerson, id(case.about_person_id), id(wanted.about_person_id)),
    ];
    all.into_iter().filter(|(_, old, new)| old != new).collect()
}

async fn written(tx: &mut Tx, case: Model, wanted: &Particulars, changes: Vec<Changed>) -> Reply<Model> {
    let touches = |field: Particular| changes.iter().any(|(changed, _, _)| *changed == field);
    if touches(Particular::Category) || touches(Particular::Topic) {
        topics::check(tx.conn(), TopicKind::Category, Some(wanted.category), wanted.topic_id, "/topic_id").await?;
    }
    if touches(Particular::AboutPerson) {
        other_person(tx, &case, wanted.about_person_id).await?;
    }
    let mut row = case.clone().into_active_model();
    row.category = Set(wanted.category);
    row.topic_id = Set(wanted.topic_id);
    row.product = Set(wanted.product.trim().to_owned());
    row.contract_number = Set(wanted.contract_number.trim().to_owned());
    row.about_person_id = Set(wanted.about_person_id);
    if touches(Particular::Severity) {
        row.severity = Set(wanted.severity);
        row.severity_rule = Set(SeverityRule::Declared);
        row.severity_word = Set(None);
        row.severity_name = Set(None);
        recomputing::clocks(tx, &case, &mut row, wanted.severity).await?;
    }
    if touches(Particular::AboutPerson) {
        // Somebody else is told of what is late, and to speak with the customer.
        row.escalated = Set(0);
        row.tell_reminded_at = Set(None);
        tasks::close(tx, case.id, TaskKind::Progress, TaskStatus::Cancelled).await?;
    }
    let mut now = tx.update::<complaint::Entity, _>(&case, row).await?;
    keep(tx, &case, &changes, wanted.reason.trim()).await?;
    if touches(Particular::AboutPerson) || touches(Particular::Category) {
        now = judged_anew(tx, now, wanted.reason.trim()).await?;
    }
    // Who has the next step, and until when, may be another one now; a step that was taken away was handed over with that.
    if now.status == case.status && (touches(Particular::AboutPerson) || touches(Particular::Severity)) {
        waiting::hand_over(tx, &now).await?;
    }
    engines::search::index(tx, filing::document(tx, &now)?).await?;
    let fields: Vec<&str> = changes.iter().map(|(field, _, _)| field.word()).collect();
    let data = json!({ "number": now.number, "fields": fields });
    tx.emit(Event { name: "complaint.corrected", kind: SubjectKind::Complaint, id: now.id, data });
    Ok(now)
}

/// Somebody else is complained about, or nobody. Who may judge nothing in the case does not lift that from themselves.
async fn other_person(tx: &Tx, case: &Model, about: Option<Uuid>) -> Reply<()> {
    may_judge(tx.conn(), case, tx.actor()?.id).await?;
    if let Some(about) = about {
        people::unit_of(tx.conn(), about).await.map_err(|error| filing::unknown(error, "/about_person_id", "person_unknown"))?;
    }
    merging::leads_about(tx.conn(), case.id, about).await
}

async fn keep(tx: &mut Tx, case: &Model, changes: &[Changed], reason: &str) -> Reply<()> {
    for (field, old, new) in changes {
        let row = complaint_correction::ActiveModel {
            id: Set(Uuid::now_v7()),
            version: Set(1),
            complaint_id: Set(case.id),
            at: Set(tx.at()),
            person_id: Set(tx.person()),
            field: Set(*field),
            old: Set(old.clone()),
            new: Set(new.clone()),
            reason: Set(reason.to_owned()),
        };
        tx.insert::<complaint_correction::Entity, _>(row).await?;
    }
    Ok(())
}

/// Takes open steps away from who may not judge the case as it is now. Signers were found for another case: they are asked anew.
async fn judged_anew(tx: &mut Tx, case: Model, reason: &str) -> Reply<Model> {
    let mut now = case;
    if now.status == ComplaintStatus::Approving {
        let step = FLOW.plan_by_system(&now, ComplaintActKind::Recuse)?;
        approvals::changed(tx, now.id).await?;
        let mut row = now.clone().into_active_model();
        row.approval_id = Set(None);
        row.approve_due_at = Set(None);
        now = apply(tx, &now, step, Change { row, act: ComplaintActKind::Recuse, note: reason.to_owned() }).await?;
    }
    let about = policy::all_barred(tx.conn(), now.about_person_id).await?;
    investigation::release(tx, now.id, &about).await?;
    let Some(investigator) = now.investigator_id else { return Ok(now) };
    let judging = matches!(now.status, ComplaintStatus::Investigating | ComplaintStatus::RemedyProposed);
    if !judging || barred(tx.conn(), &now, investigator).await?.is_none() {
        return Ok(now);
    }
    let step = FLOW.plan_by_system(&now, ComplaintActKind::Recuse)?;
    let mut row = now.clone().into_active_model();
    pauses::end(tx, &mut row, &now).await?;
    merging::anew(tx, &now, &mut row).await?;
    apply(tx, &now, step, Change { row, act: ComplaintActKind::Recuse, note: reason.to_owned() }).await
}

/// What was put right, as it is read.
///
/// # Errors
/// Where the database fails.
pub async fn corrections(conn: &impl ConnectionTrait, case: Uuid, language: Language) -> Reply<Vec<Correction>> {
    let all = complaint_correction::Entity::find().filter(complaint_correction::Column::ComplaintId.eq(case));
    let all = all.order_by_asc(complaint_correction::Column::At).order_by_asc(complaint_correction::Column::Id).all(conn).await?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let tree = Tree::load(conn).await?;
    let named = |one: &complaint_correction::Model| {
        let of = [&one.old, &one.new].map(|value| value.parse::<Uuid>().ok().filter(|_| one.field == Particular::AboutPerson));
        of.into_iter().flatten().chain(one.person_id).collect::<Vec<_>>()
    };
    let names = Names::load(conn, all.iter().flat_map(named)).await?;
    let word = |path: Option<&'static str>| path.and_then(locale::find).map(|key| key.text(language).to_owned());
    let read = |field: Particular, value: &str| {
        let read = match field {
            Particular::Category => word(value.parse::<ComplaintCategory>().ok().map(ComplaintCategory::text_path)),
            Particular::Severity => word(value.parse::<Severity>().ok().map(Severity::text_path)),
            Particular::Topic => value.parse().ok().and_then(|id| tree.of(id)).map(|topic| topic.name),
            Particular::AboutPerson => value.parse().ok().map(|id| names.of(id).name),
            Particular::Product | Particular::Contract => None,
        };
        read.unwrap_or_else(|| value.to_owned())
    };
    let told = |one: &complaint_correction::Model| Correction {
        at: one.at,
        person: one.person_id.map(|id| names.of(id)),
        field: one.field,
        old: read(one.field, &one.old),
        new: read(one.field, &one.new),
        reason: one.reason.clone(),
    };
    Ok(all.iter().map(told).collect())
}
