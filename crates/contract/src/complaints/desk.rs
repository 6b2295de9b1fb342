//! The work places of service: what waits for somebody, in the order in which it is due; what is in whose hands.

use super::Severity;
use crate::dashboard::Slice;
use crate::tasks::TaskKind;
use crate::values::{PersonRef, Subject};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// One thing that waits for the caller.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeskItem {
    pub kind: TaskKind,
    pub subject: Subject,
    /// The matter, the question, the problem: its beginning.
    pub matter: String,
    /// In the caller's language.
    pub state: String,
    pub severity: Option<Severity>,
    pub due_at: Option<DateTime<Utc>>,
    pub overdue: bool,
}

/// What waits for the caller: late first, then what is due sooner.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Desk {
    pub items: Vec<DeskItem>,
    /// Open cases and requests that the caller took and that wait for somebody else.
    pub elsewhere: i64,
}

/// What somebody has in hand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeskLoad {
    pub person: PersonRef,
    /// Open cases that they investigate.
    pub open: i64,
    pub overdue: i64,
    /// Due before the day is over.
    pub today: i64,
    pub paused: i64,
    /// Open service requests.
    pub requests: i64,
    /// Cases that they took and nobody was assigned to yet.
    pub unassigned: i64,
    /// The open cases that they investigate, late first.
    pub link: String,
}

/// The desk of a whole department, as far as the caller sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeskBoard {
    /// What is open, late, about to be signed, came back; each leads to its records.
    pub figures: Vec<Slice>,
    /// Who has most that is late comes first.
    pub people: Vec<DeskLoad>,
}

endpoints! {
    ShowDesk: GET "/service-desk", () => Desk;
    ShowDeskBoard: GET "/service-desk/board", () => DeskBoard;
}
