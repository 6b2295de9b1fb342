//! How records become a score (KPI-01, 03, 07), shared by server and SPA: decimal numbers only, no clock, no database.
//!
//! Records of a month are [measured](Measure) into the value of an [`Indicator`], a [`Rule`] turns the value into points, a
//! [`Scheme`] weighs the points into a total and a grade. [`explain`] does all of it and keeps every number on the way, so that a
//! score can be shown down to the records that moved it (KPI-09). Texts are made from these numbers elsewhere.

mod canonical;
mod explain;
mod measure;
mod problem;
mod rule;
mod scheme;

pub use explain::{Explained, ExplainedItem, explain};
pub use measure::{Measure, Measured, Record};
pub use problem::ScoringProblem;
pub use rule::{Curve, Direction, Reading, Rule, Step};
pub use scheme::{Indicator, Item, ItemKind, Scheme, Thresholds};
