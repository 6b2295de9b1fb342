//! Confidential values on their way in and out: sealed, hinted, hashed, searchable by tail.

use super::entity::Model;
use contract::SubjectKind;
use contract::values::{mask_phone, phone};
use engines::search::{Document, text};
use platform::Reply;
use platform::db::Tx;
use platform::seal::Keys;

/// A phone number ready to be stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sealed {
    pub sealed: Option<String>,
    pub hint: Option<String>,
    pub hash: Option<String>,
}

impl Sealed {
    /// Seals a number as people write it; empty: none.
    pub fn phone(keys: &Keys, text: &str) -> Reply<Self> {
        let Ok(digits) = phone::parse(text) else { return Ok(Self::default()) };
        Ok(Self { hint: Some(mask_phone(&digits)), hash: Some(phone_hash(keys, &digits)), sealed: Some(keys.seal(&digits)?) })
    }
}

/// Equal numbers have equal hashes.
pub(crate) fn phone_hash(keys: &Keys, digits: &str) -> String {
    keys.hash("phone", digits.as_bytes())
}

/// Seals a text; empty: none.
pub(crate) fn seal_text(keys: &Keys, text: &str) -> Reply<Option<String>> {
    let text = text.trim();
    if text.is_empty() { Ok(None) } else { Ok(Some(keys.seal(text)?)) }
}

/// Makes a file findable by name, pinyin, number and the end of its phone numbers.
pub(crate) async fn index(tx: &Tx, file: &Model, contact_phones: Vec<String>) -> Reply<()> {
    let mut phones = contact_phones;
    if let Some(sealed) = &file.phone_sealed {
        phones.push(tx.state().keys.open(sealed)?);
    }
    engines::search::index(tx, document(file, phones)).await
}

/// What a file is found by.
pub(crate) fn document(file: &Model, phones: Vec<String>) -> Document {
    let mut texts = vec![file.name.clone(), file.number.clone()];
    texts.extend(text::pinyin_texts(&file.name));
    Document { kind: SubjectKind::Customer, id: file.id, texts, phones }
}
