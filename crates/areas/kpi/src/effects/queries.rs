use super::entity::{Column, Entity, Model};
use super::rules::{bottom, in_a_row};
use crate::basis::is_year;
use crate::month::Month;
use crate::results::{self, Frozen};
use crate::wording;
use contract::PersonRef;
use contract::kpi::Grade;
use contract::kpi::effects::{DatedRules, EffectRow, EffectRules, Effects};
use contract::permission::Permission;
use contract::permission::kpi::Publish;
use contract::results::ResultStatus;
use contract::values::{Subject, SubjectKind};
use engines::people::{Names, Staff};
use locale::Language;
use platform::Reply;
use platform::auth::Actor;
use rust_decimal::Decimal;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// The rules in force in a month; those of the product where nobody has set any.
pub(crate) async fn rules_of(conn: &impl ConnectionTrait, month: &str) -> Reply<DatedRules> {
    let found = Entity::find().filter(Column::FromMonth.lte(month)).order_by_desc(Column::FromMonth);
    let found = found.order_by_desc(Column::CreatedAt).order_by_desc(Column::Id).limit(1).one(conn).await?;
    match found {
        Some(row) => dated(conn, row).await,
        None => Ok(DatedRules { id: None, from_month: None, rules: EffectRules::default(), author: None, set_at: None }),
    }
}

/// Rules as they were set.
pub(super) async fn dated(conn: &impl ConnectionTrait, row: Model) -> Reply<DatedRules> {
    let names = Names::load(conn, row.author_id).await?;
    Ok(DatedRules {
        id: Some(row.id),
        from_month: Some(row.from_month),
        rules: serde_json::from_str(&row.content)?,
        author: row.author_id.map(|id| names.of(id)),
        set_at: Some(row.created_at),
    })
}

/// What the final results of a month come to, of everyone within reach of `kpi.publish`.
pub(super) async fn effects(conn: &impl ConnectionTrait, actor: &Actor, month: Month, language: Language) -> Reply<Effects> {
    let staff = Staff::load(conn).await?;
    let rules = rules_of(conn, &month.to_string()).await?;
    let scope = actor.scope::<Publish>();
    let mut published = results::of_month(conn, &month.to_string()).await?;
    published.retain(|id, _| staff.person(*id).is_some_and(|p| scope.covers(p.id, p.unit_id)));
    let grades = history(conn, month, rules.rules.in_a_row).await?;
    let is_final = |row: &&results::entity::Model| row.status == ResultStatus::Final;
    let scores: Vec<Decimal> = published.values().filter(is_final).map(results::entity::Model::score).collect();
    let lowest = bottom(&scores, rules.rules.bottom_percent);
    let mut rows = Vec::with_capacity(scores.len());
    for row in published.values().filter(is_final) {
        let Some(person) = staff.person(row.person_id) else { continue };
        let frozen = Frozen::read(&row.frozen)?;
        let score = frozen.score();
        let count = grades.get(&person.id).map_or(0, |grades| in_a_row(grades, month));
        let enough = count >= rules.rules.in_a_row;
        rows.push(EffectRow {
            result: row.id,
            person: PersonRef { id: person.id, name: person.name.clone() },
            post: if score.stood.post.is_empty() { person.post.clone() } else { score.stood.post.clone() },
            score: row.score(),
            grade: row.grade,
            coefficient: rules.rules.coefficient(row.grade),
            in_a_row: count,
            promotion: enough && row.grade == Grade::Excellent,
            flagged: enough && row.grade == Grade::Unqualified,
            bottom: lowest.is_some_and(|lowest| row.score() <= lowest),
            training: score.weakest().map(|one| wording::own_label(one.indicator, &score.stood, language)),
        });
    }
    rows.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.person.name.cmp(&b.person.name)));
    let waiting = u32::try_from(published.len() - scores.len()).unwrap_or(u32::MAX);
    Ok(Effects { month: month.to_string(), rules, rows, waiting, editable: actor.may(Permission::KpiScheme) })
}

/// A final result of a month that makes its person unqualified as many months in a row as the rules say, for the personnel office (KPI-10); `None`
/// where it does not.
///
/// # Errors
/// Where the database fails.
pub async fn flagged(conn: &impl ConnectionTrait, result: Uuid) -> Reply<Option<Subject>> {
    let Some(row) = results::entity::Entity::find_by_id(result).one(conn).await? else { return Ok(None) };
    if row.status != ResultStatus::Final || row.grade != Grade::Unqualified || is_year(&row.month) {
        return Ok(None);
    }
    let month: Month = row.month.parse().map_err(|_| anyhow::anyhow!("a result without a month"))?;
    let least = rules_of(conn, &row.month).await?.rules.in_a_row;
    let grades = history(conn, month, least).await?;
    let enough = grades.get(&row.person_id).is_some_and(|grades| in_a_row(grades, month) >= least);
    let name = Names::load(conn, [row.person_id]).await?.of(row.person_id).name;
    Ok(enough.then(|| Subject { kind: SubjectKind::Kpi, id: row.id, title: format!("{} {name}", row.month) }))
}

/// The final grades of the months that a row can reach back over, by person and month.
async fn history(conn: &impl ConnectionTrait, month: Month, back: u32) -> Reply<HashMap<Uuid, BTreeMap<String, Grade>>> {
    let months: Vec<String> = std::iter::successors(Some(month), |month| Some(month.before()))
        .take(back.max(12) as usize)
        .map(|month| month.to_string())
        .collect();
    let mut grades: HashMap<Uuid, BTreeMap<String, Grade>> = HashMap::new();
    for (person, month, grade) in results::final_grades(conn, &months).await? {
        grades.entry(person).or_default().insert(month, grade);
    }
    Ok(grades)
}
