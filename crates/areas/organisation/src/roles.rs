//! The built-in roles, as the rule books have them: permissions and how far they reach (ORG-05).

use contract::permission::{DataScope, Permission};
use std::str::FromStr;

/// A built-in role: code, reach, permissions.
pub struct Role {
    pub code: &'static str,
    pub scope: DataScope,
    /// As stored: `word` or `word@scope`.
    pub permissions: &'static [&'static str],
}

const LEADERS: &[&str] = &[
    "customer.read",
    "customer.reveal",
    "customer.export",
    "customer.grant",
    "customer.readings",
    "campaign.read",
    "complaint.read",
    "quality.read",
    "service.read",
    "knowledge.read",
    "stage_survey.read",
    "kpi.read",
    "person.read",
    "agreement.read",
    "announcement.publish",
    "duty_letter.read",
];

/// The role of programs; people do not have it.
pub const OF_PROGRAMS: &str = "integrator";

/// All built-in roles in the order of the rule books.
pub const ROLES: &[Role] = &[
    Role { code: "executive_director", scope: DataScope::All, permissions: LEADERS },
    Role { code: "general_manager", scope: DataScope::All, permissions: LEADERS },
    Role { code: "gm_assistant", scope: DataScope::All, permissions: LEADERS },
    Role {
        code: "marketing_director",
        scope: DataScope::All,
        permissions: &[
            "customer.read",
            "customer.create",
            "customer.edit",
            "customer.review",
            "customer.reveal",
            "customer.import",
            "customer.claim",
            "customer.assign",
            "customer.pool_rules",
            "customer.export",
            "customer.readings",
            "campaign.read",
            "campaign.create",
            "campaign.edit",
            "campaign.run",
            "campaign.template",
            "complaint.read",
            "complaint.create",
            "complaint.assign",
            "complaint.withdraw",
            "quality.read",
            "quality.open",
            "quality.check",
            "service.read",
            "service.approve",
            "knowledge.read",
            "knowledge.write",
            "knowledge.publish",
            "stage_survey.read",
            "stage_survey.ask",
            "stage_survey.define",
            "complaint.configure",
            "kpi.read",
            "kpi.publish",
            "kpi.scheme",
            "kpi.enter",
            "kpi.grade",
            "pay.read",
            "pay.approve",
            "agreement.read",
            "api_key.manage",
            "person.read",
            "announcement.publish",
            "duty_letter.read",
            "duty_letter.manage",
        ],
    },
    Role {
        code: "sales_manager",
        scope: DataScope::Department,
        permissions: &[
            "customer.read",
            "customer.create",
            "customer.edit",
            "customer.review",
            "customer.reveal",
            "customer.import",
            "customer.claim@department",
            "customer.assign",
            "customer.export",
            "campaign.read@all",
            "complaint.read",
            "complaint.create",
            "quality.read",
            "service.read",
            "service.take",
            "knowledge.read",
            "stage_survey.read",
            "stage_survey.ask",
            "kpi.read",
            "kpi.enter",
            "agreement.read",
            "person.read",
            "announcement.publish",
            "duty_letter.read",
            "duty_letter.manage",
        ],
    },
    Role {
        code: "sales_supervisor",
        scope: DataScope::Team,
        permissions: &[
            "customer.read",
            "customer.create",
            "customer.edit",
            "customer.review",
            "customer.reveal",
            "customer.import",
            "customer.claim@department",
            "customer.assign",
            "campaign.read@all",
            "complaint.read",
            "complaint.create",
            "service.read",
            "service.take",
            "knowledge.read",
            "stage_survey.read",
            "stage_survey.ask",
            "kpi.read",
            "agreement.read",
            "person.read",
        ],
    },
    Role {
        code: "sales_rep",
        scope: DataScope::Own,
        permissions: &[
            "customer.read",
            "customer.create",
            "customer.edit",
            "customer.reveal",
            "customer.import",
            "customer.claim@department",
            "customer.assign",
            "campaign.read@all",
            "complaint.read",
            "complaint.create",
            "service.read",
            "service.take",
            "knowledge.read",
            "stage_survey.read",
            "stage_survey.ask",
            "kpi.read",
            "person.read",
        ],
    },
    Role {
        code: "marketing_manager",
        scope: DataScope::Department,
        permissions: &[
            "campaign.read",
            "campaign.create",
            "campaign.edit",
            "campaign.run",
            "campaign.template",
            "kpi.read",
            "kpi.enter",
            "agreement.read",
            "person.read",
            "announcement.publish",
            "duty_letter.read",
            "duty_letter.manage",
        ],
    },
    Role {
        code: "marketing_specialist",
        scope: DataScope::Department,
        permissions: &["campaign.read", "campaign.create", "campaign.edit@own", "campaign.run@own", "kpi.read@own", "person.read"],
    },
    Role { code: "analyst", scope: DataScope::Department, permissions: &["campaign.read", "kpi.read@own", "person.read"] },
    Role {
        code: "service_manager",
        scope: DataScope::Department,
        permissions: &[
            "customer.look_up",
            "complaint.read",
            "complaint.create",
            "complaint.assign",
            "complaint.investigate",
            "complaint.execute",
            "complaint.feedback",
            "complaint.withdraw",
            "quality.read",
            "quality.open",
            "quality.check",
            "service.read",
            "service.take",
            "service.approve",
            "knowledge.read",
            "knowledge.write",
            "knowledge.publish",
            "stage_survey.read",
            "stage_survey.ask",
            "stage_survey.define",
            "complaint.configure",
            "kpi.read",
            "kpi.enter",
            "agreement.read",
            "person.read",
            "announcement.publish",
            "duty_letter.read",
            "duty_letter.manage",
        ],
    },
    Role {
        code: "service_agent",
        scope: DataScope::Own,
        permissions: &[
            "customer.look_up",
            "complaint.read",
            "complaint.create",
            "complaint.investigate",
            "complaint.execute",
            "complaint.feedback",
            "complaint.withdraw",
            "quality.read",
            "quality.open",
            "service.read",
            "service.take",
            "knowledge.read",
            "knowledge.write",
            "stage_survey.read",
            "stage_survey.ask",
            "kpi.read",
            "person.read",
        ],
    },
    Role {
        code: "hr",
        scope: DataScope::All,
        permissions: &[
            "kpi.read",
            "kpi.publish",
            "kpi.scheme",
            "kpi.enter",
            "kpi.grade",
            "pay.read",
            "pay.prepare",
            "pay.export",
            "agreement.read",
            "agreement.publish",
            "person.read",
            "person.edit",
            "organisation.edit",
            "role.read",
            "hand_over.read",
            "hand_over.manage",
            "announcement.publish",
            "calendar.edit",
            "duty_letter.read",
            "duty_letter.manage",
        ],
    },
    Role {
        code: "finance",
        scope: DataScope::All,
        permissions: &[
            "campaign.read",
            "kpi.read@own",
            "pay.read",
            "pay.check",
            "pay.export",
            "person.read",
            "hand_over.read",
            "hand_over.settle",
        ],
    },
    Role {
        code: "admin",
        scope: DataScope::None,
        permissions: &[
            "access.manage",
            "api_key.manage",
            "agreement.read@all",
            "agreement.publish",
            "approval_flow.edit",
            "person.read",
            "person.edit@all",
            "organisation.edit@all",
            "role.read@all",
            "role.edit@all",
            "job.read",
            "job.manage",
            "webhook.read",
            "webhook.manage",
            "event.read",
            "announcement.publish@all",
            "calendar.edit@all",
        ],
    },
    Role { code: "auditor", scope: DataScope::All, permissions: &["audit.read", "person.read"] },
    Role { code: OF_PROGRAMS, scope: DataScope::None, permissions: &["webhook.read", "webhook.manage", "event.read"] },
];

/// A stored permission and its reach.
pub(crate) fn parse(stored: &str, scope: DataScope) -> Option<(Permission, DataScope)> {
    match stored.split_once('@') {
        None => Some((Permission::from_str(stored).ok()?, scope)),
        Some((word, reach)) => Some((Permission::from_str(word).ok()?, DataScope::from_str(reach).ok()?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_permission_exists() {
        for role in ROLES {
            for stored in role.permissions {
                assert!(parse(stored, role.scope).is_some(), "{}: {stored}", role.code);
            }
        }
    }

    #[test]
    fn an_administrator_has_no_right_to_customer_files() {
        let admin = ROLES.iter().find(|r| r.code == "admin").map(|r| r.permissions).unwrap_or_default();
        assert!(admin.iter().all(|p| !p.starts_with("customer.")));
    }

    #[test]
    fn every_permission_and_its_area_have_their_words() {
        for permission in Permission::ALL {
            let word = permission.word().replace('.', "_");
            let area = permission.word().split('.').next().unwrap_or_default();
            for path in [format!("permissions.{word}"), format!("permissions.area_{area}")] {
                assert!(locale::find(&path).is_some(), "{path}");
            }
        }
    }

    #[test]
    fn every_role_has_its_words() {
        for role in ROLES {
            assert!(locale::find(&format!("words.role_{}", role.code)).is_some(), "{}", role.code);
        }
    }
}
