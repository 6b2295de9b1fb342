use super::fields::LIST;
use super::{commands, marks, queries, standing};
use actix_web::web::{Json, Path};
use actix_web::{get, post, put};
use contract::kpi::grading::{ExamMarks, Grading, GradingAct, GradingForm, GradingOptions, GradingRow, ReviewSheet};
use contract::page::Page;
use contract::permission::kpi::GradeManagers;
use engines::calendar::local_date;
use engines::people::Staff;
use platform::Reply;
use platform::auth::{Can, Signed};
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Expected, Once, Versioned};
use platform::list::{List, Params};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_gradings).service(draft_grading).service(show_grading).service(edit_grading);
    config.service(act_on_grading).service(enter_exam_marks).service(mark_candidate).service(list_account_managers);
}

async fn told(tx: &Tx, id: Uuid) -> Reply<Grading> {
    let who = tx.actor()?;
    let it = queries::found(tx.conn(), who, id).await?;
    queries::present(tx.conn(), who, tx.at(), it).await
}

/// Rounds of grading: those whose ranking is published, those that the caller marks in, and all for organisers (KPI-13).
#[utoipa::path(tag = "gradings", operation_id = "list_gradings", params(Params),
    responses((status = 200, description = "A page of rounds", body = Page<GradingRow>)))]
#[get("/kpi/gradings")]
async fn list_gradings(who: Signed, list: List, door: Door) -> Reply<Json<Page<GradingRow>>> {
    let query = list.of(&LIST, who.id)?;
    queries::list(door.reader().conn(), &who, &query).await.map(Json)
}

/// Drafts a round under the rules in force in its month. Each candidate is an account manager with a year in the trade (KPI-13, KPI-14).
#[utoipa::path(tag = "gradings", operation_id = "draft_grading", request_body = GradingForm,
    responses((status = 201, description = "The draft", body = Grading)))]
#[post("/kpi/gradings")]
async fn draft_grading(who: Can<GradeManagers>, once: Once, body: Body<GradingForm>, door: Door) -> Reply<Created<Grading>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let id = commands::draft(tx, &body).await?;
        told(tx, id).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// A round. How a total came about is for organisers and, once it is published, for the candidate; the ranking is for everybody then.
#[utoipa::path(tag = "gradings", operation_id = "show_grading", responses((status = 200, description = "The round", body = Grading)))]
#[get("/kpi/gradings/{id}")]
async fn show_grading(who: Signed, id: Path<Uuid>, door: Door) -> Reply<Versioned<Grading>> {
    let conn = door.reader().conn();
    let it = queries::found(conn, &who, *id).await?;
    queries::present(conn, &who, door.state().clock.now(), it).await.map(Versioned)
}

/// Changes a draft.
#[utoipa::path(tag = "gradings", operation_id = "edit_grading", request_body = GradingForm,
    responses((status = 200, description = "The round", body = Grading)))]
#[put("/kpi/gradings/{id}")]
async fn edit_grading(
    who: Can<GradeManagers>,
    id: Path<Uuid>,
    seen: Expected,
    body: Body<GradingForm>,
    door: Door,
) -> Reply<Versioned<Grading>> {
    let write = async move |tx: &mut Tx| {
        let before = queries::found(tx.conn(), tx.actor()?, *id).await?;
        commands::edit(tx, before, seen.0, &body).await?;
        told(tx, *id).await
    };
    door.write(&who, None, write).await.map(Versioned)
}

/// Takes a round one step on, objects to one's own result, or answers an objection; `actions` says which is open to the caller (KPI-13).
#[utoipa::path(tag = "gradings", operation_id = "act_on_grading", request_body = GradingAct,
    responses((status = 200, description = "The round as it is now", body = Grading)))]
#[post("/kpi/gradings/{id}/transitions")]
async fn act_on_grading(
    who: Signed,
    id: Path<Uuid>,
    seen: Expected,
    once: Once,
    body: Body<GradingAct>,
    door: Door,
) -> Reply<Versioned<Grading>> {
    let (id, attempt) = (*id, once.with(&body));
    let write = async move |tx: &mut Tx| {
        let before = queries::found(tx.conn(), tx.actor()?, id).await?;
        commands::act(tx, before, seen.0, &body).await?;
        told(tx, id).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}

/// Enters marks of the exam, each out of 100; sent again, they replace those before.
#[utoipa::path(tag = "gradings", operation_id = "enter_exam_marks", request_body = ExamMarks,
    responses((status = 200, description = "The round", body = Grading)))]
#[post("/kpi/gradings/{id}/exam-marks")]
async fn enter_exam_marks(
    who: Can<GradeManagers>,
    id: Path<Uuid>,
    once: Once,
    body: Body<ExamMarks>,
    door: Door,
) -> Reply<Versioned<Grading>> {
    let (id, attempt) = (*id, once.with(&body));
    let write = async move |tx: &mut Tx| {
        let it = queries::found(tx.conn(), tx.actor()?, id).await?;
        marks::examine(tx, &it, &body).await?;
        told(tx, id).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}

/// Enters a review sheet: one's own as a rater of the round, or, by the organiser, that of a customer who was visited. Nobody learns who
/// gave which marks (KPI-13).
#[utoipa::path(tag = "gradings", operation_id = "mark_candidate", request_body = ReviewSheet,
    responses((status = 200, description = "The round", body = Grading)))]
#[post("/kpi/gradings/{id}/review-sheets")]
async fn mark_candidate(who: Signed, id: Path<Uuid>, once: Once, body: Body<ReviewSheet>, door: Door) -> Reply<Versioned<Grading>> {
    let (id, attempt) = (*id, once.with(&body));
    let write = async move |tx: &mut Tx| {
        let it = queries::found(tx.conn(), tx.actor()?, id).await?;
        marks::mark(tx, &it, &body).await?;
        told(tx, id).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}

/// All account managers: their grade, its certificate, and from when on they can be graded (KPI-13, KPI-14).
#[utoipa::path(tag = "gradings", operation_id = "list_account_managers",
    responses((status = 200, description = "Account managers", body = GradingOptions)))]
#[get("/kpi/account-managers")]
async fn list_account_managers(_who: Can<GradeManagers>, door: Door) -> Reply<Json<GradingOptions>> {
    let conn = door.reader().conn();
    let today = local_date(door.state().clock.now(), door.state().config.utc_offset_minutes);
    let staff = Staff::load(conn).await?;
    standing::account_managers(conn, &staff, today).await.map(Json)
}
