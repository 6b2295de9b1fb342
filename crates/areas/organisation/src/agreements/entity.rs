use contract::SubjectKind;
use platform::db::Tracked;

pub mod agreement {
    use contract::access::agreements::AgreementStatus;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "agreement")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub number: i64,
        pub title: String,
        pub body: String,
        pub status: AgreementStatus,
        pub author_id: Uuid,
        pub in_force_at: Option<chrono::DateTime<chrono::Utc>>,
        pub created_at: chrono::DateTime<chrono::Utc>,
        pub updated_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod acceptance {
    use sea_orm::entity::prelude::*;

    /// Never changed and never removed.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "agreement_acceptance")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub agreement_id: Uuid,
        pub person_id: Uuid,
        pub accepted_at: chrono::DateTime<chrono::Utc>,
        pub address: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod standing {
    use sea_orm::entity::prelude::*;

    /// Everyone with an account, and their acceptance of the version in force; a view.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "agreement_standing")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub number: String,
        pub name: String,
        pub post: String,
        pub unit_id: Uuid,
        pub accepted_at: Option<chrono::DateTime<chrono::Utc>>,
        pub address: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

impl Tracked for agreement::Entity {
    const KIND: SubjectKind = SubjectKind::Agreement;
}

impl Tracked for acceptance::Entity {
    const KIND: SubjectKind = SubjectKind::Agreement;
}
