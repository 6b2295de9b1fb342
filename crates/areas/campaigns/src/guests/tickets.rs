//! Tickets of forms without an account: they show that the form was opened, and when.

use super::rules;
use chrono::{DateTime, Utc};
use platform::seal::Keys;

/// What the signatures are for.
const FORM: &str = "sign-up-form";

/// A ticket issued now, good for the form behind one address.
pub(crate) fn issue(keys: &Keys, token: &str, now: DateTime<Utc>) -> String {
    let at = now.timestamp_millis().to_string();
    format!("{at}.{}", keys.hash(FORM, said(token, &at).as_bytes()))
}

/// Whether it is ours and neither too young nor too old.
pub(crate) fn is_good(keys: &Keys, token: &str, ticket: &str, now: DateTime<Utc>) -> bool {
    let Some((at, signature)) = ticket.split_once('.') else { return false };
    let issued = at.parse().ok().and_then(DateTime::from_timestamp_millis);
    keys.is_hash(FORM, said(token, at).as_bytes(), signature) && issued.is_some_and(|issued| rules::in_time(issued, now))
}

fn said(token: &str, at: &str) -> String {
    format!("{token}.{at}")
}
