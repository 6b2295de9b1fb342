//! The trees of categories and of causes, which the company grows itself (CPL-01, CPL-03).

pub(crate) mod entity;
mod http;

pub(crate) use http::routes;

use contract::complaints::intake::{NewTopic, Topic, TopicForm, TopicKind};
use contract::complaints::{ComplaintCategory, TopicRef};
use entity::{ActiveModel, Column, Entity, Model};
use platform::db::Tx;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use std::collections::HashMap;
use uuid::Uuid;

/// A branch, its branch and a twig: deeper trees nobody fills in on the phone.
const DEEPEST: usize = 3;

/// All branches by id.
pub(crate) struct Tree(HashMap<Uuid, Model>);

impl Tree {
    /// Reads all of them: they are few.
    ///
    /// # Errors
    /// Where the database fails.
    pub(crate) async fn load(conn: &impl ConnectionTrait) -> Reply<Self> {
        let all = Entity::find().all(conn).await?;
        Ok(Self(all.into_iter().map(|topic| (topic.id, topic)).collect()))
    }

    fn path(&self, id: Uuid) -> Vec<&Model> {
        let mut path: Vec<&Model> = std::iter::successors(self.0.get(&id), |topic| self.0.get(&topic.parent_id?)).take(DEEPEST).collect();
        path.reverse();
        path
    }

    /// A branch with its whole path.
    pub(crate) fn of(&self, id: Uuid) -> Option<TopicRef> {
        let path: Vec<&str> = self.path(id).into_iter().map(|topic| topic.name.as_str()).collect();
        (!path.is_empty()).then(|| TopicRef { id, name: path.join(" / ") })
    }
}

/// Refuses what is no branch on offer of that tree, or none of that category.
///
/// # Errors
/// `422` at the pointer.
pub(crate) async fn check(
    conn: &impl ConnectionTrait,
    kind: TopicKind,
    category: Option<ComplaintCategory>,
    id: Option<Uuid>,
    pointer: &str,
) -> Reply<()> {
    let Some(id) = id else { return Ok(()) };
    let found = Entity::find_by_id(id).one(conn).await?;
    let fits = found.is_some_and(|topic| topic.kind == kind && !topic.retired && topic.category == category);
    if fits { Ok(()) } else { Err(Error::invalid(pointer, "topic_unknown")) }
}

async fn list(conn: &impl ConnectionTrait) -> Reply<Vec<Topic>> {
    let all = Entity::find().order_by_asc(Column::Kind).order_by_asc(Column::Name).order_by_asc(Column::Id).all(conn).await?;
    Ok(all.into_iter().map(present).collect())
}

fn present(row: Model) -> Topic {
    let Model { id, version, kind, category, parent_id, name, retired } = row;
    Topic { id, kind, category, parent_id, name, retired, version }
}

/// Adds a branch.
///
/// # Errors
/// `422` where the parent is of another tree or too deep, or a sibling has the name.
pub async fn add(tx: &mut Tx, new: &NewTopic) -> Reply<Topic> {
    if (new.kind == TopicKind::Category) != new.category.is_some() {
        return Err(Error::invalid("/category", "topic_category"));
    }
    check(tx.conn(), new.kind, new.category, new.parent_id, "/parent_id").await?;
    if let Some(parent) = new.parent_id
        && Tree::load(tx.conn()).await?.path(parent).len() >= DEEPEST
    {
        return Err(Error::invalid("/parent_id", "topic_too_deep"));
    }
    let name = new.name.trim().to_owned();
    alone(tx, new.kind, new.category, new.parent_id, &name, None).await?;
    let row = ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        kind: Set(new.kind),
        category: Set(new.category),
        parent_id: Set(new.parent_id),
        name: Set(name),
        retired: Set(false),
    };
    tx.insert::<Entity, _>(row).await.map(present)
}

async fn edit(tx: &mut Tx, id: Uuid, seen: i64, form: &TopicForm) -> Reply<Topic> {
    let before = Entity::find_by_id(id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    let name = form.name.trim().to_owned();
    alone(tx, before.kind, before.category, before.parent_id, &name, Some(id)).await?;
    let mut row = before.clone().into_active_model();
    row.name = Set(name);
    row.retired = Set(form.retired);
    tx.update::<Entity, _>(&before, row).await.map(present)
}

/// Refuses a name that a sibling has.
async fn alone(
    tx: &Tx,
    kind: TopicKind,
    category: Option<ComplaintCategory>,
    parent: Option<Uuid>,
    name: &str,
    but: Option<Uuid>,
) -> Reply<()> {
    let twins = Entity::find().filter(Column::Kind.eq(kind)).filter(Column::Name.eq(name)).all(tx.conn()).await?;
    let twin = twins.iter().any(|twin| twin.category == category && twin.parent_id == parent && Some(twin.id) != but);
    if twin { Err(Error::invalid("/name", "topic_taken")) } else { Ok(()) }
}
