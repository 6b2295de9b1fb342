//! CMP-07: guests from invitation to follow-up, the waiting list, the sign-up without an account, and the check-in that bears a lost
//! connection.

use crate::campaigns::plan;
use crate::support::{Answer, App, User};
use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::{Value, json};
use std::collections::HashSet;
use uuid::Uuid;

struct Case {
    app: App,
    specialist: User,
    path: String,
}

/// A campaign that is ready to begin.
async fn ready() -> Case {
    let app = App::start().await;
    let case = approved(app).await;
    case.specialist.prepares(&case.path).await;
    case
}

async fn approved(app: App) -> Case {
    let (specialist, director) = (app.sign_in("specialist").await, app.sign_in("director").await);
    let campaign = specialist.post("/campaigns", plan("20000")).await.ok(201);
    let path = format!("/campaigns/{}", campaign["id"].as_str().unwrap());
    specialist.act(&format!("{path}/transitions"), &campaign["version"], json!({ "act": "submit" })).await.ok(200);
    director.decides(campaign["id"].as_str().unwrap(), "approve", "").await.ok(200);
    Case { app, specialist, path }
}

impl Case {
    async fn invites(&self, name: &str, phone: &str) -> Answer {
        self.specialist.post(&format!("{}/guests", self.path), json!({ "name": name, "phone": phone })).await
    }

    async fn sign_up(&self) -> Value {
        self.specialist.get(&format!("{}/sign-up", self.path)).await.ok(200)
    }

    async fn opens(&self, quota: Option<u32>) -> Value {
        let version = self.sign_up().await["version"].clone();
        self.specialist.put(&format!("{}/sign-up", self.path), &version, json!({ "open": true, "quota": quota })).await.ok(200)
    }

    async fn acts(&self, guest: &Value, act: &str) -> Answer {
        let path = format!("/campaign-guests/{}", guest["id"].as_str().unwrap());
        let seen = self.specialist.get(&path).await.ok(200);
        self.specialist.act(&format!("{path}/transitions"), &seen["version"], json!({ "act": act })).await
    }

    async fn check_in(&self, items: Vec<Value>) -> Answer {
        self.specialist.post(&format!("{}/check-ins", self.path), json!({ "items": items })).await
    }
}

fn public(url: &Value) -> String {
    format!("/public/sign-ups/{}", url.as_str().unwrap().rsplit('/').next().unwrap())
}

fn note(guest: &Value) -> Value {
    json!({ "id": Uuid::now_v7(), "guest_id": guest["id"], "at": chrono::Utc::now() })
}

#[actix_web::test]
async fn a_guest_is_invited_confirmed_attended_and_followed_up() {
    let app = App::start().await;
    let draft = app.sign_in("specialist").await.post("/campaigns", plan("1")).await.ok(201);
    let early = format!("/campaigns/{}/guests", draft["id"].as_str().unwrap());
    assert_eq!(app.sign_in("specialist").await.post(&early, json!({ "name": "王" })).await.problem(409), "campaign.not_approved");
    let case = approved(app).await;
    let guest = case.invites("王建国", "138 1661 3186").await.ok(201);
    assert_eq!((&guest["status"], &guest["phone"]["hint"]), (&json!("invited"), &json!("138****3186")));
    assert_eq!(case.invites("王先生", "13816613186").await.problem(409), "guest.already", "one number is one guest");
    let bad = case.invites("李", "12").await;
    assert_eq!(bad.bad_fields(), [("/phone".to_owned(), "phone_too_short".to_owned())]);
    case.acts(&guest, "confirm").await.ok(200);
    assert_eq!(case.check_in(vec![note(&guest)]).await.problem(409), "check_in.not_now", "not before the campaign is ready");
    case.specialist.prepares(&case.path).await;
    assert_eq!(case.acts(&guest, "follow_up").await.problem(409), "guest.not_now");
    assert_eq!(case.acts(&guest, "check_in").await.problem(409), "guest.not_now", "the door's step is no caller's");
    let result = case.check_in(vec![note(&guest)]).await.ok(200);
    assert_eq!((&result["items"][0]["outcome"], &result["attended"]), (&json!("checked_in"), &json!(1)));
    let done = case.acts(&guest, "follow_up").await.ok(200);
    assert_eq!((&done["status"], &done["actions"]), (&json!("followed_up"), &json!([])));
    let agent = case.app.sign_in("agent").await;
    assert_eq!(agent.get(&format!("{}/guests", case.path)).await.problem(403), "forbidden");
    let analyst = case.app.sign_in("analyst").await;
    assert_eq!(analyst.post(&format!("{}/guests", case.path), json!({ "name": "张" })).await.problem(403), "forbidden");
}

#[actix_web::test]
async fn sales_invite_the_customers_that_they_see_and_no_others() {
    let case = approved(App::start().await).await;
    let (rep, other) = (case.app.sign_in("rep").await, case.app.sign_in("rep2").await);
    let own = rep.enters_a_customer("成都嘉业文化传播有限公司").await;
    let invite = format!("{}/guests/from-customers", case.path);
    let answer = other.post(&invite, json!({ "customer_ids": [own["id"]] })).await;
    assert_eq!(answer.bad_fields(), [("/customer_ids".to_owned(), "customer_unknown".to_owned())]);
    let invited = rep.post(&invite, json!({ "customer_ids": [own["id"], own["id"]] })).await.ok(200);
    assert_eq!((&invited["invited"], &invited["already"]), (&json!(1), &json!(0)));
    let again = rep.post(&invite, json!({ "customer_ids": [own["id"]] })).await.ok(200);
    assert_eq!((&again["invited"], &again["already"]), (&json!(0), &json!(1)));
    let guests = rep.get(&format!("{}/guests?filter[source]=customer", case.path)).await.ok(200);
    let guest = &guests["items"][0];
    assert_eq!((&guest["name"], &guest["actions"]), (&json!("成都嘉业文化传播有限公司"), &json!(["confirm", "decline"])));
    assert_eq!(guest["phone"], Value::Null, "the file's number stays with the file");
    let act = format!("/campaign-guests/{}/transitions", guest["id"].as_str().unwrap());
    assert_eq!(other.act(&act, &guest["version"], json!({ "act": "confirm" })).await.problem(403), "forbidden");
    rep.act(&act, &guest["version"], json!({ "act": "confirm" })).await.ok(200);
}

#[actix_web::test]
async fn a_list_is_imported_and_its_bad_rows_are_named() {
    let case = approved(App::start().await).await;
    case.invites("王建国", "13816613186").await.ok(201);
    let path = format!("{}/guests/import", case.path);
    let sheet = "姓名,手机号,单位\n王建国,138 1661 3186,嘉业\n李思,13900001111,\n,13900002222,\n赵六,12,\n钱七,13900001111,\n没有电话,,\n";
    let imported = case.specialist.upload(&path, "嘉宾.csv", sheet.as_bytes().to_vec()).await.ok(200);
    assert_eq!((&imported["invited"], &imported["already"]), (&json!(2), &json!(1)));
    let problems: Vec<_> = imported["problems"].as_array().unwrap().iter().map(|p| (p["row"].clone(), p["code"].clone())).collect();
    let expected =
        [(4, "guest_name_missing"), (5, "phone_too_short"), (6, "duplicate_in_sheet")].map(|(row, code)| (json!(row), json!(code)));
    assert_eq!(problems, expected);
    assert!(imported["problems"][2]["detail"].as_str().unwrap().contains('3'), "it says which row it repeats");
    let again = case.specialist.upload(&path, "嘉宾.csv", format!("{sheet}\n").into_bytes()).await.ok(200);
    assert_eq!((&again["invited"], &again["already"]), (&json!(0), &json!(3)));
    let guests = case.specialist.get(&format!("{}/guests?filter[source]=import", case.path)).await.ok(200);
    assert_eq!(guests["items"].as_array().unwrap().len(), 2);
    let bad = case.specialist.upload(&path, "a.csv", b"\xe7\x94\xb5\xe8\xaf\x9d\n1\n".to_vec()).await;
    assert_eq!(bad.bad_fields(), [(String::new(), "guest_import_no_headings".to_owned())]);
    let rep = case.app.sign_in("rep").await;
    assert_eq!(rep.upload(&path, "a.csv", sheet.as_bytes().to_vec()).await.problem(403), "forbidden");
}

#[actix_web::test]
async fn the_waiting_list_moves_up_in_its_order() {
    let case = approved(App::start().await).await;
    case.opens(Some(2)).await;
    let mut guests = Vec::new();
    for n in 0..4 {
        guests.push(case.invites(&format!("嘉宾{n}"), &format!("1381661318{n}")).await.ok(201));
    }
    let mut states = Vec::new();
    for guest in &guests {
        states.push(case.acts(guest, "confirm").await.ok(200)["status"].clone());
    }
    assert_eq!(states, ["confirmed", "confirmed", "waiting", "waiting"]);
    case.acts(&guests[0], "decline").await.ok(200);
    let status = async |guest: &Value| {
        case.specialist.get(&format!("/campaign-guests/{}", guest["id"].as_str().unwrap())).await.ok(200)["status"].clone()
    };
    assert_eq!((status(&guests[2]).await, status(&guests[3]).await), (json!("confirmed"), json!("waiting")));
    let more = case.opens(Some(3)).await;
    assert_eq!((&more["confirmed"], &more["waiting"], &more["declined"]), (&json!(3), &json!(0), &json!(1)));
    assert_eq!(case.acts(&guests[0], "confirm").await.ok(200)["status"], "waiting", "who comes back stands at the end");
}

#[actix_web::test]
async fn people_sign_up_without_an_account_and_programs_do_not() {
    let case = approved(App::start().await).await;
    assert_eq!(case.sign_up().await["url"], "");
    let open = case.opens(Some(1)).await;
    assert!(open["qr_svg"].as_str().unwrap().starts_with("<svg"));
    let (path, stranger) = (public(&open["url"]), case.app.stranger());
    let page = stranger.get(&path).await.ok(200);
    assert_eq!((&page["theme"], &page["full"]), (&json!("秋季整装开放日"), &json!(false)));
    let form = |phone: &str, ticket: &Value| json!({ "name": "王建国", "phone": phone, "ticket": ticket });
    assert_eq!(stranger.post(&path, form("13816613186", &page["ticket"])).await.problem(409), "sign_up.refused", "faster than a person");
    case.app.later(TimeDelta::seconds(3));
    let mut robot = form("13816613186", &page["ticket"]);
    robot["website"] = json!("https://spam.example");
    assert_eq!(stranger.post(&path, robot).await.problem(409), "sign_up.refused");
    assert_eq!(stranger.post(&path, form("13816613186", &json!("1.abc"))).await.problem(409), "sign_up.refused");
    let first = stranger.post(&path, form("13816613186", &page["ticket"])).await.ok(200);
    assert_eq!(first["waiting"], false);
    assert!(first["code"].is_string() && first["qr_svg"].as_str().unwrap().starts_with("<svg"));
    let second = stranger.post(&path, form("13816613187", &page["ticket"])).await.ok(200);
    assert_eq!(second["waiting"], true, "the only seat is taken");
    let again = stranger.post(&path, form("138-1661-3186", &page["ticket"])).await.ok(200);
    assert_eq!(again["code"], Value::Null, "a number tells nobody its code");
    assert_eq!(stranger.get(&path).await.ok(200)["full"], true);
    let counts = case.sign_up().await;
    assert_eq!((&counts["confirmed"], &counts["waiting"]), (&json!(1), &json!(1)));
    assert_eq!(stranger.get("/public/sign-ups/guess").await.problem(404), "not_found");
    let close = json!({ "open": false, "quota": 1 });
    case.specialist.put(&format!("{}/sign-up", case.path), &counts["version"], close).await.ok(200);
    assert_eq!(stranger.get(&path).await.problem(404), "not_found", "closed");
}

#[actix_web::test]
async fn a_campaign_that_is_not_approved_is_not_published() {
    let case = approved(App::start().await).await;
    let open = case.opens(None).await;
    let (path, stranger) = (public(&open["url"]), case.app.stranger());
    stranger.get(&path).await.ok(200);
    let seen = case.specialist.get(&case.path).await.ok(200);
    case.specialist.put(&case.path, &seen["version"], plan("30000")).await.ok(200);
    assert_eq!(stranger.get(&path).await.problem(404), "not_found");
}

#[actix_web::test]
async fn who_asks_too_often_for_a_sign_up_is_told_to_wait() {
    let app = App::with(|config| {
        config.limits.trusted_proxies = vec!["127.0.0.1".to_owned()];
        (config.limits.public_per_minute, config.limits.public_burst) = (6, 3);
    })
    .await;
    let from = [("x-forwarded-for", "203.0.113.5")];
    let body = || Some(json!({ "name": "王", "phone": "13816613186", "ticket": "x" }));
    for _ in 0..3 {
        app.stranger().send("POST", "/public/sign-ups/guess", body(), &from).await.problem(404);
    }
    assert_eq!(app.stranger().send("POST", "/public/sign-ups/guess", body(), &from).await.problem(429), "too_many_requests");
}

#[actix_web::test]
async fn what_a_device_noted_without_connection_counts_once() {
    let case = ready().await;
    let guest = case.invites("王建国", "13816613186").await.ok(201);
    let by_code = case.invites("李思", "13900001111").await.ok(201);
    let early = chrono::Utc::now() - TimeDelta::minutes(30);
    let walk_in = || json!({ "id": "00000000-0000-7000-8000-00000000000a", "name": "路过的张先生", "phone": "13700002222", "at": early });
    let mut first = note(&guest);
    first["at"] = json!(early);
    let batch = vec![first.clone(), json!({ "id": Uuid::now_v7(), "code": by_code["code"], "at": early }), walk_in()];
    let result = case.check_in(batch.clone()).await.ok(200);
    let outcomes = |result: &Value| result["items"].as_array().unwrap().iter().map(|one| one["outcome"].clone()).collect::<Vec<_>>();
    assert_eq!((outcomes(&result), &result["attended"]), (vec![json!("checked_in"); 3], &json!(3)));
    // The answer was lost: the same again, in one batch with a second door's note of the same guest and of nobody.
    let mut again = batch;
    again.push(note(&guest));
    again.push(json!({ "id": Uuid::now_v7(), "phone": "13700002222", "name": "张", "at": early }));
    again.push(json!({ "id": Uuid::now_v7(), "code": "nobody", "at": early }));
    let result = case.check_in(again).await.ok(200);
    let expected = ["checked_in", "checked_in", "checked_in", "already", "already", "unknown"].map(|word| json!(word));
    assert_eq!((outcomes(&result), &result["attended"]), (expected.to_vec(), &json!(3)));
    let walked = case.specialist.get(&format!("{}/guests?filter[source]=walk_in", case.path)).await.ok(200);
    assert_eq!((walked["items"].as_array().unwrap().len(), &walked["items"][0]["status"]), (1, &json!("attended")));
    let seen = case.specialist.get(&format!("/campaign-guests/{}", guest["id"].as_str().unwrap())).await.ok(200);
    let at: chrono::DateTime<chrono::Utc> = seen["attended_at"].as_str().unwrap().parse().unwrap();
    assert!((at - early).num_milliseconds().abs() < 1, "when they came, not when it was sent");
    let analyst = case.app.sign_in("analyst").await;
    assert_eq!(analyst.post(&format!("{}/check-ins", case.path), json!({ "items": [walk_in()] })).await.problem(403), "forbidden");
}

/// 10 000 guests at four doors at once, each of whom every device has on its list, sent in batches that overlap and come twice.
#[actix_web::test]
async fn ten_thousand_guests_at_four_doors_are_neither_lost_nor_counted_twice() {
    const GUESTS: u64 = 10_000;
    const BATCH: usize = 200;
    let case = ready().await;
    let phone = |n: u64| format!("139{n:08}");
    // Everybody walks in: the device that meets them first makes them a guest.
    let noted = |device: u64, n: u64| {
        json!({ "id": Uuid::from_u128(u128::from(device) << 64 | u128::from(n) | 0x8000 << 48 | 7 << 76), "name": format!("嘉宾{n}"), "phone": phone(n),
            "at": chrono::Utc::now() })
    };
    // Device d meets its own quarter, and every tenth guest of its neighbour as well.
    let quarter = GUESTS / 4;
    let rounds = (0..4).map(|device| {
        let case = &case;
        async move {
            let own = device * quarter..(device + 1) * quarter;
            let next = ((device + 1) % 4) * quarter;
            let met: Vec<Value> = own.chain((next..next + quarter).step_by(10)).map(|n| noted(device, n)).collect();
            let mut let_in = 0;
            for (at, batch) in met.chunks(BATCH).enumerate() {
                let answer = case.check_in(batch.to_vec()).await.ok(200);
                let_in += answer["items"].as_array().unwrap().iter().filter(|one| one["outcome"] == "checked_in").count();
                if at % 7 == 0 {
                    // The answer got lost: the device sends it again.
                    case.check_in(batch.to_vec()).await.ok(200);
                }
            }
            let_in
        }
    });
    let let_in: usize = join_all(rounds).await.into_iter().sum();
    assert_eq!(let_in as u64, GUESTS, "each was let in by one device");
    assert_eq!(case.sign_up().await["attended"], json!(GUESTS));
    let mut seen = HashSet::new();
    let mut next = format!("{}/guests?limit=200", case.path);
    loop {
        let page = case.specialist.get(&next).await.ok(200);
        for guest in page["items"].as_array().unwrap() {
            assert_eq!(guest["status"], "attended");
            assert!(seen.insert(guest["name"].as_str().unwrap().to_owned()), "{guest:#} twice");
        }
        match page["next"].as_str() {
            Some(cursor) => next = format!("{}/guests?limit=200&cursor={cursor}", case.path),
            None => break,
        }
    }
    assert_eq!(seen.len() as u64, GUESTS, "nobody is lost");
}

#[actix_web::test]
async fn the_figures_of_the_summary_fill_themselves() {
    let case = ready().await;
    let rep = case.app.sign_in("rep").await;
    let customer = rep.enters_a_customer("成都嘉业文化传播有限公司").await;
    rep.post(&format!("{}/guests/from-customers", case.path), json!({ "customer_ids": [customer["id"]] })).await.ok(200);
    let invited = case.specialist.get(&format!("{}/guests", case.path)).await.ok(200)["items"][0].clone();
    case.invites("没来的人", "13900001111").await.ok(201);
    let walk_in = json!({ "id": Uuid::now_v7(), "name": "路过的张先生", "at": chrono::Utc::now() });
    case.check_in(vec![note(&invited), walk_in]).await.ok(200);
    let expense = json!({ "topic": "venue", "purpose": "场地", "amount": { "amount": "3000" } });
    let expense = case.specialist.post(&format!("{}/expenses", case.path), expense).await.ok(201);
    let id = expense["id"].as_str().unwrap();
    case.specialist.upload(&format!("/records/campaign_expense/{id}/attachments"), "a.pdf", b"%PDF-1.7 a".to_vec()).await.ok(201);
    let pay = json!({ "act": "pay", "paid": { "amount": "2888.50" } });
    case.specialist.act(&format!("/campaign-expenses/{id}/transitions"), &expense["version"], pay).await.ok(200);
    let acts = format!("{}/transitions", case.path);
    for act in ["start", "finish"] {
        let seen = case.specialist.get(&case.path).await.ok(200);
        assert_eq!(seen["figures"], Value::Null);
        case.specialist.act(&acts, &seen["version"], json!({ "act": act })).await.ok(200);
    }
    let figures = case.specialist.get(&case.path).await.ok(200)["figures"].clone();
    assert_eq!(figures, json!({ "participants": 2, "leads": 1, "cost": { "amount": "2888.50", "currency": "CNY" } }));
}
