//! Checking the log from its first entry to its end.

use super::{entry, head, hold, is_sealed, link, seal};
use crate::error::{Error, Reply};
use crate::seal::Keys;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

/// An entry that somebody outside the database remembers: its number and its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub seq: i64,
    pub hash: String,
}

impl Display for Known {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.seq, self.hash)
    }
}

impl FromStr for Known {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> anyhow::Result<Self> {
        let (seq, hash) = text.trim().split_once(':').ok_or_else(|| anyhow::anyhow!("a head is written as number:hash"))?;
        Ok(Self { seq: seq.parse()?, hash: hash.to_owned() })
    }
}

/// What a check of the log found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// All as written; this is its end.
    Intact(Known),
    /// The entry with this number was changed, removed, added or moved.
    Broken(i64),
    /// So many entries hang together, but nobody with the key said that they are all: the last ones were cut off, or the head was altered.
    Unsealed(i64),
    /// So many entries are left, and this later one is known from outside: the log was rolled back.
    RolledBack { left: i64, known: i64 },
    /// The entry with this number is another one than is known from outside.
    Rewritten(i64),
}

/// Checks the whole chain (`yunchou verify-audit`), its end and what is known of it from outside. Entries that come meanwhile are read, too.
///
/// # Errors
/// Where the database cannot be read.
pub async fn verify(conn: &impl ConnectionTrait, keys: &Keys, known: &[Known]) -> Reply<Verdict> {
    let (mut seq, mut hash) = (0, String::new());
    loop {
        // Read before the entries: those after it belong to later writes.
        let head = head_of(conn).await?;
        let begun = seq;
        loop {
            let rows = entry::Entity::find().filter(entry::Column::Seq.gt(seq)).order_by_asc(entry::Column::Seq).limit(5000);
            let rows = rows.all(conn).await?;
            if rows.is_empty() {
                break;
            }
            for row in rows {
                if row.seq != seq + 1 || link(keys, &hash, &row) != row.hash {
                    return Ok(Verdict::Broken(seq + 1));
                }
                (seq, hash) = (row.seq, row.hash);
                if known.iter().any(|known| known.seq == seq && known.hash != hash) {
                    return Ok(Verdict::Rewritten(seq));
                }
            }
        }
        if head.seq < seq && begun < seq {
            continue;
        }
        return Ok(end(keys, &head, Known { seq, hash }, known));
    }
}

fn end(keys: &Keys, head: &head::Model, last: Known, known: &[Known]) -> Verdict {
    if let Some(later) = known.iter().map(|known| known.seq).filter(|known| *known > last.seq).max() {
        return Verdict::RolledBack { left: last.seq, known: later };
    }
    if !is_sealed(keys, head) {
        return Verdict::Unsealed(last.seq);
    }
    if head.seq == last.seq && head.hash == last.hash { Verdict::Intact(last) } else { Verdict::Broken(head.seq.min(last.seq) + 1) }
}

pub(super) async fn head_of(conn: &impl ConnectionTrait) -> Reply<head::Model> {
    let head = head::Entity::find_by_id(1).one(conn).await?;
    head.ok_or_else(|| Error::Internal(anyhow::anyhow!("the audit log has no head")))
}

/// Seals a head that has no seal yet: once, where the tables for it were just made. Whatever else stands there is left alone.
///
/// # Errors
/// Where the database fails.
pub async fn seal_head(conn: &impl ConnectionTrait, keys: &Keys) -> Reply<()> {
    let head = hold(conn).await?;
    if head.seal.is_empty() {
        let row = head::ActiveModel { id: Set(1), seal: Set(seal(keys, head.seq, &head.hash)), ..Default::default() };
        head::Entity::update_many().set(row).filter(head::Column::Id.eq(1)).exec(conn).await?;
    }
    Ok(())
}
