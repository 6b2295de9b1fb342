use super::entity::{acceptance, agreement, standing};
use super::states::FLOW;
use contract::access::agreements::{Agreement, AgreementStatus, OwnAgreement, Standing};
use contract::page::{FieldKind, Page};
use engines::people::Names;
use platform::auth::{Actor, Scope};
use platform::list::{Field, ListDef, Parsed, page, total};
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

/// The versions.
pub(crate) const VERSIONS: ListDef = ListDef {
    key: "agreements",
    fields: &[
        Field::new("number", "number", FieldKind::Number, locale::access::VERSION_NUMBER).sortable(),
        Field::new("title", "title", FieldKind::Text, locale::access::TITLE),
        Field::new("status", "status", FieldKind::Word, locale::access::STATUS)
            .words(|| AgreementStatus::ALL.iter().map(|s| (s.word(), s.text_path())).collect()),
    ],
    default_sort: "-number",
    searchable: false,
};

/// Who accepted the version in force.
pub(crate) const STANDINGS: ListDef = ListDef {
    key: "agreement-standings",
    fields: &[
        Field::new("number", "number", FieldKind::Text, locale::access::NUMBER).sortable(),
        Field::new("name", "name", FieldKind::Text, locale::access::NAME),
        Field::new("accepted_at", "accepted_at", FieldKind::Time, locale::access::ACCEPTED_AT),
    ],
    default_sort: "number",
    searchable: false,
};

/// A page of versions.
pub(super) async fn versions(conn: &impl ConnectionTrait, actor: &Actor, query: &Parsed) -> Reply<Page<Agreement>> {
    let found = page(conn, agreement::Entity::find(), query).await?;
    let total = total(conn, agreement::Entity::find(), query).await?;
    let names = Names::load(conn, found.items.iter().map(|a| a.author_id)).await?;
    let items = found.items.into_iter().map(|row| present_with(&names, actor, row)).collect();
    Ok(Page { items, next: found.next, prev: found.prev, total })
}

/// A version.
pub(super) async fn show(conn: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Reply<Agreement> {
    let row = agreement::Entity::find_by_id(id).one(conn).await?.ok_or(Error::NotFound)?;
    present(conn, actor, row).await
}

/// A row as the caller sees it.
pub(super) async fn present(conn: &impl ConnectionTrait, actor: &Actor, row: agreement::Model) -> Reply<Agreement> {
    let names = Names::load(conn, [row.author_id]).await?;
    Ok(present_with(&names, actor, row))
}

fn present_with(names: &Names, actor: &Actor, row: agreement::Model) -> Agreement {
    Agreement {
        actions: FLOW.actions(&row, actor),
        author: names.of(row.author_id),
        id: row.id,
        version: row.version,
        number: row.number,
        title: row.title,
        body: row.body,
        status: row.status,
        in_force_at: row.in_force_at,
        created_at: row.created_at,
    }
}

/// The version in force as it concerns a person.
pub(super) async fn own(conn: &impl ConnectionTrait, person: Uuid) -> Reply<OwnAgreement> {
    let row = agreement::Entity::find().filter(agreement::Column::Status.eq(AgreementStatus::InForce)).one(conn).await?;
    let row = row.ok_or(Error::NotFound)?;
    let mine = acceptance::Entity::find()
        .filter(acceptance::Column::AgreementId.eq(row.id))
        .filter(acceptance::Column::PersonId.eq(person))
        .one(conn)
        .await?;
    Ok(OwnAgreement {
        id: row.id,
        number: row.number,
        title: row.title,
        body: row.body,
        in_force_at: row.in_force_at,
        accepted_at: mine.map(|m| m.accepted_at),
    })
}

/// A page of people within reach with their acceptance of the version in force.
pub(super) async fn standings(conn: &impl ConnectionTrait, scope: &Scope, query: &Parsed) -> Reply<Page<Standing>> {
    let select = standing::Entity::find().filter(scope.condition(standing::Column::Id, standing::Column::UnitId));
    let found = page(conn, select.clone(), query).await?;
    let total = total(conn, select, query).await?;
    let shown = |row: standing::Model| Standing {
        id: row.id,
        number: row.number,
        name: row.name,
        post: row.post,
        accepted_at: row.accepted_at,
        address: row.address,
    };
    Ok(Page { items: found.items.into_iter().map(shown).collect(), next: found.next, prev: found.prev, total })
}
