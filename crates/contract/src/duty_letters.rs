//! Duty letters 岗位授权书 (ORG-04): somebody is authorised for a post, a site, an area or a project, for a time, with three signatures.

use crate::hand_overs::Signature;
use crate::page::{ListQuery, Page};
use crate::values::{PersonRef, Subject, at, is_name, is_printable};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

vocabulary! {
    LetterScope as "letter_scope" {
        /// 岗位
        Post = "post",
        /// 工地或门店
        Site = "site",
        /// 区域
        Area = "area",
        /// 项目
        Project = "project",
    }
}

vocabulary! {
    DutyLetterStatus as "duty_letter_status" {
        Draft = "draft",
        /// Signed by who authorises.
        Authorised = "authorised",
        /// Signed by who is authorised.
        Accepted = "accepted",
        /// Signed by the supervisor, too.
        InForce = "in_force",
        Ended = "ended",
        Revoked = "revoked",
    }
}

vocabulary! {
    DutyLetterActKind as "duty_letter_act" {
        Edit = "edit",
        Authorise = "authorise",
        Accept = "accept",
        Supervise = "supervise",
        Revoke = "revoke",
        /// By the clock, after its last day.
        End = "end",
        /// A new letter follows one that ended.
        Renew = "renew",
    }
}

/// A duty letter as it is drafted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "whole"))]
pub struct DutyLetterForm {
    /// Who is authorised; accepts it.
    pub person_id: Uuid,
    pub authoriser_id: Uuid,
    /// Who watches over it; signs last.
    pub supervisor_id: Uuid,
    pub scope_kind: LetterScope,
    /// Which post, site, area or project.
    #[validate(length(max = 100, code = "length"), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100, example = "滨江花园 3 号楼样板间"))]
    pub scope: String,
    /// What they may decide and have to do.
    #[validate(length(max = 2000, code = "length"), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub powers: String,
    #[validate(custom(function = "crate::values::is_plausible_day"))]
    pub starts_on: NaiveDate,
    /// The last day.
    #[validate(custom(function = "crate::values::is_plausible_day"))]
    pub ends_on: NaiveDate,
}

fn whole(form: &DutyLetterForm) -> Result<(), ValidationError> {
    if form.ends_on < form.starts_on {
        return Err(at("ends_on", "ends_before_start"));
    }
    if form.authoriser_id == form.person_id {
        return Err(at("authoriser_id", "letter_signers_differ"));
    }
    let twice = form.supervisor_id == form.person_id || form.supervisor_id == form.authoriser_id;
    if twice { Err(at("supervisor_id", "letter_signers_differ")) } else { Ok(()) }
}

/// A step of a duty letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "with_reason"))]
pub struct DutyLetterAct {
    pub act: DutyLetterActKind,
    /// Why it is revoked.
    #[serde(default)]
    #[validate(length(max = 500, code = "length"), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub reason: String,
}

fn with_reason(act: &DutyLetterAct) -> Result<(), ValidationError> {
    let missing = act.act == DutyLetterActKind::Revoke && act.reason.trim().is_empty();
    if missing { Err(at("reason", "required")) } else { Ok(()) }
}

/// A duty letter in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DutyLetterRow {
    pub id: Uuid,
    pub number: String,
    pub person: PersonRef,
    pub authoriser: PersonRef,
    pub scope_kind: LetterScope,
    pub scope: String,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub status: DutyLetterStatus,
    pub created_at: DateTime<Utc>,
    pub version: i64,
}

/// A duty letter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DutyLetter {
    pub id: Uuid,
    pub number: String,
    pub person: PersonRef,
    pub post: String,
    pub unit: String,
    pub authoriser: PersonRef,
    pub supervisor: PersonRef,
    pub scope_kind: LetterScope,
    pub scope: String,
    pub powers: String,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub status: DutyLetterStatus,
    pub authorised: Option<Signature>,
    pub accepted: Option<Signature>,
    pub supervised: Option<Signature>,
    /// Who revoked it, when and why.
    pub revoked: Option<Signature>,
    pub ended_at: Option<DateTime<Utc>>,
    /// Whose signature is next.
    pub waits_for: Option<PersonRef>,
    /// The letter that it follows.
    pub renews: Option<Subject>,
    /// The letter that follows it.
    pub renewed_by: Option<Subject>,
    pub drafted_by: PersonRef,
    pub created_at: DateTime<Utc>,
    pub version: i64,
    pub actions: Vec<DutyLetterActKind>,
}

endpoints! {
    ListDutyLetters: GET "/duty-letters" ? ListQuery, () => Page<DutyLetterRow>;
    DraftDutyLetter: POST "/duty-letters", DutyLetterForm => DutyLetter;
    ShowDutyLetter: GET "/duty-letters/{id}", () => DutyLetter;
    EditDutyLetter: PUT "/duty-letters/{id}", DutyLetterForm => DutyLetter;
    ActOnDutyLetter: POST "/duty-letters/{id}/transitions", DutyLetterAct => DutyLetter;
    RenewDutyLetter: POST "/duty-letters/{id}/renewals", DutyLetterForm => DutyLetter;
}

resource! { DutyLetter => "/duty-letters/{id}" }
