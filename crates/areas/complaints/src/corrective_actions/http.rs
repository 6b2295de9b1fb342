use super::fields::LIST;
use super::{commands, queries};
use actix_web::web::{Json, Path};
use actix_web::{get, post};
use contract::complaints::corrective_actions::{CorrectiveAction, CorrectiveActionAct, CorrectiveActionRow, NewCorrectiveAction};
use contract::page::Page;
use contract::permission::quality::Open;
use engines::calendar::local_date;
use platform::Reply;
use platform::auth::{Can, Signed};
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Expected, Once, Versioned};
use platform::list::{List, Params};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_corrective_actions).service(open_corrective_action).service(show_corrective_action);
    config.service(act_on_corrective_action);
}

async fn told(tx: &Tx, id: Uuid) -> Reply<CorrectiveAction> {
    let it = queries::found(tx.conn(), id, tx.actor()?).await?;
    queries::present(tx.conn(), it, tx.actor()?, local_date(tx.at(), tx.state().config.utc_offset_minutes)).await
}

/// Corrective and preventive actions: those within reach of `quality.read`, and the caller's own (CPL-08).
#[utoipa::path(tag = "quality", operation_id = "list_corrective_actions", params(Params),
    responses((status = 200, description = "A page of actions", body = Page<CorrectiveActionRow>)))]
#[get("/corrective-actions")]
async fn list_corrective_actions(who: Signed, list: List, door: Door) -> Reply<Json<Page<CorrectiveActionRow>>> {
    let query = list.of(&LIST, who.id)?;
    let today = local_date(door.state().clock.now(), door.state().config.utc_offset_minutes);
    queries::list(door.reader().conn(), &who, &query, today).await.map(Json)
}

/// Opens an action about a complaint, a nonconformity or neither; its owner looks for the root cause (CPL-08).
#[utoipa::path(tag = "quality", operation_id = "open_corrective_action", request_body = NewCorrectiveAction,
    responses((status = 201, description = "The action", body = CorrectiveAction)))]
#[post("/corrective-actions")]
async fn open_corrective_action(
    who: Can<Open>,
    once: Once,
    body: Body<NewCorrectiveAction>,
    door: Door,
) -> Reply<Created<CorrectiveAction>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let id = commands::open(tx, &body).await?;
        told(tx, id).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// An action with its whys, what came back, and what the caller may do with it now.
#[utoipa::path(tag = "quality", operation_id = "show_corrective_action",
    responses((status = 200, description = "The action", body = CorrectiveAction)))]
#[get("/corrective-actions/{id}")]
async fn show_corrective_action(who: Signed, id: Path<Uuid>, door: Door) -> Reply<Versioned<CorrectiveAction>> {
    let conn = door.reader().conn();
    let it = queries::found(conn, *id, &who).await?;
    let today = local_date(door.state().clock.now(), door.state().config.utc_offset_minutes);
    queries::present(conn, it, &who, today).await.map(Versioned)
}

/// Takes an action one step further. The effect is judged by somebody else, from the day after the action on, and before the
/// day that the plan names only with a reason; where it did not help, the search for the cause begins anew.
#[utoipa::path(tag = "quality", operation_id = "act_on_corrective_action", request_body = CorrectiveActionAct,
    responses((status = 200, description = "The action as it is now", body = CorrectiveAction)))]
#[post("/corrective-actions/{id}/transitions")]
async fn act_on_corrective_action(
    who: Signed,
    id: Path<Uuid>,
    seen: Expected,
    once: Once,
    body: Body<CorrectiveActionAct>,
    door: Door,
) -> Reply<Versioned<CorrectiveAction>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        commands::act(tx, *id, seen.0, &body).await?;
        told(tx, *id).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}
