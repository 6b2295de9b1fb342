//! How templates are written, published, retired and used (CPL-12).

use super::entity::{template, usage};
use super::queries;
use super::states::{FLOW, NOT_NOW};
use contract::SubjectKind;
use contract::complaints::knowledge::{KnowledgeActKind, KnowledgeForm, KnowledgeStatus};
use engines::search;
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::json;
use uuid::Uuid;

/// Writes a draft.
///
/// # Errors
/// Where the database fails.
pub async fn write(tx: &mut Tx, form: &KnowledgeForm) -> Reply<Uuid> {
    let row = template::ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        status: Set(FLOW.start),
        used: Set(0),
        author_id: Set(tx.actor()?.id),
        created_at: Set(tx.at()),
        updated_at: Set(tx.at()),
        ..written(form)
    };
    let it = tx.insert::<template::Entity, _>(row).await?;
    index(tx, &it).await?;
    emit(tx, "knowledge.written", &it);
    Ok(it.id)
}

fn written(form: &KnowledgeForm) -> template::ActiveModel {
    template::ActiveModel {
        title: Set(form.title.trim().to_owned()),
        category: Set(form.category),
        words: Set(form.words.split_whitespace().collect::<Vec<_>>().join(" ")),
        body: Set(form.body.trim().to_owned()),
        ..Default::default()
    }
}

/// Changes a template.
///
/// # Errors
/// `404` where the caller does not see it, `412` on a stale version, `403` and `409` as the table says.
pub(super) async fn edit(tx: &mut Tx, id: Uuid, seen: i64, form: &KnowledgeForm) -> Reply<()> {
    let actor = tx.actor()?.clone();
    let before = queries::found(tx.conn(), id, &actor).await?;
    FLOW.plan(&before, KnowledgeActKind::Edit, &actor)?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    let mut row = before.clone().into_active_model();
    let texts = written(form);
    row.title = texts.title;
    row.category = texts.category;
    row.words = texts.words;
    row.body = texts.body;
    let it = tx.update::<template::Entity, _>(&before, row).await?;
    index(tx, &it).await
}

/// Publishes or retires a template.
///
/// # Errors
/// As [`edit`].
pub async fn act(tx: &mut Tx, id: Uuid, seen: i64, act: KnowledgeActKind) -> Reply<()> {
    let actor = tx.actor()?.clone();
    let before = queries::found(tx.conn(), id, &actor).await?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    let step = FLOW.plan(&before, act, &actor)?;
    let event = match act {
        KnowledgeActKind::Publish => "knowledge.published",
        KnowledgeActKind::Retire => "knowledge.retired",
        // It carries a form.
        KnowledgeActKind::Edit => return Err(Error::Refused(NOT_NOW)),
    };
    let mut row = before.clone().into_active_model();
    row.status = Set(step.to());
    let it = tx.update::<template::Entity, _>(&before, row).await?;
    emit(tx, event, &it);
    Ok(())
}

/// Counts that a published template was used in a record, once for each.
///
/// # Errors
/// [`Error::NotFound`] where there is no such published one.
pub(crate) async fn used(tx: &mut Tx, id: Uuid, record: Uuid) -> Reply<()> {
    let published = template::Entity::find_by_id(id).filter(template::Column::Status.eq(KnowledgeStatus::Published));
    let before = published.one(tx.conn()).await?.ok_or(Error::NotFound)?;
    let known = usage::Entity::find().filter(usage::Column::KnowledgeId.eq(id)).filter(usage::Column::RecordId.eq(record));
    if known.one(tx.conn()).await?.is_some() {
        return Ok(());
    }
    let person = tx.actor()?.id;
    let row = usage::ActiveModel {
        id: Set(Uuid::now_v7()),
        knowledge_id: Set(id),
        record_id: Set(record),
        person_id: Set(person),
        at: Set(tx.at()),
    };
    usage::Entity::insert(row).exec_without_returning(tx.conn()).await?;
    let mut row = before.clone().into_active_model();
    row.used = Set(before.used + 1);
    tx.update::<template::Entity, _>(&before, row).await?;
    Ok(())
}

async fn index(tx: &Tx, it: &template::Model) -> Reply<()> {
    let texts = vec![it.title.clone(), it.words.clone(), it.body.clone()];
    search::index(tx, search::Document { kind: SubjectKind::Knowledge, id: it.id, texts, phones: Vec::new() }).await
}

fn emit(tx: &mut Tx, name: &'static str, it: &template::Model) {
    let data = json!({ "status": it.status, "category": it.category });
    tx.emit(Event { name, kind: SubjectKind::Knowledge, id: it.id, data });
}
