//! The table of views.

use contract::SubjectKind;
use platform::db::Tracked;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "saved_view")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub person_id: Uuid,
    pub list: String,
    pub name: String,
    pub query: String,
    /// Names of columns, with a space between.
    pub hidden: String,
    /// The unit it is shared with, and those below it.
    pub unit_id: Option<Uuid>,
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}

impl Tracked for Entity {
    const KIND: SubjectKind = SubjectKind::SavedView;
    /// What somebody looks for may name customers.
    const CONFIDENTIAL: &'static [&'static str] = &["name", "query"];
}
