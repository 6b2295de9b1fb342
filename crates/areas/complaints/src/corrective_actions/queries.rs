//! Corrective actions as the asker sees them: within the reach of `quality.read`, and their own.

use super::entity::cause_repeat;
use super::entity::corrective_action::{Column, Entity, Model};
use super::states::FLOW;
use crate::history::Steps;
use chrono::NaiveDate;
use contract::complaints::corrective_actions::{CauseRepeat, CorrectiveAction, CorrectiveActionRow};
use contract::page::Page;
use contract::permission::quality::Read;
use contract::values::{Subject, SubjectKind};
use engines::Asking;
use engines::people::Names;
use platform::auth::Actor;
use platform::list::{Parsed, page, total};
use platform::{Error, Reply};
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// What a person sees.
pub(crate) fn visible(who: &Actor) -> Condition {
    let read = who.scope::<Read>();
    if read.is_all() {
        return Condition::all();
    }
    Condition::any().add(read.condition((Entity, Column::OpenerId), (Entity, Column::UnitId))).add(Column::OwnerId.eq(who.id))
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

/// Those about a nonconformity that the asker sees.
pub(crate) async fn about_nonconformity(conn: &impl ConnectionTrait, id: Uuid, who: &Actor) -> Reply<Vec<Subject>> {
    let about = Entity::find().filter(Column::NonconformityId.eq(id)).filter(visible(who));
    Ok(about.order_by_asc(Column::Number).all(conn).await?.iter().map(Model::subject).collect())
}

/// Those of these that the asker sees, each with the path of the word of its state.
pub(crate) async fn states_of(asking: &Asking<'_>, ids: &[Uuid]) -> Reply<Vec<(Subject, &'static str)>> {
    let found = Entity::find().filter(Column::Id.is_in(ids.iter().copied())).filter(visible(asking.actor));
    Ok(found.all(asking.conn).await?.iter().map(|it| (it.subject(), it.status.text_path())).collect())
}

/// A page of those that the asker sees.
pub(super) async fn list(conn: &impl ConnectionTrait, who: &Actor, query: &Parsed, today: NaiveDate) -> Reply<Page<CorrectiveActionRow>> {
    let select = Entity::find().filter(visible(who));
    let found = page(conn, select.clone(), query).await?;
    let total = total(conn, select, query).await?;
    let names = Names::load(conn, found.items.iter().map(|it| it.owner_id)).await?;
    let row = |it: Model| CorrectiveActionRow {
        late: it.is_late(today),
        due_on: it.next_due(),
        owner: names.of(it.owner_id),
        id: it.id,
        number: it.number,
        kind: it.kind,
        problem: it.problem,
        root_cause: it.root_cause,
        status: it.status,
        reopened: it.reopened,
        created_at: it.created_at,
        version: it.version,
    };
    Ok(Page { items: found.items.into_iter().map(row).collect(), next: found.next, prev: found.prev, total })
}

/// One in full.
pub(super) async fn present(conn: &impl ConnectionTrait, it: Model, who: &Actor, today: NaiveDate) -> Reply<CorrectiveAction> {
    let steps = Steps::of(conn, it.id).await?;
    let names = Names::load(conn, steps.people().chain([it.opener_id, it.owner_id]).chain(it.judged_by)).await?;
    let complaint = match it.complaint_id {
        Some(id) => crate::cases::subject_seen(conn, id, who).await?,
        None => None,
    };
    let nonconformity = match it.nonconformity_id {
        Some(id) => crate::nonconformities::found(conn, id, who).await.ok().map(|one| one.subject()),
        None => None,
    };
    Ok(CorrectiveAction {
        late: it.is_late(today),
        early: it.is_early(today),
        repeats: repeats(conn, it.id, who).await?,
        actions: FLOW.actions(&it, who),
        complaint,
        nonconformity,
        opened_by: names.of(it.opener_id),
        owner: names.of(it.owner_id),
        judged_by: it.judged_by.map(|id| names.of(id)),
        whys: serde_json::from_str(&it.whys)?,
        steps: steps.told(&names),
        id: it.id,
        number: it.number,
        kind: it.kind,
        problem: it.problem,
        status: it.status,
        root_cause: it.root_cause,
        action: it.action,
        due_on: it.due_on,
        effect_due_on: it.effect_due_on,
        done: it.done,
        done_at: it.done_at,
        finding: it.finding,
        early_reason: it.early_reason,
        effective: it.effective,
        judged_at: it.judged_at,
        reopened: it.reopened,
        created_at: it.created_at,
        version: it.version,
    })
}

/// What came back, as far as the asker sees it.
async fn repeats(conn: &impl ConnectionTrait, action: Uuid, who: &Actor) -> Reply<Vec<CauseRepeat>> {
    let found = cause_repeat::Entity::find().filter(cause_repeat::Column::ActionId.eq(action));
    let mut told = Vec::new();
    for one in found.order_by_desc(cause_repeat::Column::At).all(conn).await? {
        let subject = if one.subject_kind == SubjectKind::Complaint {
            crate::cases::subject_seen(conn, one.subject_id, who).await?
        } else {
            crate::nonconformities::found(conn, one.subject_id, who).await.ok().map(|it| it.subject())
        };
        told.extend(subject.map(|subject| CauseRepeat { at: one.at, subject, reopened: one.reopened }));
    }
    Ok(told)
}
