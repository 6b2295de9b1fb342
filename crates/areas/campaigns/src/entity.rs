//! The table of campaigns.

use contract::SubjectKind;
use contract::campaigns::{CampaignForm, CampaignStatus};
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "campaign")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub number: String,
    pub theme: String,
    pub form: CampaignForm,
    pub goal: String,
    pub audience: String,
    pub place: String,
    pub starts_at: chrono::DateTime<chrono::Utc>,
    pub ends_at: chrono::DateTime<chrono::Utc>,
    pub budget_cents: i64,
    pub expected_participants: i64,
    pub expected_leads: i64,
    pub proposal: String,
    pub status: CampaignStatus,
    /// Why it was returned, cancelled or put off.
    pub remark: String,
    pub owner_id: Uuid,
    /// The owner's unit, for data scopes.
    pub unit_id: Uuid,
    pub approval_id: Option<Uuid>,
    pub approved_at: Option<chrono::DateTime<chrono::Utc>>,
    /// When the preparation was complete; absent while it is not.
    pub ready_at: Option<chrono::DateTime<chrono::Utc>>,
    pub started_at: Option<chrono::DateTime<chrono::Utc>>,
    pub finished_at: Option<chrono::DateTime<chrono::Utc>>,
    pub summary_due_on: Option<chrono::NaiveDate>,
    pub summed_up_at: Option<chrono::DateTime<chrono::Utc>>,
    pub participants: Option<i64>,
    pub leads: Option<i64>,
    pub cost_cents: Option<i64>,
    pub good: Option<String>,
    pub bad: Option<String>,
    pub next_time: Option<String>,
    /// Lines of the budget, as JSON.
    pub budget_lines: Option<String>,
    /// When it was to begin before it was put off.
    pub postponed_from: Option<chrono::DateTime<chrono::Utc>>,
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}

impl platform::db::Tracked for Entity {
    const KIND: SubjectKind = SubjectKind::Campaign;
}
