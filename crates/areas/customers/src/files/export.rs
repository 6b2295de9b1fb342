//! The list as a file (CRM-14): what the list shows, masked as the list masks it, and logged.

use super::fields::LIST;
use actix_web::get;
use contract::SubjectKind;
use contract::customers::CustomerRow;
use contract::permission::customer;
use engines::calendar::local_date;
use locale::{Language, customers as text};
use platform::audit::{Change, Verb};
use platform::auth::Can;
use platform::db::{Door, Tx};
use platform::http::Download;
use platform::list::{List, Params};
use platform::{Error, Reply};
use sheets::{CsvWriter, Value};

const COLUMNS: usize = 10;

/// The customers of the list as csv for spreadsheets: same filters, same order, same masks; formulas are made harmless.
#[utoipa::path(tag = "customers", operation_id = "export_customers", params(Params),
    responses((status = 200, description = "A csv file, UTF-8 with BOM", body = Vec<u8>, content_type = "text/csv")))]
#[get("/customers/export.csv")]
pub(super) async fn export(who: Can<customer::Export>, wanted: List, door: Door) -> Reply<Download> {
    let language = door.meta.language;
    let mut csv = CsvWriter::new(Vec::new(), &headings(language)).map_err(failed)?;
    let rows = each(&who, &wanted, &door, |row| csv.row(&line(row, language)).map_err(failed)).await?;
    note(&who, rows, &door).await?;
    let file_name = format!("{}.csv", marked(&who, &door));
    Ok(Download { file_name, content_type: "text/csv", bytes: csv.finish().map_err(failed)? })
}

/// The same as xlsx; whose export it is and of which day stands on its sheet as well.
#[utoipa::path(tag = "customers", operation_id = "export_customers_xlsx", params(Params),
    responses((status = 200, description = "An xlsx file", body = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
#[get("/customers/export.xlsx")]
pub(super) async fn export_xlsx(who: Can<customer::Export>, wanted: List, door: Door) -> Reply<Download> {
    let language = door.meta.language;
    let mut all = Vec::new();
    let rows = each(&who, &wanted, &door, |row| {
        all.push(row.clone());
        Ok(())
    })
    .await?;
    note(&who, rows, &door).await?;
    let mark = marked(&who, &door);
    let lines = all.iter().map(|row| line(row, language).into());
    let bytes = sheets::write_xlsx(&mark, &headings(language), lines).map_err(failed)?;
    Ok(Download { file_name: format!("{mark}.xlsx"), content_type: sheets::XLSX, bytes })
}

fn failed(error: sheets::WriteProblem) -> Error {
    anyhow::anyhow!("writing an export: {error:?}").into()
}

fn headings(language: Language) -> [&'static str; COLUMNS] {
    let keys =
        [text::NUMBER, text::NAME, text::TIER, text::INDUSTRY, text::CITY, text::PHONE_SEALED, text::TAGS, text::OWNER, text::REVIEW];
    let mut headings = [text::CREATED_AT.text(language); COLUMNS];
    for (heading, key) in headings.iter_mut().zip(keys) {
        *heading = key.text(language);
    }
    headings
}

/// Puts every row of the list into the file, page after page; gives how many.
async fn each(who: &Can<customer::Export>, wanted: &List, door: &Door, mut put: impl FnMut(&CustomerRow) -> Reply<()>) -> Reply<usize> {
    let mut query = wanted.of(&LIST, who.id)?.for_export();
    let mut rows = 0_usize;
    loop {
        let page = super::listed::list::<customer::Export>(door.reader().conn(), &door.state().keys, who, &query).await?;
        for row in &page.items {
            put(row)?;
        }
        rows += page.items.len();
        match page.next.and_then(|cursor| query.following(&cursor)) {
            Some(next) => query = next,
            None => return Ok(rows),
        }
    }
}

async fn note(who: &Can<customer::Export>, rows: usize, door: &Door) -> Reply<()> {
    let me = who.id;
    let note = async move |tx: &mut Tx| {
        let count = Change { field: "rows".to_owned(), old: None, new: Some(rows.to_string()) };
        tx.note(Verb::Export, SubjectKind::Customer, me, vec![count]);
        Ok(())
    };
    door.write(who, None, note).await
}

/// Whose export it is and of which day (CRM-08).
fn marked(who: &Can<customer::Export>, door: &Door) -> String {
    let day = local_date(door.state().clock.now(), door.state().config.utc_offset_minutes);
    format!("{}-{}-{day}", text::EXPORT_FILE.text(door.meta.language), who.name)
}

fn line(row: &CustomerRow, language: Language) -> [Value<'_>; COLUMNS] {
    let word = |path: &str| locale::find(path).map_or("", |key| key.text(language));
    [
        row.number.as_str().into(),
        row.name.as_str().into(),
        word(row.tier.text_path()).into(),
        row.industry.as_str().into(),
        row.city.as_str().into(),
        row.phone.as_ref().map_or("", |phone| phone.hint.as_str()).into(),
        super::tags::joined(&row.tags).into(),
        row.owner.as_ref().map_or("", |owner| owner.name.as_str()).into(),
        word(row.review.text_path()).into(),
        Value::Date(row.created_at.date_naive()),
    ]
}
