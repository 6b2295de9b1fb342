//! The recruitment of account managers (KPI-14): a paper in three parts and an interview become a total.

use crate::cents;
use crate::grading::share;
use rust_decimal::Decimal;

/// The mark of a paper: each part out of 100 by its percent, added up.
pub fn paper(parts: &[(Decimal, Decimal)]) -> Decimal {
    parts.iter().map(|(mark, percent)| share(*mark, *percent)).sum()
}

/// The mark of an interview: the mean of all examiners' marks, to two decimals, half up; nothing is left out.
pub fn interview(marks: &[Decimal]) -> Option<Decimal> {
    marks.iter().sum::<Decimal>().checked_div(Decimal::from(marks.len())).map(cents)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::whole;

    /// Law 80 × 40 % + trade 75 × 40 % + essay 90 × 20 % = 80; × 80 % = 64. Ten examiners, 85.5 on average; × 20 % = 17.1.
    #[test]
    fn kpi_14_paper_and_interview_worked_by_hand() {
        let written = paper(&[(whole(80), whole(40)), (whole(75), whole(40)), (whole(90), whole(20))]);
        assert_eq!(written, whole(80));
        let marks: Vec<Decimal> = [80, 81, 82, 84, 85, 86, 87, 88, 90, 92].map(whole).to_vec();
        let spoken = interview(&marks).unwrap();
        assert_eq!(spoken, Decimal::new(855, 1));
        assert_eq!(share(written, whole(80)) + share(spoken, whole(20)), Decimal::new(811, 1));
        assert_eq!(interview(&[]), None);
    }
}
