use super::entity::{api_key, service_account};
use super::rules::read;
use crate::entity::person;
use contract::access::service::{ApiKey, ServiceAccount};
use contract::page::{FieldKind, Page};
use engines::people::Names;
use platform::list::{Field, ListDef, Parsed, page, total};
use platform::{Error, Reply};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// The service accounts.
pub(crate) const LIST: ListDef = ListDef {
    key: "service-accounts",
    fields: &[
        Field::new("name", "name", FieldKind::Text, locale::access_ui::SERVICE_NAME),
        Field::new("closed_at", "closed_at", FieldKind::Time, locale::access::CLOSED_AT),
        Field::new("created_at", "created_at", FieldKind::Time, locale::access::CREATED_AT).sortable(),
    ],
    default_sort: "-created_at",
    searchable: false,
};

/// Leaves out programs where people are listed or counted: their records stand under a person's row, but they hold no post.
pub(crate) fn people_only() -> Expr {
    person::Column::Id.not_in_subquery(Query::select().column(service_account::Column::Id).from(service_account::Entity).to_owned())
}

/// A page of service accounts with their keys.
pub(super) async fn list(conn: &impl ConnectionTrait, query: &Parsed) -> Reply<Page<ServiceAccount>> {
    let found = page(conn, service_account::Entity::find(), query).await?;
    let total = total(conn, service_account::Entity::find(), query).await?;
    Ok(Page { items: present(conn, found.items).await?, next: found.next, prev: found.prev, total })
}

/// A service account.
pub(super) async fn show(conn: &impl ConnectionTrait, id: Uuid) -> Reply<ServiceAccount> {
    let row = service_account::Entity::find_by_id(id).one(conn).await?.ok_or(Error::NotFound)?;
    present(conn, vec![row]).await?.pop().ok_or(Error::NotFound)
}

async fn present(conn: &impl ConnectionTrait, rows: Vec<service_account::Model>) -> Reply<Vec<ServiceAccount>> {
    let keys = api_key::Entity::find()
        .filter(api_key::Column::AccountId.is_in(rows.iter().map(|r| r.id)))
        .order_by_desc(api_key::Column::CreatedAt)
        .all(conn)
        .await?;
    let names = Names::load(conn, rows.iter().map(|r| r.author_id).chain(keys.iter().map(|k| k.author_id))).await?;
    let account = |row: service_account::Model| ServiceAccount {
        keys: keys.iter().filter(|k| k.account_id == row.id).cloned().map(|k| present_key(&names, k)).collect(),
        permissions: read(&row.permissions),
        author: names.of(row.author_id),
        id: row.id,
        version: row.version,
        name: row.name,
        purpose: row.purpose,
        scope: row.scope,
        created_at: row.created_at,
        closed_at: row.closed_at,
    };
    Ok(rows.into_iter().map(account).collect())
}

/// A key as it is shown: never the key itself.
pub(super) fn present_key(names: &Names, row: api_key::Model) -> ApiKey {
    ApiKey {
        permissions: read(&row.permissions),
        author: names.of(row.author_id),
        id: row.id,
        name: row.name,
        prefix: row.prefix,
        expires_at: row.expires_at,
        last_used_at: row.last_used_at,
        last_address: row.last_address,
        revoked_at: row.revoked_at,
        created_at: row.created_at,
    }
}
