//! Which mails were taken in or sent, by a keyed hash of their `Message-ID`.

use sea_orm::entity::prelude::*;

/// Not tracked: it says nothing that the case does not say.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "complaint_mail")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub message_hash: String,
    pub complaint_id: Uuid,
    pub at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}
