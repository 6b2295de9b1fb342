//! The table of tasks.

use contract::SubjectKind;
use contract::tasks::{TaskKind, TaskStatus};
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "task")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub kind: TaskKind,
    pub person_id: Uuid,
    pub title: String,
    pub subject_kind: String,
    pub subject_id: Uuid,
    pub subject_title: String,
    pub status: TaskStatus,
    pub from_id: Option<Uuid>,
    pub due_at: Option<chrono::DateTime<chrono::Utc>>,
    pub reminded_at: Option<chrono::DateTime<chrono::Utc>>,
    /// `due_at`, else `created_at`: never null, so that the inbox sorts by it.
    pub sort_at: chrono::DateTime<chrono::Utc>,
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}

impl platform::db::Tracked for Entity {
    const KIND: SubjectKind = SubjectKind::Task;
}
