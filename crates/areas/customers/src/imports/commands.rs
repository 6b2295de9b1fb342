use super::entity::{import, row};
use super::entry::{enter, is_known, on_file};
use super::queries::{StoredProblem, own, texts};
use super::rules::{Checked, CheckedRow, Layout, ParsedCustomer, Texts, check_row};
use contract::SubjectKind;
use contract::customers::{ImportActKind, ImportStatus, RowCorrection, RowOutcome};
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Refusal, Reply};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

const FINISHED: Refusal = Refusal::new("import.finished", locale::problems::IMPORT_FINISHED);

/// Keeps a checked sheet as a preview.
pub(super) async fn keep(tx: &mut Tx, file_name: String, checked: Checked) -> Reply<import::Model> {
    let id = Uuid::now_v7();
    let at = tx.at();
    let parsed: Vec<&ParsedCustomer> = checked.rows.iter().filter_map(CheckedRow::importable).collect();
    let known = on_file(tx.conn(), &parsed).await?;
    let mut rows = Vec::with_capacity(checked.rows.len());
    for found in &checked.rows {
        let repeats = found.importable().is_some_and(|c| is_known(&known, c));
        rows.push(row::ActiveModel {
            id: Set(Uuid::now_v7()),
            version: Set(1),
            import_id: Set(id),
            sheet_row: Set(found.row.into()),
            outcome: Set(if repeats { RowOutcome::Duplicate } else { found.outcome }),
            cells_sealed: Set(sealed(tx, &found.values)?),
            problems: Set(stored(found)?),
            duplicate_of_row: Set(found.duplicate_of_row.map(i64::from)),
            duplicate_on_file: Set(repeats),
            customer_id: Set(None),
            updated_at: Set(at),
        });
    }
    let count = |outcome| rows.iter().filter(|r| r.outcome.try_as_ref() == Some(&outcome)).count() as i64;
    let row = import::ActiveModel {
        id: Set(id),
        version: Set(1),
        file_name: Set(file_name),
        status: Set(ImportStatus::Preview),
        person_id: Set(tx.actor()?.id),
        columns: Set(serde_json::to_string(&checked.layout.to_contract())?),
        row_count: Set(rows.len() as i64),
        ok_count: Set(count(RowOutcome::Ok)),
        duplicate_count: Set(count(RowOutcome::Duplicate)),
        error_count: Set(count(RowOutcome::Error)),
        created_at: Set(at),
        updated_at: Set(at),
    };
    let import = tx.insert::<import::Entity, _>(row).await?;
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let chunk: Vec<_> = rows.by_ref().take(1000).collect();
        row::Entity::insert_many(chunk).exec_without_returning(tx.conn()).await?;
    }
    Ok(import)
}

/// Checks a row again with corrected texts; who repeats whom is found anew for the whole sheet.
pub(super) async fn correct(tx: &mut Tx, id: Uuid, sheet_row: i64, seen: i64, correction: &RowCorrection) -> Reply<row::Model> {
    let import = open(tx, id).await?;
    let layout = Layout::from_contract(&serde_json::from_str::<Vec<_>>(&import.columns)?);
    let found = row::Entity::find().filter(row::Column::ImportId.eq(id)).filter(row::Column::SheetRow.eq(sheet_row)).one(tx.conn()).await?;
    let before = found.ok_or(Error::NotFound)?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    let mut values = texts(&tx.state().keys, &before)?;
    values.extend(correction.values.iter().map(|(k, v)| (k.clone(), v.trim().to_owned())));
    values.retain(|_, text| !text.is_empty());
    let checked = check_row(&layout, u32::try_from(sheet_row).unwrap_or_default(), fields(&values));
    let at = tx.at();
    let mut row = before.clone().into_active_model();
    row.cells_sealed = Set(sealed(tx, &checked.values)?);
    row.problems = Set(stored(&checked)?);
    row.outcome = Set(checked.outcome);
    row.version = Set(before.version + 1);
    row.updated_at = Set(at);
    row.update(tx.conn()).await?;
    recount(tx, import, &layout).await?;
    let after = row::Entity::find_by_id(before.id).one(tx.conn()).await?;
    after.ok_or(Error::NotFound)
}

/// Enters every row that is in order, or gives the import up.
pub(super) async fn act(tx: &mut Tx, id: Uuid, seen: i64, act: ImportActKind) -> Reply<import::Model> {
    let import = open(tx, id).await?;
    if import.version != seen {
        return Err(Error::Stale);
    }
    match act {
        ImportActKind::Cancel => finish(tx, &import, ImportStatus::Cancelled, 0).await,
        ImportActKind::Commit => commit(tx, import).await,
    }
}

async fn commit(tx: &mut Tx, import: import::Model) -> Reply<import::Model> {
    let layout = Layout::from_contract(&serde_json::from_str::<Vec<_>>(&import.columns)?);
    // A file may have been entered since the preview.
    let import = recount(tx, import, &layout).await?;
    let mut customers = Vec::new();
    let mut rows = Vec::new();
    for found in rows_of(tx, import.id).await?.into_iter().filter(|r| r.outcome == RowOutcome::Ok) {
        let checked = checked(tx, &layout, &found)?;
        if let Some(customer) = checked.parsed {
            customers.push(customer);
            rows.push(found);
        }
    }
    let ids = enter(tx, import.id, &customers).await?;
    for (found, customer) in rows.into_iter().zip(&ids) {
        let mut row = found.into_active_model();
        row.customer_id = Set(Some(*customer));
        row.update(tx.conn()).await?;
    }
    tx.emit(Event {
        name: "customer_import.committed",
        kind: SubjectKind::CustomerImport,
        id: import.id,
        data: serde_json::json!({ "customers": ids.len() }),
    });
    finish(tx, &import, ImportStatus::Committed, ids.len() as i64).await
}

async fn finish(tx: &mut Tx, import: &import::Model, status: ImportStatus, ok: i64) -> Reply<import::Model> {
    let mut row = import.clone().into_active_model();
    row.status = Set(status);
    if status == ImportStatus::Committed {
        row.ok_count = Set(ok);
    }
    tx.update::<import::Entity, _>(import, row).await
}

async fn open(tx: &Tx, id: Uuid) -> Reply<import::Model> {
    let import = own(tx.conn(), id, tx.actor()?.id).await?;
    if import.status == ImportStatus::Preview { Ok(import) } else { Err(Error::Refused(FINISHED)) }
}

/// Finds duplicates anew, inside the sheet and on file, and brings outcomes and counts up to date.
async fn recount(tx: &mut Tx, import: import::Model, layout: &Layout) -> Reply<import::Model> {
    let rows = rows_of(tx, import.id).await?;
    let mut all = rows.iter().map(|r| checked(tx, layout, r)).collect::<Reply<Vec<_>>>()?;
    super::rules::find_duplicates(&mut all);
    let parsed: Vec<&ParsedCustomer> = all.iter().filter_map(CheckedRow::importable).collect();
    let known = on_file(tx.conn(), &parsed).await?;
    let mut counts: HashMap<RowOutcome, i64> = HashMap::new();
    for (before, now) in rows.into_iter().zip(&all) {
        let repeats = now.importable().is_some_and(|c| is_known(&known, c));
        let outcome = if repeats { RowOutcome::Duplicate } else { now.outcome };
        *counts.entry(outcome).or_default() += 1;
        let duplicate_of = now.duplicate_of_row.map(i64::from);
        if (before.outcome, before.duplicate_of_row, before.duplicate_on_file) != (outcome, duplicate_of, repeats) {
            let mut row = before.into_active_model();
            row.outcome = Set(outcome);
            row.duplicate_of_row = Set(duplicate_of);
            row.duplicate_on_file = Set(repeats);
            row.update(tx.conn()).await?;
        }
    }
    let count = |outcome| counts.get(&outcome).copied().unwrap_or(0);
    let mut row = import.clone().into_active_model();
    row.ok_count = Set(count(RowOutcome::Ok));
    row.duplicate_count = Set(count(RowOutcome::Duplicate));
    row.error_count = Set(count(RowOutcome::Error));
    tx.update::<import::Entity, _>(&import, row).await
}

async fn rows_of(tx: &Tx, import: Uuid) -> Reply<Vec<row::Model>> {
    Ok(row::Entity::find().filter(row::Column::ImportId.eq(import)).order_by_asc(row::Column::SheetRow).all(tx.conn()).await?)
}

fn checked(tx: &Tx, layout: &Layout, found: &row::Model) -> Reply<CheckedRow> {
    let values = texts(&tx.state().keys, found)?;
    Ok(check_row(layout, u32::try_from(found.sheet_row).unwrap_or_default(), fields(&values)))
}

fn fields(values: &BTreeMap<String, String>) -> Texts {
    values.iter().filter_map(|(field, text)| Some((field.parse().ok()?, text.clone()))).collect()
}

fn sealed(tx: &Tx, values: &Texts) -> Reply<String> {
    let words: BTreeMap<&str, &String> = values.iter().map(|(field, text)| (field.word(), text)).collect();
    Ok(tx.state().keys.seal(&serde_json::to_string(&words)?)?)
}

fn stored(found: &CheckedRow) -> Reply<String> {
    let problems: Vec<StoredProblem> = found.problems.iter().map(|p| (p.field.word().to_owned(), p.column, p.code.to_owned())).collect();
    Ok(serde_json::to_string(&problems)?)
}
