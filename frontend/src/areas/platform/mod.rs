//! What the platform itself shows: the audit log, background work, web hooks, robots, notifications, and the parts of the screens.

pub mod attachments;
pub mod audit;
pub mod comments;
pub mod design;
pub mod jobs;
pub mod notification_settings;
pub mod notifications;
pub mod robots;
pub mod webhooks;

use crate::areas::needs;
use contract::permission::Permission;

crate::pages! {
    platform:
    Audit => audit::list,
    Design => design::show,
    Jobs => jobs::list,
    Webhooks => webhooks::list,
    Deliveries => webhooks::deliveries,
    Notifications => notifications::list,
    NotificationSettings => notification_settings::show,
    Robots => || needs(Permission::WebhookRead, robots::list),
    Messages => || needs(Permission::WebhookRead, robots::messages),
}
