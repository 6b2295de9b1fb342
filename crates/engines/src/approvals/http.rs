use super::entity::{approval, approval_step};
use super::{decide, signers_of, steps_of};
use crate::people::Names;
use actix_web::web::Path;
use actix_web::{get, post};
use contract::approvals::{Approval, ApprovalStatus, ApprovalStep, Decide, SnapshotLine, Verdict};
use contract::values::{Subject, SubjectKind};
use locale::Language;
use platform::auth::{Actor, Signed};
use platform::db::{Door, Tx};
use platform::http::{Body, Expected, Once, Versioned};
use platform::{Error, Reply};
use sea_orm::{ConnectionTrait, EntityTrait};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show).service(decide_one);
}

/// A request for approval; only its applicant and its signers see it.
#[utoipa::path(tag = "approvals", operation_id = "show_approval", responses((status = 200, description = "The request", body = Approval)))]
#[get("/approvals/{id}")]
async fn show(who: Signed, id: Path<Uuid>, door: Door) -> Reply<Versioned<Approval>> {
    visible(door.reader().conn(), *id, &who, door.meta.language).await.map(Versioned)
}

/// Decides the step that waits for the caller.
#[utoipa::path(tag = "approvals", operation_id = "decide_approval", request_body = Decide,
    responses((status = 200, description = "The request as it is now", body = Approval)))]
#[post("/approvals/{id}/decisions")]
async fn decide_one(who: Signed, id: Path<Uuid>, seen: Expected, once: Once, body: Body<Decide>, door: Door) -> Reply<Versioned<Approval>> {
    let id = id.into_inner();
    let attempt = once.with(&body);
    let language = door.meta.language;
    let write = async move |tx: &mut Tx| {
        decide(tx, id, seen.0, body.verdict, body.remark.trim().to_owned()).await?;
        let actor = tx.actor()?.clone();
        visible(tx.conn(), id, &actor, language).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}

async fn visible(conn: &impl ConnectionTrait, id: Uuid, who: &Actor, language: Language) -> Reply<Approval> {
    let row = approval::Entity::find_by_id(id).one(conn).await?.ok_or(Error::NotFound)?;
    let steps = steps_of(conn, id).await?;
    let mut candidates = Vec::with_capacity(steps.len());
    for step in &steps {
        candidates.push(signers_of(conn, &row, &step.role).await?);
    }
    let signs = candidates.iter().flatten().any(|p| p.id == who.id);
    if row.applicant_id != who.id && !signs {
        return Err(Error::NotFound);
    }
    let now: Vec<Uuid> = steps
        .iter()
        .zip(&candidates)
        .filter(|(step, _)| row.status == ApprovalStatus::Pending && step.position == row.current_step)
        .flat_map(|(_, people)| people.iter().map(|p| p.id))
        .collect();
    let actions = if now.contains(&who.id) { Verdict::ALL.to_vec() } else { Vec::new() };
    let names = Names::load(conn, steps.iter().filter_map(|s| s.decided_by).chain([row.applicant_id])).await?;
    let lines: Vec<(String, String)> = serde_json::from_str(&row.snapshot)?;
    let step = |(step, candidates): (approval_step::Model, _)| ApprovalStep {
        position: step.position,
        role: step.role,
        candidates,
        decided_by: step.decided_by.map(|id| names.of(id)),
        decided_at: step.decided_at,
        verdict: step.verdict,
        remark: Some(step.remark).filter(|r| !r.is_empty()),
    };
    Ok(Approval {
        id: row.id,
        kind: row.kind,
        subject: Subject { kind: row.subject_kind.parse().unwrap_or(SubjectKind::Approval), id: row.subject_id, title: row.subject_title },
        applicant: names.of(row.applicant_id),
        status: row.status,
        snapshot: lines.into_iter().map(|(key, value)| line(key, value, language)).collect(),
        steps: steps.into_iter().zip(candidates).map(step).collect(),
        current_step: row.current_step,
        submitted_at: row.created_at,
        version: row.version,
        actions,
    })
}

fn line(key: String, value: String, language: Language) -> SnapshotLine {
    let label = locale::find(&key).map_or_else(|| key.clone(), |k| k.text(language).to_owned());
    SnapshotLine { key, label, value }
}
