//! The table of schemes: a row is a version.

use contract::SubjectKind;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "kpi_scheme")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub role: String,
    /// Counted from 1 within the role.
    pub number: i64,
    /// Whose scheme decides for holders of several roles: the lowest.
    pub position: i64,
    /// Empty: the product's name.
    pub name: String,
    /// `2026-11`, the first month in force; a draft has none.
    pub from_month: Option<String>,
    /// JSON of a [`contract::kpi::schemes::SchemeForm`].
    pub content: String,
    pub author_id: Option<Uuid>,
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}

impl platform::db::Tracked for Entity {
    const KIND: SubjectKind = SubjectKind::KpiScheme;
}
