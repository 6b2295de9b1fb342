//! What was said between the company and the customer about a case (CPL-05).

use super::ComplaintChannel;
use crate::values::{PersonRef, is_name};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

vocabulary! {
    ContactMatter as "contact_matter" {
        /// Apology and promise with the reference number.
        Apology = "apology",
        /// How far the case is.
        Progress = "progress",
        /// What came of it.
        Result = "result",
        /// The customer's own words.
        Customer = "customer",
    }
}

/// Note what was said (CPL-05).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewCustomerContact {
    pub matter: ContactMatter,
    pub channel: ComplaintChannel,
    #[validate(length(max = 2000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub text: String,
    /// The customer reads it on their own page, too.
    #[serde(default)]
    pub shown: bool,
}

/// One contact with the customer, kept as it was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CustomerContact {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub matter: ContactMatter,
    pub channel: ComplaintChannel,
    pub text: String,
    pub shown: bool,
    /// Who spoke for the company; absent: the system, or the customer.
    pub person: Option<PersonRef>,
    pub version: i64,
}

endpoints! {
    NoteCustomerContact: POST "/complaints/{id}/contacts", NewCustomerContact => CustomerContact;
}

resource! { CustomerContact => "/complaints/{id}/contacts" }
