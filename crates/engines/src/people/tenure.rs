//! Since when and until when people are with the company, and in which post they were on a day.

use super::person;
use chrono::{DateTime, NaiveDate, Utc};
use platform::Reply;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

mod post_term {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "post_term")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub person_id: Uuid,
        pub post: String,
        pub unit_id: Uuid,
        pub from_on: Option<chrono::NaiveDate>,
        pub to_on: Option<chrono::NaiveDate>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

mod role_term {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "role_term")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub person_id: Uuid,
        /// Codes with a space between.
        pub roles: String,
        pub from_on: Option<chrono::NaiveDate>,
        pub to_on: Option<chrono::NaiveDate>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A post of somebody's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    pub post: String,
    pub unit_id: Uuid,
    pub from_on: Option<NaiveDate>,
    pub to_on: Option<NaiveDate>,
}

/// Roles that somebody held for some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleTerm {
    pub roles: Vec<String>,
    pub from_on: Option<NaiveDate>,
    pub to_on: Option<NaiveDate>,
}

/// Somebody's time with the company.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tenure {
    /// Unknown: always.
    pub entered_on: Option<NaiveDate>,
    /// The last day, both of those who left and of those who are about to.
    pub left_on: Option<NaiveDate>,
    /// When the roles were last changed.
    pub roles_at: Option<DateTime<Utc>>,
    /// The posts, the earliest first.
    pub terms: Vec<Term>,
    /// The roles, the earliest first; none of who never changed them: they hold those of today.
    pub roles: Vec<RoleTerm>,
}

impl Tenure {
    /// Whether the person belonged to the company on a day.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.entered_on.is_none_or(|from| from <= day) && self.left_on.is_none_or(|to| day <= to)
    }

    /// The post held on a day, where the history knows it.
    pub fn post_on(&self, day: NaiveDate) -> Option<&Term> {
        let held = |term: &&Term| term.from_on.is_none_or(|from| from <= day) && term.to_on.is_none_or(|to| day <= to);
        self.terms.iter().rev().find(held)
    }

    /// The roles held on a day, where there is a history: the first known ones on days before it.
    pub fn roles_on(&self, day: NaiveDate) -> Option<&[String]> {
        let begun = |term: &&RoleTerm| term.from_on.is_none_or(|from| from <= day);
        let term = self.roles.iter().rev().find(begun).or(self.roles.first())?;
        Some(&term.roles)
    }

    /// The days from `first` on up to `last` on which another post or other roles began.
    pub fn turns(&self, first: NaiveDate, last: NaiveDate) -> BTreeSet<NaiveDate> {
        let begun = self.terms.iter().map(|term| term.from_on).chain(self.roles.iter().map(|term| term.from_on));
        // Where nothing follows a post, it is the post of today from then on.
        let ended = self.terms.iter().map(|term| term.to_on.and_then(|to| to.succ_opt()));
        begun.chain(ended).flatten().filter(|day| first < *day && *day <= last).collect()
    }
}

/// Everyone's time with the company.
#[derive(Clone, Debug, Default)]
pub struct Tenures(HashMap<Uuid, Tenure>);

impl Tenures {
    /// Of everyone, or of one person; in three statements.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn load(conn: &impl ConnectionTrait, only: Option<Uuid>) -> Reply<Self> {
        let mut people = person::Entity::find();
        let mut terms = post_term::Entity::find().order_by_asc(post_term::Column::FromOn).order_by_asc(post_term::Column::Id);
        let mut roles = role_term::Entity::find();
        if let Some(id) = only {
            roles = roles.filter(role_term::Column::PersonId.eq(id));
            people = people.filter(person::Column::Id.eq(id));
            terms = terms.filter(post_term::Column::PersonId.eq(id));
        }
        let tenure = |row: person::Model| {
            let (entered_on, left_on, roles_at) = (row.entered_on, row.left_on, row.roles_at);
            (row.id, Tenure { entered_on, left_on, roles_at, ..Tenure::default() })
        };
        let mut all: HashMap<Uuid, Tenure> = people.all(conn).await?.into_iter().map(tenure).collect();
        for row in terms.all(conn).await? {
            if let Some(tenure) = all.get_mut(&row.person_id) {
                tenure.terms.push(Term { post: row.post, unit_id: row.unit_id, from_on: row.from_on, to_on: row.to_on });
            }
        }
        for row in roles.all(conn).await? {
            if let Some(tenure) = all.get_mut(&row.person_id) {
                let roles = row.roles.split_whitespace().map(str::to_owned).collect();
                tenure.roles.push(RoleTerm { roles, from_on: row.from_on, to_on: row.to_on });
            }
        }
        for tenure in all.values_mut() {
            // The databases do not agree whether a day that is not known comes first.
            tenure.roles.sort_by_key(|term| term.from_on);
        }
        Ok(Self(all))
    }

    /// These people's.
    pub fn new(tenures: impl IntoIterator<Item = (Uuid, Tenure)>) -> Self {
        Self(tenures.into_iter().collect())
    }

    /// One person's.
    pub fn of(&self, id: Uuid) -> Option<&Tenure> {
        self.0.get(&id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<NaiveDate> {
        text.parse().ok()
    }

    #[test]
    fn the_post_of_a_day_is_that_of_the_history() {
        let term = |post: &str, from: &str, to: &str| Term { post: post.into(), unit_id: Uuid::nil(), from_on: day(from), to_on: day(to) };
        let terms = vec![term("销售代表", "2025-03-01", "2026-10-15"), term("业务主管", "2026-10-16", "")];
        let tenure = Tenure { entered_on: day("2025-03-01"), left_on: day("2026-12-31"), terms, ..Tenure::default() };
        let post = |on: &str| tenure.post_on(day(on).unwrap_or_default()).map(|term| term.post.as_str());
        assert_eq!([post("2025-02-28"), post("2026-10-15"), post("2026-10-16")], [None, Some("销售代表"), Some("业务主管")]);
        let covers = |on: &str| tenure.covers(day(on).unwrap_or_default());
        assert_eq!([covers("2025-02-28"), covers("2025-03-01"), covers("2026-12-31"), covers("2027-01-01")], [false, true, true, false]);
        let turns = |first: &str, last: &str| tenure.turns(day(first).unwrap_or_default(), day(last).unwrap_or_default());
        assert_eq!(turns("2026-10-01", "2026-10-31").into_iter().collect::<Vec<_>>(), [day("2026-10-16").unwrap_or_default()]);
        assert!(turns("2026-10-16", "2026-10-31").is_empty(), "a month that begins so has one post only");
    }

    #[test]
    fn the_roles_of_a_day_are_those_of_the_history() {
        let term = |roles: &[&str], from: &str, to: &str| RoleTerm {
            roles: roles.iter().map(|role| (*role).to_owned()).collect(),
            from_on: day(from),
            to_on: day(to),
        };
        let of = |roles: Vec<RoleTerm>, on: &str| {
            let tenure = Tenure { roles, ..Tenure::default() };
            tenure.roles_on(day(on).unwrap_or_default()).map(|roles| roles.join(" "))
        };
        let both = || vec![term(&["sales_rep"], "2026-05-01", "2026-11-15"), term(&["sales_supervisor"], "2026-11-16", "")];
        assert_eq!(of(both(), "2026-11-15").as_deref(), Some("sales_rep"));
        assert_eq!(of(both(), "2026-11-16").as_deref(), Some("sales_supervisor"));
        assert_eq!(of(both(), "2026-04-01").as_deref(), Some("sales_rep"), "the history does not reach so far");
        assert_eq!(of(Vec::new(), "2026-11-16"), None, "nothing was changed");
    }
}
