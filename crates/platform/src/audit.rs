//! The audit log: append-only, each entry's HMAC covers the one before, written in the transaction of the change (PLT-06). The head, which says
//! where the log ends, is sealed with a key of its own: who can write to the database but has not the company's key can neither change an
//! entry nor cut off the last ones. [`check`] walks the log, [`anchor`] remembers its end outside the database.

pub mod anchor;
mod check;

pub use check::{Known, Verdict, seal_head, verify};

use crate::error::{Error, Reply};
use crate::seal::Keys;
use chrono::{DateTime, Utc};
use contract::SubjectKind;
use contract::audit::FieldChange;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Set};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What was done to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    Create,
    Update,
    Remove,
    /// A confidential value was shown.
    Reveal,
    Export,
    SignIn,
    SignOut,
    SignInFailed,
}

impl Verb {
    /// Every verb.
    pub const ALL: &'static [Self] =
        &[Self::Create, Self::Update, Self::Remove, Self::Reveal, Self::Export, Self::SignIn, Self::SignOut, Self::SignInFailed];

    /// The word in the log.
    pub fn word(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Remove => "remove",
            Self::Reveal => "reveal",
            Self::Export => "export",
            Self::SignIn => "sign_in",
            Self::SignOut => "sign_out",
            Self::SignInFailed => "sign_in_failed",
        }
    }
}

/// One field's change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    #[serde(rename = "f")]
    pub field: String,
    #[serde(rename = "o", default, skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    #[serde(rename = "n", default, skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
}

impl From<Change> for FieldChange {
    fn from(change: Change) -> Self {
        Self { field: change.field, old: change.old, new: change.new }
    }
}

/// An entry on its way into the log.
pub(crate) struct Entry {
    pub verb: Verb,
    pub kind: SubjectKind,
    pub record_id: Uuid,
    pub changes: Vec<Change>,
}

/// The stored log.
pub mod entry {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_entry")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub seq: i64,
        pub at: chrono::DateTime<chrono::Utc>,
        pub person_id: Option<Uuid>,
        pub action: String,
        pub kind: String,
        pub record_id: Uuid,
        pub changes: String,
        pub request_id: String,
        pub hash: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod head {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_head")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: i64,
        pub seq: i64,
        pub hash: String,
        /// See [`super::seal`].
        pub seal: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// What stands in place of a seal that was not the right one, so that no later write makes it right again.
const BROKEN: &str = "broken";

/// The seal of a head: a keyed hash over where the log ends.
fn seal(keys: &Keys, seq: i64, hash: &str) -> String {
    keys.hash("audit-head", format!("{seq}\n{hash}").as_bytes())
}

fn is_sealed(keys: &Keys, head: &head::Model) -> bool {
    keys.is_hash("audit-head", format!("{}\n{}", head.seq, head.hash).as_bytes(), &head.seal)
}

/// Appends entries to the chain. The head's row is locked until the commit, so that the chain has no fork.
pub(crate) async fn append(
    conn: &impl ConnectionTrait,
    keys: &Keys,
    at: DateTime<Utc>,
    person: Option<Uuid>,
    request_id: &str,
    entries: Vec<Entry>,
) -> Reply<()> {
    if entries.is_empty() {
        return Ok(());
    }
    let head = hold(conn).await?;
    let whole = is_sealed(keys, &head);
    if !whole {
        tracing::error!(seq = head.seq, "the head of the audit log is not sealed: see verify-audit");
    }
    let (mut seq, mut hash) = (head.seq, head.hash);
    let mut rows = Vec::with_capacity(entries.len());
    for entry in entries {
        seq += 1;
        let mut row = entry::Model {
            id: Uuid::now_v7(),
            seq,
            at,
            person_id: person,
            action: entry.verb.word().to_owned(),
            kind: entry.kind.word().to_owned(),
            record_id: entry.record_id,
            changes: serde_json::to_string(&entry.changes)?,
            request_id: request_id.to_owned(),
            hash: String::new(),
        };
        hash = link(keys, &hash, &row);
        row.hash = hash.clone();
        rows.push(entry::ActiveModel::from(row).reset_all());
    }
    use sea_orm::ActiveModelTrait;
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let chunk: Vec<_> = rows.by_ref().take(1000).collect();
        entry::Entity::insert_many(chunk).exec_without_returning(conn).await?;
    }
    let seal = if whole { seal(keys, seq, &hash) } else { BROKEN.to_owned() };
    let head = head::ActiveModel { id: Set(1), seq: Set(seq), hash: Set(hash), seal: Set(seal) };
    head::Entity::update_many().set(head).filter(head::Column::Id.eq(1)).exec(conn).await?;
    Ok(())
}

/// Locks the head of the chain until the commit: from here on, writes happen one after the other.
pub(crate) async fn hold(conn: &impl ConnectionTrait) -> Reply<head::Model> {
    let head = head::Entity::find_by_id(1).lock_exclusive().one(conn).await?;
    head.ok_or_else(|| Error::Internal(anyhow::anyhow!("the audit log has no head")))
}

/// The hash of an entry: HMAC over the hash before it and everything it says.
fn link(keys: &Keys, before: &str, row: &entry::Model) -> String {
    let person = row.person_id.map(|p| p.to_string()).unwrap_or_default();
    let text = [
        before,
        &row.seq.to_string(),
        &row.id.to_string(),
        &row.at.timestamp_micros().to_string(),
        &person,
        &row.action,
        &row.kind,
        &row.record_id.to_string(),
        &row.changes,
        &row.request_id,
    ]
    .join("\n");
    keys.hash("audit", text.as_bytes())
}
