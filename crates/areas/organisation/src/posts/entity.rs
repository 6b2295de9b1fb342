//! The table of posts.

use contract::SubjectKind;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "post")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub code: String,
    pub name: String,
    pub unit_id: Uuid,
    pub superior_id: Option<Uuid>,
    pub headcount: i64,
    pub summary: String,
    pub duties: String,
    /// JSON list of indicator keys.
    pub indicators: String,
    /// JSON of a [`contract::posts::Qualification`].
    pub qualification: String,
    /// JSON of [`contract::posts::Powers`].
    pub powers: String,
    pub responsibilities: String,
    pub relations: String,
    /// JSON of [`contract::posts::Careers`].
    pub careers: String,
    pub closed_on: Option<chrono::NaiveDate>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}

impl platform::db::Tracked for Entity {
    const KIND: SubjectKind = SubjectKind::Post;
}
