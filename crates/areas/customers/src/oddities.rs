//! What is worth a second look in somebody's follow-ups (KPI-11): figures for a superior, no verdict.

use crate::facts::{mention, titles};
use crate::follow_ups::entity::{Column, Entity, Model};
use chrono::{DateTime, TimeDelta, Utc};
use contract::kpi::OddityKind;
use engines::{FactQuery, Oddity};
use locale::customers as text;
use platform::Reply;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// How long before the end of the period a burst is looked for.
const LAST: TimeDelta = TimeDelta::hours(48);
/// How many are a burst, and which part of all of them, in percent.
const BURST: (usize, usize) = (5, 40);
/// How many with the same words are too many.
const SAME: usize = 3;
/// How long after it happened a follow-up may be entered.
const LATE: TimeDelta = TimeDelta::days(3);
/// How many records are named.
const NAMED: usize = 20;

/// Of one person, in the period of the query.
pub(crate) async fn oddities(query: &FactQuery<'_>, person: Uuid) -> Reply<Vec<Oddity>> {
    let rows = Entity::find()
        .filter(Column::PersonId.eq(person))
        .filter(Column::OccurredAt.gte(query.from))
        .filter(Column::OccurredAt.lt(query.to))
        .order_by_asc(Column::OccurredAt)
        .all(query.conn)
        .await?;
    let found = look(&rows, query.to);
    let customers = found.iter().flat_map(|one| one.records.iter().map(|row| row.customer_id));
    let titles = titles(query, customers).await?;
    let oddity = |one: &Found<'_>| {
        let customers: BTreeSet<Uuid> = one.records.iter().map(|row| row.customer_id).collect();
        Oddity {
            kind: one.kind,
            count: u32::try_from(one.records.len()).unwrap_or(u32::MAX),
            reason: one.reason,
            arguments: one.arguments.clone(),
            records: customers.into_iter().take(NAMED).map(|id| mention(id, &titles)).collect(),
        }
    };
    Ok(found.iter().map(oddity).collect())
}

struct Found<'a> {
    kind: OddityKind,
    reason: locale::Key,
    arguments: Vec<(&'static str, String)>,
    records: Vec<&'a Model>,
}

/// Looks through the follow-ups of one person in a period that ends then.
fn look(rows: &[Model], end: DateTime<Utc>) -> Vec<Found<'_>> {
    let mut found = Vec::new();
    let last: Vec<&Model> = rows.iter().filter(|row| row.recorded_at >= end - LAST).collect();
    let percent = last.len() * 100 / rows.len().max(1);
    if last.len() >= BURST.0 && percent >= BURST.1 {
        let arguments = vec![("n", last.len().to_string()), ("all", rows.len().to_string()), ("percent", percent.to_string())];
        found.push(Found { kind: OddityKind::Burst, reason: text::ODDITY_BURST, arguments, records: last });
    }
    let mut by_words: BTreeMap<String, Vec<&Model>> = BTreeMap::new();
    for row in rows {
        by_words.entry(words(&row.content)).or_default().push(row);
    }
    for (_, records) in by_words.into_iter().filter(|(_, records)| records.len() >= SAME) {
        let arguments = vec![("n", records.len().to_string())];
        found.push(Found { kind: OddityKind::SameText, reason: text::ODDITY_SAME_TEXT, arguments, records });
    }
    let late: Vec<&Model> = rows.iter().filter(|row| row.recorded_at - row.occurred_at > LATE).collect();
    if let Some(longest) = late.iter().map(|row| (row.recorded_at - row.occurred_at).num_days()).max() {
        let arguments = vec![("n", late.len().to_string()), ("days", longest.to_string())];
        found.push(Found { kind: OddityKind::BackDated, reason: text::ODDITY_BACK_DATED, arguments, records: late });
    }
    found
}

/// What is said, without spaces, punctuation and case.
fn words(content: &str) -> String {
    content.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::customers::FollowUpWay;

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).unwrap().to_utc()
    }

    fn row(content: &str, occurred: &str, recorded: &str) -> Model {
        Model {
            id: Uuid::now_v7(),
            version: 1,
            customer_id: Uuid::from_u128(1),
            contact_id: None,
            person_id: Uuid::from_u128(2),
            way: FollowUpWay::Phone,
            content: content.into(),
            next_step: String::new(),
            next_on: None,
            kept_on: None,
            occurred_at: at(occurred),
            recorded_at: at(recorded),
        }
    }

    fn kinds(rows: &[Model]) -> Vec<(OddityKind, usize)> {
        look(rows, at("2026-12-01T00:00:00+08:00")).iter().map(|one| (one.kind, one.records.len())).collect()
    }

    fn early(count: usize) -> Vec<Model> {
        (0..count).map(|n| row(&format!("谈第{n}项"), "2026-11-10T10:00:00+08:00", "2026-11-10T10:05:00+08:00")).collect()
    }

    fn late(count: usize) -> Vec<Model> {
        (0..count).map(|n| row(&format!("补第{n}项"), "2026-11-30T15:00:00+08:00", "2026-11-30T15:05:00+08:00")).collect()
    }

    #[test]
    fn kpi_11_a_burst_is_many_and_a_large_part() {
        assert_eq!(kinds(&[early(6), late(4)].concat()), [], "four are few");
        assert_eq!(kinds(&[early(8), late(5)].concat()), [], "five of thirteen are 38 percent");
        assert_eq!(kinds(&[early(7), late(5)].concat()), [(OddityKind::Burst, 5)], "five of twelve are 41 percent");
    }

    #[test]
    fn kpi_11_the_same_words_three_times_are_pointed_out() {
        let said = |content: &str| row(content, "2026-11-10T10:00:00+08:00", "2026-11-10T10:05:00+08:00");
        assert_eq!(kinds(&[said("电话回访，客户满意。"), said("电话回访 客户满意"), said("电话回访，已约量尺")]), []);
        let three = [said("电话回访，客户满意。"), said("电话回访 客户满意"), said("电话回访,客户满意!")];
        assert_eq!(kinds(&three), [(OddityKind::SameText, 3)]);
    }

    #[test]
    fn kpi_11_what_was_entered_more_than_three_days_later_is_pointed_out() {
        assert_eq!(kinds(&[row("谈", "2026-11-10T10:00:00+08:00", "2026-11-13T10:00:00+08:00")]), []);
        let rows = [row("谈", "2026-11-10T10:00:00+08:00", "2026-11-18T10:01:00+08:00")];
        let found = look(&rows, at("2026-12-01T00:00:00+08:00"));
        assert_eq!((found[0].kind, &found[0].arguments[1]), (OddityKind::BackDated, &("days", "8".to_owned())));
    }
}
