//! The table of things to prepare.

use contract::SubjectKind;
use contract::campaigns::preparation::{PreparationStatus, PreparationTopic};
use platform::Reply;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "campaign_item")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub campaign_id: Uuid,
    pub title: String,
    pub topic: PreparationTopic,
    pub owner_id: Uuid,
    pub days_before: i64,
    pub takes: i64,
    /// Worked out from the campaign's start and the working calendar.
    pub due_on: chrono::NaiveDate,
    pub must: bool,
    pub evidence: bool,
    /// Ids of the campaign's things that come first, as JSON.
    pub after_ids: String,
    pub status: PreparationStatus,
    pub note: String,
    pub done_at: Option<chrono::DateTime<chrono::Utc>>,
    pub done_by: Option<Uuid>,
    /// When the manager was told that it is late.
    pub late_told_at: Option<chrono::DateTime<chrono::Utc>>,
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// What comes first.
    pub fn after(&self) -> Reply<Vec<Uuid>> {
        Ok(serde_json::from_str(&self.after_ids)?)
    }
}

impl platform::db::Tracked for Entity {
    const KIND: SubjectKind = SubjectKind::CampaignItem;
}
