//! Performance scores worked out from the records of the month (KPI-01, 02, 03, 09, 11).

pub mod account_managers;
pub mod calibration;
pub mod compliance;
pub mod curves;
pub mod cycles;
pub mod effects;
pub mod entries;
pub mod grading;
pub mod indicators;
pub mod leave_pay;
pub mod marks;
pub mod parts;
pub mod pay;
pub mod raters;
pub mod recruitment;
pub mod rule_book;
pub mod schemes;
pub mod team;
pub mod what_if;

use crate::results::{MonthResult, ResultStatus};
use crate::values::{PersonRef, Subject};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use schemes::{Dimension, IndicatorKind};
use serde::{Deserialize, Serialize};

vocabulary! {
    /// KPI-07: by the bounds of the scheme, 90/80/60 unless it says otherwise.
    Grade as "grade" {
        Excellent = "excellent",
        Good = "good",
        Qualified = "qualified",
        Unqualified = "unqualified",
    }
}

vocabulary! {
    /// What is worth a second look in somebody's records.
    OddityKind as "oddity" {
        /// Unusually many right before the end of the month.
        Burst = "burst",
        /// The same words again and again.
        SameText = "same_text",
        /// Entered long after it is said to have happened.
        BackDated = "back_dated",
    }
}

/// Which month's scores.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct MonthQuery {
    /// `2026-11`; absent: the current month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub month: Option<String>,
}

/// The month's score of one person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScoreRow {
    pub person: PersonRef,
    pub post: String,
    /// One decimal: 0–100, and added points beyond; absent where no indicator has anything to measure yet.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub score: Option<Decimal>,
    pub grade: Option<Grade>,
    /// The single items, to be drawn as a bar.
    pub items: Vec<ScoreItem>,
    /// The indicator that is farthest from its target, in words (KPI-11).
    pub weakest: Option<String>,
    /// Where the month's result is published: from then on it moves with the records no longer (KPI-08).
    pub result: Option<ResultStatus>,
    /// Until when an appeal that waits has to be answered.
    pub answer_by: Option<DateTime<Utc>>,
}

/// A figure of a row: which indicator, how many points of how many.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScoreItem {
    /// `follow_ups_kept`, …; text under `kpi.indicator_<key>`.
    pub indicator: String,
    pub label: String,
    pub kind: IndicatorKind,
    /// Of 100; the most that added points can be; 0 for a veto.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub weight: Decimal,
    /// Points of the weight: 0 to `weight`, more where over-fulfilment counts.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub score: Option<Decimal>,
}

/// The scores of a month, for everyone the caller may see.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Scores {
    pub month: String,
    /// The month still runs: scores move with the records.
    pub open: bool,
    /// The caller may publish results of this month now: it is over, and some are not published yet (KPI-08).
    pub publishable: bool,
    pub rows: Vec<ScoreRow>,
}

/// A record that counted, or did not, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CountedRecord {
    pub subject: Subject,
    pub at: DateTime<Utc>,
    /// What it contributes to the numerator.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub value: Decimal,
    /// What it contributes to the denominator.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub weight: Decimal,
    /// In the caller's language: `on time`, `2 days late`…
    pub note: String,
    /// The name by which the formula calls the fact that it counts for; absent for the indicator's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named: Option<String>,
    /// It counted until an appeal was found right (KPI-09).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_out: Option<LeftOut>,
}

/// Why a record counts no longer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LeftOut {
    /// The answer to the appeal; absent where it was somebody else's appeal.
    pub reason: Option<String>,
    pub by: PersonRef,
    pub at: DateTime<Utc>,
}

/// A number that went into an indicator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScoreInput {
    /// As a formula names it: `value`, `count`, `sum`, `due`, `missed`, `most`, `days`, `workdays`, or a further fact of the company's.
    pub name: String,
    pub label: String,
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub value: Decimal,
}

/// One indicator explained: rule, arithmetic, records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExplainedItem {
    pub indicator: String,
    /// The part of the month that it belongs to, counted from 1; absent where the month has no parts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<u32>,
    pub label: String,
    /// What it measures, in words.
    pub definition: String,
    /// How value becomes score, in words.
    pub rule: String,
    pub kind: IndicatorKind,
    pub dimension: Option<Dimension>,
    /// Of 100; the most that added points can be; 0 for a veto.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub weight: Decimal,
    /// The measured value; absent: nothing to measure, so the weight goes to the others.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub value: Option<Decimal>,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub score: Option<Decimal>,
    /// What it is counted in.
    pub unit: String,
    /// Who answers for the data; empty where the scheme does not say.
    pub data_owner: String,
    /// What went in: how many records, their sums, the days.
    pub inputs: Vec<ScoreInput>,
    /// `2 of 3 on time = 66.7 % → 55.6 points`.
    pub arithmetic: String,
    /// Of a formula: each operation with its numbers, in their order.
    pub steps: Vec<String>,
    pub records: Vec<CountedRecord>,
}

/// A part of a month in which somebody was measured by one scheme in one unit; all parts together are worth 100 (KPI-05).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExplainedPart {
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// The post held at its end.
    pub post: String,
    pub role: String,
    pub scheme: String,
    pub scheme_version: i64,
    /// Working days that they were there, without leave.
    pub worked: u32,
    /// What the weighed indicators of the part are worth of the 100.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub weight: Decimal,
    /// What they brought; absent where the part has nothing to measure.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub score: Option<Decimal>,
}

/// Something that is worth a second look, with its figures: no verdict, and it changes no score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attention {
    pub kind: OddityKind,
    /// How many records it is about.
    pub count: u32,
    /// Why it was found.
    pub reason: String,
    /// The records, at most twenty of them.
    pub records: Vec<Subject>,
}

/// What would raise a score (KPI-11).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScoreGain {
    pub indicator: String,
    pub label: String,
    /// Points of the score that one more record done well would bring; 0 where a record more changes nothing.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub one_more: Decimal,
    /// Points of the score that reaching the target would bring.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub at_target: Decimal,
    /// Both in words.
    pub text: String,
}

/// A score explained down to the records that moved it (KPI-09).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Explanation {
    pub person: PersonRef,
    pub post: String,
    pub month: String,
    pub open: bool,
    /// The role whose scheme it is.
    pub role: String,
    pub scheme: String,
    pub scheme_version: i64,
    /// What else has to be known: a part of the month only, another post by then.
    pub remarks: Vec<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub score: Option<Decimal>,
    pub grade: Option<Grade>,
    /// The parts of a month in which they were transferred or got other roles; empty where all of it is measured alike (KPI-05).
    #[serde(default)]
    pub parts: Vec<ExplainedPart>,
    /// How the item scores add up.
    pub arithmetic: String,
    pub items: Vec<ExplainedItem>,
    /// What would raise it, the most first; empty once the month is over (KPI-11).
    pub gains: Vec<ScoreGain>,
    /// How a calibration adjusted the published score (KPI-07).
    pub adjustment: Option<calibration::Adjustment>,
    /// Points that the answer to an appeal added (KPI-08).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub granted: Option<calibration::Adjustment>,
    /// The grade follows from the distribution, not from the score alone.
    pub by_distribution: bool,
    /// What is worth a second look; only for superiors, and never of oneself.
    pub attention: Vec<Attention>,
    /// Hex SHA-256 of everything that went in: same records, same hash. Of a published result it is the hash that was frozen with it.
    pub hash: String,
    /// The published result that this explains; absent: the score as the records are now.
    pub result: Option<MonthResult>,
}

endpoints! {
    ListScores: GET "/kpi/scores" ? MonthQuery, () => Scores;
    ExplainScore: GET "/kpi/scores/{person_id}/{month}", () => Explanation;
}
