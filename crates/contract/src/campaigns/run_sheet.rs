//! The day of a campaign (CMP-08): run sheet with live states, who is on duty, the safety check, the log of incidents.

use crate::values::{PersonRef, at, is_name, is_printable};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

vocabulary! {
    RunItemKind as "run_item_kind" {
        Step = "step",
        /// Must be done before the campaign starts.
        Safety = "safety",
    }
}

vocabulary! {
    RunItemStatus as "run_item_status" {
        Planned = "planned",
        Running = "running",
        Done = "done",
        Skipped = "skipped",
    }
}

vocabulary! {
    RunItemActKind as "run_item_act" {
        Begin = "begin",
        Finish = "finish",
        Skip = "skip",
        /// Back to planned: it was pressed by mistake.
        Reset = "reset",
    }
}

vocabulary! {
    IncidentGravity as "incident_gravity" {
        Note = "note",
        Ordinary = "ordinary",
        Grave = "grave",
    }
}

/// Plans an item of the run sheet, or changes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RunItemForm {
    pub kind: RunItemKind,
    #[validate(length(max = 120), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 120))]
    pub title: String,
    pub planned_at: DateTime<Utc>,
    #[validate(range(min = 1, max = 10_000))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 10_000))]
    pub minutes: u32,
    pub owner_id: Uuid,
}

/// Takes an item one step on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RunItemAct {
    pub act: RunItemActKind,
    #[serde(default)]
    #[validate(length(max = 500), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub remark: String,
}

/// An item of the run sheet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RunItem {
    pub id: Uuid,
    pub kind: RunItemKind,
    pub title: String,
    pub planned_at: DateTime<Utc>,
    pub minutes: u32,
    pub owner: PersonRef,
    pub status: RunItemStatus,
    pub began_at: Option<DateTime<Utc>>,
    pub ended_at: Option<DateTime<Utc>>,
    /// Past its time and not begun, or begun and past its end.
    pub late: bool,
    pub remark: Option<String>,
    /// Photos and other files.
    pub files: u32,
    pub version: i64,
    pub actions: Vec<RunItemActKind>,
}

/// Somebody on duty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "ends_after_it_starts"))]
pub struct RosterEntry {
    pub person_id: Uuid,
    #[validate(length(max = 120), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 120))]
    pub duty: String,
    pub from_at: DateTime<Utc>,
    pub until_at: DateTime<Utc>,
}

fn ends_after_it_starts(entry: &RosterEntry) -> Result<(), validator::ValidationError> {
    if entry.until_at < entry.from_at { Err(at("until_at", "ends_before_start")) } else { Ok(()) }
}

/// The whole roster, set anew.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RosterForm {
    #[validate(length(max = 100), nested)]
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub entries: Vec<RosterEntry>,
}

/// Somebody on duty, with their name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RosterLine {
    pub person: PersonRef,
    pub duty: String,
    pub from_at: DateTime<Utc>,
    pub until_at: DateTime<Utc>,
}

/// Writes into the log of incidents; nothing is taken out of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewIncident {
    pub gravity: IncidentGravity,
    #[validate(length(max = 2000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub what: String,
    /// What was done about it.
    #[serde(default)]
    #[validate(length(max = 2000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub done: String,
}

/// Something that happened on site.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Incident {
    pub id: Uuid,
    pub gravity: IncidentGravity,
    pub what: String,
    pub done: String,
    pub person: PersonRef,
    pub at: DateTime<Utc>,
    /// Photos and other files.
    pub files: u32,
}

/// The day of a campaign.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RunSheet {
    /// The campaign's.
    pub id: Uuid,
    pub items: Vec<RunItem>,
    pub roster: Vec<RosterLine>,
    pub incidents: Vec<Incident>,
    /// Safety checks that are not done yet: the campaign does not start.
    pub unsafe_items: u32,
    /// Whether the plan of the day can be changed.
    pub editable: bool,
    /// Whether incidents can be noted now.
    pub notes_incidents: bool,
    /// Of the roster; 0 before the first.
    pub version: i64,
}

endpoints! {
    ShowRunSheet: GET "/campaigns/{id}/run-sheet", () => RunSheet;
    PlanRunItem: POST "/campaigns/{id}/run-items", RunItemForm => RunItem;
    ShowRunItem: GET "/campaign-run-items/{id}", () => RunItem;
    ChangeRunItem: PUT "/campaign-run-items/{id}", RunItemForm => RunItem;
    ActOnRunItem: POST "/campaign-run-items/{id}/transitions", RunItemAct => RunItem;
    SetRoster: PUT "/campaigns/{id}/roster", RosterForm => RunSheet;
    NoteIncident: POST "/campaigns/{id}/incidents", NewIncident => RunSheet;
}

resource! {
    RunItem => "/campaign-run-items/{id}",
    RunSheet => "/campaigns/{id}/run-sheet",
}
