//! Versions of flows: draft, planned, in force, retired. A version that has been in force never changes again.

use super::entity::approval_flow::{ActiveModel, Column, Entity, Model};
use crate::calendar::local_date;
use crate::people::{Names, Staff};
use chrono::NaiveDate;
use contract::approvals::ApprovalKind;
use contract::approvals::flow::{Flow, FlowAct, FlowActKind, FlowForm, FlowStatus, FlowStep, StepBy};
use platform::db::Tx;
use platform::{Error, Refusal, Reply, error::Violation};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set};
use std::collections::HashMap;
use uuid::Uuid;

const NO_FLOW: Refusal = Refusal::new("approval.no_flow", locale::problems::APPROVAL_NO_FLOW);
const DRAFT_EXISTS: Refusal = Refusal::new("approval_flow.draft_exists", locale::problems::APPROVAL_FLOW_DRAFT_EXISTS);
const NOT_NOW: Refusal = Refusal::new("approval_flow.not_now", locale::problems::APPROVAL_FLOW_NOT_NOW);

/// Puts an area's built-in flow into force, where the company has none of this kind.
///
/// # Errors
/// Where the database fails.
pub async fn ensure_flow(tx: &mut Tx, form: &FlowForm) -> Reply<()> {
    if Entity::find().filter(Column::Kind.eq(form.kind)).one(tx.conn()).await?.is_some() {
        return Ok(());
    }
    // From the beginning, so that demo data and imports of earlier days find it.
    let row = filled(new(tx, 1, None), form)?;
    let row = ActiveModel { from_on: Set(NaiveDate::from_ymd_opt(2000, 1, 1)), ..row };
    tx.insert::<Entity, _>(row).await?;
    Ok(())
}

/// The version in force on a day.
///
/// # Errors
/// `409` where the company has none.
pub(crate) async fn in_force(conn: &impl ConnectionTrait, kind: ApprovalKind, on: NaiveDate) -> Reply<Model> {
    let found = Entity::find().filter(Column::Kind.eq(kind)).filter(Column::FromOn.lte(on));
    let found = found.order_by_desc(Column::FromOn).order_by_desc(Column::Number).limit(1).one(conn).await?;
    found.ok_or(Error::Refused(NO_FLOW))
}

/// The steps of a version.
///
/// # Errors
/// Where they cannot be read.
pub(crate) fn steps_of(flow: &Model) -> Reply<Vec<FlowStep>> {
    Ok(serde_json::from_str(&flow.steps)?)
}

/// Begins a new version; there is one draft of a kind at a time.
///
/// # Errors
/// `409` where there is a draft, `422` where a step names somebody unknown.
pub(crate) async fn draft(tx: &mut Tx, form: &FlowForm) -> Reply<Model> {
    known(tx.conn(), form).await?;
    let last = Entity::find().filter(Column::Kind.eq(form.kind)).order_by_desc(Column::Number).limit(1).one(tx.conn()).await?;
    if Entity::find().filter(Column::Kind.eq(form.kind)).filter(Column::FromOn.is_null()).one(tx.conn()).await?.is_some() {
        return Err(Error::Refused(DRAFT_EXISTS));
    }
    let author = Some(tx.actor()?.id);
    let row = filled(new(tx, last.map_or(1, |l| l.number + 1), author), form)?;
    tx.insert::<Entity, _>(row).await
}

/// Changes a draft.
///
/// # Errors
/// `404`, `409` for what is no draft, `412`, `422`.
pub(crate) async fn edit(tx: &mut Tx, id: Uuid, seen: i64, form: &FlowForm) -> Reply<Model> {
    let before = Entity::find_by_id(id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    if before.from_on.is_some() {
        return Err(Error::Refused(NOT_NOW));
    }
    if before.version != seen {
        return Err(Error::Stale);
    }
    if form.kind != before.kind {
        return Err(Error::invalid("/kind", "field_invalid"));
    }
    known(tx.conn(), form).await?;
    let mut row = filled(before.clone().into_active_model(), form)?;
    row.author_id = Set(Some(tx.actor()?.id));
    tx.update::<Entity, _>(&before, row).await
}

/// Puts a draft in force from a day, or makes a planned version a draft again.
///
/// # Errors
/// `404`, `409`, `412`, `422` for a day that is past.
pub(crate) async fn act(tx: &mut Tx, id: Uuid, seen: i64, act: &FlowAct) -> Reply<Model> {
    let today = local_date(tx.at(), tx.state().config.utc_offset_minutes);
    let before = Entity::find_by_id(id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    let kind = match act {
        FlowAct::Recall => FlowActKind::Recall,
        FlowAct::PutInForce(_) => FlowActKind::PutInForce,
    };
    let status = status(&before, today, effective(tx.conn(), today).await?.get(&before.kind).copied());
    if !actions(status).contains(&kind) {
        return Err(Error::Refused(NOT_NOW));
    }
    if before.version != seen {
        return Err(Error::Stale);
    }
    let mut row = before.clone().into_active_model();
    match act {
        FlowAct::Recall => {
            let others = Entity::find().filter(Column::Kind.eq(before.kind)).filter(Column::FromOn.is_null()).one(tx.conn()).await?;
            if others.is_some() {
                return Err(Error::Refused(DRAFT_EXISTS));
            }
            row.set(Column::FromOn, None::<NaiveDate>.into());
        }
        FlowAct::PutInForce(body) if body.from_on < today => return Err(Error::invalid("/from_on", "date_past")),
        FlowAct::PutInForce(body) => row.set(Column::FromOn, Some(body.from_on).into()),
    }
    tx.update::<Entity, _>(&before, row).await
}

fn new(tx: &Tx, number: i64, author: Option<Uuid>) -> ActiveModel {
    let at = tx.at();
    ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        number: Set(number),
        from_on: Set(None),
        author_id: Set(author),
        created_at: Set(at),
        updated_at: Set(at),
        ..Default::default()
    }
}

fn filled(mut row: ActiveModel, form: &FlowForm) -> Reply<ActiveModel> {
    row.kind = Set(form.kind);
    row.name = Set(form.name.trim().to_owned());
    row.vacant = Set(form.vacant);
    row.same_person_once = Set(form.same_person_once);
    row.bulk = Set(form.bulk);
    row.steps = Set(serde_json::to_string(&form.steps)?);
    Ok(row)
}

/// People and roles that a flow names must be there: a step that asks nobody would only be found out later.
async fn known(conn: &impl ConnectionTrait, form: &FlowForm) -> Reply<()> {
    let staff = Staff::load(conn).await?;
    let active = |id: &Uuid| staff.person(*id).is_some_and(|p| p.active);
    let held = |role: &str| staff.people().iter().any(|p| p.active && p.roles.iter().any(|r| r == role));
    let mut bad = Vec::new();
    for (at, step) in form.steps.iter().enumerate() {
        match step.by {
            StepBy::Role if !step.role.as_deref().is_some_and(held) => bad.push(Violation::new(format!("/steps/{at}/role"), "role_unheld")),
            StepBy::Person if !step.person_id.as_ref().is_some_and(active) => {
                bad.push(Violation::new(format!("/steps/{at}/person_id"), "person_unknown"));
            }
            _ => {}
        }
        if !step.copy_people.iter().all(active) {
            bad.push(Violation::new(format!("/steps/{at}/copy_people"), "person_unknown"));
        }
    }
    if bad.is_empty() { Ok(()) } else { Err(Error::Invalid(bad)) }
}

/// The version in force of each kind.
async fn effective(conn: &impl ConnectionTrait, today: NaiveDate) -> Reply<HashMap<ApprovalKind, Uuid>> {
    let mut found = HashMap::new();
    for kind in ApprovalKind::ALL {
        match in_force(conn, *kind, today).await {
            Ok(flow) => {
                found.insert(*kind, flow.id);
            }
            Err(Error::Refused(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}

fn status(flow: &Model, today: NaiveDate, in_force: Option<Uuid>) -> FlowStatus {
    match flow.from_on {
        None => FlowStatus::Draft,
        Some(from) if from > today => FlowStatus::Planned,
        Some(_) if in_force == Some(flow.id) => FlowStatus::InForce,
        Some(_) => FlowStatus::Retired,
    }
}

fn actions(status: FlowStatus) -> Vec<FlowActKind> {
    match status {
        FlowStatus::Draft => vec![FlowActKind::PutInForce],
        FlowStatus::Planned => vec![FlowActKind::Recall],
        FlowStatus::InForce | FlowStatus::Retired => Vec::new(),
    }
}

pub(crate) async fn present(conn: &impl ConnectionTrait, rows: Vec<Model>, today: NaiveDate) -> Reply<Vec<Flow>> {
    let effective = effective(conn, today).await?;
    let mut read = Vec::with_capacity(rows.len());
    for row in rows {
        let steps = steps_of(&row)?;
        read.push((row, steps));
    }
    let named =
        |steps: &[FlowStep]| steps.iter().flat_map(|s| s.person_id.into_iter().chain(s.copy_people.iter().copied())).collect::<Vec<_>>();
    let names = Names::load(conn, read.iter().flat_map(|(row, steps)| named(steps).into_iter().chain(row.author_id))).await?;
    let flow = |(row, steps): (Model, Vec<FlowStep>)| {
        let status = status(&row, today, effective.get(&row.kind).copied());
        let mut people = named(&steps);
        people.sort_unstable();
        people.dedup();
        Flow {
            id: row.id,
            kind: row.kind,
            number: row.number,
            name: row.name,
            status,
            from_on: row.from_on,
            vacant: row.vacant,
            same_person_once: row.same_person_once,
            bulk: row.bulk,
            people: people.into_iter().map(|id| names.of(id)).collect(),
            steps,
            author: row.author_id.map(|id| names.of(id)),
            updated_at: row.updated_at,
            version: row.version,
            actions: actions(status),
        }
    };
    Ok(read.into_iter().map(flow).collect())
}
