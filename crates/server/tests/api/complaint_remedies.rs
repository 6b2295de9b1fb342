//! CPL-03 to CPL-05: investigation, versions of remedies, and measures that become tasks.

use crate::complaints::{Desk, carry_out, is_refused, path, propose, sees, takes, text};
use chrono::{TimeDelta, Utc};
use serde_json::{Value, json};

async fn with_measures(desk: &Desk, compensation: &str, cost: &str) -> Value {
    let specialist = desk.app.sign_in("specialist").await.id().await;
    let mut remedy = propose(compensation);
    remedy["tasks"] = json!([
        { "what": "上门更换柜门", "owner_id": desk.agent.id().await, "due_on": "2030-12-01", "cost": { "amount": cost } },
        { "what": "检查仓库防潮", "owner_id": specialist, "due_on": "2030-12-02" },
    ]);
    remedy
}

#[actix_web::test]
async fn a_department_answers_its_question_and_sees_nothing_else() {
    let desk = Desk::open().await;
    let case = desk.assigned().await;
    let specialist = desk.app.sign_in("specialist").await;
    let investigation = format!("{}/investigation", path(&case));
    let (statements, inquiries) = (format!("{}/statements", path(&case)), format!("{}/inquiries", path(&case)));
    let due = (Utc::now() + TimeDelta::days(1)).to_rfc3339();
    let question = json!({ "person_id": specialist.id().await, "question": "这批板材何时入库？", "due_at": due });
    let statement = json!({ "speaker": "安装工 老周", "text": "到货时包装已经受潮" });
    for outsider in [&desk.agent, &desk.manager] {
        assert_eq!(outsider.post(&inquiries, question.clone()).await.problem(409), "complaint.not_investigator");
        assert_eq!(outsider.post(&statements, statement.clone()).await.problem(409), "complaint.not_investigator");
    }
    desk.investigator.post(&statements, statement).await.ok(201);
    let asked = desk.investigator.post(&inquiries, question.clone()).await.ok(201);
    let mut late = question.clone();
    late["due_at"] = json!("2026-01-01T00:00:00Z");
    assert_eq!(desk.investigator.post(&inquiries, late).await.bad_fields(), [("/due_at".to_owned(), "due_past".to_owned())]);
    let one = format!("/complaint-inquiries/{}", text(&asked["id"]));
    let task = specialist.inbox().await.into_iter().find(|task| task["kind"] == "inquiry").unwrap();
    assert_eq!((&task["subject"]["id"], task.to_string().contains("华信")), (&asked["id"], false));
    let seen = specialist.get(&one).await.ok(200);
    assert_eq!((&seen["number"], &seen["complaint"], &seen["may_answer"]), (&case["number"], &Value::Null, &json!(true)));
    assert!(!seen.to_string().contains("华信"));
    specialist.get(&path(&case)).await.problem(403);
    assert_eq!(desk.app.sign_in("hr").await.get(&one).await.problem(404), "not_found");
    let answers = format!("{one}/answers");
    specialist.post(&answers, json!({ "answer": "11 月 2 日入库" })).await.ok(201);
    assert_eq!(specialist.post(&answers, json!({ "answer": "更正" })).await.problem(409), "complaint.inquiry_answered");
    assert!(specialist.inbox().await.iter().all(|task| task["kind"] != "inquiry"));
    let held = desk.manager.get(&investigation).await.ok(200);
    assert_eq!((&held["inquiries"][0]["answer"], &held["editable"]), (&json!("11 月 2 日入库"), &json!(false)));
    assert_eq!((&held["statements"][0]["speaker"], &held["inquiries"][0]["late"]), (&json!("安装工 老周"), &json!(false)));
    let mut body = desk.complaint();
    body["about_person_id"] = json!(specialist.id().await);
    let about = desk.agent.post("/complaints", body).await.ok(201);
    let about = takes(&desk.manager, &about, crate::complaints::assign(&desk.investigator.id().await)).await;
    let refused = desk.investigator.post(&format!("{}/inquiries", path(&about)), question).await;
    assert_eq!(refused.problem(409), "complaint.concerned", "the person complained about is not asked as a department");
}

#[actix_web::test]
async fn each_version_of_a_remedy_is_kept_with_its_fate() {
    let desk = Desk::open().await;
    let cause = desk.manager.post("/complaint-topics", json!({ "kind": "cause", "name": "仓储受潮" })).await.ok(201);
    let case = desk.assigned().await;
    let mut first = propose("500");
    first["cause_id"] = cause["id"].clone();
    first["unit_id"] = json!("00000000-0000-7000-8000-000000000000");
    let refused = desk.investigator.act(&format!("{}/transitions", path(&case)), &case["version"], first.clone()).await;
    assert_eq!(refused.bad_fields(), [("/unit_id".to_owned(), "unit_unknown".to_owned())]);
    let units = desk.manager.get("/units").await.ok(200);
    first["unit_id"] = units["items"][0]["id"].clone();
    let case = takes(&desk.investigator, &case, first).await;
    let case = takes(&desk.investigator, &case, json!({ "act": "submit" })).await;
    desk.director.decides(text(&case["id"]), "return", "补偿太少").await.ok(200);
    let case = takes(&desk.investigator, &sees(&desk.investigator, &case).await, propose("800")).await;
    let case = takes(&desk.investigator, &case, propose("900")).await;
    let case = takes(&desk.investigator, &case, json!({ "act": "submit" })).await;
    desk.director.decides(text(&case["id"]), "approve", "同意").await.ok(200);
    let versions = desk.manager.get(&format!("{}/remedies", path(&case))).await.ok(200);
    let fates: Vec<(i64, &str, &str)> = versions
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["number"].as_i64().unwrap(), text(&one["fate"]), text(&one["compensation"]["amount"])))
        .collect();
    assert_eq!(fates, [(3, "approved", "900.00"), (2, "replaced", "800.00"), (1, "returned", "500.00")]);
    assert_eq!((&versions[2]["remark"], &versions[2]["cause_topic"]["name"]), (&json!("补偿太少"), &json!("仓储受潮")));
    assert_eq!(versions[2]["unit"]["id"], units["items"][0]["id"]);
    desk.app.sign_in("rep").await.get(&format!("{}/remedies", path(&case))).await.problem(404);
}

#[actix_web::test]
async fn measures_become_tasks_and_all_must_be_done() {
    let desk = Desk::open().await;
    let case = takes(&desk.investigator, &desk.assigned().await, with_measures(&desk, "500", "120.50").await).await;
    let open = async |name: &str| {
        let user = desk.app.sign_in(name).await;
        user.get("/assignments?filter[owner]=me&filter[status]=open").await.ok(200)["items"].as_array().unwrap().clone()
    };
    assert!(open("specialist").await.is_empty(), "nothing before it is signed");
    let case = takes(&desk.investigator, &case, json!({ "act": "submit" })).await;
    let approval = desk.director.get(&format!("/approvals/{}", text(&case["approval_id"]))).await.ok(200);
    assert!(approval["snapshot"].to_string().contains("620.50"), "{:#}", approval["snapshot"]);
    desk.director.decides(text(&case["id"]), "approve", "").await.ok(200);
    let tasks = [open("specialist").await, open("agent").await].concat();
    assert_eq!(tasks.iter().map(|task| text(&task["title"])).collect::<Vec<_>>(), ["检查仓库防潮", "上门更换柜门"]);
    let case = sees(&desk.investigator, &case).await;
    is_refused(&desk.investigator, &case, carry_out(), 409, "complaint.measures_open").await;
    let specialist = desk.app.sign_in("specialist").await;
    for (user, task) in [(&specialist, &tasks[0]), (&desk.agent, &tasks[1])] {
        user.act(&format!("/assignments/{}/transitions", text(&task["id"])), &task["version"], json!({ "act": "complete" })).await.ok(200);
    }
    let versions = desk.investigator.get(&format!("{}/remedies", path(&case))).await.ok(200);
    assert!(versions[0]["tasks"].as_array().unwrap().iter().all(|task| task["done_at"].is_string()), "{versions:#}");
    assert_eq!(versions[0]["cost"]["amount"], "620.50");
    takes(&desk.investigator, &case, carry_out()).await;
}

#[actix_web::test]
async fn another_remedy_takes_the_open_tasks_of_the_one_before_away() {
    let desk = Desk::open().await;
    let case = takes(&desk.investigator, &desk.assigned().await, with_measures(&desk, "500", "1").await).await;
    let case = takes(&desk.investigator, &case, json!({ "act": "submit" })).await;
    desk.director.decides(text(&case["id"]), "approve", "").await.ok(200);
    let case = takes(&desk.investigator, &sees(&desk.investigator, &case).await, propose("900")).await;
    let specialist = desk.app.sign_in("specialist").await;
    let tasks = specialist.get("/assignments?filter[owner]=me").await.ok(200);
    assert_eq!((&tasks["items"][0]["status"], tasks["items"].as_array().unwrap().len()), (&json!("cancelled"), 1));
    desk.approving(case.clone(), "900").await;
    desk.director.decides(text(&case["id"]), "approve", "").await.ok(200);
    takes(&desk.investigator, &sees(&desk.investigator, &case).await, carry_out()).await;
}

/// CPL-04: the general manager signs by what it costs in all, not by the compensation alone.
#[actix_web::test]
async fn dear_measures_need_the_general_manager() {
    let desk = Desk::open().await;
    let gm = desk.app.sign_in("gm").await;
    let case = takes(&desk.investigator, &desk.assigned().await, with_measures(&desk, "9000", "1000.01").await).await;
    let case = takes(&desk.investigator, &case, json!({ "act": "submit" })).await;
    desk.director.decides(text(&case["id"]), "approve", "").await.ok(200);
    assert_eq!(sees(&desk.director, &case).await["status"], "approving");
    gm.decides(text(&case["id"]), "approve", "").await.ok(200);
    assert_eq!(sees(&desk.director, &case).await["status"], "executing");
}
