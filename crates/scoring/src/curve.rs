//! From a measured value to points: 100 for what is asked, fewer for less.

use crate::quotient;
use rust_decimal::Decimal;

/// The scoring rule of an indicator (KPI-01).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Curve {
    /// No points up to `floor`, 100 at `target`, in proportion between. Beyond the target the line goes on to `ceiling`, where
    /// it ends. A target below the floor reads the same way for values of which fewer are better.
    Linear { floor: Decimal, target: Decimal, ceiling: Decimal },
    /// The points of the highest step reached, from high to low: `(from this value, points)`; below the last one none.
    Steps(&'static [(Decimal, Decimal)]),
    /// 100 points less so many for each occurrence, never below none.
    Deduction { each: Decimal },
}

impl Curve {
    /// In proportion from nothing to the target, and nothing more beyond it.
    pub const fn up_to(target: Decimal) -> Self {
        Self::Linear { floor: Decimal::ZERO, target, ceiling: target }
    }

    /// The points of a value; never negative, exact.
    pub fn points(&self, value: Decimal) -> Decimal {
        match *self {
            Self::Linear { floor, target, ceiling } => linear(value, floor, target, ceiling),
            Self::Steps(steps) => band(value, steps, Decimal::ZERO),
            Self::Deduction { each } => (Decimal::ONE_HUNDRED - value.saturating_mul(each)).clamp(Decimal::ZERO, Decimal::ONE_HUNDRED),
        }
    }

    /// The most points the curve gives.
    pub fn most(&self) -> Decimal {
        match *self {
            Self::Linear { ceiling, .. } => self.points(ceiling),
            Self::Steps(steps) => steps.iter().map(|(_, points)| *points).max().unwrap_or_default(),
            Self::Deduction { .. } => Decimal::ONE_HUNDRED,
        }
    }
}

fn linear(value: Decimal, floor: Decimal, target: Decimal, ceiling: Decimal) -> Decimal {
    let within = value.clamp(floor.min(ceiling), floor.max(ceiling));
    match quotient((within - floor).saturating_mul(Decimal::ONE_HUNDRED), target - floor) {
        Some(points) => points.max(Decimal::ZERO),
        // Floor and target are one: reached or not.
        None if value >= target => Decimal::ONE_HUNDRED,
        None => Decimal::ZERO,
    }
}

/// What belongs to the highest bound that the value reaches, bounds from high to low; `below` where it reaches none.
pub fn band<T: Copy>(value: Decimal, bounds: &[(Decimal, T)], below: T) -> T {
    bounds.iter().find(|(from, _)| value >= *from).map_or(below, |(_, what)| *what)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{rounded, whole};
    use proptest::prelude::*;

    const QUARTER: Curve = Curve::Linear { floor: whole(25), target: whole(100), ceiling: whole(100) };
    const PLAN: Curve = Curve::Linear { floor: Decimal::ZERO, target: whole(100), ceiling: whole(120) };
    const STEPS: Curve = Curve::Steps(&[(whole(95), whole(100)), (whole(80), whole(60))]);

    #[test]
    fn between_floor_and_target_points_are_in_proportion() {
        // Two of three: (66.67 - 25) / (100 - 25) = 55.6.
        assert_eq!(rounded(QUARTER.points(Decimal::new(6667, 2))), Decimal::new(556, 1));
        assert_eq!(QUARTER.points(whole(25)), Decimal::ZERO);
        assert_eq!(QUARTER.points(whole(10)), Decimal::ZERO);
        assert_eq!(Curve::up_to(whole(20)).points(whole(1)), whole(5));
        assert_eq!(Curve::up_to(whole(20)).points(whole(30)), whole(100));
    }

    #[test]
    fn beyond_the_target_the_line_goes_on_to_the_ceiling() {
        assert_eq!(PLAN.points(whole(110)), whole(110));
        assert_eq!(PLAN.points(whole(150)), whole(120));
        assert_eq!(PLAN.most(), whole(120));
    }

    #[test]
    fn where_fewer_are_better_the_line_falls() {
        // Days late: none is 100 points, ten or more are none, three are 70.
        let late = Curve::Linear { floor: whole(10), target: Decimal::ZERO, ceiling: Decimal::ZERO };
        assert_eq!([0, 3, 10, 12].map(|days| late.points(whole(days))), [100, 70, 0, 0].map(whole));
    }

    #[test]
    fn a_floor_that_is_the_target_is_all_or_nothing() {
        let held = Curve::Linear { floor: Decimal::ONE, target: Decimal::ONE, ceiling: Decimal::ONE };
        assert_eq!([0, 1, 2].map(|n| held.points(whole(n))), [0, 100, 100].map(whole));
    }

    #[test]
    fn steps_give_the_points_of_the_highest_one_reached() {
        assert_eq!([96, 95, 94, 80, 79].map(|v| STEPS.points(whole(v))), [100, 100, 60, 60, 0].map(whole));
    }

    #[test]
    fn each_occurrence_deducts_and_never_below_none() {
        let complaint = Curve::Deduction { each: whole(15) };
        assert_eq!([0, 1, 6, 7, 40].map(|n| complaint.points(whole(n))), [100, 85, 10, 0, 0].map(whole));
    }

    fn number() -> impl Strategy<Value = Decimal> {
        (0u32..1_000_000).prop_map(|n| Decimal::from(n) / Decimal::ONE_HUNDRED)
    }

    proptest! {
        /// More is never worth less, and points stay between none and the most.
        #[test]
        fn a_rising_line_never_falls(a in number(), b in number(), floor in number(), rise in number(), above in number()) {
            let target = floor + rise;
            let curve = Curve::Linear { floor, target, ceiling: target + above };
            let (low, high) = (a.min(b), a.max(b));
            prop_assert!(curve.points(low) <= curve.points(high));
            prop_assert!(curve.points(low) >= Decimal::ZERO && curve.points(high) <= curve.most());
        }

        /// The target is worth 100 whatever the line.
        #[test]
        fn the_target_is_worth_a_hundred(floor in number(), rise in number(), above in number()) {
            let target = floor + rise;
            prop_assert_eq!(rounded(Curve::Linear { floor, target, ceiling: target + above }.points(target)), whole(100));
        }

        #[test]
        fn a_deduction_stays_between_none_and_a_hundred(count in number(), each in number()) {
            let points = Curve::Deduction { each }.points(count);
            prop_assert!(points >= Decimal::ZERO && points <= Decimal::ONE_HUNDRED);
        }
    }
}
