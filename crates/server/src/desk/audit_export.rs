//! The audit log as a file (PLT-06): what the list shows, hashes included; that it was exported stands in the log, too.

use super::audit::{LIST, action_path, present};
use actix_web::get;
use contract::SubjectKind;
use contract::audit::AuditEntry;
use contract::permission::audit::Read;
use engines::calendar::local_date;
use locale::{Language, audit as text};
use platform::audit::{Change, Verb, entry};
use platform::auth::Can;
use platform::db::{Door, Tx};
use platform::http::Download;
use platform::list::{List, Params, page};
use platform::{Error, Refusal, Reply};
use sea_orm::EntityTrait;
use sheets::{CsvWriter, Value};
use utoipa_actix_web::service_config::ServiceConfig;

/// Entries of one file; who needs more narrows the filter by time.
const MOST: usize = 100_000;
const TOO_MANY: Refusal = Refusal::new("audit.too_many", locale::problems::AUDIT_TOO_MANY);

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(export_audit);
}

/// The entries of the list as csv for spreadsheets: same filters, same order, at most 100 000; formulas are made harmless.
#[utoipa::path(tag = "audit", operation_id = "export_audit", params(Params),
    responses((status = 200, description = "A csv file, UTF-8 with BOM", body = Vec<u8>, content_type = "text/csv")))]
#[get("/audit/export.csv")]
async fn export_audit(who: Can<Read>, wanted: List, door: Door) -> Reply<Download> {
    let language = door.meta.language;
    let headings = [text::SEQ, text::AT, text::PERSON, text::ACTION, text::KIND, text::RECORD, text::CHANGES, text::REQUEST, text::HASH];
    let headings = headings.map(|key| key.text(language));
    let failed = |e: sheets::WriteProblem| anyhow::anyhow!("writing a csv file: {e:?}");
    let mut csv = CsvWriter::new(Vec::new(), &headings).map_err(failed)?;
    let mut query = wanted.of(&LIST, who.id)?.for_export();
    let conn = door.reader().conn();
    let mut rows = 0_usize;
    loop {
        let found = page(conn, entry::Entity::find(), &query).await?;
        rows += found.items.len();
        if rows > MOST {
            return Err(Error::Refused(TOO_MANY));
        }
        for one in present(conn, found.items).await? {
            let line = line(&one, language);
            csv.row(&line.each_ref().map(|cell| Value::from(cell.as_str()))).map_err(failed)?;
        }
        match found.next.and_then(|cursor| query.following(&cursor)) {
            Some(next) => query = next,
            None => break,
        }
    }
    let me = who.id;
    let note = async move |tx: &mut Tx| {
        let count = Change { field: "audit".to_owned(), old: None, new: Some(rows.to_string()) };
        tx.note(Verb::Export, SubjectKind::Person, me, vec![count]);
        Ok(())
    };
    door.write(&who, None, note).await?;
    let day = local_date(door.state().clock.now(), door.state().config.utc_offset_minutes);
    let file_name = format!("{}-{}-{day}.csv", text::EXPORT_FILE.text(language), who.name);
    Ok(Download { file_name, content_type: "text/csv", bytes: csv.finish().map_err(failed)? })
}

fn line(entry: &AuditEntry, language: Language) -> [String; 9] {
    let word = |path: &str, word: &str| locale::find(path).map_or(word, |key| key.text(language)).to_owned();
    let verb = Verb::ALL.iter().find(|verb| verb.word() == entry.action);
    let change = |change: &contract::audit::FieldChange| {
        format!("{}: {} → {}", change.field, change.old.as_deref().unwrap_or("∅"), change.new.as_deref().unwrap_or("∅"))
    };
    [
        entry.seq.to_string(),
        entry.at.to_rfc3339(),
        entry.person.as_ref().map(|person| person.name.clone()).unwrap_or_default(),
        verb.map_or_else(|| entry.action.clone(), |verb| word(action_path(*verb), &entry.action)),
        word(entry.kind.text_path(), entry.kind.word()),
        entry.record_id.to_string(),
        entry.changes.iter().map(change).collect::<Vec<_>>().join("\n"),
        entry.request_id.clone(),
        entry.hash.clone(),
    ]
}
