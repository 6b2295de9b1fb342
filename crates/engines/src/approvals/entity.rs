//! The tables of approvals.

use contract::SubjectKind;
use platform::db::Tracked;

pub mod approval_flow {
    use contract::approvals::ApprovalKind;
    use contract::approvals::flow::Vacant;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "approval_flow")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub kind: ApprovalKind,
        pub number: i64,
        pub name: String,
        /// The first day in force; a draft has none.
        pub from_on: Option<chrono::NaiveDate>,
        pub vacant: Vacant,
        pub same_person_once: bool,
        pub bulk: bool,
        /// JSON list of steps.
        pub steps: String,
        pub author_id: Option<Uuid>,
        pub created_at: chrono::DateTime<chrono::Utc>,
        pub updated_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

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
        pub flow_id: Uuid,
        pub subject_kind: String,
        pub subject_id: Uuid,
        pub subject_version: i64,
        pub subject_title: String,
        pub applicant_id: Uuid,
        /// JSON list of people who must not sign, the applicant among them.
        pub barred: String,
        pub status: ApprovalStatus,
        /// JSON list of `[text path, value]`.
        pub snapshot: String,
        pub amount_cents: Option<i64>,
        pub days: Option<String>,
        pub detail: Option<String>,
        pub current_step: i32,
        /// Entries of the history: it moves the version with everything that is done.
        pub entries: i32,
        pub reminded_at: Option<chrono::DateTime<chrono::Utc>>,
        pub ended_at: Option<chrono::DateTime<chrono::Utc>>,
        pub created_at: chrono::DateTime<chrono::Utc>,
        pub updated_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod approval_step {
    use contract::approvals::StepStatus;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "approval_step")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub approval_id: Uuid,
        pub position: i32,
        pub name: String,
        /// The flow's step as JSON, as it was when the request began.
        pub spec: String,
        pub status: StepStatus,
        /// Grows with each return to this or an earlier step; signers of earlier rounds are history.
        pub round: i32,
        pub asked_at: Option<chrono::DateTime<chrono::Utc>>,
        pub due_at: Option<chrono::DateTime<chrono::Utc>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod approval_signer {
    use contract::approvals::{SignerOrigin, SignerStatus};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "approval_signer")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub approval_id: Uuid,
        pub step_id: Uuid,
        pub round: i32,
        /// Order among the signers of a step.
        pub position: i32,
        pub person_id: Uuid,
        /// Whom this signer comes before, after or instead of.
        pub parent_id: Option<Uuid>,
        pub origin: SignerOrigin,
        pub status: SignerStatus,
        pub asked_at: Option<chrono::DateTime<chrono::Utc>>,
        pub decided_by: Option<Uuid>,
        pub decided_at: Option<chrono::DateTime<chrono::Utc>>,
        pub remark: String,
        pub added_by: Option<Uuid>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod approval_entry {
    use contract::approvals::EntryKind;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "approval_entry")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub approval_id: Uuid,
        pub number: i32,
        pub at: chrono::DateTime<chrono::Utc>,
        pub what: EntryKind,
        pub person_id: Option<Uuid>,
        pub for_id: Option<Uuid>,
        pub step: Option<i32>,
        /// JSON list of people.
        pub targets: String,
        pub remark: String,
        pub rule: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod approval_copy {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "approval_copy")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub approval_id: Uuid,
        pub person_id: Uuid,
        pub at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod delegation {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "delegation")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub person_id: Uuid,
        pub delegate_id: Uuid,
        pub from_on: chrono::NaiveDate,
        pub to_on: chrono::NaiveDate,
        /// JSON list of kinds; empty: all.
        pub kinds: String,
        pub reason: String,
        pub ended_at: Option<chrono::DateTime<chrono::Utc>>,
        pub created_at: chrono::DateTime<chrono::Utc>,
        pub updated_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

impl Tracked for approval_flow::Entity {
    const KIND: SubjectKind = SubjectKind::ApprovalFlow;
}

impl Tracked for approval::Entity {
    const KIND: SubjectKind = SubjectKind::Approval;
}

impl Tracked for approval_step::Entity {
    const KIND: SubjectKind = SubjectKind::Approval;
}

impl Tracked for approval_signer::Entity {
    const KIND: SubjectKind = SubjectKind::Approval;
}

impl Tracked for approval_entry::Entity {
    const KIND: SubjectKind = SubjectKind::Approval;
}

impl Tracked for approval_copy::Entity {
    const KIND: SubjectKind = SubjectKind::Approval;
}

impl Tracked for delegation::Entity {
    const KIND: SubjectKind = SubjectKind::Delegation;
}
