//! One's own account and security, and the administration of access (ORG-06, ORG-07).

pub mod accounts;
pub mod agreements;
mod checks;
mod factor;
mod password;
mod rules;
pub mod security;
pub mod service;
pub mod standings;

pub use factor::enrolment;
pub use password::password_form;
