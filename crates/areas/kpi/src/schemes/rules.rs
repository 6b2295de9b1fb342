//! What a version may be and when. Pure.

use contract::kpi::schemes::{IndicatorSource, SchemeActKind, SchemeForm, SchemeStatus};
use locale::problems as text;
use platform::Refusal;
use platform::error::Violation;

pub const DRAFT_EXISTS: Refusal = Refusal::new("kpi_scheme.draft_exists", text::KPI_SCHEME_DRAFT_EXISTS);
pub const NOT_NOW: Refusal = Refusal::new("kpi_scheme.not_now", text::KPI_SCHEME_NOT_NOW);

/// Where a version stands: `in_force` tells whether it is the one in force this month. Months are `2026-11`.
pub fn status(from_month: Option<&str>, this_month: &str, in_force: bool) -> SchemeStatus {
    match from_month {
        None => SchemeStatus::Draft,
        Some(from) if from > this_month => SchemeStatus::Planned,
        Some(_) if in_force => SchemeStatus::InForce,
        Some(_) => SchemeStatus::Retired,
    }
}

/// What can be done with a version.
pub fn actions(status: SchemeStatus) -> Vec<SchemeActKind> {
    match status {
        SchemeStatus::Draft => vec![SchemeActKind::PutInForce],
        SchemeStatus::Planned => vec![SchemeActKind::Recall],
        SchemeStatus::InForce | SchemeStatus::Retired => Vec::new(),
    }
}

/// A fact that an area brings, the measures that make sense of it, and how its records can end.
pub struct Known<'a> {
    pub fact: &'a str,
    pub measures: &'a [contract::kpi::schemes::Measure],
    pub outcomes: Vec<&'a str>,
}

/// What a form names that is not there: facts, measures that make no sense of them, roles that nobody holds.
pub fn unknown(form: &SchemeForm, facts: &[Known<'_>], held: impl Fn(&str) -> bool) -> Vec<Violation> {
    let mut bad = Vec::new();
    if !held(&form.role) {
        bad.push(Violation::new("/role", "role_unheld"));
    }
    for (at, one) in form.indicators.iter().enumerate().filter(|(_, one)| one.source == IndicatorSource::Facts) {
        match facts.iter().find(|known| one.fact.as_deref() == Some(known.fact)) {
            None => bad.push(Violation::new(format!("/indicators/{at}/fact"), "word_unknown")),
            Some(known) if !one.only.iter().all(|only| known.outcomes.contains(&only.as_str())) => {
                bad.push(Violation::new(format!("/indicators/{at}/only"), "word_unknown"));
            }
            Some(known) if !known.measures.contains(&one.measure) => {
                bad.push(Violation::new(format!("/indicators/{at}/measure"), "measure_unnatural"));
            }
            Some(_) => {}
        }
    }
    for (at, one) in form.indicators.iter().enumerate() {
        for (place, named) in one.facts.iter().enumerate() {
            match facts.iter().find(|known| known.fact == named.fact) {
                None => bad.push(Violation::new(format!("/indicators/{at}/facts/{place}/fact"), "word_unknown")),
                Some(known) if !named.only.iter().all(|only| known.outcomes.contains(&only.as_str())) => {
                    bad.push(Violation::new(format!("/indicators/{at}/facts/{place}/only"), "word_unknown"));
                }
                Some(known) if !known.measures.contains(&named.measure) => {
                    bad.push(Violation::new(format!("/indicators/{at}/facts/{place}/measure"), "measure_unnatural"));
                }
                Some(_) => {}
            }
        }
    }
    bad
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::kpi::schemes::Measure;

    #[test]
    fn a_version_goes_from_draft_over_planned_and_in_force_to_retired() {
        use SchemeStatus::{Draft, InForce, Planned, Retired};
        let of = |from, in_force| status(from, "2026-11", in_force);
        assert_eq!(
            [of(None, false), of(Some("2026-12"), false), of(Some("2026-11"), true), of(Some("2026-11"), false), of(Some("2000-01"), true)],
            [Draft, Planned, InForce, Retired, InForce]
        );
    }

    #[test]
    fn what_no_area_records_cannot_be_measured() {
        let form = super::super::forms().find(|form| form.role == "sales_rep").unwrap();
        let known = ["follow_up.kept", "follow_up.made", "customer.completeness"];
        let known = known.map(|fact| Known { fact, measures: &[Measure::Ratio], outcomes: Vec::new() });
        let bad = |held: bool| unknown(&form, &known, |_| held).into_iter().map(|v| (v.pointer, v.code)).collect::<Vec<_>>();
        let told = |pointer: &str, code: &str| (pointer.to_owned(), code.to_owned());
        let facts = [told("/indicators/1/measure", "measure_unnatural"), told("/indicators/3/fact", "word_unknown")];
        assert_eq!(bad(true), facts);
        assert_eq!(bad(false)[0], told("/role", "role_unheld"));
    }
}
