use super::{person, try_to_sign_in};
use crate::support::{App, User};
use chrono::TimeDelta;
use serde_json::{Value, json};
use server::demo::PASSWORD;
use totp_rs::{Builder, Secret};

/// What the app would show at the server's time.
fn code(app: &App, secret: &str) -> String {
    let bits: String = secret.bytes().map(|b| format!("{:05b}", if b.is_ascii_digit() { b - b'2' + 26 } else { b - b'A' })).collect();
    let bytes: Vec<u8> = bits.as_bytes().chunks(8).map(|b| u8::from_str_radix(std::str::from_utf8(b).unwrap(), 2).unwrap()).collect();
    let totp = Builder::new().with_secret(Secret::new_stack(bytes.try_into().unwrap())).build().unwrap();
    totp.generate(app.state.clock.now().timestamp().try_into().unwrap()).to_string()
}

/// Enrols and gives the secret and the recovery codes.
async fn enrols(app: &App, user: &User) -> (String, Vec<String>) {
    let begun = user.post("/me/second-factor", json!({ "password": PASSWORD })).await.ok(200);
    let secret = begun["secret"].as_str().unwrap().to_owned();
    assert!(begun["qr_svg"].as_str().unwrap().starts_with("<svg"));
    let codes = user.post("/me/second-factor/confirmations", json!({ "code": code(app, &secret) })).await.ok(200);
    (secret, codes["codes"].as_array().unwrap().iter().map(|c| c.as_str().unwrap().to_owned()).collect())
}

fn rep(code: Option<&str>) -> Value {
    json!({ "username": "rep", "password": PASSWORD, "code": code })
}

#[actix_web::test]
async fn once_enrolled_a_sign_in_needs_a_code_and_takes_each_once() {
    let app = App::start().await;
    let user = app.sign_in("rep").await;
    let (secret, _) = enrols(&app, &user).await;
    assert_eq!(try_to_sign_in(&app, rep(None)).await.err().unwrap(), "sign_in.code_required");
    let used = code(&app, &secret);
    assert_eq!(try_to_sign_in(&app, rep(Some(&used))).await.err().unwrap(), "sign_in.code_wrong", "the code of the enrolment is spent");
    app.later(TimeDelta::seconds(60));
    let fresh = code(&app, &secret);
    try_to_sign_in(&app, rep(Some(&fresh))).await.unwrap();
    assert_eq!(try_to_sign_in(&app, rep(Some(&fresh))).await.err().unwrap(), "sign_in.code_wrong", "no code is taken twice");
}

#[actix_web::test]
async fn wrong_codes_lock_the_account_and_a_right_one_needs_the_password() {
    let app = App::start().await;
    let user = app.sign_in("rep").await;
    let (secret, _) = enrols(&app, &user).await;
    app.later(TimeDelta::seconds(60));
    let body = json!({ "username": "rep", "password": "wrong", "code": code(&app, &secret) });
    assert_eq!(try_to_sign_in(&app, body).await.err().unwrap(), "sign_in.wrong");
    for _ in 0..4 {
        assert_eq!(try_to_sign_in(&app, rep(Some("000000"))).await.err().unwrap(), "sign_in.code_wrong");
    }
    assert_eq!(try_to_sign_in(&app, rep(Some(&code(&app, &secret)))).await.err().unwrap(), "sign_in.locked");
}

#[actix_web::test]
async fn a_recovery_code_lets_in_once() {
    let app = App::start().await;
    let user = app.sign_in("rep").await;
    let (_, codes) = enrols(&app, &user).await;
    assert_eq!(codes.len(), 10);
    let spent = try_to_sign_in(&app, rep(Some(&codes[3].to_uppercase()))).await.unwrap();
    assert_eq!(spent.get("/me/second-factor").await.ok(200)["recovery_codes_left"], 9);
    assert_eq!(try_to_sign_in(&app, rep(Some(&codes[3]))).await.err().unwrap(), "sign_in.code_wrong");
    let renewed = spent.post("/me/second-factor/recovery-codes", json!({ "password": PASSWORD })).await.ok(200);
    assert_eq!(try_to_sign_in(&app, rep(Some(&codes[4]))).await.err().unwrap(), "sign_in.code_wrong", "the old ones are void");
    try_to_sign_in(&app, rep(renewed["codes"][0].as_str())).await.unwrap();
    let wrong = spent.post("/me/second-factor/removals", json!({ "password": "wrong" })).await.bad_fields();
    assert_eq!(wrong, [("/password".to_owned(), "password_wrong".to_owned())]);
    spent.post("/me/second-factor/removals", json!({ "password": PASSWORD })).await.ok(200);
    try_to_sign_in(&app, rep(None)).await.unwrap();
}

#[actix_web::test]
async fn an_enrolment_counts_only_when_confirmed_and_wants_the_password() {
    let app = App::start().await;
    let user = app.sign_in("rep").await;
    let fields = user.post("/me/second-factor", json!({ "password": "wrong" })).await.bad_fields();
    assert_eq!(fields, [("/password".to_owned(), "password_wrong".to_owned())]);
    user.post("/me/second-factor", json!({ "password": PASSWORD })).await.ok(200);
    let fields = user.post("/me/second-factor/confirmations", json!({ "code": "000000" })).await.bad_fields();
    assert_eq!(fields, [("/code".to_owned(), "second_factor_wrong".to_owned())]);
    try_to_sign_in(&app, rep(None)).await.unwrap();
}

#[actix_web::test]
async fn the_company_demands_it_of_a_role_and_an_administrator_resets_it() {
    let app = App::start().await;
    let (admin, user) = (app.sign_in("admin").await, app.sign_in("rep").await);
    let rules = admin.get("/access-rules").await.ok(200);
    let unknown = admin.put("/access-rules", &rules["version"], json!({ "second_factor_roles": ["king"] })).await;
    assert_eq!(unknown.bad_fields(), [("/second_factor_roles".to_owned(), "role_unknown".to_owned())]);
    admin.put("/access-rules", &rules["version"], json!({ "second_factor_roles": ["sales_rep"] })).await.ok(200);
    assert_eq!(user.get("/customers").await.problem(403), "second_factor_required", "from the next request on");
    assert_eq!(user.get("/me").await.ok(200)["duty"], "second_factor");
    app.sign_in("director").await.get("/customers").await.ok(200);
    enrols(&app, &user).await;
    user.get("/customers").await.ok(200);
    assert_eq!(user.post("/me/second-factor/removals", json!({ "password": PASSWORD })).await.problem(409), "second_factor.demanded");
    let id = person(&app, "rep").await;
    assert_eq!(user.delete(&format!("/accounts/{id}/second-factor")).await.problem(403), "forbidden");
    admin.delete(&format!("/accounts/{id}/second-factor")).await.ok(204);
    assert_eq!(user.get("/customers").await.problem(403), "second_factor_required");
    let log = app.sign_in("auditor").await.get(&format!("/audit?filter[record]={id}&filter[action]=remove")).await.ok(200);
    assert_eq!(log["items"][0]["person"]["name"], "孔维");
    assert_eq!(log["items"][0]["changes"][0]["field"], "second_factor");
}
