//! CRM-06: a customer that one may not see answers, byte for byte, as one that does not exist: every operation, every role.

use crate::support::{App, Operation, User, operations};
use serde_json::{Value, json};
use server::demo::PEOPLE;

const NAME: &str = "成都嘉业文化传播有限公司";
/// As long as the real ones, so that lengths say nothing either.
const NO_NAME: &str = "成都嘉禾文化传播有限公司";
const NOWHERE: &str = "01990000-0000-7000-8000-000000000000";

/// Who sees a file of `rep`, written down here and not taken from the program: the owner, who answers for the team, the department or
/// the whole, and nobody else.
const ALLOWED: &[&str] = &["gm", "assistant", "director", "sales.manager", "supervisor", "rep"];

/// Who has a right of another kind, and what it lets them know. The auditor reads the log of everything (ORG-05); whoever takes
/// complaints looks numbers and names up, and files a complaint for any customer (CPL-01).
const OTHERWISE: &[(&str, &str)] = &[("auditor", "list_audit"), ("service_", "look_up_customers"), ("service_", "file_complaint")];

/// Status, headers and body; without what differs between any two requests. Ids of the two customers are made equal: an answer may
/// repeat what was asked.
async fn answer(who: &User, operation: &Operation, path: &str, body: Option<Value>, own: &[(&str, &str)]) -> String {
    let answer = who.send(&operation.method, path, body, &[("if-match", "\"1\"")]).await;
    let mut headers: Vec<String> = answer
        .headers
        .iter()
        // Whether the connection is kept tells when the body was read, and nothing of the answer.
        .filter(|(name, _)| !["date", "x-request-id", "content-disposition", "connection"].contains(&name.as_str()))
        .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap_or_default()))
        .collect();
    headers.sort();
    let mut text = String::from_utf8_lossy(&answer.bytes).into_owned();
    if let Some(id) = answer.json["request_id"].as_str() {
        text = text.replace(id, "-");
    }
    while let Some(at) = text.find("=lt:20") {
        let end = text[at..].find(['Z', '"']).map_or(text.len(), |n| at + n + 1);
        text.replace_range(at..end, "=now");
    }
    for (value, stand_in) in own {
        text = text.replace(value, stand_in);
    }
    format!("{}\n{}\n{text}", answer.status, headers.join("\n"))
}

/// A body that is in order, with this customer in it, for operations about a record of a customer.
fn body(operation: &Operation, customer: &str) -> Option<Value> {
    Some(match operation.id.as_str() {
        "edit_customer" => json!({ "name": "甲", "kind": "company", "tier": "c" }),
        "review_customer" => json!({ "verdict": "approve" }),
        "reveal_field" | "reveal_granted_field" => json!({ "field": "phone" }),
        "add_contact" | "edit_contact" => json!({ "name": "王经理" }),
        "record_follow_up" => json!({ "way": "phone", "content": "谈" }),
        "assign_customer" => json!({ "person_id": NOWHERE }),
        "return_customer" => json!({ "reason": "无意向" }),
        "share_customer" => json!({ "person_id": NOWHERE, "may_edit": false, "until": "2027-01-01" }),
        "claim_customer" | "withdraw_proposal" => json!({}),
        "merge_customer" => json!({ "duplicate_id": NOWHERE }),
        "file_complaint" => json!({ "customer_id": customer, "matter": "门缝", "category": "quality", "channel": "phone" }),
        _ => return None,
    })
}

/// A query that is in order, where one is needed.
fn asked(operation: &Operation) -> &'static str {
    match operation.id.as_str() {
        "show_past_customer" => "?on=2026-11-23",
        "preview_merge" => "?duplicate=01990000-0000-7000-8000-000000000000",
        _ => "",
    }
}

/// Operations that name a customer or its contact in their path, or a customer in their body.
fn about_a_customer(operation: &Operation) -> bool {
    let in_path = operation.path.starts_with("/customers/{id}") || operation.path.starts_with("/contacts/{id}");
    let in_path = in_path || operation.path.starts_with("/customer-pool/{id}");
    in_path || operation.id == "file_complaint" || operation.path.contains("{customer}")
}

fn excepted(role: &str, operation: &str) -> bool {
    OTHERWISE.iter().any(|(who, what)| role.starts_with(who) && *what == operation)
}

#[actix_web::test]
async fn a_forbidden_customer_answers_as_one_that_does_not_exist() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    let file = rep.enters_a_customer(NAME).await;
    let id = file["id"].as_str().unwrap();
    let contact = rep.post(&format!("/customers/{id}/contacts"), json!({ "name": "王经理", "phone": "13900001111" })).await.ok(201);
    let contact = contact["id"].as_str().unwrap();
    let mut compared = 0;
    for person in PEOPLE.iter().filter(|p| !ALLOWED.contains(&p.username)) {
        let who = app.sign_in(person.username).await;
        for operation in operations().iter().filter(|o| about_a_customer(o) && !excepted(person.role, &o.id)) {
            let real = if operation.path.starts_with("/contacts") { contact } else { id };
            let path =
                |id: &str| operation.path.replace("{id}", id).replace("{customer}", id).replace("{share}", NOWHERE) + asked(operation);
            let there = answer(&who, operation, &path(real), body(operation, real), &[(real, "#")]).await;
            let nowhere = answer(&who, operation, &path(NOWHERE), body(operation, NOWHERE), &[(NOWHERE, "#")]).await;
            assert_eq!(there, nowhere, "{} {} {}", person.username, operation.method, operation.path);
            assert!(!there.starts_with('2'), "{} {}: {there}", person.username, operation.id);
            compared += 1;
        }
    }
    assert!(compared >= 150, "only {compared} pairs were compared");
}

/// CRM-10: whoever may take a customer out of the pool learns of it there, and nowhere else before they have it.
#[actix_web::test]
async fn a_customer_in_the_pool_answers_elsewhere_as_one_that_does_not_exist() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    let file = rep.enters_a_customer(NAME).await;
    let id = file["id"].as_str().unwrap();
    let contact = rep.post(&format!("/customers/{id}/contacts"), json!({ "name": "王经理", "phone": "13900001111" })).await.ok(201);
    let contact = contact["id"].as_str().unwrap();
    let now = rep.get(&format!("/customers/{id}")).await.ok(200);
    rep.act(&format!("/customers/{id}/returns"), &now["version"], json!({ "reason": "暂停" })).await.ok(204);
    let mut compared = 0;
    for person in PEOPLE.iter().filter(|p| p.username == "rep" || !ALLOWED.contains(&p.username)) {
        let who = app.sign_in(person.username).await;
        let takes = |operation: &Operation| operation.id == "claim_customer" && person.role == "sales_rep";
        for operation in operations().iter().filter(|o| about_a_customer(o) && !excepted(person.role, &o.id) && !takes(o)) {
            let real = if operation.path.starts_with("/contacts") { contact } else { id };
            let path =
                |id: &str| operation.path.replace("{id}", id).replace("{customer}", id).replace("{share}", NOWHERE) + asked(operation);
            let there = answer(&who, operation, &path(real), body(operation, real), &[(real, "#")]).await;
            let nowhere = answer(&who, operation, &path(NOWHERE), body(operation, NOWHERE), &[(NOWHERE, "#")]).await;
            assert_eq!(there, nowhere, "{} {} {}", person.username, operation.method, operation.path);
            compared += 1;
        }
    }
    assert!(compared >= 150, "only {compared} pairs were compared");
}

#[actix_web::test]
async fn no_list_search_count_or_export_tells_of_a_forbidden_customer() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    let file = rep.enters_a_customer(NAME).await;
    let (id, number) = (file["id"].as_str().unwrap(), file["number"].as_str().unwrap());
    rep.post(&format!("/customers/{id}/follow-ups"), json!({ "way": "phone", "content": "谈了软装预算" })).await.ok(201);
    let searches =
        [(NAME, NO_NAME), ("嘉业", "嘉禾"), ("cdjy", "cdjh"), (number, "KH-999999"), ("13816613186", "13816613187"), ("3186", "3187")];
    for person in PEOPLE.iter().filter(|p| !ALLOWED.contains(&p.username)) {
        let who = app.sign_in(person.username).await;
        for operation in operations().iter().filter(|o| o.method == "GET" && !o.public && !o.path.contains('{')) {
            if excepted(person.role, &operation.id) {
                continue;
            }
            let mut queries: Vec<(String, String)> = Vec::new();
            if operation.has_parameter("q") {
                queries.extend(searches.iter().map(|(a, b)| (format!("q={a}"), format!("q={b}"))));
            }
            if operation.id == "list_customers" || operation.id.starts_with("export_customers") {
                for (field, a, b) in
                    [("name", NAME, NO_NAME), ("number", number, "KH-999999"), ("city", "成都", "重庆"), ("tier", "c", "b")]
                {
                    queries.push((format!("filter[{field}]={a}&count=true"), format!("filter[{field}]={b}&count=true")));
                }
            }
            queries.push((format!("filter[customer]={id}"), format!("filter[customer]={NOWHERE}")));
            for (real, other) in queries {
                let there = answer(&who, operation, &format!("{}?{real}", operation.path), None, &[]).await;
                let nowhere = answer(&who, operation, &format!("{}?{other}", operation.path), None, &[]).await;
                assert_eq!(there, nowhere, "{} {} {real}", person.username, operation.path);
                for secret in [NAME, number, id, "13816613186", "138****3186", "软装预算"] {
                    assert!(!there.contains(secret), "{} {}: {secret}", person.username, operation.path);
                }
            }
        }
    }
}

/// A request for leave and its approval, as its applicant sees them, say nothing before the decision.
#[actix_web::test]
async fn a_request_for_leave_does_not_tell_whether_the_customer_exists() {
    let app = App::start().await;
    let file = app.sign_in("rep").await.enters_a_customer(NAME).await;
    let id = file["id"].as_str().unwrap();
    let until = (chrono::Utc::now() + chrono::TimeDelta::days(3)).date_naive().to_string();
    for username in ["admin", "finance", "rep3", "agent", "auditor"] {
        let who = app.sign_in(username).await;
        let mut seen = Vec::new();
        for (name, customer) in [(NAME, id), (NO_NAME, NOWHERE)] {
            let form = json!({ "customers": [name], "fields": ["facts"], "purpose": "核对", "until": until });
            let asked = who.post("/customer-accesses", form).await;
            let access = asked.json.clone();
            let path = format!("/customer-accesses/{}", access["id"].as_str().unwrap());
            let shown = who.get(&path).await.ok(200);
            let approval = who.get(&format!("/approvals/{}", access["approval_id"].as_str().unwrap())).await.ok(200);
            let early = who.get(&format!("{path}/files/{customer}")).await;
            let reveal = who.post(&format!("{path}/files/{customer}/reveals"), json!({ "field": "phone" })).await;
            let mut text = format!("{} {shown} {approval} {} {} {}", asked.status, early.status, early.json["code"], reveal.json["code"]);
            for own in [
                &access["id"],
                &access["approval_id"],
                &access["number"],
                &access["created_at"],
                &approval["submitted_at"],
                &approval["steps"][0]["signers"][0]["id"],
            ] {
                text = text.replace(own.as_str().unwrap(), "-");
            }
            seen.push(text.replace(name, "甲"));
        }
        assert_eq!(seen[0], seen[1], "{username}");
    }
}
