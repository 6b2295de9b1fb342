//! How grave a complaint looks, and why (CPL-01): the product's own rules, for a company that wrote none. Pure: the form shows it while it is typed, the server says the same.

use super::{ComplaintCategory, Severity};
use serde::{Deserialize, Serialize};

/// Harm, danger, law and the public.
pub(super) const GRAVE: &[&str] = &[
    "受伤",
    "受傷",
    "伤亡",
    "傷亡",
    "住院",
    "死亡",
    "起火",
    "着火",
    "火灾",
    "火災",
    "爆炸",
    "触电",
    "觸電",
    "漏电",
    "漏電",
    "中毒",
    "甲醛",
    "坍塌",
    "倒塌",
    "安全",
    "媒体",
    "媒體",
    "记者",
    "記者",
    "曝光",
    "律师",
    "律師",
    "起诉",
    "起訴",
    "诉讼",
    "訴訟",
    "法院",
    "仲裁",
    "消协",
    "12315",
    "赔偿",
    "賠償",
    "索赔",
    "索賠",
    "injur",
    "hospital",
    "explosion",
    "on fire",
    "lawyer",
    "lawsuit",
    "journalist",
    "compensation",
];

/// Questions rather than grievances.
pub(super) const SLIGHT: &[&str] =
    &["咨询", "諮詢", "询问", "詢問", "请问", "請問", "查询", "查詢", "了解一下", "建议", "建議", "inquiry", "question", "suggestion"];

vocabulary! {
    /// The rule that set a severity.
    SeverityRule as "severity_rule" {
        /// Words of harm, danger, law or the public.
        Grave = "grave",
        /// Words of a question.
        Question = "question",
        /// Defects and contracts are never slight.
        Defect = "defect",
        /// A rule that the company wrote; its name is the reason.
        Company = "company",
        /// No rule spoke.
        Usual = "usual",
        /// Whoever took it in said so.
        Declared = "declared",
    }
}

/// Why a case is as grave as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SeverityWhy {
    pub rule: SeverityRule,
    /// The word of the matter that the rule found.
    pub word: Option<String>,
    /// What the company calls the rule, where it is one of its own.
    pub name: Option<String>,
}

/// CPL-01: how grave a complaint looks by its category and words, with the rule that says so.
pub fn suggest(category: ComplaintCategory, matter: &str) -> (Severity, SeverityWhy) {
    let matter = matter.to_lowercase();
    let first = |words: &[&'static str]| words.iter().copied().find(|word| matter.contains(word));
    let why = |rule, word: Option<&str>| SeverityWhy { rule, word: word.map(str::to_owned), name: None };
    if let Some(word) = first(GRAVE) {
        return (Severity::Serious, why(SeverityRule::Grave, Some(word)));
    }
    if matches!(category, ComplaintCategory::Quality | ComplaintCategory::Contract) {
        return (Severity::Ordinary, why(SeverityRule::Defect, None));
    }
    match first(SLIGHT) {
        Some(word) => (Severity::Minor, why(SeverityRule::Question, Some(word))),
        None => (Severity::Ordinary, why(SeverityRule::Usual, None)),
    }
}

#[cfg(test)]
mod tests {
    use super::ComplaintCategory::{Delivery, Other, Quality, Service};
    use super::*;

    #[test]
    fn harm_danger_law_and_the_public_are_serious() {
        for (matter, word) in [
            ("工人受伤送医", "受伤"),
            ("插座漏电起火", "起火"),
            ("再不处理就找媒体曝光", "媒体"),
            ("已委托律师", "律师"),
            ("要求赔偿损失", "赔偿"),
            ("楼梯有安全隐患", "安全"),
            ("孩子燙傷，要求賠償", "賠償"),
        ] {
            let (severity, why) = suggest(Service, matter);
            assert_eq!((severity, why.rule, why.word.as_deref()), (Severity::Serious, SeverityRule::Grave, Some(word)), "{matter}");
        }
        assert_eq!(suggest(Other, "My LAWYER will call").0, Severity::Serious);
    }

    #[test]
    fn a_simple_inquiry_is_minor_but_a_defect_is_not() {
        let said = |category, matter| {
            let (severity, why) = suggest(category, matter);
            (severity, why.rule)
        };
        assert_eq!(said(Delivery, "请问什么时候送货"), (Severity::Minor, SeverityRule::Question));
        assert_eq!(said(Other, "Just a question about the invoice"), (Severity::Minor, SeverityRule::Question));
        assert_eq!(said(Quality, "请问柜门开裂怎么办"), (Severity::Ordinary, SeverityRule::Defect));
        assert_eq!(said(Service, "安装师傅迟到两小时"), (Severity::Ordinary, SeverityRule::Usual));
    }
}
