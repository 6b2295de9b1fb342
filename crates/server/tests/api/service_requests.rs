//! CPL-11, CPL-12: a question and its answer, goods that come back, a request that becomes a complaint, templates that fit.

use crate::complaints::Desk;
use crate::support::{Answer, User};
use serde_json::{Value, json};

async fn acts(user: &User, it: &Value, act: Value) -> Answer {
    let path = format!("/service-requests/{}", it["id"].as_str().unwrap());
    let seen = user.get(&path).await.ok(200);
    user.act(&format!("{path}/transitions"), &seen["version"], act).await
}

fn request(desk: &Desk, kind: &str) -> Value {
    json!({ "kind": kind, "customer_id": desk.customer, "channel": "phone", "question": "柜门开裂怎么保养？", "goods": "定制衣柜" })
}

async fn waits(user: &User) -> usize {
    user.inbox().await.iter().filter(|task| task["kind"] == "service_request").count()
}

#[actix_web::test]
async fn a_question_is_answered_asked_again_and_closed() {
    let desk = Desk::open().await;
    let it = desk.agent.post("/service-requests", request(&desk, "inquiry")).await.ok(201);
    assert_eq!((&it["number"], &it["status"]), (&json!("FW-000001"), &json!("received")));
    assert!(it["due_at"].is_string());
    assert_eq!(waits(&desk.agent).await, 1);
    assert_eq!(acts(&desk.agent, &it, json!({ "act": "close" })).await.problem(409), "service_request.not_now");
    assert_eq!(acts(&desk.manager, &it, json!({ "act": "approve" })).await.problem(409), "service_request.no_return");
    let answered = acts(&desk.agent, &it, json!({ "act": "answer", "answer": "避免暴晒，湿度 40% 到 60%" })).await.ok(200);
    assert_eq!((&answered["status"], &answered["due_at"], waits(&desk.agent).await), (&json!("answered"), &Value::Null, 0));
    acts(&desk.agent, &it, json!({ "act": "ask_again", "question": "那已经裂了呢？" })).await.ok(200);
    acts(&desk.agent, &it, json!({ "act": "answer", "answer": "安排上门" })).await.ok(200);
    let closed = acts(&desk.agent, &it, json!({ "act": "close" })).await.ok(200);
    assert_eq!((&closed["status"], closed["steps"].as_array().unwrap().len()), (&json!("closed"), 5));
    assert_eq!(desk.rep.get(&format!("/service-requests/{}", it["id"].as_str().unwrap())).await.problem(404), "not_found");
    assert_eq!(desk.agent.get("/service-requests?q=开裂&count=true").await.ok(200)["total"]["count"], 1);
    assert_eq!(desk.agent.get("/search?q=FW-000001").await.ok(200)["hits"][0]["subject"]["id"], it["id"]);
    assert_eq!(desk.rep.get("/search?q=FW-000001").await.ok(200)["hits"], json!([]));
    let nobody = json!({ "kind": "inquiry", "channel": "phone", "question": "几点营业？" });
    assert_eq!(
        desk.agent.post("/service-requests", nobody).await.bad_fields(),
        [("/asker".to_owned(), "service_request_nobody".to_owned())]
    );
}

#[actix_web::test]
async fn a_return_goes_through_every_step_and_is_not_granted_by_who_took_it() {
    let desk = Desk::open().await;
    let it = desk.agent.post("/service-requests", request(&desk, "return")).await.ok(201);
    assert_eq!((waits(&desk.agent).await, waits(&desk.manager).await), (0, 1));
    assert_eq!(acts(&desk.agent, &it, json!({ "act": "answer", "answer": "可以" })).await.problem(409), "service_request.is_return");
    assert_eq!(acts(&desk.agent, &it, json!({ "act": "approve" })).await.problem(403), "forbidden");
    let own = desk.manager.post("/service-requests", request(&desk, "exchange")).await.ok(201);
    assert_eq!(acts(&desk.manager, &own, json!({ "act": "approve" })).await.problem(409), "service_request.own");
    acts(&desk.manager, &it, json!({ "act": "approve", "note": "七天内寄回" })).await.ok(200);
    assert_eq!(acts(&desk.agent, &it, json!({ "act": "check" })).await.problem(409), "service_request.not_now");
    acts(&desk.agent, &it, json!({ "act": "receive", "note": "顺丰 1234" })).await.ok(200);
    acts(&desk.agent, &it, json!({ "act": "check", "note": "配件齐全" })).await.ok(200);
    let refused = acts(&desk.agent, &it, json!({ "act": "settle" })).await.bad_fields();
    assert_eq!(refused, [("/refund".to_owned(), "required".to_owned())]);
    let settled = acts(&desk.agent, &it, json!({ "act": "settle", "refund": { "amount": "1280.50" } })).await.ok(200);
    assert_eq!((&settled["status"], &settled["refund"]["amount"]), (&json!("settled"), &json!("1280.50")));
    assert_eq!(acts(&desk.agent, &it, json!({ "act": "close" })).await.ok(200)["status"], "closed");
}

#[actix_web::test]
async fn a_request_that_becomes_a_complaint_keeps_its_history_and_both_lead_to_each_other() {
    let desk = Desk::open().await;
    let it = desk.agent.post("/service-requests", request(&desk, "return")).await.ok(201);
    acts(&desk.manager, &it, json!({ "act": "refuse", "reason": "超过期限" })).await.ok(200);
    let turn = json!({ "act": "complain", "category": "service", "matter": "退货被拒，客户不接受", "wish": "全额退款" });
    let now = acts(&desk.agent, &it, turn.clone()).await.ok(200);
    let case = now["complaint"]["id"].as_str().unwrap();
    assert_eq!((&now["status"], now["steps"].as_array().unwrap().len()), (&json!("complained"), 3));
    let complaint = desk.agent.get(&format!("/complaints/{case}")).await.ok(200);
    assert_eq!((&complaint["matter"], &complaint["status"]), (&json!("退货被拒，客户不接受"), &json!("received")));
    let back = desk.agent.get(&format!("/service-requests?filter[complaint]={case}")).await.ok(200);
    assert_eq!(back["items"][0]["id"], it["id"]);
    assert_eq!(acts(&desk.agent, &it, turn).await.problem(409), "service_request.not_now");
}

/// CPL-12: answers that worked become templates, suggested by category and words, and their use is counted.
#[actix_web::test]
async fn a_published_template_is_suggested_where_it_fits_and_counted_once_for_each_record() {
    let desk = Desk::open().await;
    let form =
        json!({ "title": "柜门开裂的答复", "category": "quality", "words": "开裂 柜门", "body": "两天内上门检查，确认后免费更换。" });
    let draft = desk.agent.post("/knowledge", form.clone()).await.ok(201);
    assert_eq!((&draft["status"], &draft["actions"]), (&json!("draft"), &json!(["edit"])));
    let path = format!("/knowledge/{}", draft["id"].as_str().unwrap());
    let fitting = "/knowledge/suggestions?category=quality&text=衣柜柜门开裂了";
    assert_eq!(desk.agent.get(fitting).await.ok(200)["items"], json!([]), "a draft is nobody's answer yet");
    assert_eq!(desk.investigator.get(&path).await.problem(404), "not_found", "somebody else's draft");
    let act = |act: &str| json!({ "act": act });
    assert_eq!(desk.agent.act(&format!("{path}/transitions"), &draft["version"], act("publish")).await.problem(403), "forbidden");
    let published = desk.manager.act(&format!("{path}/transitions"), &draft["version"], act("publish")).await.ok(200);
    assert_eq!(desk.agent.get(fitting).await.ok(200)["items"][0]["id"], draft["id"]);
    assert_eq!(desk.agent.get("/knowledge/suggestions?text=送货延期").await.ok(200)["items"], json!([]));
    let mut form = form;
    form["body"] = json!("两天内上门检查，确认后免费更换柜门。");
    assert_eq!(
        desk.agent.put(&path, &published["version"], form.clone()).await.problem(403),
        "forbidden",
        "a published one is its publisher's"
    );
    let edited = desk.manager.put(&path, &published["version"], form).await.ok(200);
    assert_eq!(edited["body"], "两天内上门检查，确认后免费更换柜门。");
    let it = desk.agent.post("/service-requests", request(&desk, "inquiry")).await.ok(201);
    let answer = json!({ "act": "answer", "answer": "两天内上门检查", "knowledge_id": draft["id"] });
    acts(&desk.agent, &it, answer).await.ok(200);
    let again = desk.agent.post(&format!("{path}/uses"), json!({ "record_id": it["id"] })).await.ok(200);
    assert_eq!(again["used"], 1);
    let case = desk.filed().await;
    assert_eq!(desk.agent.post(&format!("{path}/uses"), json!({ "record_id": case["id"] })).await.ok(200)["used"], 2);
    let hidden = desk.investigator.post(&format!("{path}/uses"), json!({ "record_id": case["id"] })).await.bad_fields();
    assert_eq!(hidden, [("/record_id".to_owned(), "record_unknown".to_owned())]);
    let seen = desk.manager.get(&path).await.ok(200);
    desk.manager.act(&format!("{path}/transitions"), &seen["version"], act("retire")).await.ok(200);
    assert_eq!(desk.agent.get(fitting).await.ok(200)["items"], json!([]));
}

#[actix_web::test]
async fn the_desk_has_what_waits_and_the_board_what_is_in_whose_hands() {
    let desk = Desk::open().await;
    let request = desk.agent.post("/service-requests", request(&desk, "inquiry")).await.ok(201);
    let case = desk.assigned().await;
    let queue = desk.agent.get("/service-desk").await.ok(200);
    assert_eq!(queue["items"].as_array().unwrap().len(), 1, "{queue:#}");
    assert_eq!((&queue["items"][0]["subject"]["id"], &queue["elsewhere"]), (&request["id"], &json!(1)));
    let queue = desk.investigator.get("/service-desk").await.ok(200);
    assert_eq!((&queue["items"][0]["subject"]["id"], &queue["items"][0]["kind"]), (&case["id"], &json!("complaint")));
    let board = desk.manager.get("/service-desk/board").await.ok(200);
    let who = desk.investigator.id().await;
    let load = board["people"].as_array().unwrap().iter().find(|load| load["person"]["id"] == who.as_str()).unwrap().clone();
    assert_eq!((&load["open"], &load["overdue"]), (&json!(1), &json!(0)));
    for figure in board["figures"].as_array().unwrap() {
        let link = figure["link"].as_str().unwrap().replacen('?', "?count=true&", 1);
        assert_eq!(desk.manager.get(&link).await.ok(200)["total"]["count"], figure["value"], "{link}");
    }
    let link = load["link"].as_str().unwrap().replacen('?', "?count=true&", 1);
    assert_eq!(desk.manager.get(&link).await.ok(200)["total"]["count"], 1);
    assert_eq!(desk.agent.get("/service-desk/board").await.problem(403), "forbidden");
}
