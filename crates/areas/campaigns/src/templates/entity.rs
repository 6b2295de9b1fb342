//! The table of templates.

use contract::SubjectKind;
use contract::campaigns::CampaignForm;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "campaign_template")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub name: String,
    pub form: CampaignForm,
    /// As JSON.
    pub lines: String,
    pub in_use: bool,
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}

impl platform::db::Tracked for Entity {
    const KIND: SubjectKind = SubjectKind::CampaignTemplate;
}
