use super::entity::{ActiveModel, Entity};
use super::queries;
use crate::month::Month;
use crate::score::Asked;
use actix_web::web::Json;
use actix_web::{get, post};
use contract::SubjectKind;
use contract::kpi::rule_book::{BookInForce, NewRuleBook};
use contract::permission::kpi::{Read, Scheme as Edit};
use engines::calendar::local_date;
use platform::auth::Can;
use platform::db::{Door, Tx};
use platform::http::{Body, Once, Query};
use platform::outbox::Event;
use platform::{Error, Reply};
use sea_orm::Set;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_rule_book).service(set_rule_book);
}

/// Which month.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct BookWanted {
    /// `2026-11`; absent: the current month.
    #[param(pattern = r"^2\d{3}-(0[1-9]|1[0-2])$", example = "2026-11")]
    month: Option<String>,
}

/// The rules of grading, recruitment and graded pay in force in a month, and their versions (KPI-13 to KPI-15).
#[utoipa::path(tag = "gradings", operation_id = "show_rule_book", params(BookWanted),
    responses((status = 200, description = "The rule book", body = BookInForce)))]
#[get("/kpi/rule-book")]
async fn show_rule_book(who: Can<Read>, query: Query<BookWanted>, door: Door) -> Reply<Json<BookInForce>> {
    let asked = Asked::new(query.month.as_deref(), &door)?;
    queries::in_force(door.reader().conn(), &who, asked.month).await.map(Json)
}

/// Sets another rule book from a month on, this month at the earliest: past months stay, and so do rounds that were begun before.
#[utoipa::path(tag = "gradings", operation_id = "set_rule_book", request_body = NewRuleBook,
    responses((status = 200, description = "The rule book in force in that month", body = BookInForce)))]
#[post("/kpi/rule-book")]
async fn set_rule_book(who: Can<Edit>, once: Once, body: Body<NewRuleBook>, door: Door) -> Reply<Json<BookInForce>> {
    let (attempt, actor) = (once.with(&body), who.clone());
    let write = async move |tx: &mut Tx| {
        let month: Month = body.from_month.parse().map_err(|_| Error::invalid("/from_month", "month_invalid"))?;
        if month < Month::of(local_date(tx.at(), tx.state().config.utc_offset_minutes)) {
            return Err(Error::invalid("/from_month", "date_past"));
        }
        let row = ActiveModel {
            id: Set(Uuid::now_v7()),
            version: Set(1),
            from_month: Set(month.to_string()),
            content: Set(serde_json::to_string(&body.book)?),
            note: Set(body.note.trim().to_owned()),
            author_id: Set(tx.person()),
            created_at: Set(tx.at()),
        };
        let row = tx.insert::<Entity, _>(row).await?;
        let data = serde_json::json!({ "from_month": row.from_month });
        tx.emit(Event { name: "kpi_rule_book.set", kind: SubjectKind::KpiScheme, id: row.id, data });
        queries::in_force(tx.conn(), &actor, month).await
    };
    door.write(&who, attempt, write).await.map(Json)
}
