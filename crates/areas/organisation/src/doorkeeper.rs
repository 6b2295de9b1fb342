//! From a session to a person with the rights of this moment: two small reads on each request, nothing is remembered.

use crate::entity::unit;
use crate::{keys, roles};
use chrono::{DateTime, Utc};
use contract::access::{Duty, SignInWay};
use contract::permission::DataScope;
use futures_util::future::LocalBoxFuture;
use platform::Reply;
use platform::auth::{Actor, Doorkeeper, Rights};
use platform::clock::Clock;
use platform::db::Reader;
use platform::http::{Meta, State};
use sea_orm::{ConnectionTrait, EntityTrait, QueryResult, Statement};
use std::str::FromStr;
use std::sync::Arc;
use uuid::Uuid;

/// Reads sessions, people, roles and units.
pub struct Gate {
    reader: Reader,
    clock: Clock,
}

impl Gate {
    /// A gate on this database.
    pub fn new(reader: Reader, clock: Clock) -> Self {
        Self { reader, clock }
    }
}

impl Doorkeeper for Gate {
    fn actor(&self, person: Uuid, session: Uuid) -> LocalBoxFuture<'_, Reply<Option<Actor>>> {
        Box::pin(async move { load(self.reader.conn(), person, session, self.clock.now()).await })
    }

    fn by_key<'a>(&'a self, state: &'a Arc<State>, key: &'a str, meta: &'a Meta) -> LocalBoxFuture<'a, Reply<Option<Actor>>> {
        Box::pin(keys::actor(state, key, meta))
    }
}

const SESSION: &str = "SELECT p.name, p.unit_id, r.code, r.scope, r.permissions, s.way, a.must_change, f.confirmed_at AS factor_at, \
    (SELECT d.second_factor_roles FROM access_rules d) AS factor_roles, \
    (SELECT COUNT(*) FROM agreement g WHERE g.status = 'in_force' AND NOT EXISTS \
        (SELECT 1 FROM agreement_acceptance x WHERE x.person_id = p.id AND x.agreement_id = g.id)) AS agreements \
    FROM session s JOIN person p ON p.id = s.person_id \
    LEFT JOIN account a ON a.id = p.id LEFT JOIN second_factor f ON f.id = p.id \
    LEFT JOIN person_role pr ON pr.person_id = p.id LEFT JOIN role r ON r.code = pr.role \
    WHERE s.id = $1 AND s.person_id = $2 AND s.ended_at IS NULL AND s.ends_at > $3 AND p.active";

const PERSON: &str = "SELECT p.name, p.unit_id, r.code, r.scope, r.permissions FROM person p \
    LEFT JOIN person_role pr ON pr.person_id = p.id LEFT JOIN role r ON r.code = pr.role WHERE p.id = $1 AND p.active";

/// An active person with their rights, outside a session: for demo data.
///
/// # Errors
/// [`platform::Error::NotFound`] where there is no such active person.
pub async fn person(conn: &impl ConnectionTrait, person: Uuid) -> Reply<Actor> {
    let rows = conn.query_all_raw(Statement::from_sql_and_values(conn.get_database_backend(), PERSON, [person.into()])).await?;
    with_rights(conn, rows, person, Uuid::nil()).await?.ok_or(platform::Error::NotFound)
}

async fn load(conn: &impl ConnectionTrait, person: Uuid, session: Uuid, now: DateTime<Utc>) -> Reply<Option<Actor>> {
    let values = [session.into(), person.into(), now.into()];
    let rows = conn.query_all_raw(Statement::from_sql_and_values(conn.get_database_backend(), SESSION, values)).await?;
    let duty = rows.first().map(|row| duty(row, &rows)).transpose()?.flatten();
    Ok(with_rights(conn, rows, person, session).await?.map(|actor| actor.owing(duty).asking_at(now)))
}

/// What the person has to do before anything else. Whoever comes through single sign-on has password and second factor there.
fn duty(row: &QueryResult, rows: &[QueryResult]) -> Reply<Option<Duty>> {
    let by_password = row.try_get::<String>("", "way")? == SignInWay::Password.word();
    if by_password && row.try_get::<Option<bool>>("", "must_change")?.unwrap_or(false) {
        return Ok(Some(Duty::Password));
    }
    let demanded: String = row.try_get::<Option<String>>("", "factor_roles")?.unwrap_or_default();
    if by_password && !demanded.is_empty() && row.try_get::<Option<DateTime<Utc>>>("", "factor_at")?.is_none() {
        for row in rows {
            let role = row.try_get::<Option<String>>("", "code")?;
            if role.is_some_and(|role| demanded.split_whitespace().any(|d| d == role)) {
                return Ok(Some(Duty::SecondFactor));
            }
        }
    }
    Ok((row.try_get::<i64>("", "agreements")? > 0).then_some(Duty::Agreement))
}

async fn with_rights(conn: &impl ConnectionTrait, rows: Vec<QueryResult>, person: Uuid, session: Uuid) -> Reply<Option<Actor>> {
    let Some(first) = rows.first() else { return Ok(None) };
    let (name, unit_id): (String, Uuid) = (first.try_get("", "name")?, first.try_get("", "unit_id")?);
    let held: Vec<Held> = rows.iter().filter_map(|row| held(row).transpose()).collect::<Reply<_>>()?;
    let units = if held.iter().any(|h| h.grants().any(|(_, s)| by_unit(s))) { unit::Entity::find().all(conn).await? } else { Vec::new() };
    let mut rights = Rights::default();
    for (permission, scope) in held.iter().flat_map(Held::grants) {
        match scope {
            DataScope::None => rights.grant_nothing(permission),
            DataScope::Own => rights.grant_own(permission),
            DataScope::All => rights.grant_all(permission),
            DataScope::Team | DataScope::Department | DataScope::Branch => rights.grant_units(permission, within(&units, unit_id, scope)),
        }
    }
    let roles = held.into_iter().map(|h| h.code).collect();
    Ok(Some(Actor::new(person, name, unit_id, session, roles, rights)))
}

/// A role as a person holds it.
struct Held {
    code: String,
    scope: DataScope,
    permissions: String,
}

impl Held {
    fn grants(&self) -> impl Iterator<Item = (contract::permission::Permission, DataScope)> {
        self.permissions.split_whitespace().filter_map(|stored| roles::parse(stored, self.scope))
    }
}

fn held(row: &QueryResult) -> Reply<Option<Held>> {
    let Some(code) = row.try_get::<Option<String>>("", "code")? else { return Ok(None) };
    let scope: String = row.try_get("", "scope")?;
    Ok(Some(Held { code, scope: DataScope::from_str(&scope).unwrap_or(DataScope::None), permissions: row.try_get("", "permissions")? }))
}

fn by_unit(scope: DataScope) -> bool {
    matches!(scope, DataScope::Team | DataScope::Department | DataScope::Branch)
}

/// The units within reach: from the person's own unit up to the nearest one of the wanted kind, and everything below it.
pub(crate) fn within(units: &[unit::Model], own: Uuid, scope: DataScope) -> Vec<Uuid> {
    let find = |id: Uuid| units.iter().find(|u| u.id == id);
    let mut top = own;
    // A tree is no deeper than it has units; a circle, whatever made it, must not hold up anybody's sign-in.
    for _ in units {
        match find(top) {
            Some(unit) if unit.kind != scope.word() => top = unit.parent_id.unwrap_or(top),
            _ => break,
        }
    }
    // A unit without one of the wanted kind above it (a director outside any team) reaches no further than itself.
    if find(top).is_none_or(|u| u.kind != scope.word()) {
        top = own;
    }
    let mut reached = vec![top];
    let mut at = 0;
    while let Some(parent) = reached.get(at).copied() {
        let below: Vec<Uuid> = units.iter().filter(|u| u.parent_id == Some(parent) && !reached.contains(&u.id)).map(|u| u.id).collect();
        reached.extend(below);
        at += 1;
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(id: u128, parent: Option<u128>, kind: &str) -> unit::Model {
        let id = Uuid::from_u128(id);
        let parent_id = parent.map(Uuid::from_u128);
        let (head_id, duties, partners, closed_on) = (None, String::new(), String::new(), None);
        unit::Model {
            id,
            version: 1,
            parent_id,
            kind: kind.into(),
            code: id.to_string(),
            name: kind.into(),
            head_id,
            duties,
            partners,
            closed_on,
        }
    }

    #[test]
    fn a_department_holds_its_teams_and_a_team_only_itself() {
        let units = [
            unit(1, None, "company"),
            unit(2, Some(1), "department"),
            unit(3, Some(2), "team"),
            unit(4, Some(2), "team"),
            unit(5, Some(1), "department"),
        ];
        let ids = |list: &[u128]| list.iter().map(|n| Uuid::from_u128(*n)).collect::<Vec<_>>();
        assert_eq!(within(&units, Uuid::from_u128(3), DataScope::Department), ids(&[2, 3, 4]));
        assert_eq!(within(&units, Uuid::from_u128(3), DataScope::Team), ids(&[3]));
        assert_eq!(within(&units, Uuid::from_u128(5), DataScope::Team), ids(&[5]), "no team above: only itself");
    }

    #[test]
    fn a_circle_of_units_holds_nobody_up() {
        let units = [unit(1, Some(2), "team"), unit(2, Some(1), "team")];
        for scope in [DataScope::Team, DataScope::Department, DataScope::Branch] {
            assert_eq!(within(&units, Uuid::from_u128(1), scope).len(), 2, "{scope:?}");
        }
    }
}
