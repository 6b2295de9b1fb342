//! CPL-01: complaints by e-mail: once each, answers find their case, attachments by the limits of the public form.

use crate::complaints::{Desk, carry_out, feedback, sees, takes, text};
use crate::support::User;
use serde_json::{Value, json};

const PNG: &str = "iVBORw0KGgoAAAANSUhEUg==";

async fn gateway(desk: &Desk) -> User {
    let body = json!({ "name": "邮件网关", "purpose": "客户来信转投诉", "permissions": ["complaint.create"], "scope": "all" });
    let gateway = desk.director.post("/service-accounts", body).await.ok(201);
    let until = desk.app.state.clock.now().date_naive() + chrono::Days::new(30);
    let form = json!({ "name": "正式", "permissions": ["complaint.create"], "expires_on": until });
    let issued = desk.director.post(&format!("/service-accounts/{}/keys", text(&gateway["id"])), form).await.ok(200);
    User::with_token(&desk.app, text(&issued["key"]))
}

/// A mail with a picture and a program on it.
fn mail(id: &str, from: &str, subject: &str, more: &str, words: &str) -> Vec<u8> {
    format!(
        "From: 王敏 <{from}>\r\nTo: service@qiming.example\r\nMessage-ID: <{id}>\r\nSubject: {subject}\r\n{more}MIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{words}\r\n\
         --x\r\nContent-Type: image/png; name=\"door.png\"\r\nContent-Disposition: attachment; filename=\"door.png\"\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{PNG}\r\n--x\r\nContent-Type: application/octet-stream\r\n\
         Content-Disposition: attachment; filename=\"setup.exe\"\r\nContent-Transfer-Encoding: base64\r\n\r\nTVqQAAMAAAA=\r\n--x--\r\n"
    )
    .into_bytes()
}

async fn sends(gateway: &User, mail: Vec<u8>) -> Value {
    gateway.upload("/complaint-mails", "mail.eml", mail).await.ok(200)
}

#[actix_web::test]
async fn cpl_01_a_mail_becomes_a_case_once_and_is_answered_with_number_code_and_apology() {
    let desk = Desk::open().await;
    let gateway = gateway(&desk).await;
    let first = mail("m1@example.com", "wang@example.com", "柜门开裂", "", "孩子手指受伤，请马上来人。\r\n> 旧的引用");
    let opened = sends(&gateway, first.clone()).await;
    assert_eq!((&opened["outcome"], &opened["refused"]), (&json!("opened"), &json!(["setup.exe"])));
    let case = sees(&desk.manager, &opened["complaint"]).await;
    assert_eq!((&case["channel"], &case["matter"]), (&json!("email"), &json!("柜门开裂\n孩子手指受伤，请马上来人。")));
    assert_eq!((&case["category"], &case["severity"], &case["complainant"]), (&json!("quality"), &json!("serious"), &json!("王敏")));
    assert_eq!(case["email"], json!({ "masked": true, "hint": "w****@example.com" }));
    assert!([json!(desk.agent.id().await), json!(desk.investigator.id().await)].contains(&case["agent"]["id"]), "a person takes it up");

    let reply = &opened["reply"];
    assert_eq!((&reply["to"], &reply["in_reply_to"]), (&json!("wang@example.com"), &json!("<m1@example.com>")));
    assert_eq!(reply["auto_submitted"], "auto-replied");
    assert!(text(&reply["text"]).starts_with(text(&case["apology"])) && text(&reply["subject"]).contains(text(&case["number"])));
    let code = text(&reply["text"]).split_once("查询码 ").unwrap().1.chars().take(9).collect::<String>();
    let key = json!({ "number": case["number"], "code": code });
    let page = desk.app.stranger().post("/public/complaints/look-up", key).await.ok(200);
    assert_eq!(page["files"][0]["file_name"], "door.png", "the customer follows it with the code of the mail");

    let again = sends(&gateway, first).await;
    assert_eq!((&again["outcome"], &again["complaint"]["id"], &again["reply"]), (&json!("known"), &case["id"], &Value::Null));
    assert_eq!(desk.manager.get("/complaints?count=true").await.ok(200)["total"]["count"], 1);
    let vault = platform::vault::Vault::of(&desk.app.state);
    let kept = vault.older_than(std::time::SystemTime::now() + std::time::Duration::from_secs(60)).await.unwrap();
    assert_eq!(kept.len(), 1, "the files of the second copy are given up");
}

#[actix_web::test]
async fn cpl_01_an_answer_lands_in_its_case_and_a_guessed_number_does_not() {
    let desk = Desk::open().await;
    let gateway = gateway(&desk).await;
    let opened = sends(&gateway, mail("m1@example.com", "wang@example.com", "柜门开裂", "", "请处理")).await;
    let number = text(&opened["complaint"]["title"]).split(' ').next().unwrap().to_owned();
    let thread = format!("In-Reply-To: {}\r\n", text(&opened["reply"]["message_id"]));
    let by_thread = sends(&gateway, mail("m2@example.com", "other@example.com", "Re: hello", &thread, "下午在家")).await;
    let by_number = sends(&gateway, mail("m3@example.com", "WANG@example.com", &format!("回复：{number}"), "", "又裂了")).await;
    for added in [&by_thread, &by_number] {
        assert_eq!(
            (&added["outcome"], &added["complaint"]["id"], &added["reply"]),
            (&json!("added"), &opened["complaint"]["id"], &Value::Null)
        );
    }
    let stranger = sends(&gateway, mail("m4@example.com", "thief@example.net", &format!("Re: {number}"), "", "请改收款账号")).await;
    assert_eq!(stranger["outcome"], "opened");
    assert_ne!(stranger["complaint"]["id"], opened["complaint"]["id"], "a number alone opens nothing");

    let case = sees(&desk.manager, &opened["complaint"]).await;
    let heard: Vec<&str> =
        case["contacts"].as_array().unwrap().iter().filter(|one| one["matter"] == "customer").map(|one| text(&one["text"])).collect();
    assert_eq!(heard.len(), 3, "{heard:?}");
    assert!(heard[1].contains("下午在家") && heard[1].contains("setup.exe") && heard[2].contains("又裂了"), "{heard:?}");
    let files = desk.manager.get(&format!("/records/complaint/{}/attachments?count=true", text(&case["id"]))).await.ok(200);
    assert_eq!(files["total"]["count"], 3);

    // A case that is over is not written to: the customer begins another.
    let case = takes(&desk.manager, &case, crate::complaints::assign(&desk.investigator.id().await)).await;
    let case = desk.executing(case).await;
    let case = takes(&desk.investigator, &case, carry_out()).await;
    takes(&desk.investigator, &case, feedback("close", 5)).await;
    let late = sends(&gateway, mail("m5@example.com", "wang@example.com", &format!("Re: {number}"), &thread, "又有问题")).await;
    assert_eq!(late["outcome"], "opened");
}

#[actix_web::test]
async fn cpl_01_programs_are_not_answered_and_only_who_may_file_hands_mails_over() {
    let desk = Desk::open().await;
    let gateway = gateway(&desk).await;
    let away = mail("m1@example.com", "wang@example.com", "外出自动回复", "Auto-Submitted: auto-replied\r\n", "我不在");
    let ignored = sends(&gateway, away).await;
    assert_eq!((&ignored["outcome"], &ignored["complaint"], &ignored["reply"]), (&json!("ignored"), &Value::Null, &Value::Null));
    let broken = gateway.upload("/complaint-mails", "mail.eml", b"no mail at all".to_vec()).await;
    assert_eq!(broken.bad_fields(), [(String::new(), "mail_unreadable".to_owned())]);
    let analyst = desk.app.sign_in("analyst").await;
    let good = mail("m2@example.com", "wang@example.com", "柜门", "", "裂");
    assert_eq!(analyst.upload("/complaint-mails", "mail.eml", good).await.problem(403), "forbidden");
    assert_eq!(desk.manager.get("/complaints?count=true").await.ok(200)["total"]["count"], 0);
}
