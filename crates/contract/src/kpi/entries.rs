//! Values of indicators that people enter: with a reason, never overwritten (KPI-01).

use crate::page::{ListQuery, Page};
use crate::values::{PersonRef, is_name, is_printable};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

vocabulary! {
    /// Whether an entry counts.
    EntryStatus as "entry_status" {
        /// It puts another right, and waits for approval: the other still counts.
        Waiting = "waiting",
        Counts = "counts",
        /// Not approved: the other stays.
        Refused = "refused",
    }
}

vocabulary! {
    /// By the approval, never by a caller.
    EntryActKind as "entry_act" {
        Approve = "approve",
        Refuse = "refuse",
    }
}

/// A value about to be entered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewEntry {
    pub person_id: Uuid,
    /// `2026-11`; it must not be published yet.
    #[validate(length(max = 7), custom(function = "crate::values::is_month"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 7, pattern = r"^2\d{3}-(0[1-9]|1[0-2])$", example = "2026-11"))]
    pub month: String,
    /// The key of an indicator of the person's scheme whose values are entered.
    #[validate(length(min = 1, max = 60), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 60, example = "innovation"))]
    pub indicator: String,
    /// Absent: the entry that this one replaces is taken back.
    #[serde(default)]
    #[validate(custom(function = "is_value"))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 12, pattern = r"^\d{1,9}(\.\d{1,2})?$", example = "3"))]
    pub value: Option<Decimal>,
    /// Why so much, and where the evidence is.
    #[validate(length(max = 1000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 1000))]
    pub reason: String,
    /// The entry that this one puts right, once it is approved; both stay.
    #[serde(default)]
    pub replaces: Option<Uuid>,
}

fn is_value(value: &Decimal) -> Result<(), ValidationError> {
    let fits = !value.is_sign_negative() && *value < Decimal::from(1_000_000_000) && value.normalize().scale() <= 2;
    if fits { Ok(()) } else { Err(ValidationError::new("value_range")) }
}

/// A value that was entered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Entry {
    pub id: Uuid,
    pub person: PersonRef,
    pub month: String,
    pub indicator: String,
    /// What the indicator is called.
    pub label: String,
    /// Absent: it takes back the one before.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub value: Option<Decimal>,
    pub reason: String,
    pub entered_by: PersonRef,
    pub entered_at: DateTime<Utc>,
    pub replaces: Option<Uuid>,
    /// The entry that put this one right.
    pub replaced_by: Option<Uuid>,
    /// A correction of it waits for approval.
    pub correction_waits: bool,
    pub status: EntryStatus,
    /// The approval of a correction.
    pub approval: Option<Uuid>,
    /// How many files are attached as evidence.
    pub files: u32,
    /// Whether the caller may put it right.
    pub correctable: bool,
    pub version: i64,
}

/// An indicator that the caller may enter values for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EntryOption {
    pub person: PersonRef,
    pub post: String,
    pub indicator: String,
    pub label: String,
    pub definition: String,
}

/// What values can be entered in a month.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EntryOptions {
    pub month: String,
    pub options: Vec<EntryOption>,
}

endpoints! {
    ListEntries: GET "/kpi/entries" ? ListQuery, () => Page<Entry>;
    EnterValue: POST "/kpi/entries", NewEntry => Entry;
    ShowEntry: GET "/kpi/entries/{id}", () => Entry;
    ListEntryOptions: GET "/kpi/months/{month}/entry-options", () => EntryOptions;
}

resource! { Entry => "/kpi/entries/{id}" }
