use super::file;
use super::queries::{MOST, Of, compliance, misses};
use crate::score::Asked;
use actix_web::get;
use actix_web::web::{Data, Json};
use contract::SubjectKind;
use contract::kpi::compliance::{Compliance, Misses};
use engines::{Areas, Asking};
use locale::compliance as text;
use platform::Reply;
use platform::audit::{Change, Verb};
use platform::auth::Signed;
use platform::db::{Door, Tx};
use platform::http::{Download, Query};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_compliance).service(list_misses).service(export_csv).service(export_xlsx).service(export_pdf);
}

/// Which month.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ComplianceWanted {
    /// `2026-11`; absent: the current month.
    #[param(pattern = r"^2\d{3}-(0[1-9]|1[0-2])$", example = "2026-11")]
    month: Option<String>,
}

/// Which month, and of what.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct MissesWanted {
    /// `2026-11`; absent: the current month.
    #[param(pattern = r"^2\d{3}-(0[1-9]|1[0-2])$", example = "2026-11")]
    month: Option<String>,
    /// Only of this rule.
    #[param(max_length = 100, example = "complaint.acknowledged_on_time")]
    rule: Option<String>,
    /// Only of this person.
    person: Option<Uuid>,
}

/// How the rules of the house were kept in a month: every fact that a record keeps or not, by rule and by person; of everyone whose scores
/// the caller sees, from the records as they are now.
#[utoipa::path(tag = "kpi", operation_id = "show_compliance", params(ComplianceWanted),
    responses((status = 200, description = "Rules and people", body = Compliance)))]
#[get("/kpi/compliance")]
async fn show_compliance(who: Signed, wanted: Query<ComplianceWanted>, areas: Data<Areas>, door: Door) -> Reply<Json<Compliance>> {
    let asked = Asked::new(wanted.month.as_deref(), &door)?;
    let asking = Asking::new(door.state(), &who, door.meta.language);
    compliance(&asked, &asking, &areas, &door).await.map(Json)
}

/// The records that did not keep a rule, the latest first, each with its reason; those that the caller may not open go by their number.
#[utoipa::path(tag = "kpi", operation_id = "list_misses", params(MissesWanted),
    responses((status = 200, description = "At most 500 records, and how many there are", body = Misses)))]
#[get("/kpi/compliance/misses")]
async fn list_misses(who: Signed, wanted: Query<MissesWanted>, areas: Data<Areas>, door: Door) -> Reply<Json<Misses>> {
    let asked = Asked::new(wanted.month.as_deref(), &door)?;
    let asking = Asking::new(door.state(), &who, door.meta.language);
    let of = Of { rule: wanted.rule.as_deref(), person: wanted.person };
    misses(&asked, of, MOST, &asking, &areas, &door).await.map(Json)
}

/// Every miss of a month as csv; formulas are made harmless.
#[utoipa::path(tag = "kpi", operation_id = "export_misses_csv", params(ComplianceWanted),
    responses((status = 200, description = "A csv file, UTF-8 with BOM", body = Vec<u8>, content_type = "text/csv")))]
#[get("/kpi/compliance/export.csv")]
async fn export_csv(who: Signed, wanted: Query<ComplianceWanted>, areas: Data<Areas>, door: Door) -> Reply<Download> {
    let (asked, misses) = all(&who, &wanted, &areas, &door).await?;
    let bytes = file::csv(&misses, &door)?;
    note(&who, misses.items.len(), &door).await?;
    Ok(Download { file_name: named(&asked, &door, "csv"), content_type: "text/csv", bytes })
}

/// The same as xlsx.
#[utoipa::path(tag = "kpi", operation_id = "export_misses_xlsx", params(ComplianceWanted),
    responses((status = 200, description = "An xlsx file", body = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
#[get("/kpi/compliance/export.xlsx")]
async fn export_xlsx(who: Signed, wanted: Query<ComplianceWanted>, areas: Data<Areas>, door: Door) -> Reply<Download> {
    let (asked, misses) = all(&who, &wanted, &areas, &door).await?;
    let bytes = file::xlsx(&misses, &door)?;
    note(&who, misses.items.len(), &door).await?;
    let content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(Download { file_name: named(&asked, &door, "xlsx"), content_type, bytes })
}

/// The report to print: rules, people and the latest misses.
#[utoipa::path(tag = "kpi", operation_id = "print_compliance", params(ComplianceWanted),
    responses((status = 200, description = "A document", body = Vec<u8>, content_type = "application/pdf")))]
#[get("/kpi/compliance/export.pdf")]
async fn export_pdf(who: Signed, wanted: Query<ComplianceWanted>, areas: Data<Areas>, door: Door) -> Reply<Download> {
    let asked = Asked::new(wanted.month.as_deref(), &door)?;
    let asking = Asking::new(door.state(), &who, door.meta.language);
    let report = compliance(&asked, &asking, &areas, &door).await?;
    let of = Of { rule: None, person: None };
    let misses = misses(&asked, of, MOST, &asking, &areas, &door).await?;
    let bytes = file::pdf(&report, &misses, &who.name, &door);
    note(&who, misses.items.len(), &door).await?;
    Ok(Download { file_name: named(&asked, &door, "pdf"), content_type: "application/pdf", bytes })
}

async fn all(who: &Signed, wanted: &ComplianceWanted, areas: &Areas, door: &Door) -> Reply<(Asked, Misses)> {
    let asked = Asked::new(wanted.month.as_deref(), door)?;
    let asking = Asking::new(door.state(), who, door.meta.language);
    let found = misses(&asked, Of { rule: None, person: None }, usize::MAX, &asking, areas, door).await?;
    Ok((asked, found))
}

fn named(asked: &Asked, door: &Door, ending: &str) -> String {
    format!("{}-{}.{ending}", text::FILE.text(door.meta.language), asked.month)
}

/// The audit log keeps who took how much with them.
async fn note(who: &Signed, rows: usize, door: &Door) -> Reply<()> {
    let me = who.id;
    let note = async move |tx: &mut Tx| {
        let count = Change { field: "rows".to_owned(), old: None, new: Some(rows.to_string()) };
        tx.note(Verb::Export, SubjectKind::Kpi, me, vec![count]);
        Ok(())
    };
    door.write(who, None, note).await
}
