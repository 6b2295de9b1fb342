//! A scheme: which indicators a post is appraised by, with what weight (KPI-03), and which total earns which grade (KPI-07).

use crate::{Measure, Rule, ScoringProblem};
use contract::kpi::Grade;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What is measured and how it is scored (KPI-01).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    /// `follow_ups_kept`, …
    pub key: String,
    pub measure: Measure,
    pub rule: Rule,
}

/// How an item counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// One of those that make up the 100.
    #[default]
    Weighted,
    /// Added points on top, such as for innovation: `weight` is the most that it adds.
    Added,
}

/// An indicator in a scheme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub indicator: Indicator,
    pub weight: Decimal,
    #[serde(default)]
    pub kind: ItemKind,
}

/// The totals from which a grade is earned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thresholds {
    pub excellent: Decimal,
    pub good: Decimal,
    pub qualified: Decimal,
}

impl Default for Thresholds {
    /// 90, 80, 60.
    fn default() -> Self {
        Self { excellent: Decimal::from(90), good: Decimal::from(80), qualified: Decimal::from(60) }
    }
}

impl Thresholds {
    /// The grade of a total (KPI-07).
    pub fn grade(&self, total: Decimal) -> Grade {
        if total >= self.excellent {
            Grade::Excellent
        } else if total >= self.good {
            Grade::Good
        } else if total >= self.qualified {
            Grade::Qualified
        } else {
            Grade::Unqualified
        }
    }
}

/// The indicators of a post with their weights. A change makes a new version, so that past results stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scheme {
    pub key: String,
    pub version: i64,
    pub items: Vec<Item>,
    #[serde(default)]
    pub thresholds: Thresholds,
    /// The highest total; what goes beyond is cut off.
    #[serde(default = "hundred")]
    pub cap: Decimal,
}

fn hundred() -> Decimal {
    Decimal::ONE_HUNDRED
}

impl Scheme {
    /// Whether the scheme can be put in force.
    ///
    /// # Errors
    /// Names the first rule that it breaks: weights above zero that add to exactly 100, no indicator twice, sound curves, falling
    /// thresholds.
    pub fn check(&self) -> Result<(), ScoringProblem> {
        let mut known = BTreeSet::new();
        let mut sum = Decimal::ZERO;
        for item in &self.items {
            let indicator = || item.indicator.key.clone();
            if !known.insert(item.indicator.key.as_str()) {
                return Err(ScoringProblem::IndicatorTwice { indicator: indicator() });
            }
            if item.weight <= Decimal::ZERO {
                return Err(ScoringProblem::WeightNotPositive { indicator: indicator() });
            }
            if !item.indicator.rule.is_sound() {
                return Err(ScoringProblem::CurveInvalid { indicator: indicator() });
            }
            if item.kind == ItemKind::Weighted {
                sum = sum.checked_add(item.weight).ok_or(ScoringProblem::Overflow)?;
            }
        }
        if sum.is_zero() {
            return Err(ScoringProblem::SchemeEmpty);
        }
        if sum != Decimal::ONE_HUNDRED {
            return Err(ScoringProblem::WeightsNotHundred { sum: sum.normalize().to_string() });
        }
        let Thresholds { excellent, good, qualified } = self.thresholds;
        if excellent > good && good > qualified && qualified >= Decimal::ZERO && self.cap > Decimal::ZERO {
            Ok(())
        } else {
            Err(ScoringProblem::ThresholdsInvalid)
        }
    }
}
