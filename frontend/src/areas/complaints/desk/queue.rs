use super::tabs;
use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::badge::{Tone, badge, tag};
use crate::ui::icon::{Icon, icon};
use crate::ui::keys::is_shortcut;
use crate::ui::record::page_title;
use crate::ui::remote::{empty, remote};
use crate::ui::text::due;
use crate::ui::toast::use_toasts;
use contract::complaints::desk::{Desk, DeskItem, ShowDesk};
use contract::permission::Permission;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use locale::{desk_ui as text, shell, ui};
use uuid::Uuid;

/// The agent's desk: what waits, late first; J and K choose, Enter opens.
pub fn show() -> impl IntoView {
    let session = use_session();
    page_title(move || t(text::DESK_TITLE)().to_owned());
    let desk = remote(move || {
        session.writes.track();
        let _follow = crate::i18n::language();
        async move { session.get::<ShowDesk>(&[], &()).await }
    });
    // Looked at again: as it is now.
    let again = window_event_listener(leptos::ev::focus, move |_| desk.refetch());
    on_cleanup(move || again.remove());
    let chosen = RwSignal::new(0usize);
    let navigate = use_navigate();
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        let count = desk.with(|desk| desk.items.len()).unwrap_or(0);
        if count == 0 || !is_shortcut(&event) {
            return;
        }
        match event.key().as_str() {
            "j" | "J" => chosen.update(|at| *at = (*at + 1).min(count - 1)),
            "k" | "K" => chosen.update(|at| *at = at.saturating_sub(1)),
            "Enter" => {
                let path = desk.with(|desk| desk.items.get(chosen.get_untracked()).and_then(|item| item.subject.page())).flatten();
                if let Some(path) = path {
                    navigate(&path, NavigateOptions::default());
                }
                return;
            }
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || keys.remove());
    let begin = move || {
        let one = |path: &'static str, label, class: &'static str| view! { <a class=class href=path>{icon(Icon::Plus)}{t(label)}</a> };
        view! {
            {session.may(Permission::ServiceTake).then(|| one("/service-requests/new", text::NEW_REQUEST, "button"))}
            {session.may(Permission::ComplaintCreate).then(|| one("/complaints/new", shell::NEW_COMPLAINT, "button primary"))}
        }
    };
    let count = move || {
        desk.with(|desk| (desk.items.len().to_string(), desk.items.iter().filter(|item| item.overdue).count().to_string()))
            .map(|(n, late)| tell(text::WAITING, &[("n", &n), ("late", &late)]))
    };
    view! {
        <div class="page">
            <header class="page-head"><h1>{t(text::DESK_TITLE)}</h1><p class="lead-in">{count}</p><div class="page-actions">{begin}</div></header>
            {tabs()}
            {desk.view(move |data| draw(data, chosen))}
        </div>
    }
}

fn draw(desk: &Desk, chosen: RwSignal<usize>) -> AnyView {
    let n = desk.elsewhere.to_string();
    let elsewhere =
        (desk.elsewhere > 0).then(|| view! { <p class="text-ink-3 text-[13px] mt-3">{move || tell(text::ELSEWHERE, &[("n", &n)])}</p> });
    if desk.items.is_empty() {
        let nothing = empty(
            text::NOTHING_WAITS,
            text::NOTHING_WAITS_HINT,
            view! { <a class="button" href="/complaints?view=list">{t(text::ALL)}</a> },
        );
        return view! { <div class="sheet">{nothing}</div>{elsewhere} }.into_any();
    }
    let rows: Vec<_> = desk.items.iter().enumerate().map(|(i, item)| row(i, item, chosen)).collect();
    view! {
        <div class="sheet">
            <div class="ledger-wrap" tabindex="0">
                <table class="ledger cards">
                    <thead>
                        <tr>
                            <th scope="col">{t(text::WHAT)}</th><th scope="col">{t(text::WHOSE)}</th><th scope="col">{t(text::KIND)}</th>
                            <th scope="col">{t(text::STATE)}</th><th scope="col">{t(text::DUE)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <div class="pager"><span class="keys"><kbd>"J"</kbd><kbd>"K"</kbd>{t(ui::KEYS_MOVE)}<kbd>"↵"</kbd>{t(ui::KEYS_OPEN)}</span></div>
        </div>
        {elsewhere}
    }
    .into_any()
}

fn row(i: usize, item: &DeskItem, chosen: RwSignal<usize>) -> AnyView {
    let path = item.subject.page().unwrap_or_default();
    let (number, whose) = item.subject.title.split_once(' ').unwrap_or((item.subject.title.as_str(), ""));
    let whose = if item.subject.title.ends_with(&item.matter) { String::new() } else { whose.to_owned() };
    let due_at = match item.due_at {
        Some(at) => view! { <span class="one-line">{due(at)}</span> }.into_any(),
        None => view! { <span class="quiet">"—"</span> }.into_any(),
    };
    view! {
        <tr class="goes" class:chosen=move || chosen.get() == i>
            <td class="first"><a href=path><span class="line-clamp-2 max-w-[44ch]">{item.matter.clone()}</span><small class="number">{number.to_owned()}</small></a></td>
            <td data-label=t(text::WHOSE)>{whose}</td>
            <td data-label=t(text::KIND)>{word(item.kind.text_path())}" "{item.severity.map(badge)}</td>
            <td class="corner">{tag(if item.overdue { Tone::Cinnabar } else { Tone::Jade }, item.state.clone())}</td>
            <td data-label=t(text::DUE)>{due_at}</td>
        </tr>
    }
    .into_any()
}

/// Goes on to what waits next, without the way back to the desk.
pub fn next(current: Uuid) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let navigate = use_navigate();
    let busy = RwSignal::new(false);
    let press = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let navigate = navigate.clone();
        spawn_local(async move {
            match session.get::<ShowDesk>(&[], &()).await {
                Ok(desk) => match desk.items.iter().find(|item| item.subject.id != current).and_then(|item| item.subject.page()) {
                    Some(path) => navigate(&path, NavigateOptions::default()),
                    None => toasts.say(tell(text::NO_NEXT, &[])),
                },
                Err(error) => toasts.fail(&error),
            }
            busy.try_set(false);
        });
    };
    view! {
        <button type="button" class="button" aria-busy=move || busy.get().to_string() on:click=press>{t(text::NEXT)}{icon(Icon::Right)}</button>
    }
    .into_any()
}
