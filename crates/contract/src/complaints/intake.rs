//! Intake (CPL-01): what is filed, what it is about, and how the complainant is reached.

use super::{ComplaintCategory, ComplaintChannel, Severity};
use crate::customers::Revealed;
use crate::values::{is_name, is_printable, phone};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

/// File a complaint (CPL-01).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "is_known"))]
pub struct NewComplaint {
    /// Absent: not known yet; then name and phone or e-mail of the complainant must be given.
    #[serde(default)]
    pub customer_id: Option<Uuid>,
    /// Who complains; empty: the customer itself.
    #[serde(default)]
    #[validate(length(max = 80), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 80))]
    pub complainant: String,
    /// Confidential: how the complainant is reached.
    #[serde(default)]
    #[validate(custom(function = "is_phone"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 30))]
    pub phone: Option<String>,
    /// Confidential.
    #[serde(default)]
    #[validate(length(max = 120), custom(function = "is_mail"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 120))]
    pub email: Option<String>,
    #[validate(length(max = 4000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 4000))]
    pub matter: String,
    pub category: ComplaintCategory,
    /// A branch of the category.
    #[serde(default)]
    pub topic_id: Option<Uuid>,
    #[serde(default)]
    #[validate(length(max = 120), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 120))]
    pub product: String,
    #[serde(default)]
    #[validate(length(max = 60), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 60))]
    pub contract_number: String,
    /// The campaign that it is about.
    #[serde(default)]
    pub campaign_id: Option<Uuid>,
    pub channel: ComplaintChannel,
    /// Absent: by rule, from category and words.
    #[serde(default)]
    pub severity: Option<Severity>,
    /// What the customer wishes.
    #[serde(default)]
    #[validate(length(max = 1000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub wish: String,
    /// Who is complained about: neither investigates nor approves (CPL-03).
    #[serde(default)]
    pub about_person_id: Option<Uuid>,
}

impl NewComplaint {
    /// A complaint of a customer, with nothing but what must be said.
    pub fn of(customer_id: Uuid, category: ComplaintCategory, channel: ComplaintChannel, matter: impl Into<String>) -> Self {
        Self {
            customer_id: Some(customer_id),
            complainant: String::new(),
            phone: None,
            email: None,
            matter: matter.into(),
            category,
            topic_id: None,
            product: String::new(),
            contract_number: String::new(),
            campaign_id: None,
            channel,
            severity: None,
            wish: String::new(),
            about_person_id: None,
        }
    }
}

/// Nobody can be answered who is neither on file nor can be reached.
fn is_known(new: &NewComplaint) -> Result<(), ValidationError> {
    let given = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.trim().is_empty());
    if new.customer_id.is_some() || (!new.complainant.trim().is_empty() && (given(&new.phone) || given(&new.email))) {
        return Ok(());
    }
    let mut error = ValidationError::new("customer_or_complainant");
    error.add_param("field".into(), &"customer_id");
    Err(error)
}

pub(super) fn is_phone(text: &str) -> Result<(), ValidationError> {
    if text.trim().is_empty() {
        return Ok(());
    }
    phone::parse(text).map(|_| ()).map_err(|e| ValidationError::new(e.code()))
}

/// Something before and after one `@`, without blanks; empty is none.
pub(super) fn is_mail(text: &str) -> Result<(), ValidationError> {
    let text = text.trim();
    let fits = text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'));
    if text.is_empty() || (fits && !text.chars().any(|c| c.is_whitespace() || c.is_control())) {
        Ok(())
    } else {
        Err(ValidationError::new("email_invalid"))
    }
}

vocabulary! {
    /// A confidential entry of a case.
    ComplainantField as "complainant_field" {
        Phone = "phone",
        Email = "email",
    }
}

/// Ask for one confidential entry; the answer is logged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RevealComplainant {
    pub field: ComplainantField,
}

vocabulary! {
    /// Which tree a branch belongs to.
    TopicKind as "topic_kind" {
        /// What complaints are about, below the categories.
        Category = "category",
        /// Why they arose.
        Cause = "cause",
    }
}

/// A branch of the tree of categories or of causes, which the company edits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Topic {
    pub id: Uuid,
    pub kind: TopicKind,
    /// For branches of categories: the category they stand below.
    pub category: Option<ComplaintCategory>,
    pub parent_id: Option<Uuid>,
    pub name: String,
    /// No longer offered; cases keep it.
    pub retired: bool,
    pub version: i64,
}

/// A branch as another record mentions it: its whole path, `柜体 / 门板`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TopicRef {
    pub id: Uuid,
    pub name: String,
}

/// Add a branch. A category's branch stands below a category or another branch of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewTopic {
    pub kind: TopicKind,
    #[serde(default)]
    pub category: Option<ComplaintCategory>,
    #[serde(default)]
    pub parent_id: Option<Uuid>,
    #[validate(length(max = 60), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 60))]
    pub name: String,
}

/// Rename a branch, or stop offering it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TopicForm {
    #[validate(length(max = 60), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 60))]
    pub name: String,
    pub retired: bool,
}

endpoints! {
    RevealComplainantEntry: POST "/complaints/{id}/reveals", RevealComplainant => Revealed;
    ListTopics: GET "/complaint-topics", () => Vec<Topic>;
    AddTopic: POST "/complaint-topics", NewTopic => Topic;
    EditTopic: PUT "/complaint-topics/{id}", TopicForm => Topic;
}

resource! { Topic => "/complaint-topics/{id}" }

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_not_on_file_must_be_reachable() {
        let mut new = NewComplaint::of(Uuid::nil(), ComplaintCategory::Quality, ComplaintChannel::Email, "柜门开裂");
        assert!(new.validate().is_ok());
        new.customer_id = None;
        assert!(new.validate().is_err());
        new.complainant = "王敏".into();
        assert!(new.validate().is_err());
        new.email = Some("wang@example.com".into());
        assert!(new.validate().is_ok());
    }

    #[test]
    fn addresses_have_two_sides() {
        for good in ["", " wang@example.com ", "a@b.cn"] {
            assert!(is_mail(good).is_ok(), "{good}");
        }
        for bad in ["wang", "@b.cn", "a@b", "a b@c.cn", "a@b@c.cn"] {
            assert!(is_mail(bad).is_err(), "{bad}");
        }
    }
}
