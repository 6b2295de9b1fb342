//! Changes of key fields that were proposed. What becomes of them stands in the history of the file.

use contract::customers::{ProposalStatus, Tier};
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "customer_proposal")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub customer_id: Uuid,
    pub status: ProposalStatus,
    pub name: String,
    pub credit_code: Option<String>,
    pub tier: Tier,
    pub proposed_by: Uuid,
    pub proposed_at: chrono::DateTime<chrono::Utc>,
    pub remark: Option<String>,
    pub decided_by: Option<Uuid>,
    pub decided_at: Option<chrono::DateTime<chrono::Utc>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}
