//! Tickets of forms and codes of cases. Only keyed hashes are kept.

use super::entity::{code, ticket};
use super::rules;
use crate::cases::entity::complaint;
use crate::cases::{policy, seen};
use chrono::{DateTime, TimeDelta, Utc};
use contract::complaints::care::{CaseCode, CaseKey, PublicForm};
use platform::db::Tx;
use platform::http::State;
use platform::seal::{Keys, hex, random};
use platform::{Error, Refusal, Reply};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use uuid::Uuid;

/// The ticket is wrong, too young, too old or used; or a field was filled in that nobody sees. It is not said which.
const NOT_BY_A_PERSON: Refusal = Refusal::new("care.form_refused", locale::problems::CARE_FORM_REFUSED);
/// What the signatures of tickets are for.
const FORM: &str = "complaint-form";
/// Where the customer types number and code.
const PATH: &str = "/care/case";
/// Used tickets are forgotten when they would be too old anyway.
const FORGOTTEN: TimeDelta = TimeDelta::hours(8);

/// That page, as a mail names it.
pub fn page(state: &State) -> String {
    format!("{}{PATH}", state.config.server.public_url.clone().unwrap_or_default())
}

/// A fresh ticket: when it was issued, something random, and our signature.
pub(super) fn issue_ticket(keys: &Keys, now: DateTime<Utc>) -> Reply<PublicForm> {
    let mut bytes = [0; 16];
    random(&mut bytes)?;
    let said = format!("{}.{}", now.timestamp_millis(), hex(&bytes));
    Ok(PublicForm { ticket: format!("{said}.{}", keys.hash(FORM, said.as_bytes())), seconds: rules::SECONDS })
}

/// Takes a ticket, once.
pub(super) async fn use_ticket(tx: &Tx, ticket: &str) -> Reply<()> {
    let refused = || Error::Refused(NOT_BY_A_PERSON);
    let keys = &tx.state().keys;
    let (said, signature) = ticket.rsplit_once('.').ok_or_else(refused)?;
    let issued = said.split_once('.').and_then(|(millis, _)| DateTime::from_timestamp_millis(millis.parse().ok()?));
    if !keys.is_hash(FORM, said.as_bytes(), signature) || !issued.is_some_and(|at| rules::in_time(at, tx.at())) {
        return Err(refused());
    }
    let hash = keys.hash("complaint-form-used", said.as_bytes());
    ticket::Entity::delete_many().filter(ticket::Column::UsedAt.lt(tx.at() - FORGOTTEN)).exec(tx.conn()).await?;
    if ticket::Entity::find_by_id(&hash).one(tx.conn()).await?.is_some() {
        return Err(refused());
    }
    let row = ticket::ActiveModel { ticket_hash: Set(hash), used_at: Set(tx.at()) };
    ticket::Entity::insert(row).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// Refuses what only programs fill in.
pub(super) fn by_a_person(website: &str) -> Reply<()> {
    if website.trim().is_empty() { Ok(()) } else { Err(Error::Refused(NOT_BY_A_PERSON)) }
}

/// Makes a code for a case; one from before ends.
pub(crate) async fn make(tx: &Tx, case: Uuid) -> Reply<String> {
    let mut bytes = [0; 8];
    random(&mut bytes)?;
    let told = rules::code(bytes);
    let kept = hash(&tx.state().keys, case, &told);
    match code::Entity::find_by_id(case).one(tx.conn()).await? {
        Some(before) => {
            let mut row = before.into_active_model();
            (row.code_hash, row.failures, row.locked_until) = (Set(kept), Set(0), Set(None));
            row.update(tx.conn()).await?;
        }
        None => {
            let row = code::ActiveModel { complaint_id: Set(case), code_hash: Set(kept), failures: Set(0), locked_until: Set(None) };
            code::Entity::insert(row).exec_without_returning(tx.conn()).await?;
        }
    }
    Ok(rules::spoken(&told))
}

fn hash(keys: &Keys, case: Uuid, code: &str) -> String {
    keys.hash("complaint-code", format!("{case}.{code}").as_bytes())
}

/// A new code to tell the customer, by somebody who works on the case.
pub(super) async fn issue(tx: &mut Tx, id: Uuid) -> Reply<CaseCode> {
    let actor = tx.actor()?.clone();
    let case = seen(tx.conn(), id, &actor).await?;
    if let Some(refusal) = policy::not_in_hand(&case, &actor) {
        return Err(Error::Refused(refusal));
    }
    let code = make(tx, case.id).await?;
    let change = platform::audit::Change { field: "case_code".to_owned(), old: None, new: Some("•••".to_owned()) };
    tx.note(platform::audit::Verb::Update, contract::SubjectKind::Complaint, case.id, vec![change]);
    Ok(CaseCode { number: case.number, code, path: PATH.to_owned() })
}

/// The case that number and code open. A wrong one is counted, so this is a write that must be kept: `None` is no error yet.
pub(super) async fn open(tx: &Tx, key: &CaseKey) -> Reply<Option<complaint::Model>> {
    let number = key.number.trim().to_uppercase();
    let case = complaint::Entity::find().filter(complaint::Column::Number.eq(number)).one(tx.conn()).await?;
    let code = match &case {
        Some(case) => code::Entity::find_by_id(case.id).one(tx.conn()).await?,
        None => None,
    };
    // The work is the same whether there is such a case or not.
    let id = case.as_ref().map_or(Uuid::nil(), |case| case.id);
    let typed = hash(&tx.state().keys, id, &rules::typed(&key.code));
    let (Some(case), Some(code)) = (case, code) else { return Ok(None) };
    let (open, failures, locked) = rules::tried(typed == code.code_hash, code.failures, code.locked_until, tx.at());
    if (failures, locked) != (code.failures, code.locked_until) {
        let mut row = code.into_active_model();
        (row.failures, row.locked_until) = (Set(failures), Set(locked));
        row.update(tx.conn()).await?;
    }
    Ok(open.then_some(case))
}
