use super::commands;
use crate::entity::session;
use actix_web::web::{Json, Path};
use actix_web::{delete, get};
use contract::access::own::OpenSession;
use platform::Reply;
use platform::auth::InPerson;
use platform::db::{Door, Tx};
use platform::http::NoContent;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// More than so many running sessions nobody reads.
const MOST: u64 = 100;

/// Registers the handlers.
pub(super) fn routes(config: &mut ServiceConfig) {
    config.service(list).service(end_one).service(end_others);
}

/// The caller's running sessions, last used first.
#[utoipa::path(tag = "access", operation_id = "list_own_sessions",
    responses((status = 200, description = "At most a hundred", body = Vec<OpenSession>)))]
#[get("/me/sessions")]
async fn list(who: InPerson, door: Door) -> Reply<Json<Vec<OpenSession>>> {
    open_sessions(&door, who.id, Some(who.session)).await.map(Json)
}

/// Ends one of the caller's sessions.
#[utoipa::path(tag = "access", operation_id = "end_own_session", responses((status = 204, description = "Ended")))]
#[delete("/me/sessions/{id}")]
async fn end_one(who: InPerson, id: Path<Uuid>, door: Door) -> Reply<NoContent> {
    let (person, id) = (who.id, id.into_inner());
    door.write(&who, None, async move |tx: &mut Tx| commands::end_of(tx, person, id).await).await?;
    Ok(NoContent)
}

/// Ends all of the caller's sessions but this one.
#[utoipa::path(tag = "access", operation_id = "end_other_sessions", responses((status = 204, description = "Ended")))]
#[delete("/me/sessions")]
async fn end_others(who: InPerson, door: Door) -> Reply<NoContent> {
    let (person, session) = (who.id, who.session);
    door.write(&who, None, async move |tx: &mut Tx| commands::end_all(tx, person, Some(session)).await).await?;
    Ok(NoContent)
}

/// A person's running sessions, last used first.
pub(crate) async fn open_sessions(door: &Door, person: Uuid, current: Option<Uuid>) -> Reply<Vec<OpenSession>> {
    let rows = running(door.reader().conn(), person, door.state().clock.now()).await?;
    let shown = |row: session::Model| OpenSession {
        current: Some(row.id) == current,
        id: row.id,
        device: row.device,
        address: row.address,
        way: row.way,
        started_at: row.started_at,
        last_used_at: row.renewed_at,
    };
    Ok(rows.into_iter().map(shown).collect())
}

async fn running(conn: &impl ConnectionTrait, person: Uuid, now: chrono::DateTime<chrono::Utc>) -> Reply<Vec<session::Model>> {
    let select = session::Entity::find()
        .filter(session::Column::PersonId.eq(person))
        .filter(session::Column::EndedAt.is_null())
        .filter(session::Column::EndsAt.gt(now));
    Ok(select.order_by_desc(session::Column::RenewedAt).limit(MOST).all(conn).await?)
}
