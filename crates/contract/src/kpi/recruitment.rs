//! Recruitment of account managers 竞聘: paper, interview, ranking, and from when on the recruited can be graded (KPI-14).

use super::grading::is_mark;
use super::rule_book::RecruitmentRules;
use crate::page::{ListQuery, Page};
use crate::values::{PersonRef, at, is_name};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;
use validator::{Validate, ValidationError};

vocabulary! {
    RecruitmentStatus as "recruitment_status" {
        /// Paper and interview.
        Open = "open",
        Ranked = "ranked",
        Closed = "closed",
    }
}

vocabulary! {
    RecruitmentActKind as "recruitment_act" {
        /// Marks of the paper, by the organiser.
        MarkPaper = "mark_paper",
        /// Marks of the interview, by each examiner.
        Interview = "interview",
        Rank = "rank",
        Hire = "hire",
        Close = "close",
    }
}

/// Somebody who applies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ApplicantForm {
    #[validate(length(max = 60), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 60))]
    pub name: String,
    /// Full years as an account manager, here or elsewhere.
    #[serde(default)]
    #[validate(range(max = 60))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 60))]
    pub experience_years: u32,
}

/// A recruitment about to be held.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "whole"))]
pub struct RecruitmentForm {
    #[validate(length(max = 100), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100, example = "2027 春季客户经理竞聘"))]
    pub name: String,
    #[validate(length(min = 1, max = 200), nested)]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 200))]
    pub applicants: Vec<ApplicantForm>,
    /// At least as many as the rules say.
    #[validate(length(min = 1, max = 100))]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 100))]
    pub examiners: Vec<Uuid>,
}

fn whole(form: &RecruitmentForm) -> Result<(), ValidationError> {
    let differ = form.examiners.iter().collect::<BTreeSet<_>>().len() == form.examiners.len();
    if differ { Ok(()) } else { Err(at("examiners", "named_twice")) }
}

/// The three parts of an applicant's paper, each out of 100.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PaperMarks {
    pub applicant_id: Uuid,
    /// Law, computer and writing.
    #[validate(custom(function = "is_mark"))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 6, pattern = r"^\d{1,3}(\.\d{1,2})?$", example = "80"))]
    pub law: Decimal,
    /// Trade knowledge.
    #[validate(custom(function = "is_mark"))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 6, pattern = r"^\d{1,3}(\.\d{1,2})?$", example = "75"))]
    pub trade: Decimal,
    #[validate(custom(function = "is_mark"))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 6, pattern = r"^\d{1,3}(\.\d{1,2})?$", example = "90"))]
    pub essay: Decimal,
}

/// What an examiner gives an applicant, out of 100; sent again, it replaces what they gave before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct InterviewMark {
    pub applicant_id: Uuid,
    /// Absent: the caller's own mark. The organiser may enter that of another examiner, from their sheet of paper.
    #[serde(default)]
    pub examiner_id: Option<Uuid>,
    #[validate(custom(function = "is_mark"))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 6, pattern = r"^\d{1,3}(\.\d{1,2})?$", example = "85"))]
    pub mark: Decimal,
}

/// Who of the staff an applicant has become.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct HireForm {
    pub applicant_id: Uuid,
    pub person_id: Uuid,
    #[validate(custom(function = "crate::values::is_plausible_day"))]
    pub hired_on: NaiveDate,
}

/// An action on a recruitment with what it needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum RecruitmentAct {
    MarkPaper(PaperMarks),
    Interview(InterviewMark),
    Rank,
    Hire(HireForm),
    Close,
}

impl RecruitmentAct {
    /// Which action it is.
    pub fn kind(&self) -> RecruitmentActKind {
        match self {
            Self::MarkPaper(_) => RecruitmentActKind::MarkPaper,
            Self::Interview(_) => RecruitmentActKind::Interview,
            Self::Rank => RecruitmentActKind::Rank,
            Self::Hire(_) => RecruitmentActKind::Hire,
            Self::Close => RecruitmentActKind::Close,
        }
    }
}

impl Validate for RecruitmentAct {
    fn validate(&self) -> Result<(), validator::ValidationErrors> {
        match self {
            Self::Rank | Self::Close => Ok(()),
            Self::MarkPaper(form) => form.validate(),
            Self::Interview(form) => form.validate(),
            Self::Hire(form) => form.validate(),
        }
    }
}

/// A recruitment in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecruitmentRow {
    pub id: Uuid,
    pub name: String,
    pub status: RecruitmentStatus,
    pub applicants: i64,
    pub created_at: DateTime<Utc>,
    pub version: i64,
}

/// An applicant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Applicant {
    pub id: Uuid,
    pub name: String,
    pub experience_years: i64,
    /// Law, trade, essay; only for the organiser.
    pub paper: Option<Vec<String>>,
    /// Of the paper, out of 100.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub written: Option<Decimal>,
    /// Marks that examiners have given.
    pub interviews: u32,
    /// The mean of the examiners' marks; only for the organiser.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub interview: Option<Decimal>,
    /// What the caller gave.
    pub mine: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub total: Option<Decimal>,
    pub place: Option<i64>,
    pub person: Option<PersonRef>,
    pub hired_on: Option<NaiveDate>,
    /// From this day on they can be graded.
    pub eligible_on: Option<NaiveDate>,
}

/// A recruitment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Recruitment {
    pub id: Uuid,
    pub name: String,
    pub status: RecruitmentStatus,
    pub rules: RecruitmentRules,
    pub examiners: Vec<PersonRef>,
    /// By place, once there is a ranking.
    pub applicants: Vec<Applicant>,
    pub opened_by: PersonRef,
    pub ranked_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub version: i64,
    pub actions: Vec<RecruitmentActKind>,
}

endpoints! {
    ListRecruitments: GET "/kpi/recruitments" ? ListQuery, () => Page<RecruitmentRow>;
    OpenRecruitment: POST "/kpi/recruitments", RecruitmentForm => Recruitment;
    ShowRecruitment: GET "/kpi/recruitments/{id}", () => Recruitment;
    ActOnRecruitment: POST "/kpi/recruitments/{id}/transitions", RecruitmentAct => Recruitment;
}

resource! { Recruitment => "/kpi/recruitments/{id}" }
