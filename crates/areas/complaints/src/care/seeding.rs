//! The demo company's customers (PLT-11): what they do without an account, through the same commands as over HTTP.

use super::{commands, surveys};
use crate::cases::contacts;
use crate::cases::entity::complaint;
use contract::complaints::care::{PublicComplaint, SurveyAnswer, SurveyKey};
use contract::complaints::{ComplaintChannel, Feedback};
use platform::db::Tx;
use platform::{Error, Reply};
use sea_orm::EntityTrait;
use uuid::Uuid;

/// Files a complaint by the public form; gives the case.
///
/// # Errors
/// As over HTTP.
pub async fn file(tx: &mut Tx, new: &PublicComplaint) -> Reply<Uuid> {
    commands::take_in(tx, new).await.map(|(case, _)| case.id)
}

/// The customer adds something to their case.
///
/// # Errors
/// As over HTTP.
pub async fn write(tx: &mut Tx, id: Uuid, text: &str) -> Reply<()> {
    let case = complaint::Entity::find_by_id(id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    contacts::heard(tx, &case, ComplaintChannel::Web, text).await
}

/// A survey for the customer, by who is behind the write; gives its token.
///
/// # Errors
/// As over HTTP.
pub async fn survey(tx: &mut Tx, id: Uuid) -> Reply<String> {
    let link = surveys::issue(tx, id, "").await?;
    Ok(link.address.split_once('#').map(|(_, token)| token.to_owned()).unwrap_or_default())
}

/// The customer answers it.
///
/// # Errors
/// As over HTTP.
pub async fn answer(tx: &mut Tx, token: String, feedback: Feedback) -> Reply<()> {
    commands::answer_survey(tx, &SurveyAnswer { key: SurveyKey { token }, feedback }).await.map(|_| ())
}
