//! Who sees and does what beyond the plain permission.

use super::entity::complaint::{Column, Model};
use contract::complaints::ComplaintStatus;
use contract::permission::{Permission, complaint};
use engines::people;
use platform::auth::Actor;
use platform::{Error, Refusal, Reply};
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, ConnectionTrait};
use uuid::Uuid;

/// The person complained about takes no step in the case (CPL-03).
const CONCERNED: Refusal = Refusal::new("complaint.concerned", locale::problems::COMPLAINT_CONCERNED);
/// Nor does anybody who reports to them judge it (CPL-03).
const SUBORDINATE: Refusal = Refusal::new("complaint.subordinate", locale::problems::COMPLAINT_SUBORDINATE);
const PAUSED: Refusal = Refusal::new("complaint.paused", locale::problems::COMPLAINT_PAUSED);
const NOT_PAUSED: Refusal = Refusal::new("complaint.not_paused", locale::problems::COMPLAINT_NOT_PAUSED);
const NOT_INVESTIGATOR: Refusal = Refusal::new("complaint.not_investigator", locale::problems::COMPLAINT_NOT_INVESTIGATOR);
const NOT_IN_CHARGE: Refusal = Refusal::new("complaint.not_in_charge", locale::problems::COMPLAINT_NOT_IN_CHARGE);

/// The cases that a person sees: within the reach of `complaint.read` or `complaint.assign`, those they investigate or assigned,
/// and for whoever may assign all that nobody has assigned yet: a case filed by a sales rep lies outside the service department.
pub fn visible(actor: &Actor) -> Condition {
    let (read, assign) = (actor.scope::<complaint::Read>(), actor.scope::<complaint::Assign>());
    // Nothing is left out: nothing to compare.
    if read.is_all() || assign.is_all() {
        return Condition::all();
    }
    let mut seen = Condition::any()
        .add(read.condition(Column::AgentId, Column::UnitId))
        .add(assign.condition(Column::AgentId, Column::UnitId))
        .add(Column::InvestigatorId.eq(actor.id))
        .add(Column::ManagerId.eq(actor.id));
    if actor.may(Permission::ComplaintAssign) {
        seen = seen.add(Column::Status.eq(ComplaintStatus::Received));
    }
    seen
}

/// Why a person may judge nothing in a case (CPL-03): they are complained about, or report straight to whom is. The one rule for whoever
/// is to investigate it, to take it in hand for its agent, to be asked about it, and to sign its remedy. Who takes a complaint in stays
/// its agent all the same: they write down what the customer says, and refusing them would lose it.
///
/// # Errors
/// Where the database fails.
pub async fn barred(conn: &impl ConnectionTrait, case: &Model, person: Uuid) -> Reply<Option<Refusal>> {
    let Some(about) = case.about_person_id else { return Ok(None) };
    if about == person {
        return Ok(Some(CONCERNED));
    }
    Ok(people::reports_to(conn, person, about).await?.then_some(SUBORDINATE))
}

/// Refuses who may judge nothing in a case, see [`barred`].
///
/// # Errors
/// `409`.
pub async fn may_judge(conn: &impl ConnectionTrait, case: &Model, person: Uuid) -> Reply<()> {
    barred(conn, case, person).await?.map_or(Ok(()), |refusal| Err(Error::Refused(refusal)))
}

/// Everybody who may judge nothing where this person is complained about, see [`barred`].
///
/// # Errors
/// Where the database fails.
pub async fn all_barred(conn: &impl ConnectionTrait, about: Option<Uuid>) -> Reply<Vec<Uuid>> {
    let Some(about) = about else { return Ok(Vec::new()) };
    let mut all = people::direct_reports(conn, about).await?;
    all.push(about);
    Ok(all)
}

/// Refuses the person complained about.
pub fn concerned(case: &Model, actor: &Actor) -> Option<Refusal> {
    (case.about_person_id == Some(actor.id)).then_some(CONCERNED)
}

fn paused(case: &Model) -> Option<Refusal> {
    case.paused_at.map(|_| PAUSED)
}

fn not_investigator(case: &Model, actor: &Actor) -> Option<Refusal> {
    concerned(case, actor).or_else(|| (case.investigator_id != Some(actor.id)).then_some(NOT_INVESTIGATOR))
}

/// Refuses everyone but the named investigator, and in a pause everybody.
pub fn not_investigating(case: &Model, actor: &Actor) -> Option<Refusal> {
    not_investigator(case, actor).or_else(|| paused(case))
}

/// Refuses everyone but the investigator while the case is theirs to look into, and who reports to the person complained about. What
/// comes in during a pause is kept as well: it may be what was waited for.
///
/// # Errors
/// `403` and `409`.
pub async fn may_investigate(conn: &impl ConnectionTrait, case: &Model, actor: &Actor) -> Reply<()> {
    if !actor.may(Permission::ComplaintInvestigate) {
        return Err(Error::Forbidden(Permission::ComplaintInvestigate));
    }
    if !matches!(case.status, ComplaintStatus::Investigating | ComplaintStatus::RemedyProposed) {
        return Err(Error::Refused(super::states::NOT_NOW));
    }
    if let Some(refusal) = not_investigator(case, actor) {
        return Err(Error::Refused(refusal));
    }
    may_judge(conn, case, actor.id).await
}

/// Refuses everyone but the agent and the investigator, and in a pause everybody.
pub fn not_executing(case: &Model, actor: &Actor) -> Option<Refusal> {
    let executes = case.agent_id == actor.id || case.investigator_id == Some(actor.id);
    concerned(case, actor).or_else(|| (!executes).then_some(NOT_IN_CHARGE)).or_else(|| paused(case))
}

/// Refuses those who do not work on the case.
pub fn not_in_hand(case: &Model, actor: &Actor) -> Option<Refusal> {
    let works_on_it = case.agent_id == actor.id || [case.investigator_id, case.manager_id].contains(&Some(actor.id));
    concerned(case, actor).or_else(|| (!works_on_it).then_some(NOT_IN_CHARGE))
}

/// Refuses those who neither took the case in nor may assign it, and the person complained about.
pub fn not_correcting(case: &Model, actor: &Actor) -> Option<Refusal> {
    let theirs = case.agent_id == actor.id || actor.may(Permission::ComplaintAssign);
    concerned(case, actor).or_else(|| (!theirs).then_some(NOT_IN_CHARGE))
}

/// Refuses those who do not work on the case, and where its clocks stand still already.
pub fn not_pausing(case: &Model, actor: &Actor) -> Option<Refusal> {
    not_in_hand(case, actor).or_else(|| paused(case))
}

/// Refuses those who do not work on the case, and where its clocks run.
pub fn not_resuming(case: &Model, actor: &Actor) -> Option<Refusal> {
    not_in_hand(case, actor).or_else(|| case.paused_at.is_none().then_some(NOT_PAUSED))
}

/// Refuses those who neither work on the case nor reach it with `complaint.feedback`.
pub fn beyond_feedback(case: &Model, actor: &Actor) -> Option<Refusal> {
    let works_on_it = [case.investigator_id, case.manager_id].contains(&Some(actor.id));
    let reaches = works_on_it || actor.scope::<complaint::Feedback>().covers(case.agent_id, case.unit_id);
    concerned(case, actor).or_else(|| (!reaches).then_some(NOT_IN_CHARGE))
}

/// Refuses those who neither assigned the case nor reach it with `complaint.withdraw`.
pub fn beyond_withdrawal(case: &Model, actor: &Actor) -> Option<Refusal> {
    let unassigned = case.status == ComplaintStatus::Received && actor.may(Permission::ComplaintAssign);
    let reaches =
        unassigned || case.manager_id == Some(actor.id) || actor.scope::<complaint::Withdraw>().covers(case.agent_id, case.unit_id);
    concerned(case, actor).or_else(|| (!reaches).then_some(NOT_IN_CHARGE))
}

#[cfg(test)]
mod tests {
    use super::super::states::FLOW;
    use super::*;
    use crate::cases::rules::tests::{case, person};
    use contract::complaints::ComplaintActKind::{self, Assign, CarryOut, Close, Merge, Pause, Propose, Reopen, Resume, Submit, Withdraw};
    use contract::complaints::ComplaintStatus::{AwaitingFeedback, Executing, Investigating, Received, RemedyProposed};
    use platform::auth::Rights;

    const SERVICE: [Permission; 6] = [
        Permission::ComplaintRead,
        Permission::ComplaintAssign,
        Permission::ComplaintInvestigate,
        Permission::ComplaintExecute,
        Permission::ComplaintFeedback,
        Permission::ComplaintWithdraw,
    ];

    /// Holds every permission of complaints on own records only.
    fn actor(id: Uuid) -> Actor {
        let mut rights = Rights::default();
        SERVICE.into_iter().for_each(|p| rights.grant_own(p));
        Actor::new(id, "白洁".into(), Uuid::from_u128(900), Uuid::nil(), vec![], rights)
    }

    fn actions(status: ComplaintStatus, who: &str) -> Vec<ComplaintActKind> {
        FLOW.actions(&case(status), &actor(person(who)))
    }

    /// CPL-03: nobody judges their own case, whatever their permissions.
    #[test]
    fn the_person_complained_about_takes_no_step() {
        for status in ComplaintStatus::ALL {
            let mut own = case(*status);
            for hat in ["agent", "investigator", "manager"] {
                own.about_person_id = Some(person(hat));
                assert_eq!(FLOW.actions(&own, &actor(person(hat))), [], "{hat} in {status}");
            }
        }
        let refused = FLOW.plan(&case(Received), Assign, &actor(person("accused")));
        assert!(matches!(refused, Err(platform::Error::Refused(CONCERNED))));
    }

    #[test]
    fn in_a_pause_the_case_waits_to_go_on_or_to_be_withdrawn() {
        for (status, agent) in
            [(Investigating, vec![Withdraw, Resume, Merge]), (RemedyProposed, vec![Withdraw, Resume, Merge]), (Executing, vec![Resume])]
        {
            let mut paused = case(status);
            paused.paused_at = Some(paused.received_at);
            assert_eq!(FLOW.actions(&paused, &actor(person("agent"))), agent, "{status}");
            let investigator: Vec<_> = agent.iter().copied().filter(|act| *act != Withdraw).collect();
            assert_eq!(FLOW.actions(&paused, &actor(person("investigator"))), investigator, "{status}");
        }
    }

    #[test]
    fn each_step_has_its_people() {
        assert_eq!(actions(Received, "manager"), [Assign, Withdraw, Merge]);
        assert_eq!(actions(Investigating, "investigator"), [Propose, Pause, Merge]);
        assert_eq!(actions(Investigating, "agent"), [Withdraw, Pause, Merge]);
        assert_eq!(actions(RemedyProposed, "investigator"), [Propose, Submit, Pause, Merge]);
        assert_eq!(actions(Executing, "agent"), [CarryOut, Pause]);
        // Another remedy than the approved one is proposed anew (DAY-01).
        assert_eq!(actions(Executing, "investigator"), [Propose, CarryOut, Pause]);
        assert_eq!(actions(Executing, "manager"), [Pause]);
        assert_eq!(actions(AwaitingFeedback, "manager"), [Close, Reopen]);
        assert_eq!(actions(AwaitingFeedback, "stranger"), []);
    }
}
