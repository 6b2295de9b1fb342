//! Guests of a campaign: invited, confirmed, waiting, attended, followed up; their sign-up without an account, and the check-in that bears
//! a lost connection (CMP-07).

use crate::page::{ListQuery, Page};
use crate::values::{Masked, is_name, is_printable, phone};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

vocabulary! {
    GuestStatus as "guest_status" {
        Invited = "invited",
        Confirmed = "confirmed",
        /// The campaign is full: on the waiting list.
        Waiting = "waiting",
        Declined = "declined",
        Attended = "attended",
        FollowedUp = "followed_up",
    }
}

vocabulary! {
    /// How somebody came to be a guest.
    GuestSource as "guest_source" {
        Hand = "hand",
        Customer = "customer",
        Import = "import",
        SignUp = "sign_up",
        WalkIn = "walk_in",
    }
}

vocabulary! {
    GuestActKind as "guest_act" {
        Confirm = "confirm",
        /// Confirmed, but there is no seat left.
        Queue = "queue",
        /// A seat became free.
        Promote = "promote",
        Decline = "decline",
        CheckIn = "check_in",
        FollowUp = "follow_up",
        /// They know that the campaign was put off or called off (CMP-12).
        Tell = "tell",
    }
}

/// Somebody about to be invited.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewGuest {
    #[validate(length(max = 60), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 60))]
    pub name: String,
    #[serde(default)]
    #[validate(length(max = 40), custom(function = "is_phone_or_nothing"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 40))]
    pub phone: String,
    #[serde(default)]
    #[validate(length(max = 120), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 120))]
    pub company: String,
}

fn is_phone(text: &str) -> Result<(), ValidationError> {
    phone::parse(text).map(|_| ()).map_err(|problem| ValidationError::new(problem.code()))
}

fn is_phone_or_nothing(text: &str) -> Result<(), ValidationError> {
    if text.trim().is_empty() { Ok(()) } else { is_phone(text) }
}

/// Customers to invite: those whom the caller sees.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct InviteCustomers {
    #[validate(length(min = 1, max = 500))]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 500))]
    pub customer_ids: Vec<Uuid>,
}

/// How many were invited, and how many were guests before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invited {
    pub invited: u32,
    pub already: u32,
}

/// What is wrong with a row of an imported file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GuestRowProblem {
    /// As the spreadsheet counts them.
    pub row: u32,
    pub code: String,
    /// In the caller's language.
    pub detail: String,
}

/// What came of a file of guests: rows in order are invited, the others are named.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GuestsImported {
    pub invited: u32,
    /// Guests before.
    pub already: u32,
    pub problems: Vec<GuestRowProblem>,
}

/// Takes a step with a guest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct GuestAct {
    pub act: GuestActKind,
    #[serde(default)]
    #[validate(length(max = 500), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub remark: String,
}

/// A guest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Guest {
    pub id: Uuid,
    pub name: String,
    pub company: String,
    /// Its end is enough to find somebody at the door.
    pub phone: Option<Masked>,
    /// What the guest's QR code says.
    pub code: String,
    pub source: GuestSource,
    pub status: GuestStatus,
    pub attended_at: Option<DateTime<Utc>>,
    pub remark: Option<String>,
    /// Since when they have to be told that the campaign was put off or called off (CMP-12).
    pub untold_since: Option<DateTime<Utc>>,
    /// Their customer file, for who may see it.
    pub customer: Option<crate::values::Subject>,
    pub created_at: DateTime<Utc>,
    pub version: i64,
    pub actions: Vec<GuestActKind>,
}

/// How people sign up, and how many guests there are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignUp {
    /// The campaign's.
    pub id: Uuid,
    pub open: bool,
    /// Seats; absent: as many as come.
    pub quota: Option<u32>,
    /// Where people sign up, without an account.
    pub url: String,
    pub qr_svg: String,
    pub invited: u32,
    pub confirmed: u32,
    pub waiting: u32,
    pub declined: u32,
    /// Attended, followed up or not.
    pub attended: u32,
    /// Still to be told that the campaign was put off or called off (CMP-12).
    pub untold: u32,
    pub editable: bool,
    /// Whether guests can be checked in now.
    pub checks_in: bool,
    pub version: i64,
}

/// Sets how people sign up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignUpForm {
    pub open: bool,
    #[serde(default)]
    #[validate(range(min = 1, max = 100_000))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 100_000))]
    pub quota: Option<u32>,
}

/// One check-in as a device noted it, with or without a connection.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CheckIn {
    /// Made by the device: sent twice, it counts once.
    pub id: Uuid,
    /// A guest of the list.
    #[serde(default)]
    pub guest_id: Option<Uuid>,
    /// What a guest's QR code says, in place of `guest_id`.
    #[serde(default)]
    #[validate(length(max = 40), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 40))]
    pub code: String,
    /// Somebody who is on no list: name, and phone where known.
    #[serde(default)]
    #[validate(length(max = 60), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 60))]
    pub name: String,
    #[serde(default)]
    #[validate(length(max = 40), custom(function = "is_phone_or_nothing"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 40))]
    pub phone: String,
    /// When they came, by the device's clock.
    pub at: DateTime<Utc>,
}

/// What a device noted since it last had a connection.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CheckIns {
    #[validate(length(min = 1, max = 200), nested)]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 200))]
    pub items: Vec<CheckIn>,
}

vocabulary! {
    CheckInOutcome as "check_in_outcome" {
        CheckedIn = "checked_in",
        /// They were in before, perhaps at another door.
        Already = "already",
        /// No such guest.
        Unknown = "unknown",
    }
}

/// What became of one check-in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckedIn {
    pub id: Uuid,
    pub outcome: CheckInOutcome,
    pub guest_id: Option<Uuid>,
    pub name: String,
}

/// What became of them, in the order in which they came.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckInResults {
    pub items: Vec<CheckedIn>,
    /// Everybody who is in by now.
    pub attended: u32,
}

/// What somebody without an account sees of a campaign.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicCampaign {
    pub theme: String,
    pub place: String,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    /// It will not be held: nobody signs up any more.
    pub cancelled: bool,
    /// When it was to begin before it was put off.
    pub postponed_from: Option<DateTime<Utc>>,
    /// Whoever signs up now comes to the waiting list.
    pub full: bool,
    /// To be sent back with the form.
    pub ticket: String,
}

/// Somebody signs up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PublicSignUp {
    #[validate(length(max = 60), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 60))]
    pub name: String,
    #[validate(length(max = 40), custom(function = "is_phone"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40))]
    pub phone: String,
    #[serde(default)]
    #[validate(length(max = 120), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 120))]
    pub company: String,
    /// Nobody sees this field: what fills it in is a program.
    #[serde(default)]
    #[validate(length(max = 200))]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub website: String,
    #[validate(length(max = 200))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    pub ticket: String,
}

/// The answer to a sign-up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedUp {
    /// On the waiting list.
    pub waiting: bool,
    /// To be shown at the door; absent where this number was signed up before.
    pub code: Option<String>,
    pub qr_svg: Option<String>,
}

endpoints! {
    ListGuests: GET "/campaigns/{id}/guests" ? ListQuery, () => Page<Guest>;
    InviteGuest: POST "/campaigns/{id}/guests", NewGuest => Guest;
    InviteCustomersAsGuests: POST "/campaigns/{id}/guests/from-customers", InviteCustomers => Invited;
    ShowGuest: GET "/campaign-guests/{id}", () => Guest;
    ActOnGuest: POST "/campaign-guests/{id}/transitions", GuestAct => Guest;
    ShowSignUp: GET "/campaigns/{id}/sign-up", () => SignUp;
    SetSignUp: PUT "/campaigns/{id}/sign-up", SignUpForm => SignUp;
    CheckInGuests: POST "/campaigns/{id}/check-ins", CheckIns => CheckInResults;
    OpenSignUp: GET "/public/sign-ups/{token}", () => PublicCampaign;
    SignUpForCampaign: POST "/public/sign-ups/{token}", PublicSignUp => SignedUp;
}

/// Operations that carry files.
pub const FILES: &[(&str, &str, &str)] = &[("ImportGuests", "POST", "/campaigns/{id}/guests/import")];

resource! {
    Guest => "/campaign-guests/{id}",
    SignUp => "/campaigns/{id}/sign-up",
}
