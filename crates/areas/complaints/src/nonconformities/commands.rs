//! The steps of a nonconformity (CPL-07).

use super::entity::{ActiveModel, Column, Entity, Model};
use super::queries;
use super::states::FLOW;
use crate::{causes, corrective_actions, history};
use chrono::NaiveDate;
use contract::SubjectKind;
use contract::complaints::nonconformities::{NewNonconformity, NonconformityAct, NonconformityStatus};
use contract::hand_overs::HoldingKind;
use contract::tasks::{TaskKind, TaskStatus};
use engines::calendar::{WorkingDays, local_date};
use engines::numbering::{self, Series};
use engines::tasks::{self, NewTask};
use engines::{Holding, Passing, people};
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use serde_json::json;
use uuid::Uuid;

/// Registers a nonconformity.
///
/// # Errors
/// `422` where the complaint is not visible to the caller, or the unit is unknown.
pub async fn register(tx: &mut Tx, new: &NewNonconformity) -> Reply<Uuid> {
    let raiser = tx.actor()?.clone();
    if let Some(id) = new.complaint_id {
        let seen = crate::cases::subject_seen(tx.conn(), id, &raiser).await?;
        seen.ok_or_else(|| Error::invalid("/complaint_id", "complaint_unknown"))?;
    }
    if let Some(unit) = new.department_id
        && !organisation::is_open_unit(tx.conn(), unit).await?
    {
        return Err(Error::invalid("/department_id", "unit_unknown"));
    }
    let cause = new.cause.trim().to_owned();
    let row = ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        number: Set(numbering::next(tx, Series::Nonconformity).await?),
        origin: Set(new.origin),
        complaint_id: Set(new.complaint_id),
        matter: Set(new.matter.trim().to_owned()),
        stage: Set(new.stage),
        grade: Set(new.grade),
        category: Set(new.category),
        cause_key: Set(causes::key(&cause)),
        cause: Set(cause),
        department_id: Set(new.department_id),
        status: Set(FLOW.start),
        raiser_id: Set(raiser.id),
        unit_id: Set(raiser.unit_id),
        owner_id: Set(None),
        demand: Set(String::new()),
        due_on: Set(None),
        done: Set(String::new()),
        done_at: Set(None),
        closed_at: Set(None),
        created_at: Set(tx.at()),
        updated_at: Set(tx.at()),
    };
    let it = tx.insert::<Entity, _>(row).await?;
    history::write(tx, it.id, None, &it.status, String::new()).await?;
    emit(tx, "nonconformity.registered", &it);
    corrective_actions::cause_found(tx, it.subject(), &it.cause_key, it.created_at).await?;
    Ok(it.id)
}

/// Takes a nonconformity one step further.
///
/// # Errors
/// `404` where the caller does not see it, `412` on a stale version, `403` and `409` as the table says, `422` for an unknown person or
/// a day that is past.
pub async fn act(tx: &mut Tx, id: Uuid, seen: i64, act: &NonconformityAct) -> Reply<()> {
    let actor = tx.actor()?.clone();
    let before = queries::found(tx.conn(), id, &actor).await?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    let step = FLOW.plan(&before, act.kind(), &actor)?;
    let mut row = before.clone().into_active_model();
    row.status = Set(step.to());
    let note = match act {
        NonconformityAct::Fix(body) | NonconformityAct::Report(body) => {
            let (done, cause) = (body.done.trim().to_owned(), body.cause.trim().to_owned());
            row.cause_key = Set(causes::key(&cause));
            row.cause = Set(cause);
            row.done = Set(done.clone());
            row.done_at = Set(Some(tx.at()));
            done
        }
        NonconformityAct::Demand(body) => {
            people::unit_of(tx.conn(), body.owner_id).await.map_err(|_| Error::invalid("/owner_id", "person_unknown"))?;
            row.owner_id = Set(Some(body.owner_id));
            row.due_on = Set(Some(not_past(tx, body.due_on)?));
            row.demand = Set(body.demand.trim().to_owned());
            body.demand.trim().to_owned()
        }
        NonconformityAct::Accept(body) => body.remark.trim().to_owned(),
        NonconformityAct::Refuse(body) => {
            row.due_on = Set(Some(not_past(tx, body.due_on)?));
            row.done_at = Set(None);
            body.reason.trim().to_owned()
        }
        NonconformityAct::Cancel(body) => body.reason.trim().to_owned(),
    };
    if matches!(step.to(), NonconformityStatus::Closed | NonconformityStatus::Cancelled) {
        row.closed_at = Set(Some(tx.at()));
    }
    let it = tx.update::<Entity, _>(&before, row).await?;
    history::write(tx, id, Some(&act.kind()), &it.status, note).await?;
    ask(tx, &it).await?;
    emit(tx, event(act), &it);
    if it.cause_key != before.cause_key {
        corrective_actions::cause_found(tx, it.subject(), &it.cause_key, it.created_at).await?;
    }
    Ok(())
}

fn event(act: &NonconformityAct) -> &'static str {
    match act {
        NonconformityAct::Fix(_) => "nonconformity.fixed",
        NonconformityAct::Demand(_) => "nonconformity.demanded",
        NonconformityAct::Report(_) => "nonconformity.rectified",
        NonconformityAct::Accept(_) => "nonconformity.accepted",
        NonconformityAct::Refuse(_) => "nonconformity.sent_back",
        NonconformityAct::Cancel(_) => "nonconformity.cancelled",
    }
}

fn not_past(tx: &Tx, day: NaiveDate) -> Reply<NaiveDate> {
    let today = local_date(tx.at(), tx.state().config.utc_offset_minutes);
    if day < today { Err(Error::invalid("/due_on", "day_past")) } else { Ok(day) }
}

/// Closes the task of the step before; the owner puts it right, who raised it has it checked.
async fn ask(tx: &mut Tx, it: &Model) -> Reply<()> {
    let ended = if it.status == NonconformityStatus::Cancelled { TaskStatus::Cancelled } else { TaskStatus::Done };
    tasks::close(tx, it.id, TaskKind::Quality, ended).await?;
    let days = WorkingDays::load(tx.conn(), tx.state().config.utc_offset_minutes).await?;
    let (person, due_at) = match it.status {
        NonconformityStatus::Rectifying => (it.owner_id, it.due_on.map(|day| days.end_of(day))),
        NonconformityStatus::Checking => (corrective_actions::checker(tx, it.raiser_id, it.owner_id).await?, None),
        _ => (None, None),
    };
    let Some(person) = person else { return Ok(()) };
    let subject = it.subject();
    tasks::open(tx, NewTask { kind: TaskKind::Quality, person, title: crate::cases::excerpt(&it.matter), subject, due_at }).await
}

fn emit(tx: &mut Tx, name: &'static str, it: &Model) {
    let data = json!({ "number": it.number, "status": it.status, "complaint_id": it.complaint_id });
    tx.emit(Event { name, kind: SubjectKind::Nonconformity, id: it.id, data });
}

/// The version it has now.
///
/// # Errors
/// [`Error::NotFound`] where there is none.
pub async fn version(conn: &impl ConnectionTrait, id: Uuid) -> Reply<i64> {
    Ok(Entity::find_by_id(id).one(conn).await?.ok_or(Error::NotFound)?.version)
}

/// What a person has to put right (ORG-08).
pub(crate) async fn holdings(tx: &Tx, person: Uuid) -> Reply<Vec<Holding>> {
    let open = [NonconformityStatus::Rectifying, NonconformityStatus::Checking];
    let held = Entity::find().filter(Column::OwnerId.eq(person)).filter(Column::Status.is_in(open));
    let held = held.order_by_asc(Column::Number).all(tx.conn()).await?;
    Ok(held.iter().map(|it| Holding::passed_on(HoldingKind::Nonconformity, it.subject())).collect())
}

/// Somebody else puts them right from now on; those raised by a person follow them to their unit.
pub(crate) async fn hand_over(tx: &mut Tx, passing: &Passing) -> Reply<()> {
    for found in Entity::find().filter(Column::Id.is_in(passing.ids.iter().copied())).all(tx.conn()).await? {
        let mut row = found.clone().into_active_model();
        row.owner_id = Set(Some(passing.to));
        tx.update::<Entity, _>(&found, row).await?;
    }
    tasks::pass(tx, &passing.ids, passing.from, passing.to).await
}
