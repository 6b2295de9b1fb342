use super::appeals::{self, Correction};
use super::entity::{ActiveModel, Column, Entity, Model};
use super::frozen::Frozen;
use super::policy;
use super::states::FLOW;
use crate::cycles;
use crate::explain::hash;
use crate::score::Score;
use chrono::{DateTime, Days, Utc};
use contract::results::{AppealAnswer, CorrectionForm, ResultAct, ResultActKind, ResultStatus};
use contract::tasks::{TaskKind, TaskStatus};
use contract::values::SubjectKind;
use engines::calendar::{end_of_day, local_date};
use engines::people::Staff;
use engines::tasks;
use platform::db::{Door, Tx};
use platform::outbox::Event;
use platform::{Error, Reply};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use scoring::Period;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeSet;
use uuid::Uuid;

/// KPI-08: days for an appeal, each to its end at the company.
const APPEAL_DAYS: u64 = 3;
/// Who answers appeals.
pub(crate) const ANSWERING: &[&str] = &["marketing_director", "hr"];

/// A score ready to be stored.
pub struct Ready {
    pub person: Uuid,
    score_tenths: i64,
    grade: contract::kpi::Grade,
    frozen: String,
    hash: String,
}

impl Ready {
    /// Freezes a score; `None` where nothing was measured.
    pub fn of(person: Uuid, period: &str, score: &Score<'_>) -> Reply<Option<Self>> {
        let (Some(points), Some(grade)) = (score.score(), score.grade()) else { return Ok(None) };
        let score_tenths = (points * Decimal::TEN).to_i64().ok_or_else(|| Error::Internal(anyhow::anyhow!("a score beyond numbers")))?;
        Ok(Some(Self { person, score_tenths, grade, frozen: Frozen::store(score)?, hash: hash(person, period, Period::Over, score) }))
    }
}

/// Until when a result published now can be appealed against.
pub fn appeal_until(now: DateTime<Utc>, utc_offset_minutes: i32) -> DateTime<Utc> {
    end_of_day(local_date(now, utc_offset_minutes) + Days::new(APPEAL_DAYS), utc_offset_minutes)
}

/// Publishes results of a month or a year (KPI-08), and moves its cycle on; what is published already stays as it is. Gives how many
/// are new.
///
/// # Errors
/// `409` while people still mark.
pub async fn publish(tx: &mut Tx, period: &str, results: &[Ready]) -> Reply<i64> {
    let (at, month) = (tx.at(), period.to_owned());
    cycles::published(tx, period).await?;
    let known = Entity::find().select_only().column(Column::PersonId).filter(Column::Month.eq(&month)).into_tuple::<Uuid>();
    let known: BTreeSet<Uuid> = known.all(tx.conn()).await?.into_iter().collect();
    let by = tx.person();
    let until = appeal_until(at, tx.state().config.utc_offset_minutes);
    let mut published = 0;
    for result in results.iter().filter(|result| !known.contains(&result.person)) {
        let row = ActiveModel {
            id: Set(Uuid::now_v7()),
            version: Set(1),
            person_id: Set(result.person),
            month: Set(month.clone()),
            status: Set(FLOW.start),
            score_tenths: Set(result.score_tenths),
            grade: Set(result.grade),
            frozen: Set(result.frozen.clone()),
            hash: Set(result.hash.clone()),
            published_at: Set(at),
            published_by: Set(by),
            appeal_until: Set(until),
            appealed_at: Set(None),
            appeal_reason: Set(None),
            appeal_indicator: Set(None),
            appeal_record: Set(None),
            appeal_record_at: Set(None),
            answer: Set(None),
            answered_by: Set(None),
            answered_at: Set(None),
            score_tenths_before: Set(None),
            left_out: Set(None),
            granted_tenths: Set(None),
            answer_by: Set(None),
            escalated_at: Set(None),
            final_at: Set(None),
            created_at: Set(at),
            updated_at: Set(at),
        };
        let row = tx.insert::<Entity, _>(row).await?;
        emit(tx, &row, "kpi_result.published");
        published += 1;
    }
    Ok(published)
}

/// Takes a result one step on; `anew` is the score from the records as they are now and with what a correction says, for one.
pub(super) async fn act(
    tx: &mut Tx,
    (before, seen): (Model, i64),
    act: &ResultAct,
    staff: &Staff,
    (correction, anew): (&Correction, Option<&Ready>),
) -> Reply<Model> {
    let actor = tx.actor()?.clone();
    let step = policy::plan(&before, act.kind(), &actor, staff, tx.at())?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    let mut row = before.clone().into_active_model();
    row.status = Set(step.to());
    match act {
        ResultAct::Appeal(form) => {
            appeals::check(&before, form)?;
            row.answer_by = Set(Some(appeals::answer_by(tx, &before.month).await?));
            row.appealed_at = Set(Some(tx.at()));
            row.appeal_reason = Set(Some(form.reason.trim().to_owned()));
            row.appeal_indicator = Set(form.indicator.clone());
            row.appeal_record = Set(form.record);
            row.appeal_record_at = Set(form.record_at);
        }
        ResultAct::Uphold(AppealAnswer { answer }) | ResultAct::Correct(CorrectionForm { answer, .. }) => {
            row.answer = Set(Some(answer.trim().to_owned()));
            row.answered_by = Set(Some(actor.id));
            row.answered_at = Set(Some(tx.at()));
            row.final_at = Set(Some(tx.at()));
        }
    }
    if let ResultAct::Correct(form) = act {
        appeals::fits(&before, form, anew.is_some())?;
        if let Some(anew) = anew {
            replace(&mut row, &before, anew);
        }
        row.left_out = Set(correction.left_out()?);
        row.granted_tenths = Set(correction.granted.as_ref().and_then(|granted| (granted.points * Decimal::TEN).to_i64()));
    }
    let now = tx.update::<Entity, _>(&before, row).await?;
    match act.kind() {
        ResultActKind::Appeal => {
            appeals::ask(tx, &now, staff).await?;
            emit(tx, &now, "kpi_result.appealed");
        }
        _ => {
            tasks::close(tx, now.id, TaskKind::Appeal, TaskStatus::Done).await?;
            tasks::close(tx, now.id, TaskKind::Escalation, TaskStatus::Done).await?;
            emit(tx, &now, "kpi_result.final");
        }
    }
    Ok(now)
}

/// Puts what was worked out anew in place of what was published; what that was stays beside it.
fn replace(row: &mut ActiveModel, before: &Model, anew: &Ready) {
    row.score_tenths_before = Set((anew.score_tenths != before.score_tenths).then_some(before.score_tenths));
    row.score_tenths = Set(anew.score_tenths);
    row.grade = Set(anew.grade);
    row.frozen = Set(anew.frozen.clone());
    row.hash = Set(anew.hash.clone());
}

/// A result that is published and not final follows what it hangs on: that of a year its months, after an appeal against one of them or where
/// one became final only now; that of a superior the records of the team, after an appeal. Gives whether it moved.
pub(super) async fn follow(tx: &mut Tx, period: &str, anew: &Ready) -> Reply<bool> {
    let found = Entity::find().filter(Column::Month.eq(period)).filter(Column::PersonId.eq(anew.person));
    let Some(before) = found.filter(Column::Status.eq(ResultStatus::Published)).one(tx.conn()).await? else { return Ok(false) };
    if before.hash == anew.hash {
        return Ok(false);
    }
    let mut row = before.clone().into_active_model();
    replace(&mut row, &before, anew);
    let now = tx.update::<Entity, _>(&before, row).await?;
    emit(tx, &now, "kpi_result.recalculated");
    Ok(true)
}

/// Makes results final that nobody appealed against in time, each in a write of its own; gives how many.
///
/// # Errors
/// Where the database fails.
pub async fn settle(door: &Door) -> Reply<u64> {
    let (conn, now) = (door.reader().conn(), door.state().clock.now());
    let due = Entity::find().filter(Column::Status.eq(ResultStatus::Published)).filter(Column::AppealUntil.lte(now));
    let ids: Vec<Uuid> = due.select_only().column(Column::Id).order_by_asc(Column::Id).into_tuple().all(conn).await?;
    let mut settled = 0;
    for id in ids {
        let one = async move |tx: &mut Tx| {
            let before = Entity::find_by_id(id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
            // Somebody else was quicker.
            if before.status != ResultStatus::Published {
                return Ok(0);
            }
            let step = FLOW.plan_by_system(&before, ResultActKind::Settle)?;
            let mut row = before.clone().into_active_model();
            row.status = Set(step.to());
            row.final_at = Set(Some(tx.at()));
            let now = tx.update::<Entity, _>(&before, row).await?;
            emit(tx, &now, "kpi_result.final");
            Ok(1)
        };
        settled += door.write_as_system(one).await?;
    }
    Ok(settled)
}

fn emit(tx: &mut Tx, row: &Model, name: &'static str) {
    let data = serde_json::json!({ "month": row.month, "status": row.status });
    tx.emit(Event { name, kind: SubjectKind::Kpi, id: row.id, data });
}
