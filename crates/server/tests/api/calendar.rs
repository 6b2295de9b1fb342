//! DAY-11: the calendar shows what a person may see, the feed is theirs alone, and every due time follows the company's own days.

use crate::support::{App, User};
use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

fn today(app: &App) -> NaiveDate {
    engines::calendar::local_date(app.state.clock.now(), 480)
}

async fn entries(user: &User, today: NaiveDate, view: &str) -> Vec<Value> {
    let (from, to) = (today - Days::new(10), today + Days::new(40));
    user.get(&format!("/calendar?from={from}&to={to}&view={view}")).await.ok(200)["entries"].as_array().unwrap().clone()
}

fn has(entries: &[Value], kind: &str, id: &Value) -> bool {
    entries.iter().any(|entry| entry["kind"] == kind && entry["subject"]["id"] == *id)
}

/// A customer whose next follow-up is promised for a day.
async fn promised(rep: &User, name: &str, on: NaiveDate) -> Value {
    let customer = rep.enters_a_customer(name).await;
    let talk = json!({ "way": "phone", "content": "谈需求", "next_step": "报价", "next_on": on });
    rep.post(&format!("/customers/{}/follow-ups", customer["id"].as_str().unwrap()), talk).await.ok(201);
    customer
}

#[actix_web::test]
async fn day_11_days_beyond_use_are_refused_at_their_field() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    for (from, to) in [("%2B262142-12-31", "%2B262142-12-31"), ("-262143-01-01", "-262143-01-02"), ("1899-12-31", "1900-01-01")] {
        let bad = rep.get(&format!("/calendar?from={from}&to={to}")).await.bad_fields();
        assert_eq!(bad, [("/from".to_owned(), "day_implausible".to_owned())], "{from}");
    }
    let director = app.sign_in("director").await;
    let late = json!({ "title": "很久以后", "body": "正文", "audience": "all", "until_on": "+262142-12-31" });
    assert_eq!(director.post("/announcements", late).await.bad_fields(), [("/until_on".to_owned(), "day_implausible".to_owned())]);
}

#[actix_web::test]
async fn day_11_a_person_sees_in_the_calendar_what_they_see_elsewhere_and_nothing_more() {
    let app = App::start().await;
    let today = today(&app);
    let rep = app.sign_in("rep").await;
    let customer = promised(&rep, "成都嘉业有限公司", today + Days::new(3)).await;
    let complaint = json!({ "customer_id": customer["id"], "matter": "门板开裂", "category": "quality", "channel": "phone" });
    let case = rep.post("/complaints", complaint).await.ok(201);

    let own = entries(&rep, today, "own").await;
    assert!(has(&own, "follow_up", &customer["id"]) && has(&own, "complaint", &case["id"]), "{own:#?}");
    let of_customer: Vec<&Value> = own.iter().filter(|entry| entry["subject"]["id"] == customer["id"]).collect();
    assert_eq!(of_customer.len(), 1, "the follow-up, not its task once more");
    assert_eq!(of_customer[0]["title"], "成都嘉业有限公司 · 报价");
    let (rep2, supervisor, director) = (app.sign_in("rep2").await, app.sign_in("supervisor").await, app.sign_in("director").await);
    for view in ["own", "team", "centre"] {
        let theirs = entries(&rep2, today, view).await;
        assert!(!has(&theirs, "follow_up", &customer["id"]) && !has(&theirs, "complaint", &case["id"]), "{view}");
    }
    assert!(!has(&entries(&supervisor, today, "own").await, "follow_up", &customer["id"]));
    assert!(has(&entries(&supervisor, today, "team").await, "follow_up", &customer["id"]));
    assert!(has(&entries(&director, today, "centre").await, "follow_up", &customer["id"]));
    let agent = app.sign_in("agent").await;
    assert!(entries(&agent, today, "centre").await.iter().all(|entry| entry["kind"] != "follow_up"));
}

#[actix_web::test]
async fn day_11_holidays_and_make_up_days_are_shown_and_long_spans_refused() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    let days = rep.get("/calendar?from=2026-09-30&to=2026-10-12").await.ok(200)["days"].clone();
    let of = |on: &str| days.as_array().unwrap().iter().find(|day| day["on"] == on).cloned().unwrap();
    assert_eq!((of("2026-10-01")["working"].clone(), of("2026-10-01")["name"].clone()), (json!(false), json!("国庆节")));
    assert_eq!((of("2026-10-10")["working"].clone(), of("2026-10-11")["working"].clone()), (json!(true), json!(false)));
    let named = |pointer: &str, code: &str| vec![(pointer.to_owned(), code.to_owned())];
    for (query, bad) in [
        ("from=2026-01-01&to=2026-12-31", named("/to", "range")),
        ("from=2026-01-02&to=2026-01-01", named("/to", "ends_before_start")),
        ("from=x&to=2026-01-01", named("/from", "type")),
        ("from=2026-01-01&to=2026-01-02&view=all", named("/view", "word_unknown")),
    ] {
        assert_eq!(rep.get(&format!("/calendar?{query}")).await.bad_fields(), bad, "{query}");
    }
}

#[actix_web::test]
async fn day_11_the_feed_has_a_secret_address_that_its_owner_can_end_and_names_no_customer() {
    let app = App::start().await;
    let today = today(&app);
    let rep = app.sign_in("rep").await;
    let customer = promised(&rep, "成都嘉业有限公司", today + Days::new(3)).await;
    assert!(rep.get("/me/calendar-feed").await.ok(200)["created_at"].is_null());
    let made = rep.post("/me/calendar-feed", json!({})).await.ok(200);
    let address = made["path"].as_str().unwrap().to_owned();
    let kept = rep.get("/me/calendar-feed").await.ok(200);
    assert_eq!((&kept["created_at"], &kept["path"]), (&made["created_at"], &Value::Null));
    let fetch = async |address: &str| app.stranger().get(address.strip_prefix("/api/v1").unwrap()).await;
    let feed = fetch(&address).await;
    assert_eq!((feed.status, &feed.headers["content-type"]), (200, &"text/calendar; charset=utf-8".parse().unwrap()));
    let text = String::from_utf8(feed.bytes).unwrap().replace("\r\n ", "");
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    assert!(text.contains(&format!("跟进 · {}", customer["number"].as_str().unwrap())), "{text}");
    assert!(!text.contains("嘉业") && !text.contains("3186"), "{text}");
    assert!(text.contains(&format!("DTSTART;VALUE=DATE:{}", (today + Days::new(3)).format("%Y%m%d"))));
    let rep2 = app.sign_in("rep2").await;
    let theirs = rep2.post("/me/calendar-feed", json!({})).await.ok(200)["path"].as_str().unwrap().to_owned();
    let theirs = String::from_utf8(fetch(&theirs).await.bytes).unwrap();
    assert!(!theirs.contains(customer["number"].as_str().unwrap()));
    assert!(rep.get("/me/calendar-feed").await.ok(200)["last_read_at"].is_string());

    let anew = rep.post("/me/calendar-feed", json!({})).await.ok(200)["path"].as_str().unwrap().to_owned();
    assert_eq!(fetch(&address).await.problem(404), "not_found", "the address before is ended");
    assert_eq!(fetch(&anew).await.status, 200);
    rep.delete("/me/calendar-feed").await.ok(204);
    assert_eq!(fetch(&anew).await.problem(404), "not_found");
    assert_eq!(fetch("/api/v1/calendar-feeds/guess").await.problem(404), "not_found");
}

#[actix_web::test]
async fn day_11_due_times_follow_the_hours_and_days_that_the_company_sets() {
    let app = App::start().await;
    let (hr, rep) = (app.sign_in("hr").await, app.sign_in("rep").await);
    let book = hr.get("/working-calendar?year=2026").await.ok(200);
    assert_eq!((&book["shifts"], &book["may_edit"]), (&json!([{ "from": "09:00", "to": "18:00" }]), &json!(true)));
    assert_eq!(rep.get("/working-calendar").await.ok(200)["may_edit"], false);
    let split = json!({ "shifts": [{ "from": "08:30", "to": "12:00" }, { "from": "13:30", "to": "17:00" }] });
    assert_eq!(rep.put("/working-calendar", &book["version"], split.clone()).await.problem(403), "forbidden");
    let crossed = json!({ "shifts": [{ "from": "09:00", "to": "12:00" }, { "from": "11:00", "to": "17:00" }] });
    hr.put("/working-calendar", &book["version"], crossed).await.bad_fields();
    let book = hr.put("/working-calendar", &book["version"], split.clone()).await.ok(200);
    assert_eq!(hr.put("/working-calendar", &json!(1), split).await.problem(412), "stale");

    let customer = rep.enters_a_customer("成都嘉业有限公司").await;
    let complaint = json!({ "customer_id": customer["id"], "matter": "门板开裂", "category": "quality", "channel": "phone" });
    let case = rep.post("/complaints", complaint.clone()).await.ok(201);
    let due = |case: &Value| {
        let clock = case["clocks"].as_array().unwrap().iter().find(|clock| clock["step"] == "investigate").unwrap().clone();
        chrono::DateTime::parse_from_rfc3339(clock["due_at"].as_str().unwrap()).unwrap().to_utc()
    };
    let ends = (due(&case) + chrono::TimeDelta::hours(8)).format("%H:%M").to_string();
    assert_eq!(ends, "17:00", "a term in days ends with the working day");
    // The day on which it is due becomes a holiday: the next case has a day more.
    let day = engines::calendar::local_date(due(&case), 480);
    let year = day.format("%Y").to_string();
    let mut days = hr.get(&format!("/working-calendar?year={year}")).await.ok(200)["days"].as_array().unwrap().clone();
    days.push(json!({ "on": day, "working": false, "name": "公司庆典" }));
    let path = format!("/working-calendar/years/{year}");
    let now = hr.put(&path, &book["version"], json!({ "days": days })).await.ok(200);
    assert!(now["days"].as_array().unwrap().iter().any(|held| held["name"] == "公司庆典"));
    let next = rep.post("/complaints", complaint).await.ok(201);
    assert!(due(&next) > due(&case), "{} {}", due(&next), due(&case));

    let twice = json!({ "days": [{ "on": "2027-01-01", "working": false, "name": "元旦" }, { "on": "2027-01-01", "working": true, "name": "元旦" }] });
    let bad = hr.put("/working-calendar/years/2027", &now["version"], twice).await.bad_fields();
    assert_eq!(bad, [("/days/1/on".to_owned(), "calendar_day_twice".to_owned())]);
    let emptied = hr.put("/working-calendar/years/2026", &now["version"], json!({ "days": [] })).await.ok(200);
    assert_eq!(emptied["days"], json!([]));
    let loaded = hr.post("/working-calendar/years/2026/statutory", json!({})).await.ok(200);
    assert!(loaded["days"].as_array().unwrap().iter().any(|day| day["on"] == "2026-10-10" && day["working"] == true));
    assert_eq!(hr.post("/working-calendar/years/2031/statutory", json!({})).await.problem(409), "calendar.year_unknown");
    let auditor = app.sign_in("auditor").await;
    let entries = auditor.get("/audit?filter[kind]=calendar").await.ok(200);
    assert!(entries["items"].as_array().unwrap().len() >= 4, "what was changed is on record");
}
