//! Hand-overs as the asker sees them: their own, those they supervise or receive from, and in the personnel office all.

use super::entity::{hand_over, line};
use super::signing;
use super::states::FLOW;
use crate::entity::{person, unit};
use contract::hand_overs::{HandOver, HandOverLine, HandOverRow, HoldingKind, LineStatus, Progress, Signature};
use contract::page::Page;
use contract::permission::hand_over::Read;
use contract::values::{Subject, SubjectKind};
use engines::people::Names;
use engines::{Areas, Asking};
use platform::auth::Actor;
use platform::list::{Parsed, page, total};
use platform::{Error, Reply};
use sea_orm::sea_query::{Condition, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::{BTreeSet, HashSet};
use uuid::Uuid;

/// Those that the asker sees, who signs for these people: see [`signing::places`].
pub(super) fn visible(who: &Actor, places: &[Uuid]) -> Condition {
    let received =
        Query::select().column(line::Column::HandOverId).from(line::Entity).and_where(line::Column::ReceiverId.eq(who.id)).to_owned();
    Condition::any()
        .add(
            who.scope::<Read>().condition((hand_over::Entity, hand_over::Column::PersonId), (hand_over::Entity, hand_over::Column::UnitId)),
        )
        .add(hand_over::Column::PersonId.eq(who.id))
        .add(hand_over::Column::SupervisorId.is_in(places.iter().copied()))
        .add(hand_over::Column::Id.in_subquery(received))
}

/// One that the asker sees.
///
/// # Errors
/// [`Error::NotFound`] where there is none.
pub(super) async fn found(conn: &impl ConnectionTrait, id: Uuid, who: &Actor, places: &[Uuid]) -> Reply<hand_over::Model> {
    hand_over::Entity::find_by_id(id).filter(visible(who, places)).one(conn).await?.ok_or(Error::NotFound)
}

/// A page of those that the asker sees.
pub(super) async fn list(asking: &Asking<'_>, query: &Parsed) -> Reply<Page<HandOverRow>> {
    let conn = asking.conn;
    let places = signing::places(conn, asking.actor.id, asking.today).await?;
    let select = hand_over::Entity::find().filter(visible(asking.actor, &places));
    let found = page(conn, select.clone(), query).await?;
    let total = total(conn, select, query).await?;
    let names = Names::load(conn, found.items.iter().flat_map(|it| [it.person_id, it.supervisor_id])).await?;
    let row = |it: hand_over::Model| HandOverRow {
        person: names.of(it.person_id),
        supervisor: names.of(it.supervisor_id),
        id: it.id,
        number: it.number,
        notice_on: it.notice_on,
        last_day: it.last_day,
        short_notice: it.short_notice,
        status: it.status,
        created_at: it.created_at,
        version: it.version,
    };
    Ok(Page { items: found.items.into_iter().map(row).collect(), next: found.next, prev: found.prev, total })
}

/// A page of the lines of hand-overs that the asker sees; a receiver sees their own. What a record is called is told to who hands
/// over, who supervises, whom it goes to, and who may open it anyhow; the personnel office and finance count lines and see numbers.
pub(super) async fn lines(asking: &Asking<'_>, areas: &Areas, query: &Parsed) -> Reply<Page<HandOverLine>> {
    let (conn, who) = (asking.conn, asking.actor);
    let places = signing::places(conn, who.id, asking.today).await?;
    let whole = Condition::any()
        .add(
            who.scope::<Read>().condition((hand_over::Entity, hand_over::Column::PersonId), (hand_over::Entity, hand_over::Column::UnitId)),
        )
        .add(hand_over::Column::PersonId.eq(who.id))
        .add(hand_over::Column::SupervisorId.is_in(places.iter().copied()));
    let seen = Query::select().column(hand_over::Column::Id).from(hand_over::Entity).cond_where(whole).to_owned();
    let seen = Condition::any().add(line::Column::HandOverId.in_subquery(seen)).add(line::Column::ReceiverId.eq(who.id));
    let select = line::Entity::find().filter(seen);
    let found = page(conn, select.clone(), query).await?;
    let total = total(conn, select, query).await?;
    let names = Names::load(conn, found.items.iter().filter_map(|line| line.receiver_id)).await?;
    let known = named(asking, areas, &found.items, &places).await?;
    let subject = |line: &line::Model| {
        let subject = Subject { kind: kind_of(line), id: line.subject_id, title: line.title.clone() };
        let named = known.contains(&line.id);
        Subject { title: if named { subject.title } else { subject.number().to_owned() }, ..subject }
    };
    let row = |line: line::Model| HandOverLine {
        subject: subject(&line),
        receiver: line.receiver_id.map(|id| names.of(id)),
        waits_for_me: waits_for(&line, who.id),
        id: line.id,
        hand_over_id: line.hand_over_id,
        kind: line.kind,
        must_settle: line.must_settle,
        status: line.status,
        remark: line.remark,
        done_at: line.done_at,
    };
    Ok(Page { items: found.items.into_iter().map(row).collect(), next: found.next, prev: found.prev, total })
}

/// Whether somebody is asked to take a line over.
fn waits_for(line: &line::Model, who: Uuid) -> bool {
    line.status == LineStatus::Asked && line.receiver_id == Some(who)
}

fn kind_of(line: &line::Model) -> SubjectKind {
    line.subject_kind.parse().unwrap_or(SubjectKind::Task)
}

/// The lines whose records the asker may know by name.
async fn named(asking: &Asking<'_>, areas: &Areas, lines: &[line::Model], places: &[Uuid]) -> Reply<HashSet<Uuid>> {
    let me = asking.actor.id;
    let theirs = hand_over::Entity::find()
        .filter(hand_over::Column::Id.is_in(lines.iter().map(|line| line.hand_over_id).collect::<BTreeSet<_>>()))
        .filter(
            Condition::any().add(hand_over::Column::PersonId.eq(me)).add(hand_over::Column::SupervisorId.is_in(places.iter().copied())),
        );
    let theirs: HashSet<Uuid> = theirs.all(asking.conn).await?.into_iter().map(|it| it.id).collect();
    // Who declined, or was only considered, has no business with it.
    let received = |line: &line::Model| line.receiver_id == Some(me) && matches!(line.status, LineStatus::Asked | LineStatus::Done);
    let (mut known, rest): (HashSet<Uuid>, Vec<&line::Model>) = {
        let (known, rest): (Vec<_>, Vec<_>) = lines.iter().partition(|line| theirs.contains(&line.hand_over_id) || received(line));
        (known.iter().map(|line| line.id).collect(), rest)
    };
    for kind in rest.iter().map(|line| kind_of(line).word()).collect::<BTreeSet<_>>() {
        let of_kind: Vec<&&line::Model> = rest.iter().filter(|line| line.subject_kind == kind).collect();
        let ids: Vec<Uuid> = of_kind.iter().map(|line| line.subject_id).collect();
        let seen = areas.records(asking, kind.parse().unwrap_or(SubjectKind::Task), &ids).await?;
        let seen: HashSet<Uuid> = seen.into_iter().map(|subject| subject.id).collect();
        known.extend(of_kind.iter().filter(|line| seen.contains(&line.subject_id)).map(|line| line.id));
    }
    Ok(known)
}

/// One in full.
pub(super) async fn present(conn: &impl ConnectionTrait, it: hand_over::Model, who: &Actor, places: &[Uuid]) -> Reply<HandOver> {
    let lines = line::Entity::find().filter(line::Column::HandOverId.eq(it.id)).all(conn).await?;
    let person = person::Entity::find_by_id(it.person_id).one(conn).await?.ok_or(Error::NotFound)?;
    let unit = unit::Entity::find_by_id(person.unit_id).one(conn).await?;
    let names = Names::load(conn, [Some(it.person_id), Some(it.supervisor_id), it.settled_by, it.signed_by].into_iter().flatten()).await?;
    let count = |fits: &dyn Fn(&line::Model) -> bool| i64::try_from(lines.iter().filter(|line| fits(line)).count()).unwrap_or(i64::MAX);
    let progress = HoldingKind::ALL.iter().map(|kind| Progress {
        kind: *kind,
        all: count(&|line| line.kind == *kind),
        done: count(&|line| line.kind == *kind && line.status == LineStatus::Done),
    });
    let signature = |by: Option<Uuid>, at, note: &str| Some(Signature { person: names.of(by?), at: at?, note: note.to_owned() });
    Ok(HandOver {
        person: names.of(it.person_id),
        post: person.post,
        unit: unit.map(|unit| unit.name).unwrap_or_default(),
        supervisor: names.of(it.supervisor_id),
        progress: progress.filter(|progress| progress.all > 0).collect(),
        waits_for_me: count(&|line| waits_for(line, who.id)),
        settled: signature(it.settled_by, it.settled_at, &it.settled_note),
        signed: signature(it.signed_by, it.signed_at, &it.signed_note),
        actions: FLOW.actions(&signing::seen_by(&it, who, places), who),
        id: it.id,
        number: it.number,
        notice_on: it.notice_on,
        last_day: it.last_day,
        short_notice: it.short_notice,
        reason: it.reason,
        status: it.status,
        approval_id: it.approval_id,
        closed_at: it.closed_at,
        version: it.version,
    })
}
