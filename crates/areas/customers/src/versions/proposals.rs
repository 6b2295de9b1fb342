//! A change of key fields of an approved file waits beside it until somebody else approves it (CRM-03).

use super::entity::{ActiveModel, Column, Entity, Model};
use super::rules;
use crate::contacts;
use crate::files::{ask_for_review, editable, entity as file, index, subject};
use contract::SubjectKind;
use contract::approvals::Verdict;
use contract::customers::{KeyField, Proposal, ProposalStatus, Review};
use contract::tasks::{TaskKind, TaskStatus};
use engines::people::Names;
use engines::tasks::{self, NewTask};
use platform::audit::{Change, Verb};
use platform::db::Tx;
use platform::{Error, Refusal, Reply};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter};
use uuid::Uuid;

const NOT_PENDING: Refusal = Refusal::new("customer.not_pending", locale::problems::CUSTOMER_NOT_PENDING);
const OWN_ENTRY: Refusal = Refusal::new("customer.own_entry", locale::problems::CUSTOMER_OWN_ENTRY);
const CODE_TAKEN: Refusal = Refusal::new("customer.credit_code_taken", locale::problems::CUSTOMER_CREDIT_CODE_TAKEN);
const NO_PROPOSAL: Refusal = Refusal::new("customer.no_proposal", locale::problems::CUSTOMER_NO_PROPOSAL);

/// The change that stands beside a file; not asked for where none does.
pub(crate) async fn open(conn: &impl ConnectionTrait, file: &file::Model) -> Reply<Option<Model>> {
    match file.proposal_id {
        Some(id) => Ok(Entity::find_by_id(id).one(conn).await?),
        None => Ok(None),
    }
}

/// Keeps the key fields of `after` beside the file as it is; an open change is replaced by it. Gives its id.
pub(crate) async fn propose(tx: &mut Tx, before: &file::Model, after: &file::Model) -> Reply<Uuid> {
    let actor = tx.actor()?.id;
    if let Some(code) = &after.credit_code {
        let taken = file::Entity::find().filter(file::Column::CreditCode.eq(code)).filter(file::Column::Id.ne(before.id));
        if taken.count(tx.conn()).await? > 0 {
            return Err(Error::Refused(CODE_TAKEN));
        }
    }
    if let Some(earlier) = open(tx.conn(), before).await? {
        settle(tx, earlier, ProposalStatus::Replaced, None).await?;
    }
    let id = Uuid::now_v7();
    let row = ActiveModel {
        id: Set(id),
        customer_id: Set(before.id),
        status: Set(ProposalStatus::Pending),
        name: Set(after.name.clone()),
        credit_code: Set(after.credit_code.clone()),
        tier: Set(after.tier),
        proposed_by: Set(actor),
        proposed_at: Set(tx.at()),
        remark: Set(None),
        decided_by: Set(None),
        decided_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(tx.conn()).await?;
    let changes = rules::differing(before, &after.name, after.credit_code.as_deref(), after.tier).into_iter().map(|field| {
        let (old, new) = match field {
            KeyField::Name => (Some(before.name.clone()), Some(after.name.clone())),
            KeyField::CreditCode => (before.credit_code.clone(), after.credit_code.clone()),
            KeyField::Tier => (Some(before.tier.to_string()), Some(after.tier.to_string())),
        };
        Change { field: format!("proposed_{field}"), old, new }
    });
    let changes = changes.collect();
    tx.note(Verb::Update, SubjectKind::Customer, before.id, changes);
    tasks::close(tx, before.id, TaskKind::Review, TaskStatus::Cancelled).await?;
    ask_for_review(tx, before, actor).await?;
    Ok(id)
}

/// Brings a waiting change into force, or returns it; never one's own.
pub(crate) async fn decide(tx: &mut Tx, before: &file::Model, seen: i64, review: &Review) -> Reply<file::Model> {
    let actor = tx.actor()?.id;
    let waiting = open(tx.conn(), before).await?.filter(|proposal| proposal.status == ProposalStatus::Pending);
    let proposal = waiting.ok_or(Error::Refused(NOT_PENDING))?;
    if proposal.proposed_by == actor {
        return Err(Error::Refused(OWN_ENTRY));
    }
    if before.version != seen {
        return Err(Error::Stale);
    }
    let by = proposal.proposed_by;
    let mut row: file::ActiveModel = before.clone().into_active_model();
    let remark = Some(review.remark.trim().to_owned()).filter(|remark| !remark.is_empty());
    let status = match review.verdict {
        Verdict::Approve => ProposalStatus::Approved,
        Verdict::Return => ProposalStatus::Returned,
    };
    match status {
        ProposalStatus::Approved => {
            row.name_key = Set(crate::imports::rules::name_key(&proposal.name));
            row.name = Set(proposal.name.clone());
            row.credit_code = Set(proposal.credit_code.clone());
            row.tier = Set(proposal.tier);
            (row.proposal, row.proposal_id) = (Set(None), Set(None));
        }
        _ => row.proposal = Set(Some(ProposalStatus::Returned)),
    }
    settle(tx, proposal, status, remark).await?;
    let file = tx.update::<file::Entity, _>(before, row).await.map_err(|e| e.on_unique("credit_code", CODE_TAKEN))?;
    tasks::close(tx, file.id, TaskKind::Review, TaskStatus::Done).await?;
    if status == ProposalStatus::Approved {
        let phones = contacts::phones(tx, file.id).await?;
        index(tx, &file, phones).await?;
    } else {
        let about = subject(&file);
        tasks::open(tx, NewTask { kind: TaskKind::Review, person: by, title: about.title.clone(), subject: about, due_at: None }).await?;
    }
    Ok(file)
}

/// Gives up one's own change.
pub(super) async fn withdraw(tx: &mut Tx, id: Uuid, seen: i64) -> Reply<file::Model> {
    let actor = tx.actor()?.clone();
    let before = editable(tx.conn(), &actor, id).await?;
    let own = open(tx.conn(), &before).await?.filter(|proposal| proposal.proposed_by == actor.id);
    let proposal = own.ok_or(Error::Refused(NO_PROPOSAL))?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    settle(tx, proposal, ProposalStatus::Withdrawn, None).await?;
    let mut row: file::ActiveModel = before.clone().into_active_model();
    (row.proposal, row.proposal_id) = (Set(None), Set(None));
    let file = tx.update::<file::Entity, _>(&before, row).await?;
    tasks::close(tx, id, TaskKind::Review, TaskStatus::Cancelled).await?;
    Ok(file)
}

/// Gives up what stands beside a file that goes into another one.
pub(crate) async fn drop_open(tx: &mut Tx, file: &file::Model) -> Reply<()> {
    match open(tx.conn(), file).await? {
        Some(proposal) => settle(tx, proposal, ProposalStatus::Replaced, None).await,
        None => Ok(()),
    }
}

async fn settle(tx: &mut Tx, proposal: Model, status: ProposalStatus, remark: Option<String>) -> Reply<()> {
    let id = proposal.id;
    let (by, at) = (tx.person(), tx.at());
    let row =
        ActiveModel { status: Set(status), remark: Set(remark), decided_by: Set(by), decided_at: Set(Some(at)), ..Default::default() };
    Entity::update_many().set(row).filter(Column::Id.eq(id)).exec(tx.conn()).await?;
    Ok(())
}

/// A change as it stands beside the file.
pub(crate) fn present(file: &file::Model, proposal: Model, names: &Names) -> Proposal {
    Proposal {
        differs: rules::differing(file, &proposal.name, proposal.credit_code.as_deref(), proposal.tier),
        id: proposal.id,
        status: proposal.status,
        proposed_by: names.of(proposal.proposed_by),
        proposed_at: proposal.proposed_at,
        remark: proposal.remark,
        name: proposal.name,
        credit_code: proposal.credit_code,
        tier: proposal.tier,
    }
}
