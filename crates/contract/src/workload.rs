//! How many customers each account manager has, against the norm (ORG-10).

use crate::people::Territory;
use crate::values::PersonRef;
use serde::{Deserialize, Serialize};

/// The norm for a territory: from, to.
pub const fn norm(territory: Territory) -> (i64, i64) {
    match territory {
        Territory::Rural => (130, 150),
        Territory::Urban => (150, 180),
    }
}

vocabulary! {
    Load as "load" {
        Under = "under",
        Within = "within",
        Over = "over",
        /// No territory is entered: there is no norm.
        Unknown = "unknown",
    }
}

/// One account manager.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WorkloadRow {
    pub person: PersonRef,
    pub unit: String,
    pub territory: Option<Territory>,
    pub customers: i64,
    /// The norm; absent without a territory.
    pub norm_from: Option<i64>,
    pub norm_to: Option<i64>,
    pub load: Load,
}

/// How neighbours could be evened out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Suggestion {
    pub from: PersonRef,
    pub to: PersonRef,
    pub customers: i64,
}

/// Everyone within reach, and what would even them out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Workload {
    pub rows: Vec<WorkloadRow>,
    pub suggestions: Vec<Suggestion>,
}

endpoints! {
    ShowWorkload: GET "/workload", () => Workload;
}
