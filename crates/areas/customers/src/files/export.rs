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

/// How a row shows a column.
type Show = for<'a> fn(&'a CustomerRow, &Told) -> Value<'a>;

/// To whom and where it is shown.
struct Told {
    language: Language,
    utc_offset_minutes: i32,
}

impl Told {
    fn of(door: &Door) -> Self {
        Self { language: door.meta.language, utc_offset_minutes: door.state().config.utc_offset_minutes }
    }

    fn word(&self, path: &str) -> Value<'static> {
        locale::find(path).map_or("", |key| key.text(self.language)).into()
    }
}

/// The columns, fields of the list by their keys, under the names that the list's own table has for them. Only the phone is no field
/// there, because a filter by it would be an oracle: its hint is shown.
const COLUMNS: [(&str, Show); 10] = [
    ("number", |row, _| row.number.as_str().into()),
    ("name", |row, _| row.name.as_str().into()),
    ("tier", |row, told| told.word(row.tier.text_path())),
    ("industry", |row, _| row.industry.as_str().into()),
    ("city", |row, _| row.city.as_str().into()),
    ("phone", |row, _| row.phone.as_ref().map_or("", |phone| phone.hint.as_str()).into()),
    ("tags", |row, _| super::tags::joined(&row.tags).into()),
    ("owner", |row, _| row.owner.as_ref().map_or("", |owner| owner.name.as_str()).into()),
    ("review", |row, told| told.word(row.review.text_path())),
    ("created_at", |row, told| local_date(row.created_at, told.utc_offset_minutes).into()),
];

/// The customers of the list as csv for spreadsheets: same filters, same order, same masks; formulas are made harmless.
#[utoipa::path(tag = "customers", operation_id = "export_customers", params(Params),
    responses((status = 200, description = "A csv file, UTF-8 with BOM", body = Vec<u8>, content_type = "text/csv")))]
#[get("/customers/export.csv")]
pub(super) async fn export(who: Can<customer::Export>, wanted: List, door: Door) -> Reply<Download> {
    let told = Told::of(&door);
    let mut csv = CsvWriter::new(Vec::new(), &headings(told.language)).map_err(failed)?;
    let rows = each(&who, &wanted, &door, |row| csv.row(&line(row, &told)).map_err(failed)).await?;
    note(&who, rows, &door).await?;
    let file_name = format!("{}.csv", marked(&who, &door));
    Ok(Download { file_name, content_type: "text/csv", bytes: csv.finish().map_err(failed)? })
}

/// The same as xlsx; whose export it is and of which day stands on its sheet as well.
#[utoipa::path(tag = "customers", operation_id = "export_customers_xlsx", params(Params),
    responses((status = 200, description = "An xlsx file", body = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
#[get("/customers/export.xlsx")]
pub(super) async fn export_xlsx(who: Can<customer::Export>, wanted: List, door: Door) -> Reply<Download> {
    let told = Told::of(&door);
    let mut all = Vec::new();
    let rows = each(&who, &wanted, &door, |row| {
        all.push(row.clone());
        Ok(())
    })
    .await?;
    note(&who, rows, &door).await?;
    let mark = marked(&who, &door);
    let lines = all.iter().map(|row| line(row, &told).into());
    let bytes = sheets::write_xlsx(&mark, &headings(told.language), lines).map_err(failed)?;
    Ok(Download { file_name: format!("{mark}.xlsx"), content_type: sheets::XLSX, bytes })
}

fn failed(error: sheets::WriteProblem) -> Error {
    anyhow::anyhow!("writing an export: {error:?}").into()
}

fn headings(language: Language) -> [&'static str; COLUMNS.len()] {
    COLUMNS.map(|(key, _)| LIST.fields.iter().find(|field| field.key == key).map_or(text::PHONE_SEALED, |field| field.label).text(language))
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

fn line<'a>(row: &'a CustomerRow, told: &Told) -> [Value<'a>; COLUMNS.len()] {
    COLUMNS.map(|(_, show)| show(row, told))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_but_the_phone_is_a_field_of_the_list() {
        let others: Vec<_> = COLUMNS.iter().map(|(key, _)| *key).filter(|key| LIST.fields.iter().all(|field| field.key != *key)).collect();
        assert_eq!(others, ["phone"]);
    }
}
