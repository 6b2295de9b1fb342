//! The steps of a case after its intake.

use super::entity::{complaint, complaint_step};
use super::policy::{self, may_judge};
use super::queries::{self, View};
use super::states::FLOW;
use super::{answering, clocks, filing, merging, pauses, waiting};
use crate::{remedies, settings};
use contract::SubjectKind;
use contract::approvals::{ApprovalKind, Verdict};
use contract::complaints::{
    Complaint, ComplaintAct, ComplaintActKind, ComplaintStatus, CustomerChoice, Execution, InvestigatorChoice, Remedy,
};
use contract::permission::Permission;
use engines::approvals::{self, Decided, Request};
use engines::calendar::WorkingDays;
use engines::people::{self, Names};
use organisation::grants;
use platform::db::Tx;
use platform::flow::Step;
use platform::outbox::Event;
use platform::{Error, Reply};
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel, Set, TryIntoModel};
use serde_json::json;
use uuid::Uuid;

/// Takes a case one step further.
///
/// # Errors
/// `404` where the caller does not see it, `412` on a stale version, `403` and `409` as the state machine says, `422` where the
/// investigator named cannot investigate.
pub async fn act(tx: &mut Tx, id: Uuid, seen: i64, act: &ComplaintAct) -> Reply<Complaint> {
    let actor = tx.actor()?.clone();
    let case = queries::visible(tx.conn(), id, &actor).await?;
    if case.version != seen {
        return Err(Error::Stale);
    }
    let step = FLOW.plan(&case, act.kind(), &actor)?;
    if queries::judges(act.kind()) {
        may_judge(tx.conn(), &case, actor.id).await?;
    }
    let mut row = case.clone().into_active_model();
    let note = match act {
        ComplaintAct::Assign(assignment) => assign(tx, &case, &mut row, assignment).await?,
        ComplaintAct::Propose(remedy) => {
            overtake(tx, &case, &mut row).await?;
            remedies::propose(tx, &case, remedy).await?;
            propose(tx, &case, &mut row, remedy)?
        }
        ComplaintAct::Submit => submit(tx, &case, &mut row).await?,
        ComplaintAct::CarryOut(execution) => {
            remedies::all_done(tx, case.id).await?;
            carry_out(tx, &mut row, execution).await?
        }
        ComplaintAct::Close(feedback) => answering::close(tx, &case, &mut row, feedback).await?,
        ComplaintAct::Reopen(feedback) => answering::reopen(tx, &case, &mut row, feedback).await?,
        ComplaintAct::Withdraw(reason) => {
            merging::leads_none(tx, &case).await?;
            approvals::void(tx, case.id).await?;
            pauses::finish(tx, &mut row, &case).await?;
            reason.reason.trim().to_owned()
        }
        ComplaintAct::Pause(pause) => pauses::begin(tx, &mut row, &case, pause).await?,
        ComplaintAct::Resume => {
            pauses::end(tx, &mut row, &case).await?;
            String::new()
        }
        ComplaintAct::Split => merging::split(tx, &case, &mut row).await?,
        ComplaintAct::Merge(wanted) => merging::merge(tx, &case, &mut row, wanted).await?,
    };
    let moved = apply(tx, &case, step, Change { row, act: act.kind(), note }).await?;
    if act.kind() == ComplaintActKind::CarryOut {
        merging::follow(tx, &moved).await?;
    }
    let view = View::new(tx.state(), &actor, tx.meta().language);
    queries::present(tx.conn(), moved, view).await
}

/// Says whose complaint it is (CPL-01): what came without an account is matched by whoever works on it.
///
/// # Errors
/// As [`act`]; `422` where the caller does not see the customer.
pub async fn choose_customer(tx: &mut Tx, id: Uuid, seen: i64, wanted: &CustomerChoice) -> Reply<Complaint> {
    let actor = tx.actor()?.clone();
    let case = queries::visible(tx.conn(), id, &actor).await?;
    if case.version != seen {
        return Err(Error::Stale);
    }
    if let Some(refusal) = policy::not_in_hand(&case, &actor).filter(|_| !actor.may(Permission::ComplaintAssign)) {
        return Err(Error::Refused(refusal));
    }
    if let Some(refusal) = policy::concerned(&case, &actor) {
        return Err(Error::Refused(refusal));
    }
    let customer = customers::visible_title(tx.conn(), &actor, wanted.customer_id).await;
    let customer = customer.map_err(|error| filing::unknown(error, "/customer_id", "customer_unknown"))?;
    let mut row = case.clone().into_active_model();
    row.customer_id = Set(Some(customer.id));
    row.customer_title = Set(customer.title);
    let case = tx.update::<complaint::Entity, _>(&case, row).await?;
    engines::search::index(tx, filing::document(tx, &case)?).await?;
    let view = View::new(tx.state(), &actor, tx.meta().language);
    queries::present(tx.conn(), case, view).await
}

/// The version a case has now.
///
/// # Errors
/// [`Error::NotFound`] where there is no such case.
pub async fn version(conn: &impl ConnectionTrait, id: Uuid) -> Reply<i64> {
    Ok(complaint::Entity::find_by_id(id).one(conn).await?.ok_or(Error::NotFound)?.version)
}

/// What the signers decided on a remedy (CPL-04): it is carried out, or investigated again with their reason. A decision on a
/// request that is no longer the case's own changes nothing.
///
/// # Errors
/// Where the case is not waiting for a decision, or the database fails.
pub async fn on_decision(tx: &mut Tx, decided: &Decided, approval_id: Uuid) -> Reply<()> {
    let case = complaint::Entity::find_by_id(decided.subject_id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    if case.approval_id != Some(approval_id) {
        return Ok(());
    }
    let act = match decided.verdict {
        Verdict::Approve => ComplaintActKind::Approve,
        Verdict::Return => ComplaintActKind::Return,
    };
    // The engine bars them when it is asked; who became a subordinate since is stopped here, at an earlier signature as well.
    let before = if decided.verdict == Verdict::Approve { approvals::approvers(tx.conn(), approval_id).await? } else { Vec::new() };
    for signer in tx.person().into_iter().chain(before) {
        may_judge(tx.conn(), &case, signer).await?;
    }
    let step = FLOW.plan_by_system(&case, act)?;
    let mut row = case.clone().into_active_model();
    if decided.verdict == Verdict::Approve {
        let days = WorkingDays::load(tx.conn(), tx.state().config.utc_offset_minutes).await?;
        row.approved_at = Set(Some(tx.at()));
        row.execute_due_at = Set(case.remedy_due_on.map(|day| clocks::execute_due(day, &days)));
    } else {
        row.approve_due_at = Set(None);
        row.returned = Set(case.returned + 1);
    }
    remedies::decided(tx, case.id, decided.verdict, &decided.remark).await?;
    apply(tx, &case, step, Change { row, act, note: decided.remark.clone() }).await?;
    Ok(())
}

async fn assign(tx: &mut Tx, case: &complaint::Model, row: &mut complaint::ActiveModel, assignment: &InvestigatorChoice) -> Reply<String> {
    let chosen = assignment.investigator_id;
    may_judge(tx.conn(), case, chosen).await?;
    match people::unit_of(tx.conn(), chosen).await {
        Err(Error::NotFound) => return Err(Error::invalid("/investigator_id", "complaint_investigator_unknown")),
        found => found?,
    };
    if !grants::holds(tx.conn(), chosen, Permission::ComplaintInvestigate).await? {
        return Err(Error::invalid("/investigator_id", "complaint_investigator_unable"));
    }
    row.investigator_id = Set(Some(chosen));
    row.manager_id = Set(tx.person());
    row.acknowledged_at = Set(Some(tx.at()));
    Ok(Names::load(tx.conn(), [chosen]).await?.of(chosen).name)
}

/// A remedy that waits for a decision or was approved gives way to another one: nobody approved that (DAY-01).
async fn overtake(tx: &mut Tx, case: &complaint::Model, row: &mut complaint::ActiveModel) -> Reply<()> {
    if matches!(case.status, ComplaintStatus::Approving | ComplaintStatus::Executing) {
        approvals::changed(tx, case.id).await?;
        row.approval_id = Set(None);
        row.approve_due_at = Set(None);
        row.approved_at = Set(None);
        row.execute_due_at = Set(None);
    }
    Ok(())
}

/// The remedy of a returned case keeps its first time: the signers' time is not the investigator's.
fn propose(tx: &Tx, case: &complaint::Model, row: &mut complaint::ActiveModel, remedy: &Remedy) -> Reply<String> {
    let cents = remedy.compensation.cents().ok_or_else(|| Error::invalid("/compensation/amount", "money_invalid"))?;
    let measures = remedy.measures.trim().to_owned();
    row.findings = Set(Some(remedy.findings.trim().to_owned()));
    row.cause = Set(Some(remedy.cause.trim().to_owned()));
    row.cause_id = Set(remedy.cause_id);
    row.responsible_unit_id = Set(remedy.unit_id);
    row.measures = Set(Some(measures.clone()));
    row.compensation_cents = Set(Some(cents));
    row.remedy_due_on = Set(Some(remedy.due_on));
    row.investigated_at = Set(case.investigated_at.or(Some(tx.at())));
    Ok(measures)
}

async fn submit(tx: &mut Tx, case: &complaint::Model, row: &mut complaint::ActiveModel) -> Reply<String> {
    let remedy = queries::remedy(tx.conn(), case).await?.ok_or_else(|| anyhow::anyhow!("a proposed remedy is not stored"))?;
    let cost = contract::Money::from_cents(remedies::cost(&remedy));
    let mut snapshot = vec![("complaints.customer", case.customer_title.clone()), ("complaints.matter", case.matter.clone())];
    if !case.wish.is_empty() {
        snapshot.push(("complaints.wish", case.wish.clone()));
    }
    snapshot.extend([
        ("complaints.findings", remedy.findings),
        ("complaints.cause", remedy.cause),
        ("complaints.measures", remedy.measures),
        ("complaints.compensation", remedy.compensation.to_string()),
        ("complaints.remedy_cost", cost.to_string()),
        ("complaints.remedy_due_on", remedy.due_on.to_string()),
    ]);
    let mut barred = policy::all_barred(tx.conn(), case.about_person_id).await?;
    barred.extend(case.investigator_id);
    let request = Request {
        kind: ApprovalKind::Remedy,
        subject: case.subject(),
        version: case.version,
        snapshot,
        barred,
        // What the company pays in all: measures cost as well.
        amount: Some(cost),
        days: None,
        detail: Some(case.category.word()),
    };
    let days = WorkingDays::load(tx.conn(), tx.state().config.utc_offset_minutes).await?;
    let said = settings::load(tx.conn()).await?;
    row.approve_due_at = Set(Some(clocks::approve_due(&said.of(case.severity), tx.at(), &days)));
    row.approved_at = Set(None);
    row.approval_id = Set(Some(approvals::open(tx, request).await?));
    Ok(String::new())
}

async fn carry_out(tx: &Tx, row: &mut complaint::ActiveModel, execution: &Execution) -> Reply<String> {
    let result = execution.result.trim().to_owned();
    let said = settings::load(tx.conn()).await?;
    row.result = Set(Some(result.clone()));
    row.executed_at = Set(Some(tx.at()));
    row.answer_due_at = Set(Some(clocks::answer_due(&said, tx.at())));
    Ok(result)
}

/// What a step writes besides the status.
pub struct Change {
    pub row: complaint::ActiveModel,
    pub act: ComplaintActKind,
    pub note: String,
}

/// The only writer of `status` after intake. The clock is set anew, and a step that was taken is nobody's worry above any more.
///
/// # Errors
/// [`Error::Stale`] where somebody was faster, or where the database fails.
pub async fn apply(tx: &mut Tx, case: &complaint::Model, step: Step<ComplaintStatus>, change: Change) -> Reply<complaint::Model> {
    let mut row = change.row;
    row.status = Set(step.to());
    let told = change.act == ComplaintActKind::Escalate;
    if !told {
        row.escalated = Set(0);
    }
    row.step_due_at = Set(clocks::step_due(&row.clone().try_into_model()?));
    let moved = tx.update::<complaint::Entity, _>(case, row).await?;
    write_step(tx, &moved, Move::Taken(change.act, step.from()), change.note).await?;
    if !told {
        waiting::hand_over(tx, &moved).await?;
    }
    Ok(moved)
}

/// How a case came to where it is.
#[derive(Clone, Copy)]
pub enum Move {
    Filed,
    Taken(ComplaintActKind, ComplaintStatus),
}

impl Move {
    fn event(self) -> &'static str {
        let Self::Taken(act, _) = self else { return "complaint.filed" };
        match act {
            ComplaintActKind::Assign => "complaint.assigned",
            ComplaintActKind::Propose => "complaint.remedy_proposed",
            ComplaintActKind::Submit => "complaint.submitted",
            ComplaintActKind::Approve => "complaint.approved",
            ComplaintActKind::Return => "complaint.returned",
            ComplaintActKind::CarryOut => "complaint.carried_out",
            ComplaintActKind::Close => "complaint.closed",
            ComplaintActKind::Reopen => "complaint.reopened",
            ComplaintActKind::Withdraw => "complaint.withdrawn",
            ComplaintActKind::Pause => "complaint.paused",
            ComplaintActKind::Resume => "complaint.resumed",
            ComplaintActKind::Escalate => "complaint.escalated",
            ComplaintActKind::Lapse => "complaint.lapsed",
            ComplaintActKind::Merge => "complaint.merged",
            ComplaintActKind::Split => "complaint.split",
            ComplaintActKind::Follow => "complaint.followed",
            ComplaintActKind::Accept => "complaint.accepted",
            ComplaintActKind::Dispute => "complaint.disputed",
            ComplaintActKind::Recuse => "complaint.recused",
        }
    }
}

/// Keeps who took the step, when and why, and says so to the world.
pub async fn write_step(tx: &mut Tx, case: &complaint::Model, moved: Move, note: String) -> Reply<()> {
    let (act, from) = match moved {
        Move::Filed => (None, None),
        Move::Taken(act, from) => (Some(act), Some(from)),
    };
    let row = complaint_step::ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        complaint_id: Set(case.id),
        at: Set(tx.at()),
        act: Set(act),
        from_status: Set(from),
        to_status: Set(case.status),
        person_id: Set(tx.person()),
        note: Set(note),
    };
    tx.insert::<complaint_step::Entity, _>(row).await?;
    let data = json!({ "number": case.number, "customer_id": case.customer_id, "status": case.status });
    tx.emit(Event { name: moved.event(), kind: SubjectKind::Complaint, id: case.id, data });
    Ok(())
}
