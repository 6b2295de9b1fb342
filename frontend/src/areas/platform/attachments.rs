use crate::i18n::{t, tell, word};
use crate::session::{Session, use_session};
use crate::ui::act::{SendAct, act_button};
use crate::ui::dialog::Dialog;
use crate::ui::icon::{Icon, icon};
use crate::ui::read_file::read_file;
use crate::ui::record::sheet;
use crate::ui::remote::{Remote, remote};
use crate::ui::save_file::{object_url, save_file};
use crate::ui::text::since;
use crate::ui::toast::use_toasts;
use client::ClientError;
use contract::SubjectKind;
use contract::attachments::{ActOnAttachment, Attachment, AttachmentAct, AttachmentActKind, AttachmentKind, FILES, ListAttachments};
use contract::endpoint::fill;
use contract::page::{ListQuery, Page};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use locale::attachments_ui as text;
use std::rc::Rc;
use uuid::Uuid;
use web_sys::File;

/// As many as a record shows.
const SHOWN: u32 = 50;

/// The files attached to a record (PLT-05), for every page of a record that can have some.
pub fn attachments(kind: SubjectKind, record: Uuid) -> AnyView {
    let session = use_session();
    let all = remote(move || async move {
        session.get::<ListAttachments>(&[&kind.word(), &record], &ListQuery { limit: Some(SHOWN), ..Default::default() }).await
    });
    sheet(text::TITLE, add(session, kind, record, all), all.view(move |page| rows(page, session, all)))
}

fn path(name: &str) -> &'static str {
    FILES.iter().find(|(known, ..)| *known == name).map_or("", |(_, _, path)| path)
}

fn add(session: Session, kind: SubjectKind, record: Uuid, all: Remote<Page<Attachment>>) -> impl IntoView {
    let toasts = use_toasts();
    let input = NodeRef::<html::Input>::new();
    let busy = RwSignal::new(false);
    let chosen = move |_| {
        let Some(element) = input.get_untracked() else { return };
        let Some(file) = element.files().and_then(|files| files.item(0)) else { return };
        busy.set(true);
        spawn_local(async move {
            match upload(session, kind, record, file).await {
                Ok(added) => {
                    toasts.say(tell(text::ADDED, &[("name", &added.file_name)]));
                    all.refetch();
                }
                Err(error) => toasts.fail(&plainly(error)),
            }
            // The same file can be chosen again.
            element.set_value("");
            busy.try_set(false);
        });
    };
    view! {
        <label class="button small" aria-busy=move || busy.get().to_string()>
            {icon(Icon::Upload)}
            {move || t(if busy.get() { text::ADDING } else { text::ADD })()}
            <input class="seen-by-readers" type="file" node_ref=input on:change=chosen disabled=move || busy.get() />
        </label>
    }
}

/// What is wrong with a file stands at no field: it is said itself.
fn plainly(error: ClientError) -> ClientError {
    let said = error.fields().first().map(|field| field.detail.clone());
    match (error, said) {
        (ClientError::Problem(mut problem), Some(said)) => {
            problem.detail = said;
            ClientError::Problem(problem)
        }
        (error, _) => error,
    }
}

async fn upload(session: Session, kind: SubjectKind, record: Uuid, file: File) -> Result<Attachment, ClientError> {
    let bytes = read_file(&file).await?;
    let path = fill(path("AddAttachment"), &[&kind.word(), &record]);
    session.upload(&path, &file.name(), "application/octet-stream", bytes).await
}

fn rows(page: &Page<Attachment>, session: Session, all: Remote<Page<Attachment>>) -> AnyView {
    if page.items.is_empty() {
        return view! { <p class="none">{t(text::NONE)}</p> }.into_any();
    }
    let more = page.next.is_some().then(|| view! { <p class="none">{tell(text::MORE, &[("n", &SHOWN.to_string())])}</p> });
    let rows: Vec<_> = page.items.iter().map(|attachment| row(attachment, session, all)).collect();
    view! { <ul class="rows -m-4">{rows}</ul>{more} }.into_any()
}

fn row(attachment: &Attachment, session: Session, all: Remote<Page<Attachment>>) -> AnyView {
    let toasts = use_toasts();
    let (id, version, name) = (attachment.id, attachment.version, attachment.file_name.clone());
    let names = StoredValue::new(name.clone());
    let who = if attachment.from_customer { t(text::FROM_CUSTOMER)().to_owned() } else { attachment.person.name.clone() };
    let save = move |_| {
        spawn_local(async move {
            match session.download(path("ReadAttachment"), &[&id], "").await {
                Ok(file) => save_file(file, &names.get_value()),
                Err(error) => toasts.fail(&error),
            }
        });
    };
    let remove = attachment.actions.contains(&AttachmentActKind::Remove).then(|| {
        let send: SendAct<Attachment> = Rc::new(move |key| {
            let act = AttachmentAct { act: AttachmentActKind::Remove };
            Box::pin(async move { session.write::<ActOnAttachment>(&[&id], Some(version), key, &act).await })
        });
        let done = move |gone: Attachment| {
            toasts.say(tell(text::REMOVED, &[("name", &gone.file_name)]));
            all.refetch();
        };
        act_button(AttachmentActKind::Remove.text_path(), "quiet small", Icon::Close, send, done)
    });
    view! {
        <li class="flex flex-wrap items-center gap-3">
            <div class="min-w-0 grow">
                <b class="font-medium break-words">{name.clone()}</b>
                <p class="text-ink-3 text-[13px]">
                    {word(attachment.kind.text_path())} " · " {size(attachment.size)} " · " {who} " · "
                    {since(attachment.created_at)}
                </p>
            </div>
            {preview(attachment.kind, id, name.clone(), session)}
            <button type="button" class="button quiet small" aria-label=tell(text::SAVE, &[("name", &name)]) on:click=save>{icon(Icon::Download)}</button>
            {remove}
        </li>
    }
    .into_any()
}

/// Of a long text, so much is shown.
const SHOWN_TEXT: usize = 200 * 1024;

/// What is looked at.
#[derive(Clone)]
enum Shown {
    /// Under an address within this page.
    At(String),
    Text(String),
}

/// Images, PDF and text are shown from memory: the server hands out bytes to be saved, and the kind is what their content said.
fn preview(kind: AttachmentKind, id: Uuid, name: String, session: Session) -> Option<AnyView> {
    let media = kind.preview()?;
    let toasts = use_toasts();
    let open = RwSignal::new(false);
    let shown = RwSignal::new(None::<Shown>);
    let look = move |_| {
        spawn_local(async move {
            match session.download(path("ReadAttachment"), &[&id], "").await {
                Ok(file) => {
                    shown.try_set(match kind {
                        AttachmentKind::Text => Some(Shown::Text(beginning(&file.bytes))),
                        _ => object_url(&file.bytes, media).ok().map(Shown::At),
                    });
                    open.try_set(true);
                }
                Err(error) => toasts.fail(&error),
            }
        });
    };
    let label = tell(text::PREVIEW, &[("name", &name)]);
    let names = StoredValue::new(name);
    let content = move || {
        let name = names.get_value();
        shown.get().map(|shown| match shown {
            Shown::Text(text) => {
                view! { <pre class="whitespace-pre-wrap break-words" tabindex="0" aria-label=name>{text}</pre> }.into_any()
            }
            Shown::At(url) if kind == AttachmentKind::Pdf => {
                view! { <iframe class="w-full h-[70vh]" src=url title=name></iframe> }.into_any()
            }
            Shown::At(url) => view! { <img class="max-w-full" src=url alt=name /> }.into_any(),
        })
    };
    // What was shown is let go with the dialog.
    Effect::new(move |_| {
        if !open.get()
            && let Some(seen) = shown.get_untracked()
        {
            if let Shown::At(url) = seen {
                let _let_go = web_sys::Url::revoke_object_url(&url);
            }
            shown.set(None);
        }
    });
    Some(
        view! {
            <button type="button" class="button quiet small" aria-label=label on:click=look>{icon(Icon::Eye)}</button>
            <Dialog open=open title=text::PREVIEW_TITLE>{content}</Dialog>
        }
        .into_any(),
    )
}

fn beginning(bytes: &[u8]) -> String {
    let shown = &bytes[..bytes.len().min(SHOWN_TEXT)];
    let text = String::from_utf8_lossy(shown).into_owned();
    if shown.len() < bytes.len() { format!("{text}…") } else { text }
}

fn size(bytes: i64) -> String {
    let (unit, n) = match bytes {
        0..1024 => (text::BYTES, bytes),
        1024..1_048_576 => (text::KIB, bytes / 1024),
        _ => (text::MIB, bytes / 1_048_576),
    };
    tell(unit, &[("n", &crate::format::number(n))])
}
