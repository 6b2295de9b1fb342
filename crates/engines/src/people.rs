//! People as other areas mention them: names, role holders, units. Read only; the organisation area owns the tables.

mod staff;

pub use staff::{Colleague, Staff};

use contract::PersonRef;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

mod person {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "person")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub number: String,
        pub name: String,
        pub unit_id: Uuid,
        pub post: String,
        pub superior_id: Option<Uuid>,
        pub active: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

mod person_role {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "person_role")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub role: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Names by id, loaded in one statement.
#[derive(Debug, Default)]
pub struct Names(HashMap<Uuid, String>);

impl Names {
    /// The names of these people.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn load(conn: &impl ConnectionTrait, ids: impl IntoIterator<Item = Uuid>) -> Reply<Self> {
        let mut ids: Vec<Uuid> = ids.into_iter().collect();
        ids.sort_unstable();
        ids.dedup();
        if ids.is_empty() {
            return Ok(Self::default());
        }
        let rows: Vec<(Uuid, String)> = person::Entity::find()
            .select_only()
            .columns([person::Column::Id, person::Column::Name])
            .filter(person::Column::Id.is_in(ids))
            .into_tuple()
            .all(conn)
            .await?;
        Ok(Self(rows.into_iter().collect()))
    }

    /// A mention; people are never deleted, so an unknown id shows as a dash.
    pub fn of(&self, id: Uuid) -> PersonRef {
        PersonRef { id, name: self.0.get(&id).cloned().unwrap_or_else(|| "—".to_owned()) }
    }
}

/// Everyone active who holds a role, by staff order.
///
/// # Errors
/// Where the database fails.
pub async fn holders(conn: &impl ConnectionTrait, role: &str) -> Reply<Vec<PersonRef>> {
    let ids: Vec<Uuid> = person_role::Entity::find()
        .select_only()
        .column(person_role::Column::PersonId)
        .filter(person_role::Column::Role.eq(role))
        .into_tuple()
        .all(conn)
        .await?;
    let people = person::Entity::find()
        .filter(person::Column::Id.is_in(ids))
        .filter(person::Column::Active.eq(true))
        .order_by_asc(person::Column::Id)
        .all(conn)
        .await?;
    Ok(people.into_iter().map(|p| PersonRef { id: p.id, name: p.name }).collect())
}

/// The unit of an active person.
///
/// # Errors
/// [`Error::NotFound`] where there is no such active person.
pub async fn unit_of(conn: &impl ConnectionTrait, id: Uuid) -> Reply<Uuid> {
    let person = person::Entity::find_by_id(id).filter(person::Column::Active.eq(true)).one(conn).await?;
    Ok(person.ok_or(Error::NotFound)?.unit_id)
}

/// Whether one person reports straight to another; nobody does to themselves.
///
/// # Errors
/// Where the database fails.
pub async fn reports_to(conn: &impl ConnectionTrait, id: Uuid, superior: Uuid) -> Reply<bool> {
    Ok(direct_reports(conn, superior).await?.contains(&id))
}

/// Those who report straight to a person.
///
/// # Errors
/// Where the database fails.
pub async fn direct_reports(conn: &impl ConnectionTrait, superior: Uuid) -> Reply<Vec<Uuid>> {
    let below = person::Entity::find().select_only().column(person::Column::Id).filter(person::Column::SuperiorId.eq(superior));
    Ok(below.filter(person::Column::Id.ne(superior)).into_tuple().all(conn).await?)
}

/// Whether an active person holds one of the roles.
///
/// # Errors
/// Where the database fails.
pub async fn holds_any(conn: &impl ConnectionTrait, id: Uuid, roles: &[&str]) -> Reply<bool> {
    let found = person_role::Entity::find()
        .filter(person_role::Column::PersonId.eq(id))
        .filter(person_role::Column::Role.is_in(roles.iter().copied()))
        .one(conn)
        .await?;
    Ok(found.is_some() && unit_of(conn, id).await.is_ok())
}
