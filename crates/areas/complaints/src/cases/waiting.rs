//! Whose turn it is: the tasks that a case puts into inboxes (DAY-02).

use super::clocks::{self, Rung};
use super::entity::complaint::Model;
use contract::complaints::ComplaintStatus;
use contract::permission::Permission;
use contract::tasks::{TaskKind, TaskStatus};
use engines::people;
use engines::tasks::{self, NewTask};
use organisation::grants;
use platform::Reply;
use platform::db::Tx;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

/// A task shows this many characters of the matter.
const EXCERPT: usize = 60;

/// The beginning of the matter on one line.
pub fn excerpt(matter: &str) -> String {
    let line = matter.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut short: String = line.chars().take(EXCERPT).collect();
    if short.len() < line.len() {
        short.push('…');
    }
    short
}

/// Closes the tasks of the step before and gives the case to whoever must act next.
///
/// # Errors
/// Where the database fails.
pub async fn hand_over(tx: &mut Tx, case: &Model) -> Reply<()> {
    let ended = if case.status == ComplaintStatus::Withdrawn { TaskStatus::Cancelled } else { TaskStatus::Done };
    tasks::close(tx, case.id, TaskKind::Complaint, ended).await?;
    tasks::close(tx, case.id, TaskKind::Escalation, ended).await?;
    if !super::contacts::in_hand(case.status) {
        tasks::close(tx, case.id, TaskKind::Progress, ended).await?;
    }
    for person in next(tx.conn(), case).await? {
        let task = NewTask {
            kind: TaskKind::Complaint,
            person,
            title: excerpt(&case.matter),
            subject: case.subject(),
            due_at: clocks::running(case).map(|(_, at)| at),
        };
        tasks::open(tx, task).await?;
    }
    Ok(())
}

/// Tells those above that a step is due or late (CPL-02); gives who was told. Whoever was told of it before keeps one task.
///
/// # Errors
/// Where the database fails.
pub async fn tell_above(tx: &mut Tx, case: &Model, rung: Rung) -> Reply<Vec<Uuid>> {
    let roles: &[&str] =
        if rung == Rung::LongLate { &["marketing_director", "general_manager"] } else { &["service_manager", "marketing_director"] };
    let told = free_holders(tx.conn(), case, roles).await?;
    tasks::close(tx, case.id, TaskKind::Escalation, TaskStatus::Done).await?;
    for person in &told {
        let due_at = clocks::running(case).map(|(_, at)| at);
        let task = NewTask { kind: TaskKind::Escalation, person: *person, title: excerpt(&case.matter), subject: case.subject(), due_at };
        tasks::open(tx, task).await?;
    }
    Ok(told)
}

/// Who must act next; never the person complained about.
async fn next(conn: &impl ConnectionTrait, case: &Model) -> Reply<Vec<Uuid>> {
    let mut people = match case.status {
        ComplaintStatus::Received => free_holders(conn, case, &["service_manager", "marketing_director"]).await?,
        ComplaintStatus::Investigating | ComplaintStatus::RemedyProposed => case.investigator_id.into_iter().collect(),
        ComplaintStatus::Executing => {
            let hands = [Some(case.agent_id), case.investigator_id];
            able(conn, case, &hands, Permission::ComplaintExecute).await?
        }
        ComplaintStatus::AwaitingFeedback => voice(conn, case).await?,
        ComplaintStatus::Approving | ComplaintStatus::Closed | ComplaintStatus::Withdrawn | ComplaintStatus::Merged => Vec::new(),
    };
    people.retain(|person| Some(*person) != case.about_person_id);
    Ok(people)
}

/// One voice talks to the customer, at best the one that took the complaint.
///
/// # Errors
/// Where the database fails.
pub async fn voice(conn: &impl ConnectionTrait, case: &Model) -> Reply<Vec<Uuid>> {
    let hands = [Some(case.agent_id), case.investigator_id, case.manager_id];
    let mut able = able(conn, case, &hands, Permission::ComplaintFeedback).await?;
    able.truncate(1);
    Ok(able)
}

/// The holders of the first role that has any but the one complained about.
async fn free_holders(conn: &impl ConnectionTrait, case: &Model, roles: &[&str]) -> Reply<Vec<Uuid>> {
    for role in roles {
        let ids = people::holders(conn, role).await?.into_iter().map(|p| p.id);
        let free: Vec<Uuid> = ids.filter(|id| Some(*id) != case.about_person_id).collect();
        if !free.is_empty() {
            return Ok(free);
        }
    }
    Ok(Vec::new())
}

/// Those of the hands that hold the permission, each once and in their order.
async fn able(conn: &impl ConnectionTrait, case: &Model, hands: &[Option<Uuid>], right: Permission) -> Reply<Vec<Uuid>> {
    let mut able = Vec::new();
    for person in hands.iter().flatten() {
        let free = !able.contains(person) && Some(*person) != case.about_person_id;
        if free && grants::holds(conn, *person, right).await? {
            able.push(*person);
        }
    }
    Ok(able)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_shows_the_beginning_of_the_matter_on_one_line() {
        assert_eq!(excerpt("柜门\n 开裂"), "柜门 开裂");
        assert_eq!(excerpt(&"裂".repeat(61)), format!("{}…", "裂".repeat(60)));
    }
}
