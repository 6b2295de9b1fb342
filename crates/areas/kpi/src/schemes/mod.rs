//! Who is measured by what: schemes as versions that a company edits (KPI-01, KPI-03). A version is in force from a month on, so a
//! changed scheme never changes a past month; built-in ones are version 1.

mod builtin;
mod commands;
mod entity;
mod fields;
mod http;
mod policy;
mod queries;
mod rules;

pub use builtin::forms;
pub use commands::{ensure, seed};
pub use fields::LIST;
pub use http::routes;

use crate::month::Month;
use contract::kpi::schemes::SchemeForm;
use platform::{Error, Reply};
use sea_orm::ConnectionTrait;

/// A version of a scheme, as scores are worked out by it.
#[derive(Clone, Debug, PartialEq)]
pub struct Scheme {
    /// Counted from 1 within the role.
    pub number: i64,
    pub form: SchemeForm,
}

impl Scheme {
    /// Version 1 of a role's scheme, as built in.
    ///
    /// # Errors
    /// Where the role has none.
    pub fn built_in(role: &str) -> Reply<Self> {
        let form = forms().find(|form| form.role == role);
        Ok(Self { number: 1, form: form.ok_or_else(|| Error::Internal(anyhow::anyhow!("no built-in scheme of {role}")))? })
    }
}

/// The schemes of a month; who holds several roles is measured by the first.
#[derive(Clone, Debug, Default)]
pub struct Schemes(Vec<Scheme>);

impl Schemes {
    /// The versions in force in a month.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn of_month(conn: &impl ConnectionTrait, month: Month) -> Reply<Self> {
        queries::in_force(conn, &month.to_string()).await
    }

    /// These schemes.
    pub fn new(schemes: Vec<Scheme>) -> Self {
        Self(schemes)
    }

    /// The scheme of someone who holds these roles; `None` where no post of theirs is measured.
    pub fn of(&self, roles: &[String]) -> Option<&Scheme> {
        self.0.iter().find(|scheme| roles.contains(&scheme.form.role))
    }

    /// All of them.
    pub fn all(&self) -> &[Scheme] {
        &self.0
    }
}
