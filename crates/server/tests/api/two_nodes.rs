//! Several API nodes on one PostgreSQL (PLT-08, PLT-09): two whole servers with their own background work. On SQLite there is one
//! node, and nothing to test.

use crate::notifications::{Stream, files_a_complaint};
use crate::support::App;
use chrono::TimeDelta;
use platform::db::{Door, Tx};
use platform::jobs::{self, Failure, Handlers, Job, LEASE, Runner, Work};
use sea_orm::{ConnectionTrait, Statement};
use serde::{Deserialize, Serialize};
use server::app::{Application, prepare};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use tokio::sync::{Notify, oneshot};

fn on_postgres() -> bool {
    std::env::var("TEST_DATABASE_URL").is_ok_and(|url| url.starts_with("postgres"))
}

/// Another whole server on the same database; its stop is dropped with it.
async fn second(app: &App, work: bool) -> (String, oneshot::Sender<()>) {
    let mut config = app.state.config.clone();
    config.jobs.run = work;
    config.jobs.node = "second".to_owned();
    let state = prepare(config, app.state.clock.clone()).await.unwrap();
    let server = Application::build(state).unwrap();
    let base = format!("http://127.0.0.1:{}", server.port);
    let (stop, stopped) = oneshot::channel::<()>();
    actix_web::rt::spawn(server.run(async move {
        let _gone = stopped.await;
    }));
    (base, stop)
}

/// Notes on which node it ran; waits to be killed where it is told to.
#[derive(Serialize, Deserialize)]
struct Errand {
    name: String,
    hangs: bool,
}

#[derive(Clone)]
struct Node {
    name: &'static str,
    ran: Arc<Mutex<HashMap<String, Vec<&'static str>>>>,
    begun: Arc<Notify>,
    hangs: bool,
}

impl Job for Errand {
    const KIND: contract::jobs::JobKind = contract::jobs::JobKind::Optimize;
    type Tools = Node;

    async fn run(self, node: Node, _: Work) -> Result<(), Failure> {
        node.ran.lock().unwrap().entry(self.name).or_default().push(node.name);
        node.begun.notify_one();
        if self.hangs && node.hangs {
            std::future::pending::<()>().await;
        }
        Ok(())
    }
}

async fn queue(app: &App, names: Vec<String>, hangs: bool) {
    let write = async move |tx: &mut Tx| {
        for name in &names {
            jobs::enqueue(tx, &Errand { name: name.clone(), hangs }).await?;
        }
        Ok(())
    };
    Door::of_system(app.state.clone(), "test").write_as_system(write).await.unwrap();
}

#[actix_web::test]
async fn what_is_told_on_one_node_is_heard_on_the_other() {
    if !on_postgres() {
        return;
    }
    let app = App::start().await;
    let (base, _stop) = second(&app, true).await;
    let manager = app.sign_in("service.manager").await;
    let mut there = Stream::open(&base, &manager.token()).await;
    let before = there.next().await.unwrap();
    files_a_complaint(&app).await;
    assert_eq!(there.next().await, Some(before + 1), "written on the first, heard on the second");
    // The second node works for both: its jobs stand in the one queue.
    let mut periods = Vec::new();
    for _ in 0..200 {
        let done = app.sign_in("admin").await.get("/jobs?filter[status]=done&limit=200").await.ok(200);
        periods = done["items"].as_array().unwrap().clone();
        if periods.len() >= 5 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    assert!(periods.len() >= 5 && periods.iter().all(|job| job["node"].as_str().unwrap().starts_with("second")), "{periods:#?}");
}

#[actix_web::test]
async fn two_nodes_share_the_work_and_none_is_done_twice() {
    if !on_postgres() {
        return;
    }
    let app = App::start().await;
    let other = app.another_node().await;
    let ran = Arc::new(Mutex::new(HashMap::new()));
    let node = |name| Node { name, ran: ran.clone(), begun: Arc::default(), hangs: false };
    let one = app.runner(Handlers::default().on::<Errand>(node("one")));
    let two = Runner::new(other, Arc::new(Handlers::default().on::<Errand>(node("two"))), "two");
    queue(&app, (0..120).map(|n| n.to_string()).collect(), false).await;
    let work = async |runner: &Runner| while runner.tick().await.unwrap() > 0 {};
    tokio::join!(work(&one), work(&two));
    let ran = ran.lock().unwrap();
    assert_eq!((ran.len(), ran.values().all(|nodes| nodes.len() == 1)), (120, true), "{ran:?}");
}

#[actix_web::test]
async fn a_killed_nodes_job_is_taken_over_after_its_lease() {
    if !on_postgres() {
        return;
    }
    let app = App::start().await;
    let other = app.another_node().await;
    let ran = Arc::new(Mutex::new(HashMap::new()));
    let begun = Arc::new(Notify::new());
    let node = |name, hangs| Node { name, ran: ran.clone(), begun: begun.clone(), hangs };
    let dies = Runner::new(other, Arc::new(Handlers::default().on::<Errand>(node("dies", true))), "dies");
    let lives = app.runner(Handlers::default().on::<Errand>(node("lives", false)));
    queue(&app, vec!["left behind".to_owned()], true).await;
    let running = actix_web::rt::spawn(async move { dies.tick().await });
    begun.notified().await;
    // The node is killed in the middle: nothing of it writes any more.
    running.abort();
    assert_eq!(lives.tick().await.unwrap(), 0, "the lease of the dead runs");
    app.later(LEASE - TimeDelta::seconds(5));
    assert_eq!(lives.tick().await.unwrap(), 0);
    app.later(TimeDelta::seconds(6));
    assert_eq!(lives.tick().await.unwrap(), 1);
    assert_eq!(ran.lock().unwrap()["left behind"], ["dies", "lives"]);
    let conn = app.state.database.reader().conn();
    let sql = "SELECT status, attempts FROM job WHERE kind = 'optimize'";
    let row = conn.query_one_raw(Statement::from_string(conn.get_database_backend(), sql)).await.unwrap().unwrap();
    assert_eq!((row.try_get::<String>("", "status").unwrap(), row.try_get::<i32>("", "attempts").unwrap()), ("done".to_owned(), 2));
}
