//! Campaigns on a customer's timeline (CRM-11).

use super::entity::{Column, Entity};
use crate::entity::{self as campaign, Model as Campaign};
use crate::queries::subject;
use contract::permission::Permission;
use contract::timeline::{TimelineItem, TimelineKind};
use engines::Asking;
use platform::Reply;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

/// As many as a timeline asks for.
const MOST: u64 = 100;

/// The campaigns that a customer was a guest of, where the asker sees them.
pub(crate) async fn timeline(asking: &Asking<'_>, customer: Uuid) -> Reply<Vec<TimelineItem>> {
    if !asking.actor.may(Permission::CampaignRead) {
        return Ok(Vec::new());
    }
    let guests = Entity::find().filter(Column::CustomerId.eq(customer)).order_by_desc(Column::CreatedAt).limit(MOST);
    let guests = guests.all(asking.conn).await?;
    let seen = campaign::Entity::find()
        .filter(campaign::Column::Id.is_in(guests.iter().map(|guest| guest.campaign_id)))
        .filter(crate::policy::visible(asking.actor));
    let seen: HashMap<Uuid, Campaign> = seen.all(asking.conn).await?.into_iter().map(|row| (row.id, row)).collect();
    let said = |path: &str, word: &str| locale::find(path).map_or_else(|| word.to_owned(), |key| key.text(asking.language).to_owned());
    let item = |guest: &super::entity::Model| {
        let campaign = seen.get(&guest.campaign_id)?;
        let (status, source) = (said(guest.status.text_path(), guest.status.word()), said(guest.source.text_path(), guest.source.word()));
        Some(TimelineItem {
            at: guest.attended_at.unwrap_or(guest.created_at),
            kind: TimelineKind::Campaign,
            title: subject(campaign).title,
            body: format!("{status} · {source}"),
            person: None,
            subject: subject(campaign),
        })
    };
    Ok(guests.iter().filter_map(item).collect())
}
