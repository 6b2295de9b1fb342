//! People as other areas mention them: names, role holders, units. Read only; the organisation area owns the tables.

mod absence;
mod files;
mod leaving;
mod staff;
mod tenure;

pub use absence::{Absence, Absences};
pub use files::{PersonnelFile, PersonnelFiles};
pub use leaving::leaving;
pub use staff::{Colleague, Staff};
pub use tenure::{RoleTerm, Tenure, Tenures, Term};

use crate::search;
use contract::{PersonRef, SubjectKind};
use platform::seal::Keys;
use platform::{Error, Reply};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select};
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
        pub entered_on: Option<chrono::NaiveDate>,
        pub left_on: Option<chrono::NaiveDate>,
        pub roles_at: Option<chrono::DateTime<chrono::Utc>>,
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

/// Somebody active in a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    pub role: String,
    pub id: Uuid,
    pub name: String,
    pub unit_id: Uuid,
}

/// Somebody as they are offered to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub id: Uuid,
    pub name: String,
    pub post: String,
}

/// Everyone active who holds one of the roles, by staff order, once for each of them held; in one statement.
///
/// # Errors
/// Where the database fails.
pub async fn holders_of(conn: &impl ConnectionTrait, roles: &[&str]) -> Reply<Vec<Holder>> {
    let person = person_role::Entity::belongs_to(person::Entity).from(person_role::Column::PersonId).to(person::Column::Id);
    let rows: Vec<(String, Uuid, String, Uuid)> = person_role::Entity::find()
        .select_only()
        .column(person_role::Column::Role)
        .columns([person::Column::Id, person::Column::Name, person::Column::UnitId])
        .join(JoinType::InnerJoin, person.into())
        .filter(person_role::Column::Role.is_in(roles.iter().copied()))
        .filter(person::Column::Active.eq(true))
        .order_by_asc(person::Column::Id)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|(role, id, name, unit_id)| Holder { role, id, name, unit_id }).collect())
}

/// Everyone active who holds a role, by staff order.
///
/// # Errors
/// Where the database fails.
pub async fn holders(conn: &impl ConnectionTrait, role: &str) -> Reply<Vec<PersonRef>> {
    Ok(holders_of(conn, &[role]).await?.into_iter().map(|h| PersonRef { id: h.id, name: h.name }).collect())
}

/// Active people whose names fit, by staff number; nothing typed: anybody.
///
/// # Errors
/// Where the database fails.
pub async fn look_up(conn: &impl ConnectionTrait, keys: &Keys, q: &str, limit: u64) -> Reply<Vec<Known>> {
    let mut select = person::Entity::find().filter(person::Column::Active.eq(true));
    if !q.is_empty() {
        select = select.filter(search::condition(conn, keys, SubjectKind::Person, "person.id", q));
    }
    let rows = select.order_by_asc(person::Column::Number).limit(limit).all(conn).await?;
    Ok(rows.into_iter().map(|row| Known { id: row.id, name: row.name, post: row.post }).collect())
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
    Ok(below(superior).into_tuple().all(conn).await?)
}

/// Those who report straight to a person, as a part of another statement.
pub fn reports_of(superior: Uuid) -> SelectStatement {
    below(superior).into_query()
}

fn below(superior: Uuid) -> Select<person::Entity> {
    let ids = person::Entity::find().select_only().column(person::Column::Id);
    ids.filter(person::Column::SuperiorId.eq(superior)).filter(person::Column::Id.ne(superior))
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
