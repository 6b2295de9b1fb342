use crate::explain::{Reader, explanation, row};
use crate::facts::{Facts, Wanted};
use crate::month::Month;
use crate::results::{self, Frozen};
use crate::schemes::{self, Scheme};
use crate::score::Score;
use actix_web::get;
use actix_web::web::{Data, Json, Path};
use chrono::{DateTime, Utc};
use contract::kpi::{Explanation, ScoreRow, Scores};
use contract::permission::kpi::Read;
use engines::Areas;
use engines::calendar::local_date;
use engines::people::{Colleague, Staff};
use platform::auth::{Actor, Signed};
use platform::db::Door;
use platform::http::Query;
use platform::{Error, Reply};
use scoring::Period;
use serde::Deserialize;
use std::ops::Range;
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
struct MonthWanted {
    /// `2026-11`; absent: the current month.
    #[param(pattern = r"^2\d{3}-(0[1-9]|1[0-2])$", example = "2026-11")]
    month: Option<String>,
}

/// The scores of a month: the caller's own and those within reach (KPI-11). They follow from the records as they are now, until the
/// month's result is published.
#[utoipa::path(tag = "kpi", operation_id = "list_scores", params(MonthWanted),
    responses((status = 200, description = "Everyone the caller may see", body = Scores)))]
#[get("/kpi/scores")]
async fn list(who: Signed, wanted: Query<MonthWanted>, areas: Data<Areas>, door: Door) -> Reply<Json<Scores>> {
    let asked = Asked::new(wanted.month.as_deref(), &door)?;
    let staff = Staff::load(door.reader().conn()).await?;
    let visible: Vec<(&Colleague, &'static Scheme)> =
        staff.people().iter().filter(|p| p.active && sees(&who, p)).filter_map(|p| Some((p, schemes::of(&p.roles)?))).collect();
    let published = results::of_month(door.reader().conn(), &asked.month.to_string()).await?;
    let live = visible.iter().filter(|(person, _)| !published.contains_key(&person.id)).map(|(_, scheme)| *scheme).collect();
    let facts = Facts::load(asked.facts(live, None, &areas, &door)).await?;
    let told = |(person, scheme): &(&Colleague, &'static Scheme)| -> Reply<ScoreRow> {
        let Some(result) = published.get(&person.id) else {
            return Ok(row(person, &Score::of(scheme, person, &staff, &facts, asked.period()), door.meta.language));
        };
        let frozen = Frozen::read(&result.frozen)?;
        Ok(ScoreRow { result: Some(result.status), ..row(person, &frozen.score(), door.meta.language) })
    };
    let rows = visible.iter().map(told).collect::<Reply<Vec<_>>>()?;
    let waiting = visible.iter().zip(&rows).filter(|(_, row)| row.result.is_none() && row.score.is_some()).map(|((person, _), _)| *person);
    let publishable = asked.period() == Period::Over && results::publishable(&who, waiting);
    Ok(Json(Scores { month: asked.month.to_string(), open: asked.open(), publishable, rows }))
}

/// A score with its rule, its arithmetic and every record that counted (KPI-09).
#[utoipa::path(tag = "kpi", operation_id = "explain_score",
    responses((status = 200, description = "The score down to its records", body = Explanation)))]
#[get("/kpi/scores/{person_id}/{month}")]
async fn show(who: Signed, path: Path<(Uuid, String)>, areas: Data<Areas>, door: Door) -> Reply<Json<Explanation>> {
    let (id, month) = path.into_inner();
    let asked = Asked::new(Some(&month), &door)?;
    let staff = Staff::load(door.reader().conn()).await?;
    let person = staff.person(id).filter(|p| p.active && sees(&who, p)).ok_or(Error::NotFound)?;
    let reader = Reader { actor: &who, staff: &staff, language: door.meta.language };
    if let Some(result) = results::of_person(door.reader().conn(), id, &month).await? {
        let frozen = Frozen::read(&result.frozen)?;
        let mut told = explanation(person, asked.month, asked.open(), Period::Over, &frozen.score(), &reader);
        told.result = Some(results::present(door.reader().conn(), &who, &staff, asked.now, result).await?);
        return Ok(Json(told));
    }
    let scheme = schemes::of(&person.roles).ok_or(Error::NotFound)?;
    let facts = Facts::load(asked.facts(vec![scheme], Some(id), &areas, &door)).await?;
    let score = Score::of(scheme, person, &staff, &facts, asked.period());
    Ok(Json(explanation(person, asked.month, asked.open(), asked.period(), &score, &reader)))
}

/// Everyone sees their own score; those of others as far as `kpi.read` reaches.
fn sees(who: &Actor, person: &Colleague) -> bool {
    person.id == who.id || who.scope::<Read>().covers(person.id, person.unit_id)
}

fn month_invalid() -> Error {
    Error::invalid("/month", "month_invalid")
}

/// The month asked for, seen from now.
pub(crate) struct Asked {
    pub month: Month,
    span: Range<DateTime<Utc>>,
    now: DateTime<Utc>,
}

impl Asked {
    pub fn new(month: Option<&str>, door: &Door) -> Reply<Self> {
        let (now, offset) = (door.state().clock.now(), door.state().config.utc_offset_minutes);
        let month = match month {
            Some(text) => text.parse().map_err(|_| month_invalid())?,
            None => Month::of(local_date(now, offset)),
        };
        Ok(Self { month, span: month.span(offset), now })
    }

    /// The month runs.
    fn open(&self) -> bool {
        self.span.contains(&self.now)
    }

    pub fn period(&self) -> Period {
        if self.now < self.span.end { Period::Running } else { Period::Over }
    }

    pub fn facts<'a>(&self, schemes: Vec<&'static Scheme>, person: Option<Uuid>, areas: &'a Areas, door: &'a Door) -> Wanted<'a> {
        Wanted { schemes, span: self.span.clone(), now: self.now, person, areas, state: door.state() }
    }
}
