//! The table of attachments.

use contract::SubjectKind;
use contract::attachments::AttachmentKind;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attachment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub subject_kind: SubjectKind,
    pub subject_id: Uuid,
    pub file_name: String,
    pub kind: AttachmentKind,
    pub size: i64,
    pub hash: String,
    pub person_id: Uuid,
    /// Brought by the customer without an account; the person is who had the record in hand.
    pub from_customer: bool,
    pub removed_by: Option<Uuid>,
    pub removed_at: Option<chrono::DateTime<chrono::Utc>>,
    /// When its content was forgotten, some time after its removal.
    pub purged_at: Option<chrono::DateTime<chrono::Utc>>,
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}

impl platform::db::Tracked for Entity {
    const KIND: SubjectKind = SubjectKind::Attachment;
}
