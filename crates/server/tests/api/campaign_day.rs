//! CMP-08: the day of a campaign: run sheet with live states, safety check, roster, incidents.

use crate::campaigns::plan;
use crate::support::{App, User};
use chrono::TimeDelta;
use serde_json::{Value, json};

struct Case {
    app: App,
    specialist: User,
    path: String,
}

impl Case {
    /// A campaign that is approved.
    async fn start() -> Self {
        let app = App::start().await;
        let (specialist, director) = (app.sign_in("specialist").await, app.sign_in("director").await);
        let campaign = specialist.post("/campaigns", plan("20000")).await.ok(201);
        let path = format!("/campaigns/{}", campaign["id"].as_str().unwrap());
        specialist.act(&format!("{path}/transitions"), &campaign["version"], json!({ "act": "submit" })).await.ok(200);
        director.decides(campaign["id"].as_str().unwrap(), "approve", "").await.ok(200);
        Self { app, specialist, path }
    }

    async fn form(&self, kind: &str, title: &str) -> Value {
        let owner = self.specialist.id().await;
        json!({ "kind": kind, "title": title, "planned_at": chrono::Utc::now(), "minutes": 30, "owner_id": owner })
    }

    async fn plans(&self, kind: &str, title: &str) -> Value {
        self.specialist.post(&format!("{}/run-items", self.path), self.form(kind, title).await).await.ok(201)
    }

    async fn acts(&self, item: &Value, act: &str) -> crate::support::Answer {
        let path = format!("/campaign-run-items/{}", item["id"].as_str().unwrap());
        let seen = self.specialist.get(&path).await.ok(200);
        self.specialist.act(&format!("{path}/transitions"), &seen["version"], json!({ "act": act })).await
    }

    async fn goes_on(&self, act: &str) -> crate::support::Answer {
        let seen = self.specialist.get(&self.path).await.ok(200);
        self.specialist.act(&format!("{}/transitions", self.path), &seen["version"], json!({ "act": act })).await
    }

    async fn day(&self) -> Value {
        self.specialist.get(&format!("{}/run-sheet", self.path)).await.ok(200)
    }
}

#[actix_web::test]
async fn a_campaign_starts_only_when_its_safety_checks_are_done() {
    let mut case = Case::start().await;
    let check = case.plans("safety", "配电箱和灭火器").await;
    let talk = case.plans("step", "主题分享").await;
    assert_eq!(case.acts(&talk, "begin").await.problem(409), "run_sheet.not_ready", "not before the campaign is ready");
    case.specialist.prepares(&case.path).await;
    assert_eq!(case.day().await["unsafe_items"], 1);
    assert_eq!(case.goes_on("start").await.problem(409), "campaign.unsafe");
    assert_eq!(case.acts(&check, "skip").await.problem(409), "run_item.no_skipping");
    let done = case.acts(&check, "finish").await.ok(200);
    assert_eq!((&done["status"], &done["actions"]), (&json!("done"), &json!(["reset"])));
    case.goes_on("start").await.ok(200);
    let running = case.acts(&talk, "begin").await.ok(200);
    assert!(running["began_at"].is_string() && running["late"] == false);
    case.app.later(TimeDelta::minutes(31));
    case.specialist = case.app.sign_in("specialist").await;
    let day = case.day().await;
    let late: Vec<_> = day["items"].as_array().unwrap().iter().map(|item| item["late"].clone()).collect();
    assert_eq!(late, [json!(false), json!(true)], "running past its thirty minutes");
    assert_eq!(case.acts(&talk, "reset").await.ok(200)["began_at"], Value::Null);
    case.acts(&talk, "skip").await.ok(200);
    case.goes_on("finish").await.ok(200);
    let form = case.form("step", "太晚了").await;
    assert_eq!(case.specialist.post(&format!("{}/run-items", case.path), form).await.problem(409), "run_sheet.over");
}

#[actix_web::test]
async fn whoever_an_item_is_given_to_takes_it_on_and_others_do_not() {
    let case = Case::start().await;
    let (rep, other) = (case.app.sign_in("rep").await, case.app.sign_in("rep2").await);
    let mut form = case.form("step", "接待").await;
    form["owner_id"] = json!(rep.id().await);
    let item = case.specialist.post(&format!("{}/run-items", case.path), form.clone()).await.ok(201);
    let path = format!("/campaign-run-items/{}", item["id"].as_str().unwrap());
    form["minutes"] = json!(45);
    assert_eq!(rep.put(&path, &item["version"], form.clone()).await.problem(403), "forbidden", "theirs to do, not to plan");
    assert_eq!(case.specialist.put(&path, &item["version"], form).await.ok(200)["minutes"], 45);
    case.specialist.prepares(&case.path).await;
    let seen = other.get(&path).await.ok(200);
    assert_eq!(seen["actions"], json!([]));
    let begin = json!({ "act": "begin" });
    assert_eq!(other.act(&format!("{path}/transitions"), &seen["version"], begin.clone()).await.problem(403), "forbidden");
    rep.act(&format!("{path}/transitions"), &seen["version"], begin).await.ok(200);
    assert_eq!(rep.post(&format!("{}/run-items", case.path), case.form("step", "插队").await).await.problem(403), "forbidden");
    let agent = case.app.sign_in("agent").await;
    assert_eq!(agent.get(&format!("{}/run-sheet", case.path)).await.problem(403), "forbidden");
    let mut nobody = case.form("step", "谁来").await;
    nobody["owner_id"] = json!(agent.id().await);
    let refused = case.specialist.post(&format!("{}/run-items", case.path), nobody).await;
    assert_eq!(refused.bad_fields(), [("/owner_id".to_owned(), "preparation_owner_unable".to_owned())], "who does not see it cannot do it");
}

#[actix_web::test]
async fn the_roster_is_set_as_a_whole_and_incidents_stay() {
    let case = Case::start().await;
    let rep = case.app.sign_in("rep").await.id().await;
    let now = chrono::Utc::now();
    let entry = |until| json!({ "person_id": rep, "duty": "签到台", "from_at": now, "until_at": until });
    let path = format!("{}/roster", case.path);
    let backwards = json!({ "entries": [entry(now - TimeDelta::hours(1))] });
    let refused = case.specialist.put(&path, &json!(0), backwards).await;
    assert_eq!(refused.bad_fields(), [("/entries/0/until_at".to_owned(), "ends_before_start".to_owned())]);
    let form = json!({ "entries": [entry(now + TimeDelta::hours(4))] });
    let day = case.specialist.put(&path, &json!(0), form.clone()).await.ok(200);
    assert_eq!((&day["version"], &day["roster"][0]["duty"]), (&json!(1), &json!("签到台")));
    assert_eq!(case.specialist.put(&path, &json!(0), form).await.problem(412), "stale");
    let incident = json!({ "gravity": "grave", "what": "客人滑倒", "done": "送医检查，无碍" });
    let incidents = format!("{}/incidents", case.path);
    assert_eq!(case.specialist.post(&incidents, incident.clone()).await.problem(409), "run_sheet.not_ready");
    case.specialist.prepares(&case.path).await;
    let day = case.specialist.post(&incidents, incident.clone()).await.ok(201);
    assert_eq!((&day["incidents"][0]["what"], &day["incidents"][0]["gravity"]), (&json!("客人滑倒"), &json!("grave")));
    let analyst = case.app.sign_in("analyst").await;
    assert_eq!(analyst.post(&incidents, incident).await.problem(403), "forbidden");
}
