//! Days of the company: announcements (DAY-12), the calendar and the company's working days (DAY-11).

mod announcement_form;
mod announcements;
mod calendar;
mod feed;
mod grid;
mod working;

use crate::areas::needs;
use contract::permission::Permission;

crate::pages! {
    days:
    Announcements => announcements::list,
    Written => || needs(Permission::AnnouncementPublish, announcements::written),
    NewAnnouncement => || needs(Permission::AnnouncementPublish, announcement_form::new),
    Announcement => announcements::show,
    EditAnnouncement => || needs(Permission::AnnouncementPublish, announcement_form::edit),
    Calendar => calendar::show,
    WorkingCalendar => working::show,
}
