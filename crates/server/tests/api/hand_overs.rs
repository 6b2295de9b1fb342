//! ORG-08: whoever leaves hands over everything, and only then the account closes.

use crate::support::{Answer, App, User};
use chrono::{Days, Months, NaiveDate, TimeDelta};
use serde_json::{Value, json};

pub fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

pub fn today(app: &App) -> NaiveDate {
    engines::calendar::local_date(app.state.clock.now(), app.state.config.utc_offset_minutes)
}

pub fn in_five_weeks(app: &App) -> NaiveDate {
    today(app).checked_add_months(Months::new(1)).unwrap().checked_add_days(Days::new(5)).unwrap()
}

pub async fn acts(user: &User, it: &Value, body: Value) -> Answer {
    let path = format!("/hand-overs/{}", text(&it["id"]));
    let now = user.get(&path).await.ok(200);
    user.act(&format!("{path}/transitions"), &now["version"], body).await
}

pub async fn gives_notice(user: &User, last_day: NaiveDate) -> Value {
    user.post("/hand-overs", json!({ "person_id": user.id().await, "last_day": last_day, "reason": "回老家发展" })).await.ok(201)
}

pub async fn lines(user: &User, it: &Value) -> Vec<Value> {
    let page = user.get(&format!("/hand-over-lines?limit=200&filter[hand_over]={}", text(&it["id"]))).await.ok(200);
    page["items"].as_array().unwrap().clone()
}

pub async fn confirms(user: &User, it: &Value, accept: bool) -> Answer {
    let body = json!({ "accept": accept, "remark": "不熟悉这些客户" });
    user.post(&format!("/hand-overs/{}/confirmations", text(&it["id"])), body).await
}

/// A rep with a customer, a follow-up task, an import, a campaign, two hats in complaints, a report and a unit.
async fn a_rep_with_records_everywhere(app: &App) -> (User, Value) {
    let (admin, rep) = (app.sign_in("admin").await, app.sign_in("rep").await);
    let card = admin.get(&format!("/people/{}", rep.id().await)).await.ok(200);
    let roles = json!({ "act": "assign_roles", "roles": ["sales_rep", "marketing_specialist", "service_agent"] });
    admin.act(&format!("/people/{}/transitions", rep.id().await), &card["version"], roles).await.ok(200);
    let customer = rep.enters_a_customer("蓝天装饰").await;
    let path = format!("/customers/{}", text(&customer["id"]));
    let next = json!({ "way": "phone", "content": "谈需求", "next_step": "报价", "next_on": in_five_weeks(app) });
    rep.post(&format!("{path}/follow-ups"), next).await.ok(201);
    rep.upload("/customer-imports", "a.csv", "公司名称,手机\n武汉立方有限公司,15804558531\n".as_bytes().to_vec()).await.ok(201);
    let plan = json!({ "theme": "冬季家装节", "form": "promotion", "goal": "签约", "starts_at": "2027-03-01T01:00:00Z", "ends_at": "2027-03-01T09:00:00Z",
        "budget": { "amount": "8000" }, "expected_participants": 50, "expected_leads": 10 });
    rep.post("/campaigns", plan).await.ok(201);
    let complaint = json!({ "customer_id": customer["id"], "matter": "门板开裂", "category": "quality", "channel": "phone" });
    rep.post("/complaints", complaint.clone()).await.ok(201);
    let case = app.sign_in("agent").await.post("/complaints", complaint).await.ok(201);
    let assign = json!({ "act": "assign", "investigator_id": rep.id().await });
    let manager = app.sign_in("service.manager").await;
    manager.act(&format!("/complaints/{}/transitions", text(&case["id"])), &case["version"], assign).await.ok(200);
    let hr = app.sign_in("hr").await;
    let tree = hr.get("/units").await.ok(200);
    let team = tree["items"].as_array().unwrap().iter().find(|unit| unit["code"] == "QM-XS2").unwrap().clone();
    let headed = json!({ "kind": "team", "code": "QM-XS2", "name": "销售二组", "parent_id": team["parent_id"], "head_id": rep.id().await });
    hr.put(&format!("/units/{}", text(&team["id"])), &team["version"], headed).await.ok(200);
    let led = hr.get(&format!("/people/{}", app.sign_in("rep3").await.id().await)).await.ok(200);
    let form = json!({ "number": led["number"], "name": led["name"], "superior_id": rep.id().await });
    hr.put(&format!("/people/{}", text(&led["id"])), &led["version"], form).await.ok(200);
    (rep, customer)
}

#[actix_web::test]
async fn what_somebody_gave_others_to_do_and_what_waits_for_their_signature_is_on_the_list() {
    let app = App::start().await;
    let (rep, rep2, supervisor) = (app.sign_in("rep").await, app.sign_in("rep2").await, app.sign_in("supervisor").await);
    let given =
        json!({ "title": "整理拜访记录", "owner_id": app.sign_in("rep3").await.id().await, "priority": "normal", "repeat": "never" });
    let given = rep.post("/assignments", given).await.ok(201);
    let letter = json!({
        "person_id": rep2.id().await, "authoriser_id": rep.id().await, "supervisor_id": supervisor.id().await, "scope_kind": "site",
        "scope": "滨江花园", "powers": "现场签约", "starts_on": today(&app), "ends_on": in_five_weeks(&app),
    });
    app.sign_in("director").await.post("/duty-letters", letter).await.ok(201);
    let it = gives_notice(&rep, in_five_weeks(&app)).await;
    let listed = lines(&rep, &it).await;
    let kinds: Vec<(&str, bool)> = listed.iter().map(|line| (text(&line["kind"]), line["must_settle"].as_bool().unwrap())).collect();
    assert!(kinds.contains(&("given_task", false)) && kinds.contains(&("task", true)), "a signature is nobody else's to give: {kinds:?}");
    let mine = listed.iter().find(|line| line["kind"] == "given_task").unwrap();
    let assign = json!({ "act": "assign", "receiver_id": rep2.id().await, "line_ids": [mine["id"]] });
    acts(&supervisor, &it, assign).await.ok(200);
    confirms(&rep2, &it, true).await.ok(200);
    let now = rep2.get(&format!("/assignments/{}", text(&given["id"]))).await.ok(200);
    assert_eq!((&now["giver"]["name"], &now["editable"]), (&json!("周子航"), &json!(true)));
}

#[actix_web::test]
async fn a_rep_with_records_in_every_area_hands_over_everything() {
    let app = App::start().await;
    let (rep, customer) = a_rep_with_records_everywhere(&app).await;
    let (hr, finance, admin) = (app.sign_in("hr").await, app.sign_in("finance").await, app.sign_in("admin").await);
    let (supervisor, rep2) = (app.sign_in("supervisor").await, app.sign_in("rep2").await);
    let it = gives_notice(&rep, in_five_weeks(&app)).await;
    assert_eq!((&it["status"], &it["short_notice"]), (&json!("handing_over"), &json!(false)));
    let kinds: Vec<String> = it["progress"].as_array().unwrap().iter().map(|line| text(&line["kind"]).to_owned()).collect();
    assert_eq!(kinds, ["customer", "customer_import", "campaign", "complaint", "investigation", "unit", "report"]);

    for (who, named) in [(&rep, true), (&supervisor, true), (&hr, false), (&finance, false)] {
        let told = lines(who, &it).await;
        let customers: Vec<&Value> = told.iter().filter(|line| line["kind"] == "customer").collect();
        let complaints = told.iter().filter(|line| line["kind"] == "complaint");
        let names = customers.iter().copied().chain(complaints).all(|line| text(&line["subject"]["title"]).contains("蓝天装饰"));
        assert_eq!((customers.len(), names), (1, named), "{told:#?}");
        let number = text(&customer["number"]);
        assert!(text(&customers[0]["subject"]["title"]).starts_with(number), "everyone can count and name the number");
    }

    let settle = json!({ "act": "settle", "note": "无借款" });
    assert_eq!(acts(&hr, &it, settle.clone()).await.problem(403), "forbidden");
    acts(&finance, &it, settle).await.ok(200);
    assert_eq!(acts(&supervisor, &it, json!({ "act": "sign" })).await.problem(409), "hand_over.lines_left");
    assert_eq!(acts(&hr, &it, json!({ "act": "sign" })).await.problem(409), "hand_over.not_supervisor");
    assert_eq!(acts(&hr, &it, json!({ "act": "close" })).await.problem(409), "hand_over.not_now");

    let to = |id: String| json!({ "act": "assign", "receiver_id": id });
    assert_eq!(acts(&rep, &it, to(rep.id().await)).await.problem(409), "hand_over.own");
    acts(&rep, &it, to(rep2.id().await)).await.ok(200);
    assert_eq!(rep2.inbox().await.iter().filter(|task| task["kind"] == "hand_over").count(), 1);
    assert_eq!(confirms(&rep2, &it, true).await.problem(409), "hand_over.receiver_unable", "a rep runs no campaign; nothing was taken");
    confirms(&rep2, &it, false).await.ok(200);
    assert!(lines(&rep, &it).await.iter().all(|line| line["status"] == "declined" && line["remark"] == "不熟悉这些客户"));

    let path = format!("/people/{}", rep2.id().await);
    let card = admin.get(&path).await.ok(200);
    let roles = json!({ "act": "assign_roles", "roles": ["sales_rep", "marketing_specialist", "service_agent"] });
    admin.act(&format!("{path}/transitions"), &card["version"], roles).await.ok(200);
    acts(&supervisor, &it, to(rep2.id().await)).await.ok(200);
    confirms(&rep2, &it, true).await.ok(200);
    assert_eq!(rep2.get(&format!("/customers/{}", text(&customer["id"]))).await.ok(200)["owner"]["name"], "周子航");
    let month = today(&app).format("%Y-%m");
    let score = rep.get(&format!("/kpi/scores/{}/{month}", rep.id().await)).await.ok(200);
    let records = score["items"].as_array().unwrap().iter().flat_map(|item| item["records"].as_array().unwrap());
    let counted: Vec<&str> = records.filter(|r| r["subject"]["kind"] == "customer").map(|r| text(&r["subject"]["title"])).collect();
    assert!(!counted.is_empty() && counted.iter().all(|title| *title == text(&customer["number"])), "another's now: {counted:?}");
    assert!(rep2.inbox().await.iter().any(|task| task["kind"] == "follow_up"), "what was promised goes with the customer");
    assert!(rep.inbox().await.iter().all(|task| task["kind"] == "hand_over"), "{:#?}", rep.inbox().await);

    rep.enters_a_customer("晚来一步").await;
    assert_eq!(
        acts(&supervisor, &it, json!({ "act": "sign" })).await.problem(409),
        "hand_over.lines_left",
        "a new record needs an owner, too"
    );
    acts(&rep, &it, json!({ "act": "refresh" })).await.ok(200);
    acts(&rep, &it, to(rep2.id().await)).await.ok(200);
    confirms(&rep2, &it, true).await.ok(200);
    let signed = acts(&supervisor, &it, json!({ "act": "sign", "note": "交接清楚" })).await.ok(200);
    assert_eq!(signed["signed"]["person"]["name"], "何秀兰");
    assert_eq!(acts(&hr, &it, json!({ "act": "close" })).await.problem(409), "hand_over.too_early");
    rep.get("/me").await.ok(200);
    app.later(TimeDelta::days(40));
    let hr = app.sign_in("hr").await;
    assert_eq!(acts(&hr, &it, json!({ "act": "close" })).await.ok(200)["status"], "closed");
    assert_eq!(rep.get("/me").await.problem(401), "unauthenticated");
    let gone = hr.get(&format!("/people/{}", text(&it["person"]["id"]))).await.ok(200);
    assert_eq!((&gone["status"], &gone["actions"]), (&json!("left"), &json!(["rehire"])));
}

#[actix_web::test]
async fn less_than_a_month_needs_the_director() {
    let app = App::start().await;
    let (rep, director) = (app.sign_in("rep").await, app.sign_in("director").await);
    let it = gives_notice(&rep, today(&app).checked_add_days(Days::new(10)).unwrap()).await;
    assert_eq!((&it["status"], &it["short_notice"]), (&json!("approving"), &json!(true)));
    assert_eq!(acts(&rep, &it, json!({ "act": "refresh" })).await.problem(409), "hand_over.not_now");
    director.decides(text(&it["id"]), "approve", "").await.ok(200);
    let path = format!("/hand-overs/{}", text(&it["id"]));
    assert_eq!(rep.get(&path).await.ok(200)["status"], "handing_over");
    let again = rep.post("/hand-overs", json!({ "person_id": rep.id().await, "last_day": in_five_weeks(&app), "reason": "再提" })).await;
    assert_eq!(again.problem(409), "hand_over.runs");
}

#[actix_web::test]
async fn a_refused_or_withdrawn_notice_leaves_the_person_at_work() {
    let app = App::start().await;
    let (rep, director, hr) = (app.sign_in("rep").await, app.sign_in("director").await, app.sign_in("hr").await);
    let status = async || hr.get(&format!("/people/{}", rep.id().await)).await.ok(200)["status"].clone();
    let it = gives_notice(&rep, today(&app)).await;
    assert_eq!(status().await, "leaving");
    director.decides(text(&it["id"]), "return", "旺季缺人").await.ok(200);
    assert_eq!(status().await, "active");
    let it = gives_notice(&rep, in_five_weeks(&app)).await;
    acts(&rep, &it, json!({ "act": "withdraw" })).await.ok(200);
    assert_eq!(status().await, "active");
}

#[actix_web::test]
async fn only_those_concerned_see_a_hand_over() {
    let app = App::start().await;
    let (rep, rep2) = (app.sign_in("rep").await, app.sign_in("rep2").await);
    let it = gives_notice(&rep, in_five_weeks(&app)).await;
    let path = format!("/hand-overs/{}", text(&it["id"]));
    assert_eq!(rep2.get(&path).await.problem(404), "not_found");
    assert_eq!(confirms(&rep2, &it, true).await.problem(404), "not_found");
    for concerned in ["supervisor", "hr", "finance"] {
        app.sign_in(concerned).await.get(&path).await.ok(200);
    }
    let other = json!({ "person_id": rep.id().await, "last_day": in_five_weeks(&app), "reason": "替别人提" });
    assert_eq!(rep2.post("/hand-overs", other).await.problem(409), "hand_over.not_concerned");
}

/// CPL-03: who is complained about, and who reports to them, takes over neither the case nor a question about it.
#[actix_web::test]
async fn a_case_is_handed_over_to_somebody_who_may_judge_it() {
    let desk = crate::complaints::Desk::open().await;
    let mut body = desk.complaint();
    body["about_person_id"] = json!(desk.manager.id().await);
    let case = desk.agent.post("/complaints", body).await.ok(201);
    let it = gives_notice(&desk.agent, in_five_weeks(&desk.app)).await;
    let to = async |user: &User| {
        acts(&desk.agent, &it, json!({ "act": "assign", "receiver_id": user.id().await })).await.ok(200);
        confirms(user, &it, true).await
    };
    assert_eq!(to(&desk.manager).await.problem(409), "complaint.concerned");
    confirms(&desk.manager, &it, false).await.ok(200);
    assert_eq!(to(&desk.investigator).await.problem(409), "complaint.subordinate");
    assert_eq!(crate::complaints::sees(&desk.agent, &case).await["agent"]["name"], "白洁", "nothing was taken");
    confirms(&desk.investigator, &it, false).await.ok(200);
    to(&desk.director).await.ok(200);
    assert_eq!(crate::complaints::sees(&desk.director, &case).await["agent"]["name"], "程思源");
}

/// What a department was asked goes to whoever takes over, once: not as a task beside it.
#[actix_web::test]
async fn questions_of_an_investigation_that_wait_for_an_answer_go_to_the_receiver() {
    let desk = crate::complaints::Desk::open().await;
    let (leaver, other) = (desk.app.sign_in("specialist").await, desk.app.sign_in("analyst").await);
    let mut body = desk.complaint();
    body["about_person_id"] = json!(desk.rep.id().await);
    let case = desk.agent.post("/complaints", body).await.ok(201);
    let case = crate::complaints::takes(&desk.manager, &case, crate::complaints::assign(&desk.investigator.id().await)).await;
    let due = (desk.app.state.clock.now() + TimeDelta::days(3)).to_rfc3339();
    let question = json!({ "person_id": leaver.id().await, "question": "这批板材何时入库？", "due_at": due });
    let asked = desk.investigator.post(&format!("{}/inquiries", crate::complaints::path(&case)), question).await.ok(201);
    let it = gives_notice(&leaver, in_five_weeks(&desk.app)).await;
    let kinds: Vec<Value> = lines(&leaver, &it).await.iter().map(|line| line["kind"].clone()).collect();
    assert_eq!(kinds, [json!("inquiry")]);
    acts(&leaver, &it, json!({ "act": "assign", "receiver_id": desk.rep.id().await })).await.ok(200);
    assert_eq!(confirms(&desk.rep, &it, true).await.problem(409), "complaint.concerned", "the case is about them");
    confirms(&desk.rep, &it, false).await.ok(200);
    acts(&leaver, &it, json!({ "act": "assign", "receiver_id": other.id().await })).await.ok(200);
    confirms(&other, &it, true).await.ok(200);
    let one = format!("/complaint-inquiries/{}", text(&asked["id"]));
    assert_eq!(leaver.get(&one).await.problem(404), "not_found");
    assert!(leaver.inbox().await.iter().all(|task| task["kind"] != "inquiry"));
    assert_eq!(other.inbox().await.iter().filter(|task| task["kind"] == "inquiry").count(), 1);
    assert_eq!(other.get(&one).await.ok(200)["may_answer"], true);
    other.post(&format!("{one}/answers"), json!({ "answer": "11 月 2 日" })).await.ok(201);
}
