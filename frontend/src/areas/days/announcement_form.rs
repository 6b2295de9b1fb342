//! Write an announcement, or change a draft.

use crate::i18n::t;
use crate::session::use_session;
use crate::ui::fields::{Field, FormFoot, Kind, Pick};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::record::{crumb, page_title};
use crate::ui::remote::remote;
use crate::ui::toast::use_toasts;
use contract::announcements::{
    Addressable, Announcement, AnnouncementForm, Audience, DraftAnnouncement, EditAnnouncement, ShowAddressable, ShowAnnouncement,
};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};
use locale::announcements_ui as text;
use std::collections::BTreeSet;

const PATH: &str = "/announcements";

/// A new draft.
pub fn new() -> impl IntoView {
    let session = use_session();
    page_title(move || t(text::NEW)().to_owned());
    let options = remote(move || async move { session.get::<ShowAddressable>(&[], &()).await });
    view! {
        <div class="page narrow">
            {crumb(PATH, text::TITLE)}
            <header class="page-head"><h1>{t(text::NEW)}</h1></header>
            {options.view(move |options| form_view(options, None))}
        </div>
    }
}

/// A draft once more.
pub fn edit() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    page_title(move || t(text::EDIT)().to_owned());
    let both = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move {
            let it = session.get::<ShowAnnouncement>(&[&id], &()).await?;
            Ok((session.get::<ShowAddressable>(&[], &()).await?, it))
        }
    });
    view! {
        <div class="page narrow">
            {crumb(PATH, text::TITLE)}
            <header class="page-head"><h1>{t(text::EDIT)}</h1></header>
            {both.view(move |(options, it)| form_view(options, Some(it)))}
        </div>
    }
}

fn start(options: &Addressable, it: Option<&Announcement>) -> Vec<(&'static str, String)> {
    let Some(it) = it else {
        let first = if options.all { Audience::All } else { Audience::Units };
        return vec![("/audience", first.word().to_owned()), ("/pinned", "no".to_owned())];
    };
    let date = |on: Option<chrono::NaiveDate>| on.map(|on| on.to_string()).unwrap_or_default();
    vec![
        ("/title", it.title.clone()),
        ("/body", it.body.clone()),
        ("/audience", it.audience.word().to_owned()),
        ("/unit_ids", it.units.iter().map(|unit| unit.id.to_string()).collect::<Vec<_>>().join(" ")),
        ("/roles", it.roles.iter().map(|role| role.word.clone()).collect::<Vec<_>>().join(" ")),
        ("/pinned", if it.pinned { "yes" } else { "no" }.to_owned()),
        ("/from_on", date(it.from_on)),
        ("/until_on", date(it.until_on)),
    ]
}

fn read(read: &Reader) -> AnnouncementForm {
    let audience = read.must("/audience", read.value("/audience"), Audience::All);
    let only = |wanted: Audience, at: &str| if audience == wanted { read.text(at) } else { String::new() };
    AnnouncementForm {
        title: read.text("/title"),
        body: read.text("/body"),
        pinned: read.text("/pinned") == "yes",
        audience,
        unit_ids: only(Audience::Units, "/unit_ids").split_whitespace().filter_map(|id| id.parse().ok()).collect(),
        roles: only(Audience::Roles, "/roles").split_whitespace().map(str::to_owned).collect(),
        from_on: read.value("/from_on"),
        until_on: read.value("/until_on"),
    }
}

fn form_view(options: &Addressable, it: Option<&Announcement>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let navigate = use_navigate();
    let go = Callback::new(move |path: String| navigate(&path, NavigateOptions { replace: true, ..Default::default() }));
    let seen = it.map(|it| (it.id, it.version));
    let form = Form::kept(format!("announcement/{}", seen.map(|(id, _)| id.to_string()).unwrap_or_default()), start(options, it));
    let submit = move |()| {
        form.submit(
            read,
            move |body, key| async move {
                match seen {
                    Some((id, version)) => session.write::<EditAnnouncement>(&[&id], Some(version), key, &body).await,
                    None => session.write::<DraftAnnouncement>(&[], None, key, &body).await,
                }
            },
            move |saved: Announcement| {
                toasts.say(t(text::DRAFT_SAVED)());
                go.run(format!("{PATH}/{}", saved.id));
            },
        );
    };
    let cancel = move |()| {
        form.reset();
        go.run(seen.map_or_else(|| PATH.to_owned(), |(id, _)| format!("{PATH}/{id}")));
    };
    let audiences = if options.all { crate::choices!(Audience) } else { vec![(Audience::Units.word(), Audience::Units.text_path())] };
    let units: Vec<(String, String)> = options.units.iter().map(|unit| (unit.id.to_string(), unit.name.clone())).collect();
    let roles: Vec<(String, String)> = options.roles.iter().map(|role| (role.word.clone(), role.label.clone())).collect();
    let (units, roles) = (StoredValue::new(units), StoredValue::new(roles));
    let chosen = move || match form.get("/audience").as_str() {
        "units" => several(form, "/unit_ids", text::UNITS, units.get_value()),
        "roles" => several(form, "/roles", text::ROLES, roles.get_value()),
        _ => ().into_any(),
    };
    form.register("/unit_ids");
    form.register("/roles");
    view! {
        <div class="sheet padded">
            <FormFrame form on_submit=submit>
                <Field at="/title" label=text::WHAT must=true />
                <div class="tall"><Field at="/body" label=text::BODY kind=Kind::Lines must=true hint=text::BODY_HINT /></div>
                <Pick at="/audience" label=text::WHOM choices=audiences must=true />
                {chosen}
                <Pick at="/pinned" label=text::PIN choices=vec![("no", "announcements_ui.pin_no"), ("yes", "announcements_ui.pin_yes")] />
                <div class="pair">
                    <Field at="/from_on" label=text::FROM_ON kind=Kind::Date hint=text::FROM_HINT />
                    <Field at="/until_on" label=text::UNTIL_ON kind=Kind::Date hint=text::UNTIL_HINT />
                </div>
                <FormFoot save=text::SAVE_DRAFT cancel=Callback::new(cancel) />
            </FormFrame>
        </div>
    }
    .into_any()
}

/// Several of a few, kept in the form as words with blanks between them.
fn several(form: Form, at: &'static str, label: locale::Key, choices: Vec<(String, String)>) -> AnyView {
    let held = move || form.get(at).split_whitespace().map(str::to_owned).collect::<BTreeSet<_>>();
    let boxes: Vec<_> = choices
        .into_iter()
        .map(|(value, name)| {
            let (shown, turned) = (value.clone(), value);
            let turn = move |_| {
                let mut now = untrack(held);
                if !now.remove(&turned) {
                    now.insert(turned.clone());
                }
                form.set(at, now.into_iter().collect::<Vec<_>>().join(" "));
            };
            view! { <label><input type="checkbox" prop:checked=move || held().contains(&shown) on:change=turn />{name}</label> }
        })
        .collect();
    let name = move || t(label)();
    view! {
        <fieldset class="field">
            <legend class="label">{name}<span class="must" aria-hidden="true">"*"</span></legend>
            <div class="choices">{boxes}</div>
            {move || form.problem(at).map(|wrong| view! { <p class="wrong">{wrong}</p> })}
        </fieldset>
    }
    .into_any()
}
