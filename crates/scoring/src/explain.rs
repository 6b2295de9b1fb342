//! A score with every number on the way to it (KPI-09).

use crate::{Indicator, ItemKind, Measured, Reading, Record, Scheme, ScoringProblem};
use contract::kpi::Grade;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An item of the scheme, worked out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExplainedItem {
    pub indicator: Indicator,
    pub kind: ItemKind,
    /// As the scheme has it.
    pub weight: Decimal,
    /// With its share of the weights of items that had nothing to measure; absent where it had nothing itself.
    pub effective_weight: Option<Decimal>,
    /// Sums, value and records.
    pub measured: Measured,
    /// 0 to the cap of the rule; absent where there was nothing to measure.
    pub points: Option<Decimal>,
    /// The part of the rule that gave the points.
    pub reading: Option<Reading>,
    /// `effective_weight × points / 100`: what it adds to the total.
    pub contribution: Option<Decimal>,
    /// What it would add more at the cap of its rule: where there is most to gain (KPI-11).
    pub to_gain: Option<Decimal>,
}

/// A score and how it came about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explained {
    pub scheme: String,
    pub scheme_version: i64,
    /// In the order of the scheme.
    pub items: Vec<ExplainedItem>,
    /// The weights of the items that had something to measure.
    pub measured_weight: Decimal,
    /// The weights that were handed to them by the others, in proportion to their own.
    pub handed_weight: Decimal,
    /// The contributions added up, before rounding and cap; absent where no item had anything to measure.
    pub sum: Option<Decimal>,
    /// Rounded half up to one decimal, not above the cap of the scheme.
    pub total: Option<Decimal>,
    pub grade: Option<Grade>,
}

/// Decimals that are kept before the last rounding: division leaves noise far behind them, which must not tip a half.
const KEPT_DECIMALS: u32 = 12;

/// Works out a score from the records of each indicator, by its key. Records of indicators that the scheme does not know are left
/// out; an indicator without an entry has no records.
///
/// # Errors
/// Where the scheme is not sound or a number has more than 28 digits.
pub fn explain(scheme: &Scheme, records: &BTreeMap<String, Vec<Record>>) -> Result<Explained, ScoringProblem> {
    scheme.check()?;
    let mut items = scheme.items.iter().map(|item| worked_out(item, records)).collect::<Result<Vec<_>, _>>()?;
    let weighted = |item: &&ExplainedItem| item.kind == ItemKind::Weighted && item.points.is_some();
    let measured_weight: Decimal = items.iter().filter(weighted).map(|item| item.weight).sum();
    for item in &mut items {
        let weight = match item.kind {
            ItemKind::Weighted => item.weight.checked_mul(Decimal::ONE_HUNDRED).and_then(|w| w.checked_div(measured_weight)),
            ItemKind::Added => Some(item.weight),
        };
        if let (Some(points), Some(weight)) = (item.points, weight) {
            let weight = kept(weight);
            item.effective_weight = Some(weight);
            item.contribution = Some(share(weight, points)?);
            item.to_gain = Some(share(weight, item.indicator.rule.cap - points)?);
        }
    }
    let sum = if measured_weight.is_zero() { None } else { Some(sum(&items, measured_weight)?) };
    let total = sum.map(|sum| rounded(sum).min(scheme.cap).normalize());
    Ok(Explained {
        scheme: scheme.key.clone(),
        scheme_version: scheme.version,
        items,
        measured_weight: measured_weight.normalize(),
        handed_weight: (Decimal::ONE_HUNDRED - measured_weight).normalize(),
        sum,
        total,
        grade: total.map(|total| scheme.thresholds.grade(total)),
    })
}

fn worked_out(item: &crate::Item, records: &BTreeMap<String, Vec<Record>>) -> Result<ExplainedItem, ScoringProblem> {
    let own = records.get(&item.indicator.key).map(Vec::as_slice).unwrap_or_default();
    let measured = item.indicator.measure.of(own)?;
    let scored = measured.value.map(|value| item.indicator.rule.points(value)).transpose()?;
    Ok(ExplainedItem {
        indicator: item.indicator.clone(),
        kind: item.kind,
        weight: item.weight,
        effective_weight: None,
        measured,
        points: scored.map(|(points, _)| points),
        reading: scored.map(|(_, reading)| reading),
        contribution: None,
        to_gain: None,
    })
}

/// The weighted mean of the points, with one division at the end, and the added points.
fn sum(items: &[ExplainedItem], measured_weight: Decimal) -> Result<Decimal, ScoringProblem> {
    let mut products: Vec<(ItemKind, Decimal)> = Vec::new();
    for item in items {
        if let Some(points) = item.points {
            products.push((item.kind, item.weight.checked_mul(points).ok_or(ScoringProblem::Overflow)?));
        }
    }
    let add = |kind: ItemKind, by: Decimal| {
        // In the order of size, so that the order of the items cannot show in the last digit.
        let mut of_kind: Vec<Decimal> = products.iter().filter(|(k, _)| *k == kind).map(|(_, product)| *product).collect();
        of_kind.sort_unstable();
        let sum = of_kind.into_iter().try_fold(Decimal::ZERO, Decimal::checked_add)?;
        sum.checked_div(by)
    };
    let weighted = add(ItemKind::Weighted, measured_weight);
    let added = add(ItemKind::Added, Decimal::ONE_HUNDRED);
    weighted.zip(added).and_then(|(weighted, added)| weighted.checked_add(added)).map(kept).ok_or(ScoringProblem::Overflow)
}

fn share(weight: Decimal, points: Decimal) -> Result<Decimal, ScoringProblem> {
    weight.checked_mul(points).and_then(|product| product.checked_div(Decimal::ONE_HUNDRED)).map(kept).ok_or(ScoringProblem::Overflow)
}

fn kept(number: Decimal) -> Decimal {
    number.round_dp_with_strategy(KEPT_DECIMALS, RoundingStrategy::MidpointAwayFromZero).normalize()
}

/// Half up to one decimal.
fn rounded(sum: Decimal) -> Decimal {
    sum.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero)
}
