//! The one guard of customer files (CRM-06): a file outside the caller's reach does not exist for them.

use super::entity::{Column, Entity, Model};
use contract::customers::{CustomerAction, ReviewStatus};
use contract::permission::{Permission, Right, customer};
use platform::auth::Actor;
use platform::{Error, Reply};
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

/// Which files a permission reaches.
pub(crate) fn reach<R: Right>(actor: &Actor) -> Condition {
    actor.scope::<R>().condition((Entity, Column::OwnerId), (Entity, Column::UnitId))
}

/// A file that the person may read.
pub(crate) async fn readable(conn: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Reply<Model> {
    one::<customer::Read>(conn, actor, id).await
}

/// A file that the person may change: what they cannot read does not exist, what they only read is forbidden.
pub(crate) async fn editable(conn: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Reply<Model> {
    allowed::<customer::Edit>(conn, actor, id).await
}

/// As [`editable`], for another permission.
pub(crate) async fn allowed<R: Right>(conn: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Reply<Model> {
    let file = readable(conn, actor, id).await?;
    if actor.scope::<R>().covers(file.owner_id, file.unit_id) { Ok(file) } else { Err(Error::Forbidden(R::PERMISSION)) }
}

async fn one<R: Right>(conn: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Reply<Model> {
    Entity::find().filter(Column::Id.eq(id)).filter(reach::<R>(actor)).one(conn).await?.ok_or(Error::NotFound)
}

/// What the person may do with this file now.
pub(crate) fn actions(actor: &Actor, file: &Model) -> Vec<CustomerAction> {
    let may = |permission: Permission| actor.scope_of(permission).covers(file.owner_id, file.unit_id);
    let mut actions = Vec::new();
    if may(Permission::CustomerEdit) {
        actions.extend([CustomerAction::Edit, CustomerAction::FollowUp]);
    }
    if may(Permission::CustomerReveal) {
        actions.push(CustomerAction::Reveal);
    }
    if may(Permission::CustomerReview) && file.review == ReviewStatus::Pending && file.entered_by != actor.id {
        actions.push(CustomerAction::Review);
    }
    if actor.may(Permission::ComplaintCreate) {
        actions.push(CustomerAction::Complain);
    }
    actions
}
