use super::entity::Model;
use super::queries::{Ground, found, present, visible};
use super::{LIST, commands, policy};
use crate::month::Month;
use crate::sums::outcomes_of;
use actix_web::web::{Data, Json, Path};
use actix_web::{get, post, put};
use contract::kpi::schemes::{FactCatalogue, FactOption, Outcome, RoleOption, Scheme, SchemeAct, SchemeForm};
use contract::page::Page;
use contract::permission::kpi::Scheme as Edit;
use engines::Areas;
use engines::calendar::local_date;
use engines::people::Staff;
use platform::auth::{Actor, Can, Signed};
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Expected, Once, Versioned};
use platform::list::{List, Params, page, total};
use platform::{Error, Reply};
use sea_orm::ConnectionTrait;
use std::collections::BTreeSet;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_schemes).service(draft_scheme).service(show_scheme).service(edit_scheme).service(act_on_scheme);
    config.service(list_facts);
}

async fn told(conn: &impl ConnectionTrait, row: Model, actor: &Actor, staff: &Staff, door: &Door) -> Reply<Scheme> {
    present(conn, vec![row], &ground(actor, staff, door)).await?.pop().ok_or(Error::NotFound)
}

fn ground<'a>(actor: &'a Actor, staff: &'a Staff, door: &Door) -> Ground<'a> {
    let month = Month::of(local_date(door.state().clock.now(), door.state().config.utc_offset_minutes)).to_string();
    Ground { actor, staff, language: door.meta.language, month }
}

/// Versions of schemes: those by which the caller is measured, or people whose scores they see; who edits schemes sees all (KPI-03).
#[utoipa::path(tag = "kpi", operation_id = "list_schemes", params(Params),
    responses((status = 200, description = "A page of versions", body = Page<Scheme>)))]
#[get("/kpi/schemes")]
async fn list_schemes(who: Signed, list: List, door: Door) -> Reply<Json<Page<Scheme>>> {
    let query = list.of(&LIST, who.id)?;
    let conn = door.reader().conn();
    let staff = Staff::load(conn).await?;
    let roles = policy::readable(&who, &staff);
    let found = page(conn, visible(roles.as_ref()), &query).await?;
    let total = total(conn, visible(roles.as_ref()), &query).await?;
    let items = present(conn, found.items, &ground(&who, &staff, &door)).await?;
    Ok(Json(Page { items, next: found.next, prev: found.prev, total }))
}

/// Begins a new version of a role's scheme (KPI-03); there is one draft of a role at a time.
#[utoipa::path(tag = "kpi", operation_id = "draft_scheme", request_body = SchemeForm,
    responses((status = 201, description = "The draft", body = Scheme)))]
#[post("/kpi/schemes")]
async fn draft_scheme(who: Can<Edit>, once: Once, body: Body<SchemeForm>, areas: Data<Areas>, door: Door) -> Reply<Created<Scheme>> {
    let attempt = once.with(&body);
    let (actor, within) = (who.clone(), door.clone());
    let write = async move |tx: &mut Tx| {
        let row = commands::draft(tx, &areas, &body).await?;
        let staff = Staff::load(tx.conn()).await?;
        told(tx.conn(), row, &actor, &staff, &within).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// A version of a scheme: readable by everyone whom it measures, so that all know how they are measured (KPI-03).
#[utoipa::path(tag = "kpi", operation_id = "show_scheme", responses((status = 200, description = "The version", body = Scheme)))]
#[get("/kpi/schemes/{id}")]
async fn show_scheme(who: Signed, id: Path<Uuid>, door: Door) -> Reply<Versioned<Scheme>> {
    let conn = door.reader().conn();
    let staff = Staff::load(conn).await?;
    let row = found(conn, policy::readable(&who, &staff).as_ref(), *id).await?;
    told(conn, row, &who, &staff, &door).await.map(Versioned)
}

/// Changes a draft.
#[utoipa::path(tag = "kpi", operation_id = "edit_scheme", request_body = SchemeForm,
    responses((status = 200, description = "The draft as it is now", body = Scheme)))]
#[put("/kpi/schemes/{id}")]
async fn edit_scheme(
    who: Can<Edit>,
    id: Path<Uuid>,
    seen: Expected,
    body: Body<SchemeForm>,
    areas: Data<Areas>,
    door: Door,
) -> Reply<Versioned<Scheme>> {
    let id = id.into_inner();
    let (actor, within) = (who.clone(), door.clone());
    let write = async move |tx: &mut Tx| {
        let row = commands::edit(tx, &areas, id, seen.0, &body).await?;
        let staff = Staff::load(tx.conn()).await?;
        told(tx.conn(), row, &actor, &staff, &within).await
    };
    door.write(&who, None, write).await.map(Versioned)
}

/// Puts a draft in force from this month or a later one, or takes a planned version back. Published results stay as they are.
#[utoipa::path(tag = "kpi", operation_id = "act_on_scheme", request_body = SchemeAct,
    responses((status = 200, description = "The version as it is now", body = Scheme)))]
#[post("/kpi/schemes/{id}/transitions")]
async fn act_on_scheme(
    who: Can<Edit>,
    id: Path<Uuid>,
    seen: Expected,
    once: Once,
    body: Body<SchemeAct>,
    door: Door,
) -> Reply<Versioned<Scheme>> {
    let (id, attempt) = (id.into_inner(), once.with(&body));
    let (actor, within) = (who.clone(), door.clone());
    let write = async move |tx: &mut Tx| {
        let row = commands::act(tx, id, seen.0, &body).await?;
        let staff = Staff::load(tx.conn()).await?;
        told(tx.conn(), row, &actor, &staff, &within).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}

fn outcome(note: locale::Key, language: locale::Language) -> Option<Outcome> {
    Some(Outcome { key: locale::path_of(note)?.to_owned(), label: note.text(language).to_owned() })
}

/// What a scheme can be made of: the facts that the areas record, and the roles that people hold (KPI-02).
#[utoipa::path(tag = "kpi", operation_id = "list_facts",
    responses((status = 200, description = "Facts and roles", body = FactCatalogue)))]
#[get("/kpi/facts")]
async fn list_facts(_who: Can<Edit>, areas: Data<Areas>, door: Door) -> Reply<Json<FactCatalogue>> {
    let language = door.meta.language;
    let facts = crate::facts::sources(&areas).map(|fact| FactOption {
        key: fact.key.to_owned(),
        label: fact.label.text(language).to_owned(),
        definition: fact.definition.text(language).to_owned(),
        unit: fact.unit.text(language).to_owned(),
        measures: fact.measures.to_vec(),
        outcomes: outcomes_of(&areas, fact.key).into_iter().filter_map(|note| outcome(note, language)).collect(),
    });
    let staff = Staff::load(door.reader().conn()).await?;
    let held: BTreeSet<&str> = staff.people().iter().filter(|p| p.active).flat_map(|p| p.roles.iter().map(String::as_str)).collect();
    let roles = held.into_iter().map(|role| RoleOption { role: role.to_owned(), label: crate::wording::role(role, language) });
    Ok(Json(FactCatalogue { facts: facts.collect(), roles: roles.collect() }))
}
