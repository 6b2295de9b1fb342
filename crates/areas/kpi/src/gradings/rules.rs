//! How a candidate's total comes about (KPI-13). Pure.

use chrono::NaiveDate;
use contract::kpi::grading::GradingGap;
use contract::kpi::rule_book::{AccountGrade, GradeBy, GradingRules, RaterGroup, schooling};
use contract::people::{CertificateLevel, Territory};
use engines::people::PersonnelFile;
use rust_decimal::Decimal;
use scoring::grading::{self, Standing};
use serde::{Deserialize, Serialize};

/// What a group gave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Group {
    pub group: RaterGroup,
    pub marks: u32,
    pub mean: Option<Decimal>,
    pub points: Option<Decimal>,
}

/// A candidate worked out from file, exam and review.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Worked {
    pub education: Option<Decimal>,
    pub certificate: Option<CertificateLevel>,
    pub years: Option<u32>,
    pub years_points: Option<Decimal>,
    pub exam: Option<Decimal>,
    pub exam_points: Option<Decimal>,
    pub groups: Vec<Group>,
    pub rural: bool,
}

/// What is known of a candidate.
pub struct Known<'a> {
    pub file: &'a PersonnelFile,
    /// The first day on which the grades count.
    pub day: NaiveDate,
    pub exam: Option<Decimal>,
    /// The sums of the sheets.
    pub sheets: &'a [(RaterGroup, Decimal)],
}

impl Worked {
    /// By the rules of the round.
    pub fn of(rules: &GradingRules, known: &Known<'_>) -> Self {
        let certificate = known.file.certificate(known.day);
        let schooled = known.file.education.map(|education| schooling(education, known.file.major_related));
        let years = known.file.trade_years(known.day);
        let group = |(group, percent): (&RaterGroup, &Decimal)| {
            let marks: Vec<Decimal> = known.sheets.iter().filter(|(of, _)| of == group).map(|(_, sum)| *sum).collect();
            let mean = grading::trimmed_mean(&marks);
            Group {
                group: *group,
                marks: u32::try_from(marks.len()).unwrap_or(u32::MAX),
                mean: mean.map(scoring::cents),
                points: mean.map(|mean| grading::share(mean, *percent)),
            }
        };
        Self {
            education: grading::education(&rules.education, schooled, certificate.map(Into::into)),
            certificate,
            years,
            years_points: years.map(|years| grading::years(years, rules.first_year, rules.each_year, rules.years_most)),
            exam: known.exam,
            exam_points: known.exam.map(|mark| grading::share(mark, rules.exam_percent)),
            groups: RaterGroup::ALL.iter().zip(&rules.review_percents).map(group).collect(),
            rural: known.file.territory == Some(Territory::Rural),
        }
    }

    /// What is missing before the candidate can be ranked; each round of the review needs its fewest marks.
    pub fn gaps(&self, rules: &GradingRules) -> Vec<GradingGap> {
        let mut gaps = Vec::new();
        gaps.extend(self.education.is_none().then_some(GradingGap::Education));
        gaps.extend(self.years.is_none().then_some(GradingGap::Years));
        gaps.extend(self.exam.is_none().then_some(GradingGap::Exam));
        for one in &self.groups {
            let (least, gap) = match one.group {
                RaterGroup::Leadership => (rules.raters_least, GradingGap::Leadership),
                RaterGroup::Fellows => (rules.raters_least, GradingGap::Fellows),
                RaterGroup::Staff => (rules.raters_least, GradingGap::Staff),
                RaterGroup::Customers => (rules.customers_least, GradingGap::Customers),
            };
            gaps.extend((one.marks < least).then_some(gap));
        }
        gaps
    }

    /// Points of the review.
    pub fn review(&self) -> Decimal {
        self.groups.iter().filter_map(|one| one.points).sum()
    }

    /// Basics, exam and review added up as they are told.
    pub fn standing(&self) -> Standing {
        let known = |points: Option<Decimal>| points.unwrap_or_default();
        let (exam, review) = (known(self.exam_points), self.review());
        let total = known(self.education) + known(self.years_points) + exam + review;
        Standing { total, exam, review, years: self.years.unwrap_or_default() }
    }
}

/// Place and grade of each, in their order.
pub fn ranked(rules: &GradingRules, all: &[Worked]) -> Vec<(u32, Option<AccountGrade>)> {
    let standings: Vec<Standing> = all.iter().map(Worked::standing).collect();
    let of = u32::try_from(all.len()).unwrap_or(u32::MAX);
    let grade = |place: u32, standing: &Standing, rural: bool| {
        let reached = match rules.by {
            GradeBy::Bounds => grading::by_bounds(standing.total, &rules.bounds),
            GradeBy::Quota => grading::by_quota(place, of, &rules.quota),
        };
        reached.map(|at| AccountGrade::ALL[if rural { grading::a_step_up(at) } else { at }])
    };
    let places = grading::places(&standings);
    places.into_iter().zip(&standings).zip(all).map(|((place, standing), one)| (place, grade(place, standing, one.rural))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::kpi::rule_book::RuleBook;
    use contract::people::Education;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn file(territory: Territory) -> PersonnelFile {
        PersonnelFile {
            education: Some(Education::College),
            major_related: Some(true),
            entered_on: Some(day("2021-06-01")),
            territory: Some(territory),
            ..Default::default()
        }
    }

    /// Leadership 80, 90, 100 > 90; fellows and staff 70, 80, 90 > 80; customers 60 and 100 left out, eight times 85 > 85.
    fn sheets() -> Vec<(RaterGroup, Decimal)> {
        use RaterGroup::{Customers, Fellows, Leadership, Staff};
        let three = |group, marks: [u32; 3]| marks.map(|mark| (group, Decimal::from(mark)));
        let mut all = [three(Leadership, [80, 90, 100]), three(Fellows, [70, 80, 90]), three(Staff, [90, 80, 70])].concat();
        all.extend([60, 85, 85, 85, 85, 85, 85, 85, 85, 100].map(|mark| (Customers, Decimal::from(mark))));
        all
    }

    fn worked(territory: Territory, exam: u32) -> Worked {
        let sheets = sheets();
        let known = Known { file: &file(territory), day: day("2027-01-01"), exam: Some(Decimal::from(exam)), sheets: &sheets };
        Worked::of(&RuleBook::default().grading, &known)
    }

    /// 13 + 7 for five years + 90 × 40 % = 36 + 90 × 6 % + 80 × 4 % + 80 × 10 % + 85 × 10 % = 5.4 + 3.2 + 8 + 8.5 = 25.1.
    #[test]
    fn kpi_13_a_candidate_from_file_exam_and_review() {
        let one = worked(Territory::Urban, 90);
        assert_eq!((one.education, one.years, one.years_points), (Some(Decimal::from(13)), Some(5), Some(Decimal::from(7))));
        assert_eq!(one.standing().total, Decimal::new(811, 1));
        assert_eq!(one.gaps(&RuleBook::default().grading), []);
    }

    #[test]
    fn kpi_13_nine_customers_are_too_few() {
        let mut few = sheets();
        few.pop();
        let known = Known { file: &PersonnelFile::default(), day: day("2027-01-01"), exam: None, sheets: &few };
        let one = Worked::of(&RuleBook::default().grading, &known);
        use GradingGap::{Customers, Education, Exam, Years};
        assert_eq!(one.gaps(&RuleBook::default().grading), [Education, Years, Exam, Customers]);
    }

    #[test]
    fn kpi_13_the_same_total_is_a_step_more_in_the_country() {
        let rules = RuleBook::default().grading;
        let all = [worked(Territory::Urban, 90), worked(Territory::Rural, 90), worked(Territory::Urban, 60)];
        use AccountGrade::{IntermediateA, IntermediateB, JuniorA};
        // 81.1 is intermediate a already: nothing above it in the level; 69.1 is junior a.
        assert_eq!(ranked(&rules, &all), [(1, Some(IntermediateA)), (1, Some(IntermediateA)), (3, Some(JuniorA))]);
        let lower = [worked(Territory::Urban, 86), worked(Territory::Rural, 86)];
        assert_eq!(ranked(&rules, &lower), [(1, Some(IntermediateB)), (1, Some(IntermediateA))], "79.5");
    }

    #[test]
    fn kpi_13_a_quota_looks_at_the_place() {
        let rules = GradingRules { by: GradeBy::Quota, quota: [50, 0, 0, 0, 0, 0, 0, 0, 50], ..RuleBook::default().grading };
        let all = [worked(Territory::Urban, 60), worked(Territory::Urban, 90)];
        assert_eq!(ranked(&rules, &all), [(2, Some(AccountGrade::JuniorC)), (1, Some(AccountGrade::SeniorA))]);
    }
}
