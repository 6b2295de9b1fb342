//! CPL-09: the same matter from many customers is handled as one, and each customer is answered separately.

use crate::complaints::{Desk, acts, assign, carry_out, feedback, is_refused, sees, takes, text, withdraw};
use serde_json::{Value, json};

fn merge(lead: &Value) -> Value {
    json!({ "act": "merge", "into_id": lead["id"] })
}

#[actix_web::test]
async fn merged_cases_follow_and_each_customer_answers() {
    let desk = Desk::open().await;
    let (lead, one, other) = (desk.assigned().await, desk.filed().await, desk.filed().await);
    is_refused(&desk.agent, &one, merge(&lead), 403, "forbidden").await;
    is_refused(&desk.manager, &one, merge(&one), 409, "complaint.no_lead").await;
    let one = takes(&desk.manager, &one, merge(&lead)).await;
    assert_eq!((&one["status"], &one["merged_into"]["id"]), (&json!("merged"), &lead["id"]));
    takes(&desk.manager, &other, merge(&lead)).await;
    let third = desk.filed().await;
    is_refused(&desk.manager, &third, merge(&one), 409, "complaint.no_lead").await;
    assert_eq!(sees(&desk.manager, &lead).await["merged"].as_array().unwrap().len(), 2);
    is_refused(&desk.manager, &lead, withdraw(), 409, "complaint.has_merged").await;
    is_refused(&desk.manager, &lead, merge(&third), 409, "complaint.has_merged").await;
    let done = takes(&desk.investigator, &desk.executing(lead.clone()).await, carry_out()).await;
    let one = sees(&desk.agent, &one).await;
    assert_eq!((&one["status"], &one["execution"]), (&json!("awaiting_feedback"), &done["execution"]));
    let closed = takes(&desk.agent, &one, feedback("close", 5)).await;
    let again = takes(&desk.agent, &sees(&desk.agent, &other).await, feedback("reopen", 1)).await;
    assert_eq!((&closed["status"], &again["status"], &again["merged_into"]), (&json!("closed"), &json!("investigating"), &Value::Null));
    assert_eq!(again["investigator"]["id"], json!(desk.investigator.id().await), "whoever knows the matter goes on");
    assert_eq!(sees(&desk.agent, &lead).await["status"], "awaiting_feedback", "each customer has their own say");
}

/// CPL-03: a case about somebody is not handled where they may have a say.
#[actix_web::test]
async fn cases_about_different_people_are_not_handled_as_one() {
    let desk = Desk::open().await;
    let mut body = desk.complaint();
    body["about_person_id"] = json!(desk.investigator.id().await);
    let about = desk.agent.post("/complaints", body).await.ok(201);
    let lead = desk.assigned().await;
    is_refused(&desk.manager, &about, merge(&lead), 409, "complaint.other_concerned").await;
}

#[actix_web::test]
async fn a_case_that_is_split_begins_again() {
    let desk = Desk::open().await;
    let (lead, one) = (desk.assigned().await, desk.assigned().await);
    let one = takes(&desk.manager, &one, merge(&lead)).await;
    assert_eq!(one["actions"], json!(["split"]));
    let one = takes(&desk.manager, &one, json!({ "act": "split" })).await;
    assert_eq!((&one["status"], &one["merged_into"], &one["investigator"]), (&json!("received"), &Value::Null, &Value::Null));
    takes(&desk.manager, &one, assign(&desk.investigator.id().await)).await;
    takes(&desk.manager, &lead, withdraw()).await;
}

/// Two people act on one case at once, in every pair of ways: exactly one of them does.
#[actix_web::test]
async fn of_two_acts_at_once_exactly_one_counts() {
    let desk = Desk::open().await;
    let lead = desk.assigned().await;
    let investigator = desk.investigator.id().await;
    for (first, second) in [(assign(&investigator), merge(&lead)), (withdraw(), merge(&lead)), (withdraw(), assign(&investigator))] {
        let case = desk.filed().await;
        let path = acts(&case);
        let (a, b) = futures_util::future::join(
            desk.manager.act(&path, &case["version"], first.clone()),
            desk.director.act(&path, &case["version"], second.clone()),
        )
        .await;
        assert!(matches!((a.status, b.status), (200, 412) | (412, 200)), "{first} {} {second} {}", a.status, b.status);
        let now = sees(&desk.manager, &case).await;
        assert_eq!(now["steps"].as_array().unwrap().len(), 2, "{}", text(&now["status"]));
    }
}
