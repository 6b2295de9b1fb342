//! ORG-06: sign-in, rotation, reuse, lockout; ORG-05: rights at once.

use crate::support::App;
use chrono::TimeDelta;
use organisation::company;
use platform::db::Door;
use serde_json::json;
use uuid::Uuid;

#[actix_web::test]
async fn a_person_signs_in_and_out() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    assert_eq!(rep.get("/me").await.ok(200)["name"], "林晓");
    rep.send("DELETE", "/sessions/current", None, &[]).await.ok(204);
    assert_eq!(rep.get("/me").await.problem(401), "unauthenticated", "the token dies with its session");
}

#[actix_web::test]
async fn a_wrong_password_and_an_unknown_name_get_the_same_answer() {
    let app = App::start().await;
    let wrong = app.stranger().post("/sessions", json!({ "username": "rep", "password": "x" })).await;
    let unknown = app.stranger().post("/sessions", json!({ "username": "nobody", "password": "x" })).await;
    assert_eq!(wrong.json["detail"], unknown.json["detail"]);
    assert_eq!(wrong.problem(401), unknown.problem(401));
}

#[actix_web::test]
async fn five_wrong_passwords_lock_the_account_for_a_while() {
    let app = App::start().await;
    for _ in 0..5 {
        assert_eq!(app.stranger().post("/sessions", json!({ "username": "rep", "password": "x" })).await.problem(401), "sign_in.wrong");
    }
    let right = json!({ "username": "rep", "password": server::demo::PASSWORD });
    assert_eq!(app.stranger().post("/sessions", right.clone()).await.problem(401), "sign_in.locked");
    app.later(TimeDelta::minutes(16));
    app.stranger().post("/sessions", right).await.ok(200);
}

#[actix_web::test]
async fn an_access_token_lives_ten_minutes_and_is_renewed_by_the_cookie() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    app.later(TimeDelta::minutes(11));
    assert_eq!(rep.get("/me").await.problem(401), "unauthenticated");
    app.stranger().send("POST", "/sessions/refresh", None, &[]).await.ok(200);
}

#[actix_web::test]
async fn an_old_refresh_token_ends_the_session_for_everybody() {
    let app = App::start().await;
    let url = format!("{}/api/v1/sessions", app.base);
    let http = reqwest::Client::new();
    let cookie = |r: &reqwest::Response| r.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    let body = json!({ "username": "rep", "password": server::demo::PASSWORD });
    let first = cookie(&http.post(&url).json(&body).send().await.unwrap());
    let refresh = async |cookie: &str| http.post(format!("{url}/refresh")).header("cookie", cookie).send().await.unwrap();
    let second = cookie(&refresh(&first).await);
    assert_eq!(refresh(&first).await.status(), 200, "a second tab in the same moment");
    app.later(TimeDelta::seconds(30));
    assert_eq!(refresh(&first).await.status(), 401, "an old copy");
    assert_eq!(refresh(&second).await.status(), 401, "the thief and the owner cannot be told apart: both are out");
}

/// ORG-06: of any generation, not only of the last.
#[actix_web::test]
async fn any_older_refresh_token_of_a_session_ends_it_and_no_other() {
    let app = App::start().await;
    let url = format!("{}/api/v1/sessions", app.base);
    let http = reqwest::Client::new();
    let cookie = |r: &reqwest::Response| r.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    let body = json!({ "username": "rep", "password": server::demo::PASSWORD });
    let signs_in = async || cookie(&http.post(&url).json(&body).send().await.unwrap());
    let refresh = async |cookie: &str| http.post(format!("{url}/refresh")).header("cookie", cookie).send().await.unwrap();
    let other = signs_in().await;
    let mut tokens = vec![signs_in().await];
    for _ in 0..4 {
        app.later(TimeDelta::minutes(5));
        let answer = refresh(tokens.last().unwrap()).await;
        tokens.push(cookie(&answer));
    }
    let (body, mac) = tokens[1].split_once('.').unwrap();
    assert_eq!(refresh(&format!("{body}.{}", mac.replace(['a', '0'], "b"))).await.status(), 401, "made up");
    let newest = cookie(&refresh(&tokens[4]).await);
    assert_eq!(refresh(&tokens[1]).await.status(), 401, "three renewals old, moments after the last one");
    assert_eq!(refresh(&newest).await.status(), 401, "the thief and the owner cannot be told apart: both are out");
    assert_eq!(refresh(&other).await.status(), 200, "another session of the same person goes on");
    let log = app.sign_in("auditor").await.get("/audit?filter[action]=sign_out&count=true").await.ok(200);
    assert_eq!(log["total"]["count"], 1);
}

#[actix_web::test]
async fn another_site_cannot_renew_a_session() {
    let app = App::start().await;
    app.sign_in("rep").await;
    let answer = app.stranger().send("POST", "/sessions/refresh", None, &[("sec-fetch-site", "cross-site")]).await;
    assert_eq!(answer.problem(401), "session.ended");
}

#[actix_web::test]
async fn rights_change_with_the_next_request() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    rep.get("/customers").await.ok(200);
    let id: Uuid = rep.id().await.parse().unwrap();
    let door = Door::of_system(app.state.clone(), "test");
    door.write_as_system(async move |tx: &mut platform::db::Tx| company::set_roles(tx, id, &["admin"]).await).await.unwrap();
    assert_eq!(rep.get("/customers").await.problem(403), "forbidden");
}
