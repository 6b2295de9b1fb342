//! Approvals: one engine for all areas (DAY-01). It knows no campaign and no complaint: an area opens a request and hears the
//! decision as the event [`DECIDED`].

mod entity;
mod facts;
mod http;

pub use facts::facts;
pub use http::routes;

use crate::people;
use crate::tasks::{self, NewTask};
use contract::approvals::{ApprovalKind, ApprovalStatus, Verdict};
use contract::tasks::{TaskKind, TaskStatus};
use contract::values::Subject;
use contract::{PersonRef, SubjectKind};
use entity::{approval, approval_step};
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Refusal, Reply};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The event of a final decision; its data is a [`Decided`].
pub const DECIDED: &str = "approval.decided";

const NO_APPROVER: Refusal = Refusal::new("approval.no_approver", locale::problems::APPROVAL_NO_APPROVER);
const NOT_PENDING: Refusal = Refusal::new("approval.not_pending", locale::problems::APPROVAL_NOT_PENDING);

/// A request for approval.
pub struct Request {
    pub kind: ApprovalKind,
    pub subject: Subject,
    /// The version that is approved.
    pub version: i64,
    /// What the signers see, frozen: text path of the label, value.
    pub snapshot: Vec<(&'static str, String)>,
    /// The roles that sign, in order.
    pub steps: Vec<&'static str>,
    /// People who must not sign besides the applicant, e.g. the one complained about.
    pub barred: Vec<Uuid>,
}

/// What a decision says to the area that asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decided {
    pub kind: ApprovalKind,
    pub subject_kind: SubjectKind,
    pub subject_id: Uuid,
    pub verdict: Verdict,
    pub remark: String,
}

/// Opens a request; the first signers find it in their inbox.
///
/// # Errors
/// `409` where a step has nobody who may sign: nobody approves their own request.
pub async fn open(tx: &mut Tx, request: Request) -> Reply<Uuid> {
    let applicant = tx.actor()?.id;
    let id = Uuid::now_v7();
    let at = tx.at();
    let mut barred = request.barred;
    barred.push(applicant);
    for role in &request.steps {
        if signers(tx.conn(), role, &barred).await?.is_empty() {
            return Err(Error::Refused(NO_APPROVER));
        }
    }
    let lines: Vec<(&str, String)> = request.snapshot;
    let row = approval::ActiveModel {
        id: Set(id),
        version: Set(1),
        kind: Set(request.kind),
        subject_kind: Set(request.subject.kind.word().to_owned()),
        subject_id: Set(request.subject.id),
        subject_version: Set(request.version),
        subject_title: Set(request.subject.title),
        applicant_id: Set(applicant),
        barred: Set(serde_json::to_string(&barred)?),
        status: Set(ApprovalStatus::Pending),
        snapshot: Set(serde_json::to_string(&lines)?),
        current_step: Set(1),
        created_at: Set(at),
        updated_at: Set(at),
    };
    let approval = tx.insert::<approval::Entity, _>(row).await?;
    for (position, role) in (1..).zip(&request.steps) {
        let step = approval_step::ActiveModel {
            id: Set(Uuid::now_v7()),
            version: Set(1),
            approval_id: Set(id),
            position: Set(position),
            role: Set((*role).to_owned()),
            decided_by: Set(None),
            decided_at: Set(None),
            verdict: Set(None),
            remark: Set(String::new()),
        };
        tx.insert::<approval_step::Entity, _>(step).await?;
    }
    ask(tx, &approval, request.steps.first().copied().unwrap_or_default()).await?;
    Ok(id)
}

/// Ends a pending request because its subject was withdrawn or changed: what was approved is not what would be done.
///
/// # Errors
/// Where the database fails.
pub async fn void(tx: &mut Tx, subject: Uuid) -> Reply<()> {
    let pending = approval::Entity::find()
        .filter(approval::Column::SubjectId.eq(subject))
        .filter(approval::Column::Status.eq(ApprovalStatus::Pending))
        .all(tx.conn())
        .await?;
    for approval in pending {
        finish(tx, &approval, ApprovalStatus::Void).await?;
    }
    Ok(())
}

/// A signer's answer.
///
/// # Errors
/// `404` for everyone who does not sign this step; `409` where it is decided already; `412` on a stale version.
pub(crate) async fn decide(tx: &mut Tx, id: Uuid, seen: i64, verdict: Verdict, remark: String) -> Reply<()> {
    let me = tx.actor()?.id;
    let approval = approval::Entity::find_by_id(id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    let steps = steps_of(tx.conn(), id).await?;
    let current = steps.iter().find(|s| s.position == approval.current_step).ok_or(Error::NotFound)?;
    if !signers_of(tx.conn(), &approval, &current.role).await?.iter().any(|p| p.id == me) {
        return Err(Error::NotFound);
    }
    if approval.status != ApprovalStatus::Pending {
        return Err(Error::Refused(NOT_PENDING));
    }
    if approval.version != seen {
        return Err(Error::Stale);
    }
    let mut row: approval_step::ActiveModel = current.clone().into_active_model();
    row.decided_by = Set(Some(me));
    row.decided_at = Set(Some(tx.at()));
    row.verdict = Set(Some(verdict));
    row.remark = Set(remark.clone());
    tx.update::<approval_step::Entity, _>(current, row).await?;
    tasks::close(tx, id, TaskKind::Approval, TaskStatus::Done).await?;
    let next = steps.iter().find(|s| s.position == approval.current_step + 1);
    match (verdict, next) {
        (Verdict::Approve, Some(next)) => {
            let mut row: approval::ActiveModel = approval.clone().into_active_model();
            row.current_step = Set(next.position);
            let moved = tx.update::<approval::Entity, _>(&approval, row).await?;
            ask(tx, &moved, &next.role).await
        }
        (Verdict::Approve, None) => conclude(tx, &approval, ApprovalStatus::Approved, verdict, remark).await,
        (Verdict::Return, _) => conclude(tx, &approval, ApprovalStatus::Returned, verdict, remark).await,
    }
}

/// Who asked, and about what; `None` where there is no such request.
///
/// # Errors
/// Where the database fails.
pub async fn applicant(conn: &impl ConnectionTrait, id: Uuid) -> Reply<Option<(Uuid, String)>> {
    Ok(approval::Entity::find_by_id(id).one(conn).await?.map(|found| (found.applicant_id, found.subject_title)))
}

/// Whether something about this subject waits for this person.
///
/// # Errors
/// Where the database fails.
pub async fn waits_for(conn: &impl ConnectionTrait, subject: Uuid, person: Uuid) -> Reply<bool> {
    let pending = approval::Entity::find()
        .filter(approval::Column::SubjectId.eq(subject))
        .filter(approval::Column::Status.eq(ApprovalStatus::Pending))
        .one(conn)
        .await?;
    let Some(approval) = pending else { return Ok(false) };
    let steps = steps_of(conn, approval.id).await?;
    let Some(step) = steps.iter().find(|s| s.position == approval.current_step) else { return Ok(false) };
    Ok(signers_of(conn, &approval, &step.role).await?.iter().any(|p| p.id == person))
}

/// Decides whatever about this subject waits for the writing person.
///
/// # Errors
/// [`Error::NotFound`] where nothing does.
pub async fn decide_about(tx: &mut Tx, subject: Uuid, verdict: Verdict, remark: &str) -> Reply<()> {
    let pending = approval::Entity::find()
        .filter(approval::Column::SubjectId.eq(subject))
        .filter(approval::Column::Status.eq(ApprovalStatus::Pending))
        .one(tx.conn())
        .await?;
    let approval = pending.ok_or(Error::NotFound)?;
    decide(tx, approval.id, approval.version, verdict, remark.to_owned()).await
}

async fn conclude(tx: &mut Tx, approval: &approval::Model, status: ApprovalStatus, verdict: Verdict, remark: String) -> Reply<()> {
    finish(tx, approval, status).await?;
    let decided = Decided {
        kind: approval.kind,
        subject_kind: approval.subject_kind.parse().unwrap_or(SubjectKind::Approval),
        subject_id: approval.subject_id,
        verdict,
        remark,
    };
    tx.emit(Event { name: DECIDED, kind: SubjectKind::Approval, id: approval.id, data: serde_json::to_value(decided)? });
    Ok(())
}

async fn finish(tx: &mut Tx, approval: &approval::Model, status: ApprovalStatus) -> Reply<()> {
    let mut row: approval::ActiveModel = approval.clone().into_active_model();
    row.set(approval::Column::Status, status.into());
    tx.update::<approval::Entity, _>(approval, row).await?;
    tasks::close(tx, approval.id, TaskKind::Approval, TaskStatus::Cancelled).await
}

/// Puts the request into the inbox of everyone who may sign this step; the first to decide decides.
async fn ask(tx: &mut Tx, approval: &approval::Model, role: &str) -> Reply<()> {
    for signer in signers_of(tx.conn(), approval, role).await? {
        let subject = Subject { kind: SubjectKind::Approval, id: approval.id, title: approval.subject_title.clone() };
        let title = approval.subject_title.clone();
        tasks::open(tx, NewTask { kind: TaskKind::Approval, person: signer.id, title, subject, due_at: None }).await?;
    }
    Ok(())
}

async fn steps_of(conn: &impl ConnectionTrait, id: Uuid) -> Reply<Vec<approval_step::Model>> {
    let steps = approval_step::Entity::find().filter(approval_step::Column::ApprovalId.eq(id));
    Ok(steps.order_by_asc(approval_step::Column::Position).all(conn).await?)
}

async fn signers_of(conn: &impl ConnectionTrait, approval: &approval::Model, role: &str) -> Reply<Vec<PersonRef>> {
    signers(conn, role, &serde_json::from_str::<Vec<Uuid>>(&approval.barred)?).await
}

async fn signers(conn: &impl ConnectionTrait, role: &str, barred: &[Uuid]) -> Reply<Vec<PersonRef>> {
    let mut people = people::holders(conn, role).await?;
    people.retain(|p| !barred.contains(&p.id));
    Ok(people)
}
