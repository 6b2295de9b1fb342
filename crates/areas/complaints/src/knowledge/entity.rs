//! The tables of templates and their uses.

pub mod template {
    use contract::complaints::ComplaintCategory;
    use contract::complaints::knowledge::KnowledgeStatus;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "knowledge")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub title: String,
        pub category: ComplaintCategory,
        pub words: String,
        pub body: String,
        pub status: KnowledgeStatus,
        pub used: i64,
        pub author_id: Uuid,
        pub created_at: chrono::DateTime<chrono::Utc>,
        pub updated_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}

    impl Model {
        /// As other records mention it.
        pub fn subject(&self) -> contract::Subject {
            contract::Subject { kind: contract::SubjectKind::Knowledge, id: self.id, title: self.title.clone() }
        }
    }
}

pub mod usage {
    use sea_orm::entity::prelude::*;

    /// A template was used in a case or a request: once each.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "knowledge_use")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub knowledge_id: Uuid,
        pub record_id: Uuid,
        pub person_id: Uuid,
        pub at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

impl platform::db::Tracked for template::Entity {
    const KIND: contract::SubjectKind = contract::SubjectKind::Knowledge;
}
