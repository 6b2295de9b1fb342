//! What is in whose hands.

use crate::cases::entity::complaint::{Column, Entity, Model};
use crate::cases::{self, OPEN, visible_to};
use crate::service_requests::{self, entity as requests};
use contract::complaints::ComplaintStatus;
use contract::complaints::desk::{DeskBoard, DeskLoad};
use contract::complaints::service_requests::ServiceStatus;
use contract::dashboard::Slice;
use engines::Asking;
use engines::calendar::end_of_day;
use engines::panels::slice;
use engines::people::Names;
use locale::desk as text;
use platform::Reply;
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use std::collections::HashMap;
use uuid::Uuid;

const PATH: &str = "/complaints";

fn open_words() -> String {
    format!("filter[status]=in:{}", OPEN.map(|status| status.word()).join(","))
}

/// How many open cases and requests of the asker's own are not among these.
pub(super) async fn elsewhere(asking: &Asking<'_>, mine: &[Uuid]) -> Reply<i64> {
    let me = asking.actor.id;
    let hands = Condition::any().add(Column::AgentId.eq(me)).add(Column::InvestigatorId.eq(me));
    let open = Entity::find().filter(hands).filter(Column::Status.is_in(OPEN)).filter(Column::Id.is_not_in(mine.iter().copied()));
    let requests = requests::Entity::find()
        .filter(requests::Column::AgentId.eq(me))
        .filter(requests::Column::Status.is_in(service_requests::OPEN))
        .filter(requests::Column::Id.is_not_in(mine.iter().copied()));
    let count = open.count(asking.conn).await? + requests.count(asking.conn).await?;
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}

/// The board of what the asker sees.
pub(super) async fn board(asking: &Asking<'_>) -> Reply<DeskBoard> {
    let open = Entity::find().filter(visible_to(asking.actor)).filter(Column::Status.is_in(OPEN)).all(asking.conn).await?;
    let requests = requests::Entity::find()
        .filter(service_requests::visible(asking.actor))
        .filter(requests::Column::Status.is_in(service_requests::OPEN))
        .filter(requests::Column::Status.is_not_in([ServiceStatus::Answered, ServiceStatus::Refused]))
        .all(asking.conn)
        .await?;
    Ok(DeskBoard { figures: figures(asking, &open, requests.len()), people: people(asking, &open, &requests).await? })
}

fn figures(asking: &Asking<'_>, open: &[Model], requests: usize) -> Vec<Slice> {
    let count = |fits: &dyn Fn(&Model) -> bool| i64::try_from(open.iter().filter(|case| fits(case)).count()).unwrap_or(i64::MAX);
    let late = |case: &Model| cases::running_due(case).is_some_and(|due| due < asking.now);
    let say = |key: locale::Key| key.text(asking.language);
    vec![
        slice(say(text::OPEN), count(&|_| true), PATH, &[open_words()]),
        slice(say(text::LATE), count(&late), PATH, &[open_words(), "filter[due_at]=lt:now".to_owned(), "sort=due_at".to_owned()]),
        slice(
            say(text::SERIOUS),
            count(&|case| case.severity == contract::complaints::Severity::Serious),
            PATH,
            &[open_words(), "filter[severity]=eq:serious".to_owned()],
        ),
        slice(
            say(text::APPROVING),
            count(&|case| case.status == ComplaintStatus::Approving),
            PATH,
            &["filter[status]=eq:approving".to_owned()],
        ),
        slice(say(text::REOPENED), count(&|case| case.reopened > 0), PATH, &[open_words(), "filter[reopened]=gt:0".to_owned()]),
        slice(say(text::PAUSED), count(&|case| case.paused_at.is_some()), PATH, &[open_words(), "filter[paused_at]=null:false".to_owned()]),
        slice(
            say(text::REQUESTS),
            i64::try_from(requests).unwrap_or(i64::MAX),
            "/service-requests",
            &["filter[status]=in:received,approved,goods_received,checked,settled".to_owned()],
        ),
    ]
}

/// A case is in the hands of its investigator; before there is one, it waits with its agent.
async fn people(asking: &Asking<'_>, open: &[Model], requests: &[requests::Model]) -> Reply<Vec<DeskLoad>> {
    let tonight = end_of_day(asking.today, asking.state.config.utc_offset_minutes);
    let hands = open.iter().map(|case| case.investigator_id.unwrap_or(case.agent_id));
    let names = Names::load(asking.conn, hands.chain(requests.iter().map(|it| it.agent_id))).await?;
    let mut loads: HashMap<Uuid, DeskLoad> = HashMap::new();
    let blank = |id: Uuid| DeskLoad {
        person: names.of(id),
        open: 0,
        overdue: 0,
        today: 0,
        paused: 0,
        requests: 0,
        unassigned: 0,
        link: format!("{PATH}?{}&filter[investigator]=eq:{id}&sort=due_at", open_words()),
    };
    for case in open {
        let Some(investigator) = case.investigator_id else {
            loads.entry(case.agent_id).or_insert_with(|| blank(case.agent_id)).unassigned += 1;
            continue;
        };
        let load = loads.entry(investigator).or_insert_with(|| blank(investigator));
        let due = cases::running_due(case);
        load.open += 1;
        load.overdue += i64::from(due.is_some_and(|due| due < asking.now));
        load.today += i64::from(due.is_some_and(|due| due >= asking.now && due < tonight));
        load.paused += i64::from(case.paused_at.is_some());
    }
    for request in requests {
        loads.entry(request.agent_id).or_insert_with(|| blank(request.agent_id)).requests += 1;
    }
    let mut all: Vec<DeskLoad> = loads.into_values().collect();
    all.sort_by(|a, b| {
        (b.overdue, b.open, b.unassigned).cmp(&(a.overdue, a.open, a.unassigned)).then_with(|| a.person.name.cmp(&b.person.name))
    });
    Ok(all)
}
