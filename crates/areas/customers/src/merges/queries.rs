use super::entity::{Column, Entity, Model, item};
use super::rules::{Parts, UNDO, choices};
use crate::files::{entity as file, permits, readable, subject};
use chrono::{DateTime, Utc};
use contract::customers::{Merge, MergeChoice, MergeCount, MergeField, MergePreview, Merges};
use contract::permission::Permission;
use contract::values::Money;
use engines::Areas;
use engines::people::Names;
use locale::Language;
use platform::auth::Actor;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Merges upon merges that are followed.
const STEPS: usize = 20;

/// The file that a merged one went into, where the person may read it; otherwise it does not exist, as the merged one does not.
pub(crate) async fn survivor(conn: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Reply<file::Model> {
    let mut at = id;
    for _ in 0..STEPS {
        let found = file::Entity::find_by_id(at).one(conn).await?.ok_or(Error::NotFound)?;
        match found.merged_into {
            Some(next) => at = next,
            None if at == id => return Err(Error::NotFound),
            None => return readable(conn, actor, at).await,
        }
    }
    Err(Error::NotFound)
}

/// The contacts that came to a file with a merge after this moment, and are still there.
pub(crate) async fn came_after(conn: &impl ConnectionTrait, id: Uuid, since: DateTime<Utc>) -> Reply<HashSet<Uuid>> {
    let merges = Entity::find().filter(Column::KeptId.eq(id)).filter(Column::At.gte(since)).filter(Column::UndoneAt.is_null());
    let merges: Vec<Uuid> = merges.all(conn).await?.into_iter().map(|merge| merge.id).collect();
    if merges.is_empty() {
        return Ok(HashSet::new());
    }
    let items = item::Entity::find().filter(item::Column::MergeId.is_in(merges)).filter(item::Column::Place.eq("contact"));
    Ok(items.all(conn).await?.into_iter().map(|one| one.record_id).collect())
}

/// What a merge would do.
pub(super) async fn preview(
    conn: &impl ConnectionTrait,
    areas: &Areas,
    (kept, other): (file::Model, file::Model),
    language: Language,
) -> Reply<MergePreview> {
    let names = Names::load(conn, kept.owner_id.into_iter().chain(other.owner_id)).await?;
    let (a, b) = (Parts::from(&kept), Parts::from(&other));
    let choice = |(field, fills): (MergeField, bool)| MergeChoice {
        field,
        kept: said(&a, field, &names, language),
        duplicate: said(&b, field, &names, language),
        fills,
    };
    let fields = choices(&a, &b).into_iter().map(choice).collect();
    let mut links: Vec<MergeCount> = Vec::new();
    for link in areas.links().into_iter().filter(|link| !link.log) {
        let count = link.ids(conn, other.id, kept.id).await?.len() as u64;
        if count > 0 {
            links.push(MergeCount { kind: link.kind, count });
        }
    }
    Ok(MergePreview { kept: subject(&kept), duplicate: subject(&other), version: kept.version, fields, links })
}

/// A part as people read it; of confidential ones what may be shown.
fn said(parts: &Parts, field: MergeField, names: &Names, language: Language) -> Option<String> {
    let word = |path: &'static str| locale::find(path).map_or(path, |key| key.text(language)).to_owned();
    let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    match field {
        MergeField::Name => given(&parts.name),
        MergeField::CreditCode => parts.credit_code.clone(),
        MergeField::Tier => Some(word(parts.tier.text_path())),
        MergeField::Source => parts.source.map(|source| word(source.text_path())),
        MergeField::Industry => given(&parts.industry),
        MergeField::Employees => parts.employees.map(|n| n.to_string()),
        MergeField::Turnover => parts.turnover_cents.map(|cents| Money::from_cents(cents).amount.to_string()),
        MergeField::City => given(&parts.city),
        MergeField::Address => parts.address_sealed.as_ref().map(|_| format!("{}****", parts.city)),
        MergeField::Phone => parts.phone.1.clone(),
        MergeField::Need => given(&parts.need),
        MergeField::FirstContactOn => parts.first_contact_on.map(|on| on.to_string()),
        MergeField::Owner => parts.owner.0.map(|id| names.of(id).name),
    }
}

/// The merges of a file that the caller may read, newest first.
pub(super) async fn of(conn: &impl ConnectionTrait, actor: &Actor, id: Uuid, now: DateTime<Utc>) -> Reply<Merges> {
    let file = readable(conn, actor, id).await?;
    let rows = Entity::find().filter(Column::KeptId.eq(id)).order_by_desc(Column::At).all(conn).await?;
    let others = file::Entity::find().filter(file::Column::Id.is_in(rows.iter().map(|row| row.merged_id))).all(conn).await?;
    let others: HashMap<Uuid, file::Model> = others.into_iter().map(|one| (one.id, one)).collect();
    let people = rows.iter().flat_map(|row| [Some(row.person_id), row.undone_by]).flatten().collect::<Vec<_>>();
    let names = Names::load(conn, people).await?;
    let may = permits(conn, actor, &file, Permission::CustomerReview).await?;
    let newest = rows.iter().find(|row| row.undone_at.is_none()).map(|row| row.id);
    let one = |row: Model| {
        let duplicate = others.get(&row.merged_id)?;
        Some(Merge {
            undoable: may && newest == Some(row.id) && now <= row.at + UNDO,
            kept: subject(&file),
            duplicate: subject(duplicate),
            person: names.of(row.person_id),
            until: row.at + UNDO,
            undone_by: row.undone_by.map(|id| names.of(id)),
            undone_at: row.undone_at,
            at: row.at,
            id: row.id,
        })
    };
    Ok(Merges { merges: rows.into_iter().filter_map(one).collect() })
}
