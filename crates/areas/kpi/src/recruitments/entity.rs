//! The tables of recruitments and applicants.

use contract::SubjectKind;
use platform::db::Tracked;

pub mod recruitment {
    use contract::kpi::recruitment::RecruitmentStatus;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "kpi_recruitment")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub name: String,
        pub status: RecruitmentStatus,
        /// JSON of [`contract::kpi::rule_book::RecruitmentRules`], as they were in force when it was opened.
        pub rules: String,
        /// JSON list of people.
        pub examiners: String,
        pub opened_by: Uuid,
        pub ranked_at: Option<chrono::DateTime<chrono::Utc>>,
        pub created_at: chrono::DateTime<chrono::Utc>,
        pub updated_at: chrono::DateTime<chrono::Utc>,
    }

    impl Model {
        /// Who asks in the interviews.
        pub fn examiners(&self) -> Vec<Uuid> {
            serde_json::from_str(&self.examiners).unwrap_or_default()
        }
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod applicant {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "kpi_recruitment_applicant")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub recruitment_id: Uuid,
        pub name: String,
        pub experience_years: i64,
        pub person_id: Option<Uuid>,
        /// JSON list of three decimals.
        pub paper: Option<String>,
        /// JSON map of decimals by examiner.
        pub interviews: String,
        pub total: Option<String>,
        pub place: Option<i64>,
        pub hired_on: Option<chrono::NaiveDate>,
        pub eligible_on: Option<chrono::NaiveDate>,
        pub created_at: chrono::DateTime<chrono::Utc>,
        pub updated_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

impl Tracked for recruitment::Entity {
    const KIND: SubjectKind = SubjectKind::Recruitment;
}

impl Tracked for applicant::Entity {
    const KIND: SubjectKind = SubjectKind::Recruitment;
    // Who gave which mark is nobody's business.
    const CONFIDENTIAL: &'static [&'static str] = &["interviews"];
}
