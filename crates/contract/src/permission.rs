//! Permissions: resource + action. A handler's signature names the one it needs.

use serde::{Deserialize, Serialize};

/// A marker type that stands for one permission in a handler's signature.
pub trait Right: 'static {
    const PERMISSION: Permission;
}

macro_rules! permissions {
    ($($(#[$meta:meta])* $module:ident { $($variant:ident $action:ident = $word:tt),+ $(,)? })+) => {
        /// A permission; its word is what roles and API keys store.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum Permission { $($(#[serde(rename = $word)] $variant),+),+ }

        impl Permission {
            /// Every permission.
            pub const ALL: &'static [Self] = &[$($(Self::$variant),+),+];

            /// The word on the wire and in the database, e.g. `complaint.assign`.
            pub const fn word(self) -> &'static str {
                match self { $($(Self::$variant => $word),+),+ }
            }
        }

        $(
            $(#[$meta])*
            pub mod $module {
                use super::{Permission, Right};
                $(
                    #[doc = concat!("Requires `", $word, "`.")]
                    pub struct $action;
                    impl Right for $action { const PERMISSION: Permission = Permission::$variant; }
                )+
            }
        )+
    };
}

permissions! {
    customer {
        CustomerRead Read = "customer.read",
        CustomerCreate Create = "customer.create",
        CustomerEdit Edit = "customer.edit",
        CustomerReview Review = "customer.review",
        CustomerReveal Reveal = "customer.reveal",
        CustomerImport Import = "customer.import",
        CustomerExport Export = "customer.export",
        CustomerLookUp LookUp = "customer.look_up",
        CustomerGrant Grant = "customer.grant",
        CustomerReadings Readings = "customer.readings",
        CustomerClaim Claim = "customer.claim",
        CustomerAssign Assign = "customer.assign",
        CustomerPoolRules PoolRules = "customer.pool_rules",
    }
    campaign {
        CampaignRead Read = "campaign.read",
        CampaignCreate Create = "campaign.create",
        CampaignEdit Edit = "campaign.edit",
        CampaignRun Run = "campaign.run",
        CampaignTemplate Template = "campaign.template",
    }
    complaint {
        ComplaintRead Read = "complaint.read",
        ComplaintCreate Create = "complaint.create",
        ComplaintAssign Assign = "complaint.assign",
        ComplaintInvestigate Investigate = "complaint.investigate",
        ComplaintExecute Execute = "complaint.execute",
        ComplaintFeedback Feedback = "complaint.feedback",
        ComplaintWithdraw Withdraw = "complaint.withdraw",
        ComplaintConfigure Configure = "complaint.configure",
    }
    quality {
        QualityRead Read = "quality.read",
        QualityOpen Open = "quality.open",
        QualityCheck Check = "quality.check",
    }
    service {
        ServiceRead Read = "service.read",
        ServiceTake Take = "service.take",
        ServiceApprove Approve = "service.approve",
    }
    knowledge {
        KnowledgeRead Read = "knowledge.read",
        KnowledgeWrite Write = "knowledge.write",
        KnowledgePublish Publish = "knowledge.publish",
    }
    stage_survey {
        StageSurveyRead Read = "stage_survey.read",
        StageSurveyAsk Ask = "stage_survey.ask",
        StageSurveyDefine Define = "stage_survey.define",
    }
    approval_flow {
        ApprovalFlowEdit Edit = "approval_flow.edit",
    }
    kpi {
        KpiRead Read = "kpi.read",
        KpiPublish Publish = "kpi.publish",
        KpiScheme Scheme = "kpi.scheme",
        KpiEnter Enter = "kpi.enter",
        KpiGrade GradeManagers = "kpi.grade",
    }
    pay {
        PayRead Read = "pay.read",
        PayPrepare Prepare = "pay.prepare",
        PayCheck Check = "pay.check",
        PayApprove Approve = "pay.approve",
        PayExport Export = "pay.export",
    }
    audit {
        AuditRead Read = "audit.read",
    }
    access {
        AccessManage Manage = "access.manage",
    }
    agreement {
        AgreementRead Read = "agreement.read",
        AgreementPublish Publish = "agreement.publish",
    }
    api_key {
        ApiKeyManage Manage = "api_key.manage",
    }
    announcement {
        AnnouncementPublish Publish = "announcement.publish",
    }
    calendar {
        CalendarEdit Edit = "calendar.edit",
    }
    person {
        PersonRead Read = "person.read",
        PersonEdit Edit = "person.edit",
        PersonFile File = "person.file",
    }
    organisation {
        OrganisationEdit Edit = "organisation.edit",
    }
    role {
        RoleRead Read = "role.read",
        RoleEdit Edit = "role.edit",
    }
    hand_over {
        HandOverRead Read = "hand_over.read",
        HandOverManage Manage = "hand_over.manage",
        HandOverSettle Settle = "hand_over.settle",
    }
    duty_letter {
        DutyLetterRead Read = "duty_letter.read",
        DutyLetterManage Manage = "duty_letter.manage",
    }
    job {
        JobRead Read = "job.read",
        JobManage Manage = "job.manage",
    }
    webhook {
        WebhookRead Read = "webhook.read",
        WebhookManage Manage = "webhook.manage",
    }
    event {
        EventRead Read = "event.read",
    }
}

impl std::fmt::Display for Permission {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.word())
    }
}

impl std::str::FromStr for Permission {
    type Err = crate::vocabulary::UnknownWord;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL.iter().copied().find(|p| p.word() == word).ok_or(crate::vocabulary::UnknownWord)
    }
}

vocabulary! {
    /// How far a permission reaches.
    DataScope as "data_scope" {
        None = "none",
        Own = "own",
        Team = "team",
        Department = "department",
        Branch = "branch",
        All = "all",
    }
}
