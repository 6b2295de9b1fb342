//! DAY-08, ORG-09: leave is approved by its length; from then on the substitute stands in by itself.

use crate::approvals::{does, submits};
use crate::support::{Answer, App, User};
use chrono::{Days, NaiveDate, TimeDelta};
use engines::calendar::WorkingDays;
use serde_json::{Value, json};

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn today(app: &App) -> NaiveDate {
    engines::calendar::local_date(app.state.clock.now(), app.state.config.utc_offset_minutes)
}

/// The working days from tomorrow on.
async fn working(app: &App, count: u32) -> (NaiveDate, NaiveDate) {
    let days = WorkingDays::load(app.state.database.reader().conn(), 480).await.unwrap();
    let first = days.add(today(app), 1);
    (first, days.add(first, count - 1))
}

fn form(from: NaiveDate, to: NaiveDate, substitute: &str) -> Value {
    json!({ "kind": "annual", "from_on": from, "to_on": to, "substitute_id": substitute, "reason": "回家探亲", "notes": "蓝天装饰等报价" })
}

fn path(it: &Value) -> String {
    format!("/leaves/{}", text(&it["id"]))
}

async fn acts(user: &User, it: &Value, act: &str) -> Answer {
    let now = user.get(&path(it)).await.ok(200);
    user.act(&format!("{}/transitions", path(it)), &now["version"], json!({ "act": act })).await
}

async fn status(user: &User, it: &Value) -> Value {
    user.get(&path(it)).await.ok(200)["status"].clone()
}

async fn waits(user: &User, it: &Value) -> bool {
    user.inbox().await.iter().any(|task| task["kind"] == "approval" && text(&task["subject"]["title"]).starts_with(text(&it["number"])))
}

#[actix_web::test]
async fn day_08_up_to_a_day_the_superior_up_to_three_the_director_and_above_the_general_manager() {
    let app = App::start().await;
    let (rep, rep2) = (app.sign_in("rep").await, app.sign_in("rep2").await);
    let signers = [app.sign_in("supervisor").await, app.sign_in("director").await, app.sign_in("gm").await];
    for (days, signatures) in [(1, 1), (3, 2), (4, 3)] {
        let (from, to) = working(&app, days).await;
        let it = rep.post("/leaves", form(from, to, &rep2.id().await)).await.ok(201);
        assert_eq!((&it["status"], &it["days"], &it["actions"]), (&json!("approving"), &json!(days), &json!(["withdraw"])));
        for (at, signer) in signers.iter().enumerate().take(signatures) {
            assert!(waits(signer, &it).await, "{days} days, signature {at}");
            signer.get(&path(&it)).await.ok(200);
            signer.decides(text(&it["id"]), "approve", "").await.ok(200);
        }
        assert_eq!(status(&rep, &it).await, "approved", "{days} days");
        acts(&rep, &it, "cancel").await.ok(200);
    }
}

#[actix_web::test]
async fn org_09_an_approved_leave_switches_to_the_substitute_and_back_by_itself() {
    let app = App::start().await;
    let (director, manager) = (app.sign_in("director").await, app.sign_in("sales.manager").await);
    let (from, to) = working(&app, 2).await;
    let it = director.post("/leaves", form(from, to, &manager.id().await)).await.ok(201);
    let gm = app.sign_in("gm").await;
    gm.decides(text(&it["id"]), "approve", "路上平安").await.ok(200);
    let now = director.get(&path(&it)).await.ok(200);
    assert_eq!((&now["status"], &now["remark"]), (&json!("approved"), &json!("路上平安")));
    assert_eq!(now["delegation"]["title"], "程思源 → 陆建平");
    let told = manager.get("/notifications?filter[kind]=delegated").await.ok(200);
    assert_eq!(told["items"].as_array().unwrap().len(), 1, "who stands in is told");

    let campaign = submits(&app.sign_in("specialist").await, "20000").await;
    assert!(manager.inbox().await.iter().all(|task| task["for_person"].is_null()), "not before the first day");
    app.later(from.signed_duration_since(today(&app)));
    app.works().await;
    let (director, manager, hr) = (app.sign_in("director").await, app.sign_in("sales.manager").await, app.sign_in("hr").await);
    assert_eq!(status(&director, &it).await, "running");
    let card = hr.get(&format!("/people/{}", director.id().await)).await.ok(200);
    assert_eq!(card["status"], "on_leave", "the personnel file follows");
    let task = manager.inbox().await.into_iter().find(|task| task["for_person"]["name"] == "程思源").expect("what waits for the director");
    assert_eq!(task["kind"], "approval");
    let decided = does(&manager, &campaign, json!({ "act": "approve" })).await.ok(200);
    let entry = decided["history"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((&entry["person"]["name"], &entry["for_person"]["name"]), (&json!("陆建平"), &json!("程思源")), "shown on the decision");

    app.later(to.signed_duration_since(today(&app)) + TimeDelta::days(1));
    app.works().await;
    let (director, manager) = (app.sign_in("director").await, app.sign_in("sales.manager").await);
    assert_eq!(status(&director, &it).await, "over");
    assert!(manager.inbox().await.iter().all(|task| task["for_person"].is_null()), "over by itself");
    let hr = app.sign_in("hr").await;
    assert_eq!(hr.get(&format!("/people/{}", director.id().await)).await.ok(200)["status"], "active");
}

#[actix_web::test]
async fn org_09_a_substitute_does_the_tasks_and_sees_no_more_than_before() {
    let app = App::start().await;
    let (rep, supervisor, other) = (app.sign_in("rep").await, app.sign_in("supervisor").await, app.sign_in("rep3").await);
    let customer = rep.enters_a_customer("蓝天装饰").await;
    let next = json!({ "way": "phone", "content": "谈需求", "next_step": "报价给蓝天装饰", "next_on": today(&app) + Days::new(20) });
    rep.post(&format!("/customers/{}/follow-ups", text(&customer["id"])), next).await.ok(201);
    let task = json!({ "title": "整理拜访记录", "owner_id": rep.id().await, "priority": "normal", "repeat": "never" });
    let task = supervisor.post("/assignments", task).await.ok(201);
    let assignment = format!("/assignments/{}", text(&task["id"]));
    assert_eq!(other.get(&assignment).await.problem(404), "not_found");

    for (substitute, knows) in [(&other, false), (&supervisor, true)] {
        let period = json!({ "delegate_id": substitute.id().await, "from_on": today(&app), "to_on": today(&app) + Days::new(2) });
        let delegation = rep.post("/delegations", period).await.ok(201);
        let theirs: Vec<Value> = substitute.inbox().await.into_iter().filter(|task| task["for_person"]["name"] == "林晓").collect();
        let follow_up = theirs.iter().find(|task| task["kind"] == "follow_up").expect("the promised next step").clone();
        let named = [&follow_up["title"], &follow_up["subject"]["title"]].iter().any(|title| text(title).contains("蓝天装饰"));
        assert_eq!((named, follow_up["actions"].as_array().unwrap().len()), (knows, usize::from(knows)), "{follow_up:#}");
        let tick = format!("/tasks/{}/transitions", text(&follow_up["id"]));
        let ticked = substitute.act(&tick, &follow_up["version"], json!({ "act": "done" })).await;
        match knows {
            true => assert_eq!(ticked.ok(200)["status"], "done"),
            false => assert_eq!(ticked.problem(404), "not_found", "the work, not the right to the file"),
        }
        assert!(theirs.iter().any(|task| task["kind"] == "assignment"), "{theirs:#?}");
        let end = format!("/delegations/{}/transitions", text(&delegation["id"]));
        if knows {
            continue;
        }
        let seen = substitute.get(&assignment).await.ok(200);
        assert_eq!(seen["actions"], json!(["complete"]));
        substitute.act(&format!("{assignment}/transitions"), &seen["version"], json!({ "act": "complete" })).await.ok(200);
        rep.act(&end, &delegation["version"], json!({ "act": "end" })).await.ok(200);
        assert_eq!(substitute.get(&assignment).await.problem(404), "not_found", "and no longer");
        let reopen = supervisor.get(&assignment).await.ok(200);
        let reason = json!({ "act": "reopen", "reason": "还差两家" });
        supervisor.act(&format!("{assignment}/transitions"), &reopen["version"], reason).await.ok(200);
    }
}

#[actix_web::test]
async fn day_08_a_leave_that_cannot_be_is_refused_at_its_field() {
    let app = App::start().await;
    let (rep, rep2) = (app.sign_in("rep").await, app.sign_in("rep2").await);
    let (rep_id, rep2_id) = (rep.id().await, rep2.id().await);
    let (from, to) = working(&app, 3).await;
    let saturday = (0..7).map(|n| from + Days::new(n)).find(|day| day.format("%u").to_string() == "6").unwrap();
    let sunday = saturday + Days::new(1);
    let late = today(&app) - Days::new(40);
    for (body, pointer, code) in [
        (form(to, from, &rep2_id), "/to_on", "ends_before_start"),
        (form(from, to, &rep_id), "/substitute_id", "delegate_self"),
        (form(from, to, "00000000-0000-7000-8000-000000000000"), "/substitute_id", "person_unknown"),
        (form(late, to, &rep2_id), "/from_on", "date_past"),
        (form(saturday, sunday, &rep2_id), "/to_on", "leave_no_working_day"),
    ] {
        assert_eq!(rep.post("/leaves", body).await.bad_fields(), [(pointer.to_owned(), code.to_owned())]);
    }
    let it = rep.post("/leaves", form(from, to, &rep2_id)).await.ok(201);
    assert_eq!(rep.post("/leaves", form(to, to, &rep2_id)).await.problem(409), "leave.overlap");
    rep2.post("/leaves", form(from, from, &rep_id)).await.ok(201);
    for signer in ["supervisor", "director"] {
        app.sign_in(signer).await.decides(text(&it["id"]), "approve", "").await.ok(200);
    }
    let away = app.sign_in("rep3").await.post("/leaves", form(to, to, &rep_id)).await;
    assert_eq!(away.bad_fields(), [("/substitute_id".to_owned(), "substitute_away".to_owned())]);
}

#[actix_web::test]
async fn day_08_whom_a_leave_does_not_concern_learns_only_that_a_colleague_is_away() {
    let app = App::start().await;
    let (rep, rep2, other) = (app.sign_in("rep").await, app.sign_in("rep2").await, app.sign_in("rep3").await);
    let (from, _) = working(&app, 1).await;
    let mut body = form(from, from, &other.id().await);
    body["kind"] = json!("sick");
    let it = rep.post("/leaves", body).await.ok(201);
    app.sign_in("supervisor").await.decides(text(&it["id"]), "approve", "").await.ok(200);
    assert_eq!(rep2.get(&path(&it)).await.problem(404), "not_found");
    assert_eq!(rep2.get("/leaves").await.ok(200)["items"], json!([]));
    for concerned in ["rep", "rep3", "supervisor", "hr"] {
        app.sign_in(concerned).await.get(&path(&it)).await.ok(200);
    }
    let span = format!("/calendar?from={from}&to={from}&view=team");
    let titles = async |user: &User| {
        let days = user.get(&span).await.ok(200);
        let leaves: Vec<Value> = days["entries"].as_array().unwrap().iter().filter(|entry| entry["kind"] == "leave").cloned().collect();
        leaves.iter().map(|entry| text(&entry["title"]).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(titles(&rep2).await, ["林晓 请假"], "of the same group: away, not why");
    assert_eq!(titles(&app.sign_in("supervisor").await).await, ["林晓 病假"]);
    assert_eq!(acts(&app.sign_in("supervisor").await, &it, "cancel").await.problem(409), "leave.not_yours");
}

#[actix_web::test]
async fn org_09_who_comes_back_early_decides_again_at_once() {
    let app = App::start().await;
    let (director, gm) = (app.sign_in("director").await, app.sign_in("gm").await);
    let manager = app.sign_in("sales.manager").await;
    let from = today(&app) - Days::new(1);
    let (_, to) = working(&app, 2).await;
    let it = director.post("/leaves", form(from, to, &manager.id().await)).await.ok(201);
    gm.decides(text(&it["id"]), "approve", "").await.ok(200);
    assert_eq!(status(&director, &it).await, "running", "approved afterwards, it runs at once");
    let campaign = submits(&app.sign_in("specialist").await, "20000").await;
    assert!(manager.inbox().await.iter().any(|task| task["for_person"]["name"] == "程思源"));
    let back = acts(&director, &it, "come_back").await.ok(200);
    assert_eq!((&back["status"], &back["back_on"]), (&json!("over"), &json!(today(&app))));
    assert!(manager.inbox().await.iter().all(|task| task["for_person"].is_null()));
    does(&director, &campaign, json!({ "act": "approve" })).await.ok(200);
    let withdrawn = director.post("/leaves", form(to + Days::new(10), to + Days::new(12), &manager.id().await)).await.ok(201);
    acts(&director, &withdrawn, "withdraw").await.ok(200);
    assert!(!waits(&gm, &withdrawn).await);
}
