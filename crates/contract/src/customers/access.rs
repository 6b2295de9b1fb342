//! Leave to read a file that is out of one's reach (CRM-06), and who read what (CRM-07).

use super::{ConfidentialField, Contact, FollowUpWay};
use crate::permission::Permission;
use crate::values::{Masked, Money, PersonRef, Subject, at, is_not_blank, is_printable};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

vocabulary! {
    AccessStatus as "access_status" {
        /// The general manager has not decided yet.
        Pending = "pending",
        Granted = "granted",
        /// Not granted, with a reason.
        Returned = "returned",
        Withdrawn = "withdrawn",
        /// Taken back before its time.
        Revoked = "revoked",
    }
}

vocabulary! {
    AccessActKind as "access_act" {
        /// The approval engine's: the request is granted.
        Grant = "grant",
        /// The approval engine's: it is not.
        Return = "return",
        /// The applicant no longer needs it.
        Withdraw = "withdraw",
        /// Takes the leave back before its time.
        Revoke = "revoke",
    }
}

vocabulary! {
    /// A part of a file that can be granted; number and name always are.
    AccessField as "access_field" {
        /// Kind, tier, industry, size, city, need.
        Facts = "facts",
        /// Names and posts of the contacts.
        Contacts = "contacts",
        FollowUps = "follow_ups",
        /// Phones of the customer and, with `contacts`, of its contacts: shown one at a time, each logged.
        Phone = "phone",
        Address = "address",
    }
}

/// A request to read files for a while (CRM-06). Whether these customers exist shows neither here nor in its answer.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAccess {
    /// Numbers, full names or credit codes, as the applicant knows them; at most 20 of at most 200 characters.
    #[validate(length(min = 1, max = 20), custom(function = "are_names"))]
    pub customers: Vec<String>,
    #[validate(length(min = 1, max = 5))]
    pub fields: Vec<AccessField>,
    #[validate(length(max = 500), custom(function = "is_not_blank"), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub purpose: String,
    /// The last day, at most 90 days ahead.
    #[validate(custom(function = "crate::values::is_plausible_day"))]
    pub until: NaiveDate,
}

fn are_names(names: &[String]) -> Result<(), ValidationError> {
    for name in names {
        if name.chars().count() > 200 {
            return Err(ValidationError::new("length"));
        }
        is_not_blank(name)?;
        is_printable(name)?;
    }
    Ok(())
}

/// A request to read files for a while, and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Access {
    pub id: Uuid,
    pub number: String,
    pub person: PersonRef,
    /// The customers as the applicant named them.
    pub customers: Vec<String>,
    pub fields: Vec<AccessField>,
    pub purpose: String,
    pub status: AccessStatus,
    /// Granted, and its time is not over.
    pub active: bool,
    /// It ends by itself then.
    pub ends_at: DateTime<Utc>,
    pub remark: String,
    /// The files meant: for who decides, and for the applicant while the leave lasts.
    pub files: Vec<Subject>,
    pub approval_id: Option<Uuid>,
    pub decided_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub version: i64,
    /// What the caller may do with it now.
    pub actions: Vec<AccessActKind>,
}

/// An action on a request; taking leave back needs a reason.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "revoking_needs_a_reason", skip_on_field_errors = false))]
pub struct AccessAct {
    pub act: AccessActKind,
    #[serde(default)]
    #[validate(length(max = 500), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub reason: String,
}

fn revoking_needs_a_reason(act: &AccessAct) -> Result<(), ValidationError> {
    if act.act == AccessActKind::Revoke && act.reason.trim().is_empty() { Err(at("reason", "reason_required")) } else { Ok(()) }
}

/// The facts of a granted file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GrantedFacts {
    pub kind: super::CustomerKind,
    pub tier: super::Tier,
    pub industry: String,
    pub employees: Option<i64>,
    pub turnover: Option<Money>,
    pub city: String,
    pub need: String,
}

/// A conversation of a granted file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GrantedFollowUp {
    pub at: DateTime<Utc>,
    pub way: FollowUpWay,
    pub content: String,
    pub person: PersonRef,
}

/// A file as far as the leave goes; what was not granted is absent. Read-only, and each reading is logged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GrantedFile {
    pub id: Uuid,
    pub number: String,
    pub name: String,
    pub facts: Option<GrantedFacts>,
    /// Phones only where they are granted, and e-mail never.
    pub contacts: Option<Vec<Contact>>,
    /// The last 50.
    pub follow_ups: Option<Vec<GrantedFollowUp>>,
    pub phone: Option<Masked>,
    pub address: Option<Masked>,
}

vocabulary! {
    /// By which right a file is seen.
    ReadingBasis as "reading_basis" {
        /// It is one's own.
        Own = "own",
        /// Its owner belongs to the units that one answers for.
        Unit = "unit",
        /// One's role sees all files.
        All = "all",
        /// The general manager granted it for a while.
        Grant = "grant",
        /// A colleague let one in for a while.
        Share = "share",
    }
}

/// Why the caller sees a file (CRM-06).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WhyVisible {
    pub basis: ReadingBasis,
    /// The caller's roles.
    pub roles: Vec<String>,
    /// Absent: it lies in the public pool.
    pub owner: Option<PersonRef>,
    /// What the caller may do with this file by permission.
    pub permissions: Vec<Permission>,
}

vocabulary! {
    ReadingKind as "reading_kind" {
        /// The file was opened; more than once within a quarter of an hour counts once.
        Opened = "opened",
        /// A confidential value was shown.
        Revealed = "revealed",
        /// The content of an attachment was read.
        Attachment = "attachment",
    }
}

/// Somebody read a customer's file (CRM-07).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reading {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub person: PersonRef,
    pub customer: Subject,
    pub kind: ReadingKind,
    /// Which value was shown.
    pub field: Option<ConfidentialField>,
    pub basis: ReadingBasis,
    /// The leave by which it was read.
    pub access_id: Option<Uuid>,
    /// From where.
    pub address: String,
}
