//! The table of robots.

use contract::SubjectKind;
use contract::robots::{RobotProvider, RobotStatus};
use platform::db::Tracked;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "robot")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub name: String,
    pub provider: RobotProvider,
    pub host: String,
    pub sealed_url: String,
    /// Empty: it does not sign.
    pub sealed_secret: String,
    pub unit_id: Option<Uuid>,
    pub status: RobotStatus,
    /// Who answers for it.
    pub created_by: Uuid,
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}

impl Tracked for Entity {
    const KIND: SubjectKind = SubjectKind::Robot;
    const CONFIDENTIAL: &'static [&'static str] = &["sealed_url", "sealed_secret"];
}
