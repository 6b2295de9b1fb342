//! Values that many areas use, and the rules of what is a right one. Pure: the SPA checks with the same code as the server.

pub mod amount_text;
pub mod credit_code;
pub mod date_text;
mod figures;
pub mod phone;
pub mod width;

pub use figures::grouped;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

/// An amount of money; decimal, never floating point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Money {
    /// With at most two decimals, e.g. `"12.50"`.
    #[validate(custom(function = "amount"))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, pattern = r"^-?\d{1,13}(\.\d{1,2})?$", example = "12.50"))]
    pub amount: Decimal,
    /// ISO 4217.
    #[serde(default = "cny")]
    #[validate(custom(function = "currency"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 3, max_length = 3, pattern = "^CNY$", example = "CNY"))]
    pub currency: String,
}

fn cny() -> String {
    "CNY".to_owned()
}

/// The largest amount accepted, in either direction.
pub const AMOUNT_LIMIT: i64 = 9_999_999_999_999;

fn amount(value: &Decimal) -> Result<(), ValidationError> {
    let fits = value.abs() <= Decimal::from(AMOUNT_LIMIT) && value.normalize().scale() <= 2;
    if fits { Ok(()) } else { Err(ValidationError::new("money_invalid")) }
}

fn currency(value: &str) -> Result<(), ValidationError> {
    if value == "CNY" { Ok(()) } else { Err(ValidationError::new("currency_unknown")) }
}

impl Money {
    /// Yuan, the default currency, from fen as stored.
    pub fn from_cents(cents: i64) -> Self {
        Self { amount: Decimal::new(cents, 2), currency: cny() }
    }

    /// Fen, as stored. `None` where more than two decimals or too large: what [`Validate`] refuses.
    pub fn cents(&self) -> Option<i64> {
        let cents = self.amount.checked_mul(Decimal::ONE_HUNDRED)?.normalize();
        if cents.scale() == 0 { i64::try_from(cents.mantissa()).ok() } else { None }
    }
}

/// A confidential value that this answer does not reveal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Masked {
    /// Always true; marks the field as masked.
    pub masked: bool,
    /// What may be shown, e.g. `138****6186`.
    pub hint: String,
}

impl Masked {
    /// A masked value that shows `hint`.
    pub fn showing(hint: impl Into<String>) -> Self {
        Self { masked: true, hint: hint.into() }
    }
}

/// A person as mentioned in another record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonRef {
    pub id: Uuid,
    pub name: String,
}

vocabulary! {
    /// What kind of record something is about.
    SubjectKind as "subject" {
        Customer = "customer",
        Contact = "contact",
        FollowUp = "follow_up",
        CustomerImport = "customer_import",
        CustomerAccess = "customer_access",
        CustomerPool = "customer_pool",
        CustomerShare = "customer_share",
        Campaign = "campaign",
        /// Something to prepare for a campaign (CMP-04).
        CampaignItem = "campaign_item",
        CampaignTemplate = "campaign_template",
        CampaignExpense = "campaign_expense",
        CampaignMaterial = "campaign_material",
        CampaignGuest = "campaign_guest",
        /// A step or a safety check of a campaign's day (CMP-08).
        CampaignRunItem = "campaign_run_item",
        CampaignIncident = "campaign_incident",
        /// A contract that was won, as it is stated for campaigns (CMP-11).
        WonContract = "won_contract",
        /// Questions put to many (MKT-08).
        Questionnaire = "questionnaire",
        Complaint = "complaint",
        /// A department that is asked in a complaint (CPL-03).
        ComplaintInquiry = "complaint_inquiry",
        Approval = "approval",
        ApprovalFlow = "approval_flow",
        Delegation = "delegation",
        Task = "task",
        /// A task given to somebody (DAY-03).
        Assignment = "assignment",
        Person = "person",
        Unit = "unit",
        Post = "post",
        Role = "role",
        HandOver = "hand_over",
        Session = "session",
        Agreement = "agreement",
        ApiKey = "api_key",
        Kpi = "kpi",
        KpiScheme = "kpi_scheme",
        KpiEntry = "kpi_entry",
        KpiCycle = "kpi_cycle",
        KpiReview = "kpi_review",
        KpiMark = "kpi_mark",
        KpiUnsealing = "kpi_unsealing",
        Grading = "grading",
        Recruitment = "recruitment",
        Pay = "pay",
        Job = "job",
        Webhook = "webhook",
        Attachment = "attachment",
        Comment = "comment",
        Announcement = "announcement",
        Calendar = "calendar",
        Robot = "robot",
        DutyLetter = "duty_letter",
        Leave = "leave",
        SavedView = "saved_view",
        Nonconformity = "nonconformity",
        CorrectiveAction = "corrective_action",
        ServiceRequest = "service_request",
        Knowledge = "knowledge",
        StageSurvey = "stage_survey",
        ReadingAlert = "reading_alert",
    }
}

/// The record that something is about; the SPA links to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Subject {
    pub kind: SubjectKind,
    pub id: Uuid,
    /// What people call it: number and name.
    pub title: String,
}

impl Subject {
    /// `KH-2026-0001` of `KH-2026-0001 启明家居`, for those who may not know what a record is called; a title without a number
    /// is a dash.
    pub fn number(&self) -> &str {
        self.title.split_once(' ').map_or("—", |(number, _)| number)
    }

    /// Where the browser application shows it; nothing for kinds without a page of their own.
    pub fn page(&self) -> Option<String> {
        let id = self.id;
        match self.kind {
            SubjectKind::Customer => Some(format!("/customers/{id}")),
            SubjectKind::CustomerImport => Some(format!("/customer-imports/{id}")),
            SubjectKind::CustomerAccess => Some(format!("/customer-accesses/{id}")),
            SubjectKind::ReadingAlert => Some(format!("/customer-reading-alerts/{id}")),
            SubjectKind::CustomerPool => Some("/customer-pool".to_owned()),
            SubjectKind::Campaign => Some(format!("/campaigns/{id}")),
            SubjectKind::CampaignItem => Some(format!("/campaign-items/{id}")),
            SubjectKind::CampaignTemplate => Some(format!("/campaign-templates/{id}")),
            SubjectKind::CampaignExpense => Some(format!("/campaign-expenses/{id}")),
            SubjectKind::CampaignMaterial => Some(format!("/campaign-materials/{id}")),
            SubjectKind::WonContract => Some(format!("/won-contracts/{id}")),
            SubjectKind::Questionnaire => Some(format!("/questionnaires/{id}")),
            SubjectKind::Complaint => Some(format!("/complaints/{id}")),
            SubjectKind::Nonconformity => Some(format!("/nonconformities/{id}")),
            SubjectKind::CorrectiveAction => Some(format!("/corrective-actions/{id}")),
            SubjectKind::ServiceRequest => Some(format!("/service-requests/{id}")),
            SubjectKind::Knowledge => Some(format!("/knowledge/{id}")),
            SubjectKind::StageSurvey => Some(format!("/stage-surveys/{id}")),
            SubjectKind::ComplaintInquiry => Some(format!("/complaint-inquiries/{id}")),
            SubjectKind::Approval => Some(format!("/approvals/{id}")),
            SubjectKind::ApprovalFlow => Some(format!("/approval-flows/{id}")),
            SubjectKind::Delegation => Some("/delegations".to_owned()),
            SubjectKind::Person => Some(format!("/people/{id}")),
            SubjectKind::Post => Some(format!("/posts/{id}")),
            SubjectKind::Role => Some(format!("/roles/{id}")),
            SubjectKind::HandOver => Some(format!("/hand-overs/{id}")),
            SubjectKind::DutyLetter => Some(format!("/duty-letters/{id}")),
            SubjectKind::Assignment => Some(format!("/tasks/{id}")),
            SubjectKind::Leave => Some(format!("/leaves/{id}")),
            SubjectKind::Announcement => Some(format!("/announcements/{id}")),
            SubjectKind::Calendar => Some("/working-calendar".to_owned()),
            SubjectKind::Kpi => Some(format!("/kpi-results/{id}")),
            SubjectKind::KpiScheme => Some(format!("/kpi-schemes/{id}")),
            SubjectKind::KpiEntry => Some("/kpi-entries".to_owned()),
            SubjectKind::KpiCycle => Some(format!("/kpi-cycles/{id}")),
            SubjectKind::KpiUnsealing => Some(format!("/kpi-unsealings/{id}")),
            SubjectKind::Grading => Some(format!("/gradings/{id}")),
            SubjectKind::Recruitment => Some(format!("/recruitments/{id}")),
            SubjectKind::Pay => Some(format!("/pay-runs/{id}")),
            SubjectKind::Unit => Some("/organisation".to_owned()),
            SubjectKind::Job => Some("/jobs".to_owned()),
            SubjectKind::Webhook => Some("/webhooks".to_owned()),
            SubjectKind::Robot => Some("/robots".to_owned()),
            SubjectKind::Contact
            | SubjectKind::CampaignGuest
            | SubjectKind::CampaignRunItem
            | SubjectKind::CampaignIncident
            | SubjectKind::FollowUp
            | SubjectKind::Task
            | SubjectKind::Session
            | SubjectKind::Agreement
            | SubjectKind::Attachment
            | SubjectKind::Comment
            | SubjectKind::SavedView
            | SubjectKind::KpiReview
            | SubjectKind::KpiMark
            | SubjectKind::ApiKey
            | SubjectKind::CustomerShare => None,
        }
    }
}

/// `138****6186`: the first three and last four digits of a phone number; short numbers show their last two.
pub fn mask_phone(phone: &str) -> String {
    let digits: Vec<char> = phone.chars().collect();
    match digits.len() {
        0..=4 => "****".to_owned(),
        5..=7 => format!("****{}", digits[digits.len() - 2..].iter().collect::<String>()),
        n => format!("{}****{}", digits[..3].iter().collect::<String>(), digits[n - 4..].iter().collect::<String>()),
    }
}

/// Whether a day is one that people work with: from 1900 to 2199. Databases keep and order no others alike.
pub fn is_day(day: NaiveDate) -> bool {
    (1900..2200).contains(&day.year())
}

/// Refuses days beyond [`is_day`].
pub fn is_plausible_day(day: &NaiveDate) -> Result<(), ValidationError> {
    if is_day(*day) { Ok(()) } else { Err(ValidationError::new("day_implausible")) }
}

/// Refuses blank text: spaces alone, full-width ones included.
pub fn is_not_blank(text: &str) -> Result<(), ValidationError> {
    if text.trim().is_empty() { Err(ValidationError::new("required")) } else { Ok(()) }
}

/// Refuses control characters (line break and tab are fine) and bidirectional overrides, which make a name read as another.
pub fn is_printable(text: &str) -> Result<(), ValidationError> {
    let harmful =
        |c: char| (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    if text.chars().any(harmful) { Err(ValidationError::new("text_unprintable")) } else { Ok(()) }
}

/// A month as it is written: `2026-11`, of this millennium.
pub fn is_month(text: &str) -> Result<(), ValidationError> {
    let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    let whole = |month: &str| month.parse::<u32>().is_ok_and(|month| (1..=12).contains(&month));
    let parts = text.split_once('-').filter(|(year, month)| year.starts_with('2') && digits(year, 4) && digits(month, 2) && whole(month));
    // What is longer is told by its length.
    if parts.is_some() || text.chars().count() > 7 { Ok(()) } else { Err(ValidationError::new("month_invalid")) }
}

/// A name or title: not blank and printable.
pub fn is_name(text: &str) -> Result<(), ValidationError> {
    is_not_blank(text)?;
    is_printable(text)
}

/// Refuses an amount below zero.
pub fn is_not_negative(money: &Money) -> Result<(), ValidationError> {
    if money.amount.is_sign_negative() && !money.amount.is_zero() {
        return Err(at("amount", "money_negative"));
    }
    Ok(())
}

/// A refusal of a cross-field rule that belongs to one field: the problem's pointer leads there.
pub fn at(field: &'static str, code: &'static str) -> ValidationError {
    let mut error = ValidationError::new(code);
    error.add_param("field".into(), &field);
    error
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_exact_to_the_fen() {
        let money: Money = serde_json::from_str(r#"{"amount":"12.50"}"#).unwrap();
        assert_eq!(money.cents(), Some(1250));
        assert_eq!(Money::from_cents(1250), money);
        let odd: Money = serde_json::from_str(r#"{"amount":"12.505"}"#).unwrap();
        assert!(odd.validate().is_err());
        assert_eq!(odd.cents(), None);
    }

    #[test]
    fn phones_show_only_their_ends() {
        assert_eq!(mask_phone("13816613186"), "138****3186");
        assert_eq!(mask_phone("123"), "****");
    }

    #[test]
    fn names_must_be_visible_text() {
        assert!(is_name("张三 🎉").is_ok());
        assert!(is_name("\u{3000} ").is_err());
        assert!(is_name("abc\u{202E}def").is_err());
    }
}
