use super::entity::{ActiveModel, Entity, Model, watcher};
use super::policy;
use super::queries::{SOMEDAY, found, subject};
use super::rules::next_due;
use super::states::FLOW;
use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use contract::SubjectKind;
use contract::assignments::{AssignmentAct, AssignmentForm, AssignmentStatus, Checklist, ChecklistLine, Repeat};
use contract::tasks::{TaskKind, TaskStatus};
use engines::calendar::{Term, WorkingDays, local_date};
use engines::numbering::{self, Series};
use engines::people::{Names, unit_of};
use engines::search::{self, Document, text};
use engines::tasks::{self, NewTask};
use engines::{Areas, Asking};
use platform::audit::{Change, Verb};
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Reply};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use std::collections::BTreeSet;
use uuid::Uuid;

/// The owner answered an important matter.
pub const REPLIED: &str = "assignment.replied";
/// The owner has done a task.
pub const DONE: &str = "assignment.done";
/// A task was given up.
pub const CANCELLED: &str = "assignment.cancelled";
/// A task that was done is open again.
pub const REOPENED: &str = "assignment.reopened";

/// Gives somebody a task (DAY-03).
pub(super) async fn create(tx: &mut Tx, areas: &Areas, form: &AssignmentForm) -> Reply<Model> {
    let actor = tx.actor()?.clone();
    let about = match form.about {
        None => None,
        Some(about) => {
            let asking = Asking::new(tx.state(), &actor, tx.meta().language);
            let seen = areas.record(&asking, about.kind, about.id).await?;
            Some(seen.ok_or_else(|| Error::invalid("/about", "record_unseen"))?)
        }
    };
    let row = ActiveModel {
        giver_id: Set(actor.id),
        about_kind: Set(about.as_ref().map(|about| about.kind.word().to_owned())),
        about_id: Set(about.as_ref().map(|about| about.id)),
        ..fresh(tx).await?
    };
    let row = filled(tx, row, form).await?;
    let task = tx.insert::<Entity, _>(row).await?;
    watch_by(tx, task.id, &form.watcher_ids.iter().copied().collect()).await?;
    given(tx, &task).await?;
    Ok(task)
}

pub(super) async fn fresh(tx: &Tx) -> Reply<ActiveModel> {
    let at = tx.at();
    Ok(ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        number: Set(numbering::next(tx, Series::Assignment).await?),
        status: Set(FLOW.start),
        remark: Set(String::new()),
        created_at: Set(at),
        updated_at: Set(at),
        ..Default::default()
    })
}

/// Changes an open task; a new owner gets it into their inbox.
pub(super) async fn edit(tx: &mut Tx, id: Uuid, seen: i64, form: &AssignmentForm) -> Reply<Model> {
    let actor = tx.actor()?.clone();
    let before = found(tx.conn(), &actor, id, today(tx)).await?;
    policy::edit(&before, &actor)?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    let mut row = filled(tx, before.clone().into_active_model(), form).await?;
    if watched_anew(tx, id, &form.watcher_ids).await? {
        // Who may see a task is part of it: the next edit must know of this one.
        row.watched_at = Set(Some(tx.at()));
    }
    let task = tx.update::<Entity, _>(&before, row).await?;
    if task.version != before.version {
        tasks::close(tx, id, TaskKind::Assignment, TaskStatus::Cancelled).await?;
        given(tx, &task).await?;
    }
    Ok(task)
}

/// Puts these watchers in the place of those before; true where they are others. The audit log names them.
async fn watched_anew(tx: &mut Tx, id: Uuid, wanted: &[Uuid]) -> Reply<bool> {
    let of_task = watcher::Column::AssignmentId.eq(id);
    let before = watcher::Entity::find().filter(of_task.clone()).all(tx.conn()).await?;
    let before: BTreeSet<Uuid> = before.into_iter().map(|row| row.person_id).collect();
    let wanted: BTreeSet<Uuid> = wanted.iter().copied().collect();
    if before == wanted {
        return Ok(false);
    }
    watcher::Entity::delete_many().filter(of_task).exec(tx.conn()).await?;
    watch_by(tx, id, &wanted).await?;
    let names = Names::load(tx.conn(), before.union(&wanted).copied()).await?;
    let told = |people: &BTreeSet<Uuid>| Some(people.iter().map(|id| names.of(*id).name).collect::<Vec<_>>().join("、"));
    let change = Change { field: "watchers".to_owned(), old: told(&before), new: told(&wanted) };
    tx.note(Verb::Update, SubjectKind::Assignment, id, vec![change]);
    Ok(true)
}

/// Ticks lines of the checklist, or changes them.
pub(super) async fn tick(tx: &mut Tx, id: Uuid, seen: i64, checklist: &Checklist) -> Reply<Model> {
    let actor = tx.actor()?.clone();
    let before = found(tx.conn(), &actor, id, today(tx)).await?;
    policy::tick(&before, &policy::acting(tx.conn(), &before, &actor, today(tx)).await?)?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    let mut row = before.clone().into_active_model();
    row.checklist = Set(written(&checklist.lines)?);
    tx.update::<Entity, _>(&before, row).await
}

/// Answers, ends or takes up a task.
pub(super) async fn transition(tx: &mut Tx, id: Uuid, seen: i64, act: &AssignmentAct) -> Reply<Model> {
    let actor = tx.actor()?.clone();
    let before = found(tx.conn(), &actor, id, today(tx)).await?;
    let step = FLOW.plan(&before, act.kind(), &policy::acting(tx.conn(), &before, &actor, today(tx)).await?)?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    let at = tx.at();
    let mut row = before.clone().into_active_model();
    row.status = Set(step.to());
    match act {
        AssignmentAct::Reply(reply) => {
            row.reply = Set(Some(reply.text.trim().to_owned()));
            row.replied_at = Set(Some(at));
        }
        AssignmentAct::Complete => {
            row.done_at = Set(Some(at));
            row.remark = Set(String::new());
        }
        AssignmentAct::Reopen(reason) => {
            row.done_at = Set(None);
            row.remark = Set(reason.reason.trim().to_owned());
        }
        AssignmentAct::Cancel(reason) => row.remark = Set(reason.reason.trim().to_owned()),
    }
    let task = tx.update::<Entity, _>(&before, row).await?;
    moved(tx, task, act).await
}

/// What a step leads to in inboxes and series.
async fn moved(tx: &mut Tx, mut task: Model, act: &AssignmentAct) -> Reply<Model> {
    let name = match act {
        AssignmentAct::Reply(_) => {
            tasks::close(tx, task.id, TaskKind::Escalation, TaskStatus::Done).await?;
            REPLIED
        }
        AssignmentAct::Complete => {
            tasks::close(tx, task.id, TaskKind::Assignment, TaskStatus::Done).await?;
            task = follow(tx, task).await?;
            DONE
        }
        AssignmentAct::Cancel(_) => {
            tasks::close(tx, task.id, TaskKind::Assignment, TaskStatus::Cancelled).await?;
            tasks::close(tx, task.id, TaskKind::Escalation, TaskStatus::Cancelled).await?;
            CANCELLED
        }
        AssignmentAct::Reopen(_) => {
            given(tx, &task).await?;
            REOPENED
        }
    };
    emit(tx, &task, name);
    Ok(task)
}

/// Makes the next task of a series, once; gives the task as it is then.
///
/// # Errors
/// Where the database fails.
pub(super) async fn follow(tx: &mut Tx, task: Model) -> Reply<Model> {
    let (Some(due), None, true) = (task.due_at, task.followed_at, task.repeat != Repeat::Never) else { return Ok(task) };
    let days = WorkingDays::load(tx.conn(), tx.state().config.utc_offset_minutes).await?;
    let Some(next) = next_due(due, task.repeat, tx.at(), &days) else { return Ok(task) };
    let mut followed = task.clone().into_active_model();
    followed.followed_at = Set(Some(tx.at()));
    let task = tx.update::<Entity, _>(&task, followed).await?;
    let lines: Vec<ChecklistLine> = task.lines()?.into_iter().map(|line| ChecklistLine { done: false, ..line }).collect();
    let row = ActiveModel {
        title: Set(task.title.clone()),
        details: Set(task.details.clone()),
        owner_id: Set(task.owner_id),
        giver_id: Set(task.giver_id),
        priority: Set(task.priority),
        repeat: Set(task.repeat),
        due_at: Set(Some(next)),
        sort_at: Set(next),
        reply_by: Set(task.reply_by.map(|by| next + (by - due))),
        checklist: Set(written(&lines)?),
        about_kind: Set(task.about_kind.clone()),
        about_id: Set(task.about_id),
        ..fresh(tx).await?
    };
    let made = tx.insert::<Entity, _>(row).await?;
    let watchers = watcher::Entity::find().filter(watcher::Column::AssignmentId.eq(task.id)).all(tx.conn()).await?;
    watch_by(tx, made.id, &watchers.iter().map(|w| w.person_id).collect()).await?;
    given(tx, &made).await?;
    Ok(task)
}

/// Puts an open task into its owner's inbox and the search index.
pub(super) async fn given(tx: &mut Tx, task: &Model) -> Reply<()> {
    let mut texts = vec![task.title.clone(), task.number.clone()];
    texts.extend(text::pinyin_texts(&task.title));
    search::index(tx, Document { kind: SubjectKind::Assignment, id: task.id, texts, phones: Vec::new() }).await?;
    if task.status == AssignmentStatus::Open {
        let due_at = task.reply_by.filter(|_| task.reply.is_none()).into_iter().chain(task.due_at).min();
        let new = NewTask { kind: TaskKind::Assignment, person: task.owner_id, title: task.title.clone(), subject: subject(task), due_at };
        tasks::open(tx, new).await?;
    }
    emit(tx, task, "assignment.given");
    Ok(())
}

pub(super) fn emit(tx: &mut Tx, task: &Model, name: &'static str) {
    let data = serde_json::json!({ "number": task.number, "status": task.status, "owner_id": task.owner_id });
    tx.emit(Event { name, kind: SubjectKind::Assignment, id: task.id, data });
}

/// Puts the form into a row. PostgreSQL keeps microseconds, so SQLite does, too.
async fn filled(tx: &Tx, mut row: ActiveModel, form: &AssignmentForm) -> Reply<ActiveModel> {
    if unit_of(tx.conn(), form.owner_id).await.is_err() {
        return Err(Error::invalid("/owner_id", "person_unknown"));
    }
    let due_at = match form.due_in_days {
        Some(days) => {
            let calendar = WorkingDays::load(tx.conn(), tx.state().config.utc_offset_minutes).await?;
            Some(calendar.due(tx.at(), Term::Days(days)))
        }
        None => moment("/due_at", form.due_at)?,
    };
    let reply_by = moment("/reply_by", form.reply_by)?;
    let due = if form.due_in_days.is_some() { "/due_in_days" } else { "/due_at" };
    for (pointer, at, before) in [(due, due_at, &row.due_at), ("/reply_by", reply_by, &row.reply_by)] {
        // What stands may have passed meanwhile; nothing new is due before it is given.
        if at.is_some_and(|at| at < tx.at()) && before.try_as_ref() != Some(&at) {
            return Err(Error::invalid(pointer, "due_past"));
        }
    }
    if due_at.zip(reply_by).is_some_and(|(due, reply)| reply > due) {
        return Err(Error::invalid("/reply_by", "reply_after_due"));
    }
    row.title = Set(form.title.trim().to_owned());
    row.details = Set(form.details.trim().to_owned());
    row.owner_id = Set(form.owner_id);
    row.priority = Set(form.priority);
    row.repeat = Set(form.repeat);
    row.due_at = Set(due_at);
    row.sort_at = Set(due_at.unwrap_or(SOMEDAY));
    row.reply_by = Set(reply_by);
    row.checklist = Set(written(&form.checklist)?);
    Ok(row)
}

/// A time that both databases can keep.
fn moment(pointer: &str, at: Option<DateTime<Utc>>) -> Reply<Option<DateTime<Utc>>> {
    match at {
        Some(at) if at < DateTime::UNIX_EPOCH || at >= SOMEDAY => Err(Error::invalid(pointer, "range")),
        at => Ok(at.map(|at| at.trunc_subsecs(6))),
    }
}

pub(super) fn written(lines: &[ChecklistLine]) -> Reply<String> {
    Ok(serde_json::to_string(lines)?)
}

fn today(tx: &Tx) -> NaiveDate {
    local_date(tx.at(), tx.state().config.utc_offset_minutes)
}

/// Names those who look on; people who are not with the company are refused.
async fn watch_by(tx: &Tx, id: Uuid, people: &BTreeSet<Uuid>) -> Reply<()> {
    for person in people {
        if unit_of(tx.conn(), *person).await.is_err() {
            return Err(Error::invalid("/watcher_ids", "person_unknown"));
        }
    }
    let rows = people.iter().map(|person_id| watcher::ActiveModel { assignment_id: Set(id), person_id: Set(*person_id) });
    let rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        watcher::Entity::insert_many(rows).exec_without_returning(tx.conn()).await?;
    }
    Ok(())
}
