//! The steps that records beside a complaint took: who, when and why. Written with the change itself, read with the record.

mod entity;

use contract::complaints::nonconformities::RecordStep;
use engines::people::Names;
use platform::Reply;
use platform::db::Tx;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use std::fmt::Display;
use uuid::Uuid;

/// Keeps that a record took a step; no act: it began. The row belongs to the change beside it, which the audit log has.
///
/// # Errors
/// Where the database fails.
pub async fn write(tx: &Tx, record: Uuid, act: Option<&dyn Display>, to: &dyn Display, note: String) -> Reply<()> {
    let row = entity::ActiveModel {
        id: Set(Uuid::now_v7()),
        record_id: Set(record),
        at: Set(tx.at()),
        act: Set(act.map(ToString::to_string)),
        to_status: Set(to.to_string()),
        person_id: Set(tx.person()),
        note: Set(note),
    };
    entity::Entity::insert(row).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// The steps of a record, the first one first.
pub struct Steps(Vec<entity::Model>);

impl Steps {
    /// Reads them.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn of(conn: &impl ConnectionTrait, record: Uuid) -> Reply<Self> {
        let steps = entity::Entity::find().filter(entity::Column::RecordId.eq(record));
        Ok(Self(steps.order_by_asc(entity::Column::At).order_by_asc(entity::Column::Id).all(conn).await?))
    }

    /// Who took them.
    pub fn people(&self) -> impl Iterator<Item = Uuid> + '_ {
        self.0.iter().filter_map(|step| step.person_id)
    }

    /// As they are shown.
    pub fn told(self, names: &Names) -> Vec<RecordStep> {
        let step = |step: entity::Model| RecordStep {
            at: step.at,
            act: step.act,
            to: step.to_status,
            person: step.person_id.map(|id| names.of(id)),
            note: step.note,
        };
        self.0.into_iter().map(step).collect()
    }
}
