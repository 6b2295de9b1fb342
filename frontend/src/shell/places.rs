//! Where one can go and what one can begin, by permission: side nav, bottom bar and palette read this one list.

use crate::session::Session;
use crate::ui::icon::Icon;
use contract::permission::Permission;
use locale::{Key, access_ui, cycles_ui, shell, team_ui};

/// A page of the navigation.
#[derive(Clone, Copy)]
pub struct Place {
    pub path: &'static str,
    pub label: Key,
    pub icon: Icon,
    /// Whoever lacks it does not see the place; none: everyone sees it.
    pub needs: Option<Permission>,
    pub group: Group,
    /// The place that this one belongs to: it stands below that, and only while one is there.
    pub under: Option<&'static str>,
}

/// The groups of the side nav.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    Today,
    Work,
    Results,
    Company,
    Admin,
}

/// All places, in the order of the navigation.
pub const PLACES: &[Place] = &[
    place("/", shell::HOME, Icon::Home, None, Group::Today),
    place("/inbox", shell::INBOX, Icon::Inbox, None, Group::Today),
    place("/tasks", shell::TASKS, Icon::Check, None, Group::Today),
    place("/customers", shell::CUSTOMERS, Icon::Customers, Some(Permission::CustomerRead), Group::Work),
    place("/complaints", shell::COMPLAINTS, Icon::Complaint, Some(Permission::ComplaintRead), Group::Work),
    place("/service-requests", shell::SERVICE_REQUESTS, Icon::Inbox, Some(Permission::ServiceRead), Group::Work).under("/complaints"),
    place("/service-desk", shell::SERVICE_DESK, Icon::Board, Some(Permission::ComplaintExecute), Group::Work).under("/complaints"),
    place("/complaint-analysis", shell::COMPLAINT_ANALYSIS, Icon::Kpi, Some(Permission::ComplaintRead), Group::Work).under("/complaints"),
    place("/nonconformities", shell::QUALITY, Icon::Check, Some(Permission::QualityRead), Group::Work).under("/complaints"),
    place("/knowledge", shell::KNOWLEDGE, Icon::Sheet, Some(Permission::KnowledgeRead), Group::Work).under("/complaints"),
    place("/stage-surveys", shell::STAGE_SURVEYS, Icon::Kpi, Some(Permission::StageSurveyRead), Group::Work).under("/complaints"),
    place("/campaigns", shell::CAMPAIGNS, Icon::Campaign, Some(Permission::CampaignRead), Group::Work),
    place("/questionnaires", shell::QUESTIONNAIRES, Icon::Check, Some(Permission::CampaignRead), Group::Work).under("/campaigns"),
    place("/customer-pool", shell::POOL, Icon::Board, Some(Permission::CustomerClaim), Group::Work).under("/customers"),
    place("/customer-imports", shell::IMPORTS, Icon::Sheet, Some(Permission::CustomerImport), Group::Work).under("/customers"),
    place("/customer-accesses", shell::ACCESSES, Icon::Eye, None, Group::Work).under("/customers"),
    place("/customer-readings", shell::READINGS, Icon::Audit, Some(Permission::CustomerReadings), Group::Work).under("/customers"),
    place("/customer-reading-alerts", shell::READING_ALERTS, Icon::Eye, Some(Permission::CustomerReadings), Group::Work)
        .under("/customers"),
    place("/dashboard", shell::DASHBOARD, Icon::Kpi, None, Group::Today),
    place("/calendar", shell::CALENDAR, Icon::Calendar, None, Group::Today),
    place("/leaves", shell::LEAVES, Icon::Clock, None, Group::Today),
    place("/announcements", shell::ANNOUNCEMENTS, Icon::Bell, None, Group::Today),
    place("/kpi", shell::KPI, Icon::Kpi, Some(Permission::KpiRead), Group::Results),
    place("/kpi-schemes", shell::SCHEMES, Icon::Sheet, Some(Permission::KpiRead), Group::Results).under("/kpi"),
    place("/gradings", shell::GRADINGS, Icon::Board, None, Group::Results).under("/kpi"),
    place("/my-pay", shell::MY_PAY, Icon::Sheet, None, Group::Results).under("/kpi"),
    place("/pay-runs", shell::PAY, Icon::Audit, Some(Permission::PayRead), Group::Results).under("/kpi"),
    place("/kpi-cycles", cycles_ui::TITLE, Icon::Calendar, None, Group::Results).under("/kpi"),
    place("/kpi-team", team_ui::TITLE, Icon::Board, Some(Permission::KpiRead), Group::Results).under("/kpi"),
    place("/approval-flows", shell::FLOWS, Icon::Sheet, Some(Permission::ApprovalFlowEdit), Group::Results),
    place("/audit", shell::AUDIT, Icon::Audit, Some(Permission::AuditRead), Group::Results),
    place("/organisation", shell::ORGANISATION, Icon::Board, Some(Permission::PersonRead), Group::Company),
    place("/people", shell::PEOPLE, Icon::Customers, Some(Permission::PersonRead), Group::Company).under("/organisation"),
    place("/roles", shell::ROLES, Icon::Audit, Some(Permission::RoleRead), Group::Company).under("/organisation"),
    place("/workload", shell::WORKLOAD, Icon::Kpi, Some(Permission::CustomerRead), Group::Company).under("/organisation"),
    place("/hand-overs", shell::HAND_OVERS, Icon::SignOut, None, Group::Company).under("/organisation"),
    place("/working-calendar", shell::WORKING_CALENDAR, Icon::Calendar, Some(Permission::CalendarEdit), Group::Admin),
    place("/duty-letters", shell::DUTY_LETTERS, Icon::Sheet, None, Group::Company).under("/organisation"),
    place("/accounts", access_ui::ACCOUNTS, Icon::Customers, Some(Permission::AccessManage), Group::Admin),
    place("/agreements", access_ui::AGREEMENTS, Icon::Sheet, Some(Permission::AgreementRead), Group::Admin).under("/accounts"),
    place("/service-accounts", access_ui::SERVICE_ACCOUNTS, Icon::Device, Some(Permission::ApiKeyManage), Group::Admin),
    place("/webhooks", shell::WEBHOOKS, Icon::Globe, Some(Permission::WebhookRead), Group::Admin).under("/service-accounts"),
    place("/robots", shell::ROBOTS, Icon::Campaign, Some(Permission::WebhookRead), Group::Admin).under("/service-accounts"),
    place("/jobs", shell::JOBS, Icon::Clock, Some(Permission::JobRead), Group::Admin),
];

/// What can be begun from anywhere.
pub const BEGINNINGS: &[Place] = &[
    place("/customers/new", shell::NEW_CUSTOMER, Icon::Plus, Some(Permission::CustomerCreate), Group::Work),
    place("/complaints/new", shell::NEW_COMPLAINT, Icon::Plus, Some(Permission::ComplaintCreate), Group::Work),
    place("/service-requests/new", shell::NEW_SERVICE_REQUEST, Icon::Plus, Some(Permission::ServiceTake), Group::Work),
    place("/campaigns/new", shell::NEW_CAMPAIGN, Icon::Plus, Some(Permission::CampaignCreate), Group::Work),
    place("/tasks/new", shell::NEW_TASK, Icon::Plus, None, Group::Work),
    place("/leaves/new", shell::NEW_LEAVE, Icon::Plus, None, Group::Today),
    place("/customer-imports/new", shell::NEW_IMPORT, Icon::Upload, Some(Permission::CustomerImport), Group::Work),
    place("/announcements/new", shell::NEW_ANNOUNCEMENT, Icon::Plus, Some(Permission::AnnouncementPublish), Group::Today),
];

const fn place(path: &'static str, label: Key, icon: Icon, needs: Option<Permission>, group: Group) -> Place {
    Place { path, label, icon, needs, group, under: None }
}

impl Place {
    const fn under(mut self, parent: &'static str) -> Self {
        self.under = Some(parent);
        self
    }
}

/// These places, each with those that stand below it. Who does not see a parent finds its children in its place.
pub fn nested(places: &[Place]) -> Vec<(Place, Vec<Place>)> {
    let parent = |place: &Place| place.under.filter(|path| places.iter().any(|other| other.path == *path));
    let below = |top: &Place| places.iter().filter(|place| parent(place) == Some(top.path)).copied().collect();
    places.iter().filter(|place| parent(place).is_none()).map(|top| (*top, below(top))).collect()
}

/// The places that this person sees; tracked.
pub fn open_to(session: Session, places: &[Place]) -> Vec<Place> {
    places.iter().copied().filter(|place| place.needs.is_none_or(|permission| session.may(permission))).collect()
}

/// True where `path` is this place or a page below it.
pub fn is_at(place: &str, path: &str) -> bool {
    if place == "/" { path == "/" } else { path == place || path.strip_prefix(place).is_some_and(|rest| rest.starts_with('/')) }
}

#[cfg(test)]
mod tests {
    use super::{Group, PLACES, is_at, nested};

    #[test]
    fn a_place_is_current_for_its_own_pages_only() {
        assert!(is_at("/customers", "/customers/1"));
        assert!(!is_at("/customers", "/customers-of-old"));
        assert!(!is_at("/", "/inbox"));
    }

    #[test]
    fn a_child_stands_below_its_parent_and_alone_where_the_parent_is_not_seen() {
        let all: usize = nested(PLACES).iter().map(|(_, below)| 1 + below.len()).sum();
        assert_eq!(all, PLACES.len());
        let orphans: Vec<_> = PLACES.iter().copied().filter(|place| place.under.is_some()).collect();
        assert!(nested(&orphans).iter().all(|(_, below)| below.is_empty()));
        for child in orphans {
            let parent = PLACES.iter().find(|place| Some(place.path) == child.under).unwrap();
            assert!(parent.under.is_none() && parent.group == child.group, "{}", child.path);
        }
        assert!(PLACES.iter().filter(|place| place.group == Group::Today).all(|place| place.under.is_none()));
    }
}
