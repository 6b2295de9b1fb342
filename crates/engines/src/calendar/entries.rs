//! What lies in some days: a question put to every area.

use super::{end_of_day, start_of_day};
use chrono::{DateTime, NaiveDate, Utc};
use contract::calendar::CalendarKind;
use contract::values::Subject;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, IntoColumnRef};
use std::collections::HashSet;
use uuid::Uuid;

/// Which days are asked for, and whose.
#[derive(Clone, Debug)]
pub struct Span {
    pub from: NaiveDate,
    /// The last day, inclusive.
    pub to: NaiveDate,
    /// The first moment of the first day at the company.
    pub begins: DateTime<Utc>,
    /// The first moment after the last day.
    pub ends: DateTime<Utc>,
    /// Absent: everybody whose records the asker may see.
    people: Option<HashSet<Uuid>>,
}

impl Span {
    /// The most entries of one kind.
    pub const MOST: u64 = 300;

    /// These days of these people.
    pub fn new(from: NaiveDate, to: NaiveDate, utc_offset_minutes: i32, people: Option<HashSet<Uuid>>) -> Self {
        let (begins, ends) = (start_of_day(from, utc_offset_minutes), end_of_day(to, utc_offset_minutes));
        Self { from, to, begins, ends, people }
    }

    /// Whether a person's days are asked for.
    pub fn includes(&self, person: Uuid) -> bool {
        self.people.as_ref().is_none_or(|people| people.contains(&person))
    }

    /// The SQL condition that the person in `column` is one of those asked for. It narrows what the asker may see, and never widens it.
    pub fn of(&self, column: impl IntoColumnRef) -> Condition {
        match &self.people {
            None => Condition::all(),
            Some(people) => Condition::all().add(Expr::col(column).is_in(people.iter().copied())),
        }
    }
}

/// Something that lies in the days asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub kind: CalendarKind,
    pub subject: Subject,
    /// As the asker may read it.
    pub title: String,
    /// What may leave the house in a feed: a number or a title that names no customer.
    pub outside: String,
    /// Whose it is.
    pub person: Option<Uuid>,
    pub from_on: NaiveDate,
    /// The last day, inclusive.
    pub to_on: NaiveDate,
    /// Absent: it takes whole days.
    pub at: Option<DateTime<Utc>>,
    pub done: bool,
}
