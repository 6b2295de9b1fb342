use super::person;
use crate::support::App;
use chrono::TimeDelta;
use serde_json::{Value, json};

#[actix_web::test]
async fn a_person_sees_their_sessions_and_ends_one_or_all_others() {
    let app = App::start().await;
    let (one, two, three) = (app.sign_in("rep").await, app.sign_in("rep").await, app.sign_in("rep").await);
    let sessions = one.get("/me/sessions").await.ok(200);
    let all = sessions.as_array().unwrap();
    assert_eq!(all.len(), 3);
    assert_eq!(all.iter().filter(|s| s["current"] == true).count(), 1);
    assert_eq!(all[0]["address"], "127.0.0.1");
    let its_own: Value = two.get("/me/sessions").await.ok(200);
    let second = its_own.as_array().unwrap().iter().find(|s| s["current"] == true).unwrap()["id"].as_str().unwrap().to_owned();
    one.delete(&format!("/me/sessions/{second}")).await.ok(204);
    assert_eq!(two.get("/me").await.problem(401), "unauthenticated");
    one.delete(&format!("/me/sessions/{second}")).await.ok(204);
    one.delete("/me/sessions").await.ok(204);
    assert_eq!(three.get("/me").await.problem(401), "unauthenticated");
    assert_eq!(one.get("/me/sessions").await.ok(200).as_array().unwrap().len(), 1);
}

#[actix_web::test]
async fn nobody_ends_the_session_of_somebody_else() {
    let app = App::start().await;
    let (rep, other) = (app.sign_in("rep").await, app.sign_in("rep2").await);
    let theirs = other.get("/me/sessions").await.ok(200)[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(rep.delete(&format!("/me/sessions/{theirs}")).await.problem(404), "not_found");
    other.get("/me").await.ok(200);
}

#[actix_web::test]
async fn an_administrator_ends_a_person_s_sessions() {
    let app = App::start().await;
    let (admin, rep) = (app.sign_in("admin").await, app.sign_in("rep").await);
    let id = person(&app, "rep").await;
    assert_eq!(admin.get(&format!("/accounts/{id}/sessions")).await.ok(200).as_array().unwrap().len(), 1);
    assert_eq!(rep.delete(&format!("/accounts/{id}/sessions")).await.problem(403), "forbidden");
    admin.delete(&format!("/accounts/{id}/sessions")).await.ok(204);
    assert_eq!(rep.get("/me").await.problem(401), "unauthenticated");
    let log = app.sign_in("auditor").await.get("/audit?filter[action]=sign_out").await.ok(200);
    assert_eq!(log["items"][0]["person"]["name"], "孔维", "the log says who ended it");
}

#[actix_web::test]
async fn sessions_that_ran_out_are_not_shown() {
    let app = App::start().await;
    app.sign_in("rep").await;
    app.later(TimeDelta::days(15));
    let rep = app.sign_in("rep").await;
    assert_eq!(rep.get("/me/sessions").await.ok(200).as_array().unwrap().len(), 1);
}

#[actix_web::test]
async fn accounts_are_the_administrator_s_to_see() {
    let app = App::start().await;
    let admin = app.sign_in("admin").await;
    for _ in 0..5 {
        app.stranger().post("/sessions", json!({ "username": "rep2", "password": "x" })).await.problem(401);
    }
    let found = admin.get("/accounts?filter[username]=rep2").await.ok(200);
    assert_eq!(found["items"][0]["name"], "周子航");
    assert!(found["items"][0]["locked_until"].is_string());
    assert_eq!(app.sign_in("gm").await.get("/accounts").await.problem(403), "forbidden");
}
