//! The table of service requests.

use contract::SubjectKind;
use contract::complaints::ComplaintChannel;
use contract::complaints::service_requests::{ServiceKind, ServiceStatus};
use contract::values::Subject;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "service_request")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub number: String,
    pub kind: ServiceKind,
    pub customer_id: Option<Uuid>,
    /// As the customer was called when it was taken.
    pub customer_title: String,
    pub asker: String,
    pub channel: ComplaintChannel,
    pub question: String,
    pub order_number: String,
    pub goods: String,
    pub status: ServiceStatus,
    /// Who has it in hand.
    pub agent_id: Uuid,
    /// The agent's unit.
    pub unit_id: Uuid,
    pub answer: String,
    /// When the first answer or decision is due.
    pub answer_due_at: chrono::DateTime<chrono::Utc>,
    pub answered_at: Option<chrono::DateTime<chrono::Utc>>,
    pub refund_cents: Option<i64>,
    pub replacement: String,
    /// The complaint that it became.
    pub complaint_id: Option<Uuid>,
    /// When the next step is due; `clocks::NEVER` where the customer is waited for.
    pub due_at: chrono::DateTime<chrono::Utc>,
    pub closed_at: Option<chrono::DateTime<chrono::Utc>>,
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// As other records mention it.
    pub fn subject(&self) -> Subject {
        let who = if self.customer_title.is_empty() { &self.asker } else { &self.customer_title };
        Subject { kind: SubjectKind::ServiceRequest, id: self.id, title: format!("{} {who}", self.number) }
    }

    /// The customer as it was called when the request was taken.
    pub fn customer(&self) -> Option<Subject> {
        Some(Subject { kind: SubjectKind::Customer, id: self.customer_id?, title: self.customer_title.clone() })
    }

    /// When the next step is due; `None` where none is.
    pub fn due(&self) -> Option<chrono::DateTime<chrono::Utc>> {
        (self.due_at < crate::cases::NEVER).then_some(self.due_at)
    }
}

impl platform::db::Tracked for Entity {
    const KIND: SubjectKind = SubjectKind::ServiceRequest;
}
