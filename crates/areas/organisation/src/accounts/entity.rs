use contract::SubjectKind;
use platform::db::Tracked;

pub mod overview {
    use sea_orm::entity::prelude::*;

    /// Accounts of active people with their names; a view.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "account_overview")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub username: String,
        pub name: String,
        pub number: String,
        pub must_change: bool,
        pub locked_until: Option<chrono::DateTime<chrono::Utc>>,
        pub temporary_until: Option<chrono::DateTime<chrono::Utc>>,
        pub second_factor_at: Option<chrono::DateTime<chrono::Utc>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod rules {
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "access_rules")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        /// Codes of roles with spaces between them.
        pub second_factor_roles: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

impl Tracked for rules::Entity {
    const KIND: SubjectKind = SubjectKind::Session;
}
