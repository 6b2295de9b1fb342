//! The audit log: append-only and hash-chained (PLT-06); it is the history of every record, too (CRM-04).

use crate::values::{PersonRef, SubjectKind};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A field that changed; confidential values are shown as `"•••"`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldChange {
    pub field: String,
    pub old: Option<String>,
    pub new: Option<String>,
}

/// One entry of the audit log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditEntry {
    pub id: Uuid,
    /// Place in the chain, without gaps.
    pub seq: i64,
    pub at: DateTime<Utc>,
    /// Absent where the system acted.
    pub person: Option<PersonRef>,
    /// `create`, `update`, `remove` or what was read or done, e.g. `reveal`.
    pub action: String,
    pub kind: SubjectKind,
    pub record_id: Uuid,
    pub changes: Vec<FieldChange>,
    pub request_id: String,
    /// Hex HMAC-SHA256 over this entry and the hash before it.
    pub hash: String,
}

/// Operations that give a file and are called without the typed client: name, method, path.
pub const FILES: &[(&str, &str, &str)] = &[("ExportAudit", "GET", "/audit/export.csv")];

endpoints! {
    ListAudit: GET "/audit" ? crate::page::ListQuery, () => crate::page::Page<AuditEntry>;
}
