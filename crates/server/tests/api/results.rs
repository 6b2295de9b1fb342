//! KPI-08: a month's results are published, appealed against, answered, and final.

use crate::support::{App, User};
use chrono::{Datelike, TimeDelta};
use engines::calendar::local_date;
use platform::db::Door;
use serde_json::{Value, json};

/// A month later: the month that just was, and the people signed in anew.
async fn next_month(app: &App) -> (String, User, User) {
    let month = local_date(app.state.clock.now(), 480).format("%Y-%m").to_string();
    app.later(TimeDelta::days(31));
    (month, app.sign_in("rep").await, app.sign_in("director").await)
}

async fn settle(app: &App) -> u64 {
    kpi::results::settle(&Door::of_system(app.state.clone(), "test")).await.unwrap()
}

async fn my_result(user: &User, month: &str) -> Value {
    let me = user.get("/me").await.ok(200)["id"].as_str().unwrap().to_owned();
    user.get(&format!("/kpi/scores/{me}/{month}")).await.ok(200)
}

async fn publish(user: &User, month: &str) -> Value {
    user.post(&format!("/kpi/months/{month}/publication"), json!({})).await.ok(200)
}

#[actix_web::test]
async fn kpi_08_only_a_month_that_is_over_is_published_and_only_once() {
    let app = App::start().await;
    let (month, rep, director) = next_month(&app).await;
    let running = local_date(app.state.clock.now(), 480).format("%Y-%m");
    let early = director.post(&format!("/kpi/months/{running}/publication"), json!({})).await;
    assert_eq!(early.problem(409), "result.month_runs");
    assert_eq!(rep.post(&format!("/kpi/months/{month}/publication"), json!({})).await.problem(403), "forbidden");
    assert_eq!(director.get(&format!("/kpi/scores?month={month}")).await.ok(200)["publishable"], true);
    assert!(publish(&director, &month).await["published"].as_i64().unwrap() > 0);
    assert_eq!(publish(&director, &month).await["published"], 0);
    let list = director.get(&format!("/kpi/scores?month={month}")).await.ok(200);
    assert_eq!(list["publishable"], false);
    let rows = list["rows"].as_array().unwrap();
    assert!(rows.iter().filter(|row| !row["score"].is_null()).all(|row| row["result"] == "published"));
    let told = my_result(&rep, &month).await;
    assert_eq!(told["result"]["actions"], json!(["appeal"]));
    assert_eq!(told["result"]["score"], told["score"]);
}

#[actix_web::test]
async fn kpi_08_a_published_score_moves_with_the_records_no_longer_until_an_appeal_is_right() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    let customer = rep.enters_a_customer("成都嘉业文化传播有限公司").await;
    let during = app.state.clock.now();
    let (month, rep, director) = next_month(&app).await;
    publish(&director, &month).await;
    let before = my_result(&rep, &month).await;
    let late = json!({ "way": "phone", "content": "补记上月电话", "occurred_at": during });
    rep.post(&format!("/customers/{}/follow-ups", customer["id"].as_str().unwrap()), late).await.ok(201);
    let after = my_result(&rep, &month).await;
    assert_eq!((&after["score"], &after["hash"], &after["items"]), (&before["score"], &before["hash"], &before["items"]));

    let acts = format!("/kpi/results/{}/transitions", before["result"]["id"].as_str().unwrap());
    let version = &before["result"]["version"];
    let unknown = json!({ "act": "appeal", "reason": "少算", "indicator": "campaign.held" });
    assert_eq!(rep.act(&acts, version, unknown).await.bad_fields(), [("/indicator".to_owned(), "word_unknown".to_owned())]);
    let appeal = json!({ "act": "appeal", "reason": "上月一次电话没有算进去", "indicator": "follow_up.made" });
    assert_eq!(director.act(&acts, version, appeal.clone()).await.problem(409), "result.not_now", "not theirs");
    let appealed = rep.act(&acts, version, appeal).await.ok(200);
    assert_eq!((&appealed["status"], &appealed["actions"]), (&json!("appealed"), &json!([])));
    assert_eq!(settle(&app).await, 0, "an appeal waits for its answer");
    app.later(TimeDelta::days(9));
    let director = app.sign_in("director").await;
    settle(&app).await;
    let task = director.inbox().await.into_iter().find(|task| task["kind"] == "appeal").unwrap();
    assert_eq!(task["subject"]["id"], appealed["id"]);

    let answer = json!({ "act": "correct", "answer": "情况属实，已补记" });
    let corrected = director.act(&acts, &appealed["version"], answer).await.ok(200);
    assert_eq!((&corrected["status"], &corrected["appeal"]["score_before"]), (&json!("final"), &before["score"]));
    assert_ne!(corrected["hash"], before["hash"]);
    assert!(director.inbox().await.iter().all(|task| task["kind"] != "appeal"));
    let rep = app.sign_in("rep").await;
    let told = my_result(&rep, &month).await;
    assert_eq!(
        (&told["score"], &told["hash"]),
        (&corrected["score"], &corrected["hash"]),
        "the explanation is that of the corrected score"
    );
}

#[actix_web::test]
async fn kpi_08_an_appeal_in_time_or_the_result_is_final() {
    let app = App::start().await;
    let (month, rep, director) = next_month(&app).await;
    publish(&director, &month).await;
    let mine = my_result(&rep, &month).await["result"].clone();
    assert_eq!(settle(&app).await, 0);
    app.later(TimeDelta::days(4));
    let rep = app.sign_in("rep").await;
    let acts = format!("/kpi/results/{}/transitions", mine["id"].as_str().unwrap());
    let appeal = json!({ "act": "appeal", "reason": "算错了" });
    assert_eq!(rep.act(&acts, &mine["version"], appeal.clone()).await.problem(409), "result.too_late");
    assert!(settle(&app).await > 0);
    assert_eq!(settle(&app).await, 0);
    let now = rep.get(&format!("/kpi/results/{}", mine["id"].as_str().unwrap())).await.ok(200);
    assert_eq!((&now["status"], &now["hash"]), (&json!("final"), &mine["hash"]));
    assert_eq!(rep.act(&acts, &now["version"], appeal).await.problem(409), "result.not_now");
}

#[actix_web::test]
async fn kpi_08_nobody_answers_their_own_appeal_and_nobody_sees_what_is_beyond_their_reach() {
    let app = App::start().await;
    let (month, rep, director) = next_month(&app).await;
    publish(&director, &month).await;
    let rep2 = app.sign_in("rep2").await;
    let mine = my_result(&rep, &month).await["result"].clone();
    let path = format!("/kpi/results/{}", mine["id"].as_str().unwrap());
    assert_eq!(rep2.get(&path).await.problem(404), "not_found");
    let appeal = json!({ "act": "appeal", "reason": "算错了" });
    assert_eq!(rep2.act(&format!("{path}/transitions"), &mine["version"], appeal.clone()).await.problem(404), "not_found");
    let rows = director.get(&format!("/kpi/scores?month={month}")).await.ok(200)["rows"].clone();
    let me = director.get("/me").await.ok(200)["id"].clone();
    let own = rows.as_array().unwrap().iter().find(|row| row["person"]["id"] == me).cloned().unwrap_or_default();
    if own["result"] == "published" {
        let own = my_result(&director, &month).await["result"].clone();
        let acts = format!("/kpi/results/{}/transitions", own["id"].as_str().unwrap());
        let appealed = director.act(&acts, &own["version"], appeal).await.ok(200);
        assert_eq!(appealed["actions"], json!([]));
        let answer = json!({ "act": "uphold", "answer": "维持" });
        assert_eq!(director.act(&acts, &appealed["version"], answer).await.problem(409), "result.own");
    }
}

/// KPI-08, KPI-09: one record is contested by itself. The answer works the result out anew, and whoever is measured by the team's records
/// follows, while their own result can still be appealed against; one that is final stays.
#[actix_web::test]
async fn kpi_09_a_single_record_is_contested_and_what_hangs_on_it_follows() {
    let app = App::start().await;
    let (rep, rep3) = (app.sign_in("rep").await, app.sign_in("rep3").await);
    let customer = rep.enters_a_customer("成都嘉业文化传播有限公司").await;
    rep3.enters_a_customer("成都远航装饰工程有限公司").await;
    let (month, rep, director) = next_month(&app).await;
    publish(&director, &month).await;
    let before = my_result(&rep, &month).await;
    let supervisor = app.sign_in("supervisor").await;
    let superiors = my_result(&supervisor, &month).await;
    assert_eq!(superiors["result"]["status"], "published", "measured by the team's files");
    let stranger = my_result(&app.sign_in("rep3").await, &month).await;

    let file = before["items"].as_array().unwrap().iter().find(|item| item["indicator"] == "customer.completeness").unwrap();
    assert_eq!(file["records"][0]["subject"]["id"], customer["id"]);
    let acts = format!("/kpi/results/{}/transitions", before["result"]["id"].as_str().unwrap());
    let version = &before["result"]["version"];
    let appeal =
        |indicator: Value, record: Value| json!({ "act": "appeal", "reason": "档案当月已补齐", "indicator": indicator, "record": record });
    let alone = appeal(Value::Null, customer["id"].clone());
    assert_eq!(rep.act(&acts, version, alone).await.bad_fields(), [("/indicator".to_owned(), "required".to_owned())]);
    let elsewhere = appeal(json!("follow_up.made"), customer["id"].clone());
    assert_eq!(
        rep.act(&acts, version, elsewhere).await.bad_fields(),
        [("/record".to_owned(), "word_unknown".to_owned())],
        "it does not count there"
    );
    let appealed = rep.act(&acts, version, appeal(json!("customer.completeness"), customer["id"].clone())).await.ok(200);
    assert_eq!((&appealed["appeal"]["indicator"], &appealed["appeal"]["record"]), (&json!("customer.completeness"), &customer["id"]));

    // The record is put right, then the answer given.
    let path = format!("/customers/{}", customer["id"].as_str().unwrap());
    let seen = rep.get(&path).await.ok(200);
    let full = json!({ "name": "成都嘉业文化传播有限公司", "kind": "company", "tier": "c", "city": "成都", "need": "整装", "industry": "文化传播",
        "employees": 40, "source": "referral", "first_contact_on": "2026-11-02", "address": "锦江区东大街 1 号" });
    rep.put(&path, &seen["version"], full).await.ok(200);
    let unmoved = my_result(&supervisor, &month).await;
    assert_eq!(unmoved["hash"], superiors["hash"], "not before the answer");
    let corrected = director.act(&acts, &appealed["version"], json!({ "act": "correct", "answer": "情况属实" })).await.ok(200);
    assert_ne!(corrected["score"], before["score"]);
    let followed = my_result(&supervisor, &month).await;
    assert_ne!(followed["hash"], superiors["hash"]);
    assert_eq!((&followed["result"]["status"], &followed["score"]), (&json!("published"), &followed["result"]["score"]));
    let team = followed["items"].as_array().unwrap().iter().find(|item| item["indicator"] == "customer.completeness_team").unwrap();
    let now = my_result(&rep, &month).await;
    let own = now["items"].as_array().unwrap().iter().find(|item| item["indicator"] == "customer.completeness").unwrap().clone();
    assert_eq!(team["value"], own["value"], "the one file of the team");
    assert_eq!(my_result(&app.sign_in("rep3").await, &month).await["hash"], stranger["hash"], "nobody else moves");
}

/// A month with two files, one of them contested: it leaves the mean of the representative and of the supervisor, and 2.5 points are added.
#[actix_web::test]
async fn kpi_09_an_upheld_appeal_leaves_the_record_out_and_adds_points() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    let contested = rep.enters_a_customer("成都嘉业文化传播有限公司").await;
    rep.enters_a_customer("成都远航装饰工程有限公司").await;
    let (month, rep, director) = next_month(&app).await;
    publish(&director, &month).await;
    let supervisor = app.sign_in("supervisor").await;
    let (before, superiors) = (my_result(&rep, &month).await, my_result(&supervisor, &month).await);
    let acts = format!("/kpi/results/{}/transitions", before["result"]["id"].as_str().unwrap());
    let appeal = json!({ "act": "appeal", "reason": "该档案由他人录入", "indicator": "customer.completeness", "record": contested["id"] });
    let appealed = rep.act(&acts, &before["result"]["version"], appeal).await.ok(200);
    let correct = |points: &str| json!({ "act": "correct", "answer": "情况属实", "without_record": true, "points": points });
    for wrong in ["0", "20.1", "-2", "1.25"] {
        let answered = director.act(&acts, &appealed["version"], correct(wrong)).await;
        assert_eq!(answered.bad_fields(), [("/points".to_owned(), "points_granted_range".to_owned())], "{wrong}");
    }
    let corrected = director.act(&acts, &appealed["version"], correct("2.5")).await.ok(200);
    assert_eq!((&corrected["appeal"]["without_record"], &corrected["appeal"]["points"]), (&json!(true), &json!("2.5")));

    let now = my_result(&rep, &month).await;
    let of = |told: &Value, key: &str| told["items"].as_array().unwrap().iter().find(|item| item["indicator"] == key).unwrap().clone();
    let record = |item: &Value| item["records"].as_array().unwrap().iter().find(|one| one["subject"]["id"] == contested["id"]).cloned();
    let file = of(&now, "customer.completeness");
    assert_eq!(file["records"].as_array().unwrap().len(), 2, "both are shown");
    assert_eq!(record(&file).unwrap()["left_out"]["reason"], "情况属实");
    let count = file["inputs"].as_array().unwrap().iter().find(|input| input["name"] == "count").unwrap();
    assert_eq!(count["value"], "1");
    let (from, to) = (now["granted"]["before"].as_str().unwrap(), now["granted"]["after"].as_str().unwrap());
    let exact = |score: &str| score.parse::<rust_decimal::Decimal>().unwrap();
    assert_eq!(exact(to) - exact(from), exact("2.5"));
    assert_eq!((&now["score"], &now["hash"], &now["granted"]["reason"]), (&json!(to), &corrected["hash"], &json!("情况属实")));
    assert_ne!(now["hash"], before["hash"]);

    let followed = my_result(&supervisor, &month).await;
    assert_ne!(followed["hash"], superiors["hash"]);
    let team = of(&followed, "customer.completeness_team");
    let why = record(&team).unwrap()["left_out"].clone();
    assert!(why["by"]["name"].is_string() && why["reason"].is_null(), "what was answered is between those two: {why}");
    assert_eq!(team["value"], file["value"], "one file is left for both");

    // Of whom nothing is published yet, list and explanation tell the same.
    let listed = director.get(&format!("/kpi/scores?month={month}")).await.ok(200);
    let live: Vec<&Value> = listed["rows"].as_array().unwrap().iter().filter(|row| row["result"].is_null()).collect();
    assert!(!live.is_empty(), "the director's own is published by somebody else");
    for row in live {
        let told = director.get(&format!("/kpi/scores/{}/{month}", row["person"]["id"].as_str().unwrap())).await.ok(200);
        assert_eq!(row["score"], told["score"], "{}", row["person"]["name"]);
    }
}

/// One customer was called three times, and the second call is contested: two are left, for the person and for the team.
#[actix_web::test]
async fn kpi_09_one_of_several_entries_of_a_record_is_left_out() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    let customer = rep.enters_a_customer("成都嘉业文化传播有限公司").await;
    let calls = format!("/customers/{}/follow-ups", customer["id"].as_str().unwrap());
    for content in ["初次联系", "误记", "约定量房"] {
        rep.post(&calls, json!({ "way": "phone", "content": content })).await.ok(201);
    }
    let (month, rep, director) = next_month(&app).await;
    publish(&director, &month).await;
    let made = |told: &Value| told["items"].as_array().unwrap().iter().find(|item| item["indicator"] == "follow_up.made").unwrap().clone();
    let count =
        |told: &Value| made(told)["inputs"].as_array().unwrap().iter().find(|input| input["name"] == "count").unwrap()["value"].clone();
    let before = my_result(&rep, &month).await;
    let entries = made(&before)["records"].clone();
    assert!(entries.as_array().unwrap().iter().all(|entry| entry["subject"]["id"] == customer["id"]), "{entries}");
    assert_eq!(count(&before), "3");

    let acts = format!("/kpi/results/{}/transitions", before["result"]["id"].as_str().unwrap());
    let appeal = |record: Value, at: Value| json!({ "act": "appeal", "reason": "误记", "indicator": "follow_up.made", "record": record, "record_at": at });
    let contested = entries[1]["at"].clone();
    for (wrong, at) in [
        (appeal(Value::Null, contested.clone()), "/record"),
        (appeal(customer["id"].clone(), before["result"]["published_at"].clone()), "/record_at"),
    ] {
        let answered = rep.act(&acts, &before["result"]["version"], wrong).await;
        assert_eq!(answered.bad_fields()[0].0, at);
    }
    let appealed = rep.act(&acts, &before["result"]["version"], appeal(customer["id"].clone(), contested.clone())).await.ok(200);
    assert_eq!(appealed["appeal"]["record_at"], contested);
    let answer = json!({ "act": "correct", "answer": "情况属实", "without_record": true });
    director.act(&acts, &appealed["version"], answer).await.ok(200);

    let now = my_result(&rep, &month).await;
    assert_eq!(count(&now), "2");
    let struck: Vec<Value> = made(&now)["records"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|entry| !entry["left_out"].is_null())
        .map(|entry| entry["at"].clone())
        .collect();
    assert_eq!((made(&now)["records"].as_array().unwrap().len(), struck), (3, vec![contested]));
}

#[actix_web::test]
async fn kpi_09_only_a_contested_record_is_left_out() {
    let app = App::start().await;
    let (month, rep, director) = next_month(&app).await;
    publish(&director, &month).await;
    let mine = my_result(&rep, &month).await["result"].clone();
    let acts = format!("/kpi/results/{}/transitions", mine["id"].as_str().unwrap());
    let appealed = rep.act(&acts, &mine["version"], json!({ "act": "appeal", "reason": "算错了" })).await.ok(200);
    let without = json!({ "act": "correct", "answer": "属实", "without_record": true });
    let answered = director.act(&acts, &appealed["version"], without).await;
    assert_eq!(answered.bad_fields(), [("/without_record".to_owned(), "appeal_no_record".to_owned())]);
    let plain = director.act(&acts, &appealed["version"], json!({ "act": "correct", "answer": "属实" })).await.ok(200);
    assert_eq!((&plain["appeal"]["without_record"], &plain["appeal"]["points"]), (&json!(false), &Value::Null));
}

/// KPI-08: three working days by the company's calendar, over a holiday. The superior of who did not answer hears of it once.
#[actix_web::test]
async fn kpi_08_an_appeal_is_answered_in_so_many_working_days() {
    let app = App::start().await;
    let (month, rep, director) = next_month(&app).await;
    publish(&director, &month).await;
    let hr = app.sign_in("hr").await;
    let today = local_date(app.state.clock.now(), 480);
    // The next three days are a holiday, the five after it are worked, whatever weekdays they are.
    let days: Vec<_> = (1..=8).map(|n| (today + chrono::Days::new(n), n > 3)).collect();
    for year in days.iter().map(|(day, _)| day.year()).collect::<std::collections::BTreeSet<_>>() {
        let book = hr.get(&format!("/working-calendar?year={year}")).await.ok(200);
        let special = days.iter().filter(|(day, _)| day.year() == year);
        let special: Vec<_> = special.map(|(on, working)| json!({ "on": on, "working": working, "name": "假期" })).collect();
        hr.put(&format!("/working-calendar/years/{year}"), &book["version"], json!({ "days": special })).await.ok(200);
    }
    let mine = my_result(&rep, &month).await["result"].clone();
    let acts = format!("/kpi/results/{}/transitions", mine["id"].as_str().unwrap());
    let appealed = rep.act(&acts, &mine["version"], json!({ "act": "appeal", "reason": "算错了" })).await.ok(200);
    let due: chrono::DateTime<chrono::Utc> = serde_json::from_value(appealed["appeal"]["answer_by"].clone()).unwrap();
    let last = local_date(due - TimeDelta::seconds(1), 480);
    assert_eq!(last, today + chrono::Days::new(6), "the three days of the holiday do not count");
    let task = director.inbox().await.into_iter().find(|task| task["kind"] == "appeal").unwrap();
    assert_eq!(task["due_at"], appealed["appeal"]["answer_by"]);
    let rows = director.get(&format!("/kpi/scores?month={month}")).await.ok(200)["rows"].clone();
    let waits: Vec<&Value> = rows.as_array().unwrap().iter().filter(|row| !row["answer_by"].is_null()).collect();
    assert_eq!(
        waits.iter().map(|row| (&row["person"]["id"], &row["answer_by"])).collect::<Vec<_>>(),
        [(&mine["person"]["id"], &task["due_at"])]
    );

    let chase = async || kpi::results::chase(&Door::of_system(app.state.clone(), "test")).await.unwrap();
    assert_eq!(chase().await, 0);
    app.later(TimeDelta::days(7));
    assert_eq!((chase().await, chase().await), (1, 0));
    let escalation = |inbox: Vec<Value>| inbox.into_iter().find(|task| task["kind"] == "escalation" && task["subject"]["id"] == mine["id"]);
    let gm = app.sign_in("gm").await;
    assert!(escalation(gm.inbox().await).is_some());
    let director = app.sign_in("director").await;
    let seen = director.get(&format!("/kpi/results/{}", mine["id"].as_str().unwrap())).await.ok(200);
    director.act(&acts, &seen["version"], json!({ "act": "uphold", "answer": "维持" })).await.ok(200);
    assert!(escalation(gm.inbox().await).is_none(), "answered");
}
