//! Errors on the wire: problem details (RFC 9457) with a stable `code`.

use serde::{Deserialize, Serialize};

/// The body of every error answer, `application/problem+json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// `/problems/<code>`.
    pub r#type: String,
    pub title: String,
    pub status: u16,
    /// In the caller's language.
    pub detail: String,
    /// Stable; clients act on it, never on texts.
    pub code: String,
    /// Quote it when asking for help.
    pub request_id: String,
    /// One entry per bad field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
}

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldProblem {
    /// JSON pointer into the body, or `/<name>` of a query parameter.
    pub pointer: String,
    pub code: String,
    /// In the caller's language.
    pub detail: String,
}
