//! What a person has in hand goes to somebody else (ORG-08): open cases, as their agent or their investigator. Closed ones stay as they were.

use super::entity::complaint::{Column, Entity};
use super::policy::may_judge;
use super::states::OPEN;
use contract::hand_overs::HoldingKind;
use contract::permission::Permission;
use engines::{Holding, Passing, people, tasks};
use organisation::grants;
use platform::Reply;
use platform::db::Tx;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

/// Open cases of a person.
///
/// # Errors
/// Where the database fails.
pub async fn holdings(tx: &Tx, person: Uuid) -> Reply<Vec<Holding>> {
    let mut all = Vec::new();
    for (kind, column) in [(HoldingKind::Complaint, Column::AgentId), (HoldingKind::Investigation, Column::InvestigatorId)] {
        let open = Entity::find().filter(column.eq(person)).filter(Column::Status.is_in(OPEN));
        let cases = open.order_by_asc(Column::Number).all(tx.conn()).await?;
        all.extend(cases.iter().map(|case| Holding::passed_on(kind, case.subject())));
    }
    Ok(all)
}

/// The receiver has the cases in hand from now on.
///
/// # Errors
/// `409` where the receiver may not work on complaints, or may judge nothing in one of them.
pub async fn hand_over(tx: &mut Tx, passing: &Passing) -> Reply<()> {
    let right = match passing.kind {
        HoldingKind::Complaint => Permission::ComplaintCreate,
        HoldingKind::Investigation => Permission::ComplaintInvestigate,
        _ => return Ok(()),
    };
    if passing.from != passing.to && !grants::holds(tx.conn(), passing.to, right).await? {
        return Err(engines::area::unable());
    }
    let unit = people::unit_of(tx.conn(), passing.to).await?;
    for found in Entity::find().filter(Column::Id.is_in(passing.ids.iter().copied())).all(tx.conn()).await? {
        may_judge(tx.conn(), &found, passing.to).await?;
        let mut row = found.clone().into_active_model();
        if passing.kind == HoldingKind::Complaint {
            row.agent_id = Set(passing.to);
            row.unit_id = Set(unit);
        } else {
            row.investigator_id = Set(Some(passing.to));
        }
        tx.update::<Entity, _>(&found, row).await?;
    }
    tasks::pass(tx, &passing.ids, passing.from, passing.to).await
}
