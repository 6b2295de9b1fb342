use super::entity::{Column, Entity, Model};
use crate::month::Month;
use contract::kpi::rule_book::{BookInForce, BookVersion, RuleBook};
use contract::permission::Permission;
use engines::people::Names;
use platform::Reply;
use platform::auth::Actor;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

async fn row_of(conn: &impl ConnectionTrait, month: Month) -> Reply<Option<Model>> {
    let found = Entity::find().filter(Column::FromMonth.lte(month.to_string())).order_by_desc(Column::FromMonth);
    Ok(found.order_by_desc(Column::CreatedAt).order_by_desc(Column::Id).one(conn).await?)
}

/// The rule book in force in a month; that of the product where nobody has set any.
pub(crate) async fn book_of(conn: &impl ConnectionTrait, month: Month) -> Reply<RuleBook> {
    let row = row_of(conn, month).await?;
    row.map_or_else(|| Ok(RuleBook::default()), |row| Ok(serde_json::from_str(&row.content)?))
}

/// The rule book in force in a month, with all versions.
pub(super) async fn in_force(conn: &impl ConnectionTrait, actor: &Actor, month: Month) -> Reply<BookInForce> {
    let rows = Entity::find().order_by_desc(Column::FromMonth).order_by_desc(Column::CreatedAt).order_by_desc(Column::Id);
    let rows = rows.all(conn).await?;
    let names = Names::load(conn, rows.iter().filter_map(|row| row.author_id)).await?;
    let version = |row: &Model| BookVersion {
        id: Some(row.id),
        from_month: Some(row.from_month.clone()),
        note: row.note.clone(),
        author: row.author_id.map(|id| names.of(id)),
        set_at: Some(row.created_at),
    };
    let of_product = BookVersion { id: None, from_month: None, note: String::new(), author: None, set_at: None };
    let now = row_of(conn, month).await?;
    let book = match &now {
        Some(row) => serde_json::from_str(&row.content)?,
        None => RuleBook::default(),
    };
    Ok(BookInForce {
        month: month.to_string(),
        version: now.as_ref().map_or_else(|| of_product.clone(), version),
        book,
        versions: rows.iter().map(version).chain([of_product.clone()]).collect(),
        editable: actor.may(Permission::KpiScheme),
    })
}
