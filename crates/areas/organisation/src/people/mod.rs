//! The staff list (ORG-03).

use crate::entity::{person, person_role, unit};
use actix_web::get;
use actix_web::web::Json;
use contract::organisation::Person;
use contract::page::{FieldKind, Page};
use contract::permission::person::Read;
use engines::people::Names;
use platform::Reply;
use platform::auth::Can;
use platform::db::Door;
use platform::list::{Field, List, ListDef, Params, page, total};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::HashMap;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// The staff list.
pub const LIST: ListDef = ListDef {
    key: "people",
    fields: &[
        Field::new("number", "number", FieldKind::Text, locale::people::NUMBER).sortable(),
        Field::new("name", "name", FieldKind::Text, locale::people::NAME),
        Field::new("post", "post", FieldKind::Text, locale::people::POST),
    ],
    default_sort: "number",
    searchable: false,
};

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list);
}

/// Active colleagues.
#[utoipa::path(tag = "people", operation_id = "list_people", params(Params),
    responses((status = 200, description = "A page of colleagues", body = Page<Person>)))]
#[get("/people")]
async fn list(who: Can<Read>, list: List, door: Door) -> Reply<Json<Page<Person>>> {
    let query = list.of(&LIST, who.id)?;
    let conn = door.reader().conn();
    let select = person::Entity::find().filter(person::Column::Active.eq(true));
    let found = page(conn, select.clone(), &query).await?;
    let total = total(conn, select, &query).await?;
    Ok(Json(Page { items: present(conn, found.items).await?, next: found.next, prev: found.prev, total }))
}

async fn present(conn: &impl ConnectionTrait, rows: Vec<person::Model>) -> Reply<Vec<Person>> {
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
    };
    Ok(rows.into_iter().map(person).collect())
}
