//! How results become lists. Pure.

use crate::month::Month;
use contract::kpi::Grade;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// How many months in a row, back from this one, had this month's grade; a month without a final result breaks the row.
pub fn in_a_row(grades: &BTreeMap<String, Grade>, month: Month) -> u32 {
    let Some(grade) = grades.get(&month.to_string()) else { return 0 };
    let months = std::iter::successors(Some(month), |month| Some(month.before()));
    let same = months.take_while(|month| grades.get(&month.to_string()) == Some(grade));
    // A row longer than the results there are cannot be.
    u32::try_from(same.take(grades.len()).count()).unwrap_or(u32::MAX)
}

/// Up to which score one is among the lowest so many of a hundred, rounded down; whoever has the same score as the last of them is, too.
pub fn bottom(scores: &[Decimal], percent: u32) -> Option<Decimal> {
    let count = scores.len().saturating_mul(percent as usize) / 100;
    let mut sorted = scores.to_vec();
    sorted.sort_unstable();
    count.checked_sub(1).and_then(|last| sorted.get(last).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grades(list: &[(&str, Grade)]) -> BTreeMap<String, Grade> {
        list.iter().map(|(month, grade)| ((*month).to_owned(), *grade)).collect()
    }

    #[test]
    fn kpi_10_three_in_a_row_are_three_months_without_a_gap() {
        use Grade::{Excellent, Unqualified};
        let november: Month = "2026-11".parse().unwrap();
        let row = |list: &[(&str, Grade)]| in_a_row(&grades(list), november);
        assert_eq!(row(&[("2026-09", Excellent), ("2026-10", Excellent), ("2026-11", Excellent)]), 3);
        assert_eq!(row(&[("2026-08", Excellent), ("2026-10", Excellent), ("2026-11", Excellent)]), 2, "September is missing");
        assert_eq!(row(&[("2026-10", Unqualified), ("2026-11", Excellent)]), 1);
        assert_eq!(row(&[("2026-10", Unqualified)]), 0);
        let over_the_year = grades(&[("2025-12", Unqualified), ("2026-01", Unqualified)]);
        assert_eq!(in_a_row(&over_the_year, "2026-01".parse().unwrap()), 2);
    }

    #[test]
    fn kpi_10_the_bottom_of_ten_is_one_and_of_nine_nobody() {
        let scores = |n: u32| (1..=n).map(|n| Decimal::from(n * 10)).collect::<Vec<_>>();
        assert_eq!(bottom(&scores(10), 10), Some(Decimal::from(10)));
        assert_eq!(bottom(&scores(9), 10), None);
        assert_eq!(bottom(&scores(20), 10), Some(Decimal::from(20)));
        assert_eq!(bottom(&scores(10), 0), None);
        assert_eq!(bottom(&[], 10), None);
    }
}
