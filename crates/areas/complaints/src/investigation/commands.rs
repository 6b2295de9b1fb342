use super::entity::{inquiry, statement};
use super::queries;
use crate::cases::entity::complaint;
use crate::cases::{may_investigate, may_judge, seen, unknown};
use chrono::SubsecRound;
use contract::complaints::inquiries::{Inquiry, InquiryAnswer, NewInquiry, NewStatement, WitnessStatement};
use contract::tasks::{TaskKind, TaskStatus};
use contract::values::{Subject, SubjectKind};
use engines::people::{self, Names};
use engines::tasks::{self, NewTask};
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Refusal, Reply};
use sea_orm::{EntityTrait, IntoActiveModel, Set};
use serde_json::json;
use uuid::Uuid;

const ANSWERED: Refusal = Refusal::new("complaint.inquiry_answered", locale::problems::COMPLAINT_INQUIRY_ANSWERED);

/// The case, where the caller investigates it now.
async fn investigated(tx: &Tx, id: Uuid) -> Reply<complaint::Model> {
    let actor = tx.actor()?;
    let case = seen(tx.conn(), id, actor).await?;
    may_investigate(tx.conn(), &case, actor).await?;
    Ok(case)
}

/// Keeps what somebody said.
pub(super) async fn take(tx: &mut Tx, id: Uuid, new: &NewStatement) -> Reply<WitnessStatement> {
    let case = investigated(tx, id).await?;
    let row = statement::ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        complaint_id: Set(case.id),
        at: Set(tx.at()),
        speaker: Set(new.speaker.trim().to_owned()),
        text: Set(new.text.trim().to_owned()),
        taken_by: Set(tx.actor()?.id),
    };
    let kept = tx.insert::<statement::Entity, _>(row).await?;
    let names = Names::load(tx.conn(), [kept.taken_by]).await?;
    Ok(queries::statement(kept, &names))
}

/// Asks a department; never the person complained about, nor who reports to them.
pub(super) async fn ask(tx: &mut Tx, id: Uuid, new: &NewInquiry) -> Reply<Inquiry> {
    let case = investigated(tx, id).await?;
    may_judge(tx.conn(), &case, new.person_id).await?;
    let unit = people::unit_of(tx.conn(), new.person_id).await.map_err(|error| unknown(error, "/person_id", "person_unknown"))?;
    let due_at = new.due_at.trunc_subsecs(6);
    if due_at < tx.at() || !contract::values::is_day(due_at.date_naive()) {
        return Err(Error::invalid("/due_at", "due_past"));
    }
    let row = inquiry::ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        complaint_id: Set(case.id),
        person_id: Set(new.person_id),
        unit_id: Set(unit),
        question: Set(new.question.trim().to_owned()),
        asked_by: Set(tx.actor()?.id),
        asked_at: Set(tx.at()),
        due_at: Set(due_at),
        answer: Set(None),
        answered_at: Set(None),
    };
    let asked = tx.insert::<inquiry::Entity, _>(row).await?;
    let task = NewTask {
        kind: TaskKind::Inquiry,
        person: asked.person_id,
        title: queries::excerpt(&asked.question),
        subject: subject(&asked, &case.number),
        due_at: Some(due_at),
    };
    tasks::open(tx, task).await?;
    emit(tx, &asked, "complaint.department_asked");
    queries::shown(tx.conn(), tx.actor()?, asked, tx.at()).await
}

/// The answer of who was asked; the investigator may write down what they were told.
pub(super) async fn answer(tx: &mut Tx, id: Uuid, new: &InquiryAnswer) -> Reply<Inquiry> {
    let actor = tx.actor()?.clone();
    let before = queries::found(tx.conn(), id, &actor).await?;
    if before.person_id == actor.id {
        // Who was free when they were asked may not be so any more.
        let case = complaint::Entity::find_by_id(before.complaint_id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
        may_judge(tx.conn(), &case, actor.id).await?;
    } else {
        investigated(tx, before.complaint_id).await?;
    }
    if before.answer.is_some() {
        return Err(Error::Refused(ANSWERED));
    }
    let mut row = before.clone().into_active_model();
    row.answer = Set(Some(new.answer.trim().to_owned()));
    row.answered_at = Set(Some(tx.at()));
    let answered = tx.update::<inquiry::Entity, _>(&before, row).await?;
    tasks::close(tx, answered.id, TaskKind::Inquiry, TaskStatus::Done).await?;
    emit(tx, &answered, "complaint.department_answered");
    queries::shown(tx.conn(), &actor, answered, tx.at()).await
}

/// The question as the inbox names it: the number of the case, and no customer.
pub(super) fn subject(asked: &inquiry::Model, number: &str) -> Subject {
    Subject { kind: SubjectKind::ComplaintInquiry, id: asked.id, title: format!("{number} {}", queries::excerpt(&asked.question)) }
}

fn emit(tx: &mut Tx, asked: &inquiry::Model, name: &'static str) {
    let data = json!({ "complaint_id": asked.complaint_id, "person_id": asked.person_id });
    tx.emit(Event { name, kind: SubjectKind::ComplaintInquiry, id: asked.id, data });
}
