//! CMP-01, 03, 08, 10: one gated life.

use crate::support::{App, User};
use serde_json::{Value, json};

fn plan(budget: &str) -> Value {
    json!({
        "theme": "秋季整装开放日", "form": "site_event", "goal": "新增线索 40 条", "place": "成都天府新区样板间",
        "starts_at": "2026-11-28T01:00:00Z", "ends_at": "2026-11-28T09:00:00Z",
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
    assert_eq!((&campaign["status"], &campaign["editable"]), (&json!("approving"), &json!(false)));
    assert_eq!(specialist.put(&path, &campaign["version"], plan("1")).await.problem(409), "campaign.not_editable");
    director.decides(campaign["id"].as_str().unwrap(), "approve", "").await.ok(200);
    let campaign = specialist.get(&path).await.ok(200);
    assert_eq!(campaign["status"], "approved");
    let campaign = specialist.act(&acts, &campaign["version"], json!({ "act": "start" })).await.ok(200);
    let campaign = specialist.act(&acts, &campaign["version"], json!({ "act": "finish" })).await.ok(200);
    assert!(campaign["summary_due_on"].is_string());
    assert!(specialist.inbox().await.iter().any(|t| t["kind"] == "campaign"), "the summary waits");
    let campaign = specialist.act(&acts, &campaign["version"], summary()).await.ok(200);
    assert_eq!((&campaign["status"], &campaign["cost_per_lead"]["amount"]), (&json!("summed_up"), &json!("387.50")));
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
