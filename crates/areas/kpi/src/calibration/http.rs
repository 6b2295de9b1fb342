use super::commands;
use super::queries::present;
use crate::basis::Basis;
use crate::cycles;
use crate::results;
use actix_web::web::{Data, Json, Path};
use actix_web::{get, post};
use contract::PersonRef;
use contract::kpi::calibration::{AdjustmentAct, Calibration, ListedResult, NewAdjustment, PublishedList};
use contract::permission::kpi::Publish;
use engines::Areas;
use engines::people::Staff;
use platform::auth::{Can, Signed};
use platform::db::{Door, Tx};
use platform::http::{Body, Expected, Once};
use platform::{Error, Reply};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_calibration).service(adjust_score).service(decide_adjustment).service(show_published_list);
}

/// The scores of a month or a year side by side, as they would be published now: computed, adjusted, graded by thresholds and
/// distribution (KPI-07). Of everyone within reach of `kpi.publish`.
#[utoipa::path(tag = "kpi", operation_id = "show_calibration",
    responses((status = 200, description = "The calibration", body = Calibration)))]
#[get("/kpi/months/{month}/calibration")]
async fn show_calibration(who: Can<Publish>, month: Path<String>, areas: Data<Areas>, door: Door) -> Reply<Json<Calibration>> {
    let basis = Basis::load(&month, None, |_| true, &areas, &door).await?;
    present(&basis, &who, &door).await.map(Json)
}

/// Proposes to adjust a score with a reason, while the cycle is being calibrated: an entry beside the computed score, which stays, and which
/// counts once a second person confirms it (KPI-07). Nobody adjusts their own.
#[utoipa::path(tag = "kpi", operation_id = "adjust_score", request_body = NewAdjustment,
    responses((status = 200, description = "The calibration as it is now", body = Calibration)))]
#[post("/kpi/months/{month}/adjustments")]
async fn adjust_score(
    who: Can<Publish>,
    month: Path<String>,
    once: Once,
    body: Body<NewAdjustment>,
    areas: Data<Areas>,
    door: Door,
) -> Reply<Json<Calibration>> {
    let basis = Basis::load(&month, None, |_| true, &areas, &door).await?;
    let person = basis.staff().person(body.person_id).filter(|person| who.scope().covers(person.id, person.unit_id));
    let person = person.ok_or_else(|| Error::invalid("/person_id", "person_unknown"))?;
    let computed = basis.score(person).and_then(|score| score.computed()).ok_or_else(|| Error::invalid("/person_id", "not_measured"))?;
    let (period, attempt) = (basis.when().period, once.with(&body));
    let write = async move |tx: &mut Tx| commands::adjust(tx, &period, computed, &body).await;
    door.write(&who, attempt, write).await?;
    present(&basis, &who, &door).await.map(Json)
}

/// Confirms or refuses an adjustment that somebody else proposed (KPI-07). Nobody decides about their own score.
#[utoipa::path(tag = "kpi", operation_id = "decide_adjustment", request_body = AdjustmentAct,
    responses((status = 200, description = "The calibration as it is now", body = Calibration)))]
#[post("/kpi/months/{month}/adjustments/{id}/transitions")]
async fn decide_adjustment(
    who: Can<Publish>,
    path: Path<(String, Uuid)>,
    seen: Expected,
    once: Once,
    body: Body<AdjustmentAct>,
    areas: Data<Areas>,
    door: Door,
) -> Reply<Json<Calibration>> {
    let (month, id) = path.into_inner();
    let staff = Staff::load(door.reader().conn()).await?;
    let (period, attempt) = (month.clone(), once.with(&body));
    let write = async move |tx: &mut Tx| commands::decide(tx, &period, (id, seen.0), &body, &staff).await;
    door.write(&who, attempt, write).await?;
    let basis = Basis::load(&month, None, |_| true, &areas, &door).await?;
    present(&basis, &who, &door).await.map(Json)
}

/// The published results of the caller's unit, where the company shows them to colleagues (KPI-08); else there is no such list.
#[utoipa::path(tag = "kpi", operation_id = "show_published_list",
    responses((status = 200, description = "The list", body = PublishedList)))]
#[get("/kpi/months/{month}/published-list")]
async fn show_published_list(who: Signed, month: Path<String>, door: Door) -> Reply<Json<PublishedList>> {
    let conn = door.reader().conn();
    if !cycles::rules_of(conn, &month).await?.list_shown {
        return Err(Error::NotFound);
    }
    let staff = Staff::load(conn).await?;
    let results = results::of_month(conn, &month).await?;
    let row = |person: &engines::people::Colleague| {
        let result = results.get(&person.id)?;
        let named = PersonRef { id: person.id, name: person.name.clone() };
        Some(ListedResult { person: named, post: person.post.clone(), score: result.score(), grade: result.grade })
    };
    let mut rows: Vec<ListedResult> = staff.people().iter().filter(|person| person.unit_id == who.unit_id).filter_map(row).collect();
    rows.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.person.name.cmp(&b.person.name)));
    Ok(Json(PublishedList { period: month.into_inner(), rows }))
}
