//! Files that people attach to a record (PLT-05). Called attachments here: a customer's *file* is something else.

use crate::page::{ListQuery, Page};
use crate::values::{PersonRef, Subject, SubjectKind};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

/// The kinds of records that files and comments can belong to.
pub const HOLDERS: [SubjectKind; 14] = [
    SubjectKind::Customer,
    SubjectKind::Campaign,
    SubjectKind::CampaignItem,
    SubjectKind::CampaignExpense,
    SubjectKind::CampaignMaterial,
    SubjectKind::CampaignRunItem,
    SubjectKind::CampaignIncident,
    SubjectKind::WonContract,
    SubjectKind::Complaint,
    SubjectKind::Assignment,
    SubjectKind::Leave,
    SubjectKind::Nonconformity,
    SubjectKind::ServiceRequest,
    SubjectKind::KpiEntry,
];

vocabulary! {
    /// What an attachment is, by its content; its name proves nothing.
    AttachmentKind as "attachment_kind" {
        Pdf = "pdf",
        Png = "png",
        Jpeg = "jpeg",
        Gif = "gif",
        Webp = "webp",
        /// docx, xlsx, pptx and their like.
        Office = "office",
        /// doc, xls, ppt.
        OldOffice = "old_office",
        Archive = "archive",
        Text = "text",
    }
}

impl AttachmentKind {
    /// The media type under which a browser can show it safely; absent where it is only saved.
    pub const fn preview(self) -> Option<&'static str> {
        match self {
            Self::Pdf => Some("application/pdf"),
            Self::Png => Some("image/png"),
            Self::Jpeg => Some("image/jpeg"),
            Self::Gif => Some("image/gif"),
            Self::Webp => Some("image/webp"),
            Self::Text => Some("text/plain"),
            Self::Office | Self::OldOffice | Self::Archive => None,
        }
    }
}

vocabulary! {
    AttachmentActKind as "attachment_act" {
        /// The record no longer shows it; that it was there stays in the audit log.
        Remove = "remove",
    }
}

/// A file that belongs to a record; who sees the record sees it, and nobody else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attachment {
    pub id: Uuid,
    pub subject: Subject,
    pub file_name: String,
    pub kind: AttachmentKind,
    /// Bytes.
    pub size: i64,
    /// SHA-256 of the content, in hex.
    pub hash: String,
    pub person: PersonRef,
    /// Brought by the customer without an account; `person` is who had the record in hand.
    pub from_customer: bool,
    pub created_at: DateTime<Utc>,
    pub actions: Vec<AttachmentActKind>,
    pub version: i64,
}

/// A file as the customer who brought it sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicFile {
    pub file_name: String,
    pub kind: AttachmentKind,
    /// Bytes.
    pub size: i64,
    pub at: DateTime<Utc>,
}

/// Takes a step with an attachment.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AttachmentAct {
    pub act: AttachmentActKind,
}

endpoints! {
    ListAttachments: GET "/records/{kind}/{id}/attachments" ? ListQuery, () => Page<Attachment>;
    ShowAttachment: GET "/attachments/{id}", () => Attachment;
    ActOnAttachment: POST "/attachments/{id}/transitions", AttachmentAct => Attachment;
}

/// Operations that carry files and are called without the typed client: name, method, path.
pub const FILES: &[(&str, &str, &str)] =
    &[("AddAttachment", "POST", "/records/{kind}/{id}/attachments"), ("ReadAttachment", "GET", "/attachments/{id}/content")];

resource! {
    Attachment => "/attachments/{id}",
}
