//! Indicators: what is measured, whose, and how it becomes points (KPI-01).

pub use super::curves::{Curve, CurveForm, MOST_FACTS, NamedFact, Step};
pub use super::raters::{MissingRaters, Raters};

use crate::values::{at, is_printable};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use validator::{Validate, ValidationError};

vocabulary! {
    /// Where an indicator takes its values from (KPI-01).
    IndicatorSource as "indicator_source" {
        /// Worked out from the records of an area.
        Facts = "facts",
        /// Entered by somebody, with a reason.
        Entered = "entered",
        /// Marks that people give in the appraisal cycle (KPI-04).
        Scored = "scored",
    }
}

vocabulary! {
    /// The dimension of a scheme that an indicator belongs to (KPI-03).
    Dimension as "dimension" {
        /// Quantity, quality and timeliness of the work.
        Tasks = "tasks",
        /// Accuracy, file norms, effect.
        Quality = "quality",
        /// Communication and teamwork.
        Teamwork = "teamwork",
        Innovation = "innovation",
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
    pub source: IndicatorSource,
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
    /// What its formula uses besides, each by a name; for formulas only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[validate(length(max = 4), nested)]
    #[cfg_attr(feature = "openapi", schema(max_items = 4))]
    pub facts: Vec<NamedFact>,
    /// Only records that end so: `key` of the outcomes of the fact in `GET /kpi/facts`; empty: all of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[validate(length(max = 10), custom(function = "are_paths"))]
    #[cfg_attr(feature = "openapi", schema(max_items = 10))]
    pub only: Vec<String>,
    /// What it is counted in, in the company's words; empty: as the fact has it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[validate(length(max = 20), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 20))]
    pub unit: String,
    /// Who answers for the data: a post or a name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[validate(length(max = 60), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 60))]
    pub data_owner: String,
    /// The dimension that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dimension: Option<Dimension>,
    /// Who marks it, where the source is marks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raters: Option<Raters>,
}

/// The most points that a curve may give: half as many again as are asked.
pub const MOST_POINTS: Decimal = Decimal::from_parts(150, 0, 0, false, 0);
/// The most points that all added points of a scheme may bring together.
pub const MOST_ADDED: Decimal = Decimal::from_parts(20, 0, 0, false, 0);

impl Indicator {
    /// The arithmetic of it.
    pub fn rule(&self) -> scoring::Rule {
        let weight = self.weight.unwrap_or_default();
        let curve = || self.curve.as_ref().map_or(scoring::Curve::up_to(Decimal::ONE_HUNDRED), |curve| curve.rule(&self.names()));
        let kind = match (self.kind, &self.veto) {
            (IndicatorKind::Veto, Some(veto)) => scoring::Kind::Veto { from: veto.from, at_most: veto.at_most },
            (IndicatorKind::Added, _) => scoring::Kind::Added { most: weight, curve: curve() },
            (IndicatorKind::Weighed | IndicatorKind::Veto, _) => scoring::Kind::Weighed { weight, curve: curve() },
        };
        scoring::Rule { measure: self.measure.into(), kind }
    }

    /// What its formula may call the further facts.
    pub fn names(&self) -> Vec<String> {
        self.facts.iter().map(|one| one.name.clone()).collect()
    }

    /// Every fact that it looks at.
    pub fn all_facts(&self) -> impl Iterator<Item = &str> {
        let own = self.fact.as_deref().filter(|_| self.source == IndicatorSource::Facts);
        own.into_iter().chain(self.facts.iter().map(|one| one.fact.as_str()))
    }

    /// Whether records that end so count for it.
    pub fn counts(&self, outcome: Option<&str>) -> bool {
        counts(&self.only, outcome)
    }

    /// What names its values: a fact, or its own key where they are entered.
    pub fn source_key(&self) -> String {
        match self.source {
            IndicatorSource::Facts => self.fact.clone().unwrap_or_default(),
            IndicatorSource::Entered => format!("{ENTERED}{}", self.key),
            IndicatorSource::Scored => format!("{SCORED}{}", self.key),
        }
    }
}

/// Before the key of an indicator whose values are entered.
pub const ENTERED: &str = "entered:";
/// Before the key of an indicator that people mark.
pub const SCORED: &str = "scored:";

/// Whether records that end so are among those that count: all of them where `only` names none.
pub fn counts(only: &[String], outcome: Option<&str>) -> bool {
    only.is_empty() || outcome.is_some_and(|outcome| only.iter().any(|one| one == outcome))
}

pub(super) fn are_paths(paths: &[String]) -> Result<(), ValidationError> {
    if paths.iter().all(|path| (1..=100).contains(&path.len()) && is_key(path).is_ok()) {
        Ok(())
    } else {
        Err(ValidationError::new("word_unknown"))
    }
}

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
        (IndicatorSource::Facts, None) => return Err(at("fact", "required")),
        (IndicatorSource::Entered, _) if matches!(indicator.measure, Measure::Ratio | Measure::Missed) => {
            return Err(at("measure", "measure_unnatural"));
        }
        (IndicatorSource::Entered, _) if indicator.whose != Whose::Own => return Err(at("whose", "whose_entered")),
        (IndicatorSource::Entered | IndicatorSource::Scored, _) if indicator.name.trim().is_empty() => return Err(at("name", "required")),
        (IndicatorSource::Scored, _) if indicator.measure != Measure::Ratio => return Err(at("measure", "measure_unnatural")),
        (IndicatorSource::Scored, _) if indicator.whose != Whose::Own => return Err(at("whose", "whose_entered")),
        (IndicatorSource::Scored, _) if !indicator.raters.as_ref().is_some_and(Raters::fit) => return Err(at("raters", "raters_unsound")),
        (IndicatorSource::Scored, _) if indicator.kind == IndicatorKind::Veto => return Err(at("kind", "field_invalid")),
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
    if !indicator.facts.is_empty() && curve.form() != CurveForm::Formula {
        return Err(at("facts", "formula_facts"));
    }
    let names = indicator.names();
    if names.iter().enumerate().any(|(index, name)| names.iter().take(index).any(|other| other == name)) {
        return Err(at("facts", "formula_name"));
    }
    if let Some(problem) = curve.trouble(&names) {
        let mut error = at("curve", problem.trouble.code());
        error.add_param("at".into(), &problem.at);
        return Err(error);
    }
    let numbers = curve.numbers();
    if numbers.len() > 20 || !numbers.into_iter().all(is_number) || !curve.rule(&names).is_sound(MOST_POINTS) {
        return Err(at("curve", "curve_unsound"));
    }
    Ok(())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn indicator(key: &str, kind: IndicatorKind, weight: i64) -> Indicator {
        Indicator {
            key: key.into(),
            name: String::new(),
            definition: String::new(),
            kind,
            source: IndicatorSource::Facts,
            fact: Some("follow_up.made".into()),
            whose: Whose::Own,
            measure: Measure::Count,
            weight: Some(weight.into()),
            curve: Some(Curve::Linear { floor: Decimal::ZERO, target: Decimal::from(20), ceiling: None }),
            veto: None,
            facts: Vec::new(),
            only: Vec::new(),
            unit: String::new(),
            data_owner: String::new(),
            dimension: None,
            raters: None,
        }
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
        let broken = |one: &mut Indicator| one.curve = Some(Curve::Formula { formula: "100 - luck".into(), most: None });
        let mut one = indicator("a", IndicatorKind::Weighed, 100);
        broken(&mut one);
        let error = is_whole(&one).unwrap_err();
        assert_eq!((error.code.as_ref(), error.params["at"].as_u64()), ("formula_unknown", Some(7)), "the place is told");
        assert_eq!(bad(|one| one.kind = IndicatorKind::Veto).as_deref(), Some("veto"));
        assert_eq!(bad(|one| one.source = IndicatorSource::Entered).as_deref(), Some("name"));
        let entered = |one: &mut Indicator| (one.source, one.measure, one.name) = (IndicatorSource::Entered, Measure::Ratio, "创新".into());
        assert_eq!(bad(entered).as_deref(), Some("measure"));
    }

    /// KPI-04: who marks has a weight, together 100; no more are needed than are asked.
    #[test]
    fn who_marks_adds_up_to_a_hundred() {
        let bad = |raters: Option<Raters>| {
            let mut one = indicator("a", IndicatorKind::Weighed, 100);
            (one.source, one.measure, one.name, one.raters) = (IndicatorSource::Scored, Measure::Ratio, "沟通协作".into(), raters);
            is_whole(&one).err().and_then(|e| e.params.get("field").and_then(|f| f.as_str().map(str::to_owned)))
        };
        assert_eq!(bad(Some(Raters::default())), None);
        assert_eq!(bad(None).as_deref(), Some("raters"));
        assert_eq!(bad(Some(Raters { peers: 49, ..Raters::default() })).as_deref(), Some("raters"));
        assert_eq!(bad(Some(Raters { least: 6, ..Raters::default() })).as_deref(), Some("raters"), "five are asked");
        assert_eq!(bad(Some(Raters { least: 1, ..Raters::default() })).as_deref(), Some("raters"), "one could be told");
    }
}
