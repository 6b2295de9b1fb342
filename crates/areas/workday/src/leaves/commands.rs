//! The steps of a leave (DAY-08).

use super::entity::{ActiveModel, Column, Entity, Model};
use super::queries;
use super::rules::{OVERLAP, is_too_late};
use super::states::FLOW;
use super::watch::{begin, ended};
use chrono::NaiveDate;
use contract::SubjectKind;
use contract::approvals::delegation::NewDelegation;
use contract::approvals::{ApprovalKind, ApprovalStatus};
use contract::leaves::{LeaveActKind, LeaveForm, LeaveStatus};
use engines::approvals::{self, Decided, Request};
use engines::calendar::{WorkingDays, local_date};
use engines::numbering::{self, Series};
use engines::people::{Names, unit_of};
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Reply};
use rust_decimal::Decimal;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use uuid::Uuid;

/// Asks for leave; who approves is said by the flow, by the number of working days.
///
/// # Errors
/// `422` where there is no working day, or the substitute is away or nobody; `409` where another leave lies in these days.
pub(super) async fn ask(tx: &mut Tx, form: &LeaveForm) -> Reply<Uuid> {
    let me = tx.actor()?.id;
    let unit_id = unit_of(tx.conn(), me).await?;
    if form.substitute_id == me {
        return Err(Error::invalid("/substitute_id", "delegate_self"));
    }
    if unit_of(tx.conn(), form.substitute_id).await.is_err() {
        return Err(Error::invalid("/substitute_id", "person_unknown"));
    }
    if is_too_late(form.from_on, today(tx)) {
        return Err(Error::invalid("/from_on", "date_past"));
    }
    let calendar = WorkingDays::load(tx.conn(), tx.state().config.utc_offset_minutes).await?;
    let days = i64::from(calendar.between(form.from_on, form.to_on, |_| true));
    if days == 0 {
        return Err(Error::invalid("/to_on", "leave_no_working_day"));
    }
    if is_away(tx, me, form, &[LeaveStatus::Approving, LeaveStatus::Approved, LeaveStatus::Running]).await? {
        return Err(Error::Refused(OVERLAP));
    }
    if is_away(tx, form.substitute_id, form, &[LeaveStatus::Approved, LeaveStatus::Running]).await? {
        return Err(Error::invalid("/substitute_id", "substitute_away"));
    }
    let row = ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        number: Set(numbering::next(tx, Series::Leave).await?),
        person_id: Set(me),
        unit_id: Set(unit_id),
        substitute_id: Set(form.substitute_id),
        kind: Set(form.kind),
        from_on: Set(form.from_on),
        to_on: Set(form.to_on),
        days: Set(days),
        reason: Set(form.reason.trim().to_owned()),
        notes: Set(form.notes.trim().to_owned()),
        status: Set(FLOW.start),
        remark: Set(String::new()),
        approval_id: Set(None),
        delegation_id: Set(None),
        back_on: Set(None),
        created_at: Set(tx.at()),
        updated_at: Set(tx.at()),
    };
    let it = tx.insert::<Entity, _>(row).await?;
    let approval = submit(tx, &it).await?;
    let mut row = it.clone().into_active_model();
    row.approval_id = Set(Some(approval));
    let it = tx.update::<Entity, _>(&it, row).await?;
    emit(tx, "leave.asked", &it);
    Ok(it.id)
}

/// Whether a person has such a leave on one of these days.
async fn is_away(tx: &Tx, person: Uuid, form: &LeaveForm, statuses: &[LeaveStatus]) -> Reply<bool> {
    let other = Entity::find()
        .filter(Column::PersonId.eq(person))
        .filter(Column::Status.is_in(statuses.iter().copied()))
        .filter(Column::FromOn.lte(form.to_on))
        .filter(Column::ToOn.gte(form.from_on));
    Ok(other.one(tx.conn()).await?.is_some())
}

async fn submit(tx: &mut Tx, it: &Model) -> Reply<Uuid> {
    let names = Names::load(tx.conn(), [it.person_id, it.substitute_id]).await?;
    let kind = locale::find(it.kind.text_path()).map_or(it.kind.word(), |key| key.text(tx.meta().language));
    let snapshot = vec![
        ("leaves.kind", kind.to_owned()),
        ("leaves.period", format!("{} – {}", it.from_on, it.to_on)),
        ("leaves.days", it.days.to_string()),
        ("leaves.substitute", names.of(it.substitute_id).name),
        ("leaves.reason", it.reason.clone()),
        ("leaves.notes", it.notes.clone()),
    ];
    let request = Request {
        kind: ApprovalKind::Leave,
        subject: it.subject(&names.of(it.person_id).name),
        version: it.version,
        snapshot: snapshot.into_iter().filter(|(_, value)| !value.is_empty()).collect(),
        barred: vec![it.person_id],
        amount: None,
        days: Some(Decimal::from(it.days)),
        detail: Some(it.kind.word()),
    };
    approvals::open(tx, request).await
}

/// A person's own step.
///
/// # Errors
/// `404` where the caller does not see it, `412` on a stale version, `409` as the table says.
pub(super) async fn act(tx: &mut Tx, id: Uuid, seen: i64, act: LeaveActKind) -> Reply<()> {
    let actor = tx.actor()?.clone();
    let before = queries::found(tx.conn(), id, &actor).await?;
    let step = FLOW.plan(&before, act, &actor)?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    if act == LeaveActKind::Withdraw {
        approvals::void(tx, id).await?;
    }
    let mut row = before.clone().into_active_model();
    row.status = Set(step.to());
    if act == LeaveActKind::ComeBack {
        row.back_on = Set(Some(today(tx)));
    }
    let it = tx.update::<Entity, _>(&before, row).await?;
    if let Some(delegation) = it.delegation_id {
        approvals::end_delegation(tx, delegation).await?;
    }
    match act {
        LeaveActKind::ComeBack => ended(tx, &it),
        _ => emit(tx, "leave.given_up", &it),
    }
    Ok(())
}

/// What was decided on a leave: once approved, the substitute stands in by itself (ORG-09).
///
/// # Errors
/// Where the leave does not wait for a decision, or the database fails.
pub async fn on_decision(tx: &mut Tx, decided: &Decided, approval_id: Uuid) -> Reply<()> {
    let before = Entity::find_by_id(decided.subject_id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    if before.approval_id != Some(approval_id) {
        return Ok(());
    }
    let act = match decided.status {
        ApprovalStatus::Approved => LeaveActKind::Approve,
        ApprovalStatus::Withdrawn => LeaveActKind::TakeBack,
        _ => LeaveActKind::Return,
    };
    let step = FLOW.plan_by_system(&before, act)?;
    let mut row = before.clone().into_active_model();
    row.status = Set(step.to());
    row.remark = Set(decided.remark.clone());
    if act == LeaveActKind::Approve {
        let wish = NewDelegation {
            delegate_id: before.substitute_id,
            from_on: before.from_on,
            to_on: before.to_on,
            kinds: Vec::new(),
            reason: before.number.clone(),
        };
        row.delegation_id = Set(approvals::stand_in(tx, before.person_id, &wish).await?);
    }
    let it = tx.update::<Entity, _>(&before, row).await?;
    emit(tx, if act == LeaveActKind::Approve { "leave.approved" } else { "leave.refused" }, &it);
    if it.status == LeaveStatus::Approved && it.from_on <= today(tx) {
        begin(tx, &it).await?;
    }
    Ok(())
}

pub(super) fn emit(tx: &mut Tx, name: &'static str, it: &Model) {
    let data = serde_json::json!({ "number": it.number, "person_id": it.person_id, "status": it.status });
    tx.emit(Event { name, kind: SubjectKind::Leave, id: it.id, data });
}

pub(super) fn today(tx: &Tx) -> NaiveDate {
    local_date(tx.at(), tx.state().config.utc_offset_minutes)
}
