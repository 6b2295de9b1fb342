//! The steps of GB/T 19012 with owner, time and evidence (CPL-02).

use crate::i18n::{t, word};
use crate::ui::badge::{Tone, tag};
use crate::ui::record::sheet;
use crate::ui::text::{due, moment};
use contract::complaints::{Complaint, Handling};
use leptos::prelude::*;
use locale::{cases_ui as text, complaints_ui as complaints};

/// One line for each step of the standard.
pub fn handling(complaint: &Complaint) -> AnyView {
    let rows: Vec<_> = complaint.handling.iter().map(row).collect();
    let body = view! {
        <div class="ledger-wrap -mx-4" tabindex="0"><table class="ledger">
            <thead><tr><th scope="col">{t(text::STEP)}</th><th scope="col">{t(text::OWNER)}</th><th scope="col">{t(complaints::DUE)}</th><th scope="col">{t(text::EVIDENCE)}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table></div>
    };
    sheet(text::HANDLING, (), body)
}

fn row(step: &Handling) -> impl IntoView + use<> {
    let state = match (step.done_at, step.due_at) {
        (Some(at), _) if step.late => {
            view! { {tag(Tone::Cinnabar, t(complaints::DONE_LATE))}<small class="block text-ink-3">{moment(at)}</small> }.into_any()
        }
        (Some(at), _) => view! { {tag(Tone::Bamboo, t(text::DONE))}<small class="block text-ink-3">{moment(at)}</small> }.into_any(),
        (None, Some(at)) => due(at).into_any(),
        (None, None) => view! { <span class="text-ink-3">{t(text::NOT_BEGUN)}</span> }.into_any(),
    };
    let owner = step.owner.as_ref().map_or_else(|| "—".to_owned(), |owner| owner.name.clone());
    let short: String = step.evidence.chars().take(60).collect();
    view! {
        <tr>
            <th scope="row" class="whitespace-nowrap">{word(step.step.text_path())}</th>
            <td class="whitespace-nowrap">{owner}</td>
            <td class="whitespace-nowrap">{state}</td>
            <td class="text-ink-2" title=step.evidence.clone()>{short}</td>
        </tr>
    }
}
