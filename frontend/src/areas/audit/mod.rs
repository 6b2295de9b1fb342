//! The audit log, for the auditor (PLT-06).

mod list;

pub use list::list;
