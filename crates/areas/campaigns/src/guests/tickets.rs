//! Tickets of forms without an account: they show that the form was opened, and when.

use super::rules;
use chrono::{DateTime, Utc};
use platform::seal::Keys;

/// A ticket issued now, good for the form behind one address.
pub(crate) fn issue(keys: &Keys, token: &str, now: DateTime<Utc>) -> String {
    let at = now.timestamp_millis().to_string();
    format!("{at}.{}", sign(keys, token, &at))
}

/// Whether it is ours and neither too young nor too old.
pub(crate) fn is_good(keys: &Keys, token: &str, ticket: &str, now: DateTime<Utc>) -> bool {
    let Some((at, signature)) = ticket.split_once('.') else { return false };
    let issued = at.parse().ok().and_then(DateTime::from_timestamp_millis);
    // Comparing hashes of both sides tells nothing about the right one by time.
    let right = keys.hash("compare", signature.as_bytes()) == keys.hash("compare", sign(keys, token, at).as_bytes());
    right && issued.is_some_and(|issued| rules::in_time(issued, now))
}

fn sign(keys: &Keys, token: &str, at: &str) -> String {
    keys.hash("sign-up-form", format!("{token}.{at}").as_bytes())
}
