//! What the platform itself shows: the audit log, and the parts of the screens.

pub mod audit;
pub mod design;

crate::pages! {
    platform:
    Audit => audit::list,
    Design => design::show,
}
