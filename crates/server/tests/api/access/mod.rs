//! ORG-06, ORG-07: passwords, sessions, second factors, the confidentiality agreement, API keys.

mod agreements;
mod keys;
mod passwords;
mod second_factor;
mod sessions;

use crate::support::{App, User};
use serde_json::{Value, json};

/// Tries to sign in; gives the session or the code of the refusal.
async fn try_to_sign_in(app: &App, body: Value) -> Result<User, String> {
    let answer = app.stranger().post("/sessions", body).await;
    match answer.status {
        200 => Ok(User::with_token(app, answer.json["access_token"].as_str().unwrap())),
        _ => Err(answer.problem(401)),
    }
}

/// Name and password as a sign-in wants them.
fn with(username: &str, password: &str) -> Value {
    json!({ "username": username, "password": password })
}

/// The id of somebody of the demo company.
async fn person(app: &App, username: &str) -> String {
    let admin = app.sign_in("admin").await;
    let found = admin.get(&format!("/accounts?filter[username]={username}")).await.ok(200);
    found["items"][0]["id"].as_str().unwrap().to_owned()
}
