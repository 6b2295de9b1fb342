//! Files of customers (CPL-01): number and code open a ticket for some minutes, the ticket takes one file after another. What a file
//! is, its content says; it lies sealed like any other, and whoever reads the case reads it.

use super::{commands, present};
use crate::cases::contacts;
use crate::cases::entity::complaint;
use chrono::{DateTime, TimeDelta, Utc};
use contract::complaints::care::{CaseKey, PublicCase};
use contract::complaints::uploads::{KINDS, LARGEST, MOST, UploadTicket};
use engines::attachments::{self, Incoming};
use platform::db::{Door, Tx};
use platform::http::Arriving;
use platform::seal::Keys;
use platform::{Error, Reply};
use sea_orm::EntityTrait;
use std::sync::Arc;
use uuid::Uuid;

const GOOD_FOR: TimeDelta = TimeDelta::minutes(10);
/// What our signatures are for.
const PURPOSE: &str = "complaint-upload";

fn ticket(keys: &Keys, case: Uuid, ends_at: DateTime<Utc>) -> String {
    let said = format!("{}-{}", ends_at.timestamp_millis(), case.simple());
    format!("{said}-{}", keys.hash(PURPOSE, said.as_bytes()))
}

/// The case that a ticket is for, while it is good.
fn named(keys: &Keys, ticket: &str, now: DateTime<Utc>) -> Option<Uuid> {
    let (said, signature) = ticket.rsplit_once('-')?;
    if !keys.is_hash(PURPOSE, said.as_bytes(), signature) {
        return None;
    }
    let (millis, case) = said.split_once('-')?;
    let ends_at = DateTime::from_timestamp_millis(millis.parse().ok()?)?;
    (now < ends_at).then(|| Uuid::try_parse(case).ok()).flatten()
}

/// Leave to send files, where number and code open the case.
pub(super) async fn open(door: &Door, key: CaseKey) -> Reply<UploadTicket> {
    let work = async |tx: &mut Tx, case: complaint::Model| {
        if !present::may_write(case.status) {
            return Err(Error::Refused(crate::cases::NOT_NOW));
        }
        let sent = attachments::of_customer(tx.conn(), &case.subject()).await?.len() as u64;
        let (config, ends_at) = (&tx.state().config.files, tx.at() + GOOD_FOR);
        Ok(UploadTicket {
            ticket: ticket(&tx.state().keys, case.id, ends_at),
            ends_at,
            largest: LARGEST.min(config.max_mib * 1024 * 1024),
            left: MOST.saturating_sub(sent),
            kinds: KINDS.into_iter().filter(|kind| config.kinds.contains(kind)).collect(),
        })
    };
    commands::inside(door, key, work).await
}

/// Takes one file.
pub(super) async fn send(door: &Door, ticket: &str, file: Arriving) -> Reply<PublicCase> {
    let state = door.state();
    let case = named(&state.keys, ticket, state.clock.now()).ok_or(Error::NotFound)?;
    let incoming = Arc::new(attachments::receive(state, file, LARGEST, &KINDS).await?);
    let arrived = incoming.clone();
    let taken = door.write_as_system(async move |tx: &mut Tx| take(tx, case, &arrived).await).await;
    // Where it is not known whether it was committed, the daily look at the vault decides.
    if taken.as_ref().is_err_and(|error| !matches!(error, Error::Internal(_) | Error::Unavailable)) {
        attachments::give_up(state, &incoming).await?;
    }
    taken
}

async fn take(tx: &mut Tx, case: Uuid, incoming: &Incoming) -> Reply<PublicCase> {
    let case = complaint::Entity::find_by_id(case).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    if !present::may_write(case.status) {
        return Err(Error::Refused(crate::cases::NOT_NOW));
    }
    attach(tx, &case, incoming).await?;
    let said = locale::care::SENT.with(tx.meta().language, &[("name", incoming.file_name())]);
    contacts::heard(tx, &case, contract::complaints::ComplaintChannel::Web, &said).await?;
    present::case(tx, case).await
}

/// Attaches what the customer brought, in the hands of who speaks with them.
pub(crate) async fn attach(tx: &mut Tx, case: &complaint::Model, incoming: &Incoming) -> Reply<()> {
    attachments::attach_of_customer(tx, incoming, &case.subject(), case.agent_id, MOST).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_for_one_case_and_some_minutes() {
        let (keys, now, case) = (Keys::new([7; 32]), DateTime::<Utc>::UNIX_EPOCH, Uuid::from_u128(3));
        let good = ticket(&keys, case, now + GOOD_FOR);
        assert_eq!(named(&keys, &good, now), Some(case));
        assert_eq!(named(&keys, &good, now + GOOD_FOR), None);
        assert_eq!(named(&Keys::new([8; 32]), &good, now), None);
        let other = good.replace(&case.simple().to_string(), &Uuid::from_u128(4).simple().to_string());
        assert_eq!((named(&keys, &other, now), named(&keys, "", now), named(&keys, "a-b-c", now)), (None, None, None));
    }
}
