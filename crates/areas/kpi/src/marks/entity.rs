//! The tables of reviews: one of each person in each cycle, with what they wrote about themselves.

use contract::SubjectKind;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "kpi_review")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub cycle_id: Uuid,
    /// `2026-11`, or `2026`.
    pub period: String,
    pub person_id: Uuid,
    /// As it was when the cycle began.
    pub post: String,
    /// JSON of [`super::rules::Marked`]: who marks what by which rule, as the scheme said when the cycle began.
    pub indicators: String,
    pub achievements: String,
    pub shortcomings: String,
    pub improvements: String,
    /// JSON of [`contract::kpi::marks::Mark`]: their own.
    pub marks: String,
    pub submitted_at: Option<chrono::DateTime<chrono::Utc>>,
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}

impl platform::db::Tracked for Entity {
    const KIND: SubjectKind = SubjectKind::KpiReview;
    const CONFIDENTIAL: &'static [&'static str] = &["achievements", "shortcomings", "improvements", "marks"];
}

/// What somebody has to mark, and their marks. The audit log keeps that somebody marked, never whom: raters stay unknown.
pub mod mark {
    use contract::SubjectKind;
    use contract::kpi::marks::Rater;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "kpi_mark")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub cycle_id: Uuid,
        pub review_id: Uuid,
        pub rater: Rater,
        pub rater_id: Uuid,
        /// JSON of [`contract::kpi::marks::Mark`].
        pub marks: String,
        pub remark: String,
        pub submitted_at: Option<chrono::DateTime<chrono::Utc>>,
        pub created_at: chrono::DateTime<chrono::Utc>,
        pub updated_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}

    impl platform::db::Tracked for Entity {
        const KIND: SubjectKind = SubjectKind::KpiMark;
        const CONFIDENTIAL: &'static [&'static str] = &["review_id", "rater", "rater_id", "marks", "remark"];
    }
}

/// Peers that were named for somebody.
pub mod peer {
    use contract::SubjectKind;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "kpi_peer")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub person_id: Uuid,
        /// JSON of their ids.
        pub peers: String,
        pub created_at: chrono::DateTime<chrono::Utc>,
        pub updated_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}

    impl platform::db::Tracked for Entity {
        const KIND: SubjectKind = SubjectKind::KpiReview;
        const CONFIDENTIAL: &'static [&'static str] = &["peers"];
    }
}

/// Requests to open who marked somebody.
pub mod unsealing {
    use contract::SubjectKind;
    use contract::kpi::marks::UnsealingStatus;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "kpi_unsealing")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub review_id: Uuid,
        pub status: UnsealingStatus,
        pub reason: String,
        pub asked_by: Uuid,
        pub decided_by: Option<Uuid>,
        pub decided_at: Option<chrono::DateTime<chrono::Utc>>,
        pub created_at: chrono::DateTime<chrono::Utc>,
        pub updated_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}

    impl platform::db::Tracked for Entity {
        const KIND: SubjectKind = SubjectKind::KpiUnsealing;
    }
}
