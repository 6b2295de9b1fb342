use actix_web::get;
use actix_web::web::{Data, Json};
use contract::home::{Hits, Home};
use engines::{Areas, Asking};
use platform::auth::Signed;
use platform::db::Door;
use platform::http::Query;
use platform::{Error, Reply};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_home).service(search);
}

/// The figures that concern the caller.
#[utoipa::path(tag = "desk", operation_id = "show_home", responses((status = 200, description = "Figures with links", body = Home)))]
#[get("/home")]
async fn show_home(who: Signed, areas: Data<Areas>, door: Door) -> Reply<Json<Home>> {
    let asking = Asking::new(door.state(), &who, door.meta.language);
    let mut home = Home::default();
    for area in &areas.0 {
        home.figures.extend(area.figures(&asking).await?);
    }
    Ok(Json(home))
}

/// What is looked for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// Words, pinyin initials, numbers, the end of a phone number.
    #[param(min_length = 1, max_length = 100)]
    q: String,
}

/// The best hits in every area, of what the caller may see (PLT-04).
#[utoipa::path(tag = "desk", operation_id = "search", params(Wanted), responses((status = 200, description = "Hits, best first", body = Hits)))]
#[get("/search")]
async fn search(who: Signed, wanted: Query<Wanted>, areas: Data<Areas>, door: Door) -> Reply<Json<Hits>> {
    let q = wanted.q.trim();
    if q.is_empty() || q.chars().count() > 100 {
        return Err(Error::invalid("/q", if q.is_empty() { "required" } else { "search_long" }));
    }
    let asking = Asking::new(door.state(), &who, door.meta.language);
    let mut hits = Hits::default();
    for area in &areas.0 {
        hits.hits.extend(area.search(&asking, q).await?);
    }
    Ok(Json(hits))
}
