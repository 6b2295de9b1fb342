//! The list as a file (CRM-14): what the list shows, masked as the list masks it, and logged.

use super::fields::LIST;
use actix_web::get;
use contract::SubjectKind;
use contract::customers::CustomerRow;
use contract::permission::customer;
use engines::calendar::local_date;
use locale::{Language, customers as text};
use platform::Reply;
use platform::audit::{Change, Verb};
use platform::auth::Can;
use platform::db::{Door, Tx};
use platform::http::Download;
use platform::list::{List, Params};
use sheets::{CsvWriter, Value};

/// The customers of the list as csv for spreadsheets: same filters, same order, same masks; formulas are made harmless.
#[utoipa::path(tag = "customers", operation_id = "export_customers", params(Params),
    responses((status = 200, description = "A csv file, UTF-8 with BOM", body = Vec<u8>, content_type = "text/csv")))]
#[get("/customers/export.csv")]
pub(super) async fn export(who: Can<customer::Export>, wanted: List, door: Door) -> Reply<Download> {
    let language = door.meta.language;
    let headings =
        [text::NUMBER, text::NAME, text::TIER, text::INDUSTRY, text::CITY, text::PHONE_SEALED, text::OWNER, text::REVIEW, text::CREATED_AT];
    let headings = headings.map(|key| key.text(language));
    let failed = |e: sheets::WriteProblem| anyhow::anyhow!("writing a csv file: {e:?}");
    let mut csv = CsvWriter::new(Vec::new(), &headings).map_err(failed)?;
    let mut query = wanted.of(&LIST, who.id)?.for_export();
    let mut rows = 0_usize;
    loop {
        let page = super::listed::list::<customer::Export>(door.reader().conn(), &door.state().keys, &who, &query).await?;
        for row in &page.items {
            csv.row(&line(row, language)).map_err(failed)?;
        }
        rows += page.items.len();
        match page.next.and_then(|cursor| query.following(&cursor)) {
            Some(next) => query = next,
            None => break,
        }
    }
    let me = who.id;
    let note = async move |tx: &mut Tx| {
        let count = Change { field: "rows".to_owned(), old: None, new: Some(rows.to_string()) };
        tx.note(Verb::Export, SubjectKind::Customer, me, vec![count]);
        Ok(())
    };
    door.write(&who, None, note).await?;
    // Whose export it is and of which day shows in its name (CRM-08).
    let day = local_date(door.state().clock.now(), door.state().config.utc_offset_minutes);
    let file_name = format!("{}-{}-{day}.csv", text::EXPORT_FILE.text(language), who.name);
    Ok(Download { file_name, content_type: "text/csv", bytes: csv.finish().map_err(failed)? })
}

fn line(row: &CustomerRow, language: Language) -> [Value<'_>; 9] {
    let word = |path: &str| locale::find(path).map_or("", |key| key.text(language));
    [
        row.number.as_str().into(),
        row.name.as_str().into(),
        word(row.tier.text_path()).into(),
        row.industry.as_str().into(),
        row.city.as_str().into(),
        row.phone.as_ref().map_or("", |phone| phone.hint.as_str()).into(),
        row.owner.as_ref().map_or("", |owner| owner.name.as_str()).into(),
        word(row.review.text_path()).into(),
        Value::Date(row.created_at.date_naive()),
    ]
}
