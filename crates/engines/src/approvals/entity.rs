//! The tables of approvals.

use contract::SubjectKind;
use platform::db::Tracked;

pub mod approval {
    use contract::approvals::{ApprovalKind, ApprovalStatus};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "approval")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub kind: ApprovalKind,
        pub subject_kind: String,
        pub subject_id: Uuid,
        pub subject_version: i64,
        pub subject_title: String,
        pub applicant_id: Uuid,
        /// JSON list of people who must not sign.
        pub barred: String,
        pub status: ApprovalStatus,
        /// JSON list of `[text path, value]`.
        pub snapshot: String,
        pub current_step: i32,
        pub created_at: chrono::DateTime<chrono::Utc>,
        pub updated_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod approval_step {
    use contract::approvals::Verdict;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "approval_step")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub approval_id: Uuid,
        pub position: i32,
        pub role: String,
        pub decided_by: Option<Uuid>,
        pub decided_at: Option<chrono::DateTime<chrono::Utc>>,
        pub verdict: Option<Verdict>,
        pub remark: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

impl Tracked for approval::Entity {
    const KIND: SubjectKind = SubjectKind::Approval;
}

impl Tracked for approval_step::Entity {
    const KIND: SubjectKind = SubjectKind::Approval;
}
