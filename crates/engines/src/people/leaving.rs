//! Who is about to leave (ORG-08). Read only; the organisation area owns the table.

use contract::hand_overs::HandOverStatus::{Approving, HandingOver, Signed};
use platform::Reply;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::BTreeSet;
use uuid::Uuid;

mod hand_over {
    use contract::hand_overs::HandOverStatus;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "hand_over")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub person_id: Uuid,
        pub status: HandOverStatus,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// People who have given notice and whose account is not closed yet.
///
/// # Errors
/// Where the database fails.
pub async fn leaving(conn: &impl ConnectionTrait) -> Reply<BTreeSet<Uuid>> {
    use hand_over::{Column, Entity};
    let found = Entity::find().select_only().column(Column::PersonId).filter(Column::Status.is_in([Approving, HandingOver, Signed]));
    let people: Vec<Uuid> = found.into_tuple().all(conn).await?;
    Ok(people.into_iter().collect())
}
