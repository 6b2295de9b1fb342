//! CPL-01 to CPL-06, CPL-14: one case from intake to a satisfied customer, and nothing else.

use crate::support::{App, User};
use chrono::TimeDelta;
use engines::{Area, FactQuery};
use locale::Language;
use serde_json::{Value, json};

/// The people around a case.
pub struct Desk {
    pub app: App,
    pub rep: User,
    pub agent: User,
    pub investigator: User,
    pub manager: User,
    pub director: User,
    pub customer: Value,
}

impl Desk {
    pub async fn open() -> Self {
        Self::of(App::start().await).await
    }

    pub async fn of(app: App) -> Self {
        let rep = app.sign_in("rep").await;
        let customer = rep.enters_a_customer("华信装饰工程有限公司").await["id"].clone();
        let (agent, investigator) = (app.sign_in("agent").await, app.sign_in("agent2").await);
        let (manager, director) = (app.sign_in("service.manager").await, app.sign_in("director").await);
        Self { app, rep, agent, investigator, manager, director, customer }
    }

    /// The same people, signed in anew: tokens end while time passes.
    pub async fn again(self) -> Self {
        let Self { app, customer, .. } = self;
        let (rep, agent, investigator) = (app.sign_in("rep").await, app.sign_in("agent").await, app.sign_in("agent2").await);
        let (manager, director) = (app.sign_in("service.manager").await, app.sign_in("director").await);
        Self { app, rep, agent, investigator, manager, director, customer }
    }

    pub fn complaint(&self) -> Value {
        json!({ "customer_id": self.customer, "matter": "柜门开裂，要求更换", "category": "quality", "channel": "phone" })
    }

    pub async fn filed(&self) -> Value {
        self.agent.post("/complaints", self.complaint()).await.ok(201)
    }

    pub async fn assigned(&self) -> Value {
        let case = self.filed().await;
        takes(&self.manager, &case, assign(&self.investigator.id().await)).await
    }

    pub async fn approving(&self, case: Value, compensation: &str) -> Value {
        let case = takes(&self.investigator, &case, propose(compensation)).await;
        takes(&self.investigator, &case, json!({ "act": "submit" })).await
    }

    /// Assigned, proposed and approved.
    pub async fn executing(&self, case: Value) -> Value {
        self.approving(case.clone(), "500").await;
        self.director.decides(text(&case["id"]), "approve", "").await.ok(200);
        sees(&self.investigator, &case).await
    }
}

pub fn assign(investigator: &str) -> Value {
    json!({ "act": "assign", "investigator_id": investigator })
}

pub fn propose(compensation: &str) -> Value {
    json!({ "act": "propose", "findings": "板材含水率超标", "cause": "仓库受潮", "measures": "更换柜门并上门致歉",
        "compensation": { "amount": compensation }, "due_on": "2026-12-01" })
}

pub fn feedback(act: &str, satisfaction: i64) -> Value {
    json!({ "act": act, "satisfaction": satisfaction, "words": "等了太久" })
}

pub fn carry_out() -> Value {
    json!({ "act": "carry_out", "result": "柜门已更换，客户签字" })
}

pub fn withdraw() -> Value {
    json!({ "act": "withdraw", "reason": "客户撤回" })
}

pub fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

pub fn path(case: &Value) -> String {
    format!("/complaints/{}", text(&case["id"]))
}

pub fn acts(case: &Value) -> String {
    format!("{}/transitions", path(case))
}

pub async fn sees(user: &User, case: &Value) -> Value {
    user.get(&path(case)).await.ok(200)
}

pub async fn takes(user: &User, case: &Value, act: Value) -> Value {
    user.act(&acts(case), &case["version"], act).await.ok(200)
}

pub async fn is_refused(user: &User, case: &Value, act: Value, status: u16, code: &str) {
    assert_eq!(user.act(&acts(case), &case["version"], act.clone()).await.problem(status), code, "{act} on {}", case["status"]);
}

/// CPL-14: every act but these is refused, whoever tries it.
async fn only(desk: &Desk, case: &Value, allowed: &[&str]) {
    let investigator = desk.investigator.id().await;
    let all = [
        assign(&investigator),
        propose("1"),
        json!({ "act": "submit" }),
        carry_out(),
        feedback("close", 5),
        feedback("reopen", 1),
        withdraw(),
    ];
    for act in all.into_iter().filter(|act| !allowed.contains(&text(&act["act"]))) {
        for user in [&desk.manager, &desk.agent] {
            is_refused(user, case, act.clone(), 409, "complaint.not_now").await;
        }
    }
}

pub fn tasks(inbox: &[Value]) -> usize {
    inbox.iter().filter(|task| task["kind"] == "complaint").count()
}

#[actix_web::test]
async fn a_complaint_goes_from_intake_to_a_satisfied_customer() {
    let desk = Desk::open().await;
    let case = desk.filed().await;
    assert_eq!((&case["status"], &case["severity"], &case["number"]), (&json!("received"), &json!("ordinary"), &json!("TS-000001")));
    assert!(text(&case["apology"]).contains("TS-000001"));
    assert_eq!(case["actions"], json!(["withdraw"]));
    assert_eq!(tasks(&desk.manager.inbox().await), 1, "it waits for whoever assigns");
    only(&desk, &case, &["assign", "withdraw"]).await;
    let case = takes(&desk.manager, &case, assign(&desk.investigator.id().await)).await;
    assert_eq!((&case["status"], &case["clocks"][0]["late"]), (&json!("investigating"), &json!(false)));
    assert_eq!((tasks(&desk.manager.inbox().await), tasks(&desk.investigator.inbox().await)), (0, 1));
    only(&desk, &case, &["propose", "withdraw"]).await;
    is_refused(&desk.manager, &case, propose("1"), 409, "complaint.not_investigator").await;
    let case = takes(&desk.investigator, &case, propose("1")).await;
    let case = takes(&desk.investigator, &case, propose("500")).await;
    only(&desk, &case, &["propose", "submit", "withdraw"]).await;
    let case = takes(&desk.investigator, &case, json!({ "act": "submit" })).await;
    only(&desk, &case, &["propose", "withdraw"]).await;
    for act in ["approve", "return"] {
        let answer = desk.director.act(&acts(&case), &case["version"], json!({ "act": act })).await;
        assert_eq!(answer.status, 422, "only the approval engine decides");
    }
    desk.director.decides(text(&case["id"]), "approve", "同意").await.ok(200);
    let case = sees(&desk.agent, &case).await;
    assert_eq!((&case["status"], &case["remedy"]["compensation"]["amount"]), (&json!("executing"), &json!("500.00")));
    assert_eq!((tasks(&desk.agent.inbox().await), tasks(&desk.investigator.inbox().await)), (1, 1));
    only(&desk, &case, &["carry_out", "propose"]).await;
    is_refused(&desk.manager, &case, carry_out(), 409, "complaint.not_in_charge").await;
    let case = takes(&desk.agent, &case, carry_out()).await;
    assert_eq!((tasks(&desk.agent.inbox().await), tasks(&desk.investigator.inbox().await)), (1, 0), "one voice asks the customer");
    only(&desk, &case, &["close", "reopen"]).await;
    let case = takes(&desk.agent, &case, feedback("close", 5)).await;
    assert_eq!((&case["status"], &case["feedback"]["satisfaction"], &case["actions"]), (&json!("closed"), &json!(5), &json!([])));
    only(&desk, &case, &[]).await;
    let way: Vec<&str> = case["steps"].as_array().unwrap().iter().map(|step| text(&step["to"])).collect();
    let wanted =
        ["received", "investigating", "remedy_proposed", "remedy_proposed", "approving", "executing", "awaiting_feedback", "closed"];
    assert_eq!(way, wanted);
    assert_eq!((&case["steps"][5]["person"]["name"], &case["steps"][5]["note"]), (&json!("程思源"), &json!("同意")));
    for user in [&desk.agent, &desk.investigator, &desk.manager] {
        assert_eq!(tasks(&user.inbox().await), 0);
    }
}

#[actix_web::test]
async fn a_dissatisfied_customer_reopens_the_case_under_its_number() {
    let desk = Desk::open().await;
    let case = desk.executing(desk.assigned().await).await;
    let case = takes(&desk.investigator, &case, carry_out()).await;
    let mismatch = desk.agent.act(&acts(&case), &case["version"], feedback("close", 3)).await;
    assert_eq!(mismatch.bad_fields(), [("/satisfaction".to_owned(), "satisfaction_mismatch".to_owned())]);
    let again = takes(&desk.agent, &case, feedback("reopen", 2)).await;
    assert_eq!((&again["status"], &again["reopened"], &again["number"]), (&json!("investigating"), &json!(1), &case["number"]));
    assert_eq!((&again["clocks"][1]["done_at"], &again["execution"]), (&Value::Null, &Value::Null), "the clock runs on");
    assert_eq!(tasks(&desk.investigator.inbox().await), 1);
    let case = desk.executing(again).await;
    let case = takes(&desk.agent, &case, carry_out()).await;
    let case = takes(&desk.agent, &case, feedback("close", 4)).await;
    assert_eq!((&case["status"], &case["reopened"]), (&json!("closed"), &json!(1)));
}

#[actix_web::test]
async fn a_returned_remedy_is_investigated_again_with_the_reason() {
    let desk = Desk::open().await;
    let case = desk.approving(desk.assigned().await, "500").await;
    let first = case["clocks"][1]["done_at"].clone();
    desk.director.decides(text(&case["id"]), "return", "措施不够具体").await.ok(200);
    let case = sees(&desk.investigator, &case).await;
    assert_eq!((&case["status"], &case["steps"][4]["note"]), (&json!("investigating"), &json!("措施不够具体")));
    assert_eq!(tasks(&desk.investigator.inbox().await), 1);
    let case = takes(&desk.investigator, &case, propose("600")).await;
    assert_eq!(case["clocks"][1]["done_at"], first, "the signers' time is not the investigator's");
}

#[actix_web::test]
async fn a_dear_remedy_also_needs_the_general_manager() {
    let desk = Desk::open().await;
    let gm = desk.app.sign_in("gm").await;
    let case = desk.approving(desk.assigned().await, "10000.01").await;
    let approval = desk.director.get(&format!("/approvals/{}", text(&case["approval_id"]))).await.ok(200);
    for line in approval["snapshot"].as_array().unwrap() {
        assert_ne!(line["label"], line["key"], "every label has its text");
    }
    desk.director.decides(text(&case["id"]), "approve", "").await.ok(200);
    assert_eq!(sees(&desk.director, &case).await["status"], "approving");
    gm.decides(text(&case["id"]), "approve", "").await.ok(200);
    assert_eq!(sees(&desk.director, &case).await["status"], "executing");
    let case = desk.approving(desk.assigned().await, "10000.00").await;
    desk.director.decides(text(&case["id"]), "approve", "").await.ok(200);
    assert_eq!(sees(&desk.director, &case).await["status"], "executing");
}

#[actix_web::test]
async fn a_withdrawn_case_waits_for_nobody() {
    let desk = Desk::open().await;
    let case = desk.approving(desk.assigned().await, "500").await;
    is_refused(&desk.investigator, &case, withdraw(), 409, "complaint.not_in_charge").await;
    let case = takes(&desk.manager, &case, withdraw()).await;
    assert_eq!((&case["status"], &case["steps"][4]["note"]), (&json!("withdrawn"), &json!("客户撤回")));
    assert_eq!(desk.director.get(&format!("/approvals/{}", text(&case["approval_id"]))).await.ok(200)["status"], "void");
    for user in [&desk.director, &desk.investigator, &desk.manager, &desk.agent] {
        assert!(user.inbox().await.is_empty());
    }
    only(&desk, &case, &[]).await;
}

#[actix_web::test]
async fn only_the_right_people_see_and_move_a_case() {
    let desk = Desk::open().await;
    let case = desk.filed().await;
    let investigator = desk.investigator.id().await;
    for stranger in [&desk.investigator, &desk.rep] {
        stranger.get(&path(&case)).await.problem(404);
        is_refused(stranger, &case, assign(&investigator), 404, "not_found").await;
        assert_eq!(stranger.get("/complaints").await.ok(200)["items"], json!([]));
    }
    is_refused(&desk.agent, &case, assign(&investigator), 403, "forbidden").await;
    let hr = desk.app.sign_in("hr").await;
    hr.get("/complaints").await.problem(403);
    assert_eq!(hr.post("/complaints", desk.complaint()).await.problem(403), "forbidden");
    takes(&desk.manager, &case, assign(&investigator)).await;
    assert_eq!(sees(&desk.investigator, &case).await["actions"], json!(["propose", "pause"]));
    assert_eq!(desk.director.get("/complaints?count=true").await.ok(200)["total"]["count"], 1);
}

/// A case of the sales department is outside the service manager's reach until it needs somebody to assign it.
#[actix_web::test]
async fn a_rep_files_for_their_own_customer_and_the_service_manager_assigns() {
    let desk = Desk::open().await;
    let case = desk.rep.post("/complaints", desk.complaint()).await.ok(201);
    let case = takes(&desk.manager, &case, assign(&desk.investigator.id().await)).await;
    assert_eq!(sees(&desk.manager, &case).await["status"], "investigating");
    let case = desk.executing(case).await;
    assert_eq!((tasks(&desk.rep.inbox().await), tasks(&desk.investigator.inbox().await)), (0, 1), "a rep may not execute");
    let case = takes(&desk.investigator, &case, carry_out()).await;
    takes(&desk.manager, &case, feedback("close", 4)).await;
    let timeline = desk.rep.get(&format!("/customers/{}/timeline", text(&desk.customer))).await.ok(200);
    assert!(timeline["items"].as_array().unwrap().iter().any(|item| item["kind"] == "complaint" && item["subject"]["id"] == case["id"]));
}

#[actix_web::test]
async fn bad_input_is_named_field_by_field() {
    let desk = Desk::open().await;
    let unknown = json!("00000000-0000-7000-8000-000000000000");
    let bad = |pointer: &str, code: &str| [(pointer.to_owned(), code.to_owned())];
    for (field, value, code) in [
        ("customer_id", &unknown, "customer_unknown"),
        ("matter", &json!(" "), "required"),
        ("about_person_id", &unknown, "person_unknown"),
    ] {
        let mut body = desk.complaint();
        body[field] = value.clone();
        assert_eq!(desk.agent.post("/complaints", body).await.bad_fields(), bad(&format!("/{field}"), code));
    }
    let other = desk.app.sign_in("rep3").await;
    assert_eq!(other.post("/complaints", desk.complaint()).await.bad_fields(), bad("/customer_id", "customer_unknown"));
    let case = desk.filed().await;
    let named = async |id: &str| desk.manager.act(&acts(&case), &case["version"], assign(id)).await.bad_fields();
    assert_eq!(named(text(&unknown)).await, bad("/investigator_id", "complaint_investigator_unknown"));
    assert_eq!(named(&desk.rep.id().await).await, bad("/investigator_id", "complaint_investigator_unable"));
    let case = takes(&desk.manager, &case, assign(&desk.investigator.id().await)).await;
    let answer = desk.investigator.act(&acts(&case), &case["version"], propose("-1")).await;
    assert_eq!(answer.bad_fields(), bad("/compensation/amount", "money_negative"));
}

#[actix_web::test]
async fn of_two_transitions_at_once_exactly_one_wins() {
    let desk = Desk::open().await;
    let case = desk.filed().await;
    let (path, id) = (acts(&case), desk.investigator.id().await);
    let one = || desk.manager.act(&path, &case["version"], assign(&id));
    let (a, b) = futures_util::future::join(one(), one()).await;
    assert!(matches!((a.status, b.status), (200, 412) | (412, 200)), "{} {}", a.status, b.status);
    assert_eq!(sees(&desk.manager, &case).await["steps"].as_array().unwrap().len(), 2);
    assert_eq!(desk.manager.act(&path, &case["version"], withdraw()).await.problem(412), "stale");
    assert_eq!(desk.manager.post(&path, withdraw()).await.problem(428), "precondition_required");
}

#[actix_web::test]
async fn overdue_cases_are_counted_where_the_list_shows_them() {
    let desk = Desk::open().await;
    desk.filed().await;
    desk.app.later(TimeDelta::days(40));
    let manager = desk.app.sign_in("service.manager").await;
    let row = manager.get("/complaints?sort=-number").await.ok(200)["items"][0].clone();
    assert_eq!((&row["overdue"], &row["status"]), (&json!(true), &json!("received")));
    let home = manager.get("/home").await.ok(200);
    for key in ["open_complaints", "overdue_complaints"] {
        let figure = home["figures"].as_array().unwrap().iter().find(|figure| figure["key"] == key).unwrap();
        let link = text(&figure["link"]).replace("/complaints?", "/complaints?count=true&");
        assert_eq!((&figure["value"], &manager.get(&link).await.ok(200)["total"]["count"]), (&json!(1), &json!(1)), "{key}");
    }
    assert_eq!(manager.get("/complaints?sort=status").await.bad_fields(), [("/sort".to_owned(), "sort_unknown".to_owned())]);
}

#[actix_web::test]
async fn a_case_is_found_by_number_customer_and_matter_within_reach() {
    let desk = Desk::open().await;
    let case = desk.filed().await;
    let hits = async |user: &User, q: &str| {
        let found = user.get(&format!("/search?q={}", client::percent(q))).await.ok(200);
        found["hits"].as_array().unwrap().iter().filter(|hit| hit["subject"]["kind"] == "complaint").count()
    };
    for q in [text(&case["number"]), "华信", "开裂"] {
        assert_eq!((hits(&desk.agent, q).await, hits(&desk.rep, q).await), (1, 0), "{q}");
    }
    let found = desk.agent.get(&format!("/complaints?q={}", client::percent("开裂"))).await.ok(200);
    assert_eq!(found["items"][0]["id"], case["id"]);
}

/// What a source measures between so many days before and after now: person, value of weight, why.
pub async fn facts(desk: &Desk, key: &str, from: i64, to: i64) -> Vec<(String, String, &'static str)> {
    let state = &desk.app.state;
    let now = state.clock.now();
    let (from, to) = (now + TimeDelta::days(from), now + TimeDelta::days(to));
    let query = FactQuery { conn: state.database.reader().conn(), state, from, to, now, person: None };
    let source = complaints::Complaints.facts().iter().find(|fact| fact.key == key).unwrap();
    let found = (source.collect)(&query).await.unwrap();
    found.into_iter().map(|f| (f.person.to_string(), format!("{}/{}", f.value, f.weight), f.note.text(Language::En))).collect()
}

#[actix_web::test]
async fn work_in_time_counts_for_whoever_did_it() {
    let desk = Desk::open().await;
    let case = desk.executing(desk.assigned().await).await;
    let case = takes(&desk.agent, &case, carry_out()).await;
    takes(&desk.agent, &case, feedback("close", 4)).await;
    let (agent, investigator, manager) = (desk.agent.id().await, desk.investigator.id().await, desk.manager.id().await);
    let in_time = |person: &str| vec![(person.to_owned(), "1/1".to_owned(), "Done in time")];
    assert_eq!(facts(&desk, "complaint.acknowledged_on_time", -1, 1).await, in_time(&manager));
    assert_eq!(facts(&desk, "complaint.investigated_on_time", -1, 1).await, in_time(&investigator));
    assert_eq!(facts(&desk, "complaint.closed_on_time", -1, 1).await, in_time(&agent));
    assert_eq!(facts(&desk, "complaint.closed_on_time_team", -1, 1).await, in_time(&manager));
    let satisfied = vec![(agent, "4/5".to_owned(), "Customer's satisfaction (5 at best)")];
    assert_eq!(facts(&desk, "complaint.satisfaction", -1, 1).await, satisfied);
    for source in complaints::Complaints.facts() {
        assert_eq!(facts(&desk, source.key, 1, 30).await, [], "{}", source.key);
    }
}

#[actix_web::test]
async fn what_is_overdue_counts_until_it_is_done_and_what_is_withdrawn_never() {
    let desk = Desk::open().await;
    let case = desk.assigned().await;
    desk.app.later(TimeDelta::days(40));
    let late = vec![(text(&case["agent"]["id"]).to_owned(), "0/1".to_owned(), "Overdue and not done yet")];
    assert_eq!(facts(&desk, "complaint.closed_on_time", -30, 1).await, late);
    assert_eq!(facts(&desk, "complaint.closed_on_time", -60, -35).await, [], "not due yet in the period before");
    let investigated = facts(&desk, "complaint.investigated_on_time", -30, 1).await;
    assert_eq!((investigated.len(), investigated[0].1.as_str()), (1, "0/1"));
    let manager = desk.app.sign_in("service.manager").await;
    takes(&manager, &case, withdraw()).await;
    assert_eq!(facts(&desk, "complaint.closed_on_time", -30, 1).await, []);
}
