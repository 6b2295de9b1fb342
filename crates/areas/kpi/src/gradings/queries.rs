//! Rounds as the asker sees them: organisers all, raters while they mark, everybody once the ranking is published.

use super::entity::{candidate, mark, round};
use super::rules::{Known, Worked};
use super::states::FLOW;
use crate::month::Month;
use chrono::{DateTime, NaiveDate, Utc};
use contract::kpi::grading::{
    Grading, GradingActKind, GradingCandidate, GradingDetail, GradingObjection, GradingRater, GradingRow, GradingStatus, GroupMean,
};
use contract::kpi::rule_book::{GradingRules, RaterGroup};
use contract::page::Page;
use contract::permission::Permission;
use engines::people::{Names, PersonnelFiles, Staff};
use platform::auth::Actor;
use platform::list::{Parsed, page, total};
use platform::{Error, Reply};
use rust_decimal::Decimal;
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;
use uuid::Uuid;

fn visible(who: &Actor) -> Condition {
    if who.may(Permission::KpiGrade) {
        return Condition::all();
    }
    let rates =
        Condition::all().add(round::Column::Status.eq(GradingStatus::Marking)).add(round::Column::Raters.contains(who.id.to_string()));
    Condition::any().add(round::Column::Status.is_in([GradingStatus::Published, GradingStatus::Final])).add(rates)
}

/// One that the asker sees.
pub(super) async fn found(conn: &impl ConnectionTrait, who: &Actor, id: Uuid) -> Reply<round::Model> {
    round::Entity::find_by_id(id).filter(visible(who)).one(conn).await?.ok_or(Error::NotFound)
}

/// A round, for whoever makes the demo company.
///
/// # Errors
/// [`Error::NotFound`] where there is none.
pub async fn round_of(conn: &impl ConnectionTrait, id: Uuid) -> Reply<round::Model> {
    round::Entity::find_by_id(id).one(conn).await?.ok_or(Error::NotFound)
}

/// The candidates of a round.
pub(super) async fn candidates_of(conn: &impl ConnectionTrait, id: Uuid) -> Reply<Vec<candidate::Model>> {
    Ok(candidate::Entity::find().filter(candidate::Column::GradingId.eq(id)).order_by_asc(candidate::Column::Id).all(conn).await?)
}

/// The ids of a round's candidates, with whom they are.
///
/// # Errors
/// Where the database fails.
pub async fn candidate_ids(conn: &impl ConnectionTrait, id: Uuid) -> Reply<Vec<(Uuid, Uuid)>> {
    Ok(candidates_of(conn, id).await?.into_iter().map(|one| (one.id, one.person_id)).collect())
}

/// The sums of the sheets of a round by candidate.
pub(super) async fn sheets_of(conn: &impl ConnectionTrait, id: Uuid) -> Reply<HashMap<Uuid, Vec<(RaterGroup, Decimal)>>> {
    let mut sheets: HashMap<Uuid, Vec<(RaterGroup, Decimal)>> = HashMap::new();
    for row in mark::Entity::find().filter(mark::Column::GradingId.eq(id)).all(conn).await? {
        let items: Vec<Decimal> = serde_json::from_str(&row.items)?;
        sheets.entry(row.candidate_id).or_default().push((row.rater_group, items.iter().sum()));
    }
    Ok(sheets)
}

/// The first day on which the grades of a round count.
pub(super) fn day_of(it: &round::Model) -> Reply<NaiveDate> {
    let month: Month = it.from_month.parse().map_err(|_| anyhow::anyhow!("a round without a month"))?;
    Ok(month.first())
}

/// A stored decimal.
pub(super) fn decimal(text: Option<&String>) -> Option<Decimal> {
    text.and_then(|text| text.parse().ok())
}

/// A page of rounds.
pub(super) async fn list(conn: &impl ConnectionTrait, who: &Actor, query: &Parsed) -> Reply<Page<GradingRow>> {
    let select = round::Entity::find().filter(visible(who));
    let found = page(conn, select.clone(), query).await?;
    let total = total(conn, select, query).await?;
    let ids = found.items.iter().map(|it| it.id);
    let all = candidate::Entity::find().filter(candidate::Column::GradingId.is_in(ids)).all(conn).await?;
    let row = |it: round::Model| GradingRow {
        candidates: i64::try_from(all.iter().filter(|one| one.grading_id == it.id).count()).unwrap_or(i64::MAX),
        id: it.id,
        name: it.name,
        from_month: it.from_month,
        status: it.status,
        published_at: it.published_at,
        created_at: it.created_at,
        version: it.version,
    };
    Ok(Page { items: found.items.into_iter().map(row).collect(), next: found.next, prev: found.prev, total })
}

/// One in full, as the asker may see it.
pub(super) async fn present(conn: &impl ConnectionTrait, who: &Actor, now: DateTime<Utc>, it: round::Model) -> Reply<Grading> {
    let (all, staff) = (candidates_of(conn, it.id).await?, Staff::load(conn).await?);
    let marks = mark::Entity::find().filter(mark::Column::GradingId.eq(it.id)).all(conn).await?;
    let people = [Some(it.drafted_by), it.published_by].into_iter().flatten().chain(all.iter().filter_map(|one| one.answered_by));
    let names = Names::load(conn, people.chain(it.raters().iter().map(|one| one.person_id))).await?;
    let organises = who.may(Permission::KpiGrade);
    let public = matches!(it.status, GradingStatus::Published | GradingStatus::Final);
    let rules: GradingRules = serde_json::from_str(&it.rules)?;
    let live = if organises { Some((PersonnelFiles::load(conn).await?, sheets_of(conn, it.id).await?)) } else { None };
    let day = day_of(&it)?;
    let worked = |one: &candidate::Model| -> Reply<Option<Worked>> {
        if let Some(stored) = one.worked_out.as_ref().filter(|_| public || it.status == GradingStatus::Ranked) {
            return Ok(Some(serde_json::from_str(stored)?));
        }
        let Some((files, sheets)) = &live else { return Ok(None) };
        let (file, own) = (files.of(one.person_id), sheets.get(&one.id).map(Vec::as_slice).unwrap_or_default());
        Ok(Some(Worked::of(&rules, &Known { file: &file, day, exam: decimal(one.exam.as_ref()), sheets: own })))
    };
    let rates = it.status == GradingStatus::Marking && it.raters().iter().any(|one| one.person_id == who.id);
    let mut candidates = Vec::with_capacity(all.len());
    for person in staff.people() {
        let Some(one) = all.iter().find(|one| one.person_id == person.id) else { continue };
        let ranking = public || (organises && it.status == GradingStatus::Ranked);
        let inside = organises || (public && one.person_id == who.id);
        let own = who.id.to_string();
        let mine = marks.iter().find(|mark| mark.candidate_id == one.id && mark.rater == own);
        let mine: Option<Vec<Decimal>> = mine.map(|mark| serde_json::from_str(&mark.items)).transpose()?;
        candidates.push(GradingCandidate {
            id: one.id,
            person: contract::PersonRef { id: person.id, name: person.name.clone() },
            post: person.post.clone(),
            place: one.place.filter(|_| ranking),
            total: decimal(one.total.as_ref()).filter(|_| ranking),
            grade: one.grade.filter(|_| ranking),
            certificate_due_on: one.certificate_due_on.filter(|_| inside),
            detail: if inside { worked(one)?.map(|worked| detail(&rules, &worked)) } else { None },
            objection: if inside { objection(one, &names) } else { None },
            markable: rates && one.person_id != who.id,
            mine: mine.map(|items| items.iter().map(ToString::to_string).collect()),
        });
    }
    candidates.sort_by_key(|one| one.place.unwrap_or(i64::MAX));
    let marked = |person: Uuid| marks.iter().filter(|mark| mark.rater == person.to_string()).count();
    let rater = |one: contract::kpi::grading::RaterForm| GradingRater {
        group: one.group,
        person: names.of(one.person_id),
        marked: i64::try_from(marked(one.person_id)).unwrap_or(i64::MAX),
    };
    let actions = actions(&it, who, now, &all);
    Ok(Grading {
        raters: if organises { it.raters().into_iter().map(rater).collect() } else { Vec::new() },
        drafted_by: names.of(it.drafted_by),
        published_by: it.published_by.map(|id| names.of(id)),
        id: it.id,
        name: it.name,
        from_month: it.from_month,
        status: it.status,
        rules,
        candidates,
        organises,
        published_at: it.published_at,
        objections_until: it.objections_until,
        final_at: it.final_at,
        created_at: it.created_at,
        version: it.version,
        actions,
    })
}

fn actions(it: &round::Model, who: &Actor, now: DateTime<Utc>, all: &[candidate::Model]) -> Vec<GradingActKind> {
    let mut actions = FLOW.actions(it, who);
    let open = all.iter().any(|one| one.objects() && one.person_id != who.id);
    actions.retain(|act| open || !matches!(act, GradingActKind::Uphold | GradingActKind::Correct));
    let objects = all.iter().any(|one| one.person_id == who.id && one.objected_at.is_none());
    let in_time = it.status == GradingStatus::Published && it.objections_until.is_some_and(|until| now < until);
    actions.extend((objects && in_time).then_some(GradingActKind::Object));
    actions
}

fn detail(rules: &GradingRules, worked: &Worked) -> GradingDetail {
    let group = |one: &super::rules::Group| GroupMean { group: one.group, marks: one.marks, mean: one.mean, points: one.points };
    GradingDetail {
        education_points: worked.education,
        certificate: worked.certificate,
        years: worked.years,
        years_points: worked.years_points,
        exam: worked.exam,
        exam_points: worked.exam_points,
        groups: worked.groups.iter().map(group).collect(),
        rural: worked.rural,
        gaps: worked.gaps(rules),
    }
}

fn objection(one: &candidate::Model, names: &Names) -> Option<GradingObjection> {
    Some(GradingObjection {
        at: one.objected_at?,
        reason: one.objection.clone().unwrap_or_default(),
        answer: one.answer.clone(),
        answered_by: one.answered_by.map(|id| names.of(id)),
        answered_at: one.answered_at,
        total_before: decimal(one.total_before.as_ref()),
        place_before: one.place_before,
    })
}
