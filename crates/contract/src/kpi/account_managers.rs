//! Words of the grading of account managers (KPI-13): the nine grades, what the review looks at, who reviews.

use crate::people::{CertificateLevel, Education};
use scoring::grading::{Level, Schooling};

vocabulary! {
    /// The nine grades of account managers, the lowest first.
    AccountGrade as "account_grade" {
        JuniorC = "junior_c",
        JuniorB = "junior_b",
        JuniorA = "junior_a",
        IntermediateC = "intermediate_c",
        IntermediateB = "intermediate_b",
        IntermediateA = "intermediate_a",
        SeniorC = "senior_c",
        SeniorB = "senior_b",
        SeniorA = "senior_a",
    }
}

impl AccountGrade {
    /// Its place among the nine, from 0.
    pub fn index(self) -> usize {
        self as usize
    }

    /// The certificate that it asks for.
    pub fn level(self) -> CertificateLevel {
        CertificateLevel::ALL[self.index() / 3]
    }
}

impl From<CertificateLevel> for Level {
    fn from(level: CertificateLevel) -> Self {
        match level {
            CertificateLevel::Junior => Self::Junior,
            CertificateLevel::Intermediate => Self::Intermediate,
            CertificateLevel::Senior => Self::Senior,
        }
    }
}

/// Schooling as the table of a grading has it; a major that is not known to be related is not.
pub fn schooling(education: Education, related: Option<bool>) -> Schooling {
    match (education, related == Some(true)) {
        (Education::Secondary, _) | (Education::Vocational, false) => Schooling::Basic,
        (Education::Vocational, true) => Schooling::RelatedSecondary,
        (Education::College, false) => Schooling::UnrelatedCollege,
        (Education::College, true) => Schooling::RelatedCollege,
        (Education::Bachelor | Education::Master | Education::Doctor, false) => Schooling::UnrelatedBachelor,
        (Education::Bachelor | Education::Master | Education::Doctor, true) => Schooling::RelatedBachelor,
    }
}

vocabulary! {
    /// How totals become grades.
    GradeBy as "grade_by" {
        /// By the total reached.
        Bounds = "bounds",
        /// By the place in the ranking.
        Quota = "quota",
    }
}

vocabulary! {
    /// What the review looks at.
    ReviewItem as "review_item" {
        Conduct = "conduct",
        Dedication = "dedication",
        Attitude = "attitude",
        Ethics = "ethics",
        Discipline = "discipline",
        Results = "results",
        Expression = "expression",
        Communication = "communication",
        Computer = "computer",
        Mandarin = "mandarin",
    }
}

vocabulary! {
    /// Who reviews: four rounds.
    RaterGroup as "rater_group" {
        Leadership = "leadership",
        Fellows = "fellows",
        Staff = "staff",
        /// Visited; their marks are entered.
        Customers = "customers",
    }
}
