//! Robots in the groups of WeCom, DingTalk and Feishu, and what went out (PLT-07).

use crate::areas::organisation::parts::find_units;
use crate::i18n::{t, tell, word, word_now};
use crate::session::use_session;
use crate::ui::act::act_button;
use crate::ui::badge::{Tone, badge, tag};
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot, Kind, Pick};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::list_page::{Column, ListPage, Place, RefetchList, list_page};
use crate::ui::person::person;
use crate::ui::picker::Picker;
use crate::ui::text::{moment, since};
use crate::ui::toast::use_toasts;
use contract::notifications::settings::{ListMessages, Message};
use contract::permission::Permission;
use contract::robots::{
    ActOnRobot, CreateRobot, EditRobot, ListRobots, Robot, RobotAct, RobotActKind, RobotForm, RobotProvider, TestRobot,
};
use leptos::prelude::*;
use locale::robots_ui as text;
use std::pin::Pin;
use std::rc::Rc;
use uuid::Uuid;

/// The robots.
pub fn list() -> impl IntoView {
    list_page::<ListRobots, Robot>(ListPage {
        list: "robots",
        title: text::TITLE,
        columns: vec![
            Column { field: "name", label: text::NAME, place: Place::First, cell: |robot| robot.name.clone().into_any() },
            Column { field: "status", label: text::STATUS, place: Place::Corner, cell: |robot| badge(robot.status).into_any() },
            Column { field: "provider", label: text::PROVIDER, place: Place::Line, cell: provider },
            Column { field: "", label: text::UNIT, place: Place::Line, cell: unit },
            Column { field: "created_at", label: text::CREATED, place: Place::Desk, cell: |robot| since(robot.created_at).into_any() },
            Column { field: "", label: text::ACTIONS, place: Place::Line, cell: actions },
        ],
        href: |robot| Some(format!("/messages?filter[robot]=eq:{}", robot.id)),
        quick: &["status", "provider"],
        standard: &[],
        empty: (text::EMPTY, text::EMPTY_HINT),
        actions: |_| add(),
    })
}

fn provider(robot: &Robot) -> AnyView {
    let signs = robot.signs.then(|| tag(Tone::Bamboo, t(text::SIGNS)));
    view! { {word(robot.provider.text_path())}" "{signs}<small class="number block">{robot.host.clone()}</small> }.into_any()
}

fn unit(robot: &Robot) -> AnyView {
    match robot.unit.clone() {
        Some(unit) => unit.into_any(),
        None => t(text::EVERYONE).into_any(),
    }
}

fn refetch() -> Callback<()> {
    let list = use_context::<RefetchList>();
    Callback::new(move |()| {
        if let Some(RefetchList(again)) = list {
            again.run(());
        }
    })
}

fn add() -> AnyView {
    let session = use_session();
    let open = RwSignal::new(false);
    let made = refetch();
    let button = move || {
        session.may(Permission::WebhookManage).then(|| {
            view! { <button type="button" class="button primary" on:click=move |_| open.set(true)>{icon(Icon::Plus)}{t(text::NEW)}</button> }
        })
    };
    view! {
        <a class="button" href="/messages">{icon(Icon::List)}{t(text::MESSAGES)}</a>
        {button}
        <Dialog open title=text::NEW>{move || edit_form(None, open, made)}</Dialog>
    }
    .into_any()
}

fn read(read: &Reader) -> RobotForm {
    RobotForm {
        name: read.text("/name"),
        provider: read.must("/provider", read.value("/provider"), RobotProvider::Wecom),
        url: read.given("/url").map(|url| url.trim().to_owned()),
        secret: read.given("/secret").map(|secret| secret.trim().to_owned()),
        unit_id: read.value("/unit_id"),
    }
}

fn edit_form(robot: Option<Robot>, open: RwSignal<bool>, saved: Callback<()>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let chosen = robot.as_ref().and_then(|robot| robot.unit.clone()).unwrap_or_default();
    let seen = robot.as_ref().map(|robot| (robot.id, robot.version));
    let start = robot.map(|robot| {
        let unit = robot.unit_id.map(|id| id.to_string()).unwrap_or_default();
        [("/name", robot.name), ("/provider", robot.provider.word().to_owned()), ("/unit_id", unit)]
    });
    let form = Form::new(start.into_iter().flatten());
    let submit = move |()| {
        form.submit(
            read,
            move |body, key| async move {
                match seen {
                    Some((id, version)) => session.write::<EditRobot>(&[&id], Some(version), key, &body).await,
                    None => session.write::<CreateRobot>(&[], None, key, &body).await,
                }
            },
            move |now: Robot| {
                open.set(false);
                toasts.say(tell(text::SAVED_SAID, &[("name", &now.name)]));
                saved.run(());
            },
        );
    };
    let url_hint = if seen.is_some() { text::URL_KEEP } else { text::URL_HINT };
    view! {
        <FormFrame form on_submit=submit>
            <Field at="/name" label=text::NAME must=true />
            <Pick at="/provider" label=text::PROVIDER choices=crate::choices!(RobotProvider) must=true />
            <Field at="/url" label=text::URL must={seen.is_none()} hint=url_hint />
            <Field at="/secret" label=text::SECRET kind=Kind::Password hint=text::SECRET_HINT />
            <Picker at="/unit_id" label=text::UNIT find=find_units(session) hint=text::UNIT_HINT chosen=chosen />
            <FormFoot save=locale::ui::SAVE cancel=Callback::new(move |()| open.set(false)) />
        </FormFrame>
    }
    .into_any()
}

fn actions(robot: &Robot) -> AnyView {
    if robot.actions.is_empty() {
        return ().into_any();
    }
    let session = use_session();
    let toasts = use_toasts();
    let open = RwSignal::new(false);
    let again = refetch();
    let (id, version) = (robot.id, robot.version);
    let button = |act: RobotActKind| {
        let (class, picture) = match act {
            RobotActKind::Remove => ("danger small", Icon::Close),
            RobotActKind::Resume => ("small", Icon::Check),
            RobotActKind::Pause => ("quiet small", Icon::Clock),
        };
        let send = Rc::new(move |key: Uuid| {
            Box::pin(async move { session.write::<ActOnRobot>(&[&id], Some(version), key, &RobotAct { act }).await })
                as Pin<Box<dyn Future<Output = _>>>
        });
        act_button(act.text_path(), class, picture, send, move |now: Robot| {
            toasts.say(tell(text::ACTED_SAID, &[("name", &now.name), ("status", word_now(now.status.text_path()))]));
            again.run(());
        })
    };
    let buttons: Vec<_> = robot.actions.iter().copied().map(button).collect();
    let try_out = Rc::new(move |key: Uuid| {
        Box::pin(async move { session.write::<TestRobot>(&[&id], None, key, &()).await }) as Pin<Box<dyn Future<Output = _>>>
    });
    let test = act_button("robots_ui.test", "small", Icon::Campaign, try_out, move |_| toasts.say(t(text::TESTED_SAID)()));
    let whole = robot.clone();
    view! {
        <span class="inline-flex flex-wrap gap-2">
            {test}
            <button type="button" class="button quiet small" on:click=move |_| open.set(true)>{icon(Icon::Edit)}{t(locale::ui::EDIT)}</button>
            {buttons}
        </span>
        <Dialog open title=text::EDIT>{let whole = whole.clone(); move || edit_form(Some(whole.clone()), open, again)}</Dialog>
    }
    .into_any()
}

/// What went out by mail and robot, and how it went.
pub fn messages() -> impl IntoView {
    list_page::<ListMessages, Message>(ListPage {
        list: "messages",
        title: text::MESSAGES,
        columns: vec![
            Column { field: "", label: text::RECIPIENT, place: Place::First, cell: |row| person(&row.person.name).into_any() },
            Column { field: "status", label: text::STATUS, place: Place::Corner, cell: |row| badge(row.status).into_any() },
            Column { field: "channel", label: text::CHANNEL, place: Place::Line, cell: |row| word(row.channel.text_path()).into_any() },
            Column { field: "", label: text::ROBOT, place: Place::Line, cell: |row| row.robot.clone().into_any() },
            Column { field: "", label: text::ANSWER, place: Place::Line, cell: answer },
            Column { field: "", label: text::ATTEMPTS, place: Place::Desk, cell: |row| row.attempts.into_any() },
            Column { field: "created_at", label: text::QUEUED, place: Place::Line, cell: |row| since(row.created_at).into_any() },
        ],
        href: |_| None,
        quick: &["status", "channel"],
        standard: &[],
        empty: (text::NOTHING_SENT, text::NOTHING_SENT_HINT),
        actions: |_| view! { <a class="button" href="/robots">{icon(Icon::Left)}{t(text::TITLE)}</a> }.into_any(),
    })
}

fn answer(row: &Message) -> AnyView {
    match (&row.last_error, row.held_until) {
        (Some(error), _) => view! { <span class="late">{error.clone()}</span> }.into_any(),
        (None, Some(at)) => view! { {t(text::HELD)}" "{moment(at)} }.into_any(),
        (None, None) => row.last_status.map(|status| format!("HTTP {status}")).into_any(),
    }
}
