//! Who is asked, and what they write.

use super::entity::{self, mark, peer};
use super::queries;
use super::rules::{Marked, marked, misfit, raters_of};
use crate::cycles::{self, NOT_NOW};
use crate::ground::Ground;
use crate::month::Month;
use crate::results;
use contract::SubjectKind;
use contract::kpi::cycles::{CycleKind, CycleStatus};
use contract::kpi::marks::{Mark, MarkForm, NamedPeers, Rater, SelfReviewForm};
use contract::permission::Permission;
use contract::permission::kpi::Publish;
use contract::tasks::{TaskKind, TaskStatus};
use engines::people::{Colleague, Staff};
use engines::tasks;
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Refusal, Reply};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

const OWN: Refusal = Refusal::new("kpi_peers.too_near", locale::problems::KPI_PEERS_TOO_NEAR);

/// Puts a review before everyone whom somebody is to mark in the cycle and who has none yet; whose they are. Asked again while the cycle
/// runs, it finds who joined since.
pub(crate) async fn begin(tx: &mut Tx, cycle: &cycles::Model) -> Reply<Vec<Uuid>> {
    let mut reviews: Vec<(Uuid, String, Vec<Marked>)> = Vec::new();
    match cycle.kind {
        CycleKind::Month => {
            let month: Month = cycle.period.parse().map_err(|_| Error::NotFound)?;
            let ground = Ground::read(tx.conn(), month, (tx.state().config.utc_offset_minutes, tx.at()), None).await?;
            for it in ground.all(|person| person.active) {
                reviews.push((it.person.id, it.stood.post.clone(), marked(it.indicators())));
            }
        }
        CycleKind::Year => {
            let rules = cycles::rules_of(tx.conn(), &cycle.period).await?;
            let months = results::months_of(&cycle.period);
            let with_results: BTreeSet<Uuid> = results::final_grades(tx.conn(), &months).await?.into_iter().map(|(id, ..)| id).collect();
            let staff = Staff::load(tx.conn()).await?;
            for person in staff.people().iter().filter(|person| person.active && with_results.contains(&person.id)) {
                reviews.push((person.id, person.post.clone(), marked(&rules.annual.indicators)));
            }
        }
    }
    let known = entity::Entity::find().select_only().column(entity::Column::PersonId).filter(entity::Column::CycleId.eq(cycle.id));
    let known: BTreeSet<Uuid> = known.into_tuple::<Uuid>().all(tx.conn()).await?.into_iter().collect();
    reviews.retain(|(person, _, marked)| !marked.is_empty() && !known.contains(person));
    let mut rows = Vec::with_capacity(reviews.len());
    for (person, post, marked) in &reviews {
        rows.push(entity::ActiveModel {
            id: Set(Uuid::now_v7()),
            version: Set(1),
            cycle_id: Set(cycle.id),
            period: Set(cycle.period.clone()),
            person_id: Set(*person),
            post: Set(post.clone()),
            indicators: Set(serde_json::to_string(marked)?),
            achievements: Set(String::new()),
            shortcomings: Set(String::new()),
            improvements: Set(String::new()),
            marks: Set("[]".to_owned()),
            submitted_at: Set(None),
            created_at: Set(tx.at()),
            updated_at: Set(tx.at()),
        });
    }
    tx.insert_many::<entity::Entity, _>(rows).await?;
    Ok(reviews.into_iter().map(|(person, ..)| person).collect())
}

/// Asks superiors, peers and subordinates to mark everyone in the cycle whom nobody was asked to mark yet; who is asked, each once.
pub(crate) async fn collect(tx: &mut Tx, cycle: &cycles::Model) -> Reply<Vec<Uuid>> {
    let staff = Staff::load(tx.conn()).await?;
    let mut named: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    for row in peer::Entity::find().all(tx.conn()).await? {
        named.insert(row.person_id, serde_json::from_str(&row.peers)?);
    }
    let mut rows = Vec::new();
    let mut asked = BTreeSet::new();
    let known = mark::Entity::find().select_only().column(mark::Column::ReviewId).filter(mark::Column::CycleId.eq(cycle.id)).distinct();
    let known: BTreeSet<Uuid> = known.into_tuple::<Uuid>().all(tx.conn()).await?.into_iter().collect();
    for review in entity::Entity::find().filter(entity::Column::CycleId.eq(cycle.id)).all(tx.conn()).await? {
        let Some(person) = staff.person(review.person_id).filter(|_| !known.contains(&review.id)) else { continue };
        let indicators: Vec<Marked> = serde_json::from_str(&review.indicators)?;
        let named = named.get(&person.id).map(Vec::as_slice).filter(|named| !named.is_empty());
        for (rater, rater_id) in raters_of(person, &staff, &indicators, named, &cycle.id.to_string()) {
            asked.insert(rater_id);
            rows.push(mark::ActiveModel {
                id: Set(Uuid::now_v7()),
                version: Set(1),
                cycle_id: Set(cycle.id),
                review_id: Set(review.id),
                rater: Set(rater),
                rater_id: Set(rater_id),
                marks: Set("[]".to_owned()),
                remark: Set(String::new()),
                submitted_at: Set(None),
                created_at: Set(tx.at()),
                updated_at: Set(tx.at()),
            });
        }
    }
    // In no order that would tell whom the rows next to each other are about.
    rows.sort_by_cached_key(|row| row.rater_id.clone().into_value().map(|id| id.to_string()));
    tx.insert_many::<mark::Entity, _>(rows).await?;
    Ok(asked.into_iter().collect())
}

/// A person writes about themselves, as often as they like until it is closed.
///
/// # Errors
/// `404` for another's, `409` outside the time for it, `412`, `422` where marks and indicators do not fit.
pub(super) async fn write_self_review(tx: &mut Tx, id: Uuid, seen: i64, form: &SelfReviewForm) -> Reply<entity::Model> {
    let me = tx.actor()?.id;
    let before = queries::by_id(tx.conn(), id).await?;
    if before.person_id != me {
        return Err(Error::NotFound);
    }
    let cycle = cycles::found(tx.conn(), before.cycle_id).await?;
    allowed(cycle.status == CycleStatus::SelfReview, before.version, seen)?;
    fits(&before, Rater::Own, &form.marks)?;
    let mut row = before.clone().into_active_model();
    row.achievements = Set(form.achievements.trim().to_owned());
    row.shortcomings = Set(form.shortcomings.trim().to_owned());
    row.improvements = Set(form.improvements.trim().to_owned());
    row.marks = Set(serde_json::to_string(&form.marks)?);
    row.submitted_at = Set(Some(tx.at()));
    let now = tx.update::<entity::Entity, _>(&before, row).await?;
    tasks::close_for(tx, cycle.id, TaskKind::SelfReview, me, TaskStatus::Done).await?;
    let data = serde_json::json!({ "period": now.period });
    tx.emit(Event { name: "kpi_review.written", kind: SubjectKind::KpiReview, id: now.id, data });
    Ok(now)
}

/// Somebody marks whom they were asked to, as often as they like until it is closed.
///
/// # Errors
/// As for a self-review.
pub(super) async fn write_marks(tx: &mut Tx, id: Uuid, seen: i64, form: &MarkForm) -> Reply<mark::Model> {
    let me = tx.actor()?.id;
    let before = mark::Entity::find_by_id(id).filter(mark::Column::RaterId.eq(me)).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    let cycle = cycles::found(tx.conn(), before.cycle_id).await?;
    allowed(cycle.status == CycleStatus::Marking, before.version, seen)?;
    let review = queries::by_id(tx.conn(), before.review_id).await?;
    fits(&review, before.rater, &form.marks)?;
    let mut row = before.clone().into_active_model();
    row.marks = Set(serde_json::to_string(&form.marks)?);
    row.remark = Set(form.remark.trim().to_owned());
    row.submitted_at = Set(Some(tx.at()));
    let now = tx.update::<mark::Entity, _>(&before, row).await?;
    let left = mark::Entity::find()
        .filter(mark::Column::CycleId.eq(cycle.id))
        .filter(mark::Column::RaterId.eq(me))
        .filter(mark::Column::SubmittedAt.is_null());
    if left.one(tx.conn()).await?.is_none() {
        tasks::close_for(tx, cycle.id, TaskKind::Marking, me, TaskStatus::Done).await?;
    }
    // Of the cycle, not of the mark: the change feed must not tell whom somebody marked.
    let data = serde_json::json!({ "period": cycle.period });
    tx.emit(Event { name: "kpi_cycle.marked", kind: SubjectKind::KpiCycle, id: cycle.id, data });
    Ok(now)
}

fn allowed(open: bool, version: i64, seen: i64) -> Reply<()> {
    if !open {
        return Err(Error::Refused(NOT_NOW));
    }
    if version == seen { Ok(()) } else { Err(Error::Stale) }
}

fn fits(review: &entity::Model, rater: Rater, marks: &[Mark]) -> Reply<()> {
    let indicators: Vec<Marked> = serde_json::from_str(&review.indicators)?;
    misfit(&indicators, rater, marks).map_or(Ok(()), |code| Err(Error::invalid("/marks", code)))
}

/// Names peers for somebody, from the next marking on; none: the rule chooses.
///
/// # Errors
/// `404` beyond one's reach, `409` for oneself or who reports to one, `422` for too few or unknown people.
pub(super) async fn name_peers(tx: &mut Tx, person: Uuid, form: &NamedPeers) -> Reply<u32> {
    let actor = tx.actor()?.clone();
    let staff = Staff::load(tx.conn()).await?;
    let person =
        staff.person(person).filter(|it| it.active && actor.scope::<Publish>().covers(it.id, it.unit_id)).ok_or(Error::NotFound)?;
    if is_near(actor.id, person) {
        return Err(Error::Refused(OWN));
    }
    let people: BTreeSet<Uuid> = form.people.iter().copied().collect();
    if !people.is_empty() && people.len() < 3 {
        return Err(Error::invalid("/people", "peers_few"));
    }
    let fits = |id: &Uuid| *id != person.id && Some(*id) != person.superior && staff.person(*id).is_some_and(|it| it.active);
    if let Some(at) = form.people.iter().position(|id| !fits(id)) {
        return Err(Error::invalid(format!("/people/{at}"), "person_unknown"));
    }
    let peers = serde_json::to_string(&people)?;
    match peer::Entity::find().filter(peer::Column::PersonId.eq(person.id)).one(tx.conn()).await? {
        Some(before) => {
            let mut row = before.clone().into_active_model();
            row.peers = Set(peers);
            tx.update::<peer::Entity, _>(&before, row).await?;
        }
        None => {
            let row = peer::ActiveModel {
                id: Set(Uuid::now_v7()),
                version: Set(1),
                person_id: Set(person.id),
                peers: Set(peers),
                created_at: Set(tx.at()),
                updated_at: Set(tx.at()),
            };
            tx.insert::<peer::Entity, _>(row).await?;
        }
    }
    Ok(u32::try_from(people.len()).unwrap_or(u32::MAX))
}

/// Whether somebody is the person or their superior: to them it stays hidden who marked.
pub(super) fn is_near(reader: Uuid, person: &Colleague) -> bool {
    reader == person.id || person.superior == Some(reader)
}

/// Who may act for the company in what concerns raters, but for those who are near.
pub(super) fn may_open(actor: &platform::auth::Actor, person: &Colleague) -> bool {
    actor.may(Permission::KpiPublish) && actor.scope::<Publish>().covers(person.id, person.unit_id) && !is_near(actor.id, person)
}

/// For the demo company.
pub mod seeding {
    use super::*;

    /// Somebody's own self-review of a cycle.
    ///
    /// # Errors
    /// Where none is asked of them.
    pub async fn self_review(tx: &mut Tx, cycle: Uuid, form: &SelfReviewForm) -> Reply<()> {
        let cycle = cycles::found(tx.conn(), cycle).await?;
        let review = queries::of_person(tx.conn(), tx.actor()?.id, &cycle.period).await?;
        write_self_review(tx, review.id, review.version, form).await.map(|_| ())
    }

    /// Names peers for somebody.
    ///
    /// # Errors
    /// As [`super::name_peers`].
    pub async fn name_peers(tx: &mut Tx, person: Uuid, form: &NamedPeers) -> Reply<u32> {
        super::name_peers(tx, person, form).await
    }
}
