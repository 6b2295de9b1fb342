//! Who read what (CRM-07): each opening of a file and each value shown, for the file's owner and the director.

use crate::files::{reach, readable, seen, subject};
use actix_web::get;
use actix_web::web::{Json, Path};
use chrono::TimeDelta;
use contract::customers::{ConfidentialField, Reading, ReadingBasis, ReadingKind};
use contract::page::{FieldKind, Page, Total};
use contract::permission::{Permission, customer};
use contract::values::{Subject, SubjectKind};
use engines::people::Names;
use locale::customers as text;
use platform::auth::{Actor, Can};
use platform::db::{Door, Tx};
use platform::list::{Field, List, ListDef, Params, page, total};
use platform::{Error, Reply};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, QueryTrait};
use std::collections::HashMap;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

pub(crate) mod entity {
    use contract::customers::{ConfidentialField, ReadingBasis, ReadingKind};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "customer_reading")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub customer_id: Uuid,
        pub person_id: Uuid,
        pub kind: ReadingKind,
        pub field: Option<ConfidentialField>,
        pub basis: ReadingBasis,
        pub access_id: Option<Uuid>,
        pub address: String,
        pub at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// The reading log.
pub const LIST: ListDef = ListDef {
    key: "customer-readings",
    fields: &[
        Field::new("at", "at", FieldKind::Time, text::READ_AT).sortable(),
        Field::new("person", "person_id", FieldKind::Person, text::READ_BY),
        Field::new("kind", "kind", FieldKind::Word, text::READING_KIND)
            .words(|| ReadingKind::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("basis", "basis", FieldKind::Word, text::READING_BASIS)
            .words(|| ReadingBasis::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
    ],
    default_sort: "-at",
    searchable: false,
};

/// A second opening within this time is the same reading.
const SITTING: TimeDelta = TimeDelta::minutes(15);

/// A file that somebody reads, and by which right.
#[derive(Clone, Copy)]
pub(crate) struct Seen {
    pub customer: Uuid,
    pub basis: ReadingBasis,
    pub access: Option<Uuid>,
}

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list).service(of_file);
}

/// Notes that a file was opened. What cannot be noted is not shown, so this comes before the answer.
pub(crate) async fn opened(door: &Door, who: &Actor, seen: Seen) -> Reply<()> {
    let since = door.state().clock.now() - SITTING;
    let lately = entity::Entity::find()
        .filter(entity::Column::CustomerId.eq(seen.customer))
        .filter(entity::Column::PersonId.eq(who.id))
        .filter(entity::Column::Kind.eq(ReadingKind::Opened))
        .filter(entity::Column::Basis.eq(seen.basis))
        .filter(entity::Column::At.gt(since));
    if lately.count(door.reader().conn()).await? > 0 {
        return Ok(());
    }
    door.write(who, None, async move |tx: &mut Tx| note(tx, seen, ReadingKind::Opened, None).await).await
}

/// Notes that a confidential value was shown, in the write that shows it.
pub(crate) async fn revealed(tx: &Tx, seen: Seen, field: ConfidentialField) -> Reply<()> {
    note(tx, seen, ReadingKind::Revealed, Some(field)).await
}

/// Notes that an attachment of a file was read, in the write that opens it.
///
/// # Errors
/// Where the person may not read the file, or the database fails.
pub(crate) async fn attachment(tx: &Tx, record: &Subject) -> Reply<()> {
    if record.kind != SubjectKind::Customer {
        return Ok(());
    }
    let who = tx.actor()?;
    let file = readable(tx.conn(), who, record.id).await?;
    note(tx, seen(who, &file), ReadingKind::Attachment, None).await
}

async fn note(tx: &Tx, seen: Seen, kind: ReadingKind, field: Option<ConfidentialField>) -> Reply<()> {
    let row = entity::ActiveModel {
        id: Set(Uuid::now_v7()),
        customer_id: Set(seen.customer),
        person_id: Set(tx.actor()?.id),
        kind: Set(kind),
        field: Set(field),
        basis: Set(seen.basis),
        access_id: Set(seen.access),
        address: Set(tx.meta().address.clone()),
        at: Set(tx.at()),
    };
    entity::Entity::insert(row).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// Who read which file in the caller's reach (CRM-07).
#[utoipa::path(tag = "customers", operation_id = "list_readings", params(Params),
    responses((status = 200, description = "A page of readings", body = Page<Reading>)))]
#[get("/customer-readings")]
async fn list(who: Can<customer::Readings>, wanted: List, door: Door) -> Reply<Json<Page<Reading>>> {
    let query = wanted.of(&LIST, who.id)?;
    let mut select = entity::Entity::find();
    if !who.scope().is_all() {
        let files = crate::files::entity::Entity::find().select_only().column(crate::files::entity::Column::Id);
        select = select.filter(entity::Column::CustomerId.in_subquery(files.filter(reach::<customer::Readings>(&who)).into_query()));
    }
    let conn = door.reader().conn();
    let found = page(conn, select.clone(), &query).await?;
    let total = total(conn, select, &query).await?;
    let ids = found.items.iter().map(|r| r.customer_id);
    let files = crate::files::entity::Entity::find().filter(crate::files::entity::Column::Id.is_in(ids)).all(conn).await?;
    present(conn, found, total, files.iter().map(|file| (file.id, subject(file))).collect()).await.map(Json)
}

/// Who read a file: for its owner and who may read the log (CRM-07).
#[utoipa::path(tag = "customers", operation_id = "list_file_readings", params(Params),
    responses((status = 200, description = "A page of readings", body = Page<Reading>)))]
#[get("/customers/{id}/readings")]
async fn of_file(who: Can<customer::Read>, id: Path<Uuid>, wanted: List, door: Door) -> Reply<Json<Page<Reading>>> {
    let query = wanted.of(&LIST, who.id)?;
    let conn = door.reader().conn();
    let file = readable(conn, &who, *id).await?;
    if !may_read_log(&who, file.owner_id, file.unit_id) {
        return Err(Error::Forbidden(Permission::CustomerReadings));
    }
    let select = entity::Entity::find().filter(entity::Column::CustomerId.eq(file.id));
    let found = page(conn, select.clone(), &query).await?;
    let total = total(conn, select, &query).await?;
    present(conn, found, total, HashMap::from([(file.id, subject(&file))])).await.map(Json)
}

/// Whether the person may read who read a file of this owner and unit.
pub(crate) fn may_read_log(who: &Actor, owner: Option<Uuid>, unit: Uuid) -> bool {
    owner == Some(who.id) || who.scope::<customer::Readings>().covers(owner, unit)
}

async fn present(
    conn: &impl ConnectionTrait,
    found: Page<entity::Model>,
    total: Option<Total>,
    titles: HashMap<Uuid, Subject>,
) -> Reply<Page<Reading>> {
    let names = Names::load(conn, found.items.iter().map(|r| r.person_id)).await?;
    let of = |id: Uuid| titles.get(&id).cloned().unwrap_or(Subject { kind: SubjectKind::Customer, id, title: String::new() });
    let items = found.items.into_iter().map(|row| Reading {
        person: names.of(row.person_id),
        customer: of(row.customer_id),
        id: row.id,
        at: row.at,
        kind: row.kind,
        field: row.field,
        basis: row.basis,
        access_id: row.access_id,
        address: row.address,
    });
    Ok(Page { items: items.collect(), next: found.next, prev: found.prev, total })
}
