//! Posts as they are now.

use super::entity::{Column, Entity, Model};
use crate::entity::person;
use crate::units::OrgNames;
use contract::PersonRef;
use contract::permission::Permission;
use contract::posts::{Post, PostActKind, PostIndicator, PostRow, Posts};
use contract::units::OrgRef;
use locale::Language;
use platform::auth::Actor;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// The indicators that scores are made of, in the order of the screen.
const INDICATORS: [&str; 13] = [
    "follow_up_kept",
    "follow_up_made",
    "customer_completeness",
    "customer_review_passed",
    "campaign_held",
    "campaign_leads_against_plan",
    "campaign_summary_on_time",
    "approval_decided_on_time",
    "complaint_satisfaction",
    "complaint_closed_on_time",
    "complaint_acknowledged_on_time",
    "complaint_investigated_on_time",
    "follow_up_kept_team",
];

/// A post that is not closed.
///
/// # Errors
/// `422` at `pointer` where there is none.
pub(crate) async fn open_post(conn: &impl ConnectionTrait, id: Uuid, pointer: &str) -> Reply<Model> {
    let found = Entity::find_by_id(id).filter(Column::ClosedOn.is_null()).one(conn).await?;
    found.ok_or_else(|| Error::invalid(pointer, "post_unknown"))
}

/// Every post, by code.
pub(super) async fn all(conn: &impl ConnectionTrait, who: &Actor, language: Language) -> Reply<Posts> {
    let rows = Entity::find().order_by_asc(Column::Code).all(conn).await?;
    let held =
        person::Entity::find().filter(person::Column::Active.eq(true)).filter(person::Column::PostId.is_not_null()).all(conn).await?;
    let units = OrgNames::units(conn).await?;
    let row = |row: &Model| PostRow {
        id: row.id,
        code: row.code.clone(),
        name: row.name.clone(),
        unit: units.of(row.unit_id),
        superior: row.superior_id.and_then(|id| mention(&rows, id)),
        headcount: row.headcount,
        actual: count(held.iter().filter(|person| person.post_id == Some(row.id)).count()),
        closed_on: row.closed_on,
    };
    Ok(Posts {
        items: rows.iter().map(row).collect(),
        may_add: who.may(Permission::OrganisationEdit),
        indicators: INDICATORS.iter().map(|key| indicator((*key).to_owned(), language)).collect(),
    })
}

/// One post in full.
pub(super) async fn one(conn: &impl ConnectionTrait, id: Uuid, who: &Actor, language: Language) -> Reply<Post> {
    let row = Entity::find_by_id(id).one(conn).await?.ok_or(Error::NotFound)?;
    let near = Entity::find().filter(Column::SuperiorId.eq(id)).order_by_asc(Column::Code).all(conn).await?;
    let superior = match row.superior_id {
        Some(id) => Entity::find_by_id(id).one(conn).await?,
        None => None,
    };
    let held = person::Entity::find().filter(person::Column::Active.eq(true)).filter(person::Column::PostId.eq(id));
    let holders = held.order_by_asc(person::Column::Number).all(conn).await?;
    let keys: Vec<String> = serde_json::from_str(&row.indicators)?;
    Ok(Post {
        unit: OrgNames::units(conn).await?.of(row.unit_id),
        superior: superior.as_ref().map(reference),
        reports: near.iter().filter(|post| post.closed_on.is_none()).map(reference).collect(),
        actual: count(holders.len()),
        holders: holders.into_iter().map(|person| PersonRef { id: person.id, name: person.name }).collect(),
        indicators: keys.into_iter().map(|key| indicator(key, language)).collect(),
        qualification: serde_json::from_str(&row.qualification)?,
        powers: serde_json::from_str(&row.powers)?,
        careers: serde_json::from_str(&row.careers)?,
        actions: actions(&row, who),
        id: row.id,
        code: row.code,
        name: row.name,
        headcount: row.headcount,
        summary: row.summary,
        duties: row.duties,
        responsibilities: row.responsibilities,
        relations: row.relations,
        closed_on: row.closed_on,
        version: row.version,
    })
}

fn actions(row: &Model, who: &Actor) -> Vec<PostActKind> {
    match (who.may(Permission::OrganisationEdit), row.closed_on) {
        (false, _) => Vec::new(),
        (true, None) => vec![PostActKind::Edit, PostActKind::Close],
        (true, Some(_)) => vec![PostActKind::Reopen],
    }
}

fn mention(rows: &[Model], id: Uuid) -> Option<OrgRef> {
    rows.iter().find(|row| row.id == id).map(reference)
}

fn reference(row: &Model) -> OrgRef {
    OrgRef { id: row.id, code: row.code.clone(), name: row.name.clone() }
}

fn indicator(key: String, language: Language) -> PostIndicator {
    let label = locale::find(&format!("kpi.indicator_{key}")).map_or_else(|| key.clone(), |text| text.text(language).to_owned());
    PostIndicator { key, label }
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
