//! CPL-01, CPL-02, CPL-05: intake in full, the company's own terms, and customers who hear of progress.

use crate::complaints::{Desk, assign, path, sees, takes, text};
use chrono::TimeDelta;
use platform::db::Door;
use serde_json::{Value, json};

#[actix_web::test]
async fn intake_keeps_what_it_is_about_and_why_it_is_grave() {
    let desk = Desk::open().await;
    let topics = "/complaint-topics";
    let branch = json!({ "kind": "category", "category": "quality", "name": "柜体" });
    assert_eq!(desk.agent.post(topics, branch.clone()).await.problem(403), "forbidden");
    let body = desk.manager.post(topics, branch.clone()).await.ok(201);
    assert_eq!(desk.manager.post(topics, branch).await.bad_fields(), [("/name".to_owned(), "topic_taken".to_owned())]);
    let door = json!({ "kind": "category", "category": "quality", "name": "门板", "parent_id": body["id"] });
    let door = desk.manager.post(topics, door).await.ok(201);
    let astray = json!({ "kind": "category", "category": "price", "name": "门板", "parent_id": body["id"] });
    assert_eq!(desk.manager.post(topics, astray).await.bad_fields(), [("/parent_id".to_owned(), "topic_unknown".to_owned())]);
    let mut complaint = desk.complaint();
    for (field, value) in [
        ("topic_id", door["id"].clone()),
        ("product", json!("云杉柜体")),
        ("contract_number", json!("HT-2026-018")),
        ("phone", json!("138 0000 1111")),
        ("email", json!("wang@example.com")),
        ("complainant", json!("王敏")),
    ] {
        complaint[field] = value;
    }
    let case = desk.agent.post("/complaints", complaint.clone()).await.ok(201);
    assert_eq!((&case["topic"]["name"], &case["product"]), (&json!("柜体 / 门板"), &json!("云杉柜体")));
    assert_eq!((&case["phone"]["hint"], &case["email"]["hint"]), (&json!("138****1111"), &json!("w****@example.com")));
    assert_eq!((&case["severity"], &case["severity_why"]["rule"]), (&json!("ordinary"), &json!("defect")));
    assert_eq!((&case["contacts"][0]["matter"], &case["contacts"][0]["text"]), (&json!("apology"), &case["apology"]));
    complaint["severity"] = json!("serious");
    assert_eq!(desk.agent.post("/complaints", complaint.clone()).await.ok(201)["severity_why"]["rule"], "declared");
    complaint["category"] = json!("price");
    assert_eq!(
        desk.agent.post("/complaints", complaint.clone()).await.bad_fields(),
        [("/topic_id".to_owned(), "topic_unknown".to_owned())]
    );
    complaint["campaign_id"] = json!("00000000-0000-7000-8000-000000000000");
    assert_eq!(desk.agent.post("/complaints", complaint).await.bad_fields(), [("/campaign_id".to_owned(), "record_unseen".to_owned())]);
    let retired = json!({ "name": "门板", "retired": true });
    desk.manager.put(&format!("{topics}/{}", text(&door["id"])), &door["version"], retired).await.ok(200);
    assert_eq!(sees(&desk.agent, &case).await["topic"]["name"], "柜体 / 门板", "cases keep it");
    let found = desk.agent.get("/complaints?q=1111").await.ok(200);
    assert!(found["items"].as_array().unwrap().iter().any(|row| row["id"] == case["id"]), "by the end of the phone");
}

#[actix_web::test]
async fn the_company_sets_terms_and_first_words() {
    let desk = Desk::open().await;
    let said = desk.agent.get("/complaint-settings").await.ok(200);
    assert_eq!((&said["version"], &said["editable"]), (&json!(0), &json!(false)));
    let mut settings = said["settings"].clone();
    settings["terms"][1]["investigate"] = json!({ "amount": 1, "unit": "days" });
    settings["apology"] = json!("编号 {number}，{due} 前办结。");
    let change = async |version: Value, settings: Value| desk.manager.put("/complaint-settings", &version, settings).await;
    assert_eq!(desk.agent.put("/complaint-settings", &json!(0), settings.clone()).await.problem(403), "forbidden");
    let saved = change(json!(0), settings.clone()).await.ok(200);
    assert_eq!((&saved["version"], change(json!(0), settings.clone()).await.status), (&json!(1), 412));
    let mut twice = settings.clone();
    twice["terms"][0]["severity"] = json!("serious");
    assert_eq!(change(json!(1), twice).await.bad_fields(), [("/terms".to_owned(), "severity_each_once".to_owned())]);
    let before = desk.filed().await;
    assert!(text(&before["apology"]).starts_with("编号 TS-000001，"));
    let due = |case: &Value| text(&case["clocks"][1]["due_at"]).parse::<chrono::DateTime<chrono::Utc>>().unwrap();
    settings["terms"][1]["investigate"] = json!({ "amount": 9, "unit": "days" });
    change(json!(1), settings).await.ok(200);
    let after = desk.filed().await;
    assert!(due(&after) - due(&before) >= TimeDelta::days(8), "from now on");
    assert_eq!(due(&sees(&desk.agent, &before).await), due(&before), "what runs, runs on");
}

#[actix_web::test]
async fn the_customer_hears_of_progress_or_somebody_is_reminded() {
    let desk = Desk::open().await;
    let case = desk.assigned().await;
    let look = async || complaints::watch(&Door::of_system(desk.app.state.clone(), "watch")).await.unwrap();
    assert_eq!(look().await.silent, 0);
    desk.app.later(TimeDelta::days(6));
    let agent = desk.app.sign_in("agent").await;
    assert_eq!((look().await.silent, look().await.silent), (1, 0), "once");
    let reminded = |inbox: &[Value]| inbox.iter().filter(|task| task["kind"] == "progress").count();
    assert_eq!(reminded(&agent.inbox().await), 1);
    let contacts = format!("{}/contacts", path(&case));
    let told = json!({ "matter": "progress", "channel": "phone", "text": "已找到原因，正在备货", "shown": true });
    let stranger = desk.app.sign_in("rep").await;
    assert_eq!(stranger.post(&contacts, told.clone()).await.problem(404), "not_found");
    let director = desk.app.sign_in("director").await;
    assert_eq!(director.post(&contacts, told.clone()).await.problem(409), "complaint.not_in_charge");
    let apology = json!({ "matter": "apology", "channel": "phone", "text": "抱歉" });
    assert_eq!(agent.post(&contacts, apology).await.bad_fields(), [("/matter".to_owned(), "contact_by_system".to_owned())]);
    agent.post(&contacts, told).await.ok(201);
    assert_eq!((reminded(&agent.inbox().await), look().await.silent), (0, 0), "two working days more");
    let now = sees(&agent, &case).await;
    assert_eq!((now["contacts"].as_array().unwrap().len(), &now["handling"][1]["evidence"]), (2, &json!("已找到原因，正在备货")));
}

/// GB/T 19012: each step with its owner, time and evidence.
#[actix_web::test]
async fn the_steps_of_the_standard_have_owner_and_time() {
    let desk = Desk::open().await;
    let case = desk.filed().await;
    let case = takes(&desk.manager, &case, assign(&desk.investigator.id().await)).await;
    let steps: Vec<&str> = case["handling"].as_array().unwrap().iter().map(|step| text(&step["step"])).collect();
    assert_eq!(steps, ["receive", "track", "acknowledge", "assess", "investigate", "respond", "communicate", "close"]);
    let step = |at: usize| &case["handling"][at];
    assert_eq!((&step(0)["evidence"], &step(2)["evidence"]), (&case["number"], &case["apology"]));
    assert_eq!((&step(3)["owner"]["id"], step(3)["done_at"].is_string()), (&json!(desk.manager.id().await), true));
    assert_eq!((&step(4)["owner"]["id"], &step(4)["done_at"]), (&case["investigator"]["id"], &Value::Null));
}

/// A mail gateway files by API key: repeated, it files once, and a person takes it up.
#[actix_web::test]
async fn what_a_program_files_is_taken_up_by_a_person() {
    let desk = Desk::open().await;
    let body =
        json!({ "name": "邮件网关", "purpose": "客户来信转投诉", "permissions": ["complaint.create", "complaint.read"], "scope": "all" });
    let gateway = desk.director.post("/service-accounts", body).await.ok(201);
    let until = desk.app.state.clock.now().date_naive() + chrono::Days::new(30);
    let form = json!({ "name": "正式", "permissions": ["complaint.create", "complaint.read"], "expires_on": until });
    let issued = desk.director.post(&format!("/service-accounts/{}/keys", text(&gateway["id"])), form).await.ok(200);
    let program = crate::support::User::with_token(&desk.app, text(&issued["key"]));
    let mail =
        json!({ "complainant": "王敏", "email": "wang@example.com", "matter": "柜门开裂", "category": "quality", "channel": "email" });
    let send = async || program.send("POST", "/complaints", Some(mail.clone()), &[("idempotency-key", "<message-1@mail>")]).await.ok(201);
    let (first, again) = (send().await, send().await);
    assert_eq!((&first["id"], &first["customer"]), (&again["id"], &Value::Null));
    let people = [json!(desk.agent.id().await), json!(desk.investigator.id().await)];
    assert!(people.contains(&first["agent"]["id"]), "a service agent, not the program");
    let mut nobody = mail.clone();
    nobody["email"] = json!("");
    assert_eq!(program.post("/complaints", nobody).await.bad_fields(), [("/customer_id".to_owned(), "customer_or_complainant".to_owned())]);
}
