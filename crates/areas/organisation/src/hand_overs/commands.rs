//! The steps of a hand-over (ORG-08).

use super::entity::{hand_over, line};
use super::rules::{self, LINES_LEFT, NO_SUPERVISOR, NOT_CONCERNED, NOT_SETTLED, RUNS, TOO_EARLY};
use super::states::FLOW;
use super::{lines, queries, signing};
use crate::entity::{person, post_term, session};
use crate::people::commands as people;
use crate::role_desk::stays_administrated;
use chrono::NaiveDate;
use contract::SubjectKind;
use contract::approvals::{ApprovalKind, Verdict};
use contract::hand_overs::{Confirmation, HandOverAct, HandOverActKind, HandOverStatus, LineStatus, NewHandOver};
use contract::people::PersonActKind;
use contract::permission::Permission;
use contract::tasks::{TaskKind, TaskStatus};
use engines::approvals::{self, Decided, Request};
use engines::calendar::local_date;
use engines::numbering::{self, Series};
use engines::{Areas, tasks};
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::json;
use uuid::Uuid;

/// Gives notice: the list is made at once; less than a month waits for the director first.
///
/// # Errors
/// `409` where a hand-over runs already, nobody can sign it, or the caller is neither they nor the personnel office.
pub(super) async fn give_notice(tx: &mut Tx, areas: &Areas, new: &NewHandOver) -> Reply<Uuid> {
    let actor = tx.actor()?.clone();
    if new.person_id != actor.id && !actor.may(Permission::HandOverManage) {
        return Err(Error::Refused(NOT_CONCERNED));
    }
    let found = person::Entity::find_by_id(new.person_id).filter(person::Column::Active.eq(true)).one(tx.conn()).await?;
    let found = found.ok_or_else(|| Error::invalid("/person_id", "person_unknown"))?;
    let today = today(tx);
    if new.last_day < today {
        return Err(Error::invalid("/last_day", "day_past"));
    }
    let step = crate::people::FLOW.plan_by_system(&found, PersonActKind::GiveNotice).map_err(|_| Error::Refused(RUNS))?;
    let supervisor = signing::supervisor_of(tx.conn(), &found).await?.ok_or(Error::Refused(NO_SUPERVISOR))?;
    let short = rules::is_short(today, new.last_day);
    let id = Uuid::now_v7();
    let row = hand_over::ActiveModel {
        id: Set(id),
        version: Set(1),
        number: Set(numbering::next(tx, Series::HandOver).await?),
        person_id: Set(found.id),
        unit_id: Set(found.unit_id),
        supervisor_id: Set(supervisor),
        notice_on: Set(today),
        last_day: Set(new.last_day),
        short_notice: Set(short),
        reason: Set(new.reason.trim().to_owned()),
        status: Set(if short { HandOverStatus::Approving } else { FLOW.start }),
        approval_id: Set(None),
        settled_by: Set(None),
        settled_at: Set(None),
        settled_note: Set(String::new()),
        signed_by: Set(None),
        signed_at: Set(None),
        signed_note: Set(String::new()),
        closed_at: Set(None),
        created_at: Set(tx.at()),
        updated_at: Set(tx.at()),
    };
    let mut it = tx.insert::<hand_over::Entity, _>(row).await?;
    if short {
        let approval = ask_director(tx, &it, &found).await?;
        let mut row = it.clone().into_active_model();
        row.approval_id = Set(Some(approval));
        it = tx.update::<hand_over::Entity, _>(&it, row).await?;
    }
    set_status(tx, &found, step.to()).await?;
    lines::refresh(tx, areas, &it).await?;
    if !short {
        lines::ask(tx, &it).await?;
    }
    emit(tx, "hand_over.notice_given", &it);
    Ok(id)
}

async fn ask_director(tx: &mut Tx, it: &hand_over::Model, found: &person::Model) -> Reply<Uuid> {
    let request = Request {
        kind: ApprovalKind::ShortNotice,
        subject: it.subject(&found.name),
        version: it.version,
        snapshot: vec![
            ("hand_overs.person", format!("{} {} · {}", found.number, found.name, found.post)),
            ("hand_overs.notice_on", it.notice_on.to_string()),
            ("hand_overs.last_day", it.last_day.to_string()),
            ("hand_overs.reason", it.reason.clone()),
        ],
        barred: vec![found.id],
        amount: None,
        days: None,
        detail: None,
    };
    approvals::open(tx, request).await
}

/// A step of a hand-over.
///
/// # Errors
/// `404` where the caller does not see it, `412` on a stale version, `403` and `409` as table and rules say.
pub(super) async fn act(tx: &mut Tx, areas: &Areas, id: Uuid, seen: i64, act: &HandOverAct) -> Reply<()> {
    let actor = tx.actor()?.clone();
    let places = signing::places(tx.conn(), actor.id, today(tx)).await?;
    let it = queries::found(tx.conn(), id, &actor, &places).await?;
    if it.version != seen {
        return Err(Error::Stale);
    }
    let step = FLOW.plan(&signing::seen_by(&it, &actor, &places), act.kind(), &actor)?;
    let mut row = it.clone().into_active_model();
    row.status = Set(step.to());
    match act {
        HandOverAct::Refresh => {
            lines::refresh(tx, areas, &it).await?;
            row.signed_by = Set(None);
            row.signed_at = Set(None);
            lines::ask(tx, &it).await?;
        }
        HandOverAct::Assign(who) => lines::assign(tx, &it, who).await?,
        HandOverAct::Settle(statement) => {
            row.settled_by = Set(Some(actor.id));
            row.settled_at = Set(Some(tx.at()));
            row.settled_note = Set(statement.note.trim().to_owned());
        }
        HandOverAct::Sign(statement) => {
            if it.settled_at.is_none() {
                return Err(Error::Refused(NOT_SETTLED));
            }
            nothing_left(tx, areas, &it).await?;
            row.signed_by = Set(Some(actor.id));
            row.signed_at = Set(Some(tx.at()));
            row.signed_note = Set(statement.note.trim().to_owned());
            tasks::close(tx, it.id, TaskKind::HandOver, TaskStatus::Done).await?;
        }
        HandOverAct::Close => {
            nothing_left(tx, areas, &it).await?;
            if today(tx) < it.last_day {
                return Err(Error::Refused(TOO_EARLY));
            }
            row.closed_at = Set(Some(tx.at()));
            close_account(tx, &it).await?;
        }
        HandOverAct::Withdraw(_) => {
            approvals::void(tx, it.id).await?;
            end(tx, &it).await?;
        }
    }
    let it = tx.update::<hand_over::Entity, _>(&it, row).await?;
    emit(tx, event(act.kind()), &it);
    Ok(())
}

/// The receiver's answer.
///
/// # Errors
/// As [`lines::confirm`]; `409` while the hand-over does not run.
pub(super) async fn confirm(tx: &mut Tx, areas: &Areas, id: Uuid, answer: &Confirmation) -> Reply<()> {
    let actor = tx.actor()?.clone();
    let places = signing::places(tx.conn(), actor.id, today(tx)).await?;
    let it = queries::found(tx.conn(), id, &actor, &places).await?;
    if it.status != HandOverStatus::HandingOver {
        return Err(Error::Refused(rules::NOT_NOW));
    }
    lines::confirm(tx, areas, &it, answer).await?;
    emit(tx, "hand_over.lines_answered", &it);
    Ok(())
}

/// What the director decided on a short notice.
///
/// # Errors
/// Where the hand-over does not wait for a decision, or the database fails.
pub async fn on_decision(tx: &mut Tx, decided: &Decided, approval_id: Uuid) -> Reply<()> {
    let it = hand_over::Entity::find_by_id(decided.subject_id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    if it.approval_id != Some(approval_id) {
        return Ok(());
    }
    let act = match decided.verdict {
        Verdict::Approve => HandOverActKind::Approve,
        Verdict::Return => HandOverActKind::Return,
    };
    let step = FLOW.plan_by_system(&it, act)?;
    let mut row = it.clone().into_active_model();
    row.status = Set(step.to());
    let it = tx.update::<hand_over::Entity, _>(&it, row).await?;
    match decided.verdict {
        Verdict::Approve => lines::ask(tx, &it).await?,
        Verdict::Return => end(tx, &it).await?,
    }
    emit(tx, event(act), &it);
    Ok(())
}

/// Nobody leaves while a record would be left without an owner.
async fn nothing_left(tx: &mut Tx, areas: &Areas, it: &hand_over::Model) -> Reply<()> {
    let owned = areas.holdings(tx, it.person_id).await?;
    let open = lines::of(tx, it.id).await?.iter().any(|line: &line::Model| line.status != LineStatus::Done);
    if owned.is_empty() && !open { Ok(()) } else { Err(Error::Refused(LINES_LEFT)) }
}

/// The person stays: the list is history.
async fn end(tx: &mut Tx, it: &hand_over::Model) -> Reply<()> {
    tasks::close(tx, it.id, TaskKind::HandOver, TaskStatus::Cancelled).await?;
    let found = person::Entity::find_by_id(it.person_id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    let step = crate::people::FLOW.plan_by_system(&found, PersonActKind::Stay)?;
    set_status(tx, &found, step.to()).await
}

async fn close_account(tx: &mut Tx, it: &hand_over::Model) -> Reply<()> {
    let found = person::Entity::find_by_id(it.person_id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    let step = crate::people::FLOW.plan_by_system(&found, PersonActKind::Leave)?;
    let mut row = found.clone().into_active_model();
    row.status = Set(step.to());
    row.active = Set(false);
    row.left_on = Set(Some(it.last_day));
    let gone = tx.update::<person::Entity, _>(&found, row).await?;
    let terms = post_term::Entity::find().filter(post_term::Column::PersonId.eq(found.id)).filter(post_term::Column::ToOn.is_null());
    for term in terms.all(tx.conn()).await? {
        let mut ended = term.clone().into_active_model();
        ended.to_on = Set(Some(it.last_day));
        tx.update::<post_term::Entity, _>(&term, ended).await?;
    }
    let sessions = session::Entity::find().filter(session::Column::PersonId.eq(found.id)).filter(session::Column::EndedAt.is_null());
    for open in sessions.all(tx.conn()).await? {
        let mut ended = open.clone().into_active_model();
        ended.ended_at = Set(Some(tx.at()));
        tx.update::<session::Entity, _>(&open, ended).await?;
    }
    tasks::cancel_all(tx, found.id).await?;
    stays_administrated(tx.conn()).await?;
    people::emit(tx, "person.left", &gone);
    Ok(())
}

async fn set_status(tx: &mut Tx, found: &person::Model, status: contract::people::PersonStatus) -> Reply<()> {
    let mut row = found.clone().into_active_model();
    row.status = Set(status);
    let person = tx.update::<person::Entity, _>(found, row).await?;
    people::emit(tx, "person.changed", &person);
    Ok(())
}

fn event(act: HandOverActKind) -> &'static str {
    match act {
        HandOverActKind::Refresh => "hand_over.refreshed",
        HandOverActKind::Assign => "hand_over.assigned",
        HandOverActKind::Settle => "hand_over.settled",
        HandOverActKind::Sign => "hand_over.signed",
        HandOverActKind::Close => "hand_over.closed",
        HandOverActKind::Withdraw => "hand_over.withdrawn",
        HandOverActKind::Approve => "hand_over.approved",
        HandOverActKind::Return => "hand_over.refused",
    }
}

fn emit(tx: &mut Tx, name: &'static str, it: &hand_over::Model) {
    let data = json!({ "number": it.number, "person_id": it.person_id, "status": it.status });
    tx.emit(Event { name, kind: SubjectKind::HandOver, id: it.id, data });
}

pub(super) fn today(tx: &Tx) -> NaiveDate {
    local_date(tx.at(), tx.state().config.utc_offset_minutes)
}
