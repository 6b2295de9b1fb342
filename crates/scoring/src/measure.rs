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

/// How far the measured period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// Records may still come.
    Running,
    /// No more records will come.
    Over,
}

/// How records become a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// All values by all weights, in percent. With a weight of 100 on each record this is the mean of percentages.
    Ratio,
    /// All values added up.
    Count,
}

impl Measure {
    /// The measured value; `None` where there is nothing to measure: a ratio of nothing, or a count that nothing has been
    /// added to while more may come. Once the period is over, a count of nothing is zero.
    pub fn of(self, parts: &[Part], period: Period) -> Option<Decimal> {
        let value: Decimal = parts.iter().map(|p| p.value).sum();
        match self {
            Self::Ratio => quotient(value.saturating_mul(Decimal::ONE_HUNDRED), parts.iter().map(|p| p.weight).sum()),
            Self::Count if parts.is_empty() && period == Period::Running => None,
            Self::Count => Some(value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{rounded, whole};

    fn part(value: u32, weight: u32) -> Part {
        Part { value: whole(value), weight: whole(weight) }
    }

    #[test]
    fn a_ratio_is_all_values_by_all_weights() {
        let two_of_three = [part(1, 1), part(0, 1), part(1, 1)];
        assert_eq!(Measure::Ratio.of(&two_of_three, Period::Running).map(rounded), Some(Decimal::new(667, 1)));
        let completeness = [part(85, 100), part(60, 100)];
        assert_eq!(Measure::Ratio.of(&completeness, Period::Over), Some(Decimal::new(725, 1)));
    }

    #[test]
    fn a_ratio_of_nothing_is_nothing_even_when_the_period_is_over() {
        assert_eq!(Measure::Ratio.of(&[], Period::Over), None);
        assert_eq!(Measure::Ratio.of(&[part(1, 0)], Period::Over), None);
    }

    #[test]
    fn a_count_of_nothing_is_zero_only_when_the_period_is_over() {
        assert_eq!(Measure::Count.of(&[], Period::Running), None);
        assert_eq!(Measure::Count.of(&[], Period::Over), Some(Decimal::ZERO));
        assert_eq!(Measure::Count.of(&[part(1, 1), part(1, 1)], Period::Running), Some(whole(2)));
    }
}
