use actix_web::get;
use actix_web::web::{Data, Json};
use contract::dashboard::{Dashboard, DashboardPeriod};
use engines::panels::Period;
use engines::{Areas, Asking, tasks};
use platform::auth::Signed;
use platform::db::Door;
use platform::http::Query;
use platform::{Error, Reply};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_dashboard);
}

/// Which period.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// `this_month` (default), `last_month` or `quarter`.
    #[param(max_length = 20)]
    period: Option<String>,
}

/// The caller's figures of a period, each with the list of just its records: what is shown follows from what they may see and do
/// (DAY-13). What waits for them, what is late and published scores are those of now.
#[utoipa::path(tag = "desk", operation_id = "show_dashboard", params(Wanted),
    responses((status = 200, description = "Panels with figures", body = Dashboard)))]
#[get("/dashboard")]
async fn show_dashboard(who: Signed, wanted: Query<Wanted>, areas: Data<Areas>, door: Door) -> Reply<Json<Dashboard>> {
    let wanted = match &wanted.period {
        Some(word) => word.parse().map_err(|_| Error::invalid("/period", "word_unknown"))?,
        None => DashboardPeriod::ThisMonth,
    };
    let asking = Asking::new(door.state(), &who, door.meta.language);
    let period = Period::new(wanted, asking.today, door.state().config.utc_offset_minutes);
    let mut panels = tasks::panels(&asking).await?;
    for area in &areas.0 {
        panels.extend(area.panels(&asking, &period).await?);
    }
    Ok(Json(Dashboard { period: wanted, from: period.from, to: period.to, panels }))
}
