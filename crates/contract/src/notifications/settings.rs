//! How a person is told besides the bell (PLT-07): which kinds by mail and by robot, when a digest comes, when it is quiet.

use super::NotificationKind;
use crate::page::{ListQuery, Page};
use crate::values::{PersonRef, at};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

vocabulary! {
    MailMode as "mail_mode" {
        Never = "never",
        AtOnce = "at_once",
        /// In the mail of the day.
        Digest = "digest",
    }
}

vocabulary! {
    /// The way that a message took.
    Channel as "channel" {
        Mail = "mail",
        /// The mail of the day.
        Digest = "digest",
        Robot = "robot",
        /// A robot was tried out.
        Test = "test",
    }
}

/// How one kind arrives; in the bell it always does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct KindSetting {
    pub kind: NotificationKind,
    pub mail: MailMode,
    /// The robots of the person's groups say it, too.
    pub robot: bool,
}

/// How the caller wants to be told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "whole"))]
pub struct NotificationSettingsForm {
    /// Empty: no mail.
    #[serde(default)]
    #[validate(length(max = 400, code = "length"), custom(function = "is_mail_address"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 200, example = "linxiao@example.com"))]
    pub email: String,
    /// Kinds that are not named arrive in the bell only.
    #[validate(length(max = 40, code = "length"))]
    #[cfg_attr(feature = "openapi", schema(max_items = 40))]
    pub kinds: Vec<KindSetting>,
    /// The hour of the company's day after which the digest comes, on working days.
    #[validate(range(min = 0, max = 23))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 23))]
    pub digest_hour: i32,
    /// From this hour on nothing is sent; both or none.
    #[validate(range(min = 0, max = 23))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 23))]
    pub quiet_from: Option<i32>,
    /// Until this hour; what was held back goes out then.
    #[validate(range(min = 0, max = 23))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 23))]
    pub quiet_until: Option<i32>,
}

fn is_mail_address(text: &str) -> Result<(), ValidationError> {
    let Some((name, host)) = text.split_once('@') else {
        return if text.is_empty() { Ok(()) } else { Err(ValidationError::new("email_invalid")) };
    };
    let plain = |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&b));
    let fits =
        !name.is_empty() && plain(name) && plain(host) && host.split('.').count() > 1 && host.split('.').all(|part| !part.is_empty());
    if fits { Ok(()) } else { Err(ValidationError::new("email_invalid")) }
}

fn whole(form: &NotificationSettingsForm) -> Result<(), ValidationError> {
    if form.quiet_from.is_some() != form.quiet_until.is_some() || (form.quiet_from.is_some() && form.quiet_from == form.quiet_until) {
        return Err(at("quiet_until", "quiet_hours_invalid"));
    }
    let twice = form.kinds.iter().enumerate().any(|(n, one)| form.kinds.iter().skip(n + 1).any(|other| other.kind == one.kind));
    if twice {
        return Err(at("kinds", "notification_kind_twice"));
    }
    let mails = form.kinds.iter().any(|one| one.mail != MailMode::Never);
    if mails && form.email.is_empty() { Err(at("email", "required")) } else { Ok(()) }
}

/// How the caller is told now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NotificationSettings {
    /// The caller's id.
    pub id: Uuid,
    pub email: String,
    /// Every kind.
    pub kinds: Vec<KindSetting>,
    pub digest_hour: i32,
    pub quiet_from: Option<i32>,
    pub quiet_until: Option<i32>,
    /// The server sends mail.
    pub mail_ready: bool,
    /// The robots that speak in the caller's groups.
    pub robots: Vec<String>,
    pub version: i64,
}

/// A message on its way, or that was; never what it said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Message {
    pub id: Uuid,
    pub channel: Channel,
    pub person: PersonRef,
    /// Which robot said it.
    pub robot: Option<String>,
    pub status: crate::webhooks::DeliveryStatus,
    /// Held back by the person's quiet hours.
    pub held_until: Option<DateTime<Utc>>,
    pub attempts: i32,
    /// HTTP status of a robot's last answer.
    pub last_status: Option<i32>,
    pub last_error: Option<String>,
    pub created_at: DateTime<Utc>,
    pub last_at: Option<DateTime<Utc>>,
}

endpoints! {
    ShowNotificationSettings: GET "/me/notification-settings", () => NotificationSettings;
    EditNotificationSettings: PUT "/me/notification-settings", NotificationSettingsForm => NotificationSettings;
    ListMessages: GET "/messages" ? ListQuery, () => Page<Message>;
}

impl crate::endpoint::Resource for NotificationSettings {
    fn path(&self) -> String {
        "/me/notification-settings".to_owned()
    }

    fn version(&self) -> i64 {
        self.version
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(email: &str, quiet: (Option<i32>, Option<i32>)) -> NotificationSettingsForm {
        let kinds = vec![KindSetting { kind: NotificationKind::Task, mail: MailMode::AtOnce, robot: false }];
        NotificationSettingsForm { email: email.into(), kinds, digest_hour: 9, quiet_from: quiet.0, quiet_until: quiet.1 }
    }

    #[test]
    fn mail_needs_an_address_and_quiet_hours_an_end() {
        assert!(form("linxiao@example.com", (Some(22), Some(7))).validate().is_ok());
        for wrong in ["", "linxiao", "@example.com", "a@b", "a b@example.com", "a@example.com\r\nbcc: x@example.com", "a@x..com"] {
            assert!(form(wrong, (None, None)).validate().is_err(), "{wrong}");
        }
        assert!(form("linxiao@example.com", (Some(22), None)).validate().is_err());
        assert!(form("linxiao@example.com", (Some(22), Some(22))).validate().is_err());
        let mut twice = form("linxiao@example.com", (None, None));
        twice.kinds.push(twice.kinds[0]);
        assert!(twice.validate().is_err());
    }
}
