//! The tables of web hooks.

use contract::SubjectKind;
use platform::db::Tracked;

pub mod webhook {
    use contract::webhooks::WebhookStatus;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "webhook")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub name: String,
        pub url: String,
        /// Names with a space between.
        pub events: String,
        pub status: WebhookStatus,
        /// The secret follows from it and the company's key: no secret is stored.
        pub secret_number: i64,
        pub old_secret_until: Option<chrono::DateTime<chrono::Utc>>,
        pub failing_since: Option<chrono::DateTime<chrono::Utc>>,
        /// Who answers for it.
        pub created_by: Uuid,
        pub created_at: chrono::DateTime<chrono::Utc>,
        pub updated_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}

    impl Model {
        /// Whether it wants an event of this name.
        pub fn wants(&self, name: &str) -> bool {
            let fits = |wanted: &str| match wanted.strip_suffix('*') {
                Some(stem) => name.starts_with(stem),
                None => wanted == name,
            };
            self.events.split(' ').any(fits)
        }
    }
}

/// Deliveries are a log, not records: they have no history of their own.
pub mod delivery {
    use contract::webhooks::DeliveryStatus;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "webhook_delivery")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub webhook_id: Uuid,
        pub event_id: Uuid,
        pub event_seq: i64,
        pub event_name: String,
        pub body: String,
        pub status: DeliveryStatus,
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

impl Tracked for webhook::Entity {
    const KIND: SubjectKind = SubjectKind::Webhook;
}
