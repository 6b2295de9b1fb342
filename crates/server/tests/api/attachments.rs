//! PLT-05: files belong to records; who sees the record sees them, and nobody else learns of them.

use crate::support::{App, User};
use serde_json::{Value, json};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR and the rest";

async fn with_a_customer(app: &App) -> (User, String) {
    let rep = app.sign_in("rep").await;
    let customer = rep.enters_a_customer("蓝天装饰").await;
    let path = format!("/records/customer/{}/attachments", customer["id"].as_str().unwrap());
    (rep, path)
}

fn one(attachment: &Value) -> String {
    format!("/attachments/{}", attachment["id"].as_str().unwrap())
}

/// The codes of a person's answers to everything that could tell of an attachment.
async fn answers(user: &User, list: &str, one: &str) -> Vec<(u16, Value)> {
    let seen = ("if-match", "\"1\"");
    let all = [
        user.get(list).await,
        user.upload(list, "a.png", PNG.to_vec()).await,
        user.get(one).await,
        user.get(&format!("{one}/content")).await,
        user.send("POST", &format!("{one}/transitions"), Some(json!({ "act": "remove" })), &[seen]).await,
    ];
    all.into_iter().map(|answer| (answer.status, answer.json["code"].clone())).collect()
}

#[actix_web::test]
async fn a_file_comes_back_as_it_was_brought_but_lies_sealed() {
    let app = App::start().await;
    let (rep, path) = with_a_customer(&app).await;
    // More than one piece, and a mark to look for.
    let long: Vec<u8> = [PNG, &vec![b'x'; 200_000][..], b"the-very-end"].concat();
    let added = rep.upload(&path, "%E6%96%B9%E6%A1%88.png", long.clone()).await.ok(201);
    assert_eq!((&added["file_name"], &added["kind"], &added["size"]), (&json!("方案.png"), &json!("png"), &json!(long.len())));
    assert_eq!(rep.get(&path).await.ok(200)["items"][0]["id"], added["id"]);

    let content = rep.get(&format!("{}/content", one(&added))).await;
    assert_eq!(content.headers["content-type"], "application/octet-stream");
    assert_eq!(content.headers["x-content-type-options"], "nosniff");
    assert!(content.headers["content-security-policy"].to_str().unwrap().starts_with("sandbox"));
    assert!(content.headers["content-disposition"].to_str().unwrap().starts_with("attachment;"));
    assert!(content.bytes == long, "the same bytes");

    let name = added["id"].as_str().unwrap().replace('-', "");
    let stored = std::fs::read(app.state.config.files_folder().join(&name[30..]).join(&name)).unwrap();
    assert!(!stored.windows(12).any(|w| w == b"the-very-end"), "sealed at rest");
    let auditor = app.sign_in("auditor").await;
    let log = auditor.get("/audit?filter[action]=reveal&sort=-seq&limit=1").await.ok(200);
    assert_eq!(log["items"][0]["changes"][0]["new"], "方案.png");
    let readings = rep.get(&path.replace("/records/customer/", "/customers/").replace("/attachments", "/readings")).await.ok(200);
    assert!(readings["items"].as_array().unwrap().iter().any(|reading| reading["kind"] == "attachment"), "{readings}");
}

#[actix_web::test]
async fn who_may_not_see_the_record_gets_the_answers_of_one_that_does_not_exist() {
    let app = App::start().await;
    let (rep, path) = with_a_customer(&app).await;
    let added = rep.upload(&path, "a.png", PNG.to_vec()).await.ok(201);
    let nowhere = "00000000-0000-7000-8000-000000000000";
    for username in ["admin", "rep2"] {
        let other = app.sign_in(username).await;
        let hidden = answers(&other, &path, &one(&added)).await;
        let missing = answers(&other, &format!("/records/customer/{nowhere}/attachments"), &format!("/attachments/{nowhere}")).await;
        assert_eq!(hidden, missing, "{username}");
        assert!(hidden.iter().all(|(status, _)| *status == 404), "{username}: {hidden:?}");
    }
    rep.get(&path.replace("/customer/", "/campaign/")).await.problem(404);
    rep.get(&path.replace("/customer/", "/nonsense/")).await.problem(404);
}

#[actix_web::test]
async fn content_decides_what_is_taken() {
    let app = App::start().await;
    let (rep, path) = with_a_customer(&app).await;
    assert_eq!(rep.upload(&path, "a.png", b"MZ\x90\0\x03\0".to_vec()).await.bad_fields()[0].1, "attachment_kind");
    assert_eq!(rep.upload(&path, "a.png", Vec::new()).await.bad_fields()[0].1, "attachment_empty");
    for name in ["a.html", "a.png.exe", "a.png%20.svg"] {
        assert_eq!(rep.upload(&path, name, PNG.to_vec()).await.bad_fields()[0].1, "attachment_name", "{name}");
    }
    assert_eq!(rep.get(&path).await.ok(200)["items"], json!([]));
    assert_eq!(contents(&app), 0, "what is refused leaves nothing behind");
}

/// How many contents lie in the vault.
fn contents(app: &App) -> usize {
    let Ok(folders) = std::fs::read_dir(app.state.config.files_folder()) else { return 0 };
    folders.map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap().count()).sum()
}

#[actix_web::test]
async fn size_and_number_have_limits_and_a_program_may_say_no() {
    let app = App::with(|config| {
        (config.files.max_mib, config.files.max_count) = (1, 2);
        config.files.scan = ["grep", "-vq", "EICAR"].map(str::to_owned).to_vec();
    })
    .await;
    let (rep, path) = with_a_customer(&app).await;
    let long: Vec<u8> = [PNG, &vec![b'x'; 1024 * 1024][..]].concat();
    rep.upload(&path, "a.png", long).await.problem(413);
    assert_eq!(rep.upload(&path, "a.txt", b"EICAR".to_vec()).await.bad_fields()[0].1, "attachment_unclean");
    for name in ["a.txt", "b.txt"] {
        rep.upload(&path, name, "会议纪要".into()).await.ok(201);
    }
    assert_eq!(rep.upload(&path, "c.txt", "会议纪要".into()).await.problem(409), "attachment.too_many");
    assert_eq!(contents(&app), 2);
}

#[actix_web::test]
async fn what_was_removed_long_ago_and_what_no_row_speaks_of_is_forgotten() {
    let app = App::start().await;
    let (rep, path) = with_a_customer(&app).await;
    let kept = rep.upload(&path, "a.png", PNG.to_vec()).await.ok(201);
    let gone = rep.upload(&path, "b.png", PNG.to_vec()).await.ok(201);
    rep.act(&format!("{}/transitions", one(&gone)), &gone["version"], json!({ "act": "remove" })).await.ok(200);
    platform::vault::Vault::of(&app.state).keep_bytes(uuid::Uuid::now_v7(), b"stray").await.unwrap();
    app.works().await;
    assert_eq!(contents(&app), 3, "not yet");
    app.later(chrono::TimeDelta::days(31));
    app.works().await;
    assert_eq!(contents(&app), 1);
    let rep = app.sign_in("rep").await;
    assert!(rep.get(&format!("{}/content", one(&kept))).await.bytes == PNG);
    rep.get(&format!("{}/content", one(&gone))).await.problem(404);
}

#[actix_web::test]
async fn a_task_has_attachments_for_those_it_concerns() {
    let app = App::start().await;
    let (supervisor, rep, agent) = (app.sign_in("supervisor").await, app.sign_in("rep").await, app.sign_in("agent").await);
    let form = json!({ "title": "核对样板间", "owner_id": rep.id().await, "priority": "normal", "repeat": "never" });
    let task = supervisor.post("/assignments", form).await.ok(201);
    let path = format!("/records/assignment/{}/attachments", task["id"].as_str().unwrap());
    let added = supervisor.upload(&path, "a.png", PNG.to_vec()).await.ok(201);
    assert!(rep.get(&format!("{}/content", one(&added))).await.bytes == PNG);
    let hidden = answers(&agent, &path, &one(&added)).await;
    assert!(hidden.iter().all(|(status, _)| *status == 404), "{hidden:?}");
}

#[actix_web::test]
async fn a_repeated_upload_has_one_effect() {
    let app = App::start().await;
    let (rep, path) = with_a_customer(&app).await;
    let once = || {
        let request = reqwest::Client::new().post(format!("{}/api/v1{path}", app.base)).bearer_auth(rep.token());
        request.header("idempotency-key", "upload-once").header("content-type", "application/octet-stream").body(PNG.to_vec()).send()
    };
    let (first, second) = (once().await.unwrap(), once().await.unwrap());
    assert_eq!((first.status().as_u16(), second.status().as_u16()), (201, 201));
    assert_eq!(first.json::<Value>().await.unwrap()["id"], second.json::<Value>().await.unwrap()["id"]);
    assert_eq!(contents(&app), 1);
}

#[actix_web::test]
async fn who_brought_a_file_or_their_superior_takes_it_away() {
    let app = App::start().await;
    let (rep, path) = with_a_customer(&app).await;
    let added = rep.upload(&path, "a.png", PNG.to_vec()).await.ok(201);
    let step = format!("{}/transitions", one(&added));
    let remove = || Some(json!({ "act": "remove" }));
    let director = app.sign_in("director").await;
    assert_eq!(director.send("POST", &step, remove(), &[("if-match", "\"1\"")]).await.problem(409), "attachment.not_own");
    rep.send("POST", &step, remove(), &[("if-match", "\"9\"")]).await.problem(412);
    rep.send("POST", &step, remove(), &[("if-match", "\"1\"")]).await.ok(200);
    rep.get(&format!("{}/content", one(&added))).await.problem(404);
    assert_eq!(rep.get(&path).await.ok(200)["items"], json!([]));
}
