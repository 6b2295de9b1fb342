//! The table of expenses.

use contract::SubjectKind;
use contract::campaigns::spending::{ExpenseStatus, ExpenseTopic};
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "campaign_expense")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub campaign_id: Uuid,
    pub topic: ExpenseTopic,
    pub purpose: String,
    pub supplier: String,
    pub committed_cents: i64,
    pub paid_cents: Option<i64>,
    pub status: ExpenseStatus,
    pub remark: String,
    pub person_id: Uuid,
    pub approval_id: Option<Uuid>,
    pub paid_at: Option<chrono::DateTime<chrono::Utc>>,
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}

impl platform::db::Tracked for Entity {
    const KIND: SubjectKind = SubjectKind::CampaignExpense;
}
