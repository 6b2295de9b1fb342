use super::entity::{Column, Entity, Model};
use super::policy::{actions, permissions, reach, readable, seen, share_of};
use crate::contacts;
use crate::versions::{self, Telling};
use contract::customers::{Contact, Customer, ProposalStatus, ReviewStatus, Similar, SimilarCustomer, SimilarQuery, WhyVisible};
use contract::home::{Figure, Hit, Hits};
use contract::permission::{Permission, customer};
use contract::timeline::{TimelineItem, TimelineKind};
use contract::values::{Masked, Money, Subject, SubjectKind, credit_code, phone};
use engines::Asking;
use engines::people::Names;
use platform::audit::{Change, entry};
use platform::auth::Actor;
use platform::seal::Keys;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Why this person sees a file (CRM-06).
pub(super) async fn why(conn: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Reply<WhyVisible> {
    let file = readable(conn, actor, id).await?;
    let share = share_of(conn, actor, &file).await?;
    let names = Names::load(conn, file.owner_id).await?;
    Ok(WhyVisible {
        basis: seen(actor, &file).basis,
        roles: actor.roles.clone(),
        owner: file.owner_id.map(|id| names.of(id)),
        permissions: permissions(actor, &file, share),
    })
}

/// Presents a file; confidential values only as hints.
pub(crate) async fn present(conn: &impl ConnectionTrait, actor: &Actor, file: Model) -> Reply<Customer> {
    let contacts = contacts::of(conn, file.id).await?;
    let share = share_of(conn, actor, &file).await?;
    let proposal = versions::open(conn, &file).await?;
    let named = proposal.iter().map(|p| p.proposed_by);
    let names = Names::load(conn, file.owner_id.into_iter().chain([file.entered_by]).chain(named).collect::<Vec<_>>()).await?;
    let actions = actions(actor, &file, share, proposal.as_ref());
    let proposal = proposal.map(|p| versions::present(&file, p, &names));
    Ok(Customer { actions, proposal, ..assembled(file, contacts, &names) })
}

/// A file to look at, with nothing to be done.
pub(crate) async fn shown(conn: &impl ConnectionTrait, file: Model, contacts: Vec<Contact>) -> Reply<Customer> {
    let names = Names::load(conn, file.owner_id.into_iter().chain([file.entered_by])).await?;
    Ok(assembled(file, contacts, &names))
}

fn assembled(file: Model, contacts: Vec<Contact>, names: &Names) -> Customer {
    Customer {
        actions: Vec::new(),
        proposal: None,
        owner: file.owner_id.map(|id| names.of(id)),
        entered_by: names.of(file.entered_by),
        address: file.address_sealed.as_ref().map(|_| Masked::showing(format!("{}****", file.city))),
        phone: file.phone_hint.map(Masked::showing),
        turnover: file.turnover_cents.map(Money::from_cents),
        completeness: u8::try_from(file.completeness.clamp(0, 100)).unwrap_or(0),
        tags: super::tags::split(&file.tags),
        contacts,
        id: file.id,
        number: file.number,
        name: file.name,
        kind: file.kind,
        credit_code: file.credit_code,
        tier: file.tier,
        source: file.source,
        industry: file.industry,
        employees: file.employees,
        city: file.city,
        need: file.need,
        first_contact_on: file.first_contact_on,
        review: file.review,
        review_remark: file.review_remark,
        last_followed_at: file.last_followed_at,
        next_follow_up_on: file.next_follow_up_on,
        created_at: file.created_at,
        updated_at: file.updated_at,
        version: file.version,
    }
}

/// Number and name of a customer that this person may see, or look up for intake.
///
/// # Errors
/// [`Error::NotFound`] where there is no such customer for them.
pub async fn visible_title(conn: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Reply<Subject> {
    let file = if actor.may(Permission::CustomerLookUp) {
        Entity::find_by_id(id).filter(Column::MergedInto.is_null()).one(conn).await?.ok_or(Error::NotFound)?
    } else {
        readable(conn, actor, id).await?
    };
    Ok(subject(&file))
}

/// The one customer with this phone number; none where nobody or more than one has it.
///
/// # Errors
/// Where the database fails.
pub async fn by_phone(conn: &impl ConnectionTrait, keys: &Keys, phone: &str) -> Reply<Option<Subject>> {
    let Ok(digits) = phone::parse(phone) else { return Ok(None) };
    let hash = super::sealed::phone_hash(keys, &digits);
    let found = Entity::find().filter(Column::PhoneHash.eq(hash)).limit(2).all(conn).await?;
    Ok(if let [only] = found.as_slice() { Some(subject(only)) } else { None })
}

/// A customer as mentioned elsewhere.
pub(crate) fn subject(file: &Model) -> Subject {
    Subject { kind: SubjectKind::Customer, id: file.id, title: format!("{} {}", file.number, file.name) }
}

/// Where these customers are, for figures by region: nothing else of their files.
///
/// # Errors
/// Where the database fails.
pub async fn cities(conn: &impl ConnectionTrait, ids: HashSet<Uuid>) -> Reply<HashMap<Uuid, String>> {
    let mut cities = HashMap::with_capacity(ids.len());
    let ids: Vec<Uuid> = ids.into_iter().collect();
    for some in ids.chunks(5000) {
        let rows = Entity::find().select_only().columns([Column::Id, Column::City]).filter(Column::Id.is_in(some.iter().copied()));
        cities.extend(rows.into_tuple::<(Uuid, String)>().all(conn).await?);
    }
    Ok(cities)
}

/// See [`engines::Area::records`].
///
/// # Errors
/// Where the database fails.
pub(crate) async fn records(asking: &Asking<'_>, kind: SubjectKind, ids: &[Uuid]) -> Reply<Vec<Subject>> {
    if kind != SubjectKind::Customer {
        return Ok(Vec::new());
    }
    let found = Entity::find().filter(Column::Id.is_in(ids.iter().copied())).filter(reach::<customer::Read>(asking.actor));
    Ok(found.all(asking.conn).await?.iter().map(subject).collect())
}

/// The best hits within reach.
pub(crate) async fn search(asking: &Asking<'_>, q: &str) -> Reply<Vec<Hit>> {
    if !asking.actor.may(Permission::CustomerRead) {
        return Ok(Vec::new());
    }
    let condition = engines::search::condition(asking.conn, &asking.state.keys, SubjectKind::Customer, "customer.id", q);
    let select = Entity::find().filter(reach::<customer::Read>(asking.actor)).filter(condition);
    let files = select.order_by_asc(Column::Name).order_by_asc(Column::Id).limit(8).all(asking.conn).await?;
    Ok(files.iter().map(|file| Hit { subject: subject(file), detail: file.city.clone() }).collect())
}

/// Numbers and names for intake: nothing else of the file is told.
pub(super) async fn look_up(conn: &impl ConnectionTrait, keys: &Keys, q: &str) -> Reply<Hits> {
    let condition = engines::search::condition(conn, keys, SubjectKind::Customer, "customer.id", q);
    let known = Entity::find().filter(condition).filter(Column::MergedInto.is_null());
    let files = known.order_by_asc(Column::Name).order_by_asc(Column::Id).limit(8).all(conn).await?;
    Ok(Hits { hits: files.iter().map(|file| Hit { subject: subject(file), detail: String::new() }).collect() })
}

/// Files that look like the one about to be entered (CRM-09): that one exists, and whom to ask; nothing else.
pub(super) async fn similar(conn: &impl ConnectionTrait, keys: &Keys, actor: &Actor, query: &SimilarQuery) -> Reply<Similar> {
    let name_key = crate::imports::rules::name_key(&query.name);
    let phone = phone::parse(&query.phone).ok().map(|digits| super::sealed::phone_hash(keys, &digits));
    let code = credit_code::parse(&query.credit_code).ok();
    let checks = [
        ("credit_code", code.map(|c| Column::CreditCode.eq(c))),
        ("phone", phone.map(|p| Column::PhoneHash.eq(p))),
        ("name", (name_key.chars().count() >= 2).then(|| Column::NameKey.eq(name_key))),
    ];
    let mut found: Vec<(&str, Model)> = Vec::new();
    for (by, condition) in checks {
        let Some(condition) = condition else { continue };
        for file in Entity::find().filter(condition).order_by_asc(Column::Id).limit(5).all(conn).await? {
            if found.iter().all(|(_, known)| known.id != file.id) {
                found.push((by, file));
            }
        }
    }
    let names = Names::load(conn, found.iter().filter_map(|(_, f)| f.owner_id)).await?;
    let scope = actor.scope::<customer::Read>();
    let one = |(by, file): (&str, Model)| SimilarCustomer {
        by: by.to_owned(),
        owner: file.owner_id.map(|id| names.of(id)),
        customer_id: scope.covers(file.owner_id, file.unit_id).then_some(file.id),
    };
    Ok(Similar { matches: found.into_iter().map(one).collect() })
}

/// The files that went into this one, and into those, by id with what they were called: their history is this one's.
pub(crate) async fn lineage(conn: &impl ConnectionTrait, id: Uuid) -> Reply<HashMap<Uuid, String>> {
    let mut all = HashMap::new();
    let mut parents = vec![id];
    while !parents.is_empty() {
        let found = Entity::find().filter(Column::MergedInto.is_in(parents.iter().copied())).all(conn).await?;
        parents = found.iter().map(|file| file.id).filter(|one| *one != id && !all.contains_key(one)).collect();
        all.extend(found.iter().map(|file| (file.id, subject(file).title)));
    }
    Ok(all)
}

/// Changes of the file as timeline events.
pub(crate) async fn timeline(asking: &Asking<'_>, id: Uuid) -> Reply<Vec<TimelineItem>> {
    let file = readable(asking.conn, asking.actor, id).await?;
    let rows = entry::Entity::find()
        .filter(entry::Column::RecordId.is_in(lineage(asking.conn, id).await?.into_keys().chain([id])))
        .filter(entry::Column::Action.is_in(["create", "update"]))
        .order_by_desc(entry::Column::Seq)
        .limit(100)
        .all(asking.conn)
        .await?;
    let names = Names::load(asking.conn, rows.iter().filter_map(|r| r.person_id).chain([file.entered_by])).await?;
    let telling = Telling { names: &names, language: asking.language, offset: asking.state.config.utc_offset_minutes };
    let item = |row: entry::Model| {
        let changes: Vec<Change> = serde_json::from_str(&row.changes)?;
        let created = row.action == "create";
        let lines: Vec<String> = changes.iter().filter(|_| !created).filter_map(|c| line(c, &telling)).collect();
        if lines.is_empty() && !created {
            return Ok(None);
        }
        let title = if created { locale::customers::CREATED } else { locale::customers::CHANGED };
        // Files taken over from elsewhere are older than their record here.
        let (at, person) = if created && row.record_id == id { (file.created_at, Some(file.entered_by)) } else { (row.at, row.person_id) };
        Ok(Some(TimelineItem {
            at,
            kind: TimelineKind::Change,
            title: title.text(asking.language).to_owned(),
            body: lines.join("\n"),
            person: person.map(|id| names.of(id)),
            subject: subject(&file),
        }))
    };
    rows.into_iter().filter_map(|row| item(row).transpose()).collect()
}

/// Columns that the system works out from other records, which stand on the timeline themselves.
const WORKED_OUT: &[&str] = &["last_followed_at", "next_follow_up_on", "completeness", "reviewed_at", "warned_at", "owner_id"];

/// `Tier: C → A`; columns that people do not know have no label and are left out.
fn line(change: &Change, telling: &Telling<'_>) -> Option<String> {
    if WORKED_OUT.contains(&change.field.as_str()) {
        return None;
    }
    let told = versions::told(change, false, telling)?;
    let word = |value: &Option<String>| value.clone().unwrap_or_else(|| "—".to_owned());
    Some(format!("{}: {} → {}", told.label, word(&told.old), word(&told.new)))
}

/// My customers; files that wait for my review.
pub(crate) async fn figures(asking: &Asking<'_>) -> Reply<Vec<Figure>> {
    let mut figures = Vec::new();
    if asking.actor.may(Permission::CustomerEdit) {
        let mine = Entity::find().filter(Column::OwnerId.eq(asking.actor.id)).count(asking.conn).await?;
        figures.push(figure("my_customers", mine, "/customers?filter[owner]=me", false));
    }
    if asking.actor.may(Permission::CustomerReview) {
        let pending = Entity::find()
            .filter(reach::<customer::Review>(asking.actor))
            .filter(Column::Review.eq(ReviewStatus::Pending))
            .filter(Column::EnteredBy.ne(asking.actor.id))
            .count(asking.conn)
            .await?;
        figures.push(figure("pending_reviews", pending, "/customers?filter[review]=pending", pending > 0));
        let changed = Entity::find()
            .filter(reach::<customer::Review>(asking.actor))
            .filter(Column::Proposal.eq(ProposalStatus::Pending))
            .count(asking.conn)
            .await?;
        figures.push(figure("pending_versions", changed, "/customers?filter[proposal]=pending", changed > 0));
    }
    Ok(figures)
}

/// A figure of the start page.
pub(crate) fn figure(key: &str, value: u64, link: &str, attention: bool) -> Figure {
    Figure { key: key.to_owned(), value: i64::try_from(value).unwrap_or(i64::MAX), link: link.to_owned(), attention }
}
