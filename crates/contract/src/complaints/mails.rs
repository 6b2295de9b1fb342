//! E-mail intake (CPL-01): a mail gateway hands each mail over as it came, RFC 5322 and whole.

use crate::values::Subject;
use serde::{Deserialize, Serialize};

vocabulary! {
    /// What a mail came to.
    MailOutcome as "mail_outcome" {
        /// A new case.
        Opened = "opened",
        /// It belongs to a case that is open.
        Added = "added",
        /// It was taken before.
        Known = "known",
        /// A program wrote it: it is answered by nobody, so that no two programs answer each other.
        Ignored = "ignored",
    }
}

/// A mail that was taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MailTaken {
    pub outcome: MailOutcome,
    pub complaint: Option<Subject>,
    /// Names of attachments that are not taken: too large, too many, or of a kind that customers may not send.
    pub refused: Vec<String>,
    /// What the gateway sends back for a new case, in this answer only: it has the code.
    pub reply: Option<MailReply>,
}

/// The apology with reference number and code, ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MailReply {
    pub to: String,
    pub subject: String,
    pub text: String,
    /// To be the `Message-ID`: an answer to it finds the case.
    pub message_id: String,
    /// To be `In-Reply-To` and `References`.
    pub in_reply_to: Option<String>,
    /// To be `Auto-Submitted`.
    pub auto_submitted: String,
}

/// Operations that carry files and are called without the typed client: name, method, path.
pub const FILES: &[(&str, &str, &str)] = &[("TakeComplaintMail", "POST", "/complaint-mails")];
