//! CRM-10: who has a customer: the public pool, assignment, sharing, and what each of them lets whom see.

use crate::support::{App, User};
use chrono::{Days, TimeDelta};
use engines::calendar::local_date;
use serde_json::{Value, json};

const NAME: &str = "成都嘉业文化传播有限公司";

fn path(file: &Value) -> String {
    format!("/customers/{}", file["id"].as_str().unwrap())
}

async fn version(who: &User, file: &Value) -> Value {
    who.get(&path(file)).await.ok(200)["version"].clone()
}

async fn puts_back(who: &User, file: &Value) {
    let now = version(who, file).await;
    who.act(&format!("{}/returns", path(file)), &now, json!({ "reason": "客户暂停装修" })).await.ok(204);
}

async fn pool(who: &User) -> Vec<Value> {
    who.get("/customer-pool").await.ok(200)["items"].as_array().unwrap().clone()
}

async fn claims(who: &User, file: &Value) -> crate::support::Answer {
    who.post(&format!("/customer-pool/{}/claims", file["id"].as_str().unwrap()), json!({})).await
}

async fn set_rules(app: &App, change: Value) {
    let director = app.sign_in("director").await;
    let now = director.get("/customer-pool/rules").await.ok(200);
    let mut rules = now["rules"].clone();
    rules.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    director.put("/customer-pool/rules", &now["version"], rules).await.ok(200);
}

async fn told(who: &User) -> Vec<String> {
    let items = who.get("/notifications").await.ok(200)["items"].clone();
    items.as_array().unwrap().iter().map(|n| n["kind"].as_str().unwrap().to_owned()).collect()
}

#[actix_web::test]
async fn what_is_put_back_leaves_its_owner_and_shows_no_phone_in_the_pool() {
    let app = App::start().await;
    let (rep, colleague, supervisor) = (app.sign_in("rep").await, app.sign_in("rep3").await, app.sign_in("supervisor").await);
    let file = rep.enters_a_customer(NAME).await;
    rep.post(&format!("{}/follow-ups", path(&file)), json!({ "way": "phone", "content": "软装预算" })).await.ok(201);
    puts_back(&rep, &file).await;
    for who in [&rep, &colleague] {
        assert_eq!(who.get(&path(&file)).await.problem(404), "not_found");
        assert!(who.get("/customers?q=嘉业").await.ok(200)["items"].as_array().unwrap().is_empty());
        assert!(who.get("/search?q=嘉业").await.ok(200)["hits"].as_array().unwrap().is_empty());
        let rows = who.get("/customer-pool").await.ok(200);
        assert_eq!((rows["items"][0]["number"].clone(), rows["items"][0]["city"].clone()), (file["number"].clone(), json!("成都")));
        for secret in ["3186", "软装预算", "客户暂停装修"] {
            assert!(!rows.to_string().contains(secret), "{secret}");
        }
    }
    let seen = supervisor.get(&path(&file)).await.ok(200);
    assert_eq!(seen["owner"], Value::Null, "the unit that had it still has it");
    let holding = supervisor.get(&format!("{}/holding", path(&file))).await.ok(200);
    assert_eq!((holding["moves"][0]["kind"].clone(), holding["moves"][0]["reason"].clone()), (json!("returned"), json!("客户暂停装修")));
    assert_eq!(app.sign_in("agent").await.get("/customer-pool").await.problem(403), "forbidden");
}

#[actix_web::test]
async fn a_customer_is_taken_out_once_and_with_it_comes_the_whole_file() {
    let app = App::start().await;
    let (rep, colleague) = (app.sign_in("rep").await, app.sign_in("rep3").await);
    let file = rep.enters_a_customer(NAME).await;
    assert_eq!(claims(&colleague, &file).await.problem(404), "not_found", "what somebody has is not in the pool");
    puts_back(&rep, &file).await;
    let mine = claims(&colleague, &file).await.ok(201);
    assert_eq!(mine["phone"]["hint"], "138****3186");
    assert!(mine["actions"].as_array().unwrap().contains(&json!("return")));
    assert_eq!(claims(&app.sign_in("rep2").await, &file).await.problem(404), "not_found");
    assert!(pool(&colleague).await.is_empty());
    let timeline = colleague.get(&format!("{}/timeline", path(&file))).await.ok(200);
    let moves: Vec<_> = timeline["items"].as_array().unwrap().iter().filter(|i| i["kind"] == "move").collect();
    assert_eq!(moves.len(), 2);
}

#[actix_web::test]
async fn the_limits_of_the_company_hold_and_what_was_given_up_cools_down() {
    let app = App::start().await;
    let (rep, colleague) = (app.sign_in("rep").await, app.sign_in("rep2").await);
    let first = rep.enters_a_customer(NAME).await;
    let second = rep.enters_a_customer("武汉立方医疗器械有限公司").await;
    puts_back(&rep, &first).await;
    puts_back(&rep, &second).await;
    assert!(pool(&rep).await[0]["not_before"].is_string());
    assert_eq!(claims(&rep, &first).await.problem(409), "customer.cooling");
    set_rules(&app, json!({ "most_claims": 1 })).await;
    claims(&colleague, &first).await.ok(201);
    assert_eq!(claims(&colleague, &second).await.problem(409), "customer.claims_used");
    assert_eq!(colleague.get("/customer-pool/standing").await.ok(200)["claimed_today"], 1);
    set_rules(&app, json!({ "most_claims": null, "most_held": 1 })).await;
    assert_eq!(claims(&colleague, &second).await.problem(409), "customer.limit_reached");
    let form = json!({ "name": "南京长江门窗有限公司", "kind": "company", "tier": "c" });
    assert_eq!(colleague.post("/customers", form).await.problem(409), "customer.limit_reached", "nor by entering one");
    app.later(TimeDelta::days(7));
    let rep = app.sign_in("rep").await;
    claims(&rep, &second).await.ok(201);
}

#[actix_web::test]
async fn who_answers_for_a_team_gives_its_customers_to_others() {
    let app = App::start().await;
    let (rep, supervisor, colleague) = (app.sign_in("rep").await, app.sign_in("supervisor").await, app.sign_in("rep2").await);
    let file = rep.enters_a_customer(NAME).await;
    let next = (local_date(app.state.clock.now(), 480) + Days::new(3)).to_string();
    rep.post(&format!("{}/follow-ups", path(&file)), json!({ "way": "phone", "content": "谈", "next_on": next, "next_step": "报价" }))
        .await
        .ok(201);
    let to = format!("{}/assignments", path(&file));
    let now = version(&supervisor, &file).await;
    let unable = supervisor.act(&to, &now, json!({ "person_id": app.sign_in("agent").await.id().await })).await;
    assert_eq!(unable.bad_fields(), [("/person_id".to_owned(), "pool_receiver_unable".to_owned())]);
    supervisor.act(&to, &now, json!({ "person_id": colleague.id().await, "reason": "区域调整" })).await.ok(204);
    assert_eq!(rep.get(&path(&file)).await.problem(404), "not_found");
    assert_eq!(colleague.get(&path(&file)).await.ok(200)["owner"]["name"], "周子航");
    assert!(colleague.inbox().await.iter().any(|task| task["title"] == "报价"), "what there is to do goes along");
    assert!(told(&colleague).await.contains(&"received".to_owned()));
    let foreign = app.sign_in("rep3").await;
    let there = foreign.act(&to, &json!(1), json!({ "person_id": foreign.id().await })).await;
    assert_eq!(there.problem(404), "not_found");
}

#[actix_web::test]
async fn a_share_lets_one_colleague_in_as_far_as_it_says_and_ends_by_itself() {
    let app = App::start().await;
    let (rep, guest) = (app.sign_in("rep").await, app.sign_in("rep3").await);
    let file = rep.enters_a_customer(NAME).await;
    let until = local_date(app.state.clock.now(), 480) + Days::new(2);
    let shares = format!("{}/shares", path(&file));
    let share = |may_edit: bool, person: String| json!({ "person_id": person, "may_edit": may_edit, "until": until });
    rep.post(&shares, share(false, guest.id().await)).await.ok(200);
    let seen = guest.get(&path(&file)).await.ok(200);
    for act in ["edit", "reveal", "follow_up", "share", "assign"] {
        assert!(!seen["actions"].as_array().unwrap().contains(&json!(act)), "{act}");
    }
    assert_eq!(guest.get(&format!("{}/why", path(&file))).await.ok(200)["basis"], "share");
    assert_eq!(guest.get("/customers?q=嘉业").await.ok(200)["items"][0]["id"], file["id"]);
    assert_eq!(guest.get("/search?q=嘉业").await.ok(200)["hits"].as_array().unwrap().len(), 1);
    let reveal = async || guest.post(&format!("{}/reveals", path(&file)), json!({ "field": "phone" })).await;
    assert_eq!(reveal().await.problem(403), "forbidden");
    let talk = async || guest.post(&format!("{}/follow-ups", path(&file)), json!({ "way": "phone", "content": "谈" })).await;
    assert_eq!(talk().await.problem(403), "forbidden");
    rep.post(&shares, share(true, guest.id().await)).await.ok(200);
    assert_eq!(reveal().await.ok(200)["value"], "13816613186");
    talk().await.ok(201);
    assert_eq!(app.sign_in("rep2").await.get(&path(&file)).await.problem(404), "not_found", "nobody else");
    let log = rep.get(&format!("{}/readings", path(&file))).await.ok(200);
    assert!(log["items"].as_array().unwrap().iter().any(|line| line["basis"] == "share"));
    app.later(TimeDelta::days(3));
    let guest = app.sign_in("rep3").await;
    assert_eq!(guest.get(&path(&file)).await.problem(404), "not_found");
    assert!(guest.get("/customers?q=嘉业").await.ok(200)["items"].as_array().unwrap().is_empty());
}

#[actix_web::test]
async fn a_share_is_ended_before_its_time_and_by_the_pool() {
    let app = App::start().await;
    let (rep, guest, supervisor) = (app.sign_in("rep").await, app.sign_in("rep3").await, app.sign_in("supervisor").await);
    let file = rep.enters_a_customer(NAME).await;
    let until = local_date(app.state.clock.now(), 480) + Days::new(30);
    let form = json!({ "person_id": guest.id().await, "may_edit": true, "until": until });
    let shares = format!("{}/shares", path(&file));
    let holding = rep.post(&shares, form.clone()).await.ok(200);
    assert_eq!(guest.post(&shares, form.clone()).await.problem(403), "forbidden", "a guest lets nobody else in");
    rep.delete(&format!("{shares}/{}", holding["shares"][0]["id"].as_str().unwrap())).await.ok(204);
    assert_eq!(guest.get(&path(&file)).await.problem(404), "not_found");
    rep.post(&shares, form.clone()).await.ok(200);
    guest.get(&path(&file)).await.ok(200);
    puts_back(&rep, &file).await;
    assert_eq!(guest.get(&path(&file)).await.problem(404), "not_found");
    assert_eq!(supervisor.post(&shares, form).await.problem(409), "customer.in_pool");
    let late = json!({ "person_id": guest.id().await, "may_edit": true, "until": until + Days::new(400) });
    let own = rep.enters_a_customer("武汉立方医疗器械有限公司").await;
    let answer = rep.post(&format!("{}/shares", path(&own)), late).await;
    assert_eq!(answer.bad_fields(), [("/until".to_owned(), "share_until".to_owned())]);
}

/// CRM-10: back into the pool after [30] days without a follow-up, after a warning.
#[actix_web::test]
async fn nobody_s_follow_up_brings_a_customer_back_into_the_pool_after_a_warning() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    let (idle, kept) = (rep.enters_a_customer(NAME).await, rep.enters_a_customer("武汉立方医疗器械有限公司").await);
    let key = json!({ "name": "南京长江门窗有限公司", "kind": "company", "tier": "a" });
    let key = rep.post("/customers", key).await.ok(201);
    set_rules(&app, json!({ "exempt_tiers": ["a"] })).await;
    app.later(TimeDelta::days(24));
    app.works().await;
    let rep = app.sign_in("rep").await;
    assert!(!told(&rep).await.contains(&"pool_warning".to_owned()));
    app.later(TimeDelta::days(2));
    app.works().await;
    let rep = app.sign_in("rep").await;
    assert_eq!(told(&rep).await.iter().filter(|kind| *kind == "pool_warning").count(), 1, "one for all of them");
    assert_eq!(rep.get("/customer-pool/standing").await.ok(200)["warned"], 2);
    rep.post(&format!("{}/follow-ups", path(&kept)), json!({ "way": "visit", "content": "量房" })).await.ok(201);
    app.later(TimeDelta::days(6));
    app.works().await;
    let rep = app.sign_in("rep").await;
    assert_eq!(rep.get(&path(&idle)).await.problem(404), "not_found");
    for file in [&kept, &key] {
        rep.get(&path(file)).await.ok(200);
    }
    assert!(told(&rep).await.contains(&"pooled".to_owned()));
    assert_eq!(claims(&rep, &idle).await.problem(409), "customer.cooling");
    let moves = app.sign_in("supervisor").await.get(&format!("{}/holding", path(&idle))).await.ok(200);
    assert_eq!((moves["moves"][0]["kind"].clone(), moves["moves"][0]["by"].clone()), (json!("lost"), Value::Null));
}

#[actix_web::test]
async fn the_rules_are_the_director_s_and_warn_before_they_take() {
    let app = App::start().await;
    assert_eq!(app.sign_in("rep").await.get("/customer-pool/rules").await.problem(403), "forbidden");
    let director = app.sign_in("director").await;
    let now = director.get("/customer-pool/rules").await.ok(200);
    let mut rules = now["rules"].clone();
    rules["warn_days"] = json!(30);
    let late = director.put("/customer-pool/rules", &now["version"], rules).await;
    assert_eq!(late.bad_fields(), [("/warn_days".to_owned(), "pool_warned_late".to_owned())]);
}
