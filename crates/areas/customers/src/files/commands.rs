use super::blank::blank;
use super::entity::{ActiveModel, Column, Entity, Model};
use super::policy::{allowed, editable, seen};
use super::rules;
use super::sealed::{Sealed, index, seal_text};
use crate::{contacts, pool, readings, versions};
use contract::SubjectKind;
use contract::approvals::Verdict;
use contract::customers::{ConfidentialField, CustomerForm, ProposalStatus, Reveal, Revealed, Review, ReviewStatus};
use contract::permission::customer;
use contract::tasks::{TaskKind, TaskStatus};
use contract::values::{credit_code, is_not_blank};
use engines::numbering::{self, Series};
use engines::people;
use engines::tasks::{self, NewTask};
use platform::audit::{Change, Verb};
use platform::db::Tx;
use platform::outbox::Event;
use platform::seal::Keys;
use platform::{Error, Refusal, Reply};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, IntoActiveModel, TryIntoModel};
use uuid::Uuid;

const CODE_TAKEN: Refusal = Refusal::new("customer.credit_code_taken", locale::problems::CUSTOMER_CREDIT_CODE_TAKEN);
const NOT_PENDING: Refusal = Refusal::new("customer.not_pending", locale::problems::CUSTOMER_NOT_PENDING);
const OWN_ENTRY: Refusal = Refusal::new("customer.own_entry", locale::problems::CUSTOMER_OWN_ENTRY);

/// Enters a file; it waits for review by someone else (CRM-03).
pub(super) async fn create(tx: &mut Tx, form: &CustomerForm) -> Reply<Model> {
    let actor = tx.actor()?.clone();
    pool::room_for(tx, actor.id).await?;
    let number = numbering::next(tx, Series::Customer).await?;
    let mut row = filled(blank(&actor, tx.at(), number), form, &tx.state().keys)?;
    let complete = rules::completeness(&row.clone().try_into_model()?, 0);
    row.completeness = Set(complete);
    let file = tx.insert::<Entity, _>(row).await.map_err(|e| e.on_unique("credit_code", CODE_TAKEN))?;
    index(tx, &file, Vec::new()).await?;
    ask_for_review(tx, &file, file.entered_by).await?;
    tx.emit(Event {
        name: "customer.created",
        kind: SubjectKind::Customer,
        id: file.id,
        data: serde_json::json!({ "number": file.number }),
    });
    Ok(file)
}

/// Changes a file. What a reviewer vouched for changes after another review: the approved version stays in force meanwhile (CRM-03).
pub(crate) async fn edit(tx: &mut Tx, id: Uuid, seen: i64, form: &CustomerForm) -> Reply<Model> {
    let actor = tx.actor()?.clone();
    let before = editable(tx.conn(), &actor, id).await?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    let mut row = filled(before.clone().into_active_model(), form, &tx.state().keys)?;
    let mut after: Model = row.clone().try_into_model()?;
    if before.review == ReviewStatus::Approved && rules::needs_review(&before, &after) {
        row.proposal_id = Set(Some(versions::propose(tx, &before, &after).await?));
        row.proposal = Set(Some(ProposalStatus::Pending));
        (row.name, row.name_key) = (Set(before.name.clone()), Set(before.name_key.clone()));
        (row.credit_code, row.tier) = (Set(before.credit_code.clone()), Set(before.tier));
        after = row.clone().try_into_model()?;
    }
    let contacts = contacts::phones(tx, id).await?;
    row.completeness = Set(rules::completeness(&after, contacts.len()));
    let again = before.review == ReviewStatus::Returned;
    if again {
        row.set(Column::Review, ReviewStatus::Pending.into());
        row.review_remark = Set(None);
        row.set(Column::EnteredBy, actor.id.into());
    }
    let file = tx.update::<Entity, _>(&before, row).await.map_err(|e| e.on_unique("credit_code", CODE_TAKEN))?;
    index(tx, &file, contacts).await?;
    if again {
        tasks::close(tx, id, TaskKind::Review, TaskStatus::Cancelled).await?;
        ask_for_review(tx, &file, actor.id).await?;
    }
    Ok(file)
}

/// Approves or returns an entered file, or a change of its key fields; never one's own.
pub(super) async fn review(tx: &mut Tx, id: Uuid, seen: i64, review: &Review) -> Reply<Model> {
    let actor = tx.actor()?.clone();
    let before = allowed::<customer::Review>(tx.conn(), &actor, id).await?;
    if before.review == ReviewStatus::Approved {
        return versions::decide(tx, &before, seen, review).await;
    }
    if before.review != ReviewStatus::Pending {
        return Err(Error::Refused(NOT_PENDING));
    }
    if before.entered_by == actor.id {
        return Err(Error::Refused(OWN_ENTRY));
    }
    if before.version != seen {
        return Err(Error::Stale);
    }
    let status = match review.verdict {
        Verdict::Approve => ReviewStatus::Approved,
        Verdict::Return => ReviewStatus::Returned,
    };
    let mut row = before.clone().into_active_model();
    row.review = Set(status);
    row.review_remark = Set(Some(review.remark.trim().to_owned()).filter(|r| !r.is_empty()));
    row.reviewed_at = Set(Some(tx.at()));
    let file = tx.update::<Entity, _>(&before, row).await?;
    tasks::close(tx, id, TaskKind::Review, TaskStatus::Done).await?;
    if status == ReviewStatus::Returned {
        let title = format!("{} {}", file.number, file.name);
        let subject = super::queries::subject(&file);
        tasks::open(tx, NewTask { kind: TaskKind::Review, person: file.entered_by, title, subject, due_at: None }).await?;
    }
    Ok(file)
}

/// Shows one confidential value; that it was shown is logged (CRM-08).
pub(super) async fn reveal(tx: &mut Tx, id: Uuid, wanted: &Reveal) -> Reply<Revealed> {
    let actor = tx.actor()?.clone();
    let file = allowed::<customer::Reveal>(tx.conn(), &actor, id).await?;
    let sealed = sealed_value(tx.conn(), &file, wanted).await?;
    let value = tx.state().keys.open(&sealed)?;
    let what = Change { field: wanted.field.word().to_owned(), old: None, new: None };
    tx.note(Verb::Reveal, SubjectKind::Customer, id, vec![what]);
    readings::revealed(tx, seen(&actor, &file), wanted.field).await?;
    Ok(Revealed { value })
}

/// The sealed value asked for.
pub(crate) async fn sealed_value(conn: &impl ConnectionTrait, file: &Model, wanted: &Reveal) -> Reply<String> {
    let sealed = match (wanted.contact_id, wanted.field) {
        (Some(contact), ConfidentialField::Phone) => contacts::sealed_phone(conn, file.id, contact).await?,
        (Some(_), ConfidentialField::Address) => None,
        (None, ConfidentialField::Phone) => file.phone_sealed.clone(),
        (None, ConfidentialField::Address) => file.address_sealed.clone(),
    };
    sealed.ok_or(Error::NotFound)
}

/// Puts the form's entries into a row. Confidential ones that are absent stay as they are.
fn filled(mut row: ActiveModel, form: &CustomerForm, keys: &Keys) -> Reply<ActiveModel> {
    let CustomerForm { name, kind, credit_code, tier, source, industry, employees, turnover, city, address, phone, need, first_contact_on } =
        form;
    let code = credit_code.as_deref().filter(|c| is_not_blank(c).is_ok()).and_then(|c| credit_code::parse(c).ok());
    row.name = Set(name.trim().to_owned());
    row.name_key = Set(crate::imports::rules::name_key(name));
    row.kind = Set(*kind);
    row.credit_code = Set(code);
    row.tier = Set(*tier);
    row.source = Set(*source);
    row.industry = Set(industry.trim().to_owned());
    row.employees = Set(*employees);
    row.turnover_cents = Set(turnover.as_ref().and_then(contract::Money::cents));
    row.city = Set(city.trim().to_owned());
    row.need = Set(need.trim().to_owned());
    row.first_contact_on = Set(*first_contact_on);
    if let Some(address) = address {
        row.address_sealed = Set(seal_text(keys, address)?);
    }
    if let Some(phone) = phone {
        let phone = Sealed::phone(keys, phone)?;
        (row.phone_sealed, row.phone_hint, row.phone_hash) = (Set(phone.sealed), Set(phone.hint), Set(phone.hash));
    }
    Ok(row)
}

/// Puts the file into the inbox of who reviews for its owner: the supervisors of the unit, else the sales managers.
/// Whoever entered or changed it is not asked.
pub(crate) async fn ask_for_review(tx: &mut Tx, file: &Model, by: Uuid) -> Reply<()> {
    const SUPERVISOR: &str = "sales_supervisor";
    let mut reviewers = people::holders_of(tx.conn(), &[SUPERVISOR, "sales_manager"]).await?;
    reviewers.retain(|holder| holder.id != by);
    let is_near = |holder: &people::Holder| holder.role == SUPERVISOR && holder.unit_id == file.unit_id;
    let near = reviewers.iter().any(is_near);
    for reviewer in reviewers.iter().filter(|holder| if near { is_near(holder) } else { holder.role != SUPERVISOR }) {
        let subject = super::queries::subject(file);
        let title = subject.title.clone();
        tasks::open(tx, NewTask { kind: TaskKind::Review, person: reviewer.id, title, subject, due_at: None }).await?;
    }
    Ok(())
}
