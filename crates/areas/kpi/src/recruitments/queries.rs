use super::entity::{applicant, recruitment};
use super::rules;
use super::states::FLOW;
use chrono::NaiveDate;
use contract::kpi::recruitment::{Applicant, Recruitment, RecruitmentRow, RecruitmentStatus};
use contract::kpi::rule_book::RecruitmentRules;
use contract::page::Page;
use contract::permission::Permission;
use engines::people::Names;
use platform::auth::Actor;
use platform::list::{Parsed, page, total};
use platform::{Error, Reply};
use rust_decimal::Decimal;
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// The marks of an applicant's interview by examiner.
pub(super) struct Marks(pub BTreeMap<Uuid, Decimal>);

impl Marks {
    pub fn of(one: &applicant::Model) -> Reply<Self> {
        Ok(Self(serde_json::from_str(&one.interviews)?))
    }

    /// Without who gave them.
    pub fn given(&self) -> Vec<Decimal> {
        self.0.values().copied().collect()
    }
}

/// Law, trade and essay.
pub(super) fn paper_of(one: &applicant::Model) -> Reply<Option<[Decimal; 3]>> {
    Ok(one.paper.as_deref().map(serde_json::from_str).transpose()?)
}

/// Organisers see all, examiners their own.
fn visible(who: &Actor) -> Condition {
    if who.may(Permission::KpiGrade) {
        return Condition::all();
    }
    Condition::all().add(recruitment::Column::Examiners.contains(who.id.to_string()))
}

pub(super) async fn found(conn: &impl ConnectionTrait, who: &Actor, id: Uuid) -> Reply<recruitment::Model> {
    recruitment::Entity::find_by_id(id).filter(visible(who)).one(conn).await?.ok_or(Error::NotFound)
}

pub(super) async fn applicants_of(conn: &impl ConnectionTrait, id: Uuid) -> Reply<Vec<applicant::Model>> {
    let found = applicant::Entity::find().filter(applicant::Column::RecruitmentId.eq(id)).order_by_asc(applicant::Column::Id);
    Ok(found.all(conn).await?)
}

/// From which day on the recruited can be graded, by person.
pub(crate) async fn eligibility(conn: &impl ConnectionTrait) -> Reply<HashMap<Uuid, NaiveDate>> {
    let hired = applicant::Entity::find().filter(applicant::Column::EligibleOn.is_not_null()).order_by_asc(applicant::Column::HiredOn);
    Ok(hired.all(conn).await?.into_iter().filter_map(|one| Some((one.person_id?, one.eligible_on?))).collect())
}

pub(super) async fn list(conn: &impl ConnectionTrait, who: &Actor, query: &Parsed) -> Reply<Page<RecruitmentRow>> {
    let select = recruitment::Entity::find().filter(visible(who));
    let found = page(conn, select.clone(), query).await?;
    let total = total(conn, select, query).await?;
    let ids = found.items.iter().map(|it| it.id);
    let all = applicant::Entity::find().filter(applicant::Column::RecruitmentId.is_in(ids)).all(conn).await?;
    let row = |it: recruitment::Model| RecruitmentRow {
        applicants: i64::try_from(all.iter().filter(|one| one.recruitment_id == it.id).count()).unwrap_or(i64::MAX),
        id: it.id,
        name: it.name,
        status: it.status,
        created_at: it.created_at,
        version: it.version,
    };
    Ok(Page { items: found.items.into_iter().map(row).collect(), next: found.next, prev: found.prev, total })
}

/// One in full; examiners see names and their own marks until there is a ranking.
pub(super) async fn present(conn: &impl ConnectionTrait, who: &Actor, it: recruitment::Model) -> Reply<Recruitment> {
    let all = applicants_of(conn, it.id).await?;
    let rules: RecruitmentRules = serde_json::from_str(&it.rules)?;
    let people = it.examiners().into_iter().chain([it.opened_by]).chain(all.iter().filter_map(|one| one.person_id));
    let names = Names::load(conn, people).await?;
    let organises = who.may(Permission::KpiGrade);
    let ranked = it.status != RecruitmentStatus::Open;
    let mut applicants = Vec::with_capacity(all.len());
    for one in all {
        let (paper, marks) = (paper_of(&one)?.filter(|_| organises), Marks::of(&one)?);
        applicants.push(Applicant {
            written: paper.as_ref().map(|parts| rules::written(&rules, parts)),
            paper: paper.map(|parts| parts.map(|part| part.to_string()).to_vec()),
            interviews: u32::try_from(marks.0.len()).unwrap_or(u32::MAX),
            interview: scoring::recruitment::interview(&marks.given()).filter(|_| organises),
            mine: marks.0.get(&who.id).map(ToString::to_string),
            total: one.total.as_ref().and_then(|text| text.parse().ok()).filter(|_| ranked),
            place: one.place,
            person: one.person_id.map(|id| names.of(id)),
            id: one.id,
            name: one.name,
            experience_years: one.experience_years,
            hired_on: one.hired_on,
            eligible_on: one.eligible_on,
        });
    }
    applicants.sort_by_key(|one| one.place.unwrap_or(i64::MAX));
    Ok(Recruitment {
        actions: FLOW.actions(&it, who),
        examiners: it.examiners().into_iter().map(|id| names.of(id)).collect(),
        opened_by: names.of(it.opened_by),
        id: it.id,
        name: it.name,
        status: it.status,
        rules,
        applicants,
        ranked_at: it.ranked_at,
        created_at: it.created_at,
        version: it.version,
    })
}
