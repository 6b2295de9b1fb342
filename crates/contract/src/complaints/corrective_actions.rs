//! Corrective and preventive actions 纠正预防措施 (CPL-08): the root cause by asking why, what is done about it, and whether it helped.

use super::nonconformities::RecordStep;
use crate::campaigns::Reason;
use crate::page::{ListQuery, Page};
use crate::values::{PersonRef, Subject, at, is_name, is_plausible_day, is_printable};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

vocabulary! {
    CorrectiveActionStatus as "corrective_action_status" {
        /// Why did it happen?
        Analysing = "analysing",
        Acting = "acting",
        /// Carried out; whether it helped is seen later.
        Verifying = "verifying",
        /// It helped.
        Closed = "closed",
        Cancelled = "cancelled",
    }
}

vocabulary! {
    CorrectiveActionActKind as "corrective_action_act" {
        Plan = "plan",
        CarryOut = "carry_out",
        Effective = "effective",
        Ineffective = "ineffective",
        /// By the system: the same cause came back.
        Recur = "recur",
        Cancel = "cancel",
    }
}

vocabulary! {
    ActionKind as "action_kind" {
        /// Against what happened.
        Corrective = "corrective",
        /// Against what could happen.
        Preventive = "preventive",
    }
}

/// Open a corrective or preventive action.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewCorrectiveAction {
    pub kind: ActionKind,
    #[validate(length(max = 2000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub problem: String,
    #[serde(default)]
    pub complaint_id: Option<Uuid>,
    #[serde(default)]
    pub nonconformity_id: Option<Uuid>,
    /// Who looks for the cause and carries the action out.
    pub owner_id: Uuid,
}

/// The cause and what is done about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "planned"))]
pub struct ActionPlan {
    /// Why, and why that: up to five times.
    #[validate(length(min = 1, max = 5), custom(function = "are_answers"))]
    pub whys: Vec<String>,
    /// The last answer. The same words in a later complaint mean that it came back.
    #[validate(length(max = 200), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    pub root_cause: String,
    #[validate(length(max = 2000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub action: String,
    #[validate(custom(function = "is_plausible_day"))]
    pub due_on: NaiveDate,
    /// When it is looked whether it helped.
    #[validate(custom(function = "is_plausible_day"))]
    pub effect_due_on: NaiveDate,
}

fn are_answers(whys: &[String]) -> Result<(), ValidationError> {
    for why in whys {
        is_name(why)?;
        if why.chars().count() > 500 {
            return Err(ValidationError::new("length"));
        }
    }
    Ok(())
}

fn planned(plan: &ActionPlan) -> Result<(), ValidationError> {
    if plan.effect_due_on > plan.due_on { Ok(()) } else { Err(at("effect_due_on", "effect_before_due")) }
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ActionDone {
    #[validate(length(max = 2000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub done: String,
}

/// Whether it helped, and how that was seen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EffectFinding {
    #[validate(length(max = 2000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub finding: String,
    /// Why it is judged before the day that the plan names: needed then, and kept only then.
    #[serde(default)]
    #[validate(length(max = 500), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub early_reason: String,
}

/// A step of a corrective action with what it needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum CorrectiveActionAct {
    Plan(ActionPlan),
    CarryOut(ActionDone),
    Effective(EffectFinding),
    Ineffective(EffectFinding),
    Cancel(Reason),
}

impl CorrectiveActionAct {
    /// Which step it is.
    pub fn kind(&self) -> CorrectiveActionActKind {
        match self {
            Self::Plan(_) => CorrectiveActionActKind::Plan,
            Self::CarryOut(_) => CorrectiveActionActKind::CarryOut,
            Self::Effective(_) => CorrectiveActionActKind::Effective,
            Self::Ineffective(_) => CorrectiveActionActKind::Ineffective,
            Self::Cancel(_) => CorrectiveActionActKind::Cancel,
        }
    }
}

impl Validate for CorrectiveActionAct {
    fn validate(&self) -> Result<(), validator::ValidationErrors> {
        match self {
            Self::Plan(body) => body.validate(),
            Self::CarryOut(body) => body.validate(),
            Self::Effective(body) | Self::Ineffective(body) => body.validate(),
            Self::Cancel(body) => body.validate(),
        }
    }
}

/// A corrective action in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CorrectiveActionRow {
    pub id: Uuid,
    pub number: String,
    pub kind: ActionKind,
    pub problem: String,
    pub root_cause: String,
    pub owner: PersonRef,
    pub status: CorrectiveActionStatus,
    /// When the action, and after it the look at its effect, is due.
    pub due_on: Option<NaiveDate>,
    pub late: bool,
    /// How often it began anew.
    pub reopened: i64,
    pub created_at: DateTime<Utc>,
    pub version: i64,
}

/// A later record with the same cause.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CauseRepeat {
    pub at: DateTime<Utc>,
    pub subject: Subject,
    /// Whether it opened the action anew: it came after the action had been carried out.
    pub reopened: bool,
}

/// A corrective or preventive action.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CorrectiveAction {
    pub id: Uuid,
    pub number: String,
    pub kind: ActionKind,
    pub problem: String,
    /// Where the caller sees it.
    pub complaint: Option<Subject>,
    pub nonconformity: Option<Subject>,
    pub opened_by: PersonRef,
    pub owner: PersonRef,
    pub status: CorrectiveActionStatus,
    pub whys: Vec<String>,
    pub root_cause: String,
    pub action: String,
    pub due_on: Option<NaiveDate>,
    pub effect_due_on: Option<NaiveDate>,
    pub done: String,
    pub done_at: Option<DateTime<Utc>>,
    pub finding: String,
    /// Why it was looked at before its day; empty where it was not.
    pub early_reason: String,
    /// The effect may be judged now only with a reason: its day has not come.
    pub early: bool,
    /// Absent: not looked at yet.
    pub effective: Option<bool>,
    pub judged_by: Option<PersonRef>,
    pub judged_at: Option<DateTime<Utc>>,
    pub late: bool,
    pub reopened: i64,
    /// The newest first; those that the caller sees.
    pub repeats: Vec<CauseRepeat>,
    pub steps: Vec<RecordStep>,
    pub created_at: DateTime<Utc>,
    pub version: i64,
    pub actions: Vec<CorrectiveActionActKind>,
}

endpoints! {
    ListCorrectiveActions: GET "/corrective-actions" ? ListQuery, () => Page<CorrectiveActionRow>;
    OpenCorrectiveAction: POST "/corrective-actions", NewCorrectiveAction => CorrectiveAction;
    ShowCorrectiveAction: GET "/corrective-actions/{id}", () => CorrectiveAction;
    ActOnCorrectiveAction: POST "/corrective-actions/{id}/transitions", CorrectiveActionAct => CorrectiveAction;
}

resource! { CorrectiveAction => "/corrective-actions/{id}" }
