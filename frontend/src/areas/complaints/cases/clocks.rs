use crate::i18n::{t, word};
use crate::ui::badge::{Tone, tag};
use crate::ui::icon::{Icon, icon};
use crate::ui::record::sheet;
use crate::ui::text::{due, moment};
use contract::complaints::{Clock, Complaint, ComplaintStatus};
use leptos::prelude::*;
use locale::complaints_ui as complaints;

/// True where no clock runs any more.
fn at_rest(status: ComplaintStatus) -> bool {
    matches!(status, ComplaintStatus::Closed | ComplaintStatus::Withdrawn)
}

/// The clock that runs now: the first that is not done.
fn running(complaint: &Complaint) -> Option<&Clock> {
    if at_rest(complaint.status) {
        return None;
    }
    complaint.clocks.iter().find(|clock| clock.done_at.is_none())
}

/// What is left of the running clock, for the head of the page.
pub fn now_due(complaint: &Complaint) -> Option<AnyView> {
    let clock = running(complaint)?;
    Some(
        view! { <span class="inline-flex items-center gap-1">{icon(Icon::Clock)}{word(clock.step.text_path())}" "{due(clock.due_at)}</span> }
            .into_any(),
    )
}

/// All clocks of the case (CPL-02): kept, missed, or counting down.
pub fn clocks(complaint: &Complaint) -> AnyView {
    let rest = at_rest(complaint.status);
    let rows: Vec<_> = complaint.clocks.iter().map(|clock| row(clock, rest)).collect();
    sheet(complaints::CLOCKS, (), view! { <ul class="grid gap-4">{rows}</ul> })
}

fn row(clock: &Clock, rest: bool) -> impl IntoView + use<> {
    let state = match clock.done_at {
        Some(_) if clock.late => tag(Tone::Cinnabar, t(complaints::DONE_LATE)).into_any(),
        Some(_) => tag(Tone::Bamboo, t(complaints::DONE_IN_TIME)).into_any(),
        None if rest => tag(Tone::Calm, t(complaints::CLOCK_STOPPED)).into_any(),
        None => view! { <span class="font-medium">{due(clock.due_at)}</span> }.into_any(),
    };
    let done = clock.done_at.map(|at| view! { " · "{t(complaints::DONE_AT)}" "{moment(at)} });
    view! {
        <li class="clock">
            {icon(Icon::Clock)}
            <b>{word(clock.step.text_path())}</b>
            {state}
            <span class="when">{t(complaints::DUE)}" "{moment(clock.due_at)}{done}</span>
        </li>
    }
}
