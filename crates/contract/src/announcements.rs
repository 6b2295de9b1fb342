//! Announcements 公告: to everyone, to units or to roles, with a receipt from each reader (DAY-12).

use crate::page::{ListQuery, Page, WordLabel};
use crate::units::OrgRef;
use crate::values::{PersonRef, at, is_name, is_printable};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

vocabulary! {
    AnnouncementStatus as "announcement_status" {
        /// Only those who may publish see it.
        Draft = "draft",
        /// Those addressed see it from its first day to its last.
        Published = "published",
        /// Those addressed see it no longer.
        Withdrawn = "withdrawn",
    }
}

vocabulary! {
    AnnouncementActKind as "announcement_act" {
        Publish = "publish",
        Withdraw = "withdraw",
    }
}

vocabulary! {
    /// Whom an announcement is for.
    Audience as "audience" {
        All = "all",
        /// The people of these units and of all units below them.
        Units = "units",
        Roles = "roles",
    }
}

/// Write an announcement, or change a draft.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "addresses_somebody"))]
pub struct AnnouncementForm {
    #[validate(length(max = 120), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 120))]
    pub title: String,
    /// Plain text; an empty line begins a paragraph.
    #[validate(length(max = 20_000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 20_000))]
    pub body: String,
    /// Stays on the start page after it was read.
    #[serde(default)]
    pub pinned: bool,
    pub audience: Audience,
    /// With `units`: which.
    #[serde(default)]
    #[validate(length(max = 50, code = "length"))]
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub unit_ids: Vec<Uuid>,
    /// With `roles`: their codes.
    #[serde(default)]
    #[validate(length(max = 50, code = "length"), custom(function = "codes"))]
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub roles: Vec<String>,
    /// The first day on which it is shown; absent: at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "crate::values::is_plausible_day"))]
    pub from_on: Option<NaiveDate>,
    /// The last day on which it is shown; absent: until it is withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "crate::values::is_plausible_day"))]
    pub until_on: Option<NaiveDate>,
}

fn codes(roles: &[String]) -> Result<(), ValidationError> {
    if roles.iter().any(|code| code.chars().count() > 60) {
        return Err(ValidationError::new("length"));
    }
    roles.iter().try_for_each(|code| is_printable(code))
}

fn addresses_somebody(form: &AnnouncementForm) -> Result<(), ValidationError> {
    match form.audience {
        Audience::Units if form.unit_ids.is_empty() => return Err(at("unit_ids", "required")),
        Audience::Roles if form.roles.is_empty() => return Err(at("roles", "required")),
        _ => {}
    }
    match (form.from_on, form.until_on) {
        (Some(from), Some(until)) if until < from => Err(at("until_on", "ends_before_start")),
        _ => Ok(()),
    }
}

/// A step in the life of an announcement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AnnouncementAct {
    pub act: AnnouncementActKind,
}

/// An announcement as a line of the list of those addressed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AddressedAnnouncement {
    pub id: Uuid,
    pub title: String,
    pub pinned: bool,
    pub author: PersonRef,
    /// Since when those addressed see it.
    pub shown_from: DateTime<Utc>,
    pub shown_until: Option<DateTime<Utc>>,
    /// When the caller confirmed having read it.
    pub read_at: Option<DateTime<Utc>>,
}

/// An announcement as a line of the list of those who publish.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WrittenAnnouncement {
    pub id: Uuid,
    pub title: String,
    pub status: AnnouncementStatus,
    pub pinned: bool,
    pub audience: Audience,
    pub author: PersonRef,
    pub from_on: Option<NaiveDate>,
    pub until_on: Option<NaiveDate>,
    pub published_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

/// How far an announcement got: for those who publish.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Receipts {
    pub addressed: u64,
    pub read: u64,
    pub reminded_at: Option<DateTime<Utc>>,
    /// Whether those who have not read it can be reminded now.
    pub may_remind: bool,
}

/// An announcement in full.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Announcement {
    pub id: Uuid,
    pub version: i64,
    pub title: String,
    pub body: String,
    pub pinned: bool,
    pub status: AnnouncementStatus,
    pub audience: Audience,
    pub units: Vec<OrgRef>,
    /// Codes and names of roles.
    pub roles: Vec<WordLabel>,
    pub from_on: Option<NaiveDate>,
    pub until_on: Option<NaiveDate>,
    pub author: PersonRef,
    pub published_at: Option<DateTime<Utc>>,
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// Whether the caller is one of those addressed.
    pub for_me: bool,
    /// When the caller confirmed having read it.
    pub read_at: Option<DateTime<Utc>>,
    /// Absent where the caller may only read it.
    pub receipts: Option<Receipts>,
    pub may_edit: bool,
    pub actions: Vec<AnnouncementActKind>,
}

/// One of those addressed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Receipt {
    pub id: Uuid,
    /// Staff number.
    pub number: String,
    pub name: String,
    pub post: String,
    pub unit: String,
    pub read_at: Option<DateTime<Utc>>,
}

/// Whom the caller may address.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Addressable {
    /// Everyone, and any role.
    pub all: bool,
    pub units: Vec<OrgRef>,
    /// Codes and names; empty unless `all`.
    pub roles: Vec<WordLabel>,
}

/// What a reminder came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reminded {
    /// Those who had not read it.
    pub people: u64,
}

endpoints! {
    ListAnnouncements: GET "/announcements" ? ListQuery, () => Page<AddressedAnnouncement>;
    ListWritten: GET "/announcements/written" ? ListQuery, () => Page<WrittenAnnouncement>;
    ShowAddressable: GET "/announcements/addressable", () => Addressable;
    DraftAnnouncement: POST "/announcements", AnnouncementForm => Announcement;
    ShowAnnouncement: GET "/announcements/{id}", () => Announcement;
    EditAnnouncement: PUT "/announcements/{id}", AnnouncementForm => Announcement;
    ActOnAnnouncement: POST "/announcements/{id}/transitions", AnnouncementAct => Announcement;
    ReadAnnouncement: POST "/announcements/{id}/receipts", () => Announcement;
    ListReceipts: GET "/announcements/{id}/receipts" ? ListQuery, () => Page<Receipt>;
    RemindReaders: POST "/announcements/{id}/reminders", () => Reminded;
}

resource! { Announcement => "/announcements/{id}" }

#[cfg(test)]
mod tests {
    use super::*;

    fn form(audience: Audience) -> AnnouncementForm {
        let (title, body) = ("放假安排".to_owned(), "元旦放假三天。".to_owned());
        AnnouncementForm { title, body, pinned: false, audience, unit_ids: vec![], roles: vec![], from_on: None, until_on: None }
    }

    #[test]
    fn an_announcement_addresses_somebody_and_ends_after_it_begins() {
        assert!(form(Audience::All).validate().is_ok());
        assert!(form(Audience::Units).validate().is_err());
        assert!(form(Audience::Roles).validate().is_err());
        let day = |text: &str| text.parse().ok();
        let mut turned = form(Audience::All);
        (turned.from_on, turned.until_on) = (day("2026-12-02"), day("2026-12-01"));
        assert!(turned.validate().is_err());
        turned.until_on = day("2026-12-02");
        assert!(turned.validate().is_ok());
    }
}
