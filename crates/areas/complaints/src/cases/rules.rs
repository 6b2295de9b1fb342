//! Severity and signers: pure functions of their inputs.

use contract::Money;
use contract::approvals::ApprovalKind;
use contract::approvals::flow::{FlowForm, FlowStep, Vacant};
use contract::complaints::{ComplaintCategory, Severity};

/// A remedy that costs more than this many fen also needs the general manager (CPL-04): 10 000 yuan.
pub const GENERAL_MANAGER_ABOVE: i64 = 1_000_000;

/// Harm, danger, law and the public.
const GRAVE: &[&str] = &[
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
const SLIGHT: &[&str] =
    &["咨询", "諮詢", "询问", "詢問", "请问", "請問", "查询", "查詢", "了解一下", "建议", "建議", "inquiry", "question", "suggestion"];

/// CPL-01: how grave a complaint looks by its category and words. Defects and contracts are never slight.
pub fn suggest_severity(category: ComplaintCategory, matter: &str) -> Severity {
    let matter = matter.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| matter.contains(word));
    if says(GRAVE) {
        return Severity::Serious;
    }
    match category {
        ComplaintCategory::Quality | ComplaintCategory::Contract => Severity::Ordinary,
        _ if says(SLIGHT) => Severity::Minor,
        _ => Severity::Ordinary,
    }
}

/// CPL-04: who signs a remedy, unless the company says otherwise.
pub fn flow() -> FlowForm {
    let above = Money::from_cents(GENERAL_MANAGER_ABOVE);
    FlowForm {
        kind: ApprovalKind::Remedy,
        name: "投诉处理方案审批".to_owned(),
        vacant: Vacant::Refuse,
        same_person_once: false,
        bulk: false,
        steps: vec![
            FlowStep::by_role("营销总监审批", "marketing_director"),
            FlowStep { amount_above: Some(above), ..FlowStep::by_role("总经理审批", "general_manager") },
        ],
    }
}

#[cfg(test)]
pub mod tests {
    use super::super::entity::complaint::Model;
    use super::*;
    use chrono::{DateTime, Utc};
    use contract::complaints::{ComplaintChannel, ComplaintStatus};
    use uuid::Uuid;

    pub fn person(name: &str) -> Uuid {
        let names = ["agent", "investigator", "manager", "accused"];
        Uuid::from_u128(names.iter().position(|n| *n == name).map_or(99, |at| at as u128 + 1))
    }

    pub fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).unwrap().to_utc()
    }

    /// Received on Monday 23 November 2026 at 10:00, due by the terms of an ordinary case.
    pub fn case(status: ComplaintStatus) -> Model {
        let received = at("2026-11-23T10:00:00+08:00");
        Model {
            id: Uuid::from_u128(7),
            version: 1,
            number: "TS-000007".into(),
            customer_id: Uuid::from_u128(8),
            customer_title: "华信装饰".into(),
            complainant: String::new(),
            matter: "柜门开裂".into(),
            category: ComplaintCategory::Quality,
            channel: ComplaintChannel::Phone,
            severity: Severity::Ordinary,
            wish: String::new(),
            about_person_id: Some(person("accused")),
            status,
            agent_id: person("agent"),
            unit_id: Uuid::from_u128(800),
            investigator_id: Some(person("investigator")),
            manager_id: Some(person("manager")),
            findings: None,
            cause: None,
            measures: None,
            compensation_cents: None,
            remedy_due_on: None,
            result: None,
            satisfaction: None,
            words: None,
            reopened: 0,
            approval_id: None,
            received_at: received,
            acknowledge_due_at: at("2026-11-23T12:00:00+08:00"),
            investigate_due_at: at("2026-11-26T18:00:00+08:00"),
            close_due_at: at("2026-12-02T18:00:00+08:00"),
            acknowledged_at: None,
            investigated_at: None,
            executed_at: None,
            closed_at: None,
            approve_due_at: None,
            approved_at: None,
            execute_due_at: None,
            answer_due_at: None,
            step_due_at: at("2026-11-23T12:00:00+08:00"),
            paused_at: None,
            escalated: 0,
            created_at: received,
            updated_at: received,
        }
    }

    #[test]
    fn harm_danger_law_and_the_public_are_serious() {
        use ComplaintCategory::*;
        for matter in
            ["工人受伤送医", "插座漏电起火", "再不处理就找媒体曝光", "已委托律师", "要求赔偿损失", "楼梯有安全隐患", "孩子燙傷，要求賠償"]
        {
            assert_eq!(suggest_severity(Service, matter), Severity::Serious, "{matter}");
        }
        assert_eq!(suggest_severity(Other, "My LAWYER will call"), Severity::Serious);
    }

    #[test]
    fn a_simple_inquiry_is_minor_but_a_defect_is_not() {
        use ComplaintCategory::*;
        assert_eq!(suggest_severity(Delivery, "请问什么时候送货"), Severity::Minor);
        assert_eq!(suggest_severity(Other, "Just a question about the invoice"), Severity::Minor);
        assert_eq!(suggest_severity(Quality, "请问柜门开裂怎么办"), Severity::Ordinary);
        assert_eq!(suggest_severity(Service, "安装师傅迟到两小时"), Severity::Ordinary);
    }

    /// CPL-04: above 10 000 yuan the general manager signs as well.
    #[test]
    fn dear_remedies_need_the_general_manager() {
        let steps = flow().steps;
        let asked: Vec<_> = steps.iter().map(|s| (s.role.as_deref(), s.amount_above.as_ref().and_then(Money::cents))).collect();
        assert_eq!(asked, [(Some("marketing_director"), None), (Some("general_manager"), Some(1_000_000))]);
    }
}
