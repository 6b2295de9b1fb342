//! Who signs a remedy: pure functions of their inputs. How grave a case is stands in `contract::complaints::severity`.

use contract::Money;
use contract::approvals::ApprovalKind;
use contract::approvals::flow::{FlowForm, FlowStep, Vacant};

/// A remedy that costs more than this many fen also needs the general manager (CPL-04): 10 000 yuan.
pub const GENERAL_MANAGER_ABOVE: i64 = 1_000_000;

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
    use contract::complaints::{ComplaintCategory, ComplaintChannel, ComplaintStatus, Severity, SeverityRule};
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
            customer_id: Some(Uuid::from_u128(8)),
            customer_title: "华信装饰".into(),
            complainant: String::new(),
            phone_sealed: None,
            phone_hint: None,
            phone_hash: None,
            email_sealed: None,
            email_hint: None,
            matter: "柜门开裂".into(),
            category: ComplaintCategory::Quality,
            topic_id: None,
            product: String::new(),
            contract_number: String::new(),
            campaign_id: None,
            campaign_title: None,
            channel: ComplaintChannel::Phone,
            severity: Severity::Ordinary,
            severity_rule: SeverityRule::Usual,
            severity_word: None,
            severity_name: None,
            wish: String::new(),
            about_person_id: Some(person("accused")),
            status,
            agent_id: person("agent"),
            unit_id: Uuid::from_u128(800),
            investigator_id: Some(person("investigator")),
            manager_id: Some(person("manager")),
            findings: None,
            cause: None,
            cause_id: None,
            responsible_unit_id: None,
            measures: None,
            compensation_cents: None,
            remedy_due_on: None,
            result: None,
            satisfaction: None,
            words: None,
            reopened: 0,
            returned: 0,
            merged_into_id: None,
            approval_id: None,
            received_at: received,
            acknowledge_due_at: at("2026-11-23T12:00:00+08:00"),
            investigate_due_at: at("2026-11-26T18:00:00+08:00"),
            close_due_at: at("2026-12-02T18:00:00+08:00"),
            acknowledged_at: None,
            investigated_at: None,
            executed_at: None,
            closed_at: None,
            closed_on_time: None,
            approve_due_at: None,
            approved_at: None,
            execute_due_at: None,
            answer_due_at: None,
            step_due_at: at("2026-11-23T12:00:00+08:00"),
            paused_at: None,
            escalated: 0,
            told_at: None,
            tell_due_at: None,
            tell_reminded_at: None,
            created_at: received,
            updated_at: received,
        }
    }

    /// CPL-04: above 10 000 yuan the general manager signs as well.
    #[test]
    fn dear_remedies_need_the_general_manager() {
        let steps = flow().steps;
        let asked: Vec<_> = steps.iter().map(|s| (s.role.as_deref(), s.amount_above.as_ref().and_then(Money::cents))).collect();
        assert_eq!(asked, [(Some("marketing_director"), None), (Some("general_manager"), Some(1_000_000))]);
    }
}
