//! The tables of alerts and of their rules.

use contract::SubjectKind;
use platform::db::Tracked;

pub mod alert {
    use contract::customers::{ReadingAlertKind, ReadingAlertStatus};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "reading_alert")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub person_id: Uuid,
        pub unit_id: Uuid,
        pub kind: ReadingAlertKind,
        pub day: chrono::NaiveDate,
        pub files: i64,
        pub most: i64,
        pub first_at: chrono::DateTime<chrono::Utc>,
        pub last_at: chrono::DateTime<chrono::Utc>,
        pub status: ReadingAlertStatus,
        pub note: String,
        pub reviewed_by: Option<Uuid>,
        pub reviewed_at: Option<chrono::DateTime<chrono::Utc>>,
        /// How many files it was about when it was reviewed.
        pub reviewed_files: Option<i64>,
        pub created_at: chrono::DateTime<chrono::Utc>,
        pub updated_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod rules {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "reading_rules")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub burst_files: i64,
        pub burst_minutes: i64,
        pub night_files: i64,
        pub night_from: i64,
        pub night_to: i64,
        pub leaving_files: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

impl Tracked for alert::Entity {
    const KIND: SubjectKind = SubjectKind::ReadingAlert;
}

impl Tracked for rules::Entity {
    const KIND: SubjectKind = SubjectKind::ReadingAlert;
}
