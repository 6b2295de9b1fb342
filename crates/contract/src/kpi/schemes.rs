//! Schemes: who is measured by what, as versions that a company edits (KPI-01, KPI-03, KPI-07).

pub use super::indicators::{
    Curve, CurveForm, Dimension, ENTERED, Indicator, IndicatorKind, IndicatorSource, MOST_ADDED, MOST_FACTS, MOST_POINTS, Measure,
    MissingRaters, NamedFact, Raters, SCORED, Step, Veto, Whose, counts,
};

use super::Grade;
use crate::page::{ListQuery, Page};
use crate::values::{PersonRef, at, is_printable};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

vocabulary! {
    SchemeStatus as "scheme_status" {
        Draft = "draft",
        /// In force from a later month.
        Planned = "planned",
        InForce = "in_force",
        /// A later version is in force.
        Retired = "retired",
    }
}

vocabulary! {
    SchemeActKind as "scheme_act" {
        PutInForce = "put_in_force",
        Recall = "recall",
    }
}

/// From which score on a grade is given (KPI-07).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct GradeBounds {
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 6, pattern = r"^\d{1,3}(\.\d)?$", example = "90"))]
    pub excellent: Decimal,
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 6, pattern = r"^\d{1,3}(\.\d)?$", example = "80"))]
    pub good: Decimal,
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 6, pattern = r"^\d{1,3}(\.\d)?$", example = "60"))]
    pub qualified: Decimal,
}

impl Default for GradeBounds {
    /// 90, 80 and 60, as the rule books have them.
    fn default() -> Self {
        let [excellent, good, qualified] = [90, 80, 60].map(Decimal::from);
        Self { excellent, good, qualified }
    }
}

impl GradeBounds {
    /// The grade of a score; a bound belongs to the better grade.
    pub fn grade(&self, score: Decimal) -> Grade {
        let bounds = [(self.excellent, Grade::Excellent), (self.good, Grade::Good), (self.qualified, Grade::Qualified)];
        scoring::band(score, &bounds, Grade::Unqualified)
    }
}

/// What a version of a scheme says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "adds_up", skip_on_field_errors = false))]
pub struct SchemeForm {
    /// The role whose holders it measures.
    #[validate(length(min = 1, max = 60), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 60, example = "sales_rep"))]
    pub role: String,
    /// In the company's words; empty: in the product's.
    #[serde(default)]
    #[validate(length(max = 60), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 60))]
    pub name: String,
    /// What changes with this version, and why.
    #[serde(default)]
    #[validate(length(max = 500), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub note: String,
    #[serde(default)]
    #[validate(custom(function = "fall"))]
    pub grades: GradeBounds,
    #[validate(length(min = 1, max = 20), nested)]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 20))]
    pub indicators: Vec<Indicator>,
}

impl SchemeForm {
    /// The rules in the order of the indicators.
    pub fn rules(&self) -> Vec<scoring::Rule> {
        self.indicators.iter().map(Indicator::rule).collect()
    }

    /// The weights of the weighed indicators together: 100 in a scheme that can come into force.
    pub fn weights(&self) -> Decimal {
        self.of_kind(IndicatorKind::Weighed).fold(Decimal::ZERO, Decimal::saturating_add)
    }

    fn of_kind(&self, kind: IndicatorKind) -> impl Iterator<Item = Decimal> {
        self.indicators.iter().filter(move |one| one.kind == kind).map(|one| one.weight.unwrap_or_default())
    }
}

pub(crate) fn fall(bounds: &GradeBounds) -> Result<(), ValidationError> {
    let falls = bounds.excellent > bounds.good && bounds.good > bounds.qualified && bounds.qualified > Decimal::ZERO;
    let told = [bounds.excellent, bounds.good, bounds.qualified].iter().all(|bound| bound.normalize().scale() <= 1);
    if falls && told && bounds.excellent <= Decimal::from(120) { Ok(()) } else { Err(ValidationError::new("grades_unsound")) }
}

fn adds_up(form: &SchemeForm) -> Result<(), ValidationError> {
    if !scoring::is_complete(form.of_kind(IndicatorKind::Weighed)) {
        return Err(at("indicators", "weights_not_100"));
    }
    // Weights out of range are refused at their fields; here they must only not overflow.
    if form.of_kind(IndicatorKind::Added).fold(Decimal::ZERO, Decimal::saturating_add) > MOST_ADDED {
        return Err(at("indicators", "added_too_much"));
    }
    let twice = |(index, one): (usize, &Indicator)| form.indicators.iter().take(index).any(|other| other.key == one.key);
    if form.indicators.iter().enumerate().any(twice) {
        return Err(at("indicators", "key_twice"));
    }
    Ok(())
}

/// An indicator of a version in words of the reader.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IndicatorText {
    pub key: String,
    pub label: String,
    pub definition: String,
    /// How value becomes points.
    pub rule: String,
}

/// A version of a scheme.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Scheme {
    pub id: Uuid,
    pub role: String,
    /// Counted from 1 within the role.
    pub number: i64,
    /// What it is called, in words of the reader.
    pub label: String,
    pub status: SchemeStatus,
    /// `2026-11`: the first month in force; absent for a draft.
    pub from_month: Option<String>,
    pub content: SchemeForm,
    /// The indicators in words, in their order.
    pub texts: Vec<IndicatorText>,
    /// Absent: built in.
    pub author: Option<PersonRef>,
    pub updated_at: DateTime<Utc>,
    pub version: i64,
    pub actions: Vec<SchemeActKind>,
    /// Whether the caller may begin a new version of it.
    pub editable: bool,
    /// The version in force before this one, to see what changed.
    pub before: Option<Uuid>,
    /// How many people it measures now.
    pub people: u32,
}

/// From which month a version is in force.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SchemeInForce {
    /// `2026-12`: this month or a later one.
    #[validate(length(max = 7), custom(function = "crate::values::is_month"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 7, pattern = r"^2\d{3}-(0[1-9]|1[0-2])$", example = "2026-12"))]
    pub from_month: String,
}

/// A step in the life of a version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum SchemeAct {
    /// A planned version is a draft again.
    Recall,
    PutInForce(SchemeInForce),
}

impl Validate for SchemeAct {
    fn validate(&self) -> Result<(), validator::ValidationErrors> {
        match self {
            Self::Recall => Ok(()),
            Self::PutInForce(body) => body.validate(),
        }
    }
}

/// Something that the areas record and a scheme can measure (KPI-02).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FactOption {
    /// `complaint.acknowledged_on_time`
    pub key: String,
    pub label: String,
    pub definition: String,
    /// What a record is counted in.
    pub unit: String,
    /// The measures that make sense of it, the usual one first.
    pub measures: Vec<Measure>,
    /// How its records can end, where a scheme may count some of them only; empty: all count.
    pub outcomes: Vec<Outcome>,
}

/// How a record can end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Outcome {
    /// Names it in a scheme.
    pub key: String,
    pub label: String,
}

/// What a scheme can be made of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FactCatalogue {
    pub facts: Vec<FactOption>,
    /// Every role that a scheme can measure, with its name.
    pub roles: Vec<RoleOption>,
}

/// A role and what it is called.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RoleOption {
    pub role: String,
    pub label: String,
}

endpoints! {
    ListSchemes: GET "/kpi/schemes" ? ListQuery, () => Page<Scheme>;
    DraftScheme: POST "/kpi/schemes", SchemeForm => Scheme;
    ShowScheme: GET "/kpi/schemes/{id}", () => Scheme;
    EditScheme: PUT "/kpi/schemes/{id}", SchemeForm => Scheme;
    ActOnScheme: POST "/kpi/schemes/{id}/transitions", SchemeAct => Scheme;
    ListFacts: GET "/kpi/facts", () => FactCatalogue;
}

resource! { Scheme => "/kpi/schemes/{id}" }

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::indicators::tests::indicator;

    fn scheme(indicators: Vec<Indicator>) -> SchemeForm {
        SchemeForm { role: "sales_rep".into(), name: String::new(), note: String::new(), grades: GradeBounds::default(), indicators }
    }

    fn code(form: &SchemeForm) -> Option<String> {
        let errors = form.validate().err()?;
        let all = errors.field_errors();
        let own = all.get("__all__").and_then(|list| list.first()).map(|error| error.code.to_string());
        own.or_else(|| Some("elsewhere".into()))
    }

    #[test]
    fn kpi_03_weights_add_to_a_hundred_and_added_points_have_an_end() {
        use IndicatorKind::{Added, Weighed};
        assert_eq!(code(&scheme(vec![indicator("a", Weighed, 60), indicator("b", Weighed, 40)])), None);
        assert_eq!(code(&scheme(vec![indicator("a", Weighed, 60), indicator("b", Weighed, 39)])).as_deref(), Some("weights_not_100"));
        assert_eq!(code(&scheme(vec![indicator("a", Weighed, 100), indicator("b", Added, 20)])), None);
        assert_eq!(code(&scheme(vec![indicator("a", Weighed, 100), indicator("b", Added, 21)])).as_deref(), Some("added_too_much"));
        assert_eq!(code(&scheme(vec![indicator("a", Weighed, 50), indicator("a", Weighed, 50)])).as_deref(), Some("key_twice"));
    }

    /// KPI-07: each bound belongs to the better grade.
    #[test]
    fn grades_begin_at_their_bound() {
        let grade = |score: &str| GradeBounds::default().grade(score.parse().unwrap());
        use Grade::{Excellent, Good, Qualified, Unqualified};
        assert_eq!(
            ["105", "90", "89.9", "80", "79.9", "60", "59.9", "0"].map(grade),
            [Excellent, Excellent, Good, Good, Qualified, Qualified, Unqualified, Unqualified]
        );
        let bounds = |e: i64, g: i64, q: i64| GradeBounds { excellent: e.into(), good: g.into(), qualified: q.into() };
        assert!(fall(&bounds(95, 85, 60)).is_ok());
        assert!(fall(&bounds(80, 85, 60)).is_err() && fall(&bounds(95, 85, 0)).is_err());
    }
}
