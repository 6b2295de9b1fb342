use super::entity::{ActiveModel, Column, Entity, Model};
use super::policy;
use crate::month::Month;
use crate::results;
use crate::score::Ground;
use crate::wording;
use contract::SubjectKind;
use contract::kpi::entries::NewEntry;
use contract::kpi::schemes::IndicatorSource;
use contract::permission::Permission;
use engines::calendar::local_date;
use locale::problems as text;
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Refusal, Reply};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

const OWN: Refusal = Refusal::new("kpi_entry.own", text::KPI_ENTRY_OWN);
const PUBLISHED: Refusal = Refusal::new("kpi_entry.published", text::KPI_ENTRY_PUBLISHED);
const REPLACED: Refusal = Refusal::new("kpi_entry.replaced", text::KPI_ENTRY_REPLACED);

/// Enters a value, or puts an earlier one right. `ground` is that of the month.
///
/// # Errors
/// `403` beyond the reach of `kpi.enter`, `409` for one's own, a published month or an entry that was put right already, `422` where
/// the indicator is none of the person's whose values are entered.
pub async fn enter(tx: &mut Tx, ground: &Ground, month: Month, new: &NewEntry) -> Reply<Uuid> {
    let actor = tx.actor()?.clone();
    let person = ground.staff.person(new.person_id).filter(|person| policy::reads(&actor, person));
    let person = person.ok_or_else(|| Error::invalid("/person_id", "person_unknown"))?;
    if person.id == actor.id {
        return Err(Error::Refused(OWN));
    }
    if !policy::enters(&actor, person) {
        return Err(Error::Forbidden(Permission::KpiEnter));
    }
    if month > Month::of(local_date(tx.at(), tx.state().config.utc_offset_minutes)) {
        return Err(Error::invalid("/month", "month_ahead"));
    }
    let measured = ground.measured(person).ok_or_else(|| Error::invalid("/person_id", "not_measured"))?;
    let entered = |one: &&contract::kpi::schemes::Indicator| one.source == IndicatorSource::Entered && one.key == new.indicator;
    let indicator = measured.scheme.form.indicators.iter().find(entered);
    let indicator = indicator.ok_or_else(|| Error::invalid("/indicator", "word_unknown"))?;
    if results::of_person(tx.conn(), person.id, &month.to_string()).await?.is_some() {
        return Err(Error::Refused(PUBLISHED));
    }
    match new.replaces {
        Some(earlier) => puts_right(tx, new, earlier).await?,
        None if new.value.is_none() => return Err(Error::invalid("/value", "required")),
        None => {}
    }
    let row = ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        person_id: Set(person.id),
        month: Set(month.to_string()),
        indicator: Set(indicator.key.clone()),
        label: Set(wording::label(indicator, tx.meta().language)),
        value: Set(new.value.map(|value| value.normalize().to_string())),
        reason: Set(new.reason.trim().to_owned()),
        replaces: Set(new.replaces),
        entered_by: Set(actor.id),
        created_at: Set(tx.at()),
    };
    let row = tx.insert::<Entity, _>(row).await.map_err(|e| e.on_unique("replaces", REPLACED))?;
    emit(tx, &row);
    Ok(row.id)
}

/// An entry puts right one of the same person, month and indicator that nothing has put right yet.
async fn puts_right(tx: &Tx, new: &NewEntry, earlier: Uuid) -> Reply<()> {
    let row = Entity::find_by_id(earlier).one(tx.conn()).await?;
    let same = |row: &Model| row.person_id == new.person_id && row.month == new.month && row.indicator == new.indicator;
    let row = row.filter(same).ok_or_else(|| Error::invalid("/replaces", "word_unknown"))?;
    let later = Entity::find().filter(Column::Replaces.eq(row.id)).one(tx.conn()).await?;
    if later.is_some() || row.value.is_none() { Err(Error::Refused(REPLACED)) } else { Ok(()) }
}

fn emit(tx: &mut Tx, row: &Model) {
    let data = serde_json::json!({ "person_id": row.person_id, "month": row.month, "indicator": row.indicator, "replaces": row.replaces });
    tx.emit(Event { name: "kpi_entry.entered", kind: SubjectKind::KpiEntry, id: row.id, data });
}
