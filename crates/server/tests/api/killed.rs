//! PLT-08 with real processes: two programs as an operator starts them on one PostgreSQL; one is killed in the middle of a job
//! (SIGKILL, so that nothing of it can tidy up), and the other does the job. On SQLite there is one node, and nothing to test.

use crate::support::App;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

/// A lease of two minutes has to run out in real time.
const PATIENCE: Duration = Duration::from_secs(200);

/// The program in a process of its own; killed with it.
struct Program(Child);

impl Program {
    fn start(app: &App, node: &str) -> Self {
        let config = &app.state.config;
        let child = Command::new(env!("CARGO_BIN_EXE_yunchou"))
            .arg("serve")
            .env("YUNCHOU__DATABASE__URL", config.database.url.as_deref().unwrap())
            .env("YUNCHOU__DATA_DIR", &config.data_dir)
            .env("YUNCHOU__SECRET_KEY", config.secret_key.as_deref().unwrap())
            .env("YUNCHOU__SERVER__PORT", "0")
            .env("YUNCHOU__JOBS__NODE", node)
            .env("YUNCHOU__WEBHOOKS__ALLOW_PRIVATE", "true")
            .env("YUNCHOU__LOG__FILTER", "error")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut program = Self(child);
        let told = BufReader::new(program.0.stdout.take().unwrap()).lines().map_while(Result::ok).any(|line| line.contains("http://"));
        assert!(told, "{node} says where it serves");
        program
    }

    fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The next call of a web hook; nothing is answered yet.
async fn call(listener: &TcpListener) -> TcpStream {
    let (mut stream, _) = timeout(PATIENCE, listener.accept()).await.expect("a call in time").unwrap();
    let mut head = [0; 4096];
    let read = stream.read(&mut head).await.unwrap();
    assert!(head[..read].starts_with(b"POST /hook"), "{}", String::from_utf8_lossy(&head[..read]));
    stream
}

#[actix_web::test]
async fn the_job_of_a_program_that_is_killed_is_done_by_the_other() {
    if !std::env::var("TEST_DATABASE_URL").is_ok_and(|url| url.starts_with("postgres")) {
        return;
    }
    let app = App::with(|config| config.webhooks.allow_private = true).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let admin = app.sign_in("admin").await;
    admin.post("/webhooks", json!({ "name": "ERP", "url": url, "events": ["customer.*"] })).await.ok(201);

    let first = Program::start(&app, "first");
    app.sign_in("rep").await.enters_a_customer("成都嘉业文化传播有限公司").await;
    let hanging = call(&listener).await;
    let running = async || -> Vec<Value> {
        let jobs = app.sign_in("admin").await.get("/jobs?filter[kind]=deliver_webhook&limit=50").await.ok(200);
        jobs["items"].as_array().unwrap().clone()
    };
    let job = running().await.remove(0);
    assert_eq!((&job["status"], job["node"].as_str().unwrap().starts_with("first")), (&json!("running"), true), "{job:#}");

    let _second = Program::start(&app, "second");
    first.kill();
    drop(hanging);
    let mut again = call(&listener).await;
    again.write_all(b"HTTP/1.1 204 No Content\r\ncontent-length: 0\r\n\r\n").await.unwrap();
    for _ in 0..100 {
        let all = running().await;
        if all.iter().all(|job| job["status"] == "done") {
            assert_eq!((all.len(), &all[0]["attempts"]), (1, &json!(2)));
            assert!(all[0]["node"].as_str().unwrap().starts_with("second"), "{:#}", all[0]);
            let deliveries = app.sign_in("admin").await.get("/webhook-deliveries").await.ok(200);
            assert_eq!((deliveries["items"].as_array().unwrap().len(), &deliveries["items"][0]["status"]), (1, &json!("delivered")));
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("taken over and never done: {:#?}", running().await);
}
