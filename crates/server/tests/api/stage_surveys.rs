//! CPL-13: customers are asked at stages, through a link that works once or on the phone; bad marks open a case.

use crate::support::{App, User};
use chrono::TimeDelta;
use serde_json::{Value, json};

async fn definition(app: &App) -> Value {
    let form = json!({ "stage": "安装完成", "questions": ["安装师傅准时吗", "现场整洁吗"], "threshold": 3, "active": true });
    app.sign_in("service.manager").await.post("/stage-survey-definitions", form).await.ok(201)
}

async fn asked(app: &App, rep: &User) -> Value {
    let definition = definition(app).await;
    let customer = rep.enters_a_customer("蓝天装饰").await;
    let new = json!({ "definition_id": definition["id"], "customer_id": customer["id"], "about": "滨江花园 3 号楼" });
    rep.post("/stage-surveys", new).await.ok(201)
}

fn path(survey: &Value) -> String {
    format!("/stage-surveys/{}", survey["id"].as_str().unwrap())
}

async fn link(rep: &User, survey: &Value) -> String {
    let made = rep.post(&format!("{}/links", path(survey)), json!(null)).await.ok(200);
    made["path"].as_str().unwrap().replace("/care/stage/", "/stage-survey-links/")
}

#[actix_web::test]
async fn a_customer_answers_once_through_the_link_and_bad_marks_become_a_case() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    let survey = asked(&app, &rep).await;
    let first = link(&rep, &survey).await;
    let second = link(&rep, &survey).await;
    let customer = app.stranger();
    assert_eq!(customer.get(&first).await.problem(404), "not_found", "a newer link ends the one before");
    let shown = customer.get(&second).await.ok(200);
    assert_eq!(shown, json!({ "stage": "安装完成", "questions": ["安装师傅准时吗", "现场整洁吗"], "answered": false }));
    let marks = |marks: Value| json!({ "marks": marks, "words": "等了一上午" });
    assert_eq!(customer.post(&second, marks(json!([1]))).await.bad_fields(), [("/marks".to_owned(), "marks_differ".to_owned())]);
    assert_eq!(customer.post(&second, marks(json!([1, 9]))).await.bad_fields(), [("/marks".to_owned(), "range".to_owned())]);
    assert_eq!(customer.post(&second, marks(json!([1, 4]))).await.ok(200)["answered"], true);
    assert_eq!(customer.post(&second, marks(json!([5, 5]))).await.problem(404), "not_found", "it works once");
    let now = rep.get(&path(&survey)).await.ok(200);
    assert_eq!((&now["status"], &now["mean"], &now["way"]), (&json!("answered"), &json!("2.50"), &json!("link")));
    let case = rep.get(&format!("/complaints/{}", now["complaint"]["id"].as_str().unwrap())).await.ok(200);
    assert_eq!((&case["status"], &case["channel"], &case["agent"]["name"]), (&json!("received"), &json!("web"), &json!("林晓")));
    assert!(case["matter"].as_str().unwrap().contains("安装师傅准时吗 1/5"), "{case:#}");
    assert_eq!(case["steps"][0]["person"], Value::Null, "the customer's answer filed it");
}

#[actix_web::test]
async fn good_marks_on_the_phone_open_nothing_and_a_link_ends_with_its_days() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    let survey = asked(&app, &rep).await;
    let record = json!({ "act": "record", "marks": [3, 3] });
    assert_eq!(app.sign_in("rep2").await.get(&path(&survey)).await.problem(404), "not_found");
    let now = rep.act(&format!("{}/transitions", path(&survey)), &survey["version"], record.clone()).await.ok(200);
    assert_eq!((&now["mean"], &now["complaint"], &now["way"]), (&json!("3.00"), &Value::Null, &json!("phone")));
    assert_eq!(rep.act(&format!("{}/transitions", path(&survey)), &now["version"], record).await.problem(409), "stage_survey.not_now");
    let other = asked(&app, &rep).await;
    let link = link(&rep, &other).await;
    app.later(TimeDelta::days(31));
    assert_eq!(app.stranger().get(&link).await.problem(404), "not_found");
}

#[actix_web::test]
async fn what_is_not_asked_any_more_is_refused() {
    let app = App::start().await;
    let (rep, manager) = (app.sign_in("rep").await, app.sign_in("service.manager").await);
    let it = definition(&app).await;
    let form = json!({ "stage": "安装完成", "questions": ["满意吗"], "threshold": 4, "active": false });
    let path = format!("/stage-survey-definitions/{}", it["id"].as_str().unwrap());
    assert_eq!(rep.put(&path, &it["version"], form.clone()).await.problem(403), "forbidden");
    manager.put(&path, &it["version"], form).await.ok(200);
    let customer = rep.enters_a_customer("蓝天装饰").await;
    let refused = rep.post("/stage-surveys", json!({ "definition_id": it["id"], "customer_id": customer["id"] })).await.bad_fields();
    assert_eq!(refused, [("/definition_id".to_owned(), "survey_definition_unknown".to_owned())]);
}
