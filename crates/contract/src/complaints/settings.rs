//! What the company itself says about complaints: how long each step may take, and what the customer is told first (CPL-01, CPL-02).

use super::Severity;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

vocabulary! {
    TermUnit as "term_unit" {
        /// Working hours.
        Hours = "hours",
        /// Working days after the day of the start.
        Days = "days",
    }
}

/// How long something may take, in working time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TimeTerm {
    #[validate(range(min = 1, max = 240))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 240))]
    pub amount: i64,
    pub unit: TermUnit,
}

impl TimeTerm {
    /// Working hours.
    pub const fn hours(amount: i64) -> Self {
        Self { amount, unit: TermUnit::Hours }
    }

    /// Working days.
    pub const fn days(amount: i64) -> Self {
        Self { amount, unit: TermUnit::Days }
    }
}

/// The terms of one severity (CPL-02). A remedy's own days come from the remedy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SeverityTerms {
    pub severity: Severity,
    /// Until the case is assessed and has an investigator.
    #[validate(nested)]
    pub acknowledge: TimeTerm,
    /// Until a remedy is proposed.
    #[validate(nested)]
    pub investigate: TimeTerm,
    /// Until a submitted remedy is signed.
    #[validate(nested)]
    pub approve: TimeTerm,
    /// Until the case is closed.
    #[validate(nested)]
    pub close: TimeTerm,
}

/// Change what the company says about complaints; it counts for what begins from then on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ComplaintSettingsForm {
    /// Each severity once.
    #[validate(length(max = 3), nested, custom(function = "each_once"))]
    #[cfg_attr(feature = "openapi", schema(min_items = 3, max_items = 3))]
    pub terms: Vec<SeverityTerms>,
    /// Days after which a case closes for which the customer does not answer (CPL-06).
    #[validate(range(min = 1, max = 60))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 60))]
    pub answer_days: i64,
    /// Working days after which the customer must hear of progress (CPL-05).
    #[validate(range(min = 1, max = 20))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 20))]
    pub progress_days: i64,
    /// What the customer is told at intake; `{number}` and `{due}` stand for the reference number and the day promised. Empty: the
    /// product's own text, in the reader's language.
    #[serde(default)]
    #[validate(length(max = 1000), custom(function = "is_apology"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub apology: String,
}

/// What a company starts with.
impl Default for ComplaintSettingsForm {
    fn default() -> Self {
        let terms = |severity, hours, investigate, approve, close| SeverityTerms {
            severity,
            acknowledge: TimeTerm::hours(hours),
            investigate: TimeTerm::days(investigate),
            approve,
            close: TimeTerm::days(close),
        };
        Self {
            terms: vec![
                terms(Severity::Minor, 4, 5, TimeTerm::days(2), 10),
                terms(Severity::Ordinary, 2, 3, TimeTerm::days(1), 7),
                terms(Severity::Serious, 1, 2, TimeTerm::hours(4), 5),
            ],
            answer_days: 7,
            progress_days: 2,
            apology: String::new(),
        }
    }
}

impl ComplaintSettingsForm {
    /// The terms of a severity.
    pub fn of(&self, severity: Severity) -> SeverityTerms {
        let found = self.terms.iter().find(|terms| terms.severity == severity).copied();
        // What was validated has each severity; the strictest stands in for what cannot be.
        found.unwrap_or(SeverityTerms {
            severity,
            acknowledge: TimeTerm::hours(1),
            investigate: TimeTerm::days(2),
            approve: TimeTerm::hours(4),
            close: TimeTerm::days(5),
        })
    }
}

fn each_once(terms: &[SeverityTerms]) -> Result<(), ValidationError> {
    let once = Severity::ALL.iter().all(|severity| terms.iter().filter(|t| t.severity == *severity).count() == 1);
    if once { Ok(()) } else { Err(ValidationError::new("severity_each_once")) }
}

fn is_apology(text: &str) -> Result<(), ValidationError> {
    let whole = text.trim().is_empty() || (text.contains("{number}") && text.contains("{due}"));
    if whole { Ok(()) } else { Err(ValidationError::new("apology_incomplete")) }
}

/// What the company says about complaints.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ComplaintSettings {
    pub id: Uuid,
    pub settings: ComplaintSettingsForm,
    /// 0 until somebody changes what the company starts with.
    pub version: i64,
    /// Whether the caller may change it.
    pub editable: bool,
}

endpoints! {
    ShowComplaintSettings: GET "/complaint-settings", () => ComplaintSettings;
    EditComplaintSettings: PUT "/complaint-settings", ComplaintSettingsForm => ComplaintSettings;
}

resource! { ComplaintSettings => "/complaint-settings" }

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_severity_has_its_terms_once() {
        let mut form = ComplaintSettingsForm::default();
        assert!(form.validate().is_ok());
        form.terms[0].severity = Severity::Serious;
        assert!(form.validate().is_err());
    }

    #[test]
    fn an_apology_names_number_and_day() {
        for (text, good) in [("", true), ("编号 {number}，{due} 前答复", true), ("我们会尽快处理", false)] {
            let form = ComplaintSettingsForm { apology: text.to_owned(), ..ComplaintSettingsForm::default() };
            assert_eq!(form.validate().is_ok(), good, "{text}");
        }
    }
}
