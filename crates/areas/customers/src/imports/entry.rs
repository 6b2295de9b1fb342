//! From rows that are in order to customer files, many at once.

use super::rules::{ParsedCustomer, name_key};
use crate::contacts::entity as contact;
use crate::files::{Sealed, entity as file, rules};
use contract::customers::{CustomerKind, ReviewStatus, Tier};
use engines::numbering::{self, Series};
use engines::search;
use platform::Reply;
use platform::db::Tx;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, TryIntoModel};
use std::collections::HashSet;
use uuid::Uuid;

/// Which of these customers are on file already: by credit code, or by name where there is no code.
pub(super) async fn on_file(conn: &impl ConnectionTrait, customers: &[&ParsedCustomer]) -> Reply<HashSet<String>> {
    let mut known = HashSet::new();
    for chunk in customers.chunks(500) {
        let codes: Vec<String> = chunk.iter().filter_map(|c| c.credit_code.clone()).collect();
        let names: Vec<String> = chunk.iter().filter(|c| c.credit_code.is_none()).map(|c| name_key(&c.name)).collect();
        let by_code = file::Entity::find().select_only().column(file::Column::CreditCode).filter(file::Column::CreditCode.is_in(codes));
        let found: Vec<Option<String>> = by_code.into_tuple().all(conn).await?;
        known.extend(found.into_iter().flatten());
        let by_name = file::Entity::find().select_only().column(file::Column::NameKey).filter(file::Column::NameKey.is_in(names));
        let found: Vec<String> = by_name.into_tuple().all(conn).await?;
        known.extend(found);
    }
    Ok(known)
}

/// Whether a customer is among those [`on_file`].
pub(super) fn is_known(known: &HashSet<String>, customer: &ParsedCustomer) -> bool {
    match &customer.credit_code {
        Some(code) => known.contains(code),
        None => known.contains(&name_key(&customer.name)),
    }
}

/// Enters the customers with their contacts, findable, waiting for review; gives their ids in order.
pub(super) async fn enter(tx: &mut Tx, import: Uuid, customers: &[ParsedCustomer]) -> Reply<Vec<Uuid>> {
    let numbers = numbering::take(tx, Series::Customer, customers.len()).await?;
    let mut files = Vec::with_capacity(customers.len());
    let mut contacts = Vec::new();
    let mut documents = Vec::with_capacity(customers.len());
    let mut ids = Vec::with_capacity(customers.len());
    for (customer, number) in customers.iter().zip(numbers) {
        let id = Uuid::now_v7();
        let people: Vec<_> = customer.contact_form().into_iter().collect();
        let row = filled(tx, id, import, number, customer)?;
        let mut model = row.clone().try_into_model()?;
        model.completeness = rules::completeness(&model, people.len());
        let mut row = row;
        row.completeness = Set(model.completeness);
        let mut phones: Vec<String> = customer.customer_form().phone.into_iter().collect();
        for person in people {
            let phone = Sealed::phone(&tx.state().keys, person.phone.as_deref().unwrap_or(""))?;
            phones.extend(person.phone.clone());
            contacts.push(contact::ActiveModel {
                id: Set(Uuid::now_v7()),
                version: Set(1),
                customer_id: Set(id),
                name: Set(person.name),
                post: Set(person.post),
                phone_sealed: Set(phone.sealed),
                phone_hint: Set(phone.hint),
                email: Set(person.email),
                influence: Set(person.influence),
                created_at: Set(tx.at()),
                updated_at: Set(tx.at()),
            });
        }
        phones.dedup();
        documents.push(crate::files::document(&model, phones));
        files.push(row);
        ids.push(id);
    }
    tx.insert_many::<file::Entity, _>(files).await?;
    tx.insert_many::<contact::Entity, _>(contacts).await?;
    search::index_many(tx, documents).await?;
    Ok(ids)
}

fn filled(tx: &Tx, id: Uuid, import: Uuid, number: String, customer: &ParsedCustomer) -> Reply<file::ActiveModel> {
    let (keys, actor, at) = (&tx.state().keys, tx.actor()?, tx.at());
    let form = customer.customer_form();
    let phone = Sealed::phone(keys, form.phone.as_deref().unwrap_or(""))?;
    let address = match form.address.as_deref().map(str::trim).filter(|a| !a.is_empty()) {
        Some(address) => Some(keys.seal(address)?),
        None => None,
    };
    Ok(file::ActiveModel {
        id: Set(id),
        version: Set(1),
        number: Set(number),
        name_key: Set(name_key(&form.name)),
        name: Set(form.name),
        kind: Set(CustomerKind::Company),
        credit_code: Set(form.credit_code),
        tier: Set(customer.tier.unwrap_or(Tier::D)),
        source: Set(form.source),
        industry: Set(form.industry),
        employees: Set(form.employees),
        turnover_cents: Set(form.turnover.as_ref().and_then(contract::Money::cents)),
        city: Set(form.city),
        address_sealed: Set(address),
        phone_sealed: Set(phone.sealed),
        phone_hint: Set(phone.hint),
        phone_hash: Set(phone.hash),
        need: Set(form.need),
        first_contact_on: Set(form.first_contact_on),
        review: Set(ReviewStatus::Pending),
        review_remark: Set(None),
        reviewed_at: Set(None),
        completeness: Set(0),
        owner_id: Set(actor.id),
        unit_id: Set(actor.unit_id),
        entered_by: Set(actor.id),
        import_id: Set(Some(import)),
        last_followed_at: Set(None),
        next_follow_up_on: Set(None),
        created_at: Set(at),
        updated_at: Set(at),
    })
}
