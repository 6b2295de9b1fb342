//! The report on complaints of a period in the form of GB/T 19012-2019 (ISO 10002): volumes, times, satisfaction, causes, actions, and where
//! to improve.

use super::material::{Material, count, len};
use super::rules;
use crate::cases::entity::complaint::Model;
use crate::cases::standing;
use crate::corrective_actions::entity::corrective_action;
use crate::figures::{Days, by_text};
use chrono::{DateTime, Utc};
use contract::complaints::analysis::{ClockKept, ComplaintReport, ReportLine};
use contract::complaints::corrective_actions::CorrectiveActionStatus;
use contract::complaints::{ClockStep, ComplaintCategory, ComplaintChannel, ComplaintStatus, Severity};
use engines::Asking;
use locale::{Language, quality as text};
use platform::Reply;
use rust_decimal::Decimal;
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

/// A step that is kept less often is told as one to improve.
const GOOD_RATE: i64 = 90;
/// A cause is told as one to act on from so many cases on.
const OFTEN: i64 = 2;
const CAUSES: usize = 10;

/// The report of what the asker sees.
pub(super) async fn report(asking: &Asking<'_>, days: &Days) -> Reply<ComplaintReport> {
    let material = Material::read(asking, days).await?;
    let received = &material.received;
    let causes: Vec<(String, String)> =
        material.closed.iter().filter_map(|case| case.cause.clone()).map(|cause| (crate::causes::key(&cause), cause)).collect();
    let causes = by_text(causes, asking.language);
    let words = |path: &'static str| locale::find(path).map_or("", |key| key.text(asking.language)).to_owned();
    let actions = actions(asking, days).await?;
    let clocks = clocks(&material, &overdue(asking, days).await?, asking.now, asking.language);
    let opportunities = opportunities(asking, &clocks, &causes).await?;
    let marks = (1..=5).rev().map(|mark| (mark.to_string(), count(&material.closed, |case| case.satisfaction == Some(mark))));
    Ok(ComplaintReport {
        from: material.period.from,
        to: material.period.to,
        figures: material.figures(asking),
        severities: lines(Severity::ALL.iter().map(|one| (words(one.text_path()), count(received, |case: &Model| case.severity == *one)))),
        categories: lines(
            ComplaintCategory::ALL.iter().map(|one| (words(one.text_path()), count(received, |case: &Model| case.category == *one))),
        ),
        channels: lines(
            ComplaintChannel::ALL.iter().map(|one| (words(one.text_path()), count(received, |case: &Model| case.channel == *one))),
        ),
        causes: lines(causes.iter().take(CAUSES).map(|one| (one.label.clone(), one.count))),
        marks: lines(marks),
        clocks,
        states: material.states,
        actions,
        opportunities,
    })
}

/// Lines with their shares of the whole; those without any are kept: that nothing came is said.
fn lines(rows: impl Iterator<Item = (String, i64)>) -> Vec<ReportLine> {
    let rows: Vec<(String, i64)> = rows.collect();
    let whole: i64 = rows.iter().map(|(_, count)| count).sum();
    let share = |count| rules::percent(count, whole).unwrap_or(Decimal::ZERO);
    rows.into_iter().map(|(label, count)| ReportLine { share: share(count), label, count }).collect()
}

/// Of clocks that ran out or were stopped, how many were kept. The steps are those of the cases received in the period as they stand now;
/// closing is that of the cases closed in it, and of those that were overdue for it at its end. What is not due yet is neither; a pause,
/// and waiting for the customer's answer, stop the clock; withdrawn cases, and those handled as part of another, are left out.
fn clocks(material: &Material, overdue: &[Model], now: DateTime<Utc>, language: Language) -> Vec<ClockKept> {
    type Of = fn(&Model) -> (Option<DateTime<Utc>>, Option<DateTime<Utc>>);
    let steps: [(ClockStep, Of); 4] = [
        (ClockStep::Acknowledge, |case| (Some(case.acknowledge_due_at), case.acknowledged_at)),
        (ClockStep::Investigate, |case| (Some(case.investigate_due_at), case.investigated_at)),
        (ClockStep::Approve, |case| (case.approve_due_at, case.approved_at)),
        (ClockStep::Execute, |case| (case.execute_due_at, case.executed_at)),
    ];
    let told = |step: ClockStep, judged: &[bool]| {
        let (due, kept) = (len(judged), count(judged, |kept| *kept));
        let step = locale::find(step.text_path()).map_or(step.word(), |key| key.text(language)).to_owned();
        ClockKept { step, due, kept, rate: rules::percent(kept, due) }
    };
    let mut all: Vec<ClockKept> = Vec::new();
    for (step, of) in steps {
        let judged = material.received.iter().filter(|case| !left_out(case)).filter_map(|case| {
            let (due, done) = of(case);
            rules::kept(due?, done, standing(case).unwrap_or(now))
        });
        all.push(told(step, &judged.collect::<Vec<_>>()));
    }
    let closed =
        material.closed.iter().filter(|case| !left_out(case)).filter_map(|case| rules::kept(case.close_due_at, case.closed_at, now));
    all.push(told(ClockStep::Close, &closed.chain(overdue.iter().map(|_| false)).collect::<Vec<_>>()));
    all
}

fn left_out(case: &Model) -> bool {
    matches!(case.status, ComplaintStatus::Withdrawn | ComplaintStatus::Merged)
}

/// Cases that were overdue for closing when the period ended, or are now where it has not, whenever they came.
async fn overdue(asking: &Asking<'_>, days: &Days) -> Reply<Vec<Model>> {
    use crate::cases::entity::complaint::{Column, Entity};
    let end = days.period.ends().min(asking.now);
    let open = Condition::any().add(Column::ClosedAt.is_null()).add(Column::ClosedAt.gte(days.period.ends()));
    let seen = Entity::find().filter(crate::cases::visible_to(asking.actor)).filter(Column::CloseDueAt.lt(end)).filter(open);
    let mut late = seen.filter(Column::ReceivedAt.lt(end)).all(asking.conn).await?;
    late.retain(|case| !left_out(case) && standing(case).is_none_or(|since| case.close_due_at < since));
    Ok(late)
}

async fn actions(asking: &Asking<'_>, days: &Days) -> Reply<Vec<ReportLine>> {
    use corrective_action::Column;
    let period = days.period;
    let within = |column: Column| Condition::all().add(column.gte(period.begins())).add(column.lt(period.ends()));
    let some = Condition::any().add(within(Column::CreatedAt)).add(within(Column::DoneAt)).add(within(Column::JudgedAt));
    let seen = corrective_action::Entity::find().filter(crate::corrective_actions::visible(asking.actor)).filter(some);
    let all = seen.all(asking.conn).await?;
    let at = |at: Option<DateTime<Utc>>| at.is_some_and(|at| at >= period.begins() && at < period.ends());
    let say = |key: locale::Key| key.text(asking.language).to_owned();
    let rows = [
        (text::ACTIONS_OPENED, count(&all, |it| at(Some(it.created_at)))),
        (text::ACTIONS_DONE, count(&all, |it| at(it.done_at))),
        (text::ACTIONS_EFFECTIVE, count(&all, |it| at(it.judged_at) && it.effective == Some(true))),
        (text::ACTIONS_INEFFECTIVE, count(&all, |it| at(it.judged_at) && it.effective == Some(false))),
        (text::ACTIONS_REOPENED, count(&all, |it| it.reopened > 0)),
        (text::ACTIONS_RUNNING, count(&all, |it| !matches!(it.status, CorrectiveActionStatus::Closed | CorrectiveActionStatus::Cancelled))),
    ];
    // They are no parts of one whole.
    Ok(rows
        .into_iter()
        .map(|(key, count)| ReportLine { label: say(key), count, share: rules::percent(count, len(&all)).unwrap_or_default() })
        .collect())
}

/// Late steps, and causes that come again and again without an action against them.
async fn opportunities(asking: &Asking<'_>, clocks: &[ClockKept], causes: &[crate::figures::Group]) -> Reply<Vec<String>> {
    let mut told = Vec::new();
    for clock in clocks {
        if let Some(rate) = clock.rate.filter(|rate| *rate < Decimal::from(GOOD_RATE)) {
            told.push(text::IMPROVE_CLOCK.with(asking.language, &[("step", &clock.step), ("rate", &rate.to_string())]));
        }
    }
    for cause in causes.iter().filter(|cause| cause.count >= OFTEN && !cause.key.is_empty()).take(CAUSES) {
        let against = corrective_action::Entity::find()
            .filter(corrective_action::Column::CauseKey.eq(&cause.key))
            .filter(corrective_action::Column::Status.ne(CorrectiveActionStatus::Cancelled));
        let key = if against.one(asking.conn).await?.is_some() { text::IMPROVE_ACTED } else { text::IMPROVE_CAUSE };
        told.push(key.with(asking.language, &[("cause", &cause.label), ("n", &cause.count.to_string())]));
    }
    Ok(told)
}
