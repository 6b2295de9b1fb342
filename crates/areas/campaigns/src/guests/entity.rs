//! The tables of guests.

use contract::SubjectKind;
use contract::campaigns::guests::{GuestSource, GuestStatus};
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "campaign_guest")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub campaign_id: Uuid,
    pub name: String,
    pub company: String,
    pub phone_sealed: Option<String>,
    pub phone_hint: Option<String>,
    /// One number is one guest of a campaign.
    pub phone_hash: Option<String>,
    pub code: String,
    pub customer_id: Option<Uuid>,
    pub source: GuestSource,
    pub status: GuestStatus,
    pub attended_at: Option<chrono::DateTime<chrono::Utc>>,
    pub remark: String,
    /// Absent: they signed up themselves.
    pub added_by: Option<Uuid>,
    /// Since when they have to be told that the campaign was put off or called off.
    pub untold_since: Option<chrono::DateTime<chrono::Utc>>,
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}

impl platform::db::Tracked for Entity {
    const KIND: SubjectKind = SubjectKind::CampaignGuest;
    const CONFIDENTIAL: &'static [&'static str] = &["phone_sealed", "phone_hint", "phone_hash", "code"];
}

/// How people sign up for a campaign.
pub mod sign_up {
    use contract::SubjectKind;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "campaign_sign_up")]
    pub struct Model {
        /// The campaign's.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub token: String,
        pub is_open: bool,
        pub quota: Option<i64>,
        pub created_at: chrono::DateTime<chrono::Utc>,
        pub updated_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}

    impl platform::db::Tracked for Entity {
        const KIND: SubjectKind = SubjectKind::Campaign;
        const CONFIDENTIAL: &'static [&'static str] = &["token"];
    }
}

/// What devices noted; the id is the device's, so that what is sent twice counts once.
pub mod check_in {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "campaign_check_in")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub campaign_id: Uuid,
        pub guest_id: Uuid,
        pub at: chrono::DateTime<chrono::Utc>,
        pub person_id: Uuid,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
