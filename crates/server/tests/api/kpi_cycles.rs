//! KPI-04 to KPI-08, KPI-11: a month from its opening over self-reviews, marks and calibration to the final result; the year; the team.

use crate::kpi_adjustments::propose_and_confirm;
use crate::scores::pro_rata::enters_on;
use crate::support::{App, User};
use chrono::{Datelike, Days, NaiveDate, TimeDelta};
use engines::calendar::local_date;
use serde_json::{Value, json};

/// Moves the clock to the noon of a day, where that lies ahead.
pub fn goes_to(app: &App, day: NaiveDate) {
    let today = local_date(app.state.clock.now(), 480);
    app.later(TimeDelta::days((day - today).num_days().max(0)));
}

pub fn day(value: &Value) -> NaiveDate {
    value.as_str().unwrap().parse().unwrap()
}

pub fn this_month(app: &App) -> String {
    local_date(app.state.clock.now(), 480).format("%Y-%m").to_string()
}

/// Communication, marked by self, superior and peers.
fn teamwork() -> Value {
    json!({ "key": "teamwork", "name": "沟通协作", "kind": "weighed", "source": "scored", "whose": "own", "measure": "ratio", "weight": "20",
        "dimension": "teamwork", "curve": { "form": "linear", "floor": "0", "target": "100" },
        "raters": { "own": 10, "superior": 40, "peers": 50, "subordinates": 0, "least": 3, "asked": 5, "trimmed": false, "missing": "superior" } })
}

/// The representatives are marked for communication, from this month on.
pub async fn scheme_with_marks(app: &App, director: &User) {
    let page = director.get("/kpi/schemes?filter[role]=eq:sales_rep").await.ok(200);
    let mut content = page["items"][0]["content"].clone();
    content["indicators"][0]["weight"] = json!("20");
    content["indicators"].as_array_mut().unwrap().push(teamwork());
    let draft = director.post("/kpi/schemes", content).await.ok(201);
    let acts = format!("/kpi/schemes/{}/transitions", draft["id"].as_str().unwrap());
    director.act(&acts, &draft["version"], json!({ "act": "put_in_force", "from_month": this_month(app) })).await.ok(200);
}

pub async fn cycle(user: &User, period: &str) -> Value {
    let page = user.get(&format!("/kpi/cycles?filter[period]=eq:{period}")).await.ok(200);
    page["items"].as_array().unwrap().first().cloned().unwrap_or_default()
}

async fn part(user: &User, cycle: &Value) -> Value {
    user.get(&format!("/kpi/cycles/{}/my-part", cycle["id"].as_str().unwrap())).await.ok(200)
}

fn review() -> Value {
    json!({ "achievements": "完成滨江花园样板间签约", "shortcomings": "跟进记录不够及时", "improvements": "每天下班前补齐记录",
        "marks": [{ "indicator": "teamwork", "mark": "95" }] })
}

/// Somebody marks a colleague.
pub async fn marks(user: &User, cycle: &Value, name: &str, mark: &str) -> Value {
    let part = part(user, cycle).await;
    let sheet = part["sheets"].as_array().unwrap().iter().find(|sheet| sheet["person"]["name"] == name).cloned().unwrap();
    let body = json!({ "marks": [{ "indicator": "teamwork", "mark": mark }], "remark": format!("配合得好 {mark}") });
    user.put(&format!("/kpi/mark-sheets/{}", sheet["id"].as_str().unwrap()), &sheet["version"], body).await.ok(200)
}

pub async fn has_task(user: &User, kind: &str) -> bool {
    user.inbox().await.iter().any(|task| task["kind"] == kind)
}

fn item(told: &Value) -> &Value {
    told["items"].as_array().unwrap().iter().find(|item| item["indicator"] == "teamwork").unwrap()
}

/// A month of which the marks are closed: 95 by oneself, 80 by the superior, 92, 85 and 60 by named peers.
async fn marked(app: &App) -> (String, String) {
    let director = app.sign_in("director").await;
    scheme_with_marks(app, &director).await;
    let rep = app.sign_in("rep").await;
    let (me, month) = (rep.id().await, this_month(app));
    let peers = [app.sign_in("rep2").await.id().await, app.sign_in("rep3").await.id().await, app.sign_in("agent").await.id().await];
    let named = director.post(&format!("/kpi/people/{me}/peers"), json!({ "people": peers })).await.ok(200);
    assert_eq!(named, json!({ "named": 3 }), "who they are is told to nobody");
    app.works().await;
    goes_to(app, day(&cycle(&rep, &month).await["self_from"]));
    app.works().await;

    let rep = app.sign_in("rep").await;
    let now = cycle(&rep, &month).await;
    assert_eq!((&now["status"], &now["actions"]), (&json!("self_review"), &json!([])));
    assert!(has_task(&rep, "self_review").await);
    let own = part(&rep, &now).await["self_review"].clone();
    let path = format!("/kpi/self-reviews/{}", own["id"].as_str().unwrap());
    let mut empty = review();
    empty["marks"] = json!([]);
    assert_eq!(rep.put(&path, &own["version"], empty).await.bad_fields(), [("/marks".to_owned(), "required".to_owned())]);
    assert_eq!(app.sign_in("rep2").await.put(&path, &own["version"], review()).await.problem(404), "not_found");
    let written = rep.put(&path, &own["version"], review()).await.ok(200);
    assert!(!has_task(&rep, "self_review").await, "what is written waits no longer");

    goes_to(app, day(&now["marking_from"]));
    app.works().await;
    let rep = app.sign_in("rep").await;
    assert_eq!(cycle(&rep, &month).await["status"], "marking");
    assert_eq!(rep.put(&path, &written["version"], review()).await.problem(409), "kpi_cycle.not_now");
    for (username, mark) in [("rep2", "92"), ("rep3", "85"), ("agent", "60"), ("supervisor", "80")] {
        let user = app.sign_in(username).await;
        assert!(has_task(&user, "marking").await, "{username}");
        marks(&user, &now, "林晓", mark).await;
    }
    let own_sheets = part(&rep, &now).await["sheets"].as_array().unwrap().clone();
    assert!(own_sheets.iter().all(|sheet| sheet["person"]["name"] != "林晓"));
    (me, month)
}

/// The marking is over.
pub async fn closed(app: &App) -> (String, String) {
    let (me, month) = marked(app).await;
    let until = day(&cycle(&app.sign_in("rep").await, &month).await["marking_until"]);
    goes_to(app, until + Days::new(1));
    app.works().await;
    (me, month)
}

#[actix_web::test]
async fn kpi_05_a_month_goes_from_self_reviews_over_marks_and_calibration_to_the_final_result() {
    let app = App::start().await;
    let (me, month) = marked(&app).await;
    let director = app.sign_in("director").await;
    let explained = format!("/kpi/scores/{me}/{month}");
    assert_eq!(item(&director.get(&explained).await.ok(200))["value"], Value::Null, "no score tells who marked just now");
    let early = director.post(&format!("/kpi/months/{month}/publication"), json!({})).await;
    assert_eq!(early.problem(409), "kpi_cycle.not_now");

    // Who is missing is shown and reminded, never whom they mark.
    let now = cycle(&director, &month).await;
    let path = format!("/kpi/cycles/{}", now["id"].as_str().unwrap());
    let missing = director.get(&format!("{path}/missing-raters")).await.ok(200);
    let waits = missing["people"].as_array().unwrap().iter().find(|one| one["person"]["name"] == "何秀兰").unwrap();
    assert!(waits["marks"].as_u64() > Some(0) && waits["late"] == false, "rep2 has not been marked by the supervisor");
    assert_eq!(now["actions"], json!(["advance", "extend", "chase"]));
    director.act(&format!("{path}/transitions"), &now["version"], json!({ "act": "chase" })).await.ok(200);
    let told = app.sign_in("supervisor").await.get("/notifications?filter[kind]=remind").await.ok(200);
    assert_eq!(told["items"][0]["subject"]["id"], now["id"]);
    let now = cycle(&director, &month).await;
    let later = day(&now["marking_until"]) + Days::new(2);
    let longer = json!({ "act": "extend", "until": later, "reason": "两位同事出差" });
    let now = director.act(&format!("{path}/transitions"), &now["version"], longer).await.ok(200);
    assert_eq!((&now["marking_until"], &now["extended"]), (&json!(later), &json!("两位同事出差")));
    let rep = app.sign_in("rep").await;
    assert_eq!(rep.act(&format!("{path}/transitions"), &now["version"], json!({ "act": "advance" })).await.problem(403), "forbidden");

    goes_to(&app, later + Days::new(1));
    app.works().await;
    let (director, rep) = (app.sign_in("director").await, app.sign_in("rep").await);
    assert_eq!(cycle(&rep, &month).await["status"], "calibration");
    assert!(!has_task(&app.sign_in("supervisor").await, "marking").await, "nobody marks any more");
    let live = rep.get(&explained).await.ok(200);
    // 9.5 + 32 + 39.5 = 81.0, a fifth of it 16.2.
    assert_eq!((&item(&live)["value"], &item(&live)["score"]), (&json!("81.0"), &json!("16.2")));
    assert_eq!(item(&live)["arithmetic"], "自评 95.0 × 10% + 上级评价 80.0 × 40% + 同事评价平均 79.0 × 50% = 81.0 → 81.0 分 × 20% = 16.2");
    assert_eq!(
        item(&live)["records"].as_array().unwrap().iter().map(|one| one["subject"]["title"].clone()).collect::<Vec<_>>(),
        ["1 份评分", "1 份评分", "3 份评分"]
    );

    // Calibration: an entry beside the computed score.
    let sheet = director.get(&format!("/kpi/months/{month}/calibration")).await.ok(200);
    let row = |sheet: &Value| sheet["rows"].as_array().unwrap().iter().find(|row| row["person"]["id"] == json!(me)).cloned().unwrap();
    let before = row(&sheet);
    assert_eq!((&before["adjustable"], &sheet["publishable"], &before["computed"]), (&json!(true), &json!(true), &live["score"]));
    let adjusting = format!("/kpi/months/{month}/adjustments");
    let own = json!({ "person_id": director.id().await, "score": "99", "reason": "抬一抬" });
    if director.get(&format!("/kpi/scores/{}/{month}", director.id().await)).await.ok(200)["score"].is_string() {
        assert_eq!(director.post(&adjusting, own).await.problem(409), "kpi_adjustment.own");
    }
    let hr = app.sign_in("hr").await;
    propose_and_confirm(&director, &hr, &adjusting, json!({ "person_id": me, "score": "66.6", "reason": "协助展会，未计入" })).await;
    let sheet = propose_and_confirm(&director, &hr, &adjusting, json!({ "person_id": me, "score": "65.5", "reason": "与同组拉齐" })).await;
    let after = row(&sheet);
    assert_eq!((&after["computed"], &after["score"], &after["grade"]), (&before["computed"], &json!("65.5"), &json!("qualified")));
    assert_eq!(after["adjustments"].as_array().unwrap().len(), 2, "none is overwritten");
    assert_eq!((&after["adjustments"][1]["before"], &after["adjustments"][1]["after"]), (&json!("66.6"), &json!("65.5")));

    director.post(&format!("/kpi/months/{month}/publication"), json!({})).await.ok(200);
    assert_eq!(cycle(&rep, &month).await["status"], "published");
    assert!(!has_task(&director, "calibration").await);
    let told = rep.get(&explained).await.ok(200);
    assert_eq!((&told["score"], &told["grade"], &told["result"]["score"]), (&json!("65.5"), &json!("qualified"), &json!("65.5")));
    assert_eq!((&told["adjustment"]["before"], &told["adjustment"]["reason"]), (&before["computed"], &json!("与同组拉齐")));
    assert_eq!(
        director.post(&adjusting, json!({ "person_id": me, "score": "70", "reason": "再改" })).await.problem(409),
        "kpi_cycle.not_now"
    );

    app.later(TimeDelta::days(4));
    app.works().await;
    let rep = app.sign_in("rep").await;
    assert_eq!(rep.get(&explained).await.ok(200)["result"]["status"], "final");
    assert_eq!(cycle(&rep, &month).await["status"], "final", "every result is final");
}

#[actix_web::test]
async fn kpi_05_nobody_has_to_press_anything() {
    let app = App::start().await;
    let (me, month) = closed(&app).await;
    let until = day(&cycle(&app.sign_in("rep").await, &month).await["calibrated_until"]);
    goes_to(&app, until + Days::new(1));
    app.works().await;
    let told = app.sign_in("rep").await.get(&format!("/kpi/scores/{me}/{month}")).await.ok(200);
    assert_eq!((&told["result"]["status"], &told["result"]["published_by"]), (&json!("published"), &Value::Null), "by the clock");
    app.later(TimeDelta::days(4));
    app.works().await;
    assert_eq!(cycle(&app.sign_in("rep").await, &month).await["status"], "final");
}

#[actix_web::test]
async fn kpi_04_who_marked_is_hidden_until_two_people_open_it() {
    let app = App::start().await;
    let (me, month) = closed(&app).await;
    let path = format!("/kpi/reviews/{me}/{month}");
    let (rep, supervisor, director) = (app.sign_in("rep").await, app.sign_in("supervisor").await, app.sign_in("director").await);
    assert_eq!(rep.get(&path).await.ok(200)["groups"], json!([]), "the person reads them once the result is published");
    assert_eq!(app.sign_in("rep2").await.get(&path).await.problem(404), "not_found");
    let seen = supervisor.get(&path).await.ok(200);
    let peers = seen["groups"].as_array().unwrap().iter().find(|group| group["rater"] == "peer").unwrap();
    assert_eq!((&peers["by"], &peers["given"], &peers["marks"][0]["mark"]), (&Value::Null, &json!(3), &json!("79.0")));
    assert_eq!(peers["remarks"], json!(["配合得好 60", "配合得好 85", "配合得好 92"]), "in alphabetical order");
    assert_eq!(seen["may_ask"], false, "the superior is near");
    let names = ["周子航", "许佳宁", "白洁"];
    for (who, text) in [("supervisor", seen.to_string()), ("director", director.get(&path).await.ok(200).to_string())] {
        assert!(names.iter().all(|name| !text.contains(name)), "{who}: {text}");
    }
    // Whom somebody marked is in no entry of the audit log, and no event tells it.
    let log = app.sign_in("auditor").await.get("/audit?filter[kind]=kpi_mark&limit=200").await.ok(200).to_string();
    assert!(log.contains("kpi_mark") && !log.contains(&me) && !log.contains(seen["self_review"]["id"].as_str().unwrap()), "{log}");

    let asking = json!({ "review_id": seen["self_review"]["id"], "reason": "本人投诉有人恶意评分" });
    assert_eq!(supervisor.post("/kpi/unsealings", asking.clone()).await.problem(403), "forbidden");
    let asked = director.post("/kpi/unsealings", asking).await.ok(201);
    assert_eq!((&asked["status"], &asked["opened"], &asked["actions"]), (&json!("asked"), &json!([]), &json!([])));
    let one = format!("/kpi/unsealings/{}", asked["id"].as_str().unwrap());
    let opening = json!({ "act": "open" });
    assert_eq!(director.act(&format!("{one}/transitions"), &asked["version"], opening.clone()).await.problem(409), "kpi_unsealing.two");
    let hr = app.sign_in("hr").await;
    assert!(has_task(&hr, "unsealing").await);
    let opened = hr.act(&format!("{one}/transitions"), &asked["version"], opening.clone()).await.ok(200);
    assert_eq!((&opened["status"], opened["opened"].as_array().unwrap().len()), (&json!("opened"), 3));
    assert_eq!(hr.act(&format!("{one}/transitions"), &opened["version"], opening).await.problem(409), "kpi_unsealing.not_now");
    let told = director.get(&one).await.ok(200);
    assert!(names.iter().all(|name| told["opened"].to_string().contains(name)));
    let log = app.sign_in("auditor").await.get(&format!("/audit?filter[record]={}", asked["id"].as_str().unwrap())).await.ok(200);
    let actions: Vec<&str> = log["items"].as_array().unwrap().iter().map(|entry| entry["action"].as_str().unwrap()).collect();
    assert!(["create", "update", "reveal"].iter().all(|action| actions.contains(action)), "{actions:?}");
}

#[actix_web::test]
async fn kpi_04_too_few_peers_do_not_count_and_their_weight_goes_to_the_superior() {
    let app = App::start().await;
    let director = app.sign_in("director").await;
    scheme_with_marks(&app, &director).await;
    let (me, month) = (app.sign_in("rep").await.id().await, this_month(&app));
    app.works().await;
    goes_to(&app, day(&cycle(&director, &month).await["self_from"]));
    app.works().await;
    // The director goes on before its time: from self-reviews to marks, from marks to the calibration.
    let director = app.sign_in("director").await;
    let now = cycle(&director, &month).await;
    let acts = format!("/kpi/cycles/{}/transitions", now["id"].as_str().unwrap());
    director.act(&acts, &now["version"], json!({ "act": "advance" })).await.ok(200);
    for (username, mark) in [("rep2", "20"), ("supervisor", "80")] {
        marks(&app.sign_in(username).await, &now, "林晓", mark).await;
    }
    let now = cycle(&director, &month).await;
    director.act(&acts, &now["version"], json!({ "act": "advance" })).await.ok(200);
    let told = app.sign_in("rep").await.get(&format!("/kpi/scores/{me}/{month}")).await.ok(200);
    assert_eq!(item(&told)["value"], "80.0", "one peer's mark does not count, and there was no self-review: all of it is the superior's");
    assert_eq!(item(&told)["records"][0]["note"], "上级评价（含缺少的评价人的权重）");
    let review = director.get(&format!("/kpi/reviews/{me}/{month}")).await.ok(200);
    let peers = review["groups"].as_array().unwrap().iter().find(|group| group["rater"] == "peer").unwrap();
    assert_eq!(
        (&peers["given"], &peers["counted"], &peers["marks"], &peers["remarks"]),
        (&json!(1), &json!(false), &json!([]), &json!([]))
    );
}

#[actix_web::test]
async fn kpi_06_a_year_follows_from_its_final_months_and_an_appeal_holds_it_up() {
    let app = App::start().await;
    let year = local_date(app.state.clock.now(), 480).year() + 1;
    let on = |month: u32, day: u32| NaiveDate::from_ymd_opt(year, month, day).unwrap();
    goes_to(&app, on(1, 12));
    let rep = app.sign_in("rep").await;
    let me = rep.id().await;
    rep.enters_a_customer("成都嘉业文化传播有限公司").await;
    goes_to(&app, on(3, 15));
    let director = app.sign_in("director").await;
    let annual =
        json!({ "months": 100, "least_months": 2, "indicators": [], "grades": { "excellent": "90", "good": "80", "qualified": "60" } });
    let rules =
        json!({ "self_days": 5, "marking_until": 10, "calibration_days": 3, "publish_itself": true, "list_shown": true, "annual": annual });
    director.post("/kpi/cycle-rules", json!({ "from_month": format!("{year}-03"), "rules": rules })).await.ok(200);
    for month in ["01", "02"] {
        director.post(&format!("/kpi/months/{year}-{month}/publication"), json!({})).await.ok(200);
    }
    let rep = app.sign_in("rep").await;
    let february = rep.get(&format!("/kpi/scores/{me}/{year}-02")).await.ok(200)["result"].clone();
    let acts = format!("/kpi/results/{}/transitions", february["id"].as_str().unwrap());
    let appealed = rep.act(&acts, &february["version"], json!({ "act": "appeal", "reason": "少算了" })).await.ok(200);
    assert_eq!(rep.get(&format!("/kpi/scores/{me}/{year}")).await.problem(404), "not_found", "one final month is too few");

    goes_to(&app, NaiveDate::from_ymd_opt(year + 1, 1, 31).unwrap());
    app.works().await;
    let director = app.sign_in("director").await;
    assert_eq!(cycle(&director, &year.to_string()).await["status"], "calibration", "an appeal waits for its answer");
    let late = director.get(&format!("/kpi/results/{}", appealed["id"].as_str().unwrap())).await.ok(200);
    director.act(&acts, &late["version"], json!({ "act": "uphold", "answer": "核对无误" })).await.ok(200);
    app.later(TimeDelta::minutes(20));
    app.works().await;
    let rep = app.sign_in("rep").await;
    assert_eq!(cycle(&rep, &year.to_string()).await["status"], "published");
    let told = rep.get(&format!("/kpi/scores/{me}/{year}")).await.ok(200);
    let months: Vec<Value> = told["items"][0]["records"].as_array().unwrap().iter().map(|one| one["subject"]["title"].clone()).collect();
    let mut sorted = months.clone();
    sorted.sort_by_key(|title| title.as_str().map(str::to_owned));
    assert_eq!(sorted, [json!(format!("{year}-01")), json!(format!("{year}-02"))], "down to its months");
    let mut sum = 0.0;
    for month in ["01", "02"] {
        let score = rep.get(&format!("/kpi/scores/{me}/{year}-{month}")).await.ok(200)["score"].clone();
        sum += score.as_str().unwrap().parse::<f64>().unwrap();
    }
    let score: f64 = told["score"].as_str().unwrap().parse().unwrap();
    assert!((score - sum / 2.0).abs() < 0.06, "{score} is the mean of {sum} ÷ 2");
    assert!(score > 0.0);
    // Colleagues of the unit read the list, since the company shows it.
    let list = app.sign_in("rep2").await.get(&format!("/kpi/months/{year}/published-list")).await.ok(200);
    assert!(list["rows"].as_array().unwrap().iter().any(|row| row["person"]["name"] == "林晓"));
    assert_eq!(rep.get(&format!("/kpi/months/{}-12/published-list", year - 1)).await.problem(404), "not_found", "before the rule");
    // Without an appeal it is final, whatever its grade, and so is its cycle.
    app.later(TimeDelta::days(5));
    app.works().await;
    let rep = app.sign_in("rep").await;
    let settled = rep.get(&format!("/kpi/scores/{me}/{year}")).await.ok(200);
    assert_eq!((&settled["result"]["status"], &settled["result"]["hash"]), (&json!("final"), &told["result"]["hash"]));
    assert_eq!(cycle(&rep, &year.to_string()).await["status"], "final");
}

#[actix_web::test]
async fn kpi_11_a_manager_sees_the_team_and_what_would_raise_each_most() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    rep.enters_a_customer("成都嘉业文化传播有限公司").await;
    let team = app.sign_in("supervisor").await.get("/kpi/team").await.ok(200);
    let names: Vec<&str> = team["members"].as_array().unwrap().iter().map(|one| one["person"]["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["林晓", "周子航"], "the lowest score first, those without any last, never oneself");
    let first = &team["members"][0];
    assert!(first["raise"]["at_target"].is_string(), "{first}");
    assert_eq!((&first["self_review_missing"], &first["marks_missing"]), (&Value::Null, &json!(0)), "nobody is asked now");
    assert!(!team["weakest"].as_array().unwrap().is_empty() && team["mean"] == first["score"]);
    assert_eq!(rep.get("/kpi/team").await.ok(200)["members"], json!([]));
}

/// Whoever's first day is put down only when the cycle runs already is asked like everybody else, each once.
#[actix_web::test]
async fn kpi_05_who_joins_late_is_reviewed_and_marked_too() {
    let app = App::start().await;
    let (director, hr) = (app.sign_in("director").await, app.sign_in("hr").await);
    scheme_with_marks(&app, &director).await;
    let month = this_month(&app);
    let late = [app.sign_in("rep2").await.id().await, app.sign_in("rep4").await.id().await];
    let first = local_date(app.state.clock.now(), 480).with_day(1).unwrap();
    for person in &late {
        enters_on(&hr, person, first + chrono::Months::new(2)).await;
    }
    app.works().await;
    goes_to(&app, day(&cycle(&director, &month).await["self_from"]));
    app.works().await;
    assert!(has_task(&app.sign_in("rep").await, "self_review").await);
    assert!(!has_task(&app.sign_in("rep2").await, "self_review").await, "not with the company this month");
    enters_on(&app.sign_in("hr").await, &late[0], first).await;
    app.later(TimeDelta::minutes(20));
    app.works().await;
    app.later(TimeDelta::minutes(20));
    app.works().await;
    let rep2 = app.sign_in("rep2").await;
    let tasks = |inbox: Vec<Value>, kind: &str| inbox.iter().filter(|task| task["kind"] == kind).count();
    assert_eq!(tasks(rep2.inbox().await, "self_review"), 1, "once");
    assert!(part(&rep2, &cycle(&rep2, &month).await).await["self_review"]["id"].is_string());

    let now = cycle(&rep2, &month).await;
    goes_to(&app, day(&now["marking_from"]));
    app.works().await;
    let sheets = |part: Value| part["sheets"].as_array().unwrap().iter().map(|one| one["person"]["name"].clone()).collect::<Vec<_>>();
    assert!(sheets(part(&app.sign_in("supervisor").await, &now).await).contains(&json!("周子航")));
    let manager = app.sign_in("sales.manager").await;
    assert!(!sheets(part(&manager, &now).await).contains(&json!("苏晴")));
    enters_on(&app.sign_in("hr").await, &late[1], first).await;
    app.later(TimeDelta::minutes(20));
    app.works().await;
    let manager = app.sign_in("sales.manager").await;
    assert!(sheets(part(&manager, &now).await).contains(&json!("苏晴")), "marked, though it is too late for a self-review");
    assert_eq!(tasks(manager.inbox().await, "marking"), 1, "one task for all of them");
}
