use super::entity::row;
use super::queries::{self, LIST, ROWS, own, present_row};
use super::{commands, entering, rules, undoing};
use actix_web::web::{Data, Json, Path};
use actix_web::{get, post, put};
use contract::customers::{Import, ImportAct, ImportActKind, ImportRow, RowCorrection, RowOutcome};
use contract::page::Page;
use contract::permission::customer;
use engines::Areas;
use locale::Language;
use platform::auth::Can;
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Download, Expected, Once, Upload, Versioned};
use platform::list::{List, Params};
use platform::{Error, Reply, Violation};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use sheets::{Limits, Value};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(upload).service(list).service(problems).service(show).service(rows).service(correct).service(act);
}

/// Reads and checks a spreadsheet (xlsx or csv) of customers; nothing is entered yet (CRM-14).
///
/// The file is the whole body; its name travels in `Content-Disposition: attachment; filename*=UTF-8''…`.
#[utoipa::path(tag = "customer-imports", operation_id = "upload_import",
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The spreadsheet"),
    responses((status = 201, description = "What would come of it", body = Import)))]
#[post("/customer-imports")]
async fn upload(who: Can<customer::Import>, once: Once, file: Upload, door: Door) -> Reply<Created<Import>> {
    let attempt = once.bound(file.fingerprint());
    let name = file.file_name;
    let bytes = file.bytes;
    let keys = door.state().keys.clone();
    let read = actix_web::web::block(move || {
        let sheets = sheets::read(&bytes, &Limits::default()).map_err(|p| unreadable(p.code(), p.limit()))?;
        drop(bytes);
        let checked = rules::check(&sheets).map_err(|p| unreadable(p.code(), None))?;
        drop(sheets);
        commands::seal(&keys, checked)
    });
    let sheet = read.await.map_err(|e| anyhow::anyhow!("reading a sheet: {e}"))??;
    let write = async move |tx: &mut Tx| {
        let import = commands::keep(tx, name.clone(), &sheet).await?;
        queries::show(tx.conn(), import, tx.at()).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

fn unreadable(code: &str, limit: Option<u64>) -> Error {
    let arguments = limit.map(|l| ("limit".to_owned(), l.to_string())).into_iter().collect();
    Error::Invalid(vec![Violation { pointer: String::new(), code: format!("import_problems.{code}"), arguments }])
}

/// The caller's imports.
#[utoipa::path(tag = "customer-imports", operation_id = "list_imports", params(Params),
    responses((status = 200, description = "A page of imports", body = Page<Import>)))]
#[get("/customer-imports")]
async fn list(who: Can<customer::Import>, list: List, door: Door) -> Reply<Json<Page<Import>>> {
    queries::list(door.reader().conn(), who.id, &list.of(&LIST, who.id)?, door.state().clock.now()).await.map(Json)
}

/// An import of the caller's.
#[utoipa::path(tag = "customer-imports", operation_id = "show_import", responses((status = 200, description = "The import", body = Import)))]
#[get("/customer-imports/{id}")]
async fn show(who: Can<customer::Import>, id: Path<Uuid>, door: Door) -> Reply<Versioned<Import>> {
    let conn = door.reader().conn();
    queries::show(conn, own(conn, *id, who.id).await?, door.state().clock.now()).await.map(Versioned)
}

/// The rows of an import, with what is wrong in which cell.
#[utoipa::path(tag = "customer-imports", operation_id = "list_import_rows", params(Params),
    responses((status = 200, description = "A page of rows", body = Page<ImportRow>)))]
#[get("/customer-imports/{id}/rows")]
async fn rows(who: Can<customer::Import>, id: Path<Uuid>, wanted: List, door: Door) -> Reply<Json<Page<ImportRow>>> {
    let query = wanted.of(&ROWS, who.id)?;
    let conn = door.reader().conn();
    let import = own(conn, *id, who.id).await?;
    queries::rows(conn, &door.state().keys, import.id, &query, door.meta.language).await.map(Json)
}

/// Checks a row again with corrected texts.
#[utoipa::path(tag = "customer-imports", operation_id = "correct_import_row", request_body = RowCorrection,
    responses((status = 200, description = "The row as it is now", body = ImportRow)))]
#[put("/customer-imports/{id}/rows/{row}")]
async fn correct(
    who: Can<customer::Import>,
    at: Path<(Uuid, i64)>,
    seen: Expected,
    body: Body<RowCorrection>,
    door: Door,
) -> Reply<Json<ImportRow>> {
    let (id, row) = at.into_inner();
    let language = door.meta.language;
    let write = async move |tx: &mut Tx| {
        let found = commands::correct(tx, id, row, seen.0, &body).await?;
        present_row(&tx.state().keys, found, language)
    };
    door.write(&who, None, write).await.map(Json)
}

/// Enters every row that is in order, some hundred at a time, gives up what is left, or takes out again what was entered.
///
/// A small sheet is `committed` in the answer. A larger one is `committing` and goes on by itself: `GET` tells how many are `entered`.
/// Where the program was stopped meanwhile, `commit` goes on with the rows that are left. `undo` takes the customers out again that nobody
/// has touched since, likewise by lots, within thirty days: `entered` are those that stay.
#[utoipa::path(tag = "customer-imports", operation_id = "act_on_import", request_body = ImportAct,
    responses((status = 200, description = "The import as it is now", body = Import)))]
#[post("/customer-imports/{id}/transitions")]
async fn act(
    who: Can<customer::Import>,
    id: Path<Uuid>,
    seen: Expected,
    once: Once,
    body: Body<ImportAct>,
    areas: Data<Areas>,
    door: Door,
) -> Reply<Versioned<Import>> {
    let id = id.into_inner();
    let attempt = once.with(&body);
    let kind = body.act;
    door.write(&who, attempt, async move |tx: &mut Tx| commands::act(tx, id, seen.0, body.act).await).await?;
    match kind {
        ImportActKind::Commit => entering::start(&door, &who, id).await?,
        ImportActKind::Undo => undoing::start(&door, &who, areas, id).await?,
        ImportActKind::Cancel => {}
    }
    let conn = door.reader().conn();
    queries::show(conn, own(conn, id, who.id).await?, door.state().clock.now()).await.map(Versioned)
}

/// The rows that were not in order as an xlsx file with a column of reasons: correct it there and upload it again.
#[utoipa::path(tag = "customer-imports", operation_id = "download_import_problems",
    responses((status = 200, description = "An xlsx file", body = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
#[get("/customer-imports/{id}/problems.xlsx")]
async fn problems(who: Can<customer::Import>, id: Path<Uuid>, door: Door) -> Reply<Download> {
    let conn = door.reader().conn();
    let import = own(conn, *id, who.id).await?;
    let columns: Vec<contract::customers::ImportColumn> = serde_json::from_str(&import.columns)?;
    let left = row::Entity::find()
        .filter(row::Column::ImportId.eq(import.id))
        .filter(row::Column::Outcome.ne(RowOutcome::Ok))
        .order_by_asc(row::Column::SheetRow)
        .all(conn)
        .await?;
    let language = door.meta.language;
    let mut lines = Vec::with_capacity(left.len());
    for found in left {
        let shown = present_row(&door.state().keys, found, language)?;
        let mut line: Vec<Value<'_>> = Vec::with_capacity(columns.len() + 1);
        for column in columns.iter().filter(|c| c.field.is_some()) {
            let wrong = shown.problems.iter().any(|p| Some(p.field) == column.field);
            let text = column.field.and_then(|f| shown.values.get(f.word())).cloned().unwrap_or_default();
            line.push(if wrong { Value::Flagged(text.into()) } else { text.into() });
        }
        line.push(reasons(&shown, language).into());
        lines.push(line);
    }
    let mut headings: Vec<&str> = columns.iter().filter(|c| c.field.is_some()).map(|c| c.heading.as_str()).collect();
    headings.push(locale::customers::REASON.text(language));
    let sheet = locale::customers::PROBLEM_SHEET.text(language);
    let bytes = sheets::write_xlsx(sheet, &headings, lines).map_err(|e| anyhow::anyhow!("writing a sheet: {e:?}"))?;
    Ok(Download { file_name: format!("{sheet}.xlsx"), content_type: sheets::XLSX, bytes })
}

fn reasons(row: &ImportRow, language: Language) -> String {
    let mut reasons: Vec<String> = row.problems.iter().map(|p| format!("{}: {}", p.cell, p.detail)).collect();
    if let Some(earlier) = row.duplicate_of_row {
        reasons.push(locale::import_problems::DUPLICATE_IN_SHEET.with(language, &[("row", &earlier.to_string())]));
    }
    if row.duplicate_on_file {
        reasons.push(locale::import_problems::DUPLICATE_ON_FILE.text(language).to_owned());
    }
    reasons.join("；")
}
