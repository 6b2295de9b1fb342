//! How one is told besides the bell (PLT-07).

use crate::i18n::{t, tell, word, word_now};
use crate::session::use_session;
use crate::ui::fields::{Field, FormFoot, Kind};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::problem::notice;
use crate::ui::record::{crumb, page_title, sheet};
use crate::ui::remote::{Remote, remote};
use crate::ui::toast::use_toasts;
use contract::notifications::NotificationKind;
use contract::notifications::settings::{
    EditNotificationSettings, KindSetting, MailMode, NotificationSettings, NotificationSettingsForm, ShowNotificationSettings,
};
use leptos::prelude::*;
use locale::{Key, notification_settings as text, notifications_ui as notifications};

/// One's own settings.
pub fn show() -> impl IntoView {
    let session = use_session();
    let settings = remote(move || async move { session.get::<ShowNotificationSettings>(&[], &()).await });
    page_title(move || t(text::TITLE)().to_owned());
    view! {
        <div class="page narrow">
            {crumb("/notifications", notifications::TITLE)}
            <header class="page-head"><h1>{t(text::TITLE)}</h1><p class="lead-in">{t(text::LEAD)}</p></header>
            {settings.view(move |data| draw(data, settings))}
        </div>
    }
}

fn at_mail(kind: NotificationKind) -> String {
    format!("/mail/{kind}")
}

fn at_robot(kind: NotificationKind) -> String {
    format!("/robot/{kind}")
}

fn texts(settings: &NotificationSettings) -> Vec<(String, String)> {
    let hour = |hour: Option<i32>| hour.map(|hour| hour.to_string()).unwrap_or_default();
    let mut texts = vec![
        ("/email".to_owned(), settings.email.clone()),
        ("/digest_hour".to_owned(), settings.digest_hour.to_string()),
        ("/quiet_from".to_owned(), hour(settings.quiet_from)),
        ("/quiet_until".to_owned(), hour(settings.quiet_until)),
    ];
    for one in &settings.kinds {
        texts.push((at_mail(one.kind), one.mail.word().to_owned()));
        texts.push((at_robot(one.kind), if one.robot { "yes" } else { "" }.to_owned()));
    }
    texts
}

fn read(read: &Reader) -> NotificationSettingsForm {
    let hour = |at| read.value::<i32>(at);
    let kind = |kind: &NotificationKind| KindSetting {
        kind: *kind,
        mail: read.value(&at_mail(*kind)).unwrap_or(MailMode::Never),
        robot: read.text(&at_robot(*kind)) == "yes",
    };
    NotificationSettingsForm {
        email: read.text("/email").trim().to_owned(),
        kinds: NotificationKind::ALL.iter().map(kind).collect(),
        digest_hour: read.must("/digest_hour", hour("/digest_hour"), 0),
        quiet_from: hour("/quiet_from"),
        quiet_until: hour("/quiet_until"),
    }
}

fn draw(settings: &NotificationSettings, remote: Remote<NotificationSettings>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let start = texts(settings);
    let form = Form::new(start.iter().map(|(at, text)| (at.as_str(), text.clone())));
    let version = settings.version;
    let submit = move |()| {
        form.submit(
            read,
            move |body, key| async move { session.write::<EditNotificationSettings>(&[], Some(version), key, &body).await },
            move |now: NotificationSettings| {
                toasts.say(t(text::SAVED)().to_owned());
                remote.set(now);
            },
        );
    };
    let no_mail = (!settings.mail_ready).then(|| notice("indigo", t(text::NO_MAIL)));
    let names = settings.robots.join("、");
    let robots = move || if names.is_empty() { t(text::NO_ROBOTS)().to_owned() } else { tell(text::ROBOTS_ARE, &[("names", &names)]) };
    let kinds = view! {
        <ul class="rows -mx-4 -mt-4">{NotificationKind::ALL.iter().map(|kind| row(form, *kind)).collect::<Vec<_>>()}</ul>
        <p class="hint">{robots}</p>
    };
    view! {
        {no_mail}
        <FormFrame form on_submit=submit>
            <div class="grid gap-4">
                {sheet(text::MAIL, (), view! {
                    <div class="pair">
                        <Field at="/email" label=text::EMAIL kind=Kind::Email hint=text::EMAIL_HINT />
                        {hours(form, "/digest_hour", text::DIGEST_HOUR, Some(text::DIGEST_HINT), false)}
                    </div>
                })}
                {sheet(text::KINDS, (), kinds)}
                {sheet(text::QUIET, (), view! {
                    <div class="pair">
                        {hours(form, "/quiet_from", text::QUIET_FROM, None, true)}
                        {hours(form, "/quiet_until", text::QUIET_UNTIL, Some(text::QUIET_HINT), true)}
                    </div>
                })}
            </div>
            <FormFoot save=locale::ui::SAVE />
        </FormFrame>
    }
    .into_any()
}

/// One kind: the bell always, mail and robots as chosen.
fn row(form: Form, kind: NotificationKind) -> AnyView {
    let label = move |key: Key| tell(key, &[("kind", word_now(kind.text_path()))]);
    let options: Vec<_> = MailMode::ALL
        .iter()
        .map(|mode| {
            let chosen = move || form.get(&at_mail(kind)) == mode.word();
            view! { <option value=mode.word() selected=chosen>{word(mode.text_path())}</option> }
        })
        .collect();
    let toggle = move |event| form.set(&at_robot(kind), if event_target_checked(&event) { "yes" } else { "" }.to_owned());
    view! {
        <li>
            <div class="grow">{word(kind.text_path())}<small class="block">{t(text::BELL)}"："{t(text::BELL_ALWAYS)}</small></div>
            <span class="quiet" aria-hidden="true">{t(text::MAIL)}</span>
            <select class="input w-28" aria-label=move || label(text::MAIL_OF) on:change=move |event| form.set(&at_mail(kind), event_target_value(&event))>
                {options}
            </select>
            <label class="tick">
                <input type="checkbox" aria-label=move || label(text::ROBOT_OF) prop:checked=move || form.get(&at_robot(kind)) == "yes" on:change=toggle />
                {t(text::ROBOT)}
            </label>
        </li>
    }
    .into_any()
}

/// A whole hour of the day.
fn hours(form: Form, at: &'static str, label: Key, hint: Option<Key>, none: bool) -> AnyView {
    form.register(at);
    let id = format!("f{}", at.replace('/', "-"));
    let options: Vec<_> = (0..24)
        .map(|hour: i32| {
            let word = hour.to_string();
            let this = word.clone();
            view! { <option value=word selected=move || form.get(at) == this>{format!("{hour:02}:00")}</option> }
        })
        .collect();
    view! {
        <div class="field">
            <label for=id.clone()>{t(label)}</label>
            <select class="input" id=id aria-invalid=move || form.problem(at).is_some().to_string() on:change=move |event| form.set(at, event_target_value(&event))>
                {none.then(|| view! { <option value="" selected=move || form.get(at).is_empty()>{t(text::NONE)}</option> })}
                {options}
            </select>
            {hint.map(|hint| view! { <p class="hint">{t(hint)}</p> })}
            {move || form.problem(at).map(|text| view! { <p class="wrong">{text}</p> })}
        </div>
    }
    .into_any()
}
