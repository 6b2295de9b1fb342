use crate::i18n::{language, t, word};
use crate::ui::list_page::{Column, ListPage, Place, list_page};
use crate::ui::person::person;
use crate::ui::text::{path_of, since};
use contract::Subject;
use contract::audit::{AuditEntry, FieldChange, ListAudit};
use leptos::prelude::*;
use locale::audit_ui as audit;

/// The audit log (PLT-06): who did what to which record, newest first.
pub fn list() -> impl IntoView {
    list_page::<ListAudit, AuditEntry>(ListPage {
        list: "audit",
        title: audit::TITLE,
        columns: vec![
            Column {
                field: "seq",
                label: audit::ENTRY,
                place: Place::Desk,
                cell: |entry| view! { <span class="number">{entry.seq}</span> }.into_any(),
            },
            Column { field: "action", label: audit::ACTION, place: Place::First, cell: |entry| action(entry.action.clone()).into_any() },
            Column { field: "kind", label: audit::RECORD, place: Place::Line, cell: record },
            Column { field: "", label: audit::CHANGES, place: Place::Line, cell: changes },
            Column { field: "person", label: audit::PERSON, place: Place::Line, cell: who },
            Column {
                field: "at",
                label: audit::AT,
                place: Place::Line,
                cell: |entry| view! { <span class="one-line">{since(entry.at)}</span> }.into_any(),
            },
        ],
        href: |_| None,
        quick: &["kind", "at"],
        standard: &[],
        empty: (audit::EMPTY, audit::EMPTY_HINT),
        actions: |_| ().into_any(),
    })
}

/// What was done, in words; an action without a text shows as itself.
fn action(action: String) -> impl Fn() -> String + Send {
    move || locale::find(&format!("audit_ui.action_{action}")).map_or_else(|| action.clone(), |key| key.text(language()).to_owned())
}

fn record(entry: &AuditEntry) -> AnyView {
    let subject = Subject { kind: entry.kind, id: entry.record_id, title: String::new() };
    let label = word(entry.kind.text_path());
    match path_of(&subject) {
        Some(path) => view! { <a class="link" href=path>{label}</a> }.into_any(),
        None => label.into_any(),
    }
}

fn changes(entry: &AuditEntry) -> AnyView {
    let lines: Vec<_> = entry.changes.iter().map(|change| view! { <p class="text-[13px]">{spoken(change)}</p> }).collect();
    view! { <div>{lines}</div> }.into_any()
}

/// `tier: b → a`.
fn spoken(change: &FieldChange) -> String {
    let value = |text: &Option<String>| text.clone().unwrap_or_else(|| "—".to_owned());
    match (&change.old, &change.new) {
        (None, None) => change.field.clone(),
        (None, new) => format!("{}: {}", change.field, value(new)),
        (old, new) => format!("{}: {} → {}", change.field, value(old), value(new)),
    }
}

fn who(entry: &AuditEntry) -> AnyView {
    match &entry.person {
        Some(one) => person(&one.name).into_any(),
        None => view! { <span class="quiet">{t(audit::SYSTEM)}</span> }.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_reads_from_old_to_new() {
        let change =
            |old: Option<&str>, new: Option<&str>| FieldChange { field: "tier".into(), old: old.map(Into::into), new: new.map(Into::into) };
        assert_eq!(spoken(&change(Some("b"), Some("a"))), "tier: b → a");
        assert_eq!(spoken(&change(None, Some("a"))), "tier: a");
        assert_eq!(spoken(&change(Some("b"), None)), "tier: b → —");
        assert_eq!(spoken(&change(None, None)), "tier");
    }
}
