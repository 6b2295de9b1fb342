use super::entity::{measure, remedy};
use crate::topics::Tree;
use contract::complaints::remedy::{RemedyTask, RemedyVersion};
use contract::{Money, Subject, SubjectKind};
use engines::people::Names;
use platform::Reply;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;
use uuid::Uuid;

/// All versions of the remedies of a case, the newest first.
pub(super) async fn versions(conn: &impl ConnectionTrait, case: Uuid) -> Reply<Vec<RemedyVersion>> {
    let rows = remedy::Entity::find().filter(remedy::Column::ComplaintId.eq(case));
    let rows = rows.order_by_desc(remedy::Column::Number).all(conn).await?;
    let measures = measure::Entity::find().filter(measure::Column::ComplaintId.eq(case));
    let measures = measures.order_by_asc(measure::Column::Id).all(conn).await?;
    let people = rows.iter().map(|row| row.proposed_by).chain(measures.iter().map(|one| one.owner_id));
    let names = Names::load(conn, people).await?;
    let tree = Tree::load(conn).await?;
    let units = organisation::unit_names(conn).await?;
    Ok(rows.into_iter().map(|row| version(row, &measures, &names, &tree, &units)).collect())
}

fn version(row: remedy::Model, measures: &[measure::Model], names: &Names, tree: &Tree, units: &HashMap<Uuid, String>) -> RemedyVersion {
    let own: Vec<&measure::Model> = measures.iter().filter(|one| one.remedy_id == row.id).collect();
    let costs = own.iter().filter_map(|one| one.cost_cents);
    let total = costs.fold(row.compensation_cents, i64::saturating_add);
    RemedyVersion {
        number: row.number,
        fate: row.fate,
        findings: row.findings,
        cause: row.cause,
        cause_topic: row.cause_id.and_then(|id| tree.of(id)),
        unit: row.unit_id.map(|id| Subject { kind: SubjectKind::Unit, id, title: units.get(&id).cloned().unwrap_or_default() }),
        measures: row.measures,
        tasks: own.into_iter().map(|one| shown(one, names)).collect(),
        compensation: Money::from_cents(row.compensation_cents),
        cost: Money::from_cents(total),
        due_on: row.due_on,
        proposed_by: names.of(row.proposed_by),
        proposed_at: row.proposed_at,
        decided_at: row.decided_at,
        remark: row.remark,
    }
}

fn shown(one: &measure::Model, names: &Names) -> RemedyTask {
    RemedyTask {
        what: one.what.clone(),
        owner: names.of(one.owner_id),
        due_on: one.due_on,
        cost: one.cost_cents.map(Money::from_cents),
        task: one.assignment_id.map(|id| Subject { kind: SubjectKind::Assignment, id, title: one.what.clone() }),
        done_at: one.done_at,
    }
}
