//! The clocks of a case (CPL-02): when each step is due on the company's working calendar, what a pause does to it, and when
//! somebody above is told. Pure functions of their inputs.

use super::entity::complaint::Model;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use contract::complaints::settings::{ComplaintSettingsForm as Settings, SeverityTerms, TermUnit, TimeTerm};
use contract::complaints::{Clock, ClockStep, ComplaintStatus};
use engines::calendar::{Term, WorkingDays};

/// The managers hear that a step is due when this much working time is left: half an hour where a case waits for its first
/// step, four hours later on.
const NOTICE: (TimeDelta, TimeDelta) = (TimeDelta::minutes(30), TimeDelta::hours(4));
/// A step that is late by a working day reaches the director.
const LONG: TimeDelta = TimeDelta::hours(9);

/// The due time of a case of which nothing is due: it sorts behind all others.
pub const NEVER: DateTime<Utc> = match DateTime::from_timestamp(253_402_214_400, 0) {
    Some(at) => at,
    None => DateTime::<Utc>::MAX_UTC,
};

/// When the three clocks that start with the intake run out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    pub acknowledge: DateTime<Utc>,
    pub investigate: DateTime<Utc>,
    pub close: DateTime<Utc>,
}

/// A term as the calendar counts it.
fn term(said: TimeTerm) -> Term {
    match said.unit {
        TermUnit::Hours => Term::Hours(said.amount),
        TermUnit::Days => Term::Days(u32::try_from(said.amount).unwrap_or(1)),
    }
}

/// CPL-02: due times by the terms of a severity on the company's working calendar.
pub fn due(terms: &SeverityTerms, received: DateTime<Utc>, days: &WorkingDays) -> Due {
    let until = |said| days.due(received, term(said));
    Due { acknowledge: until(terms.acknowledge), investigate: until(terms.investigate), close: until(terms.close) }
}

/// When a remedy submitted now is to be signed.
pub fn approve_due(terms: &SeverityTerms, submitted: DateTime<Utc>, days: &WorkingDays) -> DateTime<Utc> {
    days.due(submitted, term(terms.approve))
}

/// When a remedy is to be carried out: by the end of the day that it names.
pub fn execute_due(day: NaiveDate, days: &WorkingDays) -> DateTime<Utc> {
    days.end_of(day)
}

/// Until when the customer's answer is waited for (CPL-06).
pub fn answer_due(settings: &Settings, executed: DateTime<Utc>) -> DateTime<Utc> {
    executed + TimeDelta::days(settings.answer_days)
}

/// When a customer who was told something now must hear of progress again (CPL-05).
pub fn tell_due(settings: &Settings, told: DateTime<Utc>, days: &WorkingDays) -> DateTime<Utc> {
    days.due(told, term(TimeTerm::days(settings.progress_days)))
}

/// Since when the clocks of the company stand still: in a pause, and while the customer's answer is waited for.
pub fn standing(case: &Model) -> Option<DateTime<Utc>> {
    case.paused_at.or_else(|| case.executed_at.filter(|_| case.status == ComplaintStatus::AwaitingFeedback))
}

/// The clock that runs and when it runs out: that of the step, or that of the whole case where it ends sooner. Where the clocks
/// stand still nothing runs but what was late before.
pub fn running(case: &Model) -> Option<(ClockStep, DateTime<Utc>)> {
    let whole = (ClockStep::Close, case.close_due_at);
    let step = match case.status {
        ComplaintStatus::Received => Some((ClockStep::Acknowledge, case.acknowledge_due_at)),
        ComplaintStatus::Investigating => Some((ClockStep::Investigate, case.investigate_due_at)),
        ComplaintStatus::Approving => case.approve_due_at.map(|at| (ClockStep::Approve, at)),
        ComplaintStatus::Executing => case.execute_due_at.map(|at| (ClockStep::Execute, at)),
        ComplaintStatus::RemedyProposed | ComplaintStatus::AwaitingFeedback | ComplaintStatus::Merged => None,
        ComplaintStatus::Closed | ComplaintStatus::Withdrawn => return None,
    };
    let first = step.filter(|(_, at)| *at <= whole.1).unwrap_or(whole);
    standing(case).is_none_or(|since| first.1 < since).then_some(first)
}

/// When the running clock runs out, as stored for lists: [`NEVER`] where none runs.
pub fn step_due(case: &Model) -> DateTime<Utc> {
    running(case).map_or(NEVER, |(_, at)| at)
}

/// Every clock that began. They stop when a case is withdrawn, and stand still in a pause and while an answer is waited for.
pub fn clocks(case: &Model, now: DateTime<Utc>) -> Vec<Clock> {
    let now = standing(case).unwrap_or(now);
    let clock = |step, due_at, done_at: Option<DateTime<Utc>>| {
        let late = done_at.map_or(case.status != ComplaintStatus::Withdrawn && due_at < now, |done| done > due_at);
        Clock { step, due_at, done_at, late }
    };
    let answer = case.answer_due_at.filter(|_| case.status == ComplaintStatus::AwaitingFeedback);
    [
        Some(clock(ClockStep::Acknowledge, case.acknowledge_due_at, case.acknowledged_at)),
        Some(clock(ClockStep::Investigate, case.investigate_due_at, case.investigated_at)),
        case.approve_due_at.map(|due| clock(ClockStep::Approve, due, case.approved_at)),
        case.execute_due_at.map(|due| clock(ClockStep::Execute, due, case.executed_at)),
        answer.map(|due| clock(ClockStep::Answer, due, None)),
        Some(clock(ClockStep::Close, case.close_due_at, case.closed_at)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// When the whole case is due once the customer answered, or did not: the time in which they were waited for counts for nobody.
pub fn after_answer(case: &Model, answered: DateTime<Utc>, days: &WorkingDays) -> DateTime<Utc> {
    case.executed_at.map_or(case.close_due_at, |executed| after_pause(case.close_due_at, executed, answered, days))
}

/// A due time after a pause: as much working time is left as there was when it began. What was late stays late.
pub fn after_pause(due: DateTime<Utc>, began: DateTime<Utc>, ended: DateTime<Utc>, days: &WorkingDays) -> DateTime<Utc> {
    if due < began { due } else { days.after(ended, days.worked(began, due)) }
}

/// How far up it must be told that a step is due or late.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rung {
    Nobody,
    /// The service managers: soon due.
    Soon,
    /// The service managers: late.
    Late,
    /// The director: late by a working day.
    LongLate,
}

/// CPL-02: how far up it must be told by now.
pub fn rung(case: &Model, now: DateTime<Utc>, days: &WorkingDays) -> Rung {
    let Some((step, due)) = running(case) else { return Rung::Nobody };
    let notice = if step == ClockStep::Acknowledge { NOTICE.0 } else { NOTICE.1 };
    if now <= due {
        return if days.worked(now, due) <= notice { Rung::Soon } else { Rung::Nobody };
    }
    if days.worked(due, now) >= LONG { Rung::LongLate } else { Rung::Late }
}

/// No case whose step is due after this moment has to be told of yet.
pub fn horizon(now: DateTime<Utc>, days: &WorkingDays) -> DateTime<Utc> {
    // Until the next working hour: four hours of notice may lie across a holiday.
    days.after(now, NOTICE.1 + TimeDelta::minutes(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::rules::tests::{at, case};
    use contract::complaints::Severity;

    fn terms(severity: Severity) -> SeverityTerms {
        Settings::default().of(severity)
    }

    /// 2026 as announced: 15–23 February and 1–7 October off; 14 and 28 February, 20 September and 10 October are worked.
    fn calendar() -> WorkingDays {
        let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
        let spring = (15..=23).map(|d| (day(2, d), false));
        let autumn = (1..=7).map(|d| (day(10, d), false));
        let worked = [(day(2, 14), true), (day(2, 28), true), (day(9, 20), true), (day(10, 10), true)];
        WorkingDays::new(spring.chain(autumn).chain(worked), 480)
    }

    fn plain(day: &str, time: &str) -> DateTime<Utc> {
        at(&format!("2026-{day}T{time}:00+08:00"))
    }

    #[track_caller]
    fn is_due(severity: Severity, received: &str, acknowledge: &str, investigate: &str, close: &str) {
        let wanted = Due { acknowledge: at(acknowledge), investigate: at(investigate), close: at(close) };
        assert_eq!(due(&terms(severity), at(received), &calendar()), wanted);
    }

    /// CPL-02, worked by hand: Monday 23 November; days end at 18:00.
    #[test]
    fn a_plain_week_by_severity() {
        let received = "2026-11-23T10:00:00+08:00";
        let plain = |d: &str, time: &str| format!("2026-{d}T{time}:00+08:00");
        is_due(Severity::Ordinary, received, &plain("11-23", "12:00"), &plain("11-26", "18:00"), &plain("12-02", "18:00"));
        is_due(Severity::Serious, received, &plain("11-23", "11:00"), &plain("11-25", "18:00"), &plain("11-30", "18:00"));
        is_due(Severity::Minor, received, &plain("11-23", "14:00"), &plain("11-30", "18:00"), &plain("12-07", "18:00"));
    }

    /// Wednesday 30 September, 17:30: half an hour is left, the holiday ends on 8 October, Saturday the 10th is worked.
    #[test]
    fn a_holiday_stops_the_clocks_and_a_make_up_day_runs_them() {
        is_due(
            Severity::Ordinary,
            "2026-09-30T17:30:00+08:00",
            "2026-10-08T10:30:00+08:00",
            "2026-10-10T18:00:00+08:00",
            "2026-10-15T18:00:00+08:00",
        );
        is_due(
            Severity::Serious,
            "2026-09-30T17:30:00+08:00",
            "2026-10-08T09:30:00+08:00",
            "2026-10-09T18:00:00+08:00",
            "2026-10-13T18:00:00+08:00",
        );
    }

    /// Received on a Saturday night that is no make-up day: the hours start on Sunday the 20th, which is one.
    #[test]
    fn a_weekend_case_starts_with_the_make_up_sunday() {
        is_due(
            Severity::Ordinary,
            "2026-09-19T22:00:00+08:00",
            "2026-09-20T11:00:00+08:00",
            "2026-09-22T18:00:00+08:00",
            "2026-09-28T18:00:00+08:00",
        );
    }

    #[test]
    fn clocks_run_until_done_and_stop_with_a_withdrawal() {
        let after = at("2026-12-03T09:00:00+08:00");
        let late = |case: &Model| clocks(case, after).iter().map(|c| c.late).collect::<Vec<_>>();
        let mut running = case(ComplaintStatus::Investigating);
        running.acknowledged_at = Some(running.acknowledge_due_at);
        assert_eq!(late(&running), [false, true, true], "done at the very due time is in time");
        assert_eq!(step_due(&running), running.investigate_due_at);
        let withdrawn = Model { status: ComplaintStatus::Withdrawn, ..running };
        assert_eq!(late(&withdrawn), [false, false, false]);
        assert_eq!(step_due(&withdrawn), NEVER);
    }

    /// Friday 13 February, 16:00, ordinary: the Saturday is worked, nine days are off, so the second day is Tuesday the 24th.
    #[test]
    fn spring_festival_with_its_make_up_saturdays() {
        let due = due(&terms(Severity::Ordinary), plain("02-13", "16:00"), &calendar());
        let wanted = Due { acknowledge: plain("02-13", "18:00"), investigate: plain("02-25", "18:00"), close: plain("03-02", "18:00") };
        assert_eq!(due, wanted, "24, 25, 26, 27 and Saturday 28 February, then Monday 2 March");
    }

    #[test]
    fn a_signature_takes_a_day_and_a_grave_one_four_hours() {
        let due = |severity, from| approve_due(&terms(severity), from, &calendar());
        assert_eq!(due(Severity::Ordinary, plain("09-30", "11:00")), plain("10-08", "18:00"));
        assert_eq!(due(Severity::Minor, plain("10-09", "11:00")), plain("10-12", "18:00"), "Saturday the 10th is worked, Sunday is not");
        assert_eq!(due(Severity::Serious, plain("09-30", "16:00")), plain("10-08", "11:00"), "two hours before, two after");
    }

    #[track_caller]
    fn shifts(due: (&str, &str), began: (&str, &str), ended: (&str, &str), wanted: (&str, &str)) {
        let at = |(day, time): (&str, &str)| plain(day, time);
        assert_eq!(after_pause(at(due), at(began), at(ended), &calendar()), at(wanted));
    }

    /// CPL-02, worked by hand.
    #[test]
    fn a_pause_leaves_as_much_working_time_as_there_was() {
        // Tuesday 10:00 to Wednesday 14:00, due Thursday 18:00: 8 + 9 + 9 = 26 hours are left; from Wednesday 14:00 that is
        // 4 + 9 + 9 + 4, Monday 13:00.
        shifts(("11-26", "18:00"), ("11-24", "10:00"), ("11-25", "14:00"), ("11-30", "13:00"));
        // A pause in the night costs nothing, one over a weekend neither.
        shifts(("11-26", "18:00"), ("11-24", "19:00"), ("11-25", "08:00"), ("11-26", "18:00"));
        shifts(("11-24", "18:00"), ("11-20", "18:00"), ("11-23", "09:00"), ("11-24", "18:00"));
        // From the last hour before the National Day to the second hour after it: one hour and Thursday's nine were left.
        shifts(("10-08", "18:00"), ("09-30", "17:00"), ("10-08", "10:00"), ("10-09", "11:00"));
        // Friday noon to the make-up Saturday 11:00, due that Saturday 18:00: 6 + 9 hours; 7 on Saturday, 8 on Monday.
        shifts(("10-10", "18:00"), ("10-09", "12:00"), ("10-10", "11:00"), ("10-12", "17:00"));
        // Into the Spring Festival and out of it: four hours of the make-up Saturday are left, taken on Tuesday the 24th.
        shifts(("02-14", "18:00"), ("02-14", "14:00"), ("02-20", "12:00"), ("02-24", "13:00"));
        // What was late before stays late.
        shifts(("11-24", "09:30"), ("11-24", "10:00"), ("11-25", "14:00"), ("11-24", "09:30"));
    }

    #[test]
    fn two_pauses_add_up() {
        let days = calendar();
        let once = after_pause(plain("11-26", "18:00"), plain("11-24", "10:00"), plain("11-24", "12:00"), &days);
        assert_eq!(once, plain("11-27", "11:00"));
        assert_eq!(after_pause(once, plain("11-25", "10:00"), plain("11-25", "11:00"), &days), plain("11-27", "12:00"));
    }

    #[test]
    fn nothing_runs_in_a_pause_but_what_was_late() {
        let mut paused = case(ComplaintStatus::Investigating);
        paused.paused_at = Some(plain("11-26", "10:00"));
        assert_eq!((running(&paused), step_due(&paused)), (None, NEVER));
        let long_after = plain("12-20", "10:00");
        assert!(clocks(&paused, long_after).iter().all(|clock| clock.step == ClockStep::Acknowledge || !clock.late));
        assert_eq!(rung(&paused, long_after, &calendar()), Rung::Nobody);
        paused.paused_at = Some(plain("11-27", "10:00"));
        assert_eq!(step_due(&paused), plain("11-26", "18:00"));
    }

    /// CPL-06, by hand: carried out on Wednesday 30 September at 12:00, six hours before the case is due. The customer answers on
    /// Saturday 10 October, a make-up day, at 15:00: three hours are left that day, three more on Monday.
    #[test]
    fn the_answering_time_stops_the_clock_of_the_whole_case() {
        let mut asked = case(ComplaintStatus::AwaitingFeedback);
        asked.close_due_at = plain("09-30", "18:00");
        asked.executed_at = Some(plain("09-30", "12:00"));
        assert_eq!((running(&asked), step_due(&asked)), (None, NEVER));
        assert_eq!(rung(&asked, plain("10-09", "10:00"), &calendar()), Rung::Nobody);
        assert!(clocks(&asked, plain("10-09", "10:00")).iter().all(|clock| clock.step != ClockStep::Close || !clock.late));
        assert_eq!(after_answer(&asked, plain("10-10", "15:00"), &calendar()), plain("10-12", "12:00"));
        // In the holiday itself: all six hours lie on its first working day after it.
        assert_eq!(after_answer(&asked, plain("10-03", "20:00"), &calendar()), plain("10-08", "15:00"));
        asked.executed_at = Some(plain("09-30", "18:00"));
        assert_eq!(after_answer(&asked, plain("10-07", "15:00"), &calendar()), plain("10-08", "09:00"), "carried out at the very due time");
        asked.executed_at = Some(plain("09-30", "18:30"));
        assert_eq!(running(&asked), Some((ClockStep::Close, plain("09-30", "18:00"))), "what was late stays late");
        assert_eq!(after_answer(&asked, plain("10-10", "15:00"), &calendar()), plain("09-30", "18:00"));
    }

    #[test]
    fn the_whole_case_may_be_due_before_its_step() {
        let mut executing = case(ComplaintStatus::Executing);
        executing.execute_due_at = Some(execute_due("2026-12-01".parse().unwrap(), &calendar()));
        assert_eq!(running(&executing), Some((ClockStep::Execute, plain("12-01", "18:00"))));
        executing.execute_due_at = Some(execute_due("2026-12-09".parse().unwrap(), &calendar()));
        assert_eq!(running(&executing), Some((ClockStep::Close, plain("12-02", "18:00"))));
    }

    /// Due on Thursday 26 November at 18:00.
    #[test]
    fn managers_hear_before_and_after_and_the_director_a_working_day_later() {
        let investigating = case(ComplaintStatus::Investigating);
        let told = |day, time| rung(&investigating, plain(day, time), &calendar());
        assert_eq!(told("11-26", "13:59"), Rung::Nobody);
        assert_eq!(told("11-26", "14:00"), Rung::Soon);
        assert_eq!(told("11-26", "18:00"), Rung::Soon);
        assert_eq!(told("11-26", "18:01"), Rung::Late);
        assert_eq!(told("11-27", "17:59"), Rung::Late);
        assert_eq!(told("11-27", "18:00"), Rung::LongLate);
        let received = case(ComplaintStatus::Received);
        assert_eq!(rung(&received, plain("11-23", "11:29"), &calendar()), Rung::Nobody);
        assert_eq!(rung(&received, plain("11-23", "11:30"), &calendar()), Rung::Soon);
    }

    /// In the evening before the National Day the notice reaches to the first hours after it.
    #[test]
    fn the_horizon_reaches_across_a_holiday() {
        assert_eq!(horizon(plain("09-30", "17:00"), &calendar()), plain("10-08", "12:01"));
    }

    /// The company's own terms, by hand: Wednesday 30 September, 17:00, one hour is left of the day.
    #[test]
    fn a_company_sets_its_own_terms() {
        let own = SeverityTerms {
            severity: Severity::Ordinary,
            acknowledge: TimeTerm::days(1),
            investigate: TimeTerm::hours(20),
            approve: TimeTerm::hours(2),
            close: TimeTerm::days(3),
        };
        let received = plain("09-30", "17:00");
        // One hour that day, nine on Thursday the 8th, nine on Friday, one on the make-up Saturday.
        let wanted = Due { acknowledge: plain("10-08", "18:00"), investigate: plain("10-10", "10:00"), close: plain("10-10", "18:00") };
        assert_eq!(due(&own, received, &calendar()), wanted);
        assert_eq!(approve_due(&own, received, &calendar()), plain("10-08", "10:00"));
    }

    /// CPL-05, by hand: told on Friday 9 October, the make-up Saturday counts, Sunday does not.
    #[test]
    fn the_customer_hears_of_progress_every_two_working_days() {
        let due = |day, time| tell_due(&Settings::default(), plain(day, time), &calendar());
        assert_eq!(due("10-09", "11:00"), plain("10-12", "18:00"));
        assert_eq!(due("09-30", "20:00"), plain("10-09", "18:00"), "after hours: the two days begin with the first working day after");
        assert_eq!(due("02-13", "16:00"), plain("02-24", "18:00"), "the make-up Saturday, then nine days off");
    }
}
