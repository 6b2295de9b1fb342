//! How a measured value becomes points (KPI-01).

use super::indicators::Measure;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use validator::{Validate, ValidationError};

vocabulary! {
    /// The forms of a scoring curve.
    CurveForm as "curve" {
        /// In proportion between floor and target, and on to the ceiling.
        Linear = "linear",
        /// So many points from each step on.
        Steps = "steps",
        /// So many points less for each occurrence.
        Deduction = "deduction",
        /// What a formula comes to.
        Formula = "formula",
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
    /// What a formula comes to, from none up to `most`. It knows `value`, the measured value, of the records `count`, `sum`, `due` (their
    /// weights), `missed` and `most`, and the working days `days` of `workdays`; `+ - * / ( )`, comparisons, `if(…, …, …)`, `min`, `max`,
    /// `round`, and the names of the indicator's further `facts`. What is divided by zero is zero.
    Formula {
        #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 300, example = "if(missed > 3, 0, 100 - missed * 10)"))]
        formula: String,
        /// Absent: 100.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 6, pattern = r"^\d{1,3}(\.\d{1,2})?$", example = "100"))]
        most: Option<Decimal>,
    },
}

impl Curve {
    /// Which form it is.
    pub fn form(&self) -> CurveForm {
        match self {
            Self::Linear { .. } => CurveForm::Linear,
            Self::Steps { .. } => CurveForm::Steps,
            Self::Deduction { .. } => CurveForm::Deduction,
            Self::Formula { .. } => CurveForm::Formula,
        }
    }

    /// The arithmetic of it; `names` are those of further facts that a formula may use.
    pub fn rule(&self, names: &[String]) -> scoring::Curve {
        match self {
            Self::Linear { floor, target, ceiling } => {
                scoring::Curve::Linear { floor: *floor, target: *target, ceiling: ceiling.unwrap_or(*target) }
            }
            Self::Steps { falling, steps } => scoring::Curve::Steps {
                falling: *falling,
                steps: steps.iter().map(|step| scoring::Step { bound: step.bound, points: step.points }).collect(),
            },
            Self::Deduction { each } => scoring::Curve::Deduction { each: *each },
            Self::Formula { formula, most } => scoring::Curve::Formula {
                formula: scoring::Formula::parse_naming(formula, names).unwrap_or_else(|_| scoring::Formula::nothing()),
                most: most.unwrap_or(Decimal::ONE_HUNDRED),
                presence: scoring::Presence::FULL,
            },
        }
    }

    pub(super) fn numbers(&self) -> Vec<Decimal> {
        match self {
            Self::Linear { floor, target, ceiling } => [*floor, *target].into_iter().chain(*ceiling).collect(),
            Self::Steps { steps, .. } => steps.iter().flat_map(|step| [step.bound, step.points]).collect(),
            Self::Deduction { each } => vec![*each],
            Self::Formula { most, .. } => most.iter().copied().collect(),
        }
    }

    /// What is wrong with the formula, and at which character.
    pub fn trouble(&self, names: &[String]) -> Option<scoring::formula::Problem> {
        match self {
            Self::Formula { formula, .. } => scoring::Formula::parse_naming(formula, names).err(),
            Self::Linear { .. } | Self::Steps { .. } | Self::Deduction { .. } => None,
        }
    }
}

/// A further fact that the formula of an indicator uses under a name of the company's: a number, measured over the same people (KPI-01).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NamedFact {
    /// One word that the formula language does not know yet.
    #[validate(custom(function = "is_free"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 20, example = "kept"))]
    pub name: String,
    /// A fact of `GET /kpi/facts`.
    #[validate(length(max = 100), custom(function = "crate::values::is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "follow_up.kept"))]
    pub fact: String,
    pub measure: Measure,
    /// Only records that end so, as for the indicator itself; empty: all of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[validate(length(max = 10), custom(function = "super::indicators::are_paths"))]
    #[cfg_attr(feature = "openapi", schema(max_items = 10))]
    pub only: Vec<String>,
}

fn is_free(name: &str) -> Result<(), ValidationError> {
    if scoring::formula::is_free_name(name) { Ok(()) } else { Err(ValidationError::new("formula_name")) }
}

/// The most further facts of an indicator.
pub const MOST_FACTS: usize = 4;
