//! CRM-01 to CRM-12: entry, review, scope, confidential values, finding, follow-ups.

use crate::support::App;
use chrono::{Days, Utc};
use serde_json::json;

#[actix_web::test]
async fn a_file_is_found_by_name_pinyin_initials_and_phone_tail() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    rep.enters_a_customer("成都嘉业文化传播有限公司").await;
    rep.enters_a_customer("武汉立方医疗器械有限公司").await;
    for q in ["嘉业", "嘉", "cdjy", "chengdujiaye", "3186", "13816613186", "KH-000001"] {
        let found = rep.get(&format!("/customers?q={q}")).await.ok(200);
        let names: Vec<_> = found["items"].as_array().unwrap().iter().map(|c| c["name"].as_str().unwrap()).collect();
        assert!(names.contains(&"成都嘉业文化传播有限公司"), "{q}: {names:?}");
    }
    for q in ["嘉业有", "9999", "xyz"] {
        assert!(rep.get(&format!("/customers?q={q}")).await.ok(200)["items"].as_array().unwrap().is_empty(), "{q}");
    }
}

#[actix_web::test]
async fn a_colleague_without_the_right_cannot_tell_a_file_from_one_that_does_not_exist() {
    let app = App::start().await;
    let customer = app.sign_in("rep").await.enters_a_customer("成都嘉业文化传播有限公司").await;
    let there = format!("/customers/{}", customer["id"].as_str().unwrap());
    let nowhere = "/customers/00000000-0000-7000-8000-000000000000";
    let other = app.sign_in("rep3").await;
    for path in ["", "/timeline"] {
        let (a, b) = (other.get(&format!("{there}{path}")).await, other.get(&format!("{nowhere}{path}")).await);
        let same = |v: &serde_json::Value| (v["code"].clone(), v["detail"].clone(), v["status"].clone());
        assert_eq!((a.status, same(&a.json)), (b.status, same(&b.json)));
        assert_eq!(a.status, 404);
    }
    let list = other.get("/customers?q=嘉业&count=true").await.ok(200);
    assert_eq!((list["items"].as_array().unwrap().len(), list["total"]["count"].as_u64()), (0, Some(0)));
    assert!(other.get("/search?q=嘉业").await.ok(200)["hits"].as_array().unwrap().is_empty());
    assert_eq!(app.sign_in("admin").await.get(&there).await.problem(403), "forbidden");
}

#[actix_web::test]
async fn nobody_reviews_their_own_entry() {
    let app = App::start().await;
    let supervisor = app.sign_in("supervisor").await;
    let own = supervisor.enters_a_customer("武汉立方医疗器械有限公司").await;
    let path = format!("/customers/{}/reviews", own["id"].as_str().unwrap());
    assert_eq!(supervisor.act(&path, &own["version"], json!({ "verdict": "approve" })).await.problem(409), "customer.own_entry");
    let customer = app.sign_in("rep").await.enters_a_customer("成都嘉业文化传播有限公司").await;
    assert_eq!(customer["review"], "pending");
    assert!(supervisor.inbox().await.iter().any(|t| t["kind"] == "review" && t["subject"]["id"] == customer["id"]));
    let path = format!("/customers/{}/reviews", customer["id"].as_str().unwrap());
    let empty = supervisor.act(&path, &customer["version"], json!({ "verdict": "return" })).await;
    assert_eq!(empty.bad_fields(), [("/remark".to_owned(), "reason_required".to_owned())]);
    let approved = supervisor.act(&path, &customer["version"], json!({ "verdict": "approve" })).await.ok(200);
    assert_eq!(approved["review"], "approved");
    assert!(supervisor.inbox().await.is_empty(), "a decided review waits no longer");
}

#[actix_web::test]
async fn a_key_field_waits_for_review_and_others_do_not() {
    let app = App::start().await;
    let (rep, supervisor) = (app.sign_in("rep").await, app.sign_in("supervisor").await);
    let file = rep.enters_a_customer("成都嘉业文化传播有限公司").await;
    let path = format!("/customers/{}", file["id"].as_str().unwrap());
    let file = supervisor.act(&format!("{path}/reviews"), &file["version"], json!({ "verdict": "approve" })).await.ok(200);
    let form = |tier: &str, need: &str| json!({ "name": "成都嘉业文化传播有限公司", "kind": "company", "tier": tier, "city": "成都", "need": need });
    let file = rep.put(&path, &file["version"], form("c", "软装")).await.ok(200);
    assert_eq!(file["review"], "approved");
    assert_eq!(file["phone"]["hint"], "138****3186", "a confidential value that is left out stays");
    let file = rep.put(&path, &file["version"], form("a", "软装")).await.ok(200);
    assert_eq!((&file["review"], &file["tier"], &file["proposal"]["status"]), (&json!("approved"), &json!("c"), &json!("pending")));
}

#[actix_web::test]
async fn a_phone_is_shown_on_request_only_and_that_is_logged() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    let file = rep.enters_a_customer("成都嘉业文化传播有限公司").await;
    assert!(!file.to_string().contains("13816613186"));
    let path = format!("/customers/{}/reveals", file["id"].as_str().unwrap());
    assert_eq!(rep.post(&path, json!({ "field": "phone" })).await.ok(200)["value"], "13816613186");
    let log = app.sign_in("auditor").await.get(&format!("/audit?filter[record]={}", file["id"].as_str().unwrap())).await.ok(200);
    let actions: Vec<_> = log["items"].as_array().unwrap().iter().map(|e| e["action"].as_str().unwrap()).collect();
    assert_eq!(actions, ["reveal", "create"]);
    assert!(!log.to_string().contains("13816613186"), "the log itself tells no phone");
}

#[actix_web::test]
async fn a_follow_up_becomes_a_task_and_the_next_one_keeps_it() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    let file = rep.enters_a_customer("成都嘉业文化传播有限公司").await;
    let path = format!("/customers/{}", file["id"].as_str().unwrap());
    let next = (Utc::now().date_naive() + Days::new(3)).to_string();
    let body = json!({ "way": "phone", "content": "谈了软装预算", "next_step": "发报价", "next_on": next });
    rep.post(&format!("{path}/follow-ups"), body).await.ok(201);
    let tasks = rep.inbox().await;
    assert_eq!((tasks.len(), &tasks[0]["title"]), (1, &json!("发报价")));
    assert_eq!(rep.get(&path).await.ok(200)["next_follow_up_on"], json!(next));
    let timeline = rep.get(&format!("{path}/timeline")).await.ok(200);
    assert!(timeline["items"].as_array().unwrap().iter().any(|i| i["body"].as_str().unwrap().contains("谈了软装预算")));
    let changes = timeline["items"].as_array().unwrap().iter().filter(|i| i["kind"] == "change").count();
    assert_eq!(changes, 1, "that the file was created; a follow-up tells of itself");
    rep.post(&format!("{path}/follow-ups"), json!({ "way": "visit", "content": "报价已送" })).await.ok(201);
    assert!(rep.inbox().await.is_empty(), "kept");
    let bad = rep.post(&format!("{path}/follow-ups"), json!({ "way": "visit", "content": "x", "next_step": "y" })).await;
    assert_eq!(bad.bad_fields(), [("/next_on".to_owned(), "next_date_required".to_owned())]);
    let past = json!({ "way": "visit", "content": "x", "next_step": "y", "next_on": "2020-01-01" });
    let bad = rep.post(&format!("{path}/follow-ups"), past).await;
    assert_eq!(bad.bad_fields(), [("/next_on".to_owned(), "next_before".to_owned())]);
}

#[actix_web::test]
async fn a_look_alike_is_told_without_its_file() {
    let app = App::start().await;
    app.sign_in("rep").await.enters_a_customer("成都嘉业文化传播有限公司").await;
    let other = app.sign_in("rep3").await;
    let found = other.get("/customers/similar?name=成都嘉业文化传播（有限公司）&phone=138 1661 3186").await.ok(200);
    let one = &found["matches"][0];
    assert_eq!((&one["owner"]["name"], &one["customer_id"]), (&json!("林晓"), &json!(null)));
}

/// Who could ask for the last five digits, then six, would read a masked number digit by digit.
#[actix_web::test]
async fn a_phone_is_found_by_its_last_four_digits_or_all_of_them_and_by_no_other_part() {
    let app = App::start().await;
    let (rep, agent) = (app.sign_in("rep").await, app.sign_in("agent").await);
    rep.enters_a_customer("成都嘉业文化传播有限公司").await;
    let phone = "13816613186";
    for digits in 4..=phone.len() {
        let tail = &phone[phone.len() - digits..];
        let whole = digits == 4 || digits == phone.len();
        let listed = rep.get(&format!("/customers?q={tail}")).await.ok(200);
        let looked_up = agent.get(&format!("/customers/look-up?q={tail}")).await.ok(200);
        let found = (listed["items"].as_array().unwrap().len(), looked_up["hits"].as_array().unwrap().len());
        assert_eq!(found, if whole { (1, 1) } else { (0, 0) }, "{tail}");
    }
}

#[actix_web::test]
async fn what_no_database_keeps_is_no_filter_and_finds_nothing() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    for filter in [
        "filter[name]=%00",
        "filter[name]=has:%00",
        "filter[next_follow_up_on]=lt:-9999-01-01",
        "filter[created_at]=ge:0001-01-01T00:00:00Z",
    ] {
        assert_eq!(rep.get(&format!("/customers?{filter}")).await.bad_fields()[0].1, "filter_value", "{filter}");
    }
    rep.get("/customers?q=%00").await.ok(200);
    rep.get("/search?q=a%00").await.ok(200);
}

#[actix_web::test]
async fn a_name_of_any_kind_is_stored_as_it_is() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    for name in ["🎉 庆典公司", "<script>alert(1)</script>", "'; DROP TABLE customer; --", "=1+1", "شركة", "%_\\"] {
        let file = rep.enters_a_customer(name).await;
        assert_eq!(file["name"], json!(name));
        let list = rep.get(&format!("/customers?filter[name]={}", percent(name))).await.ok(200);
        assert_eq!(list["items"].as_array().unwrap().len(), 1, "{name}");
    }
}

#[actix_web::test]
async fn an_export_is_what_the_list_shows_without_formulas_and_is_logged() {
    let app = App::start().await;
    let (rep, director) = (app.sign_in("rep").await, app.sign_in("director").await);
    rep.enters_a_customer("=cmd|' /C calc'!A0").await;
    rep.enters_a_customer("武汉立方医疗器械有限公司").await;
    assert_eq!(rep.get("/customers/export.csv").await.problem(403), "forbidden");
    let file = director.get("/customers/export.csv?sort=number").await;
    let text = String::from_utf8(file.bytes).unwrap();
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!((file.status, lines.len()), (200, 3));
    assert!(!lines[1].contains(",=cmd") && lines[1].contains("=cmd"), "{}", lines[1]);
    assert!(!text.contains("13816613186"), "masked as in the list");
    assert_eq!(director.get("/customers/export.csv?q=武汉").await.bytes.split(|b| *b == b'\n').filter(|l| !l.is_empty()).count(), 2);
    assert_eq!(rep.get("/customers/export.xlsx").await.problem(403), "forbidden");
    let book = director.get("/customers/export.xlsx?q=武汉").await;
    assert_eq!((book.status, &book.bytes[..2]), (200, &b"PK"[..]));
    let sheets = sheets::read(&book.bytes, &sheets::Limits::default()).unwrap();
    assert_eq!(sheets[0].rows.len(), 2, "the head and one customer");
    let list = director.get("/lists/customers").await.ok(200);
    let labels: Vec<&str> = list["fields"].as_array().unwrap().iter().map(|field| field["label"].as_str().unwrap()).collect();
    let others: Vec<&str> = sheets[0].rows[0].cells.iter().map(|cell| cell.text.as_str()).filter(|name| !labels.contains(name)).collect();
    assert_eq!(others, ["电话"], "columns are named as the list names its fields; by a phone nobody filters");
    let today = engines::calendar::local_date(app.state.clock.now(), 480).to_string();
    assert_eq!(sheets[0].rows[1].cells.last().unwrap().text, today, "the day at the company");
    let log = app.sign_in("auditor").await.get("/audit?filter[action]=export").await.ok(200);
    assert_eq!(log["items"][0]["changes"][0]["new"], "1");
    let log = app.sign_in("auditor").await.get("/audit?filter[action]=export&limit=2&sort=seq").await.ok(200);
    assert_eq!(log["items"][0]["changes"][0]["new"], "2");
}

fn percent(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}
