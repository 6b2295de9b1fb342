//! What was wrong at intake, put right, with its history (CPL-01).

use super::{Complaint, ComplaintCategory, Severity};
use crate::values::{PersonRef, is_name, is_printable};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

vocabulary! {
    /// What may be put right.
    Particular as "particular" {
        Category = "category",
        Topic = "topic",
        Severity = "severity",
        Product = "product",
        Contract = "contract",
        AboutPerson = "about_person",
    }
}

/// The particulars as they are to be, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Particulars {
    pub category: ComplaintCategory,
    /// A branch of the category.
    #[serde(default)]
    pub topic_id: Option<Uuid>,
    /// Another one sets the clocks anew, counted from when the complaint was received.
    pub severity: Severity,
    #[serde(default)]
    #[validate(length(max = 120), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 120))]
    pub product: String,
    #[serde(default)]
    #[validate(length(max = 60), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 60))]
    pub contract_number: String,
    /// They, and who reports to them, judge nothing in the case from now on.
    #[serde(default)]
    pub about_person_id: Option<Uuid>,
    #[validate(length(max = 500), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500))]
    pub reason: String,
}

/// A particular that was put right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Correction {
    pub at: DateTime<Utc>,
    pub person: Option<PersonRef>,
    pub field: Particular,
    /// In the caller's language; empty: there was none.
    pub old: String,
    pub new: String,
    pub reason: String,
}

endpoints! {
    CorrectParticulars: PUT "/complaints/{id}/particulars", Particulars => Complaint;
}
