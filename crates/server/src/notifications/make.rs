//! What people are told of.

use super::channels;
use super::entity::{ActiveModel, Column, Entity};
use crate::comments;
use contract::SubjectKind;
use contract::jobs::JobKind;
use contract::notifications::NotificationKind;
use contract::tasks::{TaskKind, TaskStatus};
use contract::values::Subject;
use customers::pool;
use engines::approvals;
use engines::calendar::local_date;
use engines::people::holders;
use engines::tasks::entity as task;
use organisation::announcements::{self, Announced};
use platform::Reply;
use platform::db::Tx;
use platform::jobs::{Failure, Job, Work};
use platform::outbox::Event;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Tasks told of in one write.
const CHUNK: u64 = 500;

struct News {
    kind: NotificationKind,
    person: Uuid,
    subject: Subject,
    cause: Uuid,
}

/// Tells somebody something, unless they did it themselves or know already.
async fn tell(tx: &Tx, news: News) -> Reply<()> {
    if tx.person() == Some(news.person) {
        return Ok(());
    }
    let id = Uuid::now_v7();
    let row = ActiveModel {
        id: Set(id),
        person_id: Set(news.person),
        kind: Set(news.kind),
        title: Set(news.subject.title),
        subject_kind: Set(news.subject.kind.word().to_owned()),
        subject_id: Set(news.subject.id),
        from_id: Set(tx.person()),
        cause_id: Set(news.cause),
        created_at: Set(tx.at()),
        read_at: Set(None),
    };
    let known = OnConflict::columns([Column::CauseId, Column::Kind, Column::PersonId]).do_nothing().to_owned();
    if Entity::insert(row).on_conflict(known).exec_without_returning(tx.conn()).await? == 0 {
        return Ok(());
    }
    channels::spread(tx, id, news.person, news.kind).await
}

/// Tells many people the same, in few statements.
async fn tell_all(tx: &Tx, kind: NotificationKind, people: &[Uuid], subject: &Subject, cause: Uuid) -> Reply<()> {
    let row = |person: &Uuid| ActiveModel {
        id: Set(Uuid::now_v7()),
        person_id: Set(*person),
        kind: Set(kind),
        title: Set(subject.title.clone()),
        subject_kind: Set(subject.kind.word().to_owned()),
        subject_id: Set(subject.id),
        from_id: Set(tx.person()),
        cause_id: Set(cause),
        created_at: Set(tx.at()),
        read_at: Set(None),
    };
    let others: Vec<Uuid> = people.iter().copied().filter(|person| tx.person() != Some(*person)).collect();
    for some in others.chunks(CHUNK as usize) {
        let known = OnConflict::columns([Column::CauseId, Column::Kind, Column::PersonId]).do_nothing().to_owned();
        Entity::insert_many(some.iter().map(row)).on_conflict(known).exec_without_returning(tx.conn()).await?;
        let wishing = channels::wishing(tx, some, kind).await?;
        // Those who knew already have an older row.
        let new = Entity::find()
            .filter(Column::CauseId.eq(cause))
            .filter(Column::Kind.eq(kind))
            .filter(Column::PersonId.is_in(wishing))
            .filter(Column::CreatedAt.eq(tx.at()));
        for row in new.all(tx.conn()).await? {
            channels::spread(tx, row.id, row.person_id, kind).await?;
        }
    }
    Ok(())
}

async fn announce(tx: &Tx, kind: NotificationKind, announced: &Announced, cause: Uuid) -> Reply<()> {
    let subject = Subject { kind: SubjectKind::Announcement, id: announced.id, title: announced.title.clone() };
    tell_all(tx, kind, &announced.people, &subject, cause).await
}

/// An announcement is shown from now on.
///
/// # Errors
/// Where the database fails.
pub async fn announcement_shown(tx: &Tx, event: &Event) -> Reply<()> {
    let Some(announced) = announcements::announced(tx, event.id).await? else { return Ok(()) };
    announce(tx, NotificationKind::Announcement, &announced, event.id).await
}

/// Its author asks those who have not read it to do so.
///
/// # Errors
/// Where the database fails.
pub async fn announcement_reminded(tx: &Tx, event: &Event) -> Reply<()> {
    let Some(announced) = announcements::announced(tx, event.id).await? else { return Ok(()) };
    // Each reminder is news of its own.
    announce(tx, NotificationKind::Unread, &announced, Uuid::now_v7()).await
}

/// What was told of a withdrawn announcement would lead nowhere.
///
/// # Errors
/// Where the database fails.
pub async fn announcement_withdrawn(tx: &Tx, event: &Event) -> Reply<()> {
    Entity::delete_many().filter(Column::SubjectId.eq(event.id)).exec(tx.conn()).await?;
    Ok(())
}

/// Somebody is new, or in another unit or role: what is announced there is for them, too.
///
/// # Errors
/// Where the database fails.
pub async fn joined(tx: &mut Tx, event: &Event) -> Reply<()> {
    for announced in announcements::join(tx, event.id).await? {
        announce(tx, NotificationKind::Announcement, &announced, announced.id).await?;
    }
    Ok(())
}

/// A task was given to somebody.
///
/// # Errors
/// Where the database fails.
pub async fn task_opened(tx: &Tx, event: &Event) -> Reply<()> {
    let Some(found) = task::Entity::find_by_id(event.id).one(tx.conn()).await? else { return Ok(()) };
    // Whoever is mentioned is told of the comment.
    if found.kind == TaskKind::Mention {
        return Ok(());
    }
    let kind = if found.kind == TaskKind::Approval { NotificationKind::Approval } else { NotificationKind::Task };
    tell(tx, News { kind, person: found.person_id, subject: subject(&found), cause: found.id }).await?;
    if found.kind == TaskKind::Approval {
        let today = local_date(tx.at(), tx.state().config.utc_offset_minutes);
        for person in approvals::delegates(tx.conn(), found.subject_id, found.person_id, today).await? {
            tell(tx, News { kind, person, subject: subject(&found), cause: found.id }).await?;
        }
    }
    Ok(())
}

/// Whoever got a copy of a request hears of it.
///
/// # Errors
/// Where the database fails.
pub async fn copied(tx: &Tx, event: &Event) -> Reply<()> {
    let Some((_, title)) = approvals::applicant(tx.conn(), event.id).await? else { return Ok(()) };
    let people: Vec<Uuid> = serde_json::from_value(event.data.get("people").cloned().unwrap_or_default())?;
    for person in people {
        let subject = Subject { kind: SubjectKind::Approval, id: event.id, title: title.clone() };
        tell(tx, News { kind: NotificationKind::Copied, person, subject, cause: event.id }).await?;
    }
    Ok(())
}

/// Whoever decides for another from now on, or for some days, hears of it.
///
/// # Errors
/// Where the database fails.
pub async fn delegated(tx: &Tx, event: &Event) -> Reply<()> {
    let Some((subject, person)) = approvals::delegation(tx.conn(), event.id).await? else { return Ok(()) };
    tell(tx, News { kind: NotificationKind::Delegated, person, subject, cause: event.id }).await
}

/// Somebody was unqualified too often: the personnel office hears of it.
///
/// # Errors
/// Where the database fails.
pub async fn flagged(tx: &Tx, event: &Event) -> Reply<()> {
    let Some(subject) = kpi::effects::flagged(tx.conn(), event.id).await? else { return Ok(()) };
    for person in holders(tx.conn(), "hr").await? {
        tell(tx, News { kind: NotificationKind::Flagged, person: person.id, subject: subject.clone(), cause: event.id }).await?;
    }
    Ok(())
}

/// Whoever gave a task hears of the answer, and that it is done.
///
/// # Errors
/// Where the database fails.
pub async fn assignment_moved(tx: &Tx, event: &Event) -> Reply<()> {
    let Some((giver, subject)) = workday::assignments::giver(tx.conn(), event.id).await? else { return Ok(()) };
    if tx.actor().is_ok_and(|actor| actor.id == giver) {
        return Ok(());
    }
    // A task may be done again after it was taken up again.
    tell(tx, News { kind: NotificationKind::Progress, person: giver, subject, cause: Uuid::now_v7() }).await
}

/// The applicant hears what became of their request.
///
/// # Errors
/// Where the database fails.
pub async fn decided(tx: &Tx, event: &Event) -> Reply<()> {
    let Some((applicant, title)) = approvals::applicant(tx.conn(), event.id).await? else { return Ok(()) };
    let subject = Subject { kind: SubjectKind::Approval, id: event.id, title };
    tell(tx, News { kind: NotificationKind::Decided, person: applicant, subject, cause: event.id }).await
}

/// Whom the applicant asks for haste; each time anew.
///
/// # Errors
/// Where the database fails.
pub async fn reminded(tx: &Tx, event: &Event) -> Reply<()> {
    let Some((_, title)) = approvals::applicant(tx.conn(), event.id).await? else { return Ok(()) };
    let people: Vec<Uuid> = serde_json::from_value(event.data.get("people").cloned().unwrap_or_default())?;
    let cause = Uuid::now_v7();
    for person in people {
        let subject = Subject { kind: SubjectKind::Approval, id: event.id, title: title.clone() };
        tell(tx, News { kind: NotificationKind::Remind, person, subject, cause }).await?;
    }
    Ok(())
}

/// Whose self-review or marks are missing in a cycle; each time anew.
///
/// # Errors
/// Where the database fails.
pub async fn marks_missing(tx: &Tx, event: &Event) -> Reply<()> {
    let people: Vec<Uuid> = serde_json::from_value(event.data.get("people").cloned().unwrap_or_default())?;
    let title = event.data.get("period").and_then(|period| period.as_str()).unwrap_or_default().to_owned();
    let cause = Uuid::now_v7();
    for person in people {
        let subject = Subject { kind: SubjectKind::KpiCycle, id: event.id, title: title.clone() };
        tell(tx, News { kind: NotificationKind::Remind, person, subject, cause }).await?;
    }
    Ok(())
}

/// What was changed is not what was approved: the applicant hears it, and whoever had approved it.
///
/// # Errors
/// Where the database fails.
pub async fn voided(tx: &Tx, event: &Event) -> Reply<()> {
    let Some((applicant, title)) = approvals::applicant(tx.conn(), event.id).await? else { return Ok(()) };
    let mut people = approvals::approvers(tx.conn(), event.id).await?;
    people.push(applicant);
    for person in people {
        let subject = Subject { kind: SubjectKind::Approval, id: event.id, title: title.clone() };
        tell(tx, News { kind: NotificationKind::Voided, person, subject, cause: event.id }).await?;
    }
    Ok(())
}

/// A duty letter came into force, ended or was revoked: those whose signatures it bears hear it.
///
/// # Errors
/// Where the database fails.
pub async fn letter(tx: &Tx, event: &Event) -> Reply<()> {
    let Some((subject, people)) = organisation::duty_letters::parties(tx.conn(), event.id).await? else { return Ok(()) };
    let cause = Uuid::now_v7();
    for person in people {
        tell(tx, News { kind: NotificationKind::Letter, person, subject: subject.clone(), cause }).await?;
    }
    Ok(())
}

/// Somebody named people in a comment, who may see the record: it was asked as the comment was written.
///
/// # Errors
/// Where the database fails.
pub async fn mentioned(tx: &Tx, event: &Event) -> Reply<()> {
    let people: Vec<Uuid> = serde_json::from_value(event.data.get("people").cloned().unwrap_or_default())?;
    if people.is_empty() {
        return Ok(());
    }
    let Some(subject) = comments::record(tx, &crate::areas::all(), event.id).await? else { return Ok(()) };
    for person in people {
        tell(tx, News { kind: NotificationKind::Mention, person, subject: subject.clone(), cause: event.id }).await?;
    }
    Ok(())
}

/// Who was named in a comment that was withdrawn would look for it in vain.
///
/// # Errors
/// Where the database fails.
pub async fn comment_withdrawn(tx: &Tx, event: &Event) -> Reply<()> {
    let told = Entity::delete_many().filter(Column::CauseId.eq(event.id)).filter(Column::Kind.eq(NotificationKind::Mention));
    told.exec(tx.conn()).await?;
    Ok(())
}

/// A customer came to somebody, or goes back into the public pool. What went there is no longer theirs, so it leads to the pool.
///
/// # Errors
/// Where the database fails.
pub async fn customer_moved(tx: &Tx, event: &Event) -> Reply<()> {
    let kind = match event.name {
        pool::WARNED => NotificationKind::PoolWarning,
        pool::POOLED => NotificationKind::Pooled,
        _ => NotificationKind::Received,
    };
    let of = |key: &str| event.data.get(key).cloned().unwrap_or_default();
    let person: Uuid = serde_json::from_value(of("person_id"))?;
    let customers = serde_json::from_value(of("customers")).unwrap_or_else(|_| vec![event.id]);
    let title = pool::called(tx.conn(), &customers).await?;
    let subject = match kind {
        NotificationKind::Received => Subject { kind: SubjectKind::Customer, id: event.id, title },
        _ => Subject { kind: SubjectKind::CustomerPool, id: event.id, title },
    };
    tell(tx, News { kind, person, subject, cause: Uuid::now_v7() }).await
}

/// Tells everyone whose open tasks ran out of time, each once.
#[derive(Serialize, Deserialize)]
pub struct TellLate;

impl Job for TellLate {
    const KIND: JobKind = JobKind::TellLate;
    type Tools = ();

    async fn run(self, (): (), work: Work) -> Result<(), Failure> {
        loop {
            let write = async move |tx: &mut Tx| {
                let told = Query::select()
                    .column(Column::CauseId)
                    .from(Entity)
                    .and_where(Expr::col(Column::Kind).eq(NotificationKind::Late.word()))
                    .to_owned();
                let late = task::Entity::find()
                    .filter(task::Column::Status.eq(TaskStatus::Open))
                    .filter(task::Column::DueAt.lt(tx.at()))
                    .filter(task::Column::Id.not_in_subquery(told))
                    .order_by_asc(task::Column::Id)
                    .limit(CHUNK);
                let late = late.all(tx.conn()).await?;
                for task in &late {
                    let news = News { kind: NotificationKind::Late, person: task.person_id, subject: subject(task), cause: task.id };
                    tell(tx, news).await?;
                    // For readers on other nodes: something happened.
                    let data = serde_json::json!({ "person_id": task.person_id });
                    tx.emit(Event { name: "task.late", kind: SubjectKind::Task, id: task.id, data });
                }
                Ok(late.len() as u64)
            };
            if work.door.write_as_system(write).await? < CHUNK {
                return Ok(());
            }
        }
    }
}

fn subject(task: &task::Model) -> Subject {
    let kind = task.subject_kind.parse().unwrap_or(SubjectKind::Task);
    Subject { kind, id: task.subject_id, title: task.subject_title.clone() }
}
