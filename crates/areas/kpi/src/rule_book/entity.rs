//! The table of rule books: a row is what somebody set, from a month on. The latest set for the latest month counts; none is overwritten.

use contract::SubjectKind;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "kpi_rule_book")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    /// `2026-11`
    pub from_month: String,
    /// JSON of [`contract::kpi::rule_book::RuleBook`].
    pub content: String,
    pub note: String,
    pub author_id: Option<Uuid>,
    pub created_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}

impl platform::db::Tracked for Entity {
    const KIND: SubjectKind = SubjectKind::KpiScheme;
}
