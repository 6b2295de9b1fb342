use super::amounts::opened;
use super::entity::{run, slip};
use super::slip::{Days, Inputs, Outcome, Slip};
use super::states::FLOW;
use super::{leave_rules, lines, terms};
use crate::effects;
use crate::gradings::staff_grades;
use crate::month::Month;
use crate::results;
use crate::rule_book::book_of;
use chrono::{DateTime, Utc};
use contract::kpi::pay::{PayRun, PayStatus, PayStep};
use contract::page::Page;
use contract::results::ResultStatus;
use engines::calendar::WorkingDays;
use engines::people::{Absences, Names, PersonnelFiles, Staff, Tenures};
use platform::auth::Actor;
use platform::http::State;
use platform::list::{Parsed, page, total};
use platform::seal::Keys;
use platform::{Error, Reply};
use rust_decimal::Decimal;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::cell::Cell;
use std::collections::BTreeSet;
use uuid::Uuid;

/// A run.
///
/// # Errors
/// [`Error::NotFound`] where there is none.
pub async fn run_of(conn: &impl ConnectionTrait, id: Uuid) -> Reply<run::Model> {
    run::Entity::find_by_id(id).one(conn).await?.ok_or(Error::NotFound)
}

/// The slips of a run, and who has none for want of terms.
pub(super) struct Slips {
    pub slips: Vec<Slip>,
    pub without_terms: Vec<Uuid>,
}

/// The slips of a run: worked out anew while it is a draft, as they were checked from then on.
pub(super) async fn slips(conn: &impl ConnectionTrait, state: &State, it: &run::Model) -> Reply<Slips> {
    let keys = &state.keys;
    if it.status == PayStatus::Draft {
        return work_out(conn, state, it).await;
    }
    let kept = slip::Entity::find().filter(slip::Column::RunId.eq(it.id)).filter(slip::Column::CheckNumber.eq(it.checks));
    let mut slips: Vec<Slip> = kept.all(conn).await?.iter().map(|row| opened(keys, &row.sealed)).collect::<Reply<_>>()?;
    let staff = Staff::load(conn).await?;
    let order = |id: Uuid| staff.people().iter().position(|person| person.id == id);
    slips.sort_by_key(|one| order(one.person));
    Ok(Slips { slips, without_terms: Vec::new() })
}

/// One's own slip of a locked run.
pub(super) async fn own(conn: &impl ConnectionTrait, keys: &Keys, person: Uuid) -> Reply<Vec<(run::Model, Slip)>> {
    let kept = slip::Entity::find().filter(slip::Column::PersonId.eq(person)).all(conn).await?;
    let runs = run::Entity::find().filter(run::Column::Id.is_in(kept.iter().map(|row| row.run_id))).all(conn).await?;
    let mut slips = Vec::new();
    for it in runs.into_iter().filter(|it| it.status == PayStatus::Locked) {
        if let Some(row) = kept.iter().find(|row| row.run_id == it.id && row.check_number == it.checks) {
            slips.push((it, opened(keys, &row.sealed)?));
        }
    }
    slips.sort_by(|(a, _), (b, _)| b.month.cmp(&a.month));
    Ok(slips)
}

/// Every slip from terms, grades, results and lines as they are now: of everyone who belonged to the company in the month and has terms of
/// pay, a grade or a line.
pub(super) async fn work_out(conn: &impl ConnectionTrait, state: &State, it: &run::Model) -> Reply<Slips> {
    let keys = &state.keys;
    let month: Month = it.month.parse().map_err(|_| anyhow::anyhow!("a run without a month"))?;
    let (staff, files, tenures) = (Staff::load(conn).await?, PersonnelFiles::load(conn).await?, Tenures::load(conn, None).await?);
    let calendar = WorkingDays::load(conn, state.config.utc_offset_minutes).await?;
    let absences = Absences::load(conn, month.first(), month.last(), None).await?;
    let leave_rules = leave_rules::of_month(conn, month).await?;
    let of = calendar.between(month.first(), month.last(), |_| true);
    let (terms, grades) = (terms::of_month(conn, keys, &it.month).await?, staff_grades(conn, month).await?);
    let mut entered = lines::counted(conn, keys, it.id).await?;
    let (tables, effects) = (book_of(conn, month).await?.pay, effects::rules_of(conn, &it.month).await?.rules);
    let published = results::of_month(conn, &it.month).await?;
    let (mut slips, mut without_terms) = (Vec::new(), Vec::new());
    for person in staff.people() {
        let (own, grade) = (terms.get(&person.id), grades.get(&person.id).map(|held| held.grade));
        let lines = entered.remove(&person.id).unwrap_or_default();
        let there = tenures.of(person.id).is_none_or(|tenure| {
            tenure.entered_on.is_none_or(|on| on <= month.last()) && tenure.left_on.is_none_or(|on| on >= month.first())
        });
        if !there && lines.is_empty() {
            continue;
        }
        if own.is_none() && grade.is_none() && lines.is_empty() {
            without_terms.extend(person.active.then_some(person.id));
            continue;
        }
        let outcome = match published.get(&person.id) {
            None => Outcome::None,
            Some(result) if result.status == ResultStatus::Final => Outcome::Final(result.grade),
            Some(_) => Outcome::Waits,
        };
        let coefficient = match outcome {
            Outcome::Final(grade) => effects.coefficient(grade),
            Outcome::None | Outcome::Waits => Decimal::ONE,
        };
        let file = files.of(person.id);
        let tenure = tenures.of(person.id);
        let post_on = |last: chrono::NaiveDate| {
            let left = tenure.and_then(|tenure| tenure.left_on);
            tenure?.post_on(left.map_or(last, |left| left.min(last)))
        };
        let days = there.then(|| {
            let partly = Cell::new(0);
            let in_full = |day| match leave_rules::paid(&leave_rules, absences.of(person.id), day) {
                _ if !tenure.is_none_or(|tenure| tenure.covers(day)) => false,
                100 => true,
                percent => {
                    partly.set(partly.get() + percent);
                    false
                }
            };
            Days { paid: calendar.between(month.first(), month.last(), in_full), of, partly: partly.get() }
        });
        slips.push(Slip::of(Inputs {
            person: person.id,
            // The post at the end of the month, by the history.
            post: post_on(month.last()).map_or_else(|| person.post.clone(), |term| term.post.clone()),
            employment: file.employment,
            years: file.years_here(month.last()).unwrap_or_default(),
            grade: grade.filter(|_| there),
            terms: own.filter(|_| there).map(|own| (own.basic, own.performance)).unwrap_or_default(),
            outcome,
            coefficient,
            days,
            tables: &tables,
            lines,
        }));
    }
    Ok(Slips { slips, without_terms })
}

/// A page of runs.
pub(super) async fn list(conn: &impl ConnectionTrait, who: &Actor, query: &Parsed) -> Reply<Page<PayRun>> {
    let found = page(conn, run::Entity::find(), query).await?;
    let total = total(conn, run::Entity::find(), query).await?;
    Ok(Page { items: heads(conn, who, found.items).await?, next: found.next, prev: found.prev, total })
}

/// Runs without their amounts.
pub(super) async fn heads(conn: &impl ConnectionTrait, who: &Actor, rows: Vec<run::Model>) -> Reply<Vec<PayRun>> {
    let people: BTreeSet<Uuid> =
        rows.iter().flat_map(|it| [Some(it.opened_by), it.checked_by, it.approved_by, it.locked_by]).flatten().collect();
    let names = Names::load(conn, people).await?;
    let step = |by: Option<Uuid>, at: Option<DateTime<Utc>>| Some(PayStep { person: names.of(by?), at: at? });
    let head = |it: run::Model| PayRun {
        actions: FLOW.actions(&it, who),
        opened_by: names.of(it.opened_by),
        checked: step(it.checked_by, it.checked_at),
        approved: step(it.approved_by, it.approved_at),
        locked: step(it.locked_by, it.locked_at),
        id: it.id,
        month: it.month,
        status: it.status,
        returned_reason: it.returned_reason,
        created_at: it.created_at,
        version: it.version,
    };
    Ok(rows.into_iter().map(head).collect())
}
