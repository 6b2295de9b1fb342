//! What the platform itself shows: the audit log, background work, web hooks, notifications, and the parts of the screens.

pub mod attachments;
pub mod audit;
pub mod design;
pub mod jobs;
pub mod notifications;
pub mod webhooks;

crate::pages! {
    platform:
    Audit => audit::list,
    Design => design::show,
    Jobs => jobs::list,
    Webhooks => webhooks::list,
    Deliveries => webhooks::deliveries,
    Notifications => notifications::list,
}
