//! Lines of pay that are entered with evidence: commission, awards, deductions, corrections of locked months. A line never changes; one
//! that puts another right names it, and both stay.

use super::amounts::{opened, sealed};
use super::entity::{line, run};
use super::slip::Counted;
use super::states::FLOW;
use crate::month::Month;
use contract::SubjectKind;
use contract::kpi::pay::{NewPayLine, PayActKind, PayStatus};
use contract::permission::pay::Prepare;
use engines::people::Staff;
use locale::problems as text;
use platform::db::Tx;
use platform::outbox::Event;
use platform::seal::Keys;
use platform::{Error, Refusal, Reply};
use rust_decimal::Decimal;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

const OWN: Refusal = Refusal::new("pay.own", text::PAY_OWN);
const REPLACED: Refusal = Refusal::new("pay.line_replaced", text::PAY_LINE_REPLACED);

/// What is sealed of a line: the reason may tell how much.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    pub amount: Decimal,
    pub reason: String,
}

/// Enters a line; nobody enters their own.
///
/// # Errors
/// `403` and `409` as the table says, `422` where person, month or the line to be put right do not fit.
pub async fn enter(tx: &mut Tx, it: &run::Model, new: &NewPayLine) -> Reply<Uuid> {
    let actor = tx.actor()?.clone();
    FLOW.plan(it, PayActKind::Enter, &actor)?;
    let staff = Staff::load(tx.conn()).await?;
    let person = staff.person(new.person_id).filter(|p| actor.scope::<Prepare>().covers(p.id, p.unit_id));
    let person = person.ok_or_else(|| Error::invalid("/person_id", "person_unknown"))?;
    if person.id == actor.id {
        return Err(Error::Refused(OWN));
    }
    if let Some(month) = &new.for_month {
        let month: Month = month.parse().map_err(|_| Error::invalid("/for_month", "month_invalid"))?;
        let locked = run::Entity::find().filter(run::Column::Month.eq(month.to_string())).filter(run::Column::Status.eq(PayStatus::Locked));
        if locked.one(tx.conn()).await?.is_none() {
            return Err(Error::invalid("/for_month", "pay_not_locked"));
        }
    }
    if let Some(earlier) = new.replaces {
        let row = line::Entity::find_by_id(earlier).filter(line::Column::RunId.eq(it.id)).one(tx.conn()).await?;
        let same = row.filter(|row| row.person_id == person.id && row.kind == new.kind);
        same.ok_or_else(|| Error::invalid("/replaces", "word_unknown"))?;
    }
    let content = Line { amount: new.amount.amount, reason: new.reason.trim().to_owned() };
    let row = line::ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        run_id: Set(it.id),
        person_id: Set(person.id),
        kind: Set(new.kind),
        sealed: Set(sealed(&tx.state().keys, &content)?),
        for_month: Set(new.for_month.clone()),
        replaces: Set(new.replaces),
        author_id: Set(actor.id),
        created_at: Set(tx.at()),
    };
    let row = tx.insert::<line::Entity, _>(row).await.map_err(|e| e.on_unique("replaces", REPLACED))?;
    let data = serde_json::json!({ "run_id": it.id, "person_id": row.person_id, "kind": row.kind, "replaces": row.replaces });
    tx.emit(Event { name: "pay_line.entered", kind: SubjectKind::Pay, id: it.id, data });
    Ok(row.id)
}

/// These lines.
pub(super) async fn named(conn: &impl ConnectionTrait, ids: Vec<Uuid>) -> Reply<Vec<line::Model>> {
    let mut found = Vec::with_capacity(ids.len());
    for some in ids.chunks(500) {
        found.extend(line::Entity::find().filter(line::Column::Id.is_in(some.iter().copied())).all(conn).await?);
    }
    Ok(found)
}

/// The lines of a run as they were entered.
async fn rows(conn: &impl ConnectionTrait, run: Uuid) -> Reply<Vec<line::Model>> {
    let found = line::Entity::find().filter(line::Column::RunId.eq(run)).order_by_asc(line::Column::CreatedAt);
    Ok(found.order_by_asc(line::Column::Id).all(conn).await?)
}

/// The lines that count by person: those that nothing replaces and that are not zero.
pub(super) async fn counted(conn: &impl ConnectionTrait, keys: &Keys, run: Uuid) -> Reply<HashMap<Uuid, Vec<Counted>>> {
    let all = rows(conn, run).await?;
    let replaced: HashSet<Uuid> = all.iter().filter_map(|row| row.replaces).collect();
    let mut lines: HashMap<Uuid, Vec<Counted>> = HashMap::new();
    for row in all.into_iter().filter(|row| !replaced.contains(&row.id)) {
        let content: Line = opened(keys, &row.sealed)?;
        if !content.amount.is_zero() {
            let counted = Counted { id: row.id, kind: row.kind, amount: content.amount, reason: content.reason, for_month: row.for_month };
            lines.entry(row.person_id).or_default().push(counted);
        }
    }
    Ok(lines)
}
