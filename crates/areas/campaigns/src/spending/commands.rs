//! What is done with the money of a campaign (CMP-06).

use super::entity::{ActiveModel, Column, Entity, Model};
use super::queries::{bound, found, subject};
use super::states::FLOW;
use super::{policy, rules};
use crate::entity as campaign;
use crate::entity::Model as Campaign;
use crate::queries::visible;
use contract::SubjectKind;
use contract::approvals::{ApprovalKind, Verdict};
use contract::campaigns::CampaignStatus;
use contract::campaigns::spending::{BudgetLines, ExpenseAct, ExpenseActKind, ExpenseStatus, NewExpense};
use contract::values::Money;
use engines::approvals::{self, Decided, Request};
use engines::attachments;
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Refusal, Reply};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect};
use uuid::Uuid;

const NO_RECEIPT: Refusal = Refusal::new("expense.no_receipt", locale::problems::EXPENSE_NO_RECEIPT);
const OVER: Refusal = Refusal::new("expense.over", locale::problems::EXPENSE_OVER);

/// Splits the budget into lines.
pub(super) async fn set_lines(tx: &mut Tx, id: Uuid, seen: i64, form: &BudgetLines) -> Reply<Campaign> {
    let actor = tx.actor()?.clone();
    let before = visible(tx.conn(), &actor, id).await?;
    policy::plan_ahead(&before, &actor)?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    let sum: i64 = form.lines.iter().filter_map(|line| line.planned.cents()).sum();
    if sum > before.budget_cents {
        return Err(Error::invalid("/lines", "budget_lines_over"));
    }
    let mut row = before.clone().into_active_model();
    row.budget_lines = Set(Some(serde_json::to_string(&form.lines)?));
    tx.update::<campaign::Entity, _>(&before, row).await
}

/// Commits money. What would overrun the budget by more than the company allows waits for approval and binds nothing until then.
pub(super) async fn commit(tx: &mut Tx, campaign_id: Uuid, new: &NewExpense) -> Reply<Model> {
    let actor = tx.actor()?.clone();
    let campaign = visible(tx.conn(), &actor, campaign_id).await?;
    policy::bind(&campaign, &actor)?;
    let cents = new.amount.cents().ok_or_else(|| Error::invalid("/amount/amount", "money_invalid"))?;
    hold(tx, campaign.id).await?;
    let percent = tx.state().config.campaigns.overrun_percent;
    let over = rules::needs_approval(campaign.budget_cents, bound(tx.conn(), campaign.id, None).await?, cents, percent);
    let id = Uuid::now_v7();
    let row = ActiveModel {
        id: Set(id),
        version: Set(1),
        campaign_id: Set(campaign.id),
        topic: Set(new.topic),
        purpose: Set(new.purpose.trim().to_owned()),
        supplier: Set(new.supplier.trim().to_owned()),
        committed_cents: Set(cents),
        paid_cents: Set(None),
        status: Set(if over.is_some() { ExpenseStatus::Waiting } else { FLOW.start }),
        remark: Set(String::new()),
        person_id: Set(actor.id),
        approval_id: Set(None),
        paid_at: Set(None),
        created_at: Set(tx.at()),
        updated_at: Set(tx.at()),
    };
    let mut expense = tx.insert::<Entity, _>(row).await?;
    if let Some(over) = over {
        let approval = ask(tx, &campaign, &expense, over).await?;
        let mut row = expense.clone().into_active_model();
        row.approval_id = Set(Some(approval));
        expense = tx.update::<Entity, _>(&expense, row).await?;
    }
    emit(tx, &expense, if over.is_some() { "campaign_expense.waiting" } else { "campaign_expense.committed" });
    Ok(expense)
}

/// Two who spend at once wait for each other, so that they do not overrun the budget together.
async fn hold(tx: &Tx, campaign: Uuid) -> Reply<()> {
    campaign::Entity::find_by_id(campaign).lock_exclusive().one(tx.conn()).await?;
    Ok(())
}

async fn ask(tx: &mut Tx, campaign: &Campaign, expense: &Model, over: i64) -> Reply<Uuid> {
    let topic = locale::find(expense.topic.text_path()).map_or(expense.topic.word(), |key| key.text(tx.meta().language));
    let money = |cents| Money::from_cents(cents).to_string();
    let snapshot = vec![
        ("campaigns.theme", format!("{} {}", campaign.number, campaign.theme)),
        ("campaigns.budget", money(campaign.budget_cents)),
        ("campaigns.expense_topic", topic.to_owned()),
        ("campaigns.expense_purpose", expense.purpose.clone()),
        ("campaigns.expense_supplier", expense.supplier.clone()),
        ("campaigns.expense_amount", money(expense.committed_cents)),
        ("campaigns.expense_over", money(over)),
    ];
    let request = Request {
        kind: ApprovalKind::CampaignOverrun,
        subject: subject(expense, campaign),
        version: expense.version,
        snapshot: snapshot.into_iter().filter(|(_, value)| !value.is_empty()).collect(),
        barred: vec![campaign.owner_id],
        amount: Some(Money::from_cents(over)),
        days: None,
        detail: None,
    };
    approvals::open(tx, request).await
}

/// The answer to an over-run: approved, it is committed.
pub(crate) async fn on_decision(tx: &mut Tx, decided: &Decided, approval_id: Uuid) -> Reply<()> {
    let before = Entity::find_by_id(decided.subject_id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    if before.approval_id != Some(approval_id) || before.status != ExpenseStatus::Waiting {
        return Ok(());
    }
    let act = match decided.verdict {
        Verdict::Approve => ExpenseActKind::Approve,
        Verdict::Return => ExpenseActKind::Refuse,
    };
    let step = FLOW.plan_by_system(&before, act)?;
    let mut row = before.clone().into_active_model();
    row.status = Set(step.to());
    row.remark = Set(decided.remark.clone());
    let expense = tx.update::<Entity, _>(&before, row).await?;
    emit(tx, &expense, if act == ExpenseActKind::Approve { "campaign_expense.committed" } else { "campaign_expense.refused" });
    Ok(())
}

/// Pays or releases.
pub(super) async fn act(tx: &mut Tx, id: Uuid, seen: i64, act: &ExpenseAct) -> Reply<Model> {
    let actor = tx.actor()?.clone();
    let (before, campaign) = found(tx.conn(), &actor, id).await?;
    let step = policy::plan(&before, &campaign, act.act, &actor)?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    let mut row = before.clone().into_active_model();
    row.status = Set(step.to());
    row.remark = Set(act.remark.trim().to_owned());
    let name = match (act.act, &act.paid) {
        (ExpenseActKind::Pay, Some(paid)) => {
            let cents = paid.cents().ok_or_else(|| Error::invalid("/paid/amount", "money_invalid"))?;
            hold(tx, campaign.id).await?;
            may_be_paid(tx, &campaign, &before, cents).await?;
            row.paid_cents = Set(Some(cents));
            row.paid_at = Set(Some(tx.at()));
            "campaign_expense.paid"
        }
        _ => {
            approvals::void(tx, id).await?;
            "campaign_expense.released"
        }
    };
    let expense = tx.update::<Entity, _>(&before, row).await?;
    emit(tx, &expense, name);
    Ok(expense)
}

/// A payment has a receipt, and is no way around the approval of an over-run.
async fn may_be_paid(tx: &Tx, campaign: &Campaign, expense: &Model, cents: i64) -> Reply<()> {
    if attachments::counts(tx.conn(), SubjectKind::CampaignExpense, &[expense.id]).await?.is_empty() {
        return Err(Error::Refused(NO_RECEIPT));
    }
    let percent = tx.state().config.campaigns.overrun_percent;
    let others = bound(tx.conn(), campaign.id, Some(expense.id)).await?;
    let more = cents > expense.committed_cents;
    if more && rules::needs_approval(campaign.budget_cents, others, cents, percent).is_some() {
        return Err(Error::Refused(OVER));
    }
    Ok(())
}

/// A cancelled campaign keeps no commitments; what was paid stays (CMP-12).
pub(crate) async fn follow(tx: &mut Tx, campaign: &Campaign) -> Reply<()> {
    if campaign.status == CampaignStatus::Cancelled { release(tx, campaign).await } else { Ok(()) }
}

/// Releases what is committed or waits for leave; what was paid stays paid.
pub(crate) async fn release(tx: &mut Tx, campaign: &Campaign) -> Reply<()> {
    let open = Entity::find()
        .filter(Column::CampaignId.eq(campaign.id))
        .filter(Column::Status.is_in([ExpenseStatus::Waiting, ExpenseStatus::Committed]));
    for before in open.all(tx.conn()).await? {
        approvals::void(tx, before.id).await?;
        let actor = tx.actor()?.clone();
        let step = FLOW.plan(&before, ExpenseActKind::Release, &actor)?;
        let mut row = before.clone().into_active_model();
        row.status = Set(step.to());
        row.remark = Set(campaign.remark.clone());
        let expense = tx.update::<Entity, _>(&before, row).await?;
        emit(tx, &expense, "campaign_expense.released");
    }
    Ok(())
}

fn emit(tx: &mut Tx, expense: &Model, name: &'static str) {
    let data = serde_json::json!({ "campaign_id": expense.campaign_id, "status": expense.status });
    tx.emit(Event { name, kind: SubjectKind::CampaignExpense, id: expense.id, data });
}
