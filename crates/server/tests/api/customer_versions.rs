//! CRM-03, CRM-04: a change of key fields waits beside the approved file; every field has its history; the file as it was on a day.

use crate::support::{App, User};
use chrono::{Days, TimeDelta};
use engines::calendar::local_date;
use serde_json::{Value, json};

const NAME: &str = "成都嘉业文化传播有限公司";

fn form(name: &str, tier: &str, need: &str) -> Value {
    json!({ "name": name, "kind": "company", "tier": tier, "city": "成都", "need": need })
}

/// A file of `rep` that the supervisor approved: its path and the file.
async fn approved(rep: &User, supervisor: &User) -> (String, Value) {
    let file = rep.enters_a_customer(NAME).await;
    let path = format!("/customers/{}", file["id"].as_str().unwrap());
    let file = supervisor.act(&format!("{path}/reviews"), &file["version"], json!({ "verdict": "approve" })).await.ok(200);
    (path, file)
}

#[actix_web::test]
async fn the_approved_version_stays_in_force_until_somebody_else_approves_the_change() {
    let app = App::start().await;
    let (rep, supervisor) = (app.sign_in("rep").await, app.sign_in("supervisor").await);
    let (path, file) = approved(&rep, &supervisor).await;
    let file = rep.put(&path, &file["version"], form("成都嘉业实业有限公司", "a", "软装")).await.ok(200);
    assert_eq!((&file["name"], &file["tier"], &file["review"]), (&json!(NAME), &json!("c"), &json!("approved")));
    assert_eq!(file["need"], "软装", "other fields take effect at once");
    let proposal = &file["proposal"];
    assert_eq!(
        (&proposal["status"], &proposal["name"], &proposal["tier"]),
        (&json!("pending"), &json!("成都嘉业实业有限公司"), &json!("a"))
    );
    assert_eq!(proposal["differs"], json!(["name", "tier"]));
    assert!(file["actions"].as_array().unwrap().contains(&json!("withdraw")));
    assert!(!file["actions"].as_array().unwrap().contains(&json!("review")));
    assert!(supervisor.inbox().await.iter().any(|task| task["kind"] == "review" && task["subject"]["id"] == file["id"]));
    let listed = supervisor.get("/customers?filter[proposal]=pending").await.ok(200);
    assert_eq!((&listed["items"][0]["id"], &listed["items"][0]["proposal"]), (&file["id"], &json!("pending")));
    let figures = supervisor.get("/home").await.ok(200);
    assert!(figures["figures"].as_array().unwrap().iter().any(|one| one["key"] == "pending_versions" && one["value"] == 1));

    let seen = supervisor.get(&path).await.ok(200);
    assert!(seen["actions"].as_array().unwrap().contains(&json!("review")));
    let now = supervisor.act(&format!("{path}/reviews"), &seen["version"], json!({ "verdict": "approve" })).await.ok(200);
    assert_eq!((&now["name"], &now["tier"], &now["proposal"]), (&json!("成都嘉业实业有限公司"), &json!("a"), &Value::Null));
    assert!(supervisor.inbox().await.is_empty());
    let found = rep.get("/customers?q=嘉业实业").await.ok(200);
    assert_eq!(found["items"].as_array().unwrap().len(), 1, "found by its new name");
}

#[actix_web::test]
async fn nobody_approves_their_own_change_and_a_newer_one_takes_the_place_of_the_older() {
    let app = App::start().await;
    let (rep, supervisor, manager) = (app.sign_in("rep").await, app.sign_in("supervisor").await, app.sign_in("sales.manager").await);
    let (path, file) = approved(&rep, &supervisor).await;
    let first = rep.put(&path, &file["version"], form(NAME, "b", "整装")).await.ok(200);
    let second = supervisor.put(&path, &first["version"], form(NAME, "a", "整装")).await.ok(200);
    assert_eq!(
        (&second["proposal"]["tier"], &second["proposal"]["proposed_by"]["name"]),
        (&json!("a"), &supervisor_name(&supervisor).await)
    );
    let verdict = json!({ "verdict": "approve" });
    assert_eq!(manager.act(&format!("{path}/reviews"), &first["version"], verdict.clone()).await.problem(412), "stale");
    assert_eq!(supervisor.act(&format!("{path}/reviews"), &second["version"], verdict.clone()).await.problem(409), "customer.own_entry");
    assert_eq!(rep.act(&format!("{path}/withdrawals"), &second["version"], json!({})).await.problem(409), "customer.no_proposal");
    let now = manager.act(&format!("{path}/reviews"), &second["version"], verdict.clone()).await.ok(200);
    assert_eq!(now["tier"], "a");
    assert_eq!(manager.act(&format!("{path}/reviews"), &now["version"], verdict).await.problem(409), "customer.not_pending");
}

async fn supervisor_name(who: &User) -> Value {
    who.get("/me").await.ok(200)["name"].clone()
}

#[actix_web::test]
async fn a_returned_change_goes_back_to_who_proposed_it_and_can_be_given_up() {
    let app = App::start().await;
    let (rep, supervisor) = (app.sign_in("rep").await, app.sign_in("supervisor").await);
    let (path, file) = approved(&rep, &supervisor).await;
    let file = rep.put(&path, &file["version"], form(NAME, "a", "整装")).await.ok(200);
    let back = json!({ "verdict": "return", "remark": "年采购额不到 A 级" });
    let file = supervisor.act(&format!("{path}/reviews"), &file["version"], back).await.ok(200);
    assert_eq!((&file["tier"], &file["review"], &file["proposal"]["status"]), (&json!("c"), &json!("approved"), &json!("returned")));
    assert_eq!(file["proposal"]["remark"], "年采购额不到 A 级");
    assert!(rep.inbox().await.iter().any(|task| task["kind"] == "review"));
    // An edit of something else leaves the returned change where it is.
    let file = rep.put(&path, &file["version"], form(NAME, "c", "软装")).await.ok(200);
    assert_eq!(file["proposal"]["status"], "returned");
    let file = rep.act(&format!("{path}/withdrawals"), &file["version"], json!({})).await.ok(200);
    assert_eq!(file["proposal"], Value::Null);
    assert!(rep.inbox().await.is_empty());
}

#[actix_web::test]
async fn a_credit_code_that_another_file_has_is_not_even_proposed() {
    let app = App::start().await;
    let (rep, supervisor) = (app.sign_in("rep").await, app.sign_in("supervisor").await);
    let (path, file) = approved(&rep, &supervisor).await;
    let other = json!({ "name": "武汉立方医疗器械有限公司", "kind": "company", "tier": "c", "credit_code": "91310115TH3BJ1XG6C" });
    rep.post("/customers", other).await.ok(201);
    let mut taken = form(NAME, "c", "整装");
    taken["credit_code"] = json!("91310115TH3BJ1XG6C");
    assert_eq!(rep.put(&path, &file["version"], taken).await.problem(409), "customer.credit_code_taken");
    assert_eq!(rep.get(&path).await.ok(200)["proposal"], Value::Null);
}

#[actix_web::test]
async fn the_history_tells_who_changed_what_and_no_confidential_value() {
    let app = App::start().await;
    let (rep, supervisor) = (app.sign_in("rep").await, app.sign_in("supervisor").await);
    let (path, file) = approved(&rep, &supervisor).await;
    let contact = json!({ "name": "王经理", "phone": "13900001111" });
    let contact = rep.post(&format!("{path}/contacts"), contact).await.ok(201);
    rep.put(&format!("/contacts/{}", contact["id"].as_str().unwrap()), &contact["version"], json!({ "name": "王总", "post": "采购" }))
        .await
        .ok(200);
    let now = rep.get(&path).await.ok(200);
    assert_ne!(now["version"], file["version"]);
    let mut changed = form(NAME, "a", "软装");
    changed["phone"] = json!("13816610000");
    let now = rep.put(&path, &now["version"], changed).await.ok(200);
    supervisor.act(&format!("{path}/reviews"), &now["version"], json!({ "verdict": "approve" })).await.ok(200);
    let history = supervisor.get(&format!("{path}/history")).await.ok(200);
    for secret in ["13816613186", "13816610000", "13900001111", "138****", "139****"] {
        assert!(!history.to_string().contains(secret), "{secret}");
    }
    let items = history["items"].as_array().unwrap();
    let told = |field: &str| -> Vec<(Value, Value, Value)> {
        let of = |item: &Value| {
            let one = item["changes"].as_array().unwrap().iter().find(|c| c["field"] == field).cloned();
            one.map(|c| (c["old"].clone(), c["new"].clone(), item["person"]["name"].clone()))
        };
        items.iter().filter_map(of).collect()
    };
    let (who, reviewer) = (supervisor_name(&rep).await, supervisor_name(&supervisor).await);
    assert_eq!(told("tier"), [(json!("C"), json!("A"), reviewer.clone()), (Value::Null, json!("C"), who.clone())].map(words));
    assert_eq!(told("need")[0], (json!("整装"), json!("软装"), who.clone()));
    assert_eq!(told("phone_sealed")[0].0, "•••");
    let approval = items.iter().find(|item| item["proposed_by"].is_object()).unwrap();
    assert_eq!((&approval["person"]["name"], &approval["proposed_by"]["name"]), (&reviewer, &who));
    let about = items.iter().find(|item| item["contact"] == "王总" && item["created"] == false).unwrap();
    assert_eq!(about["changes"][0]["old"], "王经理");
    assert_eq!(app.sign_in("rep3").await.get(&format!("{path}/history")).await.problem(404), "not_found");
}

/// A tier as it is called in the answers.
fn words((old, new, who): (Value, Value, Value)) -> (Value, Value, Value) {
    let called = |word: Value| match word.as_str() {
        Some(letter) => json!(locale::find(&format!("words.tier_{}", letter.to_lowercase())).unwrap().text(locale::Language::ZhCn)),
        None => Value::Null,
    };
    (called(old), called(new), who)
}

#[actix_web::test]
async fn a_file_is_shown_as_it_was_at_the_end_of_a_day() {
    let app = App::start().await;
    let (rep, supervisor) = (app.sign_in("rep").await, app.sign_in("supervisor").await);
    let (path, file) = approved(&rep, &supervisor).await;
    let day = local_date(app.state.clock.now(), 480);
    app.later(TimeDelta::days(3));
    let (rep, supervisor) = (app.sign_in("rep").await, app.sign_in("supervisor").await);
    let mut changed = form("成都嘉业实业有限公司", "a", "软装");
    changed["address"] = json!("天府大道 1 号");
    let now = rep.put(&path, &file["version"], changed).await.ok(200);
    supervisor.act(&format!("{path}/reviews"), &now["version"], json!({ "verdict": "approve" })).await.ok(200);
    rep.post(&format!("{path}/contacts"), json!({ "name": "王经理" })).await.ok(201);

    for on in [day, day + Days::new(2)] {
        let then = rep.get(&format!("{path}/past?on={on}")).await.ok(200);
        assert_eq!((&then["name"], &then["tier"], &then["need"]), (&json!(NAME), &json!("c"), &json!("整装")), "{on}");
        assert_eq!((&then["address"], &then["contacts"]), (&Value::Null, &json!([])), "{on}");
        assert_eq!((&then["phone"]["masked"], &then["actions"]), (&json!(true), &json!([])), "{on}");
    }
    let then = rep.get(&format!("{path}/past?on={}", day + Days::new(3))).await.ok(200);
    assert_eq!(
        (&then["name"], &then["tier"], then["contacts"].as_array().unwrap().len()),
        (&json!("成都嘉业实业有限公司"), &json!("a"), 1)
    );

    for (on, code) in [
        ((day - Days::new(1)).to_string(), "past_before_file"),
        ((day + Days::new(4)).to_string(), "past_not_yet"),
        ("gestern".to_owned(), "day_implausible"),
    ] {
        assert_eq!(rep.get(&format!("{path}/past?on={on}")).await.bad_fields(), [("/on".to_owned(), code.to_owned())]);
    }
    // Whoever may not see the file learns nothing of its days either.
    let other = app.sign_in("rep3").await;
    assert_eq!(other.get(&format!("{path}/past?on={day}")).await.problem(404), "not_found");
    assert_eq!(other.get(&format!("{path}/past?on={}", day - Days::new(9))).await.problem(404), "not_found");
}
