//! What can be done to a request (DAY-01).

use crate::values::{is_not_blank, is_printable};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError, ValidationErrors};

vocabulary! {
    /// An operation on a request.
    ApprovalActKind as "approval_act" {
        Approve = "approve",
        Return = "return",
        Reject = "reject",
        Transfer = "transfer",
        Entrust = "entrust",
        Answer = "answer",
        AddBefore = "add_before",
        AddAfter = "add_after",
        RemoveSigner = "remove_signer",
        Withdraw = "withdraw",
        Remind = "remind",
        Copy = "copy",
        Comment = "comment",
    }
}

vocabulary! {
    /// What the history of a request tells.
    EntryKind as "approval_entry" {
        Submit = "submit",
        Approve = "approve",
        Return = "return",
        Reject = "reject",
        Transfer = "transfer",
        Entrust = "entrust",
        Answer = "answer",
        AddBefore = "add_before",
        AddAfter = "add_after",
        RemoveSigner = "remove_signer",
        Withdraw = "withdraw",
        Remind = "remind",
        Copy = "copy",
        Comment = "comment",
        /// Nobody of the flow's choice may sign: the next superior is asked.
        Superior = "superior",
        /// Approved the step before and need not again.
        SamePerson = "same_person",
        /// The time limit passed: the superior is asked as well.
        Escalate = "escalate",
        /// The record was withdrawn or changed.
        Void = "void",
    }
}

/// A decision with a remark that may be empty.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Consent {
    #[serde(default)]
    #[validate(length(max = 2000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub remark: String,
    /// The company rule behind the decision; absent: the step's own.
    #[serde(default)]
    #[validate(length(max = 300), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 300))]
    pub rule: Option<String>,
    /// For whom, where one decides for others, too.
    #[serde(default)]
    pub for_id: Option<Uuid>,
}

/// A decision that needs a reason.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Refusal {
    #[validate(length(max = 2000), custom(function = "is_printable"), custom(function = "reason"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub remark: String,
    #[serde(default)]
    #[validate(length(max = 300), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 300))]
    pub rule: Option<String>,
    #[serde(default)]
    pub for_id: Option<Uuid>,
}

/// A return to an earlier step; without one, to the applicant.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReturnTo {
    /// An earlier step, counted from 1.
    #[serde(default)]
    pub step: Option<i32>,
    #[validate(length(max = 2000), custom(function = "is_printable"), custom(function = "reason"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub remark: String,
    #[serde(default)]
    #[validate(length(max = 300), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 300))]
    pub rule: Option<String>,
    #[serde(default)]
    pub for_id: Option<Uuid>,
}

/// One colleague, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Colleague {
    pub person_id: Uuid,
    #[serde(default)]
    #[validate(length(max = 2000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub remark: String,
    #[serde(default)]
    pub for_id: Option<Uuid>,
}

/// Some colleagues, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Colleagues {
    #[validate(length(min = 1, max = 10))]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 10))]
    pub people: Vec<Uuid>,
    #[serde(default)]
    #[validate(length(max = 2000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub remark: String,
    #[serde(default)]
    pub for_id: Option<Uuid>,
}

/// A signer who was added and is not needed any more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RemovedSigner {
    pub signer_id: Uuid,
    #[serde(default)]
    #[validate(length(max = 2000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub remark: String,
}

/// Words that must be given.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Words {
    #[validate(length(max = 2000), custom(function = "is_printable"), custom(function = "is_not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub remark: String,
}

fn reason(text: &str) -> Result<(), ValidationError> {
    if text.trim().is_empty() { Err(ValidationError::new("reason_required")) } else { Ok(()) }
}

/// An operation with what it needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum ApprovalAct {
    Approve(Consent),
    Return(ReturnTo),
    Reject(Refusal),
    /// Somebody else decides instead.
    Transfer(Colleague),
    /// Somebody else is asked for an opinion first.
    Entrust(Colleague),
    /// The opinion of who was entrusted.
    Answer(Words),
    /// Others must approve before the caller decides.
    AddBefore(Colleagues),
    /// Others must approve after the caller has.
    AddAfter(Colleagues),
    RemoveSigner(RemovedSigner),
    Withdraw(Words),
    /// Once an hour.
    Remind,
    Copy(Colleagues),
    Comment(Words),
}

impl ApprovalAct {
    /// Which operation it is.
    pub fn kind(&self) -> ApprovalActKind {
        match self {
            Self::Approve(_) => ApprovalActKind::Approve,
            Self::Return(_) => ApprovalActKind::Return,
            Self::Reject(_) => ApprovalActKind::Reject,
            Self::Transfer(_) => ApprovalActKind::Transfer,
            Self::Entrust(_) => ApprovalActKind::Entrust,
            Self::Answer(_) => ApprovalActKind::Answer,
            Self::AddBefore(_) => ApprovalActKind::AddBefore,
            Self::AddAfter(_) => ApprovalActKind::AddAfter,
            Self::RemoveSigner(_) => ApprovalActKind::RemoveSigner,
            Self::Withdraw(_) => ApprovalActKind::Withdraw,
            Self::Remind => ApprovalActKind::Remind,
            Self::Copy(_) => ApprovalActKind::Copy,
            Self::Comment(_) => ApprovalActKind::Comment,
        }
    }

    /// For whom the caller acts, where they say so.
    pub fn for_id(&self) -> Option<Uuid> {
        match self {
            Self::Approve(body) => body.for_id,
            Self::Return(body) => body.for_id,
            Self::Reject(body) => body.for_id,
            Self::Transfer(body) | Self::Entrust(body) => body.for_id,
            Self::AddBefore(body) | Self::AddAfter(body) => body.for_id,
            _ => None,
        }
    }

    /// The caller's words.
    pub fn remark(&self) -> &str {
        match self {
            Self::Approve(body) => &body.remark,
            Self::Return(body) => &body.remark,
            Self::Reject(body) => &body.remark,
            Self::Transfer(body) | Self::Entrust(body) => &body.remark,
            Self::AddBefore(body) | Self::AddAfter(body) | Self::Copy(body) => &body.remark,
            Self::RemoveSigner(body) => &body.remark,
            Self::Answer(body) | Self::Withdraw(body) | Self::Comment(body) => &body.remark,
            Self::Remind => "",
        }
    }
}

impl Validate for ApprovalAct {
    fn validate(&self) -> Result<(), ValidationErrors> {
        match self {
            Self::Approve(body) => body.validate(),
            Self::Return(body) => body.validate(),
            Self::Reject(body) => body.validate(),
            Self::Transfer(body) | Self::Entrust(body) => body.validate(),
            Self::AddBefore(body) | Self::AddAfter(body) | Self::Copy(body) => body.validate(),
            Self::RemoveSigner(body) => body.validate(),
            Self::Answer(body) | Self::Withdraw(body) | Self::Comment(body) => body.validate(),
            Self::Remind => Ok(()),
        }
    }
}
