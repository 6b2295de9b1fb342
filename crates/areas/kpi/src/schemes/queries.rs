use super::entity::{Column, Entity, Model};
use super::rules::{actions, status};
use super::{Scheme, Schemes};
use crate::wording;
use contract::kpi::schemes::{self as wire, IndicatorText, SchemeForm};
use contract::permission::Permission;
use engines::people::{Names, Staff};
use locale::Language;
use platform::auth::Actor;
use platform::{Error, Reply};
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Select};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// What a version says.
pub(super) fn content(row: &Model) -> Reply<SchemeForm> {
    Ok(serde_json::from_str(&row.content)?)
}

/// Every version that is or was in force in a month, the newest first: the first of a role is the one in force.
async fn begun(conn: &impl ConnectionTrait, month: &str) -> Reply<Vec<Model>> {
    let rows = Entity::find().filter(Column::FromMonth.lte(month)).order_by_asc(Column::Position);
    Ok(rows.order_by_desc(Column::FromMonth).order_by_desc(Column::Number).all(conn).await?)
}

/// The versions in force in a month.
pub(super) async fn in_force(conn: &impl ConnectionTrait, month: &str) -> Reply<Schemes> {
    newest(&begun(conn, month).await?)
}

/// The first version of each role.
fn newest(begun: &[Model]) -> Reply<Schemes> {
    let mut schemes: Vec<Scheme> = Vec::new();
    for row in begun {
        if schemes.iter().all(|known| known.form.role != row.role) {
            schemes.push(Scheme { number: row.number, form: content(row)? });
        }
    }
    Ok(Schemes::new(schemes))
}

/// The versions that somebody may read.
pub(super) fn visible(roles: Option<&BTreeSet<String>>) -> Select<Entity> {
    let mut condition = Condition::all();
    if let Some(roles) = roles {
        condition = condition.add(Column::FromMonth.is_not_null()).add(Column::Role.is_in(roles.iter().map(String::as_str)));
    }
    Entity::find().filter(condition)
}

/// Who reads, when, and who is there.
pub(super) struct Ground<'a> {
    pub actor: &'a Actor,
    pub staff: &'a Staff,
    pub language: Language,
    /// `2026-11`
    pub month: String,
}

/// Versions in full.
pub(super) async fn present(conn: &impl ConnectionTrait, rows: Vec<Model>, ground: &Ground<'_>) -> Reply<Vec<wire::Scheme>> {
    let names = Names::load(conn, rows.iter().filter_map(|row| row.author_id)).await?;
    let begun = begun(conn, &ground.month).await?;
    let mut in_force: HashMap<&str, Uuid> = HashMap::new();
    for row in &begun {
        in_force.entry(row.role.as_str()).or_insert(row.id);
    }
    let now = newest(&begun)?;
    let may_edit = ground.actor.may(Permission::KpiScheme);
    let mut told = Vec::with_capacity(rows.len());
    for row in rows {
        let content = content(&row)?;
        let status = status(row.from_month.as_deref(), &ground.month, in_force.get(row.role.as_str()) == Some(&row.id));
        let earlier = begun.iter().find(|one| one.role == row.role && one.number < row.number);
        let measured = |p: &&engines::people::Colleague| p.active && now.of(&p.roles).is_some_and(|scheme| scheme.form.role == row.role);
        told.push(wire::Scheme {
            id: row.id,
            label: wording::scheme(&content, ground.language),
            texts: content.indicators.iter().map(|one| text(one, ground.language)).collect(),
            people: u32::try_from(ground.staff.people().iter().filter(measured).count()).unwrap_or(u32::MAX),
            role: row.role,
            number: row.number,
            status,
            from_month: row.from_month,
            content,
            author: row.author_id.map(|id| names.of(id)),
            updated_at: row.updated_at,
            version: row.version,
            actions: if may_edit { actions(status) } else { Vec::new() },
            editable: may_edit,
            before: earlier.map(|one| one.id),
        });
    }
    Ok(told)
}

fn text(one: &wire::Indicator, language: Language) -> IndicatorText {
    IndicatorText {
        key: one.key.clone(),
        label: wording::label(one, language),
        definition: wording::definition(one, language),
        rule: wording::rule(one, &one.rule(), language),
    }
}

/// One version that somebody may read.
pub(super) async fn found(conn: &impl ConnectionTrait, roles: Option<&BTreeSet<String>>, id: Uuid) -> Reply<Model> {
    visible(roles).filter(Column::Id.eq(id)).one(conn).await?.ok_or(Error::NotFound)
}
