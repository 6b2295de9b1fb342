//! The mail of the day: once on each working day, after the hour that the person chose (PLT-07).

use super::super::entity::{Column, Entity, digest, setting};
use super::super::rules::digest_due;
use super::queue::{NewMessage, queue};
use chrono::{DateTime, TimeDelta, Utc};
use contract::jobs::JobKind;
use contract::notifications::settings::Channel;
use engines::calendar::WorkingDays;
use platform::Reply;
use platform::db::Tx;
use platform::jobs::{Failure, Job, Work};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use uuid::Uuid;

/// People looked at in one write.
const CHUNK: u64 = 200;
/// The first digest looks back so far: over the longest holiday, on whichever day it was asked for.
const FIRST: TimeDelta = TimeDelta::days(14);

/// Begins the digests that are due; each is a message of its own.
#[derive(Serialize, Deserialize)]
pub struct BeginDigests;

impl Job for BeginDigests {
    const KIND: JobKind = JobKind::BeginDigests;
    type Tools = ();

    async fn run(self, (): (), work: Work) -> Result<(), Failure> {
        if work.door.state().config.mail.is_none() {
            return Ok(());
        }
        let mut after = Uuid::nil();
        loop {
            let write = async move |tx: &mut Tx| begin(tx, after).await;
            match work.door.write_as_system(write).await? {
                Some(last) => after = last,
                None => return Ok(()),
            }
        }
    }
}

/// Looks at a chunk of people; gives the last of them, `None` at the end.
async fn begin(tx: &mut Tx, after: Uuid) -> Reply<Option<Uuid>> {
    let (now, offset) = (tx.at(), tx.state().config.utc_offset_minutes);
    let wishes = setting::Entity::find()
        .filter(setting::Column::Digests.ne(""))
        .filter(setting::Column::Id.gt(after))
        .order_by_asc(setting::Column::Id)
        .limit(CHUNK);
    let wishes = wishes.all(tx.conn()).await?;
    let last = wishes.last().map(|one| one.id);
    let before = digest::Entity::find().filter(digest::Column::Id.is_in(wishes.iter().map(|one| one.id))).all(tx.conn()).await?;
    let before: HashMap<Uuid, digest::Model> = before.into_iter().map(|row| (row.id, row)).collect();
    let days = WorkingDays::load(tx.conn(), offset).await?;
    for one in &wishes {
        let earlier = before.get(&one.id);
        let Some(day) = digest_due(now, offset, one.digest_hour, earlier.map(|row| row.day), &days) else { continue };
        let since = earlier.map_or(now - FIRST, |row| row.until_at);
        let row = digest::ActiveModel { id: Set(one.id), day: Set(day), until_at: Set(now) };
        let again = OnConflict::column(digest::Column::Id).update_columns([digest::Column::Day, digest::Column::UntilAt]).to_owned();
        digest::Entity::insert(row).on_conflict(again).exec_without_returning(tx.conn()).await?;
        if has_news(tx, one, since).await? {
            let new = NewMessage { since_at: Some(since), until_at: Some(now), ..NewMessage::to(one.id, Channel::Digest) };
            queue(tx, new).await?;
        }
    }
    Ok(last)
}

/// A day without news has no digest.
async fn has_news(tx: &Tx, wishes: &setting::Model, since: DateTime<Utc>) -> Reply<bool> {
    let news = Entity::find()
        .filter(Column::PersonId.eq(wishes.id))
        .filter(Column::ReadAt.is_null())
        .filter(Column::CreatedAt.gt(since))
        .filter(Column::CreatedAt.lte(tx.at()))
        .filter(Column::Kind.is_in(wishes.digests.split(' ')));
    Ok(news.one(tx.conn()).await?.is_some())
}
