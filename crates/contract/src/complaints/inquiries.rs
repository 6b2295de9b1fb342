//! The investigation (CPL-03): statements taken, and departments asked, each with its due time and its answer.

use crate::values::{PersonRef, Subject, is_name};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

/// Keep what somebody said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewStatement {
    /// Whose words they are: a customer, a witness, a colleague.
    #[validate(length(max = 80), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 80))]
    pub speaker: String,
    #[validate(length(max = 4000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 4000))]
    pub text: String,
}

/// A statement; it is never changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WitnessStatement {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub speaker: String,
    pub text: String,
    pub taken_by: PersonRef,
    pub version: i64,
}

/// Ask a department.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewInquiry {
    /// Who answers for their department.
    pub person_id: Uuid,
    #[validate(length(max = 2000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub question: String,
    /// Until when the answer is wanted.
    pub due_at: DateTime<Utc>,
}

/// Answer as the department asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct InquiryAnswer {
    #[validate(length(max = 4000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 4000))]
    pub answer: String,
}

/// A department that is asked in a case. Who is asked sees this, and nothing else of the case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Inquiry {
    pub id: Uuid,
    /// The number of the case; its customer is not named.
    pub number: String,
    /// The case, for those who may see it.
    pub complaint: Option<Subject>,
    pub person: PersonRef,
    pub unit: Option<String>,
    pub question: String,
    pub asked_by: PersonRef,
    pub asked_at: DateTime<Utc>,
    pub due_at: DateTime<Utc>,
    pub answer: Option<String>,
    pub answered_at: Option<DateTime<Utc>>,
    /// Not answered in time.
    pub late: bool,
    /// The caller is asked and has not answered yet.
    pub may_answer: bool,
    pub version: i64,
}

/// What an investigation has so far.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Investigation {
    pub statements: Vec<WitnessStatement>,
    pub inquiries: Vec<Inquiry>,
    /// The caller may add to it.
    pub editable: bool,
}

endpoints! {
    ShowInvestigation: GET "/complaints/{id}/investigation", () => Investigation;
    TakeStatement: POST "/complaints/{id}/statements", NewStatement => WitnessStatement;
    AskDepartment: POST "/complaints/{id}/inquiries", NewInquiry => Inquiry;
    ShowInquiry: GET "/complaint-inquiries/{id}", () => Inquiry;
    AnswerInquiry: POST "/complaint-inquiries/{id}/answers", InquiryAnswer => Inquiry;
}

resource! {
    WitnessStatement => "/complaints/{id}/statements",
    Inquiry => "/complaint-inquiries/{id}",
}
