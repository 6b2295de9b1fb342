//! PLT-07: mail, digest and robots, as each person chose; held back in quiet hours, tried again, never saying what is in a record.

use crate::approvals::{does, submits};
use crate::support::{App, User};
use crate::webhooks::Receiver;
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{TimeDelta, Timelike};
use hmac::{Hmac, KeyInit, Mac};
use platform::config::{Mail, MailSecurity};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use sha2::Sha256;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// A mail server: keeps what it got, or refuses as told.
#[derive(Clone)]
pub struct PostOffice {
    port: u16,
    mails: Arc<Mutex<Vec<String>>>,
    refusal: Arc<Mutex<Option<&'static str>>>,
}

impl PostOffice {
    fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let office = Self { port: listener.local_addr().unwrap().port(), mails: Arc::default(), refusal: Arc::default() };
        let shared = office.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let _gone = shared.serve(&stream);
            }
        });
        office
    }

    fn serve(&self, stream: &TcpStream) -> std::io::Result<()> {
        let (mut out, mut lines) = (stream, BufReader::new(stream).lines());
        out.write_all(b"220 post.example.com ESMTP\r\n")?;
        while let Some(line) = lines.next().transpose()? {
            let refusal = *self.refusal.lock().unwrap();
            let answer = match (line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase().as_str(), refusal) {
                ("MAIL", Some(refusal)) => refusal,
                ("DATA", _) => {
                    out.write_all(b"354 go on\r\n")?;
                    let mut mail = Vec::new();
                    for line in lines.by_ref().map_while(Result::ok).take_while(|line| line != ".") {
                        mail.push(line);
                    }
                    self.mails.lock().unwrap().push(mail.join("\n"));
                    "250 taken"
                }
                ("QUIT", _) => "221 bye",
                _ => "250 fine",
            };
            out.write_all(format!("{answer}\r\n").as_bytes())?;
        }
        Ok(())
    }

    pub fn refuses(&self, with: Option<&'static str>) {
        *self.refusal.lock().unwrap() = with;
    }

    /// To whom, and what: head and readable body.
    pub fn got(&self) -> Vec<(String, String)> {
        self.mails.lock().unwrap().iter().map(|mail| opened(mail)).collect()
    }

    fn config(&self) -> Mail {
        let from = "运筹 <yunchou@example.com>".to_owned();
        Mail { host: "127.0.0.1".into(), port: self.port, security: MailSecurity::None, username: None, password: None, from }
    }
}

fn opened(mail: &str) -> (String, String) {
    let (head, body) = mail.split_once("\n\n").unwrap();
    let text = if head.to_ascii_lowercase().contains("content-transfer-encoding: base64") {
        String::from_utf8(STANDARD.decode(body.replace('\n', "").trim()).unwrap()).unwrap()
    } else {
        body.to_owned()
    };
    (head.to_owned(), text.replace("\r\n", "\n"))
}

pub async fn with_mail() -> (App, PostOffice) {
    let office = PostOffice::open();
    let mail = office.config();
    let app = App::with(move |config| {
        config.mail = Some(mail);
        config.server.public_url = Some("https://yc.example.com".to_owned());
        config.webhooks.allow_private = true;
    })
    .await;
    (app, office)
}

fn wish(email: &str, mail: &str, robot: bool) -> Value {
    json!({ "email": email, "kinds": [{ "kind": "task", "mail": mail, "robot": robot }], "digest_hour": 0 })
}

async fn wants(user: &User, wish: Value) -> Value {
    let now = user.get("/me/notification-settings").await.ok(200);
    user.put("/me/notification-settings", &now["version"], wish).await.ok(200)
}

async fn files_a_complaint(app: &App) -> Value {
    let rep = app.sign_in("rep").await;
    let customer = rep.enters_a_customer("成都嘉业文化传播有限公司").await;
    let body = json!({ "customer_id": customer["id"], "matter": "门板开裂", "category": "quality", "channel": "phone" });
    rep.post("/complaints", body).await.ok(201)
}

/// Somebody's plan is approved: they hear it, and nobody hears more of it later.
async fn decides_on_a_plan(app: &App) {
    let path = submits(&app.sign_in("specialist").await, "20000").await;
    does(&app.sign_in("director").await, &path, json!({ "act": "approve" })).await.ok(200);
}

async fn messages(app: &App) -> Vec<Value> {
    app.sign_in("admin").await.get("/messages?sort=created_at").await.ok(200)["items"].as_array().unwrap().clone()
}

#[actix_web::test]
async fn a_mail_says_who_what_and_where_and_nothing_more() {
    let (app, office) = with_mail().await;
    let manager = app.sign_in("service.manager").await;
    let chosen = wants(&manager, wish("han@example.com", "at_once", false)).await;
    assert_eq!((&chosen["mail_ready"], &chosen["version"]), (&json!(true), &json!(1)));
    let complaint = files_a_complaint(&app).await;
    app.works().await;
    let mails = office.got();
    assert_eq!(mails.len(), 1, "{mails:#?}");
    let (head, body) = &mails[0];
    assert!(head.contains("han@example.com") && head.contains("Message-ID"), "{head}");
    let link = format!("https://yc.example.com/complaints/{}", complaint["id"].as_str().unwrap());
    assert!(body.contains(&link) && body.contains("林晓") && body.contains("韩雪梅，您好"), "{body}");
    assert!(!body.contains("嘉业") && !body.contains("门板") && !body.contains(complaint["number"].as_str().unwrap()), "{body}");
    let log = messages(&app).await;
    assert_eq!((&log[0]["channel"], &log[0]["status"], &log[0]["attempts"]), (&json!("mail"), &json!("delivered"), &json!(1)));
    app.works().await;
    assert_eq!(office.got().len(), 1, "once");
    assert!(manager.get("/notifications").await.ok(200)["items"].as_array().unwrap().len() == 1, "and in the bell");
}

/// Announcements go the ways that each of many chose, once, and to nobody who did not ask.
#[actix_web::test]
async fn an_announcement_goes_by_mail_to_those_who_want_it_so() {
    let (app, office) = with_mail().await;
    let wish =
        json!({ "email": "han@example.com", "kinds": [{ "kind": "announcement", "mail": "at_once", "robot": false }], "digest_hour": 0 });
    wants(&app.sign_in("service.manager").await, wish).await;
    let director = app.sign_in("director").await;
    let draft = json!({ "title": "元旦放假安排", "body": "正文", "audience": "all" });
    let draft = director.post("/announcements", draft).await.ok(201);
    let path = format!("/announcements/{}", draft["id"].as_str().unwrap());
    director.act(&format!("{path}/transitions"), &draft["version"], json!({ "act": "publish" })).await.ok(200);
    app.works().await;
    let mails = office.got();
    assert_eq!(mails.len(), 1, "{mails:#?}");
    assert!(mails[0].0.contains("han@example.com") && mails[0].1.contains(&path), "{:#?}", mails[0]);
}

#[actix_web::test]
async fn everybody_is_written_to_in_their_own_language() {
    let (app, office) = with_mail().await;
    let manager = app.sign_in("service.manager").await;
    manager.send("PUT", "/me/preferences", Some(json!({ "language": "en", "theme": "system" })), &[]).await.ok(200);
    wants(&manager, wish("han@example.com", "at_once", false)).await;
    files_a_complaint(&app).await;
    app.works().await;
    assert!(office.got()[0].1.contains("A new task waits for you (Complaint)"), "{:#?}", office.got());
}

#[actix_web::test]
async fn what_a_mail_server_cannot_take_is_tried_again_and_what_it_refuses_is_not() {
    let (app, office) = with_mail().await;
    wants(&app.sign_in("service.manager").await, wish("han@example.com", "at_once", false)).await;
    office.refuses(Some("451 try again later"));
    files_a_complaint(&app).await;
    app.works().await;
    let seen = messages(&app).await.remove(0);
    assert_eq!((&seen["status"], &seen["attempts"]), (&json!("waiting"), &json!(1)));
    assert!(seen["last_error"].as_str().unwrap().contains("451"), "{seen}");
    office.refuses(None);
    app.later(TimeDelta::minutes(1));
    app.works().await;
    assert_eq!((office.got().len(), &messages(&app).await[0]["status"]), (1, &json!("delivered")));
    office.refuses(Some("550 no such mailbox"));
    files_a_complaint(&app).await;
    app.works().await;
    let seen = messages(&app).await.remove(1);
    assert_eq!((&seen["status"], &seen["attempts"]), (&json!("failed"), &json!(1)));
}

#[actix_web::test]
async fn quiet_hours_hold_back_and_lose_nothing() {
    let (app, office) = with_mail().await;
    let hour = i64::from((app.state.clock.now() + TimeDelta::minutes(480)).hour());
    let mut quiet = wish("fang@example.com", "at_once", false);
    quiet["kinds"][0]["kind"] = json!("decided");
    quiet["quiet_from"] = json!(hour);
    quiet["quiet_until"] = json!((hour + 2) % 24);
    wants(&app.sign_in("specialist").await, quiet).await;
    decides_on_a_plan(&app).await;
    app.works().await;
    assert!(office.got().is_empty());
    let held = messages(&app).await.remove(0);
    assert_eq!((&held["status"], held["held_until"].is_string()), (&json!("waiting"), true));
    app.later(TimeDelta::hours(2));
    app.works().await;
    assert_eq!(office.got().len(), 1);
    let sent = messages(&app).await.remove(0);
    assert_eq!((&sent["status"], &sent["held_until"]), (&json!("delivered"), &Value::Null));
}

#[actix_web::test]
async fn the_digest_gathers_what_is_unread_on_a_working_day() {
    let (app, office) = with_mail().await;
    let mut digest = wish("fang@example.com", "digest", false);
    digest["kinds"][0]["kind"] = json!("decided");
    wants(&app.sign_in("specialist").await, digest).await;
    // The digest of today, if there is one, comes before anything happens.
    app.works().await;
    decides_on_a_plan(&app).await;
    decides_on_a_plan(&app).await;
    app.works().await;
    assert!(office.got().is_empty(), "not at once");
    // The longest holiday is shorter.
    for _ in 0..12 {
        app.later(TimeDelta::days(1));
        app.works().await;
    }
    let mails = office.got();
    assert_eq!(mails.len(), 1, "a day without news has none: {mails:#?}");
    let text = &mails[0].1;
    assert!(text.matches("https://yc.example.com/approvals/").count() == 2 && text.contains("2 条未读提醒"), "{text}");
    assert!(!text.contains("整装"), "{text}");
}

async fn robot(admin: &User, receiver: &Receiver, provider: &str, secret: &str) -> Value {
    let body = json!({ "name": "客服群", "provider": provider, "url": format!("{}?access_token=tok-7", receiver.url), "secret": secret });
    admin.post("/robots", body).await.ok(201)
}

#[actix_web::test]
async fn a_robot_says_in_the_group_who_is_waited_for() {
    let (app, receiver) = (with_mail().await.0, Receiver::start());
    receiver.says(r#"{"errcode":0,"errmsg":"ok"}"#);
    let admin = app.sign_in("admin").await;
    robot(&admin, &receiver, "dingtalk", "SECabc").await;
    let manager = app.sign_in("service.manager").await;
    assert_eq!(wants(&manager, wish("", "never", true)).await["robots"], json!(["客服群"]));
    let complaint = files_a_complaint(&app).await;
    app.works().await;
    let call = receiver.got().remove(0);
    let text = serde_json::from_str::<Value>(&call.body).unwrap()["text"]["content"].as_str().unwrap().to_owned();
    assert!(text.starts_with("韩雪梅：有一项新待办（投诉）"), "{text}");
    assert!(text.contains(complaint["id"].as_str().unwrap()) && !text.contains("嘉业") && !text.contains("TS-"), "{text}");
    let query: Vec<(String, String)> =
        reqwest::Url::parse(&format!("http://x/?{}", call.query)).unwrap().query_pairs().into_owned().collect();
    let value = |name: &str| query.iter().find(|(key, _)| key == name).unwrap().1.clone();
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(b"SECabc").unwrap();
    mac.update(format!("{}\nSECabc", value("timestamp")).as_bytes());
    assert_eq!((value("sign"), value("access_token")), (STANDARD.encode(mac.finalize().into_bytes()), "tok-7".to_owned()));
}

#[actix_web::test]
async fn a_robots_refusal_is_seen_and_tried_again() {
    let (app, receiver) = (with_mail().await.0, Receiver::start());
    receiver.says(r#"{"code":11232,"msg":"too many requests"}"#);
    let admin = app.sign_in("admin").await;
    robot(&admin, &receiver, "feishu", "").await;
    wants(&app.sign_in("service.manager").await, wish("", "never", true)).await;
    files_a_complaint(&app).await;
    app.works().await;
    let seen = messages(&app).await.remove(0);
    assert_eq!(
        (&seen["status"], &seen["last_error"], &seen["robot"]),
        (&json!("waiting"), &json!("11232 too many requests"), &json!("客服群"))
    );
    receiver.says(r#"{"code":0}"#);
    app.later(TimeDelta::minutes(1));
    app.works().await;
    assert_eq!(messages(&app).await[0]["status"], "delivered");
}

#[actix_web::test]
async fn a_robot_is_tried_out_and_its_address_stays_secret() {
    let (app, receiver) = (with_mail().await.0, Receiver::start());
    receiver.says(r#"{"errcode":93000,"errmsg":"invalid webhook url"}"#);
    let admin = app.sign_in("admin").await;
    let made = robot(&admin, &receiver, "wecom", "").await;
    let path = format!("/robots/{}", made["id"].as_str().unwrap());
    assert_eq!((&made["host"], &made["signs"], made.get("url")), (&json!("127.0.0.1"), &json!(false), None));
    admin.send("POST", &format!("{path}/tests"), None, &[]).await.ok(200);
    app.works().await;
    let seen = messages(&app).await.remove(0);
    assert_eq!((&seen["channel"], &seen["status"], &seen["attempts"]), (&json!("test"), &json!("failed"), &json!(1)));
    let change = json!({ "name": "客服一群", "provider": "wecom" });
    let kept = admin.put(&path, &made["version"], change).await.ok(200);
    admin.send("POST", &format!("{path}/tests"), None, &[]).await.ok(200);
    app.works().await;
    assert_eq!((receiver.got().len(), &kept["name"]), (2, &json!("客服一群")), "the address stayed");
    let conn = app.state.database.reader().conn();
    let tables =
        [("robot", "sealed_url || sealed_secret || host"), ("audit_entry", "changes"), ("idempotency", "reply"), ("job", "payload")];
    for (table, columns) in tables {
        let sql = format!("SELECT {columns} AS v FROM {table}");
        for row in conn.query_all_raw(Statement::from_string(conn.get_database_backend(), sql)).await.unwrap() {
            assert!(!row.try_get::<String>("", "v").unwrap().contains("tok-7"), "{table}");
        }
    }
    let gone = admin.act(&format!("{path}/transitions"), &kept["version"], json!({ "act": "remove" })).await.ok(200);
    assert_eq!((&gone["status"], admin.get(&path).await.problem(404)), (&json!("removed"), "not_found".to_owned()));
}

#[actix_web::test]
async fn a_robot_leads_to_its_provider_only_and_speaks_for_its_unit_only() {
    let app = App::start().await;
    let admin = app.sign_in("admin").await;
    for (url, code) in [
        ("http://qyapi.weixin.qq.com/x", "webhook_url_plain"),
        ("https://127.0.0.1/x", "webhook_url_private"),
        ("https://example.com/x", "robot_host_unknown"),
        ("https://oapi.dingtalk.com/robot/send", "robot_host_unknown"),
    ] {
        let body = json!({ "name": "群", "provider": "wecom", "url": url });
        assert_eq!(admin.post("/robots", body).await.bad_fields(), [("/url".to_owned(), code.to_owned())], "{url}");
    }
    let units = admin.get("/units").await.ok(200)["items"].as_array().unwrap().clone();
    let sales = units.iter().find(|unit| unit["code"] == "QM-XS").unwrap()["id"].clone();
    let url = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k";
    let body = json!({ "name": "销售群", "provider": "wecom", "url": url, "unit_id": sales });
    admin.post("/robots", body).await.ok(201);
    let robots = async |username: &str| app.sign_in(username).await.get("/me/notification-settings").await.ok(200)["robots"].clone();
    assert_eq!((robots("rep").await, robots("agent").await), (json!(["销售群"]), json!([])), "a team below counts");
    assert_eq!(app.sign_in("rep").await.get("/robots").await.problem(403), "forbidden");
    assert_eq!(app.sign_in("rep").await.get("/messages").await.problem(403), "forbidden");
}

#[actix_web::test]
async fn settings_are_checked_and_versioned() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    let save = async |version: i64, body: Value| rep.put("/me/notification-settings", &json!(version), body).await;
    assert_eq!(save(0, wish("", "at_once", false)).await.bad_fields(), [("/email".to_owned(), "required".to_owned())]);
    let mut half = wish("lin@example.com", "at_once", false);
    half["quiet_from"] = json!(22);
    assert_eq!(save(0, half).await.bad_fields(), [("/quiet_until".to_owned(), "quiet_hours_invalid".to_owned())]);
    save(0, wish("lin@example.com", "at_once", false)).await.ok(200);
    assert_eq!(save(0, wish("lin@example.com", "digest", false)).await.problem(412), "stale");
    let now = save(1, wish("lin@example.com", "digest", true)).await.ok(200);
    assert_eq!((&now["version"], &now["mail_ready"]), (&json!(2), &json!(false)));
    let task = now["kinds"].as_array().unwrap().iter().find(|one| one["kind"] == "task").unwrap().clone();
    assert_eq!(task, json!({ "kind": "task", "mail": "digest", "robot": true }));
    // Nobody else's address is in the audit log.
    let entries = app.sign_in("auditor").await.get("/audit?filter[kind]=person&limit=200").await.ok(200);
    assert!(!entries.to_string().contains("lin@example.com"));
}
