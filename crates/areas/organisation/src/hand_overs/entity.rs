//! The tables of hand-overs.

use contract::SubjectKind;
use contract::values::Subject;
use platform::db::Tracked;

pub mod hand_over {
    use contract::hand_overs::HandOverStatus;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "hand_over")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub number: String,
        pub person_id: Uuid,
        /// The person's unit, for data scopes.
        pub unit_id: Uuid,
        pub supervisor_id: Uuid,
        pub notice_on: chrono::NaiveDate,
        pub last_day: chrono::NaiveDate,
        pub short_notice: bool,
        pub reason: String,
        pub status: HandOverStatus,
        pub approval_id: Option<Uuid>,
        pub settled_by: Option<Uuid>,
        pub settled_at: Option<chrono::DateTime<chrono::Utc>>,
        pub settled_note: String,
        pub signed_by: Option<Uuid>,
        pub signed_at: Option<chrono::DateTime<chrono::Utc>>,
        pub signed_note: String,
        pub closed_at: Option<chrono::DateTime<chrono::Utc>>,
        pub created_at: chrono::DateTime<chrono::Utc>,
        pub updated_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod line {
    use contract::hand_overs::{HoldingKind, LineStatus};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "hand_over_line")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub hand_over_id: Uuid,
        pub kind: HoldingKind,
        pub subject_kind: String,
        pub subject_id: Uuid,
        pub title: String,
        pub must_settle: bool,
        pub receiver_id: Option<Uuid>,
        pub status: LineStatus,
        pub remark: String,
        pub done_at: Option<chrono::DateTime<chrono::Utc>>,
        pub created_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

impl hand_over::Model {
    /// As tasks and approvals mention it.
    pub fn subject(&self, person: &str) -> Subject {
        Subject { kind: SubjectKind::HandOver, id: self.id, title: format!("{} {person}", self.number) }
    }
}

impl Tracked for hand_over::Entity {
    const KIND: SubjectKind = SubjectKind::HandOver;
}

impl Tracked for line::Entity {
    const KIND: SubjectKind = SubjectKind::HandOver;
}
