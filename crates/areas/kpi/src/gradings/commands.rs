use super::entity::{candidate, mark, round};
use super::queries::{self, candidates_of, sheets_of};
use super::rules::{Known, Worked, ranked};
use super::standing::eligible_on;
use super::states::{FLOW, NOT_NOW};
use crate::month::Month;
use crate::recruitments;
use crate::results::appeal_until;
use crate::rule_book::book_of;
use contract::SubjectKind;
use contract::kpi::grading::{GradingAct, GradingForm, GradingStatus, ObjectionForm, RecheckForm};
use contract::kpi::rule_book::GradingRules;
use contract::tasks::{TaskKind, TaskStatus};
use engines::calendar::local_date;
use engines::people::{PersonnelFiles, Staff, holders_of};
use engines::tasks::{self, NewTask};
use locale::problems as text;
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Refusal, Reply};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use std::collections::BTreeSet;
use uuid::Uuid;

const GAPS: Refusal = Refusal::new("grading.gaps", text::GRADING_GAPS);
const TOO_LATE: Refusal = Refusal::new("grading.too_late", text::GRADING_TOO_LATE);
const OBJECTED: Refusal = Refusal::new("grading.objected", text::GRADING_OBJECTED);
const NO_OBJECTION: Refusal = Refusal::new("grading.no_objection", text::GRADING_NO_OBJECTION);
const OWN: Refusal = Refusal::new("grading.own", text::GRADING_OWN);
/// Who rechecks.
const RECHECKING: &[&str] = &["marketing_director", "hr"];

/// Drafts a round under the rules in force in its month.
///
/// # Errors
/// `422` where somebody is unknown, no account manager, or cannot be graded yet.
pub async fn draft(tx: &mut Tx, form: &GradingForm) -> Reply<Uuid> {
    let (month, rules) = checked(tx, form).await?;
    let row = round::ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        name: Set(form.name.trim().to_owned()),
        from_month: Set(month.to_string()),
        status: Set(FLOW.start),
        rules: Set(rules),
        raters: Set(serde_json::to_string(&form.raters)?),
        drafted_by: Set(tx.actor()?.id),
        ranked_by: Set(None),
        ranked_at: Set(None),
        published_by: Set(None),
        published_at: Set(None),
        objections_until: Set(None),
        final_at: Set(None),
        created_at: Set(tx.at()),
        updated_at: Set(tx.at()),
    };
    let it = tx.insert::<round::Entity, _>(row).await?;
    for person in &form.candidates {
        add(tx, it.id, *person).await?;
    }
    emit(tx, &it, "kpi_grading.drafted");
    Ok(it.id)
}

/// Changes a draft.
pub(super) async fn edit(tx: &mut Tx, before: round::Model, seen: i64, form: &GradingForm) -> Reply<()> {
    let step = FLOW.plan(&before, contract::kpi::grading::GradingActKind::Edit, tx.actor()?)?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    let (month, rules) = checked(tx, form).await?;
    let mut row = before.clone().into_active_model();
    row.status = Set(step.to());
    row.name = Set(form.name.trim().to_owned());
    row.from_month = Set(month.to_string());
    row.rules = Set(rules);
    row.raters = Set(serde_json::to_string(&form.raters)?);
    tx.update::<round::Entity, _>(&before, row).await?;
    let known = candidates_of(tx.conn(), before.id).await?;
    for gone in known.iter().filter(|one| !form.candidates.contains(&one.person_id)) {
        candidate::Entity::delete_by_id(gone.id).exec(tx.conn()).await?;
    }
    for person in form.candidates.iter().filter(|person| !known.iter().any(|one| one.person_id == **person)) {
        add(tx, before.id, *person).await?;
    }
    Ok(())
}

async fn checked(tx: &Tx, form: &GradingForm) -> Reply<(Month, String)> {
    let month: Month = form.from_month.parse().map_err(|_| Error::invalid("/from_month", "month_invalid"))?;
    if month < Month::of(local_date(tx.at(), tx.state().config.utc_offset_minutes)) {
        return Err(Error::invalid("/from_month", "date_past"));
    }
    let (staff, files) = (Staff::load(tx.conn()).await?, PersonnelFiles::load(tx.conn()).await?);
    let (book, recruited) = (book_of(tx.conn(), month).await?, recruitments::eligibility(tx.conn()).await?);
    let active = |id: Uuid| staff.person(id).is_some_and(|person| person.active);
    for (at, person) in form.candidates.iter().enumerate() {
        let (pointer, file) = (format!("/candidates/{at}"), files.of(*person));
        if !active(*person) || file.territory.is_none() {
            return Err(Error::invalid(pointer, "not_account_manager"));
        }
        let on = eligible_on(&file, recruited.get(person).copied(), book.recruitment.eligible_years);
        if on.is_none_or(|on| on > month.first()) {
            return Err(Error::invalid(pointer, "not_eligible"));
        }
    }
    if let Some(at) = form.raters.iter().position(|one| !active(one.person_id)) {
        return Err(Error::invalid(format!("/raters/{at}/person_id"), "person_unknown"));
    }
    Ok((month, serde_json::to_string(&book.grading)?))
}

async fn add(tx: &mut Tx, grading: Uuid, person: Uuid) -> Reply<()> {
    let row = candidate::ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        grading_id: Set(grading),
        person_id: Set(person),
        created_at: Set(tx.at()),
        updated_at: Set(tx.at()),
        ..Default::default()
    };
    tx.insert::<candidate::Entity, _>(row).await.map(|_| ())
}

/// Takes a round one step on.
///
/// # Errors
/// `403` and `409` as the table says, `409` where candidates lack something or an objection is not open, `412` on a stale version.
pub async fn act(tx: &mut Tx, before: round::Model, seen: i64, act: &GradingAct) -> Reply<()> {
    let actor = tx.actor()?.clone();
    let step = match act {
        GradingAct::Object(_) => FLOW.plan_by_system(&before, act.kind())?,
        _ => FLOW.plan(&before, act.kind(), &actor)?,
    };
    if before.version != seen {
        return Err(Error::Stale);
    }
    match act {
        GradingAct::Object(form) => object(tx, &before, actor.id, form).await?,
        GradingAct::Uphold(form) => recheck(tx, &before, actor.id, form, false).await?,
        GradingAct::Correct(form) => recheck(tx, &before, actor.id, form, true).await?,
        GradingAct::Rank => rank(tx, &before).await?,
        GradingAct::Open | GradingAct::BeginMarking | GradingAct::Unrank | GradingAct::Publish => {}
    }
    let (at, by) = (Set(Some(tx.at())), Set(Some(actor.id)));
    let mut row = before.clone().into_active_model();
    row.status = Set(step.to());
    match act {
        GradingAct::Rank => (row.ranked_at, row.ranked_by) = (at, by),
        GradingAct::Unrank => (row.ranked_at, row.ranked_by) = (Set(None), Set(None)),
        GradingAct::Publish => {
            (row.published_at, row.published_by) = (at, by);
            row.objections_until = Set(Some(appeal_until(tx.at(), tx.state().config.utc_offset_minutes)));
        }
        GradingAct::Open | GradingAct::BeginMarking | GradingAct::Object(_) | GradingAct::Uphold(_) | GradingAct::Correct(_) => {}
    }
    let it = tx.update::<round::Entity, _>(&before, row).await?;
    if step.from() == step.to() {
        return Ok(());
    }
    match it.status {
        GradingStatus::Marking => ask_raters(tx, &it).await?,
        GradingStatus::Ranked => tasks::close(tx, it.id, TaskKind::Grading, TaskStatus::Done).await?,
        _ => {}
    }
    emit(tx, &it, "kpi_grading.moved");
    Ok(())
}

async fn ask_raters(tx: &mut Tx, it: &round::Model) -> Reply<()> {
    for rater in it.raters() {
        let subject = it.subject();
        let task = NewTask { kind: TaskKind::Grading, person: rater.person_id, title: subject.title.clone(), subject, due_at: None };
        tasks::open(tx, task).await?;
    }
    Ok(())
}

/// Every candidate worked out from file, exam and sheets as they are now.
async fn worked_out(tx: &Tx, it: &round::Model, all: &[candidate::Model]) -> Reply<(GradingRules, Vec<Worked>)> {
    let rules: GradingRules = serde_json::from_str(&it.rules)?;
    let (files, sheets) = (PersonnelFiles::load(tx.conn()).await?, sheets_of(tx.conn(), it.id).await?);
    let day = queries::day_of(it)?;
    let worked = all.iter().map(|one| {
        let (file, own) = (files.of(one.person_id), sheets.get(&one.id).map(Vec::as_slice).unwrap_or_default());
        Worked::of(&rules, &Known { file: &file, day, exam: queries::decimal(one.exam.as_ref()), sheets: own })
    });
    let worked = worked.collect();
    Ok((rules, worked))
}

/// Works out and ranks all candidates; each must be complete.
async fn rank(tx: &mut Tx, it: &round::Model) -> Reply<()> {
    let all = candidates_of(tx.conn(), it.id).await?;
    let (rules, worked) = worked_out(tx, it, &all).await?;
    if worked.iter().any(|one| !one.gaps(&rules).is_empty()) {
        return Err(Error::Refused(GAPS));
    }
    write_ranking(tx, &rules, &all, &worked, None).await
}

/// Writes places and grades; of `rechecked` what was published before is kept.
async fn write_ranking(
    tx: &mut Tx,
    rules: &GradingRules,
    all: &[candidate::Model],
    worked: &[Worked],
    rechecked: Option<Uuid>,
) -> Reply<()> {
    for ((one, worked), (place, grade)) in all.iter().zip(worked).zip(ranked(rules, worked)) {
        let total = worked.standing().total.normalize().to_string();
        let mut row = one.clone().into_active_model();
        if rechecked == Some(one.id) && one.total.as_ref() != Some(&total) {
            row.total_before = Set(one.total.clone());
            row.place_before = Set(one.place);
        }
        row.worked_out = Set(Some(serde_json::to_string(worked)?));
        row.total = Set(Some(total));
        row.place = Set(Some(i64::from(place)));
        row.grade = Set(grade);
        tx.update::<candidate::Entity, _>(one, row).await?;
    }
    Ok(())
}

/// A candidate objects, once, within the days for it.
async fn object(tx: &mut Tx, it: &round::Model, person: Uuid, form: &ObjectionForm) -> Reply<()> {
    if it.objections_until.is_none_or(|until| tx.at() >= until) {
        return Err(Error::Refused(TOO_LATE));
    }
    let all = candidates_of(tx.conn(), it.id).await?;
    let own = all.into_iter().find(|one| one.person_id == person).ok_or(Error::Refused(NOT_NOW))?;
    if own.objected_at.is_some() {
        return Err(Error::Refused(OBJECTED));
    }
    let mut row = own.clone().into_active_model();
    row.objection = Set(Some(form.reason.trim().to_owned()));
    row.objected_at = Set(Some(tx.at()));
    tx.update::<candidate::Entity, _>(&own, row).await?;
    let barred = [Some(person), it.ranked_by, it.published_by];
    let people: BTreeSet<Uuid> = holders_of(tx.conn(), RECHECKING).await?.into_iter().map(|holder| holder.id).collect();
    for person in people.into_iter().filter(|person| !barred.contains(&Some(*person))) {
        let title: String = form.reason.trim().chars().take(100).collect();
        tasks::open(tx, NewTask { kind: TaskKind::Grading, person, title, subject: it.subject(), due_at: None }).await?;
    }
    Ok(())
}

/// Answers an objection; a correction reads the file anew, takes another exam mark where one is given, and ranks all again.
async fn recheck(tx: &mut Tx, it: &round::Model, by: Uuid, form: &RecheckForm, corrects: bool) -> Reply<()> {
    let mut all = candidates_of(tx.conn(), it.id).await?;
    let at = all.iter().position(|one| one.id == form.candidate_id).ok_or_else(|| Error::invalid("/candidate_id", "word_unknown"))?;
    if !all[at].objects() {
        return Err(Error::Refused(NO_OBJECTION));
    }
    if all[at].person_id == by {
        return Err(Error::Refused(OWN));
    }
    let mut row = all[at].clone().into_active_model();
    row.answer = Set(Some(form.answer.trim().to_owned()));
    row.answered_by = Set(Some(by));
    row.answered_at = Set(Some(tx.at()));
    if let Some(mark) = form.exam.filter(|_| corrects) {
        row.exam = Set(Some(mark.normalize().to_string()));
    }
    all[at] = tx.update::<candidate::Entity, _>(&all[at], row).await?;
    if corrects {
        // Only the file of whoever objected is read anew: nobody else's result moves but by place.
        let (rules, fresh) = worked_out(tx, it, &all[at..=at]).await?;
        let stored = |one: &candidate::Model| Ok(serde_json::from_str(one.worked_out.as_deref().unwrap_or_default())?);
        let mut worked = all.iter().map(stored).collect::<Reply<Vec<Worked>>>()?;
        if let (Some(slot), Some(new)) = (worked.get_mut(at), fresh.into_iter().next()) {
            *slot = new;
        }
        write_ranking(tx, &rules, &all, &worked, Some(form.candidate_id)).await?;
    }
    if !all.iter().any(candidate::Model::objects) {
        tasks::close(tx, it.id, TaskKind::Grading, TaskStatus::Done).await?;
    }
    Ok(())
}

/// Whether a rater has marked everyone but themselves.
pub(super) async fn is_through(tx: &Tx, it: &round::Model, rater: Uuid) -> Reply<bool> {
    let given = mark::Entity::find().filter(mark::Column::GradingId.eq(it.id)).filter(mark::Column::Rater.eq(rater.to_string()));
    let given: BTreeSet<Uuid> = given.all(tx.conn()).await?.into_iter().map(|one| one.candidate_id).collect();
    let all = candidates_of(tx.conn(), it.id).await?;
    Ok(all.iter().all(|one| one.person_id == rater || given.contains(&one.id)))
}

pub(super) fn emit(tx: &mut Tx, it: &round::Model, name: &'static str) {
    let data = serde_json::json!({ "status": it.status, "from_month": it.from_month });
    tx.emit(Event { name, kind: SubjectKind::Grading, id: it.id, data });
}
