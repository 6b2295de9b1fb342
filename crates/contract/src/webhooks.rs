//! Web hooks and the change feed (PLT-02): what happened goes out, thin: who wants to know more asks, with their own rights.

use crate::page::{ListQuery, Page};
use crate::values::{PersonRef, SubjectKind};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

vocabulary! {
    WebhookStatus as "webhook_status" {
        Active = "active",
        /// By hand; what happens meanwhile can be sent later.
        Paused = "paused",
        /// By the program: its address is gone, or nothing got through for days.
        Broken = "broken",
        Removed = "removed",
    }
}

vocabulary! {
    WebhookActKind as "webhook_act" {
        Pause = "pause",
        Resume = "resume",
        /// A new secret; the old one is signed with for another day.
        Rotate = "rotate",
        Remove = "remove",
        BreakOff = "break_off",
    }
}

vocabulary! {
    DeliveryStatus as "delivery_status" {
        Waiting = "waiting",
        Delivered = "delivered",
        /// Given up after the last attempt.
        Failed = "failed",
        /// The web hook was paused or removed before.
        Dropped = "dropped",
    }
}

/// Where events are sent to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WebhookForm {
    #[validate(length(max = 80, code = "length"), custom(function = "crate::values::is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 80))]
    pub name: String,
    /// `https://…`; addresses inside the company's network only where the server's settings allow them.
    #[validate(length(max = 500, code = "length"), custom(function = "is_address"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500, example = "https://example.com/hooks"))]
    pub url: String,
    /// Names of events such as `complaint.closed`, all of an area (`complaint.*`), or everything (`*`).
    #[validate(custom(function = "are_events"))]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 50, example = json!(["complaint.*"])))]
    pub events: Vec<String>,
}

fn is_address(url: &str) -> Result<(), ValidationError> {
    crate::values::is_name(url)?;
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let fits = rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/') && !rest.contains(char::is_whitespace));
    if fits { Ok(()) } else { Err(ValidationError::new("webhook_url_invalid")) }
}

fn are_events(events: &[String]) -> Result<(), ValidationError> {
    let word = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let fits = |name: &String| {
        name.len() <= 80 && (name == "*" || name.split_once('.').is_some_and(|(area, what)| word(area) && (what == "*" || word(what))))
    };
    if events.is_empty() {
        return Err(ValidationError::new("required"));
    }
    if events.len() <= 50 && events.iter().all(fits) { Ok(()) } else { Err(ValidationError::new("webhook_events_invalid")) }
}

/// A web hook.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Webhook {
    pub id: Uuid,
    pub name: String,
    pub url: String,
    pub events: Vec<String>,
    pub status: WebhookStatus,
    /// Nothing has got through since.
    pub failing_since: Option<DateTime<Utc>>,
    /// The secret before the last rotation is signed with until then.
    pub old_secret_until: Option<DateTime<Utc>>,
    pub created_by: PersonRef,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub version: i64,
    pub actions: Vec<WebhookActKind>,
    /// `whsec_…` of Standard Webhooks: only in the answer that made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

/// An action on a web hook.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WebhookAct {
    pub act: WebhookActKind,
}

/// What is sent again: the event of one delivery, or everything that happened since a moment.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "one_of_both"))]
pub struct Replay {
    pub delivery_id: Option<Uuid>,
    pub since: Option<DateTime<Utc>>,
}

fn one_of_both(replay: &Replay) -> Result<(), ValidationError> {
    if replay.delivery_id.is_some() != replay.since.is_some() { Ok(()) } else { Err(crate::values::at("since", "webhook_replay_which")) }
}

/// How much is on its way again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Replayed {
    pub queued: u64,
    /// False: there is more than one replay sends; repeat it from the last one's time on.
    pub complete: bool,
}

/// One event on its way to one web hook.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Delivery {
    pub id: Uuid,
    pub webhook_id: Uuid,
    pub webhook: String,
    /// As in `type` of the body.
    pub event: String,
    /// As in `webhook-id`; the same at every attempt and replay.
    pub event_id: Uuid,
    pub seq: i64,
    pub status: DeliveryStatus,
    pub attempts: i32,
    /// HTTP status of the last answer.
    pub last_status: Option<i32>,
    pub last_error: Option<String>,
    pub created_at: DateTime<Utc>,
    pub last_at: Option<DateTime<Utc>>,
    /// What is sent.
    pub body: String,
}

/// Something that happened; never more than which record it happened to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FeedEvent {
    /// Its place in the feed.
    pub seq: i64,
    pub id: Uuid,
    pub at: DateTime<Utc>,
    /// `complaint.closed`
    pub event: String,
    pub kind: SubjectKind,
    pub record_id: Uuid,
    /// Who caused it; absent where the system did.
    pub person_id: Option<Uuid>,
}

/// A part of the feed, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Feed {
    pub items: Vec<FeedEvent>,
    /// For the next request's `after`; always there.
    pub next: String,
    /// There is more now.
    pub more: bool,
}

/// Where to read on.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct FeedQuery {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

endpoints! {
    ListWebhooks: GET "/webhooks" ? ListQuery, () => Page<Webhook>;
    CreateWebhook: POST "/webhooks", WebhookForm => Webhook;
    ShowWebhook: GET "/webhooks/{id}", () => Webhook;
    EditWebhook: PUT "/webhooks/{id}", WebhookForm => Webhook;
    ActOnWebhook: POST "/webhooks/{id}/transitions", WebhookAct => Webhook;
    ReplayWebhook: POST "/webhooks/{id}/replays", Replay => Replayed;
    ListDeliveries: GET "/webhook-deliveries" ? ListQuery, () => Page<Delivery>;
    ReadFeed: GET "/events" ? FeedQuery, () => Feed;
}

resource! { Webhook => "/webhooks/{id}" }

#[cfg(test)]
mod tests {
    use super::*;

    fn form(url: &str, events: &[&str]) -> bool {
        let events = events.iter().map(|e| (*e).to_owned()).collect();
        WebhookForm { name: "ERP".into(), url: url.into(), events }.validate().is_ok()
    }

    #[test]
    fn addresses_and_event_names_have_their_shape() {
        assert!(form("https://example.com/hook", &["complaint.closed", "customer.*"]));
        assert!(form("https://example.com", &["*"]));
        assert!(!form("ftp://example.com", &["*"]));
        assert!(!form("https:///hook", &["*"]));
        assert!(!form("https://example.com", &[]));
        assert!(!form("https://example.com", &["complaint"]));
        assert!(!form("https://example.com", &["*.closed"]));
    }
}
