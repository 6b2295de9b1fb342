//! Two who decide at once, and what changes under a decision (DAY-01).

use crate::approvals::{by_role, does, flow, form, step, submits};
use crate::support::App;
use platform::db::{Door, Tx};
use serde_json::{Value, json};

#[actix_web::test]
async fn two_who_decide_at_once_have_one_effect() {
    let app = App::start().await;
    flow(&app, form(json!([step("客服", by_role("service_agent"), "any")]))).await;
    let (specialist, agent, agent2) = (app.sign_in("specialist").await, app.sign_in("agent").await, app.sign_in("agent2").await);
    for _ in 0..4 {
        let path = submits(&specialist, "20000").await;
        let seen = agent.get(&path).await.ok(200);
        let acts = format!("{path}/transitions");
        let (a, b) = tokio::join!(
            agent.act(&acts, &seen["version"], json!({ "act": "approve" })),
            agent2.act(&acts, &seen["version"], json!({ "act": "return", "remark": "不同意" })),
        );
        let won = [&a, &b].into_iter().filter(|x| x.status == 200).count();
        assert_eq!(won, 1, "{} {}", a.status, b.status);
        assert!([&a, &b].into_iter().all(|x| [200, 409, 412].contains(&x.status)), "{} {}", a.status, b.status);
        let ended = specialist.get(&path).await.ok(200);
        assert_eq!(ended["status"], if a.status == 200 { "approved" } else { "returned" });
        assert_eq!(ended["history"].as_array().unwrap().len(), 2);
    }
}

#[actix_web::test]
async fn two_who_must_both_approve_at_once_lose_neither_answer() {
    let app = App::start().await;
    flow(&app, form(json!([step("客服", by_role("service_agent"), "all")]))).await;
    let (specialist, agent, agent2) = (app.sign_in("specialist").await, app.sign_in("agent").await, app.sign_in("agent2").await);
    for _ in 0..4 {
        let path = submits(&specialist, "20000").await;
        let seen = agent.get(&path).await.ok(200);
        let acts = format!("{path}/transitions");
        let approve = || json!({ "act": "approve" });
        let (a, b) = tokio::join!(agent.act(&acts, &seen["version"], approve()), agent2.act(&acts, &seen["version"], approve()));
        let late = match (a.status, b.status) {
            (200, 412) => &agent2,
            (412, 200) => &agent,
            other => panic!("{other:?}"),
        };
        assert_eq!(does(late, &path, approve()).await.ok(200)["status"], "approved");
    }
}

/// A later change of the record voids what waits and what was approved.
#[actix_web::test]
async fn what_was_approved_is_not_what_would_be_done_after_a_change() {
    let app = App::start().await;
    let (specialist, director) = (app.sign_in("specialist").await, app.sign_in("director").await);
    let path = submits(&specialist, "20000").await;
    let ended = does(&director, &path, json!({ "act": "approve" })).await.ok(200);
    let subject: uuid::Uuid = ended["subject"]["id"].as_str().unwrap().parse().unwrap();
    let door = Door::of_system(app.state.clone(), "test");
    for voided in [true, false] {
        let write = async move |tx: &mut Tx| engines::approvals::changed(tx, subject).await;
        assert_eq!(door.write_as_system(write).await.unwrap(), voided);
        assert_eq!(specialist.get(&path).await.ok(200)["status"], "void");
    }
}
