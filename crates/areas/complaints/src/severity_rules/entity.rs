//! The table of the company's rules of severity.

use contract::SubjectKind;
use contract::complaints::Severity;
use sea_orm::entity::prelude::*;

/// A version; it is never changed.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "complaint_severity_rules")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub from_on: chrono::NaiveDate,
    /// As JSON.
    pub rules: String,
    pub otherwise: Severity,
    pub person_id: Uuid,
    pub created_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}

impl platform::db::Tracked for Entity {
    const KIND: SubjectKind = SubjectKind::Complaint;
}
