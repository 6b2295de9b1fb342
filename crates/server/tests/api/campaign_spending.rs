//! CMP-05, CMP-06: nothing is committed or bought before the approval; the balance is live; an over-run is approved on its own.

use crate::campaigns::plan;
use crate::support::{Answer, App, User};
use serde_json::{Value, json};

struct Case {
    app: App,
    specialist: User,
    director: User,
    id: String,
    path: String,
}

async fn drafted() -> Case {
    let app = App::start().await;
    let (specialist, director) = (app.sign_in("specialist").await, app.sign_in("director").await);
    let campaign = specialist.post("/campaigns", plan("20000")).await.ok(201);
    let id = campaign["id"].as_str().unwrap().to_owned();
    let path = format!("/campaigns/{id}");
    Case { app, specialist, director, id, path }
}

impl Case {
    async fn acts(&self, body: Value) -> Answer {
        let seen = self.specialist.get(&self.path).await.ok(200);
        self.specialist.act(&format!("{}/transitions", self.path), &seen["version"], body).await
    }

    async fn is_approved(&self) {
        self.acts(json!({ "act": "submit" })).await.ok(200);
        self.director.decides(&self.id, "approve", "").await.ok(200);
    }

    async fn commits(&self, amount: &str) -> Answer {
        let expense = json!({ "topic": "gifts", "purpose": "伴手礼", "supplier": "锦官礼品", "amount": { "amount": amount } });
        self.specialist.post(&format!("{}/expenses", self.path), expense).await
    }

    async fn balance(&self) -> Value {
        self.specialist.get(&format!("{}/budget", self.path)).await.ok(200)
    }

    async fn pays(&self, expense: &Value, amount: &str) -> Answer {
        let acts = format!("/campaign-expenses/{}/transitions", expense["id"].as_str().unwrap());
        self.specialist.act(&acts, &expense["version"], json!({ "act": "pay", "paid": { "amount": amount } })).await
    }

    async fn attaches(&self, kind: &str, id: &Value, name: &str, bytes: &[u8]) {
        let files = format!("/records/{kind}/{}/attachments", id.as_str().unwrap());
        self.specialist.upload(&files, name, bytes.to_vec()).await.ok(201);
    }
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n0000";

fn amounts(balance: &Value) -> [&str; 4] {
    ["committed", "paid", "waiting", "left"].map(|name| balance[name]["amount"].as_str().unwrap())
}

#[actix_web::test]
async fn nothing_is_committed_or_bought_before_the_campaign_is_approved() {
    let case = drafted().await;
    let material = json!({ "name": "展架", "kind": "display", "unit": "个", "needed": 10, "unit_cost": { "amount": "85" } });
    let material = case.specialist.post(&format!("{}/materials", case.path), material).await.ok(201);
    let orders = format!("/campaign-materials/{}/transitions", material["id"].as_str().unwrap());
    let order = || json!({ "act": "order", "quantity": 10 });
    for _ in ["draft", "approving"] {
        assert_eq!(case.commits("100").await.problem(409), "campaign.not_approved");
        assert_eq!(case.specialist.act(&orders, &material["version"], order()).await.problem(409), "campaign.not_approved");
        let seen = case.specialist.get(&case.path).await.ok(200);
        if seen["status"] == "draft" {
            case.acts(json!({ "act": "submit" })).await.ok(200);
        }
    }
    assert_eq!((&case.balance().await["open"], &material["actions"]), (&json!(false), &json!([])));
    case.director.decides(&case.id, "approve", "").await.ok(200);
    case.commits("100").await.ok(201);
    case.specialist.act(&orders, &material["version"], order()).await.ok(200);
    // A change of the plan takes the approval away, and with it the leave to spend.
    let seen = case.specialist.get(&case.path).await.ok(200);
    case.specialist.put(&case.path, &seen["version"], plan("30000")).await.ok(200);
    assert_eq!(case.commits("100").await.problem(409), "campaign.not_approved");
    let analyst = case.app.sign_in("analyst").await;
    assert_eq!(analyst.post(&format!("{}/expenses", case.path), json!({})).await.problem(403), "forbidden");
    assert_eq!(case.app.sign_in("agent").await.get(&format!("{}/budget", case.path)).await.problem(403), "forbidden");
}

#[actix_web::test]
async fn the_balance_follows_each_commitment_and_payment() {
    let case = drafted().await;
    case.is_approved().await;
    let seen = case.balance().await;
    assert_eq!((&seen["limit"]["amount"], &seen["overrun_percent"]), (&json!("22000.00"), &json!(10)));
    let line = |topic: &str, amount: &str| json!({ "topic": topic, "planned": { "amount": amount } });
    let budget = format!("{}/budget", case.path);
    let over = json!({ "lines": [line("gifts", "15000"), line("venue", "5000.01")] });
    assert_eq!(
        case.specialist.put(&budget, &seen["version"], over).await.bad_fields(),
        [("/lines".to_owned(), "budget_lines_over".to_owned())]
    );
    let lines = json!({ "lines": [line("gifts", "15000"), line("venue", "5000")] });
    case.specialist.put(&budget, &seen["version"], lines.clone()).await.ok(200);
    assert_eq!(case.specialist.put(&budget, &seen["version"], lines).await.problem(412), "stale");
    let first = case.commits("12000").await.ok(201);
    let second = case.commits("4000").await.ok(201);
    assert_eq!(amounts(&case.balance().await), ["16000.00", "0.00", "0.00", "4000.00"]);
    assert_eq!(case.pays(&first, "11500").await.problem(409), "expense.no_receipt");
    case.attaches("campaign_expense", &first["id"], "invoice.pdf", b"%PDF-1.7 invoice").await;
    let paid = case.pays(&first, "11500").await.ok(200);
    assert_eq!((&paid["status"], &paid["receipts"], &paid["actions"]), (&json!("paid"), &json!(1), &json!([])));
    let balance = case.balance().await;
    assert_eq!(amounts(&balance), ["4000.00", "11500.00", "0.00", "4500.00"]);
    let gifts = balance["lines"].as_array().unwrap().iter().find(|line| line["topic"] == "gifts").unwrap();
    assert_eq!(
        (&gifts["topic"], &gifts["planned"]["amount"], &gifts["left"]["amount"]),
        (&json!("gifts"), &json!("15000.00"), &json!("-500.00"))
    );
    let release = json!({ "act": "release", "remark": "供应商缺货" });
    let acts = format!("/campaign-expenses/{}/transitions", second["id"].as_str().unwrap());
    case.specialist.act(&acts, &second["version"], release).await.ok(200);
    assert_eq!(amounts(&case.balance().await), ["0.00", "11500.00", "0.00", "8500.00"]);
    // Receipts are seen by who sees the campaign.
    let files = format!("/records/campaign_expense/{}/attachments", first["id"].as_str().unwrap());
    assert_eq!(case.app.sign_in("agent").await.get(&files).await.problem(404), "not_found");
}

#[actix_web::test]
async fn an_over_run_beyond_ten_per_cent_waits_for_its_own_approval() {
    let case = drafted().await;
    case.is_approved().await;
    let whole = case.commits("22000").await.ok(201);
    assert_eq!(whole["status"], "committed", "ten per cent over are free");
    let over = case.commits("0.01").await.ok(201);
    assert_eq!((&over["status"], over["approval_id"].is_string()), (&json!("waiting"), true));
    assert_eq!(amounts(&case.balance().await), ["22000.00", "0.00", "0.01", "-2000.00"], "what waits binds nothing");
    assert_eq!(case.pays(&over, "0.01").await.problem(409), "expense.not_now");
    case.director.decides(over["id"].as_str().unwrap(), "approve", "客户追加").await.ok(200);
    let over = case.specialist.get(&format!("/campaign-expenses/{}", over["id"].as_str().unwrap())).await.ok(200);
    assert_eq!(over["status"], "committed");
    let refused = case.commits("5000").await.ok(201);
    case.director.decides(refused["id"].as_str().unwrap(), "return", "超得太多").await.ok(200);
    let refused = case.specialist.get(&format!("/campaign-expenses/{}", refused["id"].as_str().unwrap())).await.ok(200);
    assert_eq!((&refused["status"], &refused["remark"]), (&json!("refused"), &json!("超得太多")));
    // Paying more than was committed is no way around.
    case.attaches("campaign_expense", &whole["id"], "invoice.pdf", b"%PDF-1.7 invoice").await;
    assert_eq!(case.pays(&whole, "22000.01").await.problem(409), "expense.over");
    case.pays(&whole, "21000").await.ok(200);
}

#[actix_web::test]
async fn two_who_commit_at_once_do_not_overrun_together() {
    let case = drafted().await;
    case.is_approved().await;
    let each = futures_util::future::join_all((0..6).map(|_| case.commits("11000"))).await;
    let made: Vec<Value> = each.into_iter().filter(|answer| answer.status == 201).map(|answer| answer.json).collect();
    let committed = made.iter().filter(|expense| expense["status"] == "committed").count();
    assert_eq!(committed, 2, "{made:#?}");
    assert_eq!(case.balance().await["committed"]["amount"], "22000.00");
}

#[actix_web::test]
async fn a_cancelled_campaign_keeps_no_commitments() {
    let case = drafted().await;
    case.is_approved().await;
    case.commits("12000").await.ok(201);
    case.commits("15000").await.ok(201);
    assert_eq!(case.director.inbox().await.len(), 1);
    case.acts(json!({ "act": "cancel", "reason": "场地取消" })).await.ok(200);
    let balance = case.balance().await;
    assert_eq!(amounts(&balance), ["0.00", "0.00", "0.00", "20000.00"]);
    assert!(balance["expenses"].as_array().unwrap().iter().all(|e| e["status"] == "released" && e["remark"] == "场地取消"));
    assert!(case.director.inbox().await.is_empty());
    assert_eq!(case.commits("1").await.problem(409), "expense.closed");
}

#[actix_web::test]
async fn a_material_goes_from_need_to_return_and_is_checked_with_a_photo() {
    let case = drafted().await;
    case.is_approved().await;
    let mut form = json!({ "name": "定制水杯", "kind": "gift", "unit": "个", "needed": 450, "supplier": "锦官礼品", "unit_cost": { "amount": "18.50" } });
    let material = case.specialist.post(&format!("{}/materials", case.path), form.clone()).await.ok(201);
    let path = format!("/campaign-materials/{}", material["id"].as_str().unwrap());
    form["needed"] = json!(500);
    assert_eq!(case.specialist.put(&path, &material["version"], form).await.ok(200)["needed"], 500);
    let acts = format!("{path}/transitions");
    let version = async || case.specialist.get(&path).await.ok(200)["version"].clone();
    let act = async |body: Value| case.specialist.act(&acts, &version().await, body).await;
    assert_eq!(act(json!({ "act": "use", "quantity": 1 })).await.problem(409), "material.not_now");
    assert_eq!(act(json!({ "act": "order" })).await.bad_fields(), [("/quantity".to_owned(), "required".to_owned())]);
    let ordered = act(json!({ "act": "order", "quantity": 500 })).await.ok(200);
    assert_eq!(ordered["cost"]["amount"], "9250.00");
    let more = act(json!({ "act": "receive", "quantity": 501 })).await;
    assert_eq!(more.bad_fields(), [("/quantity".to_owned(), "material_too_many".to_owned())]);
    act(json!({ "act": "receive", "quantity": 500 })).await.ok(200);
    assert_eq!(act(json!({ "act": "use", "quantity": 1 })).await.problem(409), "material.not_now", "nothing is used unchecked");
    assert_eq!(act(json!({ "act": "check", "passed": true })).await.problem(409), "material.no_photo");
    case.attaches("campaign_material", &material["id"], "cup.png", PNG).await;
    assert_eq!(act(json!({ "act": "check", "passed": false })).await.bad_fields(), [("/remark".to_owned(), "reason_required".to_owned())]);
    act(json!({ "act": "check", "passed": true })).await.ok(200);
    act(json!({ "act": "use", "quantity": 460 })).await.ok(200);
    let back = act(json!({ "act": "return", "quantity": 40 })).await.ok(200);
    assert_eq!((&back["left"], &back["used"], &back["returned"], &back["quality"]), (&json!(0), &json!(460), &json!(40), &json!("passed")));
    let list = case.specialist.get(&format!("{}/materials", case.path)).await.ok(200);
    assert_eq!((list["items"].as_array().unwrap().len(), &list["cost"]["amount"]), (1, &json!("9250.00")));
}
