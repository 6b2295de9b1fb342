//! Robots of WeCom, DingTalk and Feishu (PLT-07): they say in a group that something waits for somebody, never what.

use crate::page::{ListQuery, Page};
use crate::values::PersonRef;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

vocabulary! {
    RobotProvider as "robot_provider" {
        /// 企业微信
        Wecom = "wecom",
        /// 钉钉
        Dingtalk = "dingtalk",
        /// 飞书
        Feishu = "feishu",
    }
}

vocabulary! {
    RobotStatus as "robot_status" {
        Active = "active",
        Paused = "paused",
        Removed = "removed",
    }
}

vocabulary! {
    RobotActKind as "robot_act" {
        Pause = "pause",
        Resume = "resume",
        Remove = "remove",
    }
}

/// A robot as it is set up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RobotForm {
    #[validate(length(max = 80, code = "length"), custom(function = "crate::values::is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 80))]
    pub name: String,
    pub provider: RobotProvider,
    /// The address that the provider gave: whoever has it can speak in the group, so it is never shown again. Left out: it stays.
    #[serde(default)]
    #[validate(length(max = 500, code = "length"), custom(function = "is_address"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub url: Option<String>,
    /// The secret that DingTalk and Feishu sign with. Left out: it stays; empty: none.
    #[serde(default)]
    #[validate(length(max = 200, code = "length"), custom(function = "crate::values::is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub secret: Option<String>,
    /// Speaks for the people of this unit and of those below it; absent: for everyone.
    pub unit_id: Option<Uuid>,
}

fn is_address(url: &str) -> Result<(), ValidationError> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let fits = rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/') && !rest.contains(char::is_whitespace));
    if fits { Ok(()) } else { Err(ValidationError::new("webhook_url_invalid")) }
}

/// A robot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Robot {
    pub id: Uuid,
    pub name: String,
    pub provider: RobotProvider,
    /// The host of its address; the rest is secret.
    pub host: String,
    /// It signs what it says.
    pub signs: bool,
    pub unit_id: Option<Uuid>,
    /// The unit's name.
    pub unit: Option<String>,
    pub status: RobotStatus,
    pub created_by: PersonRef,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub version: i64,
    pub actions: Vec<RobotActKind>,
}

/// An action on a robot.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RobotAct {
    pub act: RobotActKind,
}

/// A message for trying out is on its way; the log says how it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RobotTest {
    pub message_id: Uuid,
}

endpoints! {
    ListRobots: GET "/robots" ? ListQuery, () => Page<Robot>;
    CreateRobot: POST "/robots", RobotForm => Robot;
    ShowRobot: GET "/robots/{id}", () => Robot;
    EditRobot: PUT "/robots/{id}", RobotForm => Robot;
    ActOnRobot: POST "/robots/{id}/transitions", RobotAct => Robot;
    TestRobot: POST "/robots/{id}/tests", () => RobotTest;
}

resource! { Robot => "/robots/{id}" }
