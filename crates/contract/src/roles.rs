//! Roles: which permissions, and how far they reach (ORG-05). The company edits them.

use crate::permission::{DataScope, Permission};
use crate::values::{PersonRef, is_name, is_printable};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

/// A permission with its reach.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Grant {
    pub permission: Permission,
    pub scope: DataScope,
}

/// What a role is to be. A built-in role keeps its own name, whatever is sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RoleForm {
    #[validate(length(max = 40), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40))]
    pub name: String,
    #[serde(default)]
    #[validate(length(max = 500), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub description: String,
    #[validate(length(max = 200), custom(function = "each_once"))]
    pub grants: Vec<Grant>,
}

fn each_once(grants: &[Grant]) -> Result<(), ValidationError> {
    let mut seen: Vec<_> = grants.iter().map(|grant| grant.permission).collect();
    seen.sort_unstable();
    let all = seen.len();
    seen.dedup();
    if seen.len() == all { Ok(()) } else { Err(ValidationError::new("grant_twice")) }
}

/// A role.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Role {
    pub id: Uuid,
    /// As in `roles` of a person and in the steps of approvals.
    pub code: String,
    /// In the caller's language where built in.
    pub name: String,
    pub description: String,
    pub built_in: bool,
    pub grants: Vec<Grant>,
    /// Who holds it, without those who left.
    pub holders: Vec<PersonRef>,
    pub version: i64,
}

/// Every role, the built-in ones first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Roles {
    pub items: Vec<Role>,
    /// Whether the caller may change them.
    pub may_edit: bool,
}

endpoints! {
    ListRoles: GET "/roles", () => Roles;
    AddRole: POST "/roles", RoleForm => Role;
    ShowRole: GET "/roles/{id}", () => Role;
    EditRole: PUT "/roles/{id}", RoleForm => Role;
}

resource! { Role => "/roles/{id}" }
