//! The team now: who stands where, what is weakest, what would raise each most (KPI-11).

use super::{Grade, MonthQuery, ScoreGain};
use crate::results::ResultStatus;
use crate::values::PersonRef;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// One of the team.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TeamMember {
    pub person: PersonRef,
    pub post: String,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub score: Option<Decimal>,
    pub grade: Option<Grade>,
    /// The indicator that is farthest from its target.
    pub weakest: Option<String>,
    /// What would raise the score most; none once the month is over.
    pub raise: Option<ScoreGain>,
    /// Their self-review of the month is missing; absent where none is asked for now.
    pub self_review_missing: Option<bool>,
    /// How many colleagues they have not marked yet.
    pub marks_missing: u32,
    pub result: Option<ResultStatus>,
}

/// An indicator over the team.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TeamIndicator {
    pub label: String,
    /// Whom it measures, of those with something to measure.
    pub people: u32,
    /// The mean of their points, of 100.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub reached: Decimal,
}

/// Everyone whose scores the caller may see, themselves left out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Team {
    pub month: String,
    /// The month still runs.
    pub open: bool,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub mean: Option<Decimal>,
    /// The weakest first, at most five.
    pub weakest: Vec<TeamIndicator>,
    /// The lowest score first.
    pub members: Vec<TeamMember>,
}

endpoints! {
    ShowTeam: GET "/kpi/team" ? MonthQuery, () => Team;
}
