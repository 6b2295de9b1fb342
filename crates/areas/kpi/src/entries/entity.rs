//! The table of values that people enter. What a row says never changes: what is put right is a new one.

use contract::SubjectKind;
use contract::kpi::entries::EntryStatus;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "kpi_entry")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub person_id: Uuid,
    /// `2026-11`
    pub month: String,
    /// The key of an indicator of the person's scheme in that month.
    pub indicator: String,
    /// What it was called then.
    pub label: String,
    /// A decimal; absent where the entry before is taken back.
    pub value: Option<String>,
    pub reason: String,
    pub replaces: Option<Uuid>,
    pub status: EntryStatus,
    pub approval_id: Option<Uuid>,
    pub entered_by: Uuid,
    pub created_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}

impl platform::db::Tracked for Entity {
    const KIND: SubjectKind = SubjectKind::KpiEntry;
}
