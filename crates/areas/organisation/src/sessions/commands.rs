use super::device::device;
use crate::entity::{account, session};
use crate::second_factor::{self, Check};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use contract::SubjectKind;
use contract::access::SignInWay;
use platform::audit::Verb;
use platform::db::Tx;
use platform::seal::{Keys, hex, random};
use platform::{Error, Refusal, Reply};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

pub(super) const WRONG: Refusal = Refusal::new("sign_in.wrong", locale::problems::SIGN_IN_WRONG);
pub(crate) const LOCKED: Refusal = Refusal::new("sign_in.locked", locale::problems::SIGN_IN_LOCKED);
pub(super) const EXPIRED: Refusal = Refusal::new("sign_in.expired", locale::problems::SIGN_IN_EXPIRED);
pub(super) const CODE_REQUIRED: Refusal = Refusal::new("sign_in.code_required", locale::problems::SIGN_IN_CODE_REQUIRED);
pub(super) const CODE_WRONG: Refusal = Refusal::new("sign_in.code_wrong", locale::problems::SIGN_IN_CODE_WRONG);
pub(super) const ENDED: Refusal = Refusal::new("session.ended", locale::problems::SESSION_ENDED);

/// A second tab may present the token before last this soon after its renewal.
const GRACE: TimeDelta = TimeDelta::seconds(10);

/// What the keyed hash in a refresh token is for.
const REFRESH: &str = "refresh-token";

/// A session and, where it was made or renewed now, its refresh token.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Opened {
    pub session: Uuid,
    pub person: Uuid,
    pub refresh: Option<String>,
}

/// What came of the right password.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum SignedIn {
    Opened(Opened),
    CodeRequired,
    CodeWrong,
}

/// Signs in whoever gave the right password: asks for the second factor where there is one, keeps the password under a newer hash
/// where `rehashed` brings it, begins the session.
pub(super) async fn sign_in(tx: &mut Tx, person: Uuid, code: Option<&str>, rehashed: Option<String>) -> Reply<SignedIn> {
    match second_factor::check(tx, person, code).await? {
        Check::Missing => return Ok(SignedIn::CodeRequired),
        Check::Wrong => {
            count_failure(tx, person).await?;
            return Ok(SignedIn::CodeWrong);
        }
        Check::Passed => {}
    }
    if let Some(hash) = rehashed {
        let found = account::Entity::find_by_id(person).one(tx.conn()).await?.ok_or(Error::NotFound)?;
        let mut row: account::ActiveModel = found.clone().into_active_model();
        row.password_hash = Set(hash);
        tx.update::<account::Entity, _>(&found, row).await?;
    }
    begin(tx, person, SignInWay::Password).await.map(SignedIn::Opened)
}

/// Counts a wrong password; locks the account after too many in a row.
pub(crate) async fn count_failure(tx: &mut Tx, person: Uuid) -> Reply<()> {
    let rules = tx.state().config.sessions.clone();
    let found = account::Entity::find_by_id(person).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    let mut row: account::ActiveModel = found.clone().into_active_model();
    let failures = found.failures + 1;
    row.failures = Set(failures);
    if failures >= rules.lock_after {
        row.locked_until = Set(Some(tx.at() + TimeDelta::minutes(rules.lock_minutes)));
    }
    tx.note(Verb::SignInFailed, SubjectKind::Person, person, Vec::new());
    tx.update::<account::Entity, _>(&found, row).await?;
    Ok(())
}

/// Begins a session.
pub(crate) async fn begin(tx: &mut Tx, person: Uuid, way: SignInWay) -> Reply<Opened> {
    let found = account::Entity::find_by_id(person).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    let mut row: account::ActiveModel = found.clone().into_active_model();
    row.failures = Set(0);
    row.locked_until = Set(None);
    tx.update::<account::Entity, _>(&found, row).await?;
    let id = Uuid::now_v7();
    let (token, hash) = refresh_token(&tx.state().keys, id)?;
    let at = tx.at();
    let row = session::ActiveModel {
        id: Set(id),
        version: Set(1),
        person_id: Set(person),
        refresh_hash: Set(hash),
        previous_hash: Set(None),
        started_at: Set(at),
        renewed_at: Set(at),
        ends_at: Set(at + TimeDelta::days(tx.state().config.sessions.refresh_days)),
        ended_at: Set(None),
        address: Set(tx.meta().address.clone()),
        device: Set(device(&tx.meta().agent)),
        way: Set(way),
    };
    let session = tx.insert::<session::Entity, _>(row).await?;
    tx.note(Verb::SignIn, SubjectKind::Session, session.id, Vec::new());
    Ok(Opened { session: session.id, person, refresh: Some(token) })
}

/// Renews a session: the token changes hands once. An old copy that turns up later, however old, ends the session for both holders.
///
/// `None`: the session is over, and that is to be kept.
pub(super) async fn renew(tx: &mut Tx, token: &str) -> Reply<Option<Opened>> {
    let hash = digest(token);
    let at = tx.at();
    let current = session::Entity::find().filter(session::Column::RefreshHash.eq(&hash)).one(tx.conn()).await?;
    if let Some(found) = current.filter(|s| runs(s, at)) {
        let (token, hash) = refresh_token(&tx.state().keys, found.id)?;
        let mut row: session::ActiveModel = found.clone().into_active_model();
        row.previous_hash = Set(Some(found.refresh_hash.clone()));
        row.refresh_hash = Set(hash);
        row.renewed_at = Set(at);
        row.ends_at = Set(at + TimeDelta::days(tx.state().config.sessions.refresh_days));
        tx.update::<session::Entity, _>(&found, row).await?;
        return Ok(Some(Opened { session: found.id, person: found.person_id, refresh: Some(token) }));
    }
    let earlier = session::Entity::find().filter(session::Column::PreviousHash.eq(&hash)).one(tx.conn()).await?;
    let old = match (earlier.filter(|s| runs(s, at)), session_of(&tx.state().keys, token)) {
        (Some(found), _) if at - found.renewed_at <= GRACE => {
            return Ok(Some(Opened { session: found.id, person: found.person_id, refresh: None }));
        }
        (Some(found), _) => Some(found),
        (None, Some(id)) => session::Entity::find_by_id(id).one(tx.conn()).await?.filter(|s| runs(s, at)),
        (None, None) => None,
    };
    if let Some(found) = old {
        tracing::warn!(session = %found.id, "an old refresh token turned up: its session is over");
        end_row(tx, found).await?;
    }
    Ok(None)
}

/// Ends a session.
pub(super) async fn end(tx: &mut Tx, session: Uuid) -> Reply<()> {
    let found = session::Entity::find_by_id(session).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    end_row(tx, found).await
}

/// Ends a session of this person; one that has ended stays as it is.
pub(super) async fn end_of(tx: &mut Tx, person: Uuid, session: Uuid) -> Reply<()> {
    let found = session::Entity::find_by_id(session).filter(session::Column::PersonId.eq(person)).one(tx.conn()).await?;
    let found = found.ok_or(Error::NotFound)?;
    if found.ended_at.is_some() { Ok(()) } else { end_row(tx, found).await }
}

/// Ends every session of a person, or all but one.
pub(crate) async fn end_all(tx: &mut Tx, person: Uuid, except: Option<Uuid>) -> Reply<()> {
    let select = session::Entity::find().filter(session::Column::PersonId.eq(person)).filter(session::Column::EndedAt.is_null());
    for found in select.all(tx.conn()).await? {
        if Some(found.id) != except {
            end_row(tx, found).await?;
        }
    }
    Ok(())
}

async fn end_row(tx: &mut Tx, found: session::Model) -> Reply<()> {
    let mut row: session::ActiveModel = found.clone().into_active_model();
    row.ended_at = Set(Some(tx.at()));
    tx.note(Verb::SignOut, SubjectKind::Session, found.id, Vec::new());
    tx.update::<session::Entity, _>(&found, row).await?;
    Ok(())
}

fn runs(session: &session::Model, at: DateTime<Utc>) -> bool {
    session.ended_at.is_none() && session.ends_at > at
}

/// A new token and how it is kept. It says whose session it is under a keyed hash, so that each of a session's old tokens is known again
/// without any of them being kept, and nobody makes up one that ends a session.
fn refresh_token(keys: &Keys, session: Uuid) -> Reply<(String, String)> {
    let mut bytes = [0; 48];
    bytes[..16].copy_from_slice(session.as_bytes());
    random(&mut bytes[16..])?;
    let body = URL_SAFE_NO_PAD.encode(bytes);
    let token = format!("{body}.{}", keys.hash(REFRESH, body.as_bytes()));
    let hash = digest(&token);
    Ok((token, hash))
}

/// The session that a token was made for; `None` for what is no token of ours, or one from before tokens said so.
fn session_of(keys: &Keys, token: &str) -> Option<Uuid> {
    let (body, _) = token.split_once('.').filter(|(body, mac)| keys.is_hash(REFRESH, body.as_bytes(), mac))?;
    Uuid::from_slice(URL_SAFE_NO_PAD.decode(body).ok()?.get(..16)?).ok()
}

fn digest(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_tells_its_session_only_as_it_was_made() {
        let (keys, session) = (Keys::new([7; 32]), Uuid::now_v7());
        let (token, _) = refresh_token(&keys, session).unwrap();
        assert_eq!(session_of(&keys, &token), Some(session));
        assert_ne!(token, refresh_token(&keys, session).unwrap().0);
        assert_eq!(session_of(&Keys::new([8; 32]), &token), None);
        let forged = format!("{}.{}", URL_SAFE_NO_PAD.encode([session.as_bytes().as_slice(), &[0; 32]].concat()), "0".repeat(64));
        for other in [forged.as_str(), "", ".", token.split('.').next().unwrap()] {
            assert_eq!(session_of(&keys, other), None, "{other}");
        }
    }
}
