//! The rules of cycles as the company sets them, from a month on.

use super::entity::rule::{ActiveModel, Column, Entity, Model};
use crate::basis::is_year;
use crate::month::Month;
use actix_web::web::Json;
use actix_web::{get, post};
use contract::SubjectKind;
use contract::kpi::cycles::{CycleRules, DatedCycleRules, NewCycleRules};
use contract::permission::Permission;
use contract::permission::kpi::Scheme as Edit;
use engines::calendar::local_date;
use engines::people::Names;
use platform::auth::{Actor, Can, Signed};
use platform::db::{Door, Tx};
use platform::http::{Body, Once};
use platform::outbox::Event;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_cycle_rules).service(set_cycle_rules);
}

/// The rules in force in a month, for a year those of its December; those of the product where nobody has set any.
pub(crate) async fn rules_of(conn: &impl ConnectionTrait, period: &str) -> Reply<CycleRules> {
    let month = if is_year(period) { format!("{period}-12") } else { period.to_owned() };
    match newest(conn, Some(&month)).await? {
        Some(row) => Ok(serde_json::from_str(&row.content)?),
        None => Ok(CycleRules::default()),
    }
}

async fn newest(conn: &impl ConnectionTrait, month: Option<&str>) -> Reply<Option<Model>> {
    let mut select = Entity::find();
    if let Some(month) = month {
        select = select.filter(Column::FromMonth.lte(month));
    }
    let select = select.order_by_desc(Column::FromMonth).order_by_desc(Column::CreatedAt).order_by_desc(Column::Id);
    Ok(select.limit(1).one(conn).await?)
}

async fn dated(conn: &impl ConnectionTrait, row: Option<Model>, actor: &Actor) -> Reply<DatedCycleRules> {
    let editable = actor.may(Permission::KpiScheme);
    let Some(row) = row else {
        return Ok(DatedCycleRules { id: None, from_month: None, rules: CycleRules::default(), author: None, set_at: None, editable });
    };
    let names = Names::load(conn, row.author_id).await?;
    Ok(DatedCycleRules {
        id: Some(row.id),
        from_month: Some(row.from_month),
        rules: serde_json::from_str(&row.content)?,
        author: row.author_id.map(|id| names.of(id)),
        set_at: Some(row.created_at),
        editable,
    })
}

/// The rules of cycles that were set last: when people review themselves and mark, and what is done with results (KPI-05 to KPI-08).
#[utoipa::path(tag = "kpi", operation_id = "show_cycle_rules",
    responses((status = 200, description = "The rules", body = DatedCycleRules)))]
#[get("/kpi/cycle-rules")]
async fn show_cycle_rules(who: Signed, door: Door) -> Reply<Json<DatedCycleRules>> {
    let conn = door.reader().conn();
    let row = newest(conn, None).await?;
    dated(conn, row, &who).await.map(Json)
}

/// Sets other rules from a month on, this one at the earliest; what was set before stays on record. Cycles that have begun keep their
/// days; a year follows the rules of its December.
#[utoipa::path(tag = "kpi", operation_id = "set_cycle_rules", request_body = NewCycleRules,
    responses((status = 200, description = "The rules", body = DatedCycleRules)))]
#[post("/kpi/cycle-rules")]
async fn set_cycle_rules(who: Can<Edit>, once: Once, body: Body<NewCycleRules>, door: Door) -> Reply<Json<DatedCycleRules>> {
    let attempt = once.with(&body);
    let actor = who.clone();
    let write = async move |tx: &mut Tx| {
        let month: Month = body.from_month.parse().map_err(|_| Error::invalid("/from_month", "month_invalid"))?;
        if month < Month::of(local_date(tx.at(), tx.state().config.utc_offset_minutes)) {
            return Err(Error::invalid("/from_month", "date_past"));
        }
        let row = ActiveModel {
            id: Set(Uuid::now_v7()),
            version: Set(1),
            from_month: Set(month.to_string()),
            content: Set(serde_json::to_string(&body.rules)?),
            author_id: Set(tx.person()),
            created_at: Set(tx.at()),
        };
        let row = tx.insert::<Entity, _>(row).await?;
        let data = serde_json::json!({ "from_month": row.from_month });
        tx.emit(Event { name: "kpi_cycle.rules_set", kind: SubjectKind::KpiScheme, id: row.id, data });
        dated(tx.conn(), Some(row), &actor).await
    };
    door.write(&who, attempt, write).await.map(Json)
}
