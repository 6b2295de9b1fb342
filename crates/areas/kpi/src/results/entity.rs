//! The table of published results.

use contract::SubjectKind;
use contract::kpi::Grade;
use contract::results::ResultStatus;
use rust_decimal::Decimal;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "kpi_result")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub person_id: Uuid,
    /// `2026-11`, or `2026`.
    pub month: String,
    pub status: ResultStatus,
    /// Tenths of a point.
    pub score_tenths: i64,
    pub grade: Grade,
    /// [`super::Frozen`] as JSON.
    pub frozen: String,
    pub hash: String,
    pub published_at: chrono::DateTime<chrono::Utc>,
    /// Nobody: by the clock.
    pub published_by: Option<Uuid>,
    pub appeal_until: chrono::DateTime<chrono::Utc>,
    pub appealed_at: Option<chrono::DateTime<chrono::Utc>>,
    pub appeal_reason: Option<String>,
    pub appeal_indicator: Option<String>,
    pub appeal_record: Option<Uuid>,
    /// Which of several entries of that record.
    pub appeal_record_at: Option<chrono::DateTime<chrono::Utc>>,
    pub answer: Option<String>,
    pub answered_by: Option<Uuid>,
    pub answered_at: Option<chrono::DateTime<chrono::Utc>>,
    /// What was published, where the answer changed it.
    pub score_tenths_before: Option<i64>,
    /// Which records the answer left out, as JSON of [`crate::left_out::Gone`].
    pub left_out: Option<String>,
    /// Points that the answer added, in tenths.
    pub granted_tenths: Option<i64>,
    /// Until when the appeal has to be answered.
    pub answer_by: Option<chrono::DateTime<chrono::Utc>>,
    /// When superiors were told that it was not.
    pub escalated_at: Option<chrono::DateTime<chrono::Utc>>,
    pub final_at: Option<chrono::DateTime<chrono::Utc>>,
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}

impl platform::db::Tracked for Entity {
    const KIND: SubjectKind = SubjectKind::Kpi;
    // It names customers, whom readers of the audit log need not know.
    const CONFIDENTIAL: &'static [&'static str] = &["frozen"];
}

impl Model {
    /// 0 to 100, one decimal.
    pub fn score(&self) -> Decimal {
        points(self.score_tenths)
    }

    /// Until when an appeal has to be answered, while one waits.
    pub fn waits_until(&self) -> Option<chrono::DateTime<chrono::Utc>> {
        self.answer_by.filter(|_| self.status == ResultStatus::Appealed)
    }
}

/// Points of tenths.
pub fn points(tenths: i64) -> Decimal {
    Decimal::new(tenths, 1)
}
