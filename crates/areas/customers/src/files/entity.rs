//! The table of customer files.

use contract::SubjectKind;
use contract::customers::{CustomerKind, ProposalStatus, ReviewStatus, Source, Tier};
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "customer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub number: String,
    pub name: String,
    /// The name as compared for duplicates.
    pub name_key: String,
    pub kind: CustomerKind,
    pub credit_code: Option<String>,
    pub tier: Tier,
    pub source: Option<Source>,
    pub industry: String,
    pub employees: Option<i64>,
    pub turnover_cents: Option<i64>,
    pub city: String,
    pub address_sealed: Option<String>,
    pub phone_sealed: Option<String>,
    /// What may be shown of the phone.
    pub phone_hint: Option<String>,
    /// Keyed hash, for finding duplicates.
    pub phone_hash: Option<String>,
    pub need: String,
    pub first_contact_on: Option<chrono::NaiveDate>,
    /// With 、 between.
    pub tags: String,
    pub review: ReviewStatus,
    pub review_remark: Option<String>,
    pub reviewed_at: Option<chrono::DateTime<chrono::Utc>>,
    /// A change of key fields stands beside it: waiting, or returned to who proposed it (CRM-03).
    pub proposal: Option<ProposalStatus>,
    pub proposal_id: Option<Uuid>,
    /// It went into another file: to everybody it does not exist any more (CRM-09). Itself: its import was taken back (CRM-14).
    pub merged_into: Option<Uuid>,
    pub completeness: i32,
    /// Nobody: it lies in the public pool (CRM-10).
    pub owner_id: Option<Uuid>,
    /// The owner's unit, for data scopes; in the pool that of the last one.
    pub unit_id: Uuid,
    pub entered_by: Uuid,
    pub import_id: Option<Uuid>,
    /// Since when its owner has it, or it lies in the pool.
    pub held_at: chrono::DateTime<chrono::Utc>,
    /// Its owner was told that it goes back into the pool.
    pub warned_at: Option<chrono::DateTime<chrono::Utc>>,
    pub last_followed_at: Option<chrono::DateTime<chrono::Utc>>,
    pub next_follow_up_on: Option<chrono::NaiveDate>,
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}

impl platform::db::Tracked for Entity {
    const KIND: SubjectKind = SubjectKind::Customer;
    const CONFIDENTIAL: &'static [&'static str] = &["address_sealed", "phone_sealed", "phone_hint", "phone_hash"];
}
