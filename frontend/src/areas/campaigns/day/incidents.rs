//! The log of incidents: written into, never taken out of.

use super::photos::photos;
use crate::i18n::t;
use crate::session::Session;
use crate::ui::badge::badge;
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot, Kind, Pick};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::text::moment;
use crate::ui::toast::use_toasts;
use contract::SubjectKind;
use contract::campaigns::run_sheet::{Incident, IncidentGravity, NewIncident, NoteIncident, RunSheet};
use leptos::prelude::*;
use locale::run_sheet_ui as text;
use uuid::Uuid;

/// What was noted, newest first.
pub fn list(day: &RunSheet) -> AnyView {
    if day.incidents.is_empty() {
        return view! { <p class="text-ink-2">{t(text::NO_INCIDENTS)}</p> }.into_any();
    }
    let one = |incident: &Incident| {
        view! {
            <li class="mb-3">
                <div class="flex flex-wrap gap-2">{badge(incident.gravity)}<small class="text-ink-3">{moment(incident.at)}" "{incident.person.name.clone()}</small></div>
                <p>{incident.what.clone()}</p>
                <p class="text-ink-2">{incident.done.clone()}</p>
                {photos(SubjectKind::CampaignIncident, incident.id, incident.files)}
            </li>
        }
    };
    view! { <ul>{day.incidents.iter().map(one).collect::<Vec<_>>()}</ul> }.into_any()
}

/// Notes one.
pub fn note(session: Session, campaign: Uuid, changed: Callback<()>) -> AnyView {
    let toasts = use_toasts();
    let open = RwSignal::new(false);
    let body = move || {
        let form = Form::new([("/gravity", IncidentGravity::Ordinary.word().to_owned())]);
        let read = |read: &Reader| NewIncident {
            gravity: read.must("/gravity", read.value("/gravity"), IncidentGravity::Ordinary),
            what: read.text("/what"),
            done: read.text("/done"),
        };
        let submit = move |()| {
            form.submit(
                read,
                move |body, key| async move { session.write::<NoteIncident>(&[&campaign], None, key, &body).await },
                move |_: RunSheet| {
                    open.set(false);
                    toasts.say(t(text::NOTED)());
                    changed.run(());
                },
            );
        };
        view! {
            <FormFrame form on_submit=submit>
                <Pick at="/gravity" label=text::GRAVITY choices=crate::choices!(IncidentGravity) must=true />
                <Field at="/what" label=text::WHAT kind=Kind::Lines must=true />
                <Field at="/done" label=text::DONE kind=Kind::Lines />
                <FormFoot save=text::NOTE cancel=Callback::new(move |()| open.set(false)) />
            </FormFrame>
        }
    };
    view! {
        <button type="button" class="button" on:click=move |_| open.set(true)>{icon(Icon::Plus)}{t(text::NOTE)}</button>
        <Dialog open title=text::NOTE>{body()}</Dialog>
    }
    .into_any()
}
