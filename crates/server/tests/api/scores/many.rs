//! KPI-11: the live scores of many people come from sums that the database makes; they are bit for bit what the records come to.
//!
//! `SCORES_PEOPLE` and `SCORES_RECORDS` make it as large as a company's month: `make bench-scores`.

use crate::support::{App, User};
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use engines::calendar::{local_date, start_of_day};
use platform::db::{Door, Tx};
use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};
use serde_json::{Value as Json, json};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Days of the month over which the records are spread.
const DAYS: u64 = 28;

fn of_environment(name: &str, usual: u32) -> u32 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// Writes many rows that are copies of one row with other values.
struct Copies<'a> {
    tx: &'a mut Tx,
    backend: DbBackend,
}

impl Copies<'_> {
    /// An id made of a prefix and a number that an expression gives.
    fn id(&self, prefix: u32, number: &str) -> String {
        match self.backend {
            DbBackend::Postgres => format!("CAST('{prefix:08x}-0000-7000-8000-' || lpad(to_hex({number}), 12, '0') AS uuid)"),
            _ => format!("unhex(printf('{prefix:08x}000070008000%012x', {number}))"),
        }
    }

    async fn columns(&self, table: &str) -> Vec<String> {
        let sql = match self.backend {
            DbBackend::Postgres => {
                format!("SELECT column_name::text FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '{table}'")
            }
            _ => format!("SELECT name FROM pragma_table_info('{table}')"),
        };
        let rows = self.tx.conn().query_all_raw(Statement::from_string(self.backend, sql)).await.unwrap();
        rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
    }

    /// So many copies of the row with this id; `others` are expressions over the number `i`, with `$1` and on for the values.
    async fn of(&mut self, table: &str, id: &str, count: u32, others: &[(&str, String)], mut values: Vec<Value>) {
        values.push(id.parse::<Uuid>().unwrap().into());
        let columns = self.columns(table).await;
        let value = |column: &String| {
            others.iter().find(|(name, _)| name == column).map_or_else(|| format!("t.{column}"), |(_, other)| other.clone())
        };
        let given: Vec<String> = columns.iter().map(value).collect();
        let sql = format!(
            "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {count}) \
             INSERT INTO {table} ({}) SELECT {} FROM n CROSS JOIN {table} t WHERE t.id = ${}",
            columns.join(", "),
            given.join(", "),
            values.len()
        );
        let done = self.tx.conn().execute_raw(Statement::from_sql_and_values(self.backend, sql, values)).await.unwrap();
        assert_eq!(done.rows_affected(), u64::from(count), "copies in {table}");
    }
}

/// One of these values for each number: the first by `i % length`.
fn one_of<T: Into<Value> + Clone>(all: &[T], values: &mut Vec<Value>, kind: &str) -> String {
    let mut sql = format!("CASE i % {}", all.len());
    for (at, value) in all.iter().enumerate() {
        values.push(value.clone().into());
        sql.push_str(&format!(" WHEN {at} THEN CAST(${} AS {kind})", values.len()));
    }
    sql + " END"
}

/// A company of so many more representatives with so many follow-ups and files in this month; gives a customer of the first one's.
async fn works_much(app: &App, people: u32, records: u32) -> String {
    let rep = app.sign_in("rep").await;
    let customer = rep.enters_a_customer("成都嘉业文化传播有限公司").await;
    let customer = customer["id"].as_str().unwrap().to_owned();
    let made = rep.post(&format!("/customers/{customer}/follow-ups"), json!({ "way": "phone", "content": "谈软装" })).await.ok(201);
    let (me, made) = (rep.id().await, made["id"].as_str().unwrap().to_owned());
    let first = local_date(app.state.clock.now(), 480).format("%Y-%m-01").to_string().parse::<NaiveDate>().unwrap();
    let days: Vec<NaiveDate> = (0..DAYS).map(|day| first + Days::new(day)).collect();
    let moments: Vec<DateTime<Utc>> = days.iter().map(|day| start_of_day(*day, 480) + TimeDelta::hours(10)).collect();
    let (door, known) = (Door::of_system(app.state.clone(), "test"), customer.clone());
    let write = async move |tx: &mut Tx| {
        let backend = tx.conn().get_database_backend();
        let (time, date) = if backend == DbBackend::Postgres { ("timestamptz", "date") } else { ("text", "text") };
        let mut copies = Copies { tx, backend };
        let others = [("id", copies.id(1, "i")), ("number", "'B' || i".into()), ("name", "'同事' || i".into())];
        copies.of("person", &me, people, &others, Vec::new()).await;
        let roles =
            "INSERT INTO person_role (person_id, role) SELECT id, 'sales_rep' FROM person WHERE number LIKE 'B%' AND name LIKE '同事%'";
        copies.tx.conn().execute_raw(Statement::from_string(backend, roles)).await.unwrap();
        let (files, person) = (records / 10, format!("i % {people}"));
        let mut values = Vec::new();
        let at = one_of(&moments, &mut values, time);
        let others = [
            ("id", copies.id(2, "i")),
            ("number", "'B' || i".into()),
            ("credit_code", "NULL".into()),
            ("entered_by", copies.id(1, &person)),
            ("created_at", at),
            ("completeness", "40 + i % 61".into()),
            ("review", "CASE i % 3 WHEN 0 THEN 'approved' WHEN 1 THEN 'returned' ELSE 'pending' END".into()),
        ];
        copies.of("customer", &customer, files, &others, values).await;
        let mut values = Vec::new();
        let at = one_of(&moments, &mut values, time);
        let next_on = one_of(&days, &mut values, date);
        let late: Vec<NaiveDate> = days.iter().map(|day| *day + Days::new(2)).collect();
        let late = one_of(&late, &mut values, date);
        let others = [
            ("id", copies.id(3, "i")),
            ("person_id", copies.id(1, &person)),
            ("customer_id", copies.id(2, &format!("i % {}", files.max(1)))),
            ("way", "CASE i % 5 WHEN 0 THEN 'visit' WHEN 1 THEN 'meeting' ELSE 'phone' END".into()),
            ("occurred_at", at.clone()),
            ("recorded_at", at),
            ("next_on", format!("CASE WHEN i % 2 = 0 THEN {next_on} END")),
            ("kept_on", format!("CASE i % 3 WHEN 0 THEN {next_on} WHEN 1 THEN {late} END")),
        ];
        copies.of("follow_up", &made, records - files, &others, values).await;
        if records > 100_000 {
            copies.tx.conn().execute_unprepared("ANALYZE").await.unwrap();
        }
        Ok(())
    };
    door.write_as_system(write).await.unwrap();
    known
}

async fn timed(user: &User, path: &str) -> (Json, Duration) {
    let began = Instant::now();
    let told = user.get(path).await.ok(200);
    (told, began.elapsed())
}

/// The most memory that this process, server and test in one, has held since it was last asked; in MB.
fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    line.trim().trim_end_matches("kB").trim().parse::<u64>().unwrap_or_default() / 1024
}

/// What the list says of somebody is what their records come to, item by item.
pub(super) async fn is_that_of_the_records(user: &User, row: &Json, month: &str) {
    let told = user.get(&format!("/kpi/scores/{}/{month}", row["person"]["id"].as_str().unwrap())).await.ok(200);
    assert_eq!((&told["score"], &told["grade"]), (&row["score"], &row["grade"]), "{}", row["person"]["name"]);
    let scores = |it: &Json| {
        it["items"].as_array().unwrap().iter().map(|item| (item["indicator"].clone(), item["score"].clone())).collect::<Vec<_>>()
    };
    assert_eq!(scores(&told), scores(row), "{}", row["person"]["name"]);
}

#[actix_web::test]
async fn kpi_11_scores_of_many_records_are_sums_and_exactly_those_of_the_records() {
    let (people, records) = (of_environment("SCORES_PEOPLE", 20), of_environment("SCORES_RECORDS", 2_000));
    let app = App::start().await;
    let customer = works_much(&app, people, records).await;
    let director = app.sign_in("director").await;
    let month = local_date(app.state.clock.now(), 480).format("%Y-%m").to_string();
    let before = most_memory();
    let path = format!("/kpi/scores?month={month}");
    let mut took = Vec::new();
    let mut told = Json::Null;
    for _ in 0..5 {
        let (answer, time) = timed(&director, &path).await;
        (told, took) = (answer, [took, vec![time]].concat());
    }
    let most = most_memory();
    took.sort_unstable();
    let rows = told["rows"].as_array().unwrap();
    assert!(rows.len() > people as usize, "{} rows", rows.len());
    let step = (rows.len() / 20).max(1);
    for row in rows.iter().step_by(step) {
        is_that_of_the_records(&director, row, &month).await;
    }
    let person = rows.iter().find(|row| row["person"]["name"] == "同事0").unwrap()["person"]["id"].as_str().unwrap();
    let (explained, explaining) = timed(&director, &format!("/kpi/scores/{person}/{month}")).await;
    let counted: usize = explained["items"].as_array().unwrap().iter().map(|item| item["records"].as_array().unwrap().len()).sum();
    let (_, inputs) = timed(&director, &format!("/kpi/inputs?month={month}")).await;
    let (_, compliance) = timed(&director, &format!("/kpi/compliance?month={month}")).await;
    let database =
        if app.state.config.database.url.as_ref().is_some_and(|url| url.starts_with("postgres")) { "PostgreSQL" } else { "SQLite" };
    // The live score after one write: of who made it at once, and of everybody as before plus that record.
    let rep = app.sign_in("rep").await;
    let (me, body) = (rep.id().await, json!({ "way": "visit", "content": "送样板" }));
    let own = format!("/kpi/scores/{me}/{month}");
    let made = |told: &Json| told["items"].as_array().unwrap().iter().find(|item| item["indicator"] == "follow_up.made").unwrap().clone();
    let before_it = made(&rep.get(&own).await.ok(200))["records"].as_array().unwrap().len();
    let began = Instant::now();
    rep.post(&format!("/customers/{customer}/follow-ups"), body).await.ok(201);
    let writing = began.elapsed();
    let (mine, own_after) = timed(&rep, &own).await;
    assert_eq!(made(&mine)["records"].as_array().unwrap().len(), before_it + 1, "the write counts in the next read");
    let (all_after, list_after) = timed(&director, &path).await;
    let row = all_after["rows"].as_array().unwrap().iter().find(|row| row["person"]["id"] == me).unwrap().clone();
    is_that_of_the_records(&director, &row, &month).await;
    let (_, read) = timed(&director, "/me").await;
    let times = |time: Duration| time.as_secs_f64() / read.as_secs_f64();
    println!(
        "{database}, in reads of one's own account ({read:?}): all scores {:.0}, so {:.3} a person; one score with its {counted} records {:.0}; \
         one write {:.1}, its author's score after it {:.1}, all scores after it {:.0}; records counted one person at a time would take {:.0}",
        times(took[2]),
        times(took[2]) / f64::from(people),
        times(explaining),
        times(writing),
        times(own_after),
        times(list_after),
        times(explaining) * f64::from(people)
    );
    println!(
        "{database}: {people} people, {records} records: all scores {:?} (best {:?}, worst {:?}), process at most {before} MB before and {most} MB \
         while; one explained with {counted} records {explaining:?}; inputs of the trial {inputs:?}; rules kept {compliance:?}",
        took[2], took[0], took[4]
    );
}

/// All sources at once, over the demo company's work: also those that are read and added up here.
#[actix_web::test]
async fn kpi_11_the_list_and_the_explanation_never_disagree() {
    let app = App::start_with_work(40).await;
    let director = app.sign_in("director").await;
    let today = local_date(app.state.clock.now(), 480);
    for month in [today, today - TimeDelta::days(31)].map(|day| day.format("%Y-%m").to_string()) {
        let told = director.get(&format!("/kpi/scores?month={month}")).await.ok(200);
        for row in told["rows"].as_array().unwrap() {
            is_that_of_the_records(&director, row, &month).await;
        }
    }
}
