//! The end of the audit log as this machine last saw it, in a file of its own beside the key: who can only reach the database cannot roll
//! both back.

use super::check::{Known, head_of};
use super::{entry, is_sealed};
use crate::error::Reply;
use crate::http::State;
use crate::seal::Keys;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::path::PathBuf;

const PURPOSE: &str = "audit-anchor";

fn file(state: &State) -> PathBuf {
    state.config.data_dir.join("audit.anchor")
}

fn parse(keys: &Keys, text: &str) -> Option<Known> {
    let (known, mac) = text.trim().split_once(' ')?;
    if keys.is_hash(PURPOSE, known.as_bytes(), mac) { known.parse().ok() } else { None }
}

/// What this machine remembers; `None` where it has not looked yet.
///
/// # Errors
/// Where the file cannot be read or was altered.
pub fn read(state: &State) -> Reply<Option<Known>> {
    let path = file(state);
    if !path.exists() {
        return Ok(None);
    }
    let text = std::fs::read_to_string(&path).map_err(anyhow::Error::from)?;
    match parse(&state.keys, &text) {
        Some(known) => Ok(Some(known)),
        None => Err(anyhow::anyhow!("{} was altered, or belongs to another key", path.display()).into()),
    }
}

/// Remembers an end of the log that was found to be right.
///
/// # Errors
/// Where the file cannot be written.
pub fn write(state: &State, known: &Known) -> Reply<()> {
    let text = known.to_string();
    let mac = state.keys.hash(PURPOSE, text.as_bytes());
    let (path, fresh) = (file(state), state.config.data_dir.join("audit.anchor.new"));
    std::fs::create_dir_all(&state.config.data_dir).map_err(anyhow::Error::from)?;
    std::fs::write(&fresh, format!("{text} {mac}\n")).map_err(anyhow::Error::from)?;
    std::fs::rename(&fresh, &path).map_err(anyhow::Error::from)?;
    Ok(())
}

/// Looks whether the log still holds what this machine remembers and is sealed, and remembers its present end. Costs two small reads; the
/// entries between are for `verify-audit`.
///
/// # Errors
/// Where the log was rolled back or its end altered; where the database or the file fails.
pub async fn cast(state: &State) -> Reply<Known> {
    let conn = state.database.reader().conn();
    let head = head_of(conn).await?;
    if !is_sealed(&state.keys, &head) {
        return Err(anyhow::anyhow!("the head of the audit log at entry {} is not sealed: run verify-audit", head.seq).into());
    }
    if let Some(known) = read(state)? {
        let there = entry::Entity::find().filter(entry::Column::Seq.eq(known.seq)).one(conn).await?;
        let kept = known.seq == 0 || there.is_some_and(|row| row.hash == known.hash);
        if !kept || head.seq < known.seq {
            return Err(anyhow::anyhow!("the audit log ended at {known} and now ends at entry {}: it was rolled back", head.seq).into());
        }
    }
    let now = Known { seq: head.seq, hash: head.hash };
    write(state, &now)?;
    Ok(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anchor_is_believed_only_with_its_mac() {
        let keys = Keys::new([7; 32]);
        let mac = keys.hash(PURPOSE, b"12:abc");
        assert_eq!(parse(&keys, &format!("12:abc {mac}\n")), Some(Known { seq: 12, hash: "abc".into() }));
        assert_eq!(parse(&keys, &format!("11:abc {mac}")), None);
        assert_eq!(parse(&Keys::new([8; 32]), &format!("12:abc {mac}")), None);
    }
}
