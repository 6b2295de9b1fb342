//! People, sign-in and what a person may do.

use crate::access::Duty;
use crate::permission::{DataScope, Permission};
use crate::values::PersonRef;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

/// Sign in with user name and password (ORG-06).
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    #[validate(length(min = 1, max = 80, code = "required"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 80))]
    pub username: String,
    #[validate(length(min = 1, max = 200, code = "required"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, format = Password))]
    pub password: String,
    /// Six digits of the authenticator app or a recovery code, where a second factor is enrolled: without it the answer is `401`
    /// `sign_in.code_required`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 6, max = 20, code = "second_factor_code"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 6, max_length = 20))]
    pub code: Option<String>,
}

/// A session has begun or was renewed. The refresh token travels in an HttpOnly cookie.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedIn {
    /// A JWT for the `Authorization: Bearer` header.
    pub access_token: String,
    pub expires_at: DateTime<Utc>,
    pub me: Me,
}

vocabulary! {
    /// Light or dark, or as the device has it.
    Theme as "theme" {
        System = "system",
        Light = "light",
        Dark = "dark",
    }
}

/// The signed-in person, what they may do and how they like it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    pub id: Uuid,
    pub name: String,
    pub number: String,
    pub post: String,
    pub unit: String,
    pub roles: Vec<String>,
    pub scope: DataScope,
    #[serde(deserialize_with = "known")]
    pub permissions: Vec<Permission>,
    /// `zh-CN`, `en`, `zh-TW`; absent: as the browser asks.
    pub language: Option<String>,
    pub theme: Theme,
    /// What has to be done before anything else.
    pub duty: Option<Duty>,
}

/// A page that is older than the server still opens: it leaves out the permissions it does not know.
fn known<'de, D: serde::Deserializer<'de>>(words: D) -> Result<Vec<Permission>, D::Error> {
    Ok(Vec::<String>::deserialize(words)?.iter().filter_map(|word| word.parse().ok()).collect())
}

/// How a person likes the product.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Preferences {
    #[validate(custom(function = "known_language"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 5, pattern = "^(zh-CN|en|zh-TW)$"))]
    pub language: Option<String>,
    pub theme: Theme,
}

fn known_language(tag: &str) -> Result<(), validator::ValidationError> {
    if ["zh-CN", "en", "zh-TW"].contains(&tag) { Ok(()) } else { Err(validator::ValidationError::new("language_unknown")) }
}

/// A colleague, as found in pickers and the staff list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Person {
    pub id: Uuid,
    pub number: String,
    pub name: String,
    pub post: String,
    pub unit: String,
    pub superior: Option<PersonRef>,
    pub roles: Vec<String>,
    pub status: crate::people::PersonStatus,
    pub entered_on: Option<chrono::NaiveDate>,
}

endpoints! {
    StartSession: POST "/sessions", SignIn => SignedIn;
    RefreshSession: POST "/sessions/refresh", () => SignedIn;
    EndSession: DELETE "/sessions/current", () => ();
    ShowMe: GET "/me", () => Me;
    SetPreferences: PUT "/me/preferences", Preferences => Me;
    ListPeople: GET "/people" ? crate::page::ListQuery, () => crate::page::Page<Person>;
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn an_older_page_leaves_out_permissions_it_does_not_know() {
        #[derive(Deserialize)]
        struct Known(#[serde(deserialize_with = "known")] Vec<Permission>);
        let read: Known = serde_json::from_str(r#"["kpi.read","moon.visit"]"#).unwrap();
        assert_eq!(read.0, [Permission::KpiRead]);
    }
}
