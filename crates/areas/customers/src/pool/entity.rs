//! The tables of moves, shares and rules.

use contract::SubjectKind;
use platform::db::Tracked;

/// Who had a customer before: history that the limits count by; the file's own history has each change of owner as well.
pub mod moves {
    use contract::customers::MoveKind;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "customer_move")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub customer_id: Uuid,
        pub kind: MoveKind,
        pub from_id: Option<Uuid>,
        pub to_id: Option<Uuid>,
        pub by_id: Option<Uuid>,
        pub reason: String,
        pub at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod share {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "customer_share")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub customer_id: Uuid,
        pub person_id: Uuid,
        pub may_edit: bool,
        pub ends_at: chrono::DateTime<chrono::Utc>,
        pub shared_by: Uuid,
        pub created_at: chrono::DateTime<chrono::Utc>,
        pub updated_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod rules {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "customer_pool_rules")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub active: bool,
        pub idle_days: i64,
        pub warn_days: i64,
        /// Words with spaces between.
        pub exempt_tiers: String,
        pub most_held: Option<i64>,
        pub most_claims: Option<i64>,
        pub cooling_days: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

impl Tracked for share::Entity {
    const KIND: SubjectKind = SubjectKind::CustomerShare;
}

impl Tracked for rules::Entity {
    const KIND: SubjectKind = SubjectKind::CustomerPool;
}
