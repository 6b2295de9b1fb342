//! Contents on their way in: kept, judged by what they hold, and then attached or given up.

use super::rules;
use contract::attachments::AttachmentKind;
use platform::http::{Arriving, State};
use platform::vault::{Kept, Vault};
use platform::{Error, Reply};
use uuid::Uuid;

/// A content that lies in the vault and may be attached.
pub struct Incoming {
    pub(super) id: Uuid,
    pub(super) file_name: String,
    pub(super) kind: AttachmentKind,
    pub(super) kept: Kept,
}

impl Incoming {
    /// Its name.
    pub fn file_name(&self) -> &str {
        &self.file_name
    }
}

/// Keeps a file as it arrives, where the company takes such files and these are among those wanted here.
///
/// # Errors
/// `413` over the limit, `422` where it is empty, of another kind, misnamed or unclean; where the disk fails. It leaves nothing behind.
pub async fn receive(state: &State, file: Arriving, largest: u64, wanted: &[AttachmentKind]) -> Reply<Incoming> {
    let (id, vault) = (Uuid::now_v7(), Vault::of(state));
    let kept = vault.keep(id, file.payload, largest.min(state.config.files.max_mib * 1024 * 1024)).await?;
    judged(state, id, file.file_name, kept, wanted).await
}

/// As [`receive`], of a content that is there as a whole.
///
/// # Errors
/// As [`receive`].
pub async fn receive_bytes(state: &State, file_name: String, bytes: Vec<u8>, wanted: &[AttachmentKind]) -> Reply<Incoming> {
    if bytes.is_empty() {
        return Err(Error::invalid("", "attachment_empty"));
    }
    if bytes.len() as u64 > state.config.files.max_mib * 1024 * 1024 {
        return Err(Error::TooLarge);
    }
    let (id, vault) = (Uuid::now_v7(), Vault::of(state));
    let kept = vault.keep_bytes(id, bytes).await?;
    judged(state, id, file_name, kept, wanted).await
}

/// Forgets a content that was not attached after all.
///
/// # Errors
/// Where the disk fails.
pub async fn give_up(state: &State, incoming: &Incoming) -> Reply<()> {
    Vault::of(state).discard(incoming.id).await
}

async fn judged(state: &State, id: Uuid, file_name: String, kept: Kept, wanted: &[AttachmentKind]) -> Reply<Incoming> {
    let vault = Vault::of(state);
    match acceptable(state, &vault, id, (&file_name, &kept), wanted).await {
        Ok(kind) => Ok(Incoming { id, file_name, kind, kept }),
        Err(error) => {
            vault.discard(id).await?;
            Err(error)
        }
    }
}

/// What a kept content is, where the company takes such files; it is where it stays then.
async fn acceptable(
    state: &State,
    vault: &Vault,
    id: Uuid,
    (file_name, kept): (&str, &Kept),
    wanted: &[AttachmentKind],
) -> Reply<AttachmentKind> {
    let allowed = &state.config.files;
    if kept.size == 0 {
        return Err(Error::invalid("", "attachment_empty"));
    }
    let kind = rules::kind(&kept.beginning).filter(|kind| allowed.kinds.contains(kind) && wanted.contains(kind));
    let kind = kind.ok_or_else(|| Error::invalid("", "attachment_kind"))?;
    if !rules::is_named_so(file_name, kind) {
        return Err(Error::invalid("", "attachment_name"));
    }
    if !vault.is_clean(id, &allowed.scan).await? {
        tracing::warn!(hash = kept.hash, "a file was refused by the program that looks at them");
        return Err(Error::invalid("", "attachment_unclean"));
    }
    vault.settle(id).await?;
    Ok(kind)
}
