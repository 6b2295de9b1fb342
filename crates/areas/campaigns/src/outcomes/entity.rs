//! The tables of what came of campaigns.

use contract::SubjectKind;
use sea_orm::entity::prelude::*;

/// A contract that was won, until the product has an area of contracts.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "won_contract")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub number: String,
    pub customer_id: Uuid,
    pub signed_on: chrono::NaiveDate,
    pub amount_cents: i64,
    pub remark: String,
    pub entered_by: Uuid,
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}

impl platform::db::Tracked for Entity {
    const KIND: SubjectKind = SubjectKind::WonContract;
}

/// Summaries as they were frozen; never changed.
pub mod archive {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "campaign_archive")]
    pub struct Model {
        /// The campaign's.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// As JSON.
        pub document: String,
        pub hash: String,
        pub at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
