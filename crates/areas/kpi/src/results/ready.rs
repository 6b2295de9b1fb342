//! Results about to be published: everybody's scores, calibrated and frozen.

use super::appeals::Correction;
use super::commands::{self, Ready};
use super::entity::Model;
use super::frozen::Frozen;
use super::queries;
use crate::basis::{Basis, is_year};
use crate::calibration::{self, Sheet};
use crate::cycles;
use crate::score::{Calibrated, Scored};
use contract::kpi::Grade;
use contract::kpi::schemes::Whose;
use contract::results::ResultStatus;
use engines::people::Colleague;
use engines::{Areas, Fact};
use platform::Reply;
use platform::db::{Door, Tx};
use uuid::Uuid;

/// Of everyone who fits and has something measured.
pub(super) async fn of(basis: &Basis, fits: impl Fn(&Colleague) -> bool, door: &Door) -> Reply<Vec<Ready>> {
    let sheet = Sheet::of(basis, door).await?;
    let period = basis.when().period;
    let mut ready = Vec::new();
    for (person, score) in sheet.scores.iter().filter(|(person, _)| fits(person)) {
        ready.extend(Ready::of(person.id, &period, score)?);
    }
    Ok(ready)
}

/// A published result worked out anew from the records as they are now, without those that appeals left out, with the adjustment that it
/// had and what a correction adds. What the distribution allows is
/// asked again among those who were published.
pub(super) async fn anew(row: &Model, correction: &Correction, areas: &Areas, door: &Door) -> Reply<Option<Ready>> {
    let mut basis = Basis::load(&row.month, Some(row.person_id), |_| true, areas, door).await?;
    basis.leave_out(&correction.without);
    let Some(person) = basis.staff().person(row.person_id) else { return Ok(None) };
    let Some(mut score) = basis.score(person) else { return Ok(None) };
    let adjusted = Frozen::read(&row.frozen)?.score().calibrated.adjusted.clone();
    score.calibrated = Calibrated { adjusted, granted: correction.granted.clone(), grade: None, ..score.calibrated };
    let quotas = cycles::rules_of(door.reader().conn(), &row.month).await?.quotas;
    if let (Some(quotas), Some(now), Some(deserved)) = (quotas, score.score(), score.deserved()) {
        let others = queries::of_month(door.reader().conn(), &row.month).await?;
        let others = others.values().filter(|other| other.id != row.id).map(|other| (other.score(), Grade::Excellent));
        let all: Vec<_> = others.chain([(now, deserved)]).collect();
        score.calibrated.grade = quotas.grades(&all).last().copied().filter(|grade| *grade != deserved);
    }
    Ready::of(person.id, &row.month, &score)
}

/// Publishes by the clock, without adjustments that nobody confirmed; `false` where something has to be waited for: the period runs, or months of the year are not final.
pub(crate) async fn announce(door: &Door, areas: &Areas, period: &str) -> Reply<bool> {
    let basis = Basis::load(period, None, |_| true, areas, door).await?;
    if !basis.is_over() || (is_year(period) && !queries::all_final(door.reader().conn(), &queries::months_of(period)).await?) {
        return Ok(false);
    }
    let ready = of(&basis, |_| true, door).await?;
    let period = period.to_owned();
    let write = async move |tx: &mut Tx| {
        calibration::lapse(tx, &period).await?;
        commands::publish(tx, &period, &ready).await
    };
    door.write_as_system(write).await?;
    Ok(true)
}

/// Whoever is measured by a team or the whole company, and so by the records of this person, follows their corrected result, while their own
/// is published and not final (KPI-08). Gives how many moved.
pub(super) async fn follow_team(door: &Door, areas: &Areas, corrected: &Model, correction: &Correction) -> Reply<usize> {
    let published = queries::of_month(door.reader().conn(), &corrected.month).await?;
    let mut moved = 0;
    for row in published.values().filter(|row| row.id != corrected.id && row.status == ResultStatus::Published) {
        let frozen = Frozen::read(&row.frozen)?;
        let score = frozen.score();
        let beyond = score.items.iter().filter(|item| item.indicator.whose != Whose::Own);
        let gone = |fact: &Fact| correction.without.iter().any(|one| one.gone.record == fact.subject.id);
        if !beyond.flat_map(Scored::records).any(|fact| fact.person == corrected.person_id || gone(fact)) {
            continue;
        }
        let Some(ready) = anew(row, &Correction::default(), areas, door).await? else { continue };
        let month = row.month.clone();
        let write = async move |tx: &mut Tx| commands::follow(tx, &month, &ready).await;
        moved += usize::from(door.write_as_system(write).await?);
    }
    Ok(moved)
}

/// The published results of a year follow their months (KPI-06, KPI-08): of everyone, or of one person. Gives how many moved.
pub(crate) async fn follow_months(door: &Door, areas: &Areas, year: &str, only: Option<Uuid>) -> Reply<usize> {
    let published = queries::of_month(door.reader().conn(), year).await?;
    let mut moved = 0;
    for row in published.values().filter(|row| only.is_none_or(|id| id == row.person_id)) {
        let Some(ready) = anew(row, &Correction::default(), areas, door).await? else { continue };
        let year = year.to_owned();
        let write = async move |tx: &mut Tx| commands::follow(tx, &year, &ready).await;
        moved += usize::from(door.write_as_system(write).await?);
    }
    Ok(moved)
}
