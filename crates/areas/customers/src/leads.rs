//! Leads of a campaign (CMP-08): who walked in becomes a customer file that waits for review, in the pool of sales, with the campaign as its
//! source. A number that is on file already is that customer, and no lead.

use crate::files::{Sealed, ask_for_review, blank, document, entity as file, rules};
use contract::SubjectKind;
use contract::customers::{CustomerKind, Source};
use engines::calendar::local_date;
use engines::numbering::{self, Series};
use engines::{people, search};
use platform::Reply;
use platform::db::Tx;
use platform::outbox::Event;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, TryIntoModel};
use std::collections::HashMap;
use uuid::Uuid;

/// So many at once are each put before a reviewer; more wait in the list of files to review, as those of an import do.
const ASKED_EACH: usize = 20;

/// Somebody who came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLead {
    /// What the answer names them by.
    pub key: Uuid,
    pub name: String,
    pub phone: Option<String>,
    pub company: String,
}

/// Enters leads; says which customer each of them is.
///
/// # Errors
/// Where the database fails.
pub async fn enter(tx: &mut Tx, leads: &[NewLead]) -> Reply<Vec<(Uuid, Uuid)>> {
    let mut phones = Vec::with_capacity(leads.len());
    for lead in leads {
        phones.push(Sealed::phone(&tx.state().keys, lead.phone.as_deref().unwrap_or(""))?);
    }
    let known = file::Entity::find()
        .filter(file::Column::PhoneHash.is_in(phones.iter().filter_map(|phone| phone.hash.clone())))
        .filter(file::Column::MergedInto.is_null())
        .order_by_desc(file::Column::Id);
    // Of several files with one number, the oldest.
    let mut known: HashMap<String, Uuid> =
        known.all(tx.conn()).await?.into_iter().filter_map(|row| Some((row.phone_hash?, row.id))).collect();
    let unit = unit(tx).await?;
    let numbers = numbering::take(tx, Series::Customer, leads.len()).await?;
    let (mut became, mut rows, mut documents) = (Vec::with_capacity(leads.len()), Vec::new(), Vec::new());
    for ((lead, phone), number) in leads.iter().zip(phones).zip(numbers) {
        if let Some(customer) = phone.hash.as_ref().and_then(|hash| known.get(hash)) {
            became.push((lead.key, *customer));
            continue;
        }
        let mut row = fresh(tx, unit, number, lead)?;
        (row.phone_sealed, row.phone_hint, row.phone_hash) = (Set(phone.sealed), Set(phone.hint), Set(phone.hash.clone()));
        let mut model = row.clone().try_into_model()?;
        model.completeness = rules::completeness(&model, 0);
        row.completeness = Set(model.completeness);
        known.extend(phone.hash.map(|hash| (hash, model.id)));
        became.push((lead.key, model.id));
        documents.push(document(&model, lead.phone.iter().cloned().collect()));
        rows.push((row, model));
    }
    let (rows, files): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
    tx.insert_many::<file::Entity, _>(rows).await?;
    search::index_many(tx, documents).await?;
    for entered in &files {
        if files.len() <= ASKED_EACH {
            ask_for_review(tx, entered, entered.entered_by).await?;
        }
        let data = serde_json::json!({ "number": entered.number });
        tx.emit(Event { name: "customer.created", kind: SubjectKind::Customer, id: entered.id, data });
    }
    Ok(became)
}

/// The pool they lie in: that of the sales department, where there is one.
async fn unit(tx: &Tx) -> Reply<Uuid> {
    let sales = people::holders_of(tx.conn(), &["sales_manager"]).await?;
    match sales.first() {
        Some(manager) => Ok(manager.unit_id),
        None => Ok(tx.actor()?.unit_id),
    }
}

fn fresh(tx: &Tx, unit: Uuid, number: String, lead: &NewLead) -> Reply<file::ActiveModel> {
    let company = lead.company.trim();
    let name = if company.is_empty() { lead.name.clone() } else { format!("{company} {}", lead.name) };
    Ok(file::ActiveModel {
        name_key: Set(crate::imports::rules::name_key(&name)),
        name: Set(name),
        kind: Set(if company.is_empty() { CustomerKind::Person } else { CustomerKind::Company }),
        source: Set(Some(Source::Campaign)),
        first_contact_on: Set(Some(local_date(tx.at(), tx.state().config.utc_offset_minutes))),
        owner_id: Set(None),
        unit_id: Set(unit),
        ..blank(tx.actor()?, tx.at(), number)
    })
}
