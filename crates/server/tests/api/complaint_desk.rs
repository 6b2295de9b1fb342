//! The agent's desk has everything that waits for somebody of service (CPL-02, CPL-03, CPL-04, CPL-05).

use crate::complaints::{Desk, text};
use crate::support::User;
use chrono::TimeDelta;
use complaints::Watched;
use platform::db::Door;
use serde_json::{Value, json};

/// Kind and record of what waits.
async fn queue(user: &User) -> Vec<(String, String)> {
    let desk = user.get("/service-desk").await.ok(200);
    let one = |item: &Value| (text(&item["kind"]).to_owned(), text(&item["subject"]["id"]).to_owned());
    desk["items"].as_array().unwrap().iter().map(one).collect()
}

#[actix_web::test]
async fn to_tell_the_customer_something_is_a_thing_to_do_beside_the_step_of_the_case() {
    let desk = Desk::open().await;
    let case = desk.executing(desk.assigned().await).await;
    let id = text(&case["id"]).to_owned();
    assert_eq!(queue(&desk.agent).await, [("complaint".to_owned(), id.clone())]);
    desk.app.later(TimeDelta::days(10));
    let door = Door::of_system(desk.app.state.clone(), "watch");
    assert_eq!(complaints::watch(&door).await.unwrap(), Watched { escalated: 1, lapsed: 0, silent: 1 });
    let desk = desk.again().await;
    let mut both = queue(&desk.agent).await;
    both.sort();
    assert_eq!(both, [("complaint".to_owned(), id.clone()), ("progress".to_owned(), id.clone())]);
    let item = desk.agent.get("/service-desk").await.ok(200);
    let item = item["items"].as_array().unwrap().iter().find(|item| item["kind"] == "progress").unwrap().clone();
    assert_eq!((&item["overdue"], &item["severity"]), (&json!(true), &json!("ordinary")));
    let told = json!({ "matter": "progress", "channel": "phone", "text": "师傅明天上门", "shown": true });
    desk.agent.post(&format!("/complaints/{id}/contacts"), told).await.ok(201);
    assert_eq!(queue(&desk.agent).await, [("complaint".to_owned(), id)], "told");
}

#[actix_web::test]
async fn questions_and_remedies_to_be_signed_wait_at_the_desk_and_other_approvals_do_not() {
    let desk = Desk::open().await;
    let case = desk.assigned().await;
    let due = (desk.app.state.clock.now() + TimeDelta::days(3)).to_rfc3339();
    let question = json!({ "person_id": desk.agent.id().await, "question": "这批板材何时入库？", "due_at": due });
    let asked = desk.investigator.post(&format!("/complaints/{}/inquiries", text(&case["id"])), question).await.ok(201);
    let waiting = queue(&desk.agent).await;
    assert_eq!(waiting, [("inquiry".to_owned(), text(&asked["id"]).to_owned())]);
    desk.agent.post(&format!("/complaint-inquiries/{}/answers", text(&asked["id"])), json!({ "answer": "11 月 2 日" })).await.ok(201);
    assert_eq!(queue(&desk.agent).await, []);
    let case = desk.approving(case, "500").await;
    // Somebody who leaves in less than a month asks the director as well: no remedy.
    let soon = engines::calendar::local_date(desk.app.state.clock.now(), 480) + chrono::Days::new(10);
    desk.rep.post("/hand-overs", json!({ "person_id": desk.rep.id().await, "last_day": soon, "reason": "回老家" })).await.ok(201);
    let approvals = desk.director.inbox().await.iter().filter(|task| task["kind"] == "approval").count();
    assert_eq!(approvals, 2);
    let waiting: Vec<_> = queue(&desk.director).await.into_iter().filter(|(kind, _)| kind == "approval").collect();
    assert_eq!(waiting, [("approval".to_owned(), text(&case["approval_id"]).to_owned())]);
    desk.director.decides(text(&case["id"]), "approve", "").await.ok(200);
    assert!(queue(&desk.director).await.iter().all(|(kind, _)| kind != "approval"));
}
