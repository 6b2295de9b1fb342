//! Who may call what: role × operation, as a file that shows each change in review (G-R5).

use super::{golden, sample};
use crate::support::{App, operations};
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

#[actix_web::test]
async fn roles_and_operations_are_as_committed() {
    let app = App::start().await;
    let mut roles: Vec<_> = PEOPLE.iter().map(|p| (p.role, p.username)).collect();
    roles.dedup_by_key(|(role, _)| *role);
    roles.sort_unstable();
    roles.dedup_by_key(|(role, _)| *role);
    let mut table =
        String::from("Every role × every operation. ✔: the permission is held (what then happens depends on the record); ·: 403.\n\n");
    for (at, (role, _)) in roles.iter().enumerate() {
        table.push_str(&format!("{:>2} {role}\n", at + 1));
    }
    let mut users = Vec::new();
    for (_, username) in &roles {
        users.push(app.sign_in(username).await);
    }
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
