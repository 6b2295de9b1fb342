use crate::i18n::{t, word_now};
use crate::session::use_session;
use crate::ui::act::{SendAct, act_button};
use crate::ui::badge::badge;
use crate::ui::fields::{Field, FormFoot};
use crate::ui::form::{Form, FormFrame};
use crate::ui::icon::{Icon, icon};
use crate::ui::person::person;
use crate::ui::problem::notice;
use crate::ui::record::{crumb, fact, page_title, record_head, sheet, wide_fact};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::{moment, or_unset, since, subject_link};
use crate::ui::toast::use_toasts;
use contract::customers::{Access, AccessAct, AccessActKind, AccessStatus, ActOnAccess, ShowAccess};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use locale::accesses_ui as accesses;
use std::rc::Rc;

/// A request for leave, what became of it, and the files it opens.
pub fn show() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let access = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowAccess>(&[&id], &()).await }
    });
    page_title(move || access.with(|access| access.number.clone()).unwrap_or_else(|| t(accesses::TITLE)().to_owned()));
    view! { <div class="page narrow">{crumb("/customer-accesses", accesses::TITLE)} {access.view(move |data| draw(data, access))}</div> }
}

fn draw(access: &Access, remote: Remote<Access>) -> AnyView {
    let under = view! { {badge(access.status)} {person(&access.person.name)} {since(access.created_at)} };
    let told = match access.status {
        AccessStatus::Pending => Some(notice("ochre", t(accesses::WAITING))),
        AccessStatus::Granted if !access.active => Some(notice("calm", t(accesses::OVER))),
        _ => None,
    };
    let parts: Vec<_> = access.fields.iter().map(|part| word_now(part.text_path())).collect();
    let remark = (!access.remark.is_empty()).then(|| wide_fact(accesses::REMARK, access.remark.clone()));
    let facts = view! {
        <dl class="facts">
            {wide_fact(accesses::CUSTOMERS, access.customers.join("、"))}
            {wide_fact(accesses::FIELDS, parts.join("、"))}
            {wide_fact(accesses::PURPOSE, or_unset(access.purpose.clone()))}
            {fact(accesses::GRANTED_UNTIL, moment(access.ends_at))}
            {remark}
        </dl>
    };
    view! {
        {record_head(access.number.clone(), under, actions(access, remote))}
        {told}
        {sheet(accesses::NEW, (), facts)}
        {files(access)}
        {access.actions.contains(&AccessActKind::Revoke).then(|| revoke(access, remote))}
    }
    .into_any()
}

fn actions(access: &Access, remote: Remote<Access>) -> impl IntoView + use<> {
    let session = use_session();
    let toasts = use_toasts();
    let (id, version) = (access.id, access.version);
    let send: SendAct<Access> = Rc::new(move |key| {
        let act = AccessAct { act: AccessActKind::Withdraw, reason: String::new() };
        Box::pin(async move { session.write::<ActOnAccess>(&[&id], Some(version), key, &act).await })
    });
    let done = move |now: Access| {
        toasts.say(t(accesses::WITHDRAWN_SAID)().to_owned());
        remote.set(now);
    };
    let withdraw = access
        .actions
        .contains(&AccessActKind::Withdraw)
        .then(|| act_button(AccessActKind::Withdraw.text_path(), "", Icon::Close, send, done));
    let approval = access
        .approval_id
        .map(|id| view! { <a class="button" href=format!("/approvals/{id}")>{icon(Icon::Inbox)}{t(accesses::APPROVAL)}</a> });
    view! { {approval} {withdraw} }
}

/// The files: to read for the applicant, to know what is meant for who decides.
fn files(access: &Access) -> Option<AnyView> {
    let mine = use_session().me.with_untracked(|me| me.as_ref().is_some_and(|me| me.id == access.person.id));
    if access.files.is_empty() {
        return (!mine && access.status == AccessStatus::Pending)
            .then(|| sheet(accesses::FILES_MEANT, (), view! { <p class="none">{t(accesses::NONE_MEANT)}</p> }));
    }
    let id = access.id;
    let lines: Vec<_> = access
        .files
        .iter()
        .map(|file| {
            let open = mine.then(|| {
                let href = format!("/customer-accesses/{id}/files/{}", file.id);
                view! { <a class="button small" href=href>{icon(Icon::Eye)}{t(accesses::OPEN)}</a> }
            });
            let title = if mine { file.title.clone().into_any() } else { subject_link(file) };
            view! { <li><div class="grow">{title}</div>{open}</li> }
        })
        .collect();
    let noted = mine.then(|| view! { <p class="mt-3 text-ink-3 text-[13px]">{t(accesses::READING_NOTED)}</p> });
    let title = if mine { accesses::FILES } else { accesses::FILES_MEANT };
    Some(sheet(title, (), view! { <ul class="rows">{lines}</ul>{noted} }))
}

fn revoke(access: &Access, remote: Remote<Access>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let (id, version) = (access.id, access.version);
    let form = Form::new([]);
    let submit = move |()| {
        form.submit(
            |read| AccessAct { act: AccessActKind::Revoke, reason: read.must("/reason", read.given("/reason"), String::new()) },
            move |act, key| async move { session.write::<ActOnAccess>(&[&id], Some(version), key, &act).await },
            move |now: Access| {
                toasts.say(t(accesses::REVOKED_SAID)().to_owned());
                remote.set(now);
            },
        );
    };
    let body = view! {
        <FormFrame form on_submit=submit>
            <Field at="/reason" label=accesses::REVOKE_REASON must=true />
            <FormFoot save=accesses::REVOKE />
        </FormFrame>
    };
    sheet(accesses::REVOKE, (), body)
}
