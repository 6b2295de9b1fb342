//! DAY-12: announcements reach whom they are addressed to and nobody else; readers confirm; the author sees who has not.

use crate::support::{App, User};
use chrono::TimeDelta;
use platform::db::Door;
use serde_json::{Value, json};

fn form(title: &str, audience: &str) -> Value {
    json!({ "title": title, "body": "第一段。\n\n第二段。", "audience": audience })
}

/// Writes and publishes an announcement.
async fn publishes(author: &User, form: Value) -> Value {
    let draft = author.post("/announcements", form).await.ok(201);
    act(author, &draft, "publish").await
}

async fn act(author: &User, it: &Value, act: &str) -> Value {
    author.act(&format!("{}/transitions", path(it)), &it["version"], json!({ "act": act })).await.ok(200)
}

fn path(it: &Value) -> String {
    format!("/announcements/{}", it["id"].as_str().unwrap())
}

async fn titles(reader: &User, query: &str) -> Vec<String> {
    let page = reader.get(&format!("/announcements{query}")).await.ok(200);
    page["items"].as_array().unwrap().iter().map(|row| row["title"].as_str().unwrap().to_owned()).collect()
}

async fn told(reader: &User, kind: &str) -> usize {
    reader.get(&format!("/notifications?filter[kind]={kind}")).await.ok(200)["items"].as_array().unwrap().len()
}

/// The unit with this code.
async fn unit(user: &User, code: &str) -> Value {
    let tree = user.get("/units").await.ok(200);
    tree["items"].as_array().unwrap().iter().find(|unit| unit["code"] == code).unwrap()["id"].clone()
}

#[actix_web::test]
async fn day_12_an_announcement_is_drafted_published_read_and_withdrawn() {
    let app = App::start().await;
    let (director, rep, agent) = (app.sign_in("director").await, app.sign_in("rep").await, app.sign_in("agent").await);
    let draft = director.post("/announcements", form("元旦放假安排", "all")).await.ok(201);
    assert_eq!((&draft["status"], &draft["actions"], &draft["may_edit"]), (&json!("draft"), &json!(["publish", "withdraw"]), &json!(true)));
    assert!(titles(&rep, "").await.is_empty());
    assert_eq!(rep.get(&path(&draft)).await.problem(404), "not_found", "a draft is nobody's yet");
    let dropped = director.post("/announcements", form("不发了", "all")).await.ok(201);
    assert_eq!(act(&director, &dropped, "withdraw").await["status"], "withdrawn");
    assert_eq!(rep.get(&path(&dropped)).await.problem(404), "not_found", "nor is one that never came out");
    let better = director.put(&path(&draft), &draft["version"], form("元旦放假安排（更正）", "all")).await.ok(200);
    let published = act(&director, &better, "publish").await;
    assert_eq!((&published["status"], &published["actions"]), (&json!("published"), &json!(["withdraw"])));
    let late = director.put(&path(&published), &published["version"], form("又改", "all")).await;
    assert_eq!(late.problem(409), "announcement.not_a_draft");

    assert_eq!(titles(&rep, "?filter[read_at]=null:true").await, ["元旦放假安排（更正）"]);
    assert_eq!((told(&rep, "announcement").await, told(&director, "announcement").await), (1, 0), "the author knows");
    let seen = rep.get(&path(&published)).await.ok(200);
    assert_eq!((&seen["for_me"], &seen["receipts"], &seen["actions"]), (&json!(true), &Value::Null, &json!([])));
    let read = rep.post(&format!("{}/receipts", path(&published)), json!({})).await.ok(200);
    assert!(read["read_at"].is_string());
    let again = rep.post(&format!("{}/receipts", path(&published)), json!({})).await.ok(200);
    assert_eq!(again["read_at"], read["read_at"]);
    assert!(titles(&rep, "?filter[read_at]=null:true").await.is_empty());
    assert!(titles(&rep, "?filter[prominent]=true").await.is_empty(), "read and not pinned");

    let now = director.get(&path(&published)).await.ok(200);
    assert_eq!(now["receipts"]["read"], 1);
    let list = director.get(&format!("{}/receipts?filter[read_at]=null:false", path(&published))).await.ok(200);
    assert_eq!(list["items"][0]["name"], "林晓");
    assert_eq!(rep.get(&format!("{}/receipts", path(&published))).await.problem(403), "forbidden");

    act(&director, &now, "withdraw").await;
    assert_eq!(agent.get(&path(&published)).await.problem(404), "not_found");
    assert!(titles(&agent, "").await.is_empty());
    assert_eq!(told(&agent, "announcement").await, 0, "what was told of it would lead nowhere");
}

#[actix_web::test]
async fn day_12_who_is_not_addressed_does_not_learn_of_it() {
    let app = App::start().await;
    let (director, rep, rep3, agent) =
        (app.sign_in("director").await, app.sign_in("rep").await, app.sign_in("rep3").await, app.sign_in("agent").await);
    let sales = unit(&director, "QM-XS").await;
    let mut for_sales = form("销售部周会改期", "units");
    for_sales["unit_ids"] = json!([sales]);
    let for_sales = publishes(&director, for_sales).await;
    let mut for_agents = form("客服话术更新", "roles");
    for_agents["roles"] = json!(["service_agent"]);
    let for_agents = publishes(&director, for_agents).await;
    assert_eq!(for_agents["receipts"]["addressed"], 2);

    assert_eq!(titles(&rep, "").await, ["销售部周会改期"], "a team belongs to its department");
    assert_eq!(titles(&rep3, "").await, ["销售部周会改期"]);
    assert_eq!(titles(&agent, "").await, ["客服话术更新"]);
    let unknown = "/announcements/00000000-0000-7000-8000-000000000000";
    for (who, hidden) in [(&agent, &for_sales), (&rep, &for_agents)] {
        let (here, nowhere) = (who.get(&path(hidden)).await, who.get(unknown).await);
        assert_eq!((here.status, &here.json["code"]), (404, &nowhere.json["code"]));
        assert_eq!(who.post(&format!("{}/receipts", path(hidden)), json!({})).await.problem(404), "not_found");
        assert_eq!(who.get("/announcements?count=true").await.ok(200)["total"]["count"], 1);
        assert_eq!(told(who, "announcement").await, 1);
    }
    let manager = app.sign_in("service.manager").await;
    assert_eq!(manager.get(&path(&for_sales)).await.problem(404), "not_found", "to publish is not to read everything");
    assert_eq!(manager.get(&format!("{}/receipts", path(&for_sales))).await.problem(404), "not_found");
    let written = manager.get("/announcements/written").await.ok(200);
    assert!(written["items"].as_array().unwrap().is_empty());
    let step = manager.act(&format!("{}/transitions", path(&for_sales)), &for_sales["version"], json!({ "act": "withdraw" })).await;
    assert_eq!(step.problem(404), "not_found");
}

#[actix_web::test]
async fn day_12_nobody_addresses_further_than_they_reach() {
    let app = App::start().await;
    let manager = app.sign_in("sales.manager").await;
    let options = manager.get("/announcements/addressable").await.ok(200);
    assert_eq!((&options["all"], &options["roles"]), (&json!(false), &json!([])));
    let codes: Vec<&str> = options["units"].as_array().unwrap().iter().map(|unit| unit["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["QM-XS", "QM-XS1", "QM-XS2"]);
    let named = |pointer: &str, code: &str| vec![(pointer.to_owned(), code.to_owned())];
    let everyone = manager.post("/announcements", form("全体", "all")).await;
    assert_eq!(everyone.bad_fields(), named("/audience", "announcement_reach"));
    let mut beyond = form("给客服部", "units");
    beyond["unit_ids"] = json!([unit(&manager, "QM-KF").await]);
    assert_eq!(manager.post("/announcements", beyond.clone()).await.bad_fields(), named("/unit_ids/0", "announcement_reach"));
    beyond["unit_ids"] = json!(["00000000-0000-7000-8000-000000000000"]);
    assert_eq!(manager.post("/announcements", beyond.clone()).await.bad_fields(), named("/unit_ids/0", "unit_unknown"));
    beyond["unit_ids"] = json!([unit(&manager, "QM-XS1").await]);
    publishes(&manager, beyond).await;
    assert_eq!(titles(&app.sign_in("rep").await, "").await, ["给客服部"]);
    assert!(titles(&app.sign_in("rep3").await, "").await.is_empty());
    assert_eq!(app.sign_in("rep").await.post("/announcements", form("我也说", "all")).await.problem(403), "forbidden");
}

#[actix_web::test]
async fn day_12_it_is_shown_from_its_first_day_to_its_last() {
    let app = App::start().await;
    let (director, rep) = (app.sign_in("director").await, app.sign_in("rep").await);
    let today = engines::calendar::local_date(app.state.clock.now(), 480);
    let day = |n: i64| (today + TimeDelta::days(n)).to_string();
    let mut later = form("下周盘点", "all");
    (later["from_on"], later["until_on"], later["pinned"]) = (json!(day(2)), json!(day(3)), json!(true));
    let later = publishes(&director, later).await;
    assert!(titles(&rep, "").await.is_empty());
    assert_eq!(rep.get(&path(&later)).await.problem(404), "not_found");
    let show = async |app: &App| organisation::announcements::show_due(&Door::of_system(app.state.clone(), "test")).await.unwrap();
    assert_eq!((show(&app).await, told(&rep, "announcement").await), (0, 0));
    app.later(TimeDelta::days(2));
    let rep = app.sign_in("rep").await;
    assert_eq!(titles(&rep, "").await, ["下周盘点"]);
    assert_eq!((show(&app).await, show(&app).await), (1, 0));
    assert_eq!(told(&rep, "announcement").await, 1);
    rep.post(&format!("{}/receipts", path(&later)), json!({})).await.ok(200);
    assert_eq!(titles(&rep, "?filter[prominent]=true").await, ["下周盘点"], "pinned");
    app.later(TimeDelta::days(3));
    let (director, rep) = (app.sign_in("director").await, app.sign_in("rep").await);
    assert!(titles(&rep, "").await.is_empty());
    assert_eq!(rep.get(&path(&later)).await.problem(404), "not_found");
    let mut over = form("过期", "all");
    over["until_on"] = json!(day(0));
    let over = director.post("/announcements", over).await.ok(201);
    let step = director.act(&format!("{}/transitions", path(&over)), &over["version"], json!({ "act": "publish" })).await;
    assert_eq!(step.problem(409), "announcement.over");
}

#[actix_web::test]
async fn day_12_those_who_have_not_read_it_are_reminded_but_not_every_hour() {
    let app = App::start().await;
    let (director, rep, rep2) = (app.sign_in("director").await, app.sign_in("rep").await, app.sign_in("rep2").await);
    let it = publishes(&director, form("安全培训通知", "all")).await;
    rep.post(&format!("{}/receipts", path(&it)), json!({})).await.ok(200);
    let remind = format!("{}/reminders", path(&it));
    assert_eq!(director.post(&remind, json!({})).await.problem(409), "announcement.just_reminded");
    app.later(TimeDelta::hours(5));
    let (director, rep, rep2) = (app.sign_in("director").await, app.sign_in("rep").await, {
        drop(rep2);
        app.sign_in("rep2").await
    });
    let people = director.post(&remind, json!({})).await.ok(200)["people"].as_u64().unwrap();
    let receipts = director.get(&path(&it)).await.ok(200)["receipts"].clone();
    assert_eq!(people, receipts["addressed"].as_u64().unwrap() - 1);
    assert_eq!(receipts["may_remind"], false);
    assert_eq!((told(&rep, "unread").await, told(&rep2, "unread").await), (0, 1));
}

#[actix_web::test]
async fn day_12_who_changes_to_another_unit_gets_what_is_announced_there() {
    let app = App::start().await;
    let (director, hr) = (app.sign_in("director").await, app.sign_in("hr").await);
    let mut for_agents = form("客服值班表", "roles");
    for_agents["roles"] = json!(["service_agent"]);
    publishes(&director, for_agents).await;
    let rep = app.sign_in("rep").await;
    assert!(titles(&rep, "").await.is_empty());
    let admin = app.sign_in("admin").await;
    let person = hr.get(&format!("/people/{}", rep.id().await)).await.ok(200);
    let path = format!("/people/{}/transitions", person["id"].as_str().unwrap());
    let act = json!({ "act": "assign_roles", "roles": ["sales_rep", "service_agent"] });
    admin.act(&path, &person["version"], act).await.ok(200);
    assert_eq!(titles(&rep, "").await, ["客服值班表"]);
    assert_eq!(told(&rep, "announcement").await, 1);
}
