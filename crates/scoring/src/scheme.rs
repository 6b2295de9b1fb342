//! From the points of the items to the score.

use crate::{Curve, Inputs, Measure, Part, Period, Presence, quotient, rounded};
use rust_decimal::Decimal;

/// The rule of an item of a scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    pub measure: Measure,
    pub kind: Kind,
}

/// What an item does to the score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It is worth so much of the 100 (KPI-03).
    Weighed { weight: Decimal, curve: Curve },
    /// Added points: 100 points of the curve add `most` to the score, beyond the 100 of the others (KPI-03).
    Added { most: Decimal, curve: Curve },
    /// Where the value reaches `from`, the score is at most `at_most`, whatever else was reached.
    Veto { from: Decimal, at_most: Decimal },
}

impl Rule {
    /// The rule as it is for somebody who was there for a part of the period. What is added is never asked for, so it stays.
    #[must_use]
    pub fn scaled(&self, presence: Presence) -> Self {
        let kind = match &self.kind {
            // A formula is always told the days, whatever it measures.
            Kind::Weighed { weight, curve: curve @ Curve::Formula { .. } } => {
                Kind::Weighed { weight: *weight, curve: curve.scaled(presence) }
            }
            Kind::Added { most, curve: curve @ Curve::Formula { .. } } => Kind::Added { most: *most, curve: curve.scaled(presence) },
            _ if presence.is_full() || !self.measure.grows_with_time() => return self.clone(),
            Kind::Weighed { weight, curve } => Kind::Weighed { weight: *weight, curve: curve.scaled(presence) },
            kind @ (Kind::Added { .. } | Kind::Veto { .. }) => kind.clone(),
        };
        Self { measure: self.measure, kind }
    }

    /// The rule for one of several parts of the days that somebody was there (KPI-05). The most that is added is shared by days; so what
    /// earns all of it is a share too.
    #[must_use]
    pub fn shared(&self, share: Presence) -> Self {
        match &self.kind {
            Kind::Added { curve: Curve::Formula { .. }, .. } => self.clone(),
            Kind::Added { most, curve } if self.measure.grows_with_time() && !share.is_full() => {
                Self { measure: self.measure, kind: Kind::Added { most: *most, curve: curve.scaled(share) } }
            }
            Kind::Weighed { .. } | Kind::Added { .. } | Kind::Veto { .. } => self.clone(),
        }
    }

    /// The rule with what the further facts of its formula come to.
    #[must_use]
    pub fn knowing(&self, facts: &[Option<Decimal>]) -> Self {
        let kind = match &self.kind {
            Kind::Weighed { weight, curve } => Kind::Weighed { weight: *weight, curve: curve.knowing(facts) },
            Kind::Added { most, curve } => Kind::Added { most: *most, curve: curve.knowing(facts) },
            veto @ Kind::Veto { .. } => veto.clone(),
        };
        Self { measure: self.measure, kind }
    }

    /// The measured value. A formula over further facts has something to count with as soon as one of them has: then what is not there
    /// counts as zero.
    pub fn value(&self, inputs: &Inputs, period: Period) -> Option<Decimal> {
        let knows = || match &self.kind {
            Kind::Weighed { curve: Curve::Formula { formula, .. }, .. } | Kind::Added { curve: Curve::Formula { formula, .. }, .. } => {
                formula.named().any(|(_, fact)| fact.is_some())
            }
            _ => false,
        };
        self.measure.of(inputs, period).or_else(|| knows().then_some(Decimal::ZERO))
    }

    /// What comes of a value and the sums behind it.
    pub fn item(&self, value: Option<Decimal>, inputs: &Inputs) -> Item {
        match &self.kind {
            Kind::Weighed { weight, curve } => Item { share: Share::Weight(*weight), points: value.map(|v| curve.points(v, inputs)) },
            Kind::Added { most, curve } => Item { share: Share::Added(*most), points: value.map(|v| curve.points(v, inputs)) },
            Kind::Veto { from, at_most } => {
                let points = value.map(|v| if v >= *from { Decimal::ZERO } else { Decimal::ONE_HUNDRED });
                Item { share: Share::Limit(*at_most), points }
            }
        }
    }
}

/// What an item can do to the score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// So much of the 100.
    Weight(Decimal),
    /// So much beyond the 100.
    Added(Decimal),
    /// Keeps the score at or below this, where the item has no points.
    Limit(Decimal),
}

/// An item of a scheme with what was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    pub share: Share,
    /// What the curve gave, 100 for the target; `None` where there was nothing to measure. A veto gives 100, or none where it falls.
    pub points: Option<Decimal>,
}

impl Item {
    /// What the item brings to the score: its points' share of its weight, one decimal. 66.7 points of a weight of 40 bring 26.7.
    /// Counted from the points as they are told, so that it can be followed on paper. A veto brings nothing.
    pub fn score(&self) -> Option<Decimal> {
        let of = match self.share {
            Share::Weight(weight) => weight,
            Share::Added(most) => most,
            Share::Limit(_) => return None,
        };
        let share = rounded(self.points?).saturating_mul(of);
        let score = quotient(share, Decimal::ONE_HUNDRED).map(rounded)?;
        Some(if matches!(self.share, Share::Added(_)) { rounded(score.min(of)) } else { score })
    }

    /// The score that a fallen veto allows.
    pub fn limit(&self) -> Option<Decimal> {
        match self.share {
            Share::Limit(at_most) if self.points == Some(Decimal::ZERO) => Some(at_most),
            _ => None,
        }
    }

    fn weight(&self) -> Option<Decimal> {
        match self.share {
            Share::Weight(weight) if self.points.is_some() => Some(weight),
            _ => None,
        }
    }
}

/// How the items add up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    /// All scores of weighed items, as told.
    pub reached: Decimal,
    /// The weights of the items that could be measured.
    pub possible: Decimal,
    /// What was reached of 100, one decimal; more than 100 where items went beyond their targets.
    pub uncapped: Decimal,
    /// Added points, one decimal.
    pub added: Decimal,
    /// What a fallen veto allows at most; the lowest of several.
    pub limit: Option<Decimal>,
    /// One decimal: 0 to 100, and the added points beyond.
    pub score: Decimal,
}

/// The score: what was reached of what could be measured, of 100. An item without anything to measure so hands its weight to the
/// others in proportion to theirs; `None` where none has anything. Added up from the item scores as they are told, so that the
/// sum can be followed on paper. More than 100, by items beyond their target, counts as 100; added points come on top, a fallen veto last.
pub fn total(items: &[Item]) -> Option<Total> {
    let measured = || items.iter().filter(|item| item.weight().is_some());
    let reached: Decimal = measured().filter_map(Item::score).sum();
    let possible: Decimal = measured().filter_map(Item::weight).sum();
    let uncapped = rounded(quotient(reached.saturating_mul(Decimal::ONE_HUNDRED), possible)?);
    let added: Decimal = items.iter().filter(|item| matches!(item.share, Share::Added(_))).filter_map(Item::score).sum();
    let limit = items.iter().filter_map(Item::limit).min();
    let whole = uncapped.min(Decimal::ONE_HUNDRED).saturating_add(added);
    let score = rounded(limit.map_or(whole, |limit| whole.min(limit)));
    Some(Total { reached, possible, uncapped, added: rounded(added), limit, score })
}

/// The items that rules make of the records' sums, in their order.
pub fn items(rules: &[Rule], inputs: &[Inputs], period: Period, presence: Presence) -> Vec<Item> {
    let item = |(rule, inputs): (&Rule, &Inputs)| {
        let rule = rule.scaled(presence);
        rule.item(rule.value(inputs, period), inputs)
    };
    rules.iter().zip(inputs).map(item).collect()
}

/// What would raise the score (KPI-11).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gain {
    /// Which item, counted from zero.
    pub item: usize,
    /// Points of the score that one more record done well would bring; none where a record more changes nothing.
    pub one_more: Decimal,
    /// Points of the score that reaching the target would bring.
    pub at_target: Decimal,
}

/// What each item could still bring, the most first; items that can bring nothing are left out.
pub fn gains(rules: &[Rule], inputs: &[Inputs], period: Period, presence: Presence) -> Vec<Gain> {
    let rules: Vec<Rule> = rules.iter().map(|rule| rule.scaled(presence)).collect();
    gains_over(&rules, inputs, &items(&rules, inputs, period, Presence::FULL), period)
}

/// The same over items as they came out by rules of this person already.
pub fn gains_over(rules: &[Rule], inputs: &[Inputs], now: &[Item], period: Period) -> Vec<Gain> {
    let score = |items: &[Item]| total(items).map_or(Decimal::ZERO, |total| total.score);
    let base = score(now);
    let with = |at: usize, item: Item| {
        let mut better = now.to_vec();
        if let Some(one) = better.get_mut(at) {
            *one = item;
        }
        (score(&better) - base).max(Decimal::ZERO)
    };
    let gain = |(at, (rule, inputs)): (usize, (&Rule, &Inputs))| {
        let item = now.get(at)?;
        if matches!(item.share, Share::Limit(_)) {
            return None;
        }
        let one_more = match rule.measure {
            Measure::Ratio | Measure::Count | Measure::Sum => {
                let usual = quotient(inputs.weight, inputs.count.into()).unwrap_or(Decimal::ONE);
                let more = inputs.with(Part { value: usual, weight: usual });
                with(at, rule.item(rule.value(&more, period), &more))
            }
            Measure::Missed | Measure::Mean | Measure::Max => Decimal::ZERO,
        };
        let reached = item.points.is_some_and(|points| points >= Decimal::ONE_HUNDRED);
        let at_target = if reached { Decimal::ZERO } else { with(at, Item { points: Some(Decimal::ONE_HUNDRED), ..*item }) };
        (one_more > Decimal::ZERO || at_target > Decimal::ZERO).then_some(Gain { item: at, one_more, at_target })
    };
    let mut gains: Vec<Gain> = rules.iter().zip(inputs).enumerate().filter_map(gain).collect();
    gains.sort_by_key(|gain| std::cmp::Reverse((gain.at_target, gain.one_more)));
    gains
}

/// Whether the weights of a scheme are positive and add to 100 (KPI-03).
pub fn is_complete(weights: impl IntoIterator<Item = Decimal>) -> bool {
    let mut sum = Decimal::ZERO;
    for weight in weights {
        if weight <= Decimal::ZERO {
            return false;
        }
        sum = sum.saturating_add(weight);
    }
    sum == Decimal::ONE_HUNDRED
}

#[cfg(test)]
mod tests;
