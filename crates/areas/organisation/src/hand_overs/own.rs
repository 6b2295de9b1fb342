//! What the organisation itself hands over: units somebody heads, people they lead, tasks, decisions only they can take.

use crate::entity::{person, unit};
use contract::SubjectKind;
use contract::hand_overs::HoldingKind;
use contract::tasks::TaskKind;
use contract::values::Subject;
use engines::{Holding, Passing, tasks};
use platform::Reply;
use platform::db::Tx;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

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
    for task in tasks::waiting_for(tx.conn(), id).await? {
        let decision = task.kind == TaskKind::Approval;
        // Hand-overs ask this person to receive or sign, certificates are their own; a decision that others can take waits for them anyway.
        if matches!(task.kind, TaskKind::HandOver | TaskKind::Certificate)
            || (decision && tasks::is_asked_elsewhere(tx.conn(), &task).await?)
        {
            continue;
        }
        let subject = Subject { kind: SubjectKind::Task, id: task.id, title: task.title };
        let kind = if decision { HoldingKind::Approval } else { HoldingKind::Task };
        // A signature is a person's own: they give it, or the letter is drawn up anew.
        let must_settle = decision || task.kind == TaskKind::DutyLetter;
        all.push(Holding { kind, subject, must_settle, about: Some(task.subject_id).filter(|_| !decision) });
    }
    Ok(all)
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
        HoldingKind::Task => tasks::pass_tasks(tx, &passing.ids, passing.from, passing.to).await?,
        _ => {}
    }
    Ok(())
}

async fn above_of(tx: &Tx, id: Uuid) -> Reply<Option<Uuid>> {
    Ok(person::Entity::find_by_id(id).one(tx.conn()).await?.and_then(|person| person.superior_id))
}
