use crate::support::{App, User};
use chrono::{Days, TimeDelta};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};

async fn account(user: &User, permissions: Value) -> Value {
    let body = json!({ "name": "ERP 同步", "purpose": "每晚同步客户", "permissions": permissions, "scope": "all" });
    user.post("/service-accounts", body).await.ok(201)
}

fn key_form(app: &App, permissions: &[&str], days: u64) -> Value {
    let until = app.state.clock.now().date_naive().checked_add_days(Days::new(days)).unwrap();
    json!({ "name": "正式环境", "permissions": permissions, "expires_on": until })
}

async fn issue(app: &App, user: &User, account: &Value, permissions: &[&str]) -> Value {
    let path = format!("/service-accounts/{}/keys", account["id"].as_str().unwrap());
    user.post(&path, key_form(app, permissions, 30)).await.ok(200)
}

fn program(app: &App, issued: &Value) -> User {
    User::with_token(app, issued["key"].as_str().unwrap())
}

#[actix_web::test]
async fn a_key_opens_what_it_was_given_and_nothing_else() {
    let app = App::start().await;
    app.sign_in("rep").await.enters_a_customer("蓝天装饰").await;
    let director = app.sign_in("director").await;
    let erp = account(&director, json!(["customer.read", "customer.create", "campaign.read"])).await;
    let program = program(&app, &issue(&app, &director, &erp, &["customer.read", "customer.create"]).await);
    assert_eq!(program.get("/customers").await.ok(200)["items"].as_array().unwrap().len(), 1);
    assert_eq!(program.get("/campaigns").await.problem(403), "forbidden", "of the account, not of the key");
    assert_eq!(program.get("/complaints").await.problem(403), "forbidden");
    assert_eq!(program.get("/me").await.ok(200)["name"], "ERP 同步");
    assert_eq!(program.enters_a_customer("绿地木业").await["owner"]["name"], "ERP 同步", "its records carry its name");
    for path in ["/me/sessions", "/me/second-factor", "/me/agreement"] {
        assert_eq!(program.get(path).await.problem(403), "not_by_key", "{path}");
    }
}

#[actix_web::test]
async fn a_key_is_shown_once_and_kept_as_a_hash() {
    let app = App::start().await;
    let director = app.sign_in("director").await;
    let erp = account(&director, json!(["customer.read"])).await;
    let issued = issue(&app, &director, &erp, &["customer.read"]).await;
    let key = issued["key"].as_str().unwrap();
    assert!(key.starts_with("yk_") && key.len() > 40);
    let shown = director.get(&format!("/service-accounts/{}", erp["id"].as_str().unwrap())).await.ok(200);
    assert_eq!(shown["keys"][0]["prefix"], json!(&key[..10]));
    assert!(!shown.to_string().contains(key));
    let conn = app.state.database.reader().conn();
    for (table, column) in [("api_key", "key_hash"), ("audit_entry", "changes"), ("event", "data"), ("idempotency", "reply")] {
        let sql = format!("SELECT COUNT(*) AS n FROM {table} WHERE {column} LIKE '%{}%'", &key[12..]);
        let row = conn.query_one_raw(Statement::from_string(conn.get_database_backend(), sql)).await.unwrap().unwrap();
        assert_eq!(row.try_get::<i64>("", "n").unwrap(), 0, "{table}");
    }
}

#[actix_web::test]
async fn revoked_expired_and_invented_keys_open_nothing() {
    let app = App::start().await;
    let director = app.sign_in("director").await;
    let erp = account(&director, json!(["customer.read"])).await;
    let (one, two, three) = (
        issue(&app, &director, &erp, &["customer.read"]).await,
        issue(&app, &director, &erp, &["customer.read"]).await,
        issue(&app, &director, &erp, &["customer.read"]).await,
    );
    assert_eq!(User::with_token(&app, "yk_invented").get("/customers").await.problem(401), "unauthenticated");
    director.delete(&format!("/api-keys/{}", one["issued"]["id"].as_str().unwrap())).await.ok(204);
    assert_eq!(program(&app, &one).get("/customers").await.problem(401), "unauthenticated");
    program(&app, &two).get("/customers").await.ok(200);
    let used = director.get(&format!("/service-accounts/{}", erp["id"].as_str().unwrap())).await.ok(200);
    assert_eq!(used["keys"].as_array().unwrap().iter().filter(|k| k["last_used_at"].is_string()).count(), 1);
    director.delete(&format!("/service-accounts/{}", erp["id"].as_str().unwrap())).await.ok(204);
    assert_eq!(program(&app, &two).get("/customers").await.problem(401), "unauthenticated", "closed with the account");
    assert_eq!(program(&app, &three).get("/customers").await.problem(401), "unauthenticated");
    let crm = account(&director, json!(["customer.read"])).await;
    let late = issue(&app, &director, &crm, &["customer.read"]).await;
    app.later(TimeDelta::days(32));
    assert_eq!(program(&app, &late).get("/customers").await.problem(401), "unauthenticated", "expired");
}

#[actix_web::test]
async fn nobody_gives_a_program_more_than_they_may_do_themselves() {
    let app = App::start().await;
    let (admin, director) = (app.sign_in("admin").await, app.sign_in("director").await);
    let wanted = |permissions: Value| json!({ "name": "ERP", "permissions": permissions, "scope": "all" });
    let code = |fields: Vec<(String, String)>| fields[0].clone();
    let refused = admin.post("/service-accounts", wanted(json!(["customer.read"]))).await.bad_fields();
    assert_eq!(code(refused), ("/permissions/0".to_owned(), "permission_not_held".to_owned()), "an administrator sees no customers");
    let refused = director.post("/service-accounts", wanted(json!(["customer.read", "api_key.manage"]))).await.bad_fields();
    assert_eq!(code(refused), ("/permissions/1".to_owned(), "permission_people_only".to_owned()));
    let erp = account(&director, json!(["customer.read"])).await;
    let path = format!("/service-accounts/{}/keys", erp["id"].as_str().unwrap());
    let refused = director.post(&path, key_form(&app, &["campaign.read"], 30)).await.bad_fields();
    assert_eq!(code(refused), ("/permissions".to_owned(), "permission_not_of_account".to_owned()));
    let refused = director.post(&path, key_form(&app, &["customer.read"], 400)).await.bad_fields();
    assert_eq!(code(refused), ("/expires_on".to_owned(), "key_life".to_owned()));
    assert_eq!(app.sign_in("rep").await.get("/service-accounts").await.problem(403), "forbidden");
}
