//! The tables of announcements, and the views that their lists read.

use contract::SubjectKind;
use platform::db::Tracked;

pub mod announcement {
    use contract::announcements::{AnnouncementStatus, Audience};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "announcement")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub title: String,
        pub body: String,
        pub pinned: bool,
        pub audience: Audience,
        /// JSON list of unit ids.
        pub units: String,
        /// Role codes, one blank between them.
        pub roles: String,
        pub from_on: Option<chrono::NaiveDate>,
        pub until_on: Option<chrono::NaiveDate>,
        pub status: AnnouncementStatus,
        pub author_id: Uuid,
        /// The author's unit, for data scopes.
        pub unit_id: Uuid,
        pub published_at: Option<chrono::DateTime<chrono::Utc>>,
        /// From then on those addressed see it.
        pub shown_from: Option<chrono::DateTime<chrono::Utc>>,
        pub shown_until: Option<chrono::DateTime<chrono::Utc>>,
        /// When those addressed were told of it.
        pub told_at: Option<chrono::DateTime<chrono::Utc>>,
        pub reminded_at: Option<chrono::DateTime<chrono::Utc>>,
        pub withdrawn_at: Option<chrono::DateTime<chrono::Utc>>,
        pub created_at: chrono::DateTime<chrono::Utc>,
        pub updated_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod addressee {
    use sea_orm::entity::prelude::*;

    /// Somebody whom an announcement is for, and their receipt.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "announcement_addressee")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub announcement_id: Uuid,
        pub person_id: Uuid,
        pub read_at: Option<chrono::DateTime<chrono::Utc>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod addressed {
    use sea_orm::entity::prelude::*;

    /// A published announcement, once for each person whom it is for; a view.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "announcement_addressed")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub person_id: Uuid,
        pub title: String,
        pub pinned: bool,
        pub author_id: Uuid,
        pub shown_from: chrono::DateTime<chrono::Utc>,
        pub shown_until: Option<chrono::DateTime<chrono::Utc>>,
        pub read_at: Option<chrono::DateTime<chrono::Utc>>,
        /// Pinned, or not read.
        pub prominent: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod receipt {
    use sea_orm::entity::prelude::*;

    /// Those addressed with their names; a view.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "announcement_receipt")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub announcement_id: Uuid,
        pub number: String,
        pub name: String,
        pub post: String,
        pub unit: String,
        pub read_at: Option<chrono::DateTime<chrono::Utc>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

impl Tracked for announcement::Entity {
    const KIND: SubjectKind = SubjectKind::Announcement;
}

impl Tracked for addressee::Entity {
    const KIND: SubjectKind = SubjectKind::Announcement;
}
