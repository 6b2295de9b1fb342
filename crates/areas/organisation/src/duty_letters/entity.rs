//! The table of duty letters.

use contract::SubjectKind;
use contract::duty_letters::{DutyLetterStatus, LetterScope};
use contract::values::Subject;
use platform::db::Tracked;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "duty_letter")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub number: String,
    pub person_id: Uuid,
    /// The person's unit, for data scopes.
    pub unit_id: Uuid,
    pub authoriser_id: Uuid,
    pub supervisor_id: Uuid,
    pub scope_kind: LetterScope,
    pub scope: String,
    pub powers: String,
    pub starts_on: chrono::NaiveDate,
    pub ends_on: chrono::NaiveDate,
    pub status: DutyLetterStatus,
    pub authorised_at: Option<chrono::DateTime<chrono::Utc>>,
    pub accepted_at: Option<chrono::DateTime<chrono::Utc>>,
    pub supervised_at: Option<chrono::DateTime<chrono::Utc>>,
    /// Ended or revoked.
    pub ended_at: Option<chrono::DateTime<chrono::Utc>>,
    pub revoked_by: Option<Uuid>,
    pub revoked_reason: String,
    pub renews_id: Option<Uuid>,
    pub drafted_by: Uuid,
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// As tasks and notifications mention it.
    pub fn subject(&self) -> Subject {
        Subject { kind: SubjectKind::DutyLetter, id: self.id, title: format!("{} {}", self.number, self.scope) }
    }

    /// Whose signature is next.
    pub fn waits_for(&self) -> Option<Uuid> {
        match self.status {
            DutyLetterStatus::Draft => Some(self.authoriser_id),
            DutyLetterStatus::Authorised => Some(self.person_id),
            DutyLetterStatus::Accepted => Some(self.supervisor_id),
            DutyLetterStatus::InForce | DutyLetterStatus::Ended | DutyLetterStatus::Revoked => None,
        }
    }
}

impl Tracked for Entity {
    const KIND: SubjectKind = SubjectKind::DutyLetter;
}
