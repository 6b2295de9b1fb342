use super::{codes, present, surveys};
use crate::cases::answering::answered;
use crate::cases::contacts;
use crate::cases::entity::complaint;
use crate::cases::filing::{self, Intake};
use contract::complaints::care::{
    CaseAnswer, CaseKey, CaseMessage, FiledByCustomer, PublicCase, PublicComplaint, PublicThanks, SurveyAnswer,
};
use contract::complaints::{ComplaintChannel, ComplaintStatus};
use platform::db::{Door, Tx};
use platform::{Error, Reply};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Takes in what a customer filed: the desk gets it like any other case.
pub(super) async fn file(tx: &mut Tx, new: &PublicComplaint) -> Reply<FiledByCustomer> {
    codes::by_a_person(&new.website)?;
    codes::use_ticket(tx, &new.ticket).await?;
    let (case, apology) = take_in(tx, new).await?;
    let code = codes::make(tx, case.id).await?;
    Ok(FiledByCustomer { number: case.number, code, apology })
}

/// Writes it into the books; gives it with what the customer is told.
pub(super) async fn take_in(tx: &mut Tx, new: &PublicComplaint) -> Reply<(complaint::Model, String)> {
    let (agent_id, unit_id) = filing::desk(tx, None).await?;
    let intake = Intake {
        customer: customers::by_phone(tx.conn(), &tx.state().keys, &new.phone).await?,
        complainant: new.name.clone(),
        phone: new.phone.clone(),
        email: new.email.clone(),
        matter: new.matter.clone(),
        category: new.category,
        topic_id: None,
        product: new.product.clone(),
        contract_number: new.contract_number.clone(),
        campaign: None,
        channel: ComplaintChannel::Web,
        severity: None,
        wish: new.wish.clone(),
        about_person_id: None,
        agent_id,
        unit_id,
    };
    filing::enter(tx, intake).await
}

/// What a customer does with their case, once number and code open it. The count of wrong codes must stay, so the refusal comes after
/// the write.
pub(super) async fn inside<T: Serialize + DeserializeOwned + 'static>(
    door: &Door,
    key: CaseKey,
    work: impl AsyncFn(&mut Tx, complaint::Model) -> Reply<T> + 'static,
) -> Reply<T> {
    let write = async move |tx: &mut Tx| match codes::open(tx, &key).await? {
        Some(case) => work(tx, case).await.map(Some),
        None => Ok(None),
    };
    door.write_as_system(write).await?.ok_or(Error::NotFound)
}

/// The case as its customer sees it.
pub(super) async fn follow(door: &Door, key: CaseKey) -> Reply<PublicCase> {
    inside(door, key, async |tx: &mut Tx, case| present::case(tx, case).await).await
}

/// Adds the customer's own words.
pub(super) async fn write(door: &Door, message: CaseMessage) -> Reply<PublicCase> {
    let CaseMessage { key, text } = message;
    let work = async move |tx: &mut Tx, case: complaint::Model| {
        if !present::may_write(case.status) {
            return Err(Error::Refused(crate::cases::NOT_NOW));
        }
        contacts::heard(tx, &case, ComplaintChannel::Web, &text).await?;
        present::case(tx, case).await
    };
    inside(door, key, work).await
}

/// The customer says on their own page whether they are satisfied.
pub(super) async fn answer(door: &Door, answer: CaseAnswer) -> Reply<PublicCase> {
    let CaseAnswer { key, feedback } = answer;
    let work = async move |tx: &mut Tx, case: complaint::Model| {
        let case = answered(tx, &case, &feedback).await?;
        present::case(tx, case).await
    };
    inside(door, key, work).await
}

/// The customer answers the survey.
pub(super) async fn answer_survey(tx: &mut Tx, answer: &SurveyAnswer) -> Reply<PublicThanks> {
    let (survey, case) = surveys::open(tx.conn(), &tx.state().keys, &answer.key.token, tx.at()).await?;
    surveys::used(tx, survey).await?;
    let case = answered(tx, &case, &answer.feedback).await?;
    Ok(PublicThanks { stage: present::stage(case.status) })
}

/// Whether the customer may still be waited for.
pub(super) fn waits(status: ComplaintStatus) -> bool {
    status == ComplaintStatus::AwaitingFeedback
}
