//! PLT-08: background work is done once, tried again, taken over from the dead, and seen.

use crate::support::{App, User};
use chrono::TimeDelta;
use contract::jobs::JobKind;
use platform::db::{Door, Tx};
use platform::jobs::{self, Failure, Handlers, Job, LEASE, Runner, Work};
use sea_orm::{ConnectionTrait, Statement};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// Notes that it ran; fails or dies where it is told to.
#[derive(Serialize, Deserialize)]
pub struct Errand {
    name: String,
    fails: i32,
    panics: bool,
}

pub type Ran = Arc<Mutex<HashMap<String, i32>>>;

impl Job for Errand {
    const KIND: JobKind = JobKind::Optimize;
    const ATTEMPTS: i32 = 3;
    type Tools = Ran;

    async fn run(self, ran: Ran, work: Work) -> Result<(), Failure> {
        *ran.lock().unwrap().entry(self.name).or_default() += 1;
        assert!(!self.panics, "the handler panics");
        if work.attempt <= self.fails { Err(Failure::new("the other side is busy")) } else { Ok(()) }
    }
}

pub fn errand(name: &str, fails: i32) -> Errand {
    Errand { name: name.to_owned(), fails, panics: false }
}

pub fn handlers(ran: &Ran) -> Handlers {
    Handlers::default().on::<Errand>(ran.clone())
}

pub async fn queue(app: &App, errands: Vec<Errand>) {
    let write = async move |tx: &mut Tx| {
        for errand in &errands {
            jobs::enqueue(tx, errand).await?;
        }
        Ok(())
    };
    Door::of_system(app.state.clone(), "test").write_as_system(write).await.unwrap();
}

async fn list(admin: &User) -> Vec<Value> {
    admin.get("/jobs?sort=created_at&limit=200").await.ok(200)["items"].as_array().unwrap().clone()
}

#[actix_web::test]
async fn two_nodes_do_each_job_once() {
    let app = App::start().await;
    let ran = Ran::default();
    queue(&app, (0..60).map(|n| errand(&n.to_string(), 0)).collect()).await;
    let other = app.another_node().await;
    let (one, two) = (app.runner(handlers(&ran)), Runner::new(other, Arc::new(handlers(&ran)), "other"));
    let work = async |runner: &Runner| while runner.tick().await.unwrap() > 0 {};
    tokio::join!(work(&one), work(&two));
    assert_eq!(ran.lock().unwrap().len(), 60);
    assert!(ran.lock().unwrap().values().all(|times| *times == 1), "{ran:?}");
    let admin = app.sign_in("admin").await;
    assert!(list(&admin).await.iter().all(|job| job["status"] == "done" && job["attempts"] == 1));
}

#[actix_web::test]
async fn what_fails_is_tried_again_after_a_pause_and_given_up_at_last() {
    let app = App::start().await;
    let ran = Ran::default();
    let runner = app.runner(handlers(&ran));
    queue(&app, vec![errand("once", 1), errand("always", 99)]).await;
    assert_eq!(runner.tick().await.unwrap(), 2);
    assert_eq!(runner.tick().await.unwrap(), 0, "not before the pause");
    for _ in 0..5 {
        app.later(TimeDelta::minutes(5));
        runner.tick().await.unwrap();
    }
    assert_eq!(*ran.lock().unwrap(), HashMap::from([("once".to_owned(), 2), ("always".to_owned(), 3)]));
    let admin = app.sign_in("admin").await;
    let dead = admin.get("/jobs?filter[status]=dead").await.ok(200)["items"].clone();
    assert_eq!((dead.as_array().unwrap().len(), &dead[0]["last_error"]), (1, &json!("the other side is busy")));
}

#[actix_web::test]
async fn a_job_of_a_dead_node_is_taken_over_after_its_lease() {
    let app = App::start().await;
    let ran = Ran::default();
    let runner = app.runner(handlers(&ran));
    queue(&app, vec![errand("left behind", 0)]).await;
    // A node that took the job and died.
    let now = app.state.clock.now();
    let backend = app.state.database.migrating().get_database_backend();
    let sql = "UPDATE job SET status = 'running', owner = 'dead', attempts = 1, run_at = $1, version = version + 1";
    let taken = Statement::from_sql_and_values(backend, sql, [(now + LEASE).into()]);
    app.state.database.migrating().execute_raw(taken).await.unwrap();
    assert_eq!(runner.tick().await.unwrap(), 0, "its lease runs");
    app.later(LEASE + TimeDelta::seconds(1));
    assert_eq!(runner.tick().await.unwrap(), 1);
    let admin = app.sign_in("admin").await;
    let job = list(&admin).await.remove(0);
    assert_eq!((&job["status"], &job["attempts"]), (&json!("done"), &json!(2)));
}

#[actix_web::test]
async fn a_job_that_kills_its_nodes_is_given_up() {
    let app = App::start().await;
    let runner = app.runner(handlers(&Ran::default()));
    queue(&app, vec![errand("deadly", 0)]).await;
    let sql = "UPDATE job SET status = 'running', owner = 'dead', attempts = 3";
    app.state.database.migrating().execute_unprepared(sql).await.unwrap();
    app.later(LEASE + TimeDelta::seconds(1));
    assert_eq!(runner.tick().await.unwrap(), 0);
    let admin = app.sign_in("admin").await;
    assert_eq!(list(&admin).await[0]["status"], "dead");
}

#[actix_web::test]
async fn a_handler_that_panics_takes_nobody_with_it() {
    let app = App::start().await;
    let ran = Ran::default();
    queue(&app, vec![Errand { panics: true, ..errand("bad", 0) }, errand("good", 0)]).await;
    assert_eq!(app.runner(handlers(&ran)).tick().await.unwrap(), 2);
    let admin = app.sign_in("admin").await;
    let all = list(&admin).await;
    let status = |n: usize| all[n]["status"].as_str().unwrap().to_owned();
    assert_eq!([status(0), status(1)].iter().filter(|s| *s == "done").count(), 1, "{all:#?}");
}

#[actix_web::test]
async fn a_period_is_begun_by_one_node_only() {
    let app = App::start().await;
    let ran = Ran::default();
    let each = |ran: &Ran| Handlers::default().every(TimeDelta::hours(1), &errand("hourly", 0), ran.clone()).unwrap();
    let other = app.another_node().await;
    let (one, two) = (app.runner(each(&ran)), Runner::new(other, Arc::new(each(&ran)), "other"));
    for _ in 0..3 {
        let (a, b) = tokio::join!(one.tick(), two.tick());
        assert!(a.is_ok() && b.is_ok());
        // Whoever lost the race may find the job of the winner only now.
        let (a, b) = tokio::join!(one.tick(), two.tick());
        assert!(a.is_ok() && b.is_ok());
        app.later(TimeDelta::minutes(61));
    }
    assert_eq!(ran.lock().unwrap()["hourly"], 3);
}

#[actix_web::test]
async fn an_administrator_has_jobs_run_again_or_not_at_all() {
    let app = App::start().await;
    let ran = Ran::default();
    let runner = app.runner(handlers(&ran));
    queue(&app, vec![errand("a", 0)]).await;
    let admin = app.sign_in("admin").await;
    let job = list(&admin).await.remove(0);
    assert_eq!(job["actions"], json!(["cancel"]));
    let path = format!("/jobs/{}/transitions", job["id"].as_str().unwrap());
    let cancelled = admin.act(&path, &job["version"], json!({ "act": "cancel" })).await.ok(200);
    assert_eq!(runner.tick().await.unwrap(), 0);
    assert_eq!(admin.act(&path, &job["version"], json!({ "act": "retry" })).await.problem(412), "stale");
    assert_eq!(admin.act(&path, &cancelled["version"], json!({ "act": "finish" })).await.problem(409), "job.not_now");
    admin.act(&path, &cancelled["version"], json!({ "act": "retry" })).await.ok(200);
    assert_eq!(runner.tick().await.unwrap(), 1);
    let auditor = app.sign_in("auditor").await;
    let entries = auditor.get("/audit?filter[kind]=job").await.ok(200);
    assert_eq!(entries["items"].as_array().unwrap().len(), 2, "what people do with jobs is on record");
    assert_eq!(app.sign_in("director").await.get("/jobs").await.problem(403), "forbidden");
}

#[actix_web::test]
async fn what_is_old_goes_and_what_is_young_stays() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    let body = || Some(json!({ "name": "成都嘉业", "kind": "company", "tier": "a" }));
    let key = [("idempotency-key", "k-1")];
    let first = rep.send("POST", "/customers", body(), &key).await.ok(201);
    app.works().await;
    assert_eq!(rep.send("POST", "/customers", body(), &key).await.ok(201)["id"], first["id"], "kept for now");
    let count = async |table: &str| {
        let conn = app.state.database.reader().conn();
        let sql = format!("SELECT COUNT(*) AS n FROM {table}");
        let row = conn.query_one_raw(Statement::from_string(conn.get_database_backend(), sql)).await.unwrap().unwrap();
        row.try_get::<i64>("", "n").unwrap()
    };
    rep.send("DELETE", "/sessions/current", None, &[]).await.ok(204);
    app.later(TimeDelta::days(100));
    let auditor = app.sign_in("auditor").await;
    app.works().await;
    assert_eq!((count("idempotency").await, count("session").await), (0, 1), "the auditor's session is young");
    assert_eq!(count("job").await, 23, "of this round; those of the first are gone");
    auditor.get("/audit").await.ok(200);
}
