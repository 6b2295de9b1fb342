//! Setting up a company: roles, units, people. Used by the binary's commands, the demo company and tests.

use crate::entity::{account, person, person_role, role, unit};
use crate::people;
use crate::roles::ROLES;
use contract::organisation::Theme;
use platform::db::Tx;
use platform::{Error, Reply};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

/// Adds the built-in roles that are not there yet.
///
/// # Errors
/// Where the database fails.
pub async fn ensure_roles(tx: &mut Tx) -> Reply<()> {
    for built_in in ROLES {
        if role::Entity::find().filter(role::Column::Code.eq(built_in.code)).one(tx.conn()).await?.is_none() {
            let row = role::ActiveModel {
                id: Set(Uuid::now_v7()),
                version: Set(1),
                code: Set(built_in.code.to_owned()),
                scope: Set(built_in.scope),
                permissions: Set(built_in.permissions.join(" ")),
                name: Set(String::new()),
                description: Set(String::new()),
                built_in: Set(true),
            };
            tx.insert::<role::Entity, _>(row).await?;
        }
    }
    Ok(())
}

/// A unit about to be added.
pub struct NewUnit<'a> {
    pub parent: Option<Uuid>,
    /// `company`, `branch`, `department` or `team`.
    pub kind: &'a str,
    pub code: &'a str,
    pub name: &'a str,
}

/// Adds a unit.
///
/// # Errors
/// Where the code is taken or the database fails.
pub async fn add_unit(tx: &mut Tx, new: NewUnit<'_>) -> Reply<Uuid> {
    let row = unit::ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        parent_id: Set(new.parent),
        kind: Set(new.kind.to_owned()),
        code: Set(new.code.to_owned()),
        name: Set(new.name.to_owned()),
        head_id: Set(None),
        duties: Set(String::new()),
        partners: Set("[]".to_owned()),
        closed_on: Set(None),
    };
    Ok(tx.insert::<unit::Entity, _>(row).await?.id)
}

/// A person about to be added, with an account.
pub struct NewPerson<'a> {
    pub number: &'a str,
    pub name: &'a str,
    pub unit: Uuid,
    pub post: &'a str,
    pub superior: Option<Uuid>,
    pub roles: &'a [&'a str],
    pub username: &'a str,
    /// From [`platform::auth::password::hash`].
    pub password_hash: String,
}

/// Adds a person who can sign in.
///
/// # Errors
/// Where number or user name is taken, or the database fails.
pub async fn add_person(tx: &mut Tx, new: NewPerson<'_>) -> Reply<Uuid> {
    let staff = NewStaff { number: new.number, name: new.name, unit: new.unit, post: new.post, superior: new.superior, roles: new.roles };
    let person = add_staff(tx, staff).await?;
    people::commands::index(tx, &person).await?;
    let id = person.id;
    let row = account::ActiveModel {
        id: Set(id),
        version: Set(1),
        username: Set(new.username.to_owned()),
        password_hash: Set(new.password_hash),
        failures: Set(0),
        locked_until: Set(None),
        must_change: Set(false),
        temporary_until: Set(None),
        changed_at: Set(None),
    };
    tx.insert::<account::Entity, _>(row).await?;
    Ok(id)
}

/// Somebody about to be added who cannot sign in with a password.
pub(crate) struct NewStaff<'a> {
    pub number: &'a str,
    pub name: &'a str,
    pub unit: Uuid,
    pub post: &'a str,
    pub superior: Option<Uuid>,
    pub roles: &'a [&'a str],
}

/// Adds somebody without an account.
pub(crate) async fn add_staff(tx: &mut Tx, new: NewStaff<'_>) -> Reply<person::Model> {
    let id = Uuid::now_v7();
    let row = person::ActiveModel {
        id: Set(id),
        version: Set(1),
        number: Set(new.number.to_owned()),
        name: Set(new.name.to_owned()),
        unit_id: Set(new.unit),
        post: Set(new.post.to_owned()),
        superior_id: Set(new.superior),
        active: Set(true),
        language: Set(None),
        theme: Set(Theme::System),
        status: Set(people::FLOW.start),
        major: Set(String::new()),
        certificates: Set("[]".to_owned()),
        ..Default::default()
    };
    let person = tx.insert::<person::Entity, _>(row).await?;
    for code in new.roles {
        let row = person_role::ActiveModel { person_id: Set(id), role: Set((*code).to_owned()) };
        person_role::Entity::insert(row).exec_without_returning(tx.conn()).await?;
    }
    Ok(person)
}

/// Whether anybody can sign in yet.
///
/// # Errors
/// Where the database fails.
pub async fn is_empty(tx: &Tx) -> Reply<bool> {
    Ok(account::Entity::find().count(tx.conn()).await? == 0)
}

/// Gives an existing person other roles; counts from the next request.
///
/// # Errors
/// [`Error::NotFound`] where there is no such person.
pub async fn set_roles(tx: &mut Tx, person_id: Uuid, roles: &[&str]) -> Reply<()> {
    let found = person::Entity::find_by_id(person_id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    let held = person_role::Entity::find().filter(person_role::Column::PersonId.eq(person_id)).all(tx.conn()).await?;
    let sorted = |mut codes: Vec<String>| {
        codes.sort();
        codes
    };
    let held = sorted(held.into_iter().map(|held| held.role).collect());
    let wanted = sorted(roles.iter().map(|code| (*code).to_owned()).collect());
    if held != wanted {
        people::role_terms::keep(tx, &found, &held, &wanted).await?;
    }
    person_role::Entity::delete_many().filter(person_role::Column::PersonId.eq(person_id)).exec(tx.conn()).await?;
    for code in roles {
        let row = person_role::ActiveModel { person_id: Set(person_id), role: Set((*code).to_owned()) };
        person_role::Entity::insert(row).exec_without_returning(tx.conn()).await?;
    }
    Ok(())
}
