//! How customers get in: codes of cases, tickets of forms that were used, surveys.

use contract::SubjectKind;
use platform::db::Tracked;

pub mod code {
    use sea_orm::entity::prelude::*;

    /// Not tracked: it says nothing about the case, and wrong guesses are many.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "complaint_code")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub complaint_id: Uuid,
        pub code_hash: String,
        /// Wrong codes in a row.
        pub failures: i64,
        pub locked_until: Option<chrono::DateTime<chrono::Utc>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod ticket {
    use sea_orm::entity::prelude::*;

    /// A ticket that was used.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "complaint_ticket")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub ticket_hash: String,
        pub used_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod survey {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "complaint_survey")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub complaint_id: Uuid,
        pub token_hash: String,
        pub issued_at: chrono::DateTime<chrono::Utc>,
        pub issued_by: Option<Uuid>,
        pub ends_at: chrono::DateTime<chrono::Utc>,
        pub answered_at: Option<chrono::DateTime<chrono::Utc>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

impl Tracked for survey::Entity {
    const KIND: SubjectKind = SubjectKind::Complaint;
    const CONFIDENTIAL: &'static [&'static str] = &["token_hash"];
}
