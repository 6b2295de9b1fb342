use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::act::act_button;
use crate::ui::badge::badge;
use crate::ui::fields::{Field, FormFoot, Kind, Select};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::list_page::{Column, ListPage, Place, list_page};
use crate::ui::person::person;
use crate::ui::record::{crumb, page_title, record_head, sheet};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::{moment, since};
use crate::ui::toast::use_toasts;
use contract::complaints::ComplaintCategory;
use contract::complaints::knowledge::{
    ActOnKnowledge, EditKnowledge, Knowledge, KnowledgeAct, KnowledgeActKind, KnowledgeForm, ListKnowledge, ShowKnowledge, WriteKnowledge,
};
use contract::permission::Permission;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};
use locale::{knowledge_ui as text, ui};
use std::pin::Pin;
use std::rc::Rc;
use uuid::Uuid;

/// Templates that the person sees.
pub fn list() -> impl IntoView {
    list_page::<ListKnowledge, Knowledge>(ListPage {
        list: "knowledge",
        title: text::TITLE,
        columns: vec![
            Column { field: "", label: text::NAME, place: Place::First, cell: |row| row.title.clone().into_any() },
            Column { field: "", label: text::CATEGORY, place: Place::Line, cell: |row| word(row.category.text_path()).into_any() },
            Column { field: "", label: text::WORDS, place: Place::Desk, cell: |row| row.words.clone().into_any() },
            Column { field: "used", label: text::USED, place: Place::Line, cell: |row| row.used.into_any() },
            Column { field: "", label: text::AUTHOR, place: Place::Desk, cell: |row| person(&row.author.name).into_any() },
            Column { field: "created_at", label: text::CREATED_AT, place: Place::Desk, cell: |row| since(row.created_at).into_any() },
            Column { field: "", label: text::STATUS, place: Place::Corner, cell: |row| badge(row.status).into_any() },
        ],
        href: |row| Some(format!("/knowledge/{}", row.id)),
        quick: &["category", "status"],
        standard: &[],
        empty: (text::EMPTY, text::EMPTY_HINT),
        actions: |_| {
            let session = use_session();
            let new = || view! { <a class="button primary" href="/knowledge/new">{icon(Icon::Plus)}{t(text::NEW)}</a> };
            (move || session.may(Permission::KnowledgeWrite).then(new)).into_any()
        },
    })
}

fn read(read: &Reader) -> KnowledgeForm {
    KnowledgeForm {
        title: read.text("/title"),
        category: read.must("/category", read.value("/category"), ComplaintCategory::Other),
        words: read.text("/words"),
        body: read.text("/body"),
    }
}

/// Write a template. `?category=` and `?body=` come from a case whose answer worked.
pub fn new() -> impl IntoView {
    page_title(move || t(text::NEW)().to_owned());
    let asked = use_query_map();
    let of = |name: &str| untrack(|| asked.read().get(name).unwrap_or_default());
    let form = Form::kept("knowledge/new".to_owned(), [("/category", of("category")), ("/body", of("body"))]);
    view! {
        <div class="page narrow">
            {crumb("/knowledge", text::TITLE)}
            <header class="page-head"><h1>{t(text::NEW)}</h1><p class="lead-in">{t(text::NEW_LEAD)}</p></header>
            {form_view(form, None)}
        </div>
    }
}

/// Change a template.
pub fn edit() -> impl IntoView {
    let it = fetched();
    page_title(move || t(ui::EDIT)().to_owned());
    view! {
        <div class="page narrow">
            {crumb("/knowledge", text::TITLE)}
            {it.view(|it| {
                let start = [
                    ("/title", it.title.clone()), ("/category", it.category.word().to_owned()), ("/words", it.words.clone()), ("/body", it.body.clone()),
                ];
                let form = Form::kept(format!("knowledge/{}", it.id), start);
                view! { <header class="page-head"><h1>{it.title.clone()}</h1></header>{form_view(form, Some((it.id, it.version)))} }.into_any()
            })}
        </div>
    }
}

fn fetched() -> Remote<Knowledge> {
    let session = use_session();
    let params = use_params_map();
    remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowKnowledge>(&[&id], &()).await }
    })
}

fn form_view(form: Form, known: Option<(Uuid, i64)>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let navigate = use_navigate();
    let go = Callback::new(move |path: String| navigate(&path, NavigateOptions { replace: true, ..Default::default() }));
    let submit = move |()| {
        form.submit(
            read,
            move |body, key| async move {
                match known {
                    None => session.write::<WriteKnowledge>(&[], None, key, &body).await,
                    Some((id, version)) => session.write::<EditKnowledge>(&[&id], Some(version), key, &body).await,
                }
            },
            move |it: Knowledge| {
                toasts.say(tell(text::SAVED, &[("title", &it.title)]));
                go.run(format!("/knowledge/{}", it.id));
            },
        );
    };
    let cancel = Callback::new(move |()| {
        form.reset();
        go.run(known.map_or_else(|| "/knowledge".to_owned(), |(id, _)| format!("/knowledge/{id}")));
    });
    view! {
        <div class="sheet padded">
            <FormFrame form on_submit=submit>
                <div class="pair">
                    <Field at="/title" label=text::NAME must=true />
                    <Select at="/category" label=text::CATEGORY choices=crate::choices!(ComplaintCategory) none=text::CHOOSE must=true />
                </div>
                <Field at="/words" label=text::WORDS hint=text::WORDS_HINT />
                <Field at="/body" label=text::BODY kind=Kind::Lines must=true />
                <FormFoot save=ui::SAVE cancel />
            </FormFrame>
        </div>
    }
    .into_any()
}

/// A template.
pub fn show() -> impl IntoView {
    let it = fetched();
    page_title(move || it.with(|it| it.title.clone()).unwrap_or_else(|| t(text::TITLE)().to_owned()));
    view! { <div class="page narrow">{crumb("/knowledge", text::TITLE)} {it.view(move |data| draw(data, it))}</div> }
}

fn draw(it: &Knowledge, remote: Remote<Knowledge>) -> AnyView {
    let session = use_session();
    let (id, version) = (it.id, it.version);
    let button = |act: KnowledgeActKind| {
        let send = Rc::new(move |key: Uuid| {
            Box::pin(async move { session.write::<ActOnKnowledge>(&[&id], Some(version), key, &KnowledgeAct { act }).await })
                as Pin<Box<dyn Future<Output = _>>>
        });
        let (class, picture) = if act == KnowledgeActKind::Publish { ("primary", Icon::Check) } else { ("quiet", Icon::Undo) };
        act_button(act.text_path(), class, picture, send, move |now: Knowledge| remote.set(now))
    };
    let may = |act| it.actions.contains(&act);
    let actions = view! {
        {may(KnowledgeActKind::Retire).then(|| button(KnowledgeActKind::Retire))}
        {may(KnowledgeActKind::Edit).then(|| view! { <a class="button" href=format!("/knowledge/{id}/edit")>{icon(Icon::Edit)}{t(ui::EDIT)}</a> })}
        {may(KnowledgeActKind::Publish).then(|| button(KnowledgeActKind::Publish))}
    };
    let used = it.used.to_string();
    let under = view! { {badge(it.status)} <span>{word(it.category.text_path())}</span> <span>{move || tell(text::USED_TIMES, &[("n", &used)])}</span> };
    let body = view! {
        <p class="prose whitespace-pre-line mb-4">{it.body.clone()}</p>
        <p class="text-ink-3 text-[13px]">{it.words.clone()}</p>
        <p class="text-ink-3 text-[13px]">{it.author.name.clone()}" · "{moment(it.updated_at)}</p>
    };
    view! { {record_head(it.title.clone(), under, actions)}{sheet(text::BODY, (), body)} }.into_any()
}
