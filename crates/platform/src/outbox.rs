//! Events: what happened, for reactions in the same transaction and for readers after the commit (PLT-02).

use crate::db::{Door, Tx};
use crate::error::{Error, Reply};
use chrono::{DateTime, Utc};
use contract::SubjectKind;
use futures_util::future::LocalBoxFuture;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use serde_json::Value;
use uuid::Uuid;

/// Something that happened to a record, e.g. `complaint.closed`.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub name: &'static str,
    pub kind: SubjectKind,
    pub id: Uuid,
    /// Facts that a reaction needs; never confidential values.
    pub data: Value,
}

/// Every cross-area effect of the company, joined in the server crate.
pub trait Reactions: Send + Sync {
    /// Runs in the transaction of the event; what fails undoes the whole write.
    fn react<'a>(&'a self, tx: &'a mut Tx, event: &'a Event) -> LocalBoxFuture<'a, Reply<()>>;
}

/// No reactions: for tests of a single area.
pub struct NoReactions;

impl Reactions for NoReactions {
    fn react<'a>(&'a self, _tx: &'a mut Tx, _event: &'a Event) -> LocalBoxFuture<'a, Reply<()>> {
        Box::pin(async { Ok(()) })
    }
}

/// Events after a place in the feed, oldest first.
///
/// Nothing is missed and nothing comes twice: an event gets its number only while its write holds the head of the audit chain,
/// which it keeps until its commit. So numbers become visible in their order; a gap is a write that was undone, never one that
/// is still to come.
///
/// # Errors
/// Where the database fails.
pub async fn after(conn: &impl ConnectionTrait, seq: i64, limit: u64) -> Reply<Vec<event::Model>> {
    let rows = event::Entity::find().filter(event::Column::Seq.gt(seq)).order_by_asc(event::Column::Seq);
    Ok(rows.limit(limit).all(conn).await?)
}

/// The number of the last event; 0 where there was none yet.
///
/// # Errors
/// Where the database fails.
pub async fn last(conn: &impl ConnectionTrait) -> Reply<i64> {
    let found = event::Entity::find().order_by_desc(event::Column::Seq).one(conn).await?;
    Ok(found.map_or(0, |row| row.seq))
}

/// How far a reader inside the program has read, or how far events are purged ([`PURGED`]).
///
/// # Errors
/// Where the database fails.
pub async fn cursor(conn: &impl ConnectionTrait, name: &str) -> Reply<i64> {
    Ok(event_cursor::Entity::find_by_id(name).one(conn).await?.map_or(0, |row| row.seq))
}

/// As [`cursor`], and keeps other nodes from reading on until the write is over.
///
/// # Errors
/// Where the database fails or there is no such reader.
pub async fn hold_cursor(tx: &Tx, name: &str) -> Reply<i64> {
    let found = event_cursor::Entity::find_by_id(name).lock_exclusive().one(tx.conn()).await?;
    Ok(found.ok_or(Error::NotFound)?.seq)
}

/// Moves a reader on.
///
/// # Errors
/// Where the database fails.
pub async fn move_cursor(tx: &Tx, name: &str, seq: i64) -> Reply<()> {
    let row = event_cursor::ActiveModel { name: Set(name.to_owned()), seq: Set(seq) };
    event_cursor::Entity::update_many().set(row).filter(event_cursor::Column::Name.eq(name)).exec(tx.conn()).await?;
    Ok(())
}

/// The cursor that says how far events are gone.
pub const PURGED: &str = "purged";
/// The cursor of the web hooks.
pub const WEBHOOKS: &str = "webhooks";

/// Removes events from before a moment that the web hooks have read, so many in one write.
///
/// # Errors
/// Where the database fails.
pub async fn purge(door: &Door, before: DateTime<Utc>, chunk: u64) -> Reply<()> {
    loop {
        let delete = async move |tx: &mut Tx| {
            let read = cursor(tx.conn(), WEBHOOKS).await?;
            let old = event::Entity::find().filter(event::Column::Seq.lte(read)).order_by_asc(event::Column::Seq).limit(chunk);
            let gone = old.all(tx.conn()).await?.into_iter().take_while(|row| row.at < before).last().map(|row| row.seq);
            if let Some(seq) = gone {
                event::Entity::delete_many().filter(event::Column::Seq.lte(seq)).exec(tx.conn()).await?;
                move_cursor(tx, PURGED, seq).await?;
            }
            Ok(gone)
        };
        if door.write_as_system(delete).await?.is_none() {
            return Ok(());
        }
    }
}

mod event_cursor {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "event_cursor")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        pub seq: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// The stored event.
pub mod event {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "event")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = true)]
        pub seq: i64,
        pub id: Uuid,
        pub at: chrono::DateTime<chrono::Utc>,
        pub name: String,
        pub kind: String,
        pub record_id: Uuid,
        pub person_id: Option<Uuid>,
        pub data: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
