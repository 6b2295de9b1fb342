//! CRM-07: unusual reading of customer files is found, told, and looked into by somebody else.

use crate::support::{App, User};
use chrono::{DateTime, Days, TimeDelta, Utc};
use engines::calendar::local_date;
use platform::db::Door;
use serde_json::{Value, json};

const ALERTS: &str = "/customer-reading-alerts";
const NAMES: [&str; 6] = [
    "成都嘉业文化传播有限公司",
    "成都远航装饰工程有限公司",
    "重庆恒达建材有限公司",
    "绵阳金桥酒店管理有限公司",
    "德阳新宇家居有限公司",
    "泸州大地商贸有限公司",
];

/// Three files within an hour, three in a night, two in a day by somebody who leaves.
async fn strict(app: &App) {
    let director = app.sign_in("director").await;
    let before = director.get("/customer-reading-rules").await.ok(200);
    let rules = json!({ "burst_files": 3, "burst_minutes": 60, "night_files": 3, "night_from": 22, "night_to": 6, "leaving_files": 2 });
    director.put("/customer-reading-rules", &before["version"], rules).await.ok(200);
}

/// The clock of the company, on the 24th of November.
fn at(time: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(&format!("2026-11-24T{time}:00+08:00")).unwrap().to_utc()
}

async fn watch(app: &App) -> u64 {
    customers::reading_alerts::watch(&Door::of_system(app.state.clone(), "test")).await.unwrap()
}

/// Ids of files that a representative entered.
async fn files(app: &App) -> Vec<String> {
    let rep = app.sign_in("rep").await;
    let mut ids = Vec::new();
    for name in NAMES {
        ids.push(rep.enters_a_customer(name).await["id"].as_str().unwrap().to_owned());
    }
    ids
}

async fn opens(user: &User, files: &[String]) {
    for id in files {
        user.get(&format!("/customers/{id}")).await.ok(200);
    }
}

async fn alerts(user: &User) -> Vec<Value> {
    user.get(ALERTS).await.ok(200)["items"].as_array().unwrap().clone()
}

async fn asked(user: &User) -> Vec<Value> {
    user.inbox().await.into_iter().filter(|task| task["kind"] == "reading_alert").collect()
}

#[actix_web::test]
async fn crm_07_many_files_in_an_hour_are_told_to_the_director_who_writes_down_what_it_was() {
    let app = App::start().await;
    app.state.clock.travel_to(at("10:00"));
    strict(&app).await;
    let files = files(&app).await;
    let supervisor = app.sign_in("supervisor").await;
    opens(&supervisor, &files[..2]).await;
    assert_eq!(watch(&app).await, 0, "two are not three");
    opens(&supervisor, &files[..3]).await;
    assert_eq!((watch(&app).await, watch(&app).await), (1, 0), "told once");

    let director = app.sign_in("director").await;
    let found = alerts(&director).await;
    assert_eq!(found.len(), 1);
    let alert = &found[0];
    let told = (&alert["person"]["name"], &alert["kind"], &alert["day"], &alert["files"], &alert["most"], &alert["status"]);
    assert_eq!(told, (&json!("何秀兰"), &json!("burst"), &json!("2026-11-24"), &json!(3), &json!(3), &json!("open")));
    let task = asked(&director).await.remove(0);
    assert_eq!(
        (&task["subject"]["id"], &task["due_at"]),
        (&alert["id"], &json!("2026-11-25T10:00:00Z")),
        "the end of the next working day"
    );
    let path = format!("{ALERTS}/{}", alert["id"].as_str().unwrap());
    for stranger in [&supervisor, &app.sign_in("rep").await, &app.sign_in("admin").await] {
        assert_eq!(stranger.get(ALERTS).await.problem(403), "forbidden");
        assert_eq!(stranger.get(&path).await.problem(403), "forbidden");
    }
    // The log behind it holds exactly these readings.
    let (from, to) = (alert["first_at"].as_str().unwrap(), alert["last_at"].as_str().unwrap());
    let log =
        format!("/customer-readings?filter[person]=eq:{}&filter[at]=ge:{from}&filter[at]=le:{to}", alert["person"]["id"].as_str().unwrap());
    assert_eq!(director.get(&log).await.ok(200)["items"].as_array().unwrap().len(), 3);

    let reviews = format!("{path}/reviews");
    let review = |note: &str| json!({ "note": note });
    assert_eq!(director.act(&reviews, &alert["version"], review(" ")).await.bad_fields(), [("/note".to_owned(), "required".to_owned())]);
    assert_eq!(director.act(&reviews, &json!(99), review("季度回访")).await.problem(412), "stale");
    let reviewed = director.act(&reviews, &alert["version"], review("季度回访，已核实")).await.ok(200);
    assert_eq!(
        (&reviewed["status"], &reviewed["reviewable"], &reviewed["reviewed_by"]["name"]),
        (&json!("reviewed"), &json!(false), &json!("程思源"))
    );
    assert_eq!(asked(&director).await, [] as [Value; 0]);
    assert_eq!(director.act(&reviews, &reviewed["version"], review("再次")).await.problem(409), "reading_alert.reviewed");

    // As many files again, and it is open once more.
    opens(&supervisor, &files[3..5]).await;
    assert_eq!(watch(&app).await, 0, "five: two more than were reviewed");
    opens(&supervisor, &files[5..]).await;
    assert_eq!(watch(&app).await, 1, "six");
    let again = director.get(&path).await.ok(200);
    assert_eq!((&again["status"], &again["files"], &again["note"]), (&json!("open"), &json!(6), &json!("季度回访，已核实")));
    assert_eq!(asked(&director).await.len(), 1);
}

#[actix_web::test]
async fn crm_07_the_directors_own_night_is_for_the_general_manager() {
    let app = App::start().await;
    app.state.clock.travel_to(at("21:50"));
    strict(&app).await;
    let files = files(&app).await;
    opens(&app.sign_in("director").await, &files[..2]).await;
    app.state.clock.travel_to(at("23:30"));
    let director = app.sign_in("director").await;
    opens(&director, &files[..3]).await;
    watch(&app).await;
    assert_eq!((alerts(&director).await.len(), asked(&director).await.len()), (0, 0), "nobody sees what is about themselves");
    let gm = app.sign_in("gm").await;
    let kinds: Vec<Value> = alerts(&gm).await.into_iter().map(|one| json!([one["kind"], one["files"], one["person"]["name"]])).collect();
    assert_eq!(kinds.len(), 2, "{kinds:?}");
    for kind in ["night", "burst"] {
        assert!(kinds.contains(&json!([kind, 3, "程思源"])), "{kinds:?}");
    }
    assert_eq!(asked(&gm).await.len(), 2);
    let path = format!("{ALERTS}/{}", alerts(&gm).await[0]["id"].as_str().unwrap());
    assert_eq!(director.get(&path).await.problem(404), "not_found");
    let own = director.act(&format!("{path}/reviews"), &json!(1), json!({ "note": "加班" })).await;
    assert_eq!(own.problem(404), "not_found");
}

#[actix_web::test]
async fn crm_07_who_has_given_notice_is_looked_at_by_the_day() {
    let app = App::start().await;
    app.state.clock.travel_to(at("09:30"));
    strict(&app).await;
    let files = files(&app).await;
    let rep = app.sign_in("rep").await;
    rep.get(&format!("/customers/{}", files[0])).await.ok(200);
    app.later(TimeDelta::hours(3));
    let rep = app.sign_in("rep").await;
    rep.get(&format!("/customers/{}", files[1])).await.ok(200);
    assert_eq!(watch(&app).await, 0);
    let last_day = local_date(app.state.clock.now(), 480) + Days::new(35);
    rep.post("/hand-overs", json!({ "person_id": rep.id().await, "last_day": last_day, "reason": "回老家发展" })).await.ok(201);
    assert_eq!(watch(&app).await, 1);
    let found = alerts(&app.sign_in("director").await).await;
    assert_eq!((&found[0]["kind"], &found[0]["files"], &found[0]["most"]), (&json!("leaving"), &json!(2), &json!(2)));
}

#[actix_web::test]
async fn crm_07_the_rules_are_the_companys() {
    let app = App::start().await;
    let director = app.sign_in("director").await;
    let now = director.get("/customer-reading-rules").await.ok(200);
    assert_eq!(
        (&now["rules"]["burst_files"], &now["rules"]["burst_minutes"], &now["rules"]["night_from"]),
        (&json!(60), &json!(60), &json!(22))
    );
    let changed = |field: &str, value: i64| {
        let mut rules = now["rules"].clone();
        rules[field] = json!(value);
        rules
    };
    for (field, value) in
        [("burst_files", 1), ("burst_minutes", 1441), ("night_files", 0), ("night_from", 24), ("night_to", -1), ("leaving_files", 0)]
    {
        let answered = director.put("/customer-reading-rules", &now["version"], changed(field, value)).await;
        assert_eq!(answered.bad_fields()[0].0, format!("/{field}"));
    }
    let rep = app.sign_in("rep").await;
    assert_eq!(rep.get("/customer-reading-rules").await.problem(403), "forbidden");
    assert_eq!(rep.put("/customer-reading-rules", &now["version"], changed("burst_files", 5)).await.problem(403), "forbidden");
    director.put("/customer-reading-rules", &now["version"], changed("burst_files", 5)).await.ok(200);
    assert_eq!(director.put("/customer-reading-rules", &now["version"], changed("burst_files", 6)).await.problem(412), "stale");
}
