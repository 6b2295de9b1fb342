//! Approvals: one engine for all areas (DAY-01). It knows no campaign and no complaint: an area opens a request and hears the
//! decision as the event [`DECIDED`]. Start at [`operations`] for who may do what, at [`resolve`] for who is asked, at [`progress`]
//! for when a step is done.

mod absences;
mod acts;
mod advance;
mod delegations;
mod entity;
mod facts;
mod flow_http;
mod flows;
mod history;
mod http;
mod operations;
mod overdue;
mod progress;
mod queries;
mod resolve;
mod trial;

pub use absences::entries as absences;
pub use acts::{act, decide_about, pass};
pub use delegations::{delegate, end_delegation, stand_in, stands_in, stands_in_for, substitutes};
pub use facts::facts;
pub use flow_http::{DELEGATIONS, FLOWS};
pub use flows::ensure_flow;
pub use http::LIST;
pub use operations::matrix;
pub use overdue::overdue;
pub(crate) use queries::{PASSES_ON, View, in_inbox, task_approvals};

use crate::people::Names;
use advance::{advance, end};
use chrono::NaiveDate;
use contract::SubjectKind;
use contract::approvals::{ApprovalKind, ApprovalStatus, EntryKind, StepStatus, Verdict};
use contract::values::{Money, Subject};
use entity::{approval, approval_signer, approval_step};
use history::{Entry, write};
use platform::db::Tx;
use platform::{Error, Refusal, Reply};
use resolve::Case;
use rust_decimal::Decimal;
use sea_orm::sea_query::{Condition, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Set};
use serde::{Deserialize, Serialize};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// The event of the end of a request; its data is a [`Decided`].
pub const DECIDED: &str = "approval.decided";
/// What was approved or waited has changed; its data is a [`Decided`].
pub const VOIDED: &str = "approval.voided";
/// The applicant asks for haste.
pub const REMINDED: &str = "approval.reminded";
/// Copies went to people, who are its data.
pub const COPIED: &str = "approval.copied";
/// Somebody was named to decide for another.
pub const DELEGATED: &str = "delegation.given";

const NO_APPROVER: Refusal = Refusal::new("approval.no_approver", locale::problems::APPROVAL_NO_APPROVER);
const NOT_PENDING: Refusal = Refusal::new("approval.not_pending", locale::problems::APPROVAL_NOT_PENDING);

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    http::routes(config);
    flow_http::routes(config);
}

/// A request for approval. Who signs is said by the flow of its kind that is in force.
pub struct Request {
    pub kind: ApprovalKind,
    pub subject: Subject,
    /// The version that is approved.
    pub version: i64,
    /// What the signers see, frozen: text path of the label, value.
    pub snapshot: Vec<(&'static str, String)>,
    /// People who must not sign besides the applicant, e.g. the one complained about.
    pub barred: Vec<Uuid>,
    /// What the flow's conditions look at.
    pub amount: Option<Money>,
    pub days: Option<Decimal>,
    /// A word of the record's own vocabulary, e.g. the kind of leave.
    pub detail: Option<&'static str>,
}

/// What the end of a request says to the area that asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decided {
    pub kind: ApprovalKind,
    pub subject_kind: SubjectKind,
    pub subject_id: Uuid,
    /// Approve only for an approved request: one that was rejected or withdrawn is the applicant's again, as a returned one is.
    pub verdict: Verdict,
    /// How exactly it ended.
    pub status: ApprovalStatus,
    pub remark: String,
}

/// Opens a request under the flow in force; the first signers find it in their inbox.
///
/// # Errors
/// `409` where the kind has no flow, or a step has nobody who may sign: nobody approves their own request.
pub async fn open(tx: &mut Tx, request: Request) -> Reply<Uuid> {
    let applicant = tx.actor()?.id;
    let (id, at) = (Uuid::now_v7(), tx.at());
    let today = crate::calendar::local_date(at, tx.state().config.utc_offset_minutes);
    let flow = flows::in_force(tx.conn(), request.kind, today).await?;
    let mut barred = request.barred;
    barred.push(applicant);
    let cents = request.amount.as_ref().and_then(Money::cents);
    let case = Case { applicant, barred, amount: cents, days: request.days, detail: request.detail.map(str::to_owned) };
    let staff = crate::people::Staff::load(tx.conn()).await?;
    let mut steps = flows::steps_of(&flow)?;
    steps.retain(|step| resolve::unmet(step, &case).is_none());
    if steps.is_empty() || steps.iter().any(|step| resolve::asked(step, flow.vacant, &case, &staff).people.is_empty()) {
        return Err(Error::Refused(NO_APPROVER));
    }
    let lines: Vec<(&str, String)> = request.snapshot;
    let row = approval::ActiveModel {
        id: Set(id),
        version: Set(1),
        kind: Set(request.kind),
        flow_id: Set(flow.id),
        subject_kind: Set(request.subject.kind.word().to_owned()),
        subject_id: Set(request.subject.id),
        subject_version: Set(request.version),
        subject_title: Set(request.subject.title),
        applicant_id: Set(applicant),
        barred: Set(serde_json::to_string(&case.barred)?),
        status: Set(ApprovalStatus::Pending),
        snapshot: Set(serde_json::to_string(&lines)?),
        amount_cents: Set(cents),
        days: Set(request.days.map(|days| days.normalize().to_string())),
        detail: Set(request.detail.map(str::to_owned)),
        current_step: Set(1),
        entries: Set(0),
        reminded_at: Set(None),
        ended_at: Set(None),
        created_at: Set(at),
        updated_at: Set(at),
    };
    let approval = tx.insert::<approval::Entity, _>(row).await?;
    for (position, step) in (1..).zip(&steps) {
        let row = approval_step::ActiveModel {
            id: Set(Uuid::now_v7()),
            version: Set(1),
            approval_id: Set(id),
            position: Set(position),
            name: Set(step.name.clone()),
            spec: Set(serde_json::to_string(step)?),
            status: Set(StepStatus::Waiting),
            round: Set(1),
            asked_at: Set(None),
            due_at: Set(None),
        };
        tx.insert::<approval_step::Entity, _>(row).await?;
    }
    write(tx, &approval, Entry::new(EntryKind::Submit)).await?;
    advance(tx, id).await?;
    Ok(id)
}

/// Ends a pending request because its subject was withdrawn: what was asked for is not wanted any more.
///
/// # Errors
/// Where the database fails.
pub async fn void(tx: &mut Tx, subject: Uuid) -> Reply<()> {
    for approval in about(tx.conn(), subject, &[ApprovalStatus::Pending]).await? {
        end(tx, approval.id, ApprovalStatus::Void, Entry::new(EntryKind::Void)).await?;
    }
    Ok(())
}

/// To be called when a record has changed: a pending request about it and an approval that was given are void, and [`VOIDED`] says so;
/// nobody approved what it says now. Tells whether there was any.
///
/// # Errors
/// Where the database fails.
pub async fn changed(tx: &mut Tx, subject: Uuid) -> Reply<bool> {
    let open = about(tx.conn(), subject, &[ApprovalStatus::Pending, ApprovalStatus::Approved]).await?;
    for approval in &open {
        end(tx, approval.id, ApprovalStatus::Void, Entry::new(EntryKind::Void)).await?;
    }
    Ok(!open.is_empty())
}

/// Who asked, and about what; `None` where there is no such request.
///
/// # Errors
/// Where the database fails.
pub async fn applicant(conn: &impl ConnectionTrait, id: Uuid) -> Reply<Option<(Uuid, String)>> {
    Ok(approval::Entity::find_by_id(id).one(conn).await?.map(|found| (found.applicant_id, found.subject_title)))
}

/// Those of these requests that are of a kind.
///
/// # Errors
/// Where the database fails.
pub async fn of_kind(conn: &impl ConnectionTrait, ids: &[Uuid], kind: ApprovalKind) -> Reply<Vec<Uuid>> {
    let some = approval::Entity::find().select_only().column(approval::Column::Id).filter(approval::Column::Id.is_in(ids.iter().copied()));
    Ok(some.filter(approval::Column::Kind.eq(kind)).into_tuple().all(conn).await?)
}

/// Who approved a step of a request.
///
/// # Errors
/// Where the database fails.
pub async fn approvers(conn: &impl ConnectionTrait, id: Uuid) -> Reply<Vec<Uuid>> {
    let signers = signers_of(conn, id).await?;
    let approved = signers.into_iter().filter(|s| s.status == contract::approvals::SignerStatus::Approved);
    Ok(approved.filter_map(|s| s.decided_by).collect())
}

/// Who else may decide today what waits for a person in this request: their delegates, but for the applicant.
///
/// # Errors
/// Where the database fails.
pub async fn delegates(conn: &impl ConnectionTrait, id: Uuid, person: Uuid, on: NaiveDate) -> Reply<Vec<Uuid>> {
    let Some(found) = approval::Entity::find_by_id(id).one(conn).await? else { return Ok(Vec::new()) };
    let mut delegates = delegations::delegates(conn, person, found.kind, on).await?;
    delegates.retain(|delegate| *delegate != found.applicant_id);
    Ok(delegates)
}

/// A delegation as it is called, and whom it names; `None` where there is none.
///
/// # Errors
/// Where the database fails.
pub async fn delegation(conn: &impl ConnectionTrait, id: Uuid) -> Reply<Option<(Subject, Uuid)>> {
    let Some(found) = entity::delegation::Entity::find_by_id(id).one(conn).await? else { return Ok(None) };
    let person = Names::load(conn, [found.person_id]).await?.of(found.person_id).name;
    let title = format!("{person} {} – {}", found.from_on, found.to_on);
    Ok(Some((Subject { kind: SubjectKind::Delegation, id, title }, found.delegate_id)))
}

/// What the requests are about that somebody signs or signed.
pub fn signed_by(who: Uuid) -> SelectStatement {
    approval::Entity::find()
        .select_only()
        .column(approval::Column::SubjectId)
        .join_rev(
            JoinType::InnerJoin,
            approval_signer::Entity::belongs_to(approval::Entity).from(approval_signer::Column::ApprovalId).to(approval::Column::Id).into(),
        )
        .filter(Condition::any().add(approval_signer::Column::PersonId.eq(who)).add(approval_signer::Column::DecidedBy.eq(who)))
        .into_query()
}

/// Whether something about this subject waits for this person.
///
/// # Errors
/// Where the database fails.
pub async fn waits_for(conn: &impl ConnectionTrait, subject: Uuid, person: Uuid) -> Reply<bool> {
    for approval in about(conn, subject, &[ApprovalStatus::Pending]).await? {
        let open = approval_signer::Entity::find()
            .filter(approval_signer::Column::ApprovalId.eq(approval.id))
            .filter(approval_signer::Column::PersonId.eq(person))
            .filter(approval_signer::Column::Status.eq(contract::approvals::SignerStatus::Open));
        if open.one(conn).await?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn about(conn: &impl ConnectionTrait, subject: Uuid, statuses: &[ApprovalStatus]) -> Reply<Vec<approval::Model>> {
    let found = approval::Entity::find()
        .filter(approval::Column::SubjectId.eq(subject))
        .filter(approval::Column::Status.is_in(statuses.iter().copied()))
        .order_by_asc(approval::Column::CreatedAt);
    Ok(found.all(conn).await?)
}

async fn steps_of(conn: &impl ConnectionTrait, id: Uuid) -> Reply<Vec<approval_step::Model>> {
    let steps = approval_step::Entity::find().filter(approval_step::Column::ApprovalId.eq(id));
    Ok(steps.order_by_asc(approval_step::Column::Position).all(conn).await?)
}

/// The signers of a request, in the order in which they came to it.
async fn signers_of(conn: &impl ConnectionTrait, id: Uuid) -> Reply<Vec<approval_signer::Model>> {
    let signers = approval_signer::Entity::find().filter(approval_signer::Column::ApprovalId.eq(id));
    let signers = signers.order_by_asc(approval_signer::Column::Round).order_by_asc(approval_signer::Column::Position);
    Ok(signers.order_by_asc(approval_signer::Column::Id).all(conn).await?)
}

fn case_of(approval: &approval::Model) -> Reply<Case> {
    Ok(Case {
        applicant: approval.applicant_id,
        barred: serde_json::from_str(&approval.barred)?,
        amount: approval.amount_cents,
        days: approval.days.as_deref().and_then(|days| days.parse().ok()),
        detail: approval.detail.clone(),
    })
}
