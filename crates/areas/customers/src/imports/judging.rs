//! Who repeats whom among kept rows, told from their identities alone: no row is opened for it.

use super::entity::row;
use super::entry::on_file;
use contract::customers::RowOutcome;
use platform::Reply;
use platform::db::Tx;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

/// How many rows come to what.
pub(super) type Outcomes = HashMap<RowOutcome, i64>;

/// What a row comes to: outcome, the earlier row it repeats, whether it is on file.
type Judged = (RowOutcome, Option<i64>, bool);

/// Judges anew the rows of an import that share this identity: the first is in order unless it is on file, the others repeat it.
pub(super) async fn judge(tx: &Tx, import: Uuid, identity: &str) -> Reply<()> {
    let rows: Vec<(Uuid, i64, RowOutcome, Option<i64>, bool)> = row::Entity::find()
        .select_only()
        .columns([row::Column::Id, row::Column::SheetRow, row::Column::Outcome, row::Column::DuplicateOfRow, row::Column::DuplicateOnFile])
        .filter(row::Column::ImportId.eq(import))
        .filter(row::Column::Identity.eq(identity))
        .order_by_asc(row::Column::SheetRow)
        .into_tuple()
        .all(tx.conn())
        .await?;
    let Some((first, first_row, ..)) = rows.first().copied() else { return Ok(()) };
    let known = on_file(tx.conn(), &[identity], import).await?.contains(identity);
    let of_first = (if known { RowOutcome::Duplicate } else { RowOutcome::Ok }, None, known);
    let of_others = (RowOutcome::Duplicate, Some(first_row), false);
    let changed = |wanted: Judged, is_first: bool| -> Vec<Uuid> {
        let other = |r: &&(Uuid, i64, RowOutcome, Option<i64>, bool)| (r.0 == first) == is_first && (r.2, r.3, r.4) != wanted;
        rows.iter().filter(other).map(|r| r.0).collect()
    };
    set(tx, &changed(of_first, true), of_first).await?;
    set(tx, &changed(of_others, false), of_others).await
}

/// Writes what these rows come to, many in a statement.
pub(super) async fn set(tx: &Tx, rows: &[Uuid], (outcome, duplicate_of, on_file): Judged) -> Reply<()> {
    for chunk in rows.chunks(1000) {
        row::Entity::update_many()
            .col_expr(row::Column::Outcome, sea_orm::sea_query::Expr::value(outcome))
            .col_expr(row::Column::DuplicateOfRow, sea_orm::sea_query::Expr::value(duplicate_of))
            .col_expr(row::Column::DuplicateOnFile, sea_orm::sea_query::Expr::value(on_file))
            .filter(row::Column::Id.is_in(chunk.iter().copied()))
            .exec(tx.conn())
            .await?;
    }
    Ok(())
}

/// How many rows of an import come to what, counted in the index.
pub(super) async fn outcomes(conn: &impl ConnectionTrait, import: Uuid) -> Reply<Outcomes> {
    let counts: Vec<(RowOutcome, i64)> = row::Entity::find()
        .select_only()
        .column(row::Column::Outcome)
        .column_as(row::Column::Outcome.count(), "n")
        .filter(row::Column::ImportId.eq(import))
        .group_by(row::Column::Outcome)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(counts.into_iter().collect())
}
