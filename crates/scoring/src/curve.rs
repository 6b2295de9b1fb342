//! From a measured value to points: 100 for what is asked, fewer for less.

use crate::{Formula, Given, Inputs, Presence, quotient};
use rust_decimal::Decimal;

/// The scoring rule of an indicator (KPI-01).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Curve {
    /// No points up to `floor`, 100 at `target`, in proportion between. Beyond the target the line goes on to `ceiling`, where
    /// it ends. A target below the floor reads the same way for values of which fewer are better.
    Linear { floor: Decimal, target: Decimal, ceiling: Decimal },
    /// The points of the best step reached; none where none is. The order of the steps does not matter.
    Steps { falling: bool, steps: Vec<Step> },
    /// 100 points less so many for each occurrence, never below none.
    Deduction { each: Decimal },
    /// What the formula comes to, from none up to `most`; it knows the days of presence that the curve was scaled by.
    Formula { formula: Formula, most: Decimal, presence: Presence },
}

/// A step: the points of every value from `bound` on, or up to it where fewer are better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    pub bound: Decimal,
    pub points: Decimal,
}

impl Curve {
    /// In proportion from nothing to the target, and nothing more beyond it.
    pub const fn up_to(target: Decimal) -> Self {
        Self::Linear { floor: Decimal::ZERO, target, ceiling: target }
    }

    /// The points of a value and of the sums it comes from; never negative, exact.
    pub fn points(&self, value: Decimal, inputs: &Inputs) -> Decimal {
        match self {
            Self::Formula { formula, most, .. } => {
                self.given(value, inputs).map_or(Decimal::ZERO, |given| formula.value(&given)).clamp(Decimal::ZERO, *most)
            }
            Self::Linear { floor, target, ceiling } => linear(value, *floor, *target, *ceiling),
            Self::Steps { falling, steps } => stair(value, *falling, steps),
            Self::Deduction { each } => (Decimal::ONE_HUNDRED - value.saturating_mul(*each)).clamp(Decimal::ZERO, Decimal::ONE_HUNDRED),
        }
    }

    /// What a formula is worked out from; `None` for other curves.
    pub fn given(&self, value: Decimal, inputs: &Inputs) -> Option<Given> {
        match self {
            Self::Formula { presence, .. } => Some(Given { value, inputs: *inputs, presence: *presence }),
            Self::Linear { .. } | Self::Steps { .. } | Self::Deduction { .. } => None,
        }
    }

    /// The most points the curve gives.
    pub fn most(&self) -> Decimal {
        match self {
            Self::Linear { ceiling, .. } => self.points(*ceiling, &Inputs::default()),
            Self::Steps { steps, .. } => steps.iter().map(|step| step.points).max().unwrap_or_default(),
            Self::Deduction { .. } => Decimal::ONE_HUNDRED,
            Self::Formula { most, .. } => *most,
        }
    }

    /// Whether it makes sense: a better value never gives fewer points, and 100 points can be reached, at most `most`. What a formula
    /// does is its author's business, but for its end.
    pub fn is_sound(&self, most: Decimal) -> bool {
        match self {
            Self::Linear { floor, target, ceiling } => {
                let one_way = (floor <= target && target <= ceiling) || (floor >= target && target >= ceiling);
                one_way && self.most() <= most
            }
            Self::Steps { falling, steps } => {
                let better = |a: &Step, b: &Step| if *falling { a.bound < b.bound } else { a.bound > b.bound };
                let fits = |a: &Step, b: &Step| a.bound == b.bound || !better(a, b) || a.points >= b.points;
                let one_each = |(at, a): (usize, &Step)| steps.iter().skip(at + 1).all(|b| a.bound != b.bound);
                let climbs = steps.iter().all(|a| steps.iter().all(|b| fits(a, b))) && steps.iter().enumerate().all(one_each);
                climbs && (Decimal::ONE_HUNDRED..=most).contains(&self.most()) && steps.iter().all(|step| !step.points.is_sign_negative())
            }
            Self::Deduction { each } => *each > Decimal::ZERO,
            Self::Formula { most: end, .. } => *end > Decimal::ZERO && *end <= most,
        }
    }

    /// The same curve with what the further facts of its formula come to.
    #[must_use]
    pub fn knowing(&self, facts: &[Option<Decimal>]) -> Self {
        match self {
            Self::Formula { formula, most, presence } => {
                Self::Formula { formula: formula.knowing(facts), most: *most, presence: *presence }
            }
            other => other.clone(),
        }
    }

    /// The same curve for somebody who was there for a part of the period: what is asked is less in proportion, to two decimals. What
    /// each occurrence deducts stays.
    #[must_use]
    pub fn scaled(&self, presence: Presence) -> Self {
        match self {
            Self::Linear { floor, target, ceiling } => {
                Self::Linear { floor: presence.of(*floor), target: presence.of(*target), ceiling: presence.of(*ceiling) }
            }
            Self::Steps { falling, steps } => Self::Steps {
                falling: *falling,
                steps: steps.iter().map(|step| Step { bound: presence.of(step.bound), points: step.points }).collect(),
            },
            Self::Deduction { each } => Self::Deduction { each: *each },
            // A formula asks for what it wants; it only learns the days. The whole period says nothing about them.
            Self::Formula { presence: Presence::FULL, formula, most } => Self::Formula { formula: formula.clone(), most: *most, presence },
            Self::Formula { .. } => self.clone(),
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

fn stair(value: Decimal, falling: bool, steps: &[Step]) -> Decimal {
    let reached = steps.iter().filter(|step| if falling { value <= step.bound } else { value >= step.bound });
    let best = if falling { reached.min_by_key(|step| step.bound) } else { reached.max_by_key(|step| step.bound) };
    best.map_or(Decimal::ZERO, |step| step.points)
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

    /// Only a formula looks at the sums.
    const NONE: Inputs = Inputs { count: 0, value: Decimal::ZERO, weight: Decimal::ZERO, most: Decimal::ZERO };
    const QUARTER: Curve = Curve::Linear { floor: whole(25), target: whole(100), ceiling: whole(100) };
    const PLAN: Curve = Curve::Linear { floor: Decimal::ZERO, target: whole(100), ceiling: whole(120) };

    fn step(bound: u32, points: u32) -> Step {
        Step { bound: whole(bound), points: whole(points) }
    }

    #[test]
    fn between_floor_and_target_points_are_in_proportion() {
        // Two of three: (66.67 - 25) / (100 - 25) = 55.6.
        assert_eq!(rounded(QUARTER.points(Decimal::new(6667, 2), &NONE)), Decimal::new(556, 1));
        assert_eq!(QUARTER.points(whole(25), &NONE), Decimal::ZERO);
        assert_eq!(QUARTER.points(whole(10), &NONE), Decimal::ZERO);
        assert_eq!(Curve::up_to(whole(20)).points(whole(1), &NONE), whole(5));
        assert_eq!(Curve::up_to(whole(20)).points(whole(30), &NONE), whole(100));
    }

    #[test]
    fn beyond_the_target_the_line_goes_on_to_the_ceiling() {
        assert_eq!(PLAN.points(whole(110), &NONE), whole(110));
        assert_eq!(PLAN.points(whole(150), &NONE), whole(120));
        assert_eq!(PLAN.most(), whole(120));
    }

    #[test]
    fn where_fewer_are_better_the_line_falls() {
        // Days late: none is 100 points, ten or more are none, three are 70.
        let late = Curve::Linear { floor: whole(10), target: Decimal::ZERO, ceiling: Decimal::ZERO };
        assert_eq!([0, 3, 10, 12].map(|days| late.points(whole(days), &NONE)), [100, 70, 0, 0].map(whole));
    }

    #[test]
    fn a_floor_that_is_the_target_is_all_or_nothing() {
        let held = Curve::Linear { floor: Decimal::ONE, target: Decimal::ONE, ceiling: Decimal::ONE };
        assert_eq!([0, 1, 2].map(|n| held.points(whole(n), &NONE)), [0, 100, 100].map(whole));
    }

    #[test]
    fn steps_give_the_points_of_the_best_one_reached() {
        let steps = Curve::Steps { falling: false, steps: vec![step(95, 100), step(80, 60)] };
        assert_eq!([96, 95, 94, 80, 79].map(|v| steps.points(whole(v), &NONE)), [100, 100, 60, 60, 0].map(whole));
        let late = Curve::Steps { falling: true, steps: vec![step(3, 60), step(0, 100), step(1, 90)] };
        assert_eq!([0, 1, 2, 3, 4].map(|v| late.points(whole(v), &NONE)), [100, 90, 60, 60, 0].map(whole));
    }

    #[test]
    fn each_occurrence_deducts_and_never_below_none() {
        let complaint = Curve::Deduction { each: whole(15) };
        assert_eq!([0, 1, 6, 7, 40].map(|n| complaint.points(whole(n), &NONE)), [100, 85, 10, 0, 0].map(whole));
    }

    /// Twenty follow-ups in a month of 21 working days; who was there for ten of them is asked for 20 × 10 ÷ 21 = 9.52.
    #[test]
    fn who_was_there_for_a_part_is_asked_for_a_part() {
        let half = Presence { worked: 10, of: 21 };
        let asked = Curve::up_to(whole(20)).scaled(half);
        assert_eq!(asked, Curve::up_to(Decimal::new(952, 2)));
        // 5 of 9.52 are 52.5 points; of 20 they were 25.
        assert_eq!(rounded(asked.points(whole(5), &NONE)), Decimal::new(525, 1));
        let steps = Curve::Steps { falling: false, steps: vec![step(20, 100), step(10, 60)] }.scaled(half);
        assert_eq!([10, 9, 5, 4].map(|v| steps.points(whole(v), &NONE)), [100, 60, 60, 0].map(whole));
        assert_eq!(Curve::Deduction { each: whole(15) }.scaled(half), Curve::Deduction { each: whole(15) });
        assert_eq!(PLAN.scaled(Presence::FULL), PLAN);
    }

    /// Ten points off for each that was missed, nothing from the fourth on; at most 100. Half a month halves what is asked.
    #[test]
    fn kpi_01_a_formula_gives_its_points_within_its_bounds() {
        let curve = |text: &str| Curve::Formula { formula: Formula::parse(text).unwrap(), most: whole(100), presence: Presence::FULL };
        let inputs = |count: u32, sum: u32| Inputs { count, value: whole(sum), weight: whole(count), most: Decimal::ONE };
        let strict = curve("if(missed > 3, 0, 100 - missed * 10)");
        let points = |count, sum| strict.points(Decimal::ZERO, &inputs(count, sum));
        assert_eq!([points(10, 10), points(10, 8), points(10, 6)], [100, 80, 0].map(whole));
        assert_eq!(curve("sum * 50 - 80").points(Decimal::ZERO, &inputs(1, 1)), Decimal::ZERO, "never negative");
        assert_eq!(curve("sum * 50").points(Decimal::ZERO, &inputs(9, 9)), whole(100), "never beyond its end");
        let asked = curve("count / (20 * days / workdays) * 100");
        let half = asked.scaled(Presence { worked: 10, of: 20 });
        assert_eq!((asked.points(Decimal::ZERO, &inputs(5, 5)), half.points(Decimal::ZERO, &inputs(5, 5))), (whole(25), whole(50)));
        assert_eq!(half.scaled(Presence::FULL), half, "what is known of the days stays known");
        assert!(asked.is_sound(whole(150)) && !asked.is_sound(whole(90)));
    }

    #[test]
    fn curves_that_punish_the_better_are_not_sound() {
        let most = whole(150);
        let linear = |floor, target, ceiling| Curve::Linear { floor: whole(floor), target: whole(target), ceiling: whole(ceiling) };
        let stair = |falling, steps: &[(u32, u32)]| Curve::Steps { falling, steps: steps.iter().map(|(b, p)| step(*b, *p)).collect() };
        for curve in [
            linear(0, 100, 120),
            linear(10, 0, 0),
            linear(1, 1, 1),
            stair(false, &[(80, 60), (95, 100)]),
            stair(true, &[(0, 100), (3, 60)]),
        ] {
            assert!(curve.is_sound(most), "{curve:?}");
        }
        for curve in [
            linear(60, 90, 80),
            linear(90, 60, 70),
            linear(0, 100, 200),
            stair(false, &[]),
            stair(false, &[(80, 100), (95, 60)]),
            stair(true, &[(0, 60), (3, 100)]),
            stair(false, &[(80, 60)]),
            stair(false, &[(80, 60), (80, 100)]),
            Curve::Deduction { each: Decimal::ZERO },
        ] {
            assert!(!curve.is_sound(most), "{curve:?}");
        }
    }

    fn number() -> impl Strategy<Value = Decimal> {
        (0u32..1_000_000).prop_map(|n| Decimal::from(n) / Decimal::ONE_HUNDRED)
    }

    fn stairs() -> impl Strategy<Value = Vec<Step>> {
        let step = (0u32..1000, 0u32..100).prop_map(|(bound, points)| step(bound, points));
        proptest::collection::vec(step, 1..6)
    }

    proptest! {
        /// More is never worth less, and points stay between none and the most.
        #[test]
        fn a_rising_line_never_falls(a in number(), b in number(), floor in number(), rise in number(), above in number()) {
            let target = floor + rise;
            let curve = Curve::Linear { floor, target, ceiling: target + above };
            let (low, high) = (a.min(b), a.max(b));
            prop_assert!(curve.points(low, &NONE) <= curve.points(high, &NONE));
            prop_assert!(curve.points(low, &NONE) >= Decimal::ZERO && curve.points(high, &NONE) <= curve.most());
        }

        /// The target is worth 100 whatever the line.
        #[test]
        fn the_target_is_worth_a_hundred(floor in number(), rise in number(), above in number()) {
            let target = floor + rise;
            prop_assert_eq!(rounded(Curve::Linear { floor, target, ceiling: target + above }.points(target, &NONE)), whole(100));
        }

        #[test]
        fn a_deduction_stays_between_none_and_a_hundred(count in number(), each in number()) {
            let points = Curve::Deduction { each }.points(count, &NONE);
            prop_assert!(points >= Decimal::ZERO && points <= Decimal::ONE_HUNDRED);
        }

        #[test]
        fn the_order_of_steps_does_not_matter(value in number(), steps in stairs(), falling: bool) {
            let unique: std::collections::BTreeMap<Decimal, Decimal> = steps.iter().map(|step| (step.bound, step.points)).collect();
            let steps: Vec<Step> = unique.into_iter().map(|(bound, points)| Step { bound, points }).collect();
            let backwards = Curve::Steps { falling, steps: steps.iter().rev().copied().collect() };
            prop_assert_eq!(Curve::Steps { falling, steps }.points(value, &NONE), backwards.points(value, &NONE));
        }

        /// A sound stair never gives fewer points for a better value.
        #[test]
        fn a_sound_stair_climbs(a in number(), b in number(), steps in stairs(), falling: bool) {
            let bounds: std::collections::BTreeSet<Decimal> = steps.iter().map(|step| step.bound).collect();
            let mut points: Vec<Decimal> = steps.iter().take(bounds.len()).map(|step| step.points).chain([whole(100)]).collect();
            points.sort_unstable_by_key(|points| if falling { whole(100) - *points } else { *points });
            // The best step is the last of the rising and the first of the falling ones.
            let skipped = usize::from(!falling);
            let steps = bounds.into_iter().zip(points.into_iter().skip(skipped)).map(|(bound, points)| Step { bound, points }).collect();
            let curve = Curve::Steps { falling, steps };
            prop_assert!(curve.is_sound(whole(100)), "{:?}", curve);
            let (worse, better) = if falling { (a.max(b), a.min(b)) } else { (a.min(b), a.max(b)) };
            prop_assert!(curve.points(worse, &NONE) <= curve.points(better, &NONE));
        }

        /// Less presence never makes the same count worth less.
        #[test]
        fn less_time_asks_for_no_more(value in number(), target in 1u32..1000, worked in 1u32..=23, fewer in 0u32..23) {
            let presence = |worked| Presence { worked, of: 23 };
            let curve = Curve::up_to(whole(target));
            let less = worked.saturating_sub(fewer).max(1);
            prop_assert!(curve.scaled(presence(less)).points(value, &NONE) >= curve.scaled(presence(worked)).points(value, &NONE));
        }
    }
}
