//! What the pages beside a case share: forms that take a step of a record, its log, and the records around a case.

use crate::i18n::{language, t};
use crate::session::use_session;
use crate::ui::badge::Tone;
use crate::ui::fields::FormFoot;
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::record::sheet;
use crate::ui::remote::Remote;
use crate::ui::timeline::{Event, timeline};
use contract::complaints::nonconformities::RecordStep;
use contract::endpoint::Endpoint;
use leptos::prelude::*;
use locale::{Key, quality_ui as text};
use uuid::Uuid;
use validator::Validate;

/// The record as it was seen, and where its newer state goes.
pub struct Seen<R: 'static> {
    pub id: Uuid,
    pub version: i64,
    pub remote: Remote<R>,
}

impl<R> Clone for Seen<R> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<R> Copy for Seen<R> {}

/// A sheet with the form of a step: its draft carries the step's name, so that a newer state of the record does not lose it.
pub fn step_form<E, R>(
    seen: Seen<R>,
    name: &'static str,
    title: Key,
    start: Vec<(&'static str, String)>,
    fields: impl FnOnce() -> AnyView + Send + 'static,
    read: impl Fn(&Reader) -> E::Body + Copy + Send + Sync + 'static,
) -> AnyView
where
    E: Endpoint<Query = (), Reply = R> + 'static,
    E::Body: Validate + 'static,
    R: Send + Sync + 'static,
{
    let session = use_session();
    let form = Form::kept(format!("{name}/{}", seen.id), start);
    let submit = move |()| {
        form.submit(
            read,
            move |act, key| async move { session.write::<E>(&[&seen.id], Some(seen.version), key, &act).await },
            move |now: R| seen.remote.set(now),
        );
    };
    let body = view! { <FormFrame form on_submit=submit>{fields()}<FormFoot save=title /></FormFrame> };
    sheet(title, (), body)
}

/// A word of a vocabulary that is only known as it comes; follows the language.
pub fn spoken(vocabulary: &'static str, word: &str) -> impl Fn() -> String + Clone + Send + Sync + 'static + use<> {
    let (path, word) = (format!("words.{vocabulary}_{word}"), word.to_owned());
    move || locale::find(&path).map_or_else(|| word.clone(), |key| key.text(language()).to_owned())
}

/// Who did what, when and why.
pub fn log(steps: &[RecordStep], acts: &'static str, states: &'static str) -> AnyView {
    let event = |step: &RecordStep| {
        let act = match &step.act {
            Some(act) => spoken(acts, act).into_any(),
            None => t(text::BEGAN).into_any(),
        };
        Event {
            at: step.at,
            tone: Tone::Jade,
            title: view! { {act}" → "{spoken(states, &step.to)} }.into_any(),
            body: step.note.clone(),
            who: Some(step.person.as_ref().map_or_else(|| text::SYSTEM.text(language()).to_owned(), |person| person.name.clone())),
        }
    };
    sheet(text::LOG, (), timeline(steps.iter().rev().map(event).collect()))
}
