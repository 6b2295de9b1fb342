//! CMP-04: what is prepared for a campaign, by when, by whom, and that nothing starts before.

use crate::campaigns::plan;
use crate::support::{App, User};
use campaigns::Campaigns;
use chrono::{Days, NaiveDate, TimeDelta};
use engines::{Area, FactQuery};
use serde_json::{Value, json};

/// A plan for a day that is so many days off.
fn in_days(days: u64) -> (Value, NaiveDate) {
    let on = engines::calendar::local_date(chrono::Utc::now(), 480) + Days::new(days);
    let mut plan = plan("20000");
    plan["starts_at"] = json!(format!("{on}T01:00:00Z"));
    plan["ends_at"] = json!(format!("{on}T09:00:00Z"));
    (plan, on)
}

struct Case {
    app: App,
    specialist: User,
    director: User,
    id: String,
    path: String,
}

/// A draft of a campaign that is held in three weeks.
async fn drafted() -> Case {
    let app = App::start().await;
    let (specialist, director) = (app.sign_in("specialist").await, app.sign_in("director").await);
    let campaign = specialist.post("/campaigns", in_days(21).0).await.ok(201);
    let id = campaign["id"].as_str().unwrap().to_owned();
    let path = format!("/campaigns/{id}");
    Case { app, specialist, director, id, path }
}

impl Case {
    async fn acts(&self, act: &str) -> crate::support::Answer {
        let seen = self.specialist.get(&self.path).await.ok(200);
        self.specialist.act(&format!("{}/transitions", self.path), &seen["version"], json!({ "act": act })).await
    }

    async fn is_approved(&self) {
        self.acts("submit").await.ok(200);
        self.director.decides(&self.id, "approve", "").await.ok(200);
    }

    async fn item(&self, title: &str, more: Value) -> Value {
        let mut item = json!({ "title": title, "topic": "venue", "owner_id": self.specialist.id().await, "days_before": 5, "takes": 2,
            "must": true, "evidence": false });
        item.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.specialist.post(&format!("{}/preparation", self.path), item).await.ok(201)
    }

    async fn list(&self) -> Value {
        self.specialist.get(&format!("{}/preparation", self.path)).await.ok(200)
    }
}

fn transitions(item: &Value) -> String {
    format!("/campaign-items/{}/transitions", item["id"].as_str().unwrap())
}

fn done() -> Value {
    json!({ "act": "complete" })
}

#[actix_web::test]
async fn a_campaign_is_ready_only_when_every_must_have_is_done() {
    let case = drafted().await;
    let must = case.item("签场地合同", json!({})).await;
    let nice = case.item("横幅", json!({ "must": false })).await;
    assert_eq!(case.specialist.act(&transitions(&must), &must["version"], done()).await.problem(409), "campaign.not_approved");
    case.is_approved().await;
    assert_eq!(case.acts("start").await.problem(409), "campaign.not_now", "an approved campaign is not ready yet");
    assert_eq!(case.acts("get_ready").await.problem(409), "campaign.not_prepared");
    let must = case.specialist.act(&transitions(&must), &must["version"], json!({ "act": "complete", "note": "已签" })).await.ok(200);
    assert_eq!((&must["status"], &must["note"], &must["done_by"]["name"]), (&json!("done"), &json!("已签"), &must["owner"]["name"]));
    let ready = case.acts("get_ready").await.ok(200);
    assert!(ready["status"] == "ready" && ready["ready_at"].is_string(), "what is no must-have may be open: {nice:#}");
    let list = case.list().await;
    assert_eq!((&list["done"], &list["total"], &list["must_open"]), (&json!(1), &json!(2), &json!(0)));
    // A must-have that is open again takes the readiness away, and so does a new one.
    let open = case.specialist.act(&transitions(&must), &must["version"], json!({ "act": "reopen" })).await;
    assert_eq!(open.bad_fields(), [("/note".to_owned(), "reason_required".to_owned())]);
    let again = json!({ "act": "reopen", "note": "场地改期" });
    let must = case.specialist.act(&transitions(&must), &must["version"], again).await.ok(200);
    let seen = case.specialist.get(&case.path).await.ok(200);
    assert_eq!((&seen["status"], &seen["ready_at"]), (&json!("approved"), &Value::Null));
    case.specialist.act(&transitions(&must), &must["version"], done()).await.ok(200);
    case.acts("get_ready").await.ok(200);
    case.item("备用电源", json!({})).await;
    assert_eq!(case.specialist.get(&case.path).await.ok(200)["status"], "approved");
}

#[actix_web::test]
async fn without_a_checklist_nothing_was_prepared() {
    let case = drafted().await;
    case.is_approved().await;
    assert_eq!(case.acts("get_ready").await.problem(409), "campaign.not_prepared");
}

#[actix_web::test]
async fn a_template_of_the_form_is_laid_out_with_days_counted_back() {
    let case = drafted().await;
    let templates = case.specialist.get("/campaign-templates").await.ok(200);
    assert_eq!((templates["items"].as_array().unwrap().len(), &templates["editable"]), (6, &json!(false)), "one for each form");
    let template = templates["items"].as_array().unwrap().iter().find(|t| t["form"] == "site_event").unwrap();
    let from = format!("{}/preparation/from-template", case.path);
    let list = case.specialist.post(&from, json!({ "template_id": template["id"] })).await.ok(200);
    let items = list["items"].as_array().unwrap();
    assert_eq!(items.len(), template["lines"].as_array().unwrap().len());
    let off = case.app.state.config.utc_offset_minutes;
    let days = engines::calendar::WorkingDays::load(case.app.state.database.reader().conn(), off).await.unwrap();
    let starts: NaiveDate = list["starts_on"].as_str().unwrap().parse().unwrap();
    for item in items {
        let before = u32::try_from(item["days_before"].as_u64().unwrap()).unwrap();
        assert_eq!(item["due_on"], days.back(starts, before).to_string(), "{item:#}");
        assert!(item["begins_on"].as_str() <= item["due_on"].as_str());
        assert_eq!(item["owner"]["id"], case.specialist.id().await);
    }
    let warm_up = items.iter().find(|item| item["title"] == "业主群预热").unwrap();
    assert_eq!(warm_up["waits_for"], json!(["物业进场许可"]));
    let unknown = case.specialist.post(&from, json!({ "template_id": case.id })).await;
    assert_eq!(unknown.bad_fields(), [("/template_id".to_owned(), "word_unknown".to_owned())]);
    // The campaign moves: what is open moves with it.
    let seen = case.specialist.get(&case.path).await.ok(200);
    let (later, on) = in_days(35);
    case.specialist.put(&case.path, &seen["version"], later).await.ok(200);
    for item in case.list().await["items"].as_array().unwrap() {
        let before = u32::try_from(item["days_before"].as_u64().unwrap()).unwrap();
        assert_eq!(item["due_on"], days.back(on, before).to_string());
    }
}

#[actix_web::test]
async fn templates_are_the_companys_to_edit() {
    let case = drafted().await;
    let manager = case.app.sign_in("marketing.manager").await;
    let template = manager.get("/campaign-templates").await.ok(200)["items"][0].clone();
    let path = format!("/campaign-templates/{}", template["id"].as_str().unwrap());
    let line = json!({ "title": "签约", "topic": "venue", "days_before": 9, "takes": 1, "must": true, "evidence": true });
    let mut form = json!({ "name": "展会（新）", "form": "exhibition", "lines": [line, line], "in_use": true });
    assert_eq!(case.specialist.put(&path, &template["version"], form.clone()).await.problem(403), "forbidden");
    let changed = manager.put(&path, &template["version"], form.clone()).await.ok(200);
    assert_eq!((&changed["name"], changed["lines"].as_array().unwrap().len()), (&json!("展会（新）"), 2));
    assert_eq!(manager.put(&path, &template["version"], form.clone()).await.problem(412), "stale");
    form["lines"][0]["after"] = json!([2]);
    assert_eq!(
        manager.post("/campaign-templates", form.clone()).await.bad_fields(),
        [("/lines".to_owned(), "preparation_circular".to_owned())]
    );
    form["lines"][0]["after"] = json!([]);
    form["in_use"] = json!(false);
    let retired = manager.post("/campaign-templates", form).await.ok(201);
    let from = format!("{}/preparation/from-template", case.path);
    let refused = case.specialist.post(&from, json!({ "template_id": retired["id"] })).await;
    assert_eq!(refused.bad_fields(), [("/template_id".to_owned(), "word_unknown".to_owned())], "what is not in use is not laid out");
}

#[actix_web::test]
async fn what_comes_first_is_done_first_and_evidence_is_a_file() {
    let case = drafted().await;
    let first = case.item("签合同", json!({ "evidence": true })).await;
    let second = case.item("搭台", json!({ "after": [first["id"]] })).await;
    assert_eq!(second["waits_for"], json!(["签合同"]));
    let path = format!("/campaign-items/{}", first["id"].as_str().unwrap());
    let circle = json!({ "title": "签合同", "topic": "venue", "owner_id": case.specialist.id().await, "days_before": 5, "takes": 2,
        "must": true, "evidence": true, "after": [second["id"]] });
    let refused = case.specialist.put(&path, &first["version"], circle).await;
    assert_eq!(refused.bad_fields(), [("/after".to_owned(), "preparation_circular".to_owned())]);
    let earlier = json!({ "title": "签场地合同", "topic": "venue", "owner_id": case.specialist.id().await, "days_before": 6, "takes": 2,
        "must": true, "evidence": true });
    let first = case.specialist.put(&path, &first["version"], earlier).await.ok(200);
    assert_eq!((&first["title"], &first["days_before"]), (&json!("签场地合同"), &json!(6)));
    case.is_approved().await;
    assert_eq!(case.specialist.act(&transitions(&second), &second["version"], done()).await.problem(409), "preparation.waits");
    assert_eq!(case.specialist.act(&transitions(&first), &first["version"], done()).await.problem(409), "preparation.no_evidence");
    let files = format!("/records/campaign_item/{}/attachments", first["id"].as_str().unwrap());
    case.specialist.upload(&files, "contract.pdf", b"%PDF-1.7 signed".to_vec()).await.ok(201);
    let first = case.specialist.act(&transitions(&first), &first["version"], done()).await.ok(200);
    assert_eq!(first["files"], 1);
    case.specialist.act(&transitions(&second), &second["version"], done()).await.ok(200);
    // The evidence is seen by who sees the campaign, and by nobody else.
    case.app.sign_in("rep").await.get(&files).await.ok(200);
    assert_eq!(case.app.sign_in("agent").await.get(&files).await.problem(404), "not_found");
    assert_eq!(case.app.sign_in("agent").await.get(&path).await.problem(403), "forbidden");
}

#[actix_web::test]
async fn whose_thing_it_is_finds_it_in_their_inbox_once_the_campaign_is_approved() {
    let case = drafted().await;
    let analyst = case.app.sign_in("analyst").await;
    let item = case.item("问卷", json!({ "owner_id": analyst.id().await })).await;
    let agent = json!({ "title": "茶歇", "topic": "other", "owner_id": case.app.sign_in("agent").await.id().await, "days_before": 5, "takes": 2,
        "must": true, "evidence": false });
    let unable = case.specialist.post(&format!("{}/preparation", case.path), agent).await;
    assert_eq!(unable.bad_fields(), [("/owner_id".to_owned(), "preparation_owner_unable".to_owned())]);
    assert!(analyst.inbox().await.is_empty(), "nothing is prepared before the approval");
    case.is_approved().await;
    let inbox = analyst.inbox().await;
    assert_eq!((inbox.len(), &inbox[0]["kind"], &inbox[0]["title"]), (1, &json!("preparation"), &json!("问卷")));
    assert_eq!(inbox[0]["subject"]["id"], item["id"]);
    let seen = analyst.get(&format!("/campaign-items/{}", item["id"].as_str().unwrap())).await.ok(200);
    assert_eq!((&seen["actions"], &seen["editable"]), (&json!(["complete"]), &json!(false)), "their own, not the campaign");
    let other = case.item("场地", json!({})).await;
    assert_eq!(analyst.act(&transitions(&other), &other["version"], done()).await.problem(403), "forbidden");
    // A change of the plan stops the preparation; the next approval asks again.
    let campaign = case.specialist.get(&case.path).await.ok(200);
    case.specialist.put(&case.path, &campaign["version"], in_days(28).0).await.ok(200);
    assert!(analyst.inbox().await.is_empty());
    assert_eq!(analyst.act(&transitions(&item), &seen["version"], done()).await.status, 409);
    case.is_approved().await;
    assert_eq!(analyst.inbox().await.len(), 1);
    let seen = analyst.get(&format!("/campaign-items/{}", item["id"].as_str().unwrap())).await.ok(200);
    analyst.act(&transitions(&item), &seen["version"], done()).await.ok(200);
    assert!(analyst.inbox().await.is_empty());
    let undone = case.specialist.act(&transitions(&item), &json!(99), json!({ "act": "drop", "note": "不做" })).await;
    assert_eq!(undone.problem(409), "preparation.not_now");
}

#[actix_web::test]
async fn what_is_late_goes_to_the_manager_once() {
    let case = drafted().await;
    let item = case.item("签场地合同", json!({})).await;
    case.is_approved().await;
    let due: NaiveDate = item["due_on"].as_str().unwrap().parse().unwrap();
    let told = async || {
        let manager = case.app.sign_in("marketing.manager").await;
        manager.inbox().await.into_iter().filter(|task| task["kind"] == "escalation").collect::<Vec<_>>()
    };
    case.app.works().await;
    assert!(told().await.is_empty());
    let today = engines::calendar::local_date(case.app.state.clock.now(), 480);
    case.app.later(TimeDelta::days((due - today).num_days() + 1));
    case.app.works().await;
    case.app.later(TimeDelta::hours(1));
    case.app.works().await;
    let late = told().await;
    assert_eq!((late.len(), &late[0]["subject"]["id"]), (1, &item["id"]));
    let specialist = case.app.sign_in("specialist").await;
    let seen = specialist.get(&format!("/campaign-items/{}", item["id"].as_str().unwrap())).await.ok(200);
    assert_eq!(seen["late"], true);
    specialist.act(&transitions(&item), &seen["version"], done()).await.ok(200);
    assert!(told().await.is_empty(), "done: nothing to look after");
}

#[actix_web::test]
async fn ready_on_time_is_a_fact_about_the_owner() {
    let case = drafted().await;
    case.is_approved().await;
    let facts = async || {
        let now = case.app.state.clock.now();
        let (from, to) = (now - TimeDelta::days(40), now + TimeDelta::days(40));
        let conn = case.app.state.database.reader().conn();
        let query = FactQuery { conn, state: &case.app.state, from, to, now, person: None };
        let def = Campaigns.facts().iter().find(|def| def.key == "campaign.ready_on_time").unwrap();
        let facts = (def.collect)(&query).await.unwrap();
        facts.iter().map(|fact| (fact.person.to_string(), fact.value.to_string())).collect::<Vec<_>>()
    };
    let owner = case.specialist.id().await;
    assert!(facts().await.is_empty(), "what is still to start does not count");
    case.specialist.prepares(&case.path).await;
    case.app.later(TimeDelta::days(22));
    assert_eq!(facts().await, [(owner.clone(), "1".to_owned())]);
    let specialist = case.app.sign_in("specialist").await;
    let item = specialist.get(&format!("{}/preparation", case.path)).await.ok(200)["items"][0].clone();
    specialist.act(&transitions(&item), &item["version"], json!({ "act": "reopen", "note": "漏了" })).await.ok(200);
    assert_eq!(facts().await, [(owner, "0".to_owned())], "the start has come and it is not ready");
}
