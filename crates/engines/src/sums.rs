//! Facts added up by the database, person by person: what scores of a whole company are worked out from, where reading every record
//! would take too long (KPI-11).

use crate::area::FactQuery;
use futures_util::future::LocalBoxFuture;
use locale::Key;
use platform::Reply;
pub use scoring::{Inputs, Part};
use sea_orm::{ConnectionTrait, Statement, Value};
use uuid::Uuid;

/// Adds up the records of a fact, person by person.
pub type Collect = for<'a> fn(&'a FactQuery<'a>) -> LocalBoxFuture<'a, Reply<Vec<Sum>>>;

/// How the records of a fact can end, and how they are added up without reading each.
pub struct SumDef {
    /// The key of a fact.
    pub fact: &'static str,
    /// How its records can end: the notes of its facts, so that a scheme may count some of them only.
    pub outcomes: fn() -> Vec<Key>,
    /// The sums of everyone; exactly those of the fact's records. Absent: the records are few and are read.
    pub collect: Option<Collect>,
}

/// The records of one person that ended in one way.
#[derive(Clone, Debug, PartialEq)]
pub struct Sum {
    pub person: Uuid,
    pub note: Key,
    pub inputs: Inputs,
}

/// What a statement counts for each person: the first column names the person, each further one is how many records ended so.
///
/// # Errors
/// Where the database fails.
pub async fn counted(query: &FactQuery<'_>, sql: &str, values: Vec<Value>, outcomes: &[(Key, Part)]) -> Reply<Vec<Sum>> {
    let rows = numbers(query, sql, values, outcomes.len()).await?;
    let of_row = |(person, counts): (Uuid, Vec<i64>)| {
        let sum = move |((note, part), count): (&(Key, Part), i64)| {
            let count = u32::try_from(count).unwrap_or(u32::MAX);
            (count > 0).then_some(Sum { person, note: *note, inputs: Inputs::same(count, *part) })
        };
        outcomes.iter().zip(counts).filter_map(sum).collect::<Vec<_>>()
    };
    Ok(rows.into_iter().flat_map(of_row).collect())
}

/// The whole numbers that a statement gives for each person, who is named by the first column.
///
/// # Errors
/// Where the database fails.
pub async fn numbers(query: &FactQuery<'_>, sql: &str, values: Vec<Value>, columns: usize) -> Reply<Vec<(Uuid, Vec<i64>)>> {
    let statement = Statement::from_sql_and_values(query.conn.get_database_backend(), sql, values);
    let mut found = Vec::new();
    for row in query.conn.query_all_raw(statement).await? {
        let mut counts = Vec::with_capacity(columns);
        for column in 1..=columns {
            counts.push(row.try_get_by_index(column)?);
        }
        found.push((row.try_get_by_index(0)?, counts));
    }
    Ok(found)
}
