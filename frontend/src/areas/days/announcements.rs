//! Announcements as their readers and their authors see them (DAY-12).

use crate::i18n::{t, tell, word};
use crate::session::{Session, use_session};
use crate::ui::act::act_button;
use crate::ui::ask::ask_button;
use crate::ui::badge::{Tone, badge, tag};
use crate::ui::icon::{Icon, icon};
use crate::ui::list_page::{Column, ListPage, Place, list_page};
use crate::ui::person::person;
use crate::ui::record::{crumb, page_title, record_head, sheet};
use crate::ui::remote::{Remote, empty, remote};
use crate::ui::text::{day, moment, since};
use crate::ui::toast::use_toasts;
use contract::announcements::{
    ActOnAnnouncement, AddressedAnnouncement, Announcement, AnnouncementAct, AnnouncementActKind, Audience, ListAnnouncements,
    ListReceipts, ListWritten, ReadAnnouncement, Receipt, Receipts, RemindReaders, Reminded, ShowAnnouncement, WrittenAnnouncement,
};
use contract::page::{ListQuery, Page};
use contract::permission::Permission;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use locale::announcements_ui as text;
use std::rc::Rc;

const PATH: &str = "/announcements";
/// Those addressed who are shown at once, the unread ones first.
const SHOWN: u32 = 200;

/// What is announced to the person.
pub fn list() -> impl IntoView {
    list_page::<ListAnnouncements, AddressedAnnouncement>(ListPage {
        list: "announcements",
        title: text::TITLE,
        columns: vec![
            Column { field: "title", label: text::WHAT, place: Place::First, cell: titled },
            Column { field: "", label: text::AUTHOR, place: Place::Line, cell: |row| person(&row.author.name).into_any() },
            Column {
                field: "shown_from",
                label: text::SINCE,
                place: Place::Line,
                cell: |row| view! { <span class="quiet one-line">{since(row.shown_from)}</span> }.into_any(),
            },
            Column { field: "", label: text::STATE, place: Place::Corner, cell: |row| read_state(row.read_at.is_some()) },
        ],
        href: |row| Some(format!("{PATH}/{}", row.id)),
        quick: &["read_at", "pinned"],
        standard: &[],
        empty: (text::EMPTY, text::EMPTY_HINT),
        actions: |_| {
            let session = use_session();
            view! {
                {move || session.may(Permission::AnnouncementPublish).then(|| view! {
                    <a class="button" href="/announcements/written">{icon(Icon::Edit)}{t(text::MANAGE)}</a>
                    {begin()}
                })}
            }
            .into_any()
        },
    })
}

fn begin() -> impl IntoView {
    view! { <a class="button primary" href="/announcements/new">{icon(Icon::Plus)}{t(text::NEW)}</a> }
}

fn titled(row: &AddressedAnnouncement) -> AnyView {
    let pinned = row.pinned.then(|| tag(Tone::Jade, t(text::PINNED)));
    view! { <span class:font-semibold={row.read_at.is_none()}>{row.title.clone()}</span>" "{pinned} }.into_any()
}

fn read_state(read: bool) -> AnyView {
    if read { tag(Tone::Calm, t(text::READ)).into_any() } else { tag(Tone::Ochre, t(text::UNREAD)).into_any() }
}

/// What was written within one's reach.
pub fn written() -> impl IntoView {
    list_page::<ListWritten, WrittenAnnouncement>(ListPage {
        list: "written-announcements",
        title: text::WRITTEN,
        columns: vec![
            Column { field: "title", label: text::WHAT, place: Place::First, cell: |row| row.title.clone().into_any() },
            Column { field: "", label: text::AUDIENCE, place: Place::Line, cell: |row| word(row.audience.text_path()).into_any() },
            Column { field: "", label: text::AUTHOR, place: Place::Line, cell: |row| person(&row.author.name).into_any() },
            Column {
                field: "created_at",
                label: text::SINCE,
                place: Place::Line,
                cell: |row| view! { <span class="quiet one-line">{since(row.published_at.unwrap_or(row.created_at))}</span> }.into_any(),
            },
            Column { field: "", label: text::UNTIL, place: Place::Desk, cell: |row| row.until_on.map(day).into_any() },
            Column { field: "", label: text::STATE, place: Place::Corner, cell: |row| badge(row.status).into_any() },
        ],
        href: |row| Some(format!("{PATH}/{}", row.id)),
        quick: &["status", "audience"],
        standard: &[],
        empty: (text::WRITTEN_EMPTY, text::WRITTEN_EMPTY_HINT),
        actions: |_| begin().into_any(),
    })
}

/// One announcement.
pub fn show() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let it = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowAnnouncement>(&[&id], &()).await }
    });
    page_title(move || it.with(|it| it.title.clone()).unwrap_or_else(|| t(text::TITLE)().to_owned()));
    view! { <div class="page">{crumb(PATH, text::TITLE)} {it.view(move |now| draw(now, it, session))}</div> }
}

fn draw(it: &Announcement, remote: Remote<Announcement>, session: Session) -> AnyView {
    let toasts = use_toasts();
    let (id, version) = (it.id, it.version);
    let press = move |act: AnnouncementActKind, class: &'static str, picture: Icon| {
        let send = Rc::new(move |key| {
            let body = AnnouncementAct { act };
            Box::pin(async move { session.write::<ActOnAnnouncement>(&[&id], Some(version), key, &body).await }) as _
        });
        let publishes = act == AnnouncementActKind::Publish;
        let done = move |now: Announcement| {
            let said = if publishes { text::PUBLISHED_SAID } else { text::WITHDRAWN_SAID };
            toasts.say(tell(said, &[("title", &now.title)]));
            remote.set(now);
        };
        if publishes {
            return ask_button(act.text_path(), class, picture, text::PUBLISH_ASK, || t(text::PUBLISH_HINT)().to_owned(), send, done);
        }
        act_button(act.text_path(), class, picture, send, done)
    };
    let may = |act: AnnouncementActKind| it.actions.contains(&act);
    let actions = view! {
        {may(AnnouncementActKind::Withdraw).then(|| press(AnnouncementActKind::Withdraw, "quiet", Icon::Undo))}
        {it.may_edit.then(|| view! { <a class="button" href=format!("{PATH}/{id}/edit")>{icon(Icon::Edit)}{t(locale::ui::EDIT)}</a> })}
        {may(AnnouncementActKind::Publish).then(|| press(AnnouncementActKind::Publish, "primary", Icon::Check))}
    };
    let manages = it.receipts.is_some() || it.may_edit;
    let under = view! {
        {person(&it.author.name)}
        {it.published_at.map(|at| view! { <span>{since(at)}</span> })}
        {manages.then(|| badge(it.status))}
        {it.pinned.then(|| tag(Tone::Jade, t(text::PINNED)))}
    };
    let paragraphs: Vec<_> = it.body.split("\n\n").map(|part| view! { <p class="prose mb-3">{part.trim().to_owned()}</p> }).collect();
    let facts = view! {
        <dl class="aside-list">
            <div><dt>{t(text::AUDIENCE)}</dt><dd>{addressed(it)}</dd></div>
            {it.from_on.map(|on| view! { <div><dt>{t(text::FROM_ON)}</dt><dd>{day(on)}</dd></div> })}
            {it.until_on.map(|on| view! { <div><dt>{t(text::UNTIL)}</dt><dd>{day(on)}</dd></div> })}
        </dl>
    };
    let receipts = it.receipts.clone().map(|receipts| receipts_view(id, &receipts, remote, session));
    view! {
        {record_head(it.title.clone(), under, actions)}
        <div class="columns">
            <div class="grid gap-4">
                <section class="sheet padded">{paragraphs}{receipt(it, remote, session)}</section>
                {receipts}
            </div>
            <div>{sheet(text::AT_A_GLANCE, (), facts)}</div>
        </div>
    }
    .into_any()
}

fn addressed(it: &Announcement) -> AnyView {
    match it.audience {
        Audience::All => t(text::EVERYONE).into_any(),
        Audience::Units => it.units.iter().map(|unit| unit.name.clone()).collect::<Vec<_>>().join("、").into_any(),
        Audience::Roles => it.roles.iter().map(|role| role.label.clone()).collect::<Vec<_>>().join("、").into_any(),
    }
}

/// "I have read it", or since when.
fn receipt(it: &Announcement, remote: Remote<Announcement>, session: Session) -> AnyView {
    let toasts = use_toasts();
    if !it.for_me {
        return ().into_any();
    }
    if let Some(at) = it.read_at {
        let line = move || tell(text::YOU_READ_AT, &[("time", &moment(at)())]);
        return view! { <p class="text-ink-3 mt-4 inline-flex items-center gap-2">{icon(Icon::Check)}{line}</p> }.into_any();
    }
    let id = it.id;
    let send = Rc::new(move |key| Box::pin(async move { session.write::<ReadAnnouncement>(&[&id], None, key, &()).await }) as _);
    let button = act_button("announcements_ui.i_have_read", "primary", Icon::Check, send, move |now: Announcement| {
        toasts.say(t(text::READ_SAID)());
        remote.set(now);
    });
    view! { <div class="mt-4">{button}</div> }.into_any()
}

/// Who has read it: a bar, the reminder, the list.
fn receipts_view(id: uuid::Uuid, receipts: &Receipts, it: Remote<Announcement>, session: Session) -> AnyView {
    let toasts = use_toasts();
    let (read, all) = (receipts.read, receipts.addressed);
    let rows = remote(move || {
        let filters = |unread: bool| vec![("read_at".to_owned(), format!("null:{unread}"))];
        let query = move |unread| ListQuery { filters: filters(unread), limit: Some(SHOWN), ..Default::default() };
        async move {
            let mut waiting = session.get::<ListReceipts>(&[&id], &query(true)).await?;
            waiting.items.extend(session.get::<ListReceipts>(&[&id], &query(false)).await?.items);
            Ok(waiting)
        }
    });
    let remind = receipts.may_remind.then(|| {
        let send = Rc::new(move |key| Box::pin(async move { session.write::<RemindReaders>(&[&id], None, key, &()).await }) as _);
        act_button("announcements_ui.remind", "small", Icon::Bell, send, move |told: Reminded| {
            toasts.say(tell(text::REMINDED_SAID, &[("n", &told.people.to_string())]));
            it.refetch();
        })
    });
    let reminded = receipts.reminded_at.map(|at| {
        view! { <small class="text-ink-3">{move || tell(text::REMINDED_AT, &[("time", &moment(at)())])}</small> }
    });
    let share = if all == 0 { 0.0 } else { read as f64 / all as f64 * 100.0 };
    let line = move || tell(text::READ_OF, &[("read", &read.to_string()), ("all", &all.to_string())]);
    let bar = view! {
        <div class="flex flex-wrap items-center gap-3 mb-4">
            <svg class="bar" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
                <rect class="slot" x="0" y="1" width="100" height="10" rx="1.200" />
                <rect class="got" x="0" y="1" width=share height="10" rx="1.200" />
            </svg>
            <span>{line}</span>
            {reminded}
        </div>
    };
    let body = view! { {bar} {rows.view(draw_receipts)} };
    sheet(text::RECEIPTS, remind, body)
}

fn draw_receipts(page: &Page<Receipt>) -> AnyView {
    if page.items.is_empty() {
        return empty(text::NOBODY, text::NOBODY_HINT, ());
    }
    let line = |row: &Receipt| {
        let state = match row.read_at {
            Some(at) => view! { <span class="quiet one-line">{moment(at)}</span> }.into_any(),
            None => tag(Tone::Ochre, t(text::UNREAD)).into_any(),
        };
        view! {
            <tr>
                <td class="first">{person(&row.name)}</td>
                <td data-label=t(text::UNIT)>{row.unit.clone()}</td>
                <td data-label=t(text::POST)>{row.post.clone()}</td>
                <td class="corner">{state}</td>
            </tr>
        }
    };
    view! {
        <div class="ledger-wrap -m-4"><table class="ledger cards">
            <thead><tr><th scope="col">{t(text::WHO)}</th><th scope="col">{t(text::UNIT)}</th><th scope="col">{t(text::POST)}</th><th scope="col">{t(text::READ_AT)}</th></tr></thead>
            <tbody>{page.items.iter().map(line).collect::<Vec<_>>()}</tbody>
        </table></div>
    }
    .into_any()
}
