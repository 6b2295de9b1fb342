//! What was done to a request, by whom and for whom.

use super::entity::{approval, approval_entry};
use contract::approvals::EntryKind;
use platform::Reply;
use platform::db::Tx;
use sea_orm::{IntoActiveModel, Set};
use uuid::Uuid;

/// An entry about to be written; who and when come from the write.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub what: EntryKind,
    /// For whom a delegate acts.
    pub for_id: Option<Uuid>,
    pub step: Option<i32>,
    pub targets: Vec<Uuid>,
    pub remark: String,
    pub rule: String,
}

impl Entry {
    pub(super) fn new(what: EntryKind) -> Self {
        Self { what, for_id: None, step: None, targets: Vec::new(), remark: String::new(), rule: String::new() }
    }

    pub(super) fn at_step(mut self, step: i32) -> Self {
        self.step = Some(step);
        self
    }

    pub(super) fn about(mut self, people: &[Uuid]) -> Self {
        self.targets = people.to_vec();
        self
    }
}

/// Adds to the history; the request's version moves on with it, so of two at once one is stale.
///
/// # Errors
/// `412` where somebody was faster.
pub(super) async fn write(tx: &mut Tx, approval: &approval::Model, entry: Entry) -> Reply<approval::Model> {
    let number = approval.entries + 1;
    let row = approval_entry::ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        approval_id: Set(approval.id),
        number: Set(number),
        at: Set(tx.at()),
        what: Set(entry.what),
        person_id: Set(tx.person()),
        for_id: Set(entry.for_id),
        step: Set(entry.step),
        targets: Set(serde_json::to_string(&entry.targets)?),
        remark: Set(entry.remark),
        rule: Set(entry.rule),
    };
    let mut head = approval.clone().into_active_model();
    head.entries = Set(number);
    let moved = tx.update::<approval::Entity, _>(approval, head).await?;
    tx.insert::<approval_entry::Entity, _>(row).await?;
    Ok(moved)
}
