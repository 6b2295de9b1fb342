use super::entity::{import, row};
use super::undoing;
use chrono::{DateTime, TimeDelta, Utc};
use contract::customers::{CellProblem, Import, ImportActKind, ImportField, ImportRow, ImportStatus, RowOutcome};
use contract::page::{FieldKind, Page};
use engines::people::Names;
use locale::Language;
use platform::list::{Field, ListDef, Parsed, page, total};
use platform::seal::Keys;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Imports.
pub const LIST: ListDef = ListDef {
    key: "customer-imports",
    fields: &[
        Field::new("file_name", "file_name", FieldKind::Text, locale::customers::FILE_NAME),
        Field::new("status", "status", FieldKind::Word, locale::customers::IMPORT_STATUS)
            .words(|| ImportStatus::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("created_at", "created_at", FieldKind::Time, locale::customers::UPLOADED_AT).sortable(),
    ],
    default_sort: "-created_at",
    searchable: false,
};

/// The rows of an import.
pub const ROWS: ListDef = ListDef {
    key: "customer-import-rows",
    fields: &[
        Field::new("row", "sheet_row", FieldKind::Number, locale::customers::SHEET_ROW).sortable(),
        Field::new("outcome", "outcome", FieldKind::Word, locale::customers::OUTCOME)
            .words(|| RowOutcome::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
    ],
    default_sort: "row",
    searchable: false,
};

/// One's own import; those of others do not exist: they hold what only their owner has seen.
pub(super) async fn own(conn: &impl ConnectionTrait, id: Uuid, me: Uuid) -> Reply<import::Model> {
    let found = import::Entity::find_by_id(id).filter(import::Column::PersonId.eq(me)).one(conn).await?;
    found.ok_or(Error::NotFound)
}

pub(super) async fn list(conn: &impl ConnectionTrait, me: Uuid, query: &Parsed, now: DateTime<Utc>) -> Reply<Page<Import>> {
    let select = import::Entity::find().filter(import::Column::PersonId.eq(me));
    let found = page(conn, select.clone(), query).await?;
    let total = total(conn, select, query).await?;
    let names = Names::load(conn, [me]).await?;
    let items = found.items.into_iter().map(|row| present(row, &names, now)).collect::<Reply<_>>()?;
    Ok(Page { items, next: found.next, prev: found.prev, total })
}

pub(super) async fn show(conn: &impl ConnectionTrait, found: import::Model, now: DateTime<Utc>) -> Reply<Import> {
    let names = Names::load(conn, [found.person_id]).await?;
    present(found, &names, now)
}

/// Entering that has not moved for so long was interrupted.
const STALLED: TimeDelta = TimeDelta::seconds(20);

fn present(found: import::Model, names: &Names, now: DateTime<Utc>) -> Reply<Import> {
    let actions = match found.status {
        ImportStatus::Committing if found.updated_at + STALLED < now => vec![ImportActKind::Commit, ImportActKind::Cancel],
        ImportStatus::Committing => vec![ImportActKind::Cancel],
        ImportStatus::Preview if found.ok_count > 0 => vec![ImportActKind::Commit, ImportActKind::Cancel],
        ImportStatus::Preview => vec![ImportActKind::Cancel],
        ImportStatus::Undoing if found.updated_at + STALLED < now => vec![ImportActKind::Undo],
        ImportStatus::Committed | ImportStatus::Cancelled if found.entered_count > 0 && undoing::in_time(&found, now).is_ok() => {
            vec![ImportActKind::Undo]
        }
        ImportStatus::Committed | ImportStatus::Cancelled | ImportStatus::Undoing | ImportStatus::Undone => Vec::new(),
    };
    Ok(Import {
        id: found.id,
        file_name: found.file_name,
        status: found.status,
        person: names.of(found.person_id),
        columns: serde_json::from_str(&found.columns)?,
        rows: found.row_count,
        ok: found.ok_count,
        duplicates: found.duplicate_count,
        errors: found.error_count,
        entered: found.entered_count,
        created_at: found.created_at,
        version: found.version,
        actions,
    })
}

pub(super) async fn rows(
    conn: &impl ConnectionTrait,
    keys: &Keys,
    import: Uuid,
    query: &Parsed,
    language: Language,
) -> Reply<Page<ImportRow>> {
    let select = row::Entity::find().filter(row::Column::ImportId.eq(import));
    let found = page(conn, select.clone(), query).await?;
    let total = total(conn, select, query).await?;
    let items = found.items.into_iter().map(|r| present_row(keys, r, language)).collect::<Reply<_>>()?;
    Ok(Page { items, next: found.next, prev: found.prev, total })
}

/// The texts of a row as read.
pub(super) fn texts(keys: &Keys, found: &row::Model) -> Reply<BTreeMap<String, String>> {
    Ok(serde_json::from_str(&keys.open(&found.cells_sealed)?)?)
}

/// A stored problem: field word, column, code.
pub(super) type StoredProblem = (String, Option<usize>, String);

pub(super) fn present_row(keys: &Keys, found: row::Model, language: Language) -> Reply<ImportRow> {
    let stored: Vec<StoredProblem> = serde_json::from_str(&found.problems)?;
    let problem = |(field, column, code): StoredProblem| {
        let text = locale::find(&format!("import_problems.{code}")).or_else(|| locale::find(&format!("problems.{code}")));
        let row = u32::try_from(found.sheet_row).unwrap_or_default();
        CellProblem {
            cell: column.map_or_else(|| row.to_string(), |column| sheets::address(column, row)),
            field: field.parse().unwrap_or(ImportField::Name),
            detail: text.unwrap_or(locale::problems::FIELD_INVALID).text(language).to_owned(),
            code,
        }
    };
    Ok(ImportRow {
        row: found.sheet_row,
        outcome: found.outcome,
        values: texts(keys, &found)?,
        problems: stored.into_iter().map(problem).collect(),
        duplicate_of_row: found.duplicate_of_row,
        duplicate_on_file: found.duplicate_on_file,
        customer_id: found.customer_id,
        version: found.version,
    })
}
