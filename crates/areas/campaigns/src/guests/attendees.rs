//! Who came, for what came of it (CMP-10, CMP-11).

use super::entity::{Column, Entity, Model};
use crate::outcomes::Touch;
use chrono::{DateTime, Utc};
use contract::campaigns::guests::{GuestSource, GuestStatus};
use platform::Reply;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::HashMap;
use uuid::Uuid;

/// Customers asked for in one statement.
const SOME: usize = 5000;

/// Somebody who came.
pub(crate) struct Attendee {
    pub customer: Option<Uuid>,
    pub at: DateTime<Utc>,
    /// They were on no customer file when they were invited.
    pub is_lead: bool,
}

fn came(row: &Model) -> Option<DateTime<Utc>> {
    row.attended_at.filter(|_| matches!(row.status, GuestStatus::Attended | GuestStatus::FollowedUp))
}

/// Everybody who came to a campaign.
pub(crate) async fn attendees(conn: &impl ConnectionTrait, campaign: Uuid) -> Reply<Vec<Attendee>> {
    let rows = Entity::find().filter(Column::CampaignId.eq(campaign)).filter(Column::AttendedAt.is_not_null()).all(conn).await?;
    let one = |row: &Model| Some(Attendee { customer: row.customer_id, at: came(row)?, is_lead: row.source != GuestSource::Customer });
    Ok(rows.iter().filter_map(one).collect())
}

/// The campaigns that customers came to, whoever may see those: a contract counts for what it counts for.
pub(crate) async fn touches(conn: &impl ConnectionTrait, customers: &[Uuid]) -> Reply<HashMap<Uuid, Vec<Touch>>> {
    let mut touches: HashMap<Uuid, Vec<Touch>> = HashMap::new();
    for some in customers.chunks(SOME) {
        let rows = Entity::find().filter(Column::CustomerId.is_in(some.iter().copied())).filter(Column::AttendedAt.is_not_null());
        for row in rows.all(conn).await? {
            if let Some((customer, at)) = row.customer_id.zip(came(&row)) {
                touches.entry(customer).or_default().push(Touch { campaign: row.campaign_id, at });
            }
        }
    }
    Ok(touches)
}
