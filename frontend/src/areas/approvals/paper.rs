//! The history of a request as it goes into the file: with the form, ready to print.

use super::show::{entry_row, snapshot, under_flow};
use crate::i18n::{t, word};
use crate::session::use_session;
use crate::ui::icon::{Icon, icon};
use crate::ui::record::{crumb, page_title};
use crate::ui::remote::remote;
use crate::ui::text::moment;
use contract::approvals::{Approval, ShowApproval};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use locale::{approvals_ui as approvals, inbox};

/// The page.
pub fn paper() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let approval = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowApproval>(&[&id], &()).await }
    });
    page_title(move || approval.with(|a| a.subject.title.clone()).unwrap_or_else(|| t(approvals::TITLE)().to_owned()));
    let print = move |_| {
        // Without a printer the page stays as it is.
        let _printed = window().print();
    };
    view! {
        <div class="page paper">
            <div class="no-print">{crumb("/inbox", inbox::TITLE)}</div>
            <div class="page-actions no-print"><button type="button" class="button primary" on:click=print>{icon(Icon::Sheet)}{t(approvals::PRINT)}</button></div>
            {approval.view(draw)}
        </div>
    }
}

fn draw(approval: &Approval) -> AnyView {
    let history: Vec<_> = approval.history.iter().map(entry_row).collect();
    view! {
        <h1>{approval.subject.title.clone()}</h1>
        <p>{word(approval.kind.text_path())}" · "{word(approval.status.text_path())}" · "{approval.applicant.name.clone()}" · "{moment(approval.submitted_at)}</p>
        <p class="quiet">{under_flow(approval)}</p>
        <h2>{t(approvals::SNAPSHOT)}</h2>
        {snapshot(approval)}
        <h2>{t(approvals::HISTORY)}</h2>
        <ol class="timeline">{history}</ol>
    }
    .into_any()
}
