use super::entity::{Column, Entity, Model, watcher};
use super::policy;
use chrono::{DateTime, NaiveDate, Utc};
use contract::assignments::{Assignment, AssignmentRow, AssignmentStatus, Priority};
use contract::attachments::HOLDERS;
use contract::home::{Figure, Hit};
use contract::page::{FieldKind, ListQuery, Page};
use contract::values::{Subject, SubjectKind};
use engines::people::Names;
use engines::{Areas, Asking};
use locale::assignments as text;
use platform::auth::Actor;
use platform::list::{Field, ListDef, Parsed, page, total};
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// What is due some day sorts behind everything that has a time: 2999-12-31.
pub(super) const SOMEDAY: DateTime<Utc> = match DateTime::from_timestamp(32_503_593_600, 0) {
    Some(day) => day,
    None => DateTime::<Utc>::MAX_UTC,
};

/// The list of tasks.
pub(crate) const LIST: ListDef = ListDef {
    key: "assignments",
    fields: &[
        Field::new("number", "number", FieldKind::Text, text::NUMBER).sortable(),
        Field::new("title", "title", FieldKind::Text, text::TITLE),
        Field::new("owner", "owner_id", FieldKind::Person, text::OWNER),
        Field::new("giver", "giver_id", FieldKind::Person, text::GIVER),
        Field::new("status", "status", FieldKind::Word, text::STATUS)
            .words(|| AssignmentStatus::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("priority", "priority", FieldKind::Word, text::PRIORITY)
            .words(|| Priority::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("about", "about_id", FieldKind::Record, text::ABOUT),
        Field::new("due_at", "sort_at", FieldKind::Time, text::DUE_AT).sortable(),
        Field::new("created_at", "created_at", FieldKind::Time, text::CREATED_AT).sortable(),
    ],
    default_sort: "due_at",
    searchable: true,
};

/// A task within reach.
pub(super) async fn found(conn: &impl ConnectionTrait, actor: &Actor, id: Uuid, today: NaiveDate) -> Reply<Model> {
    Entity::find_by_id(id).filter(policy::visible(actor, today)).one(conn).await?.ok_or(Error::NotFound)
}

/// A task as mentioned elsewhere.
pub(super) fn subject(task: &Model) -> Subject {
    Subject { kind: SubjectKind::Assignment, id: task.id, title: format!("{} {}", task.number, task.title) }
}

/// Who gave a task, and the task.
///
/// # Errors
/// Where the database fails.
pub async fn giver(conn: &impl ConnectionTrait, id: Uuid) -> Reply<Option<(Uuid, Subject)>> {
    Ok(Entity::find_by_id(id).one(conn).await?.map(|task| (task.giver_id, subject(&task))))
}

fn overdue(task: &Model, now: DateTime<Utc>) -> bool {
    task.status == AssignmentStatus::Open && task.due_at.is_some_and(|due| due < now)
}

/// A task in full. What it is about is named only to those who may see that.
pub(super) async fn present(conn: &impl ConnectionTrait, asking: &Asking<'_>, areas: &Areas, task: Model) -> Reply<Assignment> {
    let watchers = watcher::Entity::find().filter(watcher::Column::AssignmentId.eq(task.id)).order_by_asc(watcher::Column::PersonId);
    let watchers: Vec<Uuid> = watchers.all(conn).await?.into_iter().map(|w| w.person_id).collect();
    let names = Names::load(conn, watchers.iter().copied().chain([task.owner_id, task.giver_id])).await?;
    let about = match (task.about_kind.as_deref().and_then(|kind| kind.parse::<SubjectKind>().ok()), task.about_id) {
        (Some(kind), Some(id)) => areas.record(asking, kind, id).await?,
        _ => None,
    };
    let acting = policy::acting(conn, &task, asking.actor, asking.today).await?;
    Ok(Assignment {
        owner: names.of(task.owner_id),
        giver: names.of(task.giver_id),
        watchers: watchers.iter().map(|id| names.of(*id)).collect(),
        overdue: overdue(&task, asking.now),
        checklist: task.lines()?,
        actions: policy::actions(&task, &acting),
        editable: policy::edit(&task, asking.actor).is_ok(),
        tickable: policy::tick(&task, &acting).is_ok(),
        remark: Some(task.remark).filter(|remark| !remark.is_empty()),
        about,
        id: task.id,
        number: task.number,
        title: task.title,
        details: task.details,
        status: task.status,
        priority: task.priority,
        repeat: task.repeat,
        due_at: task.due_at,
        reply_by: task.reply_by,
        reply: task.reply,
        replied_at: task.replied_at,
        done_at: task.done_at,
        created_at: task.created_at,
        updated_at: task.updated_at,
        version: task.version,
    })
}

/// Whether the asker sees the record that they ask for tasks about; otherwise the answer would tell what [`present`] hides.
///
/// # Errors
/// `422` where the filter asks for anything but one record.
pub(super) async fn may_ask_about(asking: &Asking<'_>, areas: &Areas, query: &ListQuery) -> Reply<bool> {
    for (_, value) in query.filters.iter().filter(|(field, _)| field == "about") {
        let id: Option<Uuid> = value.strip_prefix("eq:").unwrap_or(value).parse().ok();
        let id = id.ok_or_else(|| Error::invalid("/filter[about]", "filter_operator"))?;
        let mut seen = false;
        for kind in HOLDERS {
            seen = seen || areas.record(asking, kind, id).await?.is_some();
        }
        if !seen {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A page of the tasks within reach.
pub(super) async fn list(asking: &Asking<'_>, query: &Parsed) -> Reply<Page<AssignmentRow>> {
    let mut select = Entity::find().filter(policy::visible(asking.actor, asking.today));
    if let Some(q) = &query.q {
        select = select.filter(engines::search::condition(asking.conn, &asking.state.keys, SubjectKind::Assignment, "assignment.id", q));
    }
    let found = page(asking.conn, select.clone(), query).await?;
    let total = total(asking.conn, select, query).await?;
    let names = Names::load(asking.conn, found.items.iter().flat_map(|task| [task.owner_id, task.giver_id])).await?;
    let row = |task: Model| -> Reply<AssignmentRow> {
        let lines = task.lines()?;
        Ok(AssignmentRow {
            owner: names.of(task.owner_id),
            giver: names.of(task.giver_id),
            overdue: overdue(&task, asking.now),
            ticked: count(lines.iter().filter(|line| line.done).count()),
            lines: count(lines.len()),
            id: task.id,
            number: task.number,
            title: task.title,
            status: task.status,
            priority: task.priority,
            due_at: task.due_at,
            version: task.version,
        })
    };
    Ok(Page { items: found.items.into_iter().map(row).collect::<Reply<_>>()?, next: found.next, prev: found.prev, total })
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// What the asker gave to others and is late; links to the list of just these.
///
/// # Errors
/// Where the database fails.
pub(crate) async fn figures(asking: &Asking<'_>) -> Reply<Vec<Figure>> {
    let given = Entity::find()
        .filter(Column::GiverId.eq(asking.actor.id))
        .filter(Column::OwnerId.ne(asking.actor.id))
        .filter(Column::Status.eq(AssignmentStatus::Open));
    let late = given.filter(Column::SortAt.lt(asking.now)).count(asking.conn).await?;
    if late == 0 {
        return Ok(Vec::new());
    }
    let me = asking.actor.id;
    let now = asking.now.format("%Y-%m-%dT%H:%M:%SZ");
    Ok(vec![Figure {
        key: "late_assignments".to_owned(),
        value: i64::try_from(late).unwrap_or(i64::MAX),
        link: format!("/tasks?filter[giver]={me}&filter[owner]=ne:{me}&filter[status]=open&filter[due_at]=lt:{now}"),
        attention: true,
    }])
}

/// See [`engines::Area::records`].
///
/// # Errors
/// Where the database fails.
pub(crate) async fn records(asking: &Asking<'_>, kind: SubjectKind, ids: &[Uuid]) -> Reply<Vec<Subject>> {
    if kind != SubjectKind::Assignment {
        return Ok(Vec::new());
    }
    let found = Entity::find().filter(Column::Id.is_in(ids.iter().copied())).filter(policy::visible(asking.actor, asking.today));
    Ok(found.all(asking.conn).await?.iter().map(subject).collect())
}

/// The best hits within reach.
///
/// # Errors
/// Where the database fails.
pub(crate) async fn search(asking: &Asking<'_>, q: &str) -> Reply<Vec<Hit>> {
    let condition = engines::search::condition(asking.conn, &asking.state.keys, SubjectKind::Assignment, "assignment.id", q);
    let select = Entity::find().filter(policy::visible(asking.actor, asking.today)).filter(condition);
    let rows = select.order_by_desc(Column::CreatedAt).limit(8).all(asking.conn).await?;
    Ok(rows.iter().map(|task| Hit { subject: subject(task), detail: String::new() }).collect())
}
