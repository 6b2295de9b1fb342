//! People as the asker sees them.

use super::rules::{chain, months_between};
use super::states::FLOW;
use crate::entity::{account, person, person_role, post_term, role, unit};
use crate::keys::people_only;
use crate::units::OrgNames;
use chrono::NaiveDate;
use contract::PersonRef;
use contract::organisation::Person;
use contract::page::Page;
use contract::people::{PersonActKind, PersonCard, PersonFile, PersonStatus, PostTerm, RoleRef};
use contract::permission::Permission;
use contract::permission::person::{Edit, File};
use contract::values::SubjectKind;
use engines::people::Names;
use engines::search;
use locale::Language;
use platform::auth::Actor;
use platform::http::State;
use platform::list::{Parsed, page, total};
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use std::collections::HashMap;
use uuid::Uuid;

/// Colleagues; those who left only for whoever keeps the personnel files.
pub(super) fn listed(who: &Actor) -> Select<person::Entity> {
    let select = person::Entity::find().filter(people_only());
    if who.may(Permission::PersonEdit) { select } else { select.filter(person::Column::Active.eq(true)) }
}

/// A page of colleagues; those who left only for whoever keeps the personnel files.
///
/// # Errors
/// Where the database fails.
pub(super) async fn list(conn: &impl ConnectionTrait, state: &State, who: &Actor, query: &Parsed) -> Reply<Page<Person>> {
    let mut select = listed(who);
    if let Some(q) = &query.q {
        select = select.filter(search::condition(conn, &state.keys, SubjectKind::Person, "person.id", q));
    }
    let found = page(conn, select.clone(), query).await?;
    let total = total(conn, select, query).await?;
    Ok(Page { items: present_rows(conn, found.items).await?, next: found.next, prev: found.prev, total })
}

/// People as the list shows them.
///
/// # Errors
/// Where the database fails.
async fn present_rows(conn: &impl ConnectionTrait, rows: Vec<person::Model>) -> Reply<Vec<Person>> {
    let units: HashMap<Uuid, String> = unit::Entity::find().all(conn).await?.into_iter().map(|u| (u.id, u.name)).collect();
    let held = person_role::Entity::find().filter(person_role::Column::PersonId.is_in(rows.iter().map(|r| r.id))).all(conn).await?;
    let names = Names::load(conn, rows.iter().filter_map(|r| r.superior_id)).await?;
    let person = |row: person::Model| Person {
        roles: held.iter().filter(|h| h.person_id == row.id).map(|h| h.role.clone()).collect(),
        unit: units.get(&row.unit_id).cloned().unwrap_or_default(),
        superior: row.superior_id.map(|id| names.of(id)),
        id: row.id,
        number: row.number,
        name: row.name,
        post: row.post,
        status: row.status,
        entered_on: row.entered_on,
    };
    Ok(rows.into_iter().map(person).collect())
}

/// A person in full, as far as the asker may see.
///
/// # Errors
/// [`Error::NotFound`] where there is none, or one who left and the asker keeps no personnel files.
pub(super) async fn card(conn: &impl ConnectionTrait, id: Uuid, who: &Actor, language: Language, today: NaiveDate) -> Reply<PersonCard> {
    let row = person::Entity::find_by_id(id).one(conn).await?.ok_or(Error::NotFound)?;
    if !row.active && !who.may(Permission::PersonEdit) {
        return Err(Error::NotFound);
    }
    let terms = post_term::Entity::find().filter(post_term::Column::PersonId.eq(id)).all(conn).await?;
    let superior = Names::load(conn, row.superior_id).await?;
    let below = person::Entity::find().filter(person::Column::SuperiorId.eq(id)).filter(person::Column::Active.eq(true));
    let reports = below.order_by_asc(person::Column::Number).all(conn).await?;
    let username = account::Entity::find_by_id(id).one(conn).await?.map(|account| account.username);
    let until = row.left_on.filter(|_| row.status == PersonStatus::Left).unwrap_or(today);
    let since = terms.iter().filter(|term| term.to_on.is_none()).filter_map(|term| term.from_on).max();
    let mut actions = actions(&row, who);
    if username.is_some() {
        actions.retain(|act| *act != PersonActKind::OpenAccount);
    }
    let file = if may_see_file(conn, &row, who).await? { Some(file(&row, terms, username)?) } else { None };
    Ok(PersonCard {
        unit: OrgNames::units(conn).await?.of(row.unit_id),
        superior: row.superior_id.map(|id| superior.of(id)),
        reports: reports.into_iter().map(|person| PersonRef { id: person.id, name: person.name }).collect(),
        months_here: row.entered_on.and_then(|from| months_between(from, until)),
        months_in_post: since.and_then(|from| months_between(from, until)),
        roles: roles_of(conn, id, language).await?,
        file,
        actions,
        id: row.id,
        number: row.number,
        name: row.name,
        status: row.status,
        post: row.post,
        post_id: row.post_id,
        employment: row.employment,
        territory: row.territory,
        entered_on: row.entered_on,
        left_on: row.left_on,
        version: row.version,
    })
}

/// What the asker may do with this person now.
fn actions(row: &person::Model, who: &Actor) -> Vec<PersonActKind> {
    let mut actions = FLOW.actions(row, who);
    if !who.scope::<Edit>().covers(row.id, row.unit_id) {
        actions.retain(|act| *act == PersonActKind::AssignRoles);
    }
    actions
}

/// The person, whoever stands above them, the personnel office, and whom the company lets read the files (ORG-05).
async fn may_see_file(conn: &impl ConnectionTrait, row: &person::Model, who: &Actor) -> Reply<bool> {
    let reads = who.scope::<Edit>().covers(row.id, row.unit_id) || who.scope::<File>().covers(row.id, row.unit_id);
    if row.id == who.id || reads {
        return Ok(true);
    }
    let superiors = superiors(conn).await?;
    Ok(chain(&superiors, row.id).skip(1).any(|above| above == who.id))
}

/// Everyone with their superior.
pub(super) async fn superiors(conn: &impl ConnectionTrait) -> Reply<Vec<(Uuid, Option<Uuid>)>> {
    let columns = [person::Column::Id, person::Column::SuperiorId];
    Ok(person::Entity::find().select_only().columns(columns).into_tuple().all(conn).await?)
}

fn file(row: &person::Model, mut terms: Vec<post_term::Model>, username: Option<String>) -> Reply<PersonFile> {
    terms.sort_by_key(|term| std::cmp::Reverse((term.from_on, term.id)));
    let term = |term: post_term::Model| PostTerm {
        post: term.post,
        unit: term.unit,
        from_on: term.from_on,
        to_on: term.to_on,
        reason: term.reason,
    };
    Ok(PersonFile {
        sex: row.sex,
        birth_on: row.birth_on,
        education: row.education,
        major: row.major.clone(),
        major_related: row.major_related,
        trade_since: row.trade_since,
        certificates: serde_json::from_str(&row.certificates)?,
        history: terms.into_iter().map(term).collect(),
        username,
    })
}

async fn roles_of(conn: &impl ConnectionTrait, id: Uuid, language: Language) -> Reply<Vec<RoleRef>> {
    let held =
        person_role::Entity::find().filter(person_role::Column::PersonId.eq(id)).order_by_asc(person_role::Column::Role).all(conn).await?;
    let roles = role::Entity::find()
        .filter(role::Column::Code.is_in(held.into_iter().map(|h| h.role)))
        .order_by_asc(role::Column::Code)
        .all(conn)
        .await?;
    Ok(roles.into_iter().map(|role| RoleRef { name: crate::role_desk::name(&role, language), code: role.code }).collect())
}
