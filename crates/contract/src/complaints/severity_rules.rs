//! The company's own rules of severity (CPL-01): dated versions, each checked when it is saved.

use super::severity::{self, SeverityRule, SeverityWhy};
use super::{ComplaintCategory, Severity};
use crate::values::{PersonRef, is_name};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

/// As many rules as one set may have.
pub const MOST_RULES: usize = 12;
const LONGEST_WORD: usize = 30;

/// One rule: it speaks where the category fits and one of its words stands in the matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SeverityRuleForm {
    /// The reason that is given for the severity.
    #[validate(length(max = 60), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 60))]
    pub name: String,
    /// Absent: every category.
    #[serde(default)]
    pub category: Option<ComplaintCategory>,
    /// None: any matter of the category.
    #[serde(default)]
    #[validate(length(max = 80), custom(function = "are_words"))]
    #[cfg_attr(feature = "openapi", schema(max_items = 80))]
    pub words: Vec<String>,
    pub severity: Severity,
}

fn are_words(words: &[String]) -> Result<(), ValidationError> {
    for word in words {
        is_name(word)?;
        if word.chars().count() > LONGEST_WORD {
            return Err(ValidationError::new("severity_word_long"));
        }
    }
    Ok(())
}

/// Rules that hold from a day on; the first that speaks decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "each_is_reached"))]
pub struct SeverityRulesForm {
    /// Today or later: what was filed keeps its reason.
    #[validate(custom(function = "crate::values::is_plausible_day"))]
    pub from_on: NaiveDate,
    #[validate(length(min = 1, max = 12), nested)]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 12))]
    pub rules: Vec<SeverityRuleForm>,
    /// Where no rule speaks.
    pub otherwise: Severity,
}

/// A rule that can never speak is a mistake of who wrote it.
fn each_is_reached(form: &SeverityRulesForm) -> Result<(), ValidationError> {
    let wrong = |at: usize, code: &'static str| {
        let mut error = ValidationError::new(code);
        error.add_param("field".into(), &format!("rules/{at}/words"));
        Err(error)
    };
    for (at, rule) in form.rules.iter().enumerate() {
        if rule.words.is_empty() && rule.category.is_none() {
            return wrong(at, "severity_rule_for_all");
        }
        for before in form.rules.iter().take(at).filter(|before| before.category.is_none() || before.category == rule.category) {
            if before.words.is_empty() {
                return wrong(at, "severity_rule_hidden");
            }
            let earlier: Vec<String> = before.words.iter().map(|word| plain(word)).collect();
            if rule.words.iter().map(|word| plain(word)).any(|word| earlier.iter().any(|one| word.contains(one.as_str()))) {
                return wrong(at, "severity_word_hidden");
            }
        }
    }
    Ok(())
}

fn plain(word: &str) -> String {
    word.trim().to_lowercase()
}

/// How grave a matter looks by a company's rules, and why.
pub fn suggest(rules: &[SeverityRuleForm], otherwise: Severity, category: ComplaintCategory, matter: &str) -> (Severity, SeverityWhy) {
    let matter = matter.to_lowercase();
    for rule in rules.iter().filter(|rule| rule.category.is_none_or(|only| only == category)) {
        let word = rule.words.iter().find(|word| matter.contains(&plain(word)));
        if word.is_some() || rule.words.is_empty() {
            let why = SeverityWhy { rule: SeverityRule::Company, word: word.cloned(), name: Some(rule.name.clone()) };
            return (rule.severity, why);
        }
    }
    (otherwise, SeverityWhy { rule: SeverityRule::Usual, word: None, name: None })
}

/// The product's own rules as a company would write them, to begin from; the names come from the reader's language.
pub fn product(name: impl Fn(SeverityRule) -> String) -> (Vec<SeverityRuleForm>, Severity) {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let rule = |rule, category, words, severity| SeverityRuleForm { name: name(rule), category, words, severity };
    let rules = vec![
        rule(SeverityRule::Grave, None, words(severity::GRAVE), Severity::Serious),
        rule(SeverityRule::Defect, Some(ComplaintCategory::Quality), Vec::new(), Severity::Ordinary),
        rule(SeverityRule::Defect, Some(ComplaintCategory::Contract), Vec::new(), Severity::Ordinary),
        rule(SeverityRule::Question, None, words(severity::SLIGHT), Severity::Minor),
    ];
    (rules, Severity::Ordinary)
}

vocabulary! {
    SeverityRulesState as "severity_rules_state" {
        /// Its day is to come.
        Planned = "planned",
        InForce = "in_force",
        /// Another version took its place.
        Past = "past",
    }
}

/// One version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SeverityRulesVersion {
    pub id: Uuid,
    pub state: SeverityRulesState,
    pub from_on: NaiveDate,
    pub rules: Vec<SeverityRuleForm>,
    pub otherwise: Severity,
    pub person: PersonRef,
    pub created_at: DateTime<Utc>,
}

/// By which rules severity is suggested.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SeverityRules {
    /// The rules in force; the product's own until the company has some.
    pub rules: Vec<SeverityRuleForm>,
    pub otherwise: Severity,
    /// Absent: they are the product's own.
    pub from_on: Option<NaiveDate>,
    /// The company's, the newest first.
    pub versions: Vec<SeverityRulesVersion>,
    /// Whether the caller may write another.
    pub editable: bool,
}

impl SeverityRules {
    /// What they make of a matter; as the server does when it is filed.
    pub fn suggest(&self, category: ComplaintCategory, matter: &str) -> (Severity, SeverityWhy) {
        match self.from_on {
            Some(_) => suggest(&self.rules, self.otherwise, category, matter),
            None => severity::suggest(category, matter),
        }
    }
}

endpoints! {
    ShowSeverityRules: GET "/severity-rules", () => SeverityRules;
    WriteSeverityRules: POST "/severity-rules", SeverityRulesForm => SeverityRules;
}

#[cfg(test)]
mod tests {
    use super::ComplaintCategory::{Delivery, Quality, Service};
    use super::*;

    fn rule(category: Option<ComplaintCategory>, words: &[&str], severity: Severity) -> SeverityRuleForm {
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        SeverityRuleForm { name: "规则".to_owned(), category, words, severity }
    }

    fn code(rules: Vec<SeverityRuleForm>) -> Option<(String, String)> {
        let day = NaiveDate::from_ymd_opt(2026, 11, 28).unwrap();
        let error = each_is_reached(&SeverityRulesForm { from_on: day, rules, otherwise: Severity::Ordinary }).err()?;
        Some((error.params["field"].as_str().unwrap().to_owned(), error.code.into_owned()))
    }

    #[test]
    fn cpl_01_the_first_rule_that_speaks_decides_and_says_why() {
        let rules = [
            rule(Some(Delivery), &["开业"], Severity::Serious),
            rule(None, &["Showroom", "样板间"], Severity::Minor),
            rule(Some(Quality), &[], Severity::Serious),
        ];
        let said = |category, matter| {
            let (severity, why) = suggest(&rules, Severity::Ordinary, category, matter);
            (severity, why.rule, why.word)
        };
        assert_eq!(said(Delivery, "后天开业还没到"), (Severity::Serious, SeverityRule::Company, Some("开业".to_owned())));
        assert_eq!(said(Service, "后天开业还没到"), (Severity::Ordinary, SeverityRule::Usual, None), "another category");
        assert_eq!(said(Quality, "the SHOWROOM door"), (Severity::Minor, SeverityRule::Company, Some("Showroom".to_owned())));
        assert_eq!(said(Quality, "门"), (Severity::Serious, SeverityRule::Company, None));
    }

    #[test]
    fn the_products_rules_written_as_a_companys_say_the_same_and_can_be_saved() {
        let (rules, otherwise) = product(|rule| rule.word().to_owned());
        for category in ComplaintCategory::ALL {
            for matter in ["工人受伤送医", "请问什么时候送货", "安装师傅迟到", "My LAWYER will call", "请问柜门开裂怎么办"]
            {
                assert_eq!(suggest(&rules, otherwise, *category, matter).0, severity::suggest(*category, matter).0, "{category} {matter}");
            }
        }
        let day = NaiveDate::from_ymd_opt(2026, 11, 28).unwrap();
        assert_eq!(SeverityRulesForm { from_on: day, rules, otherwise }.validate(), Ok(()));
    }

    #[test]
    fn a_rule_that_never_speaks_is_refused() {
        let field = |at: usize, code: &str| Some((format!("rules/{at}/words"), code.to_owned()));
        assert_eq!(code(vec![rule(None, &[], Severity::Minor)]), field(0, "severity_rule_for_all"));
        let all = rule(Some(Quality), &[], Severity::Ordinary);
        assert_eq!(code(vec![all.clone(), rule(Some(Quality), &["开裂"], Severity::Serious)]), field(1, "severity_rule_hidden"));
        assert_eq!(code(vec![all, rule(None, &["开裂"], Severity::Serious)]), None, "it speaks in the other categories");
        let hurt = rule(None, &["伤"], Severity::Serious);
        assert_eq!(code(vec![hurt.clone(), rule(None, &["受伤"], Severity::Minor)]), field(1, "severity_word_hidden"));
        assert_eq!(code(vec![rule(None, &["受伤"], Severity::Minor), hurt]), None);
    }
}
