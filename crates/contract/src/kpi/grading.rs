//! Grading of account managers 级别评定: rounds, candidates, exam, review, ranking, objections (KPI-13).

use super::rule_book::{AccountGrade, GradingRules, RaterGroup};
use crate::page::{ListQuery, Page};
use crate::people::CertificateLevel;
use crate::values::{PersonRef, at, is_name, is_printable};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;
use validator::{Validate, ValidationError};

vocabulary! {
    GradingStatus as "grading_status" {
        /// Candidates and raters are still named.
        Drafted = "drafted",
        /// Files are completed, exam marks come in.
        Collecting = "collecting",
        /// The four rounds of the review run.
        Marking = "marking",
        Ranked = "ranked",
        /// Candidates may object for three days.
        Published = "published",
        Final = "final",
    }
}

vocabulary! {
    GradingActKind as "grading_act" {
        Edit = "edit",
        /// Begins to collect.
        Open = "open",
        /// Marks of the exam.
        Examine = "examine",
        /// Begins the review.
        BeginMarking = "begin_marking",
        /// By raters; customers' marks by the organiser.
        Mark = "mark",
        Rank = "rank",
        /// Back to marking, as long as nothing is published.
        Unrank = "unrank",
        Publish = "publish",
        /// By a candidate.
        Object = "object",
        /// The recheck 复核 confirms the result.
        Uphold = "uphold",
        /// The recheck changes the exam mark or takes over a corrected file; all are ranked anew.
        Correct = "correct",
        /// By the system, after the days for objections.
        Settle = "settle",
    }
}

vocabulary! {
    /// What a candidate still lacks before the ranking.
    GradingGap as "grading_gap" {
        Education = "education",
        Years = "years",
        Exam = "exam",
        Leadership = "leadership",
        Fellows = "fellows",
        Staff = "staff",
        Customers = "customers",
    }
}

/// Somebody who reviews.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RaterForm {
    pub group: RaterGroup,
    pub person_id: Uuid,
}

/// A round about to be held.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "whole"))]
pub struct GradingForm {
    #[validate(length(max = 100), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100, example = "2027 年度客户经理级别评定"))]
    pub name: String,
    /// From this month on the grades count; the rules are those in force in it.
    #[validate(length(max = 7), custom(function = "crate::values::is_month"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 7, pattern = r"^2\d{3}-(0[1-9]|1[0-2])$", example = "2027-01"))]
    pub from_month: String,
    #[validate(length(min = 1, max = 500))]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 500))]
    pub candidates: Vec<Uuid>,
    /// Of leadership, fellows and staff; customers are visited.
    #[validate(length(max = 500))]
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub raters: Vec<RaterForm>,
}

fn whole(form: &GradingForm) -> Result<(), ValidationError> {
    let differ = |count: usize, list: usize| count == list;
    if !differ(form.candidates.iter().collect::<BTreeSet<_>>().len(), form.candidates.len()) {
        return Err(at("candidates", "named_twice"));
    }
    if form.raters.iter().any(|one| one.group == RaterGroup::Customers) {
        return Err(at("raters", "word_unknown"));
    }
    let people: BTreeSet<_> = form.raters.iter().map(|one| one.person_id).collect();
    if differ(people.len(), form.raters.len()) { Ok(()) } else { Err(at("raters", "named_twice")) }
}

/// The exam mark of a candidate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ExamMark {
    pub candidate_id: Uuid,
    /// Out of 100.
    #[validate(custom(function = "is_mark"))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 6, pattern = r"^\d{1,3}(\.\d{1,2})?$", example = "86"))]
    pub mark: Decimal,
}

/// A mark out of 100, with at most two decimals.
pub(super) fn is_mark(value: &Decimal) -> Result<(), ValidationError> {
    let fits = !value.is_sign_negative() && *value <= Decimal::ONE_HUNDRED && value.normalize().scale() <= 2;
    if fits { Ok(()) } else { Err(ValidationError::new("mark_decimals")) }
}

/// Marks of several candidates.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ExamMarks {
    #[validate(length(min = 1, max = 500), nested)]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 500))]
    pub marks: Vec<ExamMark>,
}

/// What one rater, or one customer, gives a candidate; sent again, it replaces what they gave before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "visited"))]
pub struct ReviewSheet {
    pub candidate_id: Uuid,
    /// The customer visited; absent: the caller's own marks.
    #[serde(default)]
    #[validate(length(max = 100), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub customer: Option<String>,
    #[serde(default)]
    #[validate(custom(function = "crate::values::is_plausible_day"))]
    pub visited_on: Option<NaiveDate>,
    /// Conduct, dedication, attitude, ethics, discipline, results, expression, communication, computer, Mandarin; each up to what the
    /// rules of the round say.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>, min_items = 10, max_items = 10, example = json!(["9", "8", "9", "9", "9", "17", "3", "8", "8", "5"])))]
    pub items: [Decimal; 10],
}

fn visited(sheet: &ReviewSheet) -> Result<(), ValidationError> {
    match (&sheet.customer, sheet.visited_on) {
        (Some(name), _) if name.trim().is_empty() => Err(at("customer", "required")),
        (Some(_), None) => Err(at("visited_on", "required")),
        _ => Ok(()),
    }
}

/// Against one's result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ObjectionForm {
    #[validate(length(max = 2000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub reason: String,
}

/// What the recheck came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RecheckForm {
    pub candidate_id: Uuid,
    #[validate(length(max = 2000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub answer: String,
    /// The right exam mark, where a correction changes it; the file is read anew by every correction.
    #[serde(default)]
    #[validate(custom(function = "is_mark"))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 6, pattern = r"^\d{1,3}(\.\d{1,2})?$"))]
    pub exam: Option<Decimal>,
}

/// An action on a round with what it needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum GradingAct {
    Open,
    BeginMarking,
    Rank,
    Unrank,
    Publish,
    Object(ObjectionForm),
    Uphold(RecheckForm),
    Correct(RecheckForm),
}

impl GradingAct {
    /// Which action it is.
    pub fn kind(&self) -> GradingActKind {
        match self {
            Self::Open => GradingActKind::Open,
            Self::BeginMarking => GradingActKind::BeginMarking,
            Self::Rank => GradingActKind::Rank,
            Self::Unrank => GradingActKind::Unrank,
            Self::Publish => GradingActKind::Publish,
            Self::Object(_) => GradingActKind::Object,
            Self::Uphold(_) => GradingActKind::Uphold,
            Self::Correct(_) => GradingActKind::Correct,
        }
    }
}

impl Validate for GradingAct {
    fn validate(&self) -> Result<(), validator::ValidationErrors> {
        match self {
            Self::Open | Self::BeginMarking | Self::Rank | Self::Unrank | Self::Publish => Ok(()),
            Self::Object(form) => form.validate(),
            Self::Uphold(form) | Self::Correct(form) => form.validate(),
        }
    }
}

/// A round in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GradingRow {
    pub id: Uuid,
    pub name: String,
    pub from_month: String,
    pub status: GradingStatus,
    pub candidates: i64,
    pub published_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub version: i64,
}

/// Somebody who reviews, and how far they are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GradingRater {
    pub group: RaterGroup,
    pub person: PersonRef,
    /// Candidates that they have marked.
    pub marked: i64,
}

/// What a group gave a candidate: how many marks, their mean without the highest and the lowest, and the points that it brings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GroupMean {
    pub group: RaterGroup,
    pub marks: u32,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub mean: Option<Decimal>,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub points: Option<Decimal>,
}

/// How a total came about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GradingDetail {
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub education_points: Option<Decimal>,
    /// The best economic certificate that is valid.
    pub certificate: Option<CertificateLevel>,
    pub years: Option<u32>,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub years_points: Option<Decimal>,
    /// The mark out of 100.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub exam: Option<Decimal>,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub exam_points: Option<Decimal>,
    pub groups: Vec<GroupMean>,
    /// A rural manager goes one step up.
    pub rural: bool,
    pub gaps: Vec<GradingGap>,
}

/// An objection with its answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GradingObjection {
    pub at: DateTime<Utc>,
    pub reason: String,
    pub answer: Option<String>,
    pub answered_by: Option<PersonRef>,
    pub answered_at: Option<DateTime<Utc>>,
    /// What was published, where the recheck changed it.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub total_before: Option<Decimal>,
    pub place_before: Option<i64>,
}

/// A candidate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GradingCandidate {
    pub id: Uuid,
    pub person: PersonRef,
    pub post: String,
    pub place: Option<i64>,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub total: Option<Decimal>,
    /// Absent: not ranked yet, or below all grades.
    pub grade: Option<AccountGrade>,
    /// Until then the certificate of the level is needed; absent where it is held.
    pub certificate_due_on: Option<NaiveDate>,
    /// Only for organisers and the candidate.
    pub detail: Option<GradingDetail>,
    /// Only for organisers and the candidate.
    pub objection: Option<GradingObjection>,
    /// The caller is a rater and may mark this candidate now: nobody marks themselves.
    pub markable: bool,
    /// What the caller gave this candidate.
    pub mine: Option<Vec<String>>,
}

/// A round.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Grading {
    pub id: Uuid,
    pub name: String,
    pub from_month: String,
    pub status: GradingStatus,
    pub rules: GradingRules,
    /// Only for organisers.
    pub raters: Vec<GradingRater>,
    /// By place, where there is a ranking that the caller may see.
    pub candidates: Vec<GradingCandidate>,
    /// Whether the caller organises rounds.
    pub organises: bool,
    pub drafted_by: PersonRef,
    pub published_by: Option<PersonRef>,
    pub published_at: Option<DateTime<Utc>>,
    pub objections_until: Option<DateTime<Utc>>,
    pub final_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub version: i64,
    pub actions: Vec<GradingActKind>,
}

/// An account manager who may become a candidate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GradingOption {
    pub person: PersonRef,
    pub post: String,
    pub years: Option<u32>,
    /// From this day on they can be graded (KPI-14).
    pub eligible_on: Option<NaiveDate>,
    pub eligible: bool,
    /// The grade held now.
    pub grade: Option<AccountGrade>,
    pub certificate_due_on: Option<NaiveDate>,
    /// The certificate is overdue.
    pub lapsed: bool,
}

/// All account managers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GradingOptions {
    pub items: Vec<GradingOption>,
}

endpoints! {
    ListGradings: GET "/kpi/gradings" ? ListQuery, () => Page<GradingRow>;
    DraftGrading: POST "/kpi/gradings", GradingForm => Grading;
    ShowGrading: GET "/kpi/gradings/{id}", () => Grading;
    EditGrading: PUT "/kpi/gradings/{id}", GradingForm => Grading;
    ActOnGrading: POST "/kpi/gradings/{id}/transitions", GradingAct => Grading;
    EnterExamMarks: POST "/kpi/gradings/{id}/exam-marks", ExamMarks => Grading;
    MarkCandidate: POST "/kpi/gradings/{id}/review-sheets", ReviewSheet => Grading;
    ListAccountManagers: GET "/kpi/account-managers", () => GradingOptions;
}

resource! { Grading => "/kpi/gradings/{id}" }
