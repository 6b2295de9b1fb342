use super::item::{add, line};
use super::{incidents, roster};
use crate::areas::campaigns::frame;
use crate::i18n::{t, tell};
use crate::session::use_session;
use crate::ui::problem::notice;
use crate::ui::record::sheet;
use crate::ui::remote::remote;
use contract::campaigns::Campaign;
use contract::campaigns::run_sheet::{RunItemKind, RunSheet, ShowRunSheet};
use leptos::prelude::*;
use locale::{campaigns_ui as campaigns, run_sheet_ui as text};
use std::time::Duration;

/// How often an open page looks at what the others did.
const AGAIN: Duration = Duration::from_secs(15);

/// Whether a dialog is open: what is typed or uploaded there stays.
fn is_busy() -> bool {
    document().query_selector("dialog[open]").is_ok_and(|found| found.is_some())
}

/// The day of a campaign.
pub fn show() -> impl IntoView {
    frame::part(campaigns::PART_DAY, |campaign: &Campaign| {
        let session = use_session();
        let (id, starts_at) = (campaign.id, campaign.plan.starts_at);
        let day = remote(move || async move { session.get::<ShowRunSheet>(&[&id], &()).await });
        let again = set_interval_with_handle(
            move || {
                if !is_busy() {
                    day.refetch()
                }
            },
            AGAIN,
        )
        .ok();
        on_cleanup(move || {
            if let Some(again) = again {
                again.clear();
            }
        });
        let changed = Callback::new(move |()| day.refetch());
        let may_plan = Memo::new(move |_| day.with(|day| day.editable).unwrap_or_default());
        let may_note = Memo::new(move |_| day.with(|day| day.notes_incidents).unwrap_or_default());
        let list = move |day: &RunSheet| {
            if day.items.is_empty() {
                return view! { <p class="prose text-ink-2">{t(text::EMPTY)}</p> }.into_any();
            }
            let open = day.unsafe_items.to_string();
            let warning = (day.unsafe_items > 0).then(|| notice("ochre", tell(text::UNSAFE_NOTE, &[("n", &open)])));
            let of = |kind: RunItemKind| {
                day.items.iter().filter(|item| item.kind == kind).map(|item| line(session, item, changed)).collect::<Vec<_>>()
            };
            let (safety, steps) = (of(RunItemKind::Safety), of(RunItemKind::Step));
            let safety =
                (!safety.is_empty()).then(|| view! { <h3 class="label">{t(text::SAFETY)}</h3><div class="grid gap-2 mb-4">{safety}</div> });
            view! { {warning}{safety}<div class="grid gap-2" data-testid="run-sheet">{steps}</div> }.into_any()
        };
        let planning = move || may_plan.get().then(|| add(session, id, starts_at, changed));
        let rostering = move || may_plan.get().then(|| roster::add(session, id, day, starts_at, changed));
        let noting = move || may_note.get().then(|| incidents::note(session, id, changed));
        view! {
            <div class="columns">
                <div>{sheet(text::SHEET, planning, day.view(list))}</div>
                <div>
                    {sheet(text::INCIDENTS, noting, day.view(incidents::list))}
                    {sheet(text::ROSTER, rostering, day.view(move |day| roster::view(session, day, changed)))}
                </div>
            </div>
        }
        .into_any()
    })
}
