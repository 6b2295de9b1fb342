//! What is done with guests (CMP-07).

use super::entity::{ActiveModel, Column, Entity, Model, sign_up};
use super::queries::{found, seats_taken, settings};
use super::states::FLOW;
use super::{news, policy, rules};
use crate::entity as campaign;
use crate::entity::Model as Campaign;
use crate::queries::visible;
use contract::SubjectKind;
use contract::campaigns::guests::{GuestAct, GuestActKind, GuestSource, GuestStatus, Invited, NewGuest, PublicSignUp, SignUpForm};
use contract::values::{mask_phone, phone};
use engines::{Areas, Asking};
use platform::db::Tx;
use platform::outbox::Event;
use platform::seal::{Keys, hex, random};
use platform::{Error, Refusal, Reply};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashSet;
use uuid::Uuid;

const ALREADY: Refusal = Refusal::new("guest.already", locale::problems::GUEST_ALREADY);
const REFUSED: Refusal = Refusal::new("sign_up.refused", locale::problems::SIGN_UP_REFUSED);

/// Those who change the list of a campaign wait for each other: the last seat is given once.
pub(super) async fn hold(tx: &Tx, campaign: Uuid) -> Reply<()> {
    campaign::Entity::find_by_id(campaign).lock_exclusive().one(tx.conn()).await?;
    Ok(())
}

/// What a new guest begins with.
pub(super) fn fresh(tx: &Tx, campaign: Uuid, new: &NewGuest, source: GuestSource, status: GuestStatus) -> Reply<ActiveModel> {
    let keys = &tx.state().keys;
    let digits = phone::parse(&new.phone).ok();
    Ok(ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        campaign_id: Set(campaign),
        name: Set(new.name.trim().to_owned()),
        company: Set(new.company.trim().to_owned()),
        phone_hint: Set(digits.as_deref().map(mask_phone)),
        phone_hash: Set(digits.as_deref().map(|digits| phone_hash(keys, digits))),
        phone_sealed: Set(digits.as_deref().map(|digits| keys.seal(digits)).transpose()?),
        code: Set(secret(8)?),
        customer_id: Set(None),
        source: Set(source),
        status: Set(status),
        attended_at: Set(None),
        remark: Set(String::new()),
        added_by: Set(tx.person()),
        untold_since: Set(None),
        created_at: Set(tx.at()),
        updated_at: Set(tx.at()),
    })
}

/// Equal numbers have equal hashes, and others than elsewhere.
pub(super) fn phone_hash(keys: &Keys, digits: &str) -> String {
    keys.hash("guest-phone", digits.as_bytes())
}

/// So many random bytes as text.
pub(crate) fn secret(bytes: usize) -> Reply<String> {
    let mut secret = vec![0; bytes];
    random(&mut secret)?;
    Ok(hex(&secret))
}

/// Invites somebody by hand.
pub(super) async fn invite(tx: &mut Tx, campaign_id: Uuid, new: &NewGuest) -> Reply<Model> {
    let actor = tx.actor()?.clone();
    let campaign = visible(tx.conn(), &actor, campaign_id).await?;
    policy::keep(&campaign, &actor)?;
    let row = fresh(tx, campaign.id, new, GuestSource::Hand, FLOW.start)?;
    let guest = tx.insert::<Entity, _>(row).await.map_err(|e| e.on_unique("phone", ALREADY))?;
    emit(tx, &guest, "campaign_guest.invited");
    Ok(guest)
}

/// Invites customers whom the caller sees; those who are guests already stay as they are.
pub(super) async fn invite_customers(tx: &mut Tx, areas: &Areas, campaign_id: Uuid, ids: &[Uuid]) -> Reply<Invited> {
    let actor = tx.actor()?.clone();
    let campaign = visible(tx.conn(), &actor, campaign_id).await?;
    policy::invites(&campaign)?;
    let asking = Asking::new(tx.state(), &actor, tx.meta().language);
    let customers = areas.records(&asking, SubjectKind::Customer, ids).await?;
    if customers.len() < ids.iter().collect::<HashSet<_>>().len() {
        return Err(Error::invalid("/customer_ids", "customer_unknown"));
    }
    hold(tx, campaign.id).await?;
    let before = Entity::find().filter(Column::CampaignId.eq(campaign.id)).filter(Column::CustomerId.is_in(ids.iter().copied()));
    let before: HashSet<Uuid> = before.all(tx.conn()).await?.into_iter().filter_map(|guest| guest.customer_id).collect();
    let mut rows = Vec::new();
    for customer in customers.iter().filter(|customer| !before.contains(&customer.id)) {
        let name = customer.title.split_once(' ').map_or(customer.title.as_str(), |(_, name)| name);
        let short: String = name.chars().take(60).collect();
        let new = NewGuest { name: short, phone: String::new(), company: String::new() };
        let mut row = fresh(tx, campaign.id, &new, GuestSource::Customer, FLOW.start)?;
        row.customer_id = Set(Some(customer.id));
        rows.push(row);
    }
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let invited = Invited { invited: count(rows.len()), already: count(before.len()) };
    tx.insert_many::<Entity, _>(rows).await?;
    Ok(invited)
}

/// Confirms, declines or follows up. Who confirms when all seats are taken waits; who declines makes room for the first who waits.
pub(super) async fn act(tx: &mut Tx, id: Uuid, seen: i64, act: &GuestAct) -> Reply<Model> {
    let actor = tx.actor()?.clone();
    let (before, campaign) = found(tx.conn(), &actor, id).await?;
    let mut step = policy::plan(&before, &campaign, act.act, &actor)?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    hold(tx, campaign.id).await?;
    if act.act == GuestActKind::Confirm && !has_seat(tx, campaign.id).await? {
        step = FLOW.plan_by_system(&before, GuestActKind::Queue)?;
    }
    let mut row = before.clone().into_active_model();
    row.status = Set(step.to());
    // Whoever says something about coming was spoken to.
    row.untold_since = Set(None);
    if !act.remark.trim().is_empty() {
        row.remark = Set(act.remark.trim().to_owned());
    }
    let guest = tx.update::<Entity, _>(&before, row).await?;
    emit(tx, &guest, "campaign_guest.moved");
    if act.act == GuestActKind::Decline {
        promote(tx, campaign.id).await?;
    }
    news::told(tx, &before, &campaign).await?;
    Ok(guest)
}

async fn has_seat(tx: &Tx, campaign: Uuid) -> Reply<bool> {
    let quota = settings(tx.conn(), campaign).await?.and_then(|settings| settings.quota);
    Ok(rules::has_seat(quota, seats_taken(tx.conn(), campaign).await?))
}

/// Gives free seats to those who wait, in the order in which they came.
async fn promote(tx: &mut Tx, campaign: Uuid) -> Reply<()> {
    let waiting = Entity::find()
        .filter(Column::CampaignId.eq(campaign))
        .filter(Column::Status.eq(GuestStatus::Waiting))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id);
    for before in waiting.all(tx.conn()).await? {
        if !has_seat(tx, campaign).await? {
            break;
        }
        let step = FLOW.plan_by_system(&before, GuestActKind::Promote)?;
        let mut row = before.clone().into_active_model();
        row.status = Set(step.to());
        let guest = tx.update::<Entity, _>(&before, row).await?;
        emit(tx, &guest, "campaign_guest.promoted");
    }
    Ok(())
}

/// Opens or closes the sign-up, and sets the seats; more seats take in those who wait. The first time it gets its address.
pub(super) async fn set(tx: &mut Tx, campaign_id: Uuid, seen: i64, form: &SignUpForm) -> Reply<Campaign> {
    let actor = tx.actor()?.clone();
    let campaign = visible(tx.conn(), &actor, campaign_id).await?;
    policy::keep(&campaign, &actor)?;
    hold(tx, campaign.id).await?;
    let quota = form.quota.map(i64::from);
    match settings(tx.conn(), campaign.id).await? {
        Some(before) if before.version != seen => return Err(Error::Stale),
        Some(before) => {
            let mut row = before.clone().into_active_model();
            row.is_open = Set(form.open);
            row.quota = Set(quota);
            tx.update::<sign_up::Entity, _>(&before, row).await?;
        }
        None if seen != 0 => return Err(Error::Stale),
        None => {
            let row = sign_up::ActiveModel {
                id: Set(campaign.id),
                version: Set(1),
                token: Set(secret(16)?),
                is_open: Set(form.open),
                quota: Set(quota),
                created_at: Set(tx.at()),
                updated_at: Set(tx.at()),
            };
            tx.insert::<sign_up::Entity, _>(row).await?;
        }
    }
    promote(tx, campaign.id).await?;
    Ok(campaign)
}

/// What a sign-up came to: whether on the waiting list, and the code of a new guest.
pub(super) async fn sign_up(tx: &mut Tx, token: &str, new: &PublicSignUp) -> Reply<(bool, Option<String>)> {
    let (campaign, _) = super::queries::published(tx.conn(), token).await?;
    if !new.website.trim().is_empty() || !super::tickets::is_good(&tx.state().keys, token, &new.ticket, tx.at()) {
        return Err(Error::Refused(REFUSED));
    }
    hold(tx, campaign.id).await?;
    let digits = phone::parse(&new.phone).map_err(|problem| Error::invalid("/phone", problem.code()))?;
    let hash = phone_hash(&tx.state().keys, &digits);
    let before = Entity::find().filter(Column::CampaignId.eq(campaign.id)).filter(Column::PhoneHash.eq(hash));
    let seat = has_seat(tx, campaign.id).await?;
    if let Some(before) = before.one(tx.conn()).await? {
        // Whoever knows a number learns nothing about whose it is. Somebody who was invited has confirmed by this.
        if before.status == GuestStatus::Invited {
            let mut row = before.clone().into_active_model();
            row.status = Set(if seat { GuestStatus::Confirmed } else { GuestStatus::Waiting });
            let guest = tx.update::<Entity, _>(&before, row).await?;
            emit(tx, &guest, "campaign_guest.moved");
        }
        return Ok((!seat, None));
    }
    let form = NewGuest { name: new.name.clone(), phone: new.phone.clone(), company: new.company.clone() };
    let status = if seat { GuestStatus::Confirmed } else { GuestStatus::Waiting };
    let row = fresh(tx, campaign.id, &form, GuestSource::SignUp, status)?;
    let guest = tx.insert::<Entity, _>(row).await?;
    emit(tx, &guest, "campaign_guest.signed_up");
    Ok((!seat, Some(guest.code)))
}

pub(super) fn emit(tx: &mut Tx, guest: &Model, name: &'static str) {
    let data = serde_json::json!({ "campaign_id": guest.campaign_id, "status": guest.status, "source": guest.source });
    tx.emit(Event { name, kind: SubjectKind::CampaignGuest, id: guest.id, data });
}
