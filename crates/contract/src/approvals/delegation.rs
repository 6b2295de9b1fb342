//! Delegation: somebody decides for a person for a time (ORG-09).

use super::ApprovalKind;
use crate::page::{ListQuery, Page};
use crate::values::{PersonRef, at, is_printable};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

vocabulary! {
    DelegationStatus as "delegation_status" {
        Planned = "planned",
        Running = "running",
        Ended = "ended",
    }
}

vocabulary! {
    DelegationActKind as "delegation_act" {
        End = "end",
    }
}

/// Names a delegate for a time, both days included.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "begins_before_it_ends", skip_on_field_errors = false))]
pub struct NewDelegation {
    pub delegate_id: Uuid,
    #[validate(custom(function = "crate::values::is_plausible_day"))]
    pub from_on: NaiveDate,
    #[validate(custom(function = "crate::values::is_plausible_day"))]
    pub to_on: NaiveDate,
    /// Only these kinds; empty: all.
    #[serde(default)]
    #[validate(length(max = 50))]
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub kinds: Vec<ApprovalKind>,
    #[serde(default)]
    #[validate(length(max = 200), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub reason: String,
}

/// The longest delegation, in days.
const LONGEST: i64 = 366;

fn begins_before_it_ends(new: &NewDelegation) -> Result<(), ValidationError> {
    let days = new.to_on.signed_duration_since(new.from_on).num_days();
    if days < 0 {
        return Err(at("to_on", "ends_before_start"));
    }
    if days > LONGEST { Err(at("to_on", "range")) } else { Ok(()) }
}

/// Somebody decides for somebody.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Delegation {
    pub id: Uuid,
    pub person: PersonRef,
    pub delegate: PersonRef,
    pub from_on: NaiveDate,
    pub to_on: NaiveDate,
    /// Empty: all kinds.
    pub kinds: Vec<ApprovalKind>,
    pub reason: String,
    pub status: DelegationStatus,
    pub created_at: DateTime<Utc>,
    pub version: i64,
    pub actions: Vec<DelegationActKind>,
}

/// A step in the life of a delegation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DelegationAct {
    pub act: DelegationActKind,
}

endpoints! {
    ListDelegations: GET "/delegations" ? ListQuery, () => Page<Delegation>;
    Delegate: POST "/delegations", NewDelegation => Delegation;
    ShowDelegation: GET "/delegations/{id}", () => Delegation;
    ActOnDelegation: POST "/delegations/{id}/transitions", DelegationAct => Delegation;
}

resource! { Delegation => "/delegations/{id}" }
