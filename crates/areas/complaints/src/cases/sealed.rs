//! How a complainant is reached, confidential: sealed, hinted, found by its tail; shown to those who work on the case, and logged.

use super::entity::complaint::Model;
use super::{policy, queries};
use contract::complaints::intake::{ComplainantField, RevealComplainant};
use contract::customers::Revealed;
use contract::values::{Masked, SubjectKind, mask_phone, phone};
use platform::audit::{Change, Verb};
use platform::db::Tx;
use platform::seal::Keys;
use platform::{Error, Reply};
use uuid::Uuid;

/// Phone and e-mail ready to be stored; empty: none.
#[derive(Default)]
pub struct Complainant {
    pub phone_sealed: Option<String>,
    pub phone_hint: Option<String>,
    pub phone_hash: Option<String>,
    pub email_sealed: Option<String>,
    pub email_hint: Option<String>,
}

impl Complainant {
    /// Seals what people wrote.
    pub fn seal(keys: &Keys, phone: &str, email: &str) -> Reply<Self> {
        let mut sealed = Self::default();
        if let Ok(digits) = phone::parse(phone) {
            sealed.phone_hint = Some(mask_phone(&digits));
            sealed.phone_hash = Some(keys.hash("phone", digits.as_bytes()));
            sealed.phone_sealed = Some(keys.seal(&digits)?);
        }
        let email = email.trim();
        if !email.is_empty() {
            sealed.email_hint = Some(mask_email(email));
            sealed.email_sealed = Some(keys.seal(email)?);
        }
        Ok(sealed)
    }
}

/// `w****@example.com`
fn mask_email(email: &str) -> String {
    let (name, host) = email.split_once('@').unwrap_or((email, ""));
    format!("{}****@{host}", name.chars().next().unwrap_or_default())
}

/// The hint of an entry.
pub fn masked(hint: Option<&String>) -> Option<Masked> {
    hint.map(Masked::showing)
}

/// Shows one entry to somebody who works on the case.
///
/// # Errors
/// `404` where there is none, `409` for those who do not work on the case.
pub async fn reveal(tx: &mut Tx, id: Uuid, wanted: &RevealComplainant) -> Reply<Revealed> {
    let actor = tx.actor()?.clone();
    let case: Model = queries::visible(tx.conn(), id, &actor).await?;
    if let Some(refusal) = policy::not_in_hand(&case, &actor) {
        return Err(Error::Refused(refusal));
    }
    let sealed = match wanted.field {
        ComplainantField::Phone => case.phone_sealed,
        ComplainantField::Email => case.email_sealed,
    };
    let value = tx.state().keys.open(&sealed.ok_or(Error::NotFound)?)?;
    tx.note(Verb::Reveal, SubjectKind::Complaint, id, vec![Change { field: wanted.field.word().to_owned(), old: None, new: None }]);
    Ok(Revealed { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_shows_its_host_and_one_letter() {
        assert_eq!(mask_email("wang@example.com"), "w****@example.com");
        assert_eq!(mask_email("王@例子.cn"), "王****@例子.cn");
    }
}
