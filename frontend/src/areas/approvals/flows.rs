use crate::i18n::{tell, word};
use crate::ui::badge::badge;
use crate::ui::list_page::{Column, ListPage, Place, list_page};
use crate::ui::text::{day_or_none, since};
use contract::approvals::flow::{Flow, ListFlows};
use leptos::prelude::*;
use locale::approvals_ui as approvals;

/// Every version of every flow.
pub fn list() -> impl IntoView {
    list_page::<ListFlows, Flow>(ListPage {
        list: "approval-flows",
        title: approvals::FLOWS,
        columns: vec![
            Column { field: "", label: approvals::FLOW_NAME, place: Place::First, cell: |flow| flow.name.clone().into_any() },
            Column { field: "", label: approvals::KIND, place: Place::Line, cell: |flow| word(flow.kind.text_path()).into_any() },
            Column { field: "", label: approvals::VERSION, place: Place::Line, cell: version },
            Column { field: "", label: approvals::STATE, place: Place::Corner, cell: |flow| badge(flow.status).into_any() },
            Column { field: "", label: approvals::FROM_ON, place: Place::Line, cell: |flow| day_or_none(flow.from_on).into_any() },
            Column { field: "updated_at", label: approvals::CHANGED, place: Place::Desk, cell: |flow| since(flow.updated_at).into_any() },
        ],
        href: |flow| Some(format!("/approval-flows/{}", flow.id)),
        quick: &["kind"],
        standard: &[],
        empty: (approvals::NO_FLOWS, approvals::NO_FLOWS_HINT),
        actions: |_| ().into_any(),
    })
}

fn version(flow: &Flow) -> AnyView {
    let number = flow.number.to_string();
    (move || tell(approvals::VERSION_NUMBER, &[("number", &number)])).into_any()
}
