use super::appeals::Correction;
use super::commands::{self, appeal_until};
use super::queries::{present, visible};
use super::ready;
use crate::basis::{Basis, is_year};
use crate::{calibration, entries};
use actix_web::web::{Data, Json, Path};
use actix_web::{get, post};
use contract::PersonRef;
use contract::permission::kpi::Publish;
use contract::results::{MonthResult, Publication, ResultAct};
use engines::Areas;
use engines::people::Staff;
use platform::auth::{Can, Signed};
use platform::db::{Door, Tx};
use platform::http::{Body, Expected, Once, Versioned};
use platform::{Error, Refusal, Reply};
use sea_orm::ConnectionTrait;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// What a publication counts on: entered values and adjustments are only ever added.
async fn entered(conn: &impl ConnectionTrait, period: &str) -> Reply<(u64, u64)> {
    let values = match period.parse() {
        Ok(month) => entries::count_of(conn, month).await?,
        Err(_) => 0,
    };
    Ok((values, calibration::count_of(conn, period).await?))
}

const MONTH_MOVED: Refusal = Refusal::new("result.month_moved", locale::problems::KPI_MONTH_MOVED);
const ADJUSTMENTS_WAIT: Refusal = Refusal::new("result.adjustments_wait", locale::problems::RESULT_ADJUSTMENTS_WAIT);
const MONTH_RUNS: Refusal = Refusal::new("result.month_runs", locale::problems::RESULT_MONTH_RUNS);

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(publish_month).service(show_result).service(act_on_result);
}

/// Publishes the results of a month or a year that is over, of everyone within reach who has something measured and is not published yet
/// (KPI-08), once marks are closed and no adjustment waits to be confirmed. From then on they do not move with the records, and each person may appeal for three days.
#[utoipa::path(tag = "kpi", operation_id = "publish_month",
    responses((status = 200, description = "What was published", body = Publication)))]
#[post("/kpi/months/{month}/publication")]
async fn publish_month(who: Can<Publish>, month: Path<String>, once: Once, areas: Data<Areas>, door: Door) -> Reply<Json<Publication>> {
    // Counted before the records are read: what comes in between is noticed.
    let before = entered(door.reader().conn(), &month).await?;
    let basis = Basis::load(&month, None, |_| true, &areas, &door).await?;
    if !basis.is_over() {
        return Err(Error::Refused(MONTH_RUNS));
    }
    let ready = ready::of(&basis, |person| who.scope().covers(person.id, person.unit_id), &door).await?;
    let month = basis.when().period;
    let attempt = once.bound(String::new());
    let until = appeal_until(door.state().clock.now(), door.state().config.utc_offset_minutes);
    let write = async move |tx: &mut Tx| {
        if entered(tx.conn(), &month).await? != before {
            return Err(Error::Refused(MONTH_MOVED));
        }
        let waiting = calibration::waiting(tx.conn(), &month).await?;
        if waiting.iter().any(|one| ready.iter().any(|ready| ready.person == one.person_id)) {
            return Err(Error::Refused(ADJUSTMENTS_WAIT));
        }
        let published = commands::publish(tx, &month, &ready).await?;
        Ok(Publication { month: month.clone(), published, appeal_until: until })
    };
    door.write(&who, attempt, write).await.map(Json)
}

/// A published result: one's own, or as far as `kpi.read` reaches.
#[utoipa::path(tag = "kpi", operation_id = "show_result", responses((status = 200, description = "The result", body = MonthResult)))]
#[get("/kpi/results/{id}")]
async fn show_result(who: Signed, id: Path<Uuid>, door: Door) -> Reply<Versioned<MonthResult>> {
    let conn = door.reader().conn();
    let staff = Staff::load(conn).await?;
    let row = visible(conn, &who, &staff, *id).await?;
    present(conn, &who, &staff, door.state().clock.now(), row).await.map(Versioned)
}

/// Appeals against one's result, or answers an appeal; `actions` of the result says which is open to the caller (KPI-08).
#[utoipa::path(tag = "kpi", operation_id = "act_on_result", request_body = ResultAct,
    responses((status = 200, description = "The result as it is now", body = MonthResult)))]
#[post("/kpi/results/{id}/transitions")]
async fn act_on_result(
    who: Signed,
    id: Path<Uuid>,
    seen: Expected,
    once: Once,
    body: Body<ResultAct>,
    areas: Data<Areas>,
    door: Door,
) -> Reply<Versioned<MonthResult>> {
    let staff = Staff::load(door.reader().conn()).await?;
    let row = visible(door.reader().conn(), &who, &staff, *id).await?;
    let by = PersonRef { id: who.id, name: who.name.clone() };
    let (correction, anew) = match &*body {
        ResultAct::Correct(form) => {
            let correction = Correction::of(&row, form, &by, door.state().clock.now())?;
            let anew = ready::anew(&row, &correction, &areas, &door).await?;
            (Some(correction), anew)
        }
        _ => (None, None),
    };
    let changes = correction.clone().unwrap_or_default();
    let (id, attempt) = (*id, once.with(&body));
    let write = async move |tx: &mut Tx| {
        let actor = tx.actor()?.clone();
        let before = visible(tx.conn(), &actor, &staff, id).await?;
        let now = commands::act(tx, (before, seen.0), &body, &staff, (&changes, anew.as_ref())).await?;
        present(tx.conn(), &actor, &staff, tx.at(), now).await
    };
    let told = door.write(&who, attempt, write).await?;
    if let Some(correction) = correction {
        ready::follow_team(&door, &areas, &row, &correction).await?;
    }
    // The year that has been worked out from this month follows.
    if let Some((year, _)) = row.month.split_once('-').filter(|_| told.final_at.is_some() && !is_year(&row.month)) {
        ready::follow_months(&door, &areas, year, Some(row.person_id)).await?;
    }
    Ok(Versioned(told))
}
