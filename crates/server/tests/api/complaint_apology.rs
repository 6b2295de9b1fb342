//! CPL-01: a complainant whose address was taken down hears the apology by mail, once, and the case says so.

use crate::complaints::text;
use crate::messages::with_mail;
use chrono::TimeDelta;
use serde_json::{Value, json};

fn complaint(email: Option<&str>) -> Value {
    json!({ "complainant": "王芳", "phone": "13900137001", "email": email, "matter": "柜门开裂", "category": "quality", "channel": "phone" })
}

fn said(case: &Value) -> Vec<(String, bool)> {
    let contacts = case["contacts"].as_array().unwrap().iter().skip(1);
    contacts.map(|one| (text(&one["text"]).to_owned(), one["shown"].as_bool().unwrap())).collect()
}

#[actix_web::test]
async fn the_apology_goes_out_once_and_stands_on_the_case() {
    let (app, office) = with_mail().await;
    let agent = app.sign_in("agent").await;
    agent.post("/complaints", complaint(None)).await.ok(201);
    let case = agent.post("/complaints", complaint(Some("wang@example.com"))).await.ok(201);
    office.refuses(Some("451 try again later"));
    app.works().await;
    let path = format!("/complaints/{}", text(&case["id"]));
    assert_eq!((office.got().len(), said(&agent.get(&path).await.ok(200))), (0, vec![]), "nothing is said to have arrived that did not");
    office.refuses(None);
    app.later(TimeDelta::minutes(1));
    app.works().await;
    app.works().await;
    let mails = office.got();
    assert_eq!(mails.len(), 1, "{mails:#?}");
    let (head, body) = &mails[0];
    assert!(head.contains("wang@example.com"), "{head}");
    assert!(body.contains(text(&case["apology"])) && body.contains("https://yc.example.com/care/case"), "{body}");
    assert_eq!(said(&agent.get(&path).await.ok(200)), [("致歉信已发到投诉人邮箱 w****@example.com".to_owned(), false)]);
}

#[actix_web::test]
async fn an_address_that_takes_no_mail_is_told_to_whoever_has_the_case() {
    let (app, office) = with_mail().await;
    let agent = app.sign_in("agent").await;
    office.refuses(Some("550 no such mailbox"));
    let case = agent.post("/complaints", complaint(Some("nobody@example.com"))).await.ok(201);
    app.works().await;
    let seen = agent.get(&format!("/complaints/{}", text(&case["id"]))).await.ok(200);
    assert_eq!(said(&seen), [("致歉信没有送达投诉人邮箱 n****@example.com，请改用其他方式".to_owned(), false)]);
}
