//! Records to choose in pickers: customers for intake, colleagues by role.

use crate::session::Session;
use crate::ui::picker::{Finder, Found};
use contract::campaigns::{CampaignRow, ListCampaigns};
use contract::complaints::{ComplaintRow, ListComplaints};
use contract::customers::LookUpCustomers;
use contract::home::SearchQuery;
use contract::organisation::{ListPeople, Person};
use contract::page::ListQuery;
use contract::units::{ListUnits, Unit};
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

/// Complaints by number, customer or matter that can still lead others.
pub fn complaints(session: Session) -> Finder {
    Rc::new(move |typed| {
        Box::pin(async move {
            let q = Some(typed.trim().to_owned()).filter(|q| !q.is_empty());
            let open = "in:received,investigating,remedy_proposed,approving,executing";
            let filters = vec![("status".to_owned(), open.to_owned())];
            let found = session.get::<ListComplaints>(&[], &ListQuery { filters, q, limit: Some(20), ..Default::default() }).await?;
            let shown = |row: ComplaintRow| {
                let whose = row.customer.map_or(row.complainant, |customer| customer.title);
                Found { id: row.id, name: format!("{} {whose}", row.number), detail: row.matter }
            };
            Ok(found.items.into_iter().map(shown).collect())
        })
    })
}

/// Campaigns by name or number.
pub fn campaigns(session: Session) -> Finder {
    Rc::new(move |typed| {
        Box::pin(async move {
            let q = Some(typed.trim().to_owned()).filter(|q| !q.is_empty());
            let found = session.get::<ListCampaigns>(&[], &ListQuery { q, limit: Some(20), ..Default::default() }).await?;
            let shown = |row: CampaignRow| Found { id: row.id, name: format!("{} {}", row.number, row.theme), detail: String::new() };
            Ok(found.items.into_iter().map(shown).collect())
        })
    })
}

/// Open units by name or code.
pub fn units(session: Session) -> Finder {
    Rc::new(move |typed| {
        Box::pin(async move {
            let q = typed.trim().to_lowercase();
            let tree = session.get::<ListUnits>(&[], &()).await?;
            let shown = |unit: Unit| Found { id: unit.id, name: unit.name, detail: unit.code };
            let fits = |unit: &Unit| unit.name.to_lowercase().contains(&q) || unit.code.to_lowercase().contains(&q);
            Ok(tree.items.into_iter().filter(|unit| unit.closed_on.is_none() && fits(unit)).map(shown).collect())
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
