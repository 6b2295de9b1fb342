//! A person's own password and sessions (ORG-06).

use super::SignInWay;
use crate::organisation::Me;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

/// The fewest characters of a password.
pub const SHORTEST_PASSWORD: usize = 12;

/// Change one's own password. All other sessions of the person end.
#[derive(Clone, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    #[validate(length(min = 1, max = 200, code = "required"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, format = Password))]
    pub old_password: String,
    /// At least 12 characters of any kind; neither a common password nor one with the user name in it.
    #[validate(length(max = 200), custom(function = "is_long_enough"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 12, max_length = 200, format = Password, example = "correct horse battery"))]
    pub new_password: String,
}

fn is_long_enough(password: &str) -> Result<(), ValidationError> {
    if password.chars().count() >= SHORTEST_PASSWORD { Ok(()) } else { Err(ValidationError::new("password_short")) }
}

/// The person's password, again: asked for before something that decides who gets in.
#[derive(Clone, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasswordAgain {
    #[validate(length(min = 1, max = 200, code = "required"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, format = Password))]
    pub password: String,
}

/// A running session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenSession {
    pub id: Uuid,
    /// Browser and system as the device calls itself, e.g. `Chrome · Windows`; empty where it does not say.
    pub device: String,
    pub address: String,
    pub way: SignInWay,
    pub started_at: DateTime<Utc>,
    /// To within the life of an access token (ten minutes unless configured).
    pub last_used_at: DateTime<Utc>,
    /// The session of this very request.
    pub current: bool,
}

endpoints! {
    ChangeOwnPassword: POST "/me/password", ChangePassword => Me;
    ListOwnSessions: GET "/me/sessions", () => Vec<OpenSession>;
    EndOwnSession: DELETE "/me/sessions/{id}", () => ();
    EndOtherSessions: DELETE "/me/sessions", () => ();
}

#[cfg(test)]
mod tests {
    use super::*;

    /// ORG-06: length is what counts, and characters are counted, not bytes.
    #[test]
    fn a_password_has_twelve_characters_of_any_kind() {
        assert!(is_long_enough("一二三四五六七八九十甲").is_err());
        assert!(is_long_enough("一二三四五六七八九十甲乙").is_ok());
    }
}
