use crate::i18n::{t, word};
use crate::ui::badge::{Tone, tag};
use crate::ui::icon::{Icon, icon};
use crate::ui::record::sheet;
use crate::ui::text::{due, moment};
use contract::complaints::{Clock, ClockStep, Complaint, ComplaintStatus, Pause};
use leptos::prelude::*;
use locale::{Key, complaints_ui as complaints};

/// True where no clock runs any more.
fn at_rest(status: ComplaintStatus) -> bool {
    matches!(status, ComplaintStatus::Closed | ComplaintStatus::Withdrawn)
}

/// What is left of the running clock, for the head of the page.
pub fn now_due(complaint: &Complaint) -> Option<AnyView> {
    let (step, at) = (complaint.running?, complaint.due_at?);
    Some(view! { <span class="inline-flex items-center gap-1">{icon(Icon::Clock)}{word(step.text_path())}" "{due(at)}</span> }.into_any())
}

/// All clocks of the case (CPL-02): kept, missed, counting down, or standing still; and every pause there was.
pub fn clocks(complaint: &Complaint) -> AnyView {
    let still = match complaint.status {
        status if at_rest(status) => Some(complaints::CLOCK_STOPPED),
        // Nothing of the company's runs but the time that the customer has.
        ComplaintStatus::AwaitingFeedback => locale::find(complaint.status.text_path()),
        _ => complaint.paused_at.map(|_| complaints::PAUSED),
    };
    let rows: Vec<_> = complaint.clocks.iter().map(|clock| row(clock, still.filter(|_| clock.step != ClockStep::Answer))).collect();
    let pauses: Vec<_> = complaint.pauses.iter().rev().map(pause).collect();
    let pauses = (!pauses.is_empty()).then(|| {
        view! { <h3 class="mt-6 mb-2 text-[13px] text-ink-3">{t(complaints::PAUSES)}</h3><ul class="grid gap-3 text-[13px]">{pauses}</ul> }
    });
    sheet(complaints::CLOCKS, (), view! { <ul class="grid gap-4">{rows}</ul>{pauses} })
}

/// Why the clocks stood still, and from when to when.
fn pause(pause: &Pause) -> impl IntoView + use<> {
    let people = match &pause.ended_by {
        Some(ended) if ended.id != pause.began_by.id => format!("{} → {}", pause.began_by.name, ended.name),
        _ => pause.began_by.name.clone(),
    };
    let until = match pause.ended_at {
        Some(at) => moment(at).into_any(),
        None => t(complaints::STILL).into_any(),
    };
    view! {
        <li>
            <span class="font-medium">{word(pause.reason.text_path())}</span>
            <p class="text-ink-2">{pause.note.clone()}</p>
            <span class="text-[12px] text-ink-3">{moment(pause.began_at)}" – "{until}" · "{people}</span>
        </li>
    }
}

fn row(clock: &Clock, still: Option<Key>) -> impl IntoView + use<> {
    let state = match clock.done_at {
        Some(_) if clock.late => tag(Tone::Cinnabar, t(complaints::DONE_LATE)).into_any(),
        Some(_) => tag(Tone::Bamboo, t(complaints::DONE_IN_TIME)).into_any(),
        None => match still.filter(|_| !clock.late) {
            Some(why) => tag(Tone::Calm, t(why)).into_any(),
            None => view! { <span class="font-medium">{due(clock.due_at)}</span> }.into_any(),
        },
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
