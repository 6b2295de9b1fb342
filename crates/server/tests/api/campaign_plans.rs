//! CMP-01 to 03: what a plan must say, and when it may be carried out.

use crate::campaigns::plan;
use crate::support::App;
use chrono::TimeDelta;
use serde_json::json;

#[actix_web::test]
async fn an_unfinished_plan_is_not_submitted_and_nothing_starts_before_its_day() {
    let app = App::start().await;
    let (specialist, director) = (app.sign_in("specialist").await, app.sign_in("director").await);
    let mut unfinished = plan("20000");
    unfinished["place"] = json!(" ");
    let tomorrow = app.state.clock.now() + TimeDelta::days(1);
    (unfinished["starts_at"], unfinished["ends_at"]) = (json!(tomorrow), json!(tomorrow));
    let campaign = specialist.post("/campaigns", unfinished.clone()).await.ok(201);
    let path = format!("/campaigns/{}", campaign["id"].as_str().unwrap());
    let acts = format!("{path}/transitions");
    assert_eq!(specialist.act(&acts, &campaign["version"], json!({ "act": "submit" })).await.problem(409), "campaign.incomplete");
    unfinished["form"] = json!("online");
    let campaign = specialist.put(&path, &campaign["version"], unfinished).await.ok(200);
    specialist.act(&acts, &campaign["version"], json!({ "act": "submit" })).await.ok(200);
    director.decides(campaign["id"].as_str().unwrap(), "approve", "").await.ok(200);
    let campaign = specialist.prepares(&path).await;
    assert_eq!(specialist.act(&acts, &campaign["version"], json!({ "act": "start" })).await.problem(409), "campaign.too_early");
    app.later(TimeDelta::days(1));
    let specialist = app.sign_in("specialist").await;
    specialist.act(&acts, &campaign["version"], json!({ "act": "start" })).await.ok(200);
}

#[actix_web::test]
async fn a_plan_beyond_the_calendar_names_its_field() {
    let app = App::start().await;
    let specialist = app.sign_in("specialist").await;
    for year in ["+262142", "9999", "-0001", "1999"] {
        for field in ["starts_at", "ends_at"] {
            let mut odd = plan("20000");
            odd["starts_at"] = json!(if year.starts_with('-') || year == "1999" {
                format!("{year}-01-01T00:00:00Z")
            } else {
                "2026-11-28T01:00:00Z".to_owned()
            });
            odd["ends_at"] = odd["starts_at"].clone();
            odd[field] = json!(format!("{year}-12-31T23:59:59Z"));
            let answer = specialist.post("/campaigns", odd).await;
            assert_eq!(answer.status, 422, "{field} {year}: {:#}", answer.json);
        }
    }
    let mut backwards = plan("20000");
    backwards["starts_at"] = json!("2026-11-28T01:00:00Z");
    backwards["ends_at"] = json!("2026-11-27T01:00:00Z");
    let answer = specialist.post("/campaigns", backwards).await;
    assert_eq!(answer.bad_fields(), [("/ends_at".to_owned(), "ends_before_start".to_owned())]);
}

#[actix_web::test]
async fn each_submission_keeps_a_version_and_a_revision_tells_the_signer_what_changed() {
    let app = App::start().await;
    let (specialist, director) = (app.sign_in("specialist").await, app.sign_in("director").await);
    let campaign = specialist.post("/campaigns", plan("20000")).await.ok(201);
    let (id, path) = (campaign["id"].as_str().unwrap(), format!("/campaigns/{}", campaign["id"].as_str().unwrap()));
    let acts = format!("{path}/transitions");
    let drafted = specialist.get(&format!("{path}/versions")).await.ok(200);
    assert_eq!((drafted["items"].as_array().unwrap().len(), &drafted["items"][0]["number"]), (1, &json!(null)));
    specialist.act(&acts, &campaign["version"], json!({ "act": "submit" })).await.ok(200);
    let asked = async || {
        let task = director.inbox().await.into_iter().find(|task| task["kind"] == "approval").unwrap();
        director.get(&format!("/approvals/{}", task["subject"]["id"].as_str().unwrap())).await.ok(200)["snapshot"].to_string()
    };
    assert!(!asked().await.contains("→"), "there is nothing before the first version");
    director.decides(id, "return", "预算过高").await.ok(200);
    let seen = specialist.get(&path).await.ok(200);
    let mut cheaper = plan("15000");
    cheaper["place"] = json!("成都高新区样板间");
    let seen = specialist.put(&path, &seen["version"], cheaper).await.ok(200);
    specialist.act(&acts, &seen["version"], json!({ "act": "submit" })).await.ok(200);
    let told = asked().await;
    assert!(told.contains("成都天府新区样板间 → 成都高新区样板间") && told.contains("20,000") && told.contains("15,000"), "{told}");
    assert!(!told.contains("40 →"), "what is as before is not told: {told}");
    let versions = director.get(&format!("{path}/versions")).await.ok(200);
    let found: Vec<_> = versions["items"].as_array().unwrap().iter().map(|v| (v["number"].clone(), v["changed"].clone())).collect();
    let expected = [(json!(null), json!([])), (json!(2), json!(["place", "budget"])), (json!(1), json!([]))];
    assert_eq!(found, expected);
    assert_eq!(versions["items"][2]["plan"]["budget"]["amount"], "20000.00");
    assert_eq!(app.sign_in("agent").await.get(&format!("{path}/versions")).await.problem(403), "forbidden");
}
