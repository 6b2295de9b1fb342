//! CPL-01, CPL-06: what customers do without an account.

use crate::complaints::{Desk, carry_out, sees, takes, tasks, text};
use crate::support::{App, User};
use chrono::TimeDelta;
use serde_json::{Value, json};

/// A form filled in by a person who takes their time.
async fn form(app: &App) -> Value {
    let ticket = app.stranger().get("/public/complaint-form").await.ok(200)["ticket"].clone();
    app.later(TimeDelta::seconds(5));
    json!({ "ticket": ticket, "name": "王敏", "phone": "13800001111", "category": "quality", "matter": "柜门开裂，孩子差点受伤",
        "product": "云杉柜体", "contract_number": "HT-2026-018", "wish": "换新柜门" })
}

pub async fn filed(app: &App) -> Value {
    let form = form(app).await;
    app.stranger().post("/public/complaints", form).await.ok(200)
}

pub fn key(filed: &Value) -> Value {
    json!({ "number": filed["number"], "code": filed["code"] })
}

pub async fn looks(app: &App, filed: &Value) -> Value {
    app.stranger().post("/public/complaints/look-up", key(filed)).await.ok(200)
}

/// The case as the desk has it.
pub async fn case(user: &User, filed: &Value) -> Value {
    let list = user.get(&format!("/complaints?filter[number]={}", text(&filed["number"]))).await.ok(200);
    sees(user, &list["items"][0]).await
}

async fn carried_out(desk: &Desk, filed: &Value) -> Value {
    let at_desk = case(&desk.manager, filed).await;
    let assign = crate::complaints::assign(&desk.investigator.id().await);
    let at_desk = takes(&desk.manager, &at_desk, assign).await;
    let at_desk = desk.executing(at_desk).await;
    takes(&desk.investigator, &at_desk, carry_out()).await
}

#[actix_web::test]
async fn a_customer_files_follows_writes_and_answers_without_an_account() {
    let desk = Desk::open().await;
    let filed = filed(&desk.app).await;
    assert!(text(&filed["apology"]).contains(text(&filed["number"])));
    let now = looks(&desk.app, &filed).await;
    assert_eq!((&now["stage"], &now["may_write"], &now["may_answer"]), (&json!("received"), &json!(true), &json!(false)));
    let at_desk = case(&desk.manager, &filed).await;
    assert_eq!(
        (&at_desk["severity"], &at_desk["severity_why"]),
        (&json!("serious"), &json!({ "rule": "grave", "word": "受伤", "name": null }))
    );
    assert_eq!((&at_desk["customer"], &at_desk["complainant"], &at_desk["channel"]), (&Value::Null, &json!("王敏"), &json!("web")));
    assert_eq!(at_desk["phone"], json!({ "masked": true, "hint": "138****1111" }));
    assert_eq!(at_desk["contacts"][0]["text"], filed["apology"], "what was told is kept");
    let message = json!({ "key": key(&filed), "text": "又裂了一扇" });
    desk.app.stranger().post("/public/complaints/messages", message).await.ok(200);
    let keeper = if at_desk["agent"]["id"] == json!(desk.agent.id().await) { &desk.agent } else { &desk.investigator };
    assert!(keeper.inbox().await.iter().any(|task| task["kind"] == "progress" && text(&task["title"]).contains("又裂了一扇")));
    carried_out(&desk, &filed).await;
    let now = looks(&desk.app, &filed).await;
    assert_eq!((&now["stage"], &now["may_answer"], &now["result"]), (&json!("your_turn"), &json!(true), &json!("柜门已更换，客户签字")));
    for staff in ["程思源", "邓凯", "500", "仓库受潮"] {
        assert!(!now.to_string().contains(staff), "{staff} is the company's own business: {now:#}");
    }
    let answer = |mark: i64| json!({ "key": key(&filed), "feedback": { "satisfaction": mark, "words": "还在掉漆" } });
    let now = desk.app.stranger().post("/public/complaints/answers", answer(2)).await.ok(200);
    assert_eq!((&now["stage"], &now["number"]), (&json!("looking"), &filed["number"]), "not satisfied: again, with the same number");
    let again = case(&desk.manager, &filed).await;
    assert_eq!((&again["status"], &again["reopened"], &again["feedback"]["satisfaction"]), (&json!("investigating"), &json!(1), &json!(2)));
    assert_eq!(tasks(&desk.investigator.inbox().await), 1);
    assert_eq!(desk.app.stranger().post("/public/complaints/answers", answer(5)).await.problem(409), "complaint.not_now");
    let at_desk = desk.executing(again).await;
    takes(&desk.investigator, &at_desk, carry_out()).await;
    let now = desk.app.stranger().post("/public/complaints/answers", answer(5)).await.ok(200);
    assert_eq!((&now["stage"], &now["may_write"]), (&json!("closed"), &json!(false)));
    let last = case(&desk.manager, &filed).await;
    let step = last["steps"].as_array().unwrap().last().unwrap();
    assert_eq!((&last["status"], &step["act"], &step["person"]), (&json!("closed"), &json!("accept"), &Value::Null));
    let late = json!({ "key": key(&filed), "text": "再说一句" });
    assert_eq!(desk.app.stranger().post("/public/complaints/messages", late).await.problem(409), "complaint.not_now");
}

#[actix_web::test]
async fn number_and_code_cannot_be_guessed_and_nothing_tells_which_was_wrong() {
    let app = App::start().await;
    let filed = filed(&app).await;
    let tries = async |number: &Value, code: &str| {
        let answer = app.stranger().post("/public/complaints/look-up", json!({ "number": number, "code": code })).await;
        (answer.status, answer.json["code"].clone(), answer.json["detail"].clone())
    };
    let wrong_code = tries(&filed["number"], "2222-2222").await;
    assert_eq!(wrong_code.0, 404);
    assert_eq!(tries(&json!("TS-999999"), "2222-2222").await, wrong_code, "no such number and a wrong code are the same");
    // Without the dash, in small letters, with blanks: it is the same code.
    let typed = format!(" {} ", text(&filed["code"]).replace('-', "").to_lowercase());
    assert_eq!(tries(&filed["number"], &typed).await.0, 200);
    for _ in 0..5 {
        assert_eq!(tries(&filed["number"], "2222-2222").await, wrong_code);
    }
    assert_eq!(tries(&filed["number"], text(&filed["code"])).await, wrong_code, "locked: not even the right one");
    app.later(TimeDelta::minutes(15));
    assert_eq!(tries(&filed["number"], text(&filed["code"])).await.0, 200);
}

#[actix_web::test]
async fn programs_do_not_fill_in_the_form() {
    let app = App::start().await;
    let send = async |form: Value| app.stranger().post("/public/complaints", form).await;
    let mut trapped = form(&app).await;
    trapped["website"] = json!("https://spam.example.com");
    assert_eq!(send(trapped).await.problem(409), "care.form_refused");
    let good = form(&app).await;
    send(good.clone()).await.ok(200);
    assert_eq!(send(good.clone()).await.problem(409), "care.form_refused", "a ticket is used once: two presses file once");
    let ticket = app.stranger().get("/public/complaint-form").await.ok(200)["ticket"].clone();
    let with = |ticket: Value| {
        let mut form = good.clone();
        form["ticket"] = ticket;
        form
    };
    assert_eq!(send(with(ticket.clone())).await.problem(409), "care.form_refused", "faster than anybody types");
    app.later(TimeDelta::hours(5));
    assert_eq!(send(with(ticket.clone())).await.problem(409), "care.form_refused", "too old");
    let forged = text(&ticket).replacen('1', "2", 1);
    assert_eq!(send(with(json!(forged))).await.problem(409), "care.form_refused");
    let mut unreachable = form(&app).await;
    unreachable["phone"] = json!("");
    assert_eq!(send(unreachable).await.bad_fields(), [("/phone".to_owned(), "contact_missing".to_owned())]);
    let manager = app.sign_in("service.manager").await;
    assert_eq!(manager.get("/complaints?count=true").await.ok(200)["total"]["count"], 1);
}

#[actix_web::test]
async fn an_address_that_guesses_codes_is_slowed_down() {
    let app = App::with(|config| {
        config.limits.trusted_proxies = vec!["127.0.0.1".to_owned()];
        (config.limits.public_per_minute, config.limits.public_burst) = (6, 3);
    })
    .await;
    let guess = async |from: &str| {
        let body = json!({ "number": "TS-000001", "code": "2222-2222" });
        app.stranger().send("POST", "/public/complaints/look-up", Some(body), &[("x-forwarded-for", from)]).await.status
    };
    for _ in 0..3 {
        assert_eq!(guess("203.0.113.5").await, 404);
    }
    assert_eq!((guess("203.0.113.5").await, guess("203.0.113.6").await), (429, 404));
}

#[actix_web::test]
async fn a_survey_is_answered_once_and_decides() {
    let desk = Desk::open().await;
    let case = desk.executing(desk.assigned().await).await;
    let path = format!("/complaints/{}/surveys", text(&case["id"]));
    assert_eq!(desk.agent.post(&path, json!({})).await.problem(409), "complaint.not_now");
    let case = takes(&desk.investigator, &case, carry_out()).await;
    let link = desk.agent.post(&path, json!({})).await.ok(200);
    assert!(text(&link["qr_svg"]).starts_with("<svg"));
    let token = |link: &Value| text(&link["address"]).split_once("/care/survey#").unwrap().1.to_owned();
    let (first, second) = (token(&link), token(&desk.agent.post(&path, json!({})).await.ok(200)));
    let stranger = desk.app.stranger();
    let opens = async |token: &str| stranger.post("/public/surveys/look-up", json!({ "token": token })).await;
    assert_eq!(opens(&first).await.problem(404), "not_found", "a new one ends the one before");
    assert_eq!(opens("guess").await.problem(404), "not_found");
    assert_eq!(opens(&second).await.ok(200)["number"], case["number"]);
    let answer = async |token: &str, mark: i64| {
        stranger.post("/public/surveys/answers", json!({ "key": { "token": token }, "feedback": { "satisfaction": mark } })).await
    };
    let (a, b) = futures_util::future::join(answer(&second, 2), answer(&second, 5)).await;
    assert!(matches!((a.status, b.status), (200, 404) | (404, 200) | (200, 412) | (412, 200)), "{} {}", a.status, b.status);
    let now = sees(&desk.manager, &case).await;
    let moved = now["steps"].as_array().unwrap().iter().filter(|step| step["act"] == "accept" || step["act"] == "dispute").count();
    assert_eq!(moved, 1, "of two answers at once exactly one counts");
    assert_eq!(opens(&second).await.problem(404), "not_found");
}

#[actix_web::test]
async fn a_customer_who_is_on_file_is_known_by_their_phone() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    let body = json!({ "name": "华信装饰工程有限公司", "kind": "company", "tier": "a", "phone": "13800001111" });
    let customer = rep.post("/customers", body).await.ok(201);
    let manager = app.sign_in("service.manager").await;
    let filed = filed(&app).await;
    assert_eq!(case(&manager, &filed).await["customer"]["id"], customer["id"]);
}

#[actix_web::test]
async fn the_desk_gives_a_code_and_says_whose_complaint_it_is() {
    let desk = Desk::open().await;
    let filed = filed(&desk.app).await;
    let at_desk = case(&desk.manager, &filed).await;
    let keeper = if at_desk["agent"]["id"] == json!(desk.agent.id().await) { &desk.agent } else { &desk.investigator };
    let id = text(&at_desk["id"]).to_owned();
    let code = keeper.post(&format!("/complaints/{id}/codes"), json!({})).await.ok(200);
    assert_ne!(code["code"], filed["code"]);
    assert_eq!(desk.app.stranger().post("/public/complaints/look-up", key(&filed)).await.problem(404), "not_found", "the one before ended");
    looks(&desk.app, &code).await;
    let reveals = format!("/complaints/{id}/reveals");
    assert_eq!(keeper.post(&reveals, json!({ "field": "phone" })).await.ok(200)["value"], "13800001111");
    assert_eq!(keeper.post(&reveals, json!({ "field": "email" })).await.problem(404), "not_found");
    let director = &desk.director;
    assert_eq!(director.post(&reveals, json!({ "field": "phone" })).await.problem(409), "complaint.not_in_charge");
    let choice = json!({ "customer_id": desk.customer });
    let named = keeper.put(&format!("/complaints/{id}/customer"), &at_desk["version"], choice.clone()).await.ok(200);
    assert_eq!(named["customer"]["id"], desk.customer);
    assert_eq!(keeper.put(&format!("/complaints/{id}/customer"), &at_desk["version"], choice).await.problem(412), "stale");
    let auditor = desk.app.sign_in("auditor").await;
    let log = auditor.get("/audit?limit=200").await.ok(200).to_string();
    assert!(!log.contains("13800001111") && !log.contains("138****1111"), "the log has no value");
}
