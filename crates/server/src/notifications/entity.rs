//! The table of notifications. They are no records: what they tell of is.

use contract::notifications::NotificationKind;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notification")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_id: Uuid,
    pub kind: NotificationKind,
    pub title: String,
    pub subject_kind: String,
    pub subject_id: Uuid,
    pub from_id: Option<Uuid>,
    /// What it tells of: the same is told once.
    pub cause_id: Uuid,
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub read_at: Option<chrono::DateTime<chrono::Utc>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}

/// How people want to be told; `id` is the person's.
pub mod setting {
    use contract::SubjectKind;
    use contract::notifications::NotificationKind;
    use platform::db::Tracked;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "notification_setting")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub email: String,
        /// Kinds that go by mail at once, with a space between.
        pub mails: String,
        /// Kinds that go into the mail of the day.
        pub digests: String,
        /// Kinds that the robots say.
        pub robots: String,
        pub digest_hour: i32,
        pub quiet_from: Option<i32>,
        pub quiet_until: Option<i32>,
        pub updated_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}

    impl Tracked for Entity {
        const KIND: SubjectKind = SubjectKind::Person;
        const CONFIDENTIAL: &'static [&'static str] = &["email"];
    }

    impl Model {
        /// The hours in which nothing is sent.
        pub fn quiet(&self) -> Option<(i32, i32)> {
            self.quiet_from.zip(self.quiet_until)
        }
    }

    /// Whether a kind is one of those stored.
    pub fn names(stored: &str, kind: NotificationKind) -> bool {
        stored.split(' ').any(|word| word == kind.word())
    }
}

/// How far a person's mails of the day have come; `id` is the person's.
pub mod digest {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "notification_digest")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub day: chrono::NaiveDate,
        pub until_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// What goes out, and how it went: a log, no records. What was said is not kept; it is written anew at each attempt.
pub mod message {
    use contract::notifications::settings::Channel;
    use contract::webhooks::DeliveryStatus;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "notification_delivery")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub channel: Channel,
        pub person_id: Uuid,
        pub notification_id: Option<Uuid>,
        pub robot_id: Option<Uuid>,
        /// A digest tells of what came after this moment …
        pub since_at: Option<chrono::DateTime<chrono::Utc>>,
        /// … up to this one.
        pub until_at: Option<chrono::DateTime<chrono::Utc>>,
        pub status: DeliveryStatus,
        pub held_until: Option<chrono::DateTime<chrono::Utc>>,
        pub attempts: i32,
        pub last_status: Option<i32>,
        pub last_error: Option<String>,
        pub created_at: chrono::DateTime<chrono::Utc>,
        pub last_at: Option<chrono::DateTime<chrono::Utc>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
