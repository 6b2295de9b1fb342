//! A file as far as leave goes.

use super::entity::{access, meant};
use super::queries::{is_active, parts};
use crate::files::entity as file;
use crate::follow_ups::entity as follow_up;
use crate::{contacts, readings};
use chrono::{DateTime, Utc};
use contract::customers::{AccessField, ConfidentialField, GrantedFacts, GrantedFile, GrantedFollowUp, ReadingBasis, Reveal, Revealed};
use contract::permission::Permission;
use contract::values::{Masked, Money, SubjectKind};
use engines::people::Names;
use platform::audit::{Change, Verb};
use platform::auth::Actor;
use platform::db::Tx;
use platform::{Error, Refusal, Reply};
use readings::Seen;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

const ENDED: Refusal = Refusal::new("access.ended", locale::problems::ACCESS_ENDED);
const CONVERSATIONS: u64 = 50;

/// A file and the parts of it that this person may read now.
pub(super) struct Granted {
    file: file::Model,
    parts: Vec<AccessField>,
}

impl Granted {
    /// What the reading log is told.
    pub fn seen(&self, access: Uuid) -> Seen {
        Seen { customer: self.file.id, basis: ReadingBasis::Grant, access: Some(access) }
    }

    fn has(&self, part: AccessField) -> bool {
        self.parts.contains(&part)
    }
}

/// The file, for the person who was granted it.
///
/// # Errors
/// `404` where the leave is not this person's or does not name the file; `409` unless it lasts. The latter is judged first: a request
/// that waits tells of no file.
pub(super) async fn granted(conn: &impl ConnectionTrait, actor: &Actor, id: Uuid, customer: Uuid, now: DateTime<Utc>) -> Reply<Granted> {
    let own = access::Entity::find_by_id(id).filter(access::Column::PersonId.eq(actor.id));
    let access = own.one(conn).await?.ok_or(Error::NotFound)?;
    if !is_active(&access, now) {
        return Err(Error::Refused(ENDED));
    }
    meant::Entity::find_by_id((id, customer)).one(conn).await?.ok_or(Error::NotFound)?;
    // What was granted ends with the file: the one it went into is another.
    let file = file::Entity::find_by_id(customer).filter(file::Column::MergedInto.is_null());
    let file = file.one(conn).await?.ok_or(Error::NotFound)?;
    Ok(Granted { file, parts: parts(&access)? })
}

/// Shows what was granted.
pub(super) async fn present(conn: &impl ConnectionTrait, granted: Granted) -> Reply<GrantedFile> {
    let phones = granted.has(AccessField::Phone);
    let contacts = match granted.has(AccessField::Contacts) {
        true => {
            let mut people = contacts::of(conn, granted.file.id).await?;
            for person in &mut people {
                person.email.clear();
                person.phone = person.phone.take().filter(|_| phones);
            }
            Some(people)
        }
        false => None,
    };
    let follow_ups = match granted.has(AccessField::FollowUps) {
        true => Some(conversations(conn, granted.file.id).await?),
        false => None,
    };
    let (facts, address) = (granted.has(AccessField::Facts), granted.has(AccessField::Address));
    let file = granted.file;
    Ok(GrantedFile {
        contacts,
        follow_ups,
        phone: file.phone_hint.filter(|_| phones).map(Masked::showing),
        address: file.address_sealed.filter(|_| address).map(|_| Masked::showing(format!("{}****", file.city))),
        facts: facts.then_some(GrantedFacts {
            kind: file.kind,
            tier: file.tier,
            industry: file.industry,
            employees: file.employees,
            turnover: file.turnover_cents.map(Money::from_cents),
            city: file.city,
            need: file.need,
        }),
        id: file.id,
        number: file.number,
        name: file.name,
    })
}

async fn conversations(conn: &impl ConnectionTrait, customer: Uuid) -> Reply<Vec<GrantedFollowUp>> {
    let rows = follow_up::Entity::find()
        .filter(follow_up::Column::CustomerId.eq(customer))
        .order_by_desc(follow_up::Column::OccurredAt)
        .limit(CONVERSATIONS)
        .all(conn)
        .await?;
    let names = Names::load(conn, rows.iter().map(|r| r.person_id)).await?;
    let one = |row: follow_up::Model| GrantedFollowUp {
        at: row.occurred_at,
        way: row.way,
        content: row.content,
        person: names.of(row.person_id),
    };
    Ok(rows.into_iter().map(one).collect())
}

/// Shows one confidential value, where it was granted; logged for the owner and in the audit log (CRM-08).
pub(super) async fn reveal(tx: &mut Tx, id: Uuid, customer: Uuid, wanted: &Reveal) -> Reply<Revealed> {
    let actor = tx.actor()?.clone();
    let granted = granted(tx.conn(), &actor, id, customer, tx.at()).await?;
    let part = match wanted.field {
        ConfidentialField::Phone => AccessField::Phone,
        ConfidentialField::Address => AccessField::Address,
    };
    if !granted.has(part) || (wanted.contact_id.is_some() && !granted.has(AccessField::Contacts)) {
        return Err(Error::Forbidden(Permission::CustomerReveal));
    }
    let sealed = crate::files::sealed_value(tx.conn(), &granted.file, wanted).await?;
    let value = tx.state().keys.open(&sealed)?;
    let what = Change { field: wanted.field.word().to_owned(), old: None, new: None };
    tx.note(Verb::Reveal, SubjectKind::Customer, customer, vec![what]);
    readings::revealed(tx, granted.seen(id), wanted.field).await?;
    Ok(Revealed { value })
}
