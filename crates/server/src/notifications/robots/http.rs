use super::commands::{self, existing};
use super::entity::{Column, Entity, Model};
use super::states::FLOW;
use crate::notifications::channels;
use actix_web::web::{Json, Path};
use actix_web::{get, post, put};
use contract::page::{FieldKind, Page};
use contract::permission::webhook::{Manage, Read};
use contract::robots::{Robot, RobotAct, RobotForm, RobotProvider, RobotStatus, RobotTest};
use engines::people::Names;
use platform::Reply;
use platform::auth::{Actor, Can};
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Expected, Once, Versioned};
use platform::list::{Field, List, ListDef, Params, page, total};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::HashMap;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// The robots.
pub const LIST: ListDef = ListDef {
    key: "robots",
    fields: &[
        Field::new("name", "name", FieldKind::Text, locale::robots::NAME).sortable(),
        Field::new("provider", "provider", FieldKind::Word, locale::robots::PROVIDER)
            .words(|| RobotProvider::ALL.iter().map(|p| (p.word(), p.text_path())).collect()),
        Field::new("status", "status", FieldKind::Word, locale::robots::STATUS)
            .words(|| RobotStatus::ALL.iter().map(|s| (s.word(), s.text_path())).collect()),
        Field::new("created_at", "created_at", FieldKind::Time, locale::robots::CREATED_AT).sortable(),
    ],
    default_sort: "-created_at",
    searchable: false,
};

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list).service(create).service(show).service(edit).service(act).service(test);
}

/// The robots of the company's groups (PLT-07).
#[utoipa::path(tag = "robots", operation_id = "list_robots", params(Params),
    responses((status = 200, description = "A page of robots", body = Page<Robot>)))]
#[get("/robots")]
async fn list(who: Can<Read>, list: List, door: Door) -> Reply<Json<Page<Robot>>> {
    let query = list.of(&LIST, who.id)?;
    let conn = door.reader().conn();
    let select = Entity::find().filter(Column::Status.ne(RobotStatus::Removed));
    let found = page(conn, select.clone(), &query).await?;
    let total = total(conn, select, &query).await?;
    let names = Names::load(conn, found.items.iter().map(|robot| robot.created_by)).await?;
    let units = organisation::unit_names(conn).await?;
    let items = found.items.into_iter().map(|robot| shown(robot, &names, &units, &who)).collect();
    Ok(Json(Page { items, next: found.next, prev: found.prev, total }))
}

/// Adds a robot. Address and secret are sealed and never shown again.
#[utoipa::path(tag = "robots", operation_id = "create_robot", request_body = RobotForm,
    responses((status = 201, description = "The robot", body = Robot)))]
#[post("/robots")]
async fn create(who: Can<Manage>, once: Once, body: Body<RobotForm>, door: Door) -> Reply<Created<Robot>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let robot = commands::create(tx, &body).await?;
        present(tx.conn(), robot, tx.actor()?).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// A robot.
#[utoipa::path(tag = "robots", operation_id = "show_robot", responses((status = 200, description = "The robot", body = Robot)))]
#[get("/robots/{id}")]
async fn show(who: Can<Read>, id: Path<Uuid>, door: Door) -> Reply<Versioned<Robot>> {
    let conn = door.reader().conn();
    present(conn, existing(conn, *id).await?, &who).await.map(Versioned)
}

/// Changes a robot; address and secret stay where they are left out.
#[utoipa::path(tag = "robots", operation_id = "edit_robot", request_body = RobotForm,
    responses((status = 200, description = "The robot as it is now", body = Robot)))]
#[put("/robots/{id}")]
async fn edit(who: Can<Manage>, id: Path<Uuid>, seen: Expected, body: Body<RobotForm>, door: Door) -> Reply<Versioned<Robot>> {
    let write = async move |tx: &mut Tx| {
        let robot = commands::edit(tx, *id, seen.0, &body).await?;
        present(tx.conn(), robot, tx.actor()?).await
    };
    door.write(&who, None, write).await.map(Versioned)
}

/// Pauses, resumes or removes a robot.
#[utoipa::path(tag = "robots", operation_id = "act_on_robot", request_body = RobotAct,
    responses((status = 200, description = "The robot as it is now", body = Robot)))]
#[post("/robots/{id}/transitions")]
async fn act(who: Can<Manage>, id: Path<Uuid>, seen: Expected, once: Once, body: Body<RobotAct>, door: Door) -> Reply<Versioned<Robot>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let robot = commands::act(tx, *id, seen.0, body.act).await?;
        present(tx.conn(), robot, tx.actor()?).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}

/// Has a robot say something in its group, once; the log of messages tells how it went.
#[utoipa::path(tag = "robots", operation_id = "test_robot",
    responses((status = 200, description = "It is on its way", body = RobotTest)))]
#[post("/robots/{id}/tests")]
async fn test(who: Can<Manage>, id: Path<Uuid>, once: Once, door: Door) -> Reply<Json<RobotTest>> {
    let attempt = once.bound(String::new());
    let write = async move |tx: &mut Tx| {
        let robot = existing(tx.conn(), *id).await?;
        channels::test(tx, robot.id).await.map(|message_id| RobotTest { message_id })
    };
    door.write(&who, attempt, write).await.map(Json)
}

async fn present(conn: &impl ConnectionTrait, robot: Model, who: &Actor) -> Reply<Robot> {
    let names = Names::load(conn, [robot.created_by]).await?;
    Ok(shown(robot, &names, &organisation::unit_names(conn).await?, who))
}

fn shown(robot: Model, names: &Names, units: &HashMap<Uuid, String>, who: &Actor) -> Robot {
    Robot {
        actions: FLOW.actions(&robot, who),
        id: robot.id,
        name: robot.name,
        provider: robot.provider,
        host: robot.host,
        signs: !robot.sealed_secret.is_empty(),
        unit_id: robot.unit_id,
        unit: robot.unit_id.and_then(|id| units.get(&id).cloned()),
        status: robot.status,
        created_by: names.of(robot.created_by),
        created_at: robot.created_at,
        updated_at: robot.updated_at,
        version: robot.version,
    }
}
