use super::watchers::{self, Watchers};
use crate::areas::finders;
use crate::clock;
use crate::i18n::{t, tell};
use crate::session::use_session;
use crate::ui::fields::{Field, FormFoot, Kind, Pick, Select};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::picker::Picker;
use crate::ui::record::{crumb, page_title};
use crate::ui::remote::{Remote, remote};
use crate::ui::toast::use_toasts;
use contract::assignments::{
    About, Assignment, AssignmentForm, ChecklistLine, CreateAssignment, EditAssignment, Priority, Repeat, ShowAssignment,
};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};
use locale::{assignments_ui as tasks, ui};
use uuid::Uuid;

/// Give somebody a task; `?about=customer:<id>&called=…` in the address names the record it is about.
pub fn new() -> impl IntoView {
    page_title(move || t(tasks::NEW_TITLE)().to_owned());
    let session = use_session();
    let query = use_query_map();
    let about = query.with_untracked(|query| query.get("about")).unwrap_or_default();
    let called = query.with_untracked(|query| query.get("called")).unwrap_or_default();
    let me = session.me.with_untracked(|me| me.as_ref().map(|me| (me.id, me.name.clone())));
    let owner = me.clone().map(|(id, _)| id.to_string()).unwrap_or_default();
    let start = [
        ("/priority", Priority::Normal.word().to_owned()),
        ("/repeat", Repeat::Never.word().to_owned()),
        ("/owner_id", owner),
        ("/about", about.clone()),
    ];
    let form = Form::kept(format!("task/new/{about}"), start);
    let named = (!called.is_empty()).then(|| view! { <p class="lead-in">{t(tasks::ABOUT_KEPT)}<b>{called}</b></p> });
    view! {
        <div class="page narrow">
            {crumb("/tasks", tasks::TITLE)}
            <header class="page-head"><h1>{t(tasks::NEW_TITLE)}</h1><p class="lead-in">{t(tasks::NEW_HINT)}</p>{named}</header>
            {form_view(form, me.map(|(_, name)| name).unwrap_or_default(), None)}
        </div>
    }
}

/// Change an open task.
pub fn edit() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let task = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowAssignment>(&[&id], &()).await }
    });
    page_title(move || t(tasks::EDIT_TITLE)().to_owned());
    view! {
        <div class="page narrow">
            {crumb("/tasks", tasks::TITLE)}
            {task.view(move |data| {
                let form = Form::kept(format!("task/{}", data.id), texts(data));
                view! {
                    <header class="page-head"><h1>{t(tasks::EDIT_TITLE)}</h1><p class="lead-in">{data.number.clone()}</p></header>
                    {form_view(form, data.owner.name.clone(), Some(Seen { task: data.clone(), remote: task }))}
                }
                .into_any()
            })}
        </div>
    }
}

#[derive(Clone)]
struct Seen {
    task: Assignment,
    remote: Remote<Assignment>,
}

fn texts(task: &Assignment) -> Vec<(&'static str, String)> {
    let lines: Vec<&str> = task.checklist.iter().map(|line| line.text.as_str()).collect();
    vec![
        ("/title", task.title.clone()),
        ("/details", task.details.clone()),
        ("/owner_id", task.owner.id.to_string()),
        watchers::text_of(&task.watchers),
        ("/due_at", task.due_at.map(clock::to_local).unwrap_or_default()),
        ("/priority", task.priority.word().to_owned()),
        ("/repeat", task.repeat.word().to_owned()),
        ("/reply_by", task.reply_by.map(clock::to_local).unwrap_or_default()),
        ("/checklist", lines.join("\n")),
    ]
}

/// Lines that stand as before stay ticked.
fn read(read: &Reader, before: &[ChecklistLine]) -> AssignmentForm {
    let line = |text: &str| {
        let done = before.iter().any(|line| line.done && line.text == text);
        ChecklistLine { text: text.to_owned(), done }
    };
    let about = read.given("/about").and_then(|text| {
        let (kind, id) = text.split_once(':')?;
        Some(About { kind: kind.parse().ok()?, id: id.parse().ok()? })
    });
    AssignmentForm {
        title: read.text("/title"),
        details: read.text("/details"),
        owner_id: read.must("/owner_id", read.value("/owner_id"), Uuid::nil()),
        watcher_ids: watchers::read(read),
        due_at: read.moment("/due_at"),
        due_in_days: read.number("/due_in_days").map(|days| u32::try_from(days).unwrap_or(u32::MAX)),
        priority: read.must("/priority", read.value("/priority"), Priority::Normal),
        repeat: read.must("/repeat", read.value("/repeat"), Repeat::Never),
        reply_by: read.moment("/reply_by"),
        checklist: read.text("/checklist").lines().map(str::trim).filter(|text| !text.is_empty()).map(line).collect(),
        about,
    }
}

fn form_view(form: Form, owner: String, seen: Option<Seen>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let navigate = use_navigate();
    let go = Callback::new(move |path: String| navigate(&path, NavigateOptions { replace: true, ..Default::default() }));
    let back = seen.as_ref().map_or_else(|| "/tasks".to_owned(), |seen| format!("/tasks/{}", seen.task.id));
    let save = if seen.is_some() { ui::SAVE } else { tasks::CREATE };
    let seen = StoredValue::new_local(seen);
    let submit = move |()| {
        let before = seen.with_value(|seen| seen.as_ref().map(|seen| seen.task.checklist.clone())).unwrap_or_default();
        form.submit(
            move |reader| read(reader, &before),
            move |body, key| async move {
                let Some(Seen { task, remote }) = seen.get_value() else {
                    return session.write::<CreateAssignment>(&[], None, key, &body).await;
                };
                let answer = session.write::<EditAssignment>(&[&task.id], Some(task.version), key, &body).await;
                if answer.as_ref().is_err_and(|error| error.status() == 412)
                    && let Ok(now) = session.get::<ShowAssignment>(&[&task.id], &()).await
                {
                    toasts.say(tell(tasks::STALE, &[("name", &now.giver.name)]));
                    remote.set(now);
                }
                answer
            },
            move |saved: Assignment| {
                toasts.say(tell(tasks::SAVED_SAID, &[("title", &saved.title)]));
                go.run(format!("/tasks/{}", saved.id));
            },
        );
    };
    let cancel = move |()| {
        form.reset();
        go.run(back.clone());
    };
    view! {
        <div class="sheet padded">
            <FormFrame form on_submit=submit>
                <fieldset class="form">
                    <legend>{t(tasks::BASICS)}</legend>
                    <Field at="/title" label=tasks::TITLE_FIELD must=true placeholder=tasks::TITLE_HINT />
                    <Field at="/details" label=tasks::DETAILS kind=Kind::Lines />
                    <Field at="/checklist" label=tasks::CHECKLIST kind=Kind::Lines hint=tasks::CHECKLIST_HINT />
                    <Pick at="/priority" label=tasks::PRIORITY choices=crate::choices!(Priority) must=true />
                </fieldset>
                <fieldset class="form">
                    <legend>{t(tasks::PEOPLE)}</legend>
                    <Picker at="/owner_id" label=tasks::OWNER must=true find=finders::people(session, &[]) chosen=owner hint=tasks::OWNER_HINT />
                    <Watchers />
                </fieldset>
                <fieldset class="form">
                    <legend>{t(tasks::WHEN)}</legend>
                    <div class="pair">
                        <Field at="/due_at" label=tasks::DUE_AT kind=Kind::Moment />
                        <Field at="/due_in_days" label=tasks::DUE_IN_DAYS kind=Kind::Number unit=tasks::UNIT_DAYS hint=tasks::DUE_HINT />
                    </div>
                    <div class="pair">
                        <Select at="/repeat" label=tasks::REPEAT choices=crate::choices!(Repeat) />
                        <Field at="/reply_by" label=tasks::REPLY_BY kind=Kind::Moment hint=tasks::REPLY_BY_HINT />
                    </div>
                </fieldset>
                <FormFoot save=save cancel=Callback::new(cancel) />
            </FormFrame>
        </div>
    }
    .into_any()
}
