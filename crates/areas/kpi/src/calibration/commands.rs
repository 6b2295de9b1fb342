use super::entity::{ActiveModel, Column, Entity, Model};
use super::queries::{is_open, waiting};
use super::states::FLOW;
use crate::cycles::NOT_NOW;
use crate::results;
use contract::SubjectKind;
use contract::kpi::calibration::{AdjustmentAct, AdjustmentActKind, AdjustmentStatus, NewAdjustment};
use contract::permission::kpi::Publish;
use engines::people::Staff;
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Refusal, Reply};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

/// Nobody decides about their own score.
pub(super) const OWN: Refusal = Refusal::new("kpi_adjustment.own", locale::problems::KPI_ADJUSTMENT_OWN);

/// One proposal at a time: the next begins where this one ends.
const WAITS: Refusal = Refusal::new("kpi_adjustment.waits", locale::problems::KPI_ADJUSTMENT_WAITS);

/// Proposes an entry; `computed` is the score as it is worked out.
///
/// # Errors
/// `409` for one's own score, a published one, or outside the calibration.
pub(super) async fn adjust(tx: &mut Tx, period: &str, computed: Decimal, new: &NewAdjustment) -> Reply<()> {
    let actor = tx.actor()?.clone();
    if new.person_id == actor.id {
        return Err(Error::Refused(OWN));
    }
    let published = results::of_person(tx.conn(), new.person_id, period).await?.is_some();
    if published || !is_open(tx.conn(), period).await? {
        return Err(Error::Refused(NOT_NOW));
    }
    let tenths = |score: Decimal| (score * Decimal::TEN).to_i64().ok_or_else(|| Error::invalid("/score", "score_range"));
    let all = Entity::find().filter(Column::Period.eq(period)).filter(Column::PersonId.eq(new.person_id));
    if all.clone().filter(Column::Status.eq(AdjustmentStatus::Waiting)).one(tx.conn()).await?.is_some() {
        return Err(Error::Refused(WAITS));
    }
    let earlier = all.filter(Column::Status.eq(AdjustmentStatus::Counts));
    let earlier = earlier.order_by_desc(Column::CreatedAt).order_by_desc(Column::Id).limit(1).one(tx.conn()).await?;
    let row = ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        period: Set(period.to_owned()),
        person_id: Set(new.person_id),
        before_tenths: Set(match earlier {
            Some(earlier) => earlier.after_tenths,
            None => tenths(computed)?,
        }),
        after_tenths: Set(tenths(new.score)?),
        reason: Set(new.reason.trim().to_owned()),
        adjusted_by: Set(actor.id),
        status: Set(FLOW.start),
        decided_by: Set(None),
        decided_at: Set(None),
        refusal: Set(None),
        created_at: Set(tx.at()),
    };
    let row = tx.insert::<Entity, _>(row).await?;
    emit(tx, &row, "kpi_adjustment.proposed");
    Ok(())
}

/// Confirms or refuses a proposal, as another person.
///
/// # Errors
/// `404`, `403`, `409` for one's own proposal or score, or outside the calibration, `412`.
pub(super) async fn decide(tx: &mut Tx, period: &str, (id, seen): (Uuid, i64), act: &AdjustmentAct, staff: &Staff) -> Reply<()> {
    let actor = tx.actor()?.clone();
    let before = Entity::find_by_id(id).filter(Column::Period.eq(period)).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    let person = staff.person(before.person_id).filter(|person| actor.scope::<Publish>().covers(person.id, person.unit_id));
    if person.is_none() {
        return Err(Error::NotFound);
    }
    let step = FLOW.plan(&before, act.kind(), &actor)?;
    let published = results::of_person(tx.conn(), before.person_id, period).await?.is_some();
    if published || !is_open(tx.conn(), period).await? {
        return Err(Error::Refused(NOT_NOW));
    }
    if before.version != seen {
        return Err(Error::Stale);
    }
    let mut row = before.clone().into_active_model();
    row.status = Set(step.to());
    row.decided_by = Set(Some(actor.id));
    row.decided_at = Set(Some(tx.at()));
    if let AdjustmentAct::Refuse(refusal) = act {
        row.refusal = Set(Some(refusal.reason.trim().to_owned()));
    }
    let now = tx.update::<Entity, _>(&before, row).await?;
    let name = if now.status == AdjustmentStatus::Counts { "kpi_result.adjusted" } else { "kpi_adjustment.refused" };
    emit(tx, &now, name);
    Ok(())
}

/// What nobody confirmed lapses when the clock publishes: it must not hold up everybody's results.
pub(crate) async fn lapse(tx: &mut Tx, period: &str) -> Reply<()> {
    for before in waiting(tx.conn(), period).await? {
        let step = FLOW.plan_by_system(&before, AdjustmentActKind::Lapse)?;
        let mut row = before.clone().into_active_model();
        row.status = Set(step.to());
        row.decided_at = Set(Some(tx.at()));
        let now = tx.update::<Entity, _>(&before, row).await?;
        emit(tx, &now, "kpi_adjustment.lapsed");
    }
    Ok(())
}

fn emit(tx: &mut Tx, row: &Model, name: &'static str) {
    let data = serde_json::json!({ "period": row.period, "person_id": row.person_id });
    tx.emit(Event { name, kind: SubjectKind::Kpi, id: row.id, data });
}
