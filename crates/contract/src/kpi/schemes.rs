//! Schemes: who is measured by what, as versions that a company edits (KPI-01, KPI-03, KPI-07).

use super::Grade;
use crate::page::{ListQuery, Page};
use crate::values::{PersonRef, at, is_printable};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

vocabulary! {
    /// Where an indicator takes its values from (KPI-01).
    Source as "indicator_source" {
        /// Worked out from the records of an area.
        Facts = "facts",
        /// Entered by somebody, with a reason.
        Entered = "entered",
    }
}

vocabulary! {
    /// Whose records count.
    Whose as "whose" {
        Own = "own",
        /// Those of everyone in the person's unit and the units below it.
        Team = "team",
        /// Those of the whole company.
        Everyone = "everyone",
    }
}

vocabulary! {
    /// How records become one value.
    Measure as "measure" {
        /// All values by all weights, in percent.
        Ratio = "ratio",
        /// The number of records.
        Count = "count",
        /// Weights less values: of records that are kept or not, those that are not.
        Missed = "missed",
        /// All values added up.
        Sum = "sum",
        /// The mean of the values.
        Mean = "mean",
        /// The largest value.
        Max = "max",
    }
}

impl From<Measure> for scoring::Measure {
    fn from(measure: Measure) -> Self {
        match measure {
            Measure::Ratio => Self::Ratio,
            Measure::Count => Self::Count,
            Measure::Missed => Self::Missed,
            Measure::Sum => Self::Sum,
            Measure::Mean => Self::Mean,
            Measure::Max => Self::Max,
        }
    }
}

vocabulary! {
    /// What an indicator does to the score.
    IndicatorKind as "indicator_kind" {
        /// It is worth a share of the 100.
        Weighed = "weighed",
        /// It adds points beyond the 100, up to a cap.
        Added = "added",
        /// Where it happens, the score is limited.
        Veto = "veto",
    }
}

vocabulary! {
    /// The forms of a scoring curve.
    CurveForm as "curve" {
        /// In proportion between floor and target, and on to the ceiling.
        Linear = "linear",
        /// So many points from each step on.
        Steps = "steps",
        /// So many points less for each occurrence.
        Deduction = "deduction",
    }
}

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

/// A step of a stair.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// From this value on; up to it where fewer are better.
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 12, pattern = r"^\d{1,9}(\.\d{1,2})?$", example = "90"))]
    pub bound: Decimal,
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 6, pattern = r"^\d{1,3}(\.\d{1,2})?$", example = "100"))]
    pub points: Decimal,
}

/// How a value becomes points; 100 for what is asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "form", rename_all = "snake_case", deny_unknown_fields)]
pub enum Curve {
    /// No points up to `floor`, 100 at `target`, in proportion between; beyond the target on to `ceiling`. A target below the floor:
    /// fewer are better.
    Linear {
        #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 12, pattern = r"^\d{1,9}(\.\d{1,2})?$", example = "0"))]
        floor: Decimal,
        #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 12, pattern = r"^\d{1,9}(\.\d{1,2})?$", example = "20"))]
        target: Decimal,
        /// Absent: the target is the end.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 12, pattern = r"^\d{1,9}(\.\d{1,2})?$", example = "24"))]
        ceiling: Option<Decimal>,
    },
    /// The points of the best step reached; none where none is.
    Steps {
        /// Fewer are better.
        falling: bool,
        steps: Vec<Step>,
    },
    /// 100 points less so many for each occurrence.
    Deduction {
        #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 6, pattern = r"^\d{1,3}(\.\d{1,2})?$", example = "5"))]
        each: Decimal,
    },
}

impl Curve {
    /// Which form it is.
    pub fn form(&self) -> CurveForm {
        match self {
            Self::Linear { .. } => CurveForm::Linear,
            Self::Steps { .. } => CurveForm::Steps,
            Self::Deduction { .. } => CurveForm::Deduction,
        }
    }

    /// The arithmetic of it.
    pub fn rule(&self) -> scoring::Curve {
        match self {
            Self::Linear { floor, target, ceiling } => {
                scoring::Curve::Linear { floor: *floor, target: *target, ceiling: ceiling.unwrap_or(*target) }
            }
            Self::Steps { falling, steps } => scoring::Curve::Steps {
                falling: *falling,
                steps: steps.iter().map(|step| scoring::Step { bound: step.bound, points: step.points }).collect(),
            },
            Self::Deduction { each } => scoring::Curve::Deduction { each: *each },
        }
    }

    fn numbers(&self) -> Vec<Decimal> {
        match self {
            Self::Linear { floor, target, ceiling } => [*floor, *target].into_iter().chain(*ceiling).collect(),
            Self::Steps { steps, .. } => steps.iter().flat_map(|step| [step.bound, step.points]).collect(),
            Self::Deduction { each } => vec![*each],
        }
    }
}

/// When the score is limited, and to what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Veto {
    /// From this value on.
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 12, pattern = r"^\d{1,9}(\.\d{1,2})?$", example = "1"))]
    pub from: Decimal,
    /// The score is then at most so much.
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 6, pattern = r"^\d{1,3}(\.\d{1,2})?$", example = "59"))]
    pub at_most: Decimal,
}

/// An indicator of a scheme (KPI-01).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "is_whole", skip_on_field_errors = false))]
pub struct Indicator {
    /// Stable within the scheme: values, appeals and versions name it.
    #[validate(length(min = 1, max = 60), custom(function = "is_key"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 60, pattern = "^[a-z0-9_.]+$", example = "follow_up.kept"))]
    pub key: String,
    /// In the company's words; empty: in the product's.
    #[serde(default)]
    #[validate(length(max = 60), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 60))]
    pub name: String,
    /// What it measures, in the company's words; empty: in the product's.
    #[serde(default)]
    #[validate(length(max = 500), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub definition: String,
    pub kind: IndicatorKind,
    pub source: Source,
    /// A fact of `GET /kpi/facts`, where the source is facts.
    #[serde(default)]
    #[validate(length(max = 100), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub fact: Option<String>,
    pub whose: Whose,
    pub measure: Measure,
    /// Of 100; for added points the most that it adds. A veto has none.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 6, pattern = r"^\d{1,3}(\.\d{1,2})?$", example = "40"))]
    pub weight: Option<Decimal>,
    /// A veto has none.
    #[serde(default)]
    pub curve: Option<Curve>,
    #[serde(default)]
    pub veto: Option<Veto>,
}

/// The most points that a curve may give: half as many again as are asked.
pub const MOST_POINTS: Decimal = Decimal::from_parts(150, 0, 0, false, 0);
/// The most points that all added points of a scheme may bring together.
pub const MOST_ADDED: Decimal = Decimal::from_parts(20, 0, 0, false, 0);

impl Indicator {
    /// The arithmetic of it.
    pub fn rule(&self) -> scoring::Rule {
        let weight = self.weight.unwrap_or_default();
        let curve = || self.curve.as_ref().map_or(scoring::Curve::up_to(Decimal::ONE_HUNDRED), Curve::rule);
        let kind = match (self.kind, &self.veto) {
            (IndicatorKind::Veto, Some(veto)) => scoring::Kind::Veto { from: veto.from, at_most: veto.at_most },
            (IndicatorKind::Added, _) => scoring::Kind::Added { most: weight, curve: curve() },
            (IndicatorKind::Weighed | IndicatorKind::Veto, _) => scoring::Kind::Weighed { weight, curve: curve() },
        };
        scoring::Rule { measure: self.measure.into(), kind }
    }

    /// What names its values: a fact, or its own key where they are entered.
    pub fn source_key(&self) -> String {
        match self.source {
            Source::Facts => self.fact.clone().unwrap_or_default(),
            Source::Entered => format!("{ENTERED}{}", self.key),
        }
    }
}

/// Before the key of an indicator whose values are entered.
pub const ENTERED: &str = "entered:";

fn is_key(key: &str) -> Result<(), ValidationError> {
    let fits = key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'.');
    if fits { Ok(()) } else { Err(ValidationError::new("key_invalid")) }
}

/// Not negative, at most two decimals, below a thousand million.
fn is_number(number: Decimal) -> bool {
    !number.is_sign_negative() && number < Decimal::from(1_000_000_000) && number.normalize().scale() <= 2
}

fn is_whole(indicator: &Indicator) -> Result<(), ValidationError> {
    match (indicator.source, &indicator.fact) {
        (Source::Facts, None) => return Err(at("fact", "required")),
        (Source::Entered, _) if matches!(indicator.measure, Measure::Ratio | Measure::Missed) => {
            return Err(at("measure", "measure_unnatural"));
        }
        (Source::Entered, _) if indicator.whose != Whose::Own => return Err(at("whose", "whose_entered")),
        (Source::Entered, _) if indicator.name.trim().is_empty() => return Err(at("name", "required")),
        _ => {}
    }
    if indicator.kind == IndicatorKind::Veto {
        let Some(veto) = &indicator.veto else { return Err(at("veto", "required")) };
        let sound = is_number(veto.from) && !veto.from.is_zero() && is_number(veto.at_most) && veto.at_most < Decimal::ONE_HUNDRED;
        return if sound { Ok(()) } else { Err(at("veto", "veto_unsound")) };
    }
    match indicator.weight {
        None => return Err(at("weight", "required")),
        Some(weight) if !is_number(weight) || weight.is_zero() || weight > Decimal::ONE_HUNDRED => {
            return Err(at("weight", "weight_range"));
        }
        Some(_) => {}
    }
    let Some(curve) = &indicator.curve else { return Err(at("curve", "required")) };
    let numbers = curve.numbers();
    if numbers.len() > 20 || !numbers.into_iter().all(is_number) || !curve.rule().is_sound(MOST_POINTS) {
        return Err(at("curve", "curve_unsound"));
    }
    Ok(())
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
        self.of_kind(IndicatorKind::Weighed).sum()
    }

    fn of_kind(&self, kind: IndicatorKind) -> impl Iterator<Item = Decimal> {
        self.indicators.iter().filter(move |one| one.kind == kind).map(|one| one.weight.unwrap_or_default())
    }
}

fn fall(bounds: &GradeBounds) -> Result<(), ValidationError> {
    let falls = bounds.excellent > bounds.good && bounds.good > bounds.qualified && bounds.qualified > Decimal::ZERO;
    let told = [bounds.excellent, bounds.good, bounds.qualified].iter().all(|bound| bound.normalize().scale() <= 1);
    if falls && told && bounds.excellent <= Decimal::from(120) { Ok(()) } else { Err(ValidationError::new("grades_unsound")) }
}

fn adds_up(form: &SchemeForm) -> Result<(), ValidationError> {
    if !scoring::is_complete(form.of_kind(IndicatorKind::Weighed)) {
        return Err(at("indicators", "weights_not_100"));
    }
    if form.of_kind(IndicatorKind::Added).sum::<Decimal>() > MOST_ADDED {
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
    #[validate(length(max = 7))]
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

    fn indicator(key: &str, kind: IndicatorKind, weight: i64) -> Indicator {
        Indicator {
            key: key.into(),
            name: String::new(),
            definition: String::new(),
            kind,
            source: Source::Facts,
            fact: Some("follow_up.made".into()),
            whose: Whose::Own,
            measure: Measure::Count,
            weight: Some(weight.into()),
            curve: Some(Curve::Linear { floor: Decimal::ZERO, target: Decimal::from(20), ceiling: None }),
            veto: None,
        }
    }

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

    #[test]
    fn an_indicator_says_all_that_its_kind_needs() {
        let bad = |change: fn(&mut Indicator)| {
            let mut one = indicator("a", IndicatorKind::Weighed, 100);
            change(&mut one);
            is_whole(&one).err().and_then(|e| e.params.get("field").and_then(|f| f.as_str().map(str::to_owned)))
        };
        assert_eq!(bad(|_| {}), None);
        assert_eq!(bad(|one| one.fact = None).as_deref(), Some("fact"));
        assert_eq!(bad(|one| one.weight = None).as_deref(), Some("weight"));
        assert_eq!(bad(|one| one.curve = None).as_deref(), Some("curve"));
        let beyond = |one: &mut Indicator| {
            one.curve = Some(Curve::Linear { floor: Decimal::ZERO, target: Decimal::TEN, ceiling: Some(Decimal::from(16)) });
        };
        assert_eq!(bad(beyond).as_deref(), Some("curve"), "160 points");
        assert_eq!(bad(|one| one.kind = IndicatorKind::Veto).as_deref(), Some("veto"));
        assert_eq!(bad(|one| one.source = Source::Entered).as_deref(), Some("name"));
        let entered = |one: &mut Indicator| (one.source, one.measure, one.name) = (Source::Entered, Measure::Ratio, "创新".into());
        assert_eq!(bad(entered).as_deref(), Some("measure"));
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
