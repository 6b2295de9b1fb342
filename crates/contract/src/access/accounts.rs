//! What an administrator does about other people's accounts (ORG-06).

use super::own::OpenSession;
use crate::page::{ListQuery, Page};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

/// How a person signs in; the id is the person's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Account {
    pub id: Uuid,
    pub name: String,
    pub number: String,
    pub username: String,
    /// The password must be changed at the next sign-in.
    pub must_change: bool,
    /// A temporary password works until then.
    pub temporary_until: Option<DateTime<Utc>>,
    /// Locked after wrong passwords.
    pub locked_until: Option<DateTime<Utc>>,
    /// Since when a second factor is asked for.
    pub second_factor_at: Option<DateTime<Utc>>,
    pub sessions: u64,
    pub last_used_at: Option<DateTime<Utc>>,
}

/// A password for one sign-in; it is shown this once and kept as a hash only.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TemporaryPassword {
    pub password: String,
    pub valid_until: DateTime<Utc>,
}

/// What the company demands of sign-ins.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccessRules {
    pub version: i64,
    /// Whoever holds one of these roles needs a second factor.
    pub second_factor_roles: Vec<String>,
}

impl crate::endpoint::Resource for AccessRules {
    fn path(&self) -> String {
        "/access-rules".to_owned()
    }

    fn version(&self) -> i64 {
        self.version
    }
}

/// Change what the company demands.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AccessRulesForm {
    /// Codes of roles.
    #[validate(length(max = 100))]
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub second_factor_roles: Vec<String>,
}

endpoints! {
    ListAccounts: GET "/accounts" ? ListQuery, () => Page<Account>;
    ListSessionsOf: GET "/accounts/{id}/sessions", () => Vec<OpenSession>;
    EndSessionsOf: DELETE "/accounts/{id}/sessions", () => ();
    SetTemporaryPassword: POST "/accounts/{id}/temporary-password", () => TemporaryPassword;
    ResetSecondFactor: DELETE "/accounts/{id}/second-factor", () => ();
    ShowAccessRules: GET "/access-rules", () => AccessRules;
    EditAccessRules: PUT "/access-rules", AccessRulesForm => AccessRules;
}
