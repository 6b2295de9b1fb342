//! The sums that scores are worked out from, for a trial of another scheme in the browser (KPI-12).

use crate::books::{Books, Ledgers};
use crate::facts::Which;
use crate::ground::{Ground, Measured};
use crate::http::sees;
use crate::parts::{Stretch, Within};
use crate::score::Asked;
use crate::sums::{ByOutcome, Ledger};
use actix_web::get;
use actix_web::web::{Data, Json};
use contract::PersonRef;
use contract::kpi::what_if::{PartInputs, PersonInputs, ScoreInputs, SourceSum};
use contract::permission::kpi::Scheme as Edit;
use engines::Areas;
use platform::Reply;
use platform::auth::Can;
use platform::db::Door;
use platform::http::Query;
use scoring::Period;
use serde::Deserialize;
use std::collections::HashMap;
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
    let of_role = |measured: &Measured<'_>| wanted.role.as_ref().is_none_or(|role| measured.is_by(role));
    let people: Vec<Measured<'_>> = ground.all(|person| sees(&who, person)).into_iter().filter(of_role).collect();
    let books = Books::load(&asked, Which::All, people.iter(), &areas, &door).await?;
    let ledgers = books.ledgers(&ground.staff);
    let mut teams = HashMap::new();
    Ok(Json(ScoreInputs {
        month: asked.month.to_string(),
        over: asked.period() == Period::Over,
        schemes: ground.schemes.all().iter().map(|scheme| scheme.form.clone()).collect(),
        everyone: of_unit(&ledgers.month, None),
        people: people.iter().map(|measured| person(measured, &ledgers, &mut teams)).collect(),
    }))
}

/// What the people of a unit come to, in the month or in a part of it.
type Teams = HashMap<(Option<Within>, Uuid), Vec<SourceSum>>;

fn person(measured: &Measured<'_>, ledgers: &Ledgers<'_>, teams: &mut Teams) -> PersonInputs {
    let (id, unit) = (measured.person.id, measured.stood.unit_id);
    PersonInputs {
        person: PersonRef { id, name: measured.person.name.clone() },
        post: measured.stood.post.clone(),
        role: measured.scheme.form.role.clone(),
        worked: measured.stood.worked,
        of: measured.stood.of,
        own: own(&ledgers.month, id),
        team: teams.entry((None, unit)).or_insert_with(|| of_unit(&ledgers.month, Some(unit))).clone(),
        parts: measured
            .parts
            .iter()
            .zip(&measured.stood.parts)
            .filter_map(|(it, told)| part(id, it, told.worked, ledgers, teams))
            .collect(),
    }
}

fn part(person: Uuid, it: &Stretch, worked: u32, ledgers: &Ledgers<'_>, teams: &mut Teams) -> Option<PartInputs> {
    let ledger = ledgers.at(Some(it.within))?;
    let own = own(ledger, person);
    let mut team = teams.entry((Some(it.within), it.unit_id)).or_insert_with(|| of_unit(ledger, Some(it.unit_id))).clone();
    // Who left a team belonged to it in that part.
    if !ledger.is_in(it.unit_id, person) {
        team.extend(own.iter().cloned());
    }
    Some(PartInputs { role: it.scheme.form.role.clone(), worked, over: it.over, own, team, everyone: of_unit(ledger, None) })
}

fn own(ledger: &Ledger<'_>, person: Uuid) -> Vec<SourceSum> {
    ledger.sources().filter_map(|source| Some(told(source, ledger.own(source, person)?))).flatten().collect()
}

fn of_unit(ledger: &Ledger<'_>, unit: Option<Uuid>) -> Vec<SourceSum> {
    ledger.sources().flat_map(|source| told(source, &ledger.of_unit(source, unit))).collect()
}

/// The sums of a source by outcome; outcomes without any record are left out.
fn told(source: &str, sums: &ByOutcome) -> Vec<SourceSum> {
    let sum = |(outcome, inputs): (&Option<&str>, &scoring::Inputs)| SourceSum {
        source: source.to_owned(),
        outcome: outcome.map(str::to_owned),
        count: inputs.count,
        value: inputs.value,
        weight: inputs.weight,
        most: inputs.most,
    };
    sums.iter().filter(|(_, inputs)| inputs.count > 0).map(sum).collect()
}
