//! The table of notifications. They are no records: what they tell of is.

use contract::notifications::NotificationKind;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notification")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_id: Uuid,
    pub kind: NotificationKind,
    pub title: String,
    pub subject_kind: String,
    pub subject_id: Uuid,
    pub from_id: Option<Uuid>,
    /// What it tells of: the same is told once.
    pub cause_id: Uuid,
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub read_at: Option<chrono::DateTime<chrono::Utc>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}
