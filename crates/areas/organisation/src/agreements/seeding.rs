//! The demo company's agreement.

use super::entity::acceptance;
use super::states::FLOW;
use super::{commands, entity::agreement};
use contract::access::agreements::{AgreementActKind, AgreementForm};
use platform::db::Tx;
use platform::flow::By;
use platform::{Error, Reply};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

/// Publishes a first version, accepted by these people.
///
/// # Errors
/// Where the database fails.
pub async fn publish(tx: &mut Tx, author: Uuid, form: &AgreementForm, accepted_by: &[Uuid]) -> Reply<()> {
    let draft: agreement::Model = commands::draft(tx, author, form).await?;
    let row = FLOW.steps.iter().find(|row| row.act == AgreementActKind::Publish && matches!(row.by, By::Right(_)));
    let to = row.ok_or_else(|| Error::Internal(anyhow::anyhow!("no step publishes an agreement")))?.to;
    let id = draft.id;
    commands::put_in_force(tx, draft, to).await?;
    for person in accepted_by {
        let row = acceptance::ActiveModel {
            id: Set(Uuid::now_v7()),
            version: Set(1),
            agreement_id: Set(id),
            person_id: Set(*person),
            accepted_at: Set(tx.at()),
            address: Set("127.0.0.1".to_owned()),
        };
        tx.insert::<acceptance::Entity, _>(row).await?;
    }
    Ok(())
}
