use super::{leave_rules, terms};
use crate::month::Month;
use actix_web::web::Json;
use actix_web::{get, post};
use contract::kpi::leave_pay::{LeavePay, NewLeavePay};
use contract::kpi::pay::{NewPayTerm, PayTermSet, PayTerms};
use contract::permission::pay::{Prepare, Read};
use engines::calendar::local_date;
use platform::Reply;
use platform::auth::Can;
use platform::db::{Door, Tx};
use platform::http::{Body, Once};
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_pay_terms).service(set_pay_term).service(show_leave_pay).service(set_leave_pay);
}

/// What everyone within reach is paid, besides what their grade brings (KPI-16).
#[utoipa::path(tag = "pay", operation_id = "list_pay_terms", responses((status = 200, description = "Terms of pay", body = PayTerms)))]
#[get("/pay/terms")]
async fn list_pay_terms(who: Can<Read>, door: Door) -> Reply<Json<PayTerms>> {
    let month = Month::of(local_date(door.state().clock.now(), door.state().config.utc_offset_minutes));
    terms::of_everyone(door.reader().conn(), &door.state().keys, &who, month).await.map(Json)
}

/// Sets somebody's terms from a month on whose pay is not checked yet; those before stay on record, and nobody sets their own (KPI-16).
#[utoipa::path(tag = "pay", operation_id = "set_pay_term", request_body = NewPayTerm,
    responses((status = 200, description = "Whose terms were set, without the amounts", body = PayTermSet)))]
#[post("/pay/terms")]
async fn set_pay_term(who: Can<Prepare>, once: Once, body: Body<NewPayTerm>, door: Door) -> Reply<Json<PayTermSet>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| terms::set(tx, &body).await;
    door.write(&who, attempt, write).await.map(Json)
}

/// What each kind of leave costs of a day's pay, this month and in others (KPI-16).
#[utoipa::path(tag = "pay", operation_id = "show_leave_pay", responses((status = 200, description = "The rules", body = LeavePay)))]
#[get("/pay/leave-rules")]
async fn show_leave_pay(who: Can<Read>, door: Door) -> Reply<Json<LeavePay>> {
    let month = Month::of(local_date(door.state().clock.now(), door.state().config.utc_offset_minutes));
    leave_rules::present(door.reader().conn(), &who, month).await.map(Json)
}

/// Sets what leave costs from a month on whose pay is not checked yet, for the whole company; what was set before stays on record (KPI-16).
#[utoipa::path(tag = "pay", operation_id = "set_leave_pay", request_body = NewLeavePay,
    responses((status = 200, description = "The rules", body = LeavePay)))]
#[post("/pay/leave-rules")]
async fn set_leave_pay(who: Can<Prepare>, once: Once, body: Body<NewLeavePay>, door: Door) -> Reply<Json<LeavePay>> {
    let (attempt, actor) = (once.with(&body), who.clone());
    let write = async move |tx: &mut Tx| {
        leave_rules::set(tx, &body).await?;
        let month = Month::of(local_date(tx.at(), tx.state().config.utc_offset_minutes));
        leave_rules::present(tx.conn(), &actor, month).await
    };
    door.write(&who, attempt, write).await.map(Json)
}
