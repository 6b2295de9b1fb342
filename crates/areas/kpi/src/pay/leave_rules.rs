//! How much of their pay the kinds of leave cost: dated, none is overwritten.

use super::entity::leave_rule::{ActiveModel, Column, Entity, Model};
use super::terms::is_settled;
use crate::month::Month;
use contract::SubjectKind;
use contract::kpi::leave_pay::{DatedLeavePay, LeavePay, LeavePayRules, NewLeavePay};
use contract::permission::Permission;
use contract::permission::pay::Prepare;
use engines::people::{Absence, Names};
use platform::auth::Actor;
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Reply};
use rust_decimal::Decimal;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

/// Sets other rules from a month on whose pay is not checked yet.
///
/// # Errors
/// `403` for who prepares the pay of some people only, `422` for months that are checked.
pub(super) async fn set(tx: &mut Tx, new: &NewLeavePay) -> Reply<()> {
    let actor = tx.actor()?.clone();
    if !actor.scope::<Prepare>().is_all() {
        return Err(Error::Forbidden(Permission::PayPrepare));
    }
    let month: Month = new.from_month.parse().map_err(|_| Error::invalid("/from_month", "month_invalid"))?;
    if is_settled(tx.conn(), month).await? {
        return Err(Error::invalid("/from_month", "pay_checked"));
    }
    let row = ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        from_month: Set(month.to_string()),
        content: Set(serde_json::to_string(&new.rules)?),
        reason: Set(new.reason.trim().to_owned()),
        author_id: Set(actor.id),
        created_at: Set(tx.at()),
    };
    let row = tx.insert::<Entity, _>(row).await?;
    let data = serde_json::json!({ "from_month": row.from_month });
    tx.emit(Event { name: "pay_leave_rules.set", kind: SubjectKind::Pay, id: row.id, data });
    Ok(())
}

/// The rules in force in a month; those of the product where nobody has set any.
pub(super) async fn of_month(conn: &impl ConnectionTrait, month: Month) -> Reply<LeavePayRules> {
    let found = Entity::find().filter(Column::FromMonth.lte(month.to_string())).order_by_desc(Column::FromMonth);
    let row = found.order_by_desc(Column::CreatedAt).order_by_desc(Column::Id).one(conn).await?;
    row.map_or_else(|| Ok(LeavePayRules::default()), |row| Ok(serde_json::from_str(&row.content)?))
}

/// Those in force, and all others.
pub(super) async fn present(conn: &impl ConnectionTrait, who: &Actor, month: Month) -> Reply<LeavePay> {
    let rows = Entity::find().order_by_desc(Column::FromMonth).order_by_desc(Column::CreatedAt).order_by_desc(Column::Id);
    let rows = rows.all(conn).await?;
    let names = Names::load(conn, rows.iter().map(|row| row.author_id)).await?;
    let told = |row: &Model| -> Reply<DatedLeavePay> {
        Ok(DatedLeavePay {
            id: Some(row.id),
            from_month: Some(row.from_month.clone()),
            rules: serde_json::from_str(&row.content)?,
            reason: row.reason.clone(),
            set_by: Some(names.of(row.author_id)),
            set_at: Some(row.created_at),
        })
    };
    let at_first =
        || DatedLeavePay { id: None, from_month: None, rules: LeavePayRules::default(), reason: String::new(), set_by: None, set_at: None };
    let now = rows.iter().position(|row| row.from_month <= month.to_string());
    let mut others = Vec::with_capacity(rows.len());
    for (_, row) in rows.iter().enumerate().filter(|(at, _)| Some(*at) != now) {
        others.push(told(row)?);
    }
    if now.is_some() {
        others.push(at_first());
    }
    let now = now.and_then(|at| rows.get(at)).map_or_else(|| Ok(at_first()), told)?;
    Ok(LeavePay { now, others, editable: who.scope::<Prepare>().is_all() })
}

/// What of a working day is paid to somebody with these leaves, in percent; of two on one day the dearer counts.
pub(super) fn paid(rules: &LeavePayRules, leaves: &[Absence], day: chrono::NaiveDate) -> u32 {
    let deducted = leaves.iter().filter(|leave| leave.covers(day)).map(|leave| rules.deducted(leave.kind)).max();
    100 - deducted.unwrap_or_default()
}

/// Hundredths as days.
pub(super) fn in_days(hundredths: u32) -> Option<Decimal> {
    (hundredths > 0).then(|| Decimal::new(hundredths.into(), 2).normalize())
}
