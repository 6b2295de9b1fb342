use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Where a page begins: after this sort value and id, in this direction. Opaque to callers and bound to its query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Cursor {
    /// The sort value of the row at the edge.
    pub v: String,
    pub id: Uuid,
    /// Backwards.
    pub b: bool,
    /// Hash of filters, search and sort.
    pub h: String,
}

impl Cursor {
    pub fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).unwrap_or_default())
    }

    /// `None` where it is malformed or belongs to another query.
    pub fn decode(text: &str, query: &str) -> Option<Self> {
        let cursor: Self = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        (cursor.h == query).then_some(cursor)
    }
}

/// The hash that binds a cursor to its query.
pub(super) fn fingerprint(parts: &str) -> String {
    crate::seal::hex(&Sha256::digest(parts.as_bytes())[..8])
}
