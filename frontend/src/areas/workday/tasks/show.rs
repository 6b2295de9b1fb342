use super::{pressing, standing};
use crate::areas::platform::attachments::attachments;
use crate::areas::platform::comments::comments;
use crate::i18n::{t, tell, word, word_now};
use crate::session::{Session, use_session};
use crate::ui::act::act_button;
use crate::ui::ask::ask_button;
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot, Kind};
use crate::ui::form::{Form, FormFrame};
use crate::ui::icon::{Icon, icon};
use crate::ui::person::person;
use crate::ui::problem::notice;
use crate::ui::record::{crumb, fact, page_title, record_head, sheet, wide_fact};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::{due, moment, or_unset, subject_link};
use crate::ui::toast::{Toasts, use_toasts};
use client::ClientError;
use contract::SubjectKind;
use contract::assignments::{
    ActOnAssignment, Assignment, AssignmentAct, AssignmentActKind, AssignmentReason, AssignmentReply, AssignmentStatus, Checklist, Repeat,
    ShowAssignment, TickAssignment,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_params_map;
use locale::{Key, assignments_ui as tasks, ui};
use std::pin::Pin;
use std::rc::Rc;
use uuid::Uuid;

/// A task.
pub fn show() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let task = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowAssignment>(&[&id], &()).await }
    });
    page_title(move || task.with(|task| task.title.clone()).unwrap_or_else(|| t(tasks::TITLE)().to_owned()));
    view! { <div class="page">{crumb("/tasks", tasks::TITLE)} {task.view(move |data| draw(data, task))}</div> }
}

/// The task as it was seen, and where its newer state goes.
#[derive(Clone, Copy)]
struct Course {
    id: Uuid,
    version: i64,
    session: Session,
    toasts: Toasts,
    remote: Remote<Assignment>,
}

impl Course {
    async fn send(self, act: AssignmentAct, key: Uuid) -> Result<Assignment, ClientError> {
        let answer = self.session.write::<ActOnAssignment>(&[&self.id], Some(self.version), key, &act).await;
        self.caught_up(answer).await
    }

    /// Where somebody was faster, says so and shows what they made of it.
    async fn caught_up(self, answer: Result<Assignment, ClientError>) -> Result<Assignment, ClientError> {
        if answer.as_ref().is_err_and(|error| error.status() == 412)
            && let Ok(now) = self.session.get::<ShowAssignment>(&[&self.id], &()).await
        {
            self.toasts.say(tell(tasks::STALE, &[("name", &now.owner.name)]));
            self.remote.set(now);
        }
        answer
    }

    fn done(self, now: Assignment) {
        let status = word_now(now.status.text_path());
        self.toasts.say(tell(tasks::ACTED_SAID, &[("title", &now.title), ("status", status)]));
        self.remote.set(now);
    }
}

fn draw(task: &Assignment, remote: Remote<Assignment>) -> AnyView {
    let course = Course { id: task.id, version: task.version, session: use_session(), toasts: use_toasts(), remote };
    let under = view! {
        <span class="number">{task.number.clone()}</span>
        {standing(task.status, task.overdue)}
        {pressing(task.priority)}
        {person(&task.owner.name)}
    };
    view! {
        {record_head(task.title.clone(), under, acts(task, course))}
        {remark(task)}
        {reply_wanted(task)}
        <div class="columns">
            <div>{reply_form(task, course)} {checklist(task, course)} {details(task)} {attachments(SubjectKind::Assignment, task.id)} {comments(SubjectKind::Assignment, task.id)}</div>
            <div>{facts(task)}</div>
        </div>
    }
    .into_any()
}

fn acts(task: &Assignment, course: Course) -> AnyView {
    let id = task.id;
    let may = |kind| task.actions.contains(&kind);
    let edit = task.editable.then(|| view! { <a class="button" href=format!("/tasks/{id}/edit")>{icon(Icon::Edit)}{t(ui::EDIT)}</a> });
    let complete = may(AssignmentActKind::Complete).then(|| {
        let send = Rc::new(move |key| Box::pin(course.send(AssignmentAct::Complete, key)) as Pin<Box<dyn Future<Output = _>>>);
        let label = AssignmentActKind::Complete.text_path();
        let left = task.checklist.iter().filter(|line| !line.done).count().to_string();
        if left == "0" {
            return act_button(label, "primary", Icon::Check, send, move |now| course.done(now));
        }
        let question = move || tell(tasks::COMPLETE_UNTICKED, &[("n", &left)]);
        ask_button(label, "primary", Icon::Check, tasks::COMPLETE_ASK, question, send, move |now| course.done(now))
    });
    let cancel = may(AssignmentActKind::Cancel).then(|| with_reason(course, "cancel", tasks::CANCEL, AssignmentAct::Cancel));
    let reopen = may(AssignmentActKind::Reopen).then(|| with_reason(course, "reopen", tasks::REOPEN, AssignmentAct::Reopen));
    view! { {cancel}{edit}{reopen}{complete} }.into_any()
}

/// A step that needs a reason, asked for in a dialog.
fn with_reason(course: Course, name: &'static str, label: Key, act: fn(AssignmentReason) -> AssignmentAct) -> AnyView {
    let open = RwSignal::new(false);
    let dialog = move || {
        let form = Form::kept(format!("task/{}/{name}", course.id), []);
        let send = move |()| {
            form.submit(
                move |read| act(AssignmentReason { reason: read.text("/reason") }),
                move |act, key| course.send(act, key),
                move |now| course.done(now),
            );
        };
        view! {
            <FormFrame form on_submit=send>
                <Field at="/reason" label=tasks::REASON kind=Kind::Lines must=true />
                <FormFoot save=label cancel=Callback::new(move |()| open.set(false)) />
            </FormFrame>
        }
    };
    view! {
        <button type="button" class="button" on:click=move |_| open.set(true)>{t(label)}</button>
        <Dialog open=open title=label>{dialog}</Dialog>
    }
    .into_any()
}

/// Why it was dropped or taken up again.
fn remark(task: &Assignment) -> Option<AnyView> {
    let remark = task.remark.clone()?;
    let said = if task.status == AssignmentStatus::Cancelled { tasks::REMARK_CANCELLED } else { tasks::REMARK_REOPENED };
    Some(notice("ochre", view! { <b>{t(said)}</b>{remark} }))
}

/// That an answer is wanted, or missing (重要事项限时答复).
fn reply_wanted(task: &Assignment) -> Option<AnyView> {
    let by = task.reply_by.filter(|_| task.reply.is_none() && task.status == AssignmentStatus::Open)?;
    if by < crate::clock::now() {
        return Some(notice("cinnabar", t(tasks::REPLY_MISSING)));
    }
    Some(notice("ochre", move || tell(tasks::REPLY_WANTED, &[("time", &moment(by)())])))
}

fn reply_form(task: &Assignment, course: Course) -> Option<AnyView> {
    if task.reply.is_some() || !task.actions.contains(&AssignmentActKind::Reply) {
        return None;
    }
    let form = Form::kept(format!("task/{}/reply", task.id), []);
    let send = move |()| {
        form.submit(
            |read| AssignmentAct::Reply(AssignmentReply { text: read.text("/text") }),
            move |act, key| course.send(act, key),
            move |now| course.done(now),
        );
    };
    let body = view! {
        <FormFrame form on_submit=send>
            <Field at="/text" label=tasks::REPLY_TEXT kind=Kind::Lines must=true />
            <FormFoot save=tasks::REPLY />
        </FormFrame>
    };
    Some(sheet(tasks::REPLY, (), body))
}

/// The checklist; a tick is saved at once.
fn checklist(task: &Assignment, course: Course) -> Option<AnyView> {
    if task.checklist.is_empty() {
        return None;
    }
    let lines = StoredValue::new(task.checklist.clone());
    let busy = RwSignal::new(false);
    let tick = move |at: usize| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let mut lines = lines.get_value();
        if let Some(line) = lines.get_mut(at) {
            line.done = !line.done;
        }
        spawn_local(async move {
            let answer =
                course.session.write::<TickAssignment>(&[&course.id], Some(course.version), Uuid::now_v7(), &Checklist { lines }).await;
            match course.caught_up(answer).await {
                Ok(now) => course.remote.set(now),
                Err(error) => {
                    course.toasts.fail(&error);
                    course.remote.refetch();
                }
            }
            busy.try_set(false);
        });
    };
    let tickable = task.tickable;
    let line = |(at, text, done): (usize, String, bool)| {
        view! {
            <li>
                <label class="tick">
                    <input type="checkbox" prop:checked=done disabled=!tickable on:change=move |_| tick(at) />
                    <span class=if done { "line-through text-ink-3" } else { "" }>{text}</span>
                </label>
            </li>
        }
    };
    let ticked = task.checklist.iter().filter(|line| line.done).count();
    let side = tell(tasks::PROGRESS, &[("done", &ticked.to_string()), ("all", &task.checklist.len().to_string())]);
    let items: Vec<_> = task.checklist.iter().enumerate().map(|(at, l)| line((at, l.text.clone(), l.done))).collect();
    let side = view! { <span class="quiet">{side}</span> };
    Some(sheet(tasks::CHECKLIST, side, view! { <ul class="grid gap-2" aria-busy=move || busy.get().to_string()>{items}</ul> }))
}

fn details(task: &Assignment) -> AnyView {
    let reply = task.reply.clone().map(|reply| wide_fact(tasks::REPLY_TEXT, reply));
    let replied = task.replied_at.map(|at| fact(tasks::REPLIED_AT, moment(at)));
    let body = view! {
        <dl class="facts">
            {wide_fact(tasks::DETAILS, or_unset(task.details.clone()))}
            {reply}
            {replied}
        </dl>
    };
    sheet(tasks::BASICS, (), body)
}

fn facts(task: &Assignment) -> AnyView {
    let open = task.status == AssignmentStatus::Open;
    let due_at = match task.due_at {
        Some(at) if open => view! { {moment(at)}" · "{due(at)} }.into_any(),
        Some(at) => moment(at).into_any(),
        None => or_unset(String::new()),
    };
    let watchers = if task.watchers.is_empty() {
        view! { <span class="unset">{t(tasks::NOBODY)}</span> }.into_any()
    } else {
        task.watchers.iter().map(|watcher| person(&watcher.name)).collect::<Vec<_>>().into_any()
    };
    let body = view! {
        <dl class="facts single">
            {fact(tasks::DUE, due_at)}
            {task.about.as_ref().map(|about| fact(tasks::ABOUT, subject_link(about)))}
            {fact(tasks::GIVER, person(&task.giver.name))}
            {fact(tasks::WATCHERS, watchers)}
            {(task.repeat != Repeat::Never).then(|| fact(tasks::REPEAT, word(task.repeat.text_path())))}
            {fact(tasks::CREATED, moment(task.created_at))}
            {task.done_at.map(|at| fact(tasks::DONE_AT, moment(at)))}
        </dl>
    };
    sheet(tasks::WHEN, (), body)
}
