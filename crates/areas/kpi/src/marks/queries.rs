use super::entity::{self, mark};
use super::facts::of_indicator;
use super::rules::{Marked, given};
use crate::cycles;
use chrono::NaiveDate;
use contract::PersonRef;
use contract::kpi::cycles::{CycleStatus, MissingRater, MissingRatersList};
use contract::kpi::marks::{Mark, MarkGroup, MarkSheet, MyPart, Rater, SelfReview};
use engines::people::Names;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// How many people are reviewed in each of these cycles; cycles without any are left out.
pub(crate) async fn count(conn: &impl ConnectionTrait, cycles: &[Uuid]) -> Reply<HashMap<Uuid, u32>> {
    if cycles.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(Uuid, i64)> = entity::Entity::find()
        .select_only()
        .column(entity::Column::CycleId)
        .column_as(entity::Column::Id.count(), "reviews")
        .filter(entity::Column::CycleId.is_in(cycles.iter().copied()))
        .group_by(entity::Column::CycleId)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|(cycle, count)| (cycle, u32::try_from(count).unwrap_or(u32::MAX))).collect())
}

/// Whether their self-review is missing and how many marks are, by person: of one cycle.
pub(crate) async fn of_cycle(conn: &impl ConnectionTrait, cycle: &cycles::Model) -> Reply<BTreeMap<Uuid, (bool, u32)>> {
    let mut all: BTreeMap<Uuid, (bool, u32)> = BTreeMap::new();
    let reviews: Vec<(Uuid, Option<chrono::DateTime<chrono::Utc>>)> = entity::Entity::find()
        .select_only()
        .columns([entity::Column::PersonId, entity::Column::SubmittedAt])
        .filter(entity::Column::CycleId.eq(cycle.id))
        .into_tuple()
        .all(conn)
        .await?;
    for (person, submitted) in reviews {
        all.entry(person).or_default().0 = submitted.is_none();
    }
    let marks: Vec<(Uuid, Option<chrono::DateTime<chrono::Utc>>)> = mark::Entity::find()
        .select_only()
        .columns([mark::Column::RaterId, mark::Column::SubmittedAt])
        .filter(mark::Column::CycleId.eq(cycle.id))
        .into_tuple()
        .all(conn)
        .await?;
    for (person, submitted) in marks {
        all.entry(person).or_default().1 += u32::from(submitted.is_none());
    }
    Ok(all)
}

/// Who is missing, of those whom the reader sees.
pub(crate) async fn missing(
    conn: &impl ConnectionTrait,
    cycle: &cycles::Model,
    today: NaiveDate,
    seen: impl Fn(Uuid) -> bool,
) -> Reply<MissingRatersList> {
    let mut all = of_cycle(conn, cycle).await?;
    all.retain(|person, _| seen(*person));
    let names = Names::load(conn, all.keys().copied()).await?;
    let closed = !matches!(cycle.status, CycleStatus::Open | CycleStatus::SelfReview | CycleStatus::Marking);
    let late = closed || today > cycle.until();
    let is_done = |(_, (self_review, marks)): &(&Uuid, &(bool, u32))| !*self_review && *marks == 0;
    let done = u32::try_from(all.iter().filter(|one| is_done(one)).count()).unwrap_or(u32::MAX);
    let row = |(person, (self_review, marks)): (&Uuid, &(bool, u32))| MissingRater {
        person: names.of(*person),
        self_review: *self_review,
        marks: *marks,
        late,
    };
    let mut people: Vec<MissingRater> = all.iter().filter(|one| !is_done(one)).map(row).collect();
    people.sort_by(|a, b| b.marks.cmp(&a.marks).then_with(|| a.person.name.cmp(&b.person.name)));
    Ok(MissingRatersList { done, people })
}

/// The marks that were given in a cycle, by review.
pub(super) async fn given_in(conn: &impl ConnectionTrait, cycle: Uuid) -> Reply<HashMap<Uuid, Vec<mark::Model>>> {
    let given = mark::Entity::find().filter(mark::Column::CycleId.eq(cycle)).filter(mark::Column::SubmittedAt.is_not_null());
    let mut by_review: HashMap<Uuid, Vec<mark::Model>> = HashMap::new();
    for row in given.order_by_asc(mark::Column::Id).all(conn).await? {
        by_review.entry(row.review_id).or_default().push(row);
    }
    Ok(by_review)
}

/// One person's review of a period.
pub(super) async fn of_person(conn: &impl ConnectionTrait, person: Uuid, period: &str) -> Reply<entity::Model> {
    let found = entity::Entity::find().filter(entity::Column::Period.eq(period)).filter(entity::Column::PersonId.eq(person));
    found.one(conn).await?.ok_or(Error::NotFound)
}

/// A review by its id.
pub(super) async fn by_id(conn: &impl ConnectionTrait, id: Uuid) -> Reply<entity::Model> {
    found(conn, id).await?.ok_or(Error::NotFound)
}

/// The review, where there is one.
pub(super) async fn found(conn: &impl ConnectionTrait, id: Uuid) -> Reply<Option<entity::Model>> {
    Ok(entity::Entity::find_by_id(id).one(conn).await?)
}

/// What is asked of a person in a cycle.
pub(super) async fn my_part(conn: &impl ConnectionTrait, cycle: &cycles::Model, me: Uuid) -> Reply<MyPart> {
    let own = entity::Entity::find().filter(entity::Column::CycleId.eq(cycle.id)).filter(entity::Column::PersonId.eq(me)).one(conn).await?;
    let rows = mark::Entity::find().filter(mark::Column::CycleId.eq(cycle.id)).filter(mark::Column::RaterId.eq(me)).all(conn).await?;
    let mut part = MyPart::default();
    let reviews = entity::Entity::find().filter(entity::Column::Id.is_in(rows.iter().map(|row| row.review_id))).all(conn).await?;
    let names = Names::load(conn, reviews.iter().map(|review| review.person_id).chain([me])).await?;
    if let Some(own) = own {
        part.self_review = Some(self_review(&own, cycle, names.of(me), Some(me))?);
    }
    for row in rows {
        let Some(review) = reviews.iter().find(|review| review.id == row.review_id) else { continue };
        part.sheets.push(sheet(row, review, cycle, names.of(review.person_id))?);
    }
    // Those who wait first; the order tells nothing else.
    part.sheets
        .sort_by(|a, b| (a.submitted_at.is_some(), a.rater, &a.person.name).cmp(&(b.submitted_at.is_some(), b.rater, &b.person.name)));
    Ok(part)
}

/// What somebody wrote about themselves.
pub(super) fn self_review(row: &entity::Model, cycle: &cycles::Model, person: PersonRef, reader: Option<Uuid>) -> Reply<SelfReview> {
    let indicators: Vec<Marked> = serde_json::from_str(&row.indicators)?;
    Ok(SelfReview {
        id: row.id,
        person,
        period: row.period.clone(),
        achievements: row.achievements.clone(),
        shortcomings: row.shortcomings.clone(),
        improvements: row.improvements.clone(),
        indicators: indicators.iter().filter(|one| one.is_for(Rater::Own)).map(Marked::told).collect(),
        marks: serde_json::from_str(&row.marks)?,
        submitted_at: row.submitted_at,
        until: cycle.self_until,
        editable: cycle.status == CycleStatus::SelfReview && reader == Some(row.person_id),
        version: row.version,
    })
}

/// What somebody has to mark; the superior reads the self-review beside it.
pub(super) fn sheet(row: mark::Model, review: &entity::Model, cycle: &cycles::Model, person: PersonRef) -> Reply<MarkSheet> {
    let indicators: Vec<Marked> = serde_json::from_str(&review.indicators)?;
    let reads = row.rater == Rater::Superior && review.submitted_at.is_some();
    Ok(MarkSheet {
        id: row.id,
        rater: row.rater,
        post: review.post.clone(),
        period: review.period.clone(),
        indicators: indicators.iter().filter(|one| one.is_for(row.rater)).map(Marked::told).collect(),
        marks: serde_json::from_str(&row.marks)?,
        self_review: if reads { Some(self_review(review, cycle, person.clone(), None)?) } else { None },
        person,
        remark: row.remark,
        submitted_at: row.submitted_at,
        until: cycle.marking_until,
        editable: cycle.status == CycleStatus::Marking,
        version: row.version,
    })
}

/// The marks of a review by groups, for a reader who may see them; of hidden raters only means, and only where there are enough.
pub(super) async fn groups(conn: &impl ConnectionTrait, review: &entity::Model) -> Reply<Vec<MarkGroup>> {
    let rows = mark::Entity::find().filter(mark::Column::ReviewId.eq(review.id)).order_by_asc(mark::Column::Id).all(conn).await?;
    let given_marks: Vec<mark::Model> = rows.iter().filter(|row| row.submitted_at.is_some()).cloned().collect();
    let indicators: Vec<Marked> = serde_json::from_str(&review.indicators)?;
    let names = Names::load(conn, rows.iter().filter(|row| !row.rater.is_hidden()).map(|row| row.rater_id)).await?;
    let mut means: BTreeMap<Rater, Vec<Mark>> = BTreeMap::new();
    for one in &indicators {
        for group in given(one, &of_indicator(review, &given_marks, &one.key)?) {
            let mark = group.mean.map(|mark| Mark { indicator: one.key.clone(), mark });
            means.entry(group.rater).or_default().extend(mark);
        }
    }
    let group = |rater: Rater| {
        let asked: Vec<&mark::Model> = rows.iter().filter(|row| row.rater == rater).collect();
        let theirs: Vec<&&mark::Model> = asked.iter().filter(|row| row.submitted_at.is_some()).collect();
        let marks = means.get(&rater).cloned().unwrap_or_default();
        let counted = !marks.is_empty();
        let shown = counted || !rater.is_hidden();
        let said = theirs.iter().map(|row| row.remark.trim().to_owned()).filter(|remark| shown && !remark.is_empty());
        let mut remarks: Vec<String> = said.collect();
        remarks.sort();
        let by = asked.first().filter(|_| !rater.is_hidden()).map(|row| names.of(row.rater_id));
        let count = |len: usize| u32::try_from(len).unwrap_or(u32::MAX);
        MarkGroup { rater, by, asked: count(asked.len()), given: count(theirs.len()), counted, marks, remarks }
    };
    let others = [Rater::Superior, Rater::Peer, Rater::Subordinate];
    Ok(others.into_iter().filter(|rater| indicators.iter().any(|one| one.is_for(*rater))).map(group).collect())
}
