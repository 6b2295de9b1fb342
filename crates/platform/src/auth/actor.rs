use chrono::{DateTime, Utc};
use contract::access::Duty;
use contract::permission::{Permission, Right};
use sea_orm::sea_query::{Condition, Expr, ExprTrait, IntoColumnRef};
use std::collections::BTreeMap;
use uuid::Uuid;

/// How far a permission reaches for one person: opaque, made only from [`Actor::scope`], spent only on [`Scope::condition`]
/// and [`Scope::covers`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope(Reach);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Reach {
    Nothing,
    Own(Uuid),
    /// Own records and those of these units.
    Units(Uuid, Vec<Uuid>),
    All,
}

impl Scope {
    /// The SQL condition on a table with an owner and the owner's unit.
    pub fn condition(&self, owner: impl IntoColumnRef, unit: impl IntoColumnRef) -> Condition {
        match &self.0 {
            Reach::Nothing => Condition::all().add(Expr::val(1).eq(0)),
            Reach::Own(me) => Condition::all().add(Expr::col(owner).eq(*me)),
            Reach::Units(me, units) => Condition::any().add(Expr::col(owner).eq(*me)).add(Expr::col(unit).is_in(units.iter().copied())),
            Reach::All => Condition::all(),
        }
    }

    /// Whether a record of this owner and unit lies within. What nobody owns is nobody's own; its unit still has it.
    pub fn covers(&self, owner: impl Into<Option<Uuid>>, unit: Uuid) -> bool {
        let owner = owner.into();
        match &self.0 {
            Reach::Nothing => false,
            Reach::Own(me) => owner == Some(*me),
            Reach::Units(me, units) => owner == Some(*me) || units.contains(&unit),
            Reach::All => true,
        }
    }

    /// Whether nothing is left out.
    pub fn is_all(&self) -> bool {
        self.0 == Reach::All
    }
}

/// Permissions gathered from a person's roles; the widest reach wins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rights(BTreeMap<Permission, ReachOf>);

/// Ordered from narrow to wide.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum ReachOf {
    Nothing,
    Own,
    Units(Vec<Uuid>),
    All,
}

impl Rights {
    /// Grants a permission without any record.
    pub fn grant_nothing(&mut self, permission: Permission) {
        self.widen(permission, ReachOf::Nothing);
    }

    /// Grants a permission on own records.
    pub fn grant_own(&mut self, permission: Permission) {
        self.widen(permission, ReachOf::Own);
    }

    /// Grants a permission on own records and those of the units.
    pub fn grant_units(&mut self, permission: Permission, units: Vec<Uuid>) {
        self.widen(permission, ReachOf::Units(units));
    }

    /// Grants a permission on all records.
    pub fn grant_all(&mut self, permission: Permission) {
        self.widen(permission, ReachOf::All);
    }

    fn widen(&mut self, permission: Permission, reach: ReachOf) {
        let held = self.0.entry(permission).or_insert(ReachOf::Nothing);
        *held = match (std::mem::replace(held, ReachOf::Nothing), reach) {
            (ReachOf::Units(mut a), ReachOf::Units(b)) => {
                a.extend(b);
                a.sort_unstable();
                a.dedup();
                ReachOf::Units(a)
            }
            (a, b) => a.max(b),
        };
    }
}

/// The person behind a request, with the rights they have right now.
#[derive(Clone, Debug)]
pub struct Actor {
    pub id: Uuid,
    pub name: String,
    pub unit_id: Uuid,
    pub session: Uuid,
    pub roles: Vec<String>,
    /// What has to be done before anything else.
    pub duty: Option<Duty>,
    /// A program with an API key, not a person in a session.
    pub by_key: bool,
    /// When they ask: what was given to them for a while counts as of then, and not at all where nobody said.
    pub asks_at: Option<DateTime<Utc>>,
    rights: Rights,
}

impl Actor {
    /// A person with these rights.
    pub fn new(id: Uuid, name: String, unit_id: Uuid, session: Uuid, roles: Vec<String>, rights: Rights) -> Self {
        Self { id, name, unit_id, session, roles, duty: None, by_key: false, asks_at: None, rights }
    }

    /// With something to do before anything else.
    #[must_use]
    pub fn owing(mut self, duty: Option<Duty>) -> Self {
        self.duty = duty;
        self
    }

    /// Asking at this moment.
    #[must_use]
    pub fn asking_at(mut self, now: DateTime<Utc>) -> Self {
        self.asks_at = Some(now);
        self
    }

    /// As a program with an API key.
    #[must_use]
    pub fn through_key(mut self) -> Self {
        self.by_key = true;
        self
    }

    /// Whether the person holds the permission, for whatever records.
    pub fn may(&self, permission: Permission) -> bool {
        self.rights.0.contains_key(&permission)
    }

    /// Whether the person holds the role.
    pub fn is(&self, role: &str) -> bool {
        self.roles.iter().any(|r| r == role)
    }

    /// Every permission held.
    pub fn permissions(&self) -> Vec<Permission> {
        self.rights.0.keys().copied().collect()
    }

    /// How far a permission reaches.
    pub fn scope<R: Right>(&self) -> Scope {
        self.scope_of(R::PERMISSION)
    }

    /// How far a permission reaches, where it is known only at run time.
    pub fn scope_of(&self, permission: Permission) -> Scope {
        Scope(match self.rights.0.get(&permission) {
            None | Some(ReachOf::Nothing) => Reach::Nothing,
            Some(ReachOf::Own) => Reach::Own(self.id),
            Some(ReachOf::Units(units)) => Reach::Units(self.id, units.clone()),
            Some(ReachOf::All) => Reach::All,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn actor(grant: impl Fn(&mut Rights)) -> Actor {
        let mut rights = Rights::default();
        grant(&mut rights);
        Actor::new(Uuid::from_u128(1), "林晓".into(), Uuid::from_u128(10), Uuid::nil(), vec![], rights)
    }

    #[test]
    fn the_widest_role_wins() {
        let unit = Uuid::from_u128(10);
        let both = actor(|r| {
            r.grant_own(Permission::CustomerRead);
            r.grant_units(Permission::CustomerRead, vec![unit]);
        });
        let scope = both.scope_of(Permission::CustomerRead);
        assert!(scope.covers(Uuid::from_u128(2), unit));
        assert!(!scope.covers(Uuid::from_u128(2), Uuid::from_u128(11)));
    }

    /// As SQL has it: `NULL = me` holds for nobody.
    #[test]
    fn what_nobody_owns_is_covered_by_its_unit_only() {
        let unit = Uuid::from_u128(10);
        let own = actor(|r| r.grant_own(Permission::CustomerRead));
        let team = actor(|r| r.grant_units(Permission::CustomerRead, vec![unit]));
        assert!(!own.scope_of(Permission::CustomerRead).covers(None, unit));
        assert!(team.scope_of(Permission::CustomerRead).covers(None, unit));
        assert!(!team.scope_of(Permission::CustomerRead).covers(None, Uuid::from_u128(11)));
    }

    #[test]
    fn a_permission_without_scope_reaches_nothing() {
        let admin = actor(|r| r.grant_nothing(Permission::CustomerRead));
        assert!(!admin.scope_of(Permission::CustomerRead).covers(admin.id, admin.unit_id));
        assert!(!admin.scope_of(Permission::CustomerEdit).covers(admin.id, admin.unit_id));
    }
}
