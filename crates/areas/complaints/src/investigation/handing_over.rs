//! Questions that a person was asked and has not answered go to whoever takes over (ORG-08): the unit asked stays as it was.

use super::commands::subject;
use super::entity::inquiry::{Column, Entity, Model};
use crate::cases::entity::complaint;
use crate::cases::may_judge;
use contract::hand_overs::HoldingKind;
use contract::tasks::{TaskKind, TaskStatus};
use engines::{Holding, Passing, tasks};
use platform::Reply;
use platform::db::Tx;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

/// Open questions to a person.
///
/// # Errors
/// Where the database fails.
pub(crate) async fn holdings(tx: &Tx, person: Uuid) -> Reply<Vec<Holding>> {
    let open = Entity::find().filter(Column::PersonId.eq(person)).filter(Column::AnsweredAt.is_null());
    let mut all = Vec::new();
    for (asked, case) in cases(tx, open.order_by_asc(Column::AskedAt).order_by_asc(Column::Id).all(tx.conn()).await?).await? {
        all.push(Holding::passed_on(HoldingKind::Inquiry, subject(&asked, &case.number)));
    }
    Ok(all)
}

/// The receiver answers them from now on.
///
/// # Errors
/// `409` where the receiver may judge nothing in one of the cases.
pub(crate) async fn hand_over(tx: &mut Tx, passing: &Passing) -> Reply<()> {
    let held = Entity::find().filter(Column::Id.is_in(passing.ids.iter().copied())).all(tx.conn()).await?;
    for (asked, case) in cases(tx, held).await? {
        may_judge(tx.conn(), &case, passing.to).await?;
        let mut row = asked.clone().into_active_model();
        row.person_id = Set(passing.to);
        tx.update::<Entity, _>(&asked, row).await?;
    }
    tasks::pass(tx, &passing.ids, passing.from, passing.to).await
}

/// Questions of a case that wait for an answer of these people are nobody's to answer any more; the investigator may still write down
/// what they are told.
///
/// # Errors
/// Where the database fails.
pub(crate) async fn release(tx: &mut Tx, case: Uuid, people: &[Uuid]) -> Reply<()> {
    let open = Entity::find().filter(Column::ComplaintId.eq(case)).filter(Column::AnsweredAt.is_null());
    for asked in open.filter(Column::PersonId.is_in(people.iter().copied())).all(tx.conn()).await? {
        tasks::close_for(tx, asked.id, TaskKind::Inquiry, asked.person_id, TaskStatus::Cancelled).await?;
    }
    Ok(())
}

/// Each question with its case.
async fn cases(tx: &Tx, asked: Vec<Model>) -> Reply<Vec<(Model, complaint::Model)>> {
    let ids = asked.iter().map(|one| one.complaint_id);
    let cases = complaint::Entity::find().filter(complaint::Column::Id.is_in(ids)).all(tx.conn()).await?;
    let with = |one: Model| cases.iter().find(|case| case.id == one.complaint_id).cloned().map(|case| (one, case));
    Ok(asked.into_iter().filter_map(with).collect())
}
