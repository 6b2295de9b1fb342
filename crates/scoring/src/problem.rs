use serde::{Deserialize, Serialize};

/// Why a scheme cannot be used or a score not be worked out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum ScoringProblem {
    /// The scheme has no weighted item.
    SchemeEmpty,
    /// The weights add to something else than 100; as text, to the last decimal.
    WeightsNotHundred { sum: String },
    /// A weight is zero or negative.
    WeightNotPositive { indicator: String },
    /// Two items measure the same indicator.
    IndicatorTwice { indicator: String },
    /// The curve of an indicator is not monotone, has no steps or gives points outside of 0 to its cap.
    CurveInvalid { indicator: String },
    /// The thresholds of the grades do not fall from one grade to the next.
    ThresholdsInvalid,
    /// A number grew beyond 28 digits.
    Overflow,
}

impl ScoringProblem {
    /// The stable code of the refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Self::SchemeEmpty => "scheme_empty",
            Self::WeightsNotHundred { .. } => "weights_not_hundred",
            Self::WeightNotPositive { .. } => "weight_not_positive",
            Self::IndicatorTwice { .. } => "indicator_twice",
            Self::CurveInvalid { .. } => "curve_invalid",
            Self::ThresholdsInvalid => "thresholds_invalid",
            Self::Overflow => "score_overflow",
        }
    }
}

impl std::fmt::Display for ScoringProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for ScoringProblem {}
