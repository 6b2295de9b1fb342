//! A person's card: place in the company, history, education, certificates (ORG-03), roles (ORG-05).

use crate::permission::{DataScope, Permission};
use crate::units::OrgRef;
use crate::values::{PersonRef, at, is_name, is_printable};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

vocabulary! {
    PersonStatus as "person_status" {
        Active = "active",
        OnLeave = "on_leave",
        /// Notice is given; the hand-over runs (ORG-08).
        Leaving = "leaving",
        Left = "left",
    }
}

vocabulary! {
    PersonActKind as "person_act" {
        Edit = "edit",
        Transfer = "transfer",
        GoOnLeave = "go_on_leave",
        ComeBack = "come_back",
        /// By an approved leave.
        LeaveBegins = "leave_begins",
        /// By an approved leave.
        LeaveEnds = "leave_ends",
        AssignRoles = "assign_roles",
        OpenAccount = "open_account",
        Rehire = "rehire",
        /// By the hand-over.
        GiveNotice = "give_notice",
        /// By the hand-over.
        Stay = "stay",
        /// By the hand-over.
        Leave = "leave",
    }
}

vocabulary! {
    Sex as "sex" {
        Female = "female",
        Male = "male",
    }
}

vocabulary! {
    Education as "education" {
        Secondary = "secondary",
        Vocational = "vocational",
        College = "college",
        Bachelor = "bachelor",
        Master = "master",
        Doctor = "doctor",
    }
}

vocabulary! {
    Employment as "employment" {
        /// 正式工
        Regular = "regular",
        /// 聘用工
        Contract = "contract",
    }
}

vocabulary! {
    /// What the customers of an account manager are; it sets the norm of their number (ORG-10).
    Territory as "territory" {
        Rural = "rural",
        Urban = "urban",
    }
}

vocabulary! {
    /// Of economic certificates: what they count as in a grading (KPI-13).
    CertificateLevel as "certificate_level" {
        Junior = "junior",
        Intermediate = "intermediate",
        Senior = "senior",
    }
}

/// A certificate; those that run out are shown before they do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    #[validate(length(max = 120), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 120))]
    pub name: String,
    #[serde(default)]
    #[validate(length(max = 80), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 80))]
    pub number: String,
    #[serde(default)]
    #[validate(custom(function = "crate::values::is_plausible_day"))]
    pub expires_on: Option<NaiveDate>,
    /// Of an economic certificate; absent: it is of another kind.
    #[serde(default)]
    pub level: Option<CertificateLevel>,
}

/// What is written about a person, besides unit and post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PersonForm {
    /// Staff number.
    #[validate(length(max = 30), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 30))]
    pub number: String,
    #[validate(length(max = 60), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 60))]
    pub name: String,
    #[serde(default)]
    pub sex: Option<Sex>,
    #[serde(default)]
    #[validate(custom(function = "crate::values::is_plausible_day"))]
    pub birth_on: Option<NaiveDate>,
    #[serde(default)]
    pub education: Option<Education>,
    #[serde(default)]
    #[validate(length(max = 80), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 80))]
    pub major: String,
    /// Whether the major is related to the work.
    #[serde(default)]
    pub major_related: Option<bool>,
    #[serde(default)]
    #[validate(custom(function = "crate::values::is_plausible_day"))]
    pub entered_on: Option<NaiveDate>,
    /// Since when in this trade, where that was before the company; it counts for gradings (KPI-13).
    #[serde(default)]
    #[validate(custom(function = "crate::values::is_plausible_day"))]
    pub trade_since: Option<NaiveDate>,
    #[serde(default)]
    pub employment: Option<Employment>,
    #[serde(default)]
    pub territory: Option<Territory>,
    #[serde(default)]
    pub superior_id: Option<Uuid>,
    #[serde(default)]
    #[validate(length(max = 30), nested)]
    pub certificates: Vec<Certificate>,
}

/// To which post a person goes, and from when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Transfer {
    pub post_id: Uuid,
    #[serde(default)]
    pub superior_id: Option<Uuid>,
    #[validate(custom(function = "crate::values::is_plausible_day"))]
    pub from_on: NaiveDate,
    #[serde(default)]
    #[validate(length(max = 500), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub reason: String,
}

/// Somebody new.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewPerson {
    #[validate(nested)]
    pub person: PersonForm,
    pub post_id: Uuid,
}

/// How somebody signs in for the first time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAccount {
    #[validate(length(min = 2, max = 80), custom(function = "is_user_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 80, pattern = "^[A-Za-z0-9._-]+$", example = "wang.fang"))]
    pub username: String,
    #[validate(length(min = 12, max = 200))]
    #[cfg_attr(feature = "openapi", schema(min_length = 12, max_length = 200, format = Password, example = "a-long-first-password"))]
    pub password: String,
}

fn is_user_name(name: &str) -> Result<(), ValidationError> {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    if name.chars().all(fits) { Ok(()) } else { Err(ValidationError::new("username_invalid")) }
}

/// Which roles a person holds from now on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RoleAssignment {
    /// Codes of roles.
    #[validate(length(max = 30))]
    pub roles: Vec<String>,
}

/// An act on a person with what it needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum PersonAct {
    Transfer(Transfer),
    GoOnLeave,
    ComeBack,
    AssignRoles(RoleAssignment),
    OpenAccount(NewAccount),
    /// Somebody who left comes again.
    Rehire(Transfer),
}

impl PersonAct {
    /// Which act it is.
    pub fn kind(&self) -> PersonActKind {
        match self {
            Self::Transfer(_) => PersonActKind::Transfer,
            Self::GoOnLeave => PersonActKind::GoOnLeave,
            Self::ComeBack => PersonActKind::ComeBack,
            Self::AssignRoles(_) => PersonActKind::AssignRoles,
            Self::OpenAccount(_) => PersonActKind::OpenAccount,
            Self::Rehire(_) => PersonActKind::Rehire,
        }
    }
}

impl Validate for PersonAct {
    fn validate(&self) -> Result<(), validator::ValidationErrors> {
        match self {
            Self::GoOnLeave | Self::ComeBack => Ok(()),
            Self::Transfer(body) | Self::Rehire(body) => body.validate(),
            Self::AssignRoles(body) => body.validate(),
            Self::OpenAccount(body) => body.validate(),
        }
    }
}

/// A post that somebody holds or held.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PostTerm {
    pub post: String,
    pub unit: String,
    pub from_on: Option<NaiveDate>,
    /// Absent: until now.
    pub to_on: Option<NaiveDate>,
    pub reason: String,
}

/// A role as mentioned at a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RoleRef {
    pub code: String,
    /// In the caller's language.
    pub name: String,
}

/// What only the person, their superiors and the personnel office see.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonFile {
    pub sex: Option<Sex>,
    pub birth_on: Option<NaiveDate>,
    pub education: Option<Education>,
    pub major: String,
    pub major_related: Option<bool>,
    pub trade_since: Option<NaiveDate>,
    pub certificates: Vec<Certificate>,
    /// Newest first.
    pub history: Vec<PostTerm>,
    /// Absent: cannot sign in.
    pub username: Option<String>,
}

/// A person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonCard {
    pub id: Uuid,
    pub number: String,
    pub name: String,
    pub status: PersonStatus,
    pub unit: OrgRef,
    pub post: String,
    pub post_id: Option<Uuid>,
    pub superior: Option<PersonRef>,
    pub reports: Vec<PersonRef>,
    pub employment: Option<Employment>,
    pub territory: Option<Territory>,
    pub entered_on: Option<NaiveDate>,
    /// Full months with the company.
    pub months_here: Option<i64>,
    /// Full months in the present post.
    pub months_in_post: Option<i64>,
    pub left_on: Option<NaiveDate>,
    pub roles: Vec<RoleRef>,
    /// Absent for those who may not see it.
    pub file: Option<PersonFile>,
    pub version: i64,
    pub actions: Vec<PersonActKind>,
}

/// One permission that a person holds, and where it comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EffectiveRight {
    pub permission: Permission,
    pub scope: DataScope,
    /// The units within reach, where it reaches by unit.
    pub units: Vec<OrgRef>,
    /// The roles that grant it so far.
    pub roles: Vec<RoleRef>,
}

/// Everything a person may do at this moment (ORG-05).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EffectiveRights {
    pub items: Vec<EffectiveRight>,
}

/// Refuses a birth date that cannot be one of somebody at work.
///
/// # Errors
/// Under sixteen on `today`.
pub fn is_of_age(form: &PersonForm, today: NaiveDate) -> Result<(), ValidationError> {
    match form.birth_on {
        Some(born) if today.years_since(born).is_none_or(|years| years < 16) => Err(at("birth_on", "birth_on_young")),
        _ => Ok(()),
    }
}

endpoints! {
    AddPerson: POST "/people", NewPerson => PersonCard;
    ShowPerson: GET "/people/{id}", () => PersonCard;
    EditPerson: PUT "/people/{id}", PersonForm => PersonCard;
    ActOnPerson: POST "/people/{id}/transitions", PersonAct => PersonCard;
    ShowRights: GET "/people/{id}/permissions", () => EffectiveRights;
}

resource! { PersonCard => "/people/{id}" }
