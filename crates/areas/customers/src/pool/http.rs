use super::fields::LIST;
use super::{commands, listed, queries, settings, shares};
use crate::files::present;
use actix_web::web::{Json, Path};
use actix_web::{delete, get, post, put};
use contract::customers::{Customer, Holding, NewAssignment, NewReturn, NewShare, PoolRow, PoolRules, PoolRulesForm, PoolStanding};
use contract::page::Page;
use contract::permission::customer;
use platform::Reply;
use platform::auth::Can;
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Expected, NoContent, Once, Versioned};
use platform::list::{List, Params};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers; fixed words come before `{id}`.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list).service(standing).service(show_rules).service(edit_rules).service(claim);
    config.service(holding).service(assign).service(put_back).service(share).service(end_share);
}

/// The public pool within reach: number, name, tier, industry and city of customers that nobody has (CRM-10).
#[utoipa::path(tag = "customer-pool", operation_id = "list_pool", params(Params),
    responses((status = 200, description = "A page of the pool", body = Page<PoolRow>)))]
#[get("/customer-pool")]
async fn list(who: Can<customer::Claim>, list: List, door: Door) -> Reply<Json<Page<PoolRow>>> {
    let query = list.of(&LIST, who.id)?;
    listed::list(door.reader().conn(), &who, &query, door.state().clock.now()).await.map(Json)
}

/// How the caller stands with the rules of the pool.
#[utoipa::path(tag = "customer-pool", operation_id = "show_pool_standing",
    responses((status = 200, description = "What the caller has and may take", body = PoolStanding)))]
#[get("/customer-pool/standing")]
async fn standing(who: Can<customer::Claim>, door: Door) -> Reply<Json<PoolStanding>> {
    queries::standing(door.reader().conn(), &who, door.state(), door.state().clock.now()).await.map(Json)
}

/// The company's rules of the pool.
#[utoipa::path(tag = "customer-pool", operation_id = "show_pool_rules",
    responses((status = 200, description = "The rules", body = PoolRules)))]
#[get("/customer-pool/rules")]
async fn show_rules(_who: Can<customer::PoolRules>, door: Door) -> Reply<Versioned<PoolRules>> {
    settings::current(door.reader().conn()).await.map(Versioned)
}

/// Changes the rules of the pool; they count from now on.
#[utoipa::path(tag = "customer-pool", operation_id = "edit_pool_rules", request_body = PoolRulesForm,
    responses((status = 200, description = "The rules as they are now", body = PoolRules)))]
#[put("/customer-pool/rules")]
async fn edit_rules(who: Can<customer::PoolRules>, seen: Expected, body: Body<PoolRulesForm>, door: Door) -> Reply<Versioned<PoolRules>> {
    let write = async move |tx: &mut Tx| settings::edit(tx, seen.0, &body).await;
    door.write(&who, None, write).await.map(Versioned)
}

/// Takes a customer out of the pool: it is the caller's from now on (CRM-10).
#[utoipa::path(tag = "customer-pool", operation_id = "claim_customer",
    responses((status = 201, description = "The file, now the caller's", body = Customer)))]
#[post("/customer-pool/{id}/claims")]
async fn claim(who: Can<customer::Claim>, id: Path<Uuid>, once: Once, door: Door) -> Reply<Created<Customer>> {
    let id = id.into_inner();
    let write = async move |tx: &mut Tx| {
        let file = commands::claim(tx, id).await?;
        present(tx.conn(), tx.actor()?, file).await
    };
    door.write(&who, once.bound(String::new()), write).await.map(Created)
}

/// Who has a customer, who else is let in, and who had it before.
#[utoipa::path(tag = "customers", operation_id = "show_holding", responses((status = 200, description = "Who has it", body = Holding)))]
#[get("/customers/{id}/holding")]
async fn holding(who: Can<customer::Read>, id: Path<Uuid>, door: Door) -> Reply<Json<Holding>> {
    queries::holding(door.reader().conn(), &who, *id, door.state().clock.now()).await.map(Json)
}

/// Gives a customer to somebody, out of the pool or from its owner (CRM-10).
#[utoipa::path(tag = "customers", operation_id = "assign_customer", request_body = NewAssignment,
    responses((status = 204, description = "It is theirs now")))]
#[post("/customers/{id}/assignments")]
async fn assign(
    who: Can<customer::Assign>,
    id: Path<Uuid>,
    seen: Expected,
    once: Once,
    body: Body<NewAssignment>,
    door: Door,
) -> Reply<NoContent> {
    let id = id.into_inner();
    let attempt = once.with(&body);
    door.write(&who, attempt, async move |tx: &mut Tx| commands::assign(tx, id, seen.0, &body).await).await?;
    Ok(NoContent)
}

/// Puts a customer back into the public pool, with a reason (CRM-10).
#[utoipa::path(tag = "customers", operation_id = "return_customer", request_body = NewReturn,
    responses((status = 204, description = "It lies in the pool")))]
#[post("/customers/{id}/returns")]
async fn put_back(
    who: Can<customer::Assign>,
    id: Path<Uuid>,
    seen: Expected,
    once: Once,
    body: Body<NewReturn>,
    door: Door,
) -> Reply<NoContent> {
    let id = id.into_inner();
    let attempt = once.with(&body);
    door.write(&who, attempt, async move |tx: &mut Tx| commands::put_back(tx, id, seen.0, &body.reason).await).await?;
    Ok(NoContent)
}

/// Lets a colleague into a file for a while, to read or to work on it (CRM-10).
#[utoipa::path(tag = "customers", operation_id = "share_customer", request_body = NewShare,
    responses((status = 200, description = "Who has the file and who is let in", body = Holding)))]
#[post("/customers/{id}/shares")]
async fn share(who: Can<customer::Assign>, id: Path<Uuid>, once: Once, body: Body<NewShare>, door: Door) -> Reply<Json<Holding>> {
    let id = id.into_inner();
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        shares::add(tx, id, &body).await?;
        queries::holding(tx.conn(), tx.actor()?, id, tx.at()).await
    };
    door.write(&who, attempt, write).await.map(Json)
}

/// Ends a share before its time.
#[utoipa::path(tag = "customers", operation_id = "end_share", responses((status = 204, description = "Ended")))]
#[delete("/customers/{id}/shares/{share}")]
async fn end_share(who: Can<customer::Assign>, at: Path<(Uuid, Uuid)>, door: Door) -> Reply<NoContent> {
    let (id, which) = at.into_inner();
    door.write(&who, None, async move |tx: &mut Tx| shares::end(tx, id, which).await).await?;
    Ok(NoContent)
}
