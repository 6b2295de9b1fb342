//! State machines as tables: a manager could read them, and no other jump is possible.
//!
//! [`Flow::plan`] is the only maker of a [`Step`], and a status column is only ever written from a step.

use crate::auth::Actor;
use crate::error::{Error, Refusal, Reply};
use contract::permission::Permission;
use std::fmt::Display;

/// Who may take a transition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// A person with this permission.
    Right(Permission),
    /// Whoever is signed in; the guard says who.
    Anyone,
    /// The system: the approval engine or a clock, never a caller.
    System,
}

/// A record that moves through states.
pub trait Flowing: 'static {
    type Status: Copy + Eq + Display + 'static;
    type Act: Copy + Eq + Display + 'static;

    /// Where the record stands.
    fn status(&self) -> Self::Status;
}

/// A guard: `Some` refuses, for this record and this person.
pub type Guard<C> = fn(&C, &Actor) -> Option<Refusal>;

/// One row of the table.
pub struct Transition<C: Flowing> {
    pub from: C::Status,
    pub act: C::Act,
    pub to: C::Status,
    pub by: By,
    pub unless: Option<Guard<C>>,
}

/// A row that a person with a permission may take.
pub const fn step<C: Flowing>(from: C::Status, act: C::Act, to: C::Status, right: Permission) -> Transition<C> {
    Transition { from, act, to, by: By::Right(right), unless: None }
}

/// A row that whoever is signed in may take, unless the guard says no: for steps that belong to certain people, not to a role.
pub const fn step_by_anyone<C: Flowing>(from: C::Status, act: C::Act, to: C::Status, guard: Guard<C>) -> Transition<C> {
    Transition { from, act, to, by: By::Anyone, unless: Some(guard) }
}

/// A row that only the system takes.
pub const fn by_system<C: Flowing>(from: C::Status, act: C::Act, to: C::Status) -> Transition<C> {
    Transition { from, act, to, by: By::System, unless: None }
}

impl<C: Flowing> Transition<C> {
    /// Refuses where the guard says so.
    pub const fn unless(mut self, guard: Guard<C>) -> Self {
        self.unless = Some(guard);
        self
    }
}

/// Leave to move a record from one state to the next; only a [`Flow`] gives it.
#[derive(Debug)]
pub struct Step<S> {
    from: S,
    to: S,
}

impl<S: Copy> Step<S> {
    /// Where it comes from.
    pub fn from(&self) -> S {
        self.from
    }

    /// Where it goes.
    pub fn to(&self) -> S {
        self.to
    }
}

/// A state machine.
pub struct Flow<C: Flowing> {
    pub start: C::Status,
    pub steps: &'static [Transition<C>],
    /// The refusal where no row fits.
    pub not_now: Refusal,
}

impl<C: Flowing> Flow<C> {
    /// Leave for a person's action.
    ///
    /// # Errors
    /// `403` without the permission, `409` where the record's state or a guard forbids it.
    pub fn plan(&self, record: &C, act: C::Act, actor: &Actor) -> Reply<Step<C::Status>> {
        let row = self.row(record.status(), act).ok_or(Error::Refused(self.not_now))?;
        match row.by {
            By::System => return Err(Error::Refused(self.not_now)),
            By::Right(right) if !actor.may(right) => return Err(Error::Forbidden(right)),
            By::Right(_) | By::Anyone => {}
        }
        if let Some(refusal) = row.unless.and_then(|guard| guard(record, actor)) {
            return Err(Error::Refused(refusal));
        }
        Ok(Step { from: row.from, to: row.to })
    }

    /// Leave for the system's action.
    ///
    /// # Errors
    /// `409` where the record's state forbids it.
    pub fn plan_by_system(&self, record: &C, act: C::Act) -> Reply<Step<C::Status>> {
        let row = self.row(record.status(), act).filter(|row| row.by == By::System).ok_or(Error::Refused(self.not_now))?;
        Ok(Step { from: row.from, to: row.to })
    }

    fn row(&self, from: C::Status, act: C::Act) -> Option<&'static Transition<C>> {
        self.steps.iter().find(|row| row.from == from && row.act == act)
    }

    /// What this person may do with this record now: the SPA draws its buttons from it.
    pub fn actions(&self, record: &C, actor: &Actor) -> Vec<C::Act> {
        let open = |row: &&Transition<C>| {
            row.from == record.status()
                && (row.by == By::Anyone || matches!(row.by, By::Right(right) if actor.may(right)))
                && row.unless.is_none_or(|guard| guard(record, actor).is_none())
        };
        self.steps.iter().filter(open).map(|row| row.act).collect()
    }

    /// The table as a mermaid state diagram.
    pub fn diagram(&self) -> String {
        let mut out = format!("stateDiagram-v2\n    [*] --> {}\n", self.start);
        for row in self.steps {
            let by = match row.by {
                By::Right(right) => right.word(),
                By::Anyone => "whom it concerns",
                By::System => "system",
            };
            out.push_str(&format!("    {} --> {}: {} ({by})\n", row.from, row.to, row.act));
        }
        out
    }

    /// Every state × action with its outcome, for the golden file.
    pub fn matrix(&self, statuses: &[C::Status], acts: &[C::Act]) -> String {
        let mut out = String::new();
        for status in statuses {
            for act in acts {
                let outcome = match self.row(*status, *act) {
                    None => "-".to_owned(),
                    Some(row) => match row.by {
                        By::Right(right) => format!("{} [{}]", row.to, right.word()),
                        By::Anyone => format!("{} [whom it concerns]", row.to),
                        By::System => format!("{} [system]", row.to),
                    },
                };
                out.push_str(&format!("{:<20} {:<12} {outcome}\n", status.to_string(), act.to_string()));
            }
        }
        out
    }
}
