use super::entity::{api_key, service_account};
use super::queries::present_key;
use super::rules::{bad_end, cannot_give, is_reach_of_a_program, read, stored};
use crate::company::{NewStaff, add_staff};
use crate::entity::person;
use crate::grants;
use crate::roles::OF_PROGRAMS;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use contract::access::service::{IssuedKey, KEY_MARK, NewApiKey, NewServiceAccount};
use contract::hand_overs::HoldingKind;
use contract::permission::{DataScope, Permission};
use contract::values::{Subject, SubjectKind};
use engines::calendar::{end_of_day, local_date};
use engines::people::Names;
use engines::{Holding, Passing};
use platform::auth::Actor;
use platform::db::Tx;
use platform::seal::{hex, random};
use platform::{Error, Refusal, Reply, Violation};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder};
use sha2::{Digest, Sha256};
use uuid::Uuid;

const CLOSED: Refusal = Refusal::new("service_account.closed", locale::problems::SERVICE_ACCOUNT_CLOSED);
/// So much of a key is kept to recognise it by.
const PREFIX: usize = 10;

/// Sets up an account for a program.
pub(super) async fn add(tx: &mut Tx, form: &NewServiceAccount) -> Reply<service_account::Model> {
    let author = tx.actor()?.clone();
    if !is_reach_of_a_program(form.scope) {
        return Err(Error::invalid("/scope", "scope_of_program"));
    }
    may_give(&author, &form.permissions, form.scope)?;
    let number = format!("API-{:04}", service_account::Entity::find().count(tx.conn()).await? + 1);
    let staff =
        NewStaff {
            number: &number, name: form.name.trim(), unit: author.unit_id, post: "集成系统", superior: None, roles: &[OF_PROGRAMS]
        };
    let id = add_staff(tx, staff).await?.id;
    let row = service_account::ActiveModel {
        id: Set(id),
        version: Set(1),
        name: Set(form.name.trim().to_owned()),
        purpose: Set(form.purpose.trim().to_owned()),
        permissions: Set(stored(&form.permissions)),
        scope: Set(form.scope),
        author_id: Set(author.id),
        closed_at: Set(None),
        created_at: Set(tx.at()),
    };
    tx.insert::<service_account::Entity, _>(row).await
}

/// Closes an account: its keys end with it, its records stay under its name.
pub(super) async fn close(tx: &mut Tx, id: Uuid) -> Reply<()> {
    let before = open(tx, id).await?;
    let mut row: service_account::ActiveModel = before.clone().into_active_model();
    row.closed_at = Set(Some(tx.at()));
    tx.update::<service_account::Entity, _>(&before, row).await?;
    let staff = person::Entity::find_by_id(id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    let mut row: person::ActiveModel = staff.clone().into_active_model();
    row.active = Set(false);
    tx.update::<person::Entity, _>(&staff, row).await?;
    for key in api_key::Entity::find().filter(api_key::Column::AccountId.eq(id)).all(tx.conn()).await? {
        end(tx, key).await?;
    }
    Ok(())
}

/// Issues a key: the answer is the only place where it can be seen.
pub(super) async fn issue(tx: &mut Tx, account: Uuid, form: &NewApiKey, secret: &str) -> Reply<IssuedKey> {
    let author = tx.actor()?.clone();
    let found = open(tx, account).await?;
    may_give(&author, &form.permissions, found.scope)?;
    let most = read(&found.permissions);
    if form.permissions.iter().any(|p| !most.contains(p)) {
        return Err(Error::invalid("/permissions", "permission_not_of_account"));
    }
    let offset = tx.state().config.utc_offset_minutes;
    let today = local_date(tx.at(), offset);
    if let Some(code) = bad_end(form.expires_on, today) {
        return Err(Error::invalid("/expires_on", code));
    }
    let row = api_key::ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        account_id: Set(account),
        name: Set(form.name.trim().to_owned()),
        prefix: Set(secret.chars().take(PREFIX).collect()),
        key_hash: Set(hash(secret)),
        permissions: Set(stored(&form.permissions)),
        expires_at: Set(end_of_day(form.expires_on, offset)),
        last_used_at: Set(None),
        last_address: Set(String::new()),
        revoked_at: Set(None),
        author_id: Set(author.id),
        created_at: Set(tx.at()),
    };
    let key = tx.insert::<api_key::Entity, _>(row).await?;
    let names = Names::load(tx.conn(), [author.id]).await?;
    Ok(IssuedKey { key: secret.to_owned(), issued: present_key(&names, key) })
}

/// Revokes a key; it is refused from the next request on.
pub(super) async fn revoke(tx: &mut Tx, id: Uuid) -> Reply<()> {
    let key = api_key::Entity::find_by_id(id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    end(tx, key).await
}

/// Open accounts that a person answers for (ORG-08).
pub(crate) async fn holdings(tx: &Tx, person: Uuid) -> Reply<Vec<Holding>> {
    let open = service_account::Entity::find().filter(service_account::Column::AuthorId.eq(person));
    let open = open.filter(service_account::Column::ClosedAt.is_null()).order_by_asc(service_account::Column::CreatedAt);
    let subject = |row: service_account::Model| Subject { kind: SubjectKind::ApiKey, id: row.id, title: row.name };
    let rows = open.all(tx.conn()).await?;
    Ok(rows.into_iter().map(|row| Holding::passed_on(HoldingKind::ServiceAccount, subject(row))).collect())
}

/// Somebody else answers for them from now on, who manages such accounts; the keys stay as they are.
pub(crate) async fn hand_over(tx: &mut Tx, passing: &Passing) -> Reply<()> {
    if !grants::holds(tx.conn(), passing.to, Permission::ApiKeyManage).await? {
        return Err(engines::area::unable());
    }
    for found in
        service_account::Entity::find().filter(service_account::Column::Id.is_in(passing.ids.iter().copied())).all(tx.conn()).await?
    {
        let mut row = found.clone().into_active_model();
        row.author_id = Set(passing.to);
        tx.update::<service_account::Entity, _>(&found, row).await?;
    }
    Ok(())
}

/// A new key: 256 random bits.
pub(super) fn secret() -> Reply<String> {
    let mut bytes = [0; 32];
    random(&mut bytes)?;
    Ok(format!("{KEY_MARK}{}", URL_SAFE_NO_PAD.encode(bytes)))
}

/// How a key is kept. Its 256 bits cannot be guessed, so that a plain hash is enough.
pub(super) fn hash(secret: &str) -> String {
    hex(&Sha256::digest(secret.as_bytes()))
}

async fn open(tx: &Tx, id: Uuid) -> Reply<service_account::Model> {
    let found = service_account::Entity::find_by_id(id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    if found.closed_at.is_some() { Err(Error::Refused(CLOSED)) } else { Ok(found) }
}

async fn end(tx: &mut Tx, key: api_key::Model) -> Reply<()> {
    if key.revoked_at.is_some() {
        return Ok(());
    }
    let mut row: api_key::ActiveModel = key.clone().into_active_model();
    row.revoked_at = Set(Some(tx.at()));
    tx.update::<api_key::Entity, _>(&key, row).await?;
    Ok(())
}

fn may_give(author: &Actor, permissions: &[Permission], scope: DataScope) -> Reply<()> {
    let refused = permissions.iter().enumerate().filter_map(|(at, permission)| {
        let code = cannot_give(*permission, scope, author.may(*permission), author.scope_of(*permission).is_all())?;
        Some(Violation {
            pointer: format!("/permissions/{at}"),
            code: code.into(),
            arguments: vec![("permission".into(), permission.word().into())],
        })
    });
    let refused: Vec<_> = refused.collect();
    if refused.is_empty() { Ok(()) } else { Err(Error::Invalid(refused)) }
}
