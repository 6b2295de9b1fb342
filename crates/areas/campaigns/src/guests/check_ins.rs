//! The door (CMP-07): what devices noted is merged without loss and without counting twice, in whatever order and however often it comes.

use super::commands::{emit, fresh, hold, phone_hash};
use super::entity::{Column, Entity, Model, check_in};
use super::queries::attended;
use super::states::FLOW;
use super::{policy, rules, walk_ins};
use crate::entity::Model as Campaign;
use crate::queries::visible;
use chrono::SubsecRound;
use contract::campaigns::guests::{
    CheckIn, CheckInOutcome, CheckInResults, CheckIns, CheckedIn, GuestActKind, GuestSource, GuestStatus, NewGuest,
};
use contract::values::phone;
use platform::Reply;
use platform::db::Tx;
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter};
use std::collections::HashMap;
use uuid::Uuid;

/// Merges what a device noted.
pub(super) async fn merge(tx: &mut Tx, campaign_id: Uuid, noted: &CheckIns) -> Reply<CheckInResults> {
    let actor = tx.actor()?.clone();
    let campaign = visible(tx.conn(), &actor, campaign_id).await?;
    policy::check_in(&campaign, &actor)?;
    // Two doors wait for each other here, so nobody is let in twice.
    hold(tx, campaign.id).await?;
    let mut door = Door::open(tx, &campaign, &noted.items).await?;
    let mut items = Vec::with_capacity(noted.items.len());
    for one in &noted.items {
        items.push(door.take(tx, &campaign, one).await?);
    }
    walk_ins::emit(tx, campaign.id, &door.walked_in);
    Ok(CheckInResults { items, attended: attended(tx.conn(), campaign.id).await? })
}

/// The guests that a batch is about, read in a few statements.
struct Door {
    guests: HashMap<Uuid, Model>,
    by_code: HashMap<String, Uuid>,
    by_phone: HashMap<String, Uuid>,
    /// Which note let whom in, from before.
    noted: HashMap<Uuid, Uuid>,
    /// Guests whom nobody invited.
    walked_in: Vec<Uuid>,
}

impl Door {
    async fn open(tx: &Tx, campaign: &Campaign, items: &[CheckIn]) -> Reply<Self> {
        let before = check_in::Entity::find().filter(check_in::Column::Id.is_in(items.iter().map(|one| one.id)));
        let noted: HashMap<Uuid, Uuid> = before.all(tx.conn()).await?.into_iter().map(|row| (row.id, row.guest_id)).collect();
        let hashes = items.iter().filter_map(|one| phone::parse(&one.phone).ok()).map(|digits| phone_hash(&tx.state().keys, &digits));
        let wanted = Condition::any()
            .add(Column::Id.is_in(items.iter().filter_map(|one| one.guest_id).chain(noted.values().copied())))
            .add(Column::Code.is_in(items.iter().map(|one| one.code.trim()).filter(|code| !code.is_empty())))
            .add(Column::PhoneHash.is_in(hashes));
        let found = Entity::find().filter(Column::CampaignId.eq(campaign.id)).filter(wanted).all(tx.conn()).await?;
        let mut door = Self { guests: HashMap::new(), by_code: HashMap::new(), by_phone: HashMap::new(), noted, walked_in: Vec::new() };
        found.into_iter().for_each(|guest| door.know(guest));
        Ok(door)
    }

    fn know(&mut self, guest: Model) {
        self.by_code.insert(guest.code.clone(), guest.id);
        if let Some(hash) = &guest.phone_hash {
            self.by_phone.insert(hash.clone(), guest.id);
        }
        self.guests.insert(guest.id, guest);
    }

    fn find(&self, tx: &Tx, one: &CheckIn) -> Option<Model> {
        let by_phone = || {
            let digits = phone::parse(&one.phone).ok()?;
            self.by_phone.get(&phone_hash(&tx.state().keys, &digits)).copied()
        };
        let id = one.guest_id.or_else(|| self.by_code.get(one.code.trim()).copied()).or_else(by_phone)?;
        self.guests.get(&id).cloned()
    }

    async fn take(&mut self, tx: &mut Tx, campaign: &Campaign, one: &CheckIn) -> Reply<CheckedIn> {
        if let Some(guest) = self.noted.get(&one.id) {
            // The answer of the first time was lost on its way.
            let name = self.guests.get(guest).map(|guest| guest.name.clone()).unwrap_or_default();
            return Ok(CheckedIn { id: one.id, outcome: CheckInOutcome::CheckedIn, guest_id: Some(*guest), name });
        }
        let at = rules::came_at(one.at, campaign.starts_at, tx.at()).trunc_subsecs(6);
        let told = |outcome, guest: &Model| CheckedIn { id: one.id, outcome, guest_id: Some(guest.id), name: guest.name.clone() };
        let guest = match self.find(tx, one) {
            Some(guest) if matches!(guest.status, GuestStatus::Attended | GuestStatus::FollowedUp) => {
                return Ok(told(CheckInOutcome::Already, &guest));
            }
            Some(before) => {
                let step = FLOW.plan_by_system(&before, GuestActKind::CheckIn)?;
                let mut row = before.clone().into_active_model();
                row.status = Set(step.to());
                row.attended_at = Set(Some(at));
                let guest = tx.update::<Entity, _>(&before, row).await?;
                // Who signed up by themselves is nobody's customer yet, either.
                if guest.source == GuestSource::SignUp && guest.customer_id.is_none() {
                    self.walked_in.push(guest.id);
                }
                guest
            }
            None if one.name.trim().is_empty() => {
                return Ok(CheckedIn { id: one.id, outcome: CheckInOutcome::Unknown, guest_id: None, name: String::new() });
            }
            None => {
                let new = NewGuest { name: one.name.clone(), phone: one.phone.clone(), company: String::new() };
                let mut row = fresh(tx, campaign.id, &new, GuestSource::WalkIn, GuestStatus::Attended)?;
                row.attended_at = Set(Some(at));
                let guest = tx.insert::<Entity, _>(row).await?;
                self.walked_in.push(guest.id);
                guest
            }
        };
        let row = check_in::ActiveModel {
            id: Set(one.id),
            campaign_id: Set(campaign.id),
            guest_id: Set(guest.id),
            at: Set(at),
            person_id: Set(tx.actor()?.id),
        };
        check_in::Entity::insert(row).exec_without_returning(tx.conn()).await?;
        emit(tx, &guest, "campaign_guest.attended");
        let told = told(CheckInOutcome::CheckedIn, &guest);
        self.noted.insert(one.id, guest.id);
        self.know(guest);
        Ok(told)
    }
}
