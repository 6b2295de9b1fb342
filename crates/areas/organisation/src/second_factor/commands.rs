use super::entity::{factor, recovery_code};
use super::rules::{SECRET_BYTES, plain, step_of};
use contract::SubjectKind;
use contract::access::second_factor::RecoveryCodes;
use platform::audit::{Change, Verb};
use platform::db::Tx;
use platform::seal::random;
use platform::{Error, Refusal, Reply};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

const ENROLLED: Refusal = Refusal::new("second_factor.enrolled", locale::problems::SECOND_FACTOR_ENROLLED);
const NOT_BEGUN: Refusal = Refusal::new("second_factor.not_begun", locale::problems::SECOND_FACTOR_NOT_BEGUN);
const DEMANDED: Refusal = Refusal::new("second_factor.demanded", locale::problems::SECOND_FACTOR_DEMANDED);
const CODES: usize = 10;
/// Signs of a recovery code: 50 bits.
const CODE_SIGNS: usize = 10;
const SIGNS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// What came of the second factor at a sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Check {
    /// None is enrolled, or the code is right.
    Passed,
    Missing,
    Wrong,
}

/// Checks a code from the app or a recovery code; either is used up by it.
pub(crate) async fn check(tx: &mut Tx, person: Uuid, code: Option<&str>) -> Reply<Check> {
    let Some(found) = confirmed(tx, person).await? else { return Ok(Check::Passed) };
    let Some(code) = code else { return Ok(Check::Missing) };
    let code = plain(code);
    if let Some(step) = step_of(opened(tx, &found)?, &code, tx.at().timestamp(), found.last_step) {
        take_step(tx, found, step).await?;
        return Ok(Check::Passed);
    }
    let hash = hashed(tx, person, &code);
    let kept = recovery_code::Entity::find()
        .filter(recovery_code::Column::PersonId.eq(person))
        .filter(recovery_code::Column::CodeHash.eq(hash))
        .filter(recovery_code::Column::UsedAt.is_null())
        .one(tx.conn())
        .await?;
    let Some(kept) = kept else { return Ok(Check::Wrong) };
    let mut row: recovery_code::ActiveModel = kept.clone().into_active_model();
    row.used_at = Set(Some(tx.at()));
    tx.update::<recovery_code::Entity, _>(&kept, row).await?;
    Ok(Check::Passed)
}

/// Begins an enrolment, or begins it anew: nothing is asked for until it is confirmed.
pub(super) async fn begin(tx: &mut Tx, person: Uuid, secret: [u8; SECRET_BYTES]) -> Reply<()> {
    let sealed = tx.state().keys.seal(&platform::seal::hex(&secret))?;
    let before = factor::Entity::find_by_id(person).one(tx.conn()).await?;
    let row = factor::ActiveModel {
        id: Set(person),
        version: Set(before.as_ref().map_or(1, |b| b.version)),
        secret_sealed: Set(sealed),
        started_at: Set(tx.at()),
        confirmed_at: Set(None),
        last_step: Set(0),
    };
    match before {
        None => tx.insert::<factor::Entity, _>(row).await.map(|_| ()),
        Some(before) if before.confirmed_at.is_some() => Err(Error::Refused(ENROLLED)),
        Some(before) => tx.update::<factor::Entity, _>(&before, row).await.map(|_| ()),
    }
}

/// The first right code makes the enrolment count and brings the recovery codes. `None`: the code is wrong.
pub(super) async fn confirm(tx: &mut Tx, person: Uuid, code: &str) -> Reply<Option<RecoveryCodes>> {
    let found = factor::Entity::find_by_id(person).one(tx.conn()).await?.ok_or(Error::Refused(NOT_BEGUN))?;
    if found.confirmed_at.is_some() {
        return Err(Error::Refused(ENROLLED));
    }
    let Some(step) = step_of(opened(tx, &found)?, &plain(code), tx.at().timestamp(), found.last_step) else { return Ok(None) };
    let mut row: factor::ActiveModel = found.clone().into_active_model();
    row.confirmed_at = Set(Some(tx.at()));
    row.last_step = Set(step);
    tx.update::<factor::Entity, _>(&found, row).await?;
    new_codes(tx, person).await.map(Some)
}

/// New recovery codes; those before them count no longer.
pub(super) async fn renew_codes(tx: &mut Tx, person: Uuid) -> Reply<RecoveryCodes> {
    confirmed(tx, person).await?.ok_or(Error::Refused(NOT_BEGUN))?;
    new_codes(tx, person).await
}

/// Takes the second factor away, by its owner.
pub(super) async fn remove(tx: &mut Tx, person: Uuid, demanded: bool) -> Reply<()> {
    confirmed(tx, person).await?.ok_or(Error::Refused(NOT_BEGUN))?;
    if demanded { Err(Error::Refused(DEMANDED)) } else { reset(tx, person).await }
}

/// Takes the second factor away, e.g. because the phone is lost; the log keeps who did it.
pub(crate) async fn reset(tx: &mut Tx, person: Uuid) -> Reply<()> {
    factor::Entity::find_by_id(person).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    factor::Entity::delete_by_id(person).exec(tx.conn()).await?;
    recovery_code::Entity::delete_many().filter(recovery_code::Column::PersonId.eq(person)).exec(tx.conn()).await?;
    let change = Change { field: "second_factor".to_owned(), old: Some("•••".to_owned()), new: None };
    tx.note(Verb::Remove, SubjectKind::Person, person, vec![change]);
    Ok(())
}

async fn confirmed(tx: &Tx, person: Uuid) -> Reply<Option<factor::Model>> {
    Ok(factor::Entity::find_by_id(person).one(tx.conn()).await?.filter(|f| f.confirmed_at.is_some()))
}

async fn take_step(tx: &mut Tx, found: factor::Model, step: i64) -> Reply<()> {
    let mut row: factor::ActiveModel = found.clone().into_active_model();
    row.last_step = Set(step);
    tx.update::<factor::Entity, _>(&found, row).await?;
    Ok(())
}

fn opened(tx: &Tx, found: &factor::Model) -> Reply<[u8; SECRET_BYTES]> {
    let hex = tx.state().keys.open(&found.secret_sealed)?;
    let byte = |at: usize| hex.get(at * 2..at * 2 + 2).and_then(|two| u8::from_str_radix(two, 16).ok());
    let bytes: Option<Vec<u8>> = (0..SECRET_BYTES).map(byte).collect();
    let secret = bytes.and_then(|bytes| bytes.try_into().ok());
    secret.ok_or_else(|| Error::Internal(anyhow::anyhow!("a sealed secret is none")))
}

fn hashed(tx: &Tx, person: Uuid, code: &str) -> String {
    tx.state().keys.hash("recovery-code", format!("{person}\n{code}").as_bytes())
}

async fn new_codes(tx: &mut Tx, person: Uuid) -> Reply<RecoveryCodes> {
    recovery_code::Entity::delete_many().filter(recovery_code::Column::PersonId.eq(person)).exec(tx.conn()).await?;
    let mut codes = Vec::with_capacity(CODES);
    let mut rows = Vec::with_capacity(CODES);
    for _ in 0..CODES {
        let mut bytes = [0; CODE_SIGNS];
        random(&mut bytes)?;
        let code: String = bytes.iter().map(|b| char::from(SIGNS[usize::from(b % 32)])).collect();
        rows.push(recovery_code::ActiveModel {
            id: Set(Uuid::now_v7()),
            version: Set(1),
            person_id: Set(person),
            code_hash: Set(hashed(tx, person, &code)),
            used_at: Set(None),
        });
        let (left, right) = code.split_at(CODE_SIGNS / 2);
        codes.push(format!("{left}-{right}"));
    }
    recovery_code::Entity::insert_many(rows).exec_without_returning(tx.conn()).await?;
    let change = Change { field: "recovery_codes".to_owned(), old: None, new: Some("•••".to_owned()) };
    tx.note(Verb::Update, SubjectKind::Person, person, vec![change]);
    Ok(RecoveryCodes { codes })
}
