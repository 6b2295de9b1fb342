//! From the value of an indicator to points.

use crate::ScoringProblem;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Which way an indicator is to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    HigherIsBetter,
    LowerIsBetter,
}

/// One step of a stair: the points of every value from `bound` on, in the better direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub bound: Decimal,
    pub points: Decimal,
}

/// The form of a scoring rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "form", rename_all = "snake_case")]
pub enum Curve {
    /// A line from 0 points at `floor` to 100 at `target` and on to the cap at `ceiling`; level before and after. Where the floor is
    /// above the target, lower is better.
    Linear { floor: Decimal, target: Decimal, ceiling: Option<Decimal> },
    /// The points of the best step that the value reaches; 0 where it reaches none.
    Steps { direction: Direction, steps: Vec<Step> },
    /// From `start`, so many points off for each occurrence, down to 0.
    Deduction { start: Decimal, each: Decimal },
}

/// How value becomes points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    pub curve: Curve,
    /// The most points that the indicator gives; 100 is "as expected".
    pub cap: Decimal,
}

/// The part of the rule that a value fell into: what has to be shown of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "part", rename_all = "snake_case")]
pub enum Reading {
    /// At the floor or worse, or below the first step.
    Below,
    /// Between two points of a line: `from_points + (value − from) / (to − from) × (to_points − from_points)`.
    Between { from: Decimal, from_points: Decimal, to: Decimal, to_points: Decimal },
    /// At the end of the line or beyond it.
    Beyond,
    /// On a step.
    OnStep { bound: Decimal, points: Decimal },
    /// `start − each × occurrences`.
    Deducted { start: Decimal, each: Decimal, occurrences: Decimal },
}

impl Rule {
    /// The points of a value, between 0 and the cap, and how they came about.
    ///
    /// # Errors
    /// Where a number has more than 28 digits.
    pub fn points(&self, value: Decimal) -> Result<(Decimal, Reading), ScoringProblem> {
        let (points, reading) = match &self.curve {
            Curve::Linear { floor, target, ceiling } => self.on_line(value, *floor, *target, *ceiling)?,
            Curve::Steps { direction, steps } => on_stair(value, *direction, steps),
            Curve::Deduction { start, each } => {
                let occurrences = value.max(Decimal::ZERO);
                let off = each.checked_mul(occurrences).ok_or(ScoringProblem::Overflow)?;
                let points = start.checked_sub(off).ok_or(ScoringProblem::Overflow)?;
                (points, Reading::Deducted { start: *start, each: *each, occurrences })
            }
        };
        Ok((points.max(Decimal::ZERO).min(self.cap).normalize(), reading))
    }

    fn on_line(
        &self,
        value: Decimal,
        floor: Decimal,
        target: Decimal,
        ceiling: Option<Decimal>,
    ) -> Result<(Decimal, Reading), ScoringProblem> {
        let rising = floor < target;
        let reached = |bound: Decimal| if rising { value >= bound } else { value <= bound };
        let between = |from: (Decimal, Decimal), to: (Decimal, Decimal)| {
            let run = value.checked_sub(from.0)?;
            let rise = to.1.checked_sub(from.1)?;
            let points = run.checked_mul(rise)?.checked_div(to.0.checked_sub(from.0)?)?.checked_add(from.1)?;
            Some((points, Reading::Between { from: from.0, from_points: from.1, to: to.0, to_points: to.1 }))
        };
        let hundred = (target, Decimal::ONE_HUNDRED);
        match ceiling {
            _ if !reached(floor) || value == floor => Ok((Decimal::ZERO, Reading::Below)),
            _ if !reached(target) => between((floor, Decimal::ZERO), hundred).ok_or(ScoringProblem::Overflow),
            Some(end) if !reached(end) && value != target => between(hundred, (end, self.cap)).ok_or(ScoringProblem::Overflow),
            Some(end) if reached(end) => Ok((self.cap, Reading::Beyond)),
            _ => Ok((Decimal::ONE_HUNDRED, Reading::Beyond)),
        }
    }

    /// Which way is better.
    pub fn direction(&self) -> Direction {
        match &self.curve {
            Curve::Linear { floor, target, .. } if floor < target => Direction::HigherIsBetter,
            Curve::Steps { direction, .. } => *direction,
            Curve::Linear { .. } | Curve::Deduction { .. } => Direction::LowerIsBetter,
        }
    }

    /// Whether the rule makes sense: a better value never gives fewer points, and all points lie between 0 and the cap.
    pub fn is_sound(&self) -> bool {
        let zero = Decimal::ZERO;
        let sound = match &self.curve {
            Curve::Linear { floor, target, ceiling: None } => floor != target && self.cap >= Decimal::ONE_HUNDRED,
            Curve::Linear { floor, target, ceiling: Some(end) } => {
                let one_way = (floor < target && target < end) || (floor > target && target > end);
                one_way && self.cap >= Decimal::ONE_HUNDRED
            }
            Curve::Steps { direction, steps } => {
                let better = |a: &Step, b: &Step| match direction {
                    Direction::HigherIsBetter => a.bound < b.bound,
                    Direction::LowerIsBetter => a.bound > b.bound,
                };
                let climbs = steps.windows(2).all(|pair| matches!(pair, [a, b] if better(a, b) && a.points <= b.points));
                climbs && !steps.is_empty() && steps.iter().all(|step| (zero..=self.cap).contains(&step.points))
            }
            Curve::Deduction { start, each } => *each > zero && (zero..=self.cap).contains(start),
        };
        sound && self.cap > zero
    }
}

/// The last step in the better direction that the value reaches.
fn on_stair(value: Decimal, direction: Direction, steps: &[Step]) -> (Decimal, Reading) {
    let reached = |step: &&Step| match direction {
        Direction::HigherIsBetter => value >= step.bound,
        Direction::LowerIsBetter => value <= step.bound,
    };
    match steps.iter().rev().find(reached) {
        Some(step) => (step.points, Reading::OnStep { bound: step.bound, points: step.points }),
        None => (Decimal::ZERO, Reading::Below),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn linear(floor: &str, target: &str, ceiling: Option<&str>, cap: &str) -> Rule {
        Rule { curve: Curve::Linear { floor: d(floor), target: d(target), ceiling: ceiling.map(d) }, cap: d(cap) }
    }

    fn points(rule: &Rule, value: &str) -> Decimal {
        assert!(rule.is_sound());
        rule.points(d(value)).unwrap().0
    }

    #[test]
    fn a_line_climbs_from_floor_to_target_to_ceiling() {
        let rule = linear("60", "90", Some("100"), "120");
        for (value, expected) in
            [("0", "0"), ("60", "0"), ("75", "50"), ("90", "100"), ("95", "110"), ("100", "120"), ("180", "120"), ("-5", "0")]
        {
            assert_eq!(points(&rule, value), d(expected), "{value}");
        }
        assert_eq!(rule.direction(), Direction::HigherIsBetter);
    }

    #[test]
    fn without_a_ceiling_the_target_is_the_end() {
        let rule = linear("0", "100", None, "100");
        assert_eq!((points(&rule, "66.7"), points(&rule, "100"), points(&rule, "150")), (d("66.7"), d("100"), d("100")));
    }

    #[test]
    fn a_line_falls_where_lower_is_better() {
        // Days until a complaint is closed: 10 is too late, 5 as expected, 2 the best.
        let rule = linear("10", "5", Some("2"), "110");
        for (value, expected) in [("12", "0"), ("10", "0"), ("7.5", "50"), ("5", "100"), ("3.5", "105"), ("2", "110"), ("0", "110")] {
            assert_eq!(points(&rule, value), d(expected), "{value}");
        }
        assert_eq!(rule.direction(), Direction::LowerIsBetter);
    }

    #[test]
    fn a_reading_holds_the_numbers_of_the_arithmetic() {
        let rule = linear("60", "90", Some("100"), "120");
        let between = Reading::Between { from: d("60"), from_points: d("0"), to: d("90"), to_points: d("100") };
        assert_eq!(rule.points(d("75")).unwrap().1, between);
        assert_eq!(rule.points(d("60")).unwrap().1, Reading::Below);
        assert_eq!(rule.points(d("100")).unwrap().1, Reading::Beyond);
        assert_eq!(rule.points(d("90")).unwrap(), (d("100"), Reading::Beyond));
    }

    #[test]
    fn a_stair_gives_the_points_of_the_best_step_reached() {
        let steps = vec![
            Step { bound: d("60"), points: d("40") },
            Step { bound: d("80"), points: d("80") },
            Step { bound: d("95"), points: d("100") },
        ];
        let rule = Rule { curve: Curve::Steps { direction: Direction::HigherIsBetter, steps }, cap: d("100") };
        for (value, expected) in [("59.99", "0"), ("60", "40"), ("79.99", "40"), ("80", "80"), ("95", "100"), ("200", "100")] {
            assert_eq!(points(&rule, value), d(expected), "{value}");
        }
        let steps = vec![
            Step { bound: d("3"), points: d("60") },
            Step { bound: d("1"), points: d("90") },
            Step { bound: d("0"), points: d("100") },
        ];
        let rule = Rule { curve: Curve::Steps { direction: Direction::LowerIsBetter, steps }, cap: d("100") };
        for (value, expected) in [("4", "0"), ("3", "60"), ("2", "60"), ("1", "90"), ("0", "100")] {
            assert_eq!(points(&rule, value), d(expected), "{value}");
        }
    }

    #[test]
    fn each_occurrence_costs_points_and_the_score_never_falls_below_zero() {
        let rule = Rule { curve: Curve::Deduction { start: d("100"), each: d("15") }, cap: d("100") };
        for (value, expected) in [("0", "100"), ("1", "85"), ("3", "55"), ("7", "0"), ("1000", "0"), ("-2", "100")] {
            assert_eq!(points(&rule, value), d(expected), "{value}");
        }
        assert_eq!(rule.points(d("3")).unwrap().1, Reading::Deducted { start: d("100"), each: d("15"), occurrences: d("3") });
        assert_eq!(rule.direction(), Direction::LowerIsBetter);
    }

    #[test]
    fn rules_that_punish_the_better_are_not_sound() {
        let steps =
            |steps: &[(&str, &str)]| steps.iter().map(|(bound, points)| Step { bound: d(bound), points: d(points) }).collect::<Vec<_>>();
        let stair = |direction, given: &[(&str, &str)]| Rule { curve: Curve::Steps { direction, steps: steps(given) }, cap: d("100") };
        for rule in [
            linear("90", "90", None, "100"),
            linear("60", "90", Some("80"), "120"),
            linear("60", "90", Some("90"), "120"),
            linear("90", "60", Some("70"), "120"),
            linear("60", "90", None, "99"),
            linear("60", "90", None, "0"),
            stair(Direction::HigherIsBetter, &[]),
            stair(Direction::HigherIsBetter, &[("60", "80"), ("80", "40")]),
            stair(Direction::HigherIsBetter, &[("80", "40"), ("60", "80")]),
            stair(Direction::LowerIsBetter, &[("1", "40"), ("3", "80")]),
            stair(Direction::HigherIsBetter, &[("60", "101")]),
            stair(Direction::HigherIsBetter, &[("60", "-1")]),
            Rule { curve: Curve::Deduction { start: d("100"), each: d("0") }, cap: d("100") },
            Rule { curve: Curve::Deduction { start: d("100"), each: d("-5") }, cap: d("100") },
            Rule { curve: Curve::Deduction { start: d("110"), each: d("5") }, cap: d("100") },
        ] {
            assert!(!rule.is_sound(), "{rule:?}");
        }
    }

    #[test]
    fn numbers_out_of_every_measure_are_refused() {
        let rule = Rule { curve: Curve::Deduction { start: d("100"), each: d("15") }, cap: d("100") };
        assert_eq!(rule.points(Decimal::MAX), Err(ScoringProblem::Overflow));
        let rule = Rule { curve: Curve::Linear { floor: Decimal::MIN, target: Decimal::MAX, ceiling: None }, cap: d("100") };
        assert_eq!(rule.points(Decimal::ZERO), Err(ScoringProblem::Overflow));
    }
}
