//! Certificates that run out (ORG-03): two months ahead it stands in the inbox of who holds one and of their superior, until the file
//! says something else.

use crate::entity::person;
use chrono::{Days, NaiveDate};
use contract::SubjectKind;
use contract::people::Certificate;
use contract::tasks::{TaskKind, TaskStatus};
use contract::values::Subject;
use engines::calendar::{WorkingDays, local_date};
use engines::tasks::{self, NewTask};
use platform::Reply;
use platform::db::{Door, Tx};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

/// So many days ahead.
const AHEAD: u64 = 60;

/// Tells of certificates that run out soon, each once; tells how many tasks it opened.
///
/// # Errors
/// Where the database fails.
pub async fn watch(door: &Door) -> Reply<usize> {
    door.write_as_system(async |tx: &mut Tx| tell(tx).await).await
}

async fn tell(tx: &mut Tx) -> Reply<usize> {
    let offset = tx.state().config.utc_offset_minutes;
    let today = local_date(tx.at(), offset);
    let holders = person::Entity::find()
        .filter(person::Column::Active.eq(true))
        .filter(person::Column::Certificates.ne("[]"))
        .order_by_asc(person::Column::Number)
        .all(tx.conn())
        .await?;
    let days = WorkingDays::load(tx.conn(), offset).await?;
    let mut opened = 0;
    for holder in holders {
        for (name, on) in running_out(&serde_json::from_str::<Vec<Certificate>>(&holder.certificates)?, today) {
            for person in [Some(holder.id), holder.superior_id].into_iter().flatten() {
                let waiting = tasks::waiting_for(tx.conn(), person).await?;
                if waiting.iter().any(|task| task.kind == TaskKind::Certificate && task.subject_id == holder.id && task.title == name) {
                    continue;
                }
                let subject = Subject { kind: SubjectKind::Person, id: holder.id, title: format!("{} {}", holder.number, holder.name) };
                let due_at = Some(days.end_of(days.on_or_before(on)));
                tasks::open(tx, NewTask { kind: TaskKind::Certificate, person, title: name.clone(), subject, due_at }).await?;
                opened += 1;
            }
        }
    }
    Ok(opened)
}

/// The file was changed: what it says now is told of anew.
///
/// # Errors
/// Where the database fails.
pub(super) async fn renewed(tx: &mut Tx, before: &person::Model, now: &person::Model) -> Reply<()> {
    if before.certificates == now.certificates {
        return Ok(());
    }
    tasks::close(tx, now.id, TaskKind::Certificate, TaskStatus::Done).await
}

/// What runs out within the time, or has.
fn running_out(all: &[Certificate], today: NaiveDate) -> Vec<(String, NaiveDate)> {
    let last = today + Days::new(AHEAD);
    all.iter().filter_map(|one| Some((one.name.clone(), one.expires_on.filter(|on| *on <= last)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_is_told_of_two_months_ahead() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let one =
            |name: &str, on: Option<&str>| Certificate { name: name.into(), number: String::new(), expires_on: on.map(day), level: None };
        let all = [one("近", Some("2027-01-26")), one("远", Some("2027-01-27")), one("过期", Some("2026-01-01")), one("长期", None)];
        let told: Vec<String> = running_out(&all, day("2026-11-27")).into_iter().map(|(name, _)| name).collect();
        assert_eq!(told, ["近", "过期"]);
    }
}
