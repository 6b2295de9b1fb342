//! The route table.

use crate::areas::{approvals, campaigns, complaints, customers, home, inbox, kpi, needs, not_found, platform};
use crate::i18n::language;
use crate::session::{Session, Stage};
use crate::shell::{Frame, Gate, Starting};
use crate::ui::toast::{ToastRegion, Toasts};
use contract::permission::Permission;
use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
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
    view! {
        <Router>
            {move || match shown.get() {
                Stage::Starting | Stage::Unreachable => view! { <Starting /> }.into_any(),
                Stage::Out => view! { <Gate /> }.into_any(),
                Stage::In | Stage::Expired => view! { <Frame><Pages /></Frame> }.into_any(),
            }}
        </Router>
        <ToastRegion />
    }
}

#[component]
fn Pages() -> impl IntoView {
    view! {
        <Routes fallback=not_found>
            <Route path=path!("/") view=home::show />
            <Route path=path!("/inbox") view=inbox::first />
            <Route path=path!("/inbox/decide") view=inbox::decide />
            <Route path=path!("/inbox/tasks") view=inbox::list />
            <Route path=path!("/inbox/started") view=inbox::started />
            <Route path=path!("/inbox/copied") view=inbox::copied />
            <Route path=path!("/inbox/done") view=inbox::done />
            <Route path=path!("/approvals/:id") view=approvals::show />
            <Route path=path!("/approvals/:id/paper") view=approvals::paper />
            <Route path=path!("/approval-flows") view=|| needs(Permission::ApprovalFlowEdit, approvals::flows) />
            <Route path=path!("/approval-flows/:id") view=|| needs(Permission::ApprovalFlowEdit, approvals::flow) />
            <Route path=path!("/delegations") view=approvals::delegations />
            <Route path=path!("/customers") view=customers::files::list />
            <Route path=path!("/customers/new") view=|| needs(Permission::CustomerCreate, customers::files::new) />
            <Route path=path!("/customers/:id") view=customers::files::show />
            <Route path=path!("/customers/:id/edit") view=customers::files::edit />
            <Route path=path!("/customer-imports") view=customers::imports::list />
            <Route path=path!("/customer-imports/new") view=|| needs(Permission::CustomerImport, customers::imports::new) />
            <Route path=path!("/customer-imports/:id") view=customers::imports::show />
            <Route path=path!("/complaints") view=complaints::cases::list />
            <Route path=path!("/complaints/new") view=|| needs(Permission::ComplaintCreate, complaints::cases::new) />
            <Route path=path!("/complaints/:id") view=complaints::cases::show />
            <Route path=path!("/campaigns") view=campaigns::plans::list />
            <Route path=path!("/campaigns/new") view=|| needs(Permission::CampaignCreate, campaigns::plans::new) />
            <Route path=path!("/campaigns/:id") view=campaigns::plans::show />
            <Route path=path!("/campaigns/:id/edit") view=campaigns::plans::edit />
            <Route path=path!("/kpi") view=kpi::scores::month />
            <Route path=path!("/kpi/:person/:month") view=kpi::scores::explain />
            <Route path=path!("/audit") view=platform::audit::list />
            <Route path=path!("/design") view=platform::design::show />
        </Routes>
    }
}
