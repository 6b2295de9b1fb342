//! CMP-12: campaigns that are put off or called off, and what follows for preparation, money and guests. CMP-08: walk-ins become leads.

use crate::campaigns::plan;
use crate::support::{Answer, App, User};
use serde_json::{Value, json};
use uuid::Uuid;

struct Case {
    app: App,
    specialist: User,
    id: String,
    path: String,
}

impl Case {
    /// A campaign that is approved.
    async fn approved() -> Self {
        let app = App::start().await;
        let (specialist, director) = (app.sign_in("specialist").await, app.sign_in("director").await);
        let campaign = specialist.post("/campaigns", plan("20000")).await.ok(201);
        let id = campaign["id"].as_str().unwrap().to_owned();
        let path = format!("/campaigns/{id}");
        specialist.act(&format!("{path}/transitions"), &campaign["version"], json!({ "act": "submit" })).await.ok(200);
        director.decides(&id, "approve", "").await.ok(200);
        Self { app, specialist, id, path }
    }

    async fn acts(&self, act: Value) -> Answer {
        let seen = self.specialist.get(&self.path).await.ok(200);
        self.specialist.act(&format!("{}/transitions", self.path), &seen["version"], act).await
    }

    async fn adds(&self, part: &str, body: Value) -> Value {
        self.specialist.post(&format!("{}/{part}", self.path), body).await.ok(201)
    }

    async fn part(&self, part: &str) -> Value {
        self.specialist.get(&format!("{}/{part}", self.path)).await.ok(200)
    }

    async fn opens_sign_up(&self) -> String {
        let form = json!({ "open": true, "quota": null });
        let open = self.specialist.put(&format!("{}/sign-up", self.path), &json!(0), form).await.ok(200);
        format!("/public/sign-ups/{}", open["url"].as_str().unwrap().rsplit('/').next().unwrap())
    }
}

/// Monday, 15 March 2027, nine o'clock in China.
fn postponed(reason: &str) -> Value {
    json!({ "act": "postpone", "reason": reason, "starts_at": "2027-03-15T01:00:00Z", "ends_at": "2027-03-15T09:00:00Z" })
}

fn news(inbox: &[Value]) -> usize {
    inbox.iter().filter(|task| task["kind"] == "guest_news").count()
}

#[actix_web::test]
async fn what_is_put_off_moves_with_its_preparation_its_money_and_its_guests() {
    let case = Case::approved().await;
    let me = case.specialist.id().await;
    let open =
        json!({ "title": "音响", "topic": "equipment", "owner_id": me, "days_before": 2, "takes": 1, "must": false, "evidence": false });
    let open = case.adds("preparation", open).await;
    let seen = case.specialist.get(&case.path).await.ok(200);
    let starts: chrono::DateTime<chrono::Utc> = seen["starts_at"].as_str().unwrap().parse().unwrap();
    let half_past = starts + chrono::TimeDelta::minutes(30);
    case.adds("run-items", json!({ "kind": "step", "title": "签到", "planned_at": half_past, "minutes": 30, "owner_id": me })).await;
    let entry = json!({ "person_id": me, "duty": "签到台", "from_at": starts, "until_at": half_past });
    case.specialist.put(&format!("{}/roster", case.path), &json!(0), json!({ "entries": [entry] })).await.ok(200);
    case.adds("expenses", json!({ "topic": "venue", "purpose": "场地", "amount": { "amount": "3000" } })).await;
    let guest = case.adds("guests", json!({ "name": "王建国", "phone": "13816613186" })).await;
    assert_eq!((&guest["untold_since"], &guest["actions"]), (&Value::Null, &json!(["confirm", "decline"])));
    let public = case.opens_sign_up().await;
    case.specialist.prepares(&case.path).await;

    let mut earlier = postponed("台风");
    (earlier["starts_at"], earlier["ends_at"]) = (json!(starts), json!(starts));
    assert_eq!(case.acts(earlier).await.bad_fields(), [("/starts_at".to_owned(), "postponed_not_later".to_owned())]);
    let mut backwards = postponed("台风");
    backwards["ends_at"] = json!("2027-03-14T01:00:00Z");
    assert_eq!(case.acts(backwards).await.bad_fields(), [("/ends_at".to_owned(), "ends_before_start".to_owned())]);
    assert_eq!(case.acts(postponed(" ")).await.bad_fields(), [("/reason".to_owned(), "required".to_owned())]);
    let rep = case.app.sign_in("rep").await;
    let seen = rep.get(&case.path).await.ok(200);
    let refused = rep.act(&format!("{}/transitions", case.path), &seen["version"], postponed("台风")).await;
    assert_eq!(refused.problem(403), "forbidden");

    let now = case.acts(postponed("台风")).await.ok(200);
    assert_eq!((&now["status"], &now["remark"], &now["ready_at"]), (&json!("approved"), &json!("台风"), &Value::Null));
    let was: chrono::DateTime<chrono::Utc> = now["postponed_from"].as_str().unwrap().parse().unwrap();
    assert_eq!(was, starts);
    assert_eq!(case.acts(json!({ "act": "start" })).await.problem(409), "campaign.not_now", "it has to be made ready again");
    // Two working days before Monday the 15th is Thursday the 11th.
    let item = case.specialist.get(&format!("/campaign-items/{}", open["id"].as_str().unwrap())).await.ok(200);
    assert_eq!(item["due_on"], "2027-03-11");
    let day = case.part("run-sheet").await;
    assert_eq!(day["items"][0]["planned_at"], "2027-03-15T01:30:00Z");
    assert_eq!(
        (&day["roster"][0]["from_at"], &day["roster"][0]["until_at"]),
        (&json!("2027-03-15T01:00:00Z"), &json!("2027-03-15T01:30:00Z"))
    );
    let budget = case.part("budget").await;
    assert_eq!((&budget["expenses"][0]["status"], &budget["committed"]["amount"]), (&json!("released"), &json!("0.00")));

    assert_eq!(news(&case.specialist.inbox().await), 1, "whoever invited them tells them");
    assert_eq!(case.part("sign-up").await["untold"], 1);
    let page = case.app.stranger().get(&public).await.ok(200);
    assert_eq!((&page["starts_at"], &page["cancelled"]), (&json!("2027-03-15T01:00:00Z"), &json!(false)));
    assert!(page["postponed_from"].is_string());
    let untold = case.part("guests?filter[untold_since]=null:false").await;
    let guest = &untold["items"][0];
    assert_eq!((&guest["name"], &guest["actions"]), (&json!("王建国"), &json!(["confirm", "decline", "tell"])));
    let act = format!("/campaign-guests/{}/transitions", guest["id"].as_str().unwrap());
    assert_eq!(rep.act(&act, &guest["version"], json!({ "act": "tell" })).await.problem(403), "forbidden");
    let told = case.specialist.act(&act, &guest["version"], json!({ "act": "tell" })).await.ok(200);
    assert_eq!((&told["status"], &told["untold_since"]), (&json!("invited"), &Value::Null));
    assert_eq!(case.specialist.act(&act, &told["version"], json!({ "act": "tell" })).await.problem(409), "guest.not_now");
    assert_eq!((news(&case.specialist.inbox().await), &case.part("sign-up").await["untold"]), (0, &json!(0)));
}

#[actix_web::test]
async fn suppliers_may_keep_their_commitment_for_the_new_time() {
    let case = Case::approved().await;
    case.adds("expenses", json!({ "topic": "venue", "purpose": "场地", "amount": { "amount": "3000" } })).await;
    let mut act = postponed("台风");
    act["keep_commitments"] = json!(true);
    case.acts(act).await.ok(200);
    assert_eq!(case.part("budget").await["committed"]["amount"], "3000.00");
    let first = case.specialist.get(&case.path).await.ok(200)["postponed_from"].clone();
    let again = json!({ "act": "postpone", "reason": "场地", "starts_at": "2027-04-01T01:00:00Z", "ends_at": "2027-04-01T09:00:00Z" });
    assert_eq!(case.acts(again).await.ok(200)["postponed_from"], first, "the first plan is what it was put off from");
}

#[actix_web::test]
async fn guests_of_a_campaign_that_was_called_off_hear_it_and_nobody_else_signs_up() {
    let case = Case::approved().await;
    let guest = case.adds("guests", json!({ "name": "王建国", "phone": "13816613186" })).await;
    let public = case.opens_sign_up().await;
    case.acts(json!({ "act": "cancel", "reason": "场地停电" })).await.ok(200);
    assert_eq!(news(&case.specialist.inbox().await), 1);
    let page = case.app.stranger().get(&public).await.ok(200);
    assert_eq!(page["cancelled"], true);
    let form = json!({ "name": "李思", "phone": "13900001111", "ticket": page["ticket"] });
    assert_eq!(case.app.stranger().post(&public, form).await.problem(404), "not_found");
    let path = format!("/campaign-guests/{}", guest["id"].as_str().unwrap());
    let seen = case.specialist.get(&path).await.ok(200);
    assert_eq!(seen["actions"], json!(["tell"]));
    let acts = format!("{path}/transitions");
    assert_eq!(case.specialist.act(&acts, &seen["version"], json!({ "act": "confirm" })).await.problem(409), "guest.not_now");
    case.specialist.act(&acts, &seen["version"], json!({ "act": "tell" })).await.ok(200);
    assert_eq!(news(&case.specialist.inbox().await), 0);
}

#[actix_web::test]
async fn who_walks_in_becomes_a_lead_once_and_a_known_number_none() {
    let case = Case::approved().await;
    let (rep, manager) = (case.app.sign_in("rep").await, case.app.sign_in("sales.manager").await);
    let known = rep.enters_a_customer("成都嘉业文化传播有限公司").await;
    case.specialist.prepares(&case.path).await;
    let note = |name: &str, phone: &str| json!({ "id": Uuid::now_v7(), "name": name, "phone": phone, "at": chrono::Utc::now() });
    let items = json!({ "items": [note("张先生", "13700002222"), note("嘉业的人", "138-1661-3186"), note("没留电话的客人", "")] });
    let check_ins = format!("{}/check-ins", case.path);
    case.specialist.post(&check_ins, items.clone()).await.ok(200);
    case.specialist.post(&check_ins, items).await.ok(200);
    case.specialist.post(&check_ins, json!({ "items": [note("张", "13700002222")] })).await.ok(200);
    let leads = manager.get("/customers?filter[source]=campaign&filter[review]=pending&sort=name").await.ok(200);
    let names: Vec<_> = leads["items"].as_array().unwrap().iter().map(|one| one["name"].clone()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    assert!(names.contains(&json!("张先生")) && names.contains(&json!("没留电话的客人")));
    let lead = leads["items"].as_array().unwrap().iter().find(|one| one["name"] == "张先生").unwrap();
    assert_eq!((&lead["owner"], &lead["phone"]["hint"]), (&Value::Null, &json!("137****2222")), "it lies in the pool of sales");
    assert_eq!(manager.inbox().await.iter().filter(|task| task["kind"] == "review").count(), 2, "somebody is asked to review them");
    let timeline = rep.get(&format!("/customers/{}/timeline", known["id"].as_str().unwrap())).await.ok(200);
    let campaign = timeline["items"].as_array().unwrap().iter().find(|item| item["kind"] == "campaign").unwrap();
    assert_eq!(campaign["subject"]["id"], case.id.as_str());
    // Who may not see customers sees the guest, and not whose file it is.
    let guests = manager.get(&format!("{}/guests", case.path)).await.ok(200);
    let zhang = guests["items"].as_array().unwrap().iter().find(|guest| guest["name"] == "张先生").unwrap();
    assert_eq!(zhang["customer"]["id"], lead["id"]);
    let other = case.app.sign_in("rep2").await.get(&format!("{}/guests", case.path)).await.ok(200);
    let hidden = other["items"].as_array().unwrap().iter().find(|guest| guest["name"] == "嘉业的人").unwrap();
    assert_eq!(hidden["customer"], Value::Null);
}
