//! Which rules were not kept, by whom, how often: every fact of an area that a record keeps or not is a rule.

use super::CountedRecord;
use crate::values::PersonRef;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Which month, and of what.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct MissesQuery {
    /// `2026-11`; absent: the current month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub month: Option<String>,
    /// Only of this rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// Only of this person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Uuid>,
}

/// A rule, and how it was kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RuleKept {
    /// The fact: `complaint.acknowledged_on_time`.
    pub rule: String,
    pub label: String,
    pub definition: String,
    /// What its records are counted in.
    pub unit: String,
    /// How many records fell under it.
    pub of: u32,
    /// How many of them did not keep it.
    pub missed: u32,
    /// How many people missed it.
    pub people: u32,
}

/// How often somebody missed a rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RuleMissed {
    pub rule: String,
    pub of: u32,
    pub missed: u32,
}

/// Somebody who missed a rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonMissed {
    pub person: PersonRef,
    pub post: String,
    pub missed: u32,
    /// What they missed, the most first.
    pub rules: Vec<RuleMissed>,
}

/// How the rules of the house were kept in a month, of everyone whose scores the caller sees.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Compliance {
    pub month: String,
    /// The month still runs: more may come.
    pub open: bool,
    /// Every rule under which a record fell, the most missed first.
    pub rules: Vec<RuleKept>,
    /// Everyone who missed one, the most first.
    pub people: Vec<PersonMissed>,
}

/// A record that did not keep a rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Miss {
    pub rule: String,
    pub label: String,
    pub person: PersonRef,
    pub record: CountedRecord,
}

/// Records that did not keep a rule, the latest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Misses {
    pub month: String,
    /// At most 500 of them.
    pub items: Vec<Miss>,
    /// How many there are.
    pub total: u32,
}

endpoints! {
    ShowCompliance: GET "/kpi/compliance" ? super::MonthQuery, () => Compliance;
    ListMisses: GET "/kpi/compliance/misses" ? MissesQuery, () => Misses;
}

/// Operations whose answers are files.
pub const FILES: &[(&str, &str, &str)] = &[
    ("ExportMissesCsv", "GET", "/kpi/compliance/export.csv"),
    ("ExportMissesXlsx", "GET", "/kpi/compliance/export.xlsx"),
    ("PrintCompliance", "GET", "/kpi/compliance/export.pdf"),
];
