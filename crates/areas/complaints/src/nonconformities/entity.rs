//! The table of nonconformities.

use contract::SubjectKind;
use contract::complaints::ComplaintCategory;
use contract::complaints::nonconformities::{NonconformityGrade, NonconformityOrigin, NonconformityStatus, WorkStage};
use contract::values::Subject;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "nonconformity")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub number: String,
    pub origin: NonconformityOrigin,
    pub complaint_id: Option<Uuid>,
    pub matter: String,
    pub stage: WorkStage,
    pub grade: NonconformityGrade,
    pub category: ComplaintCategory,
    pub cause: String,
    /// The cause as it is compared, see `causes::key`.
    pub cause_key: String,
    /// The unit responsible.
    pub department_id: Option<Uuid>,
    pub status: NonconformityStatus,
    pub raiser_id: Uuid,
    /// The raiser's unit, for data scopes.
    pub unit_id: Uuid,
    /// Who puts it right.
    pub owner_id: Option<Uuid>,
    pub demand: String,
    pub due_on: Option<chrono::NaiveDate>,
    pub done: String,
    pub done_at: Option<chrono::DateTime<chrono::Utc>>,
    pub closed_at: Option<chrono::DateTime<chrono::Utc>>,
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// As other records mention it.
    pub fn subject(&self) -> Subject {
        Subject { kind: SubjectKind::Nonconformity, id: self.id, title: format!("{} {}", self.number, crate::cases::excerpt(&self.matter)) }
    }

    /// Whether it is to be put right and the day is past.
    pub fn is_late(&self, today: chrono::NaiveDate) -> bool {
        self.status == NonconformityStatus::Rectifying && self.due_on.is_some_and(|due| due < today)
    }
}

impl platform::db::Tracked for Entity {
    const KIND: SubjectKind = SubjectKind::Nonconformity;
}
