use super::acts::{Case, acts, merge, pause, withdraw};
use super::clocks::{clocks, now_due};
use super::contacts::{contacts, given, whose};
use super::handling::handling;
use super::investigation::investigation;
use super::particulars::correct;
use super::parts::{log, matter, outcome, people, together, way};
use super::remedies::versions;
use crate::areas::complaints::{desk, knowledge, linked};
use crate::areas::platform::attachments::attachments;
use crate::areas::platform::comments::comments;
use crate::areas::workday::tasks_of_record;
use crate::i18n::{t, word};
use crate::session::use_session;
use crate::ui::badge::{Tone, badge, tag};
use crate::ui::dialog::Dialog;
use crate::ui::icon::{Icon, icon};
use crate::ui::problem::notice;
use crate::ui::record::{crumb, page_title, record_head, sheet};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::subject_link;
use contract::complaints::{Complaint, ComplaintActKind, ComplaintStatus, ShowComplaint};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use locale::{cases_ui as text, complaints_ui as complaints};

/// A complaint. `?filed=1` comes from intake and shows what to say to the customer.
pub fn show() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let asked = use_query_map();
    let complaint = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowComplaint>(&[&id], &()).await }
    });
    let fresh = Memo::new(move |_| asked.read().get("filed").is_some());
    page_title(move || complaint.with(|c| c.number.clone()).unwrap_or_else(|| t(complaints::TITLE)().to_owned()));
    view! {
        <div class="page">
            {crumb("/complaints", complaints::TITLE)}
            {complaint.view(move |data| draw(data, complaint, fresh.get()))}
        </div>
    }
}

fn draw(complaint: &Complaint, remote: Remote<Complaint>, fresh: bool) -> AnyView {
    let case = Case::of(complaint, remote);
    let (withdrawing, pausing, merging) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let under = view! {
        {badge(complaint.status)}
        {badge(complaint.severity)}
        <span>{word(complaint.category.text_path())}</span>
        <span>{complaint.customer.as_ref().map(subject_link)}</span>
        {now_due(complaint)}
        {complaint.paused_at.map(|_| tag(Tone::Ochre, t(complaints::PAUSED)))}
    };
    let may_withdraw = complaint.actions.contains(&ComplaintActKind::Withdraw);
    let withdrawal = may_withdraw.then(|| {
        view! {
            <button type="button" class="button quiet small" on:click=move |_| withdrawing.set(true)>{word(ComplaintActKind::Withdraw.text_path())}</button>
            <Dialog open=withdrawing title=complaints::WITHDRAW>{move || withdraw(case, withdrawing)}</Dialog>
        }
        .into_any()
    });
    let may_pause = complaint.actions.contains(&ComplaintActKind::Pause);
    let stop = may_pause.then(|| {
        view! {
            <button type="button" class="button" on:click=move |_| pausing.set(true)>{icon(Icon::Clock)}{word(ComplaintActKind::Pause.text_path())}</button>
            <Dialog open=pausing title=complaints::PAUSE>{move || pause(case, pausing)}</Dialog>
        }
    });
    let join = complaint.actions.contains(&ComplaintActKind::Merge).then(|| {
        view! {
            <button type="button" class="button" on:click=move |_| merging.set(true)>{icon(Icon::Sheet)}{t(text::MERGE)}</button>
            <Dialog open=merging title=text::MERGE>{move || merge(case, merging)}</Dialog>
        }
    });
    view! {
        {record_head(complaint.number.clone(), under, view! { {join}{stop}{desk::next(complaint.id)} })}
        {way(complaint)}
        {fresh.then(|| apology(complaint))}
        {waiting(complaint)}
        <div class="columns">
            <div>
                {whose(complaint, remote)}
                {acts(complaint, case)}
                {matter(complaint, correct(complaint, remote))}
                {together(complaint)}
                {investigation(complaint)}
                {versions(complaint)}
                {outcome(complaint)}
                {contacts(complaint, remote)}
                {handling(complaint)}
                {attachments(contract::SubjectKind::Complaint, complaint.id)} {comments(contract::SubjectKind::Complaint, complaint.id)}
                {log(complaint)}
            </div>
            <div>{given(complaint, fresh)} {clocks(complaint)} {people(complaint, withdrawal)} {linked::around(complaint)} {knowledge::suggestions_of(complaint.id, complaint.category, complaint.matter.clone())} {tasks_of_record(contract::SubjectKind::Complaint, complaint.id, &complaint.number)}</div>
        </div>
    }
    .into_any()
}

/// What to read out to the customer, with the number to write down (CPL-01).
fn apology(complaint: &Complaint) -> AnyView {
    let body = view! {
        <p class="prose text-[17px] leading-8">{complaint.apology.clone()}</p>
        <p class="mt-3 flex flex-wrap items-baseline gap-3">
            <span class="text-ink-3 text-[13px]">{t(complaints::NUMBER_TO_READ)}</span>
            <b class="font-mono text-[20px] tracking-wider">{complaint.number.clone()}</b>
        </p>
    };
    view! { <div class="mb-4">{sheet(complaints::READ_OUT, (), body)}</div> }.into_any()
}

/// Says whose turn it is, where nobody can act on this page.
fn waiting(complaint: &Complaint) -> Option<AnyView> {
    let approval = complaint.approval_id.filter(|_| complaint.status == ComplaintStatus::Approving)?;
    let body = view! {
        {t(complaints::WAITS_FOR_APPROVAL)}
        " "
        <a class="link" href=format!("/approvals/{approval}")>{t(complaints::APPROVAL)}</a>
    };
    Some(notice("ochre", body).into_any())
}
