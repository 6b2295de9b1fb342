//! CMP-10, CMP-11: what came of a campaign, against figures worked out by hand; attribution; the frozen summary; lessons.

use crate::campaigns::plan;
use crate::support::{App, User};
use contract::campaigns::outcomes::Attribution;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use uuid::Uuid;

struct Case {
    app: App,
    specialist: User,
    rep: User,
}

impl Case {
    async fn start(attribution: Attribution) -> Self {
        let app = App::with(|config| config.campaigns.attribution = attribution).await;
        let (specialist, rep) = (app.sign_in("specialist").await, app.sign_in("rep").await);
        Self { app, specialist, rep }
    }

    /// A campaign that is ready.
    async fn ready(&self) -> String {
        let director = self.app.sign_in("director").await;
        let campaign = self.specialist.post("/campaigns", plan("20000")).await.ok(201);
        let id = campaign["id"].as_str().unwrap();
        let path = format!("/campaigns/{id}");
        self.specialist.act(&format!("{path}/transitions"), &campaign["version"], json!({ "act": "submit" })).await.ok(200);
        director.decides(id, "approve", "").await.ok(200);
        self.specialist.prepares(&path).await;
        path
    }

    /// The customer comes to a campaign.
    async fn comes(&self, path: &str, customer: &Value) {
        self.rep.post(&format!("{path}/guests/from-customers"), json!({ "customer_ids": [customer["id"]] })).await.ok(200);
        let guests = self.specialist.get(&format!("{path}/guests?limit=200")).await.ok(200);
        let guest = guests["items"].as_array().unwrap().iter().find(|one| one["name"] == customer["name"]).unwrap().clone();
        let note = json!({ "id": Uuid::now_v7(), "guest_id": guest["id"], "at": chrono::Utc::now() });
        self.specialist.post(&format!("{path}/check-ins"), json!({ "items": [note] })).await.ok(200);
    }

    async fn states(&self, customer: &Value, number: &str, amount: &str) -> Value {
        self.rep.post("/won-contracts", form(customer, number, amount)).await.ok(201)
    }

    async fn proves(&self, contract: &Value) {
        let path = format!("/records/won_contract/{}/attachments", contract["id"].as_str().unwrap());
        self.rep.upload(&path, "a.pdf", b"%PDF-1.7 a".to_vec()).await.ok(201);
    }

    async fn figures(&self, path: &str) -> Value {
        self.specialist.get(&format!("{path}/outcome")).await.ok(200)["figures"].clone()
    }

    async fn goes_on(&self, path: &str, act: Value) -> Value {
        let seen = self.specialist.get(path).await.ok(200);
        self.specialist.act(&format!("{path}/transitions"), &seen["version"], act).await.ok(200)
    }
}

fn today() -> chrono::NaiveDate {
    engines::calendar::local_date(chrono::Utc::now(), 480)
}

fn form(customer: &Value, number: &str, amount: &str) -> Value {
    json!({ "number": number, "customer_id": customer["id"], "signed_on": today(), "amount": { "amount": amount } })
}

fn amounts(values: &[&Value]) -> Vec<String> {
    values.iter().map(|value| value["amount"].as_str().unwrap().to_owned()).collect()
}

/// One customer comes to two campaigns and signs for 100 000.01.
async fn two_touches(attribution: Attribution) -> (Value, Value, Value) {
    let case = Case::start(attribution).await;
    let customer = case.rep.enters_a_customer("成都嘉业文化传播有限公司").await;
    let (first, second) = (case.ready().await, case.ready().await);
    case.comes(&first, &customer).await;
    case.comes(&second, &customer).await;
    let contract = case.states(&customer, "HT-1", "100000.01").await;
    let of = async |path: &str| case.figures(path).await["amount"].clone();
    assert_eq!(amounts(&[&of(&first).await, &of(&second).await]), ["0.00", "0.00"], "without a scan it counts for nothing");
    case.proves(&contract).await;
    let shown = case.rep.get(&format!("/won-contracts/{}", contract["id"].as_str().unwrap())).await.ok(200);
    (of(&first).await, of(&second).await, shown["counts_for"].clone())
}

#[actix_web::test]
async fn a_contract_counts_for_campaigns_as_the_company_says() {
    let (first, second, counts) = two_touches(Attribution::First).await;
    assert_eq!((amounts(&[&first, &second]), counts.as_array().unwrap().len()), (vec!["100000.01".to_owned(), "0.00".to_owned()], 1));
    let (first, second, _) = two_touches(Attribution::Last).await;
    assert_eq!(amounts(&[&first, &second]), ["0.00", "100000.01"]);
    let (first, second, counts) = two_touches(Attribution::Even).await;
    assert_eq!(amounts(&[&first, &second]), ["50000.01", "50000.00"], "the odd fen goes to the first");
    assert_eq!(counts.as_array().unwrap().len(), 2);
}

#[actix_web::test]
async fn the_figures_are_those_worked_out_by_hand_and_stay_as_they_were_frozen() {
    let case = Case::start(Attribution::Last).await;
    let path = case.ready().await;
    let known = case.rep.enters_a_customer("成都嘉业文化传播有限公司").await;
    case.comes(&path, &known).await;
    // Three walk in: three leads, of whom one signs.
    let walk =
        |n: u32| json!({ "id": Uuid::now_v7(), "name": format!("散客{n}"), "phone": format!("1370000000{n}"), "at": chrono::Utc::now() });
    case.specialist.post(&format!("{path}/check-ins"), json!({ "items": [walk(1), walk(2), walk(3)] })).await.ok(200);
    let expense = json!({ "topic": "venue", "purpose": "场地", "amount": { "amount": "3000" } });
    let expense = case.specialist.post(&format!("{path}/expenses"), expense).await.ok(201);
    let id = expense["id"].as_str().unwrap();
    case.specialist.upload(&format!("/records/campaign_expense/{id}/attachments"), "a.pdf", b"%PDF-1.7 a".to_vec()).await.ok(201);
    let pay = json!({ "act": "pay", "paid": { "amount": "2500" } });
    case.specialist.act(&format!("/campaign-expenses/{id}/transitions"), &expense["version"], pay).await.ok(200);
    let director = case.app.sign_in("director").await;
    let leads = director.get("/customers?filter[source]=campaign&limit=50").await.ok(200);
    let lead = leads["items"].as_array().unwrap().iter().find(|one| one["name"] == "散客1").unwrap();
    let signed = director.post("/won-contracts", form(lead, "HT-2", "8000")).await.ok(201);
    let proof = format!("/records/won_contract/{}/attachments", signed["id"].as_str().unwrap());
    director.upload(&proof, "b.pdf", b"%PDF-1.7 b".to_vec()).await.ok(201);
    case.proves(&case.states(&known, "HT-3", "2000").await).await;

    let figures = case.figures(&path).await;
    // 4 came, 3 of them new; 1 of 3 signed: 33.3 %. 8000 and 2000 came of 2500: 7500 more, 300 %. 2500 by 3 is 833.33.
    let counted =
        ["participants", "leads", "converted_30", "converted_90", "rate_30", "contracts", "roi"].map(|name| figures[name].clone());
    assert_eq!(counted, [4, 3, 1, 1, 333, 2, 3000].map(|n| json!(n)));
    assert_eq!(amounts(&[&figures["amount"], &figures["cost"], &figures["cost_per_lead"]]), ["10000.00", "2500.00", "833.33"]);

    for act in ["start", "finish"] {
        case.goes_on(&path, json!({ "act": act })).await;
    }
    let summary =
        json!({ "act": "sum_up", "participants": 4, "leads": 3, "cost": { "amount": "2500" }, "good": "讲解好", "next_time": "多备椅子" });
    case.goes_on(&path, summary).await;
    case.proves(&case.states(&known, "HT-4", "5000").await).await;
    let outcome = case.specialist.get(&format!("{path}/outcome")).await.ok(200);
    assert_eq!(amounts(&[&outcome["figures"]["amount"], &outcome["archive"]["document"]["figures"]["amount"]]), ["15000.00", "10000.00"]);
    assert_eq!((&outcome["archive"]["intact"], &outcome["archive"]["document"]["summary"]["good"]), (&json!(true), &json!("讲解好")));
    // KPI-02: 15000 less 2500 of 2500; of the contracts signed this month the representative stated 2000 and 5000.
    let told = director.get(&format!("/kpi/inputs?month={}", today().format("%Y-%m"))).await.ok(200);
    let own = |name: &str, source: &str| {
        let person = told["people"].as_array().unwrap().iter().find(|one| one["person"]["name"] == name).unwrap();
        let sum = person["own"].as_array().unwrap().iter().find(|one| one["source"] == source).cloned().unwrap_or_default();
        ["count", "value", "weight"].map(|part| sum[part].as_f64().or_else(|| sum[part].as_str()?.parse().ok()).unwrap_or_default())
    };
    assert_eq!(own("方可", "campaign.roi"), [1.0, 12500.0, 2500.0]);
    assert_eq!(own("林晓", "contract.amount"), [2.0, 7000.0, 2.0]);
    let report = case.specialist.get(&format!("{path}/report.pdf")).await;
    assert_eq!((report.status, &report.bytes[..5]), (200, b"%PDF-".as_slice()));
    let lessons = case.specialist.get("/campaign-lessons?form=site_event").await.ok(200);
    assert_eq!((&lessons["items"][0]["next_time"], lessons["items"].as_array().unwrap().len()), (&json!("多备椅子"), 1));
    assert_eq!(case.specialist.get("/campaign-lessons?form=seminar").await.ok(200)["items"], json!([]));

    // Whoever alters the database does not alter the archive unseen.
    let conn = case.app.state.database.migrating();
    let sql = "UPDATE campaign_archive SET document = REPLACE(document, '讲解好', '一切都好')";
    conn.execute_unprepared(sql).await.unwrap();
    assert_eq!(case.specialist.get(&format!("{path}/outcome")).await.ok(200)["archive"]["intact"], false);
}

#[actix_web::test]
async fn whose_contract_it_is_is_told_to_who_may_see_the_customer() {
    let case = Case::start(Attribution::Last).await;
    let path = case.ready().await;
    let customer = case.rep.enters_a_customer("成都嘉业文化传播有限公司").await;
    case.comes(&path, &customer).await;
    let contract = case.states(&customer, "HT-1", "8000").await;
    case.proves(&contract).await;
    let own = case.rep.get(&format!("{path}/outcome")).await.ok(200);
    assert_eq!((&own["contracts"][0]["number"], &own["contracts"][0]["counted"]["amount"]), (&json!("HT-1"), &json!("8000.00")));
    let other = case.app.sign_in("rep2").await;
    let seen = other.get(&format!("{path}/outcome")).await.ok(200);
    let hidden = &seen["contracts"][0];
    assert_eq!((&hidden["id"], &hidden["number"], &hidden["customer"]), (&Value::Null, &Value::Null, &Value::Null));
    let record = format!("/won-contracts/{}", contract["id"].as_str().unwrap());
    assert_eq!(other.get(&record).await.problem(404), "not_found");
    assert_eq!(other.put(&record, &contract["version"], form(&customer, "HT-1", "1")).await.problem(404), "not_found");
    let refused = other.post("/won-contracts", form(&customer, "HT-9", "1")).await;
    assert_eq!(refused.bad_fields(), [("/customer_id".to_owned(), "customer_unknown".to_owned())]);
    assert_eq!(
        other.get(&format!("/records/won_contract/{}/attachments", contract["id"].as_str().unwrap())).await.problem(404),
        "not_found"
    );
    assert_eq!(case.rep.post("/won-contracts", form(&customer, "HT-1", "1")).await.problem(409), "won_contract.taken");
    let mut ahead = form(&customer, "HT-5", "1");
    ahead["signed_on"] = json!(today() + chrono::TimeDelta::days(1));
    assert_eq!(case.rep.post("/won-contracts", ahead).await.bad_fields(), [("/signed_on".to_owned(), "won_contract_ahead".to_owned())]);
    let changed = case.rep.put(&record, &contract["version"], form(&customer, "HT-1", "9000")).await.ok(200);
    assert_eq!(changed["amount"]["amount"], "9000.00");
    let timeline = case.rep.get(&format!("/customers/{}/timeline", customer["id"].as_str().unwrap())).await.ok(200);
    assert!(timeline["items"].as_array().unwrap().iter().any(|item| item["kind"] == "won_contract"));
    assert_eq!(case.app.sign_in("agent").await.get(&format!("{path}/outcome")).await.problem(403), "forbidden");
}

#[actix_web::test]
async fn the_campaigns_of_a_year_are_told_by_month_form_and_site() {
    let case = Case::start(Attribution::Last).await;
    let path = case.ready().await;
    for act in ["start", "finish"] {
        case.goes_on(&path, json!({ "act": act })).await;
    }
    let summary = json!({ "act": "sum_up", "participants": 92, "leads": 48, "cost": { "amount": "18600" }, "good": "老客户转介绍多" });
    case.goes_on(&path, summary).await;
    let year = today().format("%Y").to_string();
    let effects = case.specialist.get(&format!("/campaign-effects?year={year}")).await.ok(200);
    let line =
        |line: &Value| (line["held"].clone(), line["participants"].clone(), line["leads"].clone(), line["cost_per_lead"]["amount"].clone());
    let expected = (json!(1), json!(92), json!(48), json!("387.50"));
    assert_eq!(line(&effects["by_form"][0]), expected);
    assert_eq!((line(&effects["by_site"][0]), &effects["by_site"][0]["label"]), (expected.clone(), &json!("成都天府新区样板间")));
    let month = effects["by_month"].as_array().unwrap().last().unwrap();
    assert_eq!((line(month), &month["label"]), (expected, &json!(today().format("%Y-%m").to_string())));
    let refused = case.specialist.get("/campaign-effects?year=1900").await;
    assert_eq!(refused.bad_fields(), [("/year".to_owned(), "range".to_owned())]);
    assert_eq!(case.app.sign_in("agent").await.get(&format!("/campaign-effects?year={year}")).await.problem(403), "forbidden");
}
