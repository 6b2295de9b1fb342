//! Files that customers send with their case without an account (CPL-01).

use super::care::CaseKey;
use crate::attachments::AttachmentKind;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What customers may send: what shows something, and nothing that could do something.
pub const KINDS: [AttachmentKind; 6] =
    [AttachmentKind::Pdf, AttachmentKind::Png, AttachmentKind::Jpeg, AttachmentKind::Gif, AttachmentKind::Webp, AttachmentKind::Text];
/// Bytes of the largest file; the company may allow less.
pub const LARGEST: u64 = 10 * 1024 * 1024;
/// How many files of its customer a case may have.
pub const MOST: u64 = 10;

/// Leave to send files with one case, for some minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UploadTicket {
    pub ticket: String,
    pub ends_at: DateTime<Utc>,
    /// Bytes of the largest file.
    pub largest: u64,
    /// How many more it may be.
    pub left: u64,
    pub kinds: Vec<AttachmentKind>,
}

endpoints! {
    OpenUploads: POST "/public/complaints/upload-tickets", CaseKey => UploadTicket;
}

/// Operations that carry files and are called without the typed client: name, method, path.
pub const FILES: &[(&str, &str, &str)] = &[("SendPublicFile", "POST", "/public/uploads/{ticket}")];
