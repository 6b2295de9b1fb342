//! The tables of complaints.

use contract::values::{Subject, SubjectKind};
use platform::db::Tracked;

pub mod complaint {
    use contract::complaints::{ComplaintCategory, ComplaintChannel, ComplaintStatus, Severity, SeverityRule};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "complaint")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub number: String,
        /// `None`: it came without an account, and nobody has said yet whose it is.
        pub customer_id: Option<Uuid>,
        /// As the customer was called when the case was filed; the complainant's name where there is none.
        pub customer_title: String,
        pub complainant: String,
        pub phone_sealed: Option<String>,
        pub phone_hint: Option<String>,
        pub phone_hash: Option<String>,
        pub email_sealed: Option<String>,
        pub email_hint: Option<String>,
        pub matter: String,
        pub category: ComplaintCategory,
        pub topic_id: Option<Uuid>,
        pub product: String,
        pub contract_number: String,
        pub campaign_id: Option<Uuid>,
        /// As the campaign was called when the case was filed.
        pub campaign_title: Option<String>,
        pub channel: ComplaintChannel,
        pub severity: Severity,
        pub severity_rule: SeverityRule,
        pub severity_word: Option<String>,
        pub severity_name: Option<String>,
        pub wish: String,
        pub about_person_id: Option<Uuid>,
        pub status: ComplaintStatus,
        /// Who took it in.
        pub agent_id: Uuid,
        /// The agent's unit at intake.
        pub unit_id: Uuid,
        pub investigator_id: Option<Uuid>,
        /// Who assigned it.
        pub manager_id: Option<Uuid>,
        pub findings: Option<String>,
        pub cause: Option<String>,
        pub cause_id: Option<Uuid>,
        pub responsible_unit_id: Option<Uuid>,
        pub measures: Option<String>,
        /// Fen.
        pub compensation_cents: Option<i64>,
        pub remedy_due_on: Option<chrono::NaiveDate>,
        pub result: Option<String>,
        pub satisfaction: Option<i64>,
        pub words: Option<String>,
        pub reopened: i32,
        /// How often a signer returned a remedy of it.
        pub returned: i32,
        /// The case that this one is handled with (CPL-09).
        pub merged_into_id: Option<Uuid>,
        pub approval_id: Option<Uuid>,
        pub received_at: chrono::DateTime<chrono::Utc>,
        pub acknowledge_due_at: chrono::DateTime<chrono::Utc>,
        pub investigate_due_at: chrono::DateTime<chrono::Utc>,
        pub close_due_at: chrono::DateTime<chrono::Utc>,
        pub acknowledged_at: Option<chrono::DateTime<chrono::Utc>>,
        pub investigated_at: Option<chrono::DateTime<chrono::Utc>>,
        pub executed_at: Option<chrono::DateTime<chrono::Utc>>,
        pub closed_at: Option<chrono::DateTime<chrono::Utc>>,
        /// `None`: it is not closed.
        pub closed_on_time: Option<bool>,
        /// Since the remedy was submitted.
        pub approve_due_at: Option<chrono::DateTime<chrono::Utc>>,
        pub approved_at: Option<chrono::DateTime<chrono::Utc>>,
        /// Since the remedy was signed.
        pub execute_due_at: Option<chrono::DateTime<chrono::Utc>>,
        /// Since the remedy was carried out: until when the customer's answer is waited for.
        pub answer_due_at: Option<chrono::DateTime<chrono::Utc>>,
        /// When the running clock runs out, see `clocks::step_due`.
        pub step_due_at: chrono::DateTime<chrono::Utc>,
        /// Since when the clocks stand still.
        pub paused_at: Option<chrono::DateTime<chrono::Utc>>,
        /// How far up it was told that this step is due: 0 nobody, 1 and 2 the managers, 3 the director.
        pub escalated: i64,
        /// When the customer was last told something.
        pub told_at: Option<chrono::DateTime<chrono::Utc>>,
        /// When they must hear of progress (CPL-05).
        pub tell_due_at: Option<chrono::DateTime<chrono::Utc>>,
        /// When somebody was reminded of it.
        pub tell_reminded_at: Option<chrono::DateTime<chrono::Utc>>,
        pub created_at: chrono::DateTime<chrono::Utc>,
        pub updated_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod complaint_contact {
    use contract::complaints::ComplaintChannel;
    use contract::complaints::contacts::ContactMatter;
    use sea_orm::entity::prelude::*;

    /// Something that was said between the company and the customer; never changed.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "complaint_contact")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub complaint_id: Uuid,
        pub at: chrono::DateTime<chrono::Utc>,
        pub matter: ContactMatter,
        pub channel: ComplaintChannel,
        pub text: String,
        pub shown: bool,
        /// `None`: the system, or the customer.
        pub person_id: Option<Uuid>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod complaint_step {
    use contract::complaints::{ComplaintActKind, ComplaintStatus};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "complaint_step")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub complaint_id: Uuid,
        pub at: chrono::DateTime<chrono::Utc>,
        /// `None`: the case was filed.
        pub act: Option<ComplaintActKind>,
        pub from_status: Option<ComplaintStatus>,
        pub to_status: ComplaintStatus,
        pub person_id: Option<Uuid>,
        pub note: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod complaint_pause {
    use contract::complaints::PauseReason;
    use sea_orm::entity::prelude::*;

    /// A time in which the clocks stood still.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "complaint_pause")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub complaint_id: Uuid,
        pub reason: PauseReason,
        pub note: String,
        pub began_at: chrono::DateTime<chrono::Utc>,
        pub began_by: Uuid,
        /// `None`: it lasts.
        pub ended_at: Option<chrono::DateTime<chrono::Utc>>,
        pub ended_by: Option<Uuid>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod complaint_correction {
    use contract::complaints::particulars::Particular;
    use sea_orm::entity::prelude::*;

    /// A particular that was put right; never changed.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "complaint_correction")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub complaint_id: Uuid,
        pub at: chrono::DateTime<chrono::Utc>,
        pub person_id: Option<Uuid>,
        pub field: Particular,
        /// As the case holds it: a word, a text, an id.
        pub old: String,
        pub new: String,
        pub reason: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

impl Tracked for complaint_correction::Entity {
    const KIND: SubjectKind = SubjectKind::Complaint;
}

impl Tracked for complaint_pause::Entity {
    const KIND: SubjectKind = SubjectKind::Complaint;
}

impl Tracked for complaint::Entity {
    const KIND: SubjectKind = SubjectKind::Complaint;
    const CONFIDENTIAL: &'static [&'static str] = &["phone_sealed", "phone_hint", "phone_hash", "email_sealed", "email_hint"];
}

impl Tracked for complaint_contact::Entity {
    const KIND: SubjectKind = SubjectKind::Complaint;
}

impl Tracked for complaint_step::Entity {
    const KIND: SubjectKind = SubjectKind::Complaint;
}

impl complaint::Model {
    /// The case as other records mention it: number and customer.
    pub fn subject(&self) -> Subject {
        Subject { kind: SubjectKind::Complaint, id: self.id, title: format!("{} {}", self.number, self.customer_title) }
    }

    /// The customer as it was called at intake; none where nobody has said yet whose case it is.
    pub fn customer(&self) -> Option<Subject> {
        Some(Subject { kind: SubjectKind::Customer, id: self.customer_id?, title: self.customer_title.clone() })
    }
}
