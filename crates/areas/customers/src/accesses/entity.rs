//! The tables of leave to read.

use contract::SubjectKind;
use contract::values::Subject;
use platform::db::Tracked;

pub mod access {
    use contract::customers::AccessStatus;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "customer_access")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub number: String,
        pub person_id: Uuid,
        /// JSON list of names, as the applicant wrote them.
        pub wanted: String,
        /// JSON list of the parts of the file.
        pub fields: String,
        pub purpose: String,
        pub status: AccessStatus,
        pub remark: String,
        pub approval_id: Option<Uuid>,
        pub decided_at: Option<chrono::DateTime<chrono::Utc>>,
        pub ends_at: chrono::DateTime<chrono::Utc>,
        pub created_at: chrono::DateTime<chrono::Utc>,
        pub updated_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Which files a request means. It says more than its applicant may know, so it is never shown to them before the decision.
pub mod meant {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "customer_access_file")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub access_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub customer_id: Uuid,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

impl Tracked for access::Entity {
    const KIND: SubjectKind = SubjectKind::CustomerAccess;
}

impl access::Model {
    /// The request as mentioned elsewhere.
    pub fn subject(&self) -> Subject {
        Subject { kind: SubjectKind::CustomerAccess, id: self.id, title: self.number.clone() }
    }
}
