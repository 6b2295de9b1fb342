//! The table of follow-ups.

use contract::SubjectKind;
use contract::customers::FollowUpWay;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "follow_up")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub customer_id: Uuid,
    pub contact_id: Option<Uuid>,
    pub person_id: Uuid,
    pub way: FollowUpWay,
    pub content: String,
    pub next_step: String,
    pub next_on: Option<chrono::NaiveDate>,
    /// The day of the follow-up that kept the promise.
    pub kept_on: Option<chrono::NaiveDate>,
    /// When it took place; `recorded_at` is when it was entered.
    pub occurred_at: chrono::DateTime<chrono::Utc>,
    pub recorded_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}

impl platform::db::Tracked for Entity {
    const KIND: SubjectKind = SubjectKind::FollowUp;
}
