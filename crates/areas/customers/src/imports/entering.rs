//! Rows become customers some hundred at a time, each lot in a write of its own: other people's writes go on in between, and what was
//! entered stays entered when the program stops halfway.

use super::commands::{checked, enter_some};
use super::entity::{import, row};
use super::entry::{enter, on_file};
use super::judging::set;
use super::rules::Layout;
use contract::customers::RowOutcome;
use platform::Reply;
use platform::auth::Actor;
use platform::db::{Door, Tx};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::time::Duration;
use uuid::Uuid;

/// Rows in one write.
pub(super) const LOT: u64 = 500;
/// A caller waits so long for the end; a larger sheet goes on without them.
const PATIENCE: Duration = Duration::from_secs(3);

/// Enters lot after lot until none is left, in a task of its own; returns at the end, or earlier where it takes long.
///
/// # Errors
/// Those of the writes, where the caller still waits; they are logged in any case.
pub(super) async fn start(door: &Door, who: &Actor, id: Uuid) -> Reply<()> {
    let (door, who) = (door.clone(), who.clone());
    patiently(id, async move { all(&door, &who, id).await }).await
}

/// Lets the work go on by itself where it takes long.
pub(super) async fn patiently(id: Uuid, work: impl Future<Output = Reply<()>> + 'static) -> Reply<()> {
    let task = actix_web::rt::spawn(async move {
        work.await.inspect_err(|error| tracing::error!(import = %id, cause = %error, "an import stopped; the same act again goes on"))
    });
    match actix_web::rt::time::timeout(PATIENCE, task).await {
        Ok(ended) => ended.map_err(|e| anyhow::anyhow!("entering an import: {e}"))?,
        Err(_) => Ok(()),
    }
}

async fn all(door: &Door, who: &Actor, id: Uuid) -> Reply<()> {
    let mut after = 0;
    loop {
        let from = after;
        match door.write(who, None, async move |tx: &mut Tx| enter_some(tx, id, from).await).await? {
            Some(last) => after = last,
            None => return Ok(()),
        }
    }
}

/// Enters the next lot. A row's customer has the row's id, so that the two are tied together in one statement.
pub(super) async fn some(tx: &mut Tx, import: &import::Model, layout: &Layout, after: i64) -> Reply<Option<i64>> {
    let rows = row::Entity::find()
        .filter(row::Column::ImportId.eq(import.id))
        .filter(row::Column::Outcome.eq(RowOutcome::Ok))
        .filter(row::Column::SheetRow.gt(after))
        .filter(row::Column::CustomerId.is_null())
        .order_by_asc(row::Column::SheetRow)
        .limit(LOT)
        .all(tx.conn())
        .await?;
    let Some(last) = rows.last().map(|r| r.sheet_row) else { return Ok(None) };
    // A file may have been entered since the preview.
    let identities: Vec<&str> = rows.iter().filter_map(|r| r.identity.as_deref()).collect();
    let known = on_file(tx.conn(), &identities, import.id).await?;
    let is_known = |r: &row::Model| r.identity.as_ref().is_some_and(|identity| known.contains(identity));
    let repeated: Vec<Uuid> = rows.iter().filter(|r| is_known(r)).map(|r| r.id).collect();
    set(tx, &repeated, (RowOutcome::Duplicate, None, true)).await?;
    let mut customers = Vec::with_capacity(rows.len());
    for found in rows.iter().filter(|r| !is_known(r)) {
        if let Some(customer) = checked(&tx.state().keys, layout, found)?.parsed {
            customers.push((found.id, customer));
        }
    }
    if !customers.is_empty() {
        enter(tx, import.id, &customers).await?;
    }
    row::Entity::update_many()
        .col_expr(row::Column::CustomerId, Expr::col(row::Column::Id))
        .filter(row::Column::Id.is_in(customers.iter().map(|(id, _)| *id)))
        .exec(tx.conn())
        .await?;
    // Progress is no history: the version stays, so that whoever watches can still cancel.
    let (entered, left_out) = (customers.len() as i64, repeated.len() as i64);
    import::Entity::update_many()
        .col_expr(import::Column::EnteredCount, Expr::col(import::Column::EnteredCount).add(entered))
        .col_expr(import::Column::OkCount, Expr::col(import::Column::OkCount).sub(left_out))
        .col_expr(import::Column::DuplicateCount, Expr::col(import::Column::DuplicateCount).add(left_out))
        .col_expr(import::Column::UpdatedAt, Expr::value(tx.at()))
        .filter(import::Column::Id.eq(import.id))
        .exec(tx.conn())
        .await?;
    Ok(Some(last))
}
