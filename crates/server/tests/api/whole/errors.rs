//! Bad input of every kind gets a clear answer, never a 5xx; the document and the rules cannot disagree about lengths.

use super::sample;
use crate::support::{App, Operation, User, operations};
use serde_json::{Value, json};

/// Somebody who may call the operation.
async fn allowed(users: &[User], operation: &Operation) -> usize {
    for (at, user) in users.iter().enumerate() {
        let answer = user.send(&operation.method, &operation.sample_path(), sample::body(operation), &[]).await;
        if answer.status != 403 {
            return at;
        }
    }
    panic!("nobody may {}", operation.id);
}

async fn users(app: &App) -> Vec<User> {
    let mut users = Vec::new();
    for name in ["director", "rep", "specialist", "service.manager", "auditor", "hr", "admin", "finance"] {
        users.push(app.sign_in(name).await);
    }
    users
}

const SEEN: (&str, &str) = ("if-match", "\"1\"");

#[actix_web::test]
async fn bodies_that_are_none_are_refused() {
    let app = App::start().await;
    let users = users(&app).await;
    for operation in operations().iter().filter(|o| o.body_schema().is_some()) {
        let user = &users[allowed(&users, operation).await];
        for body in [json!([]), json!("x"), json!(7), json!({ "no_such_field": 1 }), Value::Null] {
            let answer = user.send(&operation.method, &operation.sample_path(), Some(body), &[SEEN]).await;
            assert_eq!(answer.status, 422, "{}: {:#}", operation.id, answer.json);
            assert!(!answer.json["errors"].as_array().unwrap().is_empty(), "{}", operation.id);
        }
        for (raw, status) in [(b"{".to_vec(), 400), (vec![0xff, 0xfe], 400), (vec![b' '; 300_000], 413)] {
            assert_eq!(user.raw(operation, "application/json", raw).await.status, status, "{}", operation.id);
        }
        assert_eq!(user.raw(operation, "text/plain", b"{}".to_vec()).await.status, 415, "{}", operation.id);
    }
}

#[actix_web::test]
async fn every_text_is_bounded_as_documented() {
    let app = App::start().await;
    let users = users(&app).await;
    for operation in operations().iter().filter(|o| o.body_schema().is_some()) {
        let user = &users[allowed(&users, operation).await];
        for (name, schema) in sample::properties(operation) {
            let is_text = schema["type"] == "string" || schema["type"].as_array().is_some_and(|t| t.contains(&json!("string")));
            if !is_text || schema["enum"].is_array() || schema["format"].as_str().is_some_and(|f| f != "password") {
                continue;
            }
            let most = schema["maxLength"].as_u64().unwrap_or_else(|| panic!("{}: {name} has no maxLength", operation.id));
            let mut body = sample::body(operation).unwrap();
            body[&name] = json!("甲".repeat(usize::try_from(most).unwrap() + 1));
            let answer = user.send(&operation.method, &operation.sample_path(), Some(body), &[SEEN]).await;
            let fields = answer.bad_fields();
            assert!(fields.iter().any(|(pointer, _)| *pointer == format!("/{name}")), "{}: {name}: {fields:?}", operation.id);
        }
    }
}

/// A name that reads as another, or that no database and no terminal bears, is refused wherever text is taken.
#[actix_web::test]
async fn no_text_carries_control_characters_or_turns_the_direction_of_reading() {
    let app = App::start().await;
    let users = users(&app).await;
    for operation in operations().iter().filter(|o| o.body_schema().is_some() && !o.public) {
        let user = &users[allowed(&users, operation).await];
        for (name, schema) in sample::properties(operation) {
            let is_text = schema["type"] == "string" || schema["type"].as_array().is_some_and(|t| t.contains(&json!("string")));
            if !is_text || schema["enum"].is_array() || !schema["format"].is_null() {
                continue;
            }
            for harmful in ["甲\u{202E}乙", "甲\u{0}乙", "甲\u{7}乙"] {
                let mut body = sample::body(operation).unwrap();
                body[&name] = json!(harmful);
                let answer = user.send(&operation.method, &operation.sample_path(), Some(body), &[SEEN]).await;
                assert_eq!(answer.status, 422, "{}: {name} took {harmful:?}", operation.id);
                let fields = answer.bad_fields();
                assert!(fields.iter().any(|(pointer, _)| *pointer == format!("/{name}")), "{}: {name}: {fields:?}", operation.id);
            }
        }
    }
}

#[actix_web::test]
async fn an_update_without_a_version_is_428_exactly_where_documented() {
    let app = App::start().await;
    let users = users(&app).await;
    for operation in operations().iter().filter(|o| o.method != "GET" && !o.public && o.id != "end_session") {
        let user = &users[allowed(&users, operation).await];
        let answer = user.send(&operation.method, &operation.sample_path(), sample::body(operation), &[]).await;
        let documented = operation.document["parameters"].as_array().is_some_and(|list| list.iter().any(|p| p["name"] == "If-Match"));
        assert_eq!(answer.status == 428, documented, "{}: {}", operation.id, answer.status);
    }
}

#[actix_web::test]
async fn an_idempotency_key_is_looked_at_exactly_where_documented() {
    let app = App::start().await;
    let users = users(&app).await;
    let (long, json) = ("k".repeat(201), "application/json");
    for operation in operations().iter().filter(|o| o.method != "GET" && !o.public && o.id != "end_session") {
        let user = &users[allowed(&users, operation).await];
        let headers = [SEEN, ("idempotency-key", long.as_str()), ("content-type", json), ("content-disposition", "attachment")];
        let answer = user.send(&operation.method, &operation.sample_path(), sample::body(operation), &headers).await;
        let looked_at = answer.json["errors"].as_array().is_some_and(|list| list.iter().any(|e| e["pointer"] == "/Idempotency-Key"));
        assert_eq!(looked_at, operation.has_parameter("Idempotency-Key"), "{}: {:#}", operation.id, answer.json);
    }
}

#[actix_web::test]
async fn a_method_that_a_path_has_not_is_405_with_those_that_it_has() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    for (method, path, allowed) in [
        ("PUT", "/customers", "GET, HEAD, POST"),
        ("DELETE", "/customers/00000000-0000-7000-8000-000000000000", "GET, HEAD, PUT"),
        ("GET", "/sessions", "POST"),
        ("PATCH", "/me/preferences", "PUT"),
    ] {
        let answer = rep.send(method, path, None, &[]).await;
        assert_eq!(answer.headers["allow"], allowed, "{method} {path}");
        assert_eq!(answer.problem(405), "method_not_allowed");
    }
    assert_eq!(rep.send("PUT", "/nothing", None, &[]).await.problem(404), "not_found");
    assert_eq!(app.http.post(format!("{}/customers", app.base)).send().await.unwrap().status(), 405, "a page of the SPA");
}

#[actix_web::test]
async fn head_is_answered_like_get_without_the_body() {
    let app = App::start().await;
    for path in ["/", "/api/openapi.json"] {
        let head = app.http.head(format!("{}{path}", app.base)).send().await.unwrap();
        let get = app.http.get(format!("{}{path}", app.base)).send().await.unwrap();
        assert_eq!((head.status(), &head.headers()["content-type"]), (get.status(), &get.headers()["content-type"]), "{path}");
        assert!(head.bytes().await.unwrap().is_empty());
    }
}

#[actix_web::test]
async fn a_parameter_is_blamed_by_its_own_name() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    let named = |pointer: &str, code: &str| vec![(pointer.to_owned(), code.to_owned())];
    for path in ["/search?q=a&page=2", "/customers/look-up?q=ab&page=2", "/kpi/scores?page=2", "/customers/similar?page=2"] {
        assert_eq!(rep.get(path).await.bad_fields(), named("/page", "parameter_unknown"), "{path}");
    }
    assert_eq!(rep.get("/search").await.bad_fields(), named("/q", "required"));
    assert_eq!(rep.get("/kpi/scores?month=x").await.bad_fields(), named("/month", "month_invalid"));
    assert_eq!(rep.get("/search?q=a&q=b").await.bad_fields(), named("/q", "parameter_repeated"));
}

#[actix_web::test]
async fn errors_come_in_the_callers_language() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    for (language, text) in [("zh-CN", "必填"), ("en", "Required"), ("zh-TW", "必填"), ("fr", "必填")] {
        *rep.language.borrow_mut() = language;
        let answer = rep.post("/customers", json!({ "name": " ", "kind": "company", "tier": "a" })).await;
        assert_eq!(answer.json["errors"][0]["detail"], json!(text), "{language}");
    }
}

#[actix_web::test]
async fn a_repeated_request_has_one_effect_and_one_answer() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    let body = |name: &str| Some(json!({ "name": name, "kind": "company", "tier": "a" }));
    let key = [("idempotency-key", "k-1")];
    let sends = (0..8).map(|_| rep.send("POST", "/customers", body("成都嘉业"), &key));
    let answers = futures_util::future::join_all(sends).await;
    let first = answers[0].json.clone();
    assert!(answers.iter().all(|a| a.status == 201 && a.json == first), "{answers:#?}");
    assert_eq!(rep.get("/customers?count=true").await.ok(200)["total"]["count"], 1);
    assert_eq!(rep.send("POST", "/customers", body("另一家"), &key).await.problem(409), "idempotency_key_reused");
}
