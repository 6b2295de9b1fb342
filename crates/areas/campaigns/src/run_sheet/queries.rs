use super::entity::{Column, Entity, Model, incident, roster};
use super::{policy, rules};
use crate::entity::{self as campaign, Model as Campaign};
use crate::rules::excerpt;
use chrono::{DateTime, Utc};
use contract::SubjectKind;
use contract::campaigns::run_sheet::{Incident, RosterEntry, RosterLine, RunItem, RunItemKind, RunItemStatus, RunSheet};
use contract::values::Subject;
use engines::people::Names;
use engines::{Asking, attachments};
use platform::auth::Actor;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;
use uuid::Uuid;

/// An item of a campaign within reach.
pub(super) async fn found(conn: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Reply<(Model, Campaign)> {
    let item = Entity::find_by_id(id).one(conn).await?.ok_or(Error::NotFound)?;
    let campaign = crate::queries::visible(conn, actor, item.campaign_id).await?;
    Ok((item, campaign))
}

/// The roster, where one was ever set.
pub(super) async fn roster_of(conn: &impl ConnectionTrait, campaign: Uuid) -> Reply<Option<roster::Model>> {
    Ok(roster::Entity::find_by_id(campaign).one(conn).await?)
}

/// An item in full.
pub(super) async fn one(conn: &impl ConnectionTrait, actor: &Actor, campaign: &Campaign, row: Model, now: DateTime<Utc>) -> Reply<RunItem> {
    let names = Names::load(conn, [row.owner_id]).await?;
    let files = attachments::counts(conn, SubjectKind::CampaignRunItem, &[row.id]).await?;
    Ok(present(row, (campaign, actor, now), &names, &files))
}

type Files = HashMap<Uuid, u32>;

fn present(row: Model, (campaign, actor, now): (&Campaign, &Actor, DateTime<Utc>), names: &Names, files: &Files) -> RunItem {
    RunItem {
        files: files.get(&row.id).copied().unwrap_or_default(),
        actions: policy::actions(&row, campaign, actor),
        late: rules::is_late(row.status, row.planned_at, row.minutes, row.began_at, now),
        owner: names.of(row.owner_id),
        minutes: u32::try_from(row.minutes).unwrap_or(u32::MAX),
        remark: Some(row.remark).filter(|remark| !remark.is_empty()),
        id: row.id,
        kind: row.kind,
        title: row.title,
        planned_at: row.planned_at,
        status: row.status,
        began_at: row.began_at,
        ended_at: row.ended_at,
        version: row.version,
    }
}

/// The day as a whole.
pub(super) async fn sheet(conn: &impl ConnectionTrait, actor: &Actor, campaign: &Campaign, now: DateTime<Utc>) -> Reply<RunSheet> {
    let items = Entity::find().filter(Column::CampaignId.eq(campaign.id)).order_by_asc(Column::PlannedAt).order_by_asc(Column::Id);
    let items = items.all(conn).await?;
    let roster = roster_of(conn, campaign.id).await?;
    let entries: Vec<RosterEntry> = roster.as_ref().map(|row| serde_json::from_str(&row.entries)).transpose()?.unwrap_or_default();
    let incidents = incident::Entity::find().filter(incident::Column::CampaignId.eq(campaign.id));
    let incidents = incidents.order_by_desc(incident::Column::CreatedAt).order_by_desc(incident::Column::Id).all(conn).await?;
    let people = items.iter().map(|row| row.owner_id).chain(entries.iter().map(|one| one.person_id));
    let names = Names::load(conn, people.chain(incidents.iter().map(|one| one.person_id))).await?;
    let open = |row: &&Model| row.kind == RunItemKind::Safety && row.status != RunItemStatus::Done;
    let unsafe_items = u32::try_from(items.iter().filter(open).count()).unwrap_or(u32::MAX);
    let line =
        |one: RosterEntry| RosterLine { person: names.of(one.person_id), duty: one.duty, from_at: one.from_at, until_at: one.until_at };
    let photos = attachments::counts(conn, SubjectKind::CampaignRunItem, &items.iter().map(|row| row.id).collect::<Vec<_>>()).await?;
    let shots = attachments::counts(conn, SubjectKind::CampaignIncident, &incidents.iter().map(|row| row.id).collect::<Vec<_>>()).await?;
    let noted = |one: incident::Model| Incident {
        person: names.of(one.person_id),
        files: shots.get(&one.id).copied().unwrap_or_default(),
        id: one.id,
        gravity: one.gravity,
        what: one.what,
        done: one.done,
        at: one.created_at,
    };
    Ok(RunSheet {
        id: campaign.id,
        items: items.into_iter().map(|row| present(row, (campaign, actor, now), &names, &photos)).collect(),
        roster: entries.into_iter().map(line).collect(),
        incidents: incidents.into_iter().map(noted).collect(),
        unsafe_items,
        editable: policy::plan(campaign, actor).is_ok(),
        notes_incidents: policy::note(campaign, actor).is_ok(),
        version: roster.map_or(0, |row| row.version),
    })
}

/// Those of these items that the asker may see.
pub(crate) async fn item_records(asking: &Asking<'_>, ids: &[Uuid]) -> Reply<Vec<Subject>> {
    let rows = Entity::find().filter(Column::Id.is_in(ids.iter().copied())).all(asking.conn).await?;
    let campaigns = within(asking, rows.iter().map(|row| row.campaign_id)).await?;
    let subject = |row: &Model| {
        let number = campaigns.get(&row.campaign_id)?;
        Some(Subject { kind: SubjectKind::CampaignRunItem, id: row.id, title: format!("{number} {}", row.title) })
    };
    Ok(rows.iter().filter_map(subject).collect())
}

/// Those of these incidents that the asker may see.
pub(crate) async fn incident_records(asking: &Asking<'_>, ids: &[Uuid]) -> Reply<Vec<Subject>> {
    let rows = incident::Entity::find().filter(incident::Column::Id.is_in(ids.iter().copied())).all(asking.conn).await?;
    let campaigns = within(asking, rows.iter().map(|row| row.campaign_id)).await?;
    let subject = |row: &incident::Model| {
        let number = campaigns.get(&row.campaign_id)?;
        let title = format!("{number} {}", excerpt(&row.what, 40));
        Some(Subject { kind: SubjectKind::CampaignIncident, id: row.id, title })
    };
    Ok(rows.iter().filter_map(subject).collect())
}

/// The numbers of those campaigns that the asker may see.
async fn within(asking: &Asking<'_>, ids: impl Iterator<Item = Uuid>) -> Reply<HashMap<Uuid, String>> {
    let found = campaign::Entity::find().filter(campaign::Column::Id.is_in(ids)).filter(crate::policy::visible(asking.actor));
    Ok(found.all(asking.conn).await?.into_iter().map(|row| (row.id, row.number)).collect())
}
