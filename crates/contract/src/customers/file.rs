use crate::values::{Masked, Money, PersonRef, is_name, is_printable};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

vocabulary! {
    CustomerKind as "customer_kind" {
        Company = "company",
        Person = "person",
    }
}

vocabulary! {
    /// How important a customer is: A key, B important, C ordinary, D potential.
    Tier as "tier" {
        A = "a",
        B = "b",
        C = "c",
        D = "d",
    }
}

vocabulary! {
    /// Whether a reviewer has accepted the file (CRM-03).
    ReviewStatus as "review" {
        Pending = "pending",
        Approved = "approved",
        Returned = "returned",
    }
}

vocabulary! {
    /// How the customer came to us.
    Source as "source" {
        Phone = "phone",
        Exhibition = "exhibition",
        Referral = "referral",
        Web = "web",
        SiteEvent = "site_event",
        Campaign = "campaign",
        Other = "other",
    }
}

vocabulary! {
    /// What a contact can decide (CRM-02).
    Influence as "influence" {
        DecisionMaker = "decision_maker",
        Influencer = "influencer",
        User = "user",
    }
}

/// Create or change a customer file (CRM-01).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CustomerForm {
    #[validate(length(max = 200), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    pub name: String,
    pub kind: CustomerKind,
    /// Unified social credit code, 18 characters with check digit.
    #[serde(default)]
    #[validate(custom(function = "is_credit_code"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 18, example = "91310115TH3BJ1XG6C"))]
    pub credit_code: Option<String>,
    pub tier: Tier,
    #[serde(default)]
    pub source: Option<Source>,
    #[serde(default)]
    #[validate(length(max = 40), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 40))]
    pub industry: String,
    /// Number of employees.
    #[serde(default)]
    #[validate(range(min = 0, max = 10_000_000))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 10_000_000))]
    pub employees: Option<i64>,
    /// Per year.
    #[serde(default)]
    #[validate(nested)]
    pub turnover: Option<Money>,
    #[serde(default)]
    #[validate(length(max = 80), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 80))]
    pub city: String,
    /// Confidential. Absent on change: stays as it is; empty: removed.
    #[serde(default)]
    #[validate(length(max = 300), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 300))]
    pub address: Option<String>,
    /// Confidential, mobile or landline. Absent on change: stays as it is; empty: removed.
    #[serde(default)]
    #[validate(custom(function = "is_phone"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 30))]
    pub phone: Option<String>,
    /// What the customer needs.
    #[serde(default)]
    #[validate(length(max = 4000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 4000))]
    pub need: String,
    #[serde(default)]
    #[validate(custom(function = "crate::values::is_plausible_day"))]
    pub first_contact_on: Option<NaiveDate>,
}

fn is_credit_code(code: &str) -> Result<(), validator::ValidationError> {
    if code.is_empty() {
        return Ok(());
    }
    crate::values::credit_code::parse(code).map(|_| ()).map_err(|e| validator::ValidationError::new(e.code()))
}

fn is_phone(phone: &str) -> Result<(), validator::ValidationError> {
    if phone.is_empty() {
        return Ok(());
    }
    crate::values::phone::parse(phone).map(|_| ()).map_err(|e| validator::ValidationError::new(e.code()))
}

impl Default for CustomerForm {
    fn default() -> Self {
        Self {
            name: String::new(),
            kind: CustomerKind::Company,
            credit_code: None,
            tier: Tier::D,
            source: None,
            industry: String::new(),
            employees: None,
            turnover: None,
            city: String::new(),
            address: None,
            phone: None,
            need: String::new(),
            first_contact_on: None,
        }
    }
}

/// A customer in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CustomerRow {
    pub id: Uuid,
    pub number: String,
    pub name: String,
    pub tier: Tier,
    pub industry: String,
    pub city: String,
    pub review: ReviewStatus,
    /// A change of its key fields waits or was returned.
    pub proposal: Option<super::ProposalStatus>,
    pub phone: Option<Masked>,
    pub tags: Vec<String>,
    /// Absent: it lies in the public pool.
    pub owner: Option<PersonRef>,
    pub last_followed_at: Option<DateTime<Utc>>,
    pub next_follow_up_on: Option<NaiveDate>,
    pub created_at: DateTime<Utc>,
    pub version: i64,
}

/// A customer file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Customer {
    pub id: Uuid,
    pub number: String,
    pub name: String,
    pub kind: CustomerKind,
    pub credit_code: Option<String>,
    pub tier: Tier,
    pub source: Option<Source>,
    pub industry: String,
    pub employees: Option<i64>,
    pub turnover: Option<Money>,
    pub city: String,
    pub address: Option<Masked>,
    pub phone: Option<Masked>,
    pub need: String,
    pub first_contact_on: Option<NaiveDate>,
    /// Changed through `/customer-bulks`, of one customer as of many.
    pub tags: Vec<String>,
    pub review: ReviewStatus,
    /// Why a reviewer returned it.
    pub review_remark: Option<String>,
    /// The version of its key fields that waits beside this one, or was returned.
    pub proposal: Option<super::Proposal>,
    /// How much of the file is filled in, 0–100 (CRM-03).
    pub completeness: u8,
    /// Absent: it lies in the public pool.
    pub owner: Option<PersonRef>,
    pub entered_by: PersonRef,
    pub contacts: Vec<Contact>,
    pub last_followed_at: Option<DateTime<Utc>>,
    pub next_follow_up_on: Option<NaiveDate>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub version: i64,
    /// What the caller may do with this file now.
    pub actions: Vec<CustomerAction>,
}

vocabulary! {
    CustomerAction as "customer_action" {
        Edit = "edit",
        FollowUp = "follow_up",
        Reveal = "reveal",
        Review = "review",
        Complain = "complain",
        /// See who read it.
        ReadLog = "read_log",
        /// Give it to somebody.
        Assign = "assign",
        /// Put it back into the public pool.
        Return = "return",
        /// Let a colleague in for a while.
        Share = "share",
        /// Give up one's own change of key fields.
        Withdraw = "withdraw",
        /// Take a duplicate into it.
        Merge = "merge",
    }
}

/// A reviewer's answer to an entered file; returning needs a reason.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "return_needs_a_reason"))]
pub struct Review {
    pub verdict: crate::approvals::Verdict,
    #[serde(default)]
    #[validate(length(max = 2000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub remark: String,
}

fn return_needs_a_reason(review: &Review) -> Result<(), validator::ValidationError> {
    if review.verdict == crate::approvals::Verdict::Return && review.remark.trim().is_empty() {
        return Err(crate::values::at("remark", "reason_required"));
    }
    Ok(())
}

vocabulary! {
    /// A field that is masked until it is asked for (CRM-08).
    ConfidentialField as "confidential" {
        Phone = "phone",
        Address = "address",
    }
}

/// Ask for one confidential value; the answer is logged. A contact's phone is asked for with its id.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Reveal {
    pub field: ConfidentialField,
    #[serde(default)]
    pub contact_id: Option<Uuid>,
}

/// The value asked for.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Revealed {
    pub value: String,
}

/// A customer about to be entered.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct SimilarQuery {
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub phone: String,
    #[serde(default)]
    pub credit_code: String,
}

/// Files that look like the same customer: only that one exists and whom to ask (CRM-09).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Similar {
    pub matches: Vec<SimilarCustomer>,
}

/// One look-alike.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SimilarCustomer {
    /// Which entry matched: `name`, `phone`, `credit_code`.
    pub by: String,
    /// Whom to ask; absent: it lies in the public pool.
    pub owner: Option<PersonRef>,
    /// Only where the caller may see the file.
    pub customer_id: Option<Uuid>,
}

/// Create or change a contact (CRM-02).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ContactForm {
    #[validate(length(max = 80), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 80))]
    pub name: String,
    #[serde(default)]
    #[validate(length(max = 80), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 80))]
    pub post: String,
    /// Confidential. Absent on change: stays as it is; empty: removed.
    #[serde(default)]
    #[validate(custom(function = "is_phone"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 30))]
    pub phone: Option<String>,
    #[serde(default)]
    #[validate(length(max = 200), custom(function = "is_email"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub email: String,
    #[serde(default)]
    pub influence: Option<Influence>,
}

/// Not `validate_email`: it would bring a regular-expression engine to the browser for this one field.
fn is_email(text: &str) -> Result<(), validator::ValidationError> {
    use email_address::{EmailAddress, Options};
    let plain = Options::default().with_required_tld().without_display_text().without_domain_literal();
    if text.is_empty() || EmailAddress::parse_with_options(text, plain).is_ok() {
        Ok(())
    } else {
        Err(validator::ValidationError::new("email_invalid"))
    }
}

/// A person at the customer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contact {
    pub id: Uuid,
    pub customer_id: Uuid,
    pub name: String,
    pub post: String,
    pub phone: Option<Masked>,
    pub email: String,
    pub influence: Option<Influence>,
    pub version: i64,
}

#[cfg(test)]
mod tests {
    use super::is_email;

    #[test]
    fn mail_addresses_are_told_from_other_texts() {
        for good in ["", "zhou@example.cn", "zhou.min+crm@mail.example.com.cn"] {
            assert!(is_email(good).is_ok(), "{good}");
        }
        for bad in ["zhou", "zhou@", "@example.cn", "zhou@localhost", "周敏 <zhou@example.cn>", "zhou@[127.0.0.1]", "a b@example.cn"] {
            assert!(is_email(bad).is_err(), "{bad}");
        }
    }
}
