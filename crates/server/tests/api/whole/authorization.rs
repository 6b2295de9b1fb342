//! Who may call what: role × operation, as a file that shows each change in review (G-R5).

use super::{golden, sample};
use crate::support::{App, User, operations};
use chrono::Days;
use organisation::company;
use platform::db::{Door, Tx};
use serde_json::json;
use server::demo::PEOPLE;

#[actix_web::test]
async fn without_sign_in_everything_but_sign_in_is_401() {
    let app = App::start().await;
    let stranger = app.stranger();
    for operation in operations().iter().filter(|o| !o.public) {
        let answer = stranger.send(&operation.method, &operation.sample_path(), sample::body(operation), &[]).await;
        assert_eq!(answer.status, 401, "{} {}", operation.method, operation.path);
    }
}

/// What the program of the last column may do; whatever else its author may do, it may not.
const KEY: [&str; 4] = ["customer.read", "customer.create", "campaign.read", "complaint.read"];

/// Somebody of the demo company in another role from now on.
async fn has_role(app: &App, username: &'static str, role: &'static str) -> &'static str {
    let id = app.sign_in(username).await.id().await.parse().unwrap();
    let door = Door::of_system(app.state.clone(), "test");
    door.write_as_system(async move |tx: &mut Tx| company::set_roles(tx, id, &[role]).await).await.unwrap();
    username
}

/// A program with a key of these scopes.
async fn program(app: &App) -> User {
    let director = app.sign_in("director").await;
    let account = json!({ "name": "ERP 同步", "purpose": "每晚同步客户", "permissions": KEY, "scope": "all" });
    let account = director.post("/service-accounts", account).await.ok(201);
    let until = app.state.clock.now().date_naive() + Days::new(30);
    let key = json!({ "name": "正式环境", "permissions": KEY, "expires_on": until });
    let issued = director.post(&format!("/service-accounts/{}/keys", account["id"].as_str().unwrap()), key).await.ok(200);
    User::with_token(app, issued["key"].as_str().unwrap())
}

#[actix_web::test]
async fn roles_and_operations_are_as_committed() {
    let app = App::start().await;
    let mut roles: Vec<_> = PEOPLE.iter().map(|p| (p.role, p.username)).collect();
    roles.dedup_by_key(|(role, _)| *role);
    // The demo company has nobody in this role.
    roles.push(("executive_director", has_role(&app, "rep3", "executive_director").await));
    roles.sort_unstable();
    roles.dedup_by_key(|(role, _)| *role);
    let mut table =
        String::from("Every role × every operation. ✔: the permission is held (what then happens depends on the record); ·: 403.\n\n");
    for (at, (role, _)) in roles.iter().enumerate() {
        table.push_str(&format!("{:>2} {role}\n", at + 1));
    }
    table.push_str(&format!("{:>2} an API key with {}\n", roles.len() + 1, KEY.join(", ")));
    let mut users = Vec::new();
    for (_, username) in &roles {
        users.push(app.sign_in(username).await);
    }
    users.push(program(&app).await);
    table.push('\n');
    for operation in operations().iter().filter(|o| !o.public && o.id != "end_session") {
        let mut line = format!("{:<28}", operation.id);
        for user in &users {
            let answer = user.send(&operation.method, &operation.sample_path(), sample::body(operation), &[]).await;
            assert!(answer.status < 500 && answer.status != 401, "{} {}", operation.id, answer.status);
            line.push_str(if answer.status == 403 { " ·" } else { " ✔" });
        }
        table.push_str(&line);
        table.push('\n');
    }
    golden("openapi/coverage/authorization.txt", &table);
}
