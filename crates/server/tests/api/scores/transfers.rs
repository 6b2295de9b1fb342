//! KPI-05: whoever is transferred or promoted within a month is scored in parts, weighed by the days worked, in lists as in explanations, in
//! trials and in results.

use super::many::is_that_of_the_records;
use super::walk::Dice;
use crate::support::{App, User};
use chrono::{DateTime, Datelike, Months, NaiveDate, TimeDelta, Utc};
use contract::kpi::what_if::ScoreInputs;
use engines::calendar::{WorkingDays, local_date, start_of_day};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};

fn today(app: &App) -> NaiveDate {
    local_date(app.state.clock.now(), 480)
}

fn month_of(app: &App) -> String {
    today(app).format("%Y-%m").to_string()
}

fn next_month(app: &App, day: u32) {
    let today = today(app);
    app.later(today.with_day(day).unwrap() + Months::new(1) - today);
}

/// The representatives are measured by their follow-ups and by the promises of their team.
async fn measures_the_team(app: &App, director: &User) {
    let page = director.get("/kpi/schemes?filter[role]=eq:sales_rep").await.ok(200);
    let mut content = page["items"][0]["content"].clone();
    let linear = |target: &str| json!({ "form": "linear", "floor": "0", "target": target });
    content["indicators"] = json!([
        { "key": "follow_up.made", "kind": "weighed", "source": "facts", "fact": "follow_up.made", "whose": "own", "measure": "count",
          "weight": "40", "curve": linear("20") },
        { "key": "team", "name": "团队兑现率", "kind": "weighed", "source": "facts", "fact": "follow_up.kept", "whose": "team",
          "measure": "ratio", "weight": "60", "curve": linear("100") },
        { "key": "innovation", "name": "创新", "kind": "added", "source": "entered", "whose": "own", "measure": "sum", "weight": "10",
          "curve": linear("10") },
    ]);
    let draft = director.post("/kpi/schemes", content).await.ok(201);
    let acts = format!("/kpi/schemes/{}/transitions", draft["id"].as_str().unwrap());
    director.act(&acts, &draft["version"], json!({ "act": "put_in_force", "from_month": month_of(app) })).await.ok(200);
}

async fn post(user: &User, code: &str) -> Value {
    let posts = user.get("/posts?limit=200").await.ok(200);
    posts["items"].as_array().unwrap().iter().find(|post| post["code"] == code).unwrap()["id"].clone()
}

async fn acts(user: &User, person: &str, act: Value) -> Value {
    let card = user.get(&format!("/people/{person}")).await.ok(200);
    user.act(&format!("/people/{person}/transitions"), &card["version"], act).await.ok(200)
}

async fn follows_up(rep: &User, customer: &str, at: DateTime<Utc>, next_on: Option<NaiveDate>) {
    let body = json!({ "way": "phone", "content": format!("谈进度 {at}"), "occurred_at": at, "next_on": next_on });
    rep.post(&format!("/customers/{customer}/follow-ups"), body).await.ok(201);
}

async fn explained(user: &User, person: &str, month: &str) -> Value {
    user.get(&format!("/kpi/scores/{person}/{month}")).await.ok(200)
}

fn item(told: &Value, key: &str) -> Value {
    told["items"].as_array().unwrap().iter().find(|item| item["indicator"] == key).cloned().unwrap_or_default()
}

/// List, explanation and trial agree about everybody.
async fn all_agree(director: &User, month: &str) {
    let list = director.get(&format!("/kpi/scores?month={month}")).await.ok(200);
    let inputs: ScoreInputs = serde_json::from_value(director.get(&format!("/kpi/inputs?month={month}")).await.ok(200)).unwrap();
    for row in list["rows"].as_array().unwrap().iter().filter(|row| row["result"].is_null()) {
        is_that_of_the_records(director, row, month).await;
        let person = inputs.people.iter().find(|one| row["person"]["id"] == one.person.id.to_string());
        let tried = person.and_then(|person| inputs.total_then(person));
        assert_eq!(tried.map(|(total, _)| json!(total.score)).unwrap_or_default(), row["score"], "the trial of {}", row["person"]["name"]);
        assert_eq!(tried.map(|(_, grade)| json!(grade)).unwrap_or_default(), row["grade"]);
    }
}

async fn role_terms(app: &App, person: &str) -> Vec<(String, bool)> {
    let conn = app.state.database.reader().conn();
    let backend = conn.get_database_backend();
    let id: uuid::Uuid = person.parse().unwrap();
    let sql = "SELECT roles, CASE WHEN to_on IS NULL THEN 1 ELSE 0 END AS open FROM role_term WHERE person_id = $1 ORDER BY 2, to_on";
    let rows = conn.query_all_raw(Statement::from_sql_and_values(backend, sql, [id.into()])).await.unwrap();
    rows.iter().map(|row| (row.try_get("", "roles").unwrap(), row.try_get::<i32>("", "open").unwrap() == 1)).collect()
}

fn tenth(value: &Value) -> i64 {
    let value: rust_decimal::Decimal = value.as_str().unwrap().parse().unwrap();
    (value * rust_decimal::Decimal::TEN).try_into().unwrap()
}

/// From one team to another on the tenth. Two follow-ups before, three on the day: each part counts its own; what is entered counts in both.
#[actix_web::test]
async fn kpi_05_a_transfer_splits_the_month() {
    let app = App::start().await;
    next_month(&app, 10);
    let (month, moved) = (month_of(&app), today(&app));
    let (director, hr, rep) = (app.sign_in("director").await, app.sign_in("hr").await, app.sign_in("rep").await);
    measures_the_team(&app, &director).await;
    let me = rep.id().await;
    let customer = rep.enters_a_customer("成都嘉业文化传播有限公司").await["id"].as_str().unwrap().to_owned();
    let third = start_of_day(moved.with_day(3).unwrap(), 480) + TimeDelta::hours(9);
    for minute in 0..2 {
        follows_up(&rep, &customer, third + TimeDelta::minutes(minute), None).await;
    }
    let whole = explained(&director, &me, &month).await;
    assert_eq!((&whole["parts"], item(&whole, "follow_up.made")["records"].as_array().unwrap().len()), (&json!([]), 2));

    acts(&hr, &me, json!({ "act": "transfer", "post_id": post(&hr, "SC004").await, "from_on": moved, "reason": "二组缺人" })).await;
    for minute in 1..4 {
        follows_up(&rep, &customer, start_of_day(moved, 480) + TimeDelta::minutes(minute), None).await;
    }
    let entry = json!({ "person_id": me, "month": month, "indicator": "innovation", "value": "5", "reason": "流程改进" });
    director.post("/kpi/entries", entry).await.ok(201);
    let told = explained(&director, &me, &month).await;
    let calendar = WorkingDays::load(app.state.database.reader().conn(), 480).await.unwrap();
    let (first, last) = (moved.with_day(1).unwrap(), moved.with_day(1).unwrap() + Months::new(1) - TimeDelta::days(1));
    let worked = [calendar.between(first, moved - TimeDelta::days(1), |_| true), calendar.between(moved, last, |_| true)];
    let parts = told["parts"].as_array().unwrap();
    assert_eq!(parts.iter().map(|part| part["worked"].as_u64().unwrap()).collect::<Vec<_>>(), worked.map(u64::from));
    assert_eq!((&parts[0]["to"], &parts[1]["from"]), (&json!(moved - TimeDelta::days(1)), &json!(moved)));
    assert_ne!(parts[0]["post"], parts[1]["post"]);
    // Tenths of the hundred, half up: twice 1000 × worked ÷ all, plus one, halved.
    let share = (2000 * worked[0] / (worked[0] + worked[1])).div_ceil(2);
    assert_eq!(parts.iter().map(|part| tenth(&part["weight"])).collect::<Vec<_>>(), [i64::from(share), 1000 - i64::from(share)]);
    let records = |key: &str| item(&told, key)["records"].as_array().unwrap().len();
    assert_eq!([records("follow_up.made.1"), records("follow_up.made.2")], [2, 3]);
    let asked = item(&told, "follow_up.made.1")["arithmetic"].as_str().unwrap().to_owned();
    assert!(asked.contains(&format!("20 × {} ÷ {}", worked[0], worked[0] + worked[1])), "{asked}");
    let added = [item(&told, "innovation.1"), item(&told, "innovation.2")].map(|one| tenth(&one["score"]));
    assert!((49..=51).contains(&(added[0] + added[1])), "five points of ten, for the whole month: {added:?}");
    assert!(told["remarks"].to_string().contains("分段加权"), "{}", told["remarks"]);
    assert_eq!((&item(&told, "follow_up.made.2")["part"], &told["items"][0]["part"]), (&json!(2), &json!(1)));
    let reader = app.sign_in("director").await;
    *reader.language.borrow_mut() = "en";
    let english = explained(&reader, &me, &month).await;
    assert!(english["remarks"].to_string().contains("scored in parts"), "{}", english["remarks"]);
    all_agree(&director, &month).await;

    next_month(&app, 5);
    let director = app.sign_in("director").await;
    director.post(&format!("/kpi/months/{month}/publication"), json!({})).await.ok(200);
    let frozen = explained(&director, &me, &month).await;
    for key in ["parts", "items", "score", "arithmetic", "remarks"] {
        assert!(key == "items" || frozen[key] == explained(&director, &me, &month).await[key]);
    }
    assert_eq!((frozen["parts"].as_array().unwrap().len(), item(&frozen, "follow_up.made.1")["records"].as_array().unwrap().len()), (2, 2));
    assert_eq!(frozen["hash"], frozen["result"]["hash"]);
    let rep = app.sign_in("rep").await;
    let appeal = json!({ "act": "appeal", "reason": "调动前还有一次电话没有算进去", "indicator": "follow_up.made.1" });
    let path = format!("/kpi/results/{}/transitions", frozen["result"]["id"].as_str().unwrap());
    let appealed = rep.act(&path, &frozen["result"]["version"], appeal).await.ok(200);
    assert_eq!(appealed["appeal"]["indicator"], "follow_up.made.1", "one item of one part");
}

/// Promoted on the tenth: representative before, supervisor after, each by its scheme; last month stays that of a representative. What was
/// set for a part of the day only leaves no trace.
#[actix_web::test]
async fn kpi_05_a_promotion_splits_the_month_and_past_months_follow_the_roles_of_then() {
    let app = App::start().await;
    let before = month_of(&app);
    next_month(&app, 10);
    let (month, admin, director, rep) =
        (month_of(&app), app.sign_in("admin").await, app.sign_in("director").await, app.sign_in("rep").await);
    let me = rep.id().await;
    let roles = async |roles: &[&str]| acts(&admin, &me, json!({ "act": "assign_roles", "roles": roles })).await;
    roles(&["hr"]).await;
    roles(&["sales_supervisor"]).await;
    let term = |roles: &str, open: bool| (roles.to_owned(), open);
    assert_eq!(role_terms(&app, &me).await, [term("sales_rep", false), term("sales_supervisor", true)], "changed twice on one day");
    roles(&["sales_rep"]).await;
    assert_eq!(role_terms(&app, &me).await, [term("sales_rep", true)], "and back again");
    assert_eq!(explained(&director, &me, &month).await["parts"], json!([]));
    roles(&["sales_supervisor"]).await;
    let told = explained(&director, &me, &month).await;
    let of: Vec<&Value> = told["parts"].as_array().unwrap().iter().map(|part| &part["role"]).collect();
    assert_eq!((of, &told["role"]), (vec![&json!("sales_rep"), &json!("sales_supervisor")], &json!("sales_supervisor")));
    assert!(!item(&told, "follow_up.kept.1").is_null() && !item(&told, "follow_up.kept_team.2").is_null(), "{told:#}");
    all_agree(&director, &month).await;
    let then = explained(&director, &me, &before).await;
    assert_eq!((&then["role"], &then["parts"]), (&json!("sales_rep"), &json!([])));
    assert!(!then["remarks"].to_string().contains("角色"), "the history reaches that far: {}", then["remarks"]);
    next_month(&app, 10);
    let director = app.sign_in("director").await;
    let after = explained(&director, &me, &month_of(&app)).await;
    assert_eq!((&after["role"], &after["parts"]), (&json!("sales_supervisor"), &json!([])));
    assert_eq!(explained(&director, &me, &month).await["parts"].as_array().unwrap().len(), 2, "looked at later");
}

/// Follow-ups, promises, transfers and promotions as the dice fall, over a month and a half: list, explanation and trial never disagree.
#[actix_web::test]
async fn kpi_05_whoever_is_transferred_lists_explanations_and_trials_agree() {
    let app = App::start().await;
    let mut dice = Dice::of_environment();
    next_month(&app, 2);
    measures_the_team(&app, &app.sign_in("director").await).await;
    let (mut customers, names) = (Vec::new(), ["rep", "rep2", "rep3"]);
    for (name, company) in names.iter().zip(["成都嘉业文化传播有限公司", "成都远航装饰工程有限公司", "成都百川贸易有限公司"])
    {
        customers.push(app.sign_in(name).await.enters_a_customer(company).await["id"].as_str().unwrap().to_owned());
    }
    let mut split = 0;
    for _ in 0..7 {
        app.later(TimeDelta::days(1 + i64::try_from(dice.below(5)).unwrap()));
        let (admin, hr, director) = (app.sign_in("admin").await, app.sign_in("hr").await, app.sign_in("director").await);
        for (at, name) in names.iter().enumerate() {
            let rep = app.sign_in(name).await;
            let me = rep.id().await;
            for minute in 0..dice.below(3) {
                let day = today(&app) - TimeDelta::days(i64::try_from(dice.below(9)).unwrap());
                let moment = start_of_day(day, 480) + TimeDelta::minutes(i64::try_from(minute).unwrap() + 1);
                let next_on = (dice.below(2) == 0).then(|| day + TimeDelta::days(2));
                rep_follows(&rep, &customers[at], moment, next_on).await;
            }
            match dice.below(4) {
                0 => {
                    let to = post(&hr, ["SC003", "SC004"][dice.below(2)]).await;
                    acts(&hr, &me, json!({ "act": "transfer", "post_id": to, "from_on": today(&app), "reason": "轮岗" })).await;
                }
                // The last of them stays what they are, so that somebody always writes.
                1 if at < 2 => {
                    let role = ["sales_rep", "sales_supervisor", "hr"][dice.below(3)];
                    acts(&admin, &me, json!({ "act": "assign_roles", "roles": [role] })).await;
                }
                _ => {}
            }
        }
        let month = month_of(&app);
        all_agree(&director, &month).await;
        let list = director.get(&format!("/kpi/inputs?month={month}")).await.ok(200);
        split += list["people"].as_array().unwrap().iter().filter(|one| one["parts"].is_array()).count();
    }
    assert!(split > 0, "somebody was scored in parts");
}

/// Whoever is no representative at the moment cannot write.
async fn rep_follows(rep: &User, customer: &str, at: DateTime<Utc>, next_on: Option<NaiveDate>) {
    let body = json!({ "way": "phone", "content": format!("谈进度 {at}"), "occurred_at": at, "next_on": next_on });
    rep.post(&format!("/customers/{customer}/follow-ups"), body).await;
}
