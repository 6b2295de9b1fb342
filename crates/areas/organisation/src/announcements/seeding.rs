//! The demo company's announcements.

use super::commands;
use contract::announcements::{AnnouncementActKind, AnnouncementForm};
use platform::Reply;
use platform::db::Tx;
use uuid::Uuid;

/// Writes an announcement as the person behind the write, and publishes it unless it stays a draft.
///
/// # Errors
/// As over HTTP.
pub async fn announce(tx: &mut Tx, form: &AnnouncementForm, publish: bool) -> Reply<Uuid> {
    let author = tx.actor()?.clone();
    let draft = commands::draft(tx, &author, form).await?;
    let (id, version) = (draft.id, draft.version);
    if publish {
        commands::act(tx, &author, draft, version, AnnouncementActKind::Publish).await?;
    }
    Ok(id)
}

/// The person behind the write confirms having read it.
///
/// # Errors
/// Where it is not for them.
pub async fn read(tx: &mut Tx, id: Uuid) -> Reply<()> {
    let person = tx.actor()?.id;
    commands::read(tx, id, person).await
}
