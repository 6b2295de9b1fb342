//! The table of leaves.

use contract::SubjectKind;
use contract::leaves::{LeaveKind, LeaveStatus};
use contract::values::Subject;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "leave_request")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub number: String,
    pub person_id: Uuid,
    /// The person's unit when they asked, for data scopes.
    pub unit_id: Uuid,
    pub substitute_id: Uuid,
    pub kind: LeaveKind,
    pub from_on: chrono::NaiveDate,
    pub to_on: chrono::NaiveDate,
    /// Working days.
    pub days: i64,
    pub reason: String,
    pub notes: String,
    pub status: LeaveStatus,
    pub remark: String,
    pub approval_id: Option<Uuid>,
    pub delegation_id: Option<Uuid>,
    /// The first day back, where it ended before its last day.
    pub back_on: Option<chrono::NaiveDate>,
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

impl Model {
    /// The leave as it is mentioned elsewhere.
    pub fn subject(&self, name: &str) -> Subject {
        Subject { kind: SubjectKind::Leave, id: self.id, title: format!("{} {name}", self.number) }
    }
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}

impl platform::db::Tracked for Entity {
    const KIND: SubjectKind = SubjectKind::Leave;
}
