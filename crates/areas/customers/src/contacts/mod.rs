//! Contacts: the people at a customer (CRM-02). Who may see and change them is decided by the customer's file.

use crate::files::{self, Sealed, editable};
use actix_web::web::Path;
use actix_web::{post, put};
use contract::SubjectKind;
use contract::customers::{Contact, ContactForm};
use contract::permission::customer;
use contract::values::Masked;
use platform::auth::Can;
use platform::db::{Door, Tracked, Tx};
use platform::http::{Body, Created, Expected, Once, Versioned};
use platform::{Error, Reply};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

pub mod entity {
    use contract::customers::Influence;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "contact")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub customer_id: Uuid,
        pub name: String,
        pub post: String,
        pub phone_sealed: Option<String>,
        pub phone_hint: Option<String>,
        pub email: String,
        pub influence: Option<Influence>,
        pub created_at: chrono::DateTime<chrono::Utc>,
        pub updated_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

impl Tracked for entity::Entity {
    const KIND: SubjectKind = SubjectKind::Contact;
    const CONFIDENTIAL: &'static [&'static str] = &["phone_sealed", "phone_hint"];
}

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(add).service(edit);
}

/// Adds a contact to a customer.
#[utoipa::path(tag = "customers", operation_id = "add_contact", request_body = ContactForm,
    responses((status = 201, description = "The contact", body = Contact)))]
#[post("/customers/{id}/contacts")]
async fn add(who: Can<customer::Edit>, id: Path<Uuid>, once: Once, body: Body<ContactForm>, door: Door) -> Reply<Created<Contact>> {
    let id = id.into_inner();
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let actor = tx.actor()?.clone();
        let file = editable(tx.conn(), &actor, id).await?;
        let at = tx.at();
        let row = entity::ActiveModel {
            id: Set(Uuid::now_v7()),
            version: Set(1),
            customer_id: Set(id),
            phone_sealed: Set(None),
            phone_hint: Set(None),
            created_at: Set(at),
            updated_at: Set(at),
            ..Default::default()
        };
        let row = filled(tx, row, &body)?;
        let contact = tx.insert::<entity::Entity, _>(row).await?;
        recount(tx, file).await?;
        Ok(present(contact))
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// Changes a contact.
#[utoipa::path(tag = "customers", operation_id = "edit_contact", request_body = ContactForm,
    responses((status = 200, description = "The contact as it is now", body = Contact)))]
#[put("/contacts/{id}")]
async fn edit(who: Can<customer::Edit>, id: Path<Uuid>, seen: Expected, body: Body<ContactForm>, door: Door) -> Reply<Versioned<Contact>> {
    let id = id.into_inner();
    let write = async move |tx: &mut Tx| {
        let actor = tx.actor()?.clone();
        let before = entity::Entity::find_by_id(id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
        let file = editable(tx.conn(), &actor, before.customer_id).await?;
        if before.version != seen.0 {
            return Err(Error::Stale);
        }
        let row = filled(tx, before.clone().into_active_model(), &body)?;
        let contact = tx.update::<entity::Entity, _>(&before, row).await?;
        recount(tx, file).await?;
        Ok(present(contact))
    };
    door.write(&who, None, write).await.map(Versioned)
}

fn filled(tx: &Tx, mut row: entity::ActiveModel, form: &ContactForm) -> Reply<entity::ActiveModel> {
    let ContactForm { name, post, phone, email, influence } = form;
    row.name = Set(name.trim().to_owned());
    row.post = Set(post.trim().to_owned());
    row.email = Set(email.trim().to_owned());
    row.influence = Set(*influence);
    if let Some(phone) = phone {
        let phone = Sealed::phone(&tx.state().keys, phone)?;
        (row.phone_sealed, row.phone_hint) = (Set(phone.sealed), Set(phone.hint));
    }
    Ok(row)
}

/// The file is found by its contacts' phones, and fuller with a contact.
async fn recount(tx: &mut Tx, file: files::entity::Model) -> Reply<()> {
    let phones = phones(tx, file.id).await?;
    let mut row: files::entity::ActiveModel = file.clone().into_active_model();
    row.completeness = Set(files::rules::completeness(&file, phones.len().max(1)));
    let file = tx.update::<files::entity::Entity, _>(&file, row).await?;
    files::index(tx, &file, phones).await
}

/// A customer's contacts, oldest first.
pub(crate) async fn of(conn: &impl ConnectionTrait, customer: Uuid) -> Reply<Vec<Contact>> {
    let rows =
        entity::Entity::find().filter(entity::Column::CustomerId.eq(customer)).order_by_asc(entity::Column::CreatedAt).all(conn).await?;
    Ok(rows.into_iter().map(present).collect())
}

/// The phone numbers of a customer's contacts, in the open: for the search index only.
pub(crate) async fn phones(tx: &Tx, customer: Uuid) -> Reply<Vec<String>> {
    let rows = entity::Entity::find().filter(entity::Column::CustomerId.eq(customer)).all(tx.conn()).await?;
    let sealed = rows.into_iter().filter_map(|row| row.phone_sealed);
    sealed.map(|s| Ok(tx.state().keys.open(&s)?)).collect()
}

/// The sealed phone of one contact of this customer.
pub(crate) async fn sealed_phone(conn: &impl ConnectionTrait, customer: Uuid, contact: Uuid) -> Reply<Option<String>> {
    let row = entity::Entity::find_by_id(contact).filter(entity::Column::CustomerId.eq(customer)).one(conn).await?;
    Ok(row.ok_or(Error::NotFound)?.phone_sealed)
}

pub(crate) fn present(row: entity::Model) -> Contact {
    Contact {
        id: row.id,
        customer_id: row.customer_id,
        name: row.name,
        post: row.post,
        phone: row.phone_hint.map(Masked::showing),
        email: row.email,
        influence: row.influence,
        version: row.version,
    }
}
