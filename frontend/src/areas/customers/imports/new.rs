use crate::areas::customers::file_path;
use crate::i18n::t;
use crate::session::use_session;
use crate::ui::icon::{Icon, icon};
use crate::ui::problem::{error_text, notice};
use crate::ui::read_file::read_file;
use crate::ui::record::{crumb, page_title};
use client::ClientError;
use contract::customers::Import;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use locale::{imports_ui as imports, shell};
use web_sys::File;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The media type of a sheet by its name; browsers disagree about it.
fn media_type(name: &str) -> &'static str {
    if name.to_lowercase().ends_with(".csv") { "text/csv" } else { XLSX }
}

/// Upload a spreadsheet: by drag, by choice, or by keyboard.
pub fn new() -> impl IntoView {
    let session = use_session();
    page_title(move || t(shell::NEW_IMPORT)().to_owned());
    let navigate = use_navigate();
    let opened = Callback::new(move |path: String| navigate(&path, NavigateOptions { replace: true, ..Default::default() }));
    let input = NodeRef::<html::Input>::new();
    let reading = RwSignal::new(None::<String>);
    let failed = RwSignal::new(None::<ClientError>);
    let over = RwSignal::new(false);
    let send = move |file: Option<File>| {
        let Some(file) = file else { return };
        reading.set(Some(file.name()));
        failed.set(None);
        spawn_local(async move {
            match upload(session, file).await {
                Ok(import) => opened.run(format!("/customer-imports/{}", import.id)),
                Err(error) => {
                    reading.try_set(None);
                    failed.try_set(Some(error));
                }
            }
        });
    };
    let chosen = move |_| send(input.get_untracked().and_then(|input| input.files()).and_then(|files| files.item(0)));
    let dropped = move |event: leptos::ev::DragEvent| {
        event.prevent_default();
        over.set(false);
        send(event.data_transfer().and_then(|data| data.files()).and_then(|files| files.item(0)));
    };
    let inside = move || match reading.get() {
        Some(name) => {
            view! { <b class="font-medium">{name}</b><span class="button quiet" aria-busy="true">{t(imports::READING)}</span> }.into_any()
        }
        None => view! {
            <b class="font-medium">{t(imports::DROP)}</b>
            <span>{t(imports::DROP_HINT)}</span>
        }
        .into_any(),
    };
    view! {
        <div class="page narrow">
            {crumb("/customer-imports", imports::TITLE)}
            <header class="page-head"><h1>{t(shell::NEW_IMPORT)}</h1></header>
            {move || failed.get().map(|error| notice("cinnabar", error_text(&error)))}
            <label class="drop" class:over=move || over.get() on:drop=dropped
                on:dragover=move |event: leptos::ev::DragEvent| { event.prevent_default(); over.set(true); } on:dragleave=move |_| over.set(false)>
                {icon(Icon::Upload)}
                {inside}
                <input class="seen-by-readers" type="file" node_ref=input accept=".xlsx,.csv" on:change=chosen disabled=move || reading.get().is_some() />
            </label>
            <div class="mt-6 text-ink-2">
                <h2 class="mb-2">{t(imports::HOW)}</h2>
                <ol class="list-decimal pl-5 grid gap-1">
                    <li>{t(imports::HOW_1)}</li>
                    <li>{t(imports::HOW_2)}</li>
                    <li>{t(imports::HOW_3)}</li>
                </ol>
            </div>
        </div>
    }
}

async fn upload(session: crate::session::Session, file: File) -> Result<Import, ClientError> {
    let bytes = read_file(&file).await?;
    let name = file.name();
    session.upload(file_path("UploadImport"), &name, media_type(&name), bytes).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_are_known_by_their_names() {
        assert_eq!(media_type("客户.CSV"), "text/csv");
        assert_eq!(media_type("客户.xlsx"), XLSX);
    }
}
