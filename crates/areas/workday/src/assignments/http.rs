use super::queries::{LIST, found, present};
use super::{commands, queries};
use actix_web::web::{Data, Json, Path};
use actix_web::{get, post, put};
use contract::assignments::{Assignment, AssignmentAct, AssignmentForm, AssignmentRow, Checklist};
use contract::page::{Page, Total};
use engines::{Areas, Asking};
use platform::Reply;
use platform::auth::Signed;
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Expected, Once, Versioned};
use platform::list::{List, Params};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list).service(create).service(show).service(edit).service(tick).service(act);
}

async fn shown(tx: &Tx, areas: &Areas, task: super::entity::Model) -> Reply<Assignment> {
    let asking = Asking::new(tx.state(), tx.actor()?, tx.meta().language);
    present(tx.conn(), &asking, areas, task).await
}

/// The tasks that the caller gave, has, looks on, or whose owner is led by the caller.
#[utoipa::path(tag = "assignments", operation_id = "list_assignments", params(Params),
    responses((status = 200, description = "A page of tasks", body = Page<AssignmentRow>)))]
#[get("/assignments")]
async fn list(who: Signed, list: List, areas: Data<Areas>, door: Door) -> Reply<Json<Page<AssignmentRow>>> {
    let query = list.of(&LIST, who.id)?;
    let asking = Asking::new(door.state(), &who, door.meta.language);
    if !queries::may_ask_about(&asking, &areas, &list.query()).await? {
        return Ok(Json(Page { total: query.count.then_some(Total { count: 0, exact: true }), ..Page::default() }));
    }
    queries::list(&asking, &query).await.map(Json)
}

/// Gives somebody a task, or oneself (DAY-03).
#[utoipa::path(tag = "assignments", operation_id = "create_assignment", request_body = AssignmentForm,
    responses((status = 201, description = "The task", body = Assignment)))]
#[post("/assignments")]
async fn create(who: Signed, once: Once, body: Body<AssignmentForm>, areas: Data<Areas>, door: Door) -> Reply<Created<Assignment>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let task = commands::create(tx, &areas, &body).await?;
        shown(tx, &areas, task).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// A task.
#[utoipa::path(tag = "assignments", operation_id = "show_assignment", responses((status = 200, description = "The task", body = Assignment)))]
#[get("/assignments/{id}")]
async fn show(who: Signed, id: Path<Uuid>, areas: Data<Areas>, door: Door) -> Reply<Versioned<Assignment>> {
    let conn = door.reader().conn();
    let asking = Asking::new(door.state(), &who, door.meta.language);
    present(conn, &asking, &areas, found(conn, &who, *id, asking.today).await?).await.map(Versioned)
}

/// Changes an open task; its giver's alone to do.
#[utoipa::path(tag = "assignments", operation_id = "edit_assignment", request_body = AssignmentForm,
    responses((status = 200, description = "The task as it is now", body = Assignment)))]
#[put("/assignments/{id}")]
async fn edit(
    who: Signed,
    id: Path<Uuid>,
    seen: Expected,
    body: Body<AssignmentForm>,
    areas: Data<Areas>,
    door: Door,
) -> Reply<Versioned<Assignment>> {
    let id = id.into_inner();
    let write = async move |tx: &mut Tx| {
        let task = commands::edit(tx, id, seen.0, &body).await?;
        shown(tx, &areas, task).await
    };
    door.write(&who, None, write).await.map(Versioned)
}

/// Ticks lines of the checklist; its owner's and its giver's to do.
#[utoipa::path(tag = "assignments", operation_id = "tick_assignment", request_body = Checklist,
    responses((status = 200, description = "The task as it is now", body = Assignment)))]
#[put("/assignments/{id}/checklist")]
async fn tick(
    who: Signed,
    id: Path<Uuid>,
    seen: Expected,
    body: Body<Checklist>,
    areas: Data<Areas>,
    door: Door,
) -> Reply<Versioned<Assignment>> {
    let id = id.into_inner();
    let write = async move |tx: &mut Tx| {
        let task = commands::tick(tx, id, seen.0, &body).await?;
        shown(tx, &areas, task).await
    };
    door.write(&who, None, write).await.map(Versioned)
}

/// Answers, ends, drops or takes up a task; `actions` of the task says which of these are open to the caller.
#[utoipa::path(tag = "assignments", operation_id = "act_on_assignment", request_body = AssignmentAct,
    responses((status = 200, description = "The task as it is now", body = Assignment)))]
#[post("/assignments/{id}/transitions")]
async fn act(
    who: Signed,
    id: Path<Uuid>,
    seen: Expected,
    once: Once,
    body: Body<AssignmentAct>,
    areas: Data<Areas>,
    door: Door,
) -> Reply<Versioned<Assignment>> {
    let id = id.into_inner();
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let task = commands::transition(tx, id, seen.0, &body).await?;
        shown(tx, &areas, task).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}
