//! CPL-07, CPL-08: nonconformities put right and accepted by somebody else; actions that are looked at later, and causes that come back.

use crate::complaints::{Desk, propose, takes};
use crate::support::{App, User};
use chrono::{Days, TimeDelta};
use serde_json::{Value, json};

fn day(app: &App, ahead: u64) -> String {
    (engines::calendar::local_date(app.state.clock.now(), 480) + Days::new(ahead)).to_string()
}

fn find(complaint: Option<&Value>, grade: &str) -> Value {
    json!({ "origin": if complaint.is_some() { "complaint" } else { "inspection" }, "complaint_id": complaint, "matter": "板材含水率 18%，标准 12%",
        "stage": "storage", "grade": grade, "category": "quality" })
}

async fn acts(user: &User, kind: &str, it: &Value, act: Value) -> crate::support::Answer {
    let path = format!("/{kind}/{}", it["id"].as_str().unwrap());
    let seen = user.get(&path).await.ok(200);
    user.act(&format!("{path}/transitions"), &seen["version"], act).await
}

async fn waits(user: &User) -> usize {
    user.inbox().await.iter().filter(|task| task["kind"] == "quality").count()
}

#[actix_web::test]
async fn a_light_one_is_fixed_on_the_spot_and_an_ordinary_one_is_not() {
    let app = App::start().await;
    let agent = app.sign_in("agent").await;
    let fix = json!({ "act": "fix", "done": "当场更换托盘", "cause": "托盘受潮" });
    let light = agent.post("/nonconformities", find(None, "light")).await.ok(201);
    assert_eq!((&light["number"], &light["status"]), (&json!("BH-000001"), &json!("registered")));
    let fixed = acts(&agent, "nonconformities", &light, fix.clone()).await.ok(200);
    assert_eq!((&fixed["status"], &fixed["cause"]), (&json!("closed"), &json!("托盘受潮")));
    let ordinary = agent.post("/nonconformities", find(None, "ordinary")).await.ok(201);
    assert_eq!(acts(&agent, "nonconformities", &ordinary, fix).await.problem(409), "nonconformity.not_light");
    assert_eq!(fixed["steps"].as_array().unwrap().len(), 2);
    let bad = agent
        .post("/nonconformities", json!({ "origin": "complaint", "matter": "x", "stage": "sales", "grade": "light", "category": "other" }));
    assert_eq!(bad.await.bad_fields(), [("/complaint_id".to_owned(), "nonconformity_origin".to_owned())]);
}

#[actix_web::test]
async fn a_rectification_is_demanded_reported_and_accepted_by_somebody_else() {
    let desk = Desk::open().await;
    let case = desk.assigned().await;
    let it = desk.manager.post("/nonconformities", find(Some(&case["id"]), "ordinary")).await.ok(201);
    assert_eq!(it["complaint"]["id"], case["id"]);
    let owner = desk.app.sign_in("specialist").await;
    let demand = json!({ "act": "demand", "owner_id": owner.id().await, "due_on": day(&desk.app, 3), "demand": "三天内复测并报告" });
    acts(&desk.manager, "nonconformities", &it, demand).await.ok(200);
    assert_eq!(waits(&owner).await, 1);
    let seen = owner.get(&format!("/nonconformities/{}", it["id"].as_str().unwrap())).await.ok(200);
    assert_eq!((&seen["complaint"], &seen["actions"]), (&Value::Null, &json!(["report"])), "the owner need not see the complaint");
    let done = json!({ "act": "report", "done": "已复测，含水率 11%", "cause": "仓库受潮" });
    assert_eq!(acts(&desk.manager, "nonconformities", &it, done.clone()).await.problem(409), "nonconformity.not_yours");
    acts(&owner, "nonconformities", &it, done.clone()).await.ok(200);
    assert_eq!((waits(&owner).await, waits(&desk.manager).await), (0, 1));
    let refuse = json!({ "act": "refuse", "reason": "缺检测报告", "due_on": day(&desk.app, 5) });
    acts(&desk.manager, "nonconformities", &it, refuse).await.ok(200);
    acts(&owner, "nonconformities", &it, done).await.ok(200);
    let now = acts(&desk.manager, "nonconformities", &it, json!({ "act": "accept" })).await.ok(200);
    assert_eq!((&now["status"], now["steps"].as_array().unwrap().len()), (&json!("closed"), 6));
    assert_eq!(desk.rep.get(&format!("/nonconformities/{}", it["id"].as_str().unwrap())).await.problem(404), "not_found");
    assert_eq!(desk.app.sign_in("rep2").await.get("/nonconformities?count=true").await.ok(200)["total"]["count"], 0);
    let figures = desk.manager.get("/nonconformities/statistics").await.ok(200);
    let panel = |key: &str| figures["panels"].as_array().unwrap().iter().find(|p| p["key"] == key).unwrap()["slices"].clone();
    assert_eq!((&panel("nonconformity_stage")[0]["label"], &panel("nonconformity_stage")[0]["value"]), (&json!("仓储"), &json!(1)));
    for key in ["nonconformity_stage", "nonconformity_cause", "nonconformity_department"] {
        let link = panel(key)[0]["link"].as_str().unwrap().replace("/nonconformities?", "/nonconformities?count=true&");
        assert_eq!(desk.manager.get(&link).await.ok(200)["total"]["count"], 1, "{key} leads to its records");
    }
}

#[actix_web::test]
async fn nobody_accepts_what_they_did_themselves() {
    let app = App::start().await;
    let (manager, director) = (app.sign_in("service.manager").await, app.sign_in("director").await);
    let it = manager.post("/nonconformities", find(None, "ordinary")).await.ok(201);
    let demand = json!({ "act": "demand", "owner_id": manager.id().await, "due_on": day(&app, 3), "demand": "整改" });
    acts(&manager, "nonconformities", &it, demand).await.ok(200);
    acts(&manager, "nonconformities", &it, json!({ "act": "report", "done": "已整改", "cause": "疏忽" })).await.ok(200);
    assert_eq!(acts(&manager, "nonconformities", &it, json!({ "act": "accept" })).await.problem(409), "nonconformity.own_work");
    assert_eq!(waits(&director).await, 1, "the director checks what the manager did");
    acts(&director, "nonconformities", &it, json!({ "act": "accept" })).await.ok(200);
}

fn plan(app: &App, cause: &str) -> Value {
    json!({ "act": "plan", "whys": ["柜门开裂", "板材受潮", "仓库没有除湿"], "root_cause": cause, "action": "加装除湿机，每班记录湿度",
        "due_on": day(app, 2), "effect_due_on": day(app, 30) })
}

/// An action of agent2 about a case, carried out.
async fn carried_out(desk: &Desk, case: &Value) -> Value {
    let new =
        json!({ "kind": "corrective", "problem": "柜门反复开裂", "complaint_id": case["id"], "owner_id": desk.investigator.id().await });
    let it = desk.manager.post("/corrective-actions", new).await.ok(201);
    acts(&desk.investigator, "corrective-actions", &it, plan(&desk.app, "仓库受潮。")).await.ok(200);
    acts(&desk.investigator, "corrective-actions", &it, json!({ "act": "carry_out", "done": "除湿机已装" })).await.ok(200)
}

#[actix_web::test]
async fn an_action_is_judged_later_by_somebody_else_and_begins_anew_where_it_did_not_help() {
    let desk = Desk::open().await;
    let case = desk.assigned().await;
    let it = carried_out(&desk, &case).await;
    assert_eq!((&it["status"], it["whys"].as_array().unwrap().len()), (&json!("verifying"), 3));
    let judge = |act: &str| json!({ "act": act, "finding": "两周内没有同类投诉" });
    assert_eq!(acts(&desk.manager, "corrective-actions", &it, judge("effective")).await.problem(409), "corrective_action.too_early");
    desk.app.later(TimeDelta::days(10));
    let (manager, investigator) = (desk.app.sign_in("service.manager").await, desk.app.sign_in("agent2").await);
    assert_eq!(waits(&manager).await, 1);
    assert_eq!(acts(&investigator, "corrective-actions", &it, judge("effective")).await.problem(403), "forbidden");
    let seen = manager.get(&format!("/corrective-actions/{}", it["id"].as_str().unwrap())).await.ok(200);
    assert_eq!((&seen["early"], &seen["early_reason"]), (&json!(true), &json!("")), "it is looked at on the thirtieth day");
    for act in ["effective", "ineffective"] {
        let mut blank = judge(act);
        blank["early_reason"] = json!("  ");
        for body in [judge(act), blank] {
            let refused = acts(&manager, "corrective-actions", &it, body).await.bad_fields();
            assert_eq!(refused, [("/early_reason".to_owned(), "early_reason_required".to_owned())]);
        }
    }
    let mut early = judge("ineffective");
    early["early_reason"] = json!("又有两起同类投诉");
    let again = acts(&manager, "corrective-actions", &it, early).await.ok(200);
    assert_eq!(again["early_reason"], json!("又有两起同类投诉"));
    assert_eq!(again["steps"].as_array().unwrap().last().unwrap()["note"], json!("两周内没有同类投诉\n又有两起同类投诉"));
    assert_eq!((&again["status"], &again["reopened"]), (&json!("analysing"), &json!(1)));
    assert_eq!(waits(&investigator).await, 1);
    let mut early = plan(&desk.app, "除湿机功率不足");
    early["effect_due_on"] = early["due_on"].clone();
    let refused = acts(&investigator, "corrective-actions", &it, early).await.bad_fields();
    assert_eq!(refused, [("/effect_due_on".to_owned(), "effect_before_due".to_owned())]);
    acts(&investigator, "corrective-actions", &it, plan(&desk.app, "除湿机功率不足")).await.ok(200);
    acts(&investigator, "corrective-actions", &it, json!({ "act": "carry_out", "done": "换大功率" })).await.ok(200);
    desk.app.later(TimeDelta::days(31));
    let manager = desk.app.sign_in("service.manager").await;
    let mut late = judge("effective");
    late["early_reason"] = json!("不需要");
    let closed = acts(&manager, "corrective-actions", &it, late).await.ok(200);
    assert_eq!((&closed["status"], &closed["effective"]), (&json!("closed"), &json!(true)));
    assert_eq!((&closed["early"], &closed["early_reason"]), (&json!(false), &json!("")), "kept only where it was early");
}

/// CPL-08: repeats of the same cause reopen it, and lead to the complaints.
#[actix_web::test]
async fn the_same_cause_in_a_later_complaint_opens_the_action_anew() {
    let desk = Desk::open().await;
    let case = desk.assigned().await;
    let it = carried_out(&desk, &case).await;
    // The complaint that the action is about names the cause as well, and one that came before the action: neither is a repeat.
    let earlier = desk.assigned().await;
    takes(&desk.investigator, &case, propose("0")).await;
    let path = format!("/corrective-actions/{}", it["id"].as_str().unwrap());
    assert_eq!(desk.manager.get(&path).await.ok(200)["repeats"], json!([]));
    desk.app.later(TimeDelta::minutes(5));
    let later = desk.assigned().await;
    takes(&desk.investigator, &later, propose("0")).await;
    let now = desk.manager.get(&path).await.ok(200);
    assert_eq!((&now["status"], &now["reopened"]), (&json!("analysing"), &json!(1)));
    assert_eq!((&now["repeats"][0]["subject"]["id"], &now["repeats"][0]["reopened"]), (&later["id"], &json!(true)));
    takes(&desk.investigator, &earlier, propose("0")).await;
    let now = desk.manager.get(&path).await.ok(200);
    assert_eq!((&now["reopened"], &now["repeats"][0]["reopened"]), (&json!(1), &json!(false)), "known already, only linked");
}
