//! Roles: a matrix of permissions by area with their reach (ORG-05).

use crate::i18n::{language, permission_text, t, tell, word};
use crate::session::use_session;
use crate::ui::fields::{Field, FormFoot};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::record::{crumb, page_title};
use crate::ui::remote::remote;
use crate::ui::toast::use_toasts;
use contract::permission::{DataScope, Permission};
use contract::roles::{AddRole, EditRole, Grant, ListRoles, Role, RoleForm, Roles, ShowRole};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};
use locale::{organisation as text, ui};
use uuid::Uuid;

fn area(permission: Permission) -> &'static str {
    permission.word().split('.').next().unwrap_or_default()
}

fn area_text(area: &str) -> String {
    locale::find(&format!("permissions.area_{area}")).map_or_else(|| area.to_owned(), |key| key.text(language()).to_owned())
}

/// Every role.
pub fn list() -> impl IntoView {
    let session = use_session();
    page_title(move || t(text::ROLES)().to_owned());
    let roles = remote(move || async move { session.get::<ListRoles>(&[], &()).await });
    let add = move || {
        roles
            .with(|roles| roles.may_edit)
            .unwrap_or_default()
            .then(|| view! { <a class="button primary" href="/roles/new">{icon(Icon::Plus)}{t(text::NEW_ROLE)}</a> })
    };
    view! {
        <div class="page">
            <header class="page-head"><h1>{t(text::ROLES)}</h1><div class="page-actions">{add}</div></header>
            <div class="sheet">{roles.view(draw)}</div>
        </div>
    }
}

fn draw(roles: &Roles) -> AnyView {
    let may_edit = roles.may_edit;
    let row = |role: &Role| {
        let holders: Vec<_> = role.holders.iter().take(6).map(|one| one.name.clone()).collect();
        let copy =
            may_edit.then(|| view! { <a class="button quiet small" href=format!("/roles/new?from={}", role.id)>{t(text::COPY)}</a> });
        view! {
            <tr>
                <td class="first"><a href=format!("/roles/{}", role.id)>{role.name.clone()}</a><small class="text-ink-3">{role.description.clone()}</small></td>
                <td>{t(if role.built_in { text::BUILT_IN } else { text::OWN_ROLE })}</td>
                <td class="figures">{role.grants.len()}</td>
                <td>{holders.join("、")}</td>
                <td class="figures">{copy}</td>
            </tr>
        }
    };
    view! {
        <div class="ledger-wrap"><table class="ledger">
            <thead><tr><th>{t(text::ROLE)}</th><th>{t(text::KIND)}</th><th class="figures">{t(text::PERMISSIONS)}</th><th>{t(text::HOLDERS)}</th><th></th></tr></thead>
            <tbody>{roles.items.iter().map(row).collect::<Vec<_>>()}</tbody>
        </table></div>
    }
    .into_any()
}

/// A role of the company's own; `?from=` begins with the permissions of another.
pub fn new() -> impl IntoView {
    let session = use_session();
    let asked = use_query_map();
    page_title(move || t(text::NEW_ROLE)().to_owned());
    let source = remote(move || {
        let from = asked.read().get("from");
        async move {
            match from {
                Some(id) => session.get::<ShowRole>(&[&id], &()).await.map(Some),
                None => Ok(None),
            }
        }
    });
    view! {
        <div class="page">
            {crumb("/roles", text::ROLES)}
            <header class="page-head"><h1>{t(text::NEW_ROLE)}</h1></header>
            {source.view(|source| {
                let name = source.as_ref().map(|role| tell(text::COPY_OF, &[("name", &role.name)])).unwrap_or_default();
                let grants = source.as_ref().map(|role| role.grants.clone()).unwrap_or_default();
                form_view(Form::new(texts(name, String::new(), &grants)), None, false, true)
            })}
        </div>
    }
}

/// A role with its matrix.
pub fn show() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let role = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowRole>(&[&id], &()).await }
    });
    page_title(move || role.with(|role| role.name.clone()).unwrap_or_else(|| t(text::ROLE)().to_owned()));
    view! {
        <div class="page">
            {crumb("/roles", text::ROLES)}
            {role.view(move |role| {
                let holders: Vec<_> = role.holders.iter().map(|one| view! { <a class="link" href=format!("/people/{}", one.id)>{one.name.clone()}</a>" " }).collect();
                let form = Form::new(texts(role.name.clone(), role.description.clone(), &role.grants));
                view! {
                    <header class="page-head"><h1>{role.name.clone()}</h1><p class="lead-in">{t(text::HOLDERS)}": "{holders}</p></header>
                    {form_view(form, Some((role.id, role.version)), role.built_in, session.may(Permission::RoleEdit))}
                }
                .into_any()
            })}
        </div>
    }
}

/// A grant's place in the form.
fn at(permission: Permission) -> String {
    format!("/grants/{}", permission.word())
}

fn texts(name: String, description: String, grants: &[Grant]) -> Vec<(&'static str, String)> {
    let granted =
        |permission: Permission| grants.iter().find(|grant| grant.permission == permission).map_or("", |grant| grant.scope.word());
    let words: Vec<String> = Permission::ALL.iter().map(|one| format!("{}={}", one.word(), granted(*one))).collect();
    vec![("/name", name), ("/description", description), ("/grants", words.join(" "))]
}

fn read(read: &Reader) -> RoleForm {
    let start = read.text("/grants");
    let kept = |permission: Permission| {
        start
            .split_whitespace()
            .find_map(|pair| pair.strip_prefix(permission.word()).and_then(|rest| rest.strip_prefix('=')))
            .unwrap_or_default()
            .to_owned()
    };
    let grant = |permission: &Permission| {
        let typed = read.text(&at(*permission));
        let scope = if typed.is_empty() { kept(*permission) } else { typed };
        Some(Grant { permission: *permission, scope: scope.parse().ok()? })
    };
    RoleForm {
        name: read.text("/name"),
        description: read.text("/description"),
        grants: Permission::ALL.iter().filter_map(grant).collect(),
    }
}

fn form_view(form: Form, seen: Option<(Uuid, i64)>, built_in: bool, may_edit: bool) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let navigate = use_navigate();
    let back = navigate.clone();
    let submit = move |()| {
        let navigate = navigate.clone();
        form.submit(
            read,
            move |body, key| async move {
                match seen {
                    Some((id, version)) => session.write::<EditRole>(&[&id], Some(version), key, &body).await,
                    None => session.write::<AddRole>(&[], None, key, &body).await,
                }
            },
            move |role: Role| {
                toasts.say(tell(text::ROLE_SAVED, &[("name", &role.name)]));
                navigate("/roles", Default::default());
            },
        );
    };
    let mut areas: Vec<&'static str> = Permission::ALL.iter().map(|one| area(*one)).collect();
    areas.dedup();
    let start = untrack(|| form.get("/grants"));
    let groups: Vec<_> = areas
        .into_iter()
        .map(|group| {
            let rows: Vec<_> = Permission::ALL.iter().filter(|one| area(**one) == group).map(|one| permission_row(form, *one, &start, may_edit)).collect();
            view! { <tbody><tr><th colspan="2" class="text-start pt-4"><span class="text-ink-3 text-[13px]">{area_text(group)}</span></th></tr>{rows}</tbody> }
        })
        .collect();
    let head = move || {
        if built_in {
            return view! { <p class="text-ink-2">{t(text::BUILT_IN_HINT)}</p> }.into_any();
        }
        view! { <Field at="/name" label=text::NAME must=true /> }.into_any()
    };
    view! {
        <div class="sheet padded">
            <FormFrame form on_submit=submit>
                {head}
                <Field at="/description" label=text::DESCRIPTION />
                <div class="ledger-wrap"><table class="ledger">
                    <thead><tr><th>{t(text::PERMISSION)}</th><th>{t(text::REACH)}</th></tr></thead>
                    {groups}
                </table></div>
                {may_edit.then(|| view! { <FormFoot save=ui::SAVE cancel=Callback::new(move |()| back("/roles", Default::default())) /> })}
            </FormFrame>
        </div>
    }
    .into_any()
}

/// "Not at all" is told from "not touched" by a word of its own.
const NOT: &str = "-";

fn permission_row(form: Form, permission: Permission, start: &str, may_edit: bool) -> AnyView {
    let pointer = at(permission);
    let began = start
        .split_whitespace()
        .find_map(|pair| pair.strip_prefix(permission.word()).and_then(|rest| rest.strip_prefix('=')))
        .unwrap_or_default()
        .to_owned();
    let now = {
        let (pointer, began) = (pointer.clone(), began);
        Memo::new(move |_| {
            let typed = form.get(&pointer);
            if typed.is_empty() { began.clone() } else { typed }
        })
    };
    let options: Vec<_> = DataScope::ALL
        .iter()
        .map(|scope| view! { <option value=scope.word() selected=move || now.get() == scope.word()>{word(scope.text_path())}</option> })
        .collect();
    let label = permission_text(permission);
    view! {
        <tr>
            <td class="first">{label.clone()}<small class="number">{permission.word()}</small></td>
            <td>
                <select class="input" aria-label=label disabled=!may_edit on:change=move |event| form.set(&pointer, event_target_value(&event))>
                    <option value=NOT selected=move || now.get().is_empty() || now.get() == NOT>{t(text::NOT_GRANTED)}</option>
                    {options}
                </select>
            </td>
        </tr>
    }
    .into_any()
}
