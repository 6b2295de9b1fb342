//! The tables of acts on many customers. What becomes of the files stands in their history.

use contract::customers::BulkDeed;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "customer_bulk")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub person_id: Uuid,
    pub deed: BulkDeed,
    pub receiver_id: Option<Uuid>,
    /// With 、 between.
    pub tags: String,
    pub reason: String,
    pub at: chrono::DateTime<chrono::Utc>,
    pub done_at: Option<chrono::DateTime<chrono::Utc>>,
    pub undone_at: Option<chrono::DateTime<chrono::Utc>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}

pub mod item {
    use contract::customers::BulkRefusal;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "customer_bulk_item")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub bulk_id: Uuid,
        /// As the caller named it: whether there is such a customer is another question.
        #[sea_orm(primary_key, auto_increment = false)]
        pub record_id: Uuid,
        pub position: i64,
        /// The version of the file in the plan.
        pub seen: i64,
        pub outcome: Outcome,
        pub refusal: Option<BulkRefusal>,
        /// JSON of [`crate::bulks::rules::Before`]; empty where nothing was done.
        pub before: String,
    }

    #[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
    #[sea_orm(rs_type = "String", db_type = "String(StringLen::None)")]
    pub enum Outcome {
        #[sea_orm(string_value = "ready")]
        Ready,
        #[sea_orm(string_value = "refused")]
        Refused,
        #[sea_orm(string_value = "done")]
        Done,
        #[sea_orm(string_value = "undone")]
        Undone,
        /// It could not be taken back.
        #[sea_orm(string_value = "kept")]
        Kept,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
