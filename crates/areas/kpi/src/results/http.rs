use super::commands::{self, Ready, appeal_until};
use super::queries::{present, visible};
use crate::entries;
use crate::facts::Which;
use crate::score::{Asked, Ground, Measured, Score};
use actix_web::web::{Data, Json, Path};
use actix_web::{get, post};
use contract::permission::kpi::Publish;
use contract::results::{MonthResult, Publication, ResultAct, ResultActKind};
use engines::Areas;
use engines::people::Staff;
use platform::auth::{Can, Signed};
use platform::db::{Door, Tx};
use platform::http::{Body, Expected, Once, Versioned};
use platform::{Error, Refusal, Reply};
use scoring::Period;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

const MONTH_MOVED: Refusal = Refusal::new("result.month_moved", locale::problems::KPI_MONTH_MOVED);
const MONTH_RUNS: Refusal = Refusal::new("result.month_runs", locale::problems::RESULT_MONTH_RUNS);

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(publish_month).service(show_result).service(act_on_result);
}

/// Publishes the results of a month that is over, of everyone within reach who has something measured and is not published yet
/// (KPI-08). From then on they do not move with the records, and each person may appeal for three days.
#[utoipa::path(tag = "kpi", operation_id = "publish_month",
    responses((status = 200, description = "What was published", body = Publication)))]
#[post("/kpi/months/{month}/publication")]
async fn publish_month(who: Can<Publish>, month: Path<String>, once: Once, areas: Data<Areas>, door: Door) -> Reply<Json<Publication>> {
    let asked = Asked::new(Some(&month), &door)?;
    if asked.period() == Period::Running {
        return Err(Error::Refused(MONTH_RUNS));
    }
    let ground = Ground::load(&asked, None, &door).await?;
    // Counted before the records are read: what comes in between is noticed.
    let entered = entries::count_of(door.reader().conn(), asked.month).await?;
    let ready = frozen(&asked, &ground, ground.all(|p| who.scope().covers(p.id, p.unit_id)), &areas, &door).await?;
    let month = asked.month;
    let attempt = once.bound(String::new());
    let until = appeal_until(door.state().clock.now(), door.state().config.utc_offset_minutes);
    let write = async move |tx: &mut Tx| {
        if entries::count_of(tx.conn(), month).await? != entered {
            return Err(Error::Refused(MONTH_MOVED));
        }
        let published = commands::publish(tx, month, &ready).await?;
        Ok(Publication { month: month.to_string(), published, appeal_until: until })
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
    let anew = match body.kind() {
        ResultActKind::Correct => {
            let asked = Asked::new(Some(&row.month), &door)?;
            let ground = Ground::load(&asked, Some(row.person_id), &door).await?;
            let person = ground.all(|p| p.id == row.person_id);
            frozen(&asked, &ground, person, &areas, &door).await?.pop()
        }
        _ => None,
    };
    let (id, attempt) = (*id, once.with(&body));
    let write = async move |tx: &mut Tx| {
        let actor = tx.actor()?.clone();
        let before = visible(tx.conn(), &actor, &staff, id).await?;
        let now = commands::act(tx, before, seen.0, &body, &staff, anew.as_ref()).await?;
        present(tx.conn(), &actor, &staff, tx.at(), now).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}

/// The scores of these people from the records as they are now, ready to be stored.
async fn frozen(asked: &Asked, ground: &Ground, people: Vec<Measured<'_>>, areas: &Areas, door: &Door) -> Reply<Vec<Ready>> {
    let indicators = people.iter().flat_map(|measured| &measured.scheme.form.indicators).collect();
    let facts = asked.facts(Which::These(indicators), None, areas, door).await?;
    let mut ready = Vec::new();
    for measured in people {
        let score = Score::of(&measured, &ground.staff, &facts, asked.period());
        ready.extend(Ready::of(measured.person.id, asked.month, &score)?);
    }
    Ok(ready)
}
