//! CMP-01, 03, 08, 10: one gated life.

use crate::support::{App, User};
use campaigns::Campaigns;
use chrono::TimeDelta;
use engines::{Area, FactQuery};
use serde_json::{Value, json};

pub fn plan(budget: &str) -> Value {
    let today = engines::calendar::local_date(chrono::Utc::now(), 480);
    json!({
        "theme": "秋季整装开放日", "form": "site_event", "goal": "新增线索 40 条", "place": "成都天府新区样板间",
        "proposal": "上午参观样板间，下午设计师一对一", "starts_at": format!("{today}T01:00:00Z"), "ends_at": format!("{today}T09:00:00Z"),
        "budget": { "amount": budget }, "expected_participants": 80, "expected_leads": 40
    })
}

fn summary() -> Value {
    json!({ "act": "sum_up", "participants": 92, "leads": 48, "cost": { "amount": "18600.00" }, "good": "老客户转介绍多" })
}

async fn drafted(specialist: &User, budget: &str) -> (String, Value) {
    let campaign = specialist.post("/campaigns", plan(budget)).await.ok(201);
    (format!("/campaigns/{}", campaign["id"].as_str().unwrap()), campaign)
}

#[actix_web::test]
async fn a_campaign_goes_from_draft_to_summary() {
    let app = App::start().await;
    let (specialist, director) = (app.sign_in("specialist").await, app.sign_in("director").await);
    let (path, campaign) = drafted(&specialist, "20000").await;
    let acts = format!("{path}/transitions");
    for act in [json!({ "act": "start" }), json!({ "act": "finish" }), summary()] {
        assert_eq!(specialist.act(&acts, &campaign["version"], act).await.problem(409), "campaign.not_now");
    }
    let campaign = specialist.act(&acts, &campaign["version"], json!({ "act": "submit" })).await.ok(200);
    assert_eq!((&campaign["status"], &campaign["editable"]), (&json!("approving"), &json!(true)));
    director.decides(campaign["id"].as_str().unwrap(), "approve", "").await.ok(200);
    let campaign = specialist.get(&path).await.ok(200);
    assert_eq!(campaign["status"], "approved");
    let campaign = specialist.prepares(&path).await;
    let campaign = specialist.act(&acts, &campaign["version"], json!({ "act": "start" })).await.ok(200);
    assert_eq!(specialist.put(&path, &campaign["version"], plan("1")).await.problem(409), "campaign.not_editable");
    let campaign = specialist.act(&acts, &campaign["version"], json!({ "act": "finish" })).await.ok(200);
    assert!(campaign["summary_due_on"].is_string());
    assert!(specialist.inbox().await.iter().any(|t| t["kind"] == "campaign"), "the summary waits");
    let campaign = specialist.act(&acts, &campaign["version"], summary()).await.ok(200);
    assert_eq!((&campaign["status"], &campaign["cost_per_lead"]["amount"]), (&json!("summed_up"), &json!("387.50")));
    let report = specialist.get(&format!("{path}/report.pdf")).await;
    assert_eq!((report.status, &report.bytes[..5]), (200, b"%PDF-".as_slice()));
    let (_, draft) = drafted(&specialist, "1").await;
    let early = specialist.get(&format!("/campaigns/{}/report.pdf", draft["id"].as_str().unwrap())).await;
    assert_eq!(early.problem(404), "not_found", "there is no report yet");
    assert!(specialist.inbox().await.is_empty());
}

#[actix_web::test]
async fn a_returned_campaign_is_a_draft_again_with_the_reason() {
    let app = App::start().await;
    let (specialist, director) = (app.sign_in("specialist").await, app.sign_in("director").await);
    let (path, campaign) = drafted(&specialist, "20000").await;
    specialist.act(&format!("{path}/transitions"), &campaign["version"], json!({ "act": "submit" })).await.ok(200);
    let id = campaign["id"].as_str().unwrap();
    let silent = director.decides(id, "return", " ").await;
    assert_eq!(silent.bad_fields(), [("/remark".to_owned(), "reason_required".to_owned())]);
    director.decides(id, "return", "预算过高").await.ok(200);
    let campaign = specialist.get(&path).await.ok(200);
    assert_eq!((&campaign["status"], &campaign["remark"]), (&json!("draft"), &json!("预算过高")));
}

#[actix_web::test]
async fn a_large_budget_needs_two_signatures_and_nobody_signs_their_own() {
    let app = App::start().await;
    let (specialist, director, gm) = (app.sign_in("specialist").await, app.sign_in("director").await, app.sign_in("gm").await);
    let (path, campaign) = drafted(&specialist, "100000.01").await;
    specialist.act(&format!("{path}/transitions"), &campaign["version"], json!({ "act": "submit" })).await.ok(200);
    let id = campaign["id"].as_str().unwrap();
    assert!(gm.inbox().await.is_empty(), "the second signer waits for the first");
    director.decides(id, "approve", "同意").await.ok(200);
    assert_eq!(specialist.get(&path).await.ok(200)["status"], "approving");
    gm.decides(id, "approve", "").await.ok(200);
    assert_eq!(specialist.get(&path).await.ok(200)["status"], "approved");
    let (path, own) = drafted(&director, "20000").await;
    let answer = director.act(&format!("{path}/transitions"), &own["version"], json!({ "act": "submit" })).await;
    assert_eq!(answer.problem(409), "approval.no_approver");
}

#[actix_web::test]
async fn a_cancelled_campaign_waits_for_no_approval() {
    let app = App::start().await;
    let (specialist, director) = (app.sign_in("specialist").await, app.sign_in("director").await);
    let (path, campaign) = drafted(&specialist, "20000").await;
    let acts = format!("{path}/transitions");
    let campaign = specialist.act(&acts, &campaign["version"], json!({ "act": "submit" })).await.ok(200);
    specialist.act(&acts, &campaign["version"], json!({ "act": "cancel", "reason": "场地取消" })).await.ok(200);
    assert!(director.inbox().await.is_empty());
}

#[actix_web::test]
async fn a_campaign_of_another_department_can_be_read_by_sales_but_not_moved() {
    let app = App::start().await;
    let (specialist, rep) = (app.sign_in("specialist").await, app.sign_in("rep").await);
    let (path, campaign) = drafted(&specialist, "20000").await;
    assert_eq!(rep.get(&path).await.ok(200)["actions"], json!([]));
    let answer = rep.act(&format!("{path}/transitions"), &campaign["version"], json!({ "act": "submit" })).await;
    assert_eq!(answer.problem(403), "forbidden");
    let stale = specialist.act(&format!("{path}/transitions"), &json!(99), json!({ "act": "submit" })).await;
    assert_eq!(stale.problem(412), "stale");
    assert_eq!(app.sign_in("agent").await.get(&path).await.problem(403), "forbidden");
}

/// Every action a person can send.
fn all_acts() -> [Value; 7] {
    let later = chrono::Utc::now() + TimeDelta::days(7);
    [
        json!({ "act": "submit" }),
        json!({ "act": "get_ready" }),
        json!({ "act": "start" }),
        json!({ "act": "finish" }),
        summary(),
        json!({ "act": "cancel", "reason": "停办" }),
        json!({ "act": "postpone", "reason": "台风", "starts_at": later, "ends_at": later }),
    ]
}

/// Takes a campaign to a step that must be open, after all that must not be were refused.
async fn only(user: &User, path: &str, open: &[&str]) -> Value {
    let campaign = user.get(path).await.ok(200);
    assert_eq!(campaign["actions"], json!(open));
    for act in all_acts().iter().filter(|act| !open.contains(&act["act"].as_str().unwrap())) {
        let refused = user.act(&format!("{path}/transitions"), &campaign["version"], act.clone()).await;
        assert_eq!(refused.problem(409), "campaign.not_now", "{act} in {}", campaign["status"]);
    }
    campaign
}

#[actix_web::test]
async fn no_step_can_be_skipped_in_any_state() {
    let app = App::start().await;
    let (specialist, director) = (app.sign_in("specialist").await, app.sign_in("director").await);
    let (path, campaign) = drafted(&specialist, "20000").await;
    let acts = format!("{path}/transitions");
    let campaign_id = campaign["id"].as_str().unwrap();
    let seen = only(&specialist, &path, &["submit", "cancel"]).await;
    specialist.act(&acts, &seen["version"], json!({ "act": "submit" })).await.ok(200);
    only(&specialist, &path, &["cancel"]).await;
    director.decides(campaign_id, "approve", "").await.ok(200);
    only(&specialist, &path, &["get_ready", "cancel", "postpone"]).await;
    specialist.prepares(&path).await;
    let seen = only(&specialist, &path, &["start", "cancel", "postpone"]).await;
    specialist.act(&acts, &seen["version"], json!({ "act": "start" })).await.ok(200);
    let seen = only(&specialist, &path, &["finish"]).await;
    specialist.act(&acts, &seen["version"], json!({ "act": "finish" })).await.ok(200);
    let seen = only(&specialist, &path, &["sum_up"]).await;
    specialist.act(&acts, &seen["version"], summary()).await.ok(200);
    let seen = only(&specialist, &path, &[]).await;
    for act in ["approve", "return", "unready"] {
        let system = specialist.act(&acts, &seen["version"], json!({ "act": act })).await;
        assert_eq!(system.status, 422, "the approval engine's steps are no caller's");
    }
}

#[actix_web::test]
async fn a_campaign_out_of_scope_does_not_exist() {
    let app = App::start().await;
    let (specialist, director) = (app.sign_in("specialist").await, app.sign_in("director").await);
    let (path, own) = drafted(&director, "20000").await;
    assert_eq!(specialist.get(&path).await.problem(404), "not_found");
    assert_eq!(specialist.put(&path, &own["version"], plan("1")).await.problem(404), "not_found");
    let acts = format!("{path}/transitions");
    assert_eq!(specialist.act(&acts, &own["version"], json!({ "act": "submit" })).await.problem(404), "not_found");
    assert!(specialist.get("/campaigns").await.ok(200)["items"].as_array().unwrap().is_empty());
    assert!(specialist.get("/search?q=开放日").await.ok(200)["hits"].as_array().unwrap().is_empty());
}

#[actix_web::test]
async fn a_colleagues_campaign_is_seen_but_not_changed() {
    let app = App::start().await;
    let (specialist, analyst) = (app.sign_in("specialist").await, app.sign_in("analyst").await);
    let manager = app.sign_in("marketing.manager").await;
    let (path, campaign) = drafted(&manager, "20000").await;
    let seen = specialist.get(&path).await.ok(200);
    assert_eq!((&seen["editable"], &seen["actions"]), (&json!(false), &json!([])));
    assert_eq!(specialist.put(&path, &campaign["version"], plan("1")).await.problem(403), "forbidden");
    let acts = format!("{path}/transitions");
    assert_eq!(specialist.act(&acts, &campaign["version"], json!({ "act": "submit" })).await.problem(403), "forbidden");
    assert_eq!(analyst.post("/campaigns", plan("1")).await.problem(403), "forbidden");
    let (path, campaign) = drafted(&specialist, "20000").await;
    manager.put(&path, &campaign["version"], plan("1")).await.ok(200);
}

#[actix_web::test]
async fn a_change_since_is_not_overwritten() {
    let app = App::start().await;
    let specialist = app.sign_in("specialist").await;
    let (path, campaign) = drafted(&specialist, "20000").await;
    let changed = specialist.put(&path, &campaign["version"], plan("21000")).await.ok(200);
    assert_eq!(changed["budget"]["amount"], "21000.00");
    assert_eq!(specialist.put(&path, &campaign["version"], plan("1")).await.problem(412), "stale");
    let acts = format!("{path}/transitions");
    assert_eq!(specialist.act(&acts, &campaign["version"], json!({ "act": "submit" })).await.problem(412), "stale");
    let blind = specialist.send("PUT", &path, Some(plan("1")), &[]).await;
    assert_eq!(blind.problem(428), "precondition_required");
}

#[actix_web::test]
async fn a_returned_plan_waits_for_its_owner_and_is_approved_anew() {
    let app = App::start().await;
    let (specialist, director) = (app.sign_in("specialist").await, app.sign_in("director").await);
    let (path, campaign) = drafted(&specialist, "20000").await;
    let (acts, id) = (format!("{path}/transitions"), campaign["id"].as_str().unwrap());
    let first = specialist.act(&acts, &campaign["version"], json!({ "act": "submit" })).await.ok(200);
    director.decides(id, "return", "预算\n过高").await.ok(200);
    let waiting = specialist.inbox().await;
    assert_eq!((waiting.len(), &waiting[0]["kind"], &waiting[0]["title"]), (1, &json!("campaign"), &json!("预算 过高")));
    let draft = specialist.get(&path).await.ok(200);
    let draft = specialist.put(&path, &draft["version"], plan("12000")).await.ok(200);
    assert_eq!(draft["remark"], "预算\n过高", "the reason stays until the plan is submitted again");
    let second = specialist.act(&acts, &draft["version"], json!({ "act": "submit" })).await.ok(200);
    assert_eq!(second["remark"], Value::Null);
    assert_ne!(first["approval_id"], second["approval_id"]);
    assert!(specialist.inbox().await.is_empty());
    director.decides(id, "approve", "注意安全").await.ok(200);
    let approved = specialist.get(&path).await.ok(200);
    assert_eq!((&approved["status"], &approved["remark"]), (&json!("approved"), &Value::Null), "a remark is why it was returned");
}

#[actix_web::test]
async fn a_cancelled_campaign_leaves_no_task_and_keeps_the_reason() {
    let app = App::start().await;
    let (specialist, director) = (app.sign_in("specialist").await, app.sign_in("director").await);
    let (path, campaign) = drafted(&specialist, "20000").await;
    let acts = format!("{path}/transitions");
    specialist.act(&acts, &campaign["version"], json!({ "act": "submit" })).await.ok(200);
    director.decides(campaign["id"].as_str().unwrap(), "return", "场地未定").await.ok(200);
    let draft = specialist.get(&path).await.ok(200);
    let silent = specialist.act(&acts, &draft["version"], json!({ "act": "cancel", "reason": "　" })).await;
    assert_eq!(silent.bad_fields(), [("/reason".to_owned(), "required".to_owned())]);
    let gone = specialist.act(&acts, &draft["version"], json!({ "act": "cancel", "reason": "场地取消" })).await.ok(200);
    assert_eq!((&gone["remark"], &gone["actions"]), (&json!("场地取消"), &json!([])));
    assert!(specialist.inbox().await.is_empty());
    let ended = specialist.get("/inbox?filter[status]=cancelled&filter[kind]=campaign").await.ok(200);
    assert_eq!(ended["items"].as_array().unwrap().len(), 1, "what was not done is not called done");
}

#[actix_web::test]
async fn the_signer_sees_what_was_submitted() {
    let app = App::start().await;
    let (specialist, director) = (app.sign_in("specialist").await, app.sign_in("director").await);
    let mut long = plan("20000");
    long["proposal"] = json!("流程".repeat(400));
    (long["starts_at"], long["ends_at"]) = (json!("2026-11-28T01:00:00Z"), json!("2026-11-28T09:00:00Z"));
    let campaign = specialist.post("/campaigns", long).await.ok(201);
    let acts = format!("/campaigns/{}/transitions", campaign["id"].as_str().unwrap());
    let sent = specialist.act(&acts, &campaign["version"], json!({ "act": "submit" })).await.ok(200);
    let approval = director.get(&format!("/approvals/{}", sent["approval_id"].as_str().unwrap())).await.ok(200);
    let lines = approval["snapshot"].as_array().unwrap();
    let value = |label: &str| lines.iter().find(|line| line["label"] == label).map(|line| line["value"].as_str().unwrap());
    assert_eq!(value("主题"), Some("秋季整装开放日"));
    assert_eq!(value("目标"), Some("新增线索 40 条"));
    assert_eq!(value("形式"), Some("小区活动"));
    assert_eq!(value("起止时间"), Some("2026-11-28 09:00 – 2026-11-28 17:00"), "in the company's time");
    assert_eq!(value("地点"), Some("成都天府新区样板间"));
    assert_eq!(value("预计参与人数"), Some("80"));
    assert_eq!(value("预计线索数"), Some("40"));
    assert!(value("预算").unwrap().contains("20,000"));
    assert_eq!(value("活动方案").unwrap(), format!("{}…", "流程".repeat(250)));
    assert!(
        specialist
            .act("/approvals/00000000-0000-7000-8000-000000000000/decisions", &json!(1), json!({ "verdict": "approve" }))
            .await
            .status
            == 404
    );
    let own = format!("/approvals/{}/decisions", sent["approval_id"].as_str().unwrap());
    assert_eq!(specialist.act(&own, &json!(1), json!({ "verdict": "approve" })).await.problem(404), "not_found", "nobody signs their own");
}

#[actix_web::test]
async fn a_campaign_is_found_by_theme_pinyin_and_number() {
    let app = App::start().await;
    let specialist = app.sign_in("specialist").await;
    let (path, campaign) = drafted(&specialist, "20000").await;
    let mut renamed = plan("20000");
    renamed["theme"] = json!("岁末答谢会");
    for q in ["开放日", "qjzz", "HD-000001"] {
        assert_eq!(specialist.get(&format!("/campaigns?q={q}")).await.ok(200)["items"][0]["id"], campaign["id"], "{q}");
        assert_eq!(specialist.get(&format!("/search?q={q}")).await.ok(200)["hits"][0]["subject"]["id"], campaign["id"], "{q}");
    }
    specialist.put(&path, &campaign["version"], renamed).await.ok(200);
    assert!(specialist.get("/campaigns?q=开放日").await.ok(200)["items"].as_array().unwrap().is_empty());
    assert_eq!(specialist.get("/campaigns?q=答谢").await.ok(200)["items"].as_array().unwrap().len(), 1);
}

/// A campaign that this person finished now.
async fn finished(app: &App, owner: &str) -> String {
    let (owner, director) = (app.sign_in(owner).await, app.sign_in("director").await);
    let mut over = plan("20000");
    let now = app.state.clock.now();
    over["starts_at"] = json!(now - TimeDelta::days(2));
    over["ends_at"] = json!(now - TimeDelta::days(1));
    let campaign = owner.post("/campaigns", over).await.ok(201);
    let path = format!("/campaigns/{}", campaign["id"].as_str().unwrap());
    let acts = format!("{path}/transitions");
    owner.act(&acts, &campaign["version"], json!({ "act": "submit" })).await.ok(200);
    director.decides(campaign["id"].as_str().unwrap(), "approve", "").await.ok(200);
    let mut campaign = owner.prepares(&path).await;
    for act in ["start", "finish"] {
        campaign = owner.act(&acts, &campaign["version"], json!({ "act": act })).await.ok(200);
    }
    path
}

async fn figure(user: &User, key: &str) -> Value {
    let home = user.get("/home").await.ok(200);
    home["figures"].as_array().unwrap().iter().find(|f| f["key"] == key).unwrap().clone()
}

#[actix_web::test]
async fn a_late_summary_is_a_figure_that_leads_to_it() {
    let app = App::start().await;
    let path = finished(&app, "specialist").await;
    finished(&app, "specialist").await;
    let specialist = app.sign_in("specialist").await;
    assert_eq!(figure(&specialist, "late_summaries").await["value"], 0);
    let waiting = specialist.get(&path).await.ok(200);
    specialist.act(&format!("{path}/transitions"), &waiting["version"], summary()).await.ok(200);
    app.later(TimeDelta::days(30));
    let specialist = app.sign_in("specialist").await;
    let fresh = finished(&app, "specialist").await;
    let late = figure(&specialist, "late_summaries").await;
    assert_eq!((&late["value"], &late["attention"]), (&json!(1), &json!(true)));
    let list = specialist.get(late["link"].as_str().unwrap()).await.ok(200);
    let rows = list["items"].as_array().unwrap();
    assert_eq!(rows.len(), 1, "just these records");
    assert_eq!(rows[0]["overdue"], true);
    assert!(!fresh.ends_with(rows[0]["id"].as_str().unwrap()));
}

/// What a source of scores says about the demo company's specialist from a month ago to two months ahead.
async fn facts(app: &App, key: &str) -> Vec<(String, String, locale::Key)> {
    let now = app.state.clock.now();
    let query = FactQuery {
        conn: app.state.database.reader().conn(),
        state: &app.state,
        from: now - TimeDelta::days(90),
        to: now + TimeDelta::days(60),
        now,
        person: Some(app.sign_in("specialist").await.id().await.parse().unwrap()),
    };
    let source = Campaigns.facts().iter().find(|f| f.key == key).unwrap();
    let facts = (source.collect)(&query).await.unwrap();
    facts.into_iter().map(|f| (f.value.to_string(), f.weight.to_string(), f.note)).collect()
}

#[actix_web::test]
async fn scores_come_from_what_was_held_and_summed_up() {
    use locale::campaigns as note;
    let one = |value: &str, weight: &str, note| (value.to_owned(), weight.to_owned(), note);
    let app = App::start().await;
    let (kept, late) = (finished(&app, "specialist").await, finished(&app, "specialist").await);
    finished(&app, "marketing.manager").await;
    let held = facts(&app, "campaign.held").await;
    assert_eq!(held, [one("1", "1", note::NOTE_HELD), one("1", "1", note::NOTE_HELD)]);
    assert_eq!(facts(&app, "campaign.summary_on_time").await, [], "neither is due yet");
    let specialist = app.sign_in("specialist").await;
    let seen = specialist.get(&kept).await.ok(200);
    specialist.act(&format!("{kept}/transitions"), &seen["version"], summary()).await.ok(200);
    assert_eq!(facts(&app, "campaign.summary_on_time").await, [one("1", "1", note::NOTE_SUMMARY_IN_TIME)]);
    app.later(TimeDelta::days(30));
    let missing = facts(&app, "campaign.summary_on_time").await;
    assert_eq!(missing, [one("1", "1", note::NOTE_SUMMARY_IN_TIME), one("0", "1", note::NOTE_SUMMARY_MISSING)]);
    let specialist = app.sign_in("specialist").await;
    let seen = specialist.get(&late).await.ok(200);
    specialist.act(&format!("{late}/transitions"), &seen["version"], summary()).await.ok(200);
    let done = facts(&app, "campaign.summary_on_time").await;
    assert_eq!(done, [one("1", "1", note::NOTE_SUMMARY_IN_TIME), one("0", "1", note::NOTE_SUMMARY_LATE)]);
    let leads = facts(&app, "campaign.leads_against_plan").await;
    assert_eq!(leads, [one("48", "40", note::NOTE_LEADS), one("48", "40", note::NOTE_LEADS)]);
}
