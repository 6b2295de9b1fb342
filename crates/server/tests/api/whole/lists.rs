//! Every list obeys the same contract.

use crate::support::{App, User, operations};
use serde_json::{Value, json};

async fn filled() -> (App, User) {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    for n in 0..5 {
        let customer = rep.enters_a_customer(&format!("成都嘉业{n}有限公司")).await;
        let body = json!({ "way": "phone", "content": "谈需求", "next_step": "报价", "next_on": "2026-12-01" });
        rep.post(&format!("/customers/{}/follow-ups", customer["id"].as_str().unwrap()), body).await.ok(201);
        let complaint = json!({ "customer_id": customer["id"], "matter": "门板开裂", "category": "quality", "channel": "phone" });
        rep.post("/complaints", complaint).await.ok(201);
        rep.get(&format!("/customers/{}", customer["id"].as_str().unwrap())).await.ok(200);
        let until = (chrono::Utc::now() + chrono::TimeDelta::days(3)).date_naive();
        let access = json!({ "customers": [format!("甲{n}")], "fields": ["facts"], "purpose": "核对", "until": until.to_string() });
        rep.post("/customer-accesses", access).await.ok(201);
        rep.upload("/customer-imports", "a.csv", format!("公司名称,手机\n武汉立方{n}有限公司,1580455853{n}\n").into_bytes()).await.ok(201);
    }
    let substitute = app.sign_in("rep2").await.id().await;
    for n in 0..5 {
        let monday = chrono::NaiveDate::from_ymd_opt(2027, 3, 1).unwrap() + chrono::Days::new(7 * n);
        let leave = json!({ "kind": "annual", "from_on": monday, "to_on": monday, "substitute_id": substitute, "reason": "休假" });
        rep.post("/leaves", leave).await.ok(201);
    }
    let director = app.sign_in("director").await;
    director.post("/campaigns", crate::campaigns::plan("20000")).await.ok(201);
    for n in 0..5 {
        let form = json!({ "title": format!("公告{n}"), "body": "内容", "audience": "all" });
        let draft = director.post("/announcements", form).await.ok(201);
        let path = format!("/announcements/{}/transitions", draft["id"].as_str().unwrap());
        director.act(&path, &draft["version"], json!({ "act": "publish" })).await.ok(200);
    }
    app.works().await;
    (app, rep)
}

/// Who reads the lists that a sales representative may not.
struct Readers {
    auditor: User,
    admin: User,
    director: User,
}

impl Readers {
    async fn sign_in(app: &App) -> Self {
        Self { auditor: app.sign_in("auditor").await, admin: app.sign_in("admin").await, director: app.sign_in("director").await }
    }

    fn of(&self, operation: &str) -> Option<&User> {
        match operation {
            "list_audit" => Some(&self.auditor),
            "list_pay_runs" | "list_pay-runs" => Some(&self.director),
            list if list.starts_with("list_reading") || list.starts_with("list_customer-reading") => Some(&self.director),
            "list_written-announcements" | "list_announcement-receipts" | "list_written_announcements" | "list_announcement_receipts" => {
                Some(&self.director)
            }
            "list_jobs"
            | "list_flows"
            | "list_approval-flows"
            | "list_webhooks"
            | "list_deliveries"
            | "list_webhook-deliveries"
            | "list_robots"
            | "list_messages" => Some(&self.admin),
            list if ["account", "agreement"].iter().any(|word| list.contains(word)) => Some(&self.admin),
            _ => None,
        }
    }
}

/// The path of a list with the record in it that it belongs to.
async fn path_of(operation: &crate::support::Operation, rep: &User) -> String {
    let Some((records, rest)) = operation.path.split_once("/{id}") else { return operation.path.clone() };
    // Files and comments belong to records of several kinds: any of them will do.
    let records = if records == "/records/{kind}" { "/customers" } else { records };
    let page = rep.get(&format!("{records}?limit=1")).await.ok(200);
    let records = if operation.path.starts_with("/records/") { "/records/customer" } else { records };
    format!("{records}/{}{rest}", page["items"][0]["id"].as_str().unwrap())
}

/// Items of a page without what changes between requests.
fn ids(page: &Value) -> Vec<String> {
    let key = |v: &Value| v.get("id").or_else(|| v.get("row")).unwrap().to_string();
    page["items"].as_array().unwrap().iter().map(key).collect()
}

#[actix_web::test]
async fn every_list_pages_forth_and_back_without_loss_or_double() {
    let (app, rep) = filled().await;
    let readers = Readers::sign_in(&app).await;
    for operation in operations().iter().filter(|o| o.has_parameter("cursor") && !o.id.starts_with("export_")) {
        let path = path_of(operation, &rep).await;
        let user = readers.of(&operation.id).unwrap_or(&rep);
        let all = ids(&user.get(&format!("{path}?limit=200")).await.ok(200));
        let mut walked = Vec::new();
        let mut page = user.get(&format!("{path}?limit=2")).await.ok(200);
        assert!(page["prev"].is_null(), "{}", operation.id);
        let first = ids(&page);
        let mut last;
        loop {
            walked.extend(ids(&page));
            last = page.clone();
            let Some(next) = page["next"].as_str() else { break };
            page = user.get(&format!("{path}?limit=2&cursor={next}")).await.ok(200);
        }
        let most = walked.len().min(200);
        assert_eq!(walked[..most], all[..], "{}", operation.id);
        while let Some(prev) = last["prev"].as_str() {
            last = user.get(&format!("{path}?limit=2&cursor={prev}")).await.ok(200);
        }
        assert_eq!(ids(&last), first, "{}: back at the first page", operation.id);
    }
}

#[actix_web::test]
async fn every_list_refuses_what_it_does_not_understand_and_says_where() {
    let (app, rep) = filled().await;
    let readers = Readers::sign_in(&app).await;
    for operation in operations().iter().filter(|o| o.has_parameter("cursor") && !o.id.starts_with("export_")) {
        let path = path_of(operation, &rep).await;
        let user = readers.of(&operation.id).unwrap_or(&rep);
        for (query, pointer) in [
            ("filter[nothing]=1", "/filter[nothing]"),
            ("sort=nothing", "/sort"),
            ("limit=0", "/limit"),
            ("limit=201", "/limit"),
            ("cursor=xyz", "/cursor"),
            ("nothing=1", "/nothing"),
            ("count=perhaps", "/count"),
        ] {
            let answer = user.get(&format!("{path}?{query}")).await;
            let fields = answer.bad_fields();
            assert!(fields.iter().any(|(p, _)| p == pointer), "{} {query}: {fields:?}", operation.id);
        }
        let page = user.get(&format!("{path}?limit=1&count=true")).await.ok(200);
        assert!(page["total"]["count"].is_u64(), "{}", operation.id);
    }
}

#[actix_web::test]
async fn a_cursor_belongs_to_its_query() {
    let (_app, rep) = filled().await;
    let next = rep.get("/customers?limit=1").await.ok(200)["next"].as_str().unwrap().to_owned();
    rep.get(&format!("/customers?limit=1&sort=name&cursor={next}")).await.bad_fields();
    rep.get(&format!("/customers?limit=1&q=嘉业&cursor={next}")).await.bad_fields();
}

#[actix_web::test]
async fn every_described_field_filters_and_sorts() {
    let (app, rep) = filled().await;
    let readers = Readers::sign_in(&app).await;
    let import = rep.get("/customer-imports").await.ok(200)["items"][0]["id"].as_str().unwrap().to_owned();
    let rows = format!("/customer-imports/{import}/rows");
    let customer = rep.get("/customers?limit=1").await.ok(200)["items"][0]["id"].as_str().unwrap().to_owned();
    let history = format!("/customers/{customer}/history");
    let announcement = rep.get("/announcements").await.ok(200)["items"][0]["id"].as_str().unwrap().to_owned();
    let receipts = format!("/announcements/{announcement}/receipts");
    for (list, path) in [
        ("customers", "/customers"),
        ("customer-history", history.as_str()),
        ("complaints", "/complaints"),
        ("campaigns", "/campaigns"),
        ("inbox", "/inbox"),
        ("approvals", "/approvals"),
        ("approvals", "/approvals/copied"),
        ("approvals", "/approvals/decided"),
        ("approval-flows", "/approval-flows"),
        ("delegations", "/delegations"),
        ("people", "/people"),
        ("hand-overs", "/hand-overs"),
        ("hand-over-lines", "/hand-over-lines"),
        ("audit", "/audit"),
        ("jobs", "/jobs"),
        ("accounts", "/accounts"),
        ("agreements", "/agreements"),
        ("agreement-standings", "/agreement-standings"),
        ("service-accounts", "/service-accounts"),
        ("webhooks", "/webhooks"),
        ("webhook-deliveries", "/webhook-deliveries"),
        ("robots", "/robots"),
        ("messages", "/messages"),
        ("duty-letters", "/duty-letters"),
        ("nonconformities", "/nonconformities"),
        ("corrective-actions", "/corrective-actions"),
        ("service-requests", "/service-requests"),
        ("knowledge", "/knowledge"),
        ("stage-surveys", "/stage-surveys"),
        ("stage-survey-definitions", "/stage-survey-definitions"),
        ("gradings", "/kpi/gradings"),
        ("recruitments", "/kpi/recruitments"),
        ("pay-runs", "/pay/runs"),
        ("notifications", "/notifications"),
        ("customer-imports", "/customer-imports"),
        ("customer-import-rows", rows.as_str()),
        ("customer-accesses", "/customer-accesses"),
        ("customer-readings", "/customer-readings"),
        ("assignments", "/assignments"),
        ("leaves", "/leaves"),
        ("announcements", "/announcements"),
        ("written-announcements", "/announcements/written"),
        ("announcement-receipts", receipts.as_str()),
    ] {
        let user = readers.of(&format!("list_{list}")).unwrap_or(&rep);
        let described = user.get(&format!("/lists/{list}")).await.ok(200);
        for field in described["fields"].as_array().unwrap() {
            let key = field["key"].as_str().unwrap();
            if field["sortable"] == true {
                user.get(&format!("{path}?sort=-{key}")).await.ok(200);
            }
            if field["filterable"] == true {
                let value = match field["kind"].as_str().unwrap() {
                    "word" => field["words"][0]["word"].as_str().unwrap(),
                    "number" => "gt:1",
                    "date" => "lt:2027-01-01",
                    "time" => "ge:2026-01-01T00:00:00Z",
                    "person" => "me",
                    "record" => "0193a1f0-0000-7000-8000-000000000000",
                    "flag" => "true",
                    _ => "has:嘉",
                };
                user.get(&format!("{path}?filter[{key}]={value}")).await.ok(200);
            }
        }
    }
}
