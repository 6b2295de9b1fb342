//! Appraisal cycles of a month and of a year: when people review themselves, mark, calibrate and hear their result (KPI-05, KPI-06).

use super::Grade;
use super::schemes::{GradeBounds, Indicator, IndicatorKind, IndicatorSource};
use crate::page::{ListQuery, Page};
use crate::values::{PersonRef, at, is_name};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

vocabulary! {
    CycleKind as "cycle_kind" {
        Month = "month",
        /// In January, from the final results of the months.
        Year = "year",
    }
}

vocabulary! {
    CycleStatus as "cycle_status" {
        /// The period runs; scores are live.
        Open = "open",
        /// People write their self-reviews.
        SelfReview = "self_review",
        /// Superiors, peers and subordinates mark.
        Marking = "marking",
        /// Marks are closed and count; results are compared and adjusted.
        Calibration = "calibration",
        Published = "published",
        /// Every result of it is final.
        Final = "final",
    }
}

vocabulary! {
    CycleActKind as "cycle_act" {
        /// By the clock: self-reviews begin.
        Begin = "begin",
        /// By the clock: marking begins.
        Collect = "collect",
        /// By the clock: marking ends.
        Close = "close",
        /// Goes on to the next part before its time.
        Advance = "advance",
        /// Gives the part that runs another last day.
        Extend = "extend",
        /// Reminds everyone who is still missing.
        Chase = "chase",
        /// Results are published by somebody.
        Publish = "publish",
        /// By the clock: results are published.
        Announce = "announce",
        /// By the clock: every result is final.
        Settle = "settle",
    }
}

/// Another last day of the part that runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Extension {
    #[validate(custom(function = "crate::values::is_plausible_day"))]
    pub until: NaiveDate,
    #[validate(length(max = 500), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500))]
    pub reason: String,
}

/// A step of a cycle by a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum CycleAct {
    Advance,
    Chase,
    Extend(Extension),
}

impl CycleAct {
    /// Which step it is.
    pub fn kind(&self) -> CycleActKind {
        match self {
            Self::Advance => CycleActKind::Advance,
            Self::Chase => CycleActKind::Chase,
            Self::Extend(_) => CycleActKind::Extend,
        }
    }
}

impl Validate for CycleAct {
    fn validate(&self) -> Result<(), validator::ValidationErrors> {
        match self {
            Self::Advance | Self::Chase => Ok(()),
            Self::Extend(body) => body.validate(),
        }
    }
}

/// A cycle with its days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cycle {
    pub id: Uuid,
    pub kind: CycleKind,
    /// `2026-11`, or `2026` of a year.
    pub period: String,
    pub status: CycleStatus,
    pub self_from: NaiveDate,
    pub self_until: NaiveDate,
    pub marking_from: NaiveDate,
    pub marking_until: NaiveDate,
    pub calibrated_until: NaiveDate,
    /// Why the part that runs got another last day.
    pub extended: Option<String>,
    /// How many people are reviewed in it.
    pub reviews: u32,
    /// When marks were closed.
    pub closed_at: Option<DateTime<Utc>>,
    pub version: i64,
    pub actions: Vec<CycleActKind>,
}

/// Somebody who is still missing; not whom they have to mark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MissingRater {
    pub person: PersonRef,
    /// Their own self-review is missing.
    pub self_review: bool,
    /// How many people they have not marked yet.
    pub marks: u32,
    /// The last day is over.
    pub late: bool,
}

/// Who is still missing in a cycle, of those whose scores the caller may see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MissingRatersList {
    /// Those who marked and reviewed themselves in full.
    pub done: u32,
    pub people: Vec<MissingRater>,
}

/// At most so many of a hundred in a grade; thresholds stay, and equal scores are never told apart (KPI-07).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "quotas_fit"))]
pub struct Quotas {
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 100))]
    pub excellent: u32,
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 100))]
    pub good: u32,
}

fn quotas_fit(quotas: &Quotas) -> Result<(), ValidationError> {
    if quotas.excellent.saturating_add(quotas.good) <= 100 { Ok(()) } else { Err(ValidationError::new("quotas_range")) }
}

impl Quotas {
    /// The grades of people by score and quota: what the score deserves by itself, but none better than the quota allows. In the
    /// order of the people.
    pub fn grades(&self, deserved: &[(Decimal, Grade)]) -> Vec<Grade> {
        let scores: Vec<Decimal> = deserved.iter().map(|(score, _)| *score).collect();
        let allowed = scoring::ranks(&scores, &[self.excellent, self.good]);
        let best = [Grade::Excellent, Grade::Good, Grade::Qualified];
        let grade = |((_, own), rank): (&(Decimal, Grade), usize)| best.get(rank).map_or(*own, |best| (*best).max(*own));
        deserved.iter().zip(allowed).map(grade).collect()
    }
}

/// What a year's result is made of (KPI-06).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "annual_fits", skip_on_field_errors = false))]
pub struct AnnualRules {
    /// The weight of the mean of the months' final scores, of 100.
    #[validate(range(min = 1, max = 100))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 100))]
    pub months: u32,
    /// With fewer final months there is no result of the year.
    #[validate(range(min = 1, max = 12))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 12))]
    pub least_months: u32,
    /// What else counts: marked by people in January. Their weights and that of the months add to 100; added points come on top.
    #[validate(length(max = 10), nested)]
    #[cfg_attr(feature = "openapi", schema(max_items = 10))]
    pub indicators: Vec<Indicator>,
    #[validate(custom(function = "super::schemes::fall"))]
    pub grades: GradeBounds,
}

impl Default for AnnualRules {
    /// The mean of at least six months and nothing else.
    fn default() -> Self {
        Self { months: 100, least_months: 6, indicators: Vec::new(), grades: GradeBounds::default() }
    }
}

fn annual_fits(rules: &AnnualRules) -> Result<(), ValidationError> {
    if rules.indicators.iter().any(|one| one.source != IndicatorSource::Scored) {
        return Err(at("indicators", "annual_marked"));
    }
    let weighed = rules.indicators.iter().filter(|one| one.kind == IndicatorKind::Weighed);
    let items = weighed.map(|one| one.weight.unwrap_or_default());
    if scoring::is_complete(items.chain([Decimal::from(rules.months)])) { Ok(()) } else { Err(at("indicators", "weights_not_100")) }
}

/// When the parts of a cycle are, and what is done with results.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CycleRules {
    /// Self-reviews begin so many working days before the month's last working day, that day counted.
    #[validate(range(min = 1, max = 15))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 15))]
    pub self_days: u32,
    /// Marking ends with the last working day up to this day of the next month.
    #[validate(range(min = 3, max = 25))]
    #[cfg_attr(feature = "openapi", schema(minimum = 3, maximum = 25))]
    pub marking_until: u32,
    /// Working days for the calibration.
    #[validate(range(min = 1, max = 10))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 10))]
    pub calibration_days: u32,
    /// Working days in which an appeal has to be answered (KPI-08).
    #[serde(default = "appeal_days")]
    #[validate(range(min = 1, max = 20))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 20))]
    pub appeal_days: u32,
    /// After them results are published by themselves.
    pub publish_itself: bool,
    /// Colleagues of the same unit see each other's published results.
    pub list_shown: bool,
    #[serde(default)]
    #[validate(nested)]
    pub quotas: Option<Quotas>,
    #[serde(default)]
    #[validate(nested)]
    pub annual: AnnualRules,
}

/// Three working days.
fn appeal_days() -> u32 {
    3
}

impl Default for CycleRules {
    /// The last five working days, the first ten days of the next month, three working days to calibrate.
    fn default() -> Self {
        let annual = AnnualRules::default();
        Self {
            self_days: 5,
            marking_until: 10,
            calibration_days: 3,
            appeal_days: appeal_days(),
            publish_itself: true,
            list_shown: false,
            quotas: None,
            annual,
        }
    }
}

/// Rules about to be in force from a month on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewCycleRules {
    /// `2026-11`: this month at the earliest. Cycles that have begun keep their days.
    #[validate(length(max = 7), custom(function = "crate::values::is_month"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 7, pattern = r"^2\d{3}-(0[1-9]|1[0-2])$", example = "2026-11"))]
    pub from_month: String,
    #[validate(nested)]
    pub rules: CycleRules,
}

/// Rules with their date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DatedCycleRules {
    /// Absent: those the product begins with.
    pub id: Option<Uuid>,
    pub from_month: Option<String>,
    pub rules: CycleRules,
    pub author: Option<PersonRef>,
    pub set_at: Option<DateTime<Utc>>,
    /// Whether the caller may set others.
    pub editable: bool,
}

endpoints! {
    ListCycles: GET "/kpi/cycles" ? ListQuery, () => Page<Cycle>;
    ShowCycle: GET "/kpi/cycles/{id}", () => Cycle;
    ActOnCycle: POST "/kpi/cycles/{id}/transitions", CycleAct => Cycle;
    ListMissingRaters: GET "/kpi/cycles/{id}/missing-raters", () => MissingRatersList;
    ShowCycleRules: GET "/kpi/cycle-rules", () => DatedCycleRules;
    SetCycleRules: POST "/kpi/cycle-rules", NewCycleRules => DatedCycleRules;
}

resource! { Cycle => "/kpi/cycles/{id}" }

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::indicators::tests::indicator;

    /// Five people, at most 20 % excellent and 40 % good: 96 is excellent, 95 and 91 are good though their scores deserve more; 70
    /// stays what it is.
    #[test]
    fn kpi_07_a_quota_lowers_and_never_lifts() {
        use Grade::{Excellent, Good, Qualified, Unqualified};
        let bounds = GradeBounds::default();
        let deserved: Vec<_> = [96, 95, 91, 70, 50].map(Decimal::from).map(|score| (score, bounds.grade(score))).into();
        assert_eq!(Quotas { excellent: 20, good: 40 }.grades(&deserved), [Excellent, Good, Good, Qualified, Unqualified]);
        assert_eq!(Quotas { excellent: 20, good: 0 }.grades(&deserved)[1], Qualified);
        assert_eq!(Quotas { excellent: 100, good: 0 }.grades(&deserved)[3], Qualified, "by the threshold");
    }

    #[test]
    fn kpi_06_the_months_and_what_else_counts_add_to_a_hundred() {
        let item = |weight| Indicator {
            source: IndicatorSource::Scored,
            measure: crate::kpi::schemes::Measure::Ratio,
            name: "年度述职".into(),
            raters: Some(crate::kpi::schemes::Raters::default()),
            ..indicator("report", IndicatorKind::Weighed, weight)
        };
        let rules = |months, items: Vec<Indicator>| AnnualRules { months, indicators: items, ..AnnualRules::default() };
        assert!(rules(100, vec![]).validate().is_ok());
        assert!(rules(80, vec![item(20)]).validate().is_ok());
        assert!(rules(80, vec![item(21)]).validate().is_err());
        let counted = Indicator { source: IndicatorSource::Facts, ..item(20) };
        assert!(rules(80, vec![counted]).validate().is_err(), "nothing else is measured over a year");
        assert!(CycleRules::default().validate().is_ok());
    }
}
