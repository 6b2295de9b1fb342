//! The clocks of a complaint and their pauses (CPL-02).

use crate::values::{PersonRef, is_name};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use validator::Validate;

/// When each step is due, on the company's working calendar, and when it was done (CPL-02).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Clock {
    pub step: ClockStep,
    pub due_at: DateTime<Utc>,
    pub done_at: Option<DateTime<Utc>>,
    /// Done late, or not done and past due.
    pub late: bool,
}

vocabulary! {
    ClockStep as "clock" {
        /// The case is assigned to an investigator.
        Acknowledge = "acknowledge",
        /// A remedy is proposed.
        Investigate = "investigate",
        /// The remedy is signed; begins when it is submitted.
        Approve = "approve",
        /// The remedy is carried out; begins when it is signed.
        Execute = "execute",
        /// The customer answers; begins when the remedy is carried out. After it the case closes by itself.
        Answer = "answer",
        /// The case is closed.
        Close = "close",
    }
}

vocabulary! {
    /// The steps of handling a complaint by GB/T 19012-2019.
    HandlingStep as "handling" {
        Receive = "receive",
        Track = "track",
        Acknowledge = "acknowledge",
        Assess = "assess",
        Investigate = "investigate",
        Respond = "respond",
        Communicate = "communicate",
        Close = "close",
    }
}

/// One step of GB/T 19012: whose it is, when it is due, when it was done, and what shows that it was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Handling {
    pub step: HandlingStep,
    pub owner: Option<PersonRef>,
    /// Absent: it has not begun.
    pub due_at: Option<DateTime<Utc>>,
    pub done_at: Option<DateTime<Utc>>,
    pub late: bool,
    pub evidence: String,
}

/// A time in which the clocks of a case stand or stood still (CPL-02).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Pause {
    pub reason: PauseReason,
    pub note: String,
    pub began_at: DateTime<Utc>,
    pub began_by: PersonRef,
    /// Absent: it lasts.
    pub ended_at: Option<DateTime<Utc>>,
    pub ended_by: Option<PersonRef>,
}

vocabulary! {
    /// Why the clocks of a case stand still (CPL-02).
    PauseReason as "pause_reason" {
        Customer = "customer",
        ThirdParty = "third_party",
        ForceMajeure = "force_majeure",
    }
}

/// Stop the clocks (CPL-02).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewPause {
    pub reason: PauseReason,
    /// What is waited for.
    #[validate(length(max = 500), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500))]
    pub note: String,
}
