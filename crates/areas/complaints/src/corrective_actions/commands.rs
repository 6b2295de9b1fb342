//! The steps of a corrective action (CPL-08).

use super::entity::corrective_action::{ActiveModel, Column, Entity, Model};
use super::queries;
use super::states::FLOW;
use crate::{causes, history, nonconformities};
use contract::SubjectKind;
use contract::complaints::corrective_actions::{
    ActionPlan, CorrectiveActionAct, CorrectiveActionActKind, CorrectiveActionStatus, EffectFinding, NewCorrectiveAction,
};
use contract::hand_overs::HoldingKind;
use contract::permission::Permission;
use contract::tasks::{TaskKind, TaskStatus};
use engines::calendar::{WorkingDays, local_date};
use engines::numbering::{self, Series};
use engines::tasks::{self, NewTask};
use engines::{Holding, Passing, people};
use organisation::grants;
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Refusal, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use serde_json::json;
use uuid::Uuid;

const TOO_EARLY: Refusal = Refusal::new("corrective_action.too_early", locale::problems::CORRECTIVE_ACTION_TOO_EARLY);

/// Opens an action; its owner looks for the cause.
///
/// # Errors
/// `422` where the complaint, the nonconformity or the owner is unknown to the caller.
pub async fn open(tx: &mut Tx, new: &NewCorrectiveAction) -> Reply<Uuid> {
    let opener = tx.actor()?.clone();
    if let Some(id) = new.complaint_id {
        let seen = crate::cases::subject_seen(tx.conn(), id, &opener).await?;
        seen.ok_or_else(|| Error::invalid("/complaint_id", "complaint_unknown"))?;
    }
    if let Some(id) = new.nonconformity_id {
        let found = nonconformities::found(tx.conn(), id, &opener).await;
        found.map_err(|_| Error::invalid("/nonconformity_id", "nonconformity_unknown"))?;
    }
    people::unit_of(tx.conn(), new.owner_id).await.map_err(|_| Error::invalid("/owner_id", "person_unknown"))?;
    let row = ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        number: Set(numbering::next(tx, Series::CorrectiveAction).await?),
        kind: Set(new.kind),
        problem: Set(new.problem.trim().to_owned()),
        complaint_id: Set(new.complaint_id),
        nonconformity_id: Set(new.nonconformity_id),
        opener_id: Set(opener.id),
        unit_id: Set(opener.unit_id),
        owner_id: Set(new.owner_id),
        status: Set(FLOW.start),
        whys: Set("[]".to_owned()),
        root_cause: Set(String::new()),
        cause_key: Set(String::new()),
        action: Set(String::new()),
        due_on: Set(None),
        effect_due_on: Set(None),
        done: Set(String::new()),
        done_at: Set(None),
        finding: Set(String::new()),
        early_reason: Set(String::new()),
        effective: Set(None),
        judged_by: Set(None),
        judged_at: Set(None),
        reopened: Set(0),
        created_at: Set(tx.at()),
        updated_at: Set(tx.at()),
    };
    let it = tx.insert::<Entity, _>(row).await?;
    history::write(tx, it.id, None, &it.status, String::new()).await?;
    ask(tx, &it).await?;
    emit(tx, "corrective_action.opened", &it);
    Ok(it.id)
}

/// Takes an action one step further.
///
/// # Errors
/// `404` where the caller does not see it, `412` on a stale version, `403` and `409` as the table says or where the effect is judged
/// on the day of the action itself, `422` for a day that is past, or where it is judged before its day without a reason.
pub async fn act(tx: &mut Tx, id: Uuid, seen: i64, act: &CorrectiveActionAct) -> Reply<()> {
    let actor = tx.actor()?.clone();
    let before = queries::found(tx.conn(), id, &actor).await?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    let step = FLOW.plan(&before, act.kind(), &actor)?;
    let mut row = before.clone().into_active_model();
    row.status = Set(step.to());
    let (event, note) = match act {
        CorrectiveActionAct::Plan(plan) => ("corrective_action.planned", planned(tx, &mut row, plan)?),
        CorrectiveActionAct::CarryOut(body) => {
            row.done = Set(body.done.trim().to_owned());
            row.done_at = Set(Some(tx.at()));
            ("corrective_action.carried_out", body.done.trim().to_owned())
        }
        CorrectiveActionAct::Effective(body) | CorrectiveActionAct::Ineffective(body) => {
            let helped = act.kind() == CorrectiveActionActKind::Effective;
            let note = judged(tx, &before, &mut row, body)?;
            row.effective = Set(Some(helped));
            row.judged_by = Set(Some(actor.id));
            row.judged_at = Set(Some(tx.at()));
            if !helped {
                row.reopened = Set(before.reopened + 1);
            }
            (if helped { "corrective_action.effective" } else { "corrective_action.ineffective" }, note)
        }
        CorrectiveActionAct::Cancel(body) => ("corrective_action.cancelled", body.reason.trim().to_owned()),
    };
    let it = tx.update::<Entity, _>(&before, row).await?;
    history::write(tx, id, Some(&act.kind()), &it.status, note).await?;
    ask(tx, &it).await?;
    emit(tx, event, &it);
    Ok(())
}

/// What was seen of the effect. Before the day that the plan names it is judged only with a reason, which the steps keep as well: a
/// look too soon finds nothing, whether the action helped or not.
fn judged(tx: &Tx, before: &Model, row: &mut ActiveModel, body: &EffectFinding) -> Reply<String> {
    let offset = tx.state().config.utc_offset_minutes;
    let today = local_date(tx.at(), offset);
    if before.done_at.is_some_and(|done| local_date(done, offset) >= today) {
        return Err(Error::Refused(TOO_EARLY));
    }
    let reason = if before.is_early(today) { body.early_reason.trim() } else { "" };
    if before.is_early(today) && reason.is_empty() {
        return Err(Error::invalid("/early_reason", "early_reason_required"));
    }
    let finding = body.finding.trim();
    row.finding = Set(finding.to_owned());
    row.early_reason = Set(reason.to_owned());
    Ok([finding, reason].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n"))
}

/// A plan made anew begins a new action: what an earlier one came to stands in the steps.
fn planned(tx: &Tx, row: &mut ActiveModel, plan: &ActionPlan) -> Reply<String> {
    if plan.due_on < local_date(tx.at(), tx.state().config.utc_offset_minutes) {
        return Err(Error::invalid("/due_on", "day_past"));
    }
    let whys: Vec<&str> = plan.whys.iter().map(|why| why.trim()).collect();
    let root_cause = plan.root_cause.trim().to_owned();
    row.whys = Set(serde_json::to_string(&whys)?);
    row.cause_key = Set(causes::key(&root_cause));
    row.root_cause = Set(root_cause);
    row.action = Set(plan.action.trim().to_owned());
    row.due_on = Set(Some(plan.due_on));
    row.effect_due_on = Set(Some(plan.effect_due_on));
    row.done = Set(String::new());
    row.done_at = Set(None);
    row.finding = Set(String::new());
    row.early_reason = Set(String::new());
    row.effective = Set(None);
    row.judged_by = Set(None);
    row.judged_at = Set(None);
    Ok(plan.action.trim().to_owned())
}

/// Closes the task of the step before; the owner finds the cause and acts, somebody else looks whether it helped.
pub(super) async fn ask(tx: &mut Tx, it: &Model) -> Reply<()> {
    let ended = if it.status == CorrectiveActionStatus::Cancelled { TaskStatus::Cancelled } else { TaskStatus::Done };
    tasks::close(tx, it.id, TaskKind::Quality, ended).await?;
    let person = match it.status {
        CorrectiveActionStatus::Analysing | CorrectiveActionStatus::Acting => Some(it.owner_id),
        CorrectiveActionStatus::Verifying => checker(tx, it.opener_id, Some(it.owner_id)).await?,
        CorrectiveActionStatus::Closed | CorrectiveActionStatus::Cancelled => None,
    };
    let Some(person) = person else { return Ok(()) };
    let days = WorkingDays::load(tx.conn(), tx.state().config.utc_offset_minutes).await?;
    let due_at = it.next_due().map(|day| days.end_of(day));
    let (title, subject) = (crate::cases::excerpt(&it.problem), it.subject());
    tasks::open(tx, NewTask { kind: TaskKind::Quality, person, title, subject, due_at }).await
}

/// Who checks what an owner did: who began it, where they may and did not do it themselves, else the first service manager or the
/// director who did not.
pub(crate) async fn checker(tx: &Tx, began: Uuid, owner: Option<Uuid>) -> Reply<Option<Uuid>> {
    if Some(began) != owner && grants::holds(tx.conn(), began, Permission::QualityCheck).await? {
        return Ok(Some(began));
    }
    for role in ["service_manager", "marketing_director"] {
        let free = people::holders(tx.conn(), role).await?.into_iter().find(|holder| Some(holder.id) != owner);
        if let Some(holder) = free {
            return Ok(Some(holder.id));
        }
    }
    Ok(None)
}

pub(super) fn emit(tx: &mut Tx, name: &'static str, it: &Model) {
    let data = json!({ "number": it.number, "status": it.status, "owner_id": it.owner_id });
    tx.emit(Event { name, kind: SubjectKind::CorrectiveAction, id: it.id, data });
}

/// The version it has now.
///
/// # Errors
/// [`Error::NotFound`] where there is none.
pub async fn version(conn: &impl ConnectionTrait, id: Uuid) -> Reply<i64> {
    Ok(Entity::find_by_id(id).one(conn).await?.ok_or(Error::NotFound)?.version)
}

/// What a person has to find out, do or wait for (ORG-08).
pub(crate) async fn holdings(tx: &Tx, person: Uuid) -> Reply<Vec<Holding>> {
    let over = [CorrectiveActionStatus::Closed, CorrectiveActionStatus::Cancelled];
    let held = Entity::find().filter(Column::OwnerId.eq(person)).filter(Column::Status.is_not_in(over));
    let held = held.order_by_asc(Column::Number).all(tx.conn()).await?;
    Ok(held.iter().map(|it| Holding::passed_on(HoldingKind::CorrectiveAction, it.subject())).collect())
}

/// Somebody else owns them from now on.
pub(crate) async fn hand_over(tx: &mut Tx, passing: &Passing) -> Reply<()> {
    for found in Entity::find().filter(Column::Id.is_in(passing.ids.iter().copied())).all(tx.conn()).await? {
        let mut row = found.clone().into_active_model();
        row.owner_id = Set(passing.to);
        tx.update::<Entity, _>(&found, row).await?;
    }
    tasks::pass(tx, &passing.ids, passing.from, passing.to).await
}
