use super::{PATH, pressing, standing};
use crate::i18n::{t, tell};
use crate::ui::icon::{Icon, icon};
use crate::ui::list_page::{Column, ListPage, Place, list_page};
use crate::ui::person::person;
use crate::ui::text::{due, moment};
use contract::assignments::{AssignmentRow, AssignmentStatus, ListAssignments};
use leptos::prelude::*;
use locale::{assignments_ui as tasks, shell};

/// The tasks that concern the person.
pub fn list() -> impl IntoView {
    list_page::<ListAssignments, AssignmentRow>(ListPage {
        list: "assignments",
        title: tasks::TITLE,
        columns: vec![
            Column { field: "title", label: tasks::WHAT, place: Place::First, cell: what },
            Column { field: "owner", label: tasks::OWNER, place: Place::Line, cell: |row| person(&row.owner.name).into_any() },
            Column { field: "due_at", label: tasks::DUE, place: Place::Line, cell: due_cell },
            Column { field: "", label: tasks::CHECKLIST, place: Place::Line, cell: ticked },
            Column { field: "giver", label: tasks::GIVER, place: Place::Desk, cell: |row| person(&row.giver.name).into_any() },
            Column { field: "status", label: tasks::STATUS, place: Place::Corner, cell: |row| standing(row.status, row.overdue) },
        ],
        href: |row| Some(format!("{PATH}/{}", row.id)),
        quick: &["status", "owner", "priority"],
        standard: &[("status", "eq:open")],
        empty: (tasks::EMPTY, tasks::EMPTY_HINT),
        actions: |_| view! { <a class="button primary" href="/tasks/new">{icon(Icon::Plus)}{t(shell::NEW_TASK)}</a> }.into_any(),
    })
}

fn what(row: &AssignmentRow) -> AnyView {
    view! { <span class="inline-flex flex-wrap items-center gap-2">{row.title.clone()}{pressing(row.priority)}</span><small class="number">{row.number.clone()}</small> }
        .into_any()
}

/// What is over is late no longer.
fn due_cell(row: &AssignmentRow) -> AnyView {
    match (row.due_at, row.status) {
        (Some(at), AssignmentStatus::Open) => due(at).into_any(),
        (Some(at), _) => view! { <span class="quiet">{moment(at)}</span> }.into_any(),
        (None, _) => ().into_any(),
    }
}

fn ticked(row: &AssignmentRow) -> AnyView {
    if row.lines == 0 {
        return ().into_any();
    }
    tell(tasks::PROGRESS, &[("done", &row.ticked.to_string()), ("all", &row.lines.to_string())]).into_any()
}
