//! Every change of every field of a file and its contacts: who, when, what it was and what it became (CRM-04).

use super::entity::{Column, Entity};
use crate::contacts::entity as contact;
use crate::files::{entity as file, lineage};
use chrono::{DateTime, FixedOffset, Utc};
use contract::customers::{FieldHistory, HistoryEntry, ProposalStatus};
use contract::page::{FieldKind, Page};
use contract::values::Money;
use engines::people::Names;
use locale::{Language, customers as text};
use platform::Reply;
use platform::audit::{Change, entry};
use platform::list::{Field, ListDef, Parsed, page, total};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::HashMap;
use uuid::Uuid;

/// The history of a file.
pub const LIST: ListDef = ListDef {
    key: "customer-history",
    fields: &[
        Field::new("seq", "seq", FieldKind::Number, locale::audit::SEQ).sortable(),
        Field::new("at", "at", FieldKind::Time, text::CHANGED_AT),
        Field::new("person", "person_id", FieldKind::Person, text::CHANGED_BY),
    ],
    default_sort: "-seq",
    searchable: false,
};

/// How values are told: whose names, which language, which clock.
pub(crate) struct Telling<'a> {
    pub names: &'a Names,
    pub language: Language,
    pub offset: i32,
}

/// A page of the history of a file that the caller may read.
pub(super) async fn list(
    conn: &impl ConnectionTrait,
    file: &file::Model,
    query: &Parsed,
    (language, offset): (Language, i32),
) -> Reply<Page<HistoryEntry>> {
    let contacts = contact::Entity::find().filter(contact::Column::CustomerId.eq(file.id)).all(conn).await?;
    let contacts: HashMap<Uuid, String> = contacts.into_iter().map(|contact| (contact.id, contact.name)).collect();
    let merged = lineage(conn, file.id).await?;
    let records = contacts.keys().chain(merged.keys()).copied().chain([file.id]);
    let select =
        entry::Entity::find().filter(entry::Column::RecordId.is_in(records)).filter(entry::Column::Action.is_in(["create", "update"]));
    let found = page(conn, select.clone(), query).await?;
    let total = total(conn, select, query).await?;
    let approved = Entity::find().filter(Column::CustomerId.eq(file.id)).filter(Column::Status.eq(ProposalStatus::Approved));
    let approved = approved.all(conn).await?;
    let mut rows = Vec::with_capacity(found.items.len());
    for row in found.items {
        let changes: Vec<Change> = serde_json::from_str(&row.changes)?;
        rows.push((row, changes));
    }
    let named = rows.iter().flat_map(|(row, changes)| row.person_id.into_iter().chain(changes.iter().flat_map(people)));
    let names = Names::load(conn, named.chain(approved.iter().map(|one| one.proposed_by)).collect::<Vec<_>>()).await?;
    let telling = Telling { names: &names, language, offset };
    let item = |(row, changes): (entry::Model, Vec<Change>)| {
        let about = contacts.get(&row.record_id);
        // A proposal is decided in the write that changes the file: both carry its moment.
        let own = row.record_id == file.id && changes.iter().any(|change| change.field == "proposal");
        let proposal = approved.iter().find(|one| own && one.decided_at == Some(row.at));
        HistoryEntry {
            id: row.id,
            at: row.at,
            person: row.person_id.map(|id| names.of(id)),
            proposed_by: proposal.map(|one| names.of(one.proposed_by)),
            created: row.action == "create",
            changes: changes.iter().filter_map(|change| told(change, about.is_some(), &telling)).collect(),
            contact: about.cloned(),
            merged: merged.get(&row.record_id).cloned(),
        }
    };
    let items = rows.into_iter().map(item).filter(|entry| entry.created || !entry.changes.is_empty()).collect();
    Ok(Page { items, next: found.next, prev: found.prev, total })
}

/// The people that a change names.
fn people(change: &Change) -> impl Iterator<Item = Uuid> + '_ {
    let named = matches!(change.field.as_str(), "owner_id" | "entered_by");
    [&change.old, &change.new].into_iter().flatten().filter(move |_| named).filter_map(|text| text.parse().ok())
}

/// A change as people read it; columns that they do not know have no label and are left out.
pub(crate) fn told(change: &Change, of_contact: bool, telling: &Telling<'_>) -> Option<FieldHistory> {
    let field = change.field.as_str();
    let label =
        if of_contact { locale::find(&format!("customers.contact_{field}"))? } else { locale::find(&format!("customers.{field}"))? };
    let value = |value: &Option<String>| value.as_ref().map(|text| said(field, text, telling));
    Some(FieldHistory {
        field: field.to_owned(),
        label: label.text(telling.language).to_owned(),
        old: value(&change.old),
        new: value(&change.new),
    })
}

fn said(field: &str, text: &str, telling: &Telling<'_>) -> String {
    match field {
        "owner_id" | "entered_by" => text.parse().map_or_else(|_| text.to_owned(), |id| telling.names.of(id).name),
        "turnover_cents" => text.parse().map_or_else(|_| text.to_owned(), |cents| Money::from_cents(cents).amount.to_string()),
        "last_followed_at" | "reviewed_at" | "created_at" => {
            let zone = FixedOffset::east_opt(telling.offset * 60);
            match (text.parse::<DateTime<Utc>>(), zone) {
                (Ok(at), Some(zone)) => at.with_timezone(&zone).format("%F %R").to_string(),
                _ => text.to_owned(),
            }
        }
        _ => {
            let stem = match field {
                "kind" => "customer_kind",
                "proposed_tier" => "tier",
                other => other,
            };
            locale::find(&format!("words.{stem}_{text}")).map_or_else(|| text.to_owned(), |key| key.text(telling.language).to_owned())
        }
    }
}
