//! Guests from a spreadsheet (CMP-07): what is in order is invited at once, the rest is named row by row.

use super::commands::{fresh, hold, phone_hash};
use super::entity::{Column, Entity};
use super::policy;
use super::sheet::Read;
use super::states::FLOW;
use crate::queries::visible;
use contract::campaigns::guests::{GuestRowProblem, GuestSource, GuestsImported};
use contract::values::phone;
use platform::Reply;
use platform::db::Tx;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::HashSet;
use uuid::Uuid;

/// Rows of one file.
pub(super) const MOST: usize = 5000;

/// Invites those who are no guests yet: by number, and by name where there is no number.
pub(super) async fn enter(tx: &mut Tx, campaign_id: Uuid, read: &Read) -> Reply<GuestsImported> {
    let actor = tx.actor()?.clone();
    let campaign = visible(tx.conn(), &actor, campaign_id).await?;
    policy::keep(&campaign, &actor)?;
    hold(tx, campaign.id).await?;
    let before = Entity::find().select_only().columns([Column::PhoneHash, Column::Name]).filter(Column::CampaignId.eq(campaign.id));
    let before: Vec<(Option<String>, String)> = before.into_tuple().all(tx.conn()).await?;
    let numbers: HashSet<&str> = before.iter().filter_map(|(hash, _)| hash.as_deref()).collect();
    let names: HashSet<&str> = before.iter().filter(|(hash, _)| hash.is_none()).map(|(_, name)| name.as_str()).collect();
    let mut rows = Vec::with_capacity(read.guests.len());
    for (_, guest) in &read.guests {
        let known = match phone::parse(&guest.phone) {
            Ok(digits) => numbers.contains(phone_hash(&tx.state().keys, &digits).as_str()),
            Err(_) => names.contains(guest.name.as_str()),
        };
        if !known {
            rows.push(fresh(tx, campaign.id, guest, GuestSource::Import, FLOW.start)?);
        }
    }
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let language = tx.meta().language;
    let told = |(row, code, first): &(u32, &'static str, Option<u32>)| {
        let first = first.map(|first| first.to_string()).unwrap_or_default();
        let text = locale::find(&format!("import_problems.{code}"));
        GuestRowProblem {
            row: *row,
            code: (*code).to_owned(),
            detail: text.map_or_else(|| (*code).to_owned(), |key| key.with(language, &[("row", first.as_str())])),
        }
    };
    let imported = GuestsImported {
        invited: count(rows.len()),
        already: count(read.guests.len() - rows.len()),
        problems: read.problems.iter().map(told).collect(),
    };
    tx.insert_many::<Entity, _>(rows).await?;
    Ok(imported)
}
