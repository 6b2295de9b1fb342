use super::entity::{inquiry, statement};
use crate::cases::entity::complaint;
use crate::cases::{may_investigate, seen};
use chrono::{DateTime, Utc};
use contract::complaints::inquiries::{Inquiry, Investigation, WitnessStatement};
use contract::values::Subject;
use engines::people::Names;
use platform::auth::Actor;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;
use uuid::Uuid;

pub(super) use crate::cases::excerpt;

/// What the investigation of a case has so far, for those who see the case.
pub(super) async fn investigation(conn: &impl ConnectionTrait, id: Uuid, who: &Actor, now: DateTime<Utc>) -> Reply<Investigation> {
    let case = seen(conn, id, who).await?;
    let statements = statement::Entity::find().filter(statement::Column::ComplaintId.eq(case.id));
    let statements = statements.order_by_asc(statement::Column::At).order_by_asc(statement::Column::Id).all(conn).await?;
    let asked = inquiry::Entity::find().filter(inquiry::Column::ComplaintId.eq(case.id));
    let asked = asked.order_by_asc(inquiry::Column::AskedAt).order_by_asc(inquiry::Column::Id).all(conn).await?;
    let people = statements.iter().map(|one| one.taken_by).chain(asked.iter().flat_map(|one| [one.person_id, one.asked_by]));
    let names = Names::load(conn, people).await?;
    let units = organisation::unit_names(conn).await?;
    let editable = may_investigate(conn, &case, who).await.is_ok();
    Ok(Investigation {
        statements: statements.into_iter().map(|one| self::statement(one, &names)).collect(),
        inquiries: asked.into_iter().map(|one| present(one, &case, true, &names, &units, who, now)).collect(),
        editable,
    })
}

/// A question, for who is asked and for those who see the case.
pub(super) async fn found(conn: &impl ConnectionTrait, id: Uuid, who: &Actor) -> Reply<inquiry::Model> {
    let asked = inquiry::Entity::find_by_id(id).one(conn).await?.ok_or(Error::NotFound)?;
    if asked.person_id != who.id {
        seen(conn, asked.complaint_id, who).await?;
    }
    Ok(asked)
}

/// Those of these questions that a person has not answered yet, as the inbox names them.
pub(crate) async fn open_of(conn: &impl ConnectionTrait, ids: &[Uuid], person: Uuid) -> Reply<Vec<Subject>> {
    let open = inquiry::Entity::find().filter(inquiry::Column::Id.is_in(ids.iter().copied()));
    let open = open.filter(inquiry::Column::PersonId.eq(person)).filter(inquiry::Column::AnsweredAt.is_null()).all(conn).await?;
    let cases = complaint::Entity::find().filter(complaint::Column::Id.is_in(open.iter().map(|one| one.complaint_id))).all(conn).await?;
    let named = |one: &inquiry::Model| Some(super::commands::subject(one, &cases.iter().find(|case| case.id == one.complaint_id)?.number));
    Ok(open.iter().filter_map(named).collect())
}

/// As its reader sees it: the case itself only where they see it anyway.
pub(super) async fn shown(conn: &impl ConnectionTrait, who: &Actor, asked: inquiry::Model, now: DateTime<Utc>) -> Reply<Inquiry> {
    let case = complaint::Entity::find_by_id(asked.complaint_id).one(conn).await?.ok_or(Error::NotFound)?;
    let sees = seen(conn, case.id, who).await.is_ok();
    let names = Names::load(conn, [asked.person_id, asked.asked_by]).await?;
    let units = organisation::unit_names(conn).await?;
    Ok(present(asked, &case, sees, &names, &units, who, now))
}

fn present(
    asked: inquiry::Model,
    case: &complaint::Model,
    sees: bool,
    names: &Names,
    units: &HashMap<Uuid, String>,
    who: &Actor,
    now: DateTime<Utc>,
) -> Inquiry {
    Inquiry {
        id: asked.id,
        number: case.number.clone(),
        complaint: sees.then(|| case.subject()),
        person: names.of(asked.person_id),
        unit: units.get(&asked.unit_id).cloned(),
        question: asked.question,
        asked_by: names.of(asked.asked_by),
        asked_at: asked.asked_at,
        due_at: asked.due_at,
        late: asked.answered_at.unwrap_or(now) > asked.due_at,
        may_answer: asked.answer.is_none() && asked.person_id == who.id,
        answer: asked.answer,
        answered_at: asked.answered_at,
        version: asked.version,
    }
}

pub(super) fn statement(one: statement::Model, names: &Names) -> WitnessStatement {
    let statement::Model { id, version, at, speaker, text, taken_by, .. } = one;
    WitnessStatement { id, at, speaker, text, taken_by: names.of(taken_by), version }
}
