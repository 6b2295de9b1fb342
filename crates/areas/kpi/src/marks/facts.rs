//! What the marks of a closed cycle count as: a fact for each group of raters, none for a single peer.

use super::entity::{self, mark};
use super::queries;
use super::rules::{Given, Marked, given};
use crate::cycles;
use contract::kpi::marks::{Mark, Rater};
use contract::kpi::schemes::SCORED;
use contract::values::{Subject, SubjectKind};
use engines::Fact;
use locale::{Key, kpi as text};
use platform::Reply;
use rust_decimal::Decimal;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

/// By source: `scored:` and the key of an indicator. Nothing while marks are open, so that no score tells who marked just now.
pub(crate) async fn facts(conn: &impl ConnectionTrait, period: &str, person: Option<Uuid>) -> Reply<Vec<(String, Fact)>> {
    let Some(cycle) = cycles::by_period(conn, period).await? else { return Ok(Vec::new()) };
    let Some(closed_at) = cycle.closed_at else { return Ok(Vec::new()) };
    let mut reviews = entity::Entity::find().filter(entity::Column::CycleId.eq(cycle.id));
    if let Some(person) = person {
        reviews = reviews.filter(entity::Column::PersonId.eq(person));
    }
    let reviews = reviews.all(conn).await?;
    let marks = queries::given_in(conn, cycle.id).await?;
    let mut facts = Vec::new();
    for review in &reviews {
        let indicators: Vec<Marked> = serde_json::from_str(&review.indicators)?;
        let of_review = marks.get(&review.id).map(Vec::as_slice).unwrap_or_default();
        for one in &indicators {
            for group in given(one, &of_indicator(review, of_review, &one.key)?) {
                let Some(mean) = group.mean else { continue };
                let source = format!("{SCORED}{}", one.key);
                let subject = Subject { kind: SubjectKind::KpiMark, id: review.id, title: group.count.to_string() };
                let value = (mean * group.weight / Decimal::ONE_HUNDRED).normalize();
                facts.push((
                    source,
                    Fact { person: review.person_id, subject, at: closed_at, value, weight: group.weight, note: note(&group) },
                ));
            }
        }
    }
    Ok(facts)
}

/// Every mark that was given for an indicator, the person's own among them.
pub(super) fn of_indicator(review: &entity::Model, marks: &[mark::Model], key: &str) -> Reply<Vec<(Rater, Decimal)>> {
    let mut found = Vec::new();
    let own = review.submitted_at.map(|_| (Rater::Own, &review.marks));
    for (rater, stored) in own.into_iter().chain(marks.iter().map(|mark| (mark.rater, &mark.marks))) {
        let all: Vec<Mark> = serde_json::from_str(stored)?;
        found.extend(all.into_iter().filter(|mark| mark.indicator == key).map(|mark| (rater, mark.mark)));
    }
    Ok(found)
}

/// Whose marks they are and how they were taken together.
fn note(group: &Given) -> Key {
    match (group.rater, group.carries, group.dropped) {
        (Rater::Own, ..) => text::NOTE_MARK_OWN,
        (Rater::Superior, false, _) => text::NOTE_MARK_SUPERIOR,
        (Rater::Superior, true, _) => text::NOTE_MARK_SUPERIOR_FOR_OTHERS,
        (Rater::Peer, _, false) => text::NOTE_MARK_PEERS,
        (Rater::Peer, _, true) => text::NOTE_MARK_PEERS_TRIMMED,
        (Rater::Subordinate, _, false) => text::NOTE_MARK_SUBORDINATES,
        (Rater::Subordinate, _, true) => text::NOTE_MARK_SUBORDINATES_TRIMMED,
    }
}
