//! The demo company's tasks.

use super::commands;
use contract::assignments::{AssignmentAct, AssignmentForm};
use engines::Areas;
use platform::Reply;
use platform::db::Tx;
use uuid::Uuid;

/// Gives a task as the person behind the write.
///
/// # Errors
/// As over HTTP.
pub async fn give(tx: &mut Tx, areas: &Areas, form: &AssignmentForm) -> Reply<Uuid> {
    Ok(commands::create(tx, areas, form).await?.id)
}

/// Takes the first step with a new task as the person behind the write.
///
/// # Errors
/// As over HTTP.
pub async fn act(tx: &mut Tx, id: Uuid, act: &AssignmentAct) -> Reply<()> {
    commands::transition(tx, id, 1, act).await.map(|_| ())
}
