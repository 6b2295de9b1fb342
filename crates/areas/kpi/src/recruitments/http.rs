use super::{commands, queries};
use actix_web::web::{Json, Path};
use actix_web::{get, post};
use contract::kpi::recruitment::{Recruitment, RecruitmentAct, RecruitmentForm, RecruitmentRow, RecruitmentStatus};
use contract::page::{FieldKind, Page};
use contract::permission::kpi::GradeManagers;
use locale::recruitments as text;
use platform::Reply;
use platform::auth::{Can, Signed};
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Expected, Once, Versioned};
use platform::list::{Field, List, ListDef, Params};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Recruitments.
pub const LIST: ListDef = ListDef {
    key: "recruitments",
    fields: &[
        Field::new("name", "name", FieldKind::Text, text::NAME),
        Field::new("status", "status", FieldKind::Word, text::STATUS)
            .words(|| RecruitmentStatus::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("created_at", "created_at", FieldKind::Time, text::CREATED_AT).sortable(),
    ],
    default_sort: "-created_at",
    searchable: false,
};

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_recruitments).service(open_recruitment).service(show_recruitment).service(act_on_recruitment);
}

async fn told(tx: &Tx, id: Uuid) -> Reply<Recruitment> {
    let who = tx.actor()?;
    let it = queries::found(tx.conn(), who, id).await?;
    queries::present(tx.conn(), who, it).await
}

/// Recruitments of account managers: those that the caller examines in, and all for organisers (KPI-14).
#[utoipa::path(tag = "gradings", operation_id = "list_recruitments", params(Params),
    responses((status = 200, description = "A page of recruitments", body = Page<RecruitmentRow>)))]
#[get("/kpi/recruitments")]
async fn list_recruitments(who: Signed, list: List, door: Door) -> Reply<Json<Page<RecruitmentRow>>> {
    let query = list.of(&LIST, who.id)?;
    queries::list(door.reader().conn(), &who, &query).await.map(Json)
}

/// Opens a recruitment with its applicants and at least as many examiners as the rules say (KPI-14).
#[utoipa::path(tag = "gradings", operation_id = "open_recruitment", request_body = RecruitmentForm,
    responses((status = 201, description = "The recruitment", body = Recruitment)))]
#[post("/kpi/recruitments")]
async fn open_recruitment(who: Can<GradeManagers>, once: Once, body: Body<RecruitmentForm>, door: Door) -> Reply<Created<Recruitment>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let id = commands::open(tx, &body).await?;
        told(tx, id).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// A recruitment; marks of others are for the organiser only.
#[utoipa::path(tag = "gradings", operation_id = "show_recruitment",
    responses((status = 200, description = "The recruitment", body = Recruitment)))]
#[get("/kpi/recruitments/{id}")]
async fn show_recruitment(who: Signed, id: Path<Uuid>, door: Door) -> Reply<Versioned<Recruitment>> {
    let conn = door.reader().conn();
    let it = queries::found(conn, &who, *id).await?;
    queries::present(conn, &who, it).await.map(Versioned)
}

/// Marks, ranks, hires, closes. An applicant's total is the paper by its percent and the mean of all examiners' marks by theirs; ranking
/// needs both of everybody, with at least as many examiners as the rules say (KPI-14).
#[utoipa::path(tag = "gradings", operation_id = "act_on_recruitment", request_body = RecruitmentAct,
    responses((status = 200, description = "The recruitment as it is now", body = Recruitment)))]
#[post("/kpi/recruitments/{id}/transitions")]
async fn act_on_recruitment(
    who: Signed,
    id: Path<Uuid>,
    seen: Expected,
    once: Once,
    body: Body<RecruitmentAct>,
    door: Door,
) -> Reply<Versioned<Recruitment>> {
    let (id, attempt) = (*id, once.with(&body));
    let write = async move |tx: &mut Tx| {
        let before = queries::found(tx.conn(), tx.actor()?, id).await?;
        commands::act(tx, before, seen.0, &body).await?;
        told(tx, id).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}
