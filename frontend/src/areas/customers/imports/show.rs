use super::rows::rows;
use crate::areas::customers::file_path;
use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::badge::badge;
use crate::ui::icon::{Icon, icon};
use crate::ui::person::person;
use crate::ui::problem::notice;
use crate::ui::record::{crumb, page_title, record_head};
use crate::ui::remote::{Remote, remote};
use crate::ui::save_file::save_file;
use crate::ui::text::since;
use crate::ui::toast::use_toasts;
use contract::customers::{ActOnImport, Import, ImportAct, ImportActKind, ImportColumn, ImportStatus, ShowImport};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_params_map;
use locale::imports_ui as imports;
use std::time::Duration;
use uuid::Uuid;

/// Between two looks at an import that is being entered.
const PULSE: Duration = Duration::from_secs(1);

/// One import: what will become of its rows, and the step that enters them.
pub fn show() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let import = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowImport>(&[&id], &()).await }
    });
    page_title(move || import.with(|import| import.file_name.clone()).unwrap_or_else(|| t(imports::TITLE)().to_owned()));
    let changed = Callback::new(move |()| import.refetch());
    let known = Memo::new(move |_| import.with(|import| (import.id, import.status)));
    view! {
        <div class="page">
            {crumb("/customer-imports", imports::TITLE)}
            {import.view(move |data| head(data, import))}
            {move || known.get().map(|(id, status)| rows(id, status == ImportStatus::Preview, import, changed))}
        </div>
    }
}

fn head(import: &Import, remote: Remote<Import>) -> AnyView {
    let under = view! {
        {badge(import.status)}
        {person(&import.person.name)}
        {since(import.created_at)}
        <span>{tell(imports::ROWS_READ, &[("n", &crate::format::number(import.rows))])}</span>
    };
    let ok = crate::format::number(import.ok);
    let told = match import.status {
        ImportStatus::Preview if import.errors > 0 => {
            Some(notice("ochre", tell(imports::SOME_WRONG, &[("n", &crate::format::number(import.errors))])))
        }
        ImportStatus::Preview => Some(notice("jade", t(imports::ALL_RIGHT))),
        ImportStatus::Committing => Some(entering(import, remote)),
        ImportStatus::Committed if import.errors > 0 => {
            Some(notice("jade", tell(imports::ENTERED_WITHOUT, &[("n", &ok), ("errors", &crate::format::number(import.errors))])))
        }
        ImportStatus::Committed => Some(notice("jade", tell(imports::ENTERED, &[("n", &ok)]))),
        ImportStatus::Cancelled => None,
        ImportStatus::Undoing => Some(entering(import, remote)),
        ImportStatus::Undone if import.entered > 0 => {
            Some(notice("ochre", tell(imports::UNDONE_BUT, &[("n", &crate::format::number(import.entered))])))
        }
        ImportStatus::Undone => Some(notice("jade", t(imports::UNDONE_ALL))),
    };
    view! {
        {record_head(import.file_name.clone(), under, actions(import, remote))}
        {told}
        <details class="sheet mb-4">
            <summary class="px-4 py-3 cursor-pointer font-medium">{t(imports::COLUMNS)}</summary>
            <div class="px-4 pb-4">{mapping(&import.columns)}</div>
        </details>
    }
    .into_any()
}

/// How far entering has come; asks again every second until it is done or interrupted.
fn entering(import: &Import, remote: Remote<Import>) -> AnyView {
    if import.actions.contains(&ImportActKind::Commit) || import.actions.contains(&ImportActKind::Undo) {
        return notice("cinnabar", t(imports::INTERRUPTED));
    }
    let again = set_timeout_with_handle(move || remote.refetch(), PULSE).ok();
    on_cleanup(move || {
        if let Some(again) = again {
            again.clear();
        }
    });
    let (n, all) = (crate::format::number(import.entered), crate::format::number(import.ok));
    let said = if import.status == ImportStatus::Undoing { imports::UNDOING } else { imports::ENTERING };
    notice("indigo", tell(said, &[("n", &n), ("all", &all)]))
}

fn actions(import: &Import, remote: Remote<Import>) -> impl IntoView + use<> {
    let session = use_session();
    let toasts = use_toasts();
    let (id, version, ok) = (import.id, import.version, import.ok);
    let busy = RwSignal::new(None::<ImportActKind>);
    let act = move |kind: ImportActKind| {
        busy.set(Some(kind));
        spawn_local(async move {
            match session.write::<ActOnImport>(&[&id], Some(version), Uuid::now_v7(), &ImportAct { act: kind }).await {
                Ok(now) => {
                    let (said, n) = match now.status {
                        ImportStatus::Committing => (imports::ENTERING, now.entered),
                        ImportStatus::Committed => (imports::ENTERED, now.ok),
                        ImportStatus::Undoing => (imports::UNDOING, now.entered),
                        ImportStatus::Undone => (imports::UNDONE_SAID, now.ok),
                        _ => (imports::CANCELLED, now.ok),
                    };
                    let (n, all) = (crate::format::number(n), crate::format::number(now.ok));
                    toasts.say(tell(said, &[("n", &n), ("all", &all)]));
                    remote.set(now);
                }
                Err(error) => {
                    toasts.fail(&error);
                    remote.refetch();
                }
            }
            busy.try_set(None);
        });
    };
    let download = move |_| {
        spawn_local(async move {
            match session.download(file_path("DownloadImportProblems"), &[&id], "").await {
                Ok(file) => save_file(file, "problems.xlsx"),
                Err(error) => toasts.fail(&error),
            }
        });
    };
    let is_busy = move |kind| move || (busy.get() == Some(kind)).to_string();
    let may = |kind| import.actions.contains(&kind);
    let commit = match import.status {
        ImportStatus::Committing => t(imports::GO_ON)().to_owned(),
        _ => tell(imports::COMMIT, &[("n", &crate::format::number(ok))]),
    };
    view! {
        {(import.errors > 0).then(|| view! { <button type="button" class="button" on:click=download>{icon(Icon::Download)}{t(imports::DOWNLOAD)}</button> })}
        {may(ImportActKind::Undo).then(|| view! {
            <button type="button" class="button danger" title=t(imports::UNDO_HINT) aria-busy=is_busy(ImportActKind::Undo) on:click=move |_| act(ImportActKind::Undo)>{t(imports::UNDO)}</button>
        })}
        {may(ImportActKind::Cancel).then(|| view! {
            <button type="button" class="button danger" aria-busy=is_busy(ImportActKind::Cancel) on:click=move |_| act(ImportActKind::Cancel)>{t(imports::CANCEL)}</button>
        })}
        {may(ImportActKind::Commit).then(|| view! {
            <button type="button" class="button primary" aria-busy=is_busy(ImportActKind::Commit) disabled={ok == 0} on:click=move |_| act(ImportActKind::Commit)>
                {icon(Icon::Check)}{commit}
            </button>
        })}
    }
}

/// Which column was understood as which field.
fn mapping(columns: &[ImportColumn]) -> impl IntoView + use<> {
    let items: Vec<_> = columns
        .iter()
        .map(|column| {
            let field = match column.field {
                Some(field) => view! { <span>{word(field.text_path())}</span> }.into_any(),
                None => view! { <span class="unset">{t(imports::LEFT_OUT)}</span> }.into_any(),
            };
            view! { <div><dt>{column.column.clone()}" · "{column.heading.clone()}</dt><dd>{field}</dd></div> }
        })
        .collect();
    view! { <dl class="facts">{items}</dl> }
}
