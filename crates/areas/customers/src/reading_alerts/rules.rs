//! What of somebody's reading is unusual (CRM-07). Pure: readings in, findings out.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Timelike, Utc};
use contract::customers::{ReadingAlertKind, ReadingRulesForm};
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use uuid::Uuid;

/// A file and when it was read.
pub(super) type Read = (Uuid, DateTime<Utc>);

/// More files of a day than a rule lets pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub kind: ReadingAlertKind,
    pub day: NaiveDate,
    pub files: i64,
    pub most: i64,
    pub first_at: DateTime<Utc>,
    pub last_at: DateTime<Utc>,
}

/// What one person's readings, oldest first, come to; `leaving`: they have given notice.
pub(super) fn look(readings: &[Read], rules: &ReadingRulesForm, leaving: bool, utc_offset_minutes: i32) -> Vec<Found> {
    let local = |at: DateTime<Utc>| at.naive_utc() + TimeDelta::minutes(utc_offset_minutes.into());
    let day = |at: DateTime<Utc>| Some(local(at).date());
    let night = |at: DateTime<Utc>| {
        let (hour, from, to) = (i64::from(local(at).hour()), rules.night_from, rules.night_to);
        let begun = local(at).date();
        match (hour >= from, hour < to) {
            (true, true) => (from <= to).then_some(begun),
            (true, false) => (from > to).then_some(begun),
            // The small hours belong to the night that began the day before.
            (false, true) => (from > to).then(|| begun - Days::new(1)),
            (false, false) => None,
        }
    };
    let mut found = Vec::new();
    let mut add = |kind, most: i64, days: BTreeMap<NaiveDate, Span>| {
        let enough = days.into_iter().filter(|(_, span)| span.files >= most);
        found.extend(enough.map(|(day, Span { files, first_at, last_at })| Found { kind, day, files, most, first_at, last_at }));
    };
    add(ReadingAlertKind::Burst, rules.burst_files, bursts(readings, TimeDelta::minutes(rules.burst_minutes), day));
    add(ReadingAlertKind::Night, rules.night_files, by_day(readings, night));
    if leaving {
        add(ReadingAlertKind::Leaving, rules.leaving_files, by_day(readings, day));
    }
    found
}

/// Different files between two moments.
struct Span {
    files: i64,
    first_at: DateTime<Utc>,
    last_at: DateTime<Utc>,
}

fn count(files: usize) -> i64 {
    i64::try_from(files).unwrap_or(i64::MAX)
}

fn by_day(readings: &[Read], of: impl Fn(DateTime<Utc>) -> Option<NaiveDate>) -> BTreeMap<NaiveDate, Span> {
    let mut days: BTreeMap<NaiveDate, Vec<&Read>> = BTreeMap::new();
    for read in readings {
        if let Some(day) = of(read.1) {
            days.entry(day).or_default().push(read);
        }
    }
    let span = |(day, reads): (NaiveDate, Vec<&Read>)| {
        let files: HashSet<Uuid> = reads.iter().map(|(file, _)| *file).collect();
        let (first_at, last_at) = (reads.first()?.1, reads.last()?.1);
        Some((day, Span { files: count(files.len()), first_at, last_at }))
    };
    days.into_iter().filter_map(span).collect()
}

/// The most files that were read within so long, by the day on which that ended.
fn bursts(readings: &[Read], within: TimeDelta, of: impl Fn(DateTime<Utc>) -> Option<NaiveDate>) -> BTreeMap<NaiveDate, Span> {
    let mut days: BTreeMap<NaiveDate, Span> = BTreeMap::new();
    let mut window: VecDeque<Read> = VecDeque::new();
    let mut times: HashMap<Uuid, u32> = HashMap::new();
    for (file, at) in readings {
        window.push_back((*file, *at));
        *times.entry(*file).or_default() += 1;
        while let Some((old, _)) = window.front().copied().filter(|(_, then)| *at - *then >= within) {
            window.pop_front();
            if let Some(left) = times.get_mut(&old) {
                *left -= 1;
                if *left == 0 {
                    times.remove(&old);
                }
            }
        }
        let span = Span { files: count(times.len()), first_at: window.front().map_or(*at, |(_, then)| *then), last_at: *at };
        if let Some(day) = of(*at) {
            match days.get(&day) {
                Some(before) if before.files >= span.files => {}
                _ => {
                    days.insert(day, span);
                }
            }
        }
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;
    use ReadingAlertKind::{Burst, Leaving, Night};

    const RULES: ReadingRulesForm =
        ReadingRulesForm { burst_files: 5, burst_minutes: 60, night_files: 3, night_from: 22, night_to: 6, leaving_files: 4 };

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(&format!("2026-11-{text}:00+08:00")).unwrap().to_utc()
    }

    fn reads(all: &[(u128, &str)]) -> Vec<Read> {
        all.iter().map(|(file, when)| (Uuid::from_u128(*file), at(when))).collect()
    }

    fn told(all: &[(u128, &str)], leaving: bool) -> Vec<(ReadingAlertKind, u32, i64)> {
        use chrono::Datelike;
        look(&reads(all), &RULES, leaving, 480).into_iter().map(|one| (one.kind, one.day.day(), one.files)).collect()
    }

    /// Five files from 10:00 to 10:59 are five within an hour; at 11:00 the first is an hour old.
    #[test]
    fn crm_07_different_files_within_the_time_are_a_burst() {
        let hour = |last| [(1, "24T10:00"), (2, "24T10:10"), (3, "24T10:20"), (4, "24T10:30"), (5, last)];
        assert_eq!(told(&hour("24T10:59"), false), [(Burst, 24, 5)]);
        assert_eq!(told(&hour("24T11:00"), false), []);
        let same = [(1, "24T10:00"), (1, "24T10:10"), (1, "24T10:20"), (1, "24T10:30"), (1, "24T10:40")];
        assert_eq!(told(&same, false), [], "one file, however often");
        let first = look(&reads(&hour("24T10:59")), &RULES, false, 480).remove(0);
        assert_eq!((first.first_at, first.last_at, first.most), (at("24T10:00"), at("24T10:59"), 5));
    }

    #[test]
    fn crm_07_the_small_hours_belong_to_the_night_before() {
        assert_eq!(told(&[(1, "24T22:00"), (2, "24T23:30"), (3, "25T05:59")], false), [(Night, 24, 3)]);
        assert_eq!(told(&[(1, "24T21:59"), (2, "24T23:30"), (3, "25T05:59")], false), [], "before ten is evening");
        assert_eq!(told(&[(1, "24T22:00"), (2, "24T23:30"), (3, "25T06:00")], false), [], "six is morning");
        let small = ReadingRulesForm { night_from: 0, night_to: 5, ..RULES };
        let kinds = |all: &[(u128, &str)]| look(&reads(all), &small, false, 480).len();
        assert_eq!(kinds(&[(1, "25T00:00"), (2, "25T01:00"), (3, "25T04:59")]), 1);
        assert_eq!(kinds(&[(1, "24T23:00"), (2, "25T01:00"), (3, "25T04:59")]), 0);
        let never = ReadingRulesForm { night_from: 6, night_to: 6, ..RULES };
        assert_eq!(look(&reads(&[(1, "25T06:00"), (2, "25T06:10"), (3, "25T05:10")]), &never, false, 480), [], "no hour at all");
    }

    #[test]
    fn crm_07_who_leaves_is_looked_at_by_the_day() {
        let day = [(1, "24T09:00"), (2, "24T12:00"), (3, "24T15:00"), (4, "24T18:00")];
        assert_eq!(told(&day, true), [(Leaving, 24, 4)]);
        assert_eq!(told(&day, false), []);
        assert_eq!(told(&day[1..], true), []);
    }
}
