use crate::entity::{person, person_role, role, unit};
use contract::organisation::Me;
use contract::permission::DataScope;
use platform::auth::Actor;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

/// The signed-in person as the SPA needs them.
pub(crate) async fn me(conn: &impl ConnectionTrait, actor: &Actor) -> Reply<Me> {
    let person = person::Entity::find_by_id(actor.id).one(conn).await?.ok_or(Error::Unauthenticated)?;
    let unit = unit::Entity::find_by_id(person.unit_id).one(conn).await?;
    let roles = person_role::Entity::find().filter(person_role::Column::PersonId.eq(actor.id)).all(conn).await?;
    let roles: Vec<String> = roles.into_iter().map(|r| r.role).collect();
    let held = role::Entity::find().filter(role::Column::Code.is_in(roles.iter().map(String::as_str))).all(conn).await?;
    let widest = held.iter().map(|role| role.scope).max();
    Ok(Me {
        id: person.id,
        name: person.name,
        number: person.number,
        post: person.post,
        unit: unit.map(|u| u.name).unwrap_or_default(),
        scope: widest.unwrap_or(DataScope::None),
        roles,
        permissions: actor.permissions(),
        language: person.language,
        theme: person.theme,
        duty: actor.duty,
    })
}
