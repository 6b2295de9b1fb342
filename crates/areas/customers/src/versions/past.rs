//! A file as it was at the end of a day (CRM-04): today's, with every later change taken back.

use super::rules::{back, contact_back};
use crate::contacts::{self, entity as contact};
use crate::files::{entity as file, shown};
use crate::merges;
use chrono::NaiveDate;
use contract::customers::Customer;
use contract::values::is_plausible_day;
use engines::calendar::{end_of_day, local_date};
use platform::audit::{Change, entry};
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

/// The day asked for, where the file existed then.
pub(super) fn day(text: &str, file: &file::Model, today: NaiveDate, offset: i32) -> Reply<NaiveDate> {
    let on: NaiveDate =
        text.parse().ok().filter(|on| is_plausible_day(on).is_ok()).ok_or_else(|| Error::invalid("/on", "day_implausible"))?;
    if on > today {
        return Err(Error::invalid("/on", "past_not_yet"));
    }
    if on < local_date(file.created_at, offset) {
        return Err(Error::invalid("/on", "past_before_file"));
    }
    Ok(on)
}

/// The file as it was: to look at, so nothing can be done with it.
pub(super) async fn as_of(conn: &impl ConnectionTrait, mut now: file::Model, on: NaiveDate, offset: i32) -> Reply<Customer> {
    let until = end_of_day(on, offset);
    let people = contact::Entity::find().filter(contact::Column::CustomerId.eq(now.id)).filter(contact::Column::CreatedAt.lt(until));
    let mut people = people.order_by_asc(contact::Column::CreatedAt).all(conn).await?;
    let came = merges::came_after(conn, now.id, until).await?;
    people.retain(|contact| !came.contains(&contact.id));
    let later = entry::Entity::find()
        .filter(entry::Column::RecordId.is_in(people.iter().map(|contact| contact.id).chain([now.id])))
        .filter(entry::Column::Action.eq("update"))
        .filter(entry::Column::At.gte(until))
        .order_by_desc(entry::Column::Seq)
        .all(conn)
        .await?;
    for row in later {
        let changes: Vec<Change> = serde_json::from_str(&row.changes)?;
        match people.iter_mut().find(|contact| contact.id == row.record_id) {
            Some(contact) => changes.iter().for_each(|change| contact_back(contact, change)),
            None => changes.iter().for_each(|change| back(&mut now, change)),
        }
    }
    (now.proposal, now.proposal_id) = (None, None);
    let people = people.into_iter().map(contacts::present).collect();
    shown(conn, now, people).await
}
