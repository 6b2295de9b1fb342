use contract::SubjectKind;
use platform::db::Tracked;

pub mod factor {
    use sea_orm::entity::prelude::*;

    /// `id` is the person's. It counts once it is confirmed.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "second_factor")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub secret_sealed: String,
        pub started_at: chrono::DateTime<chrono::Utc>,
        pub confirmed_at: Option<chrono::DateTime<chrono::Utc>>,
        /// The step of the last code that was taken: none of it or before is taken again.
        pub last_step: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod recovery_code {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "recovery_code")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub person_id: Uuid,
        pub code_hash: String,
        pub used_at: Option<chrono::DateTime<chrono::Utc>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

impl Tracked for factor::Entity {
    const KIND: SubjectKind = SubjectKind::Person;
    const CONFIDENTIAL: &'static [&'static str] = &["secret_sealed", "last_step"];
}

impl Tracked for recovery_code::Entity {
    const KIND: SubjectKind = SubjectKind::Person;
    const CONFIDENTIAL: &'static [&'static str] = &["code_hash"];
}
