//! What is to be decided, decided from the list: by press, by keyboard, several at once where their flow allows.

use super::tabs::{tabs, to_decide};
use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::badge::{Tone, tag};
use crate::ui::icon::{Icon, icon};
use crate::ui::keys::is_shortcut;
use crate::ui::person::person;
use crate::ui::problem::error_text;
use crate::ui::record::page_title;
use crate::ui::remote::{Remote, empty, remote};
use crate::ui::text::{due, path_of, since};
use crate::ui::toast::{Toasts, use_toasts};
use client::ClientError;
use contract::approvals::{ActOnApproval, ApprovalAct, ApprovalActKind, Consent, ReturnTo};
use contract::page::Page;
use contract::tasks::{ListInbox, Task, TaskApproval};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use locale::{inbox, ui};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

const MOST: u32 = 100;

/// What the rows share.
#[derive(Clone, Copy)]
struct Desk {
    session: crate::session::Session,
    toasts: Toasts,
    tasks: Remote<Page<Task>>,
    /// The row under the keyboard.
    chosen: RwSignal<Option<usize>>,
    picked: RwSignal<BTreeSet<Uuid>>,
    /// The task whose return waits for its reason.
    returning: RwSignal<Option<Uuid>>,
    reason: RwSignal<String>,
    busy: RwSignal<bool>,
    /// Why some of those approved together were not, by task.
    failed: RwSignal<BTreeMap<Uuid, String>>,
}

/// The page.
pub fn decide() -> impl IntoView {
    let session = use_session();
    page_title(move || t(inbox::TITLE)().to_owned());
    let desk = Desk {
        session,
        toasts: use_toasts(),
        tasks: remote(move || {
            session.writes.track();
            async move { session.get::<ListInbox>(&[], &to_decide(MOST)).await }
        }),
        chosen: RwSignal::new(None),
        picked: RwSignal::new(BTreeSet::new()),
        returning: RwSignal::new(None),
        reason: RwSignal::new(String::new()),
        busy: RwSignal::new(false),
        failed: RwSignal::new(BTreeMap::new()),
    };
    shortcuts(desk);
    let draw = move |page: &Page<Task>| {
        if page.items.is_empty() {
            return empty(
                inbox::EMPTY_DECIDE,
                inbox::EMPTY_HINT,
                view! { <a class="button" href="/inbox/tasks">{t(inbox::TAB_TASKS)}</a> },
            );
        }
        let rows: Vec<_> = page.items.iter().enumerate().map(|(i, task)| row(desk, i, task)).collect();
        view! { <ul class="rows deciding">{rows}</ul> }.into_any()
    };
    let bulk = move || {
        let count = desk.picked.with(BTreeSet::len);
        (count > 0).then(|| {
            view! {
                <button type="button" class="button primary" aria-busy=move || desk.busy.get().to_string() on:click=move |_| approve_picked(desk)>
                    {icon(Icon::Check)}{move || tell(inbox::BULK, &[("n", &count.to_string())])}
                </button>
            }
        })
    };
    view! {
        <div class="page">
            <header class="page-head"><h1>{t(inbox::TITLE)}</h1><div class="page-actions">{bulk}</div></header>
            {tabs()}
            {desk.tasks.view(draw)}
            <p class="keys-line"><kbd>"J"</kbd><kbd>"K"</kbd>{t(ui::KEYS_MOVE)}<kbd>"A"</kbd>{t(ui::APPROVE)}<kbd>"R"</kbd>{t(ui::RETURN)}<kbd>"X"</kbd>{t(inbox::KEY_PICK)}<kbd>"↵"</kbd>{t(ui::KEYS_OPEN)}</p>
        </div>
    }
}

fn shortcuts(desk: Desk) {
    let navigate = use_navigate();
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        let count = desk.tasks.with(|page| page.items.len()).unwrap_or(0);
        if count == 0 || !is_shortcut(&event) {
            return;
        }
        let at = desk.chosen.get_untracked();
        let task = at.and_then(|i| desk.tasks.with(|page| page.items.get(i).cloned()).flatten());
        match event.key().as_str() {
            "j" | "J" => desk.chosen.set(Some(at.map_or(0, |i| (i + 1).min(count - 1)))),
            "k" | "K" => desk.chosen.set(Some(at.map_or(0, |i| i.saturating_sub(1)))),
            "a" | "A" => {
                if let Some(task) = task.filter(|task| may(task, ApprovalActKind::Approve)) {
                    approve(desk, task);
                }
            }
            "r" | "R" => {
                if let Some(task) = task.filter(|task| may(task, ApprovalActKind::Return)) {
                    begin_return(desk, task.id);
                }
            }
            "x" | "X" => {
                if let Some(task) = task.filter(may_bulk) {
                    pick(desk, task.id);
                }
            }
            "Enter" => {
                if let Some(path) = task.and_then(|task| path_of(&task.subject)) {
                    navigate(&path, NavigateOptions::default());
                }
            }
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || keys.remove());
}

fn may(task: &Task, act: ApprovalActKind) -> bool {
    task.approval.as_ref().is_some_and(|approval| approval.acts.contains(&act))
}

/// Whether it may be approved together with others: its flow says so, and the person may approve it.
fn may_bulk(task: &Task) -> bool {
    task.approval.as_ref().is_some_and(|approval| approval.bulk) && may(task, ApprovalActKind::Approve)
}

fn pick(desk: Desk, id: Uuid) {
    desk.picked.update(|picked| {
        if !picked.remove(&id) {
            picked.insert(id);
        }
    });
}

fn begin_return(desk: Desk, id: Uuid) {
    desk.reason.set(String::new());
    desk.returning.set(Some(id));
    request_animation_frame(|| {
        use wasm_bindgen::JsCast;
        if let Ok(Some(field)) = document().query_selector(".deciding textarea") {
            let _focused = field.dyn_into::<web_sys::HtmlElement>().map(|field| field.focus());
        }
    });
}

async fn sent(desk: Desk, task: &Task, act: &ApprovalAct) -> Result<(), ClientError> {
    let version = task.approval.as_ref().map(|approval| approval.version);
    desk.session.write::<ActOnApproval>(&[&task.subject.id], version, Uuid::now_v7(), act).await.map(|_| ())
}

async fn send(desk: Desk, task: &Task, act: ApprovalAct) -> bool {
    match sent(desk, task, &act).await {
        Ok(()) => true,
        Err(error) => {
            desk.toasts.fail(&error);
            desk.tasks.refetch();
            false
        }
    }
}

fn consent(task: &Task) -> ApprovalAct {
    ApprovalAct::Approve(Consent { for_id: task.for_person.as_ref().map(|one| one.id), ..Default::default() })
}

fn approve(desk: Desk, task: Task) {
    if desk.busy.get_untracked() {
        return;
    }
    desk.busy.set(true);
    spawn_local(async move {
        if send(desk, &task, consent(&task)).await {
            desk.toasts.say(tell(locale::approvals_ui::APPROVED_SAID, &[("title", &task.title)]));
        }
        desk.busy.try_set(false);
    });
}

fn give_back(desk: Desk, task: Task) {
    let remark = desk.reason.get_untracked();
    if desk.busy.get_untracked() || remark.trim().is_empty() {
        return;
    }
    desk.busy.set(true);
    let act = ApprovalAct::Return(ReturnTo { remark, for_id: task.for_person.as_ref().map(|one| one.id), ..Default::default() });
    spawn_local(async move {
        if send(desk, &task, act).await {
            desk.returning.try_set(None);
            desk.toasts.say(tell(locale::approvals_ui::RETURNED_SAID, &[("title", &task.title)]));
        }
        desk.busy.try_set(false);
    });
}

fn approve_picked(desk: Desk) {
    if desk.busy.get_untracked() {
        return;
    }
    desk.busy.set(true);
    let picked = desk.picked.get_untracked();
    let tasks: Vec<Task> =
        desk.tasks.with(|page| page.items.iter().filter(|task| picked.contains(&task.id)).cloned().collect()).unwrap_or_default();
    spawn_local(async move {
        // Each is decided by itself: what is refused stays in its row with the reason, and the others go on.
        let mut failed = BTreeMap::new();
        for task in &tasks {
            if let Err(error) = sent(desk, task, &consent(task)).await {
                failed.insert(task.id, error_text(&error));
            }
        }
        let (n, m) = ((tasks.len() - failed.len()).to_string(), failed.len().to_string());
        desk.toasts.say(if failed.is_empty() {
            tell(inbox::BULK_SAID, &[("n", &n)])
        } else {
            tell(inbox::BULK_PARTLY, &[("n", &n), ("m", &m)])
        });
        desk.picked.try_set(failed.keys().copied().collect());
        desk.failed.try_set(failed);
        desk.tasks.refetch();
        desk.busy.try_set(false);
    });
}

fn row(desk: Desk, i: usize, task: &Task) -> AnyView {
    let Some(approval) = task.approval.clone() else { return ().into_any() };
    let id = task.id;
    let picked = may_bulk(task).then(|| {
        let label = task.title.clone();
        view! {
            <input type="checkbox" aria-label=label prop:checked=move || desk.picked.with(|picked| picked.contains(&id))
                on:change=move |_| pick(desk, id) />
        }
    });
    let title = task.title.clone();
    let link = match path_of(&task.subject) {
        Some(path) => view! { <a class="font-medium hover:text-jade" href=path>{title}</a> }.into_any(),
        None => title.into_any(),
    };
    let for_whom = task.for_person.as_ref().map(|one| {
        let name = one.name.clone();
        tag(Tone::Indigo, move || tell(inbox::FOR_WHOM, &[("name", &name)]))
    });
    let haste = task.reminded_at.map(|_| tag(Tone::Ochre, t(inbox::REMINDED)));
    let stored = StoredValue::new(task.clone());
    view! {
        <li class:chosen=move || desk.chosen.get() == Some(i)>
            {picked}
            <div class="grow min-w-0">
                <div class="flex flex-wrap items-center gap-2">{link}{for_whom}{haste}</div>
                <small class="flex flex-wrap items-center gap-2">
                    {word(approval.kind.text_path())}" · "{approval.step.clone()} {person(&approval.applicant.name)}
                    {match task.due_at { Some(at) => due(at).into_any(), None => since(task.created_at).into_any() }}
                </small>
                {lines(&approval)}
                {move || desk.failed.with(|failed| failed.get(&id).cloned()).map(|why| view! { <p class="wrong" role="status">{why}</p> })}
                {move || (desk.returning.get() == Some(id)).then(|| reason(desk, stored))}
            </div>
            <div class="flex gap-2">{buttons(desk, task, stored)}</div>
        </li>
    }
    .into_any()
}

fn lines(approval: &TaskApproval) -> impl IntoView + use<> {
    let lines: Vec<_> = approval.lines.iter().map(|line| view! { <span><i>{line.label.clone()}</i>{line.value.clone()}</span> }).collect();
    view! { <p class="digest">{lines}</p> }
}

fn buttons(desk: Desk, task: &Task, stored: StoredValue<Task>) -> AnyView {
    if may(task, ApprovalActKind::Answer) {
        return path_of(&task.subject)
            .map(|path| view! { <a class="button small" href=path>{icon(Icon::Edit)}{word(ApprovalActKind::Answer.text_path())}</a> })
            .into_any();
    }
    let id = task.id;
    view! {
        <button type="button" class="button small primary" on:click=move |_| approve(desk, stored.get_value())>{icon(Icon::Check)}{t(ui::APPROVE)}</button>
        <button type="button" class="button small danger" on:click=move |_| begin_return(desk, id)>{icon(Icon::Undo)}{t(ui::RETURN)}</button>
    }
    .into_any()
}

fn reason(desk: Desk, stored: StoredValue<Task>) -> AnyView {
    view! {
        <div class="field mt-2">
            <label for="return-reason">{t(ui::RETURN_REASON)}<span class="must" aria-hidden="true">"*"</span></label>
            <textarea class="input" id="return-reason" rows="2" aria-required="true" prop:value=move || desk.reason.get()
                on:input=move |event| desk.reason.set(event_target_value(&event))
                on:keydown=move |event| if event.key() == "Escape" { desk.returning.set(None) }></textarea>
            <div class="form-foot">
                <button type="button" class="button small danger" disabled=move || desk.reason.with(|r| r.trim().is_empty())
                    on:click=move |_| give_back(desk, stored.get_value())>{icon(Icon::Undo)}{t(ui::RETURN)}</button>
                <button type="button" class="button small quiet" on:click=move |_| desk.returning.set(None)>{t(ui::CANCEL)}</button>
            </div>
        </div>
    }
    .into_any()
}
