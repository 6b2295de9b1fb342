use super::{PATH, pressing, standing};
use crate::i18n::t;
use crate::session::use_session;
use crate::ui::icon::{Icon, icon};
use crate::ui::record::sheet;
use crate::ui::remote::remote;
use crate::ui::text::due;
use contract::SubjectKind;
use contract::assignments::{AssignmentRow, ListAssignments};
use contract::page::{ListQuery, Page};
use leptos::prelude::*;
use locale::assignments_ui as tasks;
use uuid::Uuid;

/// As many as a record shows.
const SHOWN: u32 = 20;

/// The open tasks about a record that the person may see, and the way to give another (DAY-03); for every page of a record.
pub fn of_record(kind: SubjectKind, id: Uuid, called: &str) -> AnyView {
    let session = use_session();
    let found = remote(move || {
        session.writes.track();
        let filters = vec![("about".to_owned(), format!("eq:{id}")), ("status".to_owned(), "eq:open".to_owned())];
        async move { session.get::<ListAssignments>(&[], &ListQuery { limit: Some(SHOWN), filters, ..Default::default() }).await }
    });
    let asked = client::query_string(&[("about".to_owned(), format!("{}:{id}", kind.word())), ("called".to_owned(), called.to_owned())]);
    let give = view! { <a class="button quiet small" href=format!("{PATH}/new?{asked}")>{icon(Icon::Plus)}{t(tasks::GIVE)}</a> };
    sheet(tasks::TITLE, give, found.view(rows))
}

fn rows(page: &Page<AssignmentRow>) -> AnyView {
    if page.items.is_empty() {
        return view! { <p class="none">{t(tasks::NONE_OPEN)}</p> }.into_any();
    }
    let row = |task: &AssignmentRow| {
        let standing = if task.overdue { standing(task.status, true) } else { task.due_at.map(|at| due(at).into_any()).into_any() };
        view! {
            <li>
                <span class="grow"><a class="link" href=format!("{PATH}/{}", task.id)>{task.title.clone()}</a><small class="block">{task.owner.name.clone()}</small></span>
                {pressing(task.priority)}
                {standing}
            </li>
        }
    };
    view! { <ul class="rows -mx-4 -my-4">{page.items.iter().map(row).collect::<Vec<_>>()}</ul> }.into_any()
}
