//! Who read which customer file, what of it was unusual, and from when on it is (CRM-07).

mod alert;
mod lists;
mod rules;

pub use alert::alert;
pub use lists::{alerts, log};
pub use rules::rules;
