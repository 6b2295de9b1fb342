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
