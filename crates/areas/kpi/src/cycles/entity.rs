//! The tables of cycles and of the rules that give them their days.

use contract::SubjectKind;
use contract::kpi::cycles::{CycleKind, CycleStatus};
use contract::values::Subject;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "kpi_cycle")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub kind: CycleKind,
    /// `2026-11`, or `2026`.
    pub period: String,
    pub status: CycleStatus,
    pub self_from: chrono::NaiveDate,
    pub self_until: chrono::NaiveDate,
    pub marking_from: chrono::NaiveDate,
    pub marking_until: chrono::NaiveDate,
    pub calibrated_until: chrono::NaiveDate,
    /// Why the part that runs got another last day.
    pub extended: Option<String>,
    /// The last day on which who is missing was reminded.
    pub reminded_on: Option<chrono::NaiveDate>,
    /// When marks were closed: from then on they count.
    pub closed_at: Option<chrono::DateTime<chrono::Utc>>,
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}

impl platform::db::Tracked for Entity {
    const KIND: SubjectKind = SubjectKind::KpiCycle;
}

impl Model {
    /// As tasks and notifications mention it.
    pub fn subject(&self) -> Subject {
        Subject { kind: SubjectKind::KpiCycle, id: self.id, title: self.period.clone() }
    }

    /// The last day of the part that runs.
    pub fn until(&self) -> chrono::NaiveDate {
        match self.status {
            CycleStatus::Open | CycleStatus::SelfReview => self.self_until,
            CycleStatus::Marking => self.marking_until,
            CycleStatus::Calibration | CycleStatus::Published | CycleStatus::Final => self.calibrated_until,
        }
    }
}

/// A row is what somebody set, from a month on. The latest set for the latest month counts; none is overwritten.
pub mod rule {
    use contract::SubjectKind;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "kpi_cycle_rule")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        /// `2026-11`
        pub from_month: String,
        /// JSON of [`contract::kpi::cycles::CycleRules`].
        pub content: String,
        pub author_id: Option<Uuid>,
        pub created_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}

    impl platform::db::Tracked for Entity {
        const KIND: SubjectKind = SubjectKind::KpiScheme;
    }
}
