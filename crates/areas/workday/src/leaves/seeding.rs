//! Leaves of the demo company.

use super::commands;
use contract::leaves::LeaveForm;
use platform::Reply;
use platform::db::Tx;
use uuid::Uuid;

/// Asks for leave as the writing person.
///
/// # Errors
/// As a request over HTTP.
pub async fn ask(tx: &mut Tx, form: &LeaveForm) -> Reply<Uuid> {
    commands::ask(tx, form).await
}
