//! CPL-03: nobody judges their own case, nor that of their superior.

use crate::complaints::{Desk, acts, assign, is_refused, propose, sees, takes, tasks, text};
use crate::support::User;
use platform::db::{Door, Tx};
use sea_orm::{ConnectionTrait, Statement, Value};
use serde_json::json;
use uuid::Uuid;

#[actix_web::test]
async fn nobody_judges_their_own_case() {
    let desk = Desk::open().await;
    let accused = desk.investigator.id().await;
    let mut body = desk.complaint();
    body["about_person_id"] = json!(accused);
    let case = desk.agent.post("/complaints", body.clone()).await.ok(201);
    is_refused(&desk.manager, &case, assign(&accused), 409, "complaint.concerned").await;
    body["about_person_id"] = json!(desk.manager.id().await);
    let case = desk.agent.post("/complaints", body.clone()).await.ok(201);
    assert_eq!(sees(&desk.manager, &case).await["actions"], json!([]));
    is_refused(&desk.manager, &case, assign(&accused), 409, "complaint.concerned").await;
    assert_eq!(tasks(&desk.director.inbox().await), 1, "the director assigns where the only service manager is concerned");
    body["about_person_id"] = json!(desk.director.id().await);
    let case = desk.agent.post("/complaints", body).await.ok(201);
    let case = takes(&desk.manager, &case, assign(&accused)).await;
    let case = takes(&desk.investigator, &case, propose("1")).await;
    is_refused(&desk.investigator, &case, json!({ "act": "submit" }), 409, "approval.no_approver").await;
}

/// CPL-03: who reports to the person complained about neither investigates nor signs, and not later either.
#[actix_web::test]
async fn nobody_judges_the_case_of_their_superior() {
    let desk = Desk::open().await;
    let about = async |person: &User| {
        let mut body = desk.complaint();
        body["about_person_id"] = json!(person.id().await);
        desk.agent.post("/complaints", body).await.ok(201)
    };
    let (investigator, manager) = (desk.investigator.id().await, desk.manager.id().await);
    let of_manager = about(&desk.manager).await;
    is_refused(&desk.director, &of_manager, assign(&investigator), 409, "complaint.subordinate").await;
    let of_director = about(&desk.director).await;
    is_refused(&desk.manager, &of_director, assign(&manager), 409, "complaint.subordinate").await;
    takes(&desk.manager, &of_director, assign(&investigator)).await;
    let of_gm = about(&desk.app.sign_in("gm").await).await;
    let of_gm = takes(&desk.manager, &of_gm, assign(&investigator)).await;
    let of_gm = takes(&desk.investigator, &of_gm, propose("1")).await;
    is_refused(&desk.investigator, &of_gm, json!({ "act": "submit" }), 409, "approval.no_approver").await;
    // Both cases below are under way when people move.
    let of_rep = about(&desk.rep).await;
    let of_rep = takes(&desk.manager, &of_rep, assign(&investigator)).await;
    let of_rep = desk.approving(of_rep, "1").await;
    reports_to(&desk, &desk.director.id().await, &desk.rep.id().await).await;
    assert_eq!(desk.director.decides(text(&of_rep["id"]), "approve", "").await.problem(409), "complaint.subordinate");
    assert_eq!(sees(&desk.investigator, &of_rep).await["status"], "approving");
    let again = about(&desk.rep).await;
    let again = takes(&desk.manager, &again, assign(&investigator)).await;
    reports_to(&desk, &investigator, &desk.rep.id().await).await;
    assert_eq!(sees(&desk.investigator, &again).await["actions"], json!(["pause"]));
    is_refused(&desk.investigator, &again, propose("1"), 409, "complaint.subordinate").await;
}

/// CPL-03: the same rule for whoever is asked, and for what somebody was asked before people moved.
#[actix_web::test]
async fn who_reports_to_the_person_complained_about_is_not_asked() {
    let desk = Desk::open().await;
    let mut body = desk.complaint();
    body["about_person_id"] = json!(desk.rep.id().await);
    let case = desk.agent.post("/complaints", body).await.ok(201);
    let case = takes(&desk.manager, &case, assign(&desk.investigator.id().await)).await;
    let specialist = desk.app.sign_in("specialist").await;
    let due = (desk.app.state.clock.now() + chrono::TimeDelta::days(3)).to_rfc3339();
    let path = format!("/complaints/{}/inquiries", text(&case["id"]));
    let asks = async |person: &User| {
        let body = json!({ "person_id": person.id().await, "question": "这批板材何时入库？", "due_at": due });
        desk.investigator.post(&path, body).await
    };
    assert_eq!(asks(&desk.rep).await.problem(409), "complaint.concerned");
    let asked = asks(&specialist).await.ok(201);
    reports_to(&desk, &specialist.id().await, &desk.rep.id().await).await;
    assert_eq!(asks(&specialist).await.problem(409), "complaint.subordinate");
    let answers = format!("/complaint-inquiries/{}/answers", text(&asked["id"]));
    assert_eq!(specialist.post(&answers, json!({ "answer": "11 月 2 日" })).await.problem(409), "complaint.subordinate");
    desk.investigator.post(&answers, json!({ "answer": "11 月 2 日" })).await.ok(201);
}

async fn reports_to(desk: &Desk, person: &str, superior: &str) {
    let ids = [superior, person].map(|id| id.parse::<Uuid>().unwrap());
    let move_below = async move |tx: &mut Tx| {
        let sql = "UPDATE person SET superior_id = $1 WHERE id = $2";
        let statement = Statement::from_sql_and_values(tx.conn().get_database_backend(), sql, ids.map(Value::from));
        Ok(tx.conn().execute_raw(statement).await?.rows_affected())
    };
    let door = Door::of_system(desk.app.state.clone(), "test");
    assert_eq!(door.write_as_system(move_below).await.unwrap(), 1);
}

/// Two managers at once, one of them with somebody who may not: never both, and never that one.
#[actix_web::test]
async fn of_two_assignments_at_once_none_goes_to_a_subordinate() {
    let desk = Desk::open().await;
    let mut body = desk.complaint();
    body["about_person_id"] = json!(desk.director.id().await);
    let case = desk.agent.post("/complaints", body).await.ok(201);
    let (path, wrong, right) = (acts(&case), desk.manager.id().await, desk.investigator.id().await);
    let (a, b) = futures_util::future::join(
        desk.manager.act(&path, &case["version"], assign(&wrong)),
        desk.manager.act(&path, &case["version"], assign(&right)),
    )
    .await;
    assert!(matches!(a.status, 409 | 412), "{}", a.status);
    b.ok(200);
    assert_eq!(sees(&desk.manager, &case).await["investigator"]["id"], json!(right));
}

/// DAY-01: nobody approved another remedy than the one they saw.
#[actix_web::test]
async fn another_remedy_voids_the_approval() {
    let desk = Desk::open().await;
    let case = desk.approving(desk.assigned().await, "500").await;
    let asked = text(&case["approval_id"]).to_owned();
    let case = takes(&desk.investigator, &case, propose("900")).await;
    assert_eq!((&case["status"], &case["approval_id"]), (&json!("remedy_proposed"), &serde_json::Value::Null));
    assert!(desk.director.inbox().await.iter().all(|task| task["kind"] != "approval"));
    assert_eq!(desk.investigator.get(&format!("/approvals/{asked}")).await.ok(200)["status"], "void");
    let case = takes(&desk.investigator, &case, json!({ "act": "submit" })).await;
    desk.director.decides(text(&case["id"]), "approve", "同意").await.ok(200);
    let case = takes(&desk.investigator, &sees(&desk.investigator, &case).await, propose("1000")).await;
    assert_eq!((&case["status"], &case["remedy"]["compensation"]["amount"]), (&json!("remedy_proposed"), &json!("1000.00")));
    let told = desk.director.get("/notifications?filter[kind]=voided").await.ok(200);
    assert_eq!(told["items"].as_array().unwrap().len(), 1, "who approved it hears it");
}
