//! The route table.

use crate::areas::complaints::CarePages;
use crate::areas::{
    access, approvals, campaigns, complaints, customers, dashboard, days, home, inbox, kpi, not_found, organisation, platform, workday,
};
use crate::i18n::language;
use crate::session::{Session, Stage};
use crate::shell::{Entrance, Frame, Gate, Starting};
use crate::ui::later::later;
use crate::ui::toast::{ToastRegion, Toasts};
use contract::access::Duty;
use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::hooks::use_location;
use leptos_router::path;

/// The application: the way in, or the frame with a page in it.
#[component]
pub fn App() -> impl IntoView {
    let session = Session::start();
    provide_context(session);
    provide_context(Toasts::new());
    Effect::new(move |_| {
        if let Some(root) = document().document_element() {
            let _marked = root.set_attribute("lang", language().tag());
        }
    });
    // A session that expires stays "in" for the page: the frame must not be torn down over what was typed.
    let shown = Memo::new(move |_| if session.stage.get() == Stage::Expired { Stage::In } else { session.stage.get() });
    let duty = Memo::new(move |_| session.me.with(|me| me.as_ref().and_then(|me| me.duty)));
    view! {
        <Router>
            <Inside shown duty />
        </Router>
        <ToastRegion />
    }
}

/// What stands at the address: the pages of customers and guests for everyone, else the way in or the frame.
#[component]
fn Inside(shown: Memo<Stage>, duty: Memo<Option<Duty>>) -> impl IntoView {
    let at = use_location().pathname;
    let joins = Memo::new(move |_| campaigns::is_public(&at.get()));
    let cares = Memo::new(move |_| complaints::is_public(&at.get()));
    move || {
        if joins.get() {
            return view! { <campaigns::JoinPages /> }.into_any();
        }
        if cares.get() {
            return view! { <CarePages /> }.into_any();
        }
        match shown.get() {
            Stage::Starting | Stage::Unreachable => view! { <Starting /> }.into_any(),
            Stage::Out => view! { <Gate /> }.into_any(),
            Stage::In | Stage::Expired => match duty.get() {
                Some(duty) => view! { <Entrance duty /> }.into_any(),
                None => view! { <Frame><Pages /></Frame> }.into_any(),
            },
        }
    }
}

#[component]
fn Pages() -> impl IntoView {
    view! {
        <Routes fallback=not_found>
            <Route path=path!("/") view=home::show />
            <Route path=path!("/inbox") view=|| later(inbox::open, inbox::Page::First) />
            <Route path=path!("/inbox/decide") view=|| later(inbox::open, inbox::Page::Decide) />
            <Route path=path!("/inbox/tasks") view=|| later(inbox::open, inbox::Page::Tasks) />
            <Route path=path!("/inbox/started") view=|| later(inbox::open, inbox::Page::Started) />
            <Route path=path!("/inbox/copied") view=|| later(inbox::open, inbox::Page::Copied) />
            <Route path=path!("/inbox/done") view=|| later(inbox::open, inbox::Page::Done) />
            <Route path=path!("/approvals/:id") view=|| later(approvals::open, approvals::Page::Request) />
            <Route path=path!("/approvals/:id/paper") view=|| later(approvals::open, approvals::Page::Paper) />
            <Route path=path!("/approval-flows") view=|| later(approvals::open, approvals::Page::Flows) />
            <Route path=path!("/approval-flows/:id") view=|| later(approvals::open, approvals::Page::Flow) />
            <Route path=path!("/delegations") view=|| later(approvals::open, approvals::Page::Delegations) />
            <Route path=path!("/customers") view=|| later(customers::open, customers::Page::Files) />
            <Route path=path!("/customers/new") view=|| later(customers::open, customers::Page::NewFile) />
            <Route path=path!("/customers/:id") view=|| later(customers::open, customers::Page::File) />
            <Route path=path!("/customers/:id/edit") view=|| later(customers::open, customers::Page::EditFile) />
            <Route path=path!("/customers/:id/merge") view=|| later(customers::open, customers::Page::Merge) />
            <Route path=path!("/customers/:id/history") view=|| later(customers::open, customers::Page::History) />
            <Route path=path!("/customer-imports") view=|| later(customers::open, customers::Page::Imports) />
            <Route path=path!("/customer-imports/new") view=|| later(customers::open, customers::Page::NewImport) />
            <Route path=path!("/customer-imports/:id") view=|| later(customers::open, customers::Page::Import) />
            <Route path=path!("/customer-bulks") view=|| later(customers::open, customers::Page::Bulks) />
            <Route path=path!("/customer-pool") view=|| later(customers::open, customers::Page::Pool) />
            <Route path=path!("/customer-pool/rules") view=|| later(customers::open, customers::Page::PoolRules) />
            <Route path=path!("/customer-readings") view=|| later(customers::open, customers::Page::Readings) />
            <Route path=path!("/customer-reading-alerts") view=|| later(customers::open, customers::Page::ReadingAlerts) />
            <Route path=path!("/customer-reading-alerts/:id") view=|| later(customers::open, customers::Page::ReadingAlert) />
            <Route path=path!("/customer-reading-rules") view=|| later(customers::open, customers::Page::ReadingRules) />
            <Route path=path!("/customer-accesses") view=|| later(customers::open, customers::Page::Accesses) />
            <Route path=path!("/customer-accesses/new") view=|| later(customers::open, customers::Page::NewAccess) />
            <Route path=path!("/customer-accesses/:id") view=|| later(customers::open, customers::Page::Access) />
            <Route path=path!("/customer-accesses/:id/files/:customer") view=|| later(customers::open, customers::Page::GrantedFile) />
            <Route path=path!("/complaints") view=|| later(complaints::open, complaints::Page::Cases) />
            <Route path=path!("/complaints/new") view=|| later(complaints::open, complaints::Page::NewCase) />
            <Route path=path!("/complaints/settings") view=|| later(complaints::open, complaints::Page::Settings) />
            <Route path=path!("/complaint-inquiries/:id") view=|| later(complaints::open, complaints::Page::Inquiry) />
            <Route path=path!("/complaints/:id") view=|| later(complaints::open, complaints::Page::Case) />
            <Route path=path!("/service-desk") view=|| later(complaints::open, complaints::Page::Desk) />
            <Route path=path!("/service-desk/board") view=|| later(complaints::open, complaints::Page::Board) />
            <Route path=path!("/service-desk/overview") view=|| later(complaints::open, complaints::Page::Overview) />
            <Route path=path!("/complaint-analysis") view=|| later(complaints::open, complaints::Page::Analysis) />
            <Route path=path!("/complaint-report") view=|| later(complaints::open, complaints::Page::Report) />
            <Route path=path!("/nonconformities") view=|| later(complaints::open, complaints::Page::Nonconformities) />
            <Route path=path!("/nonconformities/new") view=|| later(complaints::open, complaints::Page::NewNonconformity) />
            <Route path=path!("/nonconformities/statistics") view=|| later(complaints::open, complaints::Page::NonconformityStatistics) />
            <Route path=path!("/nonconformities/:id") view=|| later(complaints::open, complaints::Page::Nonconformity) />
            <Route path=path!("/corrective-actions") view=|| later(complaints::open, complaints::Page::Actions) />
            <Route path=path!("/corrective-actions/new") view=|| later(complaints::open, complaints::Page::NewAction) />
            <Route path=path!("/corrective-actions/:id") view=|| later(complaints::open, complaints::Page::Action) />
            <Route path=path!("/service-requests") view=|| later(complaints::open, complaints::Page::Requests) />
            <Route path=path!("/service-requests/new") view=|| later(complaints::open, complaints::Page::NewRequest) />
            <Route path=path!("/service-requests/:id") view=|| later(complaints::open, complaints::Page::Request) />
            <Route path=path!("/knowledge") view=|| later(complaints::open, complaints::Page::Knowledge) />
            <Route path=path!("/knowledge/new") view=|| later(complaints::open, complaints::Page::NewTemplate) />
            <Route path=path!("/knowledge/:id") view=|| later(complaints::open, complaints::Page::Template) />
            <Route path=path!("/knowledge/:id/edit") view=|| later(complaints::open, complaints::Page::EditTemplate) />
            <Route path=path!("/stage-surveys") view=|| later(complaints::open, complaints::Page::Surveys) />
            <Route path=path!("/stage-surveys/new") view=|| later(complaints::open, complaints::Page::NewSurvey) />
            <Route path=path!("/stage-surveys/:id") view=|| later(complaints::open, complaints::Page::Survey) />
            <Route path=path!("/stage-survey-definitions") view=|| later(complaints::open, complaints::Page::SurveyDefinitions) />
            <Route path=path!("/stage-survey-definitions/new") view=|| later(complaints::open, complaints::Page::NewSurveyDefinition) />
            <Route path=path!("/stage-survey-definitions/:id/edit") view=|| later(complaints::open, complaints::Page::EditSurveyDefinition) />
            <Route path=path!("/campaigns") view=|| later(campaigns::open, campaigns::Page::Plans) />
            <Route path=path!("/campaigns/new") view=|| later(campaigns::open, campaigns::Page::NewPlan) />
            <Route path=path!("/campaigns/:id") view=|| later(campaigns::open, campaigns::Page::Plan) />
            <Route path=path!("/campaigns/:id/edit") view=|| later(campaigns::open, campaigns::Page::EditPlan) />
            <Route path=path!("/campaigns/:id/preparation") view=|| later(campaigns::open, campaigns::Page::Preparation) />
            <Route path=path!("/campaigns/:id/budget") view=|| later(campaigns::open, campaigns::Page::Budget) />
            <Route path=path!("/campaigns/:id/guests") view=|| later(campaigns::open, campaigns::Page::Guests) />
            <Route path=path!("/campaigns/:id/check-in") view=|| later(campaigns::open, campaigns::Page::Door) />
            <Route path=path!("/campaigns/:id/versions") view=|| later(campaigns::open, campaigns::Page::Versions) />
            <Route path=path!("/campaigns/:id/day") view=|| later(campaigns::open, campaigns::Page::Day) />
            <Route path=path!("/campaigns/:id/materials") view=|| later(campaigns::open, campaigns::Page::Materials) />
            <Route path=path!("/campaigns/:id/feedback") view=|| later(campaigns::open, campaigns::Page::Feedback) />
            <Route path=path!("/questionnaires") view=|| later(campaigns::open, campaigns::Page::Questionnaires) />
            <Route path=path!("/questionnaires/new") view=|| later(campaigns::open, campaigns::Page::NewQuestionnaire) />
            <Route path=path!("/questionnaires/:id") view=|| later(campaigns::open, campaigns::Page::Questionnaire) />
            <Route path=path!("/questionnaires/:id/edit") view=|| later(campaigns::open, campaigns::Page::EditQuestionnaire) />
            <Route path=path!("/questionnaires/:id/results") view=|| later(campaigns::open, campaigns::Page::QuestionnaireResults) />
            <Route path=path!("/questionnaires/:id/paper") view=|| later(campaigns::open, campaigns::Page::QuestionnairePaper) />
            <Route path=path!("/campaigns/:id/outcome") view=|| later(campaigns::open, campaigns::Page::Outcome) />
            <Route path=path!("/won-contracts/:id") view=|| later(campaigns::open, campaigns::Page::WonContract) />
            <Route path=path!("/campaign-expenses/:id") view=|| later(campaigns::open, campaigns::Page::Expense) />
            <Route path=path!("/campaign-materials/:id") view=|| later(campaigns::open, campaigns::Page::Material) />
            <Route path=path!("/campaign-items/:id") view=|| later(campaigns::open, campaigns::Page::Item) />
            <Route path=path!("/campaign-effects") view=|| later(campaigns::open, campaigns::Page::Effects) />
            <Route path=path!("/campaign-templates") view=|| later(campaigns::open, campaigns::Page::Templates) />
            <Route path=path!("/campaign-templates/new") view=|| later(campaigns::open, campaigns::Page::NewTemplate) />
            <Route path=path!("/campaign-templates/:id") view=|| later(campaigns::open, campaigns::Page::Template) />
            <Route path=path!("/tasks") view=|| later(workday::open, workday::Page::Tasks) />
            <Route path=path!("/tasks/new") view=|| later(workday::open, workday::Page::NewTask) />
            <Route path=path!("/tasks/:id") view=|| later(workday::open, workday::Page::Task) />
            <Route path=path!("/leaves") view=|| later(workday::open, workday::Page::Leaves) />
            <Route path=path!("/leaves/new") view=|| later(workday::open, workday::Page::NewLeave) />
            <Route path=path!("/leaves/:id") view=|| later(workday::open, workday::Page::Leave) />
            <Route path=path!("/tasks/:id/edit") view=|| later(workday::open, workday::Page::EditTask) />
            <Route path=path!("/kpi") view=|| later(kpi::open, kpi::Page::Month) />
            <Route path=path!("/kpi/:person/:month") view=|| later(kpi::open, kpi::Page::Explain) />
            <Route path=path!("/kpi-schemes") view=|| later(kpi::open, kpi::Page::Schemes) />
            <Route path=path!("/kpi-schemes/new") view=|| later(kpi::open, kpi::Page::NewScheme) />
            <Route path=path!("/kpi-schemes/:id") view=|| later(kpi::open, kpi::Page::Scheme) />
            <Route path=path!("/kpi-entries") view=|| later(kpi::open, kpi::Page::Entries) />
            <Route path=path!("/kpi-compliance") view=|| later(kpi::open, kpi::Page::Compliance) />
            <Route path=path!("/kpi-effects") view=|| later(kpi::open, kpi::Page::Effects) />
            <Route path=path!("/kpi-cycles") view=|| later(kpi::open, kpi::Page::Cycles) />
            <Route path=path!("/kpi-cycles/:id") view=|| later(kpi::open, kpi::Page::Cycle) />
            <Route path=path!("/kpi-cycles/:period/calibration") view=|| later(kpi::open, kpi::Page::Calibration) />
            <Route path=path!("/kpi-unsealings/:id") view=|| later(kpi::open, kpi::Page::Unsealing) />
            <Route path=path!("/kpi-team") view=|| later(kpi::open, kpi::Page::Team) />
            <Route path=path!("/kpi-results/:id") view=|| later(kpi::open, kpi::Page::Result) />
            <Route path=path!("/gradings") view=|| later(kpi::open, kpi::Page::Gradings) />
            <Route path=path!("/gradings/new") view=|| later(kpi::open, kpi::Page::NewGrading) />
            <Route path=path!("/gradings/:id") view=|| later(kpi::open, kpi::Page::Grading) />
            <Route path=path!("/gradings/:id/edit") view=|| later(kpi::open, kpi::Page::EditGrading) />
            <Route path=path!("/account-managers") view=|| later(kpi::open, kpi::Page::Managers) />
            <Route path=path!("/recruitments") view=|| later(kpi::open, kpi::Page::Recruitments) />
            <Route path=path!("/recruitments/new") view=|| later(kpi::open, kpi::Page::NewRecruitment) />
            <Route path=path!("/recruitments/:id") view=|| later(kpi::open, kpi::Page::Recruitment) />
            <Route path=path!("/rule-book") view=|| later(kpi::open, kpi::Page::RuleBook) />
            <Route path=path!("/pay-runs") view=|| later(kpi::open, kpi::Page::PayRuns) />
            <Route path=path!("/pay-runs/:id") view=|| later(kpi::open, kpi::Page::PayRun) />
            <Route path=path!("/pay-terms") view=|| later(kpi::open, kpi::Page::PayTerms) />
            <Route path=path!("/my-pay") view=|| later(kpi::open, kpi::Page::OwnPay) />
            <Route path=path!("/me/security") view=|| later(access::open, access::Page::Security) />
            <Route path=path!("/accounts") view=|| later(access::open, access::Page::Accounts) />
            <Route path=path!("/agreements") view=|| later(access::open, access::Page::Agreements) />
            <Route path=path!("/agreements/new") view=|| later(access::open, access::Page::NewAgreement) />
            <Route path=path!("/agreements/:id") view=|| later(access::open, access::Page::Agreement) />
            <Route path=path!("/agreement-standings") view=|| later(access::open, access::Page::Standings) />
            <Route path=path!("/service-accounts") view=|| later(access::open, access::Page::ServiceAccounts) />
            <Route path=path!("/service-accounts/new") view=|| later(access::open, access::Page::NewServiceAccount) />
            <Route path=path!("/service-accounts/:id") view=|| later(access::open, access::Page::ServiceAccount) />
            <Route path=path!("/organisation") view=|| later(organisation::open, organisation::Page::Units) />
            <Route path=path!("/organisation/units/new") view=|| later(organisation::open, organisation::Page::NewUnit) />
            <Route path=path!("/organisation/units/:id/edit") view=|| later(organisation::open, organisation::Page::EditUnit) />
            <Route path=path!("/posts/new") view=|| later(organisation::open, organisation::Page::NewPost) />
            <Route path=path!("/posts/:id") view=|| later(organisation::open, organisation::Page::Post) />
            <Route path=path!("/posts/:id/edit") view=|| later(organisation::open, organisation::Page::EditPost) />
            <Route path=path!("/people") view=|| later(organisation::open, organisation::Page::People) />
            <Route path=path!("/people/new") view=|| later(organisation::open, organisation::Page::NewPerson) />
            <Route path=path!("/people/:id") view=|| later(organisation::open, organisation::Page::Person) />
            <Route path=path!("/people/:id/edit") view=|| later(organisation::open, organisation::Page::EditPerson) />
            <Route path=path!("/roles") view=|| later(organisation::open, organisation::Page::Roles) />
            <Route path=path!("/roles/new") view=|| later(organisation::open, organisation::Page::NewRole) />
            <Route path=path!("/roles/:id") view=|| later(organisation::open, organisation::Page::Role) />
            <Route path=path!("/hand-overs") view=|| later(organisation::open, organisation::Page::HandOvers) />
            <Route path=path!("/hand-overs/new") view=|| later(organisation::open, organisation::Page::Notice) />
            <Route path=path!("/hand-overs/:id") view=|| later(organisation::open, organisation::Page::HandOver) />
            <Route path=path!("/duty-letters") view=|| later(organisation::open, organisation::Page::DutyLetters) />
            <Route path=path!("/duty-letters/new") view=|| later(organisation::open, organisation::Page::NewDutyLetter) />
            <Route path=path!("/duty-letters/:id") view=|| later(organisation::open, organisation::Page::DutyLetter) />
            <Route path=path!("/duty-letters/:id/edit") view=|| later(organisation::open, organisation::Page::EditDutyLetter) />
            <Route path=path!("/duty-letters/:id/renew") view=|| later(organisation::open, organisation::Page::RenewDutyLetter) />
            <Route path=path!("/workload") view=|| later(organisation::open, organisation::Page::Workload) />
            <Route path=path!("/audit") view=|| later(platform::open, platform::Page::Audit) />
            <Route path=path!("/jobs") view=|| later(platform::open, platform::Page::Jobs) />
            <Route path=path!("/webhooks") view=|| later(platform::open, platform::Page::Webhooks) />
            <Route path=path!("/webhook-deliveries") view=|| later(platform::open, platform::Page::Deliveries) />
            <Route path=path!("/notifications") view=|| later(platform::open, platform::Page::Notifications) />
            <Route path=path!("/dashboard") view=|| later(dashboard::open, dashboard::Page::Board) />
            <Route path=path!("/announcements") view=|| later(days::open, days::Page::Announcements) />
            <Route path=path!("/announcements/written") view=|| later(days::open, days::Page::Written) />
            <Route path=path!("/announcements/new") view=|| later(days::open, days::Page::NewAnnouncement) />
            <Route path=path!("/announcements/:id") view=|| later(days::open, days::Page::Announcement) />
            <Route path=path!("/announcements/:id/edit") view=|| later(days::open, days::Page::EditAnnouncement) />
            <Route path=path!("/calendar") view=|| later(days::open, days::Page::Calendar) />
            <Route path=path!("/working-calendar") view=|| later(days::open, days::Page::WorkingCalendar) />
            <Route path=path!("/me/notifications") view=|| later(platform::open, platform::Page::NotificationSettings) />
            <Route path=path!("/robots") view=|| later(platform::open, platform::Page::Robots) />
            <Route path=path!("/messages") view=|| later(platform::open, platform::Page::Messages) />
            <Route path=path!("/design") view=|| later(platform::open, platform::Page::Design) />
        </Routes>
    }
}
