//! What is done with a checklist (CMP-04).

use super::entity::{ActiveModel, Column, Entity, Model};
use super::queries::{found, of_campaign, subject};
use super::states::FLOW;
use super::{policy, rules};
use crate::entity::Model as Campaign;
use crate::queries::visible;
use crate::{commands, templates};
use contract::SubjectKind;
use contract::campaigns::CampaignStatus;
use contract::campaigns::preparation::{PreparationAct, PreparationActKind, PreparationForm, PreparationStatus, TemplateLine};
use contract::permission::Permission;
use contract::tasks::{TaskKind, TaskStatus};
use engines::calendar::WorkingDays;
use engines::tasks::{self, NewTask};
use engines::{attachments, people};
use organisation::grants;
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Refusal, Reply};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use std::collections::HashMap;
use uuid::Uuid;

const WAITS: Refusal = Refusal::new("preparation.waits", locale::problems::PREPARATION_WAITS);
const NO_EVIDENCE: Refusal = Refusal::new("preparation.no_evidence", locale::problems::PREPARATION_NO_EVIDENCE);
const NOT_PREPARED: Refusal = Refusal::new("campaign.not_prepared", locale::problems::CAMPAIGN_NOT_PREPARED);
/// What a campaign can hold.
const MOST: usize = 200;

async fn calendar(tx: &Tx) -> Reply<WorkingDays> {
    WorkingDays::load(tx.conn(), tx.state().config.utc_offset_minutes).await
}

/// Adds something to prepare.
pub(crate) async fn add(tx: &mut Tx, campaign_id: Uuid, form: &PreparationForm) -> Reply<Model> {
    let actor = tx.actor()?.clone();
    let campaign = visible(tx.conn(), &actor, campaign_id).await?;
    policy::edit(&campaign, &actor)?;
    let days = calendar(tx).await?;
    let row = written(tx, fresh(tx, &campaign), &campaign, form, &days).await?;
    let item = tx.insert::<Entity, _>(row).await?;
    ask(tx, &campaign, &item).await?;
    emit(tx, &item, "campaign_item.added");
    still_ready(tx, &campaign).await?;
    Ok(item)
}

fn fresh(tx: &Tx, campaign: &Campaign) -> ActiveModel {
    ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        campaign_id: Set(campaign.id),
        status: Set(FLOW.start),
        note: Set(String::new()),
        done_at: Set(None),
        done_by: Set(None),
        late_told_at: Set(None),
        created_at: Set(tx.at()),
        updated_at: Set(tx.at()),
        ..Default::default()
    }
}

/// Whoever is given something to do for a campaign works here and sees campaigns.
///
/// # Errors
/// `422` at the pointer.
pub(crate) async fn is_able(tx: &Tx, person: Uuid, pointer: &str) -> Reply<()> {
    if people::unit_of(tx.conn(), person).await.is_err() {
        return Err(Error::invalid(pointer, "person_unknown"));
    }
    let able = grants::holds(tx.conn(), person, Permission::CampaignRead).await?;
    if able { Ok(()) } else { Err(Error::invalid(pointer, "preparation_owner_unable")) }
}

/// Puts a form into a row: its owner can work on it, and nothing waits for itself.
async fn written(tx: &Tx, mut row: ActiveModel, campaign: &Campaign, form: &PreparationForm, days: &WorkingDays) -> Reply<ActiveModel> {
    is_able(tx, form.owner_id, "/owner_id").await?;
    let id = row.id.clone().unwrap();
    let all = of_campaign(tx.conn(), campaign.id).await?;
    let others = all.iter().filter(|item| item.id != id).map(|item| Ok((item.id, item.after()?))).collect::<Reply<HashMap<_, _>>>()?;
    if others.len() >= MOST {
        return Err(Error::Refused(Refusal::new("preparation.too_many", locale::problems::PREPARATION_TOO_MANY)));
    }
    if form.after.contains(&id) || rules::is_circular(id, &form.after, &others) {
        return Err(Error::invalid("/after", "preparation_circular"));
    }
    if form.after.iter().any(|after| !others.contains_key(after)) {
        return Err(Error::invalid("/after", "preparation_unknown"));
    }
    row.title = Set(form.title.trim().to_owned());
    row.topic = Set(form.topic);
    row.owner_id = Set(form.owner_id);
    row.days_before = Set(form.days_before.into());
    row.takes = Set(form.takes.into());
    row.due_on = Set(rules::due_on(days.day_of(campaign.starts_at), form.days_before, days));
    row.must = Set(form.must);
    row.evidence = Set(form.evidence);
    row.after_ids = Set(serde_json::to_string(&form.after)?);
    Ok(row)
}

/// Puts the lines of a template into a campaign's checklist; they are its owner's until somebody else is named.
pub(crate) async fn lay_out(tx: &mut Tx, campaign_id: Uuid, template_id: Uuid) -> Reply<()> {
    let actor = tx.actor()?.clone();
    let campaign = visible(tx.conn(), &actor, campaign_id).await?;
    policy::edit(&campaign, &actor)?;
    let lines = templates::lines_of(tx.conn(), template_id).await?.ok_or_else(|| Error::invalid("/template_id", "word_unknown"))?;
    let days = calendar(tx).await?;
    let mut ids: Vec<Uuid> = Vec::with_capacity(lines.len());
    for line in &lines {
        let row = written(tx, fresh(tx, &campaign), &campaign, &from_line(line, campaign.owner_id, &ids), &days).await?;
        let item = tx.insert::<Entity, _>(row).await?;
        ask(tx, &campaign, &item).await?;
        emit(tx, &item, "campaign_item.added");
        ids.push(item.id);
    }
    still_ready(tx, &campaign).await
}

fn from_line(line: &TemplateLine, owner_id: Uuid, before: &[Uuid]) -> PreparationForm {
    PreparationForm {
        title: line.title.clone(),
        topic: line.topic,
        owner_id,
        days_before: line.days_before,
        takes: line.takes,
        must: line.must,
        evidence: line.evidence,
        after: line.after.iter().filter_map(|at| before.get((*at as usize).checked_sub(1)?)).copied().collect(),
    }
}

/// Changes something to prepare.
pub(crate) async fn edit(tx: &mut Tx, id: Uuid, seen: i64, form: &PreparationForm) -> Reply<Model> {
    let actor = tx.actor()?.clone();
    let (before, campaign) = found(tx.conn(), &actor, id).await?;
    policy::edit(&campaign, &actor)?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    let days = calendar(tx).await?;
    let mut row = written(tx, before.clone().into_active_model(), &campaign, form, &days).await?;
    if row.due_on.clone().unwrap() != before.due_on {
        row.late_told_at = Set(None);
    }
    let item = tx.update::<Entity, _>(&before, row).await?;
    if (item.owner_id, item.due_on, &item.title) != (before.owner_id, before.due_on, &before.title) {
        hush(tx, item.id, TaskStatus::Cancelled).await?;
        ask(tx, &campaign, &item).await?;
    }
    still_ready(tx, &campaign).await?;
    Ok(item)
}

/// Completes, reopens or drops something.
pub(crate) async fn act(tx: &mut Tx, id: Uuid, seen: i64, act: &PreparationAct) -> Reply<Model> {
    let actor = tx.actor()?.clone();
    let (before, campaign) = found(tx.conn(), &actor, id).await?;
    let step = policy::plan(&before, &campaign, act.act, &actor)?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    let mut row = before.clone().into_active_model();
    row.status = Set(step.to());
    row.note = Set(act.note.trim().to_owned());
    let (done_at, done_by, name) = match act.act {
        PreparationActKind::Complete => {
            may_be_done(tx, &before).await?;
            (Some(tx.at()), Some(actor.id), "campaign_item.done")
        }
        PreparationActKind::Reopen => (None, None, "campaign_item.reopened"),
        PreparationActKind::Drop => (None, None, "campaign_item.dropped"),
    };
    row.done_at = Set(done_at);
    row.done_by = Set(done_by);
    let item = tx.update::<Entity, _>(&before, row).await?;
    hush(tx, id, if act.act == PreparationActKind::Drop { TaskStatus::Cancelled } else { TaskStatus::Done }).await?;
    ask(tx, &campaign, &item).await?;
    emit(tx, &item, name);
    still_ready(tx, &campaign).await?;
    Ok(item)
}

/// What comes first is done, and what has to show it is there.
async fn may_be_done(tx: &Tx, item: &Model) -> Reply<()> {
    let open = Entity::find().filter(Column::Id.is_in(item.after()?)).filter(Column::Status.eq(PreparationStatus::Open));
    if open.one(tx.conn()).await?.is_some() {
        return Err(Error::Refused(WAITS));
    }
    let files = if item.evidence { attachments::counts(tx.conn(), SubjectKind::CampaignItem, &[item.id]).await?.len() } else { 1 };
    if files == 0 { Err(Error::Refused(NO_EVIDENCE)) } else { Ok(()) }
}

/// CMP-04: a campaign is ready only when everything that must be done is; without a checklist nothing was prepared.
pub(crate) async fn complete(tx: &Tx, campaign: Uuid) -> Reply<()> {
    let all = of_campaign(tx.conn(), campaign).await?;
    let open = all.iter().any(|item| item.must && item.status == PreparationStatus::Open);
    let none = !all.iter().any(|item| item.status == PreparationStatus::Done);
    if open || none { Err(Error::Refused(NOT_PREPARED)) } else { Ok(()) }
}

/// A campaign that was ready is not any more where something that must be done is open again.
async fn still_ready(tx: &mut Tx, campaign: &Campaign) -> Reply<()> {
    if campaign.status != CampaignStatus::Ready || complete(tx, campaign.id).await.is_ok() {
        return Ok(());
    }
    commands::unready(tx, campaign).await
}

/// Asks whose thing it is, where it is open and preparing is under way.
async fn ask(tx: &mut Tx, campaign: &Campaign, item: &Model) -> Reply<()> {
    if item.status != PreparationStatus::Open || !policy::is_under_way(campaign) {
        return Ok(());
    }
    let days = calendar(tx).await?;
    let new = NewTask {
        kind: TaskKind::Preparation,
        person: item.owner_id,
        title: item.title.clone(),
        subject: subject(item, campaign),
        due_at: Some(days.end_of(item.due_on)),
    };
    tasks::open(tx, new).await
}

async fn hush(tx: &mut Tx, item: Uuid, status: TaskStatus) -> Reply<()> {
    tasks::close(tx, item, TaskKind::Preparation, status).await?;
    tasks::close(tx, item, TaskKind::Escalation, status).await
}

/// The campaign took a step: preparing begins with the approval, and ends with the campaign or a change of its plan.
pub(crate) async fn follow(tx: &mut Tx, before: CampaignStatus, campaign: &Campaign) -> Reply<()> {
    let begins = before == CampaignStatus::Approving && campaign.status == CampaignStatus::Approved;
    let ends = matches!(campaign.status, CampaignStatus::Draft | CampaignStatus::Cancelled | CampaignStatus::Finished);
    if !begins && !ends {
        return Ok(());
    }
    for item in of_campaign(tx.conn(), campaign.id).await?.iter().filter(|item| item.status == PreparationStatus::Open) {
        if begins {
            ask(tx, campaign, item).await?;
        } else {
            hush(tx, item.id, TaskStatus::Cancelled).await?;
        }
    }
    Ok(())
}

/// The campaign starts on another day: what is open moves with it.
pub(crate) async fn reschedule(tx: &mut Tx, campaign: &Campaign) -> Reply<()> {
    let days = calendar(tx).await?;
    for item in of_campaign(tx.conn(), campaign.id).await?.iter().filter(|item| item.status == PreparationStatus::Open) {
        let before = u32::try_from(item.days_before).unwrap_or_default();
        let mut row = item.clone().into_active_model();
        row.due_on = Set(rules::due_on(days.day_of(campaign.starts_at), before, &days));
        row.late_told_at = Set(None);
        tx.update::<Entity, _>(item, row).await?;
    }
    Ok(())
}

/// The campaign was put off: what is open is due before the new day, and whoever does it hears so.
pub(crate) async fn put_off(tx: &mut Tx, campaign: &Campaign) -> Reply<()> {
    reschedule(tx, campaign).await?;
    for item in of_campaign(tx.conn(), campaign.id).await?.iter().filter(|item| item.status == PreparationStatus::Open) {
        hush(tx, item.id, TaskStatus::Cancelled).await?;
        ask(tx, campaign, item).await?;
    }
    Ok(())
}

fn emit(tx: &mut Tx, item: &Model, name: &'static str) {
    let data = serde_json::json!({ "campaign_id": item.campaign_id, "status": item.status, "owner_id": item.owner_id });
    tx.emit(Event { name, kind: SubjectKind::CampaignItem, id: item.id, data });
}
