use super::entity::{Column, Entity, Model};
use super::states::FLOW;
use crate::basis::Basis;
use crate::cycles;
use crate::results::{self, entity::points};
use crate::score::{Adjusted, Score};
use contract::PersonRef;
use contract::kpi::Grade;
use contract::kpi::calibration::{AdjustmentStatus, Calibration, CalibrationRow, GradeCount, ProposedAdjustment};
use contract::kpi::cycles::{CycleStatus, Quotas};
use contract::permission::Permission;
use contract::permission::kpi::Publish;
use engines::people::{Colleague, Names};
use platform::Reply;
use platform::auth::Actor;
use platform::db::Door;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;
use uuid::Uuid;

/// The entries of a period, by person, the oldest first.
async fn entries(conn: &impl ConnectionTrait, period: &str) -> Reply<HashMap<Uuid, Vec<Model>>> {
    let rows = Entity::find().filter(Column::Period.eq(period)).order_by_asc(Column::CreatedAt).order_by_asc(Column::Id).all(conn).await?;
    let mut by_person: HashMap<Uuid, Vec<Model>> = HashMap::new();
    for row in rows {
        by_person.entry(row.person_id).or_default().push(row);
    }
    Ok(by_person)
}

/// How many entries of a period count: none is ever taken away, so a number that stays is a calibration that stayed.
pub(crate) async fn count_of(conn: &impl ConnectionTrait, period: &str) -> Reply<u64> {
    Ok(Entity::find().filter(Column::Period.eq(period)).filter(Column::Status.eq(AdjustmentStatus::Counts)).count(conn).await?)
}

/// What waits for a second person in a period.
pub(crate) async fn waiting(conn: &impl ConnectionTrait, period: &str) -> Reply<Vec<Model>> {
    let found = Entity::find().filter(Column::Period.eq(period)).filter(Column::Status.eq(AdjustmentStatus::Waiting));
    Ok(found.order_by_asc(Column::Id).all(conn).await?)
}

/// Everyone's scores of a period as they would be published now.
pub(crate) struct Sheet<'a> {
    pub scores: Vec<(&'a Colleague, Score<'a>)>,
    quotas: Option<Quotas>,
    entries: HashMap<Uuid, Vec<Model>>,
    names: Names,
}

impl<'a> Sheet<'a> {
    /// Adjusted and graded; the distribution looks at everyone at the company.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn of(basis: &'a Basis, door: &Door) -> Reply<Self> {
        let conn = door.reader().conn();
        let period = basis.when().period;
        let quotas = cycles::rules_of(conn, &period).await?.quotas;
        let entries = entries(conn, &period).await?;
        let names =
            Names::load(conn, entries.values().flatten().flat_map(|entry| [Some(entry.adjusted_by), entry.decided_by]).flatten()).await?;
        let mut scores = basis.scores(|_| true);
        for (person, score) in &mut scores {
            let counting = |all: &'_ Vec<Model>| all.iter().rfind(|one| one.status == AdjustmentStatus::Counts).cloned();
            if let (Some(latest), Some(computed)) = (entries.get(&person.id).and_then(counting), score.computed()) {
                let confirmed = latest.decided_by.map(|id| names.of(id));
                let by = names.of(latest.adjusted_by);
                let points = points(latest.after_tenths) - computed;
                score.calibrated.adjusted = Some(Adjusted { points, reason: latest.reason, by, at: latest.created_at, confirmed });
            }
        }
        if let Some(quotas) = &quotas {
            let graded: Vec<_> =
                scores.iter().enumerate().filter_map(|(at, (_, one))| Some((at, (one.score()?, one.deserved()?)))).collect();
            let grades = quotas.grades(&graded.iter().map(|(_, both)| *both).collect::<Vec<_>>());
            for ((at, (_, deserved)), grade) in graded.iter().zip(grades) {
                if let Some((_, score)) = scores.get_mut(*at).filter(|_| grade != *deserved) {
                    score.calibrated.grade = Some(grade);
                }
            }
        }
        Ok(Self { scores, quotas, entries, names })
    }
}

/// The calibration as the caller sees it: everyone within reach of `kpi.publish`.
pub(super) async fn present(basis: &Basis, who: &Actor, door: &Door) -> Reply<Calibration> {
    let conn = door.reader().conn();
    let period = basis.when().period;
    let sheet = Sheet::of(basis, door).await?;
    let published = results::of_month(conn, &period).await?;
    let open = is_open(conn, &period).await?;
    let scope = who.scope::<Publish>();
    let row = |(person, score): &(&Colleague, Score<'_>)| {
        let entries = sheet.entries.get(&person.id).map(Vec::as_slice).unwrap_or_default();
        let result = published.get(&person.id);
        let waits = entries.iter().any(|entry| entry.status == AdjustmentStatus::Waiting);
        let decidable = open && result.is_none();
        let told = |entry: &Model| ProposedAdjustment {
            id: entry.id,
            before: points(entry.before_tenths),
            after: points(entry.after_tenths),
            reason: entry.reason.clone(),
            by: sheet.names.of(entry.adjusted_by),
            at: entry.created_at,
            status: entry.status,
            decided_by: entry.decided_by.map(|id| sheet.names.of(id)),
            decided_at: entry.decided_at,
            refusal: entry.refusal.clone(),
            version: entry.version,
            actions: if decidable { FLOW.actions(entry, who) } else { Vec::new() },
        };
        CalibrationRow {
            person: PersonRef { id: person.id, name: person.name.clone() },
            post: if score.stood.post.is_empty() { person.post.clone() } else { score.stood.post.clone() },
            computed: score.computed(),
            score: result.map_or_else(|| score.score(), |result| Some(result.score())),
            deserved: score.deserved(),
            grade: result.map_or_else(|| score.grade(), |result| Some(result.grade)),
            adjustments: entries.iter().map(told).collect(),
            adjustable: decidable && !waits && person.id != who.id && score.computed().is_some(),
            result: result.map(|result| result.status),
        }
    };
    let mut rows: Vec<CalibrationRow> =
        sheet.scores.iter().filter(|(person, _)| scope.covers(person.id, person.unit_id)).map(row).collect();
    rows.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.person.name.cmp(&b.person.name)));
    let count = |grade: &Grade| {
        let people = rows.iter().filter(|row| row.grade == Some(*grade)).count();
        GradeCount { grade: *grade, people: u32::try_from(people).unwrap_or(u32::MAX) }
    };
    let waiting = rows.iter().flat_map(|row| &row.adjustments).filter(|one| one.status == AdjustmentStatus::Waiting).count();
    let waits = rows.iter().any(|row| row.result.is_none() && row.score.is_some());
    Ok(Calibration {
        waiting: u32::try_from(waiting).unwrap_or(u32::MAX),
        publishable: waits
            && waiting == 0
            && who.may(Permission::KpiPublish)
            && basis.is_over()
            && cycles::lets_publish(conn, &period).await?,
        quotas: sheet.quotas.clone(),
        grades: Grade::ALL.iter().map(count).collect(),
        period,
        rows,
    })
}

/// Whether entries may be added: the cycle of the period is being calibrated.
pub(super) async fn is_open(conn: &impl ConnectionTrait, period: &str) -> Reply<bool> {
    Ok(cycles::by_period(conn, period).await?.is_some_and(|cycle| cycle.status == CycleStatus::Calibration))
}
