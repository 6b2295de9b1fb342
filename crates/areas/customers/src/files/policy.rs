//! The one guard of customer files (CRM-06): a file outside the caller's reach does not exist for them.
//!
//! A file is within reach by its owner and unit, or because a colleague shares it (CRM-10). In SQL [`reach`] says so, of a file in
//! hand [`covers`]; the two must agree.

use super::entity::{Column, Entity, Model};
use crate::pool::share;
use crate::readings::{Seen, may_read_log};
use crate::versions::Proposed;
use contract::customers::{CustomerAction, ProposalStatus, ReadingBasis, ReviewStatus};
use contract::permission::{Permission, Right, customer};
use platform::auth::Actor;
use platform::{Error, Reply};
use sea_orm::sea_query::{Condition, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use uuid::Uuid;

/// Which files a permission reaches.
pub(crate) fn reach<R: Right>(actor: &Actor) -> Condition {
    let scope = actor.scope::<R>();
    let within = scope.condition((Entity, Column::OwnerId), (Entity, Column::UnitId));
    let within = match shared(actor, R::PERMISSION) {
        Some(ids) if !scope.is_all() => Condition::any().add(within).add(Column::Id.in_subquery(ids)),
        _ => within,
    };
    Condition::all().add(within).add(Column::MergedInto.is_null())
}

/// The files that are shared with somebody now, as far as that reaches. A share widens the reach of a permission; it gives none.
fn shared(actor: &Actor, permission: Permission) -> Option<SelectStatement> {
    let now = actor.asks_at.filter(|_| actor.may(permission) && (gives(false, permission) || gives(true, permission)))?;
    let mut shares = share::Entity::find()
        .select_only()
        .column(share::Column::CustomerId)
        .filter(share::Column::PersonId.eq(actor.id))
        .filter(share::Column::EndsAt.gt(now));
    if !gives(false, permission) {
        shares = shares.filter(share::Column::MayEdit.eq(true));
    }
    Some(shares.into_query())
}

/// Whether a share, to read or to work on it, reaches so far.
fn gives(may_edit: bool, permission: Permission) -> bool {
    match permission {
        Permission::CustomerRead => true,
        Permission::CustomerEdit | Permission::CustomerReveal => may_edit,
        _ => false,
    }
}

/// How a file is shared with somebody now; not asked where owner and unit let them read and edit anyway.
pub(super) async fn share_of(conn: &impl ConnectionTrait, actor: &Actor, file: &Model) -> Reply<Option<share::Model>> {
    let settled = |permission| !actor.may(permission) || actor.scope_of(permission).covers(file.owner_id, file.unit_id);
    let Some(now) = actor.asks_at.filter(|_| ![Permission::CustomerRead, Permission::CustomerEdit].into_iter().all(settled)) else {
        return Ok(None);
    };
    let shares = share::Entity::find()
        .filter(share::Column::CustomerId.eq(file.id))
        .filter(share::Column::PersonId.eq(actor.id))
        .filter(share::Column::EndsAt.gt(now));
    Ok(shares.one(conn).await?)
}

/// Whether a permission reaches a file that is shared with the person like this.
fn covers(actor: &Actor, permission: Permission, file: &Model, share: Option<&share::Model>) -> bool {
    let by_share = share.is_some_and(|share| actor.may(permission) && gives(share.may_edit, permission));
    by_share || actor.scope_of(permission).covers(file.owner_id, file.unit_id)
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
    let share = share_of(conn, actor, &file).await?;
    if covers(actor, R::PERMISSION, &file, share.as_ref()) { Ok(file) } else { Err(Error::Forbidden(R::PERMISSION)) }
}

/// Whether a permission reaches a file that the person may read.
pub(crate) async fn permits(conn: &impl ConnectionTrait, actor: &Actor, file: &Model, permission: Permission) -> Reply<bool> {
    let share = share_of(conn, actor, file).await?;
    Ok(actor.may(permission) && covers(actor, permission, file, share.as_ref()))
}

async fn one<R: Right>(conn: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Reply<Model> {
    Entity::find().filter(Column::Id.eq(id)).filter(reach::<R>(actor)).one(conn).await?.ok_or(Error::NotFound)
}

/// A file that the person may read, and by which right they see it.
pub(crate) fn seen(actor: &Actor, file: &Model) -> Seen {
    let basis = match actor.scope::<customer::Read>() {
        _ if file.owner_id == Some(actor.id) => ReadingBasis::Own,
        scope if scope.is_all() => ReadingBasis::All,
        scope if scope.covers(file.owner_id, file.unit_id) => ReadingBasis::Unit,
        _ => ReadingBasis::Share,
    };
    Seen { customer: file.id, basis, access: None }
}

/// The permissions on customer files that reach this one.
pub(super) fn permissions(actor: &Actor, file: &Model, share: Option<share::Model>) -> Vec<Permission> {
    let reaches = |permission: &Permission| covers(actor, *permission, file, share.as_ref());
    actor.permissions().into_iter().filter(|p| p.word().starts_with("customer.")).filter(reaches).collect()
}

/// What the person may do with this file now.
pub(super) fn actions(actor: &Actor, file: &Model, share: Option<share::Model>, proposal: Option<&Proposed>) -> Vec<CustomerAction> {
    let may = |permission: Permission| covers(actor, permission, file, share.as_ref());
    let mut actions = Vec::new();
    if may(Permission::CustomerEdit) {
        actions.extend([CustomerAction::Edit, CustomerAction::FollowUp]);
    }
    if may(Permission::CustomerReveal) {
        actions.push(CustomerAction::Reveal);
    }
    let entered_by_others = file.review == ReviewStatus::Pending && file.entered_by != actor.id;
    let changed_by_others = proposal.is_some_and(|p| p.status == ProposalStatus::Pending && p.proposed_by != actor.id);
    if may(Permission::CustomerReview) && (entered_by_others || changed_by_others) {
        actions.push(CustomerAction::Review);
    }
    if may(Permission::CustomerEdit) && proposal.is_some_and(|p| p.proposed_by == actor.id) {
        actions.push(CustomerAction::Withdraw);
    }
    if actor.may(Permission::ComplaintCreate) {
        actions.push(CustomerAction::Complain);
    }
    if may(Permission::CustomerReview) {
        actions.push(CustomerAction::Merge);
    }
    if may_read_log(actor, file.owner_id, file.unit_id) {
        actions.push(CustomerAction::ReadLog);
    }
    if may(Permission::CustomerAssign) {
        actions.push(CustomerAction::Assign);
        if file.owner_id.is_some() {
            actions.extend([CustomerAction::Return, CustomerAction::Share]);
        }
    }
    actions
}
