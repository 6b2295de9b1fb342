//! Surveys as the asker sees them: within the reach of `stage_survey.read`.

use super::entity::stage_survey::{Column, Entity, Model};
use super::states::FLOW;
use contract::complaints::stage_surveys::{StageMark, StageSurvey};
use contract::page::Page;
use contract::permission::stage_survey::Read;
use contract::values::{Subject, SubjectKind};
use engines::Asking;
use engines::people::Names;
use platform::auth::Actor;
use platform::list::{Parsed, page, total};
use platform::{Error, Reply};
use rust_decimal::Decimal;
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::HashMap;
use uuid::Uuid;

fn visible(who: &Actor) -> Condition {
    who.scope::<Read>().condition((Entity, Column::AskerId), (Entity, Column::UnitId))
}

/// One that the asker sees.
///
/// # Errors
/// [`Error::NotFound`] where there is none.
pub(super) async fn found(conn: &impl ConnectionTrait, id: Uuid, who: &Actor) -> Reply<Model> {
    Entity::find_by_id(id).filter(visible(who)).one(conn).await?.ok_or(Error::NotFound)
}

/// See [`engines::Area::records`].
pub(crate) async fn records(asking: &Asking<'_>, ids: &[Uuid]) -> Reply<Vec<Subject>> {
    let found = Entity::find().filter(Column::Id.is_in(ids.iter().copied())).filter(visible(asking.actor));
    Ok(found.all(asking.conn).await?.iter().map(Model::subject).collect())
}

/// A page of those that the asker sees.
pub(super) async fn list(conn: &impl ConnectionTrait, who: &Actor, query: &Parsed) -> Reply<Page<StageSurvey>> {
    let select = Entity::find().filter(visible(who));
    let found = page(conn, select.clone(), query).await?;
    let total = total(conn, select, query).await?;
    let items = present(conn, found.items, who).await?;
    Ok(Page { items, next: found.next, prev: found.prev, total })
}

/// Surveys in full.
pub(super) async fn present(conn: &impl ConnectionTrait, rows: Vec<Model>, who: &Actor) -> Reply<Vec<StageSurvey>> {
    let names = Names::load(conn, rows.iter().map(|it| it.asker_id)).await?;
    let cases: Vec<Uuid> = rows.iter().filter_map(|it| it.complaint_id).collect();
    let cases: HashMap<Uuid, Subject> =
        crate::cases::subjects_seen(conn, &cases, who).await?.into_iter().map(|case| (case.id, case)).collect();
    rows.into_iter().map(|it| one(it, &names, &cases, who)).collect()
}

fn one(it: Model, names: &Names, cases: &HashMap<Uuid, Subject>, who: &Actor) -> Reply<StageSurvey> {
    let questions: Vec<String> = serde_json::from_str(&it.questions)?;
    let marks: Vec<i64> = it.marks.as_deref().map(serde_json::from_str).transpose()?.unwrap_or_default();
    let answers = questions.into_iter().enumerate().map(|(at, question)| StageMark { question, mark: marks.get(at).copied() });
    Ok(StageSurvey {
        answers: answers.collect(),
        actions: FLOW.actions(&it, who),
        customer: Subject { kind: SubjectKind::Customer, id: it.customer_id, title: it.customer_title },
        asked_by: names.of(it.asker_id),
        complaint: it.complaint_id.and_then(|id| cases.get(&id).cloned()),
        mean: it.mean_hundredths.map(|mean| Decimal::new(mean, 2)),
        id: it.id,
        number: it.number,
        stage: it.stage,
        about: it.about,
        status: it.status,
        asked_at: it.created_at,
        link_until: it.link_until,
        words: it.words,
        way: it.way,
        answered_at: it.answered_at,
        threshold: it.threshold,
        version: it.version,
    })
}
