//! Templates as the asker sees them: everybody the published ones, authors their drafts, publishers all.

use super::entity::template::{Column, Entity, Model};
use super::rules;
use super::states::FLOW;
use contract::complaints::ComplaintCategory;
use contract::complaints::knowledge::{Knowledge, KnowledgeStatus};
use contract::page::Page;
use contract::permission::Permission;
use contract::values::{Subject, SubjectKind};
use engines::people::Names;
use engines::{Asking, search};
use platform::auth::Actor;
use platform::http::State;
use platform::list::{Parsed, page, total};
use platform::{Error, Reply};
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// As many published templates are looked through, the most used first.
const LOOKED_AT: u64 = 500;
const SUGGESTED: usize = 5;

fn visible(who: &Actor) -> Condition {
    if who.may(Permission::KnowledgePublish) {
        return Condition::all();
    }
    if !who.may(Permission::KnowledgeRead) {
        return Condition::all().add(Column::AuthorId.eq(who.id));
    }
    Condition::any().add(Column::Status.eq(KnowledgeStatus::Published)).add(Column::AuthorId.eq(who.id))
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
pub(super) async fn list(conn: &impl ConnectionTrait, state: &State, who: &Actor, query: &Parsed) -> Reply<Page<Knowledge>> {
    let mut select = Entity::find().filter(visible(who));
    if let Some(q) = &query.q {
        select = select.filter(search::condition(conn, &state.keys, SubjectKind::Knowledge, "knowledge.id", q));
    }
    let found = page(conn, select.clone(), query).await?;
    let total = total(conn, select, query).await?;
    let items = present(conn, found.items, who).await?;
    Ok(Page { items, next: found.next, prev: found.prev, total })
}

/// The published ones that fit a matter best, the best first; of equals the more used.
pub(super) async fn suggestions(
    conn: &impl ConnectionTrait,
    who: &Actor,
    category: Option<ComplaintCategory>,
    matter: &str,
) -> Reply<Vec<Knowledge>> {
    let published = Entity::find().filter(Column::Status.eq(KnowledgeStatus::Published));
    let all = published.order_by_desc(Column::Used).order_by_asc(Column::Id).limit(LOOKED_AT).all(conn).await?;
    let fit = |it: &Model| rules::fit(&it.title, &it.words, category == Some(it.category), matter);
    let mut fitting: Vec<(i64, Model)> = all.into_iter().map(|it| (fit(&it), it)).filter(|(fit, _)| *fit > 0).collect();
    fitting.sort_by_key(|(fit, it)| (std::cmp::Reverse(*fit), std::cmp::Reverse(it.used)));
    fitting.truncate(SUGGESTED);
    present(conn, fitting.into_iter().map(|(_, it)| it).collect(), who).await
}

/// Templates in full.
pub(super) async fn present(conn: &impl ConnectionTrait, rows: Vec<Model>, who: &Actor) -> Reply<Vec<Knowledge>> {
    let names = Names::load(conn, rows.iter().map(|it| it.author_id)).await?;
    let one = |it: Model| Knowledge {
        actions: FLOW.actions(&it, who),
        author: names.of(it.author_id),
        id: it.id,
        title: it.title,
        category: it.category,
        words: it.words,
        body: it.body,
        status: it.status,
        used: it.used,
        created_at: it.created_at,
        updated_at: it.updated_at,
        version: it.version,
    };
    Ok(rows.into_iter().map(one).collect())
}
