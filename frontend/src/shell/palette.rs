//! Go, begin, find: one box over everything (Ctrl-K).

use super::places::{BEGINNINGS, PLACES, open_to};
use crate::i18n::{t, word};
use crate::session::use_session;
use crate::ui::dialog::follow;
use crate::ui::icon::{Icon, icon};
use crate::ui::text::path_of;
use contract::SubjectKind;
use contract::home::{Hit, Search, SearchQuery};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use locale::shell;
use std::time::Duration;

const PAUSE: Duration = Duration::from_millis(140);

/// One line of the palette.
#[derive(Clone)]
struct Entry {
    icon: Icon,
    text: String,
    detail: AnyText,
    path: String,
    group: locale::Key,
}

#[derive(Clone)]
enum AnyText {
    None,
    Word(&'static str),
}

/// True where every character of `typed` stands in `text` in this order; case does not matter.
fn fits(text: &str, typed: &str) -> bool {
    let mut rest = text.chars().flat_map(char::to_lowercase);
    typed.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).all(|wanted| rest.any(|c| c == wanted))
}

fn picture(kind: SubjectKind) -> Icon {
    match kind {
        SubjectKind::Customer | SubjectKind::Contact | SubjectKind::FollowUp => Icon::Customers,
        SubjectKind::CustomerImport | SubjectKind::Attachment => Icon::Sheet,
        SubjectKind::CustomerAccess | SubjectKind::CustomerShare | SubjectKind::ReadingAlert => Icon::Eye,
        SubjectKind::CustomerPool => Icon::Board,
        SubjectKind::Campaign
        | SubjectKind::CampaignItem
        | SubjectKind::CampaignTemplate
        | SubjectKind::CampaignExpense
        | SubjectKind::CampaignMaterial
        | SubjectKind::CampaignGuest
        | SubjectKind::CampaignRunItem
        | SubjectKind::CampaignIncident
        | SubjectKind::WonContract => Icon::Campaign,
        SubjectKind::Complaint | SubjectKind::ComplaintInquiry | SubjectKind::ServiceRequest => Icon::Complaint,
        SubjectKind::Nonconformity | SubjectKind::CorrectiveAction | SubjectKind::StageSurvey | SubjectKind::Questionnaire => Icon::Check,
        SubjectKind::Knowledge => Icon::Sheet,
        SubjectKind::Assignment => Icon::Check,
        SubjectKind::Approval | SubjectKind::Task | SubjectKind::Comment => Icon::Inbox,
        SubjectKind::Person | SubjectKind::Session => Icon::Customers,
        SubjectKind::ApprovalFlow => Icon::Sheet,
        SubjectKind::Delegation => Icon::Customers,
        SubjectKind::Unit | SubjectKind::Post => Icon::Board,
        SubjectKind::Role => Icon::Audit,
        SubjectKind::HandOver => Icon::SignOut,
        SubjectKind::Job | SubjectKind::Leave => Icon::Clock,
        SubjectKind::Webhook => Icon::Globe,
        SubjectKind::Robot => Icon::Campaign,
        SubjectKind::DutyLetter | SubjectKind::SavedView => Icon::Sheet,
        SubjectKind::Agreement | SubjectKind::ApiKey => Icon::Audit,
        SubjectKind::Kpi
        | SubjectKind::KpiScheme
        | SubjectKind::KpiEntry
        | SubjectKind::KpiCycle
        | SubjectKind::KpiReview
        | SubjectKind::KpiMark
        | SubjectKind::KpiUnsealing
        | SubjectKind::Grading
        | SubjectKind::Recruitment => Icon::Kpi,
        SubjectKind::Pay => Icon::Sheet,
        SubjectKind::Announcement => Icon::Campaign,
        SubjectKind::Calendar => Icon::Calendar,
    }
}

/// The command palette.
#[component]
pub fn Palette(open: RwSignal<bool>) -> impl IntoView {
    let session = use_session();
    let element = NodeRef::<html::Dialog>::new();
    let input = NodeRef::<html::Input>::new();
    let typed = RwSignal::new(String::new());
    let hits = RwSignal::new(Vec::<Hit>::new());
    let at = RwSignal::new(0usize);
    let composing = StoredValue::new(false);
    let asked = StoredValue::new(0u32);
    Effect::new(move |_| {
        follow(element, open);
        if open.get() {
            typed.set(String::new());
            hits.set(Vec::new());
            at.set(0);
            if let Some(input) = input.get_untracked() {
                input.set_value("");
            }
        }
    });
    let entries = Memo::new_with_compare(
        move |_| {
            let text = typed.get();
            let of = |places, group| {
                open_to(session, places)
                    .into_iter()
                    .map(move |place| Entry {
                        icon: place.icon,
                        text: t(place.label)().to_owned(),
                        detail: AnyText::None,
                        path: place.path.to_owned(),
                        group,
                    })
                    .filter(|entry| fits(&entry.text, &text) || fits(&entry.path, &text))
                    .collect::<Vec<_>>()
            };
            let found = hits.get().into_iter().filter_map(|hit| {
                let detail = if hit.detail.is_empty() { String::new() } else { format!("  {}", hit.detail) };
                Some(Entry {
                    icon: picture(hit.subject.kind),
                    path: path_of(&hit.subject)?,
                    text: format!("{}{detail}", hit.subject.title),
                    detail: AnyText::Word(hit.subject.kind.text_path()),
                    group: shell::PALETTE_RECORDS,
                })
            });
            found.chain(of(PLACES, shell::PALETTE_GO)).chain(of(BEGINNINGS, shell::PALETTE_BEGIN)).collect::<Vec<_>>()
        },
        |_, _| true,
    );
    let seek = move || {
        at.set(0);
        let n = asked.get_value() + 1;
        asked.set_value(n);
        let q = typed.get_untracked().trim().to_owned();
        if q.is_empty() {
            hits.set(Vec::new());
            return;
        }
        set_timeout(
            move || {
                if asked.try_get_value() != Some(n) {
                    return;
                }
                spawn_local(async move {
                    if let (Ok(answer), Some(latest)) = (session.get::<Search>(&[], &SearchQuery { q }).await, asked.try_get_value())
                        && latest == n
                    {
                        hits.try_set(answer.hits);
                    }
                });
            },
            PAUSE,
        );
    };
    let navigate = use_navigate();
    let go = Callback::new(move |path: String| {
        open.set(false);
        navigate(&path, NavigateOptions::default());
    });
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.is_composing() || event.key_code() == 229 {
            return;
        }
        let count = entries.with_untracked(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if count > 0 => at.update(|row| *row = (*row + 1) % count),
            "ArrowUp" if count > 0 => at.update(|row| *row = (*row + count - 1) % count),
            "Enter" => {
                if let Some(path) = entries.with_untracked(|entries| entries.get(at.get_untracked()).map(|entry| entry.path.clone())) {
                    go.run(path);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    let rows = move || {
        let mut last = None;
        let rows: Vec<_> = entries
            .get()
            .into_iter()
            .enumerate()
            .map(|(i, entry)| {
                let title = (last != Some(entry.group)).then(|| view! { <h3>{t(entry.group)}</h3> });
                last = Some(entry.group);
                let detail = match entry.detail {
                    AnyText::None => None,
                    AnyText::Word(path) => Some(view! { <small>{word(path)}</small> }),
                };
                view! {
                    {title}
                    <button type="button" class="option" role="option" tabindex="-1" id=format!("palette-{i}") aria-selected=move || (at.get() == i).to_string()
                        on:mousemove=move |_| if at.get_untracked() != i { at.set(i) } on:click=move |_| go.run(entry.path.clone())>
                        {icon(entry.icon)}<span>{entry.text}</span>{detail}
                    </button>
                }
            })
            .collect();
        if rows.is_empty() { view! { <p class="none">{t(locale::ui::NOTHING_FOUND)}</p> }.into_any() } else { rows.into_any() }
    };
    view! {
        <dialog class="dialog palette" node_ref=element aria-label=t(shell::SEEK) on:close=move |_| open.set(false)
            on:click=move |event| if event.target() == event.current_target() { open.set(false) }>
            <div class="ask">
                {icon(Icon::Search)}
                <input type="text" node_ref=input role="combobox" aria-expanded="true" aria-controls="palette-list" aria-label=t(shell::SEEK)
                    aria-activedescendant=move || format!("palette-{}", at.get()) placeholder=t(shell::PALETTE_HINT) autocomplete="off" spellcheck="false"
                    on:compositionstart=move |_| composing.set_value(true)
                    on:compositionend=move |event| { composing.set_value(false); typed.set(event_target_value(&event)); seek(); }
                    on:input=move |event| if !composing.get_value() { typed.set(event_target_value(&event)); seek(); }
                    on:keydown=on_key />
                <kbd>"Esc"</kbd>
            </div>
            <div class="found" id="palette-list" role="listbox" aria-label=t(shell::SEEK)>{move || open.get().then(rows)}</div>
        </dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn letters_in_order_are_enough() {
        assert!(fits("New customer", "ncu"));
        assert!(fits("客户导入", "客入"));
        assert!(!fits("Inbox", "xi"));
    }
}
