//! CRM-06, CRM-07: leave to read a file for a while, why a file is seen, who read it.

use crate::support::{App, User};
use chrono::{Days, TimeDelta, Utc};
use serde_json::{Value, json};

const NAME: &str = "成都嘉业文化传播有限公司";

/// What a request says; the last day lies so many days ahead.
fn wish(name: &str, fields: &[&str], days: u64) -> Value {
    let until = (Utc::now() + TimeDelta::hours(8)).date_naive() + Days::new(days);
    json!({ "customers": [name], "fields": fields, "purpose": "核对应收账款", "until": until.to_string() })
}

/// Files a request and has the general manager grant it; gives its path.
async fn granted(app: &App, who: &User, fields: &[&str]) -> String {
    let access = who.post("/customer-accesses", wish(NAME, fields, 3)).await.ok(201);
    let id = access["id"].as_str().unwrap();
    app.sign_in("gm").await.decides(id, "approve", "同意").await.ok(200);
    format!("/customer-accesses/{id}")
}

#[actix_web::test]
async fn a_granted_file_shows_what_was_granted_and_no_more_until_it_ends_by_itself() {
    let app = App::start().await;
    let (rep, finance) = (app.sign_in("rep").await, app.sign_in("finance").await);
    let file = rep.enters_a_customer(NAME).await;
    let id = file["id"].as_str().unwrap();
    rep.post(&format!("/customers/{id}/follow-ups"), json!({ "way": "phone", "content": "谈了软装预算" })).await.ok(201);
    let path = granted(&app, &finance, &["facts", "phone"]).await;
    let access = finance.get(&path).await.ok(200);
    assert_eq!((&access["status"], &access["active"], &access["files"][0]["id"]), (&json!("granted"), &json!(true), &json!(id)));
    let read = finance.get(&format!("{path}/files/{id}")).await.ok(200);
    assert_eq!((&read["name"], &read["facts"]["city"], &read["phone"]["hint"]), (&json!(NAME), &json!("成都"), &json!("138****3186")));
    assert_eq!((&read["contacts"], &read["follow_ups"], &read["address"]), (&json!(null), &json!(null), &json!(null)));
    let reveals = format!("{path}/files/{id}/reveals");
    assert_eq!(finance.post(&reveals, json!({ "field": "phone" })).await.ok(200)["value"], "13816613186");
    assert_eq!(finance.post(&reveals, json!({ "field": "address" })).await.problem(403), "forbidden");
    assert_eq!(finance.get(&format!("/customers/{id}")).await.problem(403), "forbidden", "the leave is for this one way of reading");
    app.later(TimeDelta::days(4));
    let finance = app.sign_in("finance").await;
    assert_eq!(finance.get(&format!("{path}/files/{id}")).await.problem(409), "access.ended");
    assert_eq!(finance.post(&reveals, json!({ "field": "phone" })).await.problem(409), "access.ended");
    let over = finance.get(&path).await.ok(200);
    assert_eq!((&over["active"], over["files"].as_array().unwrap().len()), (&json!(false), 0));
}

#[actix_web::test]
async fn only_the_general_manager_decides_and_takes_back() {
    let app = App::start().await;
    app.sign_in("rep").await.enters_a_customer(NAME).await;
    let (admin, gm, director) = (app.sign_in("admin").await, app.sign_in("gm").await, app.sign_in("director").await);
    let asked = admin.post("/customer-accesses", wish(NAME, &["facts"], 3)).await.ok(201);
    let (id, path) = (asked["id"].as_str().unwrap(), format!("/customer-accesses/{}", asked["id"].as_str().unwrap()));
    assert!(director.inbox().await.iter().all(|t| t["kind"] != "approval"));
    assert_eq!(director.get(&path).await.problem(404), "not_found");
    assert_eq!(gm.get(&path).await.ok(200)["files"].as_array().unwrap().len(), 1, "who decides sees which file is meant");
    let grant = admin.act(&format!("{path}/transitions"), &asked["version"], json!({ "act": "grant" })).await;
    assert_eq!(grant.problem(409), "access.not_now", "nobody grants it to themselves");
    gm.decides(id, "return", "请说明用途").await.ok(200);
    let returned = admin.get(&path).await.ok(200);
    assert_eq!((&returned["status"], &returned["remark"]), (&json!("returned"), &json!("请说明用途")));
    let path = granted(&app, &admin, &["facts"]).await;
    let now = gm.get(&path).await.ok(200);
    let file = now["files"][0]["id"].as_str().unwrap();
    admin.get(&format!("{path}/files/{file}")).await.ok(200);
    let silent = gm.act(&format!("{path}/transitions"), &now["version"], json!({ "act": "revoke" })).await;
    assert_eq!(silent.bad_fields(), [("/reason".to_owned(), "reason_required".to_owned())]);
    let body = json!({ "act": "revoke", "reason": "已核对完" });
    assert_eq!(gm.act(&format!("{path}/transitions"), &now["version"], body).await.ok(200)["status"], "revoked");
    assert_eq!(admin.get(&format!("{path}/files/{file}")).await.problem(409), "access.ended", "from the next request on");
}

#[actix_web::test]
async fn a_request_can_be_withdrawn_and_has_limits() {
    let app = App::start().await;
    let hr = app.sign_in("hr").await;
    for (days, name) in [(91, NAME), (3, " ")] {
        assert_eq!(hr.post("/customer-accesses", wish(name, &["facts"], days)).await.status, 422, "{days} {name}");
    }
    assert_eq!(hr.post("/customer-accesses", wish(NAME, &[], 3)).await.status, 422);
    let asked = hr.post("/customer-accesses", wish(NAME, &["facts"], 90)).await.ok(201);
    let path = format!("/customer-accesses/{}", asked["id"].as_str().unwrap());
    assert_eq!(asked["actions"], json!(["withdraw"]));
    let gone = hr.act(&format!("{path}/transitions"), &asked["version"], json!({ "act": "withdraw" })).await.ok(200);
    assert_eq!((&gone["status"], &gone["actions"]), (&json!("withdrawn"), &json!([])));
    assert!(app.sign_in("gm").await.inbox().await.is_empty());
    assert_eq!(hr.get("/customer-accesses?filter[status]=withdrawn").await.ok(200)["items"].as_array().unwrap().len(), 1);
    assert!(app.sign_in("admin").await.get("/customer-accesses").await.ok(200)["items"].as_array().unwrap().is_empty());
}

#[actix_web::test]
async fn everyone_who_sees_a_file_is_told_by_which_right() {
    let app = App::start().await;
    let file = app.sign_in("rep").await.enters_a_customer(NAME).await;
    let path = format!("/customers/{}/why", file["id"].as_str().unwrap());
    for (who, basis) in [("rep", "own"), ("supervisor", "unit"), ("sales.manager", "unit"), ("director", "all"), ("gm", "all")] {
        let why = app.sign_in(who).await.get(&path).await.ok(200);
        assert_eq!((&why["basis"], &why["owner"]["name"]), (&json!(basis), &json!("林晓")), "{who}");
        assert!(why["permissions"].as_array().unwrap().contains(&json!("customer.read")));
    }
    assert_eq!(app.sign_in("rep3").await.get(&path).await.problem(404), "not_found");
}

#[actix_web::test]
async fn the_owner_and_the_director_see_who_read_a_file() {
    let app = App::start().await;
    let (rep, supervisor, finance) = (app.sign_in("rep").await, app.sign_in("supervisor").await, app.sign_in("finance").await);
    let file = rep.enters_a_customer(NAME).await;
    let id = file["id"].as_str().unwrap();
    for _ in 0..3 {
        supervisor.get(&format!("/customers/{id}")).await.ok(200);
    }
    supervisor.post(&format!("/customers/{id}/reveals"), json!({ "field": "phone" })).await.ok(200);
    let path = granted(&app, &finance, &["facts"]).await;
    finance.get(&format!("{path}/files/{id}")).await.ok(200);
    let log = rep.get(&format!("/customers/{id}/readings")).await.ok(200);
    let told: Vec<_> =
        log["items"].as_array().unwrap().iter().map(|r| (r["person"]["name"].clone(), r["kind"].clone(), r["basis"].clone())).collect();
    let line = |who: &str, kind: &str, basis: &str| (json!(who), json!(kind), json!(basis));
    let wanted = [line("金玉成", "opened", "grant"), line("何秀兰", "revealed", "unit"), line("何秀兰", "opened", "unit")];
    assert_eq!(told, wanted, "an opening counts once in a sitting");
    let director = app.sign_in("director").await;
    assert_eq!(director.get("/customer-readings?filter[kind]=revealed").await.ok(200)["items"][0]["customer"]["id"], json!(id));
    assert_eq!(supervisor.get(&format!("/customers/{id}/readings")).await.problem(403), "forbidden");
    assert_eq!(rep.get("/customer-readings").await.problem(403), "forbidden");
}
