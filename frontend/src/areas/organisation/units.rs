//! The tree of units with the posts of each (ORG-01, ORG-02).

use super::parts::find_units;
use crate::areas::finders;
use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::act::act_button;
use crate::ui::badge::{Tone, tag};
use crate::ui::fields::{Field, FormFoot, Kind, Pick};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::person::person;
use crate::ui::picker::{Picker, name_of};
use crate::ui::record::{crumb, page_title, sheet};
use crate::ui::remote::{Remote, remote};
use crate::ui::toast::use_toasts;
use contract::posts::{ListPosts, PostRow, Posts};
use contract::units::{ActOnUnit, AddUnit, EditUnit, ListUnits, ShowUnit, Unit, UnitAct, UnitActKind, UnitForm, UnitKind, UnitTree};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map};
use locale::organisation as text;
use std::rc::Rc;
use uuid::Uuid;

/// The tree, and below it every post.
pub fn list() -> impl IntoView {
    let session = use_session();
    let units = remote(move || async move { session.get::<ListUnits>(&[], &()).await });
    let posts = remote(move || async move { session.get::<ListPosts>(&[], &()).await });
    page_title(move || t(text::TITLE)().to_owned());
    let may_add = move || units.with(|tree| tree.may_add).unwrap_or_default();
    view! {
        <div class="page">
            <header class="page-head">
                <h1>{t(text::TITLE)}</h1>
                <div class="page-actions">
                    {move || may_add().then(|| view! {
                        <a class="button" href="/posts/new">{icon(Icon::Plus)}{t(text::NEW_POST)}</a>
                        <a class="button primary" href="/organisation/units/new">{icon(Icon::Plus)}{t(text::NEW_UNIT)}</a>
                    })}
                </div>
            </header>
            <div class="grid gap-4">
                {sheet(text::UNITS, (), units.view(move |tree| draw_tree(tree, units)))}
                {sheet(text::POSTS, (), posts.view(draw_posts))}
            </div>
        </div>
    }
}

fn depth(tree: &UnitTree, unit: &Unit) -> usize {
    let above = |unit: &&Unit| unit.parent_id.and_then(|id| tree.items.iter().find(|other| other.id == id));
    std::iter::successors(Some(unit), above).count().saturating_sub(1).min(3)
}

fn draw_tree(tree: &UnitTree, remote: Remote<UnitTree>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let rows: Vec<_> = tree
        .items
        .iter()
        .map(|unit| {
            let (id, version) = (unit.id, unit.version);
            let acts: Vec<_> = unit
                .actions
                .iter()
                .filter(|act| **act != UnitActKind::Edit)
                .map(|act| {
                    let act = *act;
                    let send = Rc::new(move |key| {
                        Box::pin(async move { session.write::<ActOnUnit>(&[&id], Some(version), key, &UnitAct { act }).await })
                            as std::pin::Pin<Box<dyn Future<Output = _>>>
                    });
                    act_button(act.text_path(), "quiet small", if act == UnitActKind::Close { Icon::Close } else { Icon::Undo }, send, move |now: Unit| {
                        toasts.say(tell(text::UNIT_SAVED, &[("name", &now.name)]));
                        remote.refetch();
                    })
                })
                .collect();
            let edit = unit.actions.contains(&UnitActKind::Edit).then(|| {
                view! { <a class="button quiet small" href=format!("/organisation/units/{id}/edit")>{icon(Icon::Edit)}{t(locale::ui::EDIT)}</a> }
            });
            view! {
                <tr>
                    <td class="first">
                        <span class=format!("tree-name below-{}", depth(tree, unit))>
                            <a href=format!("/people?filter[unit]={id}")>{unit.name.clone()}</a>
                            <span class="number">{unit.code.clone()}</span>
                            {unit.closed_on.map(|_| tag(Tone::Calm, t(text::CLOSED)))}
                        </span>
                        <small class="text-ink-3">{unit.duties.clone()}</small>
                    </td>
                    <td>{word(unit.kind.text_path())}</td>
                    <td>{unit.head.as_ref().map(|head| person(&head.name))}</td>
                    <td class="figures">{unit.people}" / "{unit.headcount}</td>
                    <td class="figures"><span class="inline-flex gap-1">{edit}{acts}</span></td>
                </tr>
            }
        })
        .collect();
    view! {
        <div class="ledger-wrap"><table class="ledger">
            <thead><tr><th>{t(text::UNIT)}</th><th>{t(text::KIND)}</th><th>{t(text::HEAD)}</th><th class="figures">{t(text::ACTUAL_OF_HEADCOUNT)}</th><th></th></tr></thead>
            <tbody>{rows}</tbody>
        </table></div>
    }
    .into_any()
}

fn draw_posts(posts: &Posts) -> AnyView {
    let row = |post: &PostRow| {
        let over = post.actual > post.headcount;
        view! {
            <tr>
                <td class="first">
                    <a href=format!("/posts/{}", post.id)>{post.name.clone()}</a>" "
                    <span class="number">{post.code.clone()}</span>
                    {post.closed_on.map(|_| tag(Tone::Calm, t(text::CLOSED)))}
                </td>
                <td>{post.unit.name.clone()}</td>
                <td>{post.superior.as_ref().map(|superior| superior.name.clone())}</td>
                <td class="figures"><span class:late=over>{post.actual}" / "{post.headcount}</span></td>
            </tr>
        }
    };
    view! {
        <div class="ledger-wrap"><table class="ledger">
            <thead><tr><th>{t(text::POST)}</th><th>{t(text::UNIT)}</th><th>{t(text::SUPERIOR_POST)}</th><th class="figures">{t(text::ACTUAL_OF_HEADCOUNT)}</th></tr></thead>
            <tbody>{posts.items.iter().map(row).collect::<Vec<_>>()}</tbody>
        </table></div>
    }
    .into_any()
}

/// Add a unit.
pub fn new() -> impl IntoView {
    page_title(move || t(text::NEW_UNIT)().to_owned());
    let form = Form::kept("unit/new".to_owned(), [("/kind", UnitKind::Department.word().to_owned())]);
    view! {
        <div class="page narrow">
            {crumb("/organisation", text::TITLE)}
            <header class="page-head"><h1>{t(text::NEW_UNIT)}</h1></header>
            {form_view(form, None)}
        </div>
    }
}

/// Change or move a unit.
pub fn edit() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    page_title(move || t(text::EDIT_UNIT)().to_owned());
    let unit = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move {
            let unit = session.get::<ShowUnit>(&[&id], &()).await?;
            let tree = session.get::<ListUnits>(&[], &()).await?;
            Ok((unit, tree))
        }
    });
    view! {
        <div class="page narrow">
            {crumb("/organisation", text::TITLE)}
            {unit.view(move |(unit, tree)| {
                let form = Form::kept(format!("unit/{}/{}", unit.id, unit.version), texts(unit, tree));
                view! {
                    <header class="page-head"><h1>{t(text::EDIT_UNIT)}</h1><p class="lead-in">{unit.name.clone()}</p></header>
                    {form_view(form, Some((unit.id, unit.version)))}
                }
                .into_any()
            })}
        </div>
    }
}

fn texts(unit: &Unit, tree: &UnitTree) -> Vec<(&'static str, String)> {
    let parent = unit.parent_id.and_then(|id| tree.items.iter().find(|other| other.id == id)).map(|parent| parent.name.clone());
    let partners: Vec<String> = unit.partners.iter().map(|partner| partner.id.to_string()).collect();
    vec![
        ("/kind", unit.kind.word().to_owned()),
        ("/code", unit.code.clone()),
        ("/name", unit.name.clone()),
        ("/parent_id", unit.parent_id.map(|id| id.to_string()).unwrap_or_default()),
        ("/parent_id#name", parent.unwrap_or_default()),
        ("/head_id", unit.head.as_ref().map(|head| head.id.to_string()).unwrap_or_default()),
        ("/head_id#name", unit.head.as_ref().map(|head| head.name.clone()).unwrap_or_default()),
        ("/duties", unit.duties.clone()),
        ("/partner_ids", partners.join(" ")),
    ]
}

fn read(read: &Reader) -> UnitForm {
    UnitForm {
        kind: read.must("/kind", read.value("/kind"), UnitKind::Department),
        code: read.text("/code"),
        name: read.text("/name"),
        parent_id: read.value("/parent_id"),
        head_id: read.value("/head_id"),
        duties: read.text("/duties"),
        partner_ids: read.text("/partner_ids").split_whitespace().filter_map(|id| id.parse().ok()).collect(),
    }
}

fn form_view(form: Form, seen: Option<(Uuid, i64)>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let navigate = use_navigate();
    let back = navigate.clone();
    let units = remote(move || async move { session.get::<ListUnits>(&[], &()).await });
    let submit = move |()| {
        let navigate = navigate.clone();
        form.submit(
            read,
            move |body, key| async move {
                match seen {
                    Some((id, version)) => session.write::<EditUnit>(&[&id], Some(version), key, &body).await,
                    None => session.write::<AddUnit>(&[], None, key, &body).await,
                }
            },
            move |unit: Unit| {
                toasts.say(tell(text::UNIT_SAVED, &[("name", &unit.name)]));
                navigate("/organisation", Default::default());
            },
        );
    };
    let start = |at| untrack(|| form.get(&name_of(at)));
    let (parent, head) = (start("/parent_id"), start("/head_id"));
    let own = seen.map(|(id, _)| id);
    let partners = move || {
        units.with(|tree| {
            let open = tree.items.iter().filter(|unit| unit.closed_on.is_none() && Some(unit.id) != own);
            let options = open.map(|unit| (unit.id.to_string(), unit.name.clone())).collect::<Vec<_>>();
            view! { <super::parts::Ticks at="/partner_ids" label=text::PARTNERS options /> }
        })
    };
    view! {
        <div class="sheet padded">
            <FormFrame form on_submit=submit>
                <Pick at="/kind" label=text::KIND choices=crate::choices!(UnitKind) must=true />
                <div class="pair">
                    <Field at="/code" label=text::CODE must=true />
                    <Field at="/name" label=text::NAME must=true />
                </div>
                <div class="pair">
                    <Picker at="/parent_id" label=text::PARENT find=find_units(session) hint=text::PARENT_HINT chosen=parent />
                    <Picker at="/head_id" label=text::HEAD find=finders::people(session, &[]) chosen=head />
                </div>
                <Field at="/duties" label=text::DUTIES kind=Kind::Lines />
                {partners}
                <FormFoot save=locale::ui::SAVE cancel=Callback::new(move |()| back("/organisation", Default::default())) />
            </FormFrame>
        </div>
    }
    .into_any()
}
