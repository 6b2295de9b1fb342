//! CRM-09: two files of one customer become one with everything that belongs to them, and come apart again within thirty days.

use crate::campaigns::plan;
use crate::support::{App, User};
use chrono::TimeDelta;
use serde_json::{Value, json};

const NAME: &str = "成都嘉业文化传播有限公司";
const TWIN: &str = "成都嘉业文化传播公司";
const CODE: &str = "91310115TH3BJ1XG6C";

struct Case {
    app: App,
    rep: User,
    supervisor: User,
    kept: Value,
    twin: Value,
}

impl Case {
    /// Two files of `rep`; of the twin more is known.
    async fn start() -> Self {
        let app = App::start().await;
        let (rep, supervisor) = (app.sign_in("rep").await, app.sign_in("supervisor").await);
        let kept = rep.enters_a_customer(NAME).await;
        let twin = json!({ "name": TWIN, "kind": "company", "tier": "a", "city": "重庆", "industry": "文化", "credit_code": CODE,
            "phone": "13900001111", "need": "软装" });
        let twin = rep.post("/customers", twin).await.ok(201);
        Self { app, rep, supervisor, kept, twin }
    }

    fn kept(&self) -> String {
        path(&self.kept)
    }

    fn twin(&self) -> String {
        path(&self.twin)
    }

    async fn merges(&self, take: &[&str]) -> Value {
        let now = self.supervisor.get(&self.kept()).await.ok(200);
        let form = json!({ "duplicate_id": self.twin["id"], "take": take });
        self.supervisor.act(&format!("{}/merges", self.kept()), &now["version"], form).await.ok(200)
    }

    async fn undoing(&self) -> String {
        let merges = self.supervisor.get(&format!("{}/merges", self.kept())).await.ok(200);
        format!("/customer-merges/{}/undoings", merges["merges"][0]["id"].as_str().unwrap())
    }
}

fn path(file: &Value) -> String {
    format!("/customers/{}", file["id"].as_str().unwrap())
}

fn counts(preview: &Value) -> Vec<(String, u64)> {
    let count = |link: &Value| (link["kind"].as_str().unwrap().to_owned(), link["count"].as_u64().unwrap());
    let mut all: Vec<_> = preview["links"].as_array().unwrap().iter().map(count).collect();
    all.sort();
    all
}

fn len(page: &Value) -> usize {
    page["items"].as_array().unwrap().len()
}

#[actix_web::test]
async fn everything_goes_along_as_the_preview_said_and_comes_back_when_it_is_undone() {
    let case = Case::start().await;
    let (rep, supervisor, agent) = (&case.rep, &case.supervisor, case.app.sign_in("agent").await);
    let twin = case.twin();
    let contact = rep.post(&format!("{twin}/contacts"), json!({ "name": "王经理", "phone": "13700002222" })).await.ok(201);
    let talk = json!({ "way": "phone", "content": "谈了软装预算", "next_step": "发报价", "next_on": "2030-01-01" });
    rep.post(&format!("{twin}/follow-ups"), talk).await.ok(201);
    let complaint = json!({ "customer_id": case.twin["id"], "matter": "柜门开裂", "category": "quality", "channel": "phone" });
    let complaint = agent.post("/complaints", complaint).await.ok(201);
    rep.post(&format!("/records/customer/{}/comments", case.twin["id"].as_str().unwrap()), json!({ "text": "老客户", "mentions": [] }))
        .await
        .ok(201);
    let specialist = case.app.sign_in("specialist").await;
    let campaign = specialist.post("/campaigns", plan("20000")).await.ok(201);
    let at = format!("/campaigns/{}", campaign["id"].as_str().unwrap());
    specialist.act(&format!("{at}/transitions"), &campaign["version"], json!({ "act": "submit" })).await.ok(200);
    case.app.sign_in("director").await.decides(campaign["id"].as_str().unwrap(), "approve", "").await.ok(200);
    rep.post(&format!("{at}/guests/from-customers"), json!({ "customer_ids": [case.twin["id"]] })).await.ok(200);

    let look = format!("{}/merge-preview?duplicate={}", case.kept(), case.twin["id"].as_str().unwrap());
    let preview = supervisor.get(&look).await.ok(200);
    let expected = [("campaign_guest", 1), ("comment", 1), ("complaint", 1), ("contact", 1), ("follow_up", 1)];
    let counted = counts(&preview);
    for (kind, n) in expected {
        assert!(counted.contains(&(kind.to_owned(), n)), "{kind}: {counted:?}");
    }
    let named: Vec<_> = preview["fields"].as_array().unwrap().iter().map(|f| (f["field"].as_str().unwrap(), f["fills"] == true)).collect();
    assert_eq!(
        named,
        [("name", false), ("credit_code", true), ("tier", false), ("industry", true), ("city", false), ("phone", false), ("need", false)]
    );
    assert!(!preview.to_string().contains("13900001111"), "confidential values are hints");

    let now = case.merges(&["tier", "phone"]).await;
    assert_eq!((&now["name"], &now["tier"], &now["city"], &now["need"]), (&json!(NAME), &json!("a"), &json!("成都"), &json!("整装")));
    assert_eq!((&now["credit_code"], &now["industry"], &now["phone"]["hint"]), (&json!(CODE), &json!("文化"), &json!("139****1111")));
    assert_eq!((&now["contacts"][0]["name"], &now["next_follow_up_on"]), (&json!("王经理"), &json!("2030-01-01")));
    let timeline = rep.get(&format!("{}/timeline", case.kept())).await.ok(200).to_string();
    assert!(timeline.contains("谈了软装预算"), "{timeline}");
    let moved = agent.get(&format!("/complaints/{}", complaint["id"].as_str().unwrap())).await.ok(200);
    assert_eq!((&moved["customer"]["id"], moved["customer"]["title"].as_str().unwrap().contains(NAME)), (&case.kept["id"], true));
    let invited = rep.post(&format!("{at}/guests/from-customers"), json!({ "customer_ids": [case.kept["id"]] })).await.ok(200);
    assert_eq!((&invited["already"], &invited["invited"]), (&json!(1), &json!(0)), "the guest is the file's now");
    let comments = rep.get(&format!("/records/customer/{}/comments", case.kept["id"].as_str().unwrap())).await.ok(200);
    assert_eq!(len(&comments), 1);
    // A promise of before is about the file that is left.
    assert!(rep.inbox().await.iter().any(|task| task["title"] == "发报价" && task["subject"]["id"] == case.kept["id"]));
    let history = rep.get(&format!("{}/history", case.kept())).await.ok(200).to_string();
    assert!(history.contains(TWIN) && history.contains("文化"), "the duplicate's history is the file's");

    let back = supervisor.post(&case.undoing().await, json!({})).await.ok(200);
    assert_eq!((&back["tier"], &back["credit_code"], &back["industry"]), (&json!("c"), &Value::Null, &json!("")));
    assert_eq!((&back["phone"]["hint"], &back["contacts"], &back["next_follow_up_on"]), (&json!("138****3186"), &json!([]), &Value::Null));
    let again = rep.get(&twin).await.ok(200);
    assert_eq!((&again["name"], &again["credit_code"], &again["tier"]), (&json!(TWIN), &json!(CODE), &json!("a")));
    assert_eq!((&again["contacts"][0]["id"], &again["owner"]["name"]), (&contact["id"], &case.twin["owner"]["name"]));
    // Of tasks there is one more: the duplicate, never approved, waits for review again.
    let told = |all: &[(String, u64)]| all.iter().filter(|(kind, _)| kind != "task").cloned().collect::<Vec<_>>();
    assert_eq!(told(&counts(&supervisor.get(&look).await.ok(200))), told(&counted));
    let moved = agent.get(&format!("/complaints/{}", complaint["id"].as_str().unwrap())).await.ok(200);
    assert_eq!((&moved["customer"]["id"], moved["customer"]["title"].as_str().unwrap().contains(TWIN)), (&case.twin["id"], true));
}

#[actix_web::test]
async fn the_old_id_leads_to_the_file_and_tells_nobody_else_anything() {
    let case = Case::start().await;
    case.merges(&[]).await;
    let led = case.rep.get(&case.twin()).await.ok(200);
    assert_eq!(led["id"], case.kept["id"]);
    let nowhere = "/customers/00000000-0000-7000-8000-000000000000";
    let other = case.app.sign_in("rep3").await;
    let (a, b) = (other.get(&case.twin()).await, other.get(nowhere).await);
    assert_eq!((a.status, &a.json["code"], &a.json["detail"]), (b.status, &b.json["code"], &b.json["detail"]));
    // Nothing else answers under the old id, and nothing finds the duplicate.
    for rest in ["/timeline", "/history", "/why", "/holding", "/merges"] {
        assert_eq!(case.rep.get(&format!("{}{rest}", case.twin())).await.problem(404), "not_found", "{rest}");
    }
    let form = json!({ "name": TWIN, "kind": "company", "tier": "a" });
    assert_eq!(case.rep.put(&case.twin(), &case.twin["version"], form).await.problem(404), "not_found");
    let list = case.rep.get("/customers?count=true").await.ok(200);
    assert_eq!((len(&list), &list["total"]["count"]), (1, &json!(1)));
    for q in [TWIN, "1111", "13900001111"] {
        assert_eq!(len(&case.rep.get(&format!("/customers?q={q}")).await.ok(200)), 0, "{q}");
        let looked_up = case.app.sign_in("agent").await.get(&format!("/customers/look-up?q={q}")).await.ok(200);
        assert_eq!(looked_up["hits"], json!([]), "{q}");
    }
    let similar = other.get(&format!("/customers/similar?name=&phone=13900001111&credit_code={CODE}")).await.ok(200);
    assert_eq!(similar["matches"].as_array().unwrap().len(), 1, "by the code, which is the file's now: {similar}");
    let pool = case.app.sign_in("director").await.get("/customer-pool").await.ok(200);
    assert_eq!(len(&pool), 0, "it is nobody's, and not to be had either");
}

#[actix_web::test]
async fn what_was_changed_since_stays_and_after_thirty_days_nothing_is_undone() {
    let case = Case::start().await;
    let now = case.merges(&["tier"]).await;
    let form =
        json!({ "name": NAME, "kind": "company", "tier": "b", "city": "绵阳", "industry": "文化", "need": "整装", "credit_code": CODE });
    case.rep.put(&case.kept(), &now["version"], form).await.ok(200);
    let undoing = case.undoing().await;
    assert_eq!(case.rep.post(&undoing, json!({})).await.problem(403), "forbidden");
    case.app.later(TimeDelta::days(29));
    let supervisor = case.app.sign_in("supervisor").await;
    let back = supervisor.post(&undoing, json!({})).await.ok(200);
    assert_eq!((&back["tier"], &back["city"], &back["industry"]), (&json!("b"), &json!("绵阳"), &json!("")));
    assert_eq!(supervisor.post(&undoing, json!({})).await.problem(409), "customer.merge_undone");

    let now = supervisor.get(&case.kept()).await.ok(200);
    let form = json!({ "duplicate_id": case.twin["id"] });
    supervisor.act(&format!("{}/merges", case.kept()), &now["version"], form).await.ok(200);
    let merges = supervisor.get(&format!("{}/merges", case.kept())).await.ok(200);
    assert_eq!((&merges["merges"][0]["undoable"], &merges["merges"][1]["undoable"]), (&json!(true), &json!(false)));
    case.app.later(TimeDelta::days(31));
    let supervisor = case.app.sign_in("supervisor").await;
    let undoing = format!("/customer-merges/{}/undoings", merges["merges"][0]["id"].as_str().unwrap());
    assert_eq!(supervisor.post(&undoing, json!({})).await.problem(409), "customer.merge_too_late");
    assert_eq!(supervisor.get(&format!("{}/merges", case.kept())).await.ok(200)["merges"][0]["undoable"], false);
}

#[actix_web::test]
async fn only_who_reviews_both_files_merges_them_and_into_no_file_of_its_own() {
    let case = Case::start().await;
    let form = |id: &Value| json!({ "duplicate_id": id });
    let merges = format!("{}/merges", case.kept());
    assert_eq!(case.rep.act(&merges, &case.kept["version"], form(&case.twin["id"])).await.problem(403), "forbidden");
    let refused = |code: &str| [("/duplicate_id".to_owned(), code.to_owned())];
    let same = case.supervisor.act(&merges, &case.kept["version"], form(&case.kept["id"])).await;
    assert_eq!(same.bad_fields(), refused("merge_same"));
    // A file out of reach and one that does not exist are the same.
    let hidden = case.app.sign_in("rep3").await.enters_a_customer("武汉立方医疗器械有限公司").await;
    for id in [&hidden["id"], &json!("00000000-0000-7000-8000-000000000000")] {
        let unknown = case.supervisor.act(&merges, &case.kept["version"], form(id)).await;
        assert_eq!(unknown.bad_fields(), refused("customer_unknown"));
    }
    let look = format!("{}/merge-preview?duplicate={}", case.kept(), hidden["id"].as_str().unwrap());
    assert_eq!(case.supervisor.get(&look).await.bad_fields(), [("/duplicate".to_owned(), "customer_unknown".to_owned())]);
    let stale = case.supervisor.act(&merges, &json!(99), form(&case.twin["id"])).await;
    assert_eq!(stale.problem(412), "stale");
    assert_eq!(case.rep.get(&case.twin()).await.ok(200)["id"], case.twin["id"]);
}
