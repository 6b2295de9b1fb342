//! KPI-15, KPI-16: graded pay and pay statements.

use crate::gradings::finished;
use crate::support::{App, User};
use chrono::{Datelike, Months, TimeDelta};
use engines::calendar::local_date;
use platform::db::Door;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};

fn this_month(app: &App) -> String {
    local_date(app.state.clock.now(), 480).format("%Y-%m").to_string()
}

/// The fifth of the next month.
fn next_month(app: &App) {
    let today = local_date(app.state.clock.now(), 480);
    app.later(today.with_day(5).unwrap() + Months::new(1) - today);
}

fn yuan(amount: &str) -> Value {
    json!({ "amount": amount, "currency": "CNY" })
}

async fn terms(hr: &User, person: &str, month: &str, basic: &str, performance: &str) {
    let body =
        json!({ "person_id": person, "from_month": month, "basic": yuan(basic), "performance": yuan(performance), "reason": "劳动合同" });
    hr.post("/pay/terms", body).await.ok(200);
}

async fn open(hr: &User, month: &str) -> String {
    format!("/pay/runs/{}", hr.post("/pay/runs", json!({ "month": month })).await.ok(201)["id"].as_str().unwrap())
}

async fn step(app: &App, username: &str, run: &str, act: &str) -> crate::support::Answer {
    let user = app.sign_in(username).await;
    let version = user.get(run).await.ok(200)["version"].clone();
    user.act(&format!("{run}/transitions"), &version, json!({ "act": act, "reason": "再核一次" })).await
}

async fn locked(app: &App, run: &str) {
    for (username, act) in [("finance", "check"), ("director", "approve"), ("hr", "lock")] {
        step(app, username, run, act).await.ok(200);
    }
}

fn line(person: &str, kind: &str, amount: &str) -> Value {
    json!({ "person_id": person, "kind": kind, "amount": yuan(amount), "reason": "见附件清单" })
}

async fn slip(user: &User, run: &str, person: &str) -> Value {
    let slips = user.get(&format!("{run}/slips")).await.ok(200);
    slips["items"].as_array().unwrap().iter().find(|one| one["person"]["id"] == person).cloned().unwrap_or_default()
}

fn parts(slip: &Value) -> Vec<(String, String)> {
    let text = |one: &Value| one.as_str().unwrap().to_owned();
    slip["parts"].as_array().unwrap().iter().map(|part| (text(&part["kind"]), text(&part["amount"]["amount"]))).collect()
}

fn told(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(kind, amount)| ((*kind).to_owned(), (*amount).to_owned())).collect()
}

#[actix_web::test]
async fn kpi_16_a_month_is_paid_by_the_final_result_and_three_pairs_of_hands() {
    let app = App::start().await;
    let month = this_month(&app);
    let (hr, rep) = (app.sign_in("hr").await, app.sign_in("rep").await.id().await);
    terms(&hr, &rep, &month, "3000", "1000").await;
    let own = json!({ "person_id": hr.id().await, "from_month": month, "basic": yuan("9"), "performance": yuan("9"), "reason": "x" });
    assert_eq!(hr.post("/pay/terms", own).await.problem(409), "pay.own");
    next_month(&app);
    let (hr, director) = (app.sign_in("hr").await, app.sign_in("director").await);
    director.post(&format!("/kpi/months/{month}/publication"), json!({})).await.ok(200);
    let run = open(&hr, &month).await;
    assert_eq!(hr.post("/pay/runs", json!({ "month": month })).await.problem(409), "pay.opened");
    assert_eq!(step(&app, "hr", &run, "check").await.problem(403), "forbidden");
    assert_eq!(step(&app, "finance", &run, "check").await.problem(409), "pay.waits", "an appeal is still possible");
    app.later(TimeDelta::days(4));
    kpi::results::settle(&Door::of_system(app.state.clone(), "test")).await.unwrap();

    // Nothing done is unqualified: 1000 × 0.8. Lines: one is put right, one is taken back.
    let hr = app.sign_in("hr").await;
    let lines = format!("{run}/lines");
    hr.post(&lines, line(&rep, "commission", "880.55")).await.ok(200);
    hr.post(&lines, line(&rep, "deduction", "150.25")).await.ok(200);
    hr.post(&lines, line(&rep, "award", "20")).await.ok(200);
    let award = |slip: &Value| {
        let parts = slip["parts"].as_array().unwrap();
        parts.iter().find(|part| part["kind"] == "award").unwrap()["line"]["id"].clone()
    };
    let first = award(&slip(&hr, &run, &rep).await);
    let mut right = line(&rep, "award", "200");
    right["replaces"] = first.clone();
    hr.post(&lines, right.clone()).await.ok(200);
    assert_eq!(hr.post(&lines, right).await.problem(409), "pay.line_replaced");
    assert_eq!(hr.post(&lines, line(&rep, "commission", "-1")).await.bad_fields(), [("/amount".to_owned(), "money_negative".to_owned())]);
    let expected =
        told(&[("basic", "3000.00"), ("performance", "800.00"), ("commission", "880.55"), ("deduction", "-150.25"), ("award", "200.00")]);
    let one = slip(&hr, &run, &rep).await;
    assert_eq!((parts(&one), &one["total"]["amount"], &one["result"]), (expected.clone(), &json!("4730.30"), &json!("unqualified")));

    // Opened by HR, checked by finance, approved by the director; what is checked stands still.
    let rep_user = app.sign_in("rep").await;
    assert_eq!(rep_user.get("/me/pay-slips").await.ok(200)["items"], json!([]), "not locked yet");
    step(&app, "finance", &run, "check").await.ok(200);
    assert_eq!(app.sign_in("hr").await.post(&lines, line(&rep, "award", "5")).await.problem(409), "pay.not_now");
    step(&app, "director", &run, "give_back").await.ok(200);
    locked(&app, &run).await;
    assert_eq!(step(&app, "hr", &run, "lock").await.problem(409), "pay.not_now");

    // Each sees their own only.
    let rep_user = app.sign_in("rep").await;
    let own = rep_user.get("/me/pay-slips").await.ok(200);
    assert_eq!((own["items"].as_array().unwrap().len(), parts(&own["items"][0])), (1, expected));
    let pdf = format!("{run}/slips/{rep}/slip.pdf");
    assert!(rep_user.get(&pdf).await.bytes.starts_with(b"%PDF"));
    let other = app.sign_in("rep2").await;
    assert_eq!(other.get(&pdf).await.problem(404), "not_found");
    assert_eq!(other.get("/me/pay-slips").await.ok(200)["items"], json!([]));
    for path in [run.clone(), format!("{run}/slips"), "/pay/runs".to_owned(), "/pay/terms".to_owned(), format!("{run}/export.xlsx")] {
        assert_eq!(other.get(&path).await.problem(403), "forbidden", "{path}");
    }
    let sheet = app.sign_in("finance").await.get(&format!("{run}/export.xlsx")).await;
    let sheets = sheets::read(&sheet.bytes, &sheets::Limits::default()).unwrap();
    let text = format!("{sheets:?}");
    assert!(text.contains("林晓") && text.contains("4730.3"), "{text}");
    nothing_shows(&app).await;

    // What is locked is put right by a further line of a later month.
    let (hr, next) = (app.sign_in("hr").await, this_month(&app));
    let later = open(&hr, &next).await;
    let lines = format!("{later}/lines");
    let correction =
        |of: &str| json!({ "person_id": rep, "kind": "correction", "amount": yuan("-30.05"), "for_month": of, "reason": "多计一单提成" });
    assert_eq!(hr.post(&lines, correction(&next)).await.bad_fields(), [("/for_month".to_owned(), "pay_not_locked".to_owned())]);
    hr.post(&lines, correction(&month)).await.ok(200);
    let one = slip(&hr, &later, &rep).await;
    assert_eq!(one["total"]["amount"], "3969.95", "3000 + 1000 × 1 without a final result − 30.05");
    assert_eq!(app.sign_in("rep").await.get("/me/pay-slips").await.ok(200)["items"][0]["total"]["amount"], "4730.30");
}

/// Whether `amount` stands in `text` as a figure of its own, not as a part of an id or of an instant.
fn tells(text: &str, amount: &str) -> bool {
    text.match_indices(amount).any(|(at, _)| {
        let before = text[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '.');
        let after = text[at + amount.len()..].chars().next().is_some_and(|c| c.is_alphanumeric() || c == '-');
        !before && !after
    })
}

/// No amount stands in events, audit log, kept answers or the tables themselves.
async fn nothing_shows(app: &App) {
    assert!(tells(r#"{"n":"3000.00"}"#, "3000") && tells("-150.25", "150.25"));
    assert!(!tells("T09:57:19.300013+00:00", "3000") && !tells("01a2-3000-9cab", "3000"));
    let conn = app.state.database.reader().conn();
    for (table, column) in [
        ("event", "data"),
        ("audit_entry", "changes"),
        ("idempotency", "reply"),
        ("pay_term", "sealed"),
        ("pay_line", "sealed"),
        ("pay_slip", "sealed"),
        ("task", "title"),
        ("notification", "title"),
    ] {
        let rows =
            conn.query_all_raw(Statement::from_string(conn.get_database_backend(), format!("SELECT {column} FROM {table}"))).await.unwrap();
        for row in rows {
            let text: String = row.try_get_by_index(0).unwrap();
            for amount in ["3000", "880.55", "4730", "150.25"] {
                assert!(!tells(&text, amount), "{table}: {text}");
            }
        }
    }
}

#[actix_web::test]
async fn kpi_15_a_grade_brings_post_pay_and_a_benefit_base() {
    let app = App::start().await;
    let month = finished(&app).await;
    while this_month(&app) < month {
        next_month(&app);
    }
    let (hr, rep) = (app.sign_in("hr").await, app.sign_in("rep").await.id().await);
    terms(&hr, &rep, &month, "3000", "1000").await;
    let run = open(&hr, &month).await;
    let one = slip(&hr, &run, &rep).await;
    // Regular staff, intermediate b: 650 + 100; (1000 + 800 × 1.30) × 1.
    let expected = told(&[("basic", "3000.00"), ("post_pay", "750.00"), ("performance", "2040.00")]);
    assert_eq!((parts(&one), &one["grade"], &one["total"]["amount"]), (expected, &json!("intermediate_b"), &json!("5790.00")));
    let listed = hr.get("/pay/terms").await.ok(200);
    let own = listed["items"].as_array().unwrap().iter().find(|one| one["person"]["id"] == rep).unwrap();
    assert_eq!((&own["grade"], &own["now"]["basic"]["amount"]), (&json!("intermediate_b"), &json!("3000.00")));

    // A correction of the tables never reaches a month that is paid.
    locked(&app, &run).await;
    let mut book = hr.get("/kpi/rule-book").await.ok(200)["book"].clone();
    book["pay"]["regular_post"] = json!("900");
    let hr = app.sign_in("hr").await;
    hr.post("/kpi/rule-book", json!({ "from_month": this_month(&app), "book": book, "note": "调整岗位工资" })).await.ok(200);
    assert_eq!(slip(&hr, &run, &rep).await["total"]["amount"], "5790.00");
    let late = json!({ "person_id": rep, "from_month": month, "basic": yuan("1"), "performance": yuan("1"), "reason": "x" });
    assert_eq!(hr.post("/pay/terms", late).await.bad_fields(), [("/from_month".to_owned(), "pay_checked".to_owned())]);
}

#[actix_web::test]
async fn kpi_16_what_a_day_of_leave_costs_is_set_from_a_month_on() {
    let app = App::start().await;
    let (hr, month) = (app.sign_in("hr").await, this_month(&app));
    let rules = |from: &str, percent: u32| {
        let deductions = json!([{ "kind": "personal", "percent": percent }]);
        json!({ "from_month": from, "rules": { "deductions": deductions }, "reason": "按考勤制度" })
    };
    let before = hr.get("/pay/leave-rules").await.ok(200);
    assert_eq!(before["now"]["rules"]["deductions"], json!([{ "kind": "personal", "percent": 100 }]), "unpaid, as the product begins");
    let now = hr.post("/pay/leave-rules", rules(&month, 50)).await.ok(200);
    assert_eq!(now["now"]["rules"]["deductions"][0]["percent"], 50);
    assert_eq!(app.sign_in("rep").await.post("/pay/leave-rules", rules(&month, 0)).await.problem(403), "forbidden");
    let above = hr.post("/pay/leave-rules", rules(&month, 101)).await.bad_fields();
    assert_eq!(above[0].0, "/rules/deductions/0/percent");
}
