//! On which days people were on leave (DAY-08). Read only; the area of the working day owns the table.

use chrono::NaiveDate;
use contract::leaves::{LeaveKind, LeaveStatus};
use platform::Reply;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::HashMap;
use uuid::Uuid;

mod leave_request {
    use contract::leaves::{LeaveKind, LeaveStatus};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "leave_request")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub person_id: Uuid,
        pub kind: LeaveKind,
        pub from_on: chrono::NaiveDate,
        pub to_on: chrono::NaiveDate,
        pub status: LeaveStatus,
        /// The first day back, where it ended before its last day.
        pub back_on: Option<chrono::NaiveDate>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// An approved leave, both days included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Absence {
    pub from_on: NaiveDate,
    pub to_on: NaiveDate,
    pub kind: LeaveKind,
}

impl Absence {
    /// Whether the person is away on a day.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.from_on <= day && day <= self.to_on
    }
}

/// The approved leaves of some days.
#[derive(Clone, Debug, Default)]
pub struct Absences(HashMap<Uuid, Vec<Absence>>);

impl Absences {
    /// Those that touch the days from `first` to `last`, of everyone or of one person; in one statement.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn load(conn: &impl ConnectionTrait, first: NaiveDate, last: NaiveDate, only: Option<Uuid>) -> Reply<Self> {
        use leave_request::{Column, Entity};
        let mut found = Entity::find()
            .filter(Column::Status.is_in([LeaveStatus::Approved, LeaveStatus::Running, LeaveStatus::Over]))
            .filter(Column::FromOn.lte(last))
            .filter(Column::ToOn.gte(first));
        if let Some(person) = only {
            found = found.filter(Column::PersonId.eq(person));
        }
        let mut all = Self::default();
        for row in found.all(conn).await? {
            let to_on = row.back_on.and_then(|back| back.pred_opt()).map_or(row.to_on, |before| before.min(row.to_on));
            all.0.entry(row.person_id).or_default().push(Absence { from_on: row.from_on, to_on, kind: row.kind });
        }
        Ok(all)
    }

    /// These people's.
    pub fn new(absences: impl IntoIterator<Item = (Uuid, Vec<Absence>)>) -> Self {
        Self(absences.into_iter().collect())
    }

    /// One person's.
    pub fn of(&self, id: Uuid) -> &[Absence] {
        self.0.get(&id).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether a person is away on a day.
    pub fn covers(&self, id: Uuid, day: NaiveDate) -> bool {
        self.of(id).iter().any(|absence| absence.covers(day))
    }
}
