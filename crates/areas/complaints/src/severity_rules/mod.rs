//! The company's own rules of severity in dated versions (CPL-01); the product's stand in until there is one.

mod entity;
mod http;

pub(crate) use http::routes;

use chrono::NaiveDate;
use contract::complaints::severity::{self, SeverityWhy};
use contract::complaints::severity_rules::{
    self, SeverityRuleForm, SeverityRules, SeverityRulesForm, SeverityRulesState, SeverityRulesVersion,
};
use contract::complaints::{ComplaintCategory, Severity};
use contract::permission::Permission;
use engines::calendar::local_date;
use engines::people::Names;
use entity::{ActiveModel, Column, Entity, Model};
use locale::Language;
use platform::auth::Actor;
use platform::db::Tx;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

/// As many versions as are shown.
const SHOWN: u64 = 50;

/// The version in force on a day: of those that began, the one with the latest day, and of those the last written.
async fn in_force(conn: &impl ConnectionTrait, day: NaiveDate) -> Reply<Option<Model>> {
    let begun = Entity::find().filter(Column::FromOn.lte(day)).order_by_desc(Column::FromOn).order_by_desc(Column::Id);
    Ok(begun.one(conn).await?)
}

/// How grave a matter is by the rules of today, and why.
///
/// # Errors
/// Where the database fails.
pub(crate) async fn suggest(tx: &Tx, category: ComplaintCategory, matter: &str) -> Reply<(Severity, SeverityWhy)> {
    let today = local_date(tx.at(), tx.state().config.utc_offset_minutes);
    match in_force(tx.conn(), today).await? {
        Some(version) => Ok(severity_rules::suggest(&rules(&version)?, version.otherwise, category, matter)),
        None => Ok(severity::suggest(category, matter)),
    }
}

fn rules(version: &Model) -> Reply<Vec<SeverityRuleForm>> {
    Ok(serde_json::from_str(&version.rules)?)
}

async fn show(conn: &impl ConnectionTrait, who: &Actor, today: NaiveDate, language: Language) -> Reply<SeverityRules> {
    let now = in_force(conn, today).await?;
    let all = Entity::find().order_by_desc(Column::FromOn).order_by_desc(Column::Id).limit(SHOWN).all(conn).await?;
    let names = Names::load(conn, all.iter().map(|one| one.person_id)).await?;
    let in_force = now.as_ref().map(|now| now.id);
    let version = |one: Model| {
        let state = match () {
            () if Some(one.id) == in_force => SeverityRulesState::InForce,
            () if one.from_on > today => SeverityRulesState::Planned,
            () => SeverityRulesState::Past,
        };
        Ok(SeverityRulesVersion {
            state,
            rules: rules(&one)?,
            person: names.of(one.person_id),
            id: one.id,
            from_on: one.from_on,
            otherwise: one.otherwise,
            created_at: one.created_at,
        })
    };
    let versions: Vec<SeverityRulesVersion> = all.into_iter().map(version).collect::<Reply<_>>()?;
    let (rules, otherwise) = match &now {
        Some(now) => (rules(now)?, now.otherwise),
        None => severity_rules::product(|rule| locale::find(rule.text_path()).map(|key| key.text(language).to_owned()).unwrap_or_default()),
    };
    Ok(SeverityRules { rules, otherwise, from_on: now.map(|now| now.from_on), versions, editable: who.may(Permission::ComplaintConfigure) })
}

async fn write(tx: &mut Tx, form: &SeverityRulesForm) -> Reply<SeverityRules> {
    let (who, language) = (tx.actor()?.clone(), tx.meta().language);
    let today = local_date(tx.at(), tx.state().config.utc_offset_minutes);
    if form.from_on < today {
        return Err(Error::invalid("/from_on", "day_past"));
    }
    let trimmed = |rule: &SeverityRuleForm| SeverityRuleForm {
        name: rule.name.trim().to_owned(),
        words: rule.words.iter().map(|word| word.trim().to_owned()).collect(),
        ..rule.clone()
    };
    let row = ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        from_on: Set(form.from_on),
        rules: Set(serde_json::to_string(&form.rules.iter().map(trimmed).collect::<Vec<_>>())?),
        otherwise: Set(form.otherwise),
        person_id: Set(who.id),
        created_at: Set(tx.at()),
    };
    tx.insert::<Entity, _>(row).await?;
    show(tx.conn(), &who, today, language).await
}
