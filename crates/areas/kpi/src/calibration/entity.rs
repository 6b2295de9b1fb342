//! The table of adjustments: entries beside the computed score, of which only the decision is added later. The latest of a person that was
//! confirmed counts.

use contract::SubjectKind;
use contract::kpi::calibration::AdjustmentStatus;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "kpi_adjustment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    /// `2026-11`, or `2026`.
    pub period: String,
    pub person_id: Uuid,
    /// What the score was with earlier entries, in tenths of a point.
    pub before_tenths: i64,
    pub after_tenths: i64,
    pub reason: String,
    pub adjusted_by: Uuid,
    pub status: AdjustmentStatus,
    pub decided_by: Option<Uuid>,
    pub decided_at: Option<chrono::DateTime<chrono::Utc>>,
    /// Why it was refused.
    pub refusal: Option<String>,
    pub created_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}

impl platform::db::Tracked for Entity {
    const KIND: SubjectKind = SubjectKind::Kpi;
}
