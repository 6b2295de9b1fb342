//! The calendar (DAY-11): what lies in some days, the feed for calendar programs, and the company's working days and hours.

use crate::values::{PersonRef, Subject, is_name};
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

vocabulary! {
    /// Whose days are shown; each within what the caller may see.
    CalendarView as "calendar_view" {
        Own = "own",
        /// The people of the caller's unit and the units below it.
        Team = "team",
        Centre = "centre",
    }
}

vocabulary! {
    CalendarKind as "calendar_kind" {
        Campaign = "campaign",
        FollowUp = "follow_up",
        Complaint = "complaint",
        Task = "task",
        /// Until when a published result may be appealed against.
        Kpi = "kpi",
        /// Somebody is away and another decides for them.
        Delegation = "delegation",
        /// Somebody is on leave.
        Leave = "leave",
        /// Somebody's last day.
        HandOver = "hand_over",
        Announcement = "announcement",
    }
}

/// Something that lies in the days asked for; it leads to its record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CalendarEntry {
    pub kind: CalendarKind,
    pub subject: Subject,
    pub title: String,
    /// Whose it is.
    pub person: Option<PersonRef>,
    pub from_on: NaiveDate,
    /// The last day, inclusive.
    pub to_on: NaiveDate,
    /// The hour of its due time or beginning; absent: it takes whole days.
    pub at: Option<DateTime<Utc>>,
    pub done: bool,
}

/// A day of the company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CalendarDay {
    pub on: NaiveDate,
    pub working: bool,
    /// Of a holiday or make-up day.
    pub name: Option<String>,
}

/// Some days and what lies in them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Calendar {
    pub days: Vec<CalendarDay>,
    /// By day and hour.
    pub entries: Vec<CalendarEntry>,
    /// There is more of some kind than is shown.
    pub cut: bool,
}

/// Which days.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CalendarQuery {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub view: CalendarView,
}

/// The caller's feed for calendar programs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CalendarFeed {
    /// Absent where there is none.
    pub created_at: Option<DateTime<Utc>>,
    /// When a program last fetched it.
    pub last_read_at: Option<DateTime<Utc>>,
    /// The secret path below the server's address; only in the answer that made it.
    pub path: Option<String>,
}

/// Working time from one hour to another, `09:00` to `12:00`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Shift {
    #[validate(custom(function = "is_hour"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 5, max_length = 5, pattern = r"^([01]\d|2[0-3]):[0-5]\d$", example = "09:00"))]
    pub from: String,
    #[validate(custom(function = "is_hour"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 5, max_length = 5, pattern = r"^([01]\d|2[0-3]):[0-5]\d$", example = "12:00"))]
    pub to: String,
}

/// An hour of the day as written in a [`Shift`].
pub fn hour(text: &str) -> Option<NaiveTime> {
    if text.len() == 5 { NaiveTime::parse_from_str(text, "%H:%M").ok() } else { None }
}

fn is_hour(text: &str) -> Result<(), ValidationError> {
    if hour(text).is_some() { Ok(()) } else { Err(ValidationError::new("hour_invalid")) }
}

/// The hours of a working day; with a pause where there is more than one shift.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WorkingHours {
    #[validate(nested, length(max = 4, code = "length"), custom(function = "one_after_the_other"))]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 4))]
    pub shifts: Vec<Shift>,
}

fn one_after_the_other(shifts: &[Shift]) -> Result<(), ValidationError> {
    if shifts.is_empty() {
        return Err(ValidationError::new("required"));
    }
    let hours: Vec<_> = shifts.iter().flat_map(|shift| [hour(&shift.from), hour(&shift.to)]).collect();
    let rising = hours.windows(2).all(|pair| match pair {
        // What is no hour is blamed at its own place.
        [Some(a), Some(b)] => a < b,
        _ => true,
    });
    if rising { Ok(()) } else { Err(ValidationError::new("shifts_order")) }
}

/// A day that is not what its weekday says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SpecialDay {
    #[validate(custom(function = "crate::values::is_plausible_day"))]
    pub on: NaiveDate,
    /// False: a holiday; true: a make-up day that is worked.
    pub working: bool,
    #[validate(length(max = 40), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40))]
    pub name: String,
}

/// Every special day of a year.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct YearDays {
    #[validate(nested, length(max = 366, code = "length"))]
    #[cfg_attr(feature = "openapi", schema(max_items = 366))]
    pub days: Vec<SpecialDay>,
}

impl YearDays {
    /// Where a day lies outside the year or stands twice: its place and what is wrong.
    pub fn problems(&self, year: i32) -> Vec<(usize, &'static str)> {
        let other = |(at, day): (usize, &SpecialDay)| {
            let twice = self.days.iter().take(at).any(|earlier| earlier.on == day.on);
            if day.on.year() != year {
                Some((at, "calendar_other_year"))
            } else if twice {
                Some((at, "calendar_day_twice"))
            } else {
                None
            }
        };
        self.days.iter().enumerate().filter_map(other).collect()
    }
}

/// The company's working days and hours, with the special days of one year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WorkingCalendar {
    pub id: Uuid,
    pub version: i64,
    pub shifts: Vec<Shift>,
    /// From UTC to the company's clocks; set where the server is set up.
    pub utc_offset_minutes: i32,
    pub year: i32,
    pub days: Vec<SpecialDay>,
    /// Years with special days.
    pub years: Vec<i32>,
    /// The product knows the days that the State Council announced for this year.
    pub statutory: bool,
    pub may_edit: bool,
}

/// Which year.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct YearQuery {
    /// Absent: this year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
}

endpoints! {
    ShowCalendar: GET "/calendar" ? CalendarQuery, () => Calendar;
    ShowCalendarFeed: GET "/me/calendar-feed", () => CalendarFeed;
    MakeCalendarFeed: POST "/me/calendar-feed", () => CalendarFeed;
    EndCalendarFeed: DELETE "/me/calendar-feed", () => ();
    ShowWorkingCalendar: GET "/working-calendar" ? YearQuery, () => WorkingCalendar;
    SetWorkingHours: PUT "/working-calendar", WorkingHours => WorkingCalendar;
    SetYear: PUT "/working-calendar/years/{year}", YearDays => WorkingCalendar;
    LoadStatutoryDays: POST "/working-calendar/years/{year}/statutory", () => WorkingCalendar;
}

/// Operations that calendar programs call, without the typed client: name, method, path.
pub const FEEDS: &[(&str, &str, &str)] = &[("ReadCalendarFeed", "GET", "/calendar-feeds/{token}")];

resource! { WorkingCalendar => "/working-calendar" }

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(shifts: &[(&str, &str)]) -> WorkingHours {
        WorkingHours { shifts: shifts.iter().map(|(from, to)| Shift { from: (*from).to_owned(), to: (*to).to_owned() }).collect() }
    }

    #[test]
    fn shifts_follow_one_another() {
        assert!(hours(&[("09:00", "12:00"), ("13:30", "18:00")]).validate().is_ok());
        assert!(hours(&[]).validate().is_err());
        assert!(hours(&[("09:00", "09:00")]).validate().is_err());
        assert!(hours(&[("13:00", "18:00"), ("09:00", "12:00")]).validate().is_err());
        assert!(hours(&[("09:00", "12:00"), ("11:00", "18:00")]).validate().is_err());
        assert!(hours(&[("9:00", "25:00")]).validate().is_err());
    }

    #[test]
    fn a_year_holds_its_own_days_once() {
        let day = |text: &str| SpecialDay { on: text.parse().unwrap(), working: false, name: "元旦".into() };
        let year = YearDays { days: vec![day("2027-01-01"), day("2026-12-31"), day("2027-01-01")] };
        assert_eq!(year.problems(2027), [(1, "calendar_other_year"), (2, "calendar_day_twice")]);
    }
}
