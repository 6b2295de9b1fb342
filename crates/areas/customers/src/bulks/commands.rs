use super::entity::item::{self, Outcome};
use super::entity::{ActiveModel, Entity, Model};
use super::queries::own;
use super::rules::{self, Before};
use crate::files::{LIST, entity as file, found, permits, reach, tags};
use crate::pool::{POOLED, RECEIVED, able, pass, room_left, tell_owners};
use contract::customers::{BulkDeed, BulkRefusal, MOST_AT_ONCE, MoveKind, NewBulk};
use contract::permission::{Permission, customer};
use platform::auth::Actor;
use platform::db::Tx;
use platform::list::List;
use platform::{Error, Refusal, Reply};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

const DONE: Refusal = Refusal::new("customer.bulk_done", locale::problems::CUSTOMER_BULK_DONE);

/// Plans an act on many customers; nothing is changed.
pub(super) async fn plan(tx: &mut Tx, form: &NewBulk) -> Reply<Model> {
    let actor = tx.actor()?.clone();
    may(&actor, form.deed)?;
    let receiver = form.person_id.filter(|_| form.deed == BulkDeed::Assign);
    if let Some(receiver) = receiver {
        able(tx, receiver, Permission::CustomerEdit).await?;
    }
    let row = ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        person_id: Set(actor.id),
        deed: Set(form.deed),
        receiver_id: Set(receiver),
        tags: Set(if rules::right(form.deed) == Permission::CustomerEdit {
            tags::joined(&rules::clean(&form.tags))
        } else {
            String::new()
        }),
        reason: Set(form.reason.trim().to_owned()),
        at: Set(tx.at()),
        done_at: Set(None),
        undone_at: Set(None),
    };
    let ids = meant(tx, &actor, form).await?;
    let bulk: Model = sea_orm::TryIntoModel::try_into_model(row.clone())?;
    Entity::insert(row).exec_without_returning(tx.conn()).await?;
    let files = load(tx.conn(), &actor, &ids).await?;
    let mut room = Room::of(tx, &bulk).await?;
    let mut items = Vec::with_capacity(ids.len());
    for (position, id) in (0_i64..).zip(ids) {
        let file = files.get(&id);
        let judged = judge(tx, &actor, &bulk, file, &mut room).await?;
        items.push(item::ActiveModel {
            bulk_id: Set(bulk.id),
            record_id: Set(id),
            position: Set(position),
            seen: Set(file.map_or(0, |file| file.version)),
            outcome: Set(if judged.is_ok() { Outcome::Ready } else { Outcome::Refused }),
            refusal: Set(judged.err()),
            before: Set(String::new()),
        });
    }
    if !items.is_empty() {
        item::Entity::insert_many(items).exec_without_returning(tx.conn()).await?;
    }
    Ok(bulk)
}

/// The permission for a deed, of whatever reach.
pub(super) fn may(actor: &Actor, deed: BulkDeed) -> Reply<()> {
    let right = rules::right(deed);
    if actor.may(right) { Ok(()) } else { Err(Error::Forbidden(right)) }
}

/// The customers that are meant, each once.
async fn meant(tx: &Tx, actor: &Actor, form: &NewBulk) -> Reply<Vec<Uuid>> {
    let Some(text) = &form.query else {
        let mut ids: Vec<Uuid> = Vec::with_capacity(form.ids.len());
        for id in &form.ids {
            if !ids.contains(id) {
                ids.push(*id);
            }
        }
        return Ok(ids);
    };
    let unfit = |_| Error::invalid("/query", "bulk_query");
    let query = List::from_text(text, tx.at()).map_err(unfit)?.of(&LIST, actor.id).map_err(unfit)?;
    let ids = found(tx.conn(), &tx.state().keys, actor, query).await?;
    match ids {
        Some(ids) if ids.len() <= MOST_AT_ONCE => Ok(ids),
        _ => Err(Error::invalid("/query", "bulk_many")),
    }
}

async fn load(conn: &impl ConnectionTrait, actor: &Actor, ids: &[Uuid]) -> Reply<HashMap<Uuid, file::Model>> {
    let files = file::Entity::find().filter(file::Column::Id.is_in(ids.iter().copied())).filter(reach::<customer::Read>(actor));
    Ok(files.all(conn).await?.into_iter().map(|file| (file.id, file)).collect())
}

/// How many more customers the receiver may have.
struct Room(Option<u64>);

impl Room {
    async fn of(tx: &Tx, bulk: &Model) -> Reply<Self> {
        match bulk.receiver_id {
            Some(receiver) => room_left(tx, receiver).await.map(Self),
            None => Ok(Self(None)),
        }
    }
}

/// Whether a deed may be done with a file, by the right that it needs and the rules of its kind.
async fn judge(tx: &Tx, actor: &Actor, bulk: &Model, file: Option<&file::Model>, room: &mut Room) -> Reply<Result<(), BulkRefusal>> {
    let Some(file) = file else { return Ok(Err(BulkRefusal::NotFound)) };
    if !permits(tx.conn(), actor, file, rules::right(bulk.deed)).await? {
        return Ok(Err(BulkRefusal::Forbidden));
    }
    let (have, tags) = (tags::split(&file.tags), tags::split(&bulk.tags));
    let judged = match (bulk.deed, bulk.receiver_id) {
        (BulkDeed::Assign, receiver) => rules::assignable(file.owner_id, receiver.unwrap_or_default(), room.0),
        (BulkDeed::Return, _) => file.owner_id.map(|_| ()).ok_or(BulkRefusal::InPool),
        (BulkDeed::Tag, _) => rules::tagged(&have, &tags).map(|_| ()),
        (BulkDeed::Untag, _) => rules::untagged(&have, &tags).map(|_| ()),
    };
    if judged.is_ok() {
        room.0 = room.0.map(|left| left.saturating_sub(1));
    }
    Ok(judged)
}

/// Does what was planned. What changed since, or is out of reach now, is left out.
pub(super) async fn run(tx: &mut Tx, id: Uuid) -> Reply<Model> {
    let actor = tx.actor()?.clone();
    let bulk = own(tx.conn(), &actor, id).await?;
    may(&actor, bulk.deed)?;
    if bulk.done_at.is_some() {
        return Err(Error::Refused(DONE));
    }
    let unit = match bulk.receiver_id {
        Some(receiver) => Some((receiver, able(tx, receiver, Permission::CustomerEdit).await?)),
        None => None,
    };
    let items = item::Entity::find()
        .filter(item::Column::BulkId.eq(id))
        .filter(item::Column::Outcome.eq(Outcome::Ready))
        .order_by_asc(item::Column::Position)
        .all(tx.conn())
        .await?;
    let files = load(tx.conn(), &actor, &items.iter().map(|item| item.record_id).collect::<Vec<_>>()).await?;
    let mut room = Room::of(tx, &bulk).await?;
    let mut touched: BTreeMap<Uuid, Vec<Uuid>> = BTreeMap::new();
    for item in items {
        let file = files.get(&item.record_id);
        let judged = match file {
            Some(file) if file.version != item.seen => Err(BulkRefusal::Changed),
            file => judge(tx, &actor, &bulk, file, &mut room).await?,
        };
        match (judged, file) {
            (Ok(()), Some(file)) => {
                let before = serde_json::to_string(&Before::from(file))?;
                perform(tx, &bulk, file, unit).await?;
                touched.entry(unit.map(|(to, _)| to).or(file.owner_id).unwrap_or_default()).or_default().push(file.id);
                settle(tx, &item, Outcome::Done, None, Some(before)).await?;
            }
            (judged, _) => settle(tx, &item, Outcome::Refused, judged.err(), None).await?,
        }
    }
    match bulk.deed {
        BulkDeed::Assign => tell_owners(tx, touched, RECEIVED),
        BulkDeed::Return => tell_owners(tx, touched, POOLED),
        BulkDeed::Tag | BulkDeed::Untag => {}
    }
    stamp(tx, bulk, |row, at| row.done_at = Set(Some(at))).await
}

impl From<&file::Model> for Before {
    fn from(file: &file::Model) -> Self {
        Self {
            owner: file.owner_id,
            unit: file.unit_id,
            held_at: file.held_at,
            warned_at: file.warned_at,
            next_follow_up_on: file.next_follow_up_on,
            tags: tags::split(&file.tags),
        }
    }
}

async fn perform(tx: &mut Tx, bulk: &Model, file: &file::Model, to: Option<(Uuid, Uuid)>) -> Reply<()> {
    let (have, tags) = (tags::split(&file.tags), tags::split(&bulk.tags));
    let now = match bulk.deed {
        BulkDeed::Assign => {
            let kind = if file.owner_id.is_some() { MoveKind::Transferred } else { MoveKind::Assigned };
            pass(tx, file, to, kind, &bulk.reason).await?;
            return Ok(());
        }
        BulkDeed::Return => {
            pass(tx, file, None, MoveKind::Returned, &bulk.reason).await?;
            return Ok(());
        }
        BulkDeed::Tag => rules::tagged(&have, &tags),
        BulkDeed::Untag => rules::untagged(&have, &tags),
    };
    if let Ok(now) = now {
        retag(tx, file, &now).await?;
    }
    Ok(())
}

pub(super) async fn retag(tx: &mut Tx, file: &file::Model, tags: &[String]) -> Reply<()> {
    let mut row: file::ActiveModel = file.clone().into_active_model();
    row.tags = Set(tags::joined(tags));
    tx.update::<file::Entity, _>(file, row).await?;
    Ok(())
}

/// Writes down what became of one customer.
pub(super) async fn settle(
    tx: &Tx,
    item: &item::Model,
    outcome: Outcome,
    refusal: Option<BulkRefusal>,
    before: Option<String>,
) -> Reply<()> {
    let mut row = item::ActiveModel { outcome: Set(outcome), refusal: Set(refusal), ..Default::default() };
    if let Some(before) = before {
        row.before = Set(before);
    }
    let this = item::Entity::update_many().set(row).filter(item::Column::BulkId.eq(item.bulk_id));
    this.filter(item::Column::RecordId.eq(item.record_id)).exec(tx.conn()).await?;
    Ok(())
}

/// The act itself moves on.
pub(super) async fn stamp(tx: &Tx, bulk: Model, set: impl FnOnce(&mut ActiveModel, chrono::DateTime<chrono::Utc>)) -> Reply<Model> {
    let mut row = bulk.clone().into_active_model();
    row.version = Set(bulk.version + 1);
    set(&mut row, tx.at());
    let now = sea_orm::TryIntoModel::try_into_model(row.clone())?;
    let columns = ActiveModel { version: row.version, done_at: row.done_at, undone_at: row.undone_at, ..Default::default() };
    Entity::update_many().set(columns).filter(super::entity::Column::Id.eq(bulk.id)).exec(tx.conn()).await?;
    Ok(now)
}
