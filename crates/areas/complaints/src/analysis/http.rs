use super::material::Material;
use super::{panels, report, sheet};
use crate::figures::{Days, DaysWanted};
use actix_web::get;
use actix_web::web::Json;
use contract::SubjectKind;
use contract::complaints::analysis::{ComplaintAnalysis, ComplaintReport};
use contract::permission::complaint::Read;
use engines::Asking;
use engines::calendar::local_date;
use locale::quality as text;
use platform::Reply;
use platform::audit::{Change, Verb};
use platform::auth::Can;
use platform::db::{Door, Tx};
use platform::http::{Download, Query};
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_complaint_analysis).service(show_complaint_report).service(print_complaint_report).service(export_complaint_report);
}

/// Complaints of some days by category, severity, cause, department, person, region and month, with the time per state (CPL-10): of what
/// the caller sees; each figure leads to its records.
#[utoipa::path(tag = "complaints", operation_id = "show_complaint_analysis", params(DaysWanted),
    responses((status = 200, description = "The figures", body = ComplaintAnalysis)))]
#[get("/complaint-analysis")]
async fn show_complaint_analysis(who: Can<Read>, wanted: Query<DaysWanted>, door: Door) -> Reply<Json<ComplaintAnalysis>> {
    let asking = Asking::new(door.state(), &who, door.meta.language);
    let material = Material::read(&asking, &Days::read(&wanted, &asking)?).await?;
    panels::analysis(&asking, material).await.map(Json)
}

/// The report on complaints of some days in the form of GB/T 19012 (ISO 10002), of what the caller sees.
#[utoipa::path(tag = "complaints", operation_id = "show_complaint_report", params(DaysWanted),
    responses((status = 200, description = "The report", body = ComplaintReport)))]
#[get("/complaint-report")]
async fn show_complaint_report(who: Can<Read>, wanted: Query<DaysWanted>, door: Door) -> Reply<Json<ComplaintReport>> {
    let asking = Asking::new(door.state(), &who, door.meta.language);
    let days = Days::read(&wanted, &asking)?;
    report::report(&asking, &days).await.map(Json)
}

/// The report as a document with places to sign; the caller's name stands on every page.
#[utoipa::path(tag = "complaints", operation_id = "print_complaint_report", params(DaysWanted),
    responses((status = 200, description = "A PDF file", body = Vec<u8>, content_type = "application/pdf")))]
#[get("/complaint-report/export.pdf")]
async fn print_complaint_report(who: Can<Read>, wanted: Query<DaysWanted>, door: Door) -> Reply<Download> {
    let report = made(&who, &wanted, &door).await?;
    let (language, offset) = (door.meta.language, door.state().config.utc_offset_minutes);
    let mark = format!("{} {}", who.name, local_date(door.state().clock.now(), offset));
    let bytes = sheet::pdf(&report, language, &mark);
    Ok(Download { file_name: named(&report, &door, "pdf"), content_type: "application/pdf", bytes })
}

/// The report as a spreadsheet.
#[utoipa::path(tag = "complaints", operation_id = "export_complaint_report", params(DaysWanted),
    responses((status = 200, description = "An xlsx file", body = Vec<u8>,
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
#[get("/complaint-report/export.xlsx")]
async fn export_complaint_report(who: Can<Read>, wanted: Query<DaysWanted>, door: Door) -> Reply<Download> {
    let report = made(&who, &wanted, &door).await?;
    let bytes = sheet::xlsx(&report, door.meta.language).map_err(|e| anyhow::anyhow!("writing a spreadsheet: {e:?}"))?;
    let content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(Download { file_name: named(&report, &door, "xlsx"), content_type, bytes })
}

fn named(report: &ComplaintReport, door: &Door, ending: &str) -> String {
    format!("{}-{}-{}.{ending}", text::REPORT_TITLE.text(door.meta.language), report.from, report.to)
}

/// The report, noted as taken out.
async fn made(who: &Can<Read>, wanted: &DaysWanted, door: &Door) -> Reply<ComplaintReport> {
    let asking = Asking::new(door.state(), who, door.meta.language);
    let report = report::report(&asking, &Days::read(wanted, &asking)?).await?;
    let (me, days) = (who.id, format!("{} – {}", report.from, report.to));
    let note = async move |tx: &mut Tx| {
        let change = Change { field: "report".to_owned(), old: None, new: Some(days.clone()) };
        tx.note(Verb::Export, SubjectKind::Complaint, me, vec![change]);
        Ok(())
    };
    door.write(who, None, note).await?;
    Ok(report)
}
