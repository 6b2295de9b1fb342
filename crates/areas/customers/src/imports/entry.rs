//! From rows that are in order to customer files, many at once.

use super::rules::{Identity, ParsedCustomer, name_key};
use crate::contacts::entity as contact;
use crate::files::{Sealed, blank, entity as file, rules};
use contract::customers::Tier;
use engines::numbering::{self, Series};
use engines::search;
use platform::Reply;
use platform::db::Tx;
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, TryIntoModel};
use std::collections::HashSet;
use uuid::Uuid;

/// Which of these identities (as [`Identity::key`] writes them) are on file already; what this import itself entered does not count.
pub(super) async fn on_file(conn: &impl ConnectionTrait, keys: &[&str], import: Uuid) -> Reply<HashSet<String>> {
    let elsewhere = || Condition::any().add(file::Column::ImportId.is_null()).add(file::Column::ImportId.ne(import));
    let mut known = HashSet::new();
    for chunk in keys.chunks(500) {
        let (mut codes, mut names) = (Vec::new(), Vec::new());
        for identity in chunk.iter().filter_map(|key| Identity::of_key(key)) {
            match identity {
                Identity::CreditCode(code) => codes.push(code),
                Identity::NameKey(name) => names.push(name),
            }
        }
        let by_code = file::Entity::find().select_only().column(file::Column::CreditCode).filter(file::Column::CreditCode.is_in(codes));
        let found: Vec<Option<String>> = by_code.filter(elsewhere()).into_tuple().all(conn).await?;
        known.extend(found.into_iter().flatten().map(|code| Identity::CreditCode(code).key()));
        let by_name = file::Entity::find().select_only().column(file::Column::NameKey).filter(file::Column::NameKey.is_in(names));
        let found: Vec<String> = by_name.filter(elsewhere()).into_tuple().all(conn).await?;
        known.extend(found.into_iter().map(|name| Identity::NameKey(name).key()));
    }
    Ok(known)
}

/// Enters the customers under these ids with their contacts, findable, waiting for review.
pub(super) async fn enter(tx: &mut Tx, import: Uuid, customers: &[(Uuid, ParsedCustomer)]) -> Reply<()> {
    let numbers = numbering::take(tx, Series::Customer, customers.len()).await?;
    let mut files = Vec::with_capacity(customers.len());
    let mut contacts = Vec::new();
    let mut documents = Vec::with_capacity(customers.len());
    for ((id, customer), number) in customers.iter().zip(numbers) {
        let id = *id;
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
    }
    tx.insert_many::<file::Entity, _>(files).await?;
    tx.insert_many::<contact::Entity, _>(contacts).await?;
    search::index_many(tx, documents).await
}

fn filled(tx: &Tx, id: Uuid, import: Uuid, number: String, customer: &ParsedCustomer) -> Reply<file::ActiveModel> {
    let keys = &tx.state().keys;
    let form = customer.customer_form();
    let phone = Sealed::phone(keys, form.phone.as_deref().unwrap_or(""))?;
    let address = match form.address.as_deref().map(str::trim).filter(|a| !a.is_empty()) {
        Some(address) => Some(keys.seal(address)?),
        None => None,
    };
    Ok(file::ActiveModel {
        id: Set(id),
        name_key: Set(name_key(&form.name)),
        name: Set(form.name),
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
        import_id: Set(Some(import)),
        ..blank(tx.actor()?, tx.at(), number)
    })
}
