use super::entity::{ActiveModel, Column, Entity};
use super::queries::is_open;
use crate::cycles::NOT_NOW;
use crate::results;
use contract::SubjectKind;
use contract::kpi::calibration::NewAdjustment;
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Refusal, Reply};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

const OWN: Refusal = Refusal::new("kpi_adjustment.own", locale::problems::KPI_ADJUSTMENT_OWN);

/// Adds an entry; `computed` is the score as it is worked out.
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
    let earlier = Entity::find().filter(Column::Period.eq(period)).filter(Column::PersonId.eq(new.person_id));
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
        created_at: Set(tx.at()),
    };
    let row = tx.insert::<Entity, _>(row).await?;
    let data = serde_json::json!({ "period": period, "person_id": row.person_id });
    tx.emit(Event { name: "kpi_result.adjusted", kind: SubjectKind::Kpi, id: row.id, data });
    Ok(())
}
