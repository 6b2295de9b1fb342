//! What is done with materials (CMP-05).

use super::entity::{ActiveModel, Entity, Model};
use super::queries::{found, stock};
use super::rules;
use crate::queries::visible;
use crate::spending::policy;
use contract::SubjectKind;
use contract::campaigns::materials::{MaterialAct, MaterialActKind, MaterialForm, MaterialQuality};
use engines::attachments;
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Refusal, Reply};
use sea_orm::{ActiveValue::Set, IntoActiveModel};
use uuid::Uuid;

const NOT_NOW: Refusal = Refusal::new("material.not_now", locale::problems::MATERIAL_NOT_NOW);
const NO_PHOTO: Refusal = Refusal::new("material.no_photo", locale::problems::MATERIAL_NO_PHOTO);

/// Adds a material that is needed.
pub(super) async fn add(tx: &mut Tx, campaign_id: Uuid, form: &MaterialForm) -> Reply<Model> {
    let actor = tx.actor()?.clone();
    let campaign = visible(tx.conn(), &actor, campaign_id).await?;
    policy::plan_ahead(&campaign, &actor)?;
    let row = ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        campaign_id: Set(campaign.id),
        ordered: Set(0),
        received: Set(0),
        used: Set(0),
        returned: Set(0),
        quality: Set(MaterialQuality::Unchecked),
        remark: Set(String::new()),
        created_at: Set(tx.at()),
        updated_at: Set(tx.at()),
        ..Default::default()
    };
    let material = tx.insert::<Entity, _>(written(row, form)?).await?;
    emit(tx, &material, "campaign_material.added");
    Ok(material)
}

fn written(mut row: ActiveModel, form: &MaterialForm) -> Reply<ActiveModel> {
    row.name = Set(form.name.trim().to_owned());
    row.kind = Set(form.kind);
    row.unit = Set(form.unit.trim().to_owned());
    row.supplier = Set(form.supplier.trim().to_owned());
    row.unit_cost_cents = Set(form.unit_cost.cents().ok_or_else(|| Error::invalid("/unit_cost/amount", "money_invalid"))?);
    row.needed = Set(form.needed);
    Ok(row)
}

/// Changes what is needed, from whom and for how much.
pub(super) async fn edit(tx: &mut Tx, id: Uuid, seen: i64, form: &MaterialForm) -> Reply<Model> {
    let actor = tx.actor()?.clone();
    let (before, campaign) = found(tx.conn(), &actor, id).await?;
    policy::plan_ahead(&campaign, &actor)?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    let row = written(before.clone().into_active_model(), form)?;
    tx.update::<Entity, _>(&before, row).await
}

/// Orders, receives, checks, uses or returns; nothing is ordered before the campaign is approved.
pub(super) async fn act(tx: &mut Tx, id: Uuid, seen: i64, act: &MaterialAct) -> Reply<Model> {
    let actor = tx.actor()?.clone();
    let (before, campaign) = found(tx.conn(), &actor, id).await?;
    policy::bind(&campaign, &actor)?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    if !rules::open(stock(&before), before.quality).contains(&act.act) {
        return Err(Error::Refused(NOT_NOW));
    }
    let mut row = before.clone().into_active_model();
    if act.act == MaterialActKind::Check {
        if attachments::counts(tx.conn(), SubjectKind::CampaignMaterial, &[id]).await?.is_empty() {
            return Err(Error::Refused(NO_PHOTO));
        }
        row.quality = Set(if act.passed == Some(true) { MaterialQuality::Passed } else { MaterialQuality::Failed });
    }
    let moved = stock(&before).moved(act.act, act.quantity.unwrap_or_default());
    let moved = moved.map_err(|_| Error::invalid("/quantity", "material_too_many"))?;
    if act.act == MaterialActKind::Receive && before.quality != MaterialQuality::Unchecked {
        // What came later was not looked at yet.
        row.quality = Set(MaterialQuality::Unchecked);
    }
    row.ordered = Set(moved.ordered);
    row.received = Set(moved.received);
    row.used = Set(moved.used);
    row.returned = Set(moved.returned);
    if !act.remark.trim().is_empty() {
        row.remark = Set(act.remark.trim().to_owned());
    }
    let material = tx.update::<Entity, _>(&before, row).await?;
    emit(tx, &material, "campaign_material.moved");
    Ok(material)
}

fn emit(tx: &mut Tx, material: &Model, name: &'static str) {
    let data = serde_json::json!({ "campaign_id": material.campaign_id, "quality": material.quality });
    tx.emit(Event { name, kind: SubjectKind::CampaignMaterial, id: material.id, data });
}
