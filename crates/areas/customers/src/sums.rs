//! The facts of customer work added up by the database: exactly what the records of [`crate::facts`] come to.
//!
//! Each statement goes person by person along an index that holds all it needs, so it costs what the month holds, not what the company
//! has kept since it began.

use contract::customers::{FollowUpWay, ReviewStatus};
use engines::calendar::local_date;
use engines::sums::{Inputs, Part, counted, numbers};
use engines::{FactQuery, Sum, SumDef};
use futures_util::future::LocalBoxFuture;
use locale::{Key, customers as text};
use platform::Reply;
use rust_decimal::Decimal;
use sea_orm::Value;

/// The area's sums.
pub(crate) const SUMS: &[SumDef] = &[
    SumDef { fact: "follow_up.made", outcomes: ways, collect: Some(made) },
    SumDef { fact: "follow_up.kept", outcomes: || KEPT.map(|(key, _)| key).to_vec(), collect: Some(kept) },
    SumDef { fact: "customer.completeness", outcomes: Vec::new, collect: Some(completeness) },
    SumDef { fact: "customer.review_passed", outcomes: || REVIEWED.map(|(key, _)| key).to_vec(), collect: Some(review_passed) },
    SumDef { fact: "customer.new", outcomes: Vec::new, collect: Some(new) },
];

const ONE: Part = Part { value: Decimal::ONE, weight: Decimal::ONE };
const NONE: Part = Part { value: Decimal::ZERO, weight: Decimal::ONE };
const KEPT: [(Key, Part); 3] = [(text::NOTE_KEPT, ONE), (text::NOTE_KEPT_LATE, NONE), (text::NOTE_MISSED, NONE)];
const REVIEWED: [(Key, Part); 2] = [(text::NOTE_APPROVED, ONE), (text::NOTE_RETURNED, NONE)];

/// How a follow-up was made, as a note.
pub(crate) fn way(way: FollowUpWay) -> Key {
    locale::find(way.text_path()).unwrap_or(text::NOTE_FOLLOWED_UP)
}

fn ways() -> Vec<Key> {
    FollowUpWay::ALL.iter().map(|one| way(*one)).collect()
}

fn made<'a>(query: &'a FactQuery<'a>) -> LocalBoxFuture<'a, Reply<Vec<Sum>>> {
    Box::pin(async move {
        let column = |way: &FollowUpWay| format!("SUM(CASE WHEN f.way = '{}' THEN 1 ELSE 0 END)", way.word());
        let columns: Vec<String> = FollowUpWay::ALL.iter().map(column).collect();
        let sql = format!(
            "SELECT p.id, {} FROM person p CROSS JOIN follow_up f \
             WHERE f.person_id = p.id AND f.occurred_at >= $1 AND f.occurred_at < $2 GROUP BY p.id",
            columns.join(", ")
        );
        let outcomes: Vec<(Key, Part)> = ways().into_iter().map(|key| (key, ONE)).collect();
        counted(query, &sql, vec![query.from.into(), query.to.into()], &outcomes).await
    })
}

fn kept<'a>(query: &'a FactQuery<'a>) -> LocalBoxFuture<'a, Reply<Vec<Sum>>> {
    const SQL: &str = "SELECT p.id, \
         SUM(CASE WHEN f.kept_on <= f.next_on THEN 1 ELSE 0 END), \
         SUM(CASE WHEN f.kept_on > f.next_on THEN 1 ELSE 0 END), \
         SUM(CASE WHEN f.kept_on IS NULL AND f.next_on < $3 THEN 1 ELSE 0 END) \
         FROM person p CROSS JOIN follow_up f WHERE f.person_id = p.id AND f.next_on >= $1 AND f.next_on < $2 GROUP BY p.id";
    Box::pin(async move {
        let day = |at| Value::from(local_date(at, query.state.config.utc_offset_minutes));
        counted(query, SQL, vec![day(query.from), day(query.to), day(query.now)], &KEPT).await
    })
}

fn completeness<'a>(query: &'a FactQuery<'a>) -> LocalBoxFuture<'a, Reply<Vec<Sum>>> {
    const SQL: &str = "SELECT p.id, COUNT(*), CAST(SUM(c.completeness) AS bigint), CAST(MAX(c.completeness) AS bigint) \
         FROM person p CROSS JOIN customer c WHERE c.entered_by = p.id AND c.created_at >= $1 AND c.created_at < $2 \
         AND (c.merged_into IS NULL OR c.merged_into <> c.id) GROUP BY p.id";
    Box::pin(async move {
        let rows = numbers(query, SQL, vec![query.from.into(), query.to.into()], 3).await?;
        let sum = |(person, row): (_, Vec<i64>)| {
            let [count, value, most] = <[i64; 3]>::try_from(row).ok()?;
            let inputs = Inputs {
                count: u32::try_from(count).unwrap_or(u32::MAX),
                value: value.into(),
                weight: Decimal::from(count).saturating_mul(Decimal::ONE_HUNDRED),
                most: most.into(),
            };
            Some(Sum { person, note: text::NOTE_COMPLETENESS, inputs })
        };
        Ok(rows.into_iter().filter_map(sum).collect())
    })
}

fn review_passed<'a>(query: &'a FactQuery<'a>) -> LocalBoxFuture<'a, Reply<Vec<Sum>>> {
    const SQL: &str = "SELECT p.id, SUM(CASE WHEN c.review = $3 THEN 1 ELSE 0 END), SUM(CASE WHEN c.review = $4 THEN 1 ELSE 0 END) \
         FROM person p CROSS JOIN customer c WHERE c.entered_by = p.id AND c.created_at >= $1 AND c.created_at < $2 \
         AND (c.merged_into IS NULL OR c.merged_into <> c.id) GROUP BY p.id";
    Box::pin(async move {
        let words = [ReviewStatus::Approved, ReviewStatus::Returned].map(|status| Value::from(status.word()));
        let values = [query.from.into(), query.to.into()].into_iter().chain(words).collect();
        counted(query, SQL, values, &REVIEWED).await
    })
}

fn new<'a>(query: &'a FactQuery<'a>) -> LocalBoxFuture<'a, Reply<Vec<Sum>>> {
    const SQL: &str = "SELECT p.id, SUM(CASE WHEN c.review = $3 THEN 1 ELSE 0 END) \
         FROM person p CROSS JOIN customer c WHERE c.entered_by = p.id AND c.created_at >= $1 AND c.created_at < $2 \
         AND (c.merged_into IS NULL OR c.merged_into <> c.id) GROUP BY p.id";
    Box::pin(async move {
        let values = vec![query.from.into(), query.to.into(), Value::from(ReviewStatus::Approved.word())];
        counted(query, SQL, values, &[(text::NOTE_NEW, ONE)]).await
    })
}
