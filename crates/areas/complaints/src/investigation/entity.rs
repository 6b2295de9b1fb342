//! The tables of an investigation.

use contract::SubjectKind;
use platform::db::Tracked;

pub mod statement {
    use sea_orm::entity::prelude::*;

    /// What somebody said; never changed.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "complaint_statement")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub complaint_id: Uuid,
        pub at: chrono::DateTime<chrono::Utc>,
        pub speaker: String,
        pub text: String,
        pub taken_by: Uuid,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod inquiry {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "complaint_inquiry")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub complaint_id: Uuid,
        pub person_id: Uuid,
        /// The person's department when they were asked.
        pub unit_id: Uuid,
        pub question: String,
        pub asked_by: Uuid,
        pub asked_at: chrono::DateTime<chrono::Utc>,
        pub due_at: chrono::DateTime<chrono::Utc>,
        pub answer: Option<String>,
        pub answered_at: Option<chrono::DateTime<chrono::Utc>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

impl Tracked for statement::Entity {
    const KIND: SubjectKind = SubjectKind::Complaint;
}

impl Tracked for inquiry::Entity {
    const KIND: SubjectKind = SubjectKind::ComplaintInquiry;
}
