//! The grading of account managers (KPI-13): basics, exam and review become a total, totals a ranking, places in it nine grades.

use crate::cents;
use rust_decimal::Decimal;
use std::cmp::Reverse;

/// Schooling, as the table of points has it, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Schooling {
    /// Senior high school, or a secondary school of another trade.
    Basic,
    RelatedSecondary,
    UnrelatedCollege,
    RelatedCollege,
    UnrelatedBachelor,
    RelatedBachelor,
}

/// The levels of certificates and of grades.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Junior,
    Intermediate,
    Senior,
}

impl Level {
    /// The schooling as which a certificate of this level counts.
    pub fn counts_as(self) -> Schooling {
        match self {
            Self::Junior => Schooling::RelatedSecondary,
            Self::Intermediate => Schooling::RelatedCollege,
            Self::Senior => Schooling::RelatedBachelor,
        }
    }
}

/// Points of a school leaver's certificate, or of the economic certificate that counts as one, whichever is more; `table` in the order of
/// [`Schooling`].
pub fn education(table: &[Decimal; 6], schooling: Option<Schooling>, certificate: Option<Level>) -> Option<Decimal> {
    let of = |schooling: Schooling| table[schooling as usize];
    schooling.map(of).max(certificate.map(|level| of(level.counts_as())))
}

/// Points of full years: `first` for one, `each` for one more, never above `most`.
pub fn years(full: u32, first: Decimal, each: Decimal, most: Decimal) -> Decimal {
    if full == 0 { Decimal::ZERO } else { (first + each * Decimal::from(full - 1)).min(most) }
}

/// The mean without one highest and one lowest mark; with fewer than three marks nothing is left out. `None` of nothing.
pub fn trimmed_mean(marks: &[Decimal]) -> Option<Decimal> {
    let mut sorted = marks.to_vec();
    sorted.sort_unstable();
    let counted = if sorted.len() >= 3 { &sorted[1..sorted.len() - 1] } else { &sorted[..] };
    counted.iter().sum::<Decimal>().checked_div(Decimal::from(counted.len()))
}

/// So many percent of a mark, to two decimals, half up: as each part is told, so it is added.
pub fn share(mark: Decimal, percent: Decimal) -> Decimal {
    cents(mark * percent / Decimal::ONE_HUNDRED)
}

/// What decides the place of a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub total: Decimal,
    pub exam: Decimal,
    pub review: Decimal,
    pub years: u32,
}

impl Standing {
    fn key(self) -> Reverse<(Decimal, Decimal, Decimal, u32)> {
        Reverse((self.total, self.exam, self.review, self.years))
    }
}

/// The places, from 1. Of equal totals the better exam comes first, then the better review, then the longer service; whoever is
/// equal in all of them shares a place, and the next place is left out.
pub fn places(standings: &[Standing]) -> Vec<u32> {
    let place = |one: &Standing| 1 + standings.iter().filter(|other| other.key() < one.key()).count();
    standings.iter().map(|one| u32::try_from(place(one)).unwrap_or(u32::MAX)).collect()
}

/// The grade reached by a total: the index of the highest of nine bounds, lowest grade first, that the total reaches.
pub fn by_bounds(total: Decimal, bounds: &[Decimal; 9]) -> Option<usize> {
    bounds.iter().rposition(|bound| *bound <= total)
}

/// The grade of a place: the best grades go to the first so many of a hundred, each share counted on from the one above it. `shares` has
/// the lowest grade first. Whoever shares a place shares the grade.
pub fn by_quota(place: u32, of: u32, shares: &[u32; 9]) -> Option<usize> {
    let mut reached = 0;
    shares.iter().enumerate().rev().find_map(|(grade, share)| {
        reached += u64::from(*share);
        (u64::from(place) * 100 <= reached * u64::from(of)).then_some(grade)
    })
}

/// One step up within the level: from c to b, from b to a, never beyond a.
pub fn a_step_up(grade: usize) -> usize {
    if grade % 3 == 2 { grade } else { grade + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::whole;
    use proptest::prelude::*;

    const TABLE: [Decimal; 6] = [whole(10), whole(12), whole(12), whole(13), whole(13), whole(15)];

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn kpi_13_schooling_and_certificates_have_the_points_of_the_table() {
        use Schooling::{Basic, RelatedBachelor, RelatedCollege, RelatedSecondary, UnrelatedBachelor, UnrelatedCollege};
        let of = |schooling, certificate| education(&TABLE, schooling, certificate);
        for (schooling, points) in [
            (Basic, 10),
            (RelatedSecondary, 12),
            (UnrelatedCollege, 12),
            (RelatedCollege, 13),
            (UnrelatedBachelor, 13),
            (RelatedBachelor, 15),
        ] {
            assert_eq!(of(Some(schooling), None), Some(whole(points)), "{schooling:?}");
        }
        assert_eq!(of(Some(Basic), Some(Level::Junior)), Some(whole(12)));
        assert_eq!(of(Some(Basic), Some(Level::Intermediate)), Some(whole(13)));
        assert_eq!(of(Some(UnrelatedBachelor), Some(Level::Senior)), Some(whole(15)));
        assert_eq!(of(Some(RelatedBachelor), Some(Level::Junior)), Some(whole(15)), "a certificate never takes points away");
        assert_eq!((of(None, Some(Level::Senior)), of(None, None)), (Some(whole(15)), None));
    }

    #[test]
    fn kpi_13_one_year_is_three_points_each_more_one_and_never_above_fifteen() {
        let of = |full| years(full, whole(3), whole(1), whole(15));
        for (full, points) in [(0, 0), (1, 3), (2, 4), (5, 7), (12, 14), (13, 15), (14, 15), (40, 15)] {
            assert_eq!(of(full), whole(points), "{full} years");
        }
    }

    #[test]
    fn kpi_13_the_highest_and_the_lowest_mark_are_left_out() {
        let mean = |marks: &[u32]| trimmed_mean(&marks.iter().map(|mark| whole(*mark)).collect::<Vec<_>>());
        assert_eq!(mean(&[90, 60, 80]), Some(whole(80)));
        assert_eq!(mean(&[100, 90, 80, 70]), Some(whole(85)));
        assert_eq!(mean(&[90, 90, 90, 30]), Some(whole(90)), "one of the highest only");
        assert_eq!((mean(&[90, 80]), mean(&[70]), mean(&[])), (Some(whole(85)), Some(whole(70)), None));
    }

    /// Basics 13 + 7, exam 86 × 40 % = 34.40, review 88 × 6 % + 90 × 4 % + 85.5 × 10 % + 91.25 × 10 % = 5.28 + 3.60 + 8.55 + 9.13.
    #[test]
    fn kpi_13_a_whole_candidate_worked_by_hand() {
        let review = [("88", 6), ("90", 4), ("85.5", 10), ("91.25", 10)].map(|(mean, percent)| share(d(mean), whole(percent)));
        assert_eq!(review, [d("5.28"), d("3.60"), d("8.55"), d("9.13")]);
        let basics = education(&TABLE, Some(Schooling::RelatedCollege), None).unwrap() + years(5, whole(3), whole(1), whole(15));
        let exam = share(whole(86), whole(40));
        assert_eq!((basics, exam, review.iter().sum()), (whole(20), d("34.40"), d("26.56")));
        assert_eq!(basics + exam + review.iter().sum::<Decimal>(), d("80.96"));
    }

    #[test]
    fn kpi_13_of_equal_totals_exam_review_and_service_decide() {
        let one = |total, exam, review, years| Standing { total: d(total), exam: d(exam), review: d(review), years };
        let all = [
            one("80", "30", "25", 3),
            one("85", "30", "25", 3),
            one("80", "32", "23", 3),
            one("80", "30", "25", 9),
            one("80", "30", "25", 3),
            one("70", "20", "25", 3),
        ];
        assert_eq!(places(&all), [4, 1, 2, 3, 4, 6]);
    }

    #[test]
    fn kpi_13_nine_bounds_make_nine_grades() {
        let bounds = [50, 60, 65, 70, 75, 80, 85, 90, 95].map(whole);
        for (total, grade) in [("49.99", None), ("50", Some(0)), ("64.99", Some(1)), ("70", Some(3)), ("84.99", Some(5)), ("95", Some(8))] {
            assert_eq!(by_bounds(d(total), &bounds), grade, "{total}");
        }
    }

    #[test]
    fn kpi_13_a_quota_goes_down_from_the_first() {
        // Of ten: one is senior a, two are senior c, the next three are intermediate a; the rest is junior c.
        let shares = [40, 0, 0, 0, 0, 30, 20, 0, 10];
        let grades: Vec<_> = (1..=10).map(|place| by_quota(place, 10, &shares)).collect();
        let expected = [8, 6, 6, 5, 5, 5, 0, 0, 0, 0].map(Some);
        assert_eq!(grades, expected);
        assert_eq!(by_quota(10, 10, &[0, 0, 0, 0, 0, 0, 0, 0, 50]), None, "whoever is beyond all shares has no grade");
        assert_eq!(by_quota(1, 3, &[0, 0, 0, 0, 0, 0, 0, 67, 33]), Some(7), "a third of three is more than 33 of a hundred");
    }

    #[test]
    fn kpi_13_rural_managers_go_one_step_up_and_never_beyond_a() {
        let up: Vec<_> = (0..9).map(a_step_up).collect();
        assert_eq!(up, [1, 2, 2, 4, 5, 5, 7, 8, 8]);
    }

    proptest! {
        #[test]
        fn places_do_not_depend_on_the_order(totals in proptest::collection::vec(0u32..6, 1..9)) {
            let all: Vec<Standing> = totals.iter().map(|n| Standing { total: whole(*n), exam: whole(1), review: whole(1), years: 1 }).collect();
            let mut forth: Vec<_> = all.iter().map(|one| one.total).zip(places(&all)).collect();
            let backwards: Vec<Standing> = all.iter().rev().copied().collect();
            let mut back: Vec<_> = backwards.iter().map(|one| one.total).zip(places(&backwards)).collect();
            forth.sort_unstable();
            back.sort_unstable();
            prop_assert_eq!(forth, back);
        }

        #[test]
        fn more_points_are_never_a_lower_grade(a in 0u32..101, b in 0u32..101) {
            let bounds = [50, 60, 65, 70, 75, 80, 85, 90, 95].map(whole);
            prop_assert!(a > b || by_bounds(whole(a), &bounds) <= by_bounds(whole(b), &bounds));
        }
    }
}
