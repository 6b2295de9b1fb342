//! What people say about a record (DAY-03), for every page of a record that can be spoken about.

mod compose;
mod mention;

use crate::i18n::{t, tell};
use crate::session::{Session, use_session};
use crate::ui::act::{SendAct, act_button};
use crate::ui::icon::{Icon, icon};
use crate::ui::person::person;
use crate::ui::record::sheet;
use crate::ui::remote::{Remote, remote};
use crate::ui::text::since;
use crate::ui::toast::use_toasts;
use client::ClientError;
use compose::{About, compose};
use contract::SubjectKind;
use contract::comments::{ActOnComment, Comment, CommentAct, CommentActKind, ListComments};
use contract::page::{ListQuery, Page};
use leptos::prelude::*;
use locale::comments_ui as text;
use std::rc::Rc;
use std::time::Duration;
use uuid::Uuid;

/// As many as a record shows.
const SHOWN: u32 = 50;
/// Between two looks at what others said meanwhile.
const AGAIN: Duration = Duration::from_secs(15);

/// The comments on a record, newest first, and a field for the next one.
pub fn comments(kind: SubjectKind, record: Uuid) -> AnyView {
    let session = use_session();
    let editing = RwSignal::new(None::<Uuid>);
    let beat = crate::clock::beat(AGAIN);
    // Nothing is drawn anew under the hands of whoever changes their words.
    let turn = Memo::new(move |was: Option<&u32>| match (editing.with(Option::is_some), was) {
        (true, Some(was)) => *was,
        _ => beat.get(),
    });
    let last = StoredValue::new(None::<Page<Comment>>);
    let all = remote(move || {
        turn.track();
        async move {
            let asked = ListQuery { limit: Some(SHOWN), ..Default::default() };
            let answer = session.get::<ListComments>(&[&kind.word(), &record], &asked).await;
            // What is read stays while the connection is away.
            match (answer, last.try_get_value().flatten()) {
                (Err(ClientError::Offline), Some(before)) => Ok(before),
                (answer, _) => {
                    last.try_set_value(answer.as_ref().ok().cloned());
                    answer
                }
            }
        }
    });
    let about = About { kind, record };
    // A new field for each next comment: the one before keeps what was sent.
    let round = RwSignal::new(0u32);
    let said = move |_| {
        round.update(|n| *n += 1);
        all.refetch();
    };
    let field = move || {
        let again = round.get() > 0;
        compose(about, None, again, Callback::new(said), None)
    };
    sheet(text::TITLE, (), view! { {field} {all.view(move |page| rows(page, Rows { about, session, all, editing }))} })
}

/// What every row needs.
#[derive(Clone, Copy)]
struct Rows {
    about: About,
    session: Session,
    all: Remote<Page<Comment>>,
    editing: RwSignal<Option<Uuid>>,
}

fn rows(page: &Page<Comment>, of: Rows) -> AnyView {
    if page.items.is_empty() {
        return view! { <p class="none">{t(text::NONE)}</p> }.into_any();
    }
    let more = page.next.is_some().then(|| view! { <p class="none">{tell(text::MORE, &[("n", &SHOWN.to_string())])}</p> });
    let rows: Vec<_> = page.items.iter().map(|comment| row(comment, of)).collect();
    view! { <ul class="grid gap-4 mt-4" aria-label=t(text::TITLE)>{rows}</ul>{more} }.into_any()
}

fn row(comment: &Comment, of: Rows) -> AnyView {
    let id = comment.id;
    let words = StoredValue::new(comment.clone());
    let body = move || {
        if of.editing.get() == Some(id) {
            let done = move |_| {
                of.editing.set(None);
                of.all.refetch();
            };
            let cancel = Callback::new(move |()| of.editing.set(None));
            return compose(of.about, Some(words.get_value()), true, Callback::new(done), Some(cancel));
        }
        said(&words.get_value())
    };
    let edited =
        comment.edited_at.filter(|_| comment.withdrawn_at.is_none()).map(|_| view! { <small class="quiet">{t(text::EDITED)}</small> });
    view! {
        <li>
            <div class="flex flex-wrap items-center gap-2">
                {person(&comment.person.name)}
                <small class="quiet">{since(comment.created_at)}</small>
                {edited}
                <span class="grow"></span>
                {change(comment, of)}
            </div>
            {body}
        </li>
    }
    .into_any()
}

fn said(comment: &Comment) -> AnyView {
    if comment.withdrawn_at.is_some() {
        return view! { <p class="quiet mt-1">{t(text::WITHDRAWN)}</p> }.into_any();
    }
    let names: Vec<&str> = comment.mentions.iter().map(|person| person.name.as_str()).collect();
    let piece = |(piece, is_mention): (String, bool)| match is_mention {
        true => view! { <b class="font-medium text-jade">{piece}</b> }.into_any(),
        false => piece.into_any(),
    };
    let pieces: Vec<_> = mention::pieces(&comment.text, &names).into_iter().map(piece).collect();
    view! { <p class="prose mt-1">{pieces}</p> }.into_any()
}

fn change(comment: &Comment, of: Rows) -> AnyView {
    let toasts = use_toasts();
    let (id, version) = (comment.id, comment.version);
    let edit = comment.editable.then(|| {
        let label = t(text::EDIT);
        view! {
            <button type="button" class="button quiet small" aria-label=label title=label on:click=move |_| of.editing.set(Some(id))>{icon(Icon::Edit)}</button>
        }
    });
    let withdraw = comment.actions.contains(&CommentActKind::Withdraw).then(|| {
        let send: SendAct<Comment> = Rc::new(move |key| {
            let act = CommentAct { act: CommentActKind::Withdraw };
            Box::pin(async move { of.session.write::<ActOnComment>(&[&id], Some(version), key, &act).await })
        });
        let done = move |_| {
            toasts.say(t(text::WITHDRAWN_SAID)().to_owned());
            of.all.refetch();
        };
        act_button(CommentActKind::Withdraw.text_path(), "quiet small", Icon::Close, send, done)
    });
    view! { {edit}{withdraw} }.into_any()
}
