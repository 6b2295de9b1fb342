//! The tree as it is now.

use super::rules::{Node, lies_within};
use crate::entity::{person, unit};
use crate::keys::people_only;
use crate::posts::entity as post;
use contract::permission::Permission;
use contract::units::{OrgRef, Unit, UnitActKind, UnitKind, UnitTree};
use engines::people::Names;
use platform::auth::Actor;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

/// Codes and names of units or posts, by id.
pub(crate) struct OrgNames(HashMap<Uuid, OrgRef>);

impl OrgNames {
    /// Of every unit.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn units(conn: &impl ConnectionTrait) -> Reply<Self> {
        let rows = unit::Entity::find().all(conn).await?;
        Ok(Self(rows.into_iter().map(|row| (row.id, OrgRef { id: row.id, code: row.code, name: row.name })).collect()))
    }

    /// The mention of one that exists.
    pub fn of(&self, id: Uuid) -> OrgRef {
        self.0.get(&id).cloned().unwrap_or_else(|| OrgRef { id, code: String::new(), name: "—".to_owned() })
    }
}

/// A unit that is open.
///
/// # Errors
/// `422` at `pointer` where there is none.
pub(crate) async fn open_unit(conn: &impl ConnectionTrait, id: Uuid, pointer: &str) -> Reply<unit::Model> {
    let found = unit::Entity::find_by_id(id).filter(unit::Column::ClosedOn.is_null()).one(conn).await?;
    found.ok_or_else(|| Error::invalid(pointer, "unit_unknown"))
}

/// Everything the tree is made of.
pub(super) struct Tree {
    pub units: Vec<unit::Model>,
    pub nodes: Vec<Node>,
    people: HashMap<Uuid, i64>,
    headcount: HashMap<Uuid, i64>,
    names: Names,
}

impl Tree {
    /// In four small statements.
    pub async fn load(conn: &impl ConnectionTrait) -> Reply<Self> {
        let units = unit::Entity::find().order_by_asc(unit::Column::Code).all(conn).await?;
        let mut people = HashMap::new();
        let at: Vec<Uuid> = person::Entity::find()
            .select_only()
            .column(person::Column::UnitId)
            .filter(person::Column::Active.eq(true))
            .filter(people_only())
            .into_tuple()
            .all(conn)
            .await?;
        at.into_iter().for_each(|unit| *people.entry(unit).or_default() += 1);
        let mut headcount = HashMap::new();
        for row in post::Entity::find().filter(post::Column::ClosedOn.is_null()).all(conn).await? {
            *headcount.entry(row.unit_id).or_default() += row.headcount;
        }
        let names = Names::load(conn, units.iter().filter_map(|row| row.head_id)).await?;
        let nodes = units.iter().map(node).collect();
        Ok(Self { units, nodes, people, headcount, names })
    }

    pub fn unit(&self, id: Uuid) -> Reply<&unit::Model> {
        self.units.iter().find(|row| row.id == id).ok_or(Error::NotFound)
    }

    /// Units and people at or below one.
    fn sum(&self, counted: &HashMap<Uuid, i64>, top: Uuid) -> i64 {
        counted.iter().filter(|(unit, _)| lies_within(&self.nodes, **unit, top)).map(|(_, n)| n).sum()
    }

    pub fn people_within(&self, top: Uuid) -> i64 {
        self.sum(&self.people, top)
    }

    fn superior(&self, row: &unit::Model) -> Option<Uuid> {
        let above = |row: &&unit::Model| row.parent_id.and_then(|id| self.units.iter().find(|unit| unit.id == id));
        std::iter::successors(Some(row), above)
            .skip(1)
            .take(self.units.len())
            .filter_map(|unit| unit.head_id)
            .find(|head| Some(*head) != row.head_id)
    }

    pub fn present(&self, row: &unit::Model, who: &Actor) -> Unit {
        let partners: Vec<Uuid> = serde_json::from_str(&row.partners).unwrap_or_default();
        let mention = |id: &Uuid| {
            self.units.iter().find(|unit| unit.id == *id).map(|u| OrgRef { id: u.id, code: u.code.clone(), name: u.name.clone() })
        };
        Unit {
            id: row.id,
            kind: kind(row),
            code: row.code.clone(),
            name: row.name.clone(),
            parent_id: row.parent_id,
            head: row.head_id.map(|id| self.names.of(id)),
            superior: self.superior(row).map(|id| self.names.of(id)),
            duties: row.duties.clone(),
            partners: partners.iter().filter_map(mention).collect(),
            people: self.people_within(row.id),
            headcount: self.sum(&self.headcount, row.id),
            closed_on: row.closed_on,
            version: row.version,
            actions: actions(row, who),
        }
    }

    /// Parents before children, each level by code.
    pub fn all(&self, who: &Actor) -> UnitTree {
        let mut items = Vec::with_capacity(self.units.len());
        let mut waiting: Vec<&unit::Model> = self.units.iter().filter(|row| row.parent_id.is_none()).rev().collect();
        while let Some(row) = waiting.pop() {
            items.push(self.present(row, who));
            waiting.extend(self.units.iter().filter(|below| below.parent_id == Some(row.id)).rev());
        }
        UnitTree { items, may_add: who.may(Permission::OrganisationEdit) }
    }
}

fn actions(row: &unit::Model, who: &Actor) -> Vec<UnitActKind> {
    match (who.may(Permission::OrganisationEdit), row.closed_on) {
        (false, _) => Vec::new(),
        (true, None) => vec![UnitActKind::Edit, UnitActKind::Close],
        (true, Some(_)) => vec![UnitActKind::Reopen],
    }
}

pub(super) fn kind(row: &unit::Model) -> UnitKind {
    row.kind.parse().unwrap_or(UnitKind::Team)
}

fn node(row: &unit::Model) -> Node {
    Node { id: row.id, parent: row.parent_id, kind: kind(row), open: row.closed_on.is_none() }
}
