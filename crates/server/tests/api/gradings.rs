//! KPI-13: rounds of grading from the draft to nine grades.

use crate::support::{App, User};
use chrono::{Datelike, Months, NaiveDate, TimeDelta};
use contract::kpi::rule_book::RuleBook;
use engines::calendar::local_date;
use platform::db::Door;
use rust_decimal::Decimal;
use serde_json::{Value, json};

/// Candidates of the rounds below, and what they bring: unrelated college and 3 years; related bachelor and 4; unrelated college and 4.
const CANDIDATES: [&str; 3] = ["rep", "rep2", "rep3"];
const RATERS: [(&str, &[(&str, u32)]); 3] = [
    ("leadership", &[("gm", 80), ("director", 90), ("sales.manager", 100)]),
    ("fellows", &[("rep", 80), ("rep2", 80), ("rep3", 80), ("supervisor", 80)]),
    ("staff", &[("agent", 70), ("agent2", 80), ("specialist", 90)]),
];

fn first_of_next_month(app: &App) -> NaiveDate {
    local_date(app.state.clock.now(), 480).with_day(1).unwrap() + Months::new(1)
}

/// So many percent of each item.
fn sheet(percent: u32) -> Vec<String> {
    RuleBook::default().grading.items.iter().map(|most| (Decimal::from(most * percent) / Decimal::ONE_HUNDRED).to_string()).collect()
}

pub struct Round {
    pub path: String,
    /// By user name.
    pub candidates: Vec<(&'static str, String)>,
}

impl Round {
    pub async fn told(&self, user: &User) -> Value {
        user.get(&self.path).await.ok(200)
    }

    async fn act(&self, user: &User, body: Value) -> crate::support::Answer {
        let version = self.told(user).await["version"].clone();
        user.act(&format!("{}/transitions", self.path), &version, body).await
    }

    fn id(&self, username: &str) -> &str {
        &self.candidates.iter().find(|(known, _)| *known == username).unwrap().1
    }

    async fn mark(&self, user: &User, candidate: &str, percent: u32) -> crate::support::Answer {
        let body = json!({ "candidate_id": self.id(candidate), "items": sheet(percent) });
        user.post(&format!("{}/review-sheets", self.path), body).await
    }

    async fn visit(&self, hr: &User, candidate: &str, customer: &str, percent: u32) {
        let body = json!({ "candidate_id": self.id(candidate), "customer": customer, "visited_on": "2026-11-20", "items": sheet(percent) });
        hr.post(&format!("{}/review-sheets", self.path), body).await.ok(200);
    }
}

/// A round in review, with exam marks 90, 86 and 90.
pub async fn in_review(app: &App) -> Round {
    let hr = app.sign_in("hr").await;
    let mut people = Vec::new();
    for username in CANDIDATES {
        people.push((username, app.sign_in(username).await.id().await));
    }
    let mut raters = Vec::new();
    for (group, members) in RATERS {
        for (username, _) in members {
            raters.push(json!({ "group": group, "person_id": app.sign_in(username).await.id().await }));
        }
    }
    let from_month = first_of_next_month(app).format("%Y-%m").to_string();
    let mut form = json!({ "name": "客户经理级别评定", "from_month": from_month, "candidates": people.iter().map(|(_, id)| id).collect::<Vec<_>>(), "raters": raters });
    let draft = hr.post("/kpi/gradings", form.clone()).await.ok(201);
    let path = format!("/kpi/gradings/{}", draft["id"].as_str().unwrap());
    form["name"] = json!("年度客户经理级别评定");
    assert_eq!(hr.put(&path, &draft["version"], form).await.ok(200)["name"], "年度客户经理级别评定");
    let candidate = |person: &str| {
        let all = draft["candidates"].as_array().unwrap();
        all.iter().find(|one| one["person"]["id"] == person).unwrap()["id"].as_str().unwrap().to_owned()
    };
    let round = Round { path, candidates: people.iter().map(|(username, id)| (*username, candidate(id))).collect() };
    round.act(&hr, json!({ "act": "open" })).await.ok(200);
    let marks: Vec<Value> = [("rep", "90"), ("rep2", "86"), ("rep3", "90")]
        .map(|(username, mark)| json!({ "candidate_id": round.id(username), "mark": mark }))
        .into();
    hr.post(&format!("{}/exam-marks", round.path), json!({ "marks": marks })).await.ok(200);
    round.act(&hr, json!({ "act": "begin_marking" })).await.ok(200);
    round
}

/// Everybody has marked everybody: 90, 80, 80 and 85 on average.
async fn all_marked(app: &App, round: &Round) {
    for (_, members) in RATERS {
        for (username, percent) in members {
            let user = app.sign_in(username).await;
            for candidate in CANDIDATES.iter().filter(|candidate| *candidate != username) {
                round.mark(&user, candidate, *percent).await.ok(200);
            }
        }
    }
    let hr = app.sign_in("hr").await;
    for candidate in CANDIDATES {
        for n in 0..10 {
            let percent = [60, 100].get(n).copied().unwrap_or(85);
            round.visit(&hr, candidate, &format!("客户{n}"), percent).await;
        }
    }
}

/// A round that became final; gives the month from which its grades count.
pub async fn finished(app: &App) -> String {
    let round = in_review(app).await;
    all_marked(app, &round).await;
    let hr = app.sign_in("hr").await;
    round.act(&hr, json!({ "act": "rank" })).await.ok(200);
    round.act(&hr, json!({ "act": "publish" })).await.ok(200);
    app.later(TimeDelta::days(4));
    let door = Door::of_system(app.state.clone(), "test");
    assert_eq!(kpi::gradings::watch(&door).await.unwrap(), (1, 0));
    let hr = app.sign_in("hr").await;
    let told = round.told(&hr).await;
    assert_eq!(told["status"], "final");
    told["from_month"].as_str().unwrap().to_owned()
}

fn standing(told: &Value) -> Vec<(String, Value, String, String)> {
    let text = |one: &Value| one.as_str().unwrap_or("-").to_owned();
    let row = |one: &Value| (text(&one["person"]["name"]), one["place"].clone(), text(&one["total"]), text(&one["grade"]));
    told["candidates"].as_array().unwrap().iter().map(row).collect()
}

fn row(name: &str, place: i64, total: &str, grade: &str) -> (String, Value, String, String) {
    (name.to_owned(), json!(place), total.to_owned(), grade.to_owned())
}

#[actix_web::test]
async fn kpi_13_a_round_goes_from_the_draft_to_a_published_ranking_and_its_recheck() {
    let app = App::start().await;
    let round = in_review(&app).await;
    let (hr, rep, gm) = (app.sign_in("hr").await, app.sign_in("rep").await, app.sign_in("gm").await);
    assert_eq!(gm.inbox().await.iter().filter(|task| task["kind"] == "grading").count(), 1);
    assert_eq!(round.act(&hr, json!({ "act": "rank" })).await.problem(409), "grading.gaps");
    let gaps = round.told(&hr).await["candidates"][0]["detail"]["gaps"].clone();
    assert_eq!(gaps, json!(["leadership", "fellows", "staff", "customers"]));

    // A rater marks everybody but themselves, and learns nothing of the others' marks.
    assert_eq!(round.mark(&rep, "rep", 80).await.problem(409), "grading.self");
    let mut above = sheet(80);
    above[6] = "5".to_owned();
    let body = json!({ "candidate_id": round.id("rep2"), "items": above });
    let told = gm.post(&format!("{}/review-sheets", round.path), body).await.bad_fields();
    assert_eq!(told, [("/items/6".to_owned(), "item_range".to_owned())]);
    let visit = json!({ "candidate_id": round.id("rep2"), "customer": "甲", "visited_on": "2026-11-20", "items": sheet(80) });
    assert_eq!(gm.post(&format!("{}/review-sheets", round.path), visit).await.problem(403), "forbidden");
    all_marked(&app, &round).await;
    assert_eq!(gm.inbox().await.iter().filter(|task| task["kind"] == "grading").count(), 0, "marked all");
    let seen = round.told(&gm).await;
    assert_eq!(
        (&seen["candidates"][0]["detail"], &seen["candidates"][0]["total"], &seen["raters"]),
        (&Value::Null, &Value::Null, &json!([]))
    );
    assert_eq!(seen["candidates"][0]["mine"][0], "8");
    let outsider = app.sign_in("agent").await;
    round.act(&hr, json!({ "act": "rank" })).await.ok(200);
    assert_eq!(outsider.get(&round.path).await.problem(404), "not_found", "a ranking that is not published does not exist");

    // 12 + 5 + 36 + 25.1; 15 + 6 + 34.4 + 25.1; 12 + 6 + 36 + 25.1: the second is a rural manager and cannot rise beyond a.
    let ranking =
        [row("周子航", 1, "80.5", "intermediate_a"), row("许佳宁", 2, "79.1", "intermediate_b"), row("林晓", 3, "78.1", "intermediate_b")];
    let published = round.act(&hr, json!({ "act": "publish" })).await.ok(200);
    assert_eq!(standing(&published), ranking);
    assert_eq!(standing(&round.told(&outsider).await), ranking, "published to everybody");
    assert_eq!(round.told(&outsider).await["candidates"][0]["detail"], Value::Null);
    let own = round.told(&rep).await;
    let detail = &own["candidates"][2]["detail"];
    assert_eq!((&detail["education_points"], &detail["years_points"], &detail["exam_points"]), (&json!("12"), &json!("5"), &json!("36")));
    let points: Vec<&str> = detail["groups"].as_array().unwrap().iter().map(|one| one["points"].as_str().unwrap()).collect();
    assert_eq!(points, ["5.4", "3.2", "8", "8.5"]);
    assert_eq!(own["candidates"][0]["detail"], Value::Null, "of others the ranking only");

    // An objection within three days is answered by somebody who neither ranked nor published.
    assert_eq!(own["actions"], json!(["object"]));
    round.act(&rep, json!({ "act": "object", "reason": "考试成绩应为 95 分" })).await.ok(200);
    assert_eq!(round.act(&rep, json!({ "act": "object", "reason": "再问一次" })).await.problem(409), "grading.objected");
    let correction = json!({ "act": "correct", "candidate_id": round.id("rep"), "answer": "试卷第 12 题漏计，更正为 95 分", "exam": "95" });
    assert_eq!(round.act(&hr, correction.clone()).await.problem(409), "grading.same_hands");
    let director = app.sign_in("director").await;
    assert!(director.inbox().await.iter().any(|task| task["kind"] == "grading"));
    let corrected = round.act(&director, correction).await.ok(200);
    let ranking =
        [row("周子航", 1, "80.5", "intermediate_a"), row("林晓", 2, "80.1", "intermediate_a"), row("许佳宁", 3, "79.1", "intermediate_b")];
    assert_eq!(standing(&corrected), ranking);
    let objection = &round.told(&rep).await["candidates"][1]["objection"];
    assert_eq!((&objection["total_before"], &objection["place_before"]), (&json!("78.1"), &json!(3)));

    app.later(TimeDelta::days(4));
    let door = Door::of_system(app.state.clone(), "test");
    assert_eq!(kpi::gradings::watch(&door).await.unwrap(), (1, 0));
    let rep = app.sign_in("rep").await;
    assert_eq!(round.act(&rep, json!({ "act": "object", "reason": "太晚" })).await.problem(409), "grading.not_now");
    let audit = app.sign_in("auditor").await.get("/audit?limit=200").await.ok(200).to_string();
    assert!(!audit.contains("客户3") && audit.contains("•••"), "who gave which marks is in no log");
}

#[actix_web::test]
async fn kpi_13_a_grade_needs_its_certificate_within_three_years() {
    let app = App::start().await;
    let month = finished(&app).await;
    let from: NaiveDate = format!("{month}-01").parse().unwrap();
    app.later(from - local_date(app.state.clock.now(), 480) + TimeDelta::days(1));
    let hr = app.sign_in("hr").await;
    let of = |list: &Value, name: &str| list["items"].as_array().unwrap().iter().find(|one| one["person"]["name"] == name).unwrap().clone();
    let listed = of(&hr.get("/kpi/account-managers").await.ok(200), "林晓");
    let due = from + Months::new(36);
    assert_eq!(
        (&listed["grade"], &listed["certificate_due_on"], &listed["lapsed"]),
        (&json!("intermediate_b"), &json!(due), &json!(false))
    );
    assert_eq!(app.sign_in("rep").await.get("/kpi/account-managers").await.problem(403), "forbidden");

    let door = Door::of_system(app.state.clone(), "test");
    app.later(due - local_date(app.state.clock.now(), 480) - TimeDelta::days(60));
    assert_eq!(kpi::gradings::watch(&door).await.unwrap(), (0, 3));
    assert_eq!(kpi::gradings::watch(&door).await.unwrap(), (0, 0), "once");
    let inbox = app.sign_in("rep").await.inbox().await;
    let task = inbox.iter().find(|task| task["kind"] == "grading").unwrap();
    assert!(task["title"].as_str().unwrap().contains("中级"), "{task}");
    app.later(TimeDelta::days(70));
    assert_eq!(kpi::gradings::watch(&door).await.unwrap(), (0, 3), "once more after the day");
    let hr = app.sign_in("hr").await;
    assert_eq!(of(&hr.get("/kpi/account-managers").await.ok(200), "林晓")["lapsed"], true);
}

#[actix_web::test]
async fn kpi_13_the_rules_are_the_companys_and_a_round_keeps_its_own() {
    let app = App::start().await;
    let round = in_review(&app).await;
    let (hr, rep) = (app.sign_in("hr").await, app.sign_in("rep").await);
    let book = hr.get("/kpi/rule-book").await.ok(200);
    assert_eq!((&book["version"]["id"], &book["editable"]), (&Value::Null, &json!(true)));
    let next = first_of_next_month(&app).format("%Y-%m").to_string();
    let with = |from: &str, change: &dyn Fn(&mut Value)| {
        let mut changed = book["book"].clone();
        change(&mut changed);
        json!({ "from_month": from, "book": changed, "note": "董事会 2026 年第 4 次决议" })
    };
    let same = |_: &mut Value| {};
    assert_eq!(rep.post("/kpi/rule-book", with(&next, &same)).await.problem(403), "forbidden");
    assert_eq!(hr.post("/kpi/rule-book", with("2020-01", &same)).await.bad_fields(), [("/from_month".to_owned(), "date_past".to_owned())]);
    let told = hr.post("/kpi/rule-book", with(&next, &|book| book["grading"]["exam_percent"] = json!("41"))).await.bad_fields();
    assert_eq!(told, [("/book/grading/exam_percent".to_owned(), "grading_not_100".to_owned())]);
    hr.post("/kpi/rule-book", with(&next, &|book| book["pay"]["regular_post"] = json!("700"))).await.ok(200);
    assert_eq!(hr.get("/kpi/rule-book").await.ok(200)["book"]["pay"]["regular_post"], "650", "this month stays");
    let later = hr.get(&format!("/kpi/rule-book?month={next}")).await.ok(200);
    assert_eq!((&later["book"]["pay"]["regular_post"], later["versions"].as_array().unwrap().len()), (&json!("700"), 2));
    hr.post("/kpi/rule-book", with(&next, &|book| book["grading"]["customers_least"] = json!(20))).await.ok(200);
    assert_eq!(round.told(&hr).await["rules"]["customers_least"], 10, "what was begun goes on as it began");
}
