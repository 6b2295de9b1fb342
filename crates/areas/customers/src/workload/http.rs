use super::rules::{Manager, even_out, load};
use crate::files::entity as file;
use actix_web::get;
use actix_web::web::Json;
use contract::PersonRef;
use contract::permission::customer::Read;
use contract::workload::{Suggestion, Workload, WorkloadRow, norm};
use engines::people::Staff;
use platform::Reply;
use platform::auth::Can;
use platform::db::Door;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::HashMap;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_workload);
}

/// How many customers each account manager within reach has, against the norm, and how neighbours could be evened out (ORG-10).
#[utoipa::path(tag = "customers", operation_id = "show_workload", responses((status = 200, description = "The workload", body = Workload)))]
#[get("/workload")]
async fn show_workload(who: Can<Read>, door: Door) -> Reply<Json<Workload>> {
    let conn = door.reader().conn();
    let staff = Staff::load(conn).await?;
    let territories = organisation::territories(conn).await?;
    let units = organisation::unit_names(conn).await?;
    let scope = who.scope();
    let reached = |person: &&engines::people::Colleague| {
        let manages = territories.contains_key(&person.id) || person.roles.iter().any(|role| role == "sales_rep");
        person.active && manages && scope.covers(person.id, person.unit_id)
    };
    let people: Vec<_> = staff.people().iter().filter(reached).collect();
    let counted: Vec<(Uuid, i64)> = file::Entity::find()
        .select_only()
        .column(file::Column::OwnerId)
        .column_as(file::Column::Id.count(), "customers")
        .filter(file::Column::OwnerId.is_in(people.iter().map(|person| person.id)))
        .group_by(file::Column::OwnerId)
        .into_tuple()
        .all(conn)
        .await?;
    let counts: HashMap<Uuid, i64> = counted.into_iter().collect();
    let manager = |person: &&engines::people::Colleague| Manager {
        id: person.id,
        unit: person.unit_id,
        territory: territories.get(&person.id).copied(),
        customers: counts.get(&person.id).copied().unwrap_or_default(),
    };
    let managers: Vec<Manager> = people.iter().map(manager).collect();
    let mention = |id: Uuid| PersonRef { id, name: staff.person(id).map(|person| person.name.clone()).unwrap_or_default() };
    let row = |manager: &Manager| WorkloadRow {
        person: mention(manager.id),
        unit: units.get(&manager.unit).cloned().unwrap_or_default(),
        territory: manager.territory,
        customers: manager.customers,
        norm_from: manager.territory.map(|territory| norm(territory).0),
        norm_to: manager.territory.map(|territory| norm(territory).1),
        load: load(manager.territory, manager.customers),
    };
    let suggestion = |(from, to, customers)| Suggestion { from: mention(from), to: mention(to), customers };
    Ok(Json(Workload { rows: managers.iter().map(row).collect(), suggestions: even_out(&managers).into_iter().map(suggestion).collect() }))
}
