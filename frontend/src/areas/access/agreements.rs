use crate::i18n::{t, tell};
use crate::session::use_session;
use crate::ui::act::act_button;
use crate::ui::badge::badge;
use crate::ui::fields::{Field, FormFoot, Kind};
use crate::ui::form::{Form, FormFrame};
use crate::ui::icon::{Icon, icon};
use crate::ui::list_page::{Column, ListPage, Place, list_page};
use crate::ui::record::{crumb, page_title, record_head, sheet};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::moment;
use crate::ui::toast::use_toasts;
use contract::access::agreements::{
    ActOnAgreement, Agreement, AgreementAct, AgreementActKind, AgreementForm, AgreementStatus, DraftAgreement, EditAgreement,
    ListAgreements, ShowAgreement,
};
use contract::permission::Permission;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};
use locale::access_ui as access;
use std::rc::Rc;

const PATH: &str = "/agreements";

/// The versions of the confidentiality agreement (ORG-07).
pub fn list() -> impl IntoView {
    list_page::<ListAgreements, Agreement>(ListPage {
        list: "agreements",
        title: access::AGREEMENTS,
        columns: vec![
            Column { field: "number", label: access::AGREEMENT_VERSIONS, place: Place::First, cell: |a| numbered(a).into_any() },
            Column { field: "", label: access::AGREEMENT_TITLE, place: Place::Line, cell: |a| a.title.clone().into_any() },
            Column { field: "", label: access::STATE, place: Place::Corner, cell: |a| badge(a.status).into_any() },
            Column { field: "", label: access::AUTHOR, place: Place::Line, cell: |a| a.author.name.clone().into_any() },
            Column { field: "", label: access::IN_FORCE_AT, place: Place::Desk, cell: since_when },
        ],
        href: |a| Some(format!("{PATH}/{}", a.id)),
        quick: &["status"],
        standard: &[],
        empty: (access::AGREEMENTS_EMPTY, access::AGREEMENTS_EMPTY_HINT),
        actions: |_| {
            let session = use_session();
            view! {
                <a class="button" href="/agreement-standings">{t(access::STANDINGS)}</a>
                {move || session.may(Permission::AgreementPublish).then(|| view! { <a class="button primary" href="/agreements/new">{icon(Icon::Plus)}{t(access::DRAFT_AGREEMENT)}</a> })}
            }
            .into_any()
        },
    })
}

fn numbered(agreement: &Agreement) -> impl IntoView + use<> {
    let n = agreement.number.to_string();
    move || tell(access::VERSION_N, &[("n", &n)])
}

fn since_when(agreement: &Agreement) -> AnyView {
    match agreement.in_force_at {
        Some(at) => view! { <span class="quiet one-line">{moment(at)}</span> }.into_any(),
        None => view! { <span class="quiet">"—"</span> }.into_any(),
    }
}

/// Draft the next version.
pub fn new() -> impl IntoView {
    page_title(move || t(access::DRAFT_AGREEMENT)().to_owned());
    view! {
        <div class="page narrow">
            {crumb(PATH, access::AGREEMENTS)}
            <header class="page-head"><h1>{t(access::DRAFT_AGREEMENT)}</h1></header>
            <div class="sheet padded">{text_form(None)}</div>
        </div>
    }
}

/// A version: its text, and what can be done with it.
pub fn show() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let agreement = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowAgreement>(&[&id], &()).await }
    });
    page_title(move || t(access::AGREEMENTS)().to_owned());
    view! { <div class="page narrow">{crumb(PATH, access::AGREEMENTS)} {agreement.view(move |now| draw(now, agreement))}</div> }
}

fn draw(now: &Agreement, agreement: Remote<Agreement>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let (id, version) = (now.id, now.version);
    let editing = RwSignal::new(false);
    let may_edit = now.status == AgreementStatus::Draft && session.may(Permission::AgreementPublish);
    let publish = now.actions.contains(&AgreementActKind::Publish).then(|| {
        let send = Rc::new(move |key| {
            let body = AgreementAct { act: AgreementActKind::Publish };
            Box::pin(async move { session.write::<ActOnAgreement>(&[&id], Some(version), key, &body).await }) as _
        });
        let done = move |published: Agreement| {
            toasts.say(tell(access::PUBLISHED_SAID, &[("n", &published.number.to_string())]));
            agreement.set(published);
            session.look_again();
        };
        view! { <p class="text-ink-2 mb-3">{t(access::PUBLISH_HINT)}</p> {act_button(AgreementActKind::Publish.text_path(), "primary", Icon::Check, send, done)} }
    });
    let edit = may_edit.then(|| {
        view! { <button type="button" class="button" on:click=move |_| editing.update(|e| *e = !*e)>{icon(Icon::Edit)}{t(access::EDIT_AGREEMENT)}</button> }
    });
    let shown = now.clone();
    let body = move || {
        if editing.get() {
            text_form(Some((shown.clone(), agreement)))
        } else {
            view! { <p class="prose">{shown.body.clone()}</p> }.into_any()
        }
    };
    let under = view! { {numbered(now)} {badge(now.status)} <span>{now.author.name.clone()}</span> {now.in_force_at.map(|at| view! { <span>{move || tell(access::IN_FORCE_SINCE, &[("time", &moment(at)())])}</span> })} };
    view! {
        {record_head(now.title.clone(), under, edit)}
        <div class="grid gap-4">
            <section class="sheet padded">{body}</section>
            {publish.map(|publish| sheet(access::PUBLISH, (), publish))}
        </div>
    }
    .into_any()
}

fn text_form(seen: Option<(Agreement, Remote<Agreement>)>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let navigate = use_navigate();
    let go = Callback::new(move |path: String| navigate(&path, NavigateOptions { replace: true, ..Default::default() }));
    let start = seen.iter().flat_map(|(now, _)| [("/title", now.title.clone()), ("/body", now.body.clone())]);
    let form = Form::kept(format!("agreement/{}", seen.as_ref().map(|(now, _)| now.id.to_string()).unwrap_or_default()), start);
    let seen = seen.map(|(now, remote)| (now.id, now.version, remote));
    let submit = move |()| {
        form.submit(
            |read| AgreementForm { title: read.text("/title"), body: read.text("/body") },
            move |body, key| async move {
                match seen {
                    Some((id, version, _)) => session.write::<EditAgreement>(&[&id], Some(version), key, &body).await,
                    None => session.write::<DraftAgreement>(&[], None, key, &body).await,
                }
            },
            move |saved: Agreement| {
                toasts.say(t(access::DRAFT_SAVED)());
                match seen {
                    Some((.., remote)) => remote.set(saved),
                    None => go.run(format!("{PATH}/{}", saved.id)),
                }
            },
        );
    };
    view! {
        <FormFrame form on_submit=submit>
            <Field at="/title" label=access::AGREEMENT_TITLE must=true />
            <Field at="/body" label=access::AGREEMENT_BODY kind=Kind::Lines must=true hint=access::AGREEMENT_BODY_HINT />
            <FormFoot save=locale::ui::SAVE />
        </FormFrame>
    }
    .into_any()
}
