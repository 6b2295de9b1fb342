use crate::values::{PersonRef, is_name, is_printable};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

vocabulary! {
    /// How the customer was contacted.
    FollowUpWay as "way" {
        Phone = "phone",
        Visit = "visit",
        Message = "message",
        Email = "email",
        Meeting = "meeting",
        Online = "online",
    }
}

/// Record a conversation with a customer (CRM-12). A next date becomes a task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "next_step_has_a_date"))]
pub struct NewFollowUp {
    pub way: FollowUpWay,
    /// When it took place; absent: now. When it was recorded is kept besides.
    #[serde(default)]
    pub occurred_at: Option<DateTime<Utc>>,
    #[serde(default)]
    pub contact_id: Option<Uuid>,
    #[validate(length(max = 4000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 4000))]
    pub content: String,
    #[serde(default)]
    #[validate(length(max = 300), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 300))]
    pub next_step: String,
    #[serde(default)]
    #[validate(custom(function = "crate::values::is_plausible_day"))]
    pub next_on: Option<NaiveDate>,
}

fn next_step_has_a_date(follow_up: &NewFollowUp) -> Result<(), validator::ValidationError> {
    if !follow_up.next_step.trim().is_empty() && follow_up.next_on.is_none() {
        return Err(crate::values::at("next_on", "next_date_required"));
    }
    Ok(())
}

/// A recorded conversation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FollowUp {
    pub id: Uuid,
    pub customer_id: Uuid,
    pub way: FollowUpWay,
    pub occurred_at: DateTime<Utc>,
    pub recorded_at: DateTime<Utc>,
    pub person: PersonRef,
    pub contact_id: Option<Uuid>,
    pub content: String,
    pub next_step: String,
    pub next_on: Option<NaiveDate>,
    pub version: i64,
}
