//! The rules of grading, recruitment and graded pay (KPI-13 to KPI-15) as data of the company: dated versions, none is overwritten.

pub use super::account_managers::{AccountGrade, GradeBy, RaterGroup, ReviewItem, schooling};

use super::MonthQuery;
use crate::people::Employment;
use crate::values::{PersonRef, is_name};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use scoring::pay::{Band, Reading};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError, ValidationErrors};

/// How an account manager is graded (KPI-13). Percents and points may have two decimals.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct GradingRules {
    /// Points for schooling: senior high or unrelated secondary, related secondary, unrelated college, related college, unrelated
    /// bachelor, related bachelor.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>, min_items = 6, max_items = 6, example = json!(["10", "12", "12", "13", "13", "15"])))]
    pub education: [Decimal; 6],
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 6, example = "3"))]
    pub first_year: Decimal,
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 6, example = "1"))]
    pub each_year: Decimal,
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 6, example = "15"))]
    pub years_most: Decimal,
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 6, example = "40"))]
    pub exam_percent: Decimal,
    /// Of leadership, fellow account managers, staff and customers.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>, min_items = 4, max_items = 4, example = json!(["6", "4", "10", "10"])))]
    pub review_percents: [Decimal; 4],
    /// The most that each item of the review can have; together 100.
    #[cfg_attr(feature = "openapi", schema(min_items = 10, max_items = 10, example = json!([10, 10, 10, 10, 10, 20, 4, 10, 10, 6])))]
    pub items: [u32; 10],
    /// The fewest marks of leadership, fellows and staff each.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 100))]
    pub raters_least: u32,
    /// The fewest customers visited.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1000))]
    pub customers_least: u32,
    pub by: GradeBy,
    /// The least total of each grade, the lowest grade first.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>, min_items = 9, max_items = 9, example = json!(["50", "60", "65", "70", "75", "80", "85", "90", "95"])))]
    pub bounds: [Decimal; 9],
    /// So many of a hundred for each grade, the lowest grade first.
    #[cfg_attr(feature = "openapi", schema(min_items = 9, max_items = 9, example = json!([20, 15, 15, 10, 10, 10, 10, 5, 5])))]
    pub quota: [u32; 9],
    /// Within so many years the certificate of one's level is needed.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 20))]
    pub certificate_years: u32,
}

/// How account managers are recruited (KPI-14).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RecruitmentRules {
    /// Of the paper: law, computer and writing; trade knowledge; essay.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>, min_items = 3, max_items = 3, example = json!(["40", "40", "20"])))]
    pub paper_percents: [Decimal; 3],
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 6, example = "80"))]
    pub written_percent: Decimal,
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 6, example = "20"))]
    pub interview_percent: Decimal,
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 100))]
    pub examiners_least: u32,
    /// After so many years they can be graded; at once where they have so many years of experience.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 20))]
    pub eligible_years: u32,
}

vocabulary! {
    /// How the bands of the seniority pay are read.
    SeniorityReading as "seniority_reading" {
        /// Each year counts by the band that it lies in: twelve years are 40 + 12.
        EachYear = "each_year",
        /// All years count by the band of the last one: twelve years are 72.
        AllYears = "all_years",
    }
}

/// Graded pay (KPI-15): monthly amounts in yuan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct GradedPay {
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 10, example = "650"))]
    pub regular_post: Decimal,
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 10, example = "550"))]
    pub contract_post: Decimal,
    /// On top of it: junior, intermediate, senior.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>, min_items = 3, max_items = 3, example = json!(["50", "100", "200"])))]
    pub level_post: [Decimal; 3],
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 10, example = "800"))]
    pub regular_benefit: Decimal,
    /// Junior, intermediate, senior.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>, min_items = 3, max_items = 3, example = json!(["300", "400", "500"])))]
    pub contract_benefit: [Decimal; 3],
    /// Of the benefit base, the lowest grade first.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>, min_items = 9, max_items = 9, example = json!(["1.10", "1.15", "1.20", "1.25", "1.30", "1.35", "1.40", "1.45", "1.50"])))]
    pub coefficients: [Decimal; 9],
    /// Seniority pay begins after so many full years.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 50))]
    pub seniority_after: u32,
    /// Last years of the first and of the second band.
    #[cfg_attr(feature = "openapi", schema(min_items = 2, max_items = 2, example = json!([10, 15])))]
    pub seniority_to: [u32; 2],
    /// A year of each of the three bands.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>, min_items = 3, max_items = 3, example = json!(["4", "6", "8"])))]
    pub seniority_a_year: [Decimal; 3],
    pub seniority_reading: SeniorityReading,
}

impl GradedPay {
    /// Post pay of a grade.
    pub fn post(&self, employment: Employment, grade: AccountGrade) -> Decimal {
        let base = if employment == Employment::Regular { self.regular_post } else { self.contract_post };
        base + self.level_post[grade.index() / 3]
    }

    /// The benefit base of a grade.
    pub fn benefit(&self, employment: Employment, grade: AccountGrade) -> Decimal {
        if employment == Employment::Regular { self.regular_benefit } else { self.contract_benefit[grade.index() / 3] }
    }

    /// The coefficient of the benefit base.
    pub fn coefficient(&self, grade: AccountGrade) -> Decimal {
        self.coefficients[grade.index()]
    }

    /// Seniority pay after so many full years; only contract staff have it.
    pub fn seniority(&self, employment: Employment, full_years: u32) -> Decimal {
        if employment != Employment::Contract {
            return Decimal::ZERO;
        }
        let [first, second] = self.seniority_to;
        let bands = [Some(first), Some(second), None].into_iter().zip(self.seniority_a_year).map(|(to, a_year)| Band { to, a_year });
        let reading = match self.seniority_reading {
            SeniorityReading::EachYear => Reading::EachYear,
            SeniorityReading::AllYears => Reading::AllYears,
        };
        scoring::pay::seniority(full_years, self.seniority_after, &bands.collect::<Vec<_>>(), reading)
    }
}

/// All three, in force together from a month on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RuleBook {
    #[validate(nested)]
    pub grading: GradingRules,
    #[validate(nested)]
    pub recruitment: RecruitmentRules,
    #[validate(nested)]
    pub pay: GradedPay,
}

impl Default for RuleBook {
    /// The figures of the rule books; bounds and quota are left to the company, these are where it begins.
    fn default() -> Self {
        let d = Decimal::from;
        Self {
            grading: GradingRules {
                education: [10, 12, 12, 13, 13, 15].map(d),
                first_year: d(3),
                each_year: d(1),
                years_most: d(15),
                exam_percent: d(40),
                review_percents: [6, 4, 10, 10].map(d),
                items: [10, 10, 10, 10, 10, 20, 4, 10, 10, 6],
                raters_least: 3,
                customers_least: 10,
                by: GradeBy::Bounds,
                bounds: [50, 60, 65, 70, 75, 80, 85, 90, 95].map(d),
                quota: [20, 15, 15, 10, 10, 10, 10, 5, 5],
                certificate_years: 3,
            },
            recruitment: RecruitmentRules {
                paper_percents: [40, 40, 20].map(d),
                written_percent: d(80),
                interview_percent: d(20),
                examiners_least: 10,
                eligible_years: 1,
            },
            pay: GradedPay {
                regular_post: d(650),
                contract_post: d(550),
                level_post: [50, 100, 200].map(d),
                regular_benefit: d(800),
                contract_benefit: [300, 400, 500].map(d),
                coefficients: [110, 115, 120, 125, 130, 135, 140, 145, 150].map(|hundredths| Decimal::new(hundredths, 2)),
                seniority_after: 3,
                seniority_to: [10, 15],
                seniority_a_year: [4, 6, 8].map(d),
                seniority_reading: SeniorityReading::EachYear,
            },
        }
    }
}

fn within(values: &[Decimal], most: u32) -> bool {
    values.iter().all(|value| !value.is_sign_negative() && *value <= Decimal::from(most) && value.normalize().scale() <= 2)
}

fn rises<T: PartialOrd>(values: &[T]) -> bool {
    values.is_sorted()
}

impl Validate for GradingRules {
    fn validate(&self) -> Result<(), ValidationErrors> {
        let hundred = Decimal::ONE_HUNDRED;
        let basics = self.education.iter().max().copied().unwrap_or_default() + self.years_most;
        let whole = basics + self.exam_percent + self.review_percents.iter().sum::<Decimal>();
        checked([
            ("education", within(&self.education, 100), "points_range"),
            ("first_year", within(&[self.first_year], 100), "points_range"),
            ("each_year", within(&[self.each_year], 100), "points_range"),
            ("years_most", within(&[self.years_most], 100), "points_range"),
            ("exam_percent", within(&[self.exam_percent], 100), "points_range"),
            ("review_percents", within(&self.review_percents, 100), "points_range"),
            ("exam_percent", !within(&[self.exam_percent], 100) || whole == hundred, "grading_not_100"),
            ("items", self.items.iter().map(|most| u64::from(*most)).sum::<u64>() == 100, "items_not_100"),
            ("raters_least", (1..=100).contains(&self.raters_least), "range"),
            ("customers_least", (1..=1000).contains(&self.customers_least), "range"),
            ("bounds", within(&self.bounds, 100) && rises(&self.bounds), "bounds_unsound"),
            ("quota", self.quota.iter().map(|share| u64::from(*share)).sum::<u64>() <= 100, "quota_over_100"),
            ("certificate_years", (1..=20).contains(&self.certificate_years), "range"),
        ])
    }
}

impl Validate for RecruitmentRules {
    fn validate(&self) -> Result<(), ValidationErrors> {
        let (hundred, [written, interview]) = (Decimal::ONE_HUNDRED, [self.written_percent, self.interview_percent]);
        let fits = |parts: &[Decimal]| within(parts, 100) && parts.iter().sum::<Decimal>() == hundred;
        checked([
            ("paper_percents", fits(&self.paper_percents), "parts_not_100"),
            ("interview_percent", fits(&[written, interview]), "parts_not_100"),
            ("examiners_least", (1..=100).contains(&self.examiners_least), "range"),
            ("eligible_years", (1..=20).contains(&self.eligible_years), "range"),
        ])
    }
}

impl Validate for GradedPay {
    fn validate(&self) -> Result<(), ValidationErrors> {
        const MOST: u32 = 1_000_000;
        checked([
            ("regular_post", within(&[self.regular_post], MOST), "money_invalid"),
            ("contract_post", within(&[self.contract_post], MOST), "money_invalid"),
            ("level_post", within(&self.level_post, MOST), "money_invalid"),
            ("regular_benefit", within(&[self.regular_benefit], MOST), "money_invalid"),
            ("contract_benefit", within(&self.contract_benefit, MOST), "money_invalid"),
            ("coefficients", within(&self.coefficients, 9), "coefficient_range"),
            ("seniority_after", self.seniority_after <= 50, "range"),
            ("seniority_to", self.seniority_to[0] < self.seniority_to[1] && self.seniority_to[1] <= 60, "range"),
            ("seniority_a_year", within(&self.seniority_a_year, MOST), "money_invalid"),
        ])
    }
}

fn checked<const N: usize>(rules: [(&'static str, bool, &'static str); N]) -> Result<(), ValidationErrors> {
    let mut errors = ValidationErrors::new();
    for (field, _, code) in rules.into_iter().filter(|(_, holds, _)| !holds) {
        errors.add(field, ValidationError::new(code));
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// A rule book about to be in force.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewRuleBook {
    /// `2026-11`: this month at the earliest, so that past months stay as they were.
    #[validate(length(max = 7), custom(function = "crate::values::is_month"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 7, pattern = r"^2\d{3}-(0[1-9]|1[0-2])$", example = "2026-12"))]
    pub from_month: String,
    #[validate(nested)]
    pub book: RuleBook,
    /// What changes, and by whose decision.
    #[validate(length(max = 1000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 1000))]
    pub note: String,
}

/// A version of the rule book.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookVersion {
    /// Absent: the one the product begins with.
    pub id: Option<Uuid>,
    pub from_month: Option<String>,
    pub note: String,
    pub author: Option<PersonRef>,
    pub set_at: Option<DateTime<Utc>>,
}

/// The rule book in force in a month.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookInForce {
    pub month: String,
    pub version: BookVersion,
    pub book: RuleBook,
    /// All versions, the newest first.
    pub versions: Vec<BookVersion>,
    /// Whether the caller may set another.
    pub editable: bool,
}

endpoints! {
    ShowRuleBook: GET "/kpi/rule-book" ? MonthQuery, () => BookInForce;
    SetRuleBook: POST "/kpi/rule-book", NewRuleBook => BookInForce;
}

#[cfg(test)]
mod tests;
