//! What the platform itself shows: the audit log, and the parts of the screens.

pub mod audit;
pub mod design;
