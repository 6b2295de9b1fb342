//! Rules of versions: which key fields differ, and how a file looked before a change. Pure functions.

use crate::contacts::entity as contact;
use crate::files::entity::Model;
use contract::customers::{KeyField, Tier};
use platform::audit::Change;
use std::str::FromStr;

/// The key fields in which a proposed version differs from the file (CRM-03).
pub fn differing(file: &Model, name: &str, credit_code: Option<&str>, tier: Tier) -> Vec<KeyField> {
    let mut differs = Vec::new();
    if file.name != name {
        differs.push(KeyField::Name);
    }
    if file.credit_code.as_deref() != credit_code {
        differs.push(KeyField::CreditCode);
    }
    if file.tier != tier {
        differs.push(KeyField::Tier);
    }
    differs
}

/// Takes one change of a file back (CRM-04). Of a confidential value the log has only that there was one, so only that comes back.
pub fn back(file: &mut Model, change: &Change) {
    let old = &change.old;
    let text = || old.clone().unwrap_or_default();
    match change.field.as_str() {
        "name" => file.name = text(),
        "kind" => must(&mut file.kind, old),
        "credit_code" => file.credit_code.clone_from(old),
        "tier" => must(&mut file.tier, old),
        "source" => file.source = may(old),
        "industry" => file.industry = text(),
        "employees" => file.employees = may(old),
        "turnover_cents" => file.turnover_cents = may(old),
        "city" => file.city = text(),
        "address_sealed" => file.address_sealed.clone_from(old),
        "phone_sealed" => file.phone_sealed.clone_from(old),
        "phone_hint" => file.phone_hint.clone_from(old),
        "need" => file.need = text(),
        "tags" => file.tags = text(),
        "first_contact_on" => file.first_contact_on = may(old),
        "review" => must(&mut file.review, old),
        "review_remark" => file.review_remark.clone_from(old),
        "completeness" => must(&mut file.completeness, old),
        "owner_id" => file.owner_id = may(old),
        "unit_id" => must(&mut file.unit_id, old),
        "last_followed_at" => file.last_followed_at = may(old),
        "next_follow_up_on" => file.next_follow_up_on = may(old),
        _ => {}
    }
}

/// As [`back`], of a contact.
pub fn contact_back(contact: &mut contact::Model, change: &Change) {
    let old = &change.old;
    let text = || old.clone().unwrap_or_default();
    match change.field.as_str() {
        "name" => contact.name = text(),
        "post" => contact.post = text(),
        "email" => contact.email = text(),
        "influence" => contact.influence = may(old),
        "phone_sealed" => contact.phone_sealed.clone_from(old),
        "phone_hint" => contact.phone_hint.clone_from(old),
        _ => {}
    }
}

fn may<T: FromStr>(old: &Option<String>) -> Option<T> {
    old.as_ref().and_then(|text| text.parse().ok())
}

fn must<T: FromStr>(value: &mut T, old: &Option<String>) {
    if let Some(before) = may(old) {
        *value = before;
    }
}
