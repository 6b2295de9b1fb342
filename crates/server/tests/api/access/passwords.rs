use super::{person, try_to_sign_in, with};
use crate::support::App;
use chrono::TimeDelta;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;
use server::demo::PASSWORD;

const NEW: &str = "correct horse battery";
const WEAK: &str = "$argon2id$v=19$m=4864,t=1,p=1$yries/BzlFE4ubGrintojQ$dQPTOnYkeXF0fRCveQCg7oaUTDY20i5aVUR4oOSm7qU";

#[actix_web::test]
async fn a_changed_password_needs_the_old_one_and_ends_the_other_sessions() {
    let app = App::start().await;
    let (desk, phone) = (app.sign_in("rep").await, app.sign_in("rep").await);
    let change = |old: &str, new: &str| json!({ "old_password": old, "new_password": new });
    let wrong = desk.post("/me/password", change("wrong", NEW)).await.bad_fields();
    assert_eq!(wrong, [("/old_password".to_owned(), "password_wrong".to_owned())]);
    desk.post("/me/password", change(PASSWORD, NEW)).await.ok(200);
    desk.get("/me").await.ok(200);
    assert_eq!(phone.get("/me").await.problem(401), "unauthenticated", "the other session is over");
    assert_eq!(try_to_sign_in(&app, with("rep", PASSWORD)).await.err().unwrap(), "sign_in.wrong");
    try_to_sign_in(&app, with("rep", NEW)).await.unwrap();
}

#[actix_web::test]
async fn weak_passwords_are_refused_each_with_its_reason() {
    let app = App::start().await;
    let manager = app.sign_in("sales.manager").await;
    for (new, code) in [
        ("short", "password_short"),
        ("Password2026!", "password_common"),
        ("123456789012", "password_common"),
        ("the sales.manager word", "password_has_name"),
        (PASSWORD, "password_same"),
    ] {
        let fields = manager.post("/me/password", json!({ "old_password": PASSWORD, "new_password": new })).await.bad_fields();
        assert_eq!(fields, [("/new_password".to_owned(), code.to_owned())], "{new}");
    }
}

#[actix_web::test]
async fn wrong_old_passwords_lock_the_account_like_wrong_sign_ins() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    for _ in 0..5 {
        rep.post("/me/password", json!({ "old_password": "guess", "new_password": NEW })).await.bad_fields();
    }
    let answer = rep.post("/me/password", json!({ "old_password": PASSWORD, "new_password": NEW })).await;
    assert_eq!(answer.problem(409), "sign_in.locked");
}

#[actix_web::test]
async fn a_temporary_password_lets_its_owner_do_nothing_but_change_it() {
    let app = App::start().await;
    let (admin, rep) = (app.sign_in("admin").await, app.sign_in("rep").await);
    let id = rep.id().await;
    let path = format!("/accounts/{id}/temporary-password");
    assert_eq!(rep.send("POST", &path, None, &[]).await.problem(403), "forbidden");
    let answer = admin.send("POST", &path, None, &[("idempotency-key", "k")]).await.ok(200);
    let temporary = answer["password"].as_str().unwrap();
    assert_eq!(rep.get("/me").await.problem(401), "unauthenticated", "their sessions end");
    let rep = try_to_sign_in(&app, with("rep", temporary)).await.unwrap();
    assert_eq!(rep.get("/me").await.ok(200)["duty"], "password");
    for path in ["/customers", "/inbox", "/home"] {
        assert_eq!(rep.get(path).await.problem(403), "password_change_required", "{path}");
    }
    // Addresses that outlive the temporary password are not given away under it.
    assert_eq!(rep.post("/me/calendar-feed", json!({})).await.problem(403), "password_change_required");
    let me = rep.post("/me/password", json!({ "old_password": temporary, "new_password": NEW })).await.ok(200);
    assert!(me["duty"].is_null());
    rep.get("/customers").await.ok(200);
    let conn = app.state.database.reader().conn();
    for table in ["idempotency WHERE reply", "audit_entry WHERE changes", "event WHERE data"] {
        let sql = format!("SELECT COUNT(*) AS n FROM {table} LIKE '%{temporary}%'");
        let row = conn.query_one_raw(Statement::from_string(conn.get_database_backend(), sql)).await.unwrap().unwrap();
        assert_eq!(row.try_get::<i64>("", "n").unwrap(), 0, "{table} keeps the password");
    }
}

#[actix_web::test]
async fn a_temporary_password_does_not_work_for_ever() {
    let app = App::start().await;
    let id = person(&app, "rep").await;
    let admin = app.sign_in("admin").await;
    let answer = admin.send("POST", &format!("/accounts/{id}/temporary-password"), None, &[]).await.ok(200);
    app.later(TimeDelta::hours(73));
    assert_eq!(try_to_sign_in(&app, with("rep", answer["password"].as_str().unwrap())).await.err().unwrap(), "sign_in.expired");
}

/// G-R10. The hash is of the same password, with a quarter of the memory and one pass.
#[actix_web::test]
async fn a_hash_of_weaker_parameters_is_made_anew_at_the_next_sign_in() {
    let app = App::start().await;
    let stored = async || {
        let conn = app.state.database.reader().conn();
        let sql = Statement::from_string(conn.get_database_backend(), "SELECT password_hash FROM account WHERE username = 'rep'");
        conn.query_one_raw(sql).await.unwrap().unwrap().try_get::<String>("", "password_hash").unwrap()
    };
    let sql = format!("UPDATE account SET password_hash = '{WEAK}' WHERE username = 'rep'");
    app.state.database.migrating().execute_unprepared(&sql).await.unwrap();
    app.sign_in("rep").await;
    let now = stored().await;
    assert_ne!(now, WEAK);
    assert!(platform::auth::password::is_current(&now));
    app.sign_in("rep").await;
    assert_eq!(stored().await, now, "a current hash stays");
}
