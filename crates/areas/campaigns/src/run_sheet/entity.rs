//! The tables of a campaign's day.

use contract::SubjectKind;
use contract::campaigns::run_sheet::{RunItemKind, RunItemStatus};
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "campaign_run_item")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub campaign_id: Uuid,
    pub kind: RunItemKind,
    pub title: String,
    pub planned_at: chrono::DateTime<chrono::Utc>,
    pub minutes: i64,
    pub owner_id: Uuid,
    pub status: RunItemStatus,
    pub began_at: Option<chrono::DateTime<chrono::Utc>>,
    pub ended_at: Option<chrono::DateTime<chrono::Utc>>,
    pub remark: String,
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}

impl platform::db::Tracked for Entity {
    const KIND: SubjectKind = SubjectKind::CampaignRunItem;
}

/// Who is on duty, as a whole.
pub mod roster {
    use contract::SubjectKind;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "campaign_roster")]
    pub struct Model {
        /// The campaign's.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        /// As JSON.
        pub entries: String,
        pub created_at: chrono::DateTime<chrono::Utc>,
        pub updated_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}

    impl platform::db::Tracked for Entity {
        const KIND: SubjectKind = SubjectKind::Campaign;
    }
}

/// What happened on site; never changed.
pub mod incident {
    use contract::SubjectKind;
    use contract::campaigns::run_sheet::IncidentGravity;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "campaign_incident")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub campaign_id: Uuid,
        pub gravity: IncidentGravity,
        pub what: String,
        pub done: String,
        pub person_id: Uuid,
        pub created_at: chrono::DateTime<chrono::Utc>,
        pub updated_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}

    impl platform::db::Tracked for Entity {
        const KIND: SubjectKind = SubjectKind::CampaignIncident;
    }
}
