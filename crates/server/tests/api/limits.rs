//! ORG-06, PLT-01: nobody asks for more than their share.

use crate::support::App;
use chrono::TimeDelta;
use serde_json::json;

const SOMEWHERE: (&str, &str) = ("x-forwarded-for", "203.0.113.5");
const ELSEWHERE: (&str, &str) = ("x-forwarded-for", "203.0.113.6");

async fn behind_a_proxy() -> App {
    App::with(|config| {
        config.limits.trusted_proxies = vec!["127.0.0.1".to_owned()];
        (config.limits.account_per_minute, config.limits.account_burst) = (60, 5);
        (config.limits.address_per_minute, config.limits.address_burst) = (60, 8);
        (config.limits.sign_in_per_minute, config.limits.sign_in_burst) = (6, 3);
    })
    .await
}

#[actix_web::test]
async fn an_account_that_asks_too_much_is_told_to_wait() {
    let app = behind_a_proxy().await;
    let rep = app.sign_in("rep").await;
    for left in (0..5).rev() {
        let answer = rep.send("GET", "/me", None, &[SOMEWHERE]).await;
        assert_eq!(answer.headers["ratelimit"].to_str().unwrap().split(';').nth(1).unwrap(), format!("r={left}"));
        answer.ok(200);
    }
    let refused = rep.send("GET", "/me", None, &[SOMEWHERE]).await;
    assert_eq!(
        (&refused.headers["retry-after"], &refused.headers["ratelimit-policy"]),
        (&"1".parse().unwrap(), &"\"account\";q=5".parse().unwrap())
    );
    assert!(refused.headers.contains_key("content-security-policy") && refused.headers.contains_key("x-request-id"));
    assert_eq!(refused.problem(429), "too_many_requests");
    assert_eq!(rep.send("GET", "/me", None, &[ELSEWHERE]).await.status, 429, "another address does not help");
    app.later(TimeDelta::seconds(2));
    rep.send("GET", "/me", None, &[SOMEWHERE]).await.ok(200);
}

#[actix_web::test]
async fn an_address_that_guesses_is_slowed_down_and_others_are_not() {
    let app = behind_a_proxy().await;
    let guess = || Some(json!({ "username": "nobody", "password": "x" }));
    for _ in 0..3 {
        app.stranger().send("POST", "/sessions", guess(), &[SOMEWHERE]).await.problem(401);
    }
    let refused = app.stranger().send("POST", "/sessions", guess(), &[SOMEWHERE]).await;
    assert_eq!(refused.headers["retry-after"], "10");
    refused.problem(429);
    app.stranger().send("POST", "/sessions", guess(), &[ELSEWHERE]).await.problem(401);
    app.later(TimeDelta::seconds(11));
    app.stranger().send("POST", "/sessions", guess(), &[SOMEWHERE]).await.problem(401);
}

#[actix_web::test]
async fn a_caller_from_this_machine_is_not_limited() {
    let app = App::with(|config| (config.limits.account_per_minute, config.limits.account_burst) = (1, 1)).await;
    let rep = app.sign_in("rep").await;
    for _ in 0..20 {
        rep.send("GET", "/me", None, &[SOMEWHERE]).await.ok(200);
    }
}
