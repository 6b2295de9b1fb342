use super::addressing::units_of;
use super::commands::{is_shown, may_remind};
use super::entity::{addressed, addressee, announcement, receipt};
use super::states::FLOW;
use crate::entity::{role, unit};
use crate::role_desk;
use crate::roles::{OF_PROGRAMS, ROLES};
use chrono::{DateTime, Utc};
use contract::announcements::{
    Addressable, AddressedAnnouncement, Announcement, AnnouncementStatus, Receipt, Receipts, WrittenAnnouncement,
};
use contract::calendar::CalendarKind;
use contract::page::{Page, WordLabel};
use contract::permission::announcement::Publish;
use contract::units::OrgRef;
use contract::values::{Subject, SubjectKind};
use engines::Asking;
use engines::calendar::{Entry, Span, local_date};
use engines::people::Names;
use locale::Language;
use platform::auth::Actor;
use platform::list::{Parsed, page, total};
use platform::{Error, Reply};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

/// What is for a person and shown at this moment.
fn shown_to(person: Uuid, now: DateTime<Utc>) -> Select<addressed::Entity> {
    addressed::Entity::find()
        .filter(addressed::Column::PersonId.eq(person))
        .filter(addressed::Column::ShownFrom.lte(now))
        .filter(Condition::any().add(addressed::Column::ShownUntil.is_null()).add(addressed::Column::ShownUntil.gt(now)))
}

/// A page of what is for the caller.
pub(super) async fn addressed_to(
    conn: &impl ConnectionTrait,
    me: Uuid,
    now: DateTime<Utc>,
    query: &Parsed,
) -> Reply<Page<AddressedAnnouncement>> {
    let select = shown_to(me, now);
    let found = page(conn, select.clone(), query).await?;
    let total = total(conn, select, query).await?;
    let names = Names::load(conn, found.items.iter().map(|row| row.author_id)).await?;
    let line = |row: addressed::Model| AddressedAnnouncement {
        id: row.id,
        title: row.title,
        pinned: row.pinned,
        author: names.of(row.author_id),
        shown_from: row.shown_from,
        shown_until: row.shown_until,
        read_at: row.read_at,
    };
    Ok(Page { items: found.items.into_iter().map(line).collect(), next: found.next, prev: found.prev, total })
}

/// Those written by people within the caller's reach.
fn within(actor: &Actor) -> Condition {
    actor.scope::<Publish>().condition(announcement::Column::AuthorId, announcement::Column::UnitId)
}

/// A page of what was written within the caller's reach.
pub(super) async fn written(conn: &impl ConnectionTrait, actor: &Actor, query: &Parsed) -> Reply<Page<WrittenAnnouncement>> {
    let select = announcement::Entity::find().filter(within(actor));
    let found = page(conn, select.clone(), query).await?;
    let total = total(conn, select, query).await?;
    let names = Names::load(conn, found.items.iter().map(|row| row.author_id)).await?;
    let line = |row: announcement::Model| WrittenAnnouncement {
        id: row.id,
        title: row.title,
        status: row.status,
        pinned: row.pinned,
        audience: row.audience,
        author: names.of(row.author_id),
        from_on: row.from_on,
        until_on: row.until_on,
        published_at: row.published_at,
        created_at: row.created_at,
    };
    Ok(Page { items: found.items.into_iter().map(line).collect(), next: found.next, prev: found.prev, total })
}

/// An announcement that the caller may publish, withdraw and follow up.
///
/// # Errors
/// [`Error::NotFound`] beyond their reach.
pub(super) async fn managed(conn: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Reply<announcement::Model> {
    announcement::Entity::find_by_id(id).filter(within(actor)).one(conn).await?.ok_or(Error::NotFound)
}

/// An announcement as the caller may see it.
///
/// # Errors
/// [`Error::NotFound`] for whoever is neither addressed at this moment nor has it within reach.
pub(super) async fn show(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    now: DateTime<Utc>,
    language: Language,
    id: Uuid,
) -> Reply<Announcement> {
    let row = announcement::Entity::find_by_id(id).one(conn).await?.ok_or(Error::NotFound)?;
    let mine = addressee::Entity::find().filter(addressee::Column::AnnouncementId.eq(id)).filter(addressee::Column::PersonId.eq(actor.id));
    let mine = mine.one(conn).await?.filter(|_| is_shown(&row, now));
    let manages = actor.scope::<Publish>().covers(row.author_id, row.unit_id);
    if mine.is_none() && !manages {
        return Err(Error::NotFound);
    }
    let receipts = if manages && row.status != AnnouncementStatus::Draft { Some(receipts(conn, &row, now).await?) } else { None };
    let ids = units_of(&row)?;
    let units = if ids.is_empty() { Vec::new() } else { unit::Entity::find().filter(unit::Column::Id.is_in(ids)).all(conn).await? };
    let codes: Vec<&str> = row.roles.split_whitespace().collect();
    let roles = if codes.is_empty() { Vec::new() } else { role::Entity::find().filter(role::Column::Code.is_in(codes)).all(conn).await? };
    let names = Names::load(conn, [row.author_id]).await?;
    Ok(Announcement {
        actions: if manages { FLOW.actions(&row, actor) } else { Vec::new() },
        may_edit: manages && row.status == AnnouncementStatus::Draft,
        units: units.into_iter().map(|unit| OrgRef { id: unit.id, code: unit.code, name: unit.name }).collect(),
        roles: roles.iter().map(|role| WordLabel { word: role.code.clone(), label: role_desk::name(role, language) }).collect(),
        author: names.of(row.author_id),
        for_me: mine.is_some(),
        read_at: mine.and_then(|mine| mine.read_at),
        receipts,
        id: row.id,
        version: row.version,
        title: row.title,
        body: row.body,
        pinned: row.pinned,
        status: row.status,
        audience: row.audience,
        from_on: row.from_on,
        until_on: row.until_on,
        published_at: row.published_at,
        withdrawn_at: row.withdrawn_at,
    })
}

#[derive(FromQueryResult)]
struct Counted {
    addressed: i64,
    read: i64,
}

async fn receipts(conn: &impl ConnectionTrait, row: &announcement::Model, now: DateTime<Utc>) -> Reply<Receipts> {
    let counted = addressee::Entity::find()
        .select_only()
        .column_as(Expr::cust("COUNT(*)"), "addressed")
        .column_as(Expr::cust("COUNT(read_at)"), "read")
        .filter(addressee::Column::AnnouncementId.eq(row.id))
        .into_model::<Counted>()
        .one(conn)
        .await?;
    let (addressed, read) = counted.map_or((0, 0), |n| (u64::try_from(n.addressed).unwrap_or(0), u64::try_from(n.read).unwrap_or(0)));
    Ok(Receipts { addressed, read, reminded_at: row.reminded_at, may_remind: read < addressed && may_remind(row, now) })
}

/// A page of those addressed.
pub(super) async fn receipts_of(conn: &impl ConnectionTrait, actor: &Actor, id: Uuid, query: &Parsed) -> Reply<Page<Receipt>> {
    managed(conn, actor, id).await?;
    let select = receipt::Entity::find().filter(receipt::Column::AnnouncementId.eq(id));
    let found = page(conn, select.clone(), query).await?;
    let total = total(conn, select, query).await?;
    let line = |row: receipt::Model| Receipt {
        id: row.id,
        number: row.number,
        name: row.name,
        post: row.post,
        unit: row.unit,
        read_at: row.read_at,
    };
    Ok(Page { items: found.items.into_iter().map(line).collect(), next: found.next, prev: found.prev, total })
}

/// Whom the caller may address.
pub(super) async fn addressable(conn: &impl ConnectionTrait, actor: &Actor, language: Language) -> Reply<Addressable> {
    let scope = actor.scope::<Publish>();
    let units = unit::Entity::find().filter(unit::Column::ClosedOn.is_null()).order_by_asc(unit::Column::Code).all(conn).await?;
    let units = units.into_iter().filter(|unit| scope.covers(Uuid::nil(), unit.id));
    let mut roles = if scope.is_all() { role::Entity::find().order_by_asc(role::Column::Code).all(conn).await? } else { Vec::new() };
    roles.retain(|row| row.code != OF_PROGRAMS);
    roles.sort_by_key(|row| ROLES.iter().position(|known| known.code == row.code).unwrap_or(ROLES.len()));
    Ok(Addressable {
        all: scope.is_all(),
        units: units.map(|unit| OrgRef { id: unit.id, code: unit.code, name: unit.name }).collect(),
        roles: roles.iter().map(|role| WordLabel { word: role.code.clone(), label: role_desk::name(role, language) }).collect(),
    })
}

/// Announcements for the asker, on the day they begin.
pub(crate) async fn entries(asking: &Asking<'_>, span: &Span) -> Reply<Vec<Entry>> {
    if !span.includes(asking.actor.id) {
        return Ok(Vec::new());
    }
    let rows = shown_to(asking.actor.id, asking.now)
        .filter(addressed::Column::ShownFrom.gte(span.begins))
        .filter(addressed::Column::ShownFrom.lt(span.ends))
        .order_by_asc(addressed::Column::ShownFrom)
        .limit(Span::MOST)
        .all(asking.conn)
        .await?;
    let offset = asking.state.config.utc_offset_minutes;
    let entry = |row: addressed::Model| {
        let day = local_date(row.shown_from, offset);
        Entry {
            kind: CalendarKind::Announcement,
            subject: Subject { kind: SubjectKind::Announcement, id: row.id, title: row.title.clone() },
            outside: row.title.clone(),
            title: row.title,
            person: None,
            from_on: day,
            to_on: day,
            at: None,
            done: row.read_at.is_some(),
        }
    };
    Ok(rows.into_iter().map(entry).collect())
}
