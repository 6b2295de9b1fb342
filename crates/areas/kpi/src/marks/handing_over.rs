//! Marks that a superior who leaves still owes.

use super::entity::{self, mark};
use crate::cycles;
use contract::kpi::cycles::CycleStatus;
use contract::kpi::marks::Rater;
use contract::tasks::{TaskKind, TaskStatus};
use engines::Passing;
use engines::calendar::end_of_day;
use engines::tasks::{self, NewTask};
use platform::Reply;
use platform::db::Tx;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Select, Set};
use std::collections::BTreeSet;
use uuid::Uuid;

fn owed(person: Uuid) -> Select<mark::Entity> {
    mark::Entity::find()
        .filter(mark::Column::RaterId.eq(person))
        .filter(mark::Column::Rater.eq(Rater::Superior))
        .filter(mark::Column::SubmittedAt.is_null())
}

/// The cycles in which somebody still owes marks as a superior.
pub(crate) async fn owed_in(tx: &Tx, person: Uuid) -> Reply<Vec<Uuid>> {
    let running = cycles::Entity::find().filter(cycles::Column::Status.eq(CycleStatus::Marking)).all(tx.conn()).await?;
    let of = owed(person).filter(mark::Column::CycleId.is_in(running.iter().map(|cycle| cycle.id)));
    let ids: Vec<Uuid> = of.select_only().column(mark::Column::CycleId).distinct().into_tuple().all(tx.conn()).await?;
    Ok(ids)
}

/// Somebody else marks in their place, as the superior whom these people have from now on. Nobody marks themselves, nor in two parts.
pub(crate) async fn pass(tx: &mut Tx, passing: &Passing) -> Reply<()> {
    for cycle in cycles::Entity::find().filter(cycles::Column::Id.is_in(passing.ids.iter().copied())).all(tx.conn()).await? {
        let rows = owed(passing.from).filter(mark::Column::CycleId.eq(cycle.id)).all(tx.conn()).await?;
        let reviews: BTreeSet<Uuid> = rows.iter().map(|row| row.review_id).collect();
        let own = entity::Entity::find().filter(entity::Column::Id.is_in(reviews.iter().copied()));
        let own = own.filter(entity::Column::PersonId.eq(passing.to)).one(tx.conn()).await?;
        let twice = mark::Entity::find().filter(mark::Column::ReviewId.is_in(reviews)).filter(mark::Column::RaterId.eq(passing.to));
        if own.is_some() || twice.one(tx.conn()).await?.is_some() {
            return Err(engines::area::unable());
        }
        for before in rows {
            let mut row = before.clone().into_active_model();
            row.rater_id = Set(passing.to);
            tx.update::<mark::Entity, _>(&before, row).await?;
        }
        // What they owe as a peer or subordinate stays theirs.
        let left = mark::Entity::find()
            .filter(mark::Column::CycleId.eq(cycle.id))
            .filter(mark::Column::RaterId.eq(passing.from))
            .filter(mark::Column::SubmittedAt.is_null());
        if left.one(tx.conn()).await?.is_none() {
            tasks::close_for(tx, cycle.id, TaskKind::Marking, passing.from, TaskStatus::Cancelled).await?;
        }
        if !tasks::holders(tx, cycle.id, TaskKind::Marking).await?.contains(&passing.to) {
            let subject = cycle.subject();
            let due_at = Some(end_of_day(cycle.until(), tx.state().config.utc_offset_minutes));
            tasks::open(tx, NewTask { kind: TaskKind::Marking, person: passing.to, title: subject.title.clone(), subject, due_at }).await?;
        }
    }
    Ok(())
}
