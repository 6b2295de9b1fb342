use super::entity::{Column, Entity, Model};
use super::rules::{Stock, open};
use crate::entity::{self as campaign, Model as Campaign};
use crate::spending::policy;
use contract::SubjectKind;
use contract::campaigns::materials::{Material, Materials};
use contract::values::{Money, Subject};
use engines::{Asking, attachments};
use platform::auth::Actor;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;
use uuid::Uuid;

/// A material of a campaign within reach.
pub(super) async fn found(conn: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Reply<(Model, Campaign)> {
    let material = Entity::find_by_id(id).one(conn).await?.ok_or(Error::NotFound)?;
    let campaign = crate::queries::visible(conn, actor, material.campaign_id).await?;
    Ok((material, campaign))
}

/// Those of these materials that the asker may see.
pub(crate) async fn records(asking: &Asking<'_>, ids: &[Uuid]) -> Reply<Vec<Subject>> {
    let rows = Entity::find().filter(Column::Id.is_in(ids.iter().copied())).all(asking.conn).await?;
    let within = campaign::Entity::find()
        .filter(campaign::Column::Id.is_in(rows.iter().map(|row| row.campaign_id)))
        .filter(crate::policy::visible(asking.actor));
    let campaigns: HashMap<Uuid, Campaign> = within.all(asking.conn).await?.into_iter().map(|row| (row.id, row)).collect();
    let subject = |row: &Model| {
        let campaign = campaigns.get(&row.campaign_id)?;
        Some(Subject { kind: SubjectKind::CampaignMaterial, id: row.id, title: format!("{} {}", campaign.number, row.name) })
    };
    Ok(rows.iter().filter_map(subject).collect())
}

pub(super) fn stock(row: &Model) -> Stock {
    Stock { ordered: row.ordered, received: row.received, used: row.used, returned: row.returned }
}

fn cost(row: &Model) -> i64 {
    row.ordered.saturating_mul(row.unit_cost_cents)
}

/// The materials of a campaign.
pub(super) async fn list(conn: &impl ConnectionTrait, actor: &Actor, campaign: &Campaign) -> Reply<Materials> {
    let rows = Entity::find().filter(Column::CampaignId.eq(campaign.id)).order_by_asc(Column::Id).all(conn).await?;
    let whole = rows.iter().map(cost).fold(0_i64, i64::saturating_add);
    Ok(Materials {
        items: present(conn, actor, campaign, rows).await?,
        cost: Money::from_cents(whole),
        editable: policy::plan_ahead(campaign, actor).is_ok(),
    })
}

/// A material in full.
pub(super) async fn one(conn: &impl ConnectionTrait, actor: &Actor, campaign: &Campaign, row: Model) -> Reply<Material> {
    present(conn, actor, campaign, vec![row]).await?.pop().ok_or(Error::NotFound)
}

async fn present(conn: &impl ConnectionTrait, actor: &Actor, campaign: &Campaign, rows: Vec<Model>) -> Reply<Vec<Material>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let files = attachments::counts(conn, SubjectKind::CampaignMaterial, &ids).await?;
    let bound = policy::bind(campaign, actor).is_ok();
    let shown = |row: Model| Material {
        campaign: crate::queries::subject(campaign),
        unit_cost: Money::from_cents(row.unit_cost_cents),
        cost: Money::from_cents(cost(&row)),
        left: stock(&row).left(),
        files: files.get(&row.id).copied().unwrap_or_default(),
        actions: if bound { open(stock(&row), row.quality) } else { Vec::new() },
        editable: policy::plan_ahead(campaign, actor).is_ok(),
        id: row.id,
        kind: row.kind,
        name: row.name,
        unit: row.unit,
        supplier: row.supplier,
        needed: row.needed,
        ordered: row.ordered,
        received: row.received,
        used: row.used,
        returned: row.returned,
        quality: row.quality,
        remark: Some(row.remark).filter(|remark| !remark.is_empty()),
        version: row.version,
    };
    Ok(rows.into_iter().map(shown).collect())
}
