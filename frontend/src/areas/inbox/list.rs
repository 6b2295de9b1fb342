use super::tabs::tabs;
use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::icon::{Icon, icon};
use crate::ui::list_page::{Column, ListPage, Place, RefetchList, list_page};
use crate::ui::remote::Remote;
use crate::ui::text::{due, path_of, since};
use crate::ui::toast::use_toasts;
use contract::page::Page;
use contract::tasks::{ActOnTask, ListInbox, Task, TaskAct, TaskActKind, TaskKind};
use leptos::prelude::*;
use leptos::task::spawn_local;
use locale::inbox;
use uuid::Uuid;

/// The person's tasks but for what is to be decided.
pub fn list() -> impl IntoView {
    let list = list_page::<ListInbox, Task>(ListPage {
        list: "inbox",
        title: inbox::TITLE,
        columns: vec![
            Column { field: "", label: inbox::WHAT, place: Place::First, cell: |task| task.title.clone().into_any() },
            Column { field: "", label: inbox::ABOUT, place: Place::Line, cell: |task| about(task).into_any() },
            Column { field: "", label: inbox::KIND, place: Place::Line, cell: |task| kind(task.kind).into_any() },
            Column { field: "", label: inbox::FROM, place: Place::Line, cell: from },
            Column { field: "due_at", label: inbox::DUE, place: Place::Line, cell: due_cell },
            Column {
                field: "created_at",
                label: inbox::SINCE,
                place: Place::Desk,
                cell: |task| view! { <span class="quiet">{since(task.created_at)}</span> }.into_any(),
            },
            Column { field: "", label: inbox::ACTIONS, place: Place::Corner, cell: done_in_list },
        ],
        href: |task| path_of(&task.subject),
        quick: &["kind", "status", "due_at"],
        standard: &[("status", "eq:open"), ("kind", "ne:approval")],
        empty: (inbox::EMPTY, inbox::EMPTY_HINT),
        actions: |_| ().into_any(),
    });
    view! { <div class="over-list">{tabs()}</div> {list} }
}

fn picture(kind: TaskKind) -> Icon {
    match kind {
        TaskKind::Approval => Icon::Check,
        TaskKind::FollowUp => Icon::Phone,
        TaskKind::Review | TaskKind::ReadingAlert => Icon::Eye,
        TaskKind::Complaint => Icon::Complaint,
        TaskKind::Escalation => Icon::Clock,
        TaskKind::Campaign | TaskKind::Preparation | TaskKind::GuestNews => Icon::Campaign,
        TaskKind::HandOver => Icon::SignOut,
        TaskKind::Assignment => Icon::Inbox,
        TaskKind::Appeal | TaskKind::SelfReview | TaskKind::Marking | TaskKind::Calibration | TaskKind::Unsealing | TaskKind::Grading => {
            Icon::Kpi
        }
        TaskKind::DutyLetter | TaskKind::Pay | TaskKind::Certificate => Icon::Sheet,
        TaskKind::Quality => Icon::Check,
        TaskKind::ServiceRequest => Icon::Complaint,
        TaskKind::Progress => Icon::Phone,
        TaskKind::Inquiry => Icon::Complaint,
        TaskKind::Mention => Icon::Bell,
    }
}

fn kind(kind: TaskKind) -> impl IntoView {
    view! { <span class="inline-flex items-center gap-2 text-ink-2">{icon(picture(kind))}{word(kind.text_path())}</span> }
}

/// The record, where the task is not called after it.
fn about(task: &Task) -> Option<String> {
    // A record's title is its number and its name; a name that is the task's own need not be said twice.
    let rest = task.subject.title.strip_suffix(task.title.as_str()).unwrap_or(&task.subject.title).trim();
    (!rest.is_empty()).then(|| rest.to_owned())
}

fn from(task: &Task) -> AnyView {
    task.from.as_ref().map(|from| crate::ui::person::person(&from.name)).into_any()
}

fn due_cell(task: &Task) -> AnyView {
    task.due_at.map(due).into_any()
}

fn done_in_list(task: &Task) -> AnyView {
    let refetch = use_context::<RefetchList>();
    done_button(
        task,
        Callback::new(move |()| {
            if let Some(RefetchList(again)) = refetch {
                again.run(())
            }
        }),
    )
}

/// Marks a task as done, where it can be.
fn done_button(task: &Task, then: Callback<()>) -> AnyView {
    if !task.actions.contains(&TaskActKind::Done) {
        return ().into_any();
    }
    let session = use_session();
    let toasts = use_toasts();
    let (id, version, title) = (task.id, task.version, task.title.clone());
    let busy = RwSignal::new(false);
    let press = move |_| {
        busy.set(true);
        let title = title.clone();
        spawn_local(async move {
            let act = TaskAct { act: TaskActKind::Done };
            match session.write::<ActOnTask>(&[&id], Some(version), Uuid::now_v7(), &act).await {
                Ok(_) => {
                    toasts.say(tell(inbox::DONE_SAID, &[("title", &title)]));
                    then.run(());
                }
                Err(error) => toasts.fail(&error),
            }
            busy.try_set(false);
        });
    };
    view! {
        <button type="button" class="button small" aria-busy=move || busy.get().to_string() on:click=press>{icon(Icon::Check)}{t(inbox::MARK_DONE)}</button>
    }
    .into_any()
}

/// A task in a short list.
pub fn task_row(task: &Task, tasks: Remote<Page<Task>>) -> AnyView {
    let title = task.title.clone();
    let link = match path_of(&task.subject) {
        Some(path) => view! { <a class="font-medium hover:text-jade" href=path>{title}</a> }.into_any(),
        None => title.into_any(),
    };
    view! {
        <li class="goes">
            <span class="text-ink-3">{icon(picture(task.kind))}</span>
            <div class="grow">
                {link}
                <small class="block">{about(task).map(|about| format!("{about} · "))}{word(task.kind.text_path())}{task.from.as_ref().map(|from| format!(" · {}", from.name))}</small>
            </div>
            {done_button(task, Callback::new(move |()| tasks.refetch()))}
            <span class="text-[13px] min-w-28 text-right">{task.due_at.map(due)}</span>
        </li>
    }
    .into_any()
}
