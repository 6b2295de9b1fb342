//! Flows: who is asked, in which order and under which conditions, as versions that a company edits (DAY-01).

use super::ApprovalKind;
use crate::page::{ListQuery, Page};
use crate::values::{Money, PersonRef, at, is_name, is_not_negative, is_printable};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

vocabulary! {
    /// How a step finds the people it asks.
    StepBy as "step_by" {
        /// Everyone who holds a role.
        Role = "role",
        /// Everyone at a post.
        Post = "post",
        /// The superior of a level above the applicant.
        Superior = "superior",
        /// The superiors from the first to a level, one after the other.
        SuperiorChain = "superior_chain",
        /// A named person.
        Person = "person",
    }
}

vocabulary! {
    /// Whose approval a step needs.
    StepMode as "step_mode" {
        /// The first who decides, decides.
        Any = "any",
        /// Everyone, in whatever order.
        All = "all",
        /// Everyone, one after the other.
        InOrder = "in_order",
    }
}

vocabulary! {
    /// What happens where a step finds nobody who may sign.
    Vacant as "vacant" {
        /// The next superior is asked, and the step says so.
        Superior = "superior",
        /// The request is refused.
        Refuse = "refuse",
    }
}

vocabulary! {
    FlowStatus as "flow_status" {
        Draft = "draft",
        /// In force from a later day.
        Planned = "planned",
        InForce = "in_force",
        /// A later version is in force; requests begun under this one stay under it.
        Retired = "retired",
    }
}

vocabulary! {
    FlowActKind as "flow_act" {
        PutInForce = "put_in_force",
        Recall = "recall",
    }
}

/// One step of a flow.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "names_somebody", skip_on_field_errors = false))]
pub struct FlowStep {
    #[validate(length(max = 60), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 60))]
    pub name: String,
    pub by: StepBy,
    /// A role's code, where the step asks by role.
    #[serde(default)]
    #[validate(length(max = 60))]
    #[cfg_attr(feature = "openapi", schema(max_length = 60))]
    pub role: Option<String>,
    /// A post's name, where the step asks by post.
    #[serde(default)]
    #[validate(length(max = 60), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 60))]
    pub post: Option<String>,
    #[serde(default)]
    pub person_id: Option<Uuid>,
    /// 1 is the direct superior.
    #[serde(default)]
    #[validate(range(min = 1, max = 10))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 10))]
    pub level: Option<i64>,
    pub mode: StepMode,
    /// Only asked above this amount.
    #[serde(default)]
    #[validate(nested, custom(function = "is_not_negative"))]
    pub amount_above: Option<Money>,
    /// Only asked up to this amount.
    #[serde(default)]
    #[validate(nested, custom(function = "is_not_negative"))]
    pub amount_up_to: Option<Money>,
    /// Only asked above this number of days.
    #[serde(default)]
    #[validate(custom(function = "is_a_span"))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 6, pattern = r"^\d{1,4}(\.\d)?$", example = "3"))]
    pub days_above: Option<Decimal>,
    /// Only asked up to this number of days.
    #[serde(default)]
    #[validate(custom(function = "is_a_span"))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 6, pattern = r"^\d{1,4}(\.\d)?$", example = "3"))]
    pub days_up_to: Option<Decimal>,
    /// Only asked for these kinds of the record, as words of its own vocabulary; empty: for all.
    #[serde(default)]
    #[validate(length(max = 20), custom(function = "are_words"))]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub details: Vec<String>,
    /// Working hours until the superior is asked as well.
    #[serde(default)]
    #[validate(range(min = 1, max = 400))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 400))]
    pub hours: Option<i64>,
    /// Roles that get a copy when the step is asked.
    #[serde(default)]
    #[validate(length(max = 10), custom(function = "are_words"))]
    #[cfg_attr(feature = "openapi", schema(max_items = 10))]
    pub copy_roles: Vec<String>,
    /// People who get a copy when the step is asked.
    #[serde(default)]
    #[validate(length(max = 20))]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub copy_people: Vec<Uuid>,
    /// The company rule that demands this step.
    #[serde(default)]
    #[validate(length(max = 300), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 300))]
    pub rule: String,
}

impl FlowStep {
    /// A step that asks whoever holds a role, without conditions; the first who decides, decides.
    pub fn by_role(name: &str, role: &str) -> Self {
        Self {
            name: name.to_owned(),
            by: StepBy::Role,
            role: Some(role.to_owned()),
            post: None,
            person_id: None,
            level: None,
            mode: StepMode::Any,
            amount_above: None,
            amount_up_to: None,
            days_above: None,
            days_up_to: None,
            details: Vec::new(),
            hours: None,
            copy_roles: Vec::new(),
            copy_people: Vec::new(),
            rule: String::new(),
        }
    }
}

fn is_a_span(days: &Decimal) -> Result<(), ValidationError> {
    let fits = !days.is_sign_negative() && *days < Decimal::from(10_000) && days.normalize().scale() <= 1;
    if fits { Ok(()) } else { Err(ValidationError::new("range")) }
}

fn are_words(words: &[String]) -> Result<(), ValidationError> {
    if words.iter().any(|word| word.is_empty() || word.chars().count() > 60 || is_printable(word).is_err()) {
        return Err(ValidationError::new("length"));
    }
    Ok(())
}

fn names_somebody(step: &FlowStep) -> Result<(), ValidationError> {
    let given = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.trim().is_empty());
    match step.by {
        StepBy::Role if !given(&step.role) => Err(at("role", "required")),
        StepBy::Post if !given(&step.post) => Err(at("post", "required")),
        StepBy::Person if step.person_id.is_none() => Err(at("person_id", "required")),
        StepBy::Superior | StepBy::SuperiorChain if step.level.is_none() => Err(at("level", "required")),
        _ => Ok(()),
    }
}

/// What a version of a flow says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FlowForm {
    pub kind: ApprovalKind,
    #[validate(length(max = 80), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 80))]
    pub name: String,
    pub vacant: Vacant,
    /// Who approved a step need not approve the next one again.
    pub same_person_once: bool,
    /// Several requests may be approved at once, from the list.
    pub bulk: bool,
    #[validate(length(min = 1, max = 20), nested)]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 20))]
    pub steps: Vec<FlowStep>,
}

/// A version of a flow.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Flow {
    pub id: Uuid,
    pub kind: ApprovalKind,
    /// Counted from 1 within the kind.
    pub number: i64,
    pub name: String,
    pub status: FlowStatus,
    /// The first day in force; absent for a draft.
    pub from_on: Option<NaiveDate>,
    pub vacant: Vacant,
    pub same_person_once: bool,
    pub bulk: bool,
    pub steps: Vec<FlowStep>,
    /// People named in the steps.
    pub people: Vec<PersonRef>,
    /// Absent: built in.
    pub author: Option<PersonRef>,
    pub updated_at: DateTime<Utc>,
    pub version: i64,
    pub actions: Vec<FlowActKind>,
}

/// When a version comes into force.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PutInForce {
    /// Today or later.
    #[validate(custom(function = "crate::values::is_plausible_day"))]
    pub from_on: NaiveDate,
}

/// A step in the life of a version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum FlowAct {
    /// A planned version is a draft again.
    Recall,
    PutInForce(PutInForce),
}

impl Validate for FlowAct {
    fn validate(&self) -> Result<(), validator::ValidationErrors> {
        match self {
            Self::Recall => Ok(()),
            Self::PutInForce(body) => body.validate(),
        }
    }
}

/// An imagined request: who would be asked?
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FlowTrial {
    pub applicant_id: Uuid,
    #[serde(default)]
    #[validate(nested, custom(function = "is_not_negative"))]
    pub amount: Option<Money>,
    #[serde(default)]
    #[validate(custom(function = "is_a_span"))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 6, pattern = r"^\d{1,4}(\.\d)?$", example = "3"))]
    pub days: Option<Decimal>,
    #[serde(default)]
    #[validate(length(max = 60), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 60))]
    pub detail: Option<String>,
}

/// What would become of one step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrialStep {
    pub name: String,
    /// Whether its conditions hold.
    pub applies: bool,
    pub mode: StepMode,
    pub people: Vec<PersonRef>,
    /// Why it is asked or left out, why somebody is asked instead, in the caller's language.
    pub reasons: Vec<String>,
    /// When the superior would be asked as well, were it asked now.
    pub due_at: Option<DateTime<Utc>>,
    pub copies: Vec<PersonRef>,
    pub rule: String,
}

/// Who would be asked, step by step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrialResult {
    pub steps: Vec<TrialStep>,
    /// False: the request would be refused.
    pub possible: bool,
}

endpoints! {
    ListFlows: GET "/approval-flows" ? ListQuery, () => Page<Flow>;
    DraftFlow: POST "/approval-flows", FlowForm => Flow;
    ShowFlow: GET "/approval-flows/{id}", () => Flow;
    EditFlow: PUT "/approval-flows/{id}", FlowForm => Flow;
    ActOnFlow: POST "/approval-flows/{id}/transitions", FlowAct => Flow;
    TryFlow: POST "/approval-flows/{id}/trials", FlowTrial => TrialResult;
}

resource! { Flow => "/approval-flows/{id}" }
