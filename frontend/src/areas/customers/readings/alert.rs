use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::badge::badge;
use crate::ui::fields::{Field, FormFoot, Kind};
use crate::ui::form::{Form, FormFrame};
use crate::ui::icon::{Icon, icon};
use crate::ui::problem::notice;
use crate::ui::record::{crumb, fact, page_title, record_head, sheet, wide_fact};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::{day, moment};
use crate::ui::toast::use_toasts;
use chrono::{SecondsFormat, TimeDelta};
use contract::customers::{AlertReview, ReadingAlert, ReviewReadingAlert, ShowReadingAlert};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use locale::readings_ui as text;

/// Somebody's unusual reading, and what it was.
pub fn alert() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    page_title(move || t(text::ALERT)().to_owned());
    let it = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowReadingAlert>(&[&id], &()).await }
    });
    view! { <div class="page narrow">{crumb("/customer-reading-alerts", text::ALERTS)} {it.view(move |data| draw(data, it))}</div> }
}

/// The log of that person within that time; the last second is part of it.
fn readings_of(it: &ReadingAlert) -> String {
    let moment = |at: chrono::DateTime<chrono::Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
    let (from, until) = (moment(it.first_at), moment(it.last_at + TimeDelta::seconds(1)));
    format!("/customer-readings?filter[person]=eq:{}&filter[at]=ge:{from}&filter[at]=le:{until}", it.person.id)
}

fn draw(it: &ReadingAlert, remote: Remote<ReadingAlert>) -> AnyView {
    let see = view! { <a class="button" href=readings_of(it)>{icon(Icon::Audit)}{t(text::SEE_READINGS)}</a> };
    let (files, most) = (it.files.to_string(), it.most.to_string());
    let under = view! { {badge(it.status)} <span>{word(it.kind.text_path())}</span> };
    let again = (it.reviewable && it.reviewed_at.is_some()).then(|| notice("ochre", t(text::GROWN)));
    let reviewed = it.reviewed_at.map(|at| {
        view! {
            {wide_fact(text::NOTE, it.note.clone())}
            {it.reviewed_by.as_ref().map(|by| fact(text::REVIEWED_BY, by.name.clone()))}
            {fact(text::REVIEWED_AT, moment(at))}
        }
    });
    let facts = view! {
        <dl class="facts">
            {wide_fact(text::FOUND, move || tell(text::FILES_OF, &[("n", &files), ("most", &most)]))}
            {fact(text::DAY, day(it.day))}
            {fact(text::FIRST_AT, moment(it.first_at))}
            {fact(text::LAST_AT, moment(it.last_at))}
            {reviewed}
        </dl>
    };
    view! {
        {record_head(it.person.name.clone(), under, see)}
        {again}
        {sheet(text::ALERT, (), facts)}
        {it.reviewable.then(|| review(it, remote))}
    }
    .into_any()
}

fn review(it: &ReadingAlert, remote: Remote<ReadingAlert>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let (id, version) = (it.id, it.version);
    let form = Form::kept(format!("reading-alert/{id}"), []);
    let submit = move |()| {
        form.submit(
            |read| AlertReview { note: read.text("/note") },
            move |body, key| async move { session.write::<ReviewReadingAlert>(&[&id], Some(version), key, &body).await },
            move |now: ReadingAlert| {
                toasts.say(t(text::REVIEWED_SAID)().to_owned());
                remote.set(now);
            },
        );
    };
    let body = view! {
        <FormFrame form on_submit=submit>
            <Field at="/note" label=text::NOTE kind=Kind::Lines must=true hint=text::NOTE_HINT />
            <FormFoot save=text::REVIEW />
        </FormFrame>
    };
    sheet(text::REVIEW, (), body)
}
