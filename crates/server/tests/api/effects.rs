//! KPI-10: what final results come to.

use crate::support::{App, User};
use chrono::{Datelike, Months, TimeDelta};
use engines::calendar::local_date;
use platform::db::Door;
use serde_json::{Value, json};

/// A month in which a representative did nothing, published and final; gives the month.
async fn idle_month(app: &App) -> String {
    let month = local_date(app.state.clock.now(), 480).format("%Y-%m").to_string();
    next_month(app);
    let director = app.sign_in("director").await;
    director.post(&format!("/kpi/months/{month}/publication"), json!({})).await.ok(200);
    app.later(TimeDelta::days(4));
    kpi::results::settle(&Door::of_system(app.state.clone(), "test")).await.unwrap();
    month
}

/// The fifth of the next month: no month is skipped, whatever day the test runs on.
fn next_month(app: &App) {
    let today = local_date(app.state.clock.now(), 480);
    let fifth = today.with_day(5).unwrap() + Months::new(1);
    app.later(fifth - today);
}

async fn row(user: &User, month: &str, person: &str) -> Value {
    let effects = user.get(&format!("/kpi/effects?month={month}")).await.ok(200);
    effects["rows"].as_array().unwrap().iter().find(|row| row["person"]["id"] == person).cloned().unwrap_or_default()
}

#[actix_web::test]
async fn kpi_10_final_results_have_coefficients_and_three_bad_months_are_flagged() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await.id().await;
    let mut last = String::new();
    for n in 1..=3_u32 {
        last = idle_month(&app).await;
        let hr = app.sign_in("hr").await;
        let told = row(&hr, &last, &rep).await;
        assert_eq!((&told["grade"], &told["coefficient"]), (&json!("unqualified"), &json!("0.8")), "{told}");
        assert_eq!((&told["in_a_row"], &told["flagged"]), (&json!(n), &json!(n >= 3)));
        assert_eq!(told["training"], "客户跟进");
        let told = hr.get("/notifications").await.ok(200)["items"].as_array().unwrap().iter().any(|one| one["kind"] == "flagged");
        assert_eq!(told, n >= 3, "the personnel office hears of it");
    }
    let (hr, manager) = (app.sign_in("hr").await, app.sign_in("sales.manager").await);
    let csv = hr.get(&format!("/kpi/effects/export.csv?month={last}")).await;
    let text = String::from_utf8(csv.bytes).unwrap();
    assert!(text.contains("林晓") && text.contains("0.8") && text.contains("连续 3 个月不合格"), "{text}");
    assert_eq!(manager.get("/kpi/effects").await.problem(403), "forbidden");

    let this = local_date(app.state.clock.now(), 480).format("%Y-%m").to_string();
    let rules = |from: &str| {
        let rules =
            json!({ "excellent": "1.5", "good": "1.2", "qualified": "1", "unqualified": "0.5", "in_a_row": 2, "bottom_percent": 20 });
        json!({ "from_month": from, "rules": rules })
    };
    assert_eq!(manager.post("/kpi/effect-rules", rules(&this)).await.problem(403), "forbidden");
    assert_eq!(hr.post("/kpi/effect-rules", rules("2020-01")).await.bad_fields(), [("/from_month".to_owned(), "date_past".to_owned())]);
    hr.post("/kpi/effect-rules", rules(&this)).await.ok(200);
    assert_eq!(row(&hr, &last, &rep).await["coefficient"], "0.8", "an earlier month stays");
    let next = idle_month(&app).await;
    let hr = app.sign_in("hr").await;
    assert_eq!(row(&hr, &next, &rep).await["coefficient"], "0.5");
    let bad = json!({ "from_month": next, "rules": { "excellent": "12", "good": "1", "qualified": "1", "unqualified": "1", "in_a_row": 1, "bottom_percent": 20 } });
    let fields: Vec<String> = hr.post("/kpi/effect-rules", bad).await.bad_fields().into_iter().map(|(pointer, _)| pointer).collect();
    assert_eq!(fields, ["/rules/excellent", "/rules/in_a_row"]);
}

#[actix_web::test]
async fn kpi_10_what_is_not_final_is_not_among_them() {
    let app = App::start().await;
    let month = local_date(app.state.clock.now(), 480).format("%Y-%m").to_string();
    app.later(TimeDelta::days(31));
    let director = app.sign_in("director").await;
    let published = director.post(&format!("/kpi/months/{month}/publication"), json!({})).await.ok(200)["published"].clone();
    let effects = director.get(&format!("/kpi/effects?month={month}")).await.ok(200);
    assert_eq!((&effects["rows"], &effects["waiting"]), (&json!([]), &published));
}
