//! The tables of pay. Whatever says how much is sealed.

use contract::SubjectKind;
use platform::db::Tracked;

pub mod term {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "pay_term")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub person_id: Uuid,
        pub from_month: String,
        /// [`super::super::terms::Terms`]
        pub sealed: String,
        pub reason: String,
        pub author_id: Uuid,
        pub created_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod leave_rule {
    use sea_orm::entity::prelude::*;

    /// What somebody set, from a month on. The latest set for the latest month counts; none is overwritten.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "pay_leave_rule")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        /// `2026-11`
        pub from_month: String,
        /// JSON of [`contract::kpi::leave_pay::LeavePayRules`].
        pub content: String,
        pub reason: String,
        pub author_id: Uuid,
        pub created_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod run {
    use contract::kpi::pay::PayStatus;
    use contract::values::{Subject, SubjectKind};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "pay_run")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub month: String,
        pub status: PayStatus,
        /// How often it was checked: the slips of the last time count.
        pub checks: i64,
        pub opened_by: Uuid,
        pub checked_by: Option<Uuid>,
        pub checked_at: Option<chrono::DateTime<chrono::Utc>>,
        pub approved_by: Option<Uuid>,
        pub approved_at: Option<chrono::DateTime<chrono::Utc>>,
        pub locked_by: Option<Uuid>,
        pub locked_at: Option<chrono::DateTime<chrono::Utc>>,
        pub returned_by: Option<Uuid>,
        pub returned_reason: String,
        pub created_at: chrono::DateTime<chrono::Utc>,
        pub updated_at: chrono::DateTime<chrono::Utc>,
    }

    impl Model {
        /// As tasks mention it.
        pub fn subject(&self) -> Subject {
            Subject { kind: SubjectKind::Pay, id: self.id, title: self.month.clone() }
        }
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod line {
    use contract::kpi::pay::PayLineKind;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "pay_line")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub run_id: Uuid,
        pub person_id: Uuid,
        pub kind: PayLineKind,
        /// [`super::super::lines::Line`]: amount and reason.
        pub sealed: String,
        pub for_month: Option<String>,
        pub replaces: Option<Uuid>,
        pub author_id: Uuid,
        pub created_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod slip {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "pay_slip")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub run_id: Uuid,
        pub person_id: Uuid,
        pub check_number: i64,
        /// [`super::super::slip::Slip`]
        pub sealed: String,
        pub created_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

impl Tracked for leave_rule::Entity {
    const KIND: SubjectKind = SubjectKind::Pay;
}

impl Tracked for term::Entity {
    const KIND: SubjectKind = SubjectKind::Pay;
    const CONFIDENTIAL: &'static [&'static str] = &["sealed"];
}

impl Tracked for run::Entity {
    const KIND: SubjectKind = SubjectKind::Pay;
}

impl Tracked for line::Entity {
    const KIND: SubjectKind = SubjectKind::Pay;
    const CONFIDENTIAL: &'static [&'static str] = &["sealed"];
}

impl Tracked for slip::Entity {
    const KIND: SubjectKind = SubjectKind::Pay;
    const CONFIDENTIAL: &'static [&'static str] = &["sealed"];
}
