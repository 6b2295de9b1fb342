use crate::entity::account;
use crate::sessions::end_all;
use chrono::TimeDelta;
use contract::access::accounts::TemporaryPassword;
use platform::db::Tx;
use platform::seal::random;
use platform::{Error, Reply};
use sea_orm::{ActiveValue::Set, EntityTrait, IntoActiveModel};
use uuid::Uuid;

/// 32 signs that are not taken for one another: no l, o, 0, 1.
const SIGNS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Sets a new password that its owner chose; their other sessions end.
pub(super) async fn change(tx: &mut Tx, person: Uuid, session: Uuid, hash: String) -> Reply<()> {
    let found = account::Entity::find_by_id(person).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    let mut row: account::ActiveModel = found.clone().into_active_model();
    row.password_hash = Set(hash);
    row.must_change = Set(false);
    row.temporary_until = Set(None);
    row.changed_at = Set(Some(tx.at()));
    row.failures = Set(0);
    tx.update::<account::Entity, _>(&found, row).await?;
    end_all(tx, person, Some(session)).await
}

/// Sets a password for one sign-in; the lock goes, every session of the person ends.
pub(super) async fn set_temporary(tx: &mut Tx, person: Uuid, password: String, hash: String) -> Reply<TemporaryPassword> {
    let found = account::Entity::find_by_id(person).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    let valid_until = tx.at() + TimeDelta::hours(tx.state().config.sessions.temporary_hours);
    let mut row: account::ActiveModel = found.clone().into_active_model();
    row.password_hash = Set(hash);
    row.must_change = Set(true);
    row.temporary_until = Set(Some(valid_until));
    row.failures = Set(0);
    row.locked_until = Set(None);
    tx.update::<account::Entity, _>(&found, row).await?;
    end_all(tx, person, None).await?;
    Ok(TemporaryPassword { password, valid_until })
}

/// Sixteen random signs in groups of four: 80 bits.
pub(super) fn temporary() -> Reply<String> {
    let mut bytes = [0; 16];
    random(&mut bytes)?;
    let signs: Vec<char> = bytes.iter().map(|b| char::from(SIGNS[usize::from(b % 32)])).collect();
    Ok(signs.chunks(4).map(String::from_iter).collect::<Vec<_>>().join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn temporary_passwords_pass_the_policy_and_differ() {
        let (one, other) = (temporary().unwrap(), temporary().unwrap());
        assert_ne!(one, other);
        assert_eq!(one.chars().count(), 19);
        assert_eq!(super::super::rules::weakness(&one, "rep"), None);
    }
}
