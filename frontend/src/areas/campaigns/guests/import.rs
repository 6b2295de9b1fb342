//! Guests from a spreadsheet.

use crate::i18n::{t, tell};
use crate::session::Session;
use crate::ui::icon::{Icon, icon};
use crate::ui::read_file::read_file;
use crate::ui::toast::use_toasts;
use client::ClientError;
use contract::campaigns::guests::{FILES, GuestsImported};
use contract::endpoint::fill;
use leptos::prelude::*;
use leptos::{html, task::spawn_local};
use locale::guests_ui as text;
use uuid::Uuid;
use web_sys::File;

/// Chooses a file and says what came of it.
pub fn import(session: Session, id: Uuid, changed: Callback<()>) -> AnyView {
    let toasts = use_toasts();
    let input = NodeRef::<html::Input>::new();
    let (busy, done) = (RwSignal::new(false), RwSignal::new(None::<GuestsImported>));
    let chosen = move |_| {
        let Some(element) = input.get_untracked() else { return };
        let Some(file) = element.files().and_then(|files| files.item(0)) else { return };
        busy.set(true);
        spawn_local(async move {
            match upload(session, id, file).await {
                Ok(imported) => {
                    done.try_set(Some(imported));
                    changed.run(());
                }
                Err(error) => toasts.fail(&error),
            }
            // The same file can be chosen again.
            element.set_value("");
            busy.try_set(false);
        });
    };
    view! {
        <p class="text-ink-2">{t(text::IMPORT_HINT)}</p>
        <label class="button" aria-busy=move || busy.get().to_string()>
            {icon(Icon::Upload)}{t(text::CHOOSE_FILE)}
            <input class="seen-by-readers" type="file" accept=".xlsx,.csv" node_ref=input on:change=chosen disabled=move || busy.get() />
        </label>
        {move || done.get().map(|imported| outcome(&imported))}
    }
    .into_any()
}

fn outcome(it: &GuestsImported) -> AnyView {
    let said = tell(text::IMPORTED, &[("n", &it.invited.to_string()), ("already", &it.already.to_string())]);
    let rows: Vec<_> = it
        .problems
        .iter()
        .map(|problem| view! { <li>{tell(text::ROW, &[("n", &problem.row.to_string())])}": "{problem.detail.clone()}</li> })
        .collect();
    view! { <p role="status"><b>{said}</b></p><ul>{rows}</ul> }.into_any()
}

async fn upload(session: Session, id: Uuid, file: File) -> Result<GuestsImported, ClientError> {
    let bytes = read_file(&file).await?;
    let path = FILES.first().map_or("", |(_, _, path)| path);
    session.upload(&fill(path, &[&id]), &file.name(), "application/octet-stream", bytes).await
}
