//! Leaving: notice, the list of everything, receivers, signature (ORG-08).

use crate::areas::finders;
use crate::i18n::{t, tell, word};
use crate::session::{Session, use_session};
use crate::ui::act::act_button;
use crate::ui::badge::{Tone, badge, tag};
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot, Kind};
use crate::ui::figures::{Station, StationState, along, steps};
use crate::ui::form::{Form, FormFrame};
use crate::ui::icon::{Icon, icon};
use crate::ui::list_page::{Column, ListPage, Place, list_page};
use crate::ui::person::person;
use crate::ui::picker::Picker;
use crate::ui::problem::notice;
use crate::ui::record::{crumb, page_title, record_head, sheet};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::{day, moment, path_of, since};
use crate::ui::toast::use_toasts;
use contract::hand_overs::{
    ActOnHandOver, ConfirmLines, Confirmation, GiveNotice, HandOver, HandOverAct, HandOverActKind, HandOverLine, HandOverRow,
    HandOverStatus, LineAssignment, LineStatus, ListHandOvers, ListLines, NewHandOver, ShowHandOver, Signature, Statement,
};
use contract::page::{ListQuery, Page};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};
use locale::organisation as text;
use std::rc::Rc;
use uuid::Uuid;

const WAY: [HandOverStatus; 4] = [HandOverStatus::Approving, HandOverStatus::HandingOver, HandOverStatus::Signed, HandOverStatus::Closed];

/// Hand-overs that concern the person.
pub fn list() -> impl IntoView {
    list_page::<ListHandOvers, HandOverRow>(ListPage {
        list: "hand-overs",
        title: text::HAND_OVERS,
        columns: vec![
            Column { field: "number", label: text::PERSON, place: Place::First, cell: named },
            Column { field: "", label: text::SUPERVISOR, place: Place::Line, cell: |row| person(&row.supervisor.name).into_any() },
            Column {
                field: "last_day",
                label: text::LAST_DAY,
                place: Place::Line,
                cell: |row| view! { <span class="one-line">{day(row.last_day)}</span> }.into_any(),
            },
            Column {
                field: "created_at",
                label: text::SINCE,
                place: Place::Desk,
                cell: |row| view! { <span class="quiet">{since(row.created_at)}</span> }.into_any(),
            },
            Column { field: "", label: text::STATUS, place: Place::Corner, cell: |row| badge(row.status).into_any() },
        ],
        href: |row| Some(format!("/hand-overs/{}", row.id)),
        quick: &["status"],
        standard: &[],
        empty: (text::NO_HAND_OVERS, text::NO_HAND_OVERS_HINT),
        actions: |_| view! { <a class="button primary" href="/hand-overs/new">{icon(Icon::Plus)}{t(text::GIVE_NOTICE)}</a> }.into_any(),
    })
}

fn named(row: &HandOverRow) -> AnyView {
    let short = row.short_notice.then(|| tag(Tone::Ochre, t(text::SHORT_NOTICE)));
    view! { {row.person.name.clone()}" "{short}<small class="number">{row.number.clone()}</small> }.into_any()
}

/// Give notice; `?person=` names somebody, for the personnel office.
pub fn new() -> impl IntoView {
    let session = use_session();
    let asked = use_query_map();
    let toasts = use_toasts();
    let navigate = use_navigate();
    page_title(move || t(text::GIVE_NOTICE)().to_owned());
    let form = Form::kept("hand-over/new".to_owned(), []);
    let submit = move |()| {
        let navigate = navigate.clone();
        let own = session.me.with_untracked(|me| me.as_ref().map(|me| me.id)).unwrap_or_default();
        let person_id = asked.read_untracked().get("person").and_then(|id| id.parse().ok()).unwrap_or(own);
        form.submit(
            move |read| NewHandOver {
                person_id,
                last_day: read.must("/last_day", read.value("/last_day"), crate::clock::today()),
                reason: read.text("/reason"),
            },
            move |body, key| async move { session.write::<GiveNotice>(&[], None, key, &body).await },
            move |it: HandOver| {
                toasts.say(tell(text::NOTICE_GIVEN, &[("number", &it.number)]));
                navigate(&format!("/hand-overs/{}", it.id), Default::default());
            },
        );
    };
    let back = use_navigate();
    let cancel = Callback::new(move |()| {
        form.reset();
        back("/hand-overs", NavigateOptions { replace: true, ..Default::default() });
    });
    view! {
        <div class="page narrow">
            {crumb("/hand-overs", text::HAND_OVERS)}
            <header class="page-head"><h1>{t(text::GIVE_NOTICE)}</h1></header>
            {notice("indigo", t(text::NOTICE_HINT))}
            <div class="sheet padded">
                <FormFrame form on_submit=submit>
                    <Field at="/last_day" label=text::LAST_DAY kind=Kind::Date must=true />
                    <Field at="/reason" label=text::REASON kind=Kind::Lines must=true />
                    <FormFoot save=text::GIVE_NOTICE cancel />
                </FormFrame>
            </div>
        </div>
    }
}

/// The hand-over as it was seen, and where its newer state goes.
#[derive(Clone, Copy)]
struct Case {
    id: Uuid,
    version: i64,
    /// Lines are answered now.
    open: bool,
    session: Session,
    it: Remote<HandOver>,
    lines: Remote<Page<HandOverLine>>,
}

impl Case {
    fn done(self, now: HandOver) {
        self.it.set(now);
        self.lines.refetch();
    }

    fn press(self, act: HandOverAct, class: &'static str, picture: Icon) -> AnyView {
        let label = act.kind().text_path();
        let act = StoredValue::new(act);
        let send = Rc::new(move |key| {
            let act = act.get_value();
            Box::pin(async move { self.session.write::<ActOnHandOver>(&[&self.id], Some(self.version), key, &act).await })
                as std::pin::Pin<Box<dyn Future<Output = _>>>
        });
        act_button(label, class, picture, send, move |now| self.done(now))
    }
}

/// One hand-over.
pub fn show() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let id = move || params.read().get("id").unwrap_or_default();
    let it = remote(move || {
        let id = id();
        async move { session.get::<ShowHandOver>(&[&id], &()).await }
    });
    let lines = remote(move || {
        let filters = vec![("hand_over".to_owned(), format!("eq:{}", id()))];
        async move { session.get::<ListLines>(&[], &ListQuery { filters, limit: Some(200), count: true, ..Default::default() }).await }
    });
    page_title(move || it.with(|it| format!("{} {}", it.number, it.person.name)).unwrap_or_else(|| t(text::HAND_OVERS)().to_owned()));
    view! { <div class="page">{crumb("/hand-overs", text::HAND_OVERS)} {it.view(move |data| draw(data, it, lines))}</div> }
}

fn draw(it: &HandOver, remote: Remote<HandOver>, lines: Remote<Page<HandOverLine>>) -> AnyView {
    let case =
        Case { id: it.id, version: it.version, open: it.status == HandOverStatus::HandingOver, session: use_session(), it: remote, lines };
    let may = |act: HandOverActKind| it.actions.contains(&act);
    let under = view! {
        <span class="number">{it.number.clone()}</span>
        {badge(it.status)}
        {it.short_notice.then(|| tag(Tone::Ochre, t(text::SHORT_NOTICE)))}
        <span>{it.unit.clone()}" · "{it.post.clone()}</span>
    };
    let blank = || Statement { note: String::new() };
    let actions = view! {
        {may(HandOverActKind::Withdraw).then(|| case.press(HandOverAct::Withdraw(blank()), "quiet", Icon::Undo))}
        {may(HandOverActKind::Refresh).then(|| case.press(HandOverAct::Refresh, "", Icon::Retry))}
        {may(HandOverActKind::Assign).then(|| assign(case))}
        {may(HandOverActKind::Settle).then(|| case.press(HandOverAct::Settle(blank()), "", Icon::Check))}
        {may(HandOverActKind::Sign).then(|| case.press(HandOverAct::Sign(blank()), "primary", Icon::Edit))}
        {may(HandOverActKind::Close).then(|| case.press(HandOverAct::Close, "primary", Icon::SignOut))}
    };
    let way = along(&WAY[usize::from(!it.short_notice)..], it.status);
    let stations = way
        .into_iter()
        .map(|(status, state)| Station {
            label: word(status.text_path()).into_any(),
            under: None,
            state: if it.status == status && status == HandOverStatus::Closed { StationState::Done } else { state },
        })
        .collect();
    let waits = (it.status == HandOverStatus::Approving).then_some(it.approval_id).flatten().map(|approval| {
        notice("ochre", view! { {t(text::SHORT_WAITS)}" "<a class="link" href=format!("/approvals/{approval}")>{t(text::APPROVAL)}</a> })
    });
    let mine = (it.waits_for_me > 0 && it.status == HandOverStatus::HandingOver).then(|| receive(it.waits_for_me, case));
    let progress: Vec<_> = it
        .progress
        .iter()
        .map(|one| view! { <div><dt>{word(one.kind.text_path())}</dt><dd class:late={one.done < one.all}>{one.done}" / "{one.all}</dd></div> })
        .collect();
    view! {
        {record_head(it.person.name.clone(), under, actions)}
        {steps(stations)}
        {waits}
        <div class="columns">
            <div>{mine}{sheet(text::LINES, (), lines.view(move |page| draw_lines(page, case)))}</div>
            <div>
                {sheet(text::AT_A_GLANCE, (), view! {
                    <dl class="aside-list">
                        <div><dt>{t(text::SUPERVISOR)}</dt><dd>{person(&it.supervisor.name)}</dd></div>
                        <div><dt>{t(text::NOTICE_ON)}</dt><dd>{day(it.notice_on)}</dd></div>
                        <div><dt>{t(text::LAST_DAY)}</dt><dd>{day(it.last_day)}</dd></div>
                        <div><dt>{t(text::REASON)}</dt><dd>{it.reason.clone()}</dd></div>
                        <div><dt>{t(text::SETTLED)}</dt><dd>{signature(it.settled.as_ref())}</dd></div>
                        <div><dt>{t(text::SIGNED)}</dt><dd>{signature(it.signed.as_ref())}</dd></div>
                    </dl>
                })}
                {sheet(text::PROGRESS, (), view! { <dl class="aside-list">{progress}</dl> })}
            </div>
        </div>
    }
    .into_any()
}

fn signature(it: Option<&Signature>) -> AnyView {
    match it {
        Some(it) => {
            view! { {it.person.name.clone()}" · "{moment(it.at)}<small class="block text-ink-3">{it.note.clone()}</small> }.into_any()
        }
        None => view! { <span class="text-ink-3">"—"</span> }.into_any(),
    }
}

fn draw_lines(page: &Page<HandOverLine>, case: Case) -> AnyView {
    if page.items.is_empty() {
        return view! { <p class="none">{t(text::NOTHING_TO_HAND_OVER)}</p> }.into_any();
    }
    let more = page.next.is_some().then(|| view! { <p class="none">{t(text::LINES_CUT)}</p> });
    let row = |line: &HandOverLine| {
        let title = line.subject.title.clone();
        let title = match path_of(&line.subject) {
            Some(path) => view! { <a class="link" href=path>{title}</a> }.into_any(),
            None => title.into_any(),
        };
        let must = (line.must_settle && line.status != LineStatus::Done).then(|| tag(Tone::Cinnabar, t(text::MUST_SETTLE)));
        view! {
            <li>
                <div class="grow">{title}<small class="block">{word(line.kind.text_path())}" "{line.remark.clone()}</small></div>
                {must}
                {line.receiver.as_ref().map(|one| person(&one.name))}
                {badge(line.status)}
                {(line.waits_for_me && case.open).then(|| answer_line(line.id, case))}
            </li>
        }
    };
    view! { <ul class="rows -m-4">{page.items.iter().map(row).collect::<Vec<_>>()}</ul>{more} }.into_any()
}

/// One line is taken over at once; declining it asks for the reason in place.
fn answer_line(line: Uuid, case: Case) -> AnyView {
    let send = Rc::new(move |key| {
        let answer = Confirmation { accept: true, line_ids: vec![line], remark: String::new() };
        Box::pin(async move { case.session.write::<ConfirmLines>(&[&case.id], None, key, &answer).await })
            as std::pin::Pin<Box<dyn Future<Output = _>>>
    });
    let accept = act_button("organisation.accept", "", Icon::Check, send, move |now| case.done(now));
    let declining = RwSignal::new(false);
    let form = Form::new([]);
    let submit = move |()| {
        form.submit(
            move |read| Confirmation { accept: false, line_ids: vec![line], remark: read.text("/remark") },
            move |body, key| async move { case.session.write::<ConfirmLines>(&[&case.id], None, key, &body).await },
            move |now| case.done(now),
        );
    };
    let reason = move || {
        view! {
            <FormFrame form on_submit=submit>
                <Field at="/remark" label=text::REMARK hint=text::REMARK_HINT must=true />
                <FormFoot save=text::DECLINE cancel=Callback::new(move |()| declining.set(false)) />
            </FormFrame>
        }
    };
    view! {
        <div class="flex gap-2">
            {accept}
            <button type="button" class="button quiet" aria-expanded=move || declining.get().to_string() on:click=move |_| declining.update(|open| *open = !*open)>
                {t(text::DECLINE)}
            </button>
        </div>
        <Show when=move || declining.get()>{reason()}</Show>
    }
    .into_any()
}

/// Names a receiver: for everything that is open, or for one kind.
fn assign(case: Case) -> AnyView {
    let open = RwSignal::new(false);
    let body = move || {
        let form = Form::new([]);
        let submit = move |()| {
            form.submit(
                |read| {
                    HandOverAct::Assign(LineAssignment {
                        receiver_id: read.must("/receiver_id", read.value("/receiver_id"), Uuid::nil()),
                        line_ids: Vec::new(),
                        kind: read.value("/kind"),
                    })
                },
                move |act, key| async move { case.session.write::<ActOnHandOver>(&[&case.id], Some(case.version), key, &act).await },
                move |now| {
                    open.set(false);
                    case.done(now);
                },
            );
        };
        view! {
            <FormFrame form on_submit=submit>
                <p class="text-ink-2">{t(text::ASSIGN_HINT)}</p>
                <Picker at="/receiver_id" label=text::RECEIVER find=finders::people(case.session, &[]) must=true />
                <crate::ui::fields::Select at="/kind" label=text::KIND choices=crate::choices!(contract::hand_overs::HoldingKind) none=text::EVERYTHING_OPEN />
                <FormFoot save=text::NAME_RECEIVER cancel=Callback::new(move |()| open.set(false)) />
            </FormFrame>
        }
    };
    view! {
        <button type="button" class="button" on:click=move |_| open.set(true)>{icon(Icon::Customers)}{t(text::NAME_RECEIVER)}</button>
        <Dialog open title=text::NAME_RECEIVER>{body()}</Dialog>
    }
    .into_any()
}

/// What waits for the person: take it over, or say why not.
fn receive(count: i64, case: Case) -> AnyView {
    let form = Form::new([("/accept", "yes".to_owned())]);
    let submit = move |()| {
        form.submit(
            |read| Confirmation { accept: read.text("/accept") == "yes", line_ids: Vec::new(), remark: read.text("/remark") },
            move |body, key| async move { case.session.write::<ConfirmLines>(&[&case.id], None, key, &body).await },
            move |now| case.done(now),
        );
    };
    let body = view! {
        <p class="mb-3 text-ink-2">{tell(text::WAIT_FOR_YOU, &[("n", &count.to_string())])}</p>
        <FormFrame form on_submit=submit>
            <crate::ui::fields::Pick at="/accept" label=text::ANSWER choices=vec![("yes", "organisation.accept"), ("no", "organisation.decline")] must=true />
            <Field at="/remark" label=text::REMARK hint=text::REMARK_HINT />
            <FormFoot save=text::CONFIRM />
        </FormFrame>
    };
    sheet(text::RECEIVE, (), body)
}
