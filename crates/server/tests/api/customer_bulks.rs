//! CRM-15: acts on many customers at once: planned, done, taken back; each customer by the right that one of its own would need.

use crate::support::{App, User};
use chrono::TimeDelta;
use serde_json::{Value, json};

const NOWHERE: &str = "01990000-0000-7000-8000-000000000000";

fn id(file: &Value) -> String {
    file["id"].as_str().unwrap().to_owned()
}

async fn plans(who: &User, body: Value) -> Value {
    who.post("/customer-bulks", body).await.ok(201)
}

async fn runs(who: &User, bulk: &Value) -> Value {
    who.post(&format!("/customer-bulks/{}/runs", id(bulk)), json!({})).await.ok(200)
}

async fn undoes(who: &User, bulk: &Value) -> crate::support::Answer {
    who.post(&format!("/customer-bulks/{}/undoings", id(bulk)), json!({})).await
}

async fn file(who: &User, id: &str) -> Value {
    who.get(&format!("/customers/{id}")).await.ok(200)
}

fn reasons(bulk: &Value) -> Vec<(String, String)> {
    let refused = bulk["refused"].as_array().unwrap();
    refused.iter().map(|r| (r["customer_id"].as_str().unwrap().to_owned(), r["reason"].as_str().unwrap().to_owned())).collect()
}

#[actix_web::test]
async fn tags_come_to_many_at_once_and_are_taken_back_without_what_was_there_before() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    let (a, b) =
        (id(&rep.enters_a_customer("成都嘉业文化传播有限公司").await), id(&rep.enters_a_customer("武汉立方医疗器械有限公司").await));
    let first = plans(&rep, json!({ "deed": "tag", "ids": [a], "tags": ["重点"] })).await;
    assert_eq!((first["named"].clone(), first["touched"].clone(), first["done_at"].clone()), (json!(1), json!(1), Value::Null));
    assert_eq!(file(&rep, &a).await["tags"], json!([]), "a plan changes nothing");
    runs(&rep, &first).await;
    let both = plans(&rep, json!({ "deed": "tag", "query": "filter[city]=成都", "tags": [" 重点", "展会"] })).await;
    assert_eq!(both["named"], 2);
    let done = runs(&rep, &both).await;
    assert_eq!((done["touched"].clone(), reasons(&done)), (json!(2), vec![]));
    assert_eq!(file(&rep, &a).await["tags"], json!(["重点", "展会"]));
    let found = rep.get("/customers?filter[tags]=has:展会").await.ok(200);
    assert_eq!(found["items"].as_array().unwrap().len(), 2);
    assert_eq!(rep.post(&format!("/customer-bulks/{}/runs", id(&both)), json!({})).await.problem(409), "customer.bulk_done");
    let back = undoes(&rep, &both).await.ok(200);
    assert_eq!(back["undone"], 2);
    assert_eq!((file(&rep, &a).await["tags"].clone(), file(&rep, &b).await["tags"].clone()), (json!(["重点"]), json!([])));
    assert_eq!(undoes(&rep, &both).await.problem(409), "customer.bulk_undone");
    let again = plans(&rep, json!({ "deed": "untag", "ids": [a, b], "tags": ["重点"] })).await;
    assert_eq!((again["touched"].clone(), reasons(&again)), (json!(1), vec![(b.clone(), "unchanged".to_owned())]));
    let history = rep.get(&format!("/customers/{a}/history")).await.ok(200);
    assert!(history["items"].to_string().contains("重点、展会"), "the history of the file has it: {history}");
}

#[actix_web::test]
async fn customers_go_to_a_colleague_and_come_back_with_their_time() {
    let app = App::start().await;
    let (supervisor, rep, rep2) = (app.sign_in("supervisor").await, app.sign_in("rep").await, app.sign_in("rep2").await);
    let mut ids = Vec::new();
    for name in ["成都嘉业文化传播有限公司", "武汉立方医疗器械有限公司", "南京长江门窗有限公司"] {
        ids.push(id(&rep.enters_a_customer(name).await));
    }
    let theirs = id(&rep2.enters_a_customer("苏州清和整装有限公司").await);
    let held = supervisor.get(&format!("/customers/{}/holding", ids[0])).await.ok(200)["held_at"].clone();
    app.later(TimeDelta::hours(2));
    let (supervisor, rep, rep2) = (app.sign_in("supervisor").await, app.sign_in("rep").await, app.sign_in("rep2").await);
    let all: Vec<&String> = ids.iter().chain([&theirs]).collect();
    let to = rep2.id().await;
    let plan = plans(&supervisor, json!({ "deed": "assign", "ids": all, "person_id": to, "reason": "分区调整" })).await;
    assert_eq!((plan["named"].clone(), plan["touched"].clone()), (json!(4), json!(3)));
    assert_eq!(reasons(&plan), [(theirs.clone(), "same_owner".to_owned())]);
    assert!(plan["refused"][0]["title"].as_str().unwrap().contains("苏州清和"));
    // Between the plan and the deed somebody works on one of them.
    rep.post(&format!("/customers/{}/follow-ups", ids[2]), json!({ "way": "phone", "content": "谈" })).await.ok(201);
    let done = runs(&supervisor, &plan).await;
    assert_eq!(done["touched"], 2);
    assert!(reasons(&done).contains(&(ids[2].clone(), "changed".to_owned())), "{done}");
    assert_eq!(file(&rep2, &ids[0]).await["owner"]["id"], json!(to));
    assert_eq!(rep.get(&format!("/customers/{}", ids[0])).await.problem(404), "not_found");
    let told = rep2.get("/notifications").await.ok(200);
    let received = told["items"].as_array().unwrap().iter().filter(|n| n["kind"] == "received").count();
    assert_eq!(received, 1, "one word for all of them");
    // One of them goes on meanwhile: it stays where it is.
    let now = file(&supervisor, &ids[1]).await;
    let back = format!("/customers/{}/returns", ids[1]);
    supervisor.act(&back, &now["version"], json!({ "reason": "无意向" })).await.ok(204);
    let undone = undoes(&supervisor, &plan).await.ok(200);
    assert_eq!(undone["undone"], 1);
    assert!(reasons(&undone).contains(&(ids[1].clone(), "changed".to_owned())));
    let holding = rep.get(&format!("/customers/{}/holding", ids[0])).await.ok(200);
    assert_eq!(holding["held_at"], held, "taking back is no way to gain time");
    assert_eq!(rep2.get(&format!("/customers/{}", ids[0])).await.problem(404), "not_found");
    let list = supervisor.get("/customer-bulks").await.ok(200);
    assert_eq!(list["bulks"].as_array().unwrap().len(), 1);
}

#[actix_web::test]
async fn what_was_put_into_the_pool_comes_back_unless_somebody_took_it() {
    let app = App::start().await;
    let (rep, colleague) = (app.sign_in("rep").await, app.sign_in("rep2").await);
    let (a, b) =
        (id(&rep.enters_a_customer("成都嘉业文化传播有限公司").await), id(&rep.enters_a_customer("武汉立方医疗器械有限公司").await));
    let bad = rep.post("/customer-bulks", json!({ "deed": "return", "ids": [a] })).await;
    assert_eq!(bad.bad_fields(), [("/reason".to_owned(), "reason_required".to_owned())]);
    let plan = plans(&rep, json!({ "deed": "return", "ids": [a, b], "reason": "离岗" })).await;
    runs(&rep, &plan).await;
    assert_eq!(rep.get(&format!("/customers/{a}")).await.problem(404), "not_found");
    let shown = rep.get(&format!("/customer-bulks/{}", id(&plan))).await.ok(200);
    assert!(!shown.to_string().contains("嘉业"), "what went out of reach has no name");
    colleague.post(&format!("/customer-pool/{b}/claims"), json!({})).await.ok(201);
    let undone = undoes(&rep, &plan).await.ok(200);
    assert_eq!((undone["undone"].clone(), reasons(&undone)), (json!(1), vec![(b.clone(), "changed".to_owned())]));
    assert_eq!(undone["refused"][0]["title"], Value::Null);
    assert_eq!(file(&rep, &a).await["owner"]["id"], json!(rep.id().await));
    let late = plans(&rep, json!({ "deed": "tag", "ids": [a], "tags": ["重点"] })).await;
    runs(&rep, &late).await;
    app.later(TimeDelta::hours(25));
    let rep = app.sign_in("rep").await;
    assert_eq!(undoes(&rep, &late).await.problem(409), "customer.bulk_too_late");
}

/// CRM-10: the limit holds for many as for one.
#[actix_web::test]
async fn whoever_has_no_room_receives_as_many_as_fit() {
    let app = App::start().await;
    let (director, supervisor, rep) = (app.sign_in("director").await, app.sign_in("supervisor").await, app.sign_in("rep").await);
    let (a, b) =
        (id(&rep.enters_a_customer("成都嘉业文化传播有限公司").await), id(&rep.enters_a_customer("武汉立方医疗器械有限公司").await));
    let now = director.get("/customer-pool/rules").await.ok(200);
    let mut rules = now["rules"].clone();
    rules["most_held"] = json!(1);
    director.put("/customer-pool/rules", &now["version"], rules).await.ok(200);
    let to = app.sign_in("rep2").await.id().await;
    let plan = plans(&supervisor, json!({ "deed": "assign", "ids": [a, b], "person_id": to })).await;
    assert_eq!((plan["touched"].clone(), reasons(&plan)), (json!(1), vec![(b, "limit_reached".to_owned())]));
}

/// CRM-06: a customer out of reach is left out as one that does not exist, in the plan and after it.
#[actix_web::test]
async fn a_forbidden_customer_is_left_out_as_one_that_does_not_exist() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    let secret = id(&rep.enters_a_customer("成都嘉业文化传播有限公司").await);
    let other = app.sign_in("rep3").await;
    let me = other.id().await;
    for deed in [
        json!({ "deed": "tag", "tags": ["重点"] }),
        json!({ "deed": "untag", "tags": ["重点"] }),
        json!({ "deed": "return", "reason": "无" }),
        json!({ "deed": "assign", "person_id": me }),
    ] {
        let mut answers = Vec::new();
        for named in [secret.as_str(), NOWHERE] {
            let mut body = deed.clone();
            body["ids"] = json!([named]);
            let plan = plans(&other, body).await;
            let run = runs(&other, &plan).await;
            let shown = other.get(&format!("/customer-bulks/{}", id(&plan))).await.ok(200);
            let undone = undoes(&other, &plan).await.ok(200);
            let texts = [plan.clone(), run, shown, undone].map(|answer| {
                let mut answer = answer;
                for moment in ["at", "done_at", "undone_at", "undo_until"] {
                    answer[moment] = json!(answer[moment].is_string());
                }
                answer.to_string().replace(named, "#").replace(&id(&plan), "-")
            });
            answers.push(texts);
        }
        assert_eq!(answers[0], answers[1], "{deed}");
        assert!(answers[0][0].contains("not_found"));
    }
    let by_query = plans(&other, json!({ "deed": "tag", "query": "q=嘉业", "tags": ["重点"] })).await;
    assert_eq!(by_query["named"], 0);
    assert_eq!(file(&rep, &secret).await["tags"], json!([]));
    // Neither does the act of somebody else.
    let mine = plans(&rep, json!({ "deed": "tag", "ids": [secret], "tags": ["重点"] })).await;
    for path in ["", "/runs", "/undoings"] {
        let at = |id: &str| format!("/customer-bulks/{id}{path}");
        let call = async |path: String| if path.ends_with("s") { other.post(&path, json!({})).await } else { other.get(&path).await };
        assert_eq!(call(at(&id(&mine))).await.problem(404), call(at(NOWHERE)).await.problem(404));
    }
    let reads = app.sign_in("gm").await;
    let refused = reads.post("/customer-bulks", json!({ "deed": "assign", "ids": [secret], "person_id": me })).await;
    assert_eq!(refused.problem(403), "forbidden");
}

#[actix_web::test]
async fn what_cannot_be_meant_is_refused_at_its_field() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    let bad = async |body: Value| rep.post("/customer-bulks", body).await.bad_fields();
    let one = |pointer: &str, code: &str| vec![(pointer.to_owned(), code.to_owned())];
    assert_eq!(bad(json!({ "deed": "tag", "tags": ["重点"] })).await, one("/ids", "bulk_which"));
    assert_eq!(bad(json!({ "deed": "tag", "tags": ["重点"], "query": "filter[color]=red" })).await, one("/query", "bulk_query"));
    assert_eq!(bad(json!({ "deed": "tag", "ids": [NOWHERE], "tags": ["a,b"] })).await, one("/tags", "tag_unfit"));
    assert_eq!(bad(json!({ "deed": "assign", "ids": [NOWHERE] })).await, one("/person_id", "required"));
    let agent = app.sign_in("agent").await.id().await;
    assert_eq!(bad(json!({ "deed": "assign", "ids": [NOWHERE], "person_id": agent })).await, one("/person_id", "pool_receiver_unable"));
    let many: Vec<String> = (0..501).map(|n| format!("01990000-0000-7000-8000-{n:012}")).collect();
    assert_eq!(bad(json!({ "deed": "tag", "ids": many, "tags": ["重点"] })).await, one("/ids", "bulk_many"));
}
