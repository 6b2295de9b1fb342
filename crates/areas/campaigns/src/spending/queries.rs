use super::entity::{Column, Entity, Model};
use super::{policy, rules};
use crate::entity::{self as campaign, Model as Campaign};
use contract::SubjectKind;
use contract::campaigns::spending::{BudgetLine, CampaignBudget, Expense, ExpenseStatus, ExpenseTopic, LineBalance};
use contract::values::{Money, Subject};
use engines::people::Names;
use engines::{Asking, attachments};
use platform::auth::Actor;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;
use uuid::Uuid;

async fn of_campaign(conn: &impl ConnectionTrait, campaign: Uuid) -> Reply<Vec<Model>> {
    Ok(Entity::find().filter(Column::CampaignId.eq(campaign)).order_by_desc(Column::Id).all(conn).await?)
}

/// An expense of a campaign within reach.
pub(super) async fn found(conn: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Reply<(Model, Campaign)> {
    let expense = Entity::find_by_id(id).one(conn).await?.ok_or(Error::NotFound)?;
    let campaign = crate::queries::visible(conn, actor, expense.campaign_id).await?;
    Ok((expense, campaign))
}

/// As approvals and attachments mention it.
pub(super) fn subject(expense: &Model, campaign: &Campaign) -> Subject {
    Subject { kind: SubjectKind::CampaignExpense, id: expense.id, title: format!("{} {}", campaign.number, expense.purpose) }
}

/// Those of these expenses that the asker may see.
pub(crate) async fn records(asking: &Asking<'_>, ids: &[Uuid]) -> Reply<Vec<Subject>> {
    let rows = Entity::find().filter(Column::Id.is_in(ids.iter().copied())).all(asking.conn).await?;
    let within = campaign::Entity::find()
        .filter(campaign::Column::Id.is_in(rows.iter().map(|row| row.campaign_id)))
        .filter(crate::policy::visible(asking.actor));
    let campaigns: HashMap<Uuid, Campaign> = within.all(asking.conn).await?.into_iter().map(|row| (row.id, row)).collect();
    Ok(rows.iter().filter_map(|row| Some(subject(row, campaigns.get(&row.campaign_id)?))).collect())
}

/// What an expense binds of the budget: what was paid, else what is committed.
fn binds(expense: &Model) -> i64 {
    match expense.status {
        ExpenseStatus::Paid => expense.paid_cents.unwrap_or(expense.committed_cents),
        ExpenseStatus::Committed => expense.committed_cents,
        ExpenseStatus::Waiting | ExpenseStatus::Released | ExpenseStatus::Refused => 0,
    }
}

/// What is bound of a campaign's budget, but for one expense.
pub(super) async fn bound(conn: &impl ConnectionTrait, campaign: Uuid, but: Option<Uuid>) -> Reply<i64> {
    Ok(of_campaign(conn, campaign).await?.iter().filter(|expense| Some(expense.id) != but).map(binds).sum())
}

/// What a campaign has cost up to now, in fen.
pub(crate) async fn paid(conn: &impl ConnectionTrait, campaign: Uuid) -> Reply<i64> {
    let all = of_campaign(conn, campaign).await?;
    Ok(all.iter().filter(|expense| expense.status == ExpenseStatus::Paid).map(binds).sum())
}

fn lines_of(campaign: &Campaign) -> Reply<Vec<BudgetLine>> {
    Ok(campaign.budget_lines.as_deref().map(serde_json::from_str).transpose()?.unwrap_or_default())
}

/// The budget in full.
pub(super) async fn present(conn: &impl ConnectionTrait, asking: &Asking<'_>, campaign: &Campaign) -> Reply<CampaignBudget> {
    let all = of_campaign(conn, campaign.id).await?;
    let planned = lines_of(campaign)?;
    let sum = |status, topic: Option<ExpenseTopic>| -> i64 {
        all.iter().filter(|e| e.status == status && topic.is_none_or(|topic| e.topic == topic)).map(binds).sum()
    };
    let balance = |topic: &ExpenseTopic| -> Option<LineBalance> {
        let planned = planned.iter().find(|line| line.topic == *topic).and_then(|line| line.planned.cents()).unwrap_or_default();
        let (committed, paid) = (sum(ExpenseStatus::Committed, Some(*topic)), sum(ExpenseStatus::Paid, Some(*topic)));
        ((planned, committed, paid) != (0, 0, 0)).then(|| LineBalance {
            topic: *topic,
            planned: Money::from_cents(planned),
            committed: Money::from_cents(committed),
            paid: Money::from_cents(paid),
            left: Money::from_cents(planned - committed - paid),
        })
    };
    let (committed, paid) = (sum(ExpenseStatus::Committed, None), sum(ExpenseStatus::Paid, None));
    let waiting = all.iter().filter(|e| e.status == ExpenseStatus::Waiting).map(|e| e.committed_cents).sum();
    let percent = asking.state.config.campaigns.overrun_percent;
    Ok(CampaignBudget {
        id: campaign.id,
        budget: Money::from_cents(campaign.budget_cents),
        committed: Money::from_cents(committed),
        paid: Money::from_cents(paid),
        waiting: Money::from_cents(waiting),
        left: Money::from_cents(campaign.budget_cents - committed - paid),
        limit: Money::from_cents(rules::limit(campaign.budget_cents, percent)),
        overrun_percent: percent,
        lines: ExpenseTopic::ALL.iter().filter_map(balance).collect(),
        expenses: expenses(conn, asking.actor, campaign, all).await?,
        editable: policy::plan_ahead(campaign, asking.actor).is_ok(),
        open: policy::bind(campaign, asking.actor).is_ok(),
        version: campaign.version,
    })
}

/// An expense in full.
pub(super) async fn present_one(conn: &impl ConnectionTrait, actor: &Actor, expense: Model, campaign: &Campaign) -> Reply<Expense> {
    expenses(conn, actor, campaign, vec![expense]).await?.pop().ok_or(Error::NotFound)
}

async fn expenses(conn: &impl ConnectionTrait, actor: &Actor, campaign: &Campaign, rows: Vec<Model>) -> Reply<Vec<Expense>> {
    let names = Names::load(conn, rows.iter().map(|row| row.person_id)).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let receipts = attachments::counts(conn, SubjectKind::CampaignExpense, &ids).await?;
    let shown = |row: Model| Expense {
        campaign: crate::queries::subject(campaign),
        committed: Money::from_cents(row.committed_cents),
        paid: row.paid_cents.map(Money::from_cents),
        person: names.of(row.person_id),
        receipts: receipts.get(&row.id).copied().unwrap_or_default(),
        actions: policy::actions(&row, campaign, actor),
        remark: Some(row.remark).filter(|remark| !remark.is_empty()),
        id: row.id,
        topic: row.topic,
        purpose: row.purpose,
        supplier: row.supplier,
        status: row.status,
        approval_id: row.approval_id,
        created_at: row.created_at,
        paid_at: row.paid_at,
        version: row.version,
    };
    Ok(rows.into_iter().map(shown).collect())
}
