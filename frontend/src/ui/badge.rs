use crate::i18n::word;
use contract::access::agreements::AgreementStatus;
use contract::announcements::AnnouncementStatus;
use contract::approvals::ApprovalStatus;
use contract::approvals::delegation::DelegationStatus;
use contract::approvals::flow::FlowStatus;
use contract::campaigns::CampaignStatus;
use contract::campaigns::guests::GuestStatus;
use contract::campaigns::materials::MaterialQuality;
use contract::campaigns::preparation::PreparationStatus;
use contract::campaigns::questionnaires::QuestionnaireStatus;
use contract::campaigns::run_sheet::{IncidentGravity, RunItemStatus};
use contract::campaigns::spending::ExpenseStatus;
use contract::complaints::care::PublicStage;
use contract::complaints::corrective_actions::CorrectiveActionStatus;
use contract::complaints::knowledge::KnowledgeStatus;
use contract::complaints::nonconformities::{NonconformityGrade, NonconformityStatus};
use contract::complaints::service_requests::ServiceStatus;
use contract::complaints::stage_surveys::StageSurveyStatus;
use contract::complaints::{ComplaintStatus, Severity};
use contract::customers::{AccessStatus, ImportStatus, ProposalStatus, ReadingAlertStatus, ReviewStatus, RowOutcome, Tier};
use contract::duty_letters::DutyLetterStatus;
use contract::hand_overs::{HandOverStatus, LineStatus};
use contract::jobs::JobStatus;
use contract::kpi::Grade;
use contract::kpi::calibration::AdjustmentStatus;
use contract::kpi::cycles::CycleStatus;
use contract::kpi::grading::GradingStatus;
use contract::kpi::marks::UnsealingStatus;
use contract::kpi::pay::PayStatus;
use contract::kpi::recruitment::RecruitmentStatus;
use contract::kpi::schemes::SchemeStatus;
use contract::leaves::LeaveStatus;
use contract::people::PersonStatus;
use contract::results::ResultStatus;
use contract::robots::RobotStatus;
use contract::webhooks::{DeliveryStatus, WebhookStatus};
use contract::workload::Load;
use leptos::prelude::*;

/// What a word says about urgency; colours follow it and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing is asked of anybody.
    Calm,
    /// Under way as planned.
    Jade,
    /// Reached its goal.
    Bamboo,
    /// Waits for somebody.
    Ochre,
    /// Worth knowing.
    Indigo,
    /// Late, refused or grave.
    Cinnabar,
}

impl Tone {
    /// Its class in the style sheets.
    pub fn class(self) -> &'static str {
        match self {
            Self::Calm => "calm",
            Self::Jade => "jade",
            Self::Bamboo => "bamboo",
            Self::Ochre => "ochre",
            Self::Indigo => "indigo",
            Self::Cinnabar => "cinnabar",
        }
    }
}

/// A word of a vocabulary that has a tone.
pub trait Toned: Copy + Send + 'static {
    fn tone(self) -> Tone;
    fn path(self) -> &'static str;
}

macro_rules! toned {
    ($($kind:ident { $($variant:ident => $tone:ident),+ $(,)? })+) => {$(
        impl Toned for $kind {
            fn tone(self) -> Tone {
                match self { $(Self::$variant => Tone::$tone),+ }
            }
            fn path(self) -> &'static str {
                self.text_path()
            }
        }
    )+};
}

toned! {
    AnnouncementStatus { Draft => Ochre, Published => Bamboo, Withdrawn => Calm }
    AgreementStatus { Draft => Ochre, InForce => Bamboo, Superseded => Calm }
    CycleStatus { Open => Jade, SelfReview => Ochre, Marking => Ochre, Calibration => Indigo, Published => Indigo, Final => Bamboo }
    UnsealingStatus { Asked => Ochre, Opened => Indigo, Refused => Calm }
    AdjustmentStatus { Waiting => Ochre, Counts => Bamboo, Refused => Cinnabar, Lapsed => Calm }
    ResultStatus { Published => Indigo, Appealed => Ochre, Final => Bamboo }
    JobStatus { Waiting => Ochre, Running => Jade, Done => Bamboo, Dead => Cinnabar, Cancelled => Calm }
    WebhookStatus { Active => Bamboo, Paused => Calm, Broken => Cinnabar, Removed => Calm }
    RobotStatus { Active => Bamboo, Paused => Calm, Removed => Calm }
    DutyLetterStatus { Draft => Ochre, Authorised => Indigo, Accepted => Indigo, InForce => Bamboo, Ended => Calm, Revoked => Calm }
    DeliveryStatus { Waiting => Ochre, Delivered => Bamboo, Failed => Cinnabar, Dropped => Calm }
    ProposalStatus { Pending => Ochre, Returned => Cinnabar, Approved => Bamboo, Withdrawn => Calm, Replaced => Calm }
    ReviewStatus { Pending => Ochre, Approved => Bamboo, Returned => Cinnabar }
    CampaignStatus {
        Draft => Calm, Approving => Ochre, Approved => Indigo, Ready => Bamboo, Running => Jade, Finished => Ochre, SummedUp => Bamboo,
        Cancelled => Calm,
    }
    PreparationStatus { Open => Ochre, Done => Bamboo, Dropped => Calm }
    ExpenseStatus { Waiting => Ochre, Committed => Indigo, Paid => Bamboo, Released => Calm, Refused => Cinnabar }
    GuestStatus { Invited => Calm, Confirmed => Indigo, Waiting => Ochre, Declined => Calm, Attended => Jade, FollowedUp => Bamboo }
    RunItemStatus { Planned => Calm, Running => Jade, Done => Bamboo, Skipped => Calm }
    IncidentGravity { Note => Calm, Ordinary => Ochre, Grave => Cinnabar }
    QuestionnaireStatus { Draft => Calm, Open => Jade, Closed => Bamboo }
    MaterialQuality { Unchecked => Ochre, Passed => Bamboo, Failed => Cinnabar }
    ComplaintStatus {
        Received => Ochre, Investigating => Jade, RemedyProposed => Indigo, Approving => Ochre, Executing => Jade,
        AwaitingFeedback => Indigo, Closed => Bamboo, Withdrawn => Calm, Merged => Calm,
    }
    PublicStage {
        Received => Ochre, Looking => Jade, Deciding => Jade, Acting => Jade, YourTurn => Indigo, Closed => Bamboo, Withdrawn => Calm,
    }
    NonconformityStatus { Registered => Ochre, Rectifying => Jade, Checking => Ochre, Closed => Bamboo, Cancelled => Calm }
    NonconformityGrade { Light => Calm, Ordinary => Indigo }
    CorrectiveActionStatus { Analysing => Ochre, Acting => Jade, Verifying => Indigo, Closed => Bamboo, Cancelled => Calm }
    ServiceStatus {
        Received => Ochre, Answered => Indigo, Approved => Indigo, GoodsReceived => Ochre, Checked => Jade, Settled => Jade, Refused => Calm,
        Closed => Bamboo, Complained => Cinnabar,
    }
    KnowledgeStatus { Draft => Ochre, Published => Bamboo, Retired => Calm }
    StageSurveyStatus { Asked => Indigo, Answered => Bamboo, Withdrawn => Calm }
    Severity { Minor => Calm, Ordinary => Indigo, Serious => Cinnabar }
    ApprovalStatus {
        Pending => Ochre, Approved => Bamboo, Returned => Cinnabar, Rejected => Cinnabar, Withdrawn => Calm, Void => Calm,
    }
    SchemeStatus { Draft => Calm, Planned => Indigo, InForce => Bamboo, Retired => Calm }
    FlowStatus { Draft => Calm, Planned => Indigo, InForce => Bamboo, Retired => Calm }
    DelegationStatus { Planned => Indigo, Running => Jade, Ended => Calm }
    ImportStatus { Preview => Ochre, Committing => Indigo, Committed => Bamboo, Cancelled => Calm, Undoing => Indigo, Undone => Calm }
    ReadingAlertStatus { Open => Ochre, Reviewed => Bamboo }
    AccessStatus { Pending => Ochre, Granted => Bamboo, Returned => Cinnabar, Withdrawn => Calm, Revoked => Calm }
    RowOutcome { Ok => Bamboo, Duplicate => Ochre, Error => Cinnabar }
    PersonStatus { Active => Bamboo, OnLeave => Indigo, Leaving => Ochre, Left => Calm }
    HandOverStatus { Approving => Ochre, HandingOver => Jade, Signed => Indigo, Closed => Bamboo, Refused => Cinnabar, Withdrawn => Calm }
    Load { Under => Indigo, Within => Bamboo, Over => Ochre, Unknown => Calm }
    LeaveStatus {
        Approving => Ochre, Approved => Indigo, Running => Jade, Over => Calm, Refused => Cinnabar, Withdrawn => Calm, Cancelled => Calm,
    }
    LineStatus { Open => Calm, Asked => Ochre, Declined => Cinnabar, Done => Bamboo }
    GradingStatus { Drafted => Calm, Collecting => Jade, Marking => Jade, Ranked => Ochre, Published => Indigo, Final => Bamboo }
    RecruitmentStatus { Open => Jade, Ranked => Indigo, Closed => Bamboo }
    PayStatus { Draft => Ochre, Checked => Indigo, Approved => Indigo, Locked => Bamboo }
    Grade { Excellent => Bamboo, Good => Jade, Qualified => Ochre, Unqualified => Cinnabar }
}

/// A state in words with its tone.
pub fn badge(word_of: impl Toned) -> impl IntoView {
    view! { <span class=format!("badge {}", word_of.tone().class())>{word(word_of.path())}</span> }
}

/// Any text with a tone.
pub fn tag(tone: Tone, text: impl IntoView + 'static) -> impl IntoView {
    view! { <span class=format!("badge {}", tone.class())>{text}</span> }
}

/// A customer's tier as a letter stamp.
pub fn tier(tier: Tier) -> impl IntoView {
    view! { <span class=format!("tier {}", tier.word()) title=word(tier.text_path())>{tier.word().to_uppercase()}</span> }
}
