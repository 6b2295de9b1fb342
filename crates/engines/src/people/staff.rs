//! Everyone at once with post, roles and unit: for questions about teams.

use super::{person, person_role};
use platform::Reply;
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

mod unit {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "unit")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub parent_id: Option<Uuid>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A person with their place in the company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    pub id: Uuid,
    pub name: String,
    pub unit_id: Uuid,
    pub post: String,
    pub superior: Option<Uuid>,
    /// Still with the company.
    pub active: bool,
    pub roles: Vec<String>,
}

/// Everyone who is or was with the company, in staff order.
#[derive(Clone, Debug, Default)]
pub struct Staff {
    people: Vec<Colleague>,
    /// The unit above, by unit.
    above: HashMap<Uuid, Uuid>,
}

impl Staff {
    /// The whole staff, in three statements.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn load(conn: &impl ConnectionTrait) -> Reply<Self> {
        let mut roles: HashMap<Uuid, Vec<String>> = HashMap::new();
        for held in person_role::Entity::find().order_by_asc(person_role::Column::Role).all(conn).await? {
            roles.entry(held.person_id).or_default().push(held.role);
        }
        let rows = person::Entity::find().order_by_asc(person::Column::Number).all(conn).await?;
        let units = unit::Entity::find().all(conn).await?;
        let colleague = |row: person::Model| Colleague {
            roles: roles.remove(&row.id).unwrap_or_default(),
            id: row.id,
            name: row.name,
            unit_id: row.unit_id,
            post: row.post,
            superior: row.superior_id,
            active: row.active,
        };
        Ok(Self::new(rows.into_iter().map(colleague).collect(), units.into_iter().map(|u| (u.id, u.parent_id))))
    }

    /// These people in these units, each with the unit above it.
    pub fn new(people: Vec<Colleague>, units: impl IntoIterator<Item = (Uuid, Option<Uuid>)>) -> Self {
        Self { people, above: units.into_iter().filter_map(|(id, above)| Some((id, above?))).collect() }
    }

    /// Everyone, in staff order.
    pub fn people(&self) -> &[Colleague] {
        &self.people
    }

    /// One person.
    pub fn person(&self, id: Uuid) -> Option<&Colleague> {
        self.people.iter().find(|p| p.id == id)
    }

    /// The people of a unit and of all units below it.
    pub fn within(&self, unit: Uuid) -> HashSet<Uuid> {
        self.people.iter().filter(|p| self.lies_within(p.unit_id, unit)).map(|p| p.id).collect()
    }

    /// Whether a unit is another one or lies below it.
    pub fn lies_within(&self, unit: Uuid, wanted: Uuid) -> bool {
        self.units_from(unit).any(|at| at == wanted)
    }

    /// A unit and those above it, up to the top.
    pub fn units_from(&self, unit: Uuid) -> impl Iterator<Item = Uuid> {
        // A unit has fewer units above it than there are units; a circle in the data must not hang a request.
        std::iter::successors(Some(unit), |at| self.above.get(at).copied()).take(self.above.len() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colleague(id: u128, unit: u128) -> Colleague {
        let (id, unit_id) = (Uuid::from_u128(id), Uuid::from_u128(unit));
        Colleague { id, name: String::new(), unit_id, post: String::new(), superior: None, active: true, roles: Vec::new() }
    }

    fn ids(list: &[u128]) -> HashSet<Uuid> {
        list.iter().map(|id| Uuid::from_u128(*id)).collect()
    }

    #[test]
    fn a_department_has_the_people_of_its_teams() {
        let units = [(10, None), (20, Some(10)), (21, Some(20)), (30, Some(10))];
        let units = units.map(|(id, above): (u128, Option<u128>)| (Uuid::from_u128(id), above.map(Uuid::from_u128)));
        let staff = Staff::new(vec![colleague(1, 20), colleague(2, 21), colleague(3, 30)], units);
        assert_eq!(staff.within(Uuid::from_u128(20)), ids(&[1, 2]));
        assert_eq!(staff.within(Uuid::from_u128(21)), ids(&[2]));
        assert_eq!(staff.within(Uuid::from_u128(10)), ids(&[1, 2, 3]));
    }

    #[test]
    fn units_in_a_circle_do_not_hang() {
        let units = [(1, Some(2)), (2, Some(1))];
        let units = units.map(|(id, above): (u128, Option<u128>)| (Uuid::from_u128(id), above.map(Uuid::from_u128)));
        assert!(Staff::new(vec![colleague(1, 1)], units).within(Uuid::from_u128(3)).is_empty());
    }
}
