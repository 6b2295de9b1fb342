//! The team now (KPI-11): who stands where, what is weakest, what would raise each most, who has not marked yet.

use crate::explain::raise;
use crate::ground::{Ground, Measured};
use crate::http::{MonthWanted, sees};
use crate::live::Live;
use crate::results::{self, Frozen};
use crate::score::{Asked, Score};
use crate::{cycles, marks, wording};
use actix_web::get;
use actix_web::web::{Data, Json};
use contract::PersonRef;
use contract::kpi::cycles::CycleStatus;
use contract::kpi::team::{Team, TeamIndicator, TeamMember};
use engines::Areas;
use engines::people::Colleague;
use locale::Language;
use platform::Reply;
use platform::auth::Signed;
use platform::db::Door;
use platform::http::Query;
use rust_decimal::Decimal;
use scoring::{Period, Share, rounded};
use sea_orm::ConnectionTrait;
use std::collections::BTreeMap;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// How many weak indicators are told.
const WEAKEST: usize = 5;

/// Registers the handler.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_team);
}

/// The team of a month: everyone whose scores the caller may see but themselves, the lowest score first, with what would raise each most
/// and who has not marked yet (KPI-11).
#[utoipa::path(tag = "kpi", operation_id = "show_team", params(MonthWanted),
    responses((status = 200, description = "The team", body = Team)))]
#[get("/kpi/team")]
async fn show_team(who: Signed, wanted: Query<MonthWanted>, areas: Data<Areas>, door: Door) -> Reply<Json<Team>> {
    let asked = Asked::new(wanted.month.as_deref(), &door)?;
    let (conn, language) = (door.reader().conn(), door.meta.language);
    let month = asked.month.to_string();
    let ground = Ground::load(&asked, None, &door).await?;
    let published = results::of_month(conn, &month).await?;
    let missing = missing(conn, &month).await?;
    let visible: Vec<&Colleague> = ground.staff.people().iter().filter(|person| person.id != who.id && sees(&who, person)).collect();
    let live: Vec<Measured<'_>> = visible.iter().filter(|p| !published.contains_key(&p.id)).filter_map(|p| ground.measured(p)).collect();
    let now = Live::load(&asked, live.iter(), &areas, &door).await?;
    let scores = now.scores(&ground.staff, asked.period());
    let mut sums = Sums::default();
    let mut members = Vec::new();
    for person in visible {
        let (self_review, marks) = missing.as_ref().and_then(|all| all.get(&person.id)).map_or((None, 0), |one| (Some(one.0), one.1));
        let mut add = |score: &Score<'_>, period: Period| {
            sums.add(score, language);
            members.push(TeamMember {
                person: PersonRef { id: person.id, name: person.name.clone() },
                post: if score.stood.post.is_empty() { person.post.clone() } else { score.stood.post.clone() },
                score: score.score(),
                grade: score.grade(),
                weakest: score.weakest().map(|one| wording::item_label(one.indicator, &score.stood, language)),
                raise: raise(score, period, language),
                self_review_missing: self_review,
                marks_missing: marks,
                result: published.get(&person.id).map(|result| result.status),
            });
        };
        if let Some(result) = published.get(&person.id) {
            add(&Frozen::read(&result.frozen)?.score(), Period::Over);
        } else if let Some(measured) = live.iter().find(|measured| measured.person.id == person.id) {
            add(&scores.of(measured), asked.period());
        }
    }
    // Those without a score last.
    members.sort_by(|a, b| (a.score.is_none(), a.score, &a.person.name).cmp(&(b.score.is_none(), b.score, &b.person.name)));
    let mean = scoring::raters::mean(&members.iter().filter_map(|one| one.score).collect::<Vec<_>>(), false);
    Ok(Json(Team { open: asked.open(), mean, weakest: sums.weakest(), members, month }))
}

/// Who has not written or marked in the cycle of the month that runs; of other months nobody is asked.
async fn missing(conn: &impl ConnectionTrait, month: &str) -> Reply<Option<BTreeMap<Uuid, (bool, u32)>>> {
    let Some(cycle) = cycles::by_period(conn, month).await? else { return Ok(None) };
    if !matches!(cycle.status, CycleStatus::SelfReview | CycleStatus::Marking) {
        return Ok(None);
    }
    marks::of_cycle(conn, &cycle).await.map(Some)
}

/// What the team reached in each indicator.
#[derive(Default)]
struct Sums(BTreeMap<String, (u32, Decimal)>);

impl Sums {
    fn add(&mut self, score: &Score<'_>, language: Language) {
        for one in score.items.iter().filter(|one| matches!(one.item.share, Share::Weight(_))) {
            let Some(points) = one.item.points else { continue };
            let sum = self.0.entry(wording::own_label(one.indicator, &score.stood, language)).or_default();
            *sum = (sum.0 + 1, sum.1.saturating_add(points.min(Decimal::ONE_HUNDRED)));
        }
    }

    fn weakest(self) -> Vec<TeamIndicator> {
        let told = |(label, (people, sum)): (String, (u32, Decimal))| {
            let reached = sum.checked_div(people.into()).map(rounded).unwrap_or_default();
            TeamIndicator { label, people, reached }
        };
        let mut all: Vec<TeamIndicator> = self.0.into_iter().map(told).filter(|one| one.reached < Decimal::ONE_HUNDRED).collect();
        all.sort_by_key(|one| one.reached);
        all.truncate(WEAKEST);
        all
    }
}
