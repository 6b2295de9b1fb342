//! Records to choose in pickers: customers for intake, colleagues by role, units.

use crate::session::Session;
use crate::ui::picker::{Finder, Found};
use contract::customers::LookUpCustomers;
use contract::home::SearchQuery;
use contract::organisation::{ListPeople, Person};
use contract::page::ListQuery;
use contract::units::ListUnits;
use std::rc::Rc;

/// The fewest characters with which the server looks customers up.
const FEWEST: usize = 2;
const PEOPLE: u32 = 200;

/// Customers by name, pinyin initials, number or the end of a phone number.
pub fn customers(session: Session) -> Finder {
    Rc::new(move |typed| {
        Box::pin(async move {
            let q = typed.trim().to_owned();
            if q.chars().count() < FEWEST {
                return Ok(Vec::new());
            }
            let found = session.get::<LookUpCustomers>(&[], &SearchQuery { q }).await?;
            Ok(found.hits.into_iter().map(|hit| Found { id: hit.subject.id, name: hit.subject.title, detail: hit.detail }).collect())
        })
    })
}

/// Colleagues by name, pinyin or staff number; with `roles`, only those who hold one of them.
pub fn people(session: Session, roles: &'static [&'static str]) -> Finder {
    Rc::new(move |typed| {
        Box::pin(async move {
            let q = typed.trim().to_owned();
            let filters = vec![("status".to_owned(), "in:active,on_leave,leaving".to_owned())];
            let q = Some(q).filter(|q| !q.is_empty());
            let found = session.get::<ListPeople>(&[], &ListQuery { filters, q, limit: Some(PEOPLE), ..Default::default() }).await?;
            Ok(found.items.into_iter().filter(|person| holds(person, roles)).map(shown).collect())
        })
    })
}

/// Open units by name or code.
pub fn units(session: Session) -> Finder {
    Rc::new(move |typed| {
        Box::pin(async move {
            let tree = session.get::<ListUnits>(&[], &()).await?;
            let typed = typed.trim().to_lowercase();
            let fits = |text: &str| text.to_lowercase().contains(&typed);
            let open = tree.items.into_iter().filter(|unit| unit.closed_on.is_none() && (fits(&unit.code) || fits(&unit.name)));
            Ok(open.map(|unit| Found { id: unit.id, name: unit.name, detail: unit.code }).collect())
        })
    })
}

fn holds(person: &Person, roles: &[&str]) -> bool {
    roles.is_empty() || person.roles.iter().any(|role| roles.contains(&role.as_str()))
}

fn shown(person: Person) -> Found {
    let detail = if person.post == person.unit { person.post } else { format!("{} · {}", person.unit, person.post) };
    Found { id: person.id, name: person.name, detail }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_narrow_the_colleagues_offered() {
        let person = Person {
            id: uuid::Uuid::nil(),
            number: String::new(),
            name: "何静".into(),
            post: "客服人员".into(),
            unit: "客服部".into(),
            superior: None,
            roles: vec!["service_agent".into()],
            status: contract::people::PersonStatus::Active,
            entered_on: None,
        };
        assert!(holds(&person, &["service_manager", "service_agent"]));
        assert!(holds(&person, &[]));
        assert!(!holds(&person, &["sales_rep"]));
        assert_eq!(shown(person).detail, "客服部 · 客服人员");
    }
}
