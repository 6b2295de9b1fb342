//! Service accounts and their API keys, for integrators (ORG-06).

use crate::page::{ListQuery, Page};
use crate::permission::{DataScope, Permission};
use crate::values::{PersonRef, is_name, is_printable};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

/// What every key begins with: `Authorization: Bearer yk_…`.
pub const KEY_MARK: &str = "yk_";
/// The longest life of a key, in days.
pub const LONGEST_LIFE: i64 = 366;
/// Never a program's: only people decide who gets in and what counts.
pub const PEOPLE_ONLY: [Permission; 5] =
    [Permission::AccessManage, Permission::ApiKeyManage, Permission::AgreementPublish, Permission::ApprovalFlowEdit, Permission::RoleEdit];

/// Set up an account for a program. What its records will say of who did it is this account's name.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewServiceAccount {
    #[validate(length(max = 60), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 60))]
    pub name: String,
    #[serde(default)]
    #[validate(length(max = 500), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub purpose: String,
    /// The most that its keys may do; only what the caller may do.
    #[validate(length(min = 1, max = 200, code = "required"))]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 200))]
    pub permissions: Vec<Permission>,
    /// How far they reach: `own` (records it made itself) or `all`.
    pub scope: DataScope,
}

/// An account of a program, with its keys.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServiceAccount {
    pub id: Uuid,
    pub version: i64,
    pub name: String,
    pub purpose: String,
    pub permissions: Vec<Permission>,
    pub scope: DataScope,
    pub author: PersonRef,
    pub created_at: DateTime<Utc>,
    pub closed_at: Option<DateTime<Utc>>,
    /// Newest first.
    pub keys: Vec<ApiKey>,
}

/// Issue a key.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewApiKey {
    /// Where it is kept, e.g. `ERP 正式环境`.
    #[validate(length(max = 60), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 60))]
    pub name: String,
    /// A part of what the account may do.
    #[validate(length(min = 1, max = 200, code = "required"))]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 200))]
    pub permissions: Vec<Permission>,
    /// The last day on which it works, by the company's calendar; at most 366 days ahead.
    #[validate(custom(function = "crate::values::is_plausible_day"))]
    pub expires_on: NaiveDate,
}

/// A key as it is remembered: never the key itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiKey {
    pub id: Uuid,
    pub name: String,
    /// How it begins, to recognise it by.
    pub prefix: String,
    pub permissions: Vec<Permission>,
    pub expires_at: DateTime<Utc>,
    /// To within five minutes.
    pub last_used_at: Option<DateTime<Utc>>,
    pub last_address: String,
    pub revoked_at: Option<DateTime<Utc>>,
    pub author: PersonRef,
    pub created_at: DateTime<Utc>,
}

/// A new key: the only time it can be seen.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IssuedKey {
    /// For `Authorization: Bearer …`.
    pub key: String,
    pub issued: ApiKey,
}

endpoints! {
    ListServiceAccounts: GET "/service-accounts" ? ListQuery, () => Page<ServiceAccount>;
    AddServiceAccount: POST "/service-accounts", NewServiceAccount => ServiceAccount;
    ShowServiceAccount: GET "/service-accounts/{id}", () => ServiceAccount;
    CloseServiceAccount: DELETE "/service-accounts/{id}", () => ();
    IssueKey: POST "/service-accounts/{id}/keys", NewApiKey => IssuedKey;
    RevokeKey: DELETE "/api-keys/{id}", () => ();
}

resource! { ServiceAccount => "/service-accounts/{id}" }
