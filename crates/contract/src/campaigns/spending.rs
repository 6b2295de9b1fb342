//! What a campaign costs: its budget by lines, what is committed, what was paid, what is left (CMP-06).

use crate::values::{Money, PersonRef, Subject, at, is_name, is_not_negative, is_printable};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

vocabulary! {
    /// What money is spent on.
    ExpenseTopic as "expense_topic" {
        Venue = "venue",
        Publicity = "publicity",
        Gifts = "gifts",
        Catering = "catering",
        Travel = "travel",
        Labour = "labour",
        Other = "other",
    }
}

vocabulary! {
    ExpenseStatus as "expense_status" {
        /// Beyond what may be overspent: waits for approval.
        Waiting = "waiting",
        Committed = "committed",
        Paid = "paid",
        /// Not wanted any more.
        Released = "released",
        /// The approval said no.
        Refused = "refused",
    }
}

vocabulary! {
    ExpenseActKind as "expense_act" {
        /// By the approval engine.
        Approve = "approve",
        /// By the approval engine.
        Refuse = "refuse",
        Pay = "pay",
        Release = "release",
    }
}

/// How much of the budget is planned for a topic.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BudgetLine {
    pub topic: ExpenseTopic,
    #[validate(nested, custom(function = "is_not_negative"))]
    pub planned: Money,
}

/// The budget by lines; together no more than the approved budget.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BudgetLines {
    #[validate(length(max = 7), nested, custom(function = "each_once"))]
    #[cfg_attr(feature = "openapi", schema(max_items = 7))]
    pub lines: Vec<BudgetLine>,
}

fn each_once(lines: &[BudgetLine]) -> Result<(), ValidationError> {
    let again = lines.iter().enumerate().any(|(n, line)| lines.iter().take(n).any(|other| other.topic == line.topic));
    if again { Err(ValidationError::new("budget_topic_twice")) } else { Ok(()) }
}

/// Money about to be committed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewExpense {
    pub topic: ExpenseTopic,
    #[validate(length(max = 200), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    pub purpose: String,
    #[serde(default)]
    #[validate(length(max = 120), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 120))]
    pub supplier: String,
    #[validate(nested, custom(function = "is_positive"))]
    pub amount: Money,
}

fn is_positive(money: &Money) -> Result<(), ValidationError> {
    if money.amount.is_zero() || money.amount.is_sign_negative() { Err(at("amount", "money_positive")) } else { Ok(()) }
}

/// Pays or releases; a payment tells the amount, a release why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "says_enough", skip_on_field_errors = false))]
pub struct ExpenseAct {
    pub act: ExpenseActKind,
    #[serde(default)]
    #[validate(nested, custom(function = "is_not_negative"))]
    pub paid: Option<Money>,
    #[serde(default)]
    #[validate(length(max = 1000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub remark: String,
}

fn says_enough(act: &ExpenseAct) -> Result<(), ValidationError> {
    match act.act {
        ExpenseActKind::Pay if act.paid.is_none() => Err(at("paid", "required")),
        ExpenseActKind::Release if act.remark.trim().is_empty() => Err(at("remark", "reason_required")),
        _ => Ok(()),
    }
}

/// Money that was committed or spent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Expense {
    pub id: Uuid,
    pub campaign: Subject,
    pub topic: ExpenseTopic,
    pub purpose: String,
    pub supplier: String,
    pub committed: Money,
    pub paid: Option<Money>,
    pub status: ExpenseStatus,
    /// Why it was released or refused.
    pub remark: Option<String>,
    pub person: PersonRef,
    /// The approval of the over-run.
    pub approval_id: Option<Uuid>,
    /// Receipts attached.
    pub receipts: u32,
    pub created_at: DateTime<Utc>,
    pub paid_at: Option<DateTime<Utc>>,
    pub version: i64,
    pub actions: Vec<ExpenseActKind>,
}

/// A topic against its line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LineBalance {
    pub topic: ExpenseTopic,
    pub planned: Money,
    pub committed: Money,
    pub paid: Money,
    /// Below zero where more is spent than planned.
    pub left: Money,
}

/// The budget of a campaign as it stands now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CampaignBudget {
    /// The campaign's.
    pub id: Uuid,
    pub budget: Money,
    /// Committed and not paid yet.
    pub committed: Money,
    pub paid: Money,
    /// Waits for approval: not committed.
    pub waiting: Money,
    /// Budget without committed and paid; below zero where it is overrun.
    pub left: Money,
    /// From here on an over-run needs approval: the budget and so many per cent.
    pub limit: Money,
    pub overrun_percent: u32,
    pub lines: Vec<LineBalance>,
    /// Newest first.
    pub expenses: Vec<Expense>,
    /// Whether the caller may change the lines.
    pub editable: bool,
    /// Whether the caller may commit money now.
    pub open: bool,
    /// The campaign's.
    pub version: i64,
}

endpoints! {
    ShowCampaignBudget: GET "/campaigns/{id}/budget", () => CampaignBudget;
    SetBudgetLines: PUT "/campaigns/{id}/budget", BudgetLines => CampaignBudget;
    CommitExpense: POST "/campaigns/{id}/expenses", NewExpense => Expense;
    ShowExpense: GET "/campaign-expenses/{id}", () => Expense;
    ActOnExpense: POST "/campaign-expenses/{id}/transitions", ExpenseAct => Expense;
}

resource! {
    CampaignBudget => "/campaigns/{id}/budget",
    Expense => "/campaign-expenses/{id}",
}
