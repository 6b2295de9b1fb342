//! The facts of tasks added up by the database: exactly what their records come to.

use contract::assignments::AssignmentStatus;
use engines::sums::{Part, counted};
use engines::{FactQuery, Sum, SumDef};
use futures_util::future::LocalBoxFuture;
use locale::{Key, assignments as text};
use platform::Reply;
use rust_decimal::Decimal;

/// The slice's sums.
pub(crate) const SUMS: &[SumDef] =
    &[SumDef { fact: "assignment.on_time", outcomes: || OUTCOMES.map(|(key, _)| key).to_vec(), collect: Some(on_time) }];

const NONE: Part = Part { value: Decimal::ZERO, weight: Decimal::ONE };
const OUTCOMES: [(Key, Part); 3] =
    [(text::NOTE_IN_TIME, Part { value: Decimal::ONE, weight: Decimal::ONE }), (text::NOTE_LATE, NONE), (text::NOTE_MISSING, NONE)];

fn on_time<'a>(query: &'a FactQuery<'a>) -> LocalBoxFuture<'a, Reply<Vec<Sum>>> {
    const SQL: &str = "SELECT p.id, \
         SUM(CASE WHEN a.done_at <= a.due_at THEN 1 ELSE 0 END), \
         SUM(CASE WHEN a.done_at > a.due_at THEN 1 ELSE 0 END), \
         SUM(CASE WHEN a.done_at IS NULL AND a.due_at < $3 THEN 1 ELSE 0 END) \
         FROM person p CROSS JOIN assignment a WHERE a.owner_id = p.id AND a.due_at >= $1 AND a.due_at < $2 \
         AND a.status <> $4 AND a.giver_id <> a.owner_id GROUP BY p.id";
    Box::pin(async move {
        let values = vec![query.from.into(), query.to.into(), query.now.into(), AssignmentStatus::Cancelled.word().into()];
        counted(query, SQL, values, &OUTCOMES).await
    })
}
