use contract::SubjectKind;
use platform::db::Tracked;

pub mod service_account {
    use contract::permission::DataScope;
    use sea_orm::entity::prelude::*;

    /// `id` is that of the person row under which its records stand.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "service_account")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub name: String,
        pub purpose: String,
        /// Words with spaces between them.
        pub permissions: String,
        pub scope: DataScope,
        pub author_id: Uuid,
        pub closed_at: Option<chrono::DateTime<chrono::Utc>>,
        pub created_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod api_key {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "api_key")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub account_id: Uuid,
        pub name: String,
        pub prefix: String,
        pub key_hash: String,
        pub permissions: String,
        pub expires_at: chrono::DateTime<chrono::Utc>,
        pub last_used_at: Option<chrono::DateTime<chrono::Utc>>,
        pub last_address: String,
        pub revoked_at: Option<chrono::DateTime<chrono::Utc>>,
        pub author_id: Uuid,
        pub created_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

impl Tracked for service_account::Entity {
    const KIND: SubjectKind = SubjectKind::ApiKey;
}

impl Tracked for api_key::Entity {
    const KIND: SubjectKind = SubjectKind::ApiKey;
    const CONFIDENTIAL: &'static [&'static str] = &["key_hash"];
}
