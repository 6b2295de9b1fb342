//! The sums that scores are worked out from, for a trial of another scheme in the browser (KPI-12).

use crate::facts::{Facts, Which};
use crate::http::sees;
use crate::score::{Asked, Ground, Measured, inputs};
use actix_web::get;
use actix_web::web::{Data, Json};
use contract::PersonRef;
use contract::kpi::what_if::{PersonInputs, ScoreInputs, SourceSum};
use contract::permission::kpi::Scheme as Edit;
use engines::people::Staff;
use engines::{Areas, Fact};
use platform::Reply;
use platform::auth::Can;
use platform::db::Door;
use platform::http::Query;
use scoring::Period;
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handler.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_inputs);
}

/// Which people, in which month.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct InputsWanted {
    /// `2026-10`; absent: the last month that is over.
    #[param(pattern = r"^2\d{3}-(0[1-9]|1[0-2])$", example = "2026-10")]
    month: Option<String>,
    /// Those measured by the scheme of this role; absent: everyone who is measured.
    #[param(max_length = 60, example = "sales_rep")]
    role: Option<String>,
}

/// What the scores of a month are worked out from, added up by person and source, with the schemes in force: enough to work out what
/// another scheme would have come to (KPI-12). From the records as they are now, published or not.
#[utoipa::path(tag = "kpi", operation_id = "show_inputs", params(InputsWanted),
    responses((status = 200, description = "Sums by person and source", body = ScoreInputs)))]
#[get("/kpi/inputs")]
async fn show_inputs(who: Can<Edit>, wanted: Query<InputsWanted>, areas: Data<Areas>, door: Door) -> Reply<Json<ScoreInputs>> {
    let before = Asked::new(None, &door)?.month.before().to_string();
    let asked = Asked::new(Some(wanted.month.as_deref().unwrap_or(&before)), &door)?;
    let ground = Ground::load(&asked, None, &door).await?;
    let facts = asked.facts(Which::All, None, &areas, &door).await?;
    let of_role = |measured: &Measured<'_>| wanted.role.as_ref().is_none_or(|role| measured.scheme.form.role == *role);
    let people: Vec<Measured<'_>> = ground.all(|person| sees(&who, person)).into_iter().filter(of_role).collect();
    let mut teams = Teams { staff: &ground.staff, facts: &facts, known: HashMap::new() };
    Ok(Json(ScoreInputs {
        month: asked.month.to_string(),
        over: asked.period() == Period::Over,
        schemes: ground.schemes.all().iter().map(|scheme| scheme.form.clone()).collect(),
        everyone: sums(&facts, |_| true),
        people: people.iter().map(|measured| person(measured, &facts, &mut teams)).collect(),
    }))
}

fn person(measured: &Measured<'_>, facts: &Facts, teams: &mut Teams<'_>) -> PersonInputs {
    let id = measured.person.id;
    PersonInputs {
        person: PersonRef { id, name: measured.person.name.clone() },
        post: measured.stood.post.clone(),
        role: measured.scheme.form.role.clone(),
        worked: measured.stood.worked,
        of: measured.stood.of,
        own: sums(facts, |person| person == id),
        team: teams.of(measured.stood.unit_id),
    }
}

/// The sums of each unit, worked out once.
struct Teams<'a> {
    staff: &'a Staff,
    facts: &'a Facts,
    known: HashMap<Uuid, Vec<SourceSum>>,
}

impl Teams<'_> {
    fn of(&mut self, unit: Uuid) -> Vec<SourceSum> {
        let (staff, facts) = (self.staff, self.facts);
        let sum = || {
            let team: HashSet<Uuid> = staff.within(unit);
            sums(facts, |person| team.contains(&person))
        };
        self.known.entry(unit).or_insert_with(sum).clone()
    }
}

/// The facts of some people, added up by source; sources without any are left out.
fn sums(facts: &Facts, whose: impl Fn(Uuid) -> bool) -> Vec<SourceSum> {
    let mut all = Vec::new();
    for (source, people) in facts.by_source() {
        let counted: Vec<&Fact> = people.iter().filter(|(person, _)| whose(**person)).flat_map(|(_, facts)| facts).collect();
        let sum = inputs(&counted);
        if sum.count > 0 {
            let source = source.to_owned();
            all.push(SourceSum { source, count: sum.count, value: sum.value, weight: sum.weight, most: sum.most });
        }
    }
    all.sort_by(|a, b| a.source.cmp(&b.source));
    all
}
