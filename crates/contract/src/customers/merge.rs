//! Two files of one customer become one (CRM-09).

use crate::values::{PersonRef, Subject, SubjectKind};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

vocabulary! {
    /// A part of a file of which one of two has to be chosen.
    MergeField as "merge_field" {
        Name = "name",
        CreditCode = "credit_code",
        Tier = "tier",
        Source = "source",
        Industry = "industry",
        Employees = "employees",
        Turnover = "turnover",
        City = "city",
        Address = "address",
        Phone = "phone",
        Need = "need",
        FirstContactOn = "first_contact_on",
        /// Who has the customer.
        Owner = "owner",
    }
}

/// Takes another file of the same customer into this one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewMerge {
    /// The file that goes into this one.
    pub duplicate_id: Uuid,
    /// Of these parts the other file's value is taken; what only one file has is kept anyhow.
    #[serde(default)]
    #[validate(length(max = 13, code = "length"))]
    #[cfg_attr(feature = "openapi", schema(max_items = 13))]
    pub take: Vec<MergeField>,
}

/// Which file would go into this one.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct MergeQuery {
    pub duplicate: String,
}

/// What a merge would do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MergePreview {
    pub kept: Subject,
    pub duplicate: Subject,
    /// The version of the file that is kept, for `If-Match`.
    pub version: i64,
    /// The parts in which the two differ.
    pub fields: Vec<MergeChoice>,
    /// What goes along, by kind.
    pub links: Vec<MergeCount>,
}

/// One part of both files; confidential values are hints.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MergeChoice {
    pub field: MergeField,
    pub kept: Option<String>,
    pub duplicate: Option<String>,
    /// The file that is kept lacks it: the other's value fills it.
    pub fills: bool,
}

/// So many records of a kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MergeCount {
    pub kind: SubjectKind,
    pub count: u64,
}

/// A merge that was done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Merge {
    pub id: Uuid,
    pub kept: Subject,
    pub duplicate: Subject,
    pub person: PersonRef,
    pub at: DateTime<Utc>,
    /// It can be undone until then.
    pub until: DateTime<Utc>,
    pub undone_by: Option<PersonRef>,
    pub undone_at: Option<DateTime<Utc>>,
    /// The caller may undo it now.
    pub undoable: bool,
}

/// The merges of a file, newest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Merges {
    pub merges: Vec<Merge>,
}
