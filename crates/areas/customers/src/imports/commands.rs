use super::entity::{import, row};
use super::entry::on_file;
use super::judging::{Outcomes, judge, outcomes};
use super::queries::{StoredProblem, texts};
use super::rules::{Checked, CheckedRow, Layout, Texts, check_row};
use super::{entering, undoing};
use contract::SubjectKind;
use contract::customers::{ImportActKind, ImportStatus, RowCorrection, RowOutcome};
use platform::audit::{Change, Verb};
use platform::db::Tx;
use platform::outbox::Event;
use platform::seal::Keys;
use platform::{Error, Refusal, Reply};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect};
use std::collections::BTreeMap;
use uuid::Uuid;

const FINISHED: Refusal = Refusal::new("import.finished", locale::problems::IMPORT_FINISHED);

/// A sheet as it is kept: sealed already, so that the write that keeps it has nothing left to work out.
pub(super) struct Sealed {
    columns: String,
    rows: Vec<SealedRow>,
}

struct SealedRow {
    sheet_row: i64,
    outcome: RowOutcome,
    cells: String,
    problems: String,
    duplicate_of_row: Option<i64>,
    identity: Option<String>,
}

/// Seals a checked sheet row by row; it is spent on the way.
pub(super) fn seal(keys: &Keys, checked: Checked) -> Reply<Sealed> {
    let columns = serde_json::to_string(&checked.layout.to_contract())?;
    let row = |found: CheckedRow| {
        Ok(SealedRow {
            sheet_row: found.row.into(),
            outcome: found.outcome,
            cells: sealed(keys, &found.values)?,
            problems: stored(&found)?,
            duplicate_of_row: found.duplicate_of_row.map(i64::from),
            identity: identity(&found),
        })
    };
    Ok(Sealed { columns, rows: checked.rows.into_iter().map(row).collect::<Reply<_>>()? })
}

/// Keeps a checked sheet as a preview.
pub(super) async fn keep(tx: &mut Tx, file_name: String, sheet: &Sealed) -> Reply<import::Model> {
    let id = Uuid::now_v7();
    let at = tx.at();
    let firsts: Vec<&str> = sheet.rows.iter().filter(|r| r.outcome == RowOutcome::Ok).filter_map(|r| r.identity.as_deref()).collect();
    let known = on_file(tx.conn(), &firsts, id).await?;
    let repeats = |r: &SealedRow| r.outcome == RowOutcome::Ok && r.identity.as_ref().is_some_and(|identity| known.contains(identity));
    let outcome = |r: &SealedRow| if repeats(r) { RowOutcome::Duplicate } else { r.outcome };
    let count = |wanted| sheet.rows.iter().filter(|r| outcome(r) == wanted).count() as i64;
    let row = import::ActiveModel {
        id: Set(id),
        version: Set(1),
        file_name: Set(file_name),
        status: Set(ImportStatus::Preview),
        person_id: Set(tx.actor()?.id),
        columns: Set(sheet.columns.clone()),
        row_count: Set(sheet.rows.len() as i64),
        ok_count: Set(count(RowOutcome::Ok)),
        duplicate_count: Set(count(RowOutcome::Duplicate)),
        error_count: Set(count(RowOutcome::Error)),
        entered_count: Set(0),
        created_at: Set(at),
        updated_at: Set(at),
    };
    let import = tx.insert::<import::Entity, _>(row).await?;
    for chunk in sheet.rows.chunks(1000) {
        let rows = chunk.iter().map(|found| row::ActiveModel {
            id: Set(Uuid::now_v7()),
            version: Set(1),
            import_id: Set(id),
            sheet_row: Set(found.sheet_row),
            outcome: Set(outcome(found)),
            cells_sealed: Set(found.cells.clone()),
            problems: Set(found.problems.clone()),
            duplicate_of_row: Set(found.duplicate_of_row),
            duplicate_on_file: Set(repeats(found)),
            customer_id: Set(None),
            identity: Set(found.identity.clone()),
            updated_at: Set(at),
        });
        row::Entity::insert_many(rows).exec_without_returning(tx.conn()).await?;
    }
    Ok(import)
}

/// Checks a row again with corrected texts, and judges anew those rows that share what it was or is told by.
pub(super) async fn correct(tx: &mut Tx, id: Uuid, sheet_row: i64, seen: i64, correction: &RowCorrection) -> Reply<row::Model> {
    let import = open(tx, id, &[ImportStatus::Preview]).await?;
    let layout = layout(&import)?;
    let found = row::Entity::find().filter(row::Column::ImportId.eq(id)).filter(row::Column::SheetRow.eq(sheet_row)).one(tx.conn()).await?;
    let before = found.ok_or(Error::NotFound)?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    let mut values = texts(&tx.state().keys, &before)?;
    values.extend(correction.values.iter().map(|(k, v)| (k.clone(), v.trim().to_owned())));
    values.retain(|_, text| !text.is_empty());
    let checked = check_row(&layout, u32::try_from(sheet_row).unwrap_or_default(), fields(&values));
    let now = identity(&checked);
    let mut row = before.clone().into_active_model();
    row.cells_sealed = Set(sealed(&tx.state().keys, &checked.values)?);
    row.problems = Set(stored(&checked)?);
    row.outcome = Set(checked.outcome);
    row.duplicate_of_row = Set(None);
    row.duplicate_on_file = Set(false);
    row.identity = Set(now.clone());
    row.version = Set(before.version + 1);
    row.updated_at = Set(tx.at());
    row.update(tx.conn()).await?;
    let mut shared: Vec<String> = before.identity.into_iter().chain(now).collect();
    shared.dedup();
    for key in &shared {
        judge(tx, id, key).await?;
    }
    let counts = outcomes(tx.conn(), id).await?;
    let row = counted(import.clone().into_active_model(), &counts);
    tx.update::<import::Entity, _>(&import, row).await?;
    let which = Change { field: "row".to_owned(), old: None, new: Some(sheet_row.to_string()) };
    tx.note(Verb::Update, SubjectKind::CustomerImport, id, vec![which]);
    let after = row::Entity::find_by_id(before.id).one(tx.conn()).await?;
    after.ok_or(Error::NotFound)
}

/// Lets the rows that are in order be entered, or gives up those that are not entered yet.
pub(super) async fn act(tx: &mut Tx, id: Uuid, seen: i64, act: ImportActKind) -> Reply<()> {
    let (from, status): (&[ImportStatus], ImportStatus) = match act {
        ImportActKind::Commit => (&[ImportStatus::Preview, ImportStatus::Committing], ImportStatus::Committing),
        ImportActKind::Cancel => (&[ImportStatus::Preview, ImportStatus::Committing], ImportStatus::Cancelled),
        ImportActKind::Undo => (undoing::FROM, ImportStatus::Undoing),
    };
    let import = open(tx, id, from).await?;
    if import.version != seen {
        return Err(Error::Stale);
    }
    if act == ImportActKind::Undo {
        undoing::in_time(&import, tx.at())?;
    }
    let mut row = import.clone().into_active_model();
    row.status = Set(status);
    tx.update::<import::Entity, _>(&import, row).await?;
    Ok(())
}

/// Enters the next rows after this one; gives the last of them, `None` once there are none or the import is not to go on.
pub(super) async fn enter_some(tx: &mut Tx, id: Uuid, after: i64) -> Reply<Option<i64>> {
    let import = match open(tx, id, &[ImportStatus::Committing]).await {
        Err(Error::Refused(_)) => return Ok(None),
        found => found?,
    };
    if let Some(last) = entering::some(tx, &import, &layout(&import)?, after).await? {
        return Ok(Some(last));
    }
    let counts = outcomes(tx.conn(), id).await?;
    let mut row = counted(import.clone().into_active_model(), &counts);
    row.status = Set(ImportStatus::Committed);
    row.ok_count = Set(import.entered_count);
    tx.update::<import::Entity, _>(&import, row).await?;
    tx.emit(Event {
        name: "customer_import.committed",
        kind: SubjectKind::CustomerImport,
        id,
        data: serde_json::json!({ "customers": import.entered_count }),
    });
    Ok(None)
}

/// The caller's own import in one of these states. It is locked until the commit, so that nobody judges rows by what another changes.
pub(super) async fn open(tx: &Tx, id: Uuid, states: &[ImportStatus]) -> Reply<import::Model> {
    let own = import::Entity::find_by_id(id).filter(import::Column::PersonId.eq(tx.actor()?.id)).lock_exclusive();
    let import = own.one(tx.conn()).await?.ok_or(Error::NotFound)?;
    if states.contains(&import.status) { Ok(import) } else { Err(Error::Refused(FINISHED)) }
}

fn counted(mut row: import::ActiveModel, counts: &Outcomes) -> import::ActiveModel {
    let count = |outcome| counts.get(&outcome).copied().unwrap_or(0);
    row.ok_count = Set(count(RowOutcome::Ok));
    row.duplicate_count = Set(count(RowOutcome::Duplicate));
    row.error_count = Set(count(RowOutcome::Error));
    row
}

fn layout(import: &import::Model) -> Reply<Layout> {
    Ok(Layout::from_contract(&serde_json::from_str::<Vec<_>>(&import.columns)?))
}

/// Reads a kept row again.
pub(super) fn checked(keys: &Keys, layout: &Layout, found: &row::Model) -> Reply<CheckedRow> {
    let values = texts(keys, found)?;
    Ok(check_row(layout, u32::try_from(found.sheet_row).unwrap_or_default(), fields(&values)))
}

fn identity(found: &CheckedRow) -> Option<String> {
    found.parsed.as_ref().map(|customer| customer.identity().key())
}

fn fields(values: &BTreeMap<String, String>) -> Texts {
    values.iter().filter_map(|(field, text)| Some((field.parse().ok()?, text.clone()))).collect()
}

fn sealed(keys: &Keys, values: &Texts) -> Reply<String> {
    let words: BTreeMap<&str, &String> = values.iter().map(|(field, text)| (field.word(), text)).collect();
    Ok(keys.seal(&serde_json::to_string(&words)?)?)
}

fn stored(found: &CheckedRow) -> Reply<String> {
    let problems: Vec<StoredProblem> = found.problems.iter().map(|p| (p.field.word().to_owned(), p.column, p.code.to_owned())).collect();
    Ok(serde_json::to_string(&problems)?)
}
