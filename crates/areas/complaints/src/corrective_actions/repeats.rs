//! Causes that come back (CPL-08): found by themselves wherever a cause is written down.

use super::commands::{ask, emit};
use super::entity::cause_repeat;
use super::entity::corrective_action::{Column, Entity, Model};
use super::states::FLOW;
use crate::cases::entity::complaint;
use crate::{causes, history};
use chrono::{DateTime, Utc};
use contract::complaints::corrective_actions::{CorrectiveActionActKind, CorrectiveActionStatus};
use contract::values::Subject;
use platform::Reply;
use platform::db::Tx;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use uuid::Uuid;

/// A remedy was proposed, and with it a cause: whether an action against the same cause did not last.
///
/// # Errors
/// Where the database fails.
pub async fn on_remedy(tx: &mut Tx, complaint_id: Uuid) -> Reply<()> {
    let Some(case) = complaint::Entity::find_by_id(complaint_id).one(tx.conn()).await? else { return Ok(()) };
    let Some(cause) = case.cause.as_deref() else { return Ok(()) };
    cause_found(tx, case.subject(), &causes::key(cause), case.received_at).await
}

/// A record names a cause: it is linked with each action against that cause, and opens those anew that were carried out before it came.
pub(crate) async fn cause_found(tx: &mut Tx, subject: Subject, key: &str, came_at: DateTime<Utc>) -> Reply<()> {
    if key.is_empty() {
        return Ok(());
    }
    let against = Entity::find().filter(Column::CauseKey.eq(key)).filter(Column::Status.ne(CorrectiveActionStatus::Cancelled));
    for action in against.all(tx.conn()).await? {
        if action.complaint_id == Some(subject.id) || action.nonconformity_id == Some(subject.id) {
            continue;
        }
        let known = cause_repeat::Entity::find()
            .filter(cause_repeat::Column::ActionId.eq(action.id))
            .filter(cause_repeat::Column::SubjectId.eq(subject.id));
        if known.one(tx.conn()).await?.is_none() {
            link(tx, &action, &subject, came_at).await?;
        }
    }
    Ok(())
}

async fn link(tx: &mut Tx, action: &Model, subject: &Subject, came_at: DateTime<Utc>) -> Reply<()> {
    let reopened = causes::reopens(action.status, action.done_at, came_at);
    let row = cause_repeat::ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        action_id: Set(action.id),
        subject_kind: Set(subject.kind),
        subject_id: Set(subject.id),
        reopened: Set(reopened),
        at: Set(tx.at()),
    };
    tx.insert::<cause_repeat::Entity, _>(row).await?;
    if !reopened {
        return Ok(());
    }
    let step = FLOW.plan_by_system(action, CorrectiveActionActKind::Recur)?;
    let mut row = action.clone().into_active_model();
    row.status = Set(step.to());
    row.reopened = Set(action.reopened + 1);
    row.effective = Set(Some(false));
    let it = tx.update::<Entity, _>(action, row).await?;
    // Numbers only: who owns the action need not know the customer.
    history::write(tx, it.id, Some(&CorrectiveActionActKind::Recur), &it.status, subject.number().to_owned()).await?;
    ask(tx, &it).await?;
    emit(tx, "corrective_action.recurred", &it);
    Ok(())
}
