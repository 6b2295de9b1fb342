//! Who walks in is nobody's customer yet (CMP-08): the area of customers makes them one, and tells which.

use super::entity::{Column, Entity};
use contract::SubjectKind;
use platform::Reply;
use platform::db::Tx;
use platform::outbox::Event;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// People who were on no list came in; the event names the guests.
pub const WALKED_IN: &str = "campaign.walked_in";

/// Somebody who walked in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WalkedIn {
    pub guest: Uuid,
    pub name: String,
    pub phone: Option<String>,
    pub company: String,
}

pub(super) fn emit(tx: &mut Tx, campaign: Uuid, guests: &[Uuid]) {
    if !guests.is_empty() {
        let data = serde_json::json!({ "guests": guests });
        tx.emit(Event { name: WALKED_IN, kind: SubjectKind::Campaign, id: campaign, data });
    }
}

/// Those whom an event names.
///
/// # Errors
/// Where the database fails or a number does not open.
pub async fn walked_in(tx: &Tx, event: &Event) -> Reply<Vec<WalkedIn>> {
    let ids: Vec<Uuid> = serde_json::from_value(event.data["guests"].clone())?;
    let mut walked = Vec::with_capacity(ids.len());
    for guest in Entity::find().filter(Column::Id.is_in(ids)).all(tx.conn()).await? {
        let phone = guest.phone_sealed.as_deref().map(|sealed| tx.state().keys.open(sealed)).transpose()?;
        walked.push(WalkedIn { guest: guest.id, name: guest.name, phone, company: guest.company });
    }
    Ok(walked)
}

/// Ties guests to the customers that they became. A customer who is on the list already, without the number, stays the one guest of that
/// customer.
///
/// # Errors
/// Where the database fails.
pub async fn became(tx: &mut Tx, became: &[(Uuid, Uuid)]) -> Reply<()> {
    let customers: HashMap<Uuid, Uuid> = became.iter().copied().collect();
    let guests = Entity::find().filter(Column::Id.is_in(customers.keys().copied())).all(tx.conn()).await?;
    let Some(campaign) = guests.first().map(|guest| guest.campaign_id) else { return Ok(()) };
    let listed = Entity::find().filter(Column::CampaignId.eq(campaign)).filter(Column::CustomerId.is_in(customers.values().copied()));
    let mut listed: HashSet<Uuid> = listed.all(tx.conn()).await?.into_iter().filter_map(|guest| guest.customer_id).collect();
    for before in guests {
        let Some(customer) = customers.get(&before.id).copied().filter(|customer| listed.insert(*customer)) else { continue };
        let mut row = before.clone().into_active_model();
        row.customer_id = Set(Some(customer));
        tx.update::<Entity, _>(&before, row).await?;
    }
    Ok(())
}
