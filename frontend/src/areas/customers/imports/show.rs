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
use uuid::Uuid;

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
        ImportStatus::Committed => Some(notice("jade", tell(imports::ENTERED, &[("n", &ok)]))),
        ImportStatus::Cancelled => None,
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
                    let said = if kind == ImportActKind::Commit { imports::ENTERED } else { imports::CANCELLED };
                    toasts.say(tell(said, &[("n", &crate::format::number(now.ok))]));
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
    view! {
        {(import.errors > 0).then(|| view! { <button type="button" class="button" on:click=download>{icon(Icon::Download)}{t(imports::DOWNLOAD)}</button> })}
        {may(ImportActKind::Cancel).then(|| view! {
            <button type="button" class="button danger" aria-busy=is_busy(ImportActKind::Cancel) on:click=move |_| act(ImportActKind::Cancel)>{t(imports::CANCEL)}</button>
        })}
        {may(ImportActKind::Commit).then(|| view! {
            <button type="button" class="button primary" aria-busy=is_busy(ImportActKind::Commit) disabled={ok == 0} on:click=move |_| act(ImportActKind::Commit)>
                {icon(Icon::Check)}{tell(imports::COMMIT, &[("n", &crate::format::number(ok))])}
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
