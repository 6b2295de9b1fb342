//! Entering, changing and moving people (ORG-03), giving them roles (ORG-05).

use super::rules::{self, HAS_ACCOUNT, NUMBER_TAKEN, USERNAME_TAKEN};
use super::states::FLOW;
use super::{certificates, queries, role_terms};
use crate::entity::{account, person, person_role, post_term, role, unit};
use crate::posts::{entity as post, open_post};
use crate::role_desk;
use chrono::{Days, NaiveDate};
use contract::SubjectKind;
use contract::hand_overs::HoldingKind;
use contract::organisation::Theme;
use contract::people::{NewPerson, PersonAct, PersonActKind, PersonForm, Transfer, is_of_age};
use contract::permission::{Permission, person::Edit};
use engines::calendar::local_date;
use engines::{Areas, Passing, search};
use platform::audit::{Change, Verb};
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::json;
use uuid::Uuid;

/// Enters somebody new.
///
/// # Errors
/// `422` where post or superior is unknown, `409` where the staff number is taken.
pub(super) async fn add(tx: &mut Tx, new: &NewPerson) -> Reply<Uuid> {
    let post = open_post(tx.conn(), new.post_id, "/post_id").await?;
    let id = Uuid::now_v7();
    let today = today(tx);
    if !tx.actor()?.scope::<Edit>().covers(id, post.unit_id) {
        return Err(Error::Forbidden(Permission::PersonEdit));
    }
    check(tx, None, &new.person, "/person").await?;
    let row = person::ActiveModel {
        id: Set(id),
        version: Set(1),
        unit_id: Set(post.unit_id),
        post: Set(post.name.clone()),
        post_id: Set(Some(post.id)),
        active: Set(true),
        status: Set(FLOW.start),
        left_on: Set(None),
        language: Set(None),
        theme: Set(Theme::System),
        roles_at: Set(None),
        ..written(&new.person)?
    };
    let person = tx.insert::<person::Entity, _>(row).await.map_err(|e| e.on_unique("person", NUMBER_TAKEN))?;
    begin_term(tx, id, &post, new.person.entered_on.or(Some(today)), String::new()).await?;
    index(tx, &person).await?;
    emit(tx, "person.added", &person);
    Ok(id)
}

/// Changes what is written about a person.
///
/// # Errors
/// `403` beyond the reach of `person.edit`, `409` after they left or where the number is taken, `412` on a stale version, `422`.
pub(super) async fn edit(tx: &mut Tx, id: Uuid, seen: i64, form: &PersonForm) -> Reply<()> {
    let found = expected(tx, id, seen).await?;
    FLOW.plan(&found, PersonActKind::Edit, tx.actor()?)?;
    within_reach(tx, &found)?;
    check(tx, Some(id), form, "").await?;
    let row = person::ActiveModel { id: Set(id), version: Set(seen), ..found.clone().into_active_model() };
    let written = written(form)?;
    let row = person::ActiveModel {
        number: written.number,
        name: written.name,
        superior_id: written.superior_id,
        sex: written.sex,
        birth_on: written.birth_on,
        education: written.education,
        major: written.major,
        major_related: written.major_related,
        entered_on: written.entered_on,
        trade_since: written.trade_since,
        employment: written.employment,
        territory: written.territory,
        certificates: written.certificates,
        ..row
    };
    let person = tx.update::<person::Entity, _>(&found, row).await.map_err(|e| e.on_unique("person", NUMBER_TAKEN))?;
    certificates::renewed(tx, &found, &person).await?;
    index(tx, &person).await?;
    emit(tx, "person.changed", &person);
    Ok(())
}

/// An act on a person. `password_hash` belongs to a new account.
///
/// # Errors
/// As the state table says; `403` beyond reach, `409` where a rule says no, `412` on a stale version, `422`.
pub(super) async fn act(tx: &mut Tx, areas: &Areas, id: Uuid, seen: i64, act: &PersonAct, password_hash: Option<String>) -> Reply<()> {
    let found = expected(tx, id, seen).await?;
    let step = FLOW.plan(&found, act.kind(), tx.actor()?)?;
    if let PersonAct::AssignRoles(assignment) = act {
        return assign_roles(tx, &found, &assignment.roles).await;
    }
    within_reach(tx, &found)?;
    let mut row = found.clone().into_active_model();
    row.status = Set(step.to());
    match act {
        PersonAct::AssignRoles(_) => {}
        PersonAct::GoOnLeave | PersonAct::ComeBack => {
            let person = tx.update::<person::Entity, _>(&found, row).await?;
            emit(tx, "person.changed", &person);
        }
        PersonAct::Transfer(to) => transfer(tx, areas, &found, row, to).await?,
        PersonAct::Rehire(to) => {
            row.active = Set(true);
            row.left_on = Set(None);
            row.entered_on = Set(Some(to.from_on));
            transfer(tx, areas, &found, row, to).await?;
        }
        PersonAct::OpenAccount(new) => {
            let hash = password_hash.ok_or_else(|| anyhow::anyhow!("a password was not hashed"))?;
            open_account(tx, &found, new.username.trim(), hash).await?;
        }
    }
    Ok(())
}

/// A leave begins or ends: the file says so, unless the person is leaving or back already.
///
/// # Errors
/// Where the database fails.
pub async fn on_leave(tx: &mut Tx, id: Uuid, away: bool) -> Reply<()> {
    let Some(found) = person::Entity::find_by_id(id).one(tx.conn()).await? else { return Ok(()) };
    let act = if away { PersonActKind::LeaveBegins } else { PersonActKind::LeaveEnds };
    let Ok(step) = FLOW.plan_by_system(&found, act) else { return Ok(()) };
    let mut row = found.clone().into_active_model();
    row.status = Set(step.to());
    let person = tx.update::<person::Entity, _>(&found, row).await?;
    emit(tx, "person.changed", &person);
    Ok(())
}

/// Moves a person to another post; what they own follows to the new unit, so that the new superiors see it.
async fn transfer(tx: &mut Tx, areas: &Areas, found: &person::Model, mut row: person::ActiveModel, to: &Transfer) -> Reply<()> {
    let post = open_post(tx.conn(), to.post_id, "/post_id").await?;
    if !tx.actor()?.scope::<Edit>().covers(found.id, post.unit_id) {
        return Err(Error::Forbidden(Permission::PersonEdit));
    }
    if let Some(superior) = to.superior_id {
        superior_fits(tx, Some(found.id), superior, "/superior_id").await?;
    }
    let before = post_term::Entity::find()
        .filter(post_term::Column::PersonId.eq(found.id))
        .filter(post_term::Column::ToOn.is_null())
        .all(tx.conn())
        .await?;
    if before.iter().any(|term| term.from_on.is_some_and(|from| from > to.from_on)) {
        return Err(Error::invalid("/from_on", "transfer_before_last"));
    }
    for term in before {
        let mut ended = term.clone().into_active_model();
        ended.to_on = Set(to.from_on.checked_sub_days(Days::new(1)));
        tx.update::<post_term::Entity, _>(&term, ended).await?;
    }
    row.post_id = Set(Some(post.id));
    row.post = Set(post.name.clone());
    row.unit_id = Set(post.unit_id);
    row.superior_id = Set(to.superior_id.or(found.superior_id.filter(|superior| *superior != found.id)));
    let person = tx.update::<person::Entity, _>(found, row).await?;
    begin_term(tx, found.id, &post, Some(to.from_on), to.reason.trim().to_owned()).await?;
    if person.unit_id != found.unit_id {
        follow(tx, areas, found.id).await?;
    }
    index(tx, &person).await?;
    emit(tx, "person.transferred", &person);
    Ok(())
}

async fn follow(tx: &mut Tx, areas: &Areas, person: Uuid) -> Reply<()> {
    let holdings = areas.holdings(tx, person).await?;
    for kind in HoldingKind::ALL {
        let ids: Vec<Uuid> = holdings.iter().filter(|holding| holding.kind == *kind).map(|holding| holding.subject.id).collect();
        if !ids.is_empty() {
            areas.hand_over(tx, &Passing { kind: *kind, ids, from: person, to: person }).await?;
        }
    }
    Ok(())
}

async fn assign_roles(tx: &mut Tx, found: &person::Model, wanted: &[String]) -> Reply<()> {
    let mut wanted: Vec<String> = wanted.to_vec();
    wanted.sort();
    wanted.dedup();
    let known = role::Entity::find().filter(role::Column::Code.is_in(wanted.iter().map(String::as_str))).all(tx.conn()).await?;
    if let Some(at) = wanted.iter().position(|code| !known.iter().any(|role| role.code == *code)) {
        return Err(Error::invalid(format!("/roles/{at}"), "role_unknown"));
    }
    let held = person_role::Entity::find().filter(person_role::Column::PersonId.eq(found.id)).all(tx.conn()).await?;
    let mut held: Vec<String> = held.into_iter().map(|held| held.role).collect();
    held.sort();
    if held == wanted {
        return Ok(());
    }
    person_role::Entity::delete_many().filter(person_role::Column::PersonId.eq(found.id)).exec(tx.conn()).await?;
    for code in &wanted {
        let row = person_role::ActiveModel { person_id: Set(found.id), role: Set(code.clone()) };
        person_role::Entity::insert(row).exec_without_returning(tx.conn()).await?;
    }
    role_terms::keep(tx, found, &held, &wanted).await?;
    let change = Change { field: "roles".to_owned(), old: Some(held.join(" ")), new: Some(wanted.join(" ")) };
    tx.note(Verb::Update, SubjectKind::Person, found.id, vec![change]);
    let mut row = found.clone().into_active_model();
    row.roles_at = Set(Some(tx.at()));
    let person = tx.update::<person::Entity, _>(found, row).await?;
    role_desk::stays_administrated(tx.conn()).await?;
    emit(tx, "person.roles_changed", &person);
    Ok(())
}

/// Whoever opens an account knows its password: its owner has to choose another one first.
async fn open_account(tx: &mut Tx, found: &person::Model, username: &str, password_hash: String) -> Reply<()> {
    if account::Entity::find_by_id(found.id).one(tx.conn()).await?.is_some() {
        return Err(Error::Refused(HAS_ACCOUNT));
    }
    let row = account::ActiveModel {
        id: Set(found.id),
        version: Set(1),
        username: Set(username.to_owned()),
        password_hash: Set(password_hash),
        failures: Set(0),
        locked_until: Set(None),
        must_change: Set(true),
        temporary_until: Set(None),
        changed_at: Set(None),
    };
    tx.insert::<account::Entity, _>(row).await.map_err(|e| e.on_unique("account", USERNAME_TAKEN))?;
    Ok(())
}

async fn expected(tx: &Tx, id: Uuid, seen: i64) -> Reply<person::Model> {
    let found = person::Entity::find_by_id(id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    if found.version == seen { Ok(found) } else { Err(Error::Stale) }
}

fn within_reach(tx: &Tx, found: &person::Model) -> Reply<()> {
    if tx.actor()?.scope::<Edit>().covers(found.id, found.unit_id) { Ok(()) } else { Err(Error::Forbidden(Permission::PersonEdit)) }
}

async fn check(tx: &Tx, person: Option<Uuid>, form: &PersonForm, at: &str) -> Reply<()> {
    if is_of_age(form, today(tx)).is_err() {
        return Err(Error::invalid(format!("{at}/birth_on"), "birth_on_young"));
    }
    match form.superior_id {
        Some(superior) => superior_fits(tx, person, superior, &format!("{at}/superior_id")).await,
        None => Ok(()),
    }
}

async fn superior_fits(tx: &Tx, person: Option<Uuid>, superior: Uuid, pointer: &str) -> Reply<()> {
    engines::people::unit_of(tx.conn(), superior).await.map_err(|error| match error {
        Error::NotFound => Error::invalid(pointer, "person_unknown"),
        other => other,
    })?;
    let superiors = queries::superiors(tx.conn()).await?;
    if person.is_some_and(|person| rules::is_circle(&superiors, person, superior)) {
        return Err(Error::invalid(pointer, "superior_circle"));
    }
    Ok(())
}

pub(crate) async fn begin_term(tx: &mut Tx, person: Uuid, post: &post::Model, from_on: Option<NaiveDate>, reason: String) -> Reply<()> {
    let unit = unit::Entity::find_by_id(post.unit_id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    let row = post_term::ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        person_id: Set(person),
        post_id: Set(Some(post.id)),
        post: Set(post.name.clone()),
        unit_id: Set(unit.id),
        unit: Set(unit.name),
        from_on: Set(from_on),
        to_on: Set(None),
        reason: Set(reason),
    };
    tx.insert::<post_term::Entity, _>(row).await?;
    Ok(())
}

/// What a person is written down as, from a form.
pub(crate) fn written(form: &PersonForm) -> Reply<person::ActiveModel> {
    Ok(person::ActiveModel {
        number: Set(form.number.trim().to_owned()),
        name: Set(form.name.trim().to_owned()),
        superior_id: Set(form.superior_id),
        sex: Set(form.sex),
        birth_on: Set(form.birth_on),
        education: Set(form.education),
        major: Set(form.major.trim().to_owned()),
        major_related: Set(form.major_related),
        entered_on: Set(form.entered_on),
        trade_since: Set(form.trade_since),
        employment: Set(form.employment),
        territory: Set(form.territory),
        certificates: Set(serde_json::to_string(&form.certificates)?),
        ..Default::default()
    })
}

/// Makes a person findable by name, pinyin and number.
pub(crate) async fn index(tx: &Tx, person: &person::Model) -> Reply<()> {
    let mut texts = vec![person.name.clone(), person.number.clone()];
    texts.extend(search::text::pinyin_texts(&person.name));
    search::index(tx, search::Document { kind: SubjectKind::Person, id: person.id, texts, phones: Vec::new() }).await
}

pub(crate) fn emit(tx: &mut Tx, name: &'static str, person: &person::Model) {
    let data = json!({ "number": person.number, "status": person.status, "unit_id": person.unit_id, "post_id": person.post_id });
    tx.emit(Event { name, kind: SubjectKind::Person, id: person.id, data });
}

fn today(tx: &Tx) -> NaiveDate {
    local_date(tx.at(), tx.state().config.utc_offset_minutes)
}
