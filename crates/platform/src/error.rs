//! The one error type. Every refusal has a stable code; what is internal is logged once and tells the client nothing.

use actix_web::http::StatusCode;
use contract::permission::Permission;
use contract::problem::{FieldProblem, Problem};
use locale::{Key, Language};
use sea_orm::{DbErr, SqlErr};

/// What handlers, commands and queries return.
pub type Reply<T> = Result<T, Error>;

/// A rule of an area that says no: `409` with the rule's own code and text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub code: &'static str,
    pub text: Key,
}

impl Refusal {
    /// A refusal with a stable code such as `complaint.already_closed`.
    pub const fn new(code: &'static str, text: Key) -> Self {
        Self { code, text }
    }
}

/// One bad field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// JSON pointer into the body, or `/name` of a query parameter.
    pub pointer: String,
    /// Stable; its text is `problems.<code>`.
    pub code: String,
    /// Fill the `{arguments}` of the text.
    pub arguments: Vec<(String, String)>,
}

impl Violation {
    /// A violation whose text takes no arguments.
    pub fn new(pointer: impl Into<String>, code: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), code: code.into(), arguments: Vec::new() }
    }
}

/// Everything that can go wrong with a request.
#[derive(Debug)]
pub enum Error {
    /// 400: the request itself cannot be read.
    Malformed,
    /// 401: no valid sign-in.
    Unauthenticated,
    /// 401 with its own code, at sign-in only.
    SignIn(Refusal),
    /// 403: signed in, without the permission.
    Forbidden(Permission),
    /// 403 with its own code: something has to be done first, or another way in is needed.
    Barred(Refusal),
    /// 404: not there, or not visible to the caller: the answers are the same.
    NotFound,
    /// 405, with the methods for `Allow`.
    MethodNotAllowed(String),
    /// 409: a rule says no.
    Refused(Refusal),
    /// 412: someone else changed it; the current version.
    Stale,
    /// 413.
    TooLarge,
    /// 415.
    UnsupportedMediaType,
    /// 422: bad fields.
    Invalid(Vec<Violation>),
    /// 428: an update without `If-Match`.
    PreconditionRequired,
    /// 429: try again after so many seconds.
    TooMany(u64),
    /// 503: the database cannot take it now.
    Unavailable,
    /// 500: logged, never told.
    Internal(anyhow::Error),
}

impl Error {
    /// One bad field.
    pub fn invalid(pointer: impl Into<String>, code: impl Into<String>) -> Self {
        Self::Invalid(vec![Violation::new(pointer, code)])
    }

    /// Turns the violation of a named unique index into a refusal; other errors stay.
    pub fn on_unique(self, index: &str, refusal: Refusal) -> Self {
        match self {
            Self::Internal(e) if e.downcast_ref::<UniqueViolation>().is_some_and(|u| u.0.contains(index)) => Self::Refused(refusal),
            other => other,
        }
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::Unauthenticated | Self::SignIn(_) => StatusCode::UNAUTHORIZED,
            Self::Forbidden(_) | Self::Barred(_) => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::Refused(_) => StatusCode::CONFLICT,
            Self::Stale => StatusCode::PRECONDITION_FAILED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::PreconditionRequired => StatusCode::PRECONDITION_REQUIRED,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Code and text.
    fn words(&self) -> (&'static str, Key) {
        use locale::problems as text;
        match self {
            Self::Malformed => ("malformed", text::MALFORMED),
            Self::Unauthenticated => ("unauthenticated", text::UNAUTHENTICATED),
            Self::SignIn(refusal) | Self::Barred(refusal) | Self::Refused(refusal) => (refusal.code, refusal.text),
            Self::Forbidden(_) => ("forbidden", text::FORBIDDEN),
            Self::NotFound => ("not_found", text::NOT_FOUND),
            Self::MethodNotAllowed(_) => ("method_not_allowed", text::METHOD_NOT_ALLOWED),
            Self::Stale => ("stale", text::STALE),
            Self::TooLarge => ("too_large", text::TOO_LARGE),
            Self::UnsupportedMediaType => ("unsupported_media_type", text::UNSUPPORTED_MEDIA_TYPE),
            Self::Invalid(_) => ("invalid", text::INVALID),
            Self::PreconditionRequired => ("precondition_required", text::PRECONDITION_REQUIRED),
            Self::TooMany(_) => ("too_many_requests", text::TOO_MANY_REQUESTS),
            Self::Unavailable => ("unavailable", text::UNAVAILABLE),
            Self::Internal(_) => ("internal", text::INTERNAL),
        }
    }

    /// The body of the answer, in the caller's language.
    pub fn problem(&self, language: Language, request_id: &str) -> Problem {
        let (code, text) = self.words();
        let errors = match self {
            Self::Invalid(violations) => violations.iter().map(|v| field_problem(v, language)).collect(),
            _ => Vec::new(),
        };
        let detail = match self {
            Self::Forbidden(permission) => text.with(language, &[("permission", permission.word())]),
            Self::TooMany(seconds) => text.with(language, &[("seconds", &seconds.to_string())]),
            _ => text.text(language).to_owned(),
        };
        Problem {
            r#type: format!("/problems/{code}"),
            title: self.status().canonical_reason().unwrap_or("Error").to_owned(),
            status: self.status().as_u16(),
            detail,
            code: code.to_owned(),
            request_id: request_id.to_owned(),
            errors,
        }
    }
}

fn field_problem(violation: &Violation, language: Language) -> FieldProblem {
    // A code with its module in front, such as `import_problems.sheet_empty`, says where its text is.
    let path = if violation.code.contains('.') { violation.code.clone() } else { format!("problems.{}", violation.code) };
    let arguments: Vec<(&str, &str)> = violation.arguments.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    let text = locale::find_rule(&path, &arguments).unwrap_or(locale::problems::FIELD_INVALID);
    let code = violation.code.rsplit('.').next().unwrap_or_default().to_owned();
    FieldProblem { pointer: violation.pointer.clone(), code, detail: text.with(language, &arguments) }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.words().0)
    }
}

impl std::error::Error for Error {}

/// Rendered by [`crate::http::envelope`], which knows language and request id; this is only the status.
impl actix_web::ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        self.status()
    }
}

/// A unique index was violated; the text names it.
#[derive(Debug)]
pub(crate) struct UniqueViolation(String);

impl std::fmt::Display for UniqueViolation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "unique index violated: {}", self.0)
    }
}

impl std::error::Error for UniqueViolation {}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(what)) => Self::Internal(anyhow::Error::new(UniqueViolation(what))),
            _ if matches!(error, DbErr::ConnectionAcquire(_) | DbErr::Conn(_)) => Self::Unavailable,
            _ => Self::Internal(anyhow::Error::new(error)),
        }
    }
}

impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Internal(anyhow::Error::new(error))
    }
}

/// Where a violation came from a body's [`validator::Validate`]: pointers and codes, never the rejected value.
pub fn violations(errors: &validator::ValidationErrors) -> Vec<Violation> {
    let mut found = Vec::new();
    collect(errors, "", &mut found);
    found.sort_by(|a, b| a.pointer.cmp(&b.pointer));
    found
}

fn collect(errors: &validator::ValidationErrors, at: &str, found: &mut Vec<Violation>) {
    use validator::ValidationErrorsKind;
    for (field, kind) in errors.errors() {
        let here = if field == "__all__" { at.to_owned() } else { format!("{at}/{field}") };
        match kind {
            ValidationErrorsKind::Field(list) => found.extend(list.iter().map(|e| violation(e, &here, at))),
            ValidationErrorsKind::Struct(inner) => collect(inner, &here, found),
            ValidationErrorsKind::List(items) => items.iter().for_each(|(i, inner)| collect(inner, &format!("{here}/{i}"), found)),
        }
    }
}

fn violation(error: &validator::ValidationError, here: &str, parent: &str) -> Violation {
    // A cross-field rule names the field it belongs to.
    let base = if here.is_empty() || here == parent { parent } else { here };
    let pointer = match error.params.get("field").and_then(|f| f.as_str()) {
        Some(field) => format!("{base}/{field}"),
        None => here.to_owned(),
    };
    let arguments = error
        .params
        .iter()
        .filter(|(name, _)| matches!(name.as_ref(), "min" | "max" | "at"))
        .map(|(name, value)| (name.to_string(), value.to_string().trim_end_matches(".0").to_owned()))
        .collect();
    Violation { pointer, code: error.code.to_string(), arguments }
}
