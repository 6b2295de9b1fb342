//! Who signs a hand-over (ORG-08): the supervisor, whoever does their work while a delegation of everything runs (ORG-09), and while they
//! are away or leaving themselves the next superior who is at work. So nobody who leaves can block somebody else.

use super::entity::hand_over;
use crate::entity::person;
use chrono::NaiveDate;
use contract::people::PersonStatus;
use engines::approvals::{stands_in_for, substitutes};
use engines::people::holders_of;
use platform::Reply;
use platform::auth::Actor;
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

/// Who signs for somebody without a superior: the first of these who is not themselves.
const ABOVE_ALL: [&str; 4] = ["executive_director", "general_manager", "gm_assistant", "hr"];

/// More levels than a company has.
const LEVELS: usize = 12;

/// Who will sign for a person who gives notice.
pub(super) async fn supervisor_of(conn: &impl ConnectionTrait, leaver: &person::Model) -> Reply<Option<Uuid>> {
    if let Some(superior) = leaver.superior_id.filter(|superior| *superior != leaver.id) {
        return Ok(Some(superior));
    }
    let holders = holders_of(conn, &ABOVE_ALL).await?;
    let first = |role: &&str| holders.iter().find(|holder| holder.role == **role && holder.id != leaver.id);
    Ok(ABOVE_ALL.iter().find_map(first).map(|holder| holder.id))
}

/// Who is asked to sign where this person is the supervisor: they while they have an account, whoever does their work, and whoever stands
/// above where they are not simply at work.
pub(super) async fn asked(conn: &impl ConnectionTrait, supervisor: Uuid, leaver: Uuid, today: NaiveDate) -> Reply<Vec<Uuid>> {
    let mut all = substitutes(conn, supervisor, today).await?;
    all.retain(|id| *id != leaver);
    let mut at = Some(supervisor);
    for _ in 0..LEVELS {
        let Some(found) = (match at {
            Some(id) => person::Entity::find_by_id(id).one(conn).await?,
            None => None,
        }) else {
            break;
        };
        let at_work = found.active && found.status == PersonStatus::Active;
        if found.id != leaver && found.active && (at_work || found.id == supervisor) {
            all.push(found.id);
        }
        if at_work && found.id != leaver {
            break;
        }
        at = found.superior_id;
    }
    Ok(all)
}

/// Everyone for whom this person signs today, themselves first.
pub(super) async fn places(conn: &impl ConnectionTrait, who: Uuid, today: NaiveDate) -> Reply<Vec<Uuid>> {
    let mut all = vec![who];
    let mut above = vec![who];
    for _ in 0..LEVELS {
        let away = Condition::all().add(person::Column::SuperiorId.is_in(above)).add(person::Column::Status.ne(PersonStatus::Active));
        let found = person::Entity::find()
            .select_only()
            .column(person::Column::Id)
            .filter(Condition::any().add(away).add(person::Column::Id.in_subquery(stands_in_for(who, today))))
            .filter(person::Column::Id.is_not_in(all.iter().copied()));
        above = found.into_tuple::<Uuid>().all(conn).await?;
        if above.is_empty() {
            break;
        }
        all.extend(above.iter().copied());
    }
    Ok(all)
}

/// A hand-over as the rules see it: whoever signs in the supervisor's place counts as the supervisor. Nobody signs their own.
pub(super) fn seen_by(it: &hand_over::Model, who: &Actor, places: &[Uuid]) -> hand_over::Model {
    let mut seen = it.clone();
    if it.person_id != who.id && places.contains(&it.supervisor_id) {
        seen.supervisor_id = who.id;
    }
    seen
}
