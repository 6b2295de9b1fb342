//! Totals of applicants, and from when on the recruited can be graded (KPI-14). Pure.

use chrono::{Months, NaiveDate};
use contract::kpi::rule_book::RecruitmentRules;
use rust_decimal::Decimal;
use scoring::grading::{Standing, share};
use scoring::recruitment::{interview, paper};

/// Of the paper, out of 100.
pub fn written(rules: &RecruitmentRules, parts: &[Decimal; 3]) -> Decimal {
    let parts: Vec<(Decimal, Decimal)> = parts.iter().copied().zip(rules.paper_percents).collect();
    paper(&parts)
}

/// What decides the place: the total; of equal totals the better paper, then the longer experience. `None` until paper and enough
/// interviews are there.
pub fn standing(rules: &RecruitmentRules, parts: Option<&[Decimal; 3]>, interviews: &[Decimal], experience: u32) -> Option<Standing> {
    if interviews.len() < rules.examiners_least as usize {
        return None;
    }
    let (paper, spoken) = (written(rules, parts?), interview(interviews)?);
    let (exam, review) = (share(paper, rules.written_percent), share(spoken, rules.interview_percent));
    Some(Standing { total: exam + review, exam, review, years: experience })
}

/// After the years of the rules, or at once with as many years of experience.
pub fn eligible_on(rules: &RecruitmentRules, hired_on: NaiveDate, experience: u32) -> Option<NaiveDate> {
    if experience >= rules.eligible_years { Some(hired_on) } else { hired_on.checked_add_months(Months::new(rules.eligible_years * 12)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::kpi::rule_book::RuleBook;

    /// (80 × 40 % + 75 × 40 % + 90 × 20 %) × 80 % + 85.5 × 20 % = 64 + 17.1.
    #[test]
    fn kpi_14_a_total_worked_by_hand_needs_ten_examiners() {
        let rules = RuleBook::default().recruitment;
        let parts = [80, 75, 90].map(Decimal::from);
        let marks = [80, 81, 82, 84, 85, 86, 87, 88, 90, 92].map(Decimal::from);
        let one = standing(&rules, Some(&parts), &marks, 0).unwrap();
        assert_eq!((one.exam, one.review, one.total), (Decimal::from(64), Decimal::new(171, 1), Decimal::new(811, 1)));
        assert_eq!(standing(&rules, Some(&parts), &marks[..9], 0), None, "nine examiners are too few");
        assert_eq!(standing(&rules, None, &marks, 0), None);
    }

    #[test]
    fn kpi_14_after_a_year_or_at_once_with_a_year_of_experience() {
        let (rules, on) = (RuleBook::default().recruitment, "2026-03-01".parse().unwrap());
        assert_eq!(eligible_on(&rules, on, 0), "2027-03-01".parse().ok());
        assert_eq!(eligible_on(&rules, on, 1), Some(on));
    }
}
