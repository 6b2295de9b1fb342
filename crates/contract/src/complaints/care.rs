//! What customers do without an account (CPL-01, CPL-06): file a complaint, follow it by number and code, answer the survey.

use super::intake::{is_mail, is_phone};
use super::{ComplaintCategory, Feedback};
use crate::attachments::PublicFile;
use crate::values::{is_name, is_printable};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use validator::{Validate, ValidationError};

/// A form to fill in. Its ticket is good for one complaint, not at once and not for ever.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicForm {
    pub ticket: String,
    /// A form that comes back sooner was not filled in by a person.
    pub seconds: i64,
}

/// File a complaint without an account. Phone or e-mail must be given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "is_reachable"))]
pub struct PublicComplaint {
    #[validate(length(max = 200), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub ticket: String,
    #[validate(length(max = 80), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 80))]
    pub name: String,
    #[serde(default)]
    #[validate(length(max = 30), custom(function = "is_phone"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 30))]
    pub phone: String,
    #[serde(default)]
    #[validate(length(max = 120), custom(function = "is_mail"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 120))]
    pub email: String,
    pub category: ComplaintCategory,
    #[validate(length(max = 4000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 4000))]
    pub matter: String,
    #[serde(default)]
    #[validate(length(max = 120), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 120))]
    pub product: String,
    #[serde(default)]
    #[validate(length(max = 60), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 60))]
    pub contract_number: String,
    #[serde(default)]
    #[validate(length(max = 1000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub wish: String,
    /// People leave it empty: it is not on the screen.
    #[serde(default)]
    #[validate(length(max = 200), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub website: String,
}

fn is_reachable(form: &PublicComplaint) -> Result<(), ValidationError> {
    if !form.phone.trim().is_empty() || !form.email.trim().is_empty() {
        return Ok(());
    }
    let mut error = ValidationError::new("contact_missing");
    error.add_param("field".into(), &"phone");
    Err(error)
}

/// What the customer keeps. The code is told here only.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FiledByCustomer {
    pub number: String,
    pub code: String,
    pub apology: String,
}

/// The way in to one's own case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CaseKey {
    #[validate(length(max = 40), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40))]
    pub number: String,
    /// Capitals or not, with or without the dash.
    #[validate(length(max = 20), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 20))]
    pub code: String,
}

/// Add something to one's case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CaseMessage {
    #[validate(nested)]
    pub key: CaseKey,
    #[validate(length(max = 2000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub text: String,
}

/// Say whether one is satisfied, by number and code.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CaseAnswer {
    #[validate(nested)]
    pub key: CaseKey,
    #[validate(nested)]
    pub feedback: Feedback,
}

/// The way in to one survey.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SurveyKey {
    #[validate(length(max = 100), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100))]
    pub token: String,
}

/// Answer the survey; its link works once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SurveyAnswer {
    #[validate(nested)]
    pub key: SurveyKey,
    #[validate(nested)]
    pub feedback: Feedback,
}

vocabulary! {
    /// How far a case is, in the customer's words.
    PublicStage as "public_stage" {
        Received = "received",
        Looking = "looking",
        Deciding = "deciding",
        Acting = "acting",
        YourTurn = "your_turn",
        Closed = "closed",
        Withdrawn = "withdrawn",
    }
}

/// One line of the history: nobody of the company is named.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicEvent {
    pub at: DateTime<Utc>,
    pub text: String,
    /// The customer wrote it.
    pub own: bool,
}

/// A case as its customer sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicCase {
    pub number: String,
    pub stage: PublicStage,
    pub received_at: DateTime<Utc>,
    /// Until when it is to be closed; absent once it is.
    pub promised_at: Option<DateTime<Utc>>,
    /// The clocks stand still, and why.
    pub waits: Option<String>,
    pub matter: String,
    /// What was done, once it is.
    pub result: Option<String>,
    pub history: Vec<PublicEvent>,
    /// What the customer sent with it.
    pub files: Vec<PublicFile>,
    pub may_write: bool,
    pub may_answer: bool,
}

/// A survey that waits for its answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicSurvey {
    pub number: String,
    pub matter: String,
    pub result: String,
}

/// What an answer came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicThanks {
    pub stage: PublicStage,
}

/// A code for the customer; this answer alone has it, and one from before ends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseCode {
    pub number: String,
    pub code: String,
    /// Where the customer types them in.
    pub path: String,
}

/// A survey for the customer; this answer alone has its address, and one from before ends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SurveyLink {
    /// The whole address where the server knows its own, else below the address of this server.
    pub address: String,
    /// The same as a picture, to be scanned from the screen or from paper.
    pub qr_svg: String,
    pub ends_at: DateTime<Utc>,
}

endpoints! {
    OpenPublicForm: GET "/public/complaint-form", () => PublicForm;
    FilePublicComplaint: POST "/public/complaints", PublicComplaint => FiledByCustomer;
    FollowPublicComplaint: POST "/public/complaints/look-up", CaseKey => PublicCase;
    WriteOnPublicComplaint: POST "/public/complaints/messages", CaseMessage => PublicCase;
    AnswerPublicComplaint: POST "/public/complaints/answers", CaseAnswer => PublicCase;
    OpenSurvey: POST "/public/surveys/look-up", SurveyKey => PublicSurvey;
    AnswerSurvey: POST "/public/surveys/answers", SurveyAnswer => PublicThanks;
    IssueCaseCode: POST "/complaints/{id}/codes", () => CaseCode;
    IssueSurvey: POST "/complaints/{id}/surveys", () => SurveyLink;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_who_cannot_be_reached_cannot_be_answered() {
        let form = |phone: &str, email: &str| PublicComplaint {
            ticket: "t".into(),
            name: "王敏".into(),
            phone: phone.into(),
            email: email.into(),
            category: ComplaintCategory::Quality,
            matter: "柜门开裂".into(),
            product: String::new(),
            contract_number: String::new(),
            wish: String::new(),
            website: String::new(),
        };
        assert!(form("13800001111", "").validate().is_ok());
        assert!(form("", "wang@example.com").validate().is_ok());
        assert!(form(" ", "").validate().is_err());
        assert!(form("123", "").validate().is_err());
    }
}
