//! The list of what is handed over: made from what the person really owns, line by line to a receiver.

use super::commands::today;
use super::entity::{hand_over, line};
use super::rules::{NOTHING_WAITS, OWN, due};
use super::signing;
use contract::hand_overs::{Confirmation, HoldingKind, LineAssignment, LineStatus};
use contract::tasks::{TaskKind, TaskStatus};
use engines::calendar::WorkingDays;
use engines::people::{self, Names};
use engines::tasks::{self, NewTask};
use engines::{Areas, Passing};
use platform::db::Tx;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use std::collections::HashSet;
use uuid::Uuid;

/// Brings the list up to date: what came since is added, what the person no longer owns counts as done. True: nothing is left.
///
/// # Errors
/// Where the database fails.
pub(super) async fn refresh(tx: &mut Tx, areas: &Areas, it: &hand_over::Model) -> Reply<bool> {
    let owned = areas.holdings(tx, it.person_id).await?;
    let listed = of(tx, it.id).await?;
    let still: HashSet<(HoldingKind, Uuid)> = owned.iter().map(|holding| (holding.kind, holding.subject.id)).collect();
    let mut known = HashSet::new();
    for found in listed {
        let owned = still.contains(&(found.kind, found.subject_id));
        if found.status != LineStatus::Done && !owned {
            let mut row = found.clone().into_active_model();
            row.status = Set(LineStatus::Done);
            row.done_at = Set(Some(tx.at()));
            tx.update::<line::Entity, _>(&found, row).await?;
        } else if found.status != LineStatus::Done {
            known.insert((found.kind, found.subject_id));
        }
    }
    let at = tx.at();
    let new = owned.into_iter().filter(|holding| !known.contains(&(holding.kind, holding.subject.id))).map(|holding| line::ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        hand_over_id: Set(it.id),
        kind: Set(holding.kind),
        subject_kind: Set(holding.subject.kind.word().to_owned()),
        subject_id: Set(holding.subject.id),
        title: Set(holding.subject.title),
        must_settle: Set(holding.must_settle),
        receiver_id: Set(None),
        status: Set(LineStatus::Open),
        remark: Set(String::new()),
        done_at: Set(None),
        created_at: Set(at),
    });
    let new: Vec<line::ActiveModel> = new.collect();
    tx.insert_many::<line::Entity, _>(new).await?;
    Ok(still.is_empty())
}

/// Names the receiver of lines that nobody has taken yet; they find it in their inbox.
///
/// # Errors
/// `409` where it is the person who leaves or no line fits, `422` where the receiver is nobody.
pub(super) async fn assign(tx: &mut Tx, it: &hand_over::Model, who: &LineAssignment) -> Reply<()> {
    if who.receiver_id == it.person_id {
        return Err(Error::Refused(OWN));
    }
    people::unit_of(tx.conn(), who.receiver_id).await.map_err(|error| match error {
        Error::NotFound => Error::invalid("/receiver_id", "person_unknown"),
        other => other,
    })?;
    let fits = |line: &line::Model| {
        line.status != LineStatus::Done
            && !line.must_settle
            && (who.line_ids.is_empty() || who.line_ids.contains(&line.id))
            && who.kind.is_none_or(|kind| kind == line.kind)
            && (!who.line_ids.is_empty() || line.status != LineStatus::Asked)
    };
    let chosen: Vec<line::Model> = of(tx, it.id).await?.into_iter().filter(fits).collect();
    if chosen.is_empty() {
        return Err(Error::Refused(NOTHING_WAITS));
    }
    for found in chosen {
        let mut row = found.clone().into_active_model();
        row.receiver_id = Set(Some(who.receiver_id));
        row.status = Set(LineStatus::Asked);
        row.remark = Set(String::new());
        tx.update::<line::Entity, _>(&found, row).await?;
    }
    ask(tx, it).await
}

/// The caller's answer on lines that wait for them: what they take is theirs from now on.
///
/// # Errors
/// `404` where nothing here is theirs, `409` where nothing waits for them, or where the area of a record says no.
pub(super) async fn confirm(tx: &mut Tx, areas: &Areas, it: &hand_over::Model, answer: &Confirmation) -> Reply<()> {
    let me = tx.actor()?.id;
    let mine: Vec<line::Model> = of(tx, it.id).await?.into_iter().filter(|line| line.receiver_id == Some(me)).collect();
    if mine.is_empty() {
        return Err(Error::NotFound);
    }
    let wanted =
        |line: &line::Model| line.status == LineStatus::Asked && (answer.line_ids.is_empty() || answer.line_ids.contains(&line.id));
    let chosen: Vec<line::Model> = mine.into_iter().filter(wanted).collect();
    if chosen.is_empty() {
        return Err(Error::Refused(NOTHING_WAITS));
    }
    let remark = answer.remark.trim();
    if !answer.accept && remark.is_empty() {
        return Err(Error::invalid("/remark", "reason_required"));
    }
    for found in &chosen {
        let mut row = found.clone().into_active_model();
        row.status = Set(if answer.accept { LineStatus::Done } else { LineStatus::Declined });
        row.done_at = Set(answer.accept.then(|| tx.at()));
        row.remark = Set(remark.to_owned());
        tx.update::<line::Entity, _>(found, row).await?;
    }
    if answer.accept {
        for kind in HoldingKind::ALL {
            let ids: Vec<Uuid> = chosen.iter().filter(|line| line.kind == *kind).map(|line| line.subject_id).collect();
            if !ids.is_empty() {
                areas.hand_over(tx, &Passing { kind: *kind, ids, from: it.person_id, to: me }).await?;
            }
        }
    }
    ask(tx, it).await
}

/// Puts the hand-over into the inbox of everyone who has something to receive, and of the supervisor once nothing is left.
pub(super) async fn ask(tx: &mut Tx, it: &hand_over::Model) -> Reply<()> {
    tasks::close(tx, it.id, TaskKind::HandOver, TaskStatus::Done).await?;
    let lines = of(tx, it.id).await?;
    let mut people: Vec<Uuid> = lines.iter().filter(|line| line.status == LineStatus::Asked).filter_map(|line| line.receiver_id).collect();
    if lines.iter().all(|line| line.status == LineStatus::Done) || lines.iter().any(|line| line.status == LineStatus::Declined) {
        people.extend(signing::asked(tx.conn(), it.supervisor_id, it.person_id, today(tx)).await?);
    }
    people.sort_unstable();
    people.dedup();
    let name = Names::load(tx.conn(), [it.person_id]).await?.of(it.person_id).name;
    let days = WorkingDays::load(tx.conn(), tx.state().config.utc_offset_minutes).await?;
    let due_at = Some(due(it.notice_on, it.last_day, &days));
    for person in people {
        let subject = it.subject(&name);
        tasks::open(tx, NewTask { kind: TaskKind::HandOver, person, title: subject.title.clone(), subject, due_at }).await?;
    }
    Ok(())
}

/// All lines of a hand-over.
pub(super) async fn of(tx: &Tx, id: Uuid) -> Reply<Vec<line::Model>> {
    Ok(line::Entity::find().filter(line::Column::HandOverId.eq(id)).all(tx.conn()).await?)
}
