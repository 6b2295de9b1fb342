//! What final results come to: coefficient, promotion, training, the bottom of the list (KPI-10).

use super::{Grade, MonthQuery};
use crate::values::PersonRef;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

/// What a grade comes to, from a month on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EffectRules {
    /// Of the performance pay, by grade.
    #[validate(custom(function = "is_coefficient"))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 5, pattern = r"^\d(\.\d{1,2})?$", example = "1.2"))]
    pub excellent: Decimal,
    #[validate(custom(function = "is_coefficient"))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 5, pattern = r"^\d(\.\d{1,2})?$", example = "1.1"))]
    pub good: Decimal,
    #[validate(custom(function = "is_coefficient"))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 5, pattern = r"^\d(\.\d{1,2})?$", example = "1"))]
    pub qualified: Decimal,
    #[validate(custom(function = "is_coefficient"))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 5, pattern = r"^\d(\.\d{1,2})?$", example = "0.8"))]
    pub unqualified: Decimal,
    /// Excellent so many months in a row: on the list for promotion and raise; unqualified so many: flagged for the personnel office.
    #[validate(range(min = 2, max = 12))]
    #[cfg_attr(feature = "openapi", schema(minimum = 2, maximum = 12))]
    pub in_a_row: u32,
    /// The lowest so many of a hundred are the bottom of the list; 0: nobody.
    #[validate(range(max = 50))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 50))]
    pub bottom_percent: u32,
}

fn is_coefficient(value: &Decimal) -> Result<(), ValidationError> {
    let fits = !value.is_sign_negative() && *value < Decimal::TEN && value.normalize().scale() <= 2;
    if fits { Ok(()) } else { Err(ValidationError::new("coefficient_range")) }
}

impl Default for EffectRules {
    /// 1.2, 1.1, 1.0 and 0.8; three in a row; the bottom tenth.
    fn default() -> Self {
        let [excellent, good, qualified, unqualified] = [12, 11, 10, 8].map(|tenths| Decimal::new(tenths, 1));
        Self { excellent, good, qualified, unqualified, in_a_row: 3, bottom_percent: 10 }
    }
}

impl EffectRules {
    /// The coefficient of a grade.
    pub fn coefficient(&self, grade: Grade) -> Decimal {
        match grade {
            Grade::Excellent => self.excellent,
            Grade::Good => self.good,
            Grade::Qualified => self.qualified,
            Grade::Unqualified => self.unqualified,
        }
    }
}

/// Rules about to be in force from a month on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewEffectRules {
    /// `2026-11`: last month at the earliest. Earlier ones stay as they are.
    #[validate(length(max = 7), custom(function = "crate::values::is_month"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 7, pattern = r"^2\d{3}-(0[1-9]|1[0-2])$", example = "2026-11"))]
    pub from_month: String,
    #[validate(nested)]
    pub rules: EffectRules,
}

/// Rules with their date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DatedRules {
    /// Absent: those the product begins with.
    pub id: Option<Uuid>,
    pub from_month: Option<String>,
    pub rules: EffectRules,
    pub author: Option<PersonRef>,
    pub set_at: Option<DateTime<Utc>>,
}

/// What one final result comes to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EffectRow {
    pub result: Uuid,
    pub person: PersonRef,
    pub post: String,
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub score: Decimal,
    pub grade: Grade,
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub coefficient: Decimal,
    /// Months in a row with this grade, this one counted.
    pub in_a_row: u32,
    /// Excellent often enough: on the list for promotion and raise.
    pub promotion: bool,
    /// Unqualified often enough: for the personnel office.
    pub flagged: bool,
    /// Among the lowest.
    pub bottom: bool,
    /// What training would help with: the weakest indicator.
    pub training: Option<String>,
}

/// What the final results of a month come to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Effects {
    pub month: String,
    /// Those in force in the month.
    pub rules: DatedRules,
    /// The highest score first.
    pub rows: Vec<EffectRow>,
    /// Results within reach that are published and not final yet: they are not among the rows.
    pub waiting: u32,
    /// Whether the caller may set other rules.
    pub editable: bool,
}

endpoints! {
    ShowEffects: GET "/kpi/effects" ? MonthQuery, () => Effects;
    SetEffectRules: POST "/kpi/effect-rules", NewEffectRules => DatedRules;
}

/// Operations whose answers are files.
pub const FILES: &[(&str, &str, &str)] = &[("ExportEffects", "GET", "/kpi/effects/export.csv")];
