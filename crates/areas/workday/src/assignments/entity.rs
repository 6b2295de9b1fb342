//! The tables of tasks.

use contract::SubjectKind;
use contract::assignments::{AssignmentStatus, ChecklistLine, Priority, Repeat};
use platform::Reply;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assignment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub number: String,
    pub title: String,
    pub details: String,
    pub owner_id: Uuid,
    pub giver_id: Uuid,
    pub status: AssignmentStatus,
    pub priority: Priority,
    pub repeat: Repeat,
    pub due_at: Option<chrono::DateTime<chrono::Utc>>,
    /// `due_at`, else some day far away: never null, so that the list sorts by it.
    pub sort_at: chrono::DateTime<chrono::Utc>,
    pub reply_by: Option<chrono::DateTime<chrono::Utc>>,
    pub reply: Option<String>,
    pub replied_at: Option<chrono::DateTime<chrono::Utc>>,
    /// When the superior was told of a missing reply.
    pub escalated_at: Option<chrono::DateTime<chrono::Utc>>,
    /// When the next one of a series was made.
    pub followed_at: Option<chrono::DateTime<chrono::Utc>>,
    /// The lines as JSON.
    pub checklist: String,
    pub about_kind: Option<String>,
    pub about_id: Option<Uuid>,
    pub remark: String,
    /// When the watchers were last changed.
    pub watched_at: Option<chrono::DateTime<chrono::Utc>>,
    pub done_at: Option<chrono::DateTime<chrono::Utc>>,
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

impl Model {
    /// The checklist.
    ///
    /// # Errors
    /// Where what is stored is no checklist.
    pub fn lines(&self) -> Reply<Vec<ChecklistLine>> {
        Ok(serde_json::from_str(&self.checklist)?)
    }
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}

impl platform::db::Tracked for Entity {
    const KIND: SubjectKind = SubjectKind::Assignment;
}

/// Who looks on.
pub mod watcher {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "assignment_watcher")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub assignment_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
