//! Questionnaires that are not closed go to whoever takes over (ORG-08).

use super::entity::{Column, Entity};
use super::queries::subject;
use crate::handing_over::is_able;
use contract::campaigns::questionnaires::QuestionnaireStatus;
use contract::hand_overs::HoldingKind;
use engines::{Holding, Passing, people};
use platform::Reply;
use platform::db::Tx;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

pub(crate) async fn holdings(tx: &Tx, person: Uuid) -> Reply<Vec<Holding>> {
    let open = Entity::find().filter(Column::OwnerId.eq(person)).filter(Column::Status.ne(QuestionnaireStatus::Closed));
    let rows = open.order_by_asc(Column::Number).all(tx.conn()).await?;
    Ok(rows.iter().map(|row| Holding::passed_on(HoldingKind::Questionnaire, subject(row))).collect())
}

pub(crate) async fn hand_over(tx: &mut Tx, passing: &Passing) -> Reply<()> {
    is_able(tx, passing).await?;
    let unit = people::unit_of(tx.conn(), passing.to).await?;
    for found in Entity::find().filter(Column::Id.is_in(passing.ids.iter().copied())).all(tx.conn()).await? {
        let mut row = found.clone().into_active_model();
        row.owner_id = Set(passing.to);
        row.unit_id = Set(unit);
        tx.update::<Entity, _>(&found, row).await?;
    }
    Ok(())
}
