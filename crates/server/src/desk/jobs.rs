use actix_web::web::{Json, Path};
use actix_web::{get, post};
use contract::jobs::{Job, JobAct, JobKind, JobStatus};
use contract::page::{FieldKind, Page};
use contract::permission::job::{Manage, Read};
use platform::auth::{Actor, Can};
use platform::db::{Door, Tx};
use platform::http::{Body, Expected, Once, Versioned};
use platform::jobs::{self, Entity, Model};
use platform::list::{Field, List, ListDef, Params, page, total};
use platform::{Error, Reply};
use sea_orm::EntityTrait;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// The jobs.
pub const LIST: ListDef = ListDef {
    key: "jobs",
    fields: &[
        Field::new("kind", "kind", FieldKind::Word, locale::jobs::KIND)
            .words(|| JobKind::ALL.iter().map(|k| (k.word(), k.text_path())).collect()),
        Field::new("status", "status", FieldKind::Word, locale::jobs::STATUS)
            .words(|| JobStatus::ALL.iter().map(|s| (s.word(), s.text_path())).collect()),
        Field::new("run_at", "run_at", FieldKind::Time, locale::jobs::RUN_AT).sortable(),
        Field::new("created_at", "created_at", FieldKind::Time, locale::jobs::CREATED_AT).sortable(),
    ],
    default_sort: "-created_at",
    searchable: false,
};

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list).service(show).service(act);
}

/// Background work and how it went (PLT-08).
#[utoipa::path(tag = "jobs", operation_id = "list_jobs", params(Params), responses((status = 200, description = "A page of jobs", body = Page<Job>)))]
#[get("/jobs")]
async fn list(who: Can<Read>, list: List, door: Door) -> Reply<Json<Page<Job>>> {
    let query = list.of(&LIST, who.id)?;
    let conn = door.reader().conn();
    let found = page(conn, Entity::find(), &query).await?;
    let total = total(conn, Entity::find(), &query).await?;
    let items = found.items.into_iter().map(|row| present(row, &who)).collect();
    Ok(Json(Page { items, next: found.next, prev: found.prev, total }))
}

/// A job.
#[utoipa::path(tag = "jobs", operation_id = "show_job", responses((status = 200, description = "The job", body = Job)))]
#[get("/jobs/{id}")]
async fn show(who: Can<Read>, id: Path<Uuid>, door: Door) -> Reply<Versioned<Job>> {
    let found = Entity::find_by_id(*id).one(door.reader().conn()).await?.ok_or(Error::NotFound)?;
    Ok(Versioned(present(found, &who)))
}

/// Has a job run again, or not at all.
#[utoipa::path(tag = "jobs", operation_id = "act_on_job", request_body = JobAct,
    responses((status = 200, description = "The job as it is now", body = Job)))]
#[post("/jobs/{id}/transitions")]
async fn act(who: Can<Manage>, id: Path<Uuid>, seen: Expected, once: Once, body: Body<JobAct>, door: Door) -> Reply<Versioned<Job>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let moved = jobs::transition(tx, *id, seen.0, body.act).await?;
        Ok(present(moved, tx.actor()?))
    };
    door.write(&who, attempt, write).await.map(Versioned)
}

fn present(row: Model, who: &Actor) -> Job {
    let actions = jobs::actions(&row, who);
    Job {
        lease_until: (row.status == JobStatus::Running).then_some(row.run_at),
        id: row.id,
        kind: row.kind,
        status: row.status,
        run_at: row.run_at,
        node: row.owner,
        attempts: row.attempts,
        max_attempts: row.max_attempts,
        last_error: row.last_error,
        created_at: row.created_at,
        ended_at: row.ended_at,
        version: row.version,
        actions,
    }
}
