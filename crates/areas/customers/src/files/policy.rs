//! The one guard of customer files (CRM-06): a file outside the caller's reach does not exist for them.

use super::entity::{Column, Entity, Model};
use crate::readings::{Seen, may_read_log};
use contract::customers::{CustomerAction, ReadingBasis, ReviewStatus};
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

/// A file that the person may read, and by which right they see it.
pub(crate) fn seen(actor: &Actor, file: &Model) -> Seen {
    let basis = match actor.scope::<customer::Read>() {
        _ if file.owner_id == actor.id => ReadingBasis::Own,
        scope if scope.is_all() => ReadingBasis::All,
        _ => ReadingBasis::Unit,
    };
    Seen { customer: file.id, basis, access: None }
}

/// The permissions on customer files that reach this one.
pub(super) fn permissions(actor: &Actor, file: &Model) -> Vec<Permission> {
    let reaches = |permission: &Permission| actor.scope_of(*permission).covers(file.owner_id, file.unit_id);
    actor.permissions().into_iter().filter(|p| p.word().starts_with("customer.")).filter(reaches).collect()
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
    if may_read_log(actor, file.owner_id, file.unit_id) {
        actions.push(CustomerAction::ReadLog);
    }
    actions
}
