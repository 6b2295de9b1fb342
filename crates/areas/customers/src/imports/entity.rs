//! The tables of imports.

use contract::SubjectKind;
use platform::db::Tracked;

pub mod import {
    use contract::customers::ImportStatus;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "customer_import")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub file_name: String,
        pub status: ImportStatus,
        pub person_id: Uuid,
        /// JSON list of columns.
        pub columns: String,
        pub row_count: i64,
        pub ok_count: i64,
        pub duplicate_count: i64,
        pub error_count: i64,
        /// Rows that are customers by now.
        pub entered_count: i64,
        pub created_at: chrono::DateTime<chrono::Utc>,
        pub updated_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Rows on their way in. They are scratch, not records: what becomes of them is history, they themselves are not.
pub mod row {
    use contract::customers::RowOutcome;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "customer_import_row")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub import_id: Uuid,
        pub sheet_row: i64,
        pub outcome: RowOutcome,
        /// Sealed JSON: field word → text. It holds phone numbers and addresses.
        pub cells_sealed: String,
        /// JSON list of `[field word, column, code]`.
        pub problems: String,
        pub duplicate_of_row: Option<i64>,
        pub duplicate_on_file: bool,
        pub customer_id: Option<Uuid>,
        /// By what the customer is told from others, as [`Identity::key`](super::super::rules::Identity::key) writes it; absent where
        /// the row has problems.
        pub identity: Option<String>,
        pub updated_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

impl Tracked for import::Entity {
    const KIND: SubjectKind = SubjectKind::CustomerImport;
}
