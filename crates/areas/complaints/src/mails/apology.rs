//! The apology to a complainant whose address was taken down at intake (CPL-01). Who wrote by mail has it in the answer to that mail.

use super::commands::hash;
use super::entity;
use crate::care::page;
use crate::cases::contacts::{self, Said};
use crate::cases::entity::{complaint, complaint_contact};
use contract::complaints::ComplaintChannel;
use contract::complaints::contacts::ContactMatter;
use locale::{Language, care as text};
use platform::db::Tx;
use platform::http::State;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

/// A mail to a complainant.
pub struct Apology {
    pub name: String,
    pub address: String,
    pub subject: String,
    pub text: String,
}

/// What is to be sent about a case; `None`: no address is known, or a mail of the case went out already.
///
/// # Errors
/// Where the database fails.
pub async fn apology(conn: &impl ConnectionTrait, state: &State, id: Uuid) -> Reply<Option<Apology>> {
    let Some(case) = complaint::Entity::find_by_id(id).one(conn).await? else { return Ok(None) };
    let Some(sealed) = case.email_sealed.as_deref() else { return Ok(None) };
    if entity::Entity::find().filter(entity::Column::ComplaintId.eq(id)).count(conn).await? > 0 {
        return Ok(None);
    }
    let told = complaint_contact::Entity::find()
        .filter(complaint_contact::Column::ComplaintId.eq(id))
        .filter(complaint_contact::Column::Matter.eq(ContactMatter::Apology))
        .order_by_asc(complaint_contact::Column::At);
    let Some(told) = told.one(conn).await? else { return Ok(None) };
    // Nobody knows the complainant's language: the product's own.
    let language = Language::default();
    let page = page(state);
    let follow = text::APOLOGY_FOLLOW.with(language, &[("number", &case.number), ("address", &page)]);
    Ok(Some(Apology {
        address: state.keys.open(sealed)?,
        subject: text::MAIL_SUBJECT.with(language, &[("number", &case.number)]),
        text: format!("{}\n\n{follow}\n", told.text),
        name: case.complainant,
    }))
}

/// Notes on the case how it went; an answer to the mail finds the case by its `Message-ID`.
///
/// # Errors
/// Where the database fails.
pub async fn apologised(tx: &mut Tx, id: Uuid, message_id: &str, arrived: bool) -> Reply<()> {
    let case = complaint::Entity::find_by_id(id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    let row = entity::ActiveModel { message_hash: Set(hash(tx, message_id)), complaint_id: Set(id), at: Set(tx.at()) };
    entity::Entity::insert(row).exec_without_returning(tx.conn()).await?;
    let key = if arrived { text::APOLOGY_SENT } else { text::APOLOGY_UNDELIVERED };
    let words = key.with(Language::default(), &[("address", case.email_hint.as_deref().unwrap_or_default())]);
    contacts::keep(tx, &case, Said { matter: ContactMatter::Apology, channel: ComplaintChannel::Email, text: words, shown: false }).await?;
    Ok(())
}
