use crate::attention::attention;
use crate::basis::Basis;
use crate::cycles;
use crate::explain::{Reader, When, explanation, open_to, row};
use crate::ground::{Ground, Measured};
use crate::live::Live;
use crate::results::{self, Frozen};
use crate::score::Asked;
use actix_web::get;
use actix_web::web::{Data, Json, Path};
use contract::kpi::{Explanation, ScoreRow, Scores};
use contract::permission::kpi::Read;
use engines::people::Colleague;
use engines::{Areas, Asking};
use platform::auth::{Actor, Signed};
use platform::db::Door;
use platform::http::Query;
use platform::{Error, Reply};
use scoring::Period;
use serde::Deserialize;
use std::collections::HashMap;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list).service(show);
}

/// Which month.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct MonthWanted {
    /// `2026-11`; absent: the current month.
    #[param(pattern = r"^2\d{3}-(0[1-9]|1[0-2])$", example = "2026-11")]
    pub month: Option<String>,
}

/// The scores of a month: the caller's own and those within reach (KPI-11). They follow from the records as they are now, until the
/// month's result is published.
#[utoipa::path(tag = "kpi", operation_id = "list_scores", params(MonthWanted),
    responses((status = 200, description = "Everyone the caller may see", body = Scores)))]
#[get("/kpi/scores")]
async fn list(who: Signed, wanted: Query<MonthWanted>, areas: Data<Areas>, door: Door) -> Reply<Json<Scores>> {
    let asked = Asked::new(wanted.month.as_deref(), &door)?;
    let ground = Ground::load(&asked, None, &door).await?;
    let published = results::of_month(door.reader().conn(), &asked.month.to_string()).await?;
    let visible: Vec<&Colleague> = ground.staff.people().iter().filter(|p| sees(&who, p)).collect();
    let live = visible.iter().filter(|p| !published.contains_key(&p.id)).filter_map(|p| ground.measured(p));
    let live: HashMap<Uuid, Measured<'_>> = live.map(|measured| (measured.person.id, measured)).collect();
    let now = Live::load(&asked, live.values(), &areas, &door).await?;
    let scores = now.scores(&ground.staff, asked.period());
    let mut rows = Vec::new();
    for person in &visible {
        if let Some(result) = published.get(&person.id) {
            let frozen = Frozen::read(&result.frozen)?;
            rows.push(ScoreRow {
                result: Some(result.status),
                answer_by: result.waits_until(),
                ..row(person, &frozen.score(), door.meta.language)
            });
        } else if let Some(measured) = live.get(&person.id) {
            rows.push(row(person, &scores.of(measured), door.meta.language));
        }
    }
    let waits = |row: &&ScoreRow| row.result.is_none() && row.score.is_some();
    let waiting = rows.iter().filter(waits).filter_map(|row| ground.staff.person(row.person.id));
    let lets = cycles::lets_publish(door.reader().conn(), &asked.month.to_string()).await?;
    let publishable = lets && asked.period() == Period::Over && results::publishable(&who, waiting);
    Ok(Json(Scores { month: asked.month.to_string(), open: asked.open(), publishable, rows }))
}

/// A score with its rule, its arithmetic and every record that counted (KPI-09); of a month, or of a year (`2026`) down to its months.
/// Whoever was not with the company in the month has none.
#[utoipa::path(tag = "kpi", operation_id = "explain_score",
    responses((status = 200, description = "The score down to its records", body = Explanation)))]
#[get("/kpi/scores/{person_id}/{month}")]
async fn show(who: Signed, path: Path<(Uuid, String)>, areas: Data<Areas>, door: Door) -> Reply<Json<Explanation>> {
    let (id, period) = path.into_inner();
    let basis = Basis::load(&period, Some(id), |_| true, &areas, &door).await?;
    let staff = basis.staff();
    let person = staff.person(id).filter(|p| sees(&who, p)).ok_or(Error::NotFound)?;
    let asking = Asking::new(door.state(), &who, door.meta.language);
    let reader = |known| Reader { actor: &who, staff, language: door.meta.language, known, areas: &areas };
    let attention = match basis.asked() {
        Some(asked) => attention(&asking, asked, &areas, &door, person).await?,
        None => Vec::new(),
    };
    if let Some(result) = results::of_person(door.reader().conn(), id, &period).await? {
        let frozen = Frozen::read(&result.frozen)?;
        let score = frozen.score();
        let reader = reader(open_to(&asking, &areas, &score).await?);
        let when = When { far: Period::Over, ..basis.when() };
        let mut told = explanation(person, &when, &score, &reader);
        told.attention = attention;
        told.result = Some(results::present(door.reader().conn(), &who, staff, asking.now, result).await?);
        return Ok(Json(told));
    }
    let score = basis.score(person).ok_or(Error::NotFound)?;
    let reader = reader(open_to(&asking, &areas, &score).await?);
    Ok(Json(Explanation { attention, ..explanation(person, &basis.when(), &score, &reader) }))
}

/// Everyone sees their own score; those of others as far as `kpi.read` reaches.
pub(crate) fn sees(who: &Actor, person: &Colleague) -> bool {
    person.id == who.id || who.scope::<Read>().covers(person.id, person.unit_id)
}
