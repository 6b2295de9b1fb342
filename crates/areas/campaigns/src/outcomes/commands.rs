//! Contracts that were won are stated by who works on their customers, until the product has an area of contracts.

use super::entity::{ActiveModel, Entity, Model};
use super::queries::found;
use contract::SubjectKind;
use contract::campaigns::outcomes::WonContractForm;
use engines::calendar::local_date;
use engines::{Areas, Asking};
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Refusal, Reply};
use sea_orm::{ActiveValue::Set, IntoActiveModel};
use uuid::Uuid;

const TAKEN: Refusal = Refusal::new("won_contract.taken", locale::problems::WON_CONTRACT_TAKEN);

/// Puts a form into a row: of a customer whom the caller sees, signed by today.
async fn written(tx: &Tx, areas: &Areas, mut row: ActiveModel, form: &WonContractForm) -> Reply<ActiveModel> {
    let asking = Asking::new(tx.state(), tx.actor()?, tx.meta().language);
    if areas.record(&asking, SubjectKind::Customer, form.customer_id).await?.is_none() {
        return Err(Error::invalid("/customer_id", "customer_unknown"));
    }
    if form.signed_on > local_date(tx.at(), tx.state().config.utc_offset_minutes) {
        return Err(Error::invalid("/signed_on", "won_contract_ahead"));
    }
    row.number = Set(form.number.trim().to_owned());
    row.customer_id = Set(form.customer_id);
    row.signed_on = Set(form.signed_on);
    row.amount_cents = Set(form.amount.cents().ok_or_else(|| Error::invalid("/amount/amount", "money_invalid"))?);
    row.remark = Set(form.remark.trim().to_owned());
    Ok(row)
}

/// States a contract.
pub(super) async fn state(tx: &mut Tx, areas: &Areas, form: &WonContractForm) -> Reply<Model> {
    let row = ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        entered_by: Set(tx.actor()?.id),
        created_at: Set(tx.at()),
        updated_at: Set(tx.at()),
        ..Default::default()
    };
    let row = written(tx, areas, row, form).await?;
    let contract = tx.insert::<Entity, _>(row).await.map_err(|e| e.on_unique("number", TAKEN))?;
    tx.emit(Event { name: "won_contract.stated", kind: SubjectKind::WonContract, id: contract.id, data: serde_json::json!({}) });
    Ok(contract)
}

/// Puts a contract right.
pub(super) async fn change(tx: &mut Tx, areas: &Areas, id: Uuid, seen: i64, form: &WonContractForm) -> Reply<Model> {
    let asking = Asking::new(tx.state(), tx.actor()?, tx.meta().language);
    let (before, _) = found(tx.conn(), &asking, areas, id).await?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    let row = written(tx, areas, before.clone().into_active_model(), form).await?;
    tx.update::<Entity, _>(&before, row).await.map_err(|e| e.on_unique("number", TAKEN))
}
