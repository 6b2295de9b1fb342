use super::amounts::sealed;
use super::entity::{run, slip};
use super::queries::{self, Slips};
use super::slip::Outcome;
use super::states::FLOW;
use crate::month::Month;
use contract::SubjectKind;
use contract::kpi::pay::{NewPayRun, PayAct, PayActKind, PayStatus};
use contract::tasks::{TaskKind, TaskStatus};
use engines::calendar::local_date;
use engines::people::holders_of;
use engines::tasks::{self, NewTask};
use locale::problems as text;
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Refusal, Reply};
use sea_orm::{IntoActiveModel, Set};
use std::collections::BTreeSet;
use uuid::Uuid;

const OPENED: Refusal = Refusal::new("pay.opened", text::PAY_OPENED);
const WAITS: Refusal = Refusal::new("pay.waits", text::PAY_WAITS);
const NEGATIVE: Refusal = Refusal::new("pay.negative", text::PAY_NEGATIVE);
const EMPTY: Refusal = Refusal::new("pay.empty", text::PAY_EMPTY);

/// Opens the pay of a month, once.
///
/// # Errors
/// `409` where it is open already, `422` for a month ahead.
pub async fn open(tx: &mut Tx, new: &NewPayRun) -> Reply<Uuid> {
    let month: Month = new.month.parse().map_err(|_| Error::invalid("/month", "month_invalid"))?;
    if month > Month::of(local_date(tx.at(), tx.state().config.utc_offset_minutes)) {
        return Err(Error::invalid("/month", "month_ahead"));
    }
    let row = run::ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        month: Set(month.to_string()),
        status: Set(FLOW.start),
        checks: Set(0),
        opened_by: Set(tx.actor()?.id),
        returned_reason: Set(String::new()),
        created_at: Set(tx.at()),
        updated_at: Set(tx.at()),
        ..Default::default()
    };
    let it = tx.insert::<run::Entity, _>(row).await.map_err(|e| e.on_unique("month", OPENED))?;
    emit(tx, &it, "pay_run.opened");
    Ok(it.id)
}

/// Takes a run one step on. A check works all slips out once more and keeps them, sealed, as they are then.
///
/// # Errors
/// `403` and `409` as the table says; `409` where results are not final, somebody would be paid less than nothing, or nobody anything.
pub async fn act(tx: &mut Tx, before: run::Model, seen: i64, act: &PayAct) -> Reply<()> {
    let actor = tx.actor()?.clone();
    let step = FLOW.plan(&before, act.act, &actor)?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    let (at, by) = (Set(Some(tx.at())), Set(Some(actor.id)));
    let mut row = before.clone().into_active_model();
    row.status = Set(step.to());
    match act.act {
        PayActKind::Check => {
            let number = before.checks + 1;
            keep(tx, &before, number).await?;
            row.checks = Set(number);
            (row.checked_by, row.checked_at) = (by, at);
        }
        PayActKind::Approve => (row.approved_by, row.approved_at) = (by, at),
        PayActKind::Lock => (row.locked_by, row.locked_at) = (by, at),
        PayActKind::GiveBack => {
            (row.checked_by, row.checked_at) = (Set(None), Set(None));
            (row.approved_by, row.approved_at) = (Set(None), Set(None));
            row.returned_by = by;
            row.returned_reason = Set(act.reason.trim().to_owned());
        }
        // It carries a line.
        PayActKind::Enter => return Err(Error::invalid("/act", "word_unknown")),
    }
    let it = tx.update::<run::Entity, _>(&before, row).await?;
    ask(tx, &it).await?;
    emit(tx, &it, "pay_run.moved");
    Ok(())
}

/// Works out every slip and keeps it.
async fn keep(tx: &mut Tx, it: &run::Model, number: i64) -> Reply<()> {
    let keys = tx.state().keys.clone();
    let Slips { slips, .. } = queries::work_out(tx.conn(), tx.state(), it).await?;
    if slips.is_empty() {
        return Err(Error::Refused(EMPTY));
    }
    if slips.iter().any(|one| one.outcome == Outcome::Waits) {
        return Err(Error::Refused(WAITS));
    }
    if slips.iter().any(|one| one.total().is_sign_negative() && !one.total().is_zero()) {
        return Err(Error::Refused(NEGATIVE));
    }
    let row = |one: &super::slip::Slip| -> Reply<slip::ActiveModel> {
        Ok(slip::ActiveModel {
            id: Set(Uuid::now_v7()),
            version: Set(1),
            run_id: Set(it.id),
            person_id: Set(one.person),
            check_number: Set(number),
            sealed: Set(sealed(&keys, one)?),
            created_at: Set(tx.at()),
        })
    };
    let rows = slips.iter().map(row).collect::<Reply<Vec<_>>>()?;
    tx.insert_many::<slip::Entity, _>(rows).await
}

/// Asks those who take the next step.
async fn ask(tx: &mut Tx, it: &run::Model) -> Reply<()> {
    tasks::close(tx, it.id, TaskKind::Pay, TaskStatus::Done).await?;
    let roles: &[&str] = match it.status {
        PayStatus::Checked => &["marketing_director"],
        PayStatus::Approved | PayStatus::Draft => &["hr"],
        PayStatus::Locked => return Ok(()),
    };
    let people: BTreeSet<Uuid> = holders_of(tx.conn(), roles).await?.into_iter().map(|holder| holder.id).collect();
    let title = text_of(it);
    for person in people {
        tasks::open(tx, NewTask { kind: TaskKind::Pay, person, title: title.clone(), subject: it.subject(), due_at: None }).await?;
    }
    Ok(())
}

fn text_of(it: &run::Model) -> String {
    if it.status == PayStatus::Draft { it.returned_reason.chars().take(100).collect() } else { it.month.clone() }
}

fn emit(tx: &mut Tx, it: &run::Model, name: &'static str) {
    let data = serde_json::json!({ "month": it.month, "status": it.status });
    tx.emit(Event { name, kind: SubjectKind::Pay, id: it.id, data });
}
