use super::acts::{act as act_on, decide};
use super::entity::{approval, approval_copy, approval_signer};
use super::queries::{View, rows, visible};
use actix_web::web::{Json, Path};
use actix_web::{get, post};
use contract::approvals::{Approval, ApprovalAct, ApprovalKind, ApprovalRow, ApprovalStatus, Decide};
use contract::page::{FieldKind, Page};
use platform::Reply;
use platform::auth::Signed;
use platform::db::{Door, Tx};
use platform::http::{Body, Expected, Once, Versioned};
use platform::list::{Field, List, ListDef, Params, Parsed, page, total};
use sea_orm::sea_query::{Condition, SelectStatement};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Requests that concern somebody.
pub const LIST: ListDef = ListDef {
    key: "approvals",
    fields: &[
        Field::new("kind", "kind", FieldKind::Word, locale::approvals::KIND)
            .words(|| ApprovalKind::ALL.iter().map(|k| (k.word(), k.text_path())).collect()),
        Field::new("status", "status", FieldKind::Word, locale::approvals::STATUS)
            .words(|| ApprovalStatus::ALL.iter().map(|s| (s.word(), s.text_path())).collect()),
        Field::new("applicant", "applicant_id", FieldKind::Person, locale::approvals::APPLICANT),
        Field::new("submitted_at", "created_at", FieldKind::Time, locale::approvals::SUBMITTED_AT).sortable(),
    ],
    default_sort: "-submitted_at",
    searchable: false,
};

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_all).service(list_copied).service(list_decided).service(show).service(decide_one).service(act);
}

async fn listed(list: &Parsed, concerns: Condition, door: &Door) -> Reply<Json<Page<ApprovalRow>>> {
    let conn = door.reader().conn();
    let select = approval::Entity::find().filter(concerns);
    let found = page(conn, select.clone(), list).await?;
    let total = total(conn, select, list).await?;
    Ok(Json(Page { items: rows(conn, found.items).await?, next: found.next, prev: found.prev, total }))
}

fn copied_to(who: Uuid) -> SelectStatement {
    let copies = approval_copy::Entity::find().select_only().column(approval_copy::Column::ApprovalId);
    copies.filter(approval_copy::Column::PersonId.eq(who)).into_query()
}

fn signed_by(who: Condition) -> SelectStatement {
    approval_signer::Entity::find().select_only().column(approval_signer::Column::ApprovalId).filter(who).into_query()
}

/// Requests that concern the caller: as applicant, signer or by copy.
#[utoipa::path(tag = "approvals", operation_id = "list_approvals", params(Params),
    responses((status = 200, description = "A page of requests", body = Page<ApprovalRow>)))]
#[get("/approvals")]
async fn list_all(who: Signed, list: List, door: Door) -> Reply<Json<Page<ApprovalRow>>> {
    let signer = Condition::any().add(approval_signer::Column::PersonId.eq(who.id)).add(approval_signer::Column::DecidedBy.eq(who.id));
    let concerns = Condition::any()
        .add(approval::Column::ApplicantId.eq(who.id))
        .add(approval::Column::Id.in_subquery(signed_by(signer)))
        .add(approval::Column::Id.in_subquery(copied_to(who.id)));
    listed(&list.of(&LIST, who.id)?, concerns, &door).await
}

/// Requests of which the caller got a copy.
#[utoipa::path(tag = "approvals", operation_id = "list_copied_approvals", params(Params),
    responses((status = 200, description = "A page of requests", body = Page<ApprovalRow>)))]
#[get("/approvals/copied")]
async fn list_copied(who: Signed, list: List, door: Door) -> Reply<Json<Page<ApprovalRow>>> {
    let concerns = Condition::all().add(approval::Column::Id.in_subquery(copied_to(who.id)));
    listed(&list.of(&LIST, who.id)?, concerns, &door).await
}

/// Requests in which the caller has decided, for themselves or for somebody.
#[utoipa::path(tag = "approvals", operation_id = "list_decided_approvals", params(Params),
    responses((status = 200, description = "A page of requests", body = Page<ApprovalRow>)))]
#[get("/approvals/decided")]
async fn list_decided(who: Signed, list: List, door: Door) -> Reply<Json<Page<ApprovalRow>>> {
    let decided = signed_by(Condition::all().add(approval_signer::Column::DecidedBy.eq(who.id)));
    listed(&list.of(&LIST, who.id)?, Condition::all().add(approval::Column::Id.in_subquery(decided)), &door).await
}

/// A request for approval; only those whom it concerns see it.
#[utoipa::path(tag = "approvals", operation_id = "show_approval", responses((status = 200, description = "The request", body = Approval)))]
#[get("/approvals/{id}")]
async fn show(who: Signed, id: Path<Uuid>, door: Door) -> Reply<Versioned<Approval>> {
    let view = View::new(door.state(), who.id, door.meta.language);
    visible(door.reader().conn(), *id, &view).await.map(Versioned)
}

/// Decides the approval that waits for the caller.
#[utoipa::path(tag = "approvals", operation_id = "decide_approval", request_body = Decide,
    responses((status = 200, description = "The request as it is now", body = Approval)))]
#[post("/approvals/{id}/decisions")]
async fn decide_one(who: Signed, id: Path<Uuid>, seen: Expected, once: Once, body: Body<Decide>, door: Door) -> Reply<Versioned<Approval>> {
    let id = id.into_inner();
    let attempt = once.with(&body);
    let view = View::new(door.state(), who.id, door.meta.language);
    let write = async move |tx: &mut Tx| {
        visible(tx.conn(), id, &view).await?;
        decide(tx, id, seen.0, body.verdict, body.remark.trim().to_owned()).await?;
        visible(tx.conn(), id, &view).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}

/// Carries out an operation on a request: decide, return to a step, transfer, entrust, add signers, withdraw, remind, copy, comment.
#[utoipa::path(tag = "approvals", operation_id = "act_on_approval", request_body = ApprovalAct,
    responses((status = 200, description = "The request as it is now", body = Approval)))]
#[post("/approvals/{id}/transitions")]
async fn act(who: Signed, id: Path<Uuid>, seen: Expected, once: Once, body: Body<ApprovalAct>, door: Door) -> Reply<Versioned<Approval>> {
    let id = id.into_inner();
    let attempt = once.with(&body);
    let view = View::new(door.state(), who.id, door.meta.language);
    let write = async move |tx: &mut Tx| {
        visible(tx.conn(), id, &view).await?;
        act_on(tx, id, seen.0, &body).await?;
        visible(tx.conn(), id, &view).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}
