//! The tables of rounds, candidates and review sheets.

use contract::SubjectKind;
use platform::db::Tracked;

pub mod round {
    use contract::kpi::grading::{GradingStatus, RaterForm};
    use contract::values::{Subject, SubjectKind};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "kpi_grading")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub name: String,
        /// `2027-01`: from then on the grades count.
        pub from_month: String,
        pub status: GradingStatus,
        /// JSON of [`contract::kpi::rule_book::GradingRules`], as they were in force in that month.
        pub rules: String,
        /// JSON list of [`RaterForm`].
        pub raters: String,
        pub drafted_by: Uuid,
        pub ranked_by: Option<Uuid>,
        pub ranked_at: Option<chrono::DateTime<chrono::Utc>>,
        pub published_by: Option<Uuid>,
        pub published_at: Option<chrono::DateTime<chrono::Utc>>,
        pub objections_until: Option<chrono::DateTime<chrono::Utc>>,
        pub final_at: Option<chrono::DateTime<chrono::Utc>>,
        pub created_at: chrono::DateTime<chrono::Utc>,
        pub updated_at: chrono::DateTime<chrono::Utc>,
    }

    impl Model {
        /// As tasks mention it.
        pub fn subject(&self) -> Subject {
            Subject { kind: SubjectKind::Grading, id: self.id, title: self.name.clone() }
        }

        /// Who reviews.
        pub fn raters(&self) -> Vec<RaterForm> {
            serde_json::from_str(&self.raters).unwrap_or_default()
        }
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod candidate {
    use contract::kpi::rule_book::AccountGrade;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "kpi_grading_candidate")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub grading_id: Uuid,
        pub person_id: Uuid,
        /// A decimal: the exam mark out of 100.
        pub exam: Option<String>,
        /// JSON of [`super::super::rules::Worked`], once ranked.
        pub worked_out: Option<String>,
        pub place: Option<i64>,
        /// A decimal.
        pub total: Option<String>,
        pub grade: Option<AccountGrade>,
        pub certificate_due_on: Option<chrono::NaiveDate>,
        /// When the person was last reminded of it.
        pub reminded_on: Option<chrono::NaiveDate>,
        pub objection: Option<String>,
        pub objected_at: Option<chrono::DateTime<chrono::Utc>>,
        pub answer: Option<String>,
        pub answered_by: Option<Uuid>,
        pub answered_at: Option<chrono::DateTime<chrono::Utc>>,
        pub total_before: Option<String>,
        pub place_before: Option<i64>,
        pub created_at: chrono::DateTime<chrono::Utc>,
        pub updated_at: chrono::DateTime<chrono::Utc>,
    }

    impl Model {
        /// An objection that nobody has answered.
        pub fn objects(&self) -> bool {
            self.objected_at.is_some() && self.answered_at.is_none()
        }
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod mark {
    use contract::kpi::rule_book::RaterGroup;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "kpi_grading_mark")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub grading_id: Uuid,
        pub candidate_id: Uuid,
        pub rater_group: RaterGroup,
        /// The id of a colleague, or the name of a customer.
        pub rater: String,
        pub visited_on: Option<chrono::NaiveDate>,
        /// JSON list of ten decimals.
        pub items: String,
        pub entered_by: Uuid,
        pub created_at: chrono::DateTime<chrono::Utc>,
        pub updated_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

impl Tracked for round::Entity {
    const KIND: SubjectKind = SubjectKind::Grading;
}

impl Tracked for candidate::Entity {
    const KIND: SubjectKind = SubjectKind::Grading;
    // What the file and the review came to is the person's own business.
    const CONFIDENTIAL: &'static [&'static str] = &["worked_out", "objection", "answer"];
}

impl Tracked for mark::Entity {
    const KIND: SubjectKind = SubjectKind::Grading;
    // Who gave which marks is nobody's business.
    const CONFIDENTIAL: &'static [&'static str] = &["rater", "items"];
}
