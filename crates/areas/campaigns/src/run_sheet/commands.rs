//! What is done on the day of a campaign.

use super::entity::{ActiveModel, Column, Entity, Model, incident, roster};
use super::policy;
use super::queries::{found, roster_of};
use super::states::FLOW;
use crate::entity::Model as Campaign;
use crate::preparation::is_able;
use crate::queries::visible;
use crate::rules::is_plausible;
use chrono::{SubsecRound, TimeDelta};
use contract::SubjectKind;
use contract::campaigns::run_sheet::{
    NewIncident, RosterEntry, RosterForm, RunItemAct, RunItemActKind, RunItemForm, RunItemKind, RunItemStatus,
};
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Refusal, Reply};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter};
use uuid::Uuid;

const UNSAFE: Refusal = Refusal::new("campaign.unsafe", locale::problems::CAMPAIGN_UNSAFE);
const TOO_MANY: Refusal = Refusal::new("run_item.too_many", locale::problems::RUN_ITEM_TOO_MANY);
/// What a day can hold.
const MOST: u64 = 200;

async fn written(tx: &Tx, mut row: ActiveModel, form: &RunItemForm) -> Reply<ActiveModel> {
    is_able(tx, form.owner_id, "/owner_id").await?;
    if !is_plausible(form.planned_at) {
        return Err(Error::invalid("/planned_at", "range"));
    }
    row.kind = Set(form.kind);
    row.title = Set(form.title.trim().to_owned());
    row.planned_at = Set(form.planned_at.trunc_subsecs(6));
    row.minutes = Set(form.minutes.into());
    row.owner_id = Set(form.owner_id);
    Ok(row)
}

/// Plans an item.
pub(super) async fn plan(tx: &mut Tx, campaign_id: Uuid, form: &RunItemForm) -> Reply<Model> {
    let actor = tx.actor()?.clone();
    let campaign = visible(tx.conn(), &actor, campaign_id).await?;
    policy::plan(&campaign, &actor)?;
    if Entity::find().filter(Column::CampaignId.eq(campaign.id)).count(tx.conn()).await? >= MOST {
        return Err(Error::Refused(TOO_MANY));
    }
    let row = ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        campaign_id: Set(campaign.id),
        status: Set(FLOW.start),
        began_at: Set(None),
        ended_at: Set(None),
        remark: Set(String::new()),
        created_at: Set(tx.at()),
        updated_at: Set(tx.at()),
        ..Default::default()
    };
    let row = written(tx, row, form).await?;
    let item = tx.insert::<Entity, _>(row).await?;
    emit(tx, &item, "campaign_run_item.planned");
    Ok(item)
}

/// Changes an item.
pub(super) async fn change(tx: &mut Tx, id: Uuid, seen: i64, form: &RunItemForm) -> Reply<Model> {
    let actor = tx.actor()?.clone();
    let (before, campaign) = found(tx.conn(), &actor, id).await?;
    policy::plan(&campaign, &actor)?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    let row = written(tx, before.clone().into_active_model(), form).await?;
    tx.update::<Entity, _>(&before, row).await
}

/// Takes an item one step on; its times are those of the press.
pub(super) async fn act(tx: &mut Tx, id: Uuid, seen: i64, act: &RunItemAct) -> Reply<Model> {
    let actor = tx.actor()?.clone();
    let (before, campaign) = found(tx.conn(), &actor, id).await?;
    let step = policy::step(&before, &campaign, act.act, &actor)?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    let mut row = before.clone().into_active_model();
    row.status = Set(step.to());
    match act.act {
        RunItemActKind::Begin => row.began_at = Set(Some(tx.at())),
        RunItemActKind::Finish => {
            row.began_at = Set(before.began_at.or(Some(tx.at())));
            row.ended_at = Set(Some(tx.at()));
        }
        RunItemActKind::Skip => row.ended_at = Set(Some(tx.at())),
        RunItemActKind::Reset => {
            row.began_at = Set(None);
            row.ended_at = Set(None);
        }
    }
    row.remark = Set(act.remark.trim().to_owned());
    let item = tx.update::<Entity, _>(&before, row).await?;
    emit(tx, &item, "campaign_run_item.moved");
    Ok(item)
}

/// A campaign starts only when each safety check that was planned is done.
pub(crate) async fn is_safe(tx: &Tx, campaign: &Campaign) -> Reply<()> {
    let open = Entity::find()
        .filter(Column::CampaignId.eq(campaign.id))
        .filter(Column::Kind.eq(RunItemKind::Safety))
        .filter(Column::Status.ne(RunItemStatus::Done));
    if open.count(tx.conn()).await? == 0 { Ok(()) } else { Err(Error::Refused(UNSAFE)) }
}

/// The campaign starts at another moment: what of its day is still planned, and who is on duty, move with it.
pub(crate) async fn shift(tx: &mut Tx, campaign: &Campaign, by: TimeDelta) -> Reply<()> {
    let planned = Entity::find().filter(Column::CampaignId.eq(campaign.id)).filter(Column::Status.eq(RunItemStatus::Planned));
    for before in planned.all(tx.conn()).await? {
        let mut row = before.clone().into_active_model();
        row.planned_at = Set(before.planned_at + by);
        tx.update::<Entity, _>(&before, row).await?;
    }
    if let Some(before) = roster_of(tx.conn(), campaign.id).await? {
        let mut entries: Vec<RosterEntry> = serde_json::from_str(&before.entries)?;
        for entry in &mut entries {
            entry.from_at += by;
            entry.until_at += by;
        }
        let mut row = before.clone().into_active_model();
        row.entries = Set(serde_json::to_string(&entries)?);
        tx.update::<roster::Entity, _>(&before, row).await?;
    }
    Ok(())
}

/// Sets the whole roster.
pub(super) async fn set_roster(tx: &mut Tx, campaign_id: Uuid, seen: i64, form: &RosterForm) -> Reply<Campaign> {
    let actor = tx.actor()?.clone();
    let campaign = visible(tx.conn(), &actor, campaign_id).await?;
    policy::plan(&campaign, &actor)?;
    for (at, entry) in form.entries.iter().enumerate() {
        is_able(tx, entry.person_id, &format!("/entries/{at}/person_id")).await?;
        if !is_plausible(entry.from_at) || !is_plausible(entry.until_at) {
            return Err(Error::invalid(format!("/entries/{at}/from_at"), "range"));
        }
    }
    let entries = serde_json::to_string(&form.entries)?;
    match roster_of(tx.conn(), campaign.id).await? {
        Some(before) if before.version != seen => return Err(Error::Stale),
        Some(before) => {
            let mut row = before.clone().into_active_model();
            row.entries = Set(entries);
            tx.update::<roster::Entity, _>(&before, row).await?;
        }
        None if seen != 0 => return Err(Error::Stale),
        None => {
            let row = roster::ActiveModel {
                id: Set(campaign.id),
                version: Set(1),
                entries: Set(entries),
                created_at: Set(tx.at()),
                updated_at: Set(tx.at()),
            };
            tx.insert::<roster::Entity, _>(row).await?;
        }
    }
    Ok(campaign)
}

/// Notes what happened on site.
pub(super) async fn note(tx: &mut Tx, campaign_id: Uuid, new: &NewIncident) -> Reply<Campaign> {
    let actor = tx.actor()?.clone();
    let campaign = visible(tx.conn(), &actor, campaign_id).await?;
    policy::note(&campaign, &actor)?;
    let row = incident::ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        campaign_id: Set(campaign.id),
        gravity: Set(new.gravity),
        what: Set(new.what.trim().to_owned()),
        done: Set(new.done.trim().to_owned()),
        person_id: Set(actor.id),
        created_at: Set(tx.at()),
        updated_at: Set(tx.at()),
    };
    let noted = tx.insert::<incident::Entity, _>(row).await?;
    let data = serde_json::json!({ "campaign_id": campaign.id, "gravity": noted.gravity });
    tx.emit(Event { name: "campaign_incident.noted", kind: SubjectKind::CampaignIncident, id: noted.id, data });
    Ok(campaign)
}

fn emit(tx: &mut Tx, item: &Model, name: &'static str) {
    let data = serde_json::json!({ "campaign_id": item.campaign_id, "status": item.status });
    tx.emit(Event { name, kind: SubjectKind::CampaignRunItem, id: item.id, data });
}
