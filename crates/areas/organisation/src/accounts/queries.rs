use super::entity::overview;
use crate::entity::session;
use chrono::{DateTime, Utc};
use contract::access::accounts::Account;
use contract::page::{FieldKind, Page};
use platform::Reply;
use platform::list::{Field, ListDef, Parsed, page, total};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

/// The accounts.
pub(crate) const LIST: ListDef = ListDef {
    key: "accounts",
    fields: &[
        Field::new("username", "username", FieldKind::Text, locale::access::USERNAME).sortable(),
        Field::new("name", "name", FieldKind::Text, locale::access::NAME),
        Field::new("number", "number", FieldKind::Text, locale::access::NUMBER),
        Field::new("must_change", "must_change", FieldKind::Flag, locale::access::MUST_CHANGE),
        Field::new("locked_until", "locked_until", FieldKind::Time, locale::access::LOCKED_UNTIL),
        Field::new("second_factor_at", "second_factor_at", FieldKind::Time, locale::access::SECOND_FACTOR_AT),
    ],
    default_sort: "username",
    searchable: false,
};

/// A page of accounts with the sessions that run now.
pub(super) async fn list(conn: &impl ConnectionTrait, query: &Parsed, now: DateTime<Utc>) -> Reply<Page<Account>> {
    let found = page(conn, overview::Entity::find(), query).await?;
    let total = total(conn, overview::Entity::find(), query).await?;
    let running = session::Entity::find()
        .filter(session::Column::PersonId.is_in(found.items.iter().map(|a| a.id)))
        .filter(session::Column::EndedAt.is_null())
        .filter(session::Column::EndsAt.gt(now))
        .all(conn)
        .await?;
    let account = |row: overview::Model| {
        let of_person = || running.iter().filter(|s| s.person_id == row.id);
        Account {
            sessions: of_person().count() as u64,
            last_used_at: of_person().map(|s| s.renewed_at).max(),
            id: row.id,
            name: row.name,
            number: row.number,
            username: row.username,
            must_change: row.must_change,
            temporary_until: row.temporary_until,
            locked_until: row.locked_until.filter(|until| *until > now),
            second_factor_at: row.second_factor_at,
        }
    };
    Ok(Page { items: found.items.into_iter().map(account).collect(), next: found.next, prev: found.prev, total })
}
