//! The working day of issue and spec: import, follow-up, campaign, complaint, and the scores worked out from just these records.

use crate::support::{App, User};
use serde_json::{Value, json};

const PLAN: &str = r#"{"theme":"秋季整装开放日","form":"site_event","goal":"新增线索 40 条","place":"样板间","proposal":"参观样板间","starts_at":"2026-11-02T01:00:00Z",
    "ends_at":"2026-11-02T09:00:00Z","budget":{"amount":"20000"},"expected_participants":80,"expected_leads":40}"#;

async fn act(user: &User, path: &str, body: Value) -> Value {
    let version = user.get(path).await.ok(200)["version"].clone();
    user.act(&format!("{path}/transitions"), &version, body).await.ok(200)
}

async fn score(director: &User, person: &str, month: &str) -> Value {
    director.get(&format!("/kpi/scores/{person}/{month}")).await.ok(200)
}

#[actix_web::test]
async fn one_working_day_is_scored_from_its_own_records() {
    let app = App::start().await;
    let (rep, supervisor, director) = (app.sign_in("rep").await, app.sign_in("supervisor").await, app.sign_in("director").await);
    let (specialist, agent, manager) = (app.sign_in("specialist").await, app.sign_in("agent").await, app.sign_in("service.manager").await);

    // 1–2: a customer, its review, a follow-up that is kept.
    let customer = rep.enters_a_customer("成都嘉业文化传播有限公司").await;
    let id = customer["id"].as_str().unwrap();
    let review = format!("/customers/{id}/reviews");
    supervisor.act(&review, &customer["version"], json!({ "verdict": "approve" })).await.ok(200);
    let today = engines::calendar::local_date(app.state.clock.now(), 480).to_string();
    let promise = json!({ "way": "phone", "content": "谈软装", "next_step": "发报价", "next_on": today });
    rep.post(&format!("/customers/{id}/follow-ups"), promise).await.ok(201);
    rep.post(&format!("/customers/{id}/follow-ups"), json!({ "way": "message", "content": "报价已发" })).await.ok(201);

    // 3: a campaign from draft to summary.
    let campaign = specialist.post("/campaigns", serde_json::from_str(PLAN).unwrap()).await.ok(201);
    let path = format!("/campaigns/{}", campaign["id"].as_str().unwrap());
    act(&specialist, &path, json!({ "act": "submit" })).await;
    director.decides(campaign["id"].as_str().unwrap(), "approve", "").await.ok(200);
    specialist.prepares(&path).await;
    act(&specialist, &path, json!({ "act": "start" })).await;
    act(&specialist, &path, json!({ "act": "finish" })).await;
    let summary = json!({ "act": "sum_up", "participants": 90, "leads": 40, "cost": { "amount": "18000" }, "good": "转介绍多" });
    act(&specialist, &path, summary).await;

    // 4: a complaint from intake to a satisfied customer.
    let found = agent.get("/customers/look-up?q=嘉业").await.ok(200);
    assert_eq!(found["hits"][0]["subject"]["id"], customer["id"]);
    let complaint = json!({ "customer_id": id, "matter": "门板开裂", "category": "quality", "channel": "phone", "wish": "更换" });
    let complaint = agent.post("/complaints", complaint).await.ok(201);
    assert!(complaint["apology"].as_str().unwrap().contains(complaint["number"].as_str().unwrap()));
    let case = complaint["id"].as_str().unwrap();
    let path = format!("/complaints/{case}");
    act(&manager, &path, json!({ "act": "assign", "investigator_id": agent.id().await })).await;
    let remedy = json!({ "act": "propose", "findings": "封边不严", "cause": "工艺", "measures": "更换门板",
        "compensation": { "amount": "300" }, "due_on": "2026-12-04" });
    act(&agent, &path, remedy).await;
    act(&agent, &path, json!({ "act": "submit" })).await;
    director.decides(case, "approve", "同意").await.ok(200);
    act(&agent, &path, json!({ "act": "carry_out", "result": "已更换并验收" })).await;
    let closed = act(&agent, &path, json!({ "act": "close", "satisfaction": 5, "words": "处理及时" })).await;
    assert_eq!(closed["status"], "closed");

    // 5: the month, worked out from exactly these records.
    let scores = director.get("/kpi/scores").await.ok(200);
    let month = scores["month"].as_str().unwrap().to_owned();
    assert_eq!(scores["open"], true);
    for user in [&rep, &specialist, &agent, &manager, &director] {
        let person = user.id().await;
        let explained = score(&director, &person, &month).await;
        assert!(explained["score"].is_string(), "{explained:#}");
        assert!(explained["items"].as_array().unwrap().iter().any(|i| !i["records"].as_array().unwrap().is_empty()));
    }
    let person = rep.id().await;
    let before = score(&director, &person, &month).await;
    assert_eq!(before, score(&director, &person, &month).await, "the same records give the same answer");
    let made = |e: &Value| e["items"].as_array().unwrap().iter().find(|i| i["indicator"] == "follow_up.made").unwrap()["value"].clone();
    assert_eq!(made(&before), json!("2"));
    rep.post(&format!("/customers/{id}/follow-ups"), json!({ "way": "visit", "content": "上门量尺" })).await.ok(201);
    let after = score(&director, &person, &month).await;
    assert_eq!(made(&after), json!("3"));
    assert_ne!((&before["score"], &before["hash"]), (&after["score"], &after["hash"]), "a record changes the open month's score");
    assert_eq!(app.sign_in("rep2").await.get(&format!("/kpi/scores/{person}/{month}")).await.problem(404), "not_found");
}
