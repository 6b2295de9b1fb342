//! Approvals while somebody is away, past their time, and by two at once (DAY-01, ORG-09).

use crate::approvals::{by_role, does, flow, form, step, submits, waits_for, what};
use crate::support::App;
use chrono::TimeDelta;
use platform::db::{Door, Tx};
use serde_json::json;

/// ORG-09: each decision says for whom it was made.
#[actix_web::test]
async fn a_delegate_sees_and_decides_what_waits_already_and_what_comes() {
    let app = App::start().await;
    let (specialist, director, hr) = (app.sign_in("specialist").await, app.sign_in("director").await, app.sign_in("hr").await);
    let today = engines::calendar::local_date(app.state.clock.now(), 480);
    let path = submits(&specialist, "20000").await;
    let period = |days: i64| json!({ "from_on": today.to_string(), "to_on": (today + TimeDelta::days(days)).to_string() });
    let mut body = period(3);
    body["delegate_id"] = json!(director.id().await);
    assert_eq!(director.post("/delegations", body.clone()).await.bad_fields(), [("/delegate_id".to_owned(), "delegate_self".to_owned())]);
    body["delegate_id"] = json!(hr.id().await);
    body["kinds"] = json!(["remedy"]);
    let other = director.post("/delegations", body.clone()).await.ok(201);
    assert!(hr.inbox().await.is_empty(), "another kind");
    body["kinds"] = json!([]);
    assert_eq!(director.post("/delegations", body.clone()).await.problem(409), "delegation.overlap");
    let end = format!("/delegations/{}/transitions", other["id"].as_str().unwrap());
    assert_eq!(hr.act(&end, &other["version"], json!({ "act": "end" })).await.problem(409), "delegation.ended", "the delegate cannot");
    director.act(&end, &other["version"], json!({ "act": "end" })).await.ok(200);
    director.post("/delegations", body).await.ok(201);
    let task = hr.inbox().await.pop().expect("what waited already");
    assert_eq!((&task["for_person"]["name"], &task["approval"]["acts"]), (&json!("程思源"), &json!(["approve", "return", "reject"])));
    assert_eq!(hr.get("/inbox/count").await.ok(200)["open"], 1);
    let ended = does(&hr, &path, json!({ "act": "approve" })).await.ok(200);
    let entry = &ended["history"][1];
    assert_eq!((&entry["person"]["name"], &entry["for_person"]["name"]), (&json!("罗敏"), &json!("程思源")));
    assert!(director.inbox().await.is_empty());
    let next = submits(&specialist, "20000").await;
    assert_eq!(hr.get(&next).await.ok(200)["decides_for"][0]["name"], "程思源");
    app.later(TimeDelta::days(5));
    let hr = app.sign_in("hr").await;
    assert!(hr.inbox().await.is_empty(), "over by itself");
    assert_eq!(hr.get(&next).await.problem(404), "not_found");
}

#[actix_web::test]
async fn a_delegate_never_decides_their_own_request() {
    let app = App::start().await;
    let (specialist, director) = (app.sign_in("specialist").await, app.sign_in("director").await);
    let today = engines::calendar::local_date(app.state.clock.now(), 480).to_string();
    let body = json!({ "delegate_id": specialist.id().await, "from_on": today, "to_on": today });
    director.post("/delegations", body).await.ok(201);
    let path = submits(&specialist, "20000").await;
    assert!(specialist.inbox().await.iter().all(|t| t["kind"] != "approval"));
    assert_eq!(does(&specialist, &path, json!({ "act": "approve" })).await.problem(409), "approval.not_yours");
}

async fn escalate(app: &App) -> usize {
    Door::of_system(app.state.clone(), "job").write_as_system(async |tx: &mut Tx| engines::approvals::overdue(tx).await).await.unwrap()
}

#[actix_web::test]
async fn past_its_time_the_superior_is_asked_as_well_and_nothing_is_approved() {
    let app = App::start().await;
    let mut timed = step("市场经理", by_role("marketing_manager"), "all");
    timed["hours"] = json!(4);
    flow(&app, form(json!([timed]))).await;
    let path = submits(&app.sign_in("specialist").await, "20000").await;
    assert_eq!(escalate(&app).await, 0);
    app.later(TimeDelta::days(8));
    assert_eq!(escalate(&app).await, 1);
    assert_eq!(escalate(&app).await, 0, "a new time limit runs");
    let director = app.sign_in("director").await;
    let seen = director.get(&path).await.ok(200);
    assert_eq!((waits_for(&seen), what(&seen)), (vec!["沈若琳", "程思源"], vec!["submit", "escalate"]));
    app.later(TimeDelta::days(8));
    assert_eq!(escalate(&app).await, 1);
    app.later(TimeDelta::days(8));
    assert_eq!(escalate(&app).await, 0, "nobody is above the top");
    let gm = app.sign_in("gm").await;
    assert_eq!(gm.get(&path).await.ok(200)["status"], "pending", "time approves nothing");
    assert_eq!(does(&gm, &path, json!({ "act": "approve" })).await.ok(200)["status"], "approved");
}

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
