//! The confidentiality agreement 保密协议: its versions, who accepted which and when (ORG-07).

use crate::organisation::Me;
use crate::page::{ListQuery, Page};
use crate::values::{PersonRef, is_name};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

vocabulary! {
    AgreementStatus as "agreement_status" {
        Draft = "draft",
        /// Everyone with an account has to accept it before anything else.
        InForce = "in_force",
        /// A later version took its place.
        Superseded = "superseded",
    }
}

vocabulary! {
    AgreementActKind as "agreement_act" {
        Publish = "publish",
        /// By the system, when a later version is published.
        Supersede = "supersede",
    }
}

/// Publishing a version ends the one before; no other step is taken by a person.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AgreementAct {
    pub act: AgreementActKind,
}

/// Draft a version, or change a draft.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AgreementForm {
    #[validate(length(max = 120), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 120))]
    pub title: String,
    /// Plain text; line breaks are kept.
    #[validate(length(max = 50_000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 50_000))]
    pub body: String,
}

/// A version of the agreement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Agreement {
    pub id: Uuid,
    pub version: i64,
    /// 1, 2, 3 …
    pub number: i64,
    pub title: String,
    pub body: String,
    pub status: AgreementStatus,
    pub author: PersonRef,
    pub in_force_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    /// What the caller can do with it now.
    pub actions: Vec<AgreementActKind>,
}

/// The version in force as it concerns the caller.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnAgreement {
    pub id: Uuid,
    pub number: i64,
    pub title: String,
    pub body: String,
    pub in_force_at: Option<DateTime<Utc>>,
    pub accepted_at: Option<DateTime<Utc>>,
}

/// Where a person stands with the version in force.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Standing {
    /// The person's.
    pub id: Uuid,
    pub number: String,
    pub name: String,
    pub post: String,
    /// Absent: not accepted.
    pub accepted_at: Option<DateTime<Utc>>,
    /// From where it was accepted.
    pub address: Option<String>,
}

endpoints! {
    ShowOwnAgreement: GET "/me/agreement", () => OwnAgreement;
    AcceptAgreement: POST "/agreements/{id}/acceptances", () => Me;
    ListAgreements: GET "/agreements" ? ListQuery, () => Page<Agreement>;
    DraftAgreement: POST "/agreements", AgreementForm => Agreement;
    ShowAgreement: GET "/agreements/{id}", () => Agreement;
    EditAgreement: PUT "/agreements/{id}", AgreementForm => Agreement;
    ActOnAgreement: POST "/agreements/{id}/transitions", AgreementAct => Agreement;
    ListStandings: GET "/agreement-standings" ? ListQuery, () => Page<Standing>;
}

resource! { Agreement => "/agreements/{id}" }
