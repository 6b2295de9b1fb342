//! CPL-14: every status × action × role, tried over HTTP and held against a committed file.

use crate::complaints::{Desk, acts, assign, carry_out, feedback, path, propose, takes, text, withdraw};
use crate::support::User;
use crate::whole::golden;
use serde_json::{Value, json};

const ROLES: [&str; 18] = [
    "gm",
    "assistant",
    "director",
    "sales.manager",
    "supervisor",
    "rep",
    "rep2",
    "marketing.manager",
    "specialist",
    "analyst",
    "service.manager",
    "agent",
    "agent2",
    "hr",
    "finance",
    "admin",
    "auditor",
    "rep3",
];

/// One case in each state, in the order of the way; the paused and the merged one are the last. The agent took all in, agent2 investigates.
async fn cases(desk: &Desk) -> Vec<(&'static str, Value)> {
    let submit = async || desk.approving(desk.assigned().await, "500").await;
    let awaiting = async || takes(&desk.agent, &desk.executing(desk.assigned().await).await, carry_out()).await;
    let lead = desk.filed().await;
    vec![
        ("received", desk.filed().await),
        ("investigating", desk.assigned().await),
        ("remedy_proposed", takes(&desk.investigator, &desk.assigned().await, propose("1")).await),
        ("approving", submit().await),
        ("executing", desk.executing(desk.assigned().await).await),
        ("awaiting_feedback", awaiting().await),
        ("closed", takes(&desk.agent, &awaiting().await, feedback("close", 5)).await),
        ("withdrawn", takes(&desk.agent, &desk.filed().await, withdraw()).await),
        ("paused", takes(&desk.investigator, &desk.assigned().await, pause()).await),
        ("merged", takes(&desk.manager, &desk.filed().await, merge(&lead)).await),
    ]
}

fn merge(lead: &Value) -> Value {
    json!({ "act": "merge", "into_id": lead["id"] })
}

fn pause() -> Value {
    json!({ "act": "pause", "reason": "third_party", "note": "等检测报告" })
}

/// What comes of an act: `may`, or the code of the refusal. What may be done is not done: the next person finds the same case.
async fn outcome(user: &User, case: &Value, seen: &Value, act: &Value) -> String {
    if seen["actions"].as_array().is_some_and(|open| open.contains(&act["act"])) {
        return "may".to_owned();
    }
    let answer = user.act(&acts(case), &case["version"], act.clone()).await;
    assert!(answer.status >= 400, "{} was not offered and went through on {}", act["act"], case["status"]);
    answer.json["code"].as_str().unwrap().trim_start_matches("complaint.").to_owned()
}

#[actix_web::test]
async fn every_status_action_and_role() {
    let desk = Desk::open().await;
    let cases = cases(&desk).await;
    let investigator = desk.investigator.id().await;
    let all = [
        assign(&investigator),
        propose("1"),
        json!({ "act": "submit" }),
        carry_out(),
        feedback("close", 5),
        feedback("reopen", 1),
        withdraw(),
        pause(),
        json!({ "act": "resume" }),
        // Nobody may handle a case as part of itself: who may take the act is told so, everybody else their own reason.
        json!({ "act": "merge", "into_id": cases[0].1["id"] }),
        json!({ "act": "split" }),
    ];
    for (_, case) in &cases {
        for act in ["approve", "return", "escalate", "lapse", "follow", "accept", "dispute", "recuse"] {
            assert_eq!(
                desk.manager.act(&acts(case), &case["version"], json!({ "act": act })).await.status,
                422,
                "{act} belongs to the system"
            );
        }
    }
    let mut table = String::new();
    for role in ROLES {
        let user = desk.app.sign_in(role).await;
        for (status, case) in &cases {
            let seen = user.get(&path(case)).await.json;
            let mut line = format!("{role:<18} {status:<18}");
            for act in &all {
                line.push_str(&format!(" {}={}", text(&act["act"]), outcome(&user, case, &seen, act).await));
            }
            table.push_str(&line);
            table.push('\n');
        }
    }
    golden("openapi/coverage/complaints.txt", &table);
}
