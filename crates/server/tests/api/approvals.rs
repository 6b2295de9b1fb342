//! Approvals: flows, operations, delegation, time limits (DAY-01, DAY-02, ORG-09).

use crate::support::{App, User};
use chrono::TimeDelta;
use platform::db::{Door, Tx};
use serde_json::{Value, json};

pub fn plan(budget: &str) -> Value {
    json!({
        "theme": "秋季整装开放日", "form": "site_event", "goal": "新增线索 40 条", "audience": "天府新区业主", "place": "成都",
        "starts_at": "2027-11-28T01:00:00Z", "ends_at": "2027-11-28T09:00:00Z", "budget": { "amount": budget },
        "expected_participants": 80, "expected_leads": 40, "proposal": "流程"
    })
}

/// Submits a campaign; gives the path of its approval.
pub async fn submits(user: &User, budget: &str) -> String {
    let campaign = user.post("/campaigns", plan(budget)).await.ok(201);
    let acts = format!("/campaigns/{}/transitions", campaign["id"].as_str().unwrap());
    let sent = user.act(&acts, &campaign["version"], json!({ "act": "submit" })).await.ok(200);
    format!("/approvals/{}", sent["approval_id"].as_str().unwrap())
}

/// Does something to a request as it is now.
pub async fn does(user: &User, path: &str, act: Value) -> crate::support::Answer {
    let seen = user.get(path).await.ok(200);
    user.act(&format!("{path}/transitions"), &seen["version"], act).await
}

pub fn step(name: &str, by: Value, mode: &str) -> Value {
    let mut step = json!({ "name": name, "mode": mode });
    step.as_object_mut().unwrap().extend(by.as_object().unwrap().clone());
    step
}

pub fn form(steps: Value) -> Value {
    json!({ "kind": "campaign", "name": "试用流程", "vacant": "superior", "same_person_once": true, "bulk": true, "steps": steps })
}

/// The company changes its flow of campaigns, in force today.
pub async fn flow(app: &App, form: Value) -> Value {
    let admin = app.sign_in("admin").await;
    let draft = admin.post("/approval-flows", form).await.ok(201);
    assert_eq!((&draft["status"], &draft["actions"]), (&json!("draft"), &json!(["put_in_force"])));
    let path = format!("/approval-flows/{}", draft["id"].as_str().unwrap());
    let today = engines::calendar::local_date(app.state.clock.now(), 480).to_string();
    let act = json!({ "act": "put_in_force", "from_on": today });
    admin.act(&format!("{path}/transitions"), &draft["version"], act).await.ok(200)
}

pub fn by_role(role: &str) -> Value {
    json!({ "by": "role", "role": role })
}

pub fn what(approval: &Value) -> Vec<&str> {
    approval["history"].as_array().unwrap().iter().map(|e| e["what"].as_str().unwrap()).collect()
}

pub fn waits_for(approval: &Value) -> Vec<&str> {
    let position = approval["current_step"].as_i64().unwrap();
    let step = approval["steps"].as_array().unwrap().iter().find(|s| s["position"] == position).unwrap();
    let open = step["signers"].as_array().unwrap().iter().filter(|s| s["status"] == "open");
    open.map(|s| s["person"]["name"].as_str().unwrap()).collect()
}

#[actix_web::test]
async fn a_request_stays_under_the_version_it_began_under() {
    let app = App::start().await;
    let (specialist, director) = (app.sign_in("specialist").await, app.sign_in("director").await);
    let old = submits(&specialist, "20000").await;
    let now = flow(&app, form(json!([step("助理", by_role("gm_assistant"), "any")]))).await;
    assert_eq!((&now["status"], &now["number"]), (&json!("in_force"), &json!(2)));
    let new = submits(&specialist, "20000").await;
    assert_eq!(waits_for(&specialist.get(&old).await.ok(200)), ["程思源"]);
    assert_eq!(waits_for(&specialist.get(&new).await.ok(200)), ["温静"]);
    does(&director, &old, json!({ "act": "approve" })).await.ok(200);
    let ended = specialist.get(&old).await.ok(200);
    assert_eq!((&ended["status"], &ended["flow"]["number"]), (&json!("approved"), &json!(1)));
}

#[actix_web::test]
async fn versions_are_drafted_planned_recalled_and_never_changed_once_in_force() {
    let app = App::start().await;
    let admin = app.sign_in("admin").await;
    let all = admin.get("/approval-flows").await.ok(200);
    assert!(all["items"].as_array().unwrap().iter().all(|f| f["status"] == "in_force" && f["author"].is_null()), "built in");
    let steps = json!([step("总监", by_role("marketing_director"), "any")]);
    let draft = admin.post("/approval-flows", form(steps.clone())).await.ok(201);
    assert_eq!(admin.post("/approval-flows", form(steps.clone())).await.problem(409), "approval_flow.draft_exists");
    let path = format!("/approval-flows/{}", draft["id"].as_str().unwrap());
    let acts = format!("{path}/transitions");
    let past = admin.act(&acts, &draft["version"], json!({ "act": "put_in_force", "from_on": "2020-01-01" })).await;
    assert_eq!(past.bad_fields(), [("/from_on".to_owned(), "date_past".to_owned())]);
    let planned = admin.act(&acts, &draft["version"], json!({ "act": "put_in_force", "from_on": "2099-01-01" })).await.ok(200);
    assert_eq!(planned["status"], "planned");
    assert_eq!(admin.put(&path, &planned["version"], form(steps.clone())).await.problem(409), "approval_flow.not_now");
    let recalled = admin.act(&acts, &planned["version"], json!({ "act": "recall" })).await.ok(200);
    let edited = admin.put(&path, &recalled["version"], form(json!([step("谁", by_role("nobody"), "any")]))).await;
    assert_eq!(edited.bad_fields(), [("/steps/0/role".to_owned(), "role_unheld".to_owned())]);
    let nobody = admin.put(&path, &recalled["version"], form(json!([step("谁", json!({ "by": "post" }), "any")]))).await;
    assert_eq!(nobody.bad_fields(), [("/steps/0/post".to_owned(), "required".to_owned())]);
    let renamed = form(json!([step("营销总监", by_role("marketing_director"), "any")]));
    assert_eq!(admin.put(&path, &recalled["version"], renamed).await.ok(200)["steps"][0]["name"], "营销总监");
    assert_eq!(app.sign_in("director").await.get("/approval-flows").await.problem(403), "forbidden");
}

#[actix_web::test]
async fn the_trial_run_says_who_would_be_asked_and_why() {
    let app = App::start().await;
    let admin = app.sign_in("admin").await;
    let mut gm = step("总经理", by_role("general_manager"), "any");
    gm["amount_above"] = json!({ "amount": "100000" });
    gm["rule"] = json!("营销中心管理制度 第十二条");
    let mut timed = step("逐级", json!({ "by": "superior_chain", "level": 2 }), "in_order");
    timed["hours"] = json!(8);
    let draft = admin.post("/approval-flows", form(json!([timed, step("总监", by_role("marketing_director"), "any"), gm]))).await.ok(201);
    let path = format!("/approval-flows/{}/trials", draft["id"].as_str().unwrap());
    let names =
        |step: &Value| step["people"].as_array().unwrap().iter().map(|p| p["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    let rep = app.sign_in("rep").await.id().await;
    let small = admin.post(&path, json!({ "applicant_id": rep, "amount": { "amount": "100000" } })).await.ok(200);
    assert_eq!(names(&small["steps"][0]), ["何秀兰", "陆建平"]);
    assert!(small["steps"][0]["due_at"].is_string());
    assert_eq!((&small["steps"][2]["applies"], &small["possible"]), (&json!(false), &json!(true)));
    let large = admin.post(&path, json!({ "applicant_id": rep, "amount": { "amount": "100000.01" } })).await.ok(200);
    assert_eq!(names(&large["steps"][2]), ["顾明远"]);
    let own = admin.post(&path, json!({ "applicant_id": app.sign_in("director").await.id().await })).await.ok(200);
    assert_eq!(names(&own["steps"][1]), ["顾明远"], "nobody approves their own: the superior does");
    assert!(own["steps"][1]["reasons"].to_string().contains("程思源"));
    let top = admin.post(&path, json!({ "applicant_id": app.sign_in("gm").await.id().await })).await.ok(200);
    assert_eq!(top["possible"], false, "the top has no superior");
    assert!(admin.get("/approvals").await.ok(200)["items"].as_array().unwrap().is_empty(), "nothing was written");
}

#[actix_web::test]
async fn everyone_must_approve_and_a_step_without_a_signer_goes_to_the_superior() {
    let app = App::start().await;
    flow(&app, form(json!([step("客服", by_role("service_agent"), "all"), step("市场经理", by_role("marketing_manager"), "any")]))).await;
    let (manager, agent, agent2) = (app.sign_in("marketing.manager").await, app.sign_in("agent").await, app.sign_in("agent2").await);
    let path = submits(&manager, "20000").await;
    does(&agent, &path, json!({ "act": "approve", "remark": "可以" })).await.ok(200);
    assert_eq!(does(&agent, &path, json!({ "act": "approve" })).await.problem(409), "approval.not_yours");
    let last = does(&agent2, &path, json!({ "act": "approve", "rule": "第五条" })).await.ok(200);
    assert_eq!(waits_for(&last), ["程思源"], "the marketing manager asked for it: the director decides");
    assert_eq!(what(&last), ["submit", "approve", "approve", "superior"]);
    assert_eq!(last["history"][2]["rule"], "第五条");
    let ended = does(&app.sign_in("director").await, &path, json!({ "act": "approve" })).await.ok(200);
    assert_eq!(ended["status"], "approved");
}

#[actix_web::test]
async fn the_same_person_in_two_neighbouring_steps_decides_once() {
    let app = App::start().await;
    flow(
        &app,
        form(json!([step("上级", json!({ "by": "superior", "level": 2 }), "any"), step("总监", by_role("marketing_director"), "any")])),
    )
    .await;
    let path = submits(&app.sign_in("specialist").await, "20000").await;
    let ended = does(&app.sign_in("director").await, &path, json!({ "act": "approve" })).await.ok(200);
    assert_eq!((&ended["status"], what(&ended)), (&json!("approved"), vec!["submit", "approve", "same_person"]));
}

#[actix_web::test]
async fn a_return_goes_to_an_earlier_step_and_all_after_it_are_asked_again() {
    let app = App::start().await;
    let (specialist, director, gm) = (app.sign_in("specialist").await, app.sign_in("director").await, app.sign_in("gm").await);
    let path = submits(&specialist, "200000").await;
    does(&director, &path, json!({ "act": "approve" })).await.ok(200);
    let wrong = does(&gm, &path, json!({ "act": "return", "step": 2, "remark": "再看" })).await;
    assert_eq!(wrong.bad_fields(), [("/step".to_owned(), "step_not_earlier".to_owned())]);
    let silent = does(&gm, &path, json!({ "act": "return", "step": 1, "remark": " " })).await;
    assert_eq!(silent.bad_fields(), [("/remark".to_owned(), "reason_required".to_owned())]);
    let back = does(&gm, &path, json!({ "act": "return", "step": 1, "remark": "预算再核一次" })).await.ok(200);
    assert_eq!((&back["current_step"], waits_for(&back)), (&json!(1), vec!["程思源"]));
    assert_eq!((gm.inbox().await.len(), director.inbox().await.len()), (0, 1));
    does(&director, &path, json!({ "act": "approve" })).await.ok(200);
    let ended = does(&gm, &path, json!({ "act": "approve" })).await.ok(200);
    assert_eq!((&ended["status"], what(&ended)), (&json!("approved"), vec!["submit", "approve", "return", "approve", "approve"]));
}

#[actix_web::test]
async fn rejected_and_withdrawn_requests_are_the_applicants_again() {
    let app = App::start().await;
    let (specialist, director) = (app.sign_in("specialist").await, app.sign_in("director").await);
    for (who, act, status) in [(&director, "reject", "rejected"), (&specialist, "withdraw", "withdrawn")] {
        let path = submits(&specialist, "20000").await;
        let ended = does(who, &path, json!({ "act": act, "remark": "时间不合适" })).await.ok(200);
        assert_eq!(ended["status"], status);
        assert!(director.inbox().await.is_empty());
        let campaign = specialist.get(&format!("/campaigns/{}", ended["subject"]["id"].as_str().unwrap())).await.ok(200);
        assert_eq!((&campaign["status"], &campaign["remark"]), (&json!("draft"), &json!("时间不合适")));
        assert_eq!(does(&director, &path, json!({ "act": "approve" })).await.problem(409), "approval.not_pending");
    }
}

#[actix_web::test]
async fn transfer_entrust_and_signers_before_and_after() {
    let app = App::start().await;
    let (specialist, director, gm) = (app.sign_in("specialist").await, app.sign_in("director").await, app.sign_in("gm").await);
    let (finance, hr) = (app.sign_in("finance").await, app.sign_in("hr").await);
    let (finance_id, hr_id, gm_id) = (finance.id().await, hr.id().await, gm.id().await);
    let path = submits(&specialist, "20000").await;
    assert_eq!(finance.get(&path).await.problem(404), "not_found");
    let own = does(&director, &path, json!({ "act": "transfer", "person_id": specialist.id().await })).await;
    assert_eq!(own.bad_fields(), [("/person_id".to_owned(), "signer_barred".to_owned())], "nobody approves their own, by transfer either");
    let asked = does(&director, &path, json!({ "act": "entrust", "person_id": finance_id, "remark": "预算够吗" })).await.ok(200);
    assert_eq!(waits_for(&asked), ["金玉成"]);
    assert_eq!(does(&finance, &path, json!({ "act": "approve" })).await.problem(409), "approval.not_yours", "an opinion is no decision");
    let back = does(&finance, &path, json!({ "act": "answer", "remark": "够" })).await.ok(200);
    assert_eq!(waits_for(&back), ["程思源"]);
    let before = does(&director, &path, json!({ "act": "add_before", "people": [hr_id] })).await.ok(200);
    assert_eq!(waits_for(&before), ["罗敏"]);
    assert_eq!(does(&director, &path, json!({ "act": "approve" })).await.problem(409), "approval.not_yours", "hr first");
    let signer = before["steps"][0]["signers"].as_array().unwrap().iter().find(|s| s["origin"] == "before").unwrap()["id"].clone();
    assert_eq!(does(&hr, &path, json!({ "act": "remove_signer", "signer_id": signer })).await.problem(409), "approval.not_yours");
    let removed = does(&director, &path, json!({ "act": "remove_signer", "signer_id": signer })).await.ok(200);
    assert_eq!((waits_for(&removed), hr.inbox().await.len()), (vec!["程思源"], 0));
    does(&director, &path, json!({ "act": "add_after", "people": [hr_id] })).await.ok(200);
    let moved = does(&director, &path, json!({ "act": "transfer", "person_id": gm_id })).await.ok(200);
    assert_eq!(waits_for(&moved), ["顾明远"]);
    let after = does(&gm, &path, json!({ "act": "approve" })).await.ok(200);
    assert_eq!((&after["status"], waits_for(&after)), (&json!("pending"), vec!["罗敏"]), "who comes after still has to");
    let ended = does(&hr, &path, json!({ "act": "approve" })).await.ok(200);
    assert_eq!(ended["status"], "approved");
    let all = ["submit", "entrust", "answer", "add_before", "remove_signer", "add_after", "transfer", "approve", "approve"];
    assert_eq!(what(&ended), all);
}

#[actix_web::test]
async fn reminders_once_an_hour_copies_and_comments() {
    let app = App::start().await;
    let (specialist, director, hr) = (app.sign_in("specialist").await, app.sign_in("director").await, app.sign_in("hr").await);
    let path = submits(&specialist, "20000").await;
    does(&specialist, &path, json!({ "act": "remind" })).await.ok(200);
    assert!(director.inbox().await[0]["reminded_at"].is_string());
    assert_eq!(does(&specialist, &path, json!({ "act": "remind" })).await.problem(409), "approval.reminded_already");
    assert_eq!(does(&director, &path, json!({ "act": "remind" })).await.problem(409), "approval.not_yours");
    does(&director, &path, json!({ "act": "copy", "people": [hr.id().await] })).await.ok(200);
    assert_eq!(hr.get("/approvals/copied").await.ok(200)["items"].as_array().unwrap().len(), 1);
    let told = async |user: &User, kind: &str| {
        let page = user.get(&format!("/notifications?filter[kind]={kind}")).await.ok(200);
        page["items"].as_array().unwrap().len()
    };
    assert_eq!((told(&hr, "copied").await, told(&director, "copied").await), (1, 0), "whoever gets a copy hears of it");
    let commented = does(&hr, &path, json!({ "act": "comment", "remark": "人手够" })).await.ok(200);
    assert_eq!(commented["acts"], json!(["comment"]));
    does(&director, &path, json!({ "act": "approve" })).await.ok(200);
    assert_eq!(director.get("/approvals/decided").await.ok(200)["items"][0]["status"], "approved");
    assert_eq!(specialist.get("/approvals?filter[applicant]=me").await.ok(200)["items"].as_array().unwrap().len(), 1);
    let path = submits(&specialist, "20000").await;
    does(&specialist, &path, json!({ "act": "remind" })).await.ok(200);
    app.later(TimeDelta::minutes(61));
    let specialist = app.sign_in("specialist").await;
    assert_eq!(what(&does(&specialist, &path, json!({ "act": "remind" })).await.ok(200)), ["submit", "remind", "remind"]);
}

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
    let told = hr.get("/notifications?limit=200").await.ok(200);
    let told = |kind: &str| told["items"].as_array().unwrap().iter().filter(|one| one["kind"] == kind).count();
    assert_eq!((told("delegated"), told("approval")), (2, 1), "each delegation, and what came since");
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

/// Every operation by everyone in every state is answered as the table says.
#[actix_web::test]
async fn operations_by_status_and_person_are_as_the_table_says() {
    let app = App::start().await;
    let (specialist, director, gm, hr, rep) = (
        app.sign_in("specialist").await,
        app.sign_in("director").await,
        app.sign_in("gm").await,
        app.sign_in("hr").await,
        app.sign_in("rep").await,
    );
    let hr_id = hr.id().await;
    let acts: Vec<Value> = contract::approvals::ApprovalActKind::ALL
        .iter()
        .map(|act| match act.word() {
            word @ ("transfer" | "entrust") => json!({ "act": word, "person_id": hr_id }),
            word @ ("add_before" | "add_after" | "copy") => json!({ "act": word, "people": [hr_id] }),
            word @ "remove_signer" => json!({ "act": word, "signer_id": hr_id }),
            word @ "remind" => json!({ "act": word }),
            word => json!({ "act": word, "remark": "说明" }),
        })
        .collect();
    for end in ["pending", "approved", "returned", "rejected", "withdrawn"] {
        let path = submits(&specialist, "20000").await;
        match end {
            "approved" => does(&director, &path, json!({ "act": "approve" })).await.ok(200),
            "returned" => does(&director, &path, json!({ "act": "return", "remark": "退" })).await.ok(200),
            "rejected" => does(&director, &path, json!({ "act": "reject", "remark": "不" })).await.ok(200),
            "withdrawn" => does(&specialist, &path, json!({ "act": "withdraw", "remark": "撤" })).await.ok(200),
            _ => Value::Null,
        };
        for (name, who) in [("applicant", &specialist), ("signer", &director)] {
            let seen = who.get(&path).await.ok(200);
            for act in acts.iter().filter(|a| !seen["acts"].as_array().unwrap().contains(&a["act"])) {
                let code = who.act(&format!("{path}/transitions"), &seen["version"], act.clone()).await.problem(409);
                assert!(["approval.not_yours", "approval.not_pending"].contains(&code.as_str()), "{end} {name} {act} {code}");
            }
            for act in seen["acts"].as_array().unwrap() {
                let stale = acts.iter().find(|a| a["act"] == *act).unwrap().clone();
                let answer = who.act(&format!("{path}/transitions"), &json!(99), stale).await;
                assert_eq!(answer.status, 412, "{end} {name} {act}: open, and only the version is wrong");
            }
        }
        for stranger in [&gm, &hr, &rep] {
            for act in &acts {
                assert_eq!(stranger.act(&format!("{path}/transitions"), &json!(1), act.clone()).await.problem(404), "not_found");
            }
        }
    }
}
