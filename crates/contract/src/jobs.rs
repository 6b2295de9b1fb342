//! Background work (PLT-08): what runs by the clock or after a write, and how it went.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

vocabulary! {
    /// What a job does.
    JobKind as "job_kind" {
        /// Removes kept answers to repeated requests.
        PurgeAnswers = "purge_answers",
        /// Removes sessions that ended long ago.
        PurgeSessions = "purge_sessions",
        /// Removes old events that every reader of ours has read.
        PurgeEvents = "purge_events",
        /// Removes jobs that ended long ago.
        PurgeJobs = "purge_jobs",
        /// Lets the database look at its statistics.
        Optimize = "optimize",
        /// Tells of complaints that are due or late, and closes those whose customer does not answer.
        WatchComplaints = "watch_complaints",
        /// Tells of tasks without an answer, and goes on with series of tasks.
        WatchAssignments = "watch_assignments",
        /// Tells of preparations of campaigns that are late.
        WatchCampaigns = "watch_campaigns",
        /// Sends an event to a web hook.
        DeliverWebhook = "deliver_webhook",
        /// Tells people that the time of their tasks is over.
        TellLate = "tell_late",
        /// Sends a message by mail or robot.
        SendMessage = "send_message",
        /// Sends a complainant the apology by mail.
        SendApology = "send_apology",
        /// Begins the mails of the day.
        BeginDigests = "begin_digests",
        /// Puts approvals past their time before the superior as well.
        EscalateApprovals = "escalate_approvals",
        /// Ends duty letters whose last day is over.
        EndLetters = "end_letters",
        /// Tells of certificates that run out.
        WatchCertificates = "watch_certificates",
        /// Begins and ends leaves on their days.
        WatchLeaves = "watch_leaves",
        /// PLT-06.
        AnchorAudit = "anchor_audit",
        /// Makes results final that nobody appealed against in time.
        SettleResults = "settle_results",
        /// Opens the cycles of appraisal, reminds, closes and moves them on.
        RunCycles = "run_cycles",
        /// Makes gradings final that nobody objected to in time, and reminds of certificates.
        WatchGradings = "watch_gradings",
        /// Forgets the contents of attachments that were removed long ago.
        PurgeFiles = "purge_files",
        /// Removes old notifications.
        PurgeNotifications = "purge_notifications",
        /// Tells of announcements whose first day has come.
        ShowAnnouncements = "show_announcements",
        /// Warns of customers without a follow-up, and puts them back into the public pool.
        KeepPool = "keep_pool",
        /// Looks for unusual reading of customer files.
        WatchReadings = "watch_readings",
    }
}

vocabulary! {
    JobStatus as "job_status" {
        /// Until its time has come.
        Waiting = "waiting",
        Running = "running",
        Done = "done",
        /// Given up after its last attempt.
        Dead = "dead",
        Cancelled = "cancelled",
    }
}

vocabulary! {
    JobActKind as "job_act" {
        /// Run it again from the first attempt on.
        Retry = "retry",
        Cancel = "cancel",
        /// A node takes it.
        Claim = "claim",
        Finish = "finish",
        /// An attempt failed; there will be another.
        Postpone = "postpone",
        /// The last attempt failed.
        GiveUp = "give_up",
    }
}

/// A job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Job {
    pub id: Uuid,
    /// A word of [`JobKind`], or of a newer node's.
    pub kind: String,
    pub status: JobStatus,
    /// Not before.
    pub run_at: DateTime<Utc>,
    /// While it runs: until then it belongs to its node.
    pub lease_until: Option<DateTime<Utc>>,
    /// The node that runs it, or ran it last.
    pub node: Option<String>,
    pub attempts: i32,
    pub max_attempts: i32,
    /// Why the last attempt failed; for administrators, in the words of the program.
    pub last_error: Option<String>,
    pub created_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    pub version: i64,
    pub actions: Vec<JobActKind>,
}

/// An action on a job.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct JobAct {
    pub act: JobActKind,
}

endpoints! {
    ListJobs: GET "/jobs" ? crate::page::ListQuery, () => crate::page::Page<Job>;
    ShowJob: GET "/jobs/{id}", () => Job;
    ActOnJob: POST "/jobs/{id}/transitions", JobAct => Job;
}

resource! { Job => "/jobs/{id}" }
