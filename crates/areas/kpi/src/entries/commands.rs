use super::entity::{ActiveModel, Column, Entity, Model};
use super::policy;
use super::states::FLOW;
use crate::ground::Ground;
use crate::month::Month;
use crate::results;
use crate::wording;
use contract::approvals::flow::{FlowForm, FlowStep, Vacant};
use contract::approvals::{ApprovalKind, Verdict};
use contract::kpi::entries::{EntryActKind, EntryStatus, NewEntry};
use contract::kpi::schemes::IndicatorSource;
use contract::permission::Permission;
use contract::values::{Subject, SubjectKind};
use engines::approvals::{self, Decided, Request};
use engines::calendar::local_date;
use locale::problems as text;
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Refusal, Reply};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use uuid::Uuid;

const OWN: Refusal = Refusal::new("kpi_entry.own", text::KPI_ENTRY_OWN);
const PUBLISHED: Refusal = Refusal::new("kpi_entry.published", text::KPI_ENTRY_PUBLISHED);
const REPLACED: Refusal = Refusal::new("kpi_entry.replaced", text::KPI_ENTRY_REPLACED);

/// KPI-01: who approves that an entered value is put right, unless the company says otherwise.
pub(crate) fn flow() -> FlowForm {
    FlowForm {
        kind: ApprovalKind::KpiAdjustment,
        name: "考核数值更正审批".to_owned(),
        vacant: Vacant::Superior,
        same_person_once: false,
        bulk: true,
        steps: vec![FlowStep::by_role("营销总监审批", "marketing_director")],
    }
}

/// Enters a value, or asks for an earlier one to be put right. `ground` is that of the month.
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
    let entered = |one: &&&contract::kpi::schemes::Indicator| one.source == IndicatorSource::Entered && one.key == new.indicator;
    let indicators = measured.indicators();
    let indicator = *indicators.iter().find(entered).ok_or_else(|| Error::invalid("/indicator", "word_unknown"))?;
    if results::of_person(tx.conn(), person.id, &month.to_string()).await?.is_some() {
        return Err(Error::Refused(PUBLISHED));
    }
    let before = match new.replaces {
        Some(earlier) => Some(to_put_right(tx, new, earlier).await?),
        None if new.value.is_none() => return Err(Error::invalid("/value", "required")),
        None => None,
    };
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
        status: Set(if before.is_some() { FLOW.start } else { EntryStatus::Counts }),
        approval_id: Set(None),
        entered_by: Set(actor.id),
        created_at: Set(tx.at()),
    };
    let row = tx.insert::<Entity, _>(row).await.map_err(|e| e.on_unique("replaces", REPLACED))?;
    let row = match before {
        Some(before) => ask(tx, &before, row, &person.name).await?,
        None => row,
    };
    emit(tx, &row, "kpi_entry.entered");
    Ok(row.id)
}

/// Puts a correction before those who approve it; never before the person it is about.
async fn ask(tx: &mut Tx, before: &Model, row: Model, name: &str) -> Reply<Model> {
    let taken_back = locale::kpi::ADJUSTMENT_TAKEN_BACK.text(locale::Language::default());
    let told = |value: &Option<String>| value.clone().unwrap_or_else(|| taken_back.to_owned());
    let request = Request {
        kind: ApprovalKind::KpiAdjustment,
        subject: Subject { kind: SubjectKind::KpiEntry, id: row.id, title: format!("{name} {} {}", row.month, row.label) },
        version: row.version,
        snapshot: vec![
            ("kpi.adjustment_who", format!("{name} {}", row.month)),
            ("kpi.adjustment_what", row.label.clone()),
            ("kpi.adjustment_values", format!("{} → {}", told(&before.value), told(&row.value))),
            ("kpi.adjustment_reason", row.reason.clone()),
        ],
        barred: vec![row.person_id],
        amount: None,
        days: None,
        detail: None,
    };
    let approval = approvals::open(tx, request).await?;
    let mut waiting = row.clone().into_active_model();
    waiting.approval_id = Set(Some(approval));
    tx.update::<Entity, _>(&row, waiting).await
}

/// The answer to a correction. Once the month is published nothing is put right any more: an appeal is the way then.
///
/// # Errors
/// Where the database fails.
pub async fn on_decision(tx: &mut Tx, decided: &Decided, approval_id: Uuid) -> Reply<()> {
    let before = Entity::find_by_id(decided.subject_id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    if before.approval_id != Some(approval_id) {
        return Ok(());
    }
    let published = results::of_person(tx.conn(), before.person_id, &before.month).await?.is_some();
    let act = if decided.verdict == Verdict::Approve && !published { EntryActKind::Approve } else { EntryActKind::Refuse };
    let step = FLOW.plan_by_system(&before, act)?;
    let mut row = before.clone().into_active_model();
    row.status = Set(step.to());
    let now = tx.update::<Entity, _>(&before, row).await?;
    emit(tx, &now, "kpi_entry.decided");
    Ok(())
}

/// An entry puts right one of the same person, month and indicator that counts, and that nothing has put right or is about to.
async fn to_put_right(tx: &Tx, new: &NewEntry, earlier: Uuid) -> Reply<Model> {
    let row = Entity::find_by_id(earlier).one(tx.conn()).await?;
    let same = |row: &Model| row.person_id == new.person_id && row.month == new.month && row.indicator == new.indicator;
    let row = row.filter(same).ok_or_else(|| Error::invalid("/replaces", "word_unknown"))?;
    let later = Entity::find().filter(Column::Replaces.eq(row.id)).filter(Column::Status.ne(EntryStatus::Refused)).one(tx.conn()).await?;
    let open = later.is_none() && row.value.is_some() && row.status == EntryStatus::Counts;
    if open { Ok(row) } else { Err(Error::Refused(REPLACED)) }
}

fn emit(tx: &mut Tx, row: &Model, name: &'static str) {
    let data = serde_json::json!({
        "person_id": row.person_id, "month": row.month, "indicator": row.indicator, "replaces": row.replaces, "status": row.status,
    });
    tx.emit(Event { name, kind: SubjectKind::KpiEntry, id: row.id, data });
}
