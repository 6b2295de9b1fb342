//! CPL-14: two people act on one thing at once, and exactly one of them is right: remedies, measures, nonconformities, corrective actions.

use crate::complaints::{Desk, carry_out, path, propose, sees, takes, text};
use crate::support::{Answer, User};
use chrono::Days;
use futures_util::future::join;
use serde_json::{Value, json};

fn one_wins(answers: (Answer, Answer)) {
    let (a, b) = (answers.0.status, answers.1.status);
    assert!(matches!((a, b), (200, 412) | (412, 200)), "{a} {b}");
}

async fn both(record: &str, seen: &Value, one: (&User, Value), other: (&User, Value)) {
    let path = format!("{record}/transitions");
    one_wins(join(one.0.act(&path, seen, one.1), other.0.act(&path, seen, other.1)).await);
}

#[actix_web::test]
async fn of_two_remedies_at_once_one_is_kept_and_of_two_submissions_one_is_asked_about() {
    let desk = Desk::open().await;
    let case = desk.assigned().await;
    let investigator = &desk.investigator;
    both(&path(&case), &case["version"], (investigator, propose("500")), (investigator, propose("900"))).await;
    let versions = desk.manager.get(&format!("{}/remedies", path(&case))).await.ok(200);
    assert_eq!(versions.as_array().unwrap().len(), 1, "{versions:#}");
    let case = sees(investigator, &case).await;
    assert_eq!(case["remedy"]["compensation"], versions[0]["compensation"], "the case and its version say the same");
    let submit = || (investigator, json!({ "act": "submit" }));
    both(&path(&case), &case["version"], submit(), submit()).await;
    let asked = desk.director.inbox().await.into_iter().filter(|task| task["kind"] == "approval").count();
    assert_eq!(asked, 1);
}

/// A measure's task is completed by its owner while another remedy takes it away: whatever comes first, both books agree.
#[actix_web::test]
async fn a_measure_done_while_another_remedy_replaces_it_is_done_or_given_up_and_never_both() {
    let desk = Desk::open().await;
    let mut remedy = propose("500");
    remedy["tasks"] = json!([{ "what": "上门更换柜门", "owner_id": desk.agent.id().await, "due_on": "2030-12-01" }]);
    let case = takes(&desk.investigator, &desk.assigned().await, remedy).await;
    let case = takes(&desk.investigator, &case, json!({ "act": "submit" })).await;
    desk.director.decides(text(&case["id"]), "approve", "").await.ok(200);
    let case = sees(&desk.investigator, &case).await;
    let task = desk.agent.get("/assignments?filter[owner]=me&filter[status]=open").await.ok(200)["items"][0].clone();
    let (done_path, case_path) = (format!("/assignments/{}/transitions", text(&task["id"])), format!("{}/transitions", path(&case)));
    let (done, replaced) = join(
        desk.agent.act(&done_path, &task["version"], json!({ "act": "complete" })),
        desk.investigator.act(&case_path, &case["version"], propose("800")),
    )
    .await;
    assert!([200, 409, 412].contains(&done.status), "{}", done.status);
    assert_eq!(replaced.status, 200, "the case itself was not touched by the task");
    let task = desk.agent.get(&format!("/assignments/{}", text(&task["id"]))).await.ok(200);
    let versions = desk.manager.get(&format!("{}/remedies", path(&case))).await.ok(200);
    let first = versions.as_array().unwrap().last().unwrap();
    let (status, was_done) = (text(&task["status"]), first["tasks"][0]["done_at"].is_string());
    assert_eq!((done.status == 200, was_done), (was_done, status == "done"), "{status}: {first:#}");
    assert!(status == "done" || status == "cancelled", "{status}");
    let case = sees(&desk.investigator, &case).await;
    let case = desk.approving(case, "800").await;
    desk.director.decides(text(&case["id"]), "approve", "").await.ok(200);
    takes(&desk.investigator, &sees(&desk.investigator, &case).await, carry_out()).await;
}

#[actix_web::test]
async fn of_two_steps_of_a_nonconformity_and_a_corrective_action_at_once_one_counts() {
    let desk = Desk::open().await;
    let owner = &desk.investigator;
    let day = |ahead| (engines::calendar::local_date(desk.app.state.clock.now(), 480) + Days::new(ahead)).to_string();
    let find = json!({ "origin": "inspection", "matter": "含水率 18%", "stage": "storage", "grade": "ordinary", "category": "quality" });
    let it = desk.manager.post("/nonconformities", find).await.ok(201);
    let record = format!("/nonconformities/{}", text(&it["id"]));
    let demand = |days| json!({ "act": "demand", "owner_id": null, "due_on": day(days), "demand": "复测" });
    let to = |mut body: Value, id: &str| {
        body["owner_id"] = json!(id);
        body
    };
    let id = owner.id().await;
    both(&record, &it["version"], (&desk.manager, to(demand(3), &id)), (&desk.manager, to(demand(5), &id))).await;
    let now = desk.manager.get(&record).await.ok(200);
    assert_eq!((&now["status"], now["steps"].as_array().unwrap().len()), (&json!("rectifying"), 2));
    let asked = owner.inbox().await.into_iter().filter(|task| task["kind"] == "quality").count();
    assert_eq!(asked, 1, "one task, of the demand that won");

    let new = json!({ "kind": "corrective", "problem": "柜门反复开裂", "owner_id": id });
    let it = desk.manager.post("/corrective-actions", new).await.ok(201);
    let record = format!("/corrective-actions/{}", text(&it["id"]));
    let plan = |cause: &str| json!({ "act": "plan", "whys": ["为什么"], "root_cause": cause, "action": "加装除湿机", "due_on": day(2), "effect_due_on": day(30) });
    both(&record, &it["version"], (owner, plan("受潮")), (owner, plan("漏雨"))).await;
    let seen = owner.get(&record).await.ok(200)["version"].clone();
    let done = || json!({ "act": "carry_out", "done": "已装" });
    both(&record, &seen, (owner, done()), (owner, done())).await;
    desk.app.later(chrono::TimeDelta::days(31));
    let (manager, director) = (desk.app.sign_in("service.manager").await, desk.app.sign_in("director").await);
    let seen = manager.get(&record).await.ok(200)["version"].clone();
    let judge = |act: &str| json!({ "act": act, "finding": "看过了" });
    both(&record, &seen, (&manager, judge("effective")), (&director, judge("ineffective"))).await;
    let now = manager.get(&record).await.ok(200);
    let helped = now["effective"] == json!(true);
    assert_eq!((text(&now["status"]), now["reopened"].as_i64()), if helped { ("closed", Some(0)) } else { ("analysing", Some(1)) });
    assert_eq!(now["steps"].as_array().unwrap().len(), 4);
}
