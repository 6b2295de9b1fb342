//! Service requests 服务请求 (CPL-11): questions, orders, logistics, returns and exchanges. A shorter way than a complaint's, at the same desk.

use super::nonconformities::RecordStep;
use super::{ComplaintCategory, ComplaintChannel, Severity};
use crate::campaigns::Reason;
use crate::page::{ListQuery, Page};
use crate::values::{Money, PersonRef, Subject, at, is_name, is_not_negative, is_printable};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

vocabulary! {
    ServiceKind as "service_kind" {
        Inquiry = "inquiry",
        Order = "order",
        Logistics = "logistics",
        /// Goods come back, money goes back.
        Return = "return",
        /// Goods come back, others go out.
        Exchange = "exchange",
    }
}

impl ServiceKind {
    /// Whether goods come back.
    pub fn is_return(self) -> bool {
        matches!(self, Self::Return | Self::Exchange)
    }
}

vocabulary! {
    ServiceStatus as "service_status" {
        Received = "received",
        Answered = "answered",
        /// A return or exchange that was granted: the goods are awaited.
        Approved = "approved",
        GoodsReceived = "goods_received",
        Checked = "checked",
        /// Refunded or exchanged.
        Settled = "settled",
        Refused = "refused",
        Closed = "closed",
        /// Became a complaint.
        Complained = "complained",
    }
}

vocabulary! {
    ServiceActKind as "service_act" {
        Answer = "answer",
        AskAgain = "ask_again",
        Approve = "approve",
        Refuse = "refuse",
        Receive = "receive",
        Check = "check",
        Settle = "settle",
        Close = "close",
        Complain = "complain",
    }
}

/// Take a request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewServiceRequest {
    pub kind: ServiceKind,
    /// Absent: somebody who is no customer yet.
    #[serde(default)]
    pub customer_id: Option<Uuid>,
    /// Who asks; empty: the customer itself.
    #[serde(default)]
    #[validate(length(max = 80), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 80))]
    pub asker: String,
    pub channel: ComplaintChannel,
    #[validate(length(max = 4000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 4000))]
    pub question: String,
    #[serde(default)]
    #[validate(length(max = 60), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 60))]
    pub order_number: String,
    /// Which goods, for returns and exchanges.
    #[serde(default)]
    #[validate(length(max = 200), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub goods: String,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ServiceAnswer {
    #[validate(length(max = 4000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 4000))]
    pub answer: String,
    /// The template that it was made from; its use is counted (CPL-12).
    #[serde(default)]
    pub knowledge_id: Option<Uuid>,
}

/// The customer asks on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ServiceQuestion {
    #[validate(length(max = 4000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 4000))]
    pub question: String,
}

/// A note on a step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ServiceNote {
    #[serde(default)]
    #[validate(length(max = 1000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub note: String,
}

/// What goes back to the customer: money for a return, other goods for an exchange.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Settlement {
    #[serde(default)]
    #[validate(nested, custom(function = "is_refund"))]
    pub refund: Option<Money>,
    /// What was sent, with the number of the parcel.
    #[serde(default)]
    #[validate(length(max = 500), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub replacement: String,
}

fn is_refund(money: &Money) -> Result<(), ValidationError> {
    is_not_negative(money)?;
    if money.amount.is_zero() { Err(at("amount", "required")) } else { Ok(()) }
}

/// Turn a request into a complaint; its history stays and both lead to each other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ServiceComplaint {
    pub category: ComplaintCategory,
    /// What the customer complains about now.
    #[validate(length(max = 4000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 4000))]
    pub matter: String,
    #[serde(default)]
    #[validate(length(max = 1000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub wish: String,
    /// Absent: suggested from category and words.
    #[serde(default)]
    pub severity: Option<Severity>,
    /// Needed where the request names no customer.
    #[serde(default)]
    pub customer_id: Option<Uuid>,
}

/// A step of a request with what it needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum ServiceAct {
    Answer(ServiceAnswer),
    AskAgain(ServiceQuestion),
    Approve(ServiceNote),
    Refuse(Reason),
    Receive(ServiceNote),
    Check(ServiceNote),
    Settle(Settlement),
    Close(ServiceNote),
    Complain(ServiceComplaint),
}

impl ServiceAct {
    /// Which step it is.
    pub fn kind(&self) -> ServiceActKind {
        match self {
            Self::Answer(_) => ServiceActKind::Answer,
            Self::AskAgain(_) => ServiceActKind::AskAgain,
            Self::Approve(_) => ServiceActKind::Approve,
            Self::Refuse(_) => ServiceActKind::Refuse,
            Self::Receive(_) => ServiceActKind::Receive,
            Self::Check(_) => ServiceActKind::Check,
            Self::Settle(_) => ServiceActKind::Settle,
            Self::Close(_) => ServiceActKind::Close,
            Self::Complain(_) => ServiceActKind::Complain,
        }
    }
}

impl Validate for ServiceAct {
    fn validate(&self) -> Result<(), validator::ValidationErrors> {
        match self {
            Self::Answer(body) => body.validate(),
            Self::AskAgain(body) => body.validate(),
            Self::Approve(body) | Self::Receive(body) | Self::Check(body) | Self::Close(body) => body.validate(),
            Self::Refuse(body) => body.validate(),
            Self::Settle(body) => body.validate(),
            Self::Complain(body) => body.validate(),
        }
    }
}

/// A request in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServiceRequestRow {
    pub id: Uuid,
    pub number: String,
    pub kind: ServiceKind,
    pub customer: Option<Subject>,
    pub asker: String,
    pub question: String,
    pub status: ServiceStatus,
    pub agent: PersonRef,
    /// When the next step is due; absent where the customer is waited for.
    pub due_at: Option<DateTime<Utc>>,
    pub overdue: bool,
    pub created_at: DateTime<Utc>,
    pub version: i64,
}

/// A service request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServiceRequest {
    pub id: Uuid,
    pub number: String,
    pub kind: ServiceKind,
    pub customer: Option<Subject>,
    pub asker: String,
    pub channel: ComplaintChannel,
    pub question: String,
    pub order_number: String,
    pub goods: String,
    pub status: ServiceStatus,
    pub agent: PersonRef,
    pub answer: String,
    pub answered_at: Option<DateTime<Utc>>,
    pub refund: Option<Money>,
    pub replacement: String,
    /// The complaint that it became, where the caller sees it.
    pub complaint: Option<Subject>,
    pub due_at: Option<DateTime<Utc>>,
    pub overdue: bool,
    pub closed_at: Option<DateTime<Utc>>,
    pub steps: Vec<RecordStep>,
    pub created_at: DateTime<Utc>,
    pub version: i64,
    pub actions: Vec<ServiceActKind>,
}

endpoints! {
    ListServiceRequests: GET "/service-requests" ? ListQuery, () => Page<ServiceRequestRow>;
    TakeServiceRequest: POST "/service-requests", NewServiceRequest => ServiceRequest;
    ShowServiceRequest: GET "/service-requests/{id}", () => ServiceRequest;
    ActOnServiceRequest: POST "/service-requests/{id}/transitions", ServiceAct => ServiceRequest;
}

resource! { ServiceRequest => "/service-requests/{id}" }
