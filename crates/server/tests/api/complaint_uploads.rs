//! CPL-01: what customers send with their case: by ticket, judged by content, sealed, and read by whoever reads the case.

use crate::complaint_care::{case, filed, key, looks};
use crate::complaints::{Desk, carry_out, feedback, takes, text};
use crate::support::{App, User};
use chrono::TimeDelta;
use serde_json::{Value, json};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR and the rest of a drawer that fell";

async fn ticket(user: &User, filed: &Value) -> Value {
    user.post("/public/complaints/upload-tickets", key(filed)).await.ok(200)
}

fn path(ticket: &Value) -> String {
    format!("/public/uploads/{}", text(&ticket["ticket"]))
}

#[actix_web::test]
async fn cpl_01_a_customer_sends_a_photo_that_whoever_reads_the_case_reads() {
    let desk = Desk::open().await;
    let stranger = desk.app.stranger();
    let filed = filed(&desk.app).await;
    let ticket = ticket(&stranger, &filed).await;
    assert_eq!((&ticket["largest"], &ticket["left"]), (&json!(10 * 1024 * 1024), &json!(10)));
    let now = stranger.upload(&path(&ticket), "%E6%8A%BD%E5%B1%89.png", PNG.to_vec()).await.ok(200);
    assert_eq!((&now["files"][0]["file_name"], &now["files"][0]["kind"]), (&json!("抽屉.png"), &json!("png")));
    assert_eq!(now["history"][0]["text"], "发来文件：抽屉.png");
    assert_eq!(looks(&desk.app, &filed).await["files"].as_array().unwrap().len(), 1);

    let at_desk = case(&desk.manager, &filed).await;
    let list = format!("/records/complaint/{}/attachments", text(&at_desk["id"]));
    let attached = desk.manager.get(&list).await.ok(200)["items"][0].clone();
    assert_eq!((&attached["from_customer"], &attached["person"]["id"]), (&json!(true), &at_desk["agent"]["id"]));
    let id = text(&attached["id"]).to_owned();
    assert!(desk.manager.get(&format!("/attachments/{id}/content")).await.bytes == PNG, "the same bytes");
    let rep = desk.app.sign_in("rep").await;
    for refused in [rep.get(&list).await, rep.get(&format!("/attachments/{id}/content")).await] {
        assert_eq!(refused.problem(404), "not_found", "who does not see the case sees no file of it");
    }
    let name = id.replace('-', "");
    let stored = std::fs::read(desk.app.state.config.files_folder().join(&name[30..]).join(&name)).unwrap();
    assert!(!stored.windows(6).any(|w| w == b"drawer"), "sealed at rest");
    let keeper = if at_desk["agent"]["id"] == json!(desk.agent.id().await) { &desk.agent } else { &desk.investigator };
    assert!(keeper.inbox().await.iter().any(|task| text(&task["title"]).contains("抽屉.png")), "the desk hears of it");
}

#[actix_web::test]
async fn cpl_01_what_could_do_something_is_not_taken_and_leaves_nothing_behind() {
    let app = App::with(|config| config.files.max_mib = 1).await;
    let stranger = app.stranger();
    let filed = filed(&app).await;
    let ticket = ticket(&stranger, &filed).await;
    let sends = async |name: &str, bytes: Vec<u8>| stranger.upload(&path(&ticket), name, bytes).await;
    for (name, bytes, code) in [
        ("a.png", b"MZ\x90\0\x03\0\0\0".to_vec(), "attachment_kind"),
        ("a.zip", b"PK\x03\x04 an archive".to_vec(), "attachment_kind"),
        ("a.docx", b"PK\x03\x04 [Content_Types].xml".to_vec(), "attachment_kind"),
        ("a.html", b"<script>alert(1)</script>".to_vec(), "attachment_name"),
        ("a.txt", Vec::new(), "attachment_empty"),
    ] {
        assert_eq!(sends(name, bytes).await.bad_fields(), [(String::new(), code.to_owned())], "{name}");
    }
    let long = [PNG, &vec![b'x'; 1024 * 1024][..]].concat();
    assert_eq!(sends("long.png", long).await.problem(413), "too_large");
    for n in 0..10 {
        sends(&format!("{n}.png"), PNG.to_vec()).await.ok(200);
    }
    assert_eq!(sends("10.png", PNG.to_vec()).await.problem(409), "attachment.too_many");
    assert_eq!(looks(&app, &filed).await["files"].as_array().unwrap().len(), 10);
    let vault = platform::vault::Vault::of(&app.state);
    let kept = vault.older_than(std::time::SystemTime::now() + std::time::Duration::from_secs(60)).await.unwrap();
    assert_eq!(kept.len(), 10, "what was refused is gone");
}

#[actix_web::test]
async fn cpl_01_a_ticket_is_for_one_case_while_it_is_open_and_for_ten_minutes() {
    let desk = Desk::open().await;
    let stranger = desk.app.stranger();
    let filed = filed(&desk.app).await;
    let wrong = json!({ "number": filed["number"], "code": "2222-2222" });
    assert_eq!(stranger.post("/public/complaints/upload-tickets", wrong).await.problem(404), "not_found");
    let first = ticket(&stranger, &filed).await;
    let forged = format!("/public/uploads/9{}", text(&first["ticket"]));
    assert_eq!(stranger.upload(&forged, "a.png", PNG.to_vec()).await.problem(404), "not_found");
    desk.app.later(TimeDelta::minutes(10));
    let desk = desk.again().await;
    assert_eq!(stranger.upload(&path(&first), "a.png", PNG.to_vec()).await.problem(404), "not_found");
    let second = ticket(&stranger, &filed).await;
    let at_desk = case(&desk.manager, &filed).await;
    let at_desk = takes(&desk.manager, &at_desk, crate::complaints::assign(&desk.investigator.id().await)).await;
    let at_desk = desk.executing(at_desk).await;
    let at_desk = takes(&desk.investigator, &at_desk, carry_out()).await;
    takes(&desk.investigator, &at_desk, feedback("close", 5)).await;
    assert_eq!(stranger.upload(&path(&second), "a.png", PNG.to_vec()).await.problem(409), "complaint.not_now");
    assert_eq!(stranger.post("/public/complaints/upload-tickets", key(&filed)).await.problem(409), "complaint.not_now");
}

#[actix_web::test]
async fn an_address_that_floods_with_files_is_slowed_down() {
    let app = App::with(|config| {
        config.limits.trusted_proxies = vec!["127.0.0.1".to_owned()];
        (config.limits.public_per_minute, config.limits.public_burst) = (6, 3);
    })
    .await;
    let send = async |from: &str| {
        let headers = [("x-forwarded-for", from), ("content-type", "application/octet-stream")];
        app.stranger().send("POST", "/public/uploads/none", None, &headers).await.status
    };
    for _ in 0..3 {
        assert_eq!(send("203.0.113.5").await, 404);
    }
    assert_eq!((send("203.0.113.5").await, send("203.0.113.6").await), (429, 404));
}
