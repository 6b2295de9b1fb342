//! Notifications (PLT-07): what a person should know of now; what they must do stands in the inbox.

pub mod settings;

use crate::page::{ListQuery, Page};
use crate::values::{PersonRef, Subject};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

vocabulary! {
    NotificationKind as "notification_kind" {
        /// An approval waits for this person.
        Approval = "approval",
        /// A task was given to this person.
        Task = "task",
        /// Their own request was approved or returned.
        Decided = "decided",
        /// The time of a task is over.
        Late = "late",
        /// An announcement is for this person.
        Announcement = "announcement",
        /// The author asks to read it.
        Unread = "unread",
        /// An applicant asks for haste.
        Remind = "remind",
        /// What was approved, or waited for it, was changed: the approval is void.
        Voided = "voided",
        /// A duty letter is in force, has ended or was revoked.
        Letter = "letter",
        /// Somebody names this person in a comment.
        Mention = "mention",
        /// A task that this person gave was answered or done.
        Progress = "progress",
        /// A copy of a request for approval came to this person.
        Copied = "copied",
        /// Somebody has this person decide for them.
        Delegated = "delegated",
        /// Somebody was unqualified several months in a row (KPI-10).
        Flagged = "flagged",
        /// Own customers go back into the public pool soon.
        PoolWarning = "pool_warning",
        /// Own customers went back into the public pool.
        Pooled = "pooled",
        /// A customer was given to this person, or shared with them.
        Received = "received",
    }
}

/// A notification.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Notification {
    pub id: Uuid,
    pub kind: NotificationKind,
    pub title: String,
    pub subject: Subject,
    /// Who caused it; absent where the system did.
    pub from: Option<PersonRef>,
    pub created_at: DateTime<Utc>,
    pub read_at: Option<DateTime<Utc>>,
}

/// The figure of the bell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NotificationCount {
    pub unread: u64,
}

/// What was read: these, those that tell of a record, or everything up to now.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReadMark {
    /// Up to 200; none: all.
    #[validate(length(max = 200, code = "length"))]
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub ids: Vec<Uuid>,
    /// Only those that tell of the record with this id: its page was opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Uuid>,
}

endpoints! {
    ListNotifications: GET "/notifications" ? ListQuery, () => Page<Notification>;
    CountNotifications: GET "/notifications/count", () => NotificationCount;
    MarkNotifications: POST "/notifications/reads", ReadMark => NotificationCount;
}

/// Operations that stream and are called without the typed client: name, method, path.
pub const STREAMS: &[(&str, &str, &str)] = &[("StreamNotifications", "GET", "/notifications/stream")];
