//! What is said between the company and the customer, and that they hear of progress in time (CPL-05).

use super::entity::{complaint, complaint_contact};
use super::{clocks, policy, queries, waiting};
use crate::settings;
use contract::complaints::contacts::{ContactMatter, CustomerContact, NewCustomerContact};
use contract::complaints::{ComplaintChannel, ComplaintStatus};
use contract::tasks::{TaskKind, TaskStatus};
use contract::values::SubjectKind;
use engines::calendar::WorkingDays;
use engines::people::Names;
use engines::tasks;
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Reply};
use sea_orm::{IntoActiveModel, Set};
use serde_json::json;
use uuid::Uuid;

/// Something that was said.
pub(crate) struct Said {
    pub matter: ContactMatter,
    pub channel: ComplaintChannel,
    pub text: String,
    pub shown: bool,
}

/// Keeps what was said; nothing else follows from it.
///
/// # Errors
/// Where the database fails.
pub(crate) async fn keep(tx: &mut Tx, case: &complaint::Model, said: Said) -> Reply<complaint_contact::Model> {
    let own = said.matter == ContactMatter::Customer;
    let row = complaint_contact::ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        complaint_id: Set(case.id),
        at: Set(tx.at()),
        matter: Set(said.matter),
        channel: Set(said.channel),
        text: Set(said.text.trim().to_owned()),
        shown: Set(said.shown),
        person_id: Set(if own { None } else { tx.person() }),
    };
    tx.insert::<complaint_contact::Entity, _>(row).await
}

/// Notes a contact (CPL-05): the customer heard something, so the next progress is due later.
///
/// # Errors
/// `404` where the caller does not see the case, `409` for those who do not work on it.
pub async fn note(tx: &mut Tx, id: Uuid, new: &NewCustomerContact) -> Reply<CustomerContact> {
    let actor = tx.actor()?.clone();
    let case = queries::visible(tx.conn(), id, &actor).await?;
    if let Some(refusal) = policy::not_in_hand(&case, &actor) {
        return Err(Error::Refused(refusal));
    }
    if new.matter == ContactMatter::Apology {
        return Err(Error::invalid("/matter", "contact_by_system"));
    }
    let said = Said { matter: new.matter, channel: new.channel, text: new.text.clone(), shown: new.shown };
    let kept = keep(tx, &case, said).await?;
    if new.matter != ContactMatter::Customer {
        told(tx, &case).await?;
    }
    let names = Names::load(tx.conn(), kept.person_id).await?;
    Ok(present(kept, &names))
}

/// The customer was told something just now.
async fn told(tx: &mut Tx, case: &complaint::Model) -> Reply<()> {
    let days = WorkingDays::load(tx.conn(), tx.state().config.utc_offset_minutes).await?;
    let said = settings::load(tx.conn()).await?;
    let mut row = case.clone().into_active_model();
    row.told_at = Set(Some(tx.at()));
    row.tell_due_at = Set(Some(clocks::tell_due(&said, tx.at(), &days)));
    row.tell_reminded_at = Set(None);
    tx.update::<complaint::Entity, _>(case, row).await?;
    tasks::close(tx, case.id, TaskKind::Progress, TaskStatus::Done).await
}

/// The customer wrote something: whoever has the case in hand hears of it.
///
/// # Errors
/// Where the database fails.
pub(crate) async fn heard(tx: &mut Tx, case: &complaint::Model, channel: ComplaintChannel, text: &str) -> Reply<()> {
    let said = Said { matter: ContactMatter::Customer, channel, text: text.to_owned(), shown: true };
    keep(tx, case, said).await?;
    tx.emit(Event { name: "complaint.customer_wrote", kind: SubjectKind::Complaint, id: case.id, data: json!({ "number": case.number }) });
    remind(tx, case, format!("{}：{}", locale::complaints::CUSTOMER_WROTE.text(locale::Language::default()), waiting::excerpt(text))).await
}

/// Asks whoever speaks with the customer to do so; a reminder from before gives way.
///
/// # Errors
/// Where the database fails.
pub(crate) async fn remind(tx: &mut Tx, case: &complaint::Model, title: String) -> Reply<()> {
    tasks::close(tx, case.id, TaskKind::Progress, TaskStatus::Done).await?;
    for person in waiting::voice(tx.conn(), case).await? {
        let task = tasks::NewTask { kind: TaskKind::Progress, person, title: title.clone(), subject: case.subject(), due_at: None };
        tasks::open(tx, task).await?;
    }
    Ok(())
}

/// Whether the customer waits too long to hear of progress: only while somebody works on the case and nobody else is waited for.
pub(crate) fn is_silent(case: &complaint::Model, now: chrono::DateTime<chrono::Utc>) -> bool {
    in_hand(case.status) && case.paused_at.is_none() && case.tell_reminded_at.is_none() && case.tell_due_at.is_some_and(|due| due < now)
}

/// States in which the customer waits for the company.
pub(crate) const WORKED_ON: [ComplaintStatus; 5] = [
    ComplaintStatus::Received,
    ComplaintStatus::Investigating,
    ComplaintStatus::RemedyProposed,
    ComplaintStatus::Approving,
    ComplaintStatus::Executing,
];

/// Whether the customer waits for the company.
pub(crate) fn in_hand(status: ComplaintStatus) -> bool {
    WORKED_ON.contains(&status)
}

/// A contact as it is shown.
pub(crate) fn present(row: complaint_contact::Model, names: &Names) -> CustomerContact {
    CustomerContact {
        id: row.id,
        at: row.at,
        matter: row.matter,
        channel: row.channel,
        text: row.text,
        shown: row.shown,
        person: row.person_id.map(|id| names.of(id)),
        version: row.version,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::rules::tests::{at, case};

    /// CPL-05
    #[test]
    fn a_customer_is_silent_only_where_the_company_works() {
        let now = at("2026-11-26T09:00:00+08:00");
        let waiting = |status| complaint::Model { tell_due_at: Some(at("2026-11-25T18:00:00+08:00")), ..case(status) };
        for status in ComplaintStatus::ALL {
            assert_eq!(is_silent(&waiting(*status), now), in_hand(*status), "{status}");
        }
        let investigating = waiting(ComplaintStatus::Investigating);
        assert!(!is_silent(&complaint::Model { paused_at: Some(now), ..investigating.clone() }, now), "the customer is waited for");
        assert!(!is_silent(&complaint::Model { tell_reminded_at: Some(now), ..investigating.clone() }, now), "once is enough");
        assert!(!is_silent(&investigating, at("2026-11-25T18:00:00+08:00")), "not before it is due");
    }
}
