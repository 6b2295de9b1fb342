//! The tables of the organisation.

use contract::SubjectKind;
use platform::db::Tracked;

pub mod unit {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "unit")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub parent_id: Option<Uuid>,
        /// A [`contract::units::UnitKind`] word.
        pub kind: String,
        pub code: String,
        pub name: String,
        pub head_id: Option<Uuid>,
        pub duties: String,
        /// JSON list of unit ids.
        pub partners: String,
        pub closed_on: Option<chrono::NaiveDate>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod person {
    use contract::organisation::Theme;
    use contract::people::{Education, Employment, PersonStatus, Sex, Territory};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "person")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub number: String,
        pub name: String,
        pub unit_id: Uuid,
        pub post: String,
        pub superior_id: Option<Uuid>,
        pub active: bool,
        pub language: Option<String>,
        pub theme: Theme,
        pub post_id: Option<Uuid>,
        pub status: PersonStatus,
        pub sex: Option<Sex>,
        pub birth_on: Option<chrono::NaiveDate>,
        pub education: Option<Education>,
        pub major: String,
        pub major_related: Option<bool>,
        pub entered_on: Option<chrono::NaiveDate>,
        pub left_on: Option<chrono::NaiveDate>,
        pub employment: Option<Employment>,
        pub territory: Option<Territory>,
        /// JSON list of [`contract::people::Certificate`].
        pub certificates: String,
        /// When the roles were last changed.
        pub roles_at: Option<chrono::DateTime<chrono::Utc>>,
        pub trade_since: Option<chrono::NaiveDate>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod post_term {
    use sea_orm::entity::prelude::*;

    /// A post that somebody holds or held; names as they were then.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "post_term")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub person_id: Uuid,
        pub post_id: Option<Uuid>,
        pub post: String,
        pub unit_id: Uuid,
        pub unit: String,
        pub from_on: Option<chrono::NaiveDate>,
        pub to_on: Option<chrono::NaiveDate>,
        pub reason: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod role_term {
    use sea_orm::entity::prelude::*;

    /// The roles that somebody held from a day to a day. Of who never changed theirs there is none.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "role_term")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub person_id: Uuid,
        /// Codes in their order, with a space between.
        pub roles: String,
        /// Absent: always.
        pub from_on: Option<chrono::NaiveDate>,
        /// Absent: until now.
        pub to_on: Option<chrono::NaiveDate>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod account {
    use sea_orm::entity::prelude::*;

    /// How a person signs in; `id` is the person's.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "account")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub username: String,
        pub password_hash: String,
        /// Wrong passwords in a row.
        pub failures: i32,
        pub locked_until: Option<chrono::DateTime<chrono::Utc>>,
        /// The password has to be changed before anything else.
        pub must_change: bool,
        /// A temporary password works until then.
        pub temporary_until: Option<chrono::DateTime<chrono::Utc>>,
        pub changed_at: Option<chrono::DateTime<chrono::Utc>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod role {
    use contract::permission::DataScope;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "role")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub code: String,
        pub scope: DataScope,
        /// Permission words, each with `@scope` behind it where its reach differs from the role's.
        pub permissions: String,
        /// Empty for built-in roles: their names are texts of the product.
        pub name: String,
        pub description: String,
        pub built_in: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod person_role {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "person_role")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub role: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod session {
    use contract::access::SignInWay;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "session")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub person_id: Uuid,
        pub refresh_hash: String,
        /// The refresh token before this one: who presents it has an old copy.
        pub previous_hash: Option<String>,
        pub started_at: chrono::DateTime<chrono::Utc>,
        pub renewed_at: chrono::DateTime<chrono::Utc>,
        pub ends_at: chrono::DateTime<chrono::Utc>,
        pub ended_at: Option<chrono::DateTime<chrono::Utc>>,
        pub address: String,
        pub device: String,
        pub way: SignInWay,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

impl Tracked for unit::Entity {
    const KIND: SubjectKind = SubjectKind::Unit;
}

impl Tracked for person::Entity {
    const KIND: SubjectKind = SubjectKind::Person;
    const CONFIDENTIAL: &'static [&'static str] = &["birth_on"];
}

impl Tracked for post_term::Entity {
    const KIND: SubjectKind = SubjectKind::Person;
}

impl Tracked for account::Entity {
    const KIND: SubjectKind = SubjectKind::Person;
    const CONFIDENTIAL: &'static [&'static str] = &["password_hash"];
}

impl Tracked for role::Entity {
    const KIND: SubjectKind = SubjectKind::Role;
}

impl Tracked for session::Entity {
    const KIND: SubjectKind = SubjectKind::Session;
    const CONFIDENTIAL: &'static [&'static str] = &["refresh_hash", "previous_hash"];
}
