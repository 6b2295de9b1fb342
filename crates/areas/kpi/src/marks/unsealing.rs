//! Who marked somebody: asked for by one person, opened by a second, told to the two, each step and each look logged (KPI-04).

use super::commands::may_open;
use super::entity::{mark, unsealing};
use super::queries;
use super::states::FLOW;
use crate::results::ANSWERING;
use contract::SubjectKind;
use contract::kpi::marks::{NewUnsealing, OpenedMark, Unsealing, UnsealingAct, UnsealingActKind, UnsealingRow, UnsealingStatus};
use contract::tasks::{TaskKind, TaskStatus};
use contract::values::Subject;
use engines::people::{Names, Staff, holders_of};
use engines::tasks::{self, NewTask};
use platform::auth::Actor;
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Asks a second person.
///
/// # Errors
/// `404` for a review of somebody beyond one's reach, of oneself or of who reports to one, or whose marks are not closed.
pub(super) async fn ask(tx: &mut Tx, new: &NewUnsealing) -> Reply<Uuid> {
    let actor = tx.actor()?.clone();
    // A review out of one's reach and one that does not exist have the same answer.
    let unknown = || Error::invalid("/review_id", "record_unknown");
    let review = queries::found(tx.conn(), new.review_id).await?.ok_or_else(unknown)?;
    let staff = Staff::load(tx.conn()).await?;
    let person = staff.person(review.person_id).filter(|person| may_open(&actor, person)).ok_or_else(unknown)?;
    if crate::cycles::found(tx.conn(), review.cycle_id).await?.closed_at.is_none() {
        return Err(Error::Refused(crate::cycles::NOT_NOW));
    }
    let row = unsealing::ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        review_id: Set(review.id),
        status: Set(FLOW.start),
        reason: Set(new.reason.trim().to_owned()),
        asked_by: Set(actor.id),
        decided_by: Set(None),
        decided_at: Set(None),
        created_at: Set(tx.at()),
        updated_at: Set(tx.at()),
    };
    let row = tx.insert::<unsealing::Entity, _>(row).await?;
    let people: BTreeSet<Uuid> = holders_of(tx.conn(), ANSWERING).await?.into_iter().map(|holder| holder.id).collect();
    let near = |id: &Uuid| *id == person.id || person.superior == Some(*id);
    for id in people.into_iter().filter(|id| *id != actor.id && !near(id)) {
        let subject = Subject { kind: SubjectKind::KpiUnsealing, id: row.id, title: format!("{} {}", review.period, person.name) };
        let title = new.reason.trim().chars().take(100).collect();
        tasks::open(tx, NewTask { kind: TaskKind::Unsealing, person: id, title, subject, due_at: None }).await?;
    }
    emit(tx, &row, "kpi_unsealing.asked");
    Ok(row.id)
}

/// A second person opens it or refuses.
///
/// # Errors
/// `404` as above, `409` for who asked and once it is decided, `412`.
pub(super) async fn act(tx: &mut Tx, id: Uuid, seen: i64, act: &UnsealingAct) -> Reply<()> {
    let actor = tx.actor()?.clone();
    let before = visible(tx.conn(), &actor, id).await?;
    let step = FLOW.plan(&before, act.act, &actor)?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    let mut row = before.clone().into_active_model();
    row.status = Set(step.to());
    row.decided_by = Set(Some(actor.id));
    row.decided_at = Set(Some(tx.at()));
    let now = tx.update::<unsealing::Entity, _>(&before, row).await?;
    tasks::close(tx, id, TaskKind::Unsealing, TaskStatus::Done).await?;
    emit(tx, &now, if act.act == UnsealingActKind::Open { "kpi_unsealing.opened" } else { "kpi_unsealing.refused" });
    Ok(())
}

/// A request that somebody may see: whoever may make or answer one for the person.
pub(super) async fn visible(conn: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Reply<unsealing::Model> {
    let row = unsealing::Entity::find_by_id(id).one(conn).await?.ok_or(Error::NotFound)?;
    let review = queries::by_id(conn, row.review_id).await?;
    let staff = Staff::load(conn).await?;
    if staff.person(review.person_id).is_some_and(|person| may_open(actor, person)) { Ok(row) } else { Err(Error::NotFound) }
}

/// Whether who marked is told to this reader: to the two, once it is open.
pub(super) fn opens(row: &unsealing::Model, reader: Uuid) -> bool {
    row.status == UnsealingStatus::Opened && (row.asked_by == reader || row.decided_by == Some(reader))
}

/// A request in full.
pub(super) async fn present(conn: &impl ConnectionTrait, actor: &Actor, row: unsealing::Model) -> Reply<Unsealing> {
    let review = queries::by_id(conn, row.review_id).await?;
    let mut marks = Vec::new();
    if opens(&row, actor.id) {
        let given = mark::Entity::find().filter(mark::Column::ReviewId.eq(review.id)).filter(mark::Column::SubmittedAt.is_not_null());
        marks = given.all(conn).await?;
    }
    let hidden = || marks.iter().filter(|mark| mark.rater.is_hidden());
    let people = [review.person_id, row.asked_by].into_iter().chain(row.decided_by).chain(hidden().map(|mark| mark.rater_id));
    let names = Names::load(conn, people).await?;
    let mut opened = Vec::new();
    for mark in hidden() {
        let (by, remark) = (names.of(mark.rater_id), mark.remark.clone());
        opened.push(OpenedMark { rater: mark.rater, by, marks: serde_json::from_str(&mark.marks)?, remark });
    }
    Ok(Unsealing {
        person: names.of(review.person_id),
        period: review.period,
        asked_by: names.of(row.asked_by),
        asked_at: row.created_at,
        decided_by: row.decided_by.map(|id| names.of(id)),
        decided_at: row.decided_at,
        opened,
        actions: FLOW.actions(&row, actor),
        id: row.id,
        reason: row.reason,
        status: row.status,
        version: row.version,
    })
}

/// Earlier requests for a review, the newest first.
pub(super) async fn of_review(conn: &impl ConnectionTrait, review: Uuid) -> Reply<Vec<UnsealingRow>> {
    let rows = unsealing::Entity::find().filter(unsealing::Column::ReviewId.eq(review)).order_by_desc(unsealing::Column::CreatedAt);
    let rows = rows.order_by_desc(unsealing::Column::Id).all(conn).await?;
    let names = Names::load(conn, rows.iter().map(|row| row.asked_by)).await?;
    let told =
        |row: unsealing::Model| UnsealingRow { id: row.id, status: row.status, asked_by: names.of(row.asked_by), asked_at: row.created_at };
    Ok(rows.into_iter().map(told).collect())
}

fn emit(tx: &mut Tx, row: &unsealing::Model, name: &'static str) {
    let data = serde_json::json!({ "status": row.status });
    tx.emit(Event { name, kind: SubjectKind::KpiUnsealing, id: row.id, data });
}
