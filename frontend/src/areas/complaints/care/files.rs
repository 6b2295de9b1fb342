//! Photos and files that a customer sends with their case (CPL-01): chosen with the form and sent after it, or later.

use crate::i18n::{t, tell};
use crate::session::{Session, use_session};
use crate::ui::icon::{Icon, icon};
use crate::ui::read_file::read_file;
use crate::ui::toast::use_toasts;
use client::ClientError;
use contract::complaints::care::{CaseKey, PublicCase};
use contract::complaints::uploads::{FILES, KINDS, LARGEST, MOST, OpenUploads, UploadTicket};
use contract::endpoint::fill;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use locale::care_ui as text;
use uuid::Uuid;
use web_sys::File;

/// What a browser offers; the server judges by the content.
const OFFERED: &str = ".jpg,.jpeg,.png,.gif,.webp,.pdf,.txt";

/// What became of one file.
#[derive(Clone, PartialEq, Eq)]
enum Fate {
    Sending,
    Received,
    Refused(String),
}

/// Files that wait for the case they belong to.
#[derive(Clone, Copy)]
pub struct Chosen {
    files: RwSignal<Vec<File>, LocalStorage>,
}

impl Chosen {
    /// None yet.
    pub fn new() -> Self {
        Self { files: RwSignal::new_local(Vec::new()) }
    }
}

fn limits() -> String {
    tell(text::FILES_HINT, &[("n", &(LARGEST / 1024 / 1024).to_string()), ("most", &MOST.to_string())])
}

fn picked(input: NodeRef<html::Input>) -> Vec<File> {
    let Some(element) = input.get_untracked() else { return Vec::new() };
    let files = element.files().map(|files| (0..files.length()).filter_map(|at| files.item(at)).collect()).unwrap_or_default();
    // The same file can be chosen again.
    element.set_value("");
    files
}

fn chooser(busy: RwSignal<bool>, label: locale::Key, on: impl Fn(Vec<File>) + 'static) -> AnyView {
    let input = NodeRef::<html::Input>::new();
    view! {
        <label class="button small" aria-busy=move || busy.get().to_string()>
            {icon(Icon::Upload)}{t(label)}
            <input class="seen-by-readers" type="file" multiple=true accept=OFFERED node_ref=input
                on:change=move |_| on(picked(input)) disabled=move || busy.get() />
        </label>
        <p class="text-[13px] text-ink-3">{limits}</p>
    }
    .into_any()
}

/// In the form: files are named, and can be taken out again.
pub fn choosing(chosen: Chosen) -> AnyView {
    let files = chosen.files;
    let most = usize::try_from(MOST).unwrap_or(usize::MAX);
    let add = move |more: Vec<File>| {
        files.update(|files| {
            files.extend(more);
            files.truncate(most);
        });
    };
    let rows = move || {
        let row = |(at, file): (usize, File)| {
            let name = file.name();
            let label = tell(text::TAKE_OUT, &[("name", &name)]);
            let take = move |_| files.update(|files| drop(files.remove(at)));
            view! {
                <li class="flex items-center gap-2">
                    <span class="break-all">{name}</span>
                    <button type="button" class="button quiet small" aria-label=label on:click=take>{icon(Icon::Close)}</button>
                </li>
            }
        };
        files.get().into_iter().enumerate().map(row).collect_view()
    };
    view! {
        <fieldset class="form"><legend>{t(text::FILES)}</legend>
            {chooser(RwSignal::new(false), text::ADD_FILES, add)}
            <ul class="grid gap-1">{rows}</ul>
        </fieldset>
    }
    .into_any()
}

/// After the form: they are sent one after another, and each is said to have come or not.
pub fn sending(chosen: Chosen, key: CaseKey) -> Option<AnyView> {
    let session = use_session();
    let files = chosen.files.get_untracked();
    if files.is_empty() {
        return None;
    }
    let fates: RwSignal<Vec<(String, Fate)>> = RwSignal::new(files.iter().map(|file| (file.name(), Fate::Sending)).collect());
    spawn_local(async move {
        let ticket = ask(session, &key).await;
        for (at, file) in files.into_iter().enumerate() {
            let sent = match &ticket {
                Ok(ticket) => send(session, ticket, file).await,
                Err(error) => Err(error.clone()),
            };
            let fate = match sent {
                Ok(_) => Fate::Received,
                Err(error) => Fate::Refused(why(&error)),
            };
            fates.try_update(|fates| fates.get_mut(at).map(|one| one.1 = fate));
        }
    });
    let row = |(name, fate): (String, Fate)| match fate {
        Fate::Sending => view! { <li class="text-ink-3">{tell(text::SENDING, &[("name", &name)])}</li> }.into_any(),
        Fate::Received => view! { <li>{tell(text::FILE_SENT, &[("name", &name)])}</li> }.into_any(),
        Fate::Refused(why) => {
            view! { <li class="text-cinnabar">{tell(text::FILE_REFUSED, &[("name", &name), ("why", &why)])}</li> }.into_any()
        }
    };
    let refused = move || fates.with(|fates| fates.iter().any(|(_, fate)| matches!(fate, Fate::Refused(_))));
    let view = view! {
        <div role="status"><ul class="grid gap-1 mt-4">{move || fates.get().into_iter().map(row).collect_view()}</ul></div>
        {move || refused().then(|| view! { <p class="text-ink-2">{t(text::FILES_LATER)}</p> })}
    };
    Some(view.into_any())
}

/// On the page of the case: what is chosen is sent at once.
pub fn adding(key: CaseKey, case: RwSignal<Option<PublicCase>>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let key = StoredValue::new(key);
    let add = move |files: Vec<File>| {
        if files.is_empty() || busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let mut last = None;
            match ask(session, &key.get_value()).await {
                Ok(ticket) => {
                    for file in files {
                        let name = file.name();
                        match send(session, &ticket, file).await {
                            Ok(now) => {
                                toasts.say(tell(text::FILE_SENT, &[("name", &name)]));
                                last = Some(now);
                            }
                            Err(error) => toasts.say(tell(text::FILE_REFUSED, &[("name", &name), ("why", &why(&error))])),
                        }
                    }
                }
                Err(error) => toasts.fail(&error),
            }
            busy.try_set(false);
            // Drawn anew last: it takes this part away.
            if last.is_some() {
                case.try_set(last);
            }
        });
    };
    chooser(busy, text::ADD_FILES, add)
}

async fn ask(session: Session, key: &CaseKey) -> Result<UploadTicket, ClientError> {
    session.write::<OpenUploads>(&[], None, Uuid::now_v7(), key).await
}

async fn send(session: Session, ticket: &UploadTicket, file: File) -> Result<PublicCase, ClientError> {
    let bytes = read_file(&file).await?;
    let path = FILES.first().map_or("", |(.., path)| path);
    session.upload(&fill(path, &[&ticket.ticket]), &file.name(), "application/octet-stream", bytes).await
}

/// What is wrong with a file stands at no field: it is said itself.
fn why(error: &ClientError) -> String {
    error.fields().first().map_or_else(|| crate::ui::problem::error_text(error), |field| field.detail.clone())
}

/// The kinds are those of the pages' chooser.
const _: () = assert!(KINDS.len() == 6, "OFFERED names their endings");
