//! Which rules were not kept, by whom, how often; each miss leads to its record.

use crate::support::{App, User};
use chrono::TimeDelta;
use engines::calendar::local_date;
use serde_json::{Value, json};

/// A promise to a customer for today that nobody keeps, seen four days later; gives the month in which it fell due.
async fn breaks_a_promise(app: &App) -> (String, Value) {
    let rep = app.sign_in("rep").await;
    let customer = rep.enters_a_customer("成都嘉业文化传播有限公司").await;
    let today = local_date(app.state.clock.now(), 480);
    let promise = json!({ "way": "phone", "content": "谈软装", "next_on": today, "next_step": "报价" });
    rep.post(&format!("/customers/{}/follow-ups", customer["id"].as_str().unwrap()), promise).await.ok(201);
    app.later(TimeDelta::days(4));
    (today.format("%Y-%m").to_string(), customer)
}

fn rule<'a>(report: &'a Value, key: &str) -> Option<&'a Value> {
    report["rules"].as_array().unwrap().iter().find(|rule| rule["rule"] == key)
}

async fn report(user: &User, month: &str) -> Value {
    user.get(&format!("/kpi/compliance?month={month}")).await.ok(200)
}

#[actix_web::test]
async fn a_promise_that_was_not_kept_is_in_the_directors_report() {
    let app = App::start().await;
    let (month, customer) = breaks_a_promise(&app).await;
    let (director, rep) = (app.sign_in("director").await, app.sign_in("rep").await);
    let told = report(&director, &month).await;
    let kept = rule(&told, "follow_up.kept").unwrap();
    assert_eq!(
        (&kept["of"], &kept["missed"], &kept["people"], &kept["label"]),
        (&json!(1), &json!(1), &json!(1), &json!("跟进计划兑现率"))
    );
    let me = rep.id().await;
    let person = told["people"].as_array().unwrap().iter().find(|one| one["person"]["id"] == *me).unwrap();
    assert!(person["rules"].as_array().unwrap().iter().any(|one| one["rule"] == "follow_up.kept" && one["missed"] == 1), "{person}");

    let misses = director.get(&format!("/kpi/compliance/misses?month={month}&rule=follow_up.kept&person={me}")).await.ok(200);
    assert_eq!((&misses["total"], &misses["items"][0]["record"]["subject"]["id"]), (&json!(1), &customer["id"]));
    assert_eq!(misses["items"][0]["record"]["note"], "到期未跟进");
    let wrong = director.get(&format!("/kpi/compliance/misses?month={month}&rule=luck")).await;
    assert_eq!(wrong.bad_fields(), [("/rule".to_owned(), "word_unknown".to_owned())]);
}

#[actix_web::test]
async fn one_sees_the_misses_of_whose_scores_one_sees() {
    let app = App::start().await;
    let (month, _) = breaks_a_promise(&app).await;
    let (rep, other, hr) = (app.sign_in("rep").await, app.sign_in("rep2").await, app.sign_in("hr").await);
    assert_eq!(rule(&report(&rep, &month).await, "follow_up.kept").unwrap()["missed"], 1, "their own");
    assert_eq!(report(&other, &month).await["people"], json!([]));
    let me = rep.id().await;
    let answer = other.get(&format!("/kpi/compliance/misses?month={month}&person={me}")).await;
    assert_eq!(answer.bad_fields(), [("/person".to_owned(), "person_unknown".to_owned())], "beyond their reach is unknown");
    let of_hr = hr.get(&format!("/kpi/compliance/misses?month={month}&rule=follow_up.kept")).await.ok(200);
    let title = of_hr["items"][0]["record"]["subject"]["title"].as_str().unwrap().to_owned();
    assert!(!title.contains("成都嘉业"), "HR reads scores, not customers: {title}");
}

#[actix_web::test]
async fn a_late_task_and_a_late_hand_over_are_rules_too() {
    let app = App::start().await;
    let (manager, rep) = (app.sign_in("sales.manager").await, app.sign_in("rep").await);
    let due = app.state.clock.now() + TimeDelta::hours(3);
    let task = json!({ "title": "整理样板间照片", "owner_id": rep.id().await, "priority": "normal", "repeat": "never", "due_at": due });
    manager.post("/assignments", task).await.ok(201);
    let month = local_date(due, 480).format("%Y-%m").to_string();
    app.later(TimeDelta::days(4));
    let director = app.sign_in("director").await;
    assert_eq!(rule(&report(&director, &month).await, "assignment.on_time").unwrap()["missed"], 1);
    let facts = director.get("/kpi/facts").await.ok(200);
    let keys: Vec<&str> = facts["facts"].as_array().unwrap().iter().map(|fact| fact["key"].as_str().unwrap()).collect();
    for key in ["hand_over.signed_on_time", "staff.turnover", "campaign.ready_on_time", "complaint.not_reopened"] {
        assert!(keys.contains(&key), "{key} of {keys:?}");
    }
    assert!(rule(&report(&director, &month).await, "staff.turnover").is_none(), "who leaves misses no rule");
}

#[actix_web::test]
async fn the_report_comes_as_csv_xlsx_and_pdf() {
    let app = App::start().await;
    let (month, _) = breaks_a_promise(&app).await;
    let director = app.sign_in("director").await;
    for (ending, begins) in [("csv", &b"\xEF\xBB\xBF"[..]), ("xlsx", b"PK"), ("pdf", b"%PDF-")] {
        let file = director.get(&format!("/kpi/compliance/export.{ending}?month={month}")).await.bytes;
        assert!(file.starts_with(begins), "{ending}");
        if ending == "csv" {
            let text = String::from_utf8_lossy(&file).into_owned();
            assert!(text.contains("跟进计划兑现率") && text.contains("到期未跟进"), "{text}");
        }
    }
}
