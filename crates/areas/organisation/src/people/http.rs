use super::fields::LIST;
use super::{commands, queries, rights};
use crate::passwords::weakness;
use actix_web::web::{Data, Json, Path};
use actix_web::{get, post, put};
use contract::organisation::Person;
use contract::page::Page;
use contract::people::{EffectiveRights, NewPerson, PersonAct, PersonCard, PersonForm};
use contract::permission::Permission;
use contract::permission::person::{Edit, Read};
use engines::Areas;
use engines::calendar::local_date;
use platform::auth::{Can, Signed, password};
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Expected, Once, Versioned};
use platform::list::{List, Params};
use platform::{Error, Reply};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list).service(add).service(show).service(edit).service(act).service(show_rights);
}

/// Colleagues; whoever keeps the personnel files also sees those who left.
#[utoipa::path(tag = "people", operation_id = "list_people", params(Params),
    responses((status = 200, description = "A page of colleagues", body = Page<Person>)))]
#[get("/people")]
async fn list(who: Can<Read>, list: List, door: Door) -> Reply<Json<Page<Person>>> {
    let query = list.of(&LIST, who.id)?;
    queries::list(door.reader().conn(), door.state(), &who, &query).await.map(Json)
}

/// Enters somebody new, in a post (ORG-03).
#[utoipa::path(tag = "people", operation_id = "add_person", request_body = NewPerson,
    responses((status = 201, description = "The person", body = PersonCard)))]
#[post("/people")]
async fn add(who: Can<Edit>, once: Once, body: Body<NewPerson>, door: Door) -> Reply<Created<PersonCard>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let id = commands::add(tx, &body).await?;
        shown(tx, id).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// A person's card; the personnel file in it only for themselves, their superiors and the personnel office.
#[utoipa::path(tag = "people", operation_id = "show_person", responses((status = 200, description = "The person", body = PersonCard)))]
#[get("/people/{id}")]
async fn show(who: Can<Read>, id: Path<Uuid>, door: Door) -> Reply<Versioned<PersonCard>> {
    let today = local_date(door.state().clock.now(), door.state().config.utc_offset_minutes);
    queries::card(door.reader().conn(), *id, &who, door.meta.language, today).await.map(Versioned)
}

/// Changes what is written about a person.
#[utoipa::path(tag = "people", operation_id = "edit_person", request_body = PersonForm,
    responses((status = 200, description = "The person", body = PersonCard)))]
#[put("/people/{id}")]
async fn edit(who: Can<Edit>, id: Path<Uuid>, seen: Expected, body: Body<PersonForm>, door: Door) -> Reply<Versioned<PersonCard>> {
    let write = async move |tx: &mut Tx| {
        commands::edit(tx, *id, seen.0, &body).await?;
        shown(tx, *id).await
    };
    door.write(&who, None, write).await.map(Versioned)
}

/// Transfers a person (the history is kept), sends them on leave and back, opens an account, gives them roles (ORG-03, ORG-05).
#[utoipa::path(tag = "people", operation_id = "act_on_person", request_body = PersonAct,
    responses((status = 200, description = "The person as they are now", body = PersonCard)))]
#[post("/people/{id}/transitions")]
async fn act(
    who: Can<Read>,
    id: Path<Uuid>,
    seen: Expected,
    once: Once,
    body: Body<PersonAct>,
    areas: Data<Areas>,
    door: Door,
) -> Reply<Versioned<PersonCard>> {
    let attempt = once.with(&body);
    let hash = match &*body {
        PersonAct::OpenAccount(new) if who.may(Permission::PersonEdit) => {
            if let Some(code) = weakness(&new.password, new.username.trim()) {
                return Err(Error::invalid("/password", code));
            }
            Some(password::hash(new.password.clone()).await?)
        }
        _ => None,
    };
    let write = async move |tx: &mut Tx| {
        commands::act(tx, &areas, *id, seen.0, &body, hash.clone()).await?;
        shown(tx, *id).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}

/// Everything a person may do at this moment, and which roles say so; one's own, or with `role.read` anybody's (ORG-05).
#[utoipa::path(tag = "people", operation_id = "show_rights", responses((status = 200, description = "Their rights", body = EffectiveRights)))]
#[get("/people/{id}/permissions")]
async fn show_rights(who: Signed, id: Path<Uuid>, door: Door) -> Reply<Json<EffectiveRights>> {
    if *id != who.id && !who.may(Permission::RoleRead) {
        return Err(Error::Forbidden(Permission::RoleRead));
    }
    rights::of(door.reader().conn(), *id, door.meta.language).await.map(Json)
}

async fn shown(tx: &Tx, id: Uuid) -> Reply<PersonCard> {
    let today = local_date(tx.at(), tx.state().config.utc_offset_minutes);
    queries::card(tx.conn(), id, tx.actor()?, tx.meta().language, today).await
}
