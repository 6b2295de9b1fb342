use super::entity;
use crate::approvals::{PASSES_ON, View, in_inbox, stands_in_for, task_approvals};
use crate::people::Names;
use crate::{Areas, Asking};
use actix_web::web::{Data, Json, Path};
use actix_web::{get, post};
use contract::page::{FieldKind, Page};
use contract::tasks::{InboxCount, Task, TaskAct, TaskActKind, TaskKind, TaskStatus};
use contract::values::{Subject, SubjectKind};
use platform::auth::Signed;
use platform::db::Door;
use platform::http::{Body, Expected, Once, Versioned};
use platform::list::{Field, List, ListDef, Params, page, total};
use platform::{Error, Refusal, Reply};
use sea_orm::sea_query::Condition;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter};
use std::collections::{HashMap, HashSet};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// The inbox.
pub const INBOX: ListDef = ListDef {
    key: "inbox",
    fields: &[
        Field::new("kind", "kind", FieldKind::Word, locale::tasks::KIND)
            .words(|| TaskKind::ALL.iter().map(|k| (k.word(), k.text_path())).collect()),
        Field::new("status", "status", FieldKind::Word, locale::tasks::STATUS)
            .words(|| TaskStatus::ALL.iter().map(|s| (s.word(), s.text_path())).collect()),
        Field::new("due_at", "sort_at", FieldKind::Time, locale::tasks::DUE_AT).sortable(),
        Field::new("deadline", "due_at", FieldKind::Time, locale::tasks::DEADLINE),
        Field::new("created_at", "created_at", FieldKind::Time, locale::tasks::CREATED_AT).sortable(),
    ],
    default_sort: "due_at",
    searchable: false,
};

const NOT_BY_HAND: Refusal = Refusal::new("task.not_by_hand", locale::problems::TASK_NOT_BY_HAND);

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list).service(count).service(act);
}

/// Everything that waits for the caller (DAY-02).
#[utoipa::path(tag = "tasks", operation_id = "list_inbox", params(Params),
    responses((status = 200, description = "A page of tasks", body = Page<Task>)))]
#[get("/inbox")]
async fn list(who: Signed, list: List, areas: Data<Areas>, door: Door) -> Reply<Json<Page<Task>>> {
    let query = list.of(&INBOX, who.id)?;
    let conn = door.reader().conn();
    let view = View::new(door.state(), who.id, door.meta.language);
    let select = entity::Entity::find().filter(in_inbox(conn, who.id, view.today).await?);
    let found = page(conn, select.clone(), &query).await?;
    let total = total(conn, select, &query).await?;
    let asking = Asking::new(door.state(), &who, door.meta.language);
    let items = present(&Desk { conn, asking: &asking, areas: &areas }, found.items, &view).await?;
    Ok(Json(Page { items, next: found.next, prev: found.prev, total }))
}

/// How much waits for the caller.
#[utoipa::path(tag = "tasks", operation_id = "count_inbox", responses((status = 200, description = "The figures of the badge", body = InboxCount)))]
#[get("/inbox/count")]
async fn count(who: Signed, door: Door) -> Reply<Json<InboxCount>> {
    let conn = door.reader().conn();
    let view = View::new(door.state(), who.id, door.meta.language);
    let mine = in_inbox(conn, who.id, view.today).await?;
    let open = entity::Entity::find().filter(mine).filter(entity::Column::Status.eq(TaskStatus::Open));
    let overdue = open.clone().filter(entity::Column::DueAt.lt(view.now));
    Ok(Json(InboxCount { open: open.count(conn).await?, overdue: overdue.count(conn).await? }))
}

/// Ticks off a task that is the caller's own to tick off, or of somebody whose work they do (ORG-09).
#[utoipa::path(tag = "tasks", operation_id = "act_on_task", request_body = TaskAct,
    responses((status = 200, description = "The task as it is now", body = Task)))]
#[post("/tasks/{id}/transitions")]
async fn act(
    who: Signed,
    id: Path<Uuid>,
    seen: Expected,
    once: Once,
    body: Body<TaskAct>,
    areas: Data<Areas>,
    door: Door,
) -> Reply<Versioned<Task>> {
    let id = id.into_inner();
    let attempt = once.with(&body);
    let view = View::new(door.state(), who.id, door.meta.language);
    let write = async move |tx: &mut platform::db::Tx| {
        let actor = tx.actor()?.clone();
        let asking = Asking::new(tx.state(), &actor, view.language);
        let task = found(&Desk { conn: tx.conn(), asking: &asking, areas: &areas }, id, &view).await?;
        if task.version != seen.0 {
            return Err(Error::Stale);
        }
        if !actions(&task).contains(&body.act) {
            return Err(Error::Refused(NOT_BY_HAND));
        }
        let mut row: entity::ActiveModel = task.clone().into_active_model();
        row.set(entity::Column::Status, TaskStatus::Done.into());
        let done = tx.update::<entity::Entity, _>(&task, row).await?;
        let asking = Asking::new(tx.state(), &actor, view.language);
        let desk = Desk { conn: tx.conn(), asking: &asking, areas: &areas };
        present(&desk, vec![done], &view).await?.pop().ok_or(Error::NotFound)
    };
    door.write(&who, attempt, write).await.map(Versioned)
}

/// Where tasks are looked at.
struct Desk<'a, C> {
    conn: &'a C,
    asking: &'a Asking<'a>,
    areas: &'a Areas,
}

/// A task of the person, or of one whose work they do, about a record that they see.
async fn found<C: ConnectionTrait>(desk: &Desk<'_, C>, id: Uuid, view: &View) -> Reply<entity::Model> {
    let others = Condition::all()
        .add(entity::Column::Kind.is_in(PASSES_ON))
        .add(entity::Column::PersonId.in_subquery(stands_in_for(view.who, view.today)));
    let theirs = Condition::any().add(entity::Column::PersonId.eq(view.who)).add(others);
    let task = entity::Entity::find_by_id(id).filter(theirs).one(desk.conn).await?.ok_or(Error::NotFound)?;
    if task.person_id == view.who || !unseen(desk, std::slice::from_ref(&task), view).await?.contains(&task.subject_id) {
        return Ok(task);
    }
    Err(Error::NotFound)
}

/// The records of other people's tasks that the person may not see: a substitute gets the work, not the right to it.
async fn unseen<C>(desk: &Desk<'_, C>, rows: &[entity::Model], view: &View) -> Reply<HashSet<Uuid>> {
    let others = rows.iter().filter(|row| row.person_id != view.who && row.kind != TaskKind::Approval);
    let mut of_kind: HashMap<SubjectKind, Vec<Uuid>> = HashMap::new();
    for row in others {
        of_kind.entry(row.subject_kind.parse().unwrap_or(SubjectKind::Task)).or_default().push(row.subject_id);
    }
    let mut unseen: HashSet<Uuid> = of_kind.values().flatten().copied().collect();
    for (kind, ids) in of_kind {
        for seen in desk.areas.records(desk.asking, kind, &ids).await? {
            unseen.remove(&seen.id);
        }
    }
    Ok(unseen)
}

/// Only what nothing else closes is ticked off by hand.
fn actions(task: &entity::Model) -> Vec<TaskActKind> {
    match (task.status, task.kind) {
        (TaskStatus::Open, TaskKind::FollowUp | TaskKind::Mention) => vec![TaskActKind::Done],
        _ => Vec::new(),
    }
}

async fn present<C: ConnectionTrait>(desk: &Desk<'_, C>, mut rows: Vec<entity::Model>, view: &View) -> Reply<Vec<Task>> {
    let conn = desk.conn;
    let unseen = unseen(desk, &rows, view).await?;
    for row in rows.iter_mut().filter(|row| unseen.contains(&row.subject_id)) {
        let subject = Subject { kind: SubjectKind::Task, id: row.subject_id, title: std::mem::take(&mut row.subject_title) };
        let kind = locale::find(row.kind.text_path()).map_or("", |key| key.text(view.language));
        row.subject_title = subject.number().to_owned();
        row.title = format!("{} {kind}", subject.number());
    }
    let names = Names::load(conn, rows.iter().flat_map(|r| r.from_id.into_iter().chain([r.person_id]))).await?;
    let open = rows.iter().filter(|r| r.status == TaskStatus::Open && r.kind == TaskKind::Approval);
    let approvals = task_approvals(conn, open.map(|r| r.subject_id).collect(), view).await?;
    let task = |row: entity::Model| Task {
        actions: if unseen.contains(&row.subject_id) { Vec::new() } else { actions(&row) },
        overdue: row.status == TaskStatus::Open && row.due_at.is_some_and(|due| due < view.now),
        from: row.from_id.map(|id| names.of(id)),
        for_person: (row.person_id != view.who).then(|| names.of(row.person_id)),
        reminded_at: row.reminded_at,
        approval: approvals.get(&row.subject_id).filter(|_| row.status == TaskStatus::Open && row.kind == TaskKind::Approval).cloned(),
        subject: Subject { kind: row.subject_kind.parse().unwrap_or(SubjectKind::Task), id: row.subject_id, title: row.subject_title },
        id: row.id,
        kind: row.kind,
        title: row.title,
        status: row.status,
        due_at: row.due_at,
        created_at: row.created_at,
        version: row.version,
    };
    Ok(rows.into_iter().map(task).collect())
}
