//! PLT-07: people are told, once, live, and on whichever node they are.

use crate::support::App;
use chrono::TimeDelta;
use serde_json::{Value, json};
use server::app::Application;
use std::time::Duration;

/// A stream of server-sent events being read.
pub struct Stream {
    response: reqwest::Response,
    text: String,
}

impl Stream {
    pub async fn open(base: &str, token: &str) -> Self {
        let url = format!("{base}/api/v1/notifications/stream");
        let response = reqwest::Client::new().get(url).bearer_auth(token).send().await.unwrap();
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self { response, text: String::new() }
    }

    /// The next figure; `None`: the stream ended.
    pub async fn next(&mut self) -> Option<u64> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let data = event.lines().find_map(|line| line.strip_prefix("data: ")).map(str::to_owned);
                self.text = rest.to_owned();
                match data {
                    Some(data) => return serde_json::from_str::<Value>(&data).unwrap()["unread"].as_u64(),
                    None => continue,
                }
            }
            let chunk = tokio::time::timeout(Duration::from_secs(20), self.response.chunk()).await.expect("something in time");
            self.text.push_str(std::str::from_utf8(&chunk.ok()??).unwrap());
        }
    }
}

pub async fn files_a_complaint(app: &App) -> Value {
    let rep = app.sign_in("rep").await;
    let customer = rep.enters_a_customer("成都嘉业文化传播有限公司").await;
    let body = json!({ "customer_id": customer["id"], "matter": "门板开裂", "category": "quality", "channel": "phone" });
    rep.post("/complaints", body).await.ok(201)
}

#[actix_web::test]
async fn who_gets_a_task_is_told_and_reads_it() {
    let app = App::start().await;
    let manager = app.sign_in("service.manager").await;
    let before = manager.get("/notifications/count").await.ok(200)["unread"].as_u64().unwrap();
    let complaint = files_a_complaint(&app).await;
    assert_eq!(manager.get("/notifications/count").await.ok(200)["unread"], before + 1);
    let told = manager.get("/notifications").await.ok(200)["items"][0].clone();
    assert_eq!((&told["kind"], &told["subject"]["id"], &told["from"]["name"]), (&json!("task"), &complaint["id"], &json!("林晓")));
    let rep = app.sign_in("rep").await;
    for mark in [json!({ "ids": [told["id"]] }), json!({ "ids": [], "about": complaint["id"] })] {
        rep.post("/notifications/reads", mark).await.ok(200);
    }
    assert_eq!(manager.get("/notifications/count").await.ok(200)["unread"], before + 1, "others cannot read it for them");
    assert_eq!(manager.post("/notifications/reads", json!({ "ids": [told["id"]] })).await.ok(200)["unread"], before);
    let second = files_a_complaint(&app).await;
    let about = async |id: &Value| manager.post("/notifications/reads", json!({ "ids": [], "about": id })).await.ok(200)["unread"].clone();
    assert_eq!(about(&complaint["id"]).await, before + 1, "its page does not tell of the other");
    assert_eq!(about(&second["id"]).await, before);
    manager.post("/notifications/reads", json!({ "ids": [] })).await.ok(200);
    assert_eq!(manager.get("/notifications?filter[read_at]=null:true").await.ok(200)["items"], json!([]));
}

#[actix_web::test]
async fn a_task_that_is_late_is_told_once() {
    let app = App::start().await;
    files_a_complaint(&app).await;
    app.works().await;
    app.later(TimeDelta::days(20));
    app.works().await;
    app.later(TimeDelta::days(1));
    app.works().await;
    let manager = app.sign_in("service.manager").await;
    let late = manager.get("/notifications?filter[kind]=late").await.ok(200)["items"].as_array().unwrap().clone();
    assert_eq!(late.len(), 1, "{late:#?}");
}

#[actix_web::test]
async fn the_bell_rings_at_once_and_on_every_node() {
    let app = App::start().await;
    let manager = app.sign_in("service.manager").await;
    let token = manager.token();
    let mut here = Stream::open(&app.base, &token).await;
    let first = here.next().await.unwrap();
    // SQLite has one node; its second state stands for nothing real.
    let postgres = std::env::var_os("TEST_DATABASE_URL").is_some();
    let elsewhere = Application::build(app.another_node().await).unwrap();
    let base = format!("http://127.0.0.1:{}", elsewhere.port);
    let stop = elsewhere.handle();
    let (_stay, stopped) = tokio::sync::oneshot::channel::<()>();
    actix_web::rt::spawn(elsewhere.run(async move {
        let _gone = stopped.await;
    }));
    let mut there = Stream::open(&base, &token).await;
    assert_eq!(there.next().await, Some(first));
    files_a_complaint(&app).await;
    assert_eq!(here.next().await, Some(first + 1));
    if postgres {
        assert_eq!(there.next().await, Some(first + 1), "the write was on the other node");
    }
    manager.post("/notifications/reads", json!({ "ids": [] })).await.ok(200);
    assert_eq!(here.next().await, Some(0));
    manager.send("DELETE", "/sessions/current", None, &[]).await.ok(204);
    assert_eq!(here.next().await, None, "the stream ends with the session");
    drop(stop);
}
