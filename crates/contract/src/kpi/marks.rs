//! What people write and mark in a cycle: about themselves, as superiors, peers and subordinates (KPI-04). Who marked as a peer or as a
//! subordinate is told to nobody; two people together can open it.

use crate::values::{PersonRef, is_name, is_printable};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

vocabulary! {
    /// As what somebody marks.
    Rater as "rater" {
        Own = "own",
        Superior = "superior",
        Peer = "peer",
        Subordinate = "subordinate",
    }
}

impl Rater {
    /// Nobody is told who marked.
    pub fn is_hidden(self) -> bool {
        matches!(self, Self::Peer | Self::Subordinate)
    }
}

/// A mark for an indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// Its key.
    #[validate(length(min = 1, max = 60), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 60, example = "teamwork"))]
    pub indicator: String,
    /// 0 to 100, one decimal.
    #[validate(custom(function = "is_mark"))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 5, pattern = r"^\d{1,3}(\.\d)?$", example = "88"))]
    pub mark: Decimal,
}

fn is_mark(mark: &Decimal) -> Result<(), ValidationError> {
    let fits = !mark.is_sign_negative() && *mark <= Decimal::ONE_HUNDRED && mark.normalize().scale() <= 1;
    if fits { Ok(()) } else { Err(ValidationError::new("mark_range")) }
}

/// A self-review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SelfReviewForm {
    #[validate(length(max = 2000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub achievements: String,
    #[validate(length(max = 2000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub shortcomings: String,
    #[validate(length(max = 2000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub improvements: String,
    /// One for each indicator that people mark themselves.
    #[validate(length(max = 20), nested)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub marks: Vec<Mark>,
}

/// Marks for somebody else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MarkForm {
    /// One for each indicator of the sheet.
    #[validate(length(max = 20), nested)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub marks: Vec<Mark>,
    /// The person reads it without a name under it, unless it is their superior's.
    #[serde(default)]
    #[validate(length(max = 1000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub remark: String,
}

/// An indicator to be marked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MarkedIndicator {
    pub key: String,
    pub label: String,
    pub definition: String,
}

/// What a person wrote about themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SelfReview {
    pub id: Uuid,
    pub person: PersonRef,
    pub period: String,
    pub achievements: String,
    pub shortcomings: String,
    pub improvements: String,
    pub indicators: Vec<MarkedIndicator>,
    pub marks: Vec<Mark>,
    pub submitted_at: Option<DateTime<Utc>>,
    pub until: NaiveDate,
    /// Whether the caller may write it now.
    pub editable: bool,
    pub version: i64,
}

/// What the caller has to mark about somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MarkSheet {
    pub id: Uuid,
    /// As what the caller marks.
    pub rater: Rater,
    pub person: PersonRef,
    pub post: String,
    pub period: String,
    pub indicators: Vec<MarkedIndicator>,
    pub marks: Vec<Mark>,
    pub remark: String,
    pub submitted_at: Option<DateTime<Utc>>,
    pub until: NaiveDate,
    pub editable: bool,
    /// For the superior: what the person wrote about themselves.
    pub self_review: Option<SelfReview>,
    pub version: i64,
}

/// The caller's own part in a cycle.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyPart {
    pub self_review: Option<SelfReview>,
    pub sheets: Vec<MarkSheet>,
}

/// The marks of a group of raters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MarkGroup {
    pub rater: Rater,
    /// Who: only of self and superior.
    pub by: Option<PersonRef>,
    pub asked: u32,
    pub given: u32,
    /// Enough to count; of too few peers no mark is shown.
    pub counted: bool,
    /// The mean of each indicator.
    pub marks: Vec<Mark>,
    /// Without names where they are hidden, in alphabetical order.
    pub remarks: Vec<String>,
}

/// A person's review in a cycle, as far as the reader may see it: marks of others only once they are closed, and for the person
/// themselves once their result is published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AppraisalReview {
    pub self_review: SelfReview,
    pub groups: Vec<MarkGroup>,
    /// Whether the caller may ask to open who marked.
    pub may_ask: bool,
    /// Earlier requests to open it.
    pub unsealings: Vec<UnsealingRow>,
}

vocabulary! {
    UnsealingStatus as "unsealing_status" {
        /// Waits for a second person.
        Asked = "asked",
        Opened = "opened",
        Refused = "refused",
    }
}

vocabulary! {
    UnsealingActKind as "unsealing_act" {
        /// By a second person: who marked is open to the two.
        Open = "open",
        Refuse = "refuse",
    }
}

/// A request to open who marked somebody, as a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnsealingRow {
    pub id: Uuid,
    pub status: UnsealingStatus,
    pub asked_by: PersonRef,
    pub asked_at: DateTime<Utc>,
}

/// A request about to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewUnsealing {
    /// The id of a self-review.
    pub review_id: Uuid,
    #[validate(length(max = 1000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 1000))]
    pub reason: String,
}

/// A step of such a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UnsealingAct {
    pub act: UnsealingActKind,
}

/// Who marked, once it is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenedMark {
    pub rater: Rater,
    pub by: PersonRef,
    pub marks: Vec<Mark>,
    pub remark: String,
}

/// A request to open who marked somebody: seen by who may make or answer one, opened to the two only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Unsealing {
    pub id: Uuid,
    pub person: PersonRef,
    pub period: String,
    pub reason: String,
    pub status: UnsealingStatus,
    pub asked_by: PersonRef,
    pub asked_at: DateTime<Utc>,
    pub decided_by: Option<PersonRef>,
    pub decided_at: Option<DateTime<Utc>>,
    /// For the two who opened it, only; each look is logged.
    pub opened: Vec<OpenedMark>,
    pub version: i64,
    pub actions: Vec<UnsealingActKind>,
}

/// Peers named for somebody, instead of those that the rule would choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NamedPeers {
    /// Three to twenty; none: the rule chooses again.
    #[validate(length(max = 20, code = "length"))]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub people: Vec<Uuid>,
}

/// How many are named; who they are is told to nobody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PeersNamed {
    pub named: u32,
}

endpoints! {
    ShowMyPart: GET "/kpi/cycles/{id}/my-part", () => MyPart;
    WriteSelfReview: PUT "/kpi/self-reviews/{id}", SelfReviewForm => SelfReview;
    WriteMarks: PUT "/kpi/mark-sheets/{id}", MarkForm => MarkSheet;
    ShowReview: GET "/kpi/reviews/{person_id}/{period}", () => AppraisalReview;
    NamePeers: POST "/kpi/people/{person_id}/peers", NamedPeers => PeersNamed;
    AskUnsealing: POST "/kpi/unsealings", NewUnsealing => Unsealing;
    ShowUnsealing: GET "/kpi/unsealings/{id}", () => Unsealing;
    ActOnUnsealing: POST "/kpi/unsealings/{id}/transitions", UnsealingAct => Unsealing;
}

resource! { SelfReview => "/kpi/self-reviews/{id}" }
resource! { MarkSheet => "/kpi/mark-sheets/{id}" }
resource! { Unsealing => "/kpi/unsealings/{id}" }
