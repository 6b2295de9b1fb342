//! Answers to the questions that engines put to every area: timeline, start page, search.

use super::entity::complaint::{Column, Entity, Model};
use super::policy;
use super::states::OPEN;
use super::waiting::excerpt;
use contract::complaints::ComplaintStatus;
use contract::home::{Figure, Hit};
use contract::permission::Permission;
use contract::timeline::{TimelineItem, TimelineKind};
use contract::{Subject, SubjectKind};
use engines::people::Names;
use engines::{Asking, search as index};
use locale::Language;
use platform::Reply;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// The complaints of a customer that the asker sees (CRM-11).
///
/// # Errors
/// Where the database fails.
pub async fn timeline(asking: &Asking<'_>, customer: Uuid) -> Reply<Vec<TimelineItem>> {
    let seen = Entity::find().filter(Column::CustomerId.eq(customer)).filter(policy::visible(asking.actor));
    let cases = seen.order_by_desc(Column::ReceivedAt).limit(100).all(asking.conn).await?;
    let names = Names::load(asking.conn, cases.iter().map(|case| case.agent_id)).await?;
    let item = |case: Model| TimelineItem {
        at: case.received_at,
        kind: TimelineKind::Complaint,
        title: format!("{} · {}", case.number, status(case.status, asking.language)),
        person: Some(names.of(case.agent_id)),
        subject: case.subject(),
        body: case.matter,
    };
    Ok(cases.into_iter().map(item).collect())
}

/// See [`engines::Area::records`].
///
/// # Errors
/// Where the database fails.
pub async fn records(asking: &Asking<'_>, kind: SubjectKind, ids: &[Uuid]) -> Reply<Vec<Subject>> {
    if kind != SubjectKind::Complaint {
        return Ok(Vec::new());
    }
    let found = Entity::find().filter(Column::Id.is_in(ids.iter().copied())).filter(policy::visible(asking.actor));
    Ok(found.all(asking.conn).await?.iter().map(|case| case.subject()).collect())
}

/// Open and overdue complaints that the asker sees; each links to the list of just these.
///
/// # Errors
/// Where the database fails.
pub async fn figures(asking: &Asking<'_>) -> Reply<Vec<Figure>> {
    if !asking.actor.may(Permission::ComplaintRead) {
        return Ok(Vec::new());
    }
    let open = Entity::find().filter(policy::visible(asking.actor)).filter(Column::Status.is_in(OPEN));
    let overdue = open.clone().filter(Column::StepDueAt.lt(asking.now));
    let words: Vec<&str> = OPEN.iter().map(|status| status.word()).collect();
    let link = format!("/complaints?filter[status]=in:{}", words.join(","));
    let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let (open, overdue) = (count(open.count(asking.conn).await?), count(overdue.count(asking.conn).await?));
    Ok(vec![
        Figure { key: "open_complaints".into(), value: open, link: link.clone(), attention: false },
        Figure { key: "overdue_complaints".into(), value: overdue, link: format!("{link}&filter[due_at]=lt:now"), attention: overdue > 0 },
    ])
}

/// Complaints found by number, customer or matter (PLT-04).
///
/// # Errors
/// Where the database fails.
pub async fn search(asking: &Asking<'_>, q: &str) -> Reply<Vec<Hit>> {
    let found = index::condition(asking.conn, &asking.state.keys, SubjectKind::Complaint, "complaint.id", q);
    let seen = Entity::find().filter(policy::visible(asking.actor)).filter(found);
    let cases = seen.order_by_desc(Column::ReceivedAt).limit(8).all(asking.conn).await?;
    let hit = |case: Model| Hit {
        subject: case.subject(),
        detail: format!("{} · {}", status(case.status, asking.language), excerpt(&case.matter)),
    };
    Ok(cases.into_iter().map(hit).collect())
}

fn status(status: ComplaintStatus, language: Language) -> &'static str {
    locale::find(status.text_path()).map_or(status.word(), |key| key.text(language))
}
