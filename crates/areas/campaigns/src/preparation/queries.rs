use super::entity::{Column, Entity, Model};
use super::{policy, rules};
use crate::entity::{self as campaign, Model as Campaign};
use contract::SubjectKind;
use contract::campaigns::preparation::{Preparation, PreparationItem, PreparationStatus};
use contract::values::Subject;
use engines::Asking;
use engines::attachments;
use engines::calendar::WorkingDays;
use engines::people::Names;
use platform::auth::Actor;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;
use uuid::Uuid;

/// The checklist of a campaign, by due day.
pub(super) async fn of_campaign(conn: &impl ConnectionTrait, campaign: Uuid) -> Reply<Vec<Model>> {
    let all = Entity::find().filter(Column::CampaignId.eq(campaign)).order_by_asc(Column::DueOn).order_by_asc(Column::Id);
    Ok(all.all(conn).await?)
}

/// Something to prepare for a campaign within reach.
pub(super) async fn found(conn: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Reply<(Model, Campaign)> {
    let item = Entity::find_by_id(id).one(conn).await?.ok_or(Error::NotFound)?;
    let campaign = crate::queries::visible(conn, actor, item.campaign_id).await?;
    Ok((item, campaign))
}

/// As tasks and attachments mention it.
pub(super) fn subject(item: &Model, campaign: &Campaign) -> Subject {
    Subject { kind: SubjectKind::CampaignItem, id: item.id, title: format!("{} {}", campaign.number, item.title) }
}

/// Those of these things that the asker may see.
pub(crate) async fn records(asking: &Asking<'_>, ids: &[Uuid]) -> Reply<Vec<Subject>> {
    let items = Entity::find().filter(Column::Id.is_in(ids.iter().copied())).all(asking.conn).await?;
    let within = campaign::Entity::find()
        .filter(campaign::Column::Id.is_in(items.iter().map(|item| item.campaign_id)))
        .filter(crate::policy::visible(asking.actor));
    let campaigns: HashMap<Uuid, Campaign> = within.all(asking.conn).await?.into_iter().map(|row| (row.id, row)).collect();
    Ok(items.iter().filter_map(|item| Some(subject(item, campaigns.get(&item.campaign_id)?))).collect())
}

/// The checklist in full.
pub(super) async fn present(conn: &impl ConnectionTrait, asking: &Asking<'_>, campaign: &Campaign) -> Reply<Preparation> {
    let days = WorkingDays::load(conn, asking.state.config.utc_offset_minutes).await?;
    let all = of_campaign(conn, campaign.id).await?;
    let count = |fits: &dyn Fn(&&Model) -> bool| u32::try_from(all.iter().filter(fits).count()).unwrap_or(u32::MAX);
    let starts_on = days.day_of(campaign.starts_at);
    let done = count(&|item| item.status == PreparationStatus::Done);
    let total = count(&|item| item.status != PreparationStatus::Dropped);
    let must_open = count(&|item| item.must && item.status == PreparationStatus::Open);
    Ok(Preparation {
        items: items(conn, asking, campaign, &all, &all, &days).await?,
        starts_on,
        today: asking.today,
        days_left: (asking.today < starts_on).then(|| days.between(asking.today, starts_on, |day| day != asking.today)),
        done,
        total,
        must_open,
        editable: policy::edit(campaign, asking.actor).is_ok(),
    })
}

/// One of them in full.
pub(super) async fn present_one(
    conn: &impl ConnectionTrait,
    asking: &Asking<'_>,
    item: Model,
    campaign: &Campaign,
) -> Reply<PreparationItem> {
    let days = WorkingDays::load(conn, asking.state.config.utc_offset_minutes).await?;
    let all = of_campaign(conn, campaign.id).await?;
    items(conn, asking, campaign, &[item], &all, &days).await?.pop().ok_or(Error::NotFound)
}

async fn items(
    conn: &impl ConnectionTrait,
    asking: &Asking<'_>,
    campaign: &Campaign,
    wanted: &[Model],
    all: &[Model],
    days: &WorkingDays,
) -> Reply<Vec<PreparationItem>> {
    let names = Names::load(conn, wanted.iter().flat_map(|item| [Some(item.owner_id), item.done_by]).flatten()).await?;
    let ids: Vec<Uuid> = wanted.iter().map(|item| item.id).collect();
    let files = attachments::counts(conn, SubjectKind::CampaignItem, &ids).await?;
    let open: HashMap<Uuid, &str> =
        all.iter().filter(|item| item.status == PreparationStatus::Open).map(|item| (item.id, item.title.as_str())).collect();
    let editable = policy::edit(campaign, asking.actor).is_ok();
    let shown = |item: &Model| -> Reply<PreparationItem> {
        let after = item.after()?;
        let takes = u32::try_from(item.takes).unwrap_or(1);
        Ok(PreparationItem {
            id: item.id,
            campaign: crate::queries::subject(campaign),
            title: item.title.clone(),
            topic: item.topic,
            owner: names.of(item.owner_id),
            days_before: u32::try_from(item.days_before).unwrap_or_default(),
            takes,
            begins_on: rules::begins_on(item.due_on, takes, days),
            due_on: item.due_on,
            must: item.must,
            evidence: item.evidence,
            files: files.get(&item.id).copied().unwrap_or_default(),
            waits_for: after.iter().filter_map(|id| open.get(id)).map(|title| (*title).to_owned()).collect(),
            after,
            status: item.status,
            note: Some(item.note.clone()).filter(|note| !note.is_empty()),
            done_at: item.done_at,
            done_by: item.done_by.map(|person| names.of(person)),
            late: item.status == PreparationStatus::Open && item.due_on < asking.today,
            version: item.version,
            actions: policy::actions(item, campaign, asking.actor),
            editable,
        })
    };
    wanted.iter().map(shown).collect()
}

/// What of a checklist has to be shown by a file, by due day.
pub(crate) async fn in_need_of_evidence(asking: &Asking<'_>, campaign: Uuid) -> Reply<Vec<Subject>> {
    let campaign = crate::queries::visible(asking.conn, asking.actor, campaign).await?;
    let all = of_campaign(asking.conn, campaign.id).await?;
    Ok(all.iter().filter(|item| item.evidence).map(|item| subject(item, &campaign)).collect())
}

/// The open things of a campaign with their versions, in the order of their due days.
pub(crate) async fn ids(conn: &impl ConnectionTrait, campaign: Uuid) -> Reply<Vec<(Uuid, i64)>> {
    let all = of_campaign(conn, campaign).await?;
    Ok(all.into_iter().filter(|item| item.status == PreparationStatus::Open).map(|item| (item.id, item.version)).collect())
}
