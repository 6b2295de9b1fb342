use super::cursor::Cursor;
use super::parse::{Parsed, column, value};
use crate::error::{Error, Reply};
use contract::page::{Page, Total};
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Order};
use sea_orm::{
    ConnectionTrait, EntityTrait, FromQueryResult, ModelTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select, SelectModel,
    Selector, Value,
};
use std::str::FromStr;
use uuid::Uuid;

/// Counted exactly up to here.
const CAP: u64 = 1000;

/// A row that knows its values of the columns that a list is sorted by.
pub trait Edge {
    /// The value of a column; `None` where the row does not carry it.
    fn edge(&self, column: &str) -> Option<Value>;
}

impl<M: ModelTrait> Edge for M {
    fn edge(&self, column: &str) -> Option<Value> {
        <<M::Entity as EntityTrait>::Column as FromStr>::from_str(column).ok().map(|c| self.get(c))
    }
}

/// One page of `select`, which already carries scope and search: filtered, sorted and cut by keyset in one statement.
///
/// # Errors
/// Where the database fails.
pub async fn page<E: EntityTrait>(conn: &impl ConnectionTrait, select: Select<E>, list: &Parsed) -> Reply<Page<E::Model>> {
    page_of(conn, select, list, Select::into_model::<E::Model>).await
}

/// [`page`] of rows that carry some of the columns only: `read` says which.
///
/// # Errors
/// Where the database fails.
pub async fn page_of<E, R>(
    conn: &impl ConnectionTrait,
    select: Select<E>,
    list: &Parsed,
    read: impl FnOnce(Select<E>) -> Selector<SelectModel<R>>,
) -> Reply<Page<R>>
where
    E: EntityTrait,
    R: FromQueryResult + Edge,
{
    let table = Alias::new(sea_orm::EntityName::table_name(&E::default()).to_owned());
    let sort = (table.clone(), column(list.sort));
    let id = (table, Alias::new("id"));
    let back = list.cursor.as_ref().is_some_and(|c| c.b);
    let descending = list.descending != back;
    let mut select = filtered(select, list);
    if let Some(cursor) = &list.cursor {
        let edge = value(list.sort, &cursor.v, Uuid::nil()).ok_or_else(|| Error::invalid("/cursor", "cursor_invalid"))?;
        let beyond = |c: Expr, v: Value| if descending { c.lt(v) } else { c.gt(v) };
        let same = Condition::all().add(Expr::col(sort.clone()).eq(edge.clone())).add(beyond(Expr::col(id.clone()), cursor.id.into()));
        // The first condition alone lets the index seek; the second decides among equals.
        let from = if descending { Expr::col(sort.clone()).lte(edge.clone()) } else { Expr::col(sort.clone()).gte(edge.clone()) };
        select = select.filter(from).filter(Condition::any().add(beyond(Expr::col(sort.clone()), edge)).add(same));
    }
    let order = if descending { Order::Desc } else { Order::Asc };
    let select = select.order_by(Expr::col(sort), order.clone()).order_by(Expr::col(id), order).limit(list.limit + 1);
    let mut rows = read(select).all(conn).await?;
    let more = rows.len() as u64 > list.limit;
    rows.truncate(list.limit as usize);
    if back {
        rows.reverse();
    }
    let edge = |row: Option<&R>, b: bool| row.and_then(|row| cursor(row, list, b));
    let next = if more || back { edge(rows.last(), false) } else { None };
    let prev = if (back && more) || (!back && list.cursor.is_some()) { edge(rows.first(), true) } else { None };
    Ok(Page { items: rows, next, prev, total: None })
}

/// How many rows match, up to a cap.
///
/// # Errors
/// Where the database fails.
pub async fn total<E: EntityTrait>(conn: &impl ConnectionTrait, select: Select<E>, list: &Parsed) -> Reply<Option<Total>> {
    if !list.count {
        return Ok(None);
    }
    let mut inner = filtered(select, list).select_only().expr_as(Expr::val(1), "one").limit(CAP + 1).into_query();
    let inner = std::mem::take(&mut inner);
    let outer = sea_orm::sea_query::Query::select().expr_as(Expr::cust("COUNT(*)"), "n").from_subquery(inner, "matching").to_owned();
    let count: i64 = match conn.query_one(&outer).await? {
        Some(row) => row.try_get("", "n")?,
        None => 0,
    };
    let count = u64::try_from(count).unwrap_or(0);
    Ok(Some(Total { count: Ord::min(count, CAP), exact: count <= CAP }))
}

fn filtered<E: EntityTrait>(select: Select<E>, list: &Parsed) -> Select<E> {
    let table = Alias::new(sea_orm::EntityName::table_name(&E::default()).to_owned());
    list.filters.iter().fold(select, |select, (field, operator)| select.filter(operator.condition((table.clone(), column(field)))))
}

fn cursor(row: &impl Edge, list: &Parsed, back: bool) -> Option<String> {
    let Some(Value::Uuid(Some(id))) = row.edge("id") else { return None };
    let v = match row.edge(list.sort.column)? {
        Value::String(v) => v?,
        Value::BigInt(v) => v?.to_string(),
        Value::Int(v) => v?.to_string(),
        Value::ChronoDate(v) => v?.to_string(),
        Value::ChronoDateTimeUtc(v) => v?.to_rfc3339(),
        Value::Bool(v) => v?.to_string(),
        Value::Uuid(v) => v?.to_string(),
        _ => return None,
    };
    Some(Cursor { v, id, b: back, h: list.fingerprint.clone() }.encode())
}
