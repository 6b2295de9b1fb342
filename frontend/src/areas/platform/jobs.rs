use crate::i18n::{tell, word_now};
use crate::session::use_session;
use crate::ui::act::act_button;
use crate::ui::badge::badge;
use crate::ui::icon::Icon;
use crate::ui::list_page::{Column, ListPage, Place, RefetchList, list_page};
use crate::ui::text::{moment, since};
use crate::ui::toast::use_toasts;
use contract::jobs::{ActOnJob, Job, JobAct, JobActKind, JobStatus, ListJobs};
use leptos::prelude::*;
use locale::jobs_ui as jobs;
use std::pin::Pin;
use std::rc::Rc;

/// Background work: what waits, runs, and was given up.
pub fn list() -> impl IntoView {
    list_page::<ListJobs, Job>(ListPage {
        list: "jobs",
        title: jobs::TITLE,
        columns: vec![
            Column { field: "kind", label: jobs::KIND, place: Place::First, cell: kind },
            Column { field: "status", label: jobs::STATUS, place: Place::Corner, cell: |job| badge(job.status).into_any() },
            Column { field: "run_at", label: jobs::WHEN, place: Place::Line, cell: when },
            Column { field: "", label: jobs::ATTEMPTS, place: Place::Line, cell: attempts },
            Column { field: "", label: jobs::LAST_ERROR, place: Place::Line, cell: error },
            Column { field: "created_at", label: jobs::QUEUED, place: Place::Desk, cell: |job| since(job.created_at).into_any() },
            Column { field: "", label: jobs::ACTIONS, place: Place::Line, cell: actions },
        ],
        href: |_| None,
        quick: &["status", "kind"],
        standard: &[],
        empty: (jobs::EMPTY, jobs::EMPTY_HINT),
        actions: |_| ().into_any(),
    })
}

/// What it does; a kind that only a newer node knows shows as itself.
fn kind(job: &Job) -> AnyView {
    let word = job.kind.clone();
    let spoken = move || {
        let path = format!("words.job_kind_{word}");
        locale::find(&path).map_or_else(|| word.clone(), |key| key.text(crate::i18n::language()).to_owned())
    };
    spoken.into_any()
}

fn when(job: &Job) -> AnyView {
    let at = if job.status == JobStatus::Waiting { job.run_at } else { job.ended_at.unwrap_or(job.run_at) };
    view! { <span class="quiet one-line">{moment(at)}</span> }.into_any()
}

fn attempts(job: &Job) -> AnyView {
    view! { <span class="number">{job.attempts}" / "{job.max_attempts}</span> }.into_any()
}

fn error(job: &Job) -> AnyView {
    job.last_error.clone().map(|text| view! { <span class="text-[13px] max-w-[40ch] inline-block">{text}</span> }).into_any()
}

fn actions(job: &Job) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let refetch = use_context::<RefetchList>();
    let (id, version) = (job.id, job.version);
    let button = |act: JobActKind| {
        let (class, picture) = if act == JobActKind::Retry { ("small", Icon::Retry) } else { ("quiet small", Icon::Close) };
        let send = Rc::new(move |key| {
            Box::pin(async move { session.write::<ActOnJob>(&[&id], Some(version), key, &JobAct { act }).await })
                as Pin<Box<dyn Future<Output = _>>>
        });
        let done = move |now: Job| {
            toasts.say(tell(jobs::ACTED_SAID, &[("status", word_now(now.status.text_path()))]));
            if let Some(RefetchList(again)) = refetch {
                again.run(());
            }
        };
        act_button(act.text_path(), class, picture, send, done)
    };
    let buttons: Vec<_> = job.actions.iter().copied().map(button).collect();
    view! { <span class="inline-flex gap-2">{buttons}</span> }.into_any()
}
