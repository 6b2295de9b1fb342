//! The arithmetic of figures: pure functions.

use chrono::{DateTime, TimeDelta, Utc};
use contract::complaints::ComplaintStatus;
use contract::complaints::analysis::StateTime;
use rust_decimal::{Decimal, RoundingStrategy};
use std::collections::BTreeMap;

/// A part of a whole in percent with one decimal; `None` where there is no whole.
pub fn percent(part: i64, whole: i64) -> Option<Decimal> {
    let share = (whole > 0).then(|| Decimal::from(part) * Decimal::ONE_HUNDRED / Decimal::from(whole))?;
    Some(rounded(share, 1))
}

/// Whether a step was done in time; `None` where it is neither done nor late yet. `now` is when its clock stood still, where it does: a step
/// that nobody does is late once its time is over.
pub fn kept(due: DateTime<Utc>, done: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Option<bool> {
    match done {
        Some(done) => Some(done <= due),
        None => (due < now).then_some(false),
    }
}

/// The mean of values with two decimals; `None` where there are none.
pub fn mean(values: impl IntoIterator<Item = i64>) -> Option<Decimal> {
    let (sum, count) = values.into_iter().fold((0, 0), |(sum, count), value| (sum + value, count + 1));
    (count > 0).then(|| rounded(Decimal::from(sum) / Decimal::from(count), 2))
}

fn rounded(value: Decimal, decimals: u32) -> Decimal {
    value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

/// A step of a case: when it came into which state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    pub at: DateTime<Utc>,
    pub state: ComplaintStatus,
}

/// From when to when a case stood in its states; the last one, which it has not left, is none. Steps that stay in a state, as a pause
/// does, do not end it.
pub fn stays(arrivals: &[Arrival]) -> Vec<(ComplaintStatus, DateTime<Utc>, DateTime<Utc>)> {
    let mut moves: Vec<Arrival> = Vec::new();
    for arrival in arrivals {
        if moves.last().is_none_or(|last| last.state != arrival.state) {
            moves.push(*arrival);
        }
    }
    moves.windows(2).filter_map(|pair| Some((pair.first()?.state, pair.first()?.at, pair.get(1)?.at))).collect()
}

/// How long cases stood in each state, by the working time of each stay.
pub fn state_times(stays: impl IntoIterator<Item = (ComplaintStatus, TimeDelta)>) -> Vec<StateTime> {
    let mut by_state: BTreeMap<ComplaintStatus, Vec<i64>> = BTreeMap::new();
    for (state, worked) in stays {
        by_state.entry(state).or_default().push(worked.num_minutes());
    }
    let hours = |minutes: i64| rounded(Decimal::from(minutes) / Decimal::from(60), 1);
    let one = |(state, minutes): (ComplaintStatus, Vec<i64>)| {
        let times = i64::try_from(minutes.len()).unwrap_or(i64::MAX);
        StateTime {
            state,
            times,
            mean_hours: hours(minutes.iter().sum::<i64>() / times.max(1)),
            longest_hours: hours(minutes.iter().copied().max().unwrap_or_default()),
        }
    };
    by_state.into_iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ComplaintStatus::{Executing, Investigating, Received, RemedyProposed};

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::<Utc>::UNIX_EPOCH + TimeDelta::minutes(minutes)
    }

    #[test]
    fn shares_are_rounded_to_a_tenth_and_nothing_has_no_share() {
        assert_eq!(percent(1, 3), Some(Decimal::new(333, 1)));
        assert_eq!(percent(0, 0), None);
        assert_eq!(mean([4, 5, 5]), Some(Decimal::new(467, 2)));
        assert_eq!(mean([]), None);
    }

    #[test]
    fn a_step_that_nobody_does_is_late_once_its_time_is_over() {
        assert_eq!((kept(at(60), Some(at(60)), at(90)), kept(at(60), Some(at(61)), at(90))), (Some(true), Some(false)));
        assert_eq!((kept(at(60), None, at(60)), kept(at(60), None, at(61))), (None, Some(false)));
    }

    /// CPL-10: mean time per step; a pause or an escalation is no step out of a state, and the running state is not counted yet.
    #[test]
    fn a_stay_lasts_from_coming_to_leaving() {
        let steps = [(0, Received), (60, Investigating), (90, Investigating), (180, RemedyProposed), (200, Investigating)];
        let arrivals = steps.map(|(minutes, state)| Arrival { at: at(minutes), state });
        let found = stays(&arrivals);
        assert_eq!(found, [(Received, at(0), at(60)), (Investigating, at(60), at(180)), (RemedyProposed, at(180), at(200))]);
        let times = state_times(found.into_iter().map(|(state, from, to)| (state, to - from)).chain([(Received, TimeDelta::minutes(30))]));
        let told: Vec<_> =
            times.iter().map(|one| (one.state, one.times, one.mean_hours.to_string(), one.longest_hours.to_string())).collect();
        assert_eq!(
            told,
            [
                (Received, 2, "0.8".to_owned(), "1".to_owned()),
                (Investigating, 1, "2".to_owned(), "2".to_owned()),
                (RemedyProposed, 1, "0.3".to_owned(), "0.3".to_owned()),
            ]
        );
        assert!(state_times([]).iter().all(|one| one.state != Executing));
    }
}
