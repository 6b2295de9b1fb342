//! People: the staff list, the card, transfers, accounts, roles (ORG-03, ORG-05).

use super::parts::{Ticks, find_posts};
use crate::areas::finders;
use crate::i18n::{permission_text, t, tell, word};
use crate::session::use_session;
use crate::ui::act::act_button;
use crate::ui::badge::badge;
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot, Kind};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::list_page::{Column, ListPage, Place, list_page};
use crate::ui::person::{avatar, person};
use crate::ui::picker::Picker;
use crate::ui::record::{crumb, fact, page_title, record_head, sheet};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::{day, day_or_none, due_day, or_unset};
use crate::ui::toast::use_toasts;
use contract::organisation::{ListPeople, Person};
use contract::people::{
    ActOnPerson, EffectiveRights, NewAccount, PersonAct, PersonActKind, PersonCard, PersonFile, RoleAssignment, ShowPerson, ShowRights,
    Transfer,
};
use contract::permission::Permission;
use contract::roles::ListRoles;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use locale::{Key, organisation as text, ui};
use std::rc::Rc;
use uuid::Uuid;

/// The staff list.
pub fn list() -> impl IntoView {
    list_page::<ListPeople, Person>(ListPage {
        list: "people",
        title: text::PEOPLE,
        columns: vec![
            Column { field: "number", label: text::NAME, place: Place::First, cell: named },
            Column { field: "", label: text::UNIT, place: Place::Line, cell: |row| row.unit.clone().into_any() },
            Column { field: "", label: text::POST, place: Place::Line, cell: |row| row.post.clone().into_any() },
            Column {
                field: "",
                label: text::SUPERIOR,
                place: Place::Desk,
                cell: |row| row.superior.as_ref().map(|s| person(&s.name)).into_any(),
            },
            Column {
                field: "",
                label: text::ENTERED_ON,
                place: Place::Desk,
                cell: |row| view! { <span class="one-line">{day_or_none(row.entered_on)}</span> }.into_any(),
            },
            Column { field: "", label: text::STATUS, place: Place::Corner, cell: |row| badge(row.status).into_any() },
        ],
        href: |row| Some(format!("/people/{}", row.id)),
        quick: &["status", "employment"],
        standard: &[("status", "in:active,on_leave,leaving")],
        empty: (text::NOBODY, text::NOBODY_HINT),
        actions: |_| begin(),
    })
}

fn named(row: &Person) -> AnyView {
    view! { <span class="person">{avatar(&row.name, false)}<span>{row.name.clone()}</span></span><small class="number">{row.number.clone()}</small> }.into_any()
}

fn begin() -> AnyView {
    let session = use_session();
    view! { {move || session.may(Permission::PersonEdit).then(|| view! { <a class="button primary" href="/people/new">{icon(Icon::Plus)}{t(text::NEW_PERSON)}</a> })} }.into_any()
}

/// A person's card.
pub fn show() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let id = move || params.read().get("id").unwrap_or_default();
    let card = remote(move || {
        let id = id();
        async move { session.get::<ShowPerson>(&[&id], &()).await }
    });
    page_title(move || card.with(|card| card.name.clone()).unwrap_or_else(|| t(text::PEOPLE)().to_owned()));
    view! { <div class="page">{crumb("/people", text::PEOPLE)} {card.view(move |data| draw(data, card))}</div> }
}

fn draw(card: &PersonCard, remote: Remote<PersonCard>) -> AnyView {
    let session = use_session();
    let id = card.id;
    let own = session.me.with_untracked(|me| me.as_ref().is_some_and(|me| me.id == id));
    let under = view! {
        <span class="number">{card.number.clone()}</span>
        {badge(card.status)}
        <span>{card.unit.name.clone()}</span>
        <span>{card.post.clone()}</span>
    };
    let acts: Vec<_> = card.actions.iter().filter_map(|act| button(*act, card, remote)).collect();
    let notice = (own || session.may(Permission::HandOverManage)).then(|| {
        view! { <a class="button quiet" href=format!("/hand-overs/new?person={id}")>{icon(Icon::SignOut)}{t(text::GIVE_NOTICE)}</a> }
    });
    let rights = remote_rights(id, own || session.may(Permission::RoleRead));
    let reports: Vec<_> =
        card.reports.iter().map(|one| view! { <a class="link" href=format!("/people/{}", one.id)>{one.name.clone()}</a>" " }).collect();
    let roles: Vec<_> = card.roles.iter().map(|role| role.name.clone()).collect();
    view! {
        {record_head(card.name.clone(), under, view! { {acts}{notice} })}
        <div class="columns">
            <div>
                {card.file.as_ref().map(|file| draw_file(file, card))}
                {rights}
            </div>
            <div>{sheet(text::PLACE, (), view! {
                <dl class="aside-list">
                    <div><dt>{t(text::SUPERIOR)}</dt><dd>{card.superior.as_ref().map(|one| person(&one.name))}</dd></div>
                    <div><dt>{t(text::REPORTS)}</dt><dd>{reports}</dd></div>
                    <div><dt>{t(text::ROLES)}</dt><dd>{roles.join("、")}</dd></div>
                    <div><dt>{t(text::EMPLOYMENT)}</dt><dd>{card.employment.map(|one| word(one.text_path()))}</dd></div>
                    <div><dt>{t(text::TERRITORY)}</dt><dd>{card.territory.map(|one| word(one.text_path()))}</dd></div>
                    <div><dt>{t(text::ENTERED_ON)}</dt><dd>{day_or_none(card.entered_on)}</dd></div>
                    <div><dt>{t(text::YEARS_HERE)}</dt><dd>{span(card.months_here)}</dd></div>
                    <div><dt>{t(text::YEARS_IN_POST)}</dt><dd>{span(card.months_in_post)}</dd></div>
                    {card.left_on.map(|on| view! { <div><dt>{t(text::LEFT_ON)}</dt><dd>{day(on)}</dd></div> })}
                </dl>
            })}</div>
        </div>
    }
    .into_any()
}

/// Years and months.
fn span(months: Option<i64>) -> String {
    match months {
        None => "—".to_owned(),
        Some(months) => tell(text::YEARS_MONTHS, &[("years", &(months / 12).to_string()), ("months", &(months % 12).to_string())]),
    }
}

fn draw_file(file: &PersonFile, card: &PersonCard) -> AnyView {
    let worded = |path: Option<&'static str>| path.map_or_else(|| or_unset(String::new()), |path| word(path).into_any());
    let certificates: Vec<_> = file
        .certificates
        .iter()
        .map(|one| view! { <li><div class="grow"><b class="font-medium">{one.name.clone()}</b><small class="block number">{one.number.clone()}</small></div>{due_day(one.expires_on)}</li> })
        .collect();
    let history: Vec<_> = file
        .history
        .iter()
        .map(|term| view! {
            <li><div class="grow"><b class="font-medium">{term.post.clone()}</b>" · "{term.unit.clone()}<small class="block">{term.reason.clone()}</small></div>
                <span class="text-ink-3 text-[13px]">{day_or_none(term.from_on)}" – "{term.to_on.map(day)}</span></li>
        })
        .collect();
    let major = match file.major_related {
        Some(related) if !file.major.is_empty() => {
            format!("{}（{}）", file.major, t(if related { text::MAJOR_RELATED } else { text::MAJOR_UNRELATED })())
        }
        _ => file.major.clone(),
    };
    view! {
        {sheet(text::FILE, (), view! {
            <dl class="facts">
                {fact(text::SEX, worded(file.sex.map(|one| one.text_path())))}
                {fact(text::BIRTH_ON, day_or_none(file.birth_on))}
                {fact(text::EDUCATION, worded(file.education.map(|one| one.text_path())))}
                {fact(text::MAJOR, or_unset(major))}
                {fact(text::TRADE_SINCE, day_or_none(file.trade_since))}
                {fact(text::USERNAME, or_unset(file.username.clone().unwrap_or_default()))}
                {fact(text::NUMBER, card.number.clone())}
            </dl>
        })}
        {sheet(text::CERTIFICATES, (), view! { <ul class="rows -m-4">{certificates}</ul> })}
        {sheet(text::HISTORY, (), view! { <ul class="rows -m-4">{history}</ul> })}
    }
    .into_any()
}

/// What the person may do now, and through which roles.
fn remote_rights(id: Uuid, shown: bool) -> Option<AnyView> {
    if !shown {
        return None;
    }
    let session = use_session();
    let rights = remote(move || async move { session.get::<ShowRights>(&[&id], &()).await });
    let draw = |rights: &EffectiveRights| {
        let rows: Vec<_> = rights
            .items
            .iter()
            .map(|right| {
                let roles: Vec<_> = right.roles.iter().map(|role| role.name.clone()).collect();
                let units: Vec<_> = right.units.iter().map(|unit| unit.name.clone()).collect();
                view! {
                    <tr>
                        <td class="first">{permission_text(right.permission)}</td>
                        <td>{word(right.scope.text_path())}<small class="block text-ink-3">{units.join("、")}</small></td>
                        <td>{roles.join("、")}</td>
                    </tr>
                }
            })
            .collect();
        view! { <div class="ledger-wrap -m-4"><table class="ledger"><thead><tr><th>{t(text::PERMISSION)}</th><th>{t(text::REACH)}</th><th>{t(text::THROUGH)}</th></tr></thead><tbody>{rows}</tbody></table></div> }.into_any()
    };
    Some(sheet(text::RIGHTS, (), rights.view(draw)))
}

fn button(act: PersonActKind, card: &PersonCard, remote: Remote<PersonCard>) -> Option<AnyView> {
    let session = use_session();
    let (id, version) = (card.id, card.version);
    let body = match act {
        PersonActKind::Edit => {
            return Some(view! { <a class="button" href=format!("/people/{id}/edit")>{icon(Icon::Edit)}{t(ui::EDIT)}</a> }.into_any());
        }
        PersonActKind::GoOnLeave => PersonAct::GoOnLeave,
        PersonActKind::ComeBack => PersonAct::ComeBack,
        PersonActKind::Transfer | PersonActKind::Rehire | PersonActKind::AssignRoles | PersonActKind::OpenAccount => {
            let open = RwSignal::new(false);
            let card = StoredValue::new(card.clone());
            let title = dialog_title(act);
            return Some(
                view! {
                    <button type="button" class="button" on:click=move |_| open.set(true)>{word(act.text_path())}</button>
                    <Dialog open title>{move || card.with_value(|card| form_of(act, card, remote, open))}</Dialog>
                }
                .into_any(),
            );
        }
        PersonActKind::GiveNotice | PersonActKind::Stay | PersonActKind::Leave | PersonActKind::LeaveBegins | PersonActKind::LeaveEnds => {
            return None;
        }
    };
    let body = StoredValue::new(body);
    let send = Rc::new(move |key| {
        let body = body.get_value();
        Box::pin(async move { session.write::<ActOnPerson>(&[&id], Some(version), key, &body).await })
            as std::pin::Pin<Box<dyn Future<Output = _>>>
    });
    Some(act_button(act.text_path(), "quiet", Icon::Clock, send, move |now: PersonCard| remote.set(now)))
}

fn dialog_title(act: PersonActKind) -> Key {
    match act {
        PersonActKind::AssignRoles => text::ROLES,
        PersonActKind::OpenAccount => text::ACCOUNT,
        _ => text::TRANSFER,
    }
}

fn form_of(act: PersonActKind, card: &PersonCard, remote: Remote<PersonCard>, open: RwSignal<bool>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let (id, version) = (card.id, card.version);
    let roles: Vec<_> = card.roles.iter().map(|role| role.code.clone()).collect();
    let form = Form::new([("/from_on", crate::clock::today().to_string()), ("/roles", roles.join(" "))]);
    let read = move |read: &Reader| -> PersonAct {
        let transfer = || Transfer {
            post_id: read.must("/post_id", read.value("/post_id"), Uuid::nil()),
            superior_id: read.value("/superior_id"),
            from_on: read.must("/from_on", read.value("/from_on"), crate::clock::today()),
            reason: read.text("/reason"),
        };
        match act {
            PersonActKind::AssignRoles => {
                PersonAct::AssignRoles(RoleAssignment { roles: read.text("/roles").split_whitespace().map(str::to_owned).collect() })
            }
            PersonActKind::OpenAccount => {
                PersonAct::OpenAccount(NewAccount { username: read.text("/username"), password: read.text("/password") })
            }
            PersonActKind::Rehire => PersonAct::Rehire(transfer()),
            _ => PersonAct::Transfer(transfer()),
        }
    };
    let submit = move |()| {
        form.submit(
            read,
            move |body, key| async move { session.write::<ActOnPerson>(&[&id], Some(version), key, &body).await },
            move |now: PersonCard| {
                open.set(false);
                toasts.say(tell(text::PERSON_SAVED, &[("name", &now.name)]));
                remote.set(now);
            },
        );
    };
    let fields = move || match act {
        PersonActKind::AssignRoles => {
            let known = crate::ui::remote::remote(move || async move { session.get::<ListRoles>(&[], &()).await });
            let ticks = move || {
                known.with(|roles| {
                    let options = roles.items.iter().map(|role| (role.code.clone(), role.name.clone())).collect::<Vec<_>>();
                    view! { <Ticks at="/roles" label=text::ROLES options /> }
                })
            };
            view! { <p class="text-ink-2">{t(text::ROLES_HINT)}</p>{ticks} }.into_any()
        }
        PersonActKind::OpenAccount => view! {
            <Field at="/username" label=text::USERNAME must=true />
            <Field at="/password" label=text::FIRST_PASSWORD kind=Kind::Password must=true hint=text::FIRST_PASSWORD_HINT />
        }
        .into_any(),
        _ => view! {
            <Picker at="/post_id" label=text::POST find=find_posts(session) must=true />
            <Picker at="/superior_id" label=text::SUPERIOR find=finders::people(session, &[]) hint=text::SUPERIOR_HINT />
            <Field at="/from_on" label=text::FROM_ON kind=Kind::Date must=true />
            <Field at="/reason" label=text::REASON kind=Kind::Lines />
        }
        .into_any(),
    };
    view! { <FormFrame form on_submit=submit>{fields}<FormFoot save=ui::SAVE cancel=Callback::new(move |()| open.set(false)) /></FormFrame> }.into_any()
}
