//! Leave (DAY-08): asked for with a substitute, who stands in by itself once it is approved (ORG-09).

use crate::areas::finders;
use crate::areas::platform::attachments::attachments;
use crate::areas::platform::comments::comments;
use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::act::act_button;
use crate::ui::badge::badge;
use crate::ui::fields::{Field, FormFoot, Kind, Pick};
use crate::ui::figures::{Station, along, steps};
use crate::ui::form::{Form, FormFrame};
use crate::ui::icon::{Icon, icon};
use crate::ui::list_page::{Column, ListPage, Place, list_page};
use crate::ui::person::person;
use crate::ui::picker::Picker;
use crate::ui::problem::notice;
use crate::ui::record::{crumb, fact, page_title, record_head, sheet, wide_fact};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::{day, or_unset, since, subject_link};
use crate::ui::toast::use_toasts;
use contract::SubjectKind;
use contract::leaves::{
    ActOnLeave, AskForLeave, Leave, LeaveAct, LeaveActKind, LeaveForm, LeaveKind, LeaveRow, LeaveStatus, ListLeaves, ShowLeave,
};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};
use locale::{leaves_ui as text, shell};
use std::pin::Pin;
use std::rc::Rc;
use uuid::Uuid;

const WAY: [LeaveStatus; 4] = [LeaveStatus::Approving, LeaveStatus::Approved, LeaveStatus::Running, LeaveStatus::Over];

/// Leaves that concern the person.
pub fn list() -> impl IntoView {
    list_page::<ListLeaves, LeaveRow>(ListPage {
        list: "leaves",
        title: text::TITLE,
        columns: vec![
            Column { field: "number", label: text::PERSON, place: Place::First, cell: named },
            Column { field: "", label: text::KIND, place: Place::Line, cell: |row| word(row.kind.text_path()).into_any() },
            Column { field: "from_on", label: text::PERIOD, place: Place::Line, cell: period },
            Column { field: "", label: text::SUBSTITUTE, place: Place::Line, cell: |row| person(&row.substitute.name).into_any() },
            Column { field: "created_at", label: text::ASKED, place: Place::Desk, cell: |row| since(row.created_at).into_any() },
            Column { field: "status", label: text::STATUS, place: Place::Corner, cell: |row| badge(row.status).into_any() },
        ],
        href: |row| Some(format!("/leaves/{}", row.id)),
        quick: &["status", "kind", "person"],
        standard: &[],
        empty: (text::EMPTY, text::EMPTY_HINT),
        actions: |_| view! { <a class="button primary" href="/leaves/new">{icon(Icon::Plus)}{t(shell::NEW_LEAVE)}</a> }.into_any(),
    })
}

fn named(row: &LeaveRow) -> AnyView {
    view! { {person(&row.person.name)}<small class="number">{row.number.clone()}</small> }.into_any()
}

fn period(row: &LeaveRow) -> AnyView {
    let (from, to, days) = (row.from_on, row.to_on, row.days.to_string());
    let days = move || tell(text::DAYS_IS, &[("n", &days)]);
    view! { <span class="one-line">{day(from)}{(from != to).then(|| view! { " – "{day(to)} })}</span><small class="block text-ink-3">{days}</small> }
        .into_any()
}

/// Ask for leave.
pub fn new() -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let navigate = use_navigate();
    page_title(move || t(text::NEW)().to_owned());
    let form = Form::kept("leave/new".to_owned(), []);
    let submit = move |()| {
        let navigate = navigate.clone();
        form.submit(
            |read| LeaveForm {
                kind: read.must("/kind", read.value("/kind"), LeaveKind::Personal),
                from_on: read.must("/from_on", read.value("/from_on"), crate::clock::today()),
                to_on: read.must("/to_on", read.value("/to_on"), crate::clock::today()),
                substitute_id: read.must("/substitute_id", read.value("/substitute_id"), Uuid::nil()),
                reason: read.text("/reason"),
                notes: read.text("/notes"),
            },
            move |body, key| async move { session.write::<AskForLeave>(&[], None, key, &body).await },
            move |it: Leave| {
                toasts.say(tell(text::ASKED_SAID, &[("number", &it.number)]));
                navigate(&format!("/leaves/{}", it.id), Default::default());
            },
        );
    };
    let back = use_navigate();
    let cancel = Callback::new(move |()| {
        form.reset();
        back("/leaves", NavigateOptions { replace: true, ..Default::default() });
    });
    view! {
        <div class="page narrow">
            {crumb("/leaves", text::TITLE)}
            <header class="page-head"><h1>{t(text::NEW)}</h1><p class="lead-in">{t(text::LEAD)}</p></header>
            <div class="sheet padded">
                <FormFrame form on_submit=submit>
                    <Pick at="/kind" label=text::KIND choices=crate::choices!(LeaveKind) must=true />
                    <div class="pair">
                        <Field at="/from_on" label=text::FROM_ON kind=Kind::Date must=true />
                        <Field at="/to_on" label=text::TO_ON kind=Kind::Date must=true />
                    </div>
                    <Picker at="/substitute_id" label=text::SUBSTITUTE find=finders::people(session, &[]) must=true hint=text::SUBSTITUTE_HINT />
                    <Field at="/reason" label=text::REASON kind=Kind::Lines must=true />
                    <Field at="/notes" label=text::NOTES kind=Kind::Lines hint=text::NOTES_HINT />
                    <FormFoot save=text::ASK cancel />
                </FormFrame>
            </div>
        </div>
    }
}

/// A leave.
pub fn show() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let it = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowLeave>(&[&id], &()).await }
    });
    page_title(move || it.with(|it| format!("{} {}", it.number, it.person.name)).unwrap_or_else(|| t(text::TITLE)().to_owned()));
    view! { <div class="page">{crumb("/leaves", text::TITLE)} {it.view(move |data| draw(data, it))}</div> }
}

fn draw(it: &Leave, remote: Remote<Leave>) -> AnyView {
    let under = view! { <span class="number">{it.number.clone()}</span> {badge(it.status)} <span>{word(it.kind.text_path())}</span> };
    let acts: Vec<_> = it.actions.iter().map(|act| button(*act, it, remote)).collect();
    let stations = along(&WAY, it.status).into_iter().map(|(status, state)| Station {
        label: word(status.text_path()).into_any(),
        under: None,
        state,
    });
    let way = WAY.contains(&it.status).then(|| steps(stations.collect()));
    view! {
        {record_head(it.person.name.clone(), under, acts)}
        {way}
        {standing_in(it)}
        <div class="columns">
            <div>{sheet(text::DETAILS, (), details(it))} {comments(SubjectKind::Leave, it.id)}</div>
            <div>{attachments(SubjectKind::Leave, it.id)}</div>
        </div>
    }
    .into_any()
}

/// Who does the work meanwhile, and since when.
fn standing_in(it: &Leave) -> Option<AnyView> {
    let name = it.substitute.name.clone();
    let (tone, said) = match it.status {
        LeaveStatus::Approving => ("ochre", text::STANDS_IN_FROM),
        LeaveStatus::Approved | LeaveStatus::Running => ("indigo", text::STANDS_IN),
        _ => return None,
    };
    Some(notice(tone, move || tell(said, &[("name", &name)])))
}

fn details(it: &Leave) -> AnyView {
    let (from, to, days) = (it.from_on.to_string(), it.to_on.to_string(), it.days.to_string());
    let period = move || tell(text::PERIOD_IS, &[("from", &from), ("to", &to)]);
    let days = move || tell(text::DAYS_IS, &[("n", &days)]);
    view! {
        <dl class="facts">
            {fact(text::PERSON, person(&it.person.name))}
            {fact(text::SUBSTITUTE, person(&it.substitute.name))}
            {fact(text::PERIOD, period)}
            {fact(text::DAYS, days)}
            {wide_fact(text::REASON, it.reason.clone())}
            {wide_fact(text::NOTES, or_unset(it.notes.clone()))}
            {it.back_on.map(|on| fact(text::BACK_ON, day(on)))}
            {it.approval.as_ref().map(|approval| fact(text::APPROVAL, subject_link(approval)))}
            {(!it.remark.is_empty()).then(|| wide_fact(text::REMARK, it.remark.clone()))}
        </dl>
    }
    .into_any()
}

fn button(act: LeaveActKind, it: &Leave, remote: Remote<Leave>) -> AnyView {
    let session = use_session();
    let (id, version) = (it.id, it.version);
    let send = Rc::new(move |key: Uuid| {
        Box::pin(async move { session.write::<ActOnLeave>(&[&id], Some(version), key, &LeaveAct { act }).await })
            as Pin<Box<dyn Future<Output = _>>>
    });
    let (class, picture) = if act == LeaveActKind::ComeBack { ("primary", Icon::Check) } else { ("quiet", Icon::Undo) };
    act_button(act.text_path(), class, picture, send, move |now: Leave| remote.set(now))
}
