//! Amounts at rest: sealed with the company's key.

use platform::Reply;
use platform::seal::Keys;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A value with amounts in it, sealed.
pub(super) fn sealed(keys: &Keys, value: &impl Serialize) -> Reply<String> {
    Ok(keys.seal(&serde_json::to_string(value)?)?)
}

/// What was sealed.
pub(super) fn opened<T: DeserializeOwned>(keys: &Keys, sealed: &str) -> Reply<T> {
    Ok(serde_json::from_str(&keys.open(sealed)?)?)
}
