use crate::i18n::{t, word};
use crate::session::use_session;
use crate::ui::act::act_button;
use crate::ui::badge::{Tone, tag};
use crate::ui::icon::{Icon, icon};
use crate::ui::list_page::{Column, ListPage, Place, RefetchList, list_page};
use crate::ui::person::person;
use crate::ui::text::{path_of, since};
use contract::notifications::{ListNotifications, MarkNotifications, Notification, NotificationKind, ReadMark};
use leptos::prelude::*;
use locale::notifications_ui as notifications;
use std::pin::Pin;
use std::rc::Rc;
use uuid::Uuid;

/// What the person was told.
pub fn list() -> impl IntoView {
    list_page::<ListNotifications, Notification>(ListPage {
        list: "notifications",
        title: notifications::TITLE,
        columns: vec![
            Column { field: "", label: notifications::WHAT, place: Place::First, cell: title },
            Column { field: "kind", label: notifications::KIND, place: Place::Corner, cell: kind },
            Column {
                field: "",
                label: notifications::FROM,
                place: Place::Line,
                cell: |row| row.from.as_ref().map(|who| person(&who.name)).into_any(),
            },
            Column { field: "created_at", label: notifications::WHEN, place: Place::Line, cell: |row| since(row.created_at).into_any() },
            Column { field: "", label: notifications::ACTIONS, place: Place::Line, cell: read_one },
        ],
        href: |row| path_of(&row.subject),
        quick: &["kind"],
        standard: &[],
        empty: (notifications::EMPTY, notifications::EMPTY_HINT),
        actions: |_| {
            let settings =
                view! { <a class="button" href="/me/notifications">{icon(Icon::Bell)}{t(locale::notification_settings::OPEN)}</a> };
            view! { {settings} {mark("notifications_ui.read_all", "", Vec::new())} }.into_any()
        },
    })
}

fn title(row: &Notification) -> AnyView {
    let unread = row.read_at.is_none();
    view! { <span class:font-semibold=unread>{row.title.clone()}</span> }.into_any()
}

fn kind(row: &Notification) -> AnyView {
    let tone = match row.kind {
        NotificationKind::Late | NotificationKind::Flagged => Tone::Cinnabar,
        NotificationKind::Approval | NotificationKind::Remind | NotificationKind::Voided | NotificationKind::PoolWarning => Tone::Ochre,
        NotificationKind::Task | NotificationKind::Mention | NotificationKind::Progress => Tone::Jade,
        NotificationKind::Decided
        | NotificationKind::Announcement
        | NotificationKind::Letter
        | NotificationKind::Copied
        | NotificationKind::Pooled
        | NotificationKind::Received
        | NotificationKind::Delegated => Tone::Indigo,
        NotificationKind::Unread => Tone::Ochre,
    };
    tag(tone, word(row.kind.text_path())).into_any()
}

fn read_one(row: &Notification) -> AnyView {
    if row.read_at.is_some() {
        return view! { <span class="quiet">{t(notifications::READ)}</span> }.into_any();
    }
    mark("notifications_ui.read_one", "quiet small", vec![row.id])
}

/// A button that marks these as read; none: all.
fn mark(label: &'static str, class: &'static str, ids: Vec<Uuid>) -> AnyView {
    let session = use_session();
    let refetch = use_context::<RefetchList>();
    let send = Rc::new(move |key| {
        let body = ReadMark { ids: ids.clone(), about: None };
        Box::pin(async move { session.write::<MarkNotifications>(&[], None, key, &body).await }) as Pin<Box<dyn Future<Output = _>>>
    });
    act_button(label, class, Icon::Check, send, move |_| {
        if let Some(RefetchList(again)) = refetch {
            again.run(());
        }
    })
}
