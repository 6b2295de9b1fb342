//! The second factor: six digits of an authenticator app (RFC 6238), and recovery codes for the day it is lost (ORG-06).

use super::own::PasswordAgain;
use crate::organisation::Me;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use validator::Validate;

/// Where a person stands with their second factor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecondFactor {
    /// Since when it is asked for; absent: not enrolled.
    pub enrolled_at: Option<DateTime<Utc>>,
    pub recovery_codes_left: u64,
    /// The company demands it of one of the person's roles: it cannot be removed.
    pub demanded: bool,
}

/// What an authenticator app needs, shown once; it counts from the confirmation on.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Enrolment {
    /// Base32, for typing in by hand.
    pub secret: String,
    /// `otpauth://totp/…`
    pub uri: String,
    /// The same as a picture to scan: an SVG document made by the server itself.
    pub qr_svg: String,
}

/// A code from the app.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AppCode {
    #[validate(length(min = 6, max = 12, code = "second_factor_code"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 6, max_length = 12, example = "000000"))]
    pub code: String,
}

/// Each lets its owner in once in place of a code from the app. Shown this once, kept as hashes only.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryCodes {
    pub codes: Vec<String>,
}

endpoints! {
    ShowSecondFactor: GET "/me/second-factor", () => SecondFactor;
    BeginEnrolment: POST "/me/second-factor", PasswordAgain => Enrolment;
    ConfirmEnrolment: POST "/me/second-factor/confirmations", AppCode => RecoveryCodes;
    RenewRecoveryCodes: POST "/me/second-factor/recovery-codes", PasswordAgain => RecoveryCodes;
    RemoveSecondFactor: POST "/me/second-factor/removals", PasswordAgain => Me;
}
