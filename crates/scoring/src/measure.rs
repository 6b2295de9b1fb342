//! From records to one measured value.

use crate::quotient;
use rust_decimal::Decimal;

/// What one record contributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// To the numerator.
    pub value: Decimal,
    /// To the denominator.
    pub weight: Decimal,
}

/// All that a measure needs to know of the records: sums, so that they can be sent instead of the records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Inputs {
    /// How many records.
    pub count: u32,
    /// All values.
    pub value: Decimal,
    /// All weights.
    pub weight: Decimal,
    /// The largest value.
    pub most: Decimal,
}

impl Inputs {
    /// The sums of these records.
    pub fn of(parts: &[Part]) -> Self {
        parts.iter().fold(Self::default(), |sums, part| sums.with(*part))
    }

    /// So many records that are all alike.
    pub fn same(count: u32, part: Part) -> Self {
        let times = |each: Decimal| each.saturating_mul(count.into());
        Self { count, value: times(part.value), weight: times(part.weight), most: if count == 0 { Decimal::ZERO } else { part.value } }
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            count: self.count.saturating_add(other.count),
            value: self.value.saturating_add(other.value),
            weight: self.weight.saturating_add(other.weight),
            most: match (self.count, other.count) {
                (_, 0) => self.most,
                (0, _) => other.most,
                _ => self.most.max(other.most),
            },
        }
    }

    /// With one record more.
    #[must_use]
    pub fn with(self, part: Part) -> Self {
        Self {
            count: self.count.saturating_add(1),
            value: self.value.saturating_add(part.value),
            weight: self.weight.saturating_add(part.weight),
            most: if self.count == 0 { part.value } else { self.most.max(part.value) },
        }
    }
}

/// How far the measured period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// Records may still come.
    Running,
    /// No more records will come.
    Over,
}

/// For how many of its working days somebody belonged to the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Presence {
    pub worked: u32,
    pub of: u32,
}

impl Presence {
    /// The whole period.
    pub const FULL: Self = Self { worked: 1, of: 1 };

    /// Whether nothing is missing.
    pub fn is_full(self) -> bool {
        self.worked >= self.of
    }

    /// What of an amount falls to the days worked, to two decimals, half up.
    pub fn of(self, amount: Decimal) -> Decimal {
        if self.is_full() {
            return amount;
        }
        let share = quotient(amount.saturating_mul(self.worked.into()), self.of.into()).unwrap_or(amount);
        share.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero).normalize()
    }
}

/// How records become a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// All values by all weights, in percent. With a weight of 100 on each record this is the mean of percentages.
    Ratio,
    /// The number of records.
    Count,
    /// What is missing in all records together: weights less values. Of records that are kept or not, those that are not.
    Missed,
    /// All values added up.
    Sum,
    /// The mean of the values.
    Mean,
    /// The largest value.
    Max,
}

impl Measure {
    /// The measured value; `None` where there is nothing to measure: a ratio, mean or largest of nothing, or a number to which
    /// nothing has been added while more may come. Once the period is over, a number of nothing is zero.
    pub fn of(self, inputs: &Inputs, period: Period) -> Option<Decimal> {
        let nothing_yet = inputs.count == 0 && period == Period::Running;
        match self {
            Self::Ratio => quotient(inputs.value.saturating_mul(Decimal::ONE_HUNDRED), inputs.weight),
            Self::Mean => quotient(inputs.value, inputs.count.into()),
            Self::Max => (inputs.count > 0).then_some(inputs.most),
            Self::Count | Self::Missed | Self::Sum if nothing_yet => None,
            Self::Count => Some(inputs.count.into()),
            Self::Missed => Some((inputs.weight - inputs.value).max(Decimal::ZERO)),
            Self::Sum => Some(inputs.value),
        }
    }

    /// Whether more time brings more of it: then somebody who was there for a part of the period is asked for a part (KPI-05).
    pub fn grows_with_time(self) -> bool {
        matches!(self, Self::Count | Self::Sum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{rounded, whole};
    use proptest::prelude::*;

    fn part(value: u32, weight: u32) -> Part {
        Part { value: whole(value), weight: whole(weight) }
    }

    fn of(measure: Measure, parts: &[Part], period: Period) -> Option<Decimal> {
        measure.of(&Inputs::of(parts), period)
    }

    #[test]
    fn a_ratio_is_all_values_by_all_weights() {
        let two_of_three = [part(1, 1), part(0, 1), part(1, 1)];
        assert_eq!(of(Measure::Ratio, &two_of_three, Period::Running).map(rounded), Some(Decimal::new(667, 1)));
        let completeness = [part(85, 100), part(60, 100)];
        assert_eq!(of(Measure::Ratio, &completeness, Period::Over), Some(Decimal::new(725, 1)));
    }

    #[test]
    fn a_ratio_of_nothing_is_nothing_even_when_the_period_is_over() {
        assert_eq!(of(Measure::Ratio, &[], Period::Over), None);
        assert_eq!(of(Measure::Ratio, &[part(1, 0)], Period::Over), None);
        assert_eq!(of(Measure::Mean, &[], Period::Over), None);
        assert_eq!(of(Measure::Max, &[], Period::Over), None);
    }

    #[test]
    fn a_number_of_nothing_is_zero_only_when_the_period_is_over() {
        for measure in [Measure::Count, Measure::Missed, Measure::Sum] {
            assert_eq!(of(measure, &[], Period::Running), None);
            assert_eq!(of(measure, &[], Period::Over), Some(Decimal::ZERO));
        }
        assert_eq!(of(Measure::Count, &[part(1, 1), part(1, 1)], Period::Running), Some(whole(2)));
    }

    #[test]
    fn the_same_records_are_measured_in_six_ways() {
        // Three cases, one of them late; the marks were 5, 0 and 4.
        let marks = [part(5, 5), part(0, 5), part(4, 5)];
        let told = |measure| of(measure, &marks, Period::Over).map(|v| v.normalize().to_string());
        let all = [Measure::Ratio, Measure::Count, Measure::Missed, Measure::Sum, Measure::Mean, Measure::Max];
        assert_eq!(all.map(told), ["60", "3", "6", "9", "3", "5"].map(|v| Some(v.to_owned())));
    }

    #[test]
    fn a_part_of_the_days_is_a_part_of_the_amount() {
        let ten = Presence { worked: 10, of: 21 };
        assert_eq!(ten.of(whole(20)), Decimal::new(952, 2));
        assert_eq!(ten.of(whole(1)), Decimal::new(48, 2));
        assert_eq!(Presence::FULL.of(whole(20)), whole(20));
        assert_eq!(Presence { worked: 0, of: 0 }.of(whole(20)), whole(20), "a month without working days asks for all");
    }

    proptest! {
        #[test]
        fn the_order_of_records_does_not_matter(parts in proptest::collection::vec((0u32..500, 0u32..500), 0..12)) {
            let parts: Vec<Part> = parts.into_iter().map(|(v, w)| part(v, w)).collect();
            let backwards: Vec<Part> = parts.iter().rev().copied().collect();
            prop_assert_eq!(Inputs::of(&parts), Inputs::of(&backwards));
        }

        #[test]
        fn records_that_are_alike_need_not_be_added_one_by_one(count in 0u32..50, value in 0u32..500, weight in 0u32..500) {
            let part = part(value, weight);
            prop_assert_eq!(Inputs::same(count, part), Inputs::of(&vec![part; count as usize]));
        }

        /// Records can be added up in parts, wherever they are cut.
        #[test]
        fn sums_of_parts_are_the_sum(parts in proptest::collection::vec((0u32..500, 0u32..500), 0..12), cut in 0usize..12) {
            let parts: Vec<Part> = parts.into_iter().map(|(v, w)| part(v, w)).collect();
            let (some, others) = parts.split_at(cut.min(parts.len()));
            prop_assert_eq!(Inputs::of(some).and(Inputs::of(others)), Inputs::of(&parts));
        }
    }
}
