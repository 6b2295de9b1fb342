use super::queries::{found, present, present_one};
use super::{commands, entity};
use crate::queries::visible;
use actix_web::web::Path;
use actix_web::{get, post, put};
use contract::campaigns::spending::{BudgetLines, CampaignBudget, Expense, ExpenseAct, NewExpense};
use contract::permission::campaign;
use engines::Asking;
use platform::Reply;
use platform::auth::Can;
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Expected, Once, Versioned};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show).service(set_lines).service(commit).service(show_expense).service(act_on_expense);
}

async fn shown(tx: &Tx, expense: entity::Model) -> Reply<Expense> {
    let campaign = visible(tx.conn(), tx.actor()?, expense.campaign_id).await?;
    present_one(tx.conn(), tx.actor()?, expense, &campaign).await
}

/// The budget of a campaign with what is committed, paid and left (CMP-06).
#[utoipa::path(tag = "campaigns", operation_id = "show_campaign_budget",
    responses((status = 200, description = "The budget as it stands", body = CampaignBudget)))]
#[get("/campaigns/{id}/budget")]
async fn show(who: Can<campaign::Read>, id: Path<Uuid>, door: Door) -> Reply<Versioned<CampaignBudget>> {
    let asking = Asking::new(door.state(), &who, door.meta.language);
    let campaign = visible(asking.conn, &who, *id).await?;
    present(asking.conn, &asking, &campaign).await.map(Versioned)
}

/// Splits the budget into lines; together they are no more than the budget.
#[utoipa::path(tag = "campaigns", operation_id = "set_budget_lines", request_body = BudgetLines,
    responses((status = 200, description = "The budget as it stands", body = CampaignBudget)))]
#[put("/campaigns/{id}/budget")]
async fn set_lines(
    who: Can<campaign::Edit>,
    id: Path<Uuid>,
    seen: Expected,
    body: Body<BudgetLines>,
    door: Door,
) -> Reply<Versioned<CampaignBudget>> {
    let id = id.into_inner();
    let write = async move |tx: &mut Tx| {
        let campaign = commands::set_lines(tx, id, seen.0, &body).await?;
        let asking = Asking::new(tx.state(), tx.actor()?, tx.meta().language);
        present(tx.conn(), &asking, &campaign).await
    };
    door.write(&who, None, write).await.map(Versioned)
}

/// Commits money, once the campaign is approved. What overruns the budget too far waits for an approval of its own (CMP-06).
#[utoipa::path(tag = "campaigns", operation_id = "commit_expense", request_body = NewExpense,
    responses((status = 201, description = "The expense: committed, or waiting", body = Expense)))]
#[post("/campaigns/{id}/expenses")]
async fn commit(who: Can<campaign::Edit>, id: Path<Uuid>, once: Once, body: Body<NewExpense>, door: Door) -> Reply<Created<Expense>> {
    let (id, attempt) = (id.into_inner(), once.with(&body));
    let write = async move |tx: &mut Tx| {
        let expense = commands::commit(tx, id, &body).await?;
        shown(tx, expense).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// An expense of a campaign.
#[utoipa::path(tag = "campaigns", operation_id = "show_expense", responses((status = 200, description = "The expense", body = Expense)))]
#[get("/campaign-expenses/{id}")]
async fn show_expense(who: Can<campaign::Read>, id: Path<Uuid>, door: Door) -> Reply<Versioned<Expense>> {
    let conn = door.reader().conn();
    let (expense, campaign) = found(conn, &who, *id).await?;
    present_one(conn, &who, expense, &campaign).await.map(Versioned)
}

/// Pays an expense, with a receipt attached, or releases it.
#[utoipa::path(tag = "campaigns", operation_id = "act_on_expense", request_body = ExpenseAct,
    responses((status = 200, description = "The expense as it is now", body = Expense)))]
#[post("/campaign-expenses/{id}/transitions")]
async fn act_on_expense(
    who: Can<campaign::Read>,
    id: Path<Uuid>,
    seen: Expected,
    once: Once,
    body: Body<ExpenseAct>,
    door: Door,
) -> Reply<Versioned<Expense>> {
    let (id, attempt) = (id.into_inner(), once.with(&body));
    let write = async move |tx: &mut Tx| {
        let expense = commands::act(tx, id, seen.0, &body).await?;
        shown(tx, expense).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}
