//! Rules of the customer file: pure functions.

use super::entity::Model;

/// How much of a file is filled in, 0–100 (CRM-03): the share of the fields that its kind needs.
pub fn completeness(file: &Model, contacts: usize) -> i32 {
    let company = file.kind == contract::customers::CustomerKind::Company;
    let mut wanted = vec![
        file.phone_sealed.is_some() || contacts > 0,
        file.address_sealed.is_some(),
        !file.city.is_empty(),
        file.source.is_some(),
        !file.need.is_empty(),
        contacts > 0,
    ];
    if company {
        wanted.extend([file.credit_code.is_some(), !file.industry.is_empty(), file.employees.is_some(), file.turnover_cents.is_some()]);
    }
    let filled = wanted.iter().filter(|filled| **filled).count();
    i32::try_from(filled * 100 / wanted.len()).unwrap_or(0)
}

/// Whether an edit touches what a reviewer vouched for (CRM-03): name, credit code, tier.
pub fn needs_review(before: &Model, after: &Model) -> bool {
    before.name != after.name || before.credit_code != after.credit_code || before.tier != after.tier
}
