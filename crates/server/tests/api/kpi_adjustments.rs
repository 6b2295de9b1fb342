//! KPI-07: an adjustment of a calibration is proposed by one and confirmed by another.

use crate::kpi_cycles::{closed, cycle, day, goes_to};
use crate::support::{App, User};
use chrono::Days;
use serde_json::{Value, json};

fn row(sheet: &Value, person: &str) -> Value {
    sheet["rows"].as_array().unwrap().iter().find(|row| row["person"]["id"] == person).cloned().unwrap()
}

/// The proposal that waits.
fn waiting(sheet: &Value, person: &str) -> Value {
    let row = row(sheet, person);
    row["adjustments"].as_array().unwrap().iter().find(|one| one["status"] == "waiting").cloned().unwrap_or_default()
}

/// One proposes, the other confirms; the calibration afterwards.
pub async fn propose_and_confirm(one: &User, other: &User, adjusting: &str, new: Value) -> Value {
    let person = new["person_id"].as_str().unwrap().to_owned();
    let proposed = waiting(&one.post(adjusting, new).await.ok(200), &person);
    let acts = format!("{adjusting}/{}/transitions", proposed["id"].as_str().unwrap());
    other.act(&acts, &proposed["version"], json!({ "act": "confirm" })).await.ok(200)
}

#[actix_web::test]
async fn kpi_07_an_adjustment_counts_once_a_second_person_confirms_it() {
    let app = App::start().await;
    let (me, month) = closed(&app).await;
    let (director, hr) = (app.sign_in("director").await, app.sign_in("hr").await);
    let (sheet, adjusting) = (format!("/kpi/months/{month}/calibration"), format!("/kpi/months/{month}/adjustments"));
    let before = row(&director.get(&sheet).await.ok(200), &me);
    let new = |score: &str| json!({ "person_id": me, "score": score, "reason": "协助展会，未计入" });
    let told = director.post(&adjusting, new("66.6")).await.ok(200);
    let proposed = waiting(&told, &me);
    assert_eq!((&row(&told, &me)["score"], &told["waiting"], &told["publishable"]), (&before["score"], &json!(1), &json!(false)));
    assert_eq!((&proposed["before"], &proposed["after"], &proposed["actions"]), (&before["computed"], &json!("66.6"), &json!([])));
    assert_eq!(row(&told, &me)["adjustable"], false, "one at a time");
    assert_eq!(director.post(&adjusting, new("70")).await.problem(409), "kpi_adjustment.waits");
    let acts = format!("{adjusting}/{}/transitions", proposed["id"].as_str().unwrap());
    let confirm = json!({ "act": "confirm" });
    assert_eq!(director.act(&acts, &proposed["version"], confirm.clone()).await.problem(409), "kpi_adjustment.two");
    assert_eq!(app.sign_in("rep").await.act(&acts, &proposed["version"], confirm.clone()).await.problem(403), "forbidden");
    let publication = format!("/kpi/months/{month}/publication");
    assert_eq!(director.post(&publication, json!({})).await.problem(409), "result.adjustments_wait");

    let seen = waiting(&hr.get(&sheet).await.ok(200), &me);
    assert_eq!(seen["actions"], json!(["confirm", "refuse"]));
    let nothing = hr.act(&acts, &seen["version"], json!({ "act": "refuse", "reason": " " })).await;
    assert_eq!(nothing.bad_fields(), [("/reason".to_owned(), "required".to_owned())]);
    let refused = hr.act(&acts, &seen["version"], json!({ "act": "refuse", "reason": "依据不足" })).await.ok(200);
    let entry = row(&refused, &me)["adjustments"][0].clone();
    assert_eq!(
        (&entry["status"], &entry["refusal"], &row(&refused, &me)["score"]),
        (&json!("refused"), &json!("依据不足"), &before["score"])
    );
    assert_eq!(hr.act(&acts, &entry["version"], confirm).await.problem(409), "kpi_adjustment.not_now");

    let confirmed = propose_and_confirm(&director, &hr, &adjusting, new("65.5")).await;
    let now = row(&confirmed, &me);
    assert_eq!((&now["score"], &now["computed"], &confirmed["waiting"]), (&json!("65.5"), &before["computed"], &json!(0)));
    assert_eq!(now["adjustments"][1]["before"], before["computed"], "what was refused is not counted on");
    director.post(&publication, json!({})).await.ok(200);
    let told = app.sign_in("rep").await.get(&format!("/kpi/scores/{me}/{month}")).await.ok(200);
    let (by, confirmed) = (&told["adjustment"]["by"]["name"], &told["adjustment"]["confirmed_by"]["name"]);
    assert_eq!((&told["score"], by, confirmed), (&json!("65.5"), &json!("程思源"), &json!("罗敏")));
}

#[actix_web::test]
async fn kpi_07_what_nobody_confirmed_lapses_when_the_clock_publishes() {
    let app = App::start().await;
    let (me, month) = closed(&app).await;
    let (director, adjusting) = (app.sign_in("director").await, format!("/kpi/months/{month}/adjustments"));
    let told = director.post(&adjusting, json!({ "person_id": me, "score": "66.6", "reason": "协助展会" })).await.ok(200);
    let computed = row(&told, &me)["computed"].clone();
    goes_to(&app, day(&cycle(&director, &month).await["calibrated_until"]) + Days::new(1));
    app.works().await;
    let director = app.sign_in("director").await;
    let sheet = director.get(&format!("/kpi/months/{month}/calibration")).await.ok(200);
    let now = row(&sheet, &me);
    assert_eq!((&now["result"], &now["score"], &now["adjustments"][0]["status"]), (&json!("published"), &computed, &json!("lapsed")));
}

/// KPI-02: a new customer counts once a reviewer approved the file; of two that were entered, one.
#[actix_web::test]
async fn kpi_02_a_new_customer_counts_once_the_file_is_approved() {
    let app = App::start().await;
    let (rep, supervisor) = (app.sign_in("rep").await, app.sign_in("supervisor").await);
    let won = rep.enters_a_customer("成都嘉业文化传播有限公司").await;
    rep.enters_a_customer("成都远航装饰工程有限公司").await;
    let reviews = format!("/customers/{}/reviews", won["id"].as_str().unwrap());
    supervisor.act(&reviews, &won["version"], json!({ "verdict": "approve" })).await.ok(200);
    let month = engines::calendar::local_date(app.state.clock.now(), 480).format("%Y-%m").to_string();
    let told = app.sign_in("director").await.get(&format!("/kpi/inputs?month={month}")).await.ok(200);
    let person = told["people"].as_array().unwrap().iter().find(|one| one["person"]["name"] == "林晓").cloned().unwrap();
    let sum = |source: &str| person["own"].as_array().unwrap().iter().find(|one| one["source"] == source).cloned().unwrap();
    assert_eq!((&sum("customer.new")["count"], &sum("customer.completeness")["count"]), (&json!(1), &json!(2)));
}
