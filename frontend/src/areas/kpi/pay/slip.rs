//! A slip: its parts and how each came about.

use super::lines::correct;
use crate::i18n::{t, tell, word};
use crate::session::{Session, use_session};
use crate::ui::badge::{Tone, badge, tag};
use crate::ui::icon::{Icon, icon};
use crate::ui::save_file::save_file;
use crate::ui::toast::use_toasts;
use contract::Money;
use contract::kpi::pay::{PayPart, PaySlip};
use leptos::prelude::*;
use leptos::task::spawn_local;
use locale::pay_ui as text;
use uuid::Uuid;

/// Whoever may put a line right: the run, and what to do then.
#[derive(Clone, Copy)]
pub struct Correcting {
    pub run: Uuid,
    pub done: Callback<()>,
}

/// An amount; what is taken away is told by its sign.
pub fn amount(money: &Money) -> String {
    money.to_string()
}

/// A button that fetches the slip as a PDF.
pub fn print(session: Session, one: &PaySlip) -> AnyView {
    let toasts = use_toasts();
    let (run, person) = (one.run, one.person.id);
    let fetch = move |_| {
        spawn_local(async move {
            match session.download("/pay/runs/{id}/slips/{person_id}/slip.pdf", &[&run, &person], "").await {
                Ok(file) => save_file(file, "slip.pdf"),
                Err(error) => toasts.fail(&error),
            }
        });
    };
    view! { <button type="button" class="button small" on:click=fetch>{icon(Icon::Download)}{t(text::PRINT)}</button> }.into_any()
}

/// The parts of a slip with their sum.
pub fn parts(one: &PaySlip, correcting: Option<Correcting>) -> AnyView {
    let lines: Vec<_> = one.parts.iter().map(|part| line(one, part, correcting)).collect();
    let grade = one.grade.map(|grade| tag(Tone::Jade, word(grade.text_path())));
    let result = one.result.map(badge);
    let coefficient = one.coefficient.normalize().to_string();
    let days = one.days.filter(|days| days.paid < days.of).map(|days| {
        let (paid, of) = (days.counted().to_string(), days.of.to_string());
        tag(Tone::Ochre, move || tell(text::PAID_FOR, &[("paid", &paid), ("of", &of)]))
    });
    view! {
        <p class="inline-flex flex-wrap gap-2 mb-2">
            {grade} {result}
            <span class="text-ink-3">{move || tell(text::COEFFICIENT_IS, &[("n", &coefficient)])}</span>
            {days}
        </p>
        <ul class="rows">
            {lines}
            <li><div class="grow"><b>{t(text::TOTAL)}</b></div><b>{amount(&one.total)}</b></li>
        </ul>
    }
    .into_any()
}

fn line(one: &PaySlip, part: &PayPart, correcting: Option<Correcting>) -> AnyView {
    let by = part.line.as_ref().map(|line| line.entered_by.name.clone());
    let by = by.map(|name| view! { <small class="block text-ink-3">{move || tell(text::ENTERED_BY, &[("name", &name)])}</small> });
    let right = part.line.as_ref().zip(correcting).map(|(line, correcting)| correct(one, part, line.id, correcting));
    view! {
        <li>
            <div class="grow">{word(part.kind.text_path())}<small class="block text-ink-3">{part.note.clone()}</small>{by}</div>
            {right}
            <span class:late=part.amount.amount.is_sign_negative()>{amount(&part.amount)}</span>
        </li>
    }
    .into_any()
}

/// One's own slip, or that of somebody in a dialog.
pub fn whole(one: &PaySlip, correcting: Option<Correcting>) -> AnyView {
    let session = use_session();
    view! { {parts(one, correcting)} <div class="form-foot">{print(session, one)}</div> }.into_any()
}
