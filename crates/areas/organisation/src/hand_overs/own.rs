//! What the organisation itself hands over: units somebody heads, people they lead, hand-overs they sign, tasks, decisions only they can
//! take, programs they answer for.

use super::entity::hand_over;
use super::rules::OWN;
use crate::entity::{person, unit};
use contract::SubjectKind;
use contract::hand_overs::{HandOverStatus, HoldingKind};
use contract::tasks::TaskKind;
use contract::values::Subject;
use engines::people::Names;
use engines::{Holding, Passing, tasks};
use platform::db::Tx;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

/// Hand-overs and marks have lines of their own; certificates, what people write about themselves and what was said to them are their own.
const STAYS: [TaskKind; 5] = [TaskKind::HandOver, TaskKind::Marking, TaskKind::Certificate, TaskKind::SelfReview, TaskKind::Mention];

/// See [`engines::Area::holdings`].
///
/// # Errors
/// Where the database fails.
pub(crate) async fn holdings(tx: &Tx, id: Uuid) -> Reply<Vec<Holding>> {
    let mut all = Vec::new();
    let heads = unit::Entity::find().filter(unit::Column::HeadId.eq(id)).filter(unit::Column::ClosedOn.is_null());
    for unit in heads.order_by_asc(unit::Column::Code).all(tx.conn()).await? {
        let title = format!("{} {}", unit.code, unit.name);
        all.push(Holding::passed_on(HoldingKind::Unit, Subject { kind: SubjectKind::Unit, id: unit.id, title }));
    }
    let leads = person::Entity::find().filter(person::Column::SuperiorId.eq(id)).filter(person::Column::Active.eq(true));
    for person in leads.order_by_asc(person::Column::Number).all(tx.conn()).await? {
        let title = format!("{} {}", person.number, person.name);
        all.push(Holding::passed_on(HoldingKind::Report, Subject { kind: SubjectKind::Person, id: person.id, title }));
    }
    all.extend(supervised(tx, id).await?);
    for task in tasks::waiting_for(tx.conn(), id).await? {
        let decision = task.kind == TaskKind::Approval;
        // A decision that others can take waits for them anyway.
        if STAYS.contains(&task.kind) || (decision && tasks::is_asked_elsewhere(tx.conn(), &task).await?) {
            continue;
        }
        let subject = Subject { kind: SubjectKind::Task, id: task.id, title: task.title };
        let kind = if decision { HoldingKind::Approval } else { HoldingKind::Task };
        // A signature is a person's own: they give it, or the letter is drawn up anew.
        let must_settle = decision || task.kind == TaskKind::DutyLetter;
        all.push(Holding { kind, subject, must_settle, about: Some(task.subject_id).filter(|_| !decision) });
    }
    all.extend(crate::keys::holdings(tx, id).await?);
    Ok(all)
}

/// Hand-overs that somebody signs as supervisor.
async fn supervised(tx: &Tx, id: Uuid) -> Reply<Vec<Holding>> {
    let open = hand_over::Entity::find()
        .filter(hand_over::Column::SupervisorId.eq(id))
        .filter(hand_over::Column::Status.is_in([HandOverStatus::Approving, HandOverStatus::HandingOver]));
    let rows = open.order_by_asc(hand_over::Column::Number).all(tx.conn()).await?;
    let names = Names::load(tx.conn(), rows.iter().map(|row| row.person_id)).await?;
    Ok(rows.iter().map(|row| Holding::passed_on(HoldingKind::HandOver, row.subject(&names.of(row.person_id).name))).collect())
}

/// Somebody else signs them from now on; nobody signs their own.
async fn supervise(tx: &mut Tx, passing: &Passing) -> Reply<()> {
    for found in hand_over::Entity::find().filter(hand_over::Column::Id.is_in(passing.ids.iter().copied())).all(tx.conn()).await? {
        if found.person_id == passing.to {
            return Err(Error::Refused(OWN));
        }
        let mut row = found.clone().into_active_model();
        row.supervisor_id = Set(passing.to);
        let found = tx.update::<hand_over::Entity, _>(&found, row).await?;
        if found.status == HandOverStatus::HandingOver {
            super::lines::ask(tx, &found).await?;
        }
    }
    Ok(())
}

/// See [`engines::Area::hand_over`].
///
/// # Errors
/// Where the database fails.
pub(crate) async fn hand_over(tx: &mut Tx, passing: &Passing) -> Reply<()> {
    if passing.from == passing.to {
        return Ok(());
    }
    match passing.kind {
        HoldingKind::Unit => {
            for id in &passing.ids {
                crate::units::set_head(tx, *id, Some(passing.to)).await?;
            }
        }
        HoldingKind::Report => {
            let led = person::Entity::find().filter(person::Column::Id.is_in(passing.ids.iter().copied()));
            let above = above_of(tx, passing.from).await?;
            for found in led.all(tx.conn()).await? {
                let mut row = found.clone().into_active_model();
                // Whoever takes over from their own superior goes on under that one's superior.
                row.superior_id = Set(if found.id == passing.to { above } else { Some(passing.to) });
                tx.update::<person::Entity, _>(&found, row).await?;
            }
        }
        HoldingKind::HandOver => supervise(tx, passing).await?,
        HoldingKind::ServiceAccount => crate::keys::hand_over(tx, passing).await?,
        HoldingKind::Task => tasks::pass_tasks(tx, &passing.ids, passing.from, passing.to).await?,
        _ => {}
    }
    Ok(())
}

async fn above_of(tx: &Tx, id: Uuid) -> Reply<Option<Uuid>> {
    Ok(person::Entity::find_by_id(id).one(tx.conn()).await?.and_then(|person| person.superior_id))
}
