use super::text;
use contract::SubjectKind;
use platform::Reply;
use platform::db::{Tx, is_postgres};
use platform::seal::Keys;
use sea_orm::sea_query::{Condition, Expr};
use sea_orm::{ConnectionTrait, Statement, Value};
use uuid::Uuid;

/// What a record can be found by.
pub struct Document {
    pub kind: SubjectKind,
    pub id: Uuid,
    /// Names and numbers, in the open.
    pub texts: Vec<String>,
    /// Phone numbers: found by their last four digits or the whole number, stored as keyed hashes only. Other lengths are not
    /// kept: who could ask for five digits, then six, would read a hidden number digit by digit.
    pub phones: Vec<String>,
}

/// The digits that a phone number's tail has.
const TAIL: usize = 4;

fn tail_token(keys: &Keys, tail: &str) -> String {
    let mut token = keys.hash("phone-tail", tail.as_bytes());
    token.truncate(20);
    format!("p{token}")
}

fn tokens(keys: &Keys, document: &Document) -> (String, Vec<String>) {
    let text = document.texts.iter().map(|t| text::normalise(t)).collect::<Vec<_>>().join("\n");
    let mut grams = text::grams(&text);
    for phone in &document.phones {
        let tail = phone.len().checked_sub(TAIL).filter(|from| *from > 0).and_then(|from| phone.get(from..));
        grams.extend(tail.into_iter().chain([phone.as_str()]).map(|digits| tail_token(keys, digits)));
    }
    (text, grams)
}

/// Makes a record findable, or changes what it is found by.
///
/// # Errors
/// Where the database fails.
pub async fn index(tx: &Tx, document: Document) -> Reply<()> {
    index_many(tx, vec![document]).await
}

/// Makes many records findable.
///
/// # Errors
/// Where the database fails.
pub async fn index_many(tx: &Tx, documents: Vec<Document>) -> Reply<()> {
    let keys = &tx.state().keys;
    let conn = tx.conn();
    for chunk in documents.chunks(200) {
        let rows: Vec<(String, Uuid, String, String)> = chunk
            .iter()
            .map(|d| {
                let (text, grams) = tokens(keys, d);
                (d.kind.word().to_owned(), d.id, text, grams.join(" "))
            })
            .collect();
        if is_postgres(conn) { write_postgres(conn, rows).await? } else { write_sqlite(conn, rows).await? }
    }
    Ok(())
}

async fn write_postgres(conn: &impl ConnectionTrait, rows: Vec<(String, Uuid, String, String)>) -> Reply<()> {
    let places: Vec<String> = (0..rows.len())
        .map(|i| format!("(${}, ${}, ${}, string_to_array(${}, ' '))", i * 4 + 1, i * 4 + 2, i * 4 + 3, i * 4 + 4))
        .collect();
    let sql = format!(
        "INSERT INTO search_document (kind, record_id, text, grams) VALUES {} \
         ON CONFLICT (record_id) DO UPDATE SET text = excluded.text, grams = excluded.grams",
        places.join(", ")
    );
    let values = rows.into_iter().flat_map(|(kind, id, text, grams)| [Value::from(kind), id.into(), text.into(), grams.into()]);
    conn.execute_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    Ok(())
}

/// The tokens live in an FTS5 table without content, keyed by the document's row number.
async fn write_sqlite(conn: &impl ConnectionTrait, rows: Vec<(String, Uuid, String, String)>) -> Reply<()> {
    let backend = conn.get_database_backend();
    let places = vec!["(?, ?, ?)"; rows.len()].join(", ");
    let sql = format!(
        "INSERT INTO search_document (kind, record_id, text) VALUES {places} \
         ON CONFLICT (record_id) DO UPDATE SET text = excluded.text RETURNING id, record_id"
    );
    let values = rows.iter().flat_map(|(kind, id, text, _)| [Value::from(kind.clone()), (*id).into(), text.clone().into()]);
    let stored = conn.query_all_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    let grams: std::collections::HashMap<Uuid, String> = rows.into_iter().map(|(_, id, _, grams)| (id, grams)).collect();
    let mut places = Vec::with_capacity(stored.len());
    let mut values = Vec::with_capacity(stored.len() * 2);
    for row in stored {
        let (id, record): (i64, Uuid) = (row.try_get("", "id")?, row.try_get("", "record_id")?);
        places.push("(?, ?)");
        values.extend([Value::from(id), grams.get(&record).cloned().unwrap_or_default().into()]);
    }
    // A contentless table takes no update, but what was there may be replaced as a whole.
    let sql = format!("INSERT OR REPLACE INTO search_gram (rowid, grams) VALUES {}", places.join(", "));
    conn.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    Ok(())
}

/// The condition that a record's `id` (written as `table.id`) is among the hits for `q`.
///
/// Tokens narrow down, the text itself decides; four digits also match the end of a phone number, more of them the whole of one.
pub fn condition(conn: &impl ConnectionTrait, keys: &Keys, kind: SubjectKind, id: &str, q: &str) -> Condition {
    // No database keeps a zero character, and one refuses to be asked for it.
    let wanted = text::normalise(&q.replace('\0', ""));
    let grams = text::query_grams(&wanted);
    let like = format!("%{}%", wanted.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
    let mut any = Condition::any();
    if !grams.is_empty() {
        any = any.add(if is_postgres(conn) {
            Expr::cust_with_values(
                format!(
                    "{id} IN (SELECT record_id FROM search_document WHERE kind = $1 AND grams @> string_to_array($2, ' ') \
                     AND text LIKE $3 ESCAPE '\\')"
                ),
                [Value::from(kind.word()), grams.join(" ").into(), like.into()],
            )
        } else {
            Expr::cust_with_values(
                format!(
                    "{id} IN (SELECT d.record_id FROM search_gram JOIN search_document d ON d.id = search_gram.rowid \
                     WHERE search_gram MATCH ? AND d.kind = ? AND d.text LIKE ? ESCAPE '\\')"
                ),
                [Value::from(grams.join(" ")), kind.word().into(), like.into()],
            )
        });
    }
    if wanted.len() >= TAIL && wanted.bytes().all(|b| b.is_ascii_digit()) {
        let token = tail_token(keys, &wanted);
        any = any.add(if is_postgres(conn) {
            Expr::cust_with_values(
                format!("{id} IN (SELECT record_id FROM search_document WHERE kind = $1 AND grams @> string_to_array($2, ' '))"),
                [Value::from(kind.word()), token.into()],
            )
        } else {
            Expr::cust_with_values(
                format!(
                    "{id} IN (SELECT d.record_id FROM search_gram JOIN search_document d ON d.id = search_gram.rowid \
                     WHERE search_gram MATCH ? AND d.kind = ?)"
                ),
                [Value::from(token), kind.word().into()],
            )
        });
    }
    any
}
