//! PLT-02: what happened goes out signed, once more where it failed, never inwards; and the feed misses nothing.

use crate::support::{App, User};
use actix_web::{HttpRequest, HttpResponse, HttpServer, web};
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, TimeDelta, Utc};
use contract::SubjectKind;
use hmac::{Hmac, KeyInit, Mac};
use platform::db::{Door, Tx};
use platform::outbox::Event;
use sea_orm::{ConnectionTrait, TransactionTrait};
use serde_json::{Value, json};
use sha2::Sha256;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use uuid::Uuid;

#[derive(Clone, Debug)]
pub struct Call {
    headers: HashMap<String, String>,
    pub query: String,
    pub body: String,
}

/// Somebody's server: answers as told and keeps what it got.
#[derive(Clone)]
pub struct Receiver {
    pub url: String,
    calls: Arc<Mutex<Vec<Call>>>,
    answer: Arc<Mutex<(u16, Option<&'static str>)>>,
    words: Arc<Mutex<&'static str>>,
}

impl Receiver {
    pub fn start() -> Self {
        let calls = Arc::new(Mutex::new(Vec::new()));
        let answer = Arc::new(Mutex::new((204, None)));
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let receiver = Self { url, calls, answer, words: Arc::default() };
        let shared = receiver.clone();
        let server = HttpServer::new(move || {
            let shared = shared.clone();
            let take = move |request: HttpRequest, body: String| {
                let header = |(name, value): (&actix_web::http::header::HeaderName, &actix_web::http::header::HeaderValue)| {
                    (name.to_string(), value.to_str().unwrap().to_owned())
                };
                let headers = request.headers().iter().map(header).collect();
                let query = request.query_string().to_owned();
                shared.calls.lock().unwrap().push(Call { headers, query, body });
                let (status, retry_after) = *shared.answer.lock().unwrap();
                let mut response = HttpResponse::build(status.try_into().unwrap());
                if let Some(value) = retry_after {
                    response.insert_header((if status == 302 { "location" } else { "retry-after" }, value));
                }
                std::future::ready(response.body(*shared.words.lock().unwrap()))
            };
            actix_web::App::new().default_service(web::route().to(take))
        });
        actix_web::rt::spawn(server.workers(1).disable_signals().listen(listener).unwrap().run());
        receiver
    }

    fn answers(&self, status: u16, header: Option<&'static str>) {
        *self.answer.lock().unwrap() = (status, header);
    }

    /// Takes everything, with these words.
    pub fn says(&self, words: &'static str) {
        self.answers(200, None);
        *self.words.lock().unwrap() = words;
    }

    pub fn got(&self) -> Vec<Call> {
        self.calls.lock().unwrap().clone()
    }
}

async fn inside() -> (App, Receiver, User) {
    let app = App::with(|config| config.webhooks.allow_private = true).await;
    let admin = app.sign_in("admin").await;
    (app, Receiver::start(), admin)
}

async fn hook(admin: &User, receiver: &Receiver, events: &[&str]) -> Value {
    admin.post("/webhooks", json!({ "name": "ERP", "url": receiver.url, "events": events })).await.ok(201)
}

fn signature(secret: &str, call: &Call) -> String {
    let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&key).unwrap();
    mac.update(format!("{}.{}.{}", call.headers["webhook-id"], call.headers["webhook-timestamp"], call.body).as_bytes());
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

async fn deliveries(admin: &User) -> Vec<Value> {
    admin.get("/webhook-deliveries?sort=created_at").await.ok(200)["items"].as_array().unwrap().clone()
}

fn path(hook: &Value, below: &str) -> String {
    format!("/webhooks/{}{below}", hook["id"].as_str().unwrap())
}

#[actix_web::test]
async fn an_event_goes_out_signed_and_thin() {
    let (app, receiver, admin) = inside().await;
    let rep = app.sign_in("rep").await;
    rep.enters_a_customer("早前录入的客户").await;
    let made = hook(&admin, &receiver, &["customer.*"]).await;
    let customer = rep.enters_a_customer("成都嘉业文化传播有限公司").await;
    app.works().await;
    let calls = receiver.got();
    assert_eq!(calls.len(), 1, "only what happened since, only what is wanted: {calls:#?}");
    let call = &calls[0];
    assert_eq!(call.headers["webhook-signature"], signature(made["secret"].as_str().unwrap(), call));
    let body: Value = serde_json::from_str(&call.body).unwrap();
    assert_eq!((&body["type"], &body["data"]["id"]), (&json!("customer.created"), &customer["id"]));
    assert!(!call.body.contains("嘉业") && !call.body.contains("138"), "{}", call.body);
    let log = deliveries(&admin).await;
    assert_eq!((&log[0]["status"], &log[0]["last_status"]), (&json!("delivered"), &json!(204)));
    app.works().await;
    assert_eq!(receiver.got().len(), 1, "once");

    let seen = admin.get("/webhooks").await.ok(200)["items"][0]["version"].clone();
    let other = json!({ "name": "ERP", "url": receiver.url, "events": ["complaint.*"] });
    assert_eq!(admin.put(&path(&made, ""), &seen, other).await.ok(200)["events"], json!(["complaint.*"]));
    rep.enters_a_customer("武汉立方医疗器械有限公司").await;
    app.works().await;
    assert_eq!(receiver.got().len(), 1, "customers are wanted no longer");
}

#[actix_web::test]
async fn a_secret_is_shown_once_and_stored_nowhere() {
    let (app, receiver, admin) = inside().await;
    let body = || Some(json!({ "name": "ERP", "url": receiver.url, "events": ["*"] }));
    let key = [("idempotency-key", "k-1")];
    let made = admin.send("POST", "/webhooks", body(), &key).await.ok(201);
    let secret = made["secret"].as_str().unwrap().to_owned();
    assert_eq!(admin.send("POST", "/webhooks", body(), &key).await.ok(201)["secret"], made["secret"], "an answer that was lost");
    assert!(admin.get(&path(&made, "")).await.ok(200).get("secret").is_none());
    let conn = app.state.database.reader().conn();
    for (table, columns) in [("webhook", "name || url || events"), ("idempotency", "reply"), ("audit_entry", "changes"), ("event", "data")]
    {
        let sql = format!("SELECT {columns} AS v FROM {table}");
        for row in conn.query_all_raw(sea_orm::Statement::from_string(conn.get_database_backend(), sql)).await.unwrap() {
            assert!(!row.try_get::<String>("", "v").unwrap().contains(&secret[10..]), "{table}");
        }
    }
    let rotated = admin.act(&path(&made, "/transitions"), &made["version"], json!({ "act": "rotate" })).await.ok(200);
    assert_ne!(rotated["secret"], made["secret"]);
    app.sign_in("rep").await.enters_a_customer("成都嘉业").await;
    app.works().await;
    let call = receiver.got().remove(0);
    let both = format!("{} {}", signature(rotated["secret"].as_str().unwrap(), &call), signature(&secret, &call));
    assert_eq!(call.headers["webhook-signature"], both, "for a day");
}

#[actix_web::test]
async fn what_fails_is_sent_again_and_seen() {
    let (app, receiver, admin) = inside().await;
    hook(&admin, &receiver, &["customer.created"]).await;
    receiver.answers(503, Some("120"));
    app.sign_in("rep").await.enters_a_customer("成都嘉业").await;
    app.works().await;
    let seen = deliveries(&admin).await.remove(0);
    assert_eq!((&seen["status"], &seen["attempts"], &seen["last_error"]), (&json!("waiting"), &json!(1), &json!("HTTP 503")));
    app.later(TimeDelta::seconds(60));
    app.works().await;
    assert_eq!(receiver.got().len(), 1, "it asked for two minutes");
    receiver.answers(200, None);
    app.later(TimeDelta::seconds(70));
    app.works().await;
    let calls = receiver.got();
    assert_eq!(calls.len(), 2);
    assert_eq!(calls[0].headers["webhook-id"], calls[1].headers["webhook-id"]);
    assert_eq!(deliveries(&admin).await[0]["status"], "delivered");
}

#[actix_web::test]
async fn ten_attempts_in_vain_or_a_gone_address_break_it_off() {
    let (app, receiver, admin) = inside().await;
    let made = hook(&admin, &receiver, &["customer.created"]).await;
    receiver.answers(500, None);
    let rep = app.sign_in("rep").await;
    rep.enters_a_customer("成都嘉业").await;
    app.works().await;
    for _ in 0..12 {
        app.later(TimeDelta::hours(27));
        app.works().await;
    }
    assert_eq!(receiver.got().len(), 10);
    let admin = app.sign_in("admin").await;
    let now = admin.get(&path(&made, "")).await.ok(200);
    assert_eq!(now["status"], "broken");
    assert_eq!(deliveries(&admin).await[0]["status"], "failed");
    admin.act(&path(&made, "/transitions"), &now["version"], json!({ "act": "resume" })).await.ok(200);
    receiver.answers(410, None);
    app.sign_in("rep").await.enters_a_customer("武汉立方").await;
    app.works().await;
    assert_eq!(receiver.got().len(), 11, "gone is gone");
    assert_eq!(admin.get(&path(&made, "")).await.ok(200)["status"], "broken");
}

#[actix_web::test]
async fn a_redirect_is_not_followed_and_each_of_many_failures_is_noted() {
    let (app, receiver, admin) = inside().await;
    hook(&admin, &receiver, &["*"]).await;
    receiver.answers(302, Some("http://127.0.0.1:1/"));
    let rep = app.sign_in("rep").await;
    for name in ["成都嘉业", "武汉立方", "西安云锦", "苏州同里", "宁波远帆", "长沙湘雅"] {
        rep.enters_a_customer(name).await;
    }
    app.works().await;
    let sent = deliveries(&admin).await;
    assert!(sent.len() >= 6);
    assert!(sent.iter().all(|d| (&d["last_error"], &d["attempts"]) == (&json!("HTTP 302"), &json!(1))), "{sent:#?}");
}

#[actix_web::test]
async fn nothing_goes_into_the_companys_own_network() {
    let app = App::start().await;
    let admin = app.sign_in("admin").await;
    for (url, code) in [
        ("http://example.com/", "webhook_url_plain"),
        ("https://127.0.0.1/", "webhook_url_private"),
        ("https://[::ffff:10.0.0.1]/", "webhook_url_private"),
        ("https://169.254.169.254/latest", "webhook_url_private"),
        ("https://localhost:8080/", "webhook_url_private"),
        ("https://a:b@example.com/", "webhook_url_invalid"),
    ] {
        let answer = admin.post("/webhooks", json!({ "name": "x", "url": url, "events": ["*"] })).await;
        assert_eq!(answer.bad_fields(), [("/url".to_owned(), code.to_owned())], "{url}");
    }
    // Allowed once, then forbidden by the settings: judged again when it is sent.
    let made = admin.post("/webhooks", json!({ "name": "x", "url": "https://example.com/", "events": ["*"] })).await.ok(201);
    let receiver = Receiver::start();
    let sql = format!("UPDATE webhook SET url = '{}'", receiver.url);
    app.state.database.migrating().execute_unprepared(&sql).await.unwrap();
    app.sign_in("rep").await.enters_a_customer("成都嘉业").await;
    app.works().await;
    assert!(receiver.got().is_empty());
    assert_eq!(admin.get(&path(&made, "")).await.ok(200)["status"], "broken");
}

#[actix_web::test]
async fn events_are_sent_again_one_or_since_a_time() {
    let (app, receiver, admin) = inside().await;
    let made = hook(&admin, &receiver, &["customer.created"]).await;
    let start = app.state.clock.now();
    let rep = app.sign_in("rep").await;
    rep.enters_a_customer("成都嘉业").await;
    app.works().await;
    let one = deliveries(&admin).await.remove(0);
    let paused = admin.act(&path(&made, "/transitions"), &made["version"], json!({ "act": "pause" })).await.ok(200);
    rep.enters_a_customer("武汉立方").await;
    app.works().await;
    assert_eq!(receiver.got().len(), 1, "paused");
    admin.act(&path(&made, "/transitions"), &paused["version"], json!({ "act": "resume" })).await.ok(200);
    app.works().await;
    assert_eq!(receiver.got().len(), 1, "what happened in the pause is sent by a replay");
    let replayed = admin.post(&path(&made, "/replays"), json!({ "delivery_id": one["id"] })).await.ok(200);
    assert_eq!(replayed, json!({ "queued": 1, "complete": true }));
    app.works().await;
    assert_eq!(receiver.got()[0].headers["webhook-id"], receiver.got()[1].headers["webhook-id"]);
    let since = admin.post(&path(&made, "/replays"), json!({ "since": start })).await.ok(200);
    assert_eq!(since["queued"], 2);
    app.works().await;
    assert_eq!(receiver.got().len(), 4);
    assert_eq!(admin.post(&path(&made, "/replays"), json!({})).await.bad_fields()[0].1, "webhook_replay_which");
    rep.get("/webhooks").await.problem(403);
}

async fn emits(door: &Door, n: u128) {
    let emit = async move |tx: &mut Tx| {
        tx.emit(Event { name: "test.happened", kind: SubjectKind::Task, id: Uuid::from_u128(n), data: json!({}) });
        Ok(())
    };
    door.write_as_system(emit).await.unwrap();
}

#[actix_web::test]
async fn the_feed_misses_nothing_and_doubles_nothing_while_many_write() {
    let app = App::start().await;
    let admin = app.sign_in("admin").await;
    let other = app.another_node().await;
    let writers = (0..8u128).map(|w| {
        let door = Door::of_system(if w % 2 == 0 { app.state.clone() } else { other.clone() }, "feed");
        async move {
            for n in 0..25 {
                emits(&door, w * 1000 + n).await;
            }
        }
    });
    let mut seen = Vec::new();
    let read = async {
        let mut after = String::from("0");
        while seen.len() < 200 {
            let part = admin.get(&format!("/events?after={after}&limit=7")).await.ok(200);
            let items = part["items"].as_array().unwrap();
            seen.extend(items.iter().filter(|e| e["event"] == "test.happened").map(|e| e["record_id"].as_str().unwrap().to_owned()));
            after = part["next"].as_str().unwrap().to_owned();
        }
    };
    tokio::join!(futures_util::future::join_all(writers), read);
    let all = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!((all, seen.len()), (200, 200));
}

/// On PostgreSQL a number is taken long before its write is committed; without the lock of the chain a reader would pass it by.
#[actix_web::test]
async fn an_event_never_shows_before_one_with_a_lower_number() {
    let app = App::start().await;
    if app.state.database.migrating().get_database_backend() != sea_orm::DbBackend::Postgres {
        return; // one writer: nothing can be overtaken
    }
    let slow = app.another_node().await;
    let held = slow.database.migrating().begin().await.unwrap();
    held.execute_unprepared("SELECT 1 FROM audit_head WHERE id = 1 FOR UPDATE").await.unwrap();
    let insert = "INSERT INTO event (id, at, name, kind, record_id, data) \
        VALUES (gen_random_uuid(), now(), 'test.slow', 'task', gen_random_uuid(), '{}')";
    held.execute_unprepared(insert).await.unwrap();
    let door = Door::of_system(app.state.clone(), "feed");
    let fast = actix_web::rt::spawn(async move { emits(&door, 1).await });
    // Long enough for the fast one to reach the lock; nothing else here may write, it would wait as well.
    tokio::time::sleep(Duration::from_millis(500)).await;
    let conn = app.state.database.reader().conn();
    let tests = async || {
        let all = platform::outbox::after(conn, 0, 1000).await.unwrap();
        all.into_iter().filter(|e| e.name.starts_with("test.")).map(|e| e.name).collect::<Vec<_>>()
    };
    assert_eq!(tests().await, Vec::<String>::new(), "the fast one waits for the slow one");
    assert!(!fast.is_finished());
    held.commit().await.unwrap();
    fast.await.unwrap();
    assert_eq!(tests().await, ["test.slow", "test.happened"]);
}

#[actix_web::test]
async fn a_reader_who_comes_too_late_is_told() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    for n in 0..3 {
        rep.enters_a_customer(&format!("成都嘉业{n}")).await;
    }
    let receiver = Receiver::start();
    let admin = app.sign_in("admin").await;
    let first = admin.get("/events?limit=1").await.ok(200);
    assert_eq!(first["more"], true);
    // The outbox is purged as far as the web hooks have read it.
    admin.post("/webhooks", json!({ "name": "x", "url": "https://example.com/", "events": ["none.none"] })).await.ok(201);
    drop(receiver);
    app.works().await;
    app.later(TimeDelta::days(91));
    app.works().await;
    let admin = app.sign_in("admin").await;
    let next = first["next"].as_str().unwrap();
    assert_eq!(admin.get(&format!("/events?after={next}")).await.problem(409), "events.gone");
    // What is left happened since, as that nobody follows the customers of long ago up.
    let since = app.state.clock.now() - TimeDelta::hours(1);
    let now = admin.get("/events").await.ok(200);
    let old = |event: &&Value| event["at"].as_str().unwrap().parse::<DateTime<Utc>>().unwrap() < since;
    assert_eq!(now["items"].as_array().unwrap().iter().find(old), None);
    admin.get(&format!("/events?after={}", now["next"].as_str().unwrap())).await.ok(200);
    assert_eq!(admin.get("/events?after=x&limit=0").await.bad_fields()[0].1, "cursor_number");
}
