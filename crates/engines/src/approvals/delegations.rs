//! Delegation (ORG-09): during a time a delegate sees and decides what waits for a person. Nothing is moved: who decides for whom is
//! worked out at each look, so it begins and ends by itself.

use super::DELEGATED;
use super::entity::delegation;
use crate::calendar::local_date;
use crate::people::{self, Names};
use chrono::NaiveDate;
use contract::SubjectKind;
use contract::approvals::ApprovalKind;
use contract::approvals::delegation::{Delegation, DelegationActKind, DelegationStatus, NewDelegation};
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Refusal, Reply};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, QueryTrait, Select, Set,
};
use uuid::Uuid;

const OVERLAP: Refusal = Refusal::new("delegation.overlap", locale::problems::DELEGATION_OVERLAP);
const ENDED: Refusal = Refusal::new("delegation.ended", locale::problems::DELEGATION_ENDED);

/// A delegate's own delegate decides, too, up to so many times over.
const DEPTH: usize = 3;

/// Somebody for whom a person decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Delegator {
    pub person: Uuid,
    /// Empty: all kinds.
    pub kinds: Vec<ApprovalKind>,
}

impl Delegator {
    pub(crate) fn covers(&self, kind: ApprovalKind) -> bool {
        self.kinds.is_empty() || self.kinds.contains(&kind)
    }
}

/// Everyone for whom a person decides on this day.
///
/// # Errors
/// Where the database fails.
pub(crate) async fn delegators(conn: &impl ConnectionTrait, of: Uuid, on: NaiveDate) -> Reply<Vec<Delegator>> {
    Ok(chain(of, &running(conn, on).await?))
}

/// Everyone who decides requests of this kind for a person on this day, delegates of delegates included.
///
/// # Errors
/// Where the database fails.
pub(crate) async fn delegates(conn: &impl ConnectionTrait, person: Uuid, kind: ApprovalKind, on: NaiveDate) -> Reply<Vec<Uuid>> {
    let running = running(conn, on).await?;
    let mut all: Vec<Uuid> = running.iter().map(|(_, delegate, _)| *delegate).collect();
    all.sort_unstable();
    all.dedup();
    all.retain(|delegate| chain(*delegate, &running).iter().any(|one| one.person == person && one.covers(kind)));
    Ok(all)
}

/// Who has whom decide what.
type Running = (Uuid, Uuid, Vec<ApprovalKind>);

async fn running(conn: &impl ConnectionTrait, on: NaiveDate) -> Reply<Vec<Running>> {
    let rows = delegation::Entity::find()
        .filter(delegation::Column::FromOn.lte(on))
        .filter(delegation::Column::ToOn.gte(on))
        .filter(delegation::Column::EndedAt.is_null())
        .all(conn)
        .await?;
    rows.into_iter().map(|row| Ok((row.person_id, row.delegate_id, serde_json::from_str(&row.kinds)?))).collect()
}

/// Follows delegations upwards: who delegated to `of`, who delegated to them, for what all of them share.
fn chain(of: Uuid, running: &[Running]) -> Vec<Delegator> {
    let mut found: Vec<Delegator> = Vec::new();
    let mut at = vec![Delegator { person: of, kinds: Vec::new() }];
    for _ in 0..DEPTH {
        let mut next = Vec::new();
        for delegate in &at {
            for (person, _, kinds) in running.iter().filter(|(person, to, _)| *to == delegate.person && *person != of) {
                let Some(kinds) = shared(&delegate.kinds, kinds) else { continue };
                let one = Delegator { person: *person, kinds };
                if !found.contains(&one) {
                    found.push(one.clone());
                    next.push(one);
                }
            }
        }
        at = next;
    }
    found
}

/// The kinds in both; `None` where there are none. Empty stands for all.
fn shared(a: &[ApprovalKind], b: &[ApprovalKind]) -> Option<Vec<ApprovalKind>> {
    match (a.is_empty(), b.is_empty()) {
        (true, _) => Some(b.to_vec()),
        (_, true) => Some(a.to_vec()),
        _ => Some(a.iter().copied().filter(|kind| b.contains(kind)).collect::<Vec<_>>()).filter(|both| !both.is_empty()),
    }
}

/// Names a delegate for somebody, e.g. from an approved leave.
///
/// # Errors
/// `422` for a delegate who is no colleague or a time in the past, `409` where the time is taken for these kinds.
pub async fn delegate(tx: &mut Tx, person: Uuid, new: &NewDelegation) -> Reply<Uuid> {
    if new.delegate_id == person {
        return Err(Error::invalid("/delegate_id", "delegate_self"));
    }
    match people::unit_of(tx.conn(), new.delegate_id).await {
        Err(Error::NotFound) => return Err(Error::invalid("/delegate_id", "person_unknown")),
        found => found?,
    };
    if new.to_on < today(tx) {
        return Err(Error::invalid("/to_on", "date_past"));
    }
    let others = delegation::Entity::find()
        .filter(delegation::Column::PersonId.eq(person))
        .filter(delegation::Column::EndedAt.is_null())
        .filter(delegation::Column::FromOn.lte(new.to_on))
        .filter(delegation::Column::ToOn.gte(new.from_on))
        .all(tx.conn())
        .await?;
    for other in others {
        if shared(&serde_json::from_str::<Vec<ApprovalKind>>(&other.kinds)?, &new.kinds).is_some() {
            return Err(Error::Refused(OVERLAP));
        }
    }
    let at = tx.at();
    let row = delegation::ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        person_id: Set(person),
        delegate_id: Set(new.delegate_id),
        from_on: Set(new.from_on),
        to_on: Set(new.to_on),
        kinds: Set(serde_json::to_string(&new.kinds)?),
        reason: Set(new.reason.trim().to_owned()),
        ended_at: Set(None),
        created_at: Set(at),
        updated_at: Set(at),
    };
    let id = tx.insert::<delegation::Entity, _>(row).await?.id;
    tx.emit(Event { name: DELEGATED, kind: SubjectKind::Delegation, id, data: serde_json::json!({ "delegate_id": new.delegate_id }) });
    Ok(id)
}

/// Has somebody stand in for a person by itself, e.g. from an approved leave. `None` where nobody can: the days are over, the delegate
/// has left, or the person named somebody for these days already.
///
/// # Errors
/// Where the database fails.
pub async fn stand_in(tx: &mut Tx, person: Uuid, new: &NewDelegation) -> Reply<Option<Uuid>> {
    match delegate(tx, person, new).await {
        Ok(id) => Ok(Some(id)),
        Err(Error::Refused(_) | Error::Invalid(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Ends a delegation that began by itself, where it has not ended.
///
/// # Errors
/// Where the database fails.
pub async fn end_delegation(tx: &mut Tx, id: Uuid) -> Reply<()> {
    let Some(before) = delegation::Entity::find_by_id(id).one(tx.conn()).await? else { return Ok(()) };
    if status(&before, today(tx)) == DelegationStatus::Ended {
        return Ok(());
    }
    let mut row = before.clone().into_active_model();
    row.set(delegation::Column::EndedAt, Some(tx.at()).into());
    tx.update::<delegation::Entity, _>(&before, row).await?;
    Ok(())
}

/// The people for whom somebody works on this day (ORG-09): those who delegated everything to them.
pub fn stands_in_for(who: Uuid, on: NaiveDate) -> SelectStatement {
    standing_in(who, on).select_only().column(delegation::Column::PersonId).into_query()
}

/// Delegations of everything: who was given only some kinds of requests decides those and does no other work.
fn standing_in(who: Uuid, on: NaiveDate) -> Select<delegation::Entity> {
    delegation::Entity::find()
        .filter(delegation::Column::DelegateId.eq(who))
        .filter(delegation::Column::FromOn.lte(on))
        .filter(delegation::Column::ToOn.gte(on))
        .filter(delegation::Column::EndedAt.is_null())
        .filter(delegation::Column::Kinds.eq("[]"))
}

/// Whether somebody works for a person on this day.
///
/// # Errors
/// Where the database fails.
pub async fn stands_in(conn: &impl ConnectionTrait, who: Uuid, person: Uuid, on: NaiveDate) -> Reply<bool> {
    Ok(standing_in(who, on).filter(delegation::Column::PersonId.eq(person)).one(conn).await?.is_some())
}

/// Who works for a person on this day (ORG-09): those to whom they delegated everything.
///
/// # Errors
/// Where the database fails.
pub async fn substitutes(conn: &impl ConnectionTrait, person: Uuid, on: NaiveDate) -> Reply<Vec<Uuid>> {
    let all = delegation::Entity::find()
        .select_only()
        .column(delegation::Column::DelegateId)
        .filter(delegation::Column::PersonId.eq(person))
        .filter(delegation::Column::FromOn.lte(on))
        .filter(delegation::Column::ToOn.gte(on))
        .filter(delegation::Column::EndedAt.is_null())
        .filter(delegation::Column::Kinds.eq("[]"));
    Ok(all.into_tuple().all(conn).await?)
}

/// Ends a delegation before its time; the person's own to do.
///
/// # Errors
/// `404` for whom it does not concern, `409` for the delegate or where it has ended.
pub(crate) async fn end(tx: &mut Tx, id: Uuid, seen: i64) -> Reply<delegation::Model> {
    let me = tx.actor()?.id;
    let before = concerning(tx.conn(), id, me).await?;
    if !actions(&before, me, today(tx)).contains(&DelegationActKind::End) {
        return Err(Error::Refused(ENDED));
    }
    if before.version != seen {
        return Err(Error::Stale);
    }
    let mut row = before.clone().into_active_model();
    row.set(delegation::Column::EndedAt, Some(tx.at()).into());
    tx.update::<delegation::Entity, _>(&before, row).await
}

/// A delegation that somebody gave or received.
///
/// # Errors
/// [`Error::NotFound`].
pub(crate) async fn concerning(conn: &impl ConnectionTrait, id: Uuid, who: Uuid) -> Reply<delegation::Model> {
    let row = delegation::Entity::find_by_id(id).one(conn).await?;
    row.filter(|row| row.person_id == who || row.delegate_id == who).ok_or(Error::NotFound)
}

fn today(tx: &Tx) -> NaiveDate {
    local_date(tx.at(), tx.state().config.utc_offset_minutes)
}

fn status(row: &delegation::Model, today: NaiveDate) -> DelegationStatus {
    match () {
        () if row.ended_at.is_some() || row.to_on < today => DelegationStatus::Ended,
        () if row.from_on > today => DelegationStatus::Planned,
        () => DelegationStatus::Running,
    }
}

fn actions(row: &delegation::Model, who: Uuid, today: NaiveDate) -> Vec<DelegationActKind> {
    let own = row.person_id == who && status(row, today) != DelegationStatus::Ended;
    own.then_some(DelegationActKind::End).into_iter().collect()
}

pub(crate) async fn present(
    conn: &impl ConnectionTrait,
    rows: Vec<delegation::Model>,
    who: Uuid,
    today: NaiveDate,
) -> Reply<Vec<Delegation>> {
    let names = Names::load(conn, rows.iter().flat_map(|r| [r.person_id, r.delegate_id])).await?;
    let one = |row: delegation::Model| {
        Ok(Delegation {
            status: status(&row, today),
            actions: actions(&row, who, today),
            person: names.of(row.person_id),
            delegate: names.of(row.delegate_id),
            kinds: serde_json::from_str(&row.kinds)?,
            id: row.id,
            from_on: row.from_on,
            to_on: row.to_on,
            reason: row.reason,
            created_at: row.created_at,
            version: row.version,
        })
    };
    rows.into_iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ApprovalKind::{Campaign, Remedy};

    fn id(n: u128) -> Uuid {
        Uuid::from_u128(n)
    }

    fn of(who: u128, running: &[(u128, u128, &[ApprovalKind])]) -> Vec<(u128, Vec<ApprovalKind>)> {
        let running: Vec<_> = running.iter().map(|(a, b, kinds)| (id(*a), id(*b), kinds.to_vec())).collect();
        chain(id(who), &running).into_iter().map(|d| (d.person.as_u128(), d.kinds)).collect()
    }

    #[test]
    fn a_delegate_of_a_delegate_decides_what_both_were_given() {
        assert_eq!(of(2, &[(1, 2, &[])]), [(1, vec![])]);
        assert_eq!(of(3, &[(1, 2, &[]), (2, 3, &[Campaign])]), [(2, vec![Campaign]), (1, vec![Campaign])]);
        assert_eq!(of(3, &[(1, 2, &[Remedy]), (2, 3, &[Campaign])]), [(2, vec![Campaign])], "nothing in common");
    }

    #[test]
    fn circles_and_long_chains_end() {
        assert_eq!(of(1, &[(1, 2, &[]), (2, 1, &[])]), [(2, vec![])]);
        let long = [(1, 2, &[][..]), (2, 3, &[]), (3, 4, &[]), (4, 5, &[]), (5, 6, &[])];
        assert_eq!(of(6, &long).len(), DEPTH);
    }
}
