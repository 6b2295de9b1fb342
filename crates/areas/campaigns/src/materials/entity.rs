//! The table of materials.

use contract::SubjectKind;
use contract::campaigns::materials::{MaterialKind, MaterialQuality};
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "campaign_material")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub campaign_id: Uuid,
    pub name: String,
    pub kind: MaterialKind,
    pub unit: String,
    pub supplier: String,
    pub unit_cost_cents: i64,
    pub needed: i64,
    pub ordered: i64,
    pub received: i64,
    pub used: i64,
    pub returned: i64,
    pub quality: MaterialQuality,
    pub remark: String,
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}

impl platform::db::Tracked for Entity {
    const KIND: SubjectKind = SubjectKind::CampaignMaterial;
}
