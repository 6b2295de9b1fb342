//! Appeals and what comes of them: what they may be about, until when they are answered, what an upheld one changes (KPI-08, KPI-09).

use super::commands::ANSWERING;
use super::entity::{Column, Entity, Model};
use super::frozen::Frozen;
use crate::cycles;
use crate::left_out::{self, Excluded, Gone};
use crate::score::Adjusted;
use chrono::{DateTime, Utc};
use contract::PersonRef;
use contract::results::{AppealForm, CorrectionForm, ResultStatus};
use contract::tasks::TaskKind;
use contract::values::{Subject, SubjectKind};
use engines::calendar::{WorkingDays, end_of_day};
use engines::people::{Staff, holders_of};
use engines::tasks::{self, NewTask};
use platform::db::{Door, Tx};
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Appeals of one write.
const CHUNK: u64 = 100;

/// What an upheld appeal changes beside working the result out anew.
#[derive(Clone, Default)]
pub(super) struct Correction {
    pub without: Vec<Excluded>,
    pub granted: Option<Adjusted>,
}

impl Correction {
    /// Of a form, by whom and when.
    ///
    /// # Errors
    /// Where the result cannot be read.
    pub fn of(row: &Model, form: &CorrectionForm, by: &PersonRef, at: DateTime<Utc>) -> Reply<Self> {
        let reason = form.answer.trim().to_owned();
        let gone = match (form.without_record, &row.appeal_indicator, row.appeal_record) {
            (true, Some(indicator), Some(record)) => {
                left_out::gone(&Frozen::read(&row.frozen)?.score(), indicator, (record, row.appeal_record_at))
            }
            _ => Vec::new(),
        };
        let excluded = |gone: Gone| Excluded { gone, of: row.person_id, reason: reason.clone(), by: by.clone(), at };
        let without = gone.into_iter().map(excluded).collect();
        let granted = form.points.map(|points| Adjusted { points, reason: reason.clone(), by: by.clone(), at, confirmed: None });
        Ok(Self { without, granted })
    }

    /// As stored.
    pub fn left_out(&self) -> Reply<Option<String>> {
        let gone: Vec<&Gone> = self.without.iter().map(|one| &one.gone).collect();
        Ok(if gone.is_empty() { None } else { Some(serde_json::to_string(&gone)?) })
    }
}

/// A correction is about what was appealed against; `measured`: a score is left.
///
/// # Errors
/// `422` without a contested record, or where nothing would be left to measure.
pub(super) fn fits(row: &Model, form: &CorrectionForm, measured: bool) -> Reply<()> {
    if form.without_record && row.appeal_record.is_none() {
        return Err(Error::invalid("/without_record", "appeal_no_record"));
    }
    match (measured, form.without_record, form.points) {
        (true, ..) | (false, false, None) => Ok(()),
        (false, true, _) => Err(Error::invalid("/without_record", "nothing_left")),
        (false, false, Some(_)) => Err(Error::invalid("/points", "nothing_left")),
    }
}

/// Until when an appeal made now has to be answered: so many working days by the rules of its period.
pub(super) async fn answer_by(tx: &Tx, period: &str) -> Reply<DateTime<Utc>> {
    let offset = tx.state().config.utc_offset_minutes;
    let rules = cycles::rules_of(tx.conn(), period).await?;
    let days = WorkingDays::load(tx.conn(), offset).await?;
    Ok(end_of_day(days.add(days.day_of(tx.at()), rules.appeal_days), offset))
}

/// An appeal names what the result holds.
pub(super) fn check(row: &Model, form: &AppealForm) -> Reply<()> {
    let Some(key) = &form.indicator else {
        return if form.record.is_none() && form.record_at.is_none() { Ok(()) } else { Err(Error::invalid("/indicator", "required")) };
    };
    if form.record.is_none() && form.record_at.is_some() {
        return Err(Error::invalid("/record", "required"));
    }
    let frozen = Frozen::read(&row.frozen)?;
    let score = frozen.score();
    let item = score.items.iter().find(|item| item.indicator.key == *key).ok_or_else(|| Error::invalid("/indicator", "word_unknown"))?;
    match form.record {
        Some(record) if item.records().all(|fact| fact.subject.id != record) => Err(Error::invalid("/record", "word_unknown")),
        Some(record) if item.records().all(|fact| !left_out::is_meant(fact, (record, form.record_at))) => {
            Err(Error::invalid("/record_at", "word_unknown"))
        }
        _ => Ok(()),
    }
}

/// Puts the appeal before those who answer it, but never before the person it is about.
pub(super) async fn ask(tx: &mut Tx, row: &Model, staff: &Staff) -> Reply<()> {
    let people: BTreeSet<Uuid> = holders_of(tx.conn(), ANSWERING).await?.into_iter().map(|holder| holder.id).collect();
    for person in people.into_iter().filter(|person| *person != row.person_id) {
        let (subject, title) = (subject(row, staff), said(row));
        tasks::open(tx, NewTask { kind: TaskKind::Appeal, person, title, subject, due_at: row.answer_by }).await?;
    }
    Ok(())
}

/// Tells the superiors of those who have not answered an appeal in time, once; gives of how many appeals.
///
/// # Errors
/// Where the database fails.
pub async fn chase(door: &Door) -> Reply<u64> {
    let mut all = 0;
    loop {
        let now = door.write_as_system(async |tx: &mut Tx| escalate(tx).await).await?;
        all += now;
        if now < CHUNK {
            return Ok(all);
        }
    }
}

async fn escalate(tx: &mut Tx) -> Reply<u64> {
    let late = Entity::find().filter(Column::Status.eq(ResultStatus::Appealed)).filter(Column::AnswerBy.lte(tx.at()));
    let late = late.filter(Column::EscalatedAt.is_null()).order_by_asc(Column::Id).limit(CHUNK).all(tx.conn()).await?;
    if late.is_empty() {
        return Ok(0);
    }
    let staff = Staff::load(tx.conn()).await?;
    for row in &late {
        let mut told = row.clone().into_active_model();
        told.escalated_at = Set(Some(tx.at()));
        tx.update::<Entity, _>(row, told).await?;
        let asked = tasks::holders(tx, row.id, TaskKind::Appeal).await?;
        let above = asked.iter().filter_map(|person| staff.person(*person).and_then(|person| person.superior));
        // Never the person it is about, nor who is asked anyway.
        let above: BTreeSet<Uuid> = above.filter(|person| *person != row.person_id && !asked.contains(person)).collect();
        for person in above {
            let (subject, title) = (subject(row, &staff), said(row));
            tasks::open(tx, NewTask { kind: TaskKind::Escalation, person, title, subject, due_at: row.answer_by }).await?;
        }
    }
    Ok(late.len() as u64)
}

fn subject(row: &Model, staff: &Staff) -> Subject {
    let name = staff.person(row.person_id).map(|p| p.name.clone()).unwrap_or_default();
    Subject { kind: SubjectKind::Kpi, id: row.id, title: format!("{} {name}", row.month) }
}

fn said(row: &Model) -> String {
    row.appeal_reason.clone().unwrap_or_default().chars().take(100).collect()
}
