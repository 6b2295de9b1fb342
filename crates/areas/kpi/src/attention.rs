//! What is worth a second look in a person's records, for their superiors (KPI-11): pointed out, never judged.

use crate::facts::Which;
use crate::score::Asked;
use contract::kpi::Attention;
use contract::values::{Subject, SubjectKind};
use engines::people::Colleague;
use engines::{Areas, Asking, Oddity};
use platform::Reply;
use platform::db::Door;
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// What the areas find; nothing where somebody reads their own.
///
/// # Errors
/// Where the database fails.
pub async fn attention(asking: &Asking<'_>, asked: &Asked, areas: &Areas, door: &Door, person: &Colleague) -> Reply<Vec<Attention>> {
    if person.id == asking.actor.id {
        return Ok(Vec::new());
    }
    let wanted = asked.wanted(Which::These(Vec::new()), Some(person.id), areas, door);
    let query = wanted.query();
    let mut found = Vec::new();
    for area in &areas.0 {
        found.extend(area.oddities(&query, person.id).await?);
    }
    let known = named(asking, areas, &found).await?;
    let told = |oddity: Oddity| {
        let arguments: Vec<(&str, &str)> = oddity.arguments.iter().map(|(name, text)| (*name, text.as_str())).collect();
        Attention {
            kind: oddity.kind,
            count: oddity.count,
            reason: oddity.reason.with(asking.language, &arguments),
            records: oddity.records.iter().map(|record| seen(record, &known)).collect(),
        }
    };
    Ok(found.into_iter().map(told).collect())
}

/// The records that the asker may open, as they are called.
async fn named(asking: &Asking<'_>, areas: &Areas, found: &[Oddity]) -> Reply<HashMap<Uuid, Subject>> {
    let mut by_kind: HashMap<&str, (SubjectKind, BTreeSet<Uuid>)> = HashMap::new();
    for record in found.iter().flat_map(|oddity| &oddity.records) {
        by_kind.entry(record.kind.word()).or_insert_with(|| (record.kind, BTreeSet::new())).1.insert(record.id);
    }
    let mut known = HashMap::new();
    for (kind, ids) in by_kind.into_values() {
        let ids: Vec<Uuid> = ids.into_iter().collect();
        known.extend(areas.records(asking, kind, &ids).await?.into_iter().map(|subject| (subject.id, subject)));
    }
    Ok(known)
}

/// By its number only, where the asker may not open it.
fn seen(record: &Subject, known: &HashMap<Uuid, Subject>) -> Subject {
    known.get(&record.id).cloned().unwrap_or_else(|| Subject { kind: record.kind, id: record.id, title: record.number().to_owned() })
}
