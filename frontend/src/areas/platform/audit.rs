use crate::i18n::{language, t, tell, word};
use crate::session::use_session;
use crate::ui::icon::{Icon, icon};
use crate::ui::list_page::{Column, ListPage, Place, list_page};
use crate::ui::person::person;
use crate::ui::save_file::save_file;
use crate::ui::text::{moment, path_of};
use crate::ui::toast::use_toasts;
use contract::Subject;
use contract::audit::{AuditEntry, FieldChange, ListAudit};
use contract::page::ListQuery;
use leptos::prelude::*;
use leptos::task::spawn_local;
use locale::audit_ui as audit;

/// Changes shown at once; the others open on demand.
const FIRST: usize = 2;
const HASH_SHOWN: usize = 10;
const EXPORT: &str = "/audit/export.csv";

/// Every write and every confidential read, newest first.
pub fn list() -> impl IntoView {
    list_page::<ListAudit, AuditEntry>(ListPage {
        list: "audit",
        title: audit::TITLE,
        columns: vec![
            Column { field: "action", label: audit::WHAT, place: Place::First, cell: what },
            Column { field: "seq", label: audit::SEQ, place: Place::Corner, cell: |entry| seq(entry).into_any() },
            Column { field: "person", label: audit::PERSON, place: Place::Line, cell: who },
            Column {
                field: "at",
                label: audit::AT,
                place: Place::Line,
                cell: |entry| view! { <span class="quiet one-line">{moment(entry.at)}</span> }.into_any(),
            },
            Column { field: "", label: audit::CHANGES, place: Place::Line, cell: changes },
            Column { field: "", label: audit::HASH, place: Place::Desk, cell: hash },
        ],
        href: |entry| path_of(&Subject { kind: entry.kind, id: entry.record_id, title: String::new() }),
        quick: &["action", "person", "at"],
        standard: &[],
        empty: (audit::EMPTY, audit::EMPTY_HINT),
        actions: export,
    })
}

/// The list as a file, with the filters of the moment.
fn export(query: Memo<ListQuery>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let press = move |_| {
        let asked = ListQuery { cursor: None, limit: None, count: false, ..query.get_untracked() };
        busy.set(true);
        spawn_local(async move {
            match session.download(EXPORT, &[], &client::query_string(&asked.pairs())).await {
                Ok(file) => save_file(file, "audit.csv"),
                Err(error) => toasts.fail(&error),
            }
            busy.try_set(false);
        });
    };
    view! { <button type="button" class="button" aria-busy=move || busy.get().to_string() on:click=press>{icon(Icon::Download)}{t(audit::EXPORT)}</button> }
        .into_any()
}

fn seq(entry: &AuditEntry) -> impl IntoView + use<> {
    view! { <span class="number">"#"{entry.seq}</span> }
}

/// The action in words; one without text shows as itself.
fn what(entry: &AuditEntry) -> AnyView {
    let action = entry.action.clone();
    let spoken =
        move || locale::find(&format!("audit_ui.action_{action}")).map_or_else(|| action.clone(), |key| key.text(language()).to_owned());
    view! { {spoken}" · "{word(entry.kind.text_path())} }.into_any()
}

fn who(entry: &AuditEntry) -> AnyView {
    match &entry.person {
        Some(one) => person(&one.name).into_any(),
        None => view! { <span class="quiet">{t(audit::SYSTEM)}</span> }.into_any(),
    }
}

fn hash(entry: &AuditEntry) -> AnyView {
    let short: String = entry.hash.chars().take(HASH_SHOWN).collect();
    view! { <code class="number" title=entry.hash.clone()>{short}</code> }.into_any()
}

fn changes(entry: &AuditEntry) -> AnyView {
    if entry.changes.is_empty() {
        return ().into_any();
    }
    let mut lines: Vec<_> = entry.changes.iter().map(|change| change_line(change).into_any()).collect();
    let rest = lines.split_off(FIRST.min(lines.len()));
    let more = (!rest.is_empty()).then(|| {
        let n = rest.len().to_string();
        view! {
            <details>
                <summary class="link cursor-pointer" on:click=|event| event.stop_propagation()>{move || tell(audit::MORE, &[("n", &n)])}</summary>
                {rest}
            </details>
        }
    });
    view! { <div class="changes grid gap-0.5 text-[13px] max-w-[52ch]">{lines}{more}</div> }.into_any()
}

fn change_line(change: &FieldChange) -> impl IntoView + use<> {
    let old = change.old.clone().map(|old| view! { <del class="text-ink-3">{clipped(&old)}</del>" → " });
    let new = change.new.clone().map_or_else(|| "∅".to_owned(), |new| clipped(&new));
    view! { <div><span class="number">{change.field.clone()}</span>" "{old}<span>{new}</span></div> }
}

/// Enough of a value to recognise it.
fn clipped(value: &str) -> String {
    const MOST: usize = 60;
    if value.chars().count() <= MOST { value.to_owned() } else { value.chars().take(MOST).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::clipped;

    #[test]
    fn long_values_are_cut_between_characters() {
        assert_eq!(clipped("云筹"), "云筹");
        assert_eq!(clipped(&"字".repeat(80)).chars().count(), 61);
    }
}
