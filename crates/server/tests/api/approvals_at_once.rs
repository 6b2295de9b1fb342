//! Two who decide at once, what changes under a decision, what the clock does, and who is told (DAY-01).

use crate::approvals::{by_role, does, flow, form, plan, step, submits, waits_for, what};
use crate::support::App;
use chrono::TimeDelta;
use platform::db::{Door, Tx};
use serde_json::json;

#[actix_web::test]
async fn two_who_decide_at_once_have_one_effect() {
    let app = App::start().await;
    flow(&app, form(json!([step("客服", by_role("service_agent"), "any")]))).await;
    let (specialist, agent, agent2) = (app.sign_in("specialist").await, app.sign_in("agent").await, app.sign_in("agent2").await);
    for _ in 0..4 {
        let path = submits(&specialist, "20000").await;
        let seen = agent.get(&path).await.ok(200);
        let acts = format!("{path}/transitions");
        let (a, b) = tokio::join!(
            agent.act(&acts, &seen["version"], json!({ "act": "approve" })),
            agent2.act(&acts, &seen["version"], json!({ "act": "return", "remark": "不同意" })),
        );
        let won = [&a, &b].into_iter().filter(|x| x.status == 200).count();
        assert_eq!(won, 1, "{} {}", a.status, b.status);
        assert!([&a, &b].into_iter().all(|x| [200, 409, 412].contains(&x.status)), "{} {}", a.status, b.status);
        let ended = specialist.get(&path).await.ok(200);
        assert_eq!(ended["status"], if a.status == 200 { "approved" } else { "returned" });
        assert_eq!(ended["history"].as_array().unwrap().len(), 2);
    }
}

#[actix_web::test]
async fn two_who_must_both_approve_at_once_lose_neither_answer() {
    let app = App::start().await;
    flow(&app, form(json!([step("客服", by_role("service_agent"), "all")]))).await;
    let (specialist, agent, agent2) = (app.sign_in("specialist").await, app.sign_in("agent").await, app.sign_in("agent2").await);
    for _ in 0..4 {
        let path = submits(&specialist, "20000").await;
        let seen = agent.get(&path).await.ok(200);
        let acts = format!("{path}/transitions");
        let approve = || json!({ "act": "approve" });
        let (a, b) = tokio::join!(agent.act(&acts, &seen["version"], approve()), agent2.act(&acts, &seen["version"], approve()));
        let late = match (a.status, b.status) {
            (200, 412) => &agent2,
            (412, 200) => &agent,
            other => panic!("{other:?}"),
        };
        assert_eq!(does(late, &path, approve()).await.ok(200)["status"], "approved");
    }
}

/// A later change of the record voids what waits and what was approved.
#[actix_web::test]
async fn what_was_approved_is_not_what_would_be_done_after_a_change() {
    let app = App::start().await;
    let (specialist, director) = (app.sign_in("specialist").await, app.sign_in("director").await);
    let path = submits(&specialist, "20000").await;
    let ended = does(&director, &path, json!({ "act": "approve" })).await.ok(200);
    let subject: uuid::Uuid = ended["subject"]["id"].as_str().unwrap().parse().unwrap();
    let door = Door::of_system(app.state.clone(), "test");
    for voided in [true, false] {
        let write = async move |tx: &mut Tx| engines::approvals::changed(tx, subject).await;
        assert_eq!(door.write_as_system(write).await.unwrap(), voided);
        assert_eq!(specialist.get(&path).await.ok(200)["status"], "void");
    }
}

/// Of a plan that changes, the approval that waits and the one that was given are void, and who gave it is told.
#[actix_web::test]
async fn a_changed_plan_is_a_draft_again() {
    let app = App::start().await;
    let (specialist, director) = (app.sign_in("specialist").await, app.sign_in("director").await);
    for approved in [false, true] {
        let approval = submits(&specialist, "20000").await;
        if approved {
            does(&director, &approval, json!({ "act": "approve" })).await.ok(200);
        }
        let id = specialist.get(&approval).await.ok(200)["subject"]["id"].as_str().unwrap().to_owned();
        let campaign = specialist.get(&format!("/campaigns/{id}")).await.ok(200);
        let same = specialist.put(&format!("/campaigns/{id}"), &campaign["version"], plan("20000")).await.ok(200);
        assert_eq!(same["status"], campaign["status"], "nothing changed");
        let changed = specialist.put(&format!("/campaigns/{id}"), &same["version"], plan("50000")).await.ok(200);
        assert_eq!((&changed["status"], &changed["approval_id"]), (&json!("draft"), &serde_json::Value::Null));
        let stored = specialist.get(&format!("/campaigns/{id}")).await.ok(200);
        assert_eq!(stored["version"], changed["version"], "the answer is what is stored");
        assert_eq!(specialist.get(&approval).await.ok(200)["status"], "void");
        assert!(director.inbox().await.iter().all(|task| task["kind"] != "approval"));
        let told = director.get("/notifications?filter[kind]=voided&count=true").await.ok(200);
        assert_eq!(told["total"]["count"], u64::from(approved), "who approved it hears it");
    }
}

/// The job puts a late request before the superior; time approves nothing.
#[actix_web::test]
async fn the_clock_escalates_and_never_approves() {
    let app = App::start().await;
    let mut timed = step("市场经理", by_role("marketing_manager"), "all");
    timed["hours"] = json!(4);
    flow(&app, form(json!([timed]))).await;
    let path = submits(&app.sign_in("specialist").await, "20000").await;
    app.works().await;
    app.later(TimeDelta::days(8));
    app.works().await;
    let director = app.sign_in("director").await;
    let seen = director.get(&path).await.ok(200);
    assert_eq!((waits_for(&seen), what(&seen)), (vec!["沈若琳", "程思源"], vec!["submit", "escalate"]));
    let told = director.get("/notifications?filter[kind]=approval").await.ok(200);
    assert_eq!(told["items"].as_array().unwrap().len(), 1, "the superior is told");
    for _ in 0..3 {
        app.later(TimeDelta::days(8));
        app.works().await;
    }
    assert_eq!(app.sign_in("gm").await.get(&path).await.ok(200)["status"], "pending");
}

#[actix_web::test]
async fn who_is_asked_to_hurry_is_told_each_time() {
    let app = App::start().await;
    let specialist = app.sign_in("specialist").await;
    let path = submits(&specialist, "20000").await;
    does(&specialist, &path, json!({ "act": "remind" })).await.ok(200);
    app.later(TimeDelta::days(1));
    does(&app.sign_in("specialist").await, &path, json!({ "act": "remind" })).await.ok(200);
    let told = app.sign_in("director").await.get("/notifications?filter[kind]=remind").await.ok(200);
    assert_eq!(told["items"].as_array().unwrap().len(), 2, "{told}");
    assert_eq!(told["items"][0]["from"]["name"], "方可");
}
