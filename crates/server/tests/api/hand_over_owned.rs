//! ORG-08: everything somebody owns in every area is on the list, and whoever receives it can work on it.

use crate::campaigns::plan;
use crate::hand_overs::{acts, confirms, gives_notice, in_five_weeks, lines, text};
use crate::kpi_cycles::{cycle, day, goes_to, has_task, marks, scheme_with_marks, this_month};
use crate::support::{Answer, App, User};
use chrono::{Days, TimeDelta};
use serde_json::{Value, json};

fn of_kind<'a>(listed: &'a [Value], kind: &str) -> Vec<&'a Value> {
    listed.iter().filter(|line| line["kind"] == kind).collect()
}

fn kinds(listed: &[Value]) -> Vec<&str> {
    let mut kinds: Vec<&str> = listed.iter().map(|line| text(&line["kind"])).collect();
    kinds.dedup();
    kinds
}

/// Names the receiver of lines of a kind.
async fn gives(user: &User, it: &Value, kind: &str, to: &User) -> Answer {
    acts(user, it, json!({ "act": "assign", "receiver_id": to.id().await, "kind": kind })).await
}

/// Answers one line.
async fn takes(user: &User, line: &Value) -> Answer {
    let path = format!("/hand-overs/{}/confirmations", text(&line["hand_over_id"]));
    user.post(&path, json!({ "accept": true, "line_ids": [line["id"]] })).await
}

/// An approved campaign of the specialist with something to prepare, a step of its day, money not settled and a questionnaire.
async fn busy_specialist(app: &App) -> (User, String) {
    let (specialist, director) = (app.sign_in("specialist").await, app.sign_in("director").await);
    let on = engines::calendar::local_date(app.state.clock.now(), 480) + Days::new(21);
    let mut plan = plan("20000");
    plan["starts_at"] = json!(format!("{on}T01:00:00Z"));
    plan["ends_at"] = json!(format!("{on}T09:00:00Z"));
    let campaign = specialist.post("/campaigns", plan).await.ok(201);
    let path = format!("/campaigns/{}", text(&campaign["id"]));
    specialist.act(&format!("{path}/transitions"), &campaign["version"], json!({ "act": "submit" })).await.ok(200);
    director.decides(text(&campaign["id"]), "approve", "").await.ok(200);
    let owner = specialist.id().await;
    for title in ["签场地合同", "订花篮"] {
        let item =
            json!({ "title": title, "topic": "venue", "owner_id": owner, "days_before": 5, "takes": 2, "must": true, "evidence": false });
        specialist.post(&format!("{path}/preparation"), item).await.ok(201);
    }
    let step =
        json!({ "kind": "safety", "title": "配电箱和灭火器", "planned_at": format!("{on}T00:00:00Z"), "minutes": 30, "owner_id": owner });
    specialist.post(&format!("{path}/run-items"), step).await.ok(201);
    let expense = json!({ "topic": "gifts", "purpose": "伴手礼", "supplier": "锦官礼品", "amount": { "amount": "800" } });
    specialist.post(&format!("{path}/expenses"), expense).await.ok(201);
    let questions = json!([{ "key": "q1", "kind": "text", "title": "您怎么知道我们的？" }]);
    let asked = json!({ "title": "来访问卷", "questions": questions });
    specialist.post("/questionnaires", asked).await.ok(201);
    (specialist, path)
}

#[actix_web::test]
async fn what_is_prepared_done_on_the_day_and_spent_for_campaigns_goes_line_by_line_to_people_who_can_do_it() {
    let app = App::start().await;
    let (specialist, path) = busy_specialist(&app).await;
    let (analyst, manager, agent) = (app.sign_in("analyst").await, app.sign_in("marketing.manager").await, app.sign_in("agent").await);
    let it = gives_notice(&specialist, in_five_weeks(&app)).await;
    let listed = lines(&specialist, &it).await;
    assert_eq!(
        kinds(&listed),
        ["campaign", "expense", "preparation_item", "questionnaire", "run_item"],
        "the task of each item goes with it"
    );
    assert_eq!(of_kind(&listed, "preparation_item").len(), 2);

    gives(&specialist, &it, "preparation_item", &agent).await.ok(200);
    assert_eq!(confirms(&agent, &it, true).await.problem(409), "hand_over.receiver_unable", "an agent does not see campaigns");
    confirms(&agent, &it, false).await.ok(200);
    gives(&specialist, &it, "preparation_item", &analyst).await.ok(200);
    gives(&specialist, &it, "run_item", &analyst).await.ok(200);
    let mine = lines(&analyst, &it).await;
    assert!(mine.len() == 3 && mine.iter().all(|line| line["waits_for_me"] == true));
    assert!(lines(&specialist, &it).await.iter().all(|line| line["waits_for_me"] == false), "only the receiver answers");
    let now = takes(&analyst, of_kind(&mine, "preparation_item")[0]).await.ok(200);
    assert_eq!(now["waits_for_me"], 2, "one by one");
    assert_eq!(takes(&analyst, of_kind(&mine, "preparation_item")[0]).await.problem(409), "hand_over.nothing_waits");
    takes(&analyst, of_kind(&mine, "preparation_item")[1]).await.ok(200);
    takes(&analyst, of_kind(&mine, "run_item")[0]).await.ok(200);

    let items = analyst.get(&format!("{path}/preparation")).await.ok(200)["items"].as_array().unwrap().clone();
    assert_eq!(analyst.inbox().await.iter().filter(|task| task["kind"] == "preparation").count(), 2);
    for item in &items {
        assert_eq!((&item["owner"]["name"], &item["actions"][0]), (&json!("杜衡"), &json!("complete")));
        let acts = format!("/campaign-items/{}/transitions", text(&item["id"]));
        assert_eq!(analyst.act(&acts, &item["version"], json!({ "act": "complete" })).await.ok(200)["status"], "done");
    }
    let step = analyst.get(&format!("{path}/run-sheet")).await.ok(200)["items"][0].clone();
    let acts_on = format!("/campaign-run-items/{}/transitions", text(&step["id"]));
    assert_eq!(analyst.act(&acts_on, &step["version"], json!({ "act": "finish" })).await.ok(200)["status"], "done");

    gives(&specialist, &it, "expense", &analyst).await.ok(200);
    assert_eq!(confirms(&analyst, &it, true).await.problem(409), "hand_over.receiver_unable", "an analyst spends nothing");
    confirms(&analyst, &it, false).await.ok(200);
    acts(&specialist, &it, json!({ "act": "assign", "receiver_id": manager.id().await })).await.ok(200);
    confirms(&manager, &it, true).await.ok(200);
    let budget = manager.get(&format!("{path}/budget")).await.ok(200);
    let expense = &budget["expenses"][0];
    assert_eq!(expense["person"]["name"], "沈若琳");
    let release = json!({ "act": "release", "remark": "供应商停业" });
    let acts_on = format!("/campaign-expenses/{}/transitions", text(&expense["id"]));
    manager.act(&acts_on, &expense["version"], release).await.ok(200);
    let asked = manager.get("/questionnaires").await.ok(200)["items"][0].clone();
    assert_eq!(asked["owner"]["name"], "沈若琳");
    acts(&app.sign_in("finance").await, &it, json!({ "act": "settle", "note": "无借款" })).await.ok(200);
    assert_eq!(acts(&manager, &it, json!({ "act": "sign" })).await.ok(200)["status"], "signed");
}

#[actix_web::test]
async fn a_survey_that_waits_for_its_answer_is_worked_on_by_the_receiver() {
    let app = App::start().await;
    let (rep, rep2, specialist) = (app.sign_in("rep").await, app.sign_in("rep2").await, app.sign_in("specialist").await);
    let form = json!({ "stage": "安装完成", "questions": ["现场整洁吗"], "threshold": 3, "active": true });
    let definition = app.sign_in("service.manager").await.post("/stage-survey-definitions", form).await.ok(201);
    let customer = rep.enters_a_customer("蓝天装饰").await;
    let new = json!({ "definition_id": definition["id"], "customer_id": customer["id"], "about": "滨江花园 3 号楼" });
    let survey = rep.post("/stage-surveys", new).await.ok(201);
    let it = gives_notice(&rep, in_five_weeks(&app)).await;
    assert_eq!(kinds(&lines(&rep, &it).await), ["customer", "stage_survey"]);
    gives(&rep, &it, "stage_survey", &specialist).await.ok(200);
    assert_eq!(confirms(&specialist, &it, true).await.problem(409), "hand_over.receiver_unable");
    confirms(&specialist, &it, false).await.ok(200);
    gives(&rep, &it, "stage_survey", &rep2).await.ok(200);
    confirms(&rep2, &it, true).await.ok(200);
    let path = format!("/stage-surveys/{}", text(&survey["id"]));
    assert_eq!(rep.get(&path).await.problem(404), "not_found");
    let record = json!({ "act": "record", "marks": [5], "words": "很好" });
    let now = rep2.act(&format!("{path}/transitions"), &survey["version"].as_i64().map(|v| json!(v + 1)).unwrap(), record).await.ok(200);
    assert_eq!((&now["status"], &now["asked_by"]["name"]), (&json!("answered"), &json!("周子航")));
}

#[actix_web::test]
async fn programs_web_hooks_and_robots_get_somebody_else_to_answer_for_them() {
    let app = App::with(|config| config.webhooks.allow_private = true).await;
    let (admin, rep2, hr) = (app.sign_in("admin").await, app.sign_in("rep2").await, app.sign_in("hr").await);
    let hook = json!({ "name": "ERP", "url": "http://127.0.0.1:9/hook", "events": ["customer.*"] });
    let hook = admin.post("/webhooks", hook).await.ok(201);
    let robot = json!({ "name": "客服群", "provider": "dingtalk", "url": "http://127.0.0.1:9/robot?access_token=tok", "secret": "" });
    let robot = admin.post("/robots", robot).await.ok(201);
    let account = json!({ "name": "ERP 同步", "purpose": "每晚同步", "permissions": ["webhook.read"], "scope": "own" });
    let account = admin.post("/service-accounts", account).await.ok(201);
    let card = admin.get(&format!("/people/{}", rep2.id().await)).await.ok(200);
    let roles = json!({ "act": "assign_roles", "roles": ["sales_rep", "admin"] });
    admin.act(&format!("/people/{}/transitions", rep2.id().await), &card["version"], roles).await.ok(200);

    let it = gives_notice(&admin, in_five_weeks(&app)).await;
    assert_eq!(kinds(&lines(&admin, &it).await), ["robot", "service_account", "webhook"]);
    for kind in ["robot", "service_account", "webhook"] {
        gives(&admin, &it, kind, &hr).await.ok(200);
        assert_eq!(confirms(&hr, &it, true).await.problem(409), "hand_over.receiver_unable", "{kind}");
        confirms(&hr, &it, false).await.ok(200);
    }
    acts(&admin, &it, json!({ "act": "assign", "receiver_id": rep2.id().await })).await.ok(200);
    confirms(&rep2, &it, true).await.ok(200);
    for (path, who) in [("/webhooks", "created_by"), ("/robots", "created_by"), ("/service-accounts", "author")] {
        let page = rep2.get(path).await.ok(200);
        assert_eq!(page["items"][0][who]["name"], "周子航", "{path}");
    }
    let kept = (&hook["id"], &robot["id"], &account["id"]);
    let (hooks, robots) = (rep2.get("/webhooks").await.ok(200), rep2.get("/robots").await.ok(200));
    let accounts = rep2.get("/service-accounts").await.ok(200);
    assert_eq!(kept, (&hooks["items"][0]["id"], &robots["items"][0]["id"], &accounts["items"][0]["id"]), "the same ones go on");
    rep2.act(&format!("/webhooks/{}/transitions", text(&hook["id"])), &hooks["items"][0]["version"], json!({ "act": "pause" }))
        .await
        .ok(200);
}

/// KPI-04: the superior's marks go to whoever takes over; what peers say and people say of themselves does not.
#[actix_web::test]
async fn marks_that_a_superior_owes_are_given_by_the_receiver() {
    let app = App::start().await;
    scheme_with_marks(&app, &app.sign_in("director").await).await;
    let month = this_month(&app);
    app.works().await;
    goes_to(&app, day(&cycle(&app.sign_in("rep").await, &month).await["self_from"]));
    app.works().await;
    let rep = app.sign_in("rep").await;
    let it = gives_notice(&rep, in_five_weeks(&app)).await;
    assert_eq!(lines(&rep, &it).await, [] as [Value; 0], "a self-review is nobody else's to write");
    goes_to(&app, day(&cycle(&rep, &month).await["marking_from"]));
    app.works().await;

    let (supervisor, above, rep2) = (app.sign_in("supervisor").await, app.sign_in("sales.manager").await, app.sign_in("rep2").await);
    let now = cycle(&supervisor, &month).await;
    let it = gives_notice(&supervisor, in_five_weeks(&app)).await;
    let listed = lines(&supervisor, &it).await;
    let marking = of_kind(&listed, "marking");
    assert_eq!((marking.len(), &marking[0]["subject"]["id"]), (1, &now["id"]));
    assert!(of_kind(&listed, "task").is_empty(), "once: {listed:#?}");
    gives(&supervisor, &it, "marking", &rep2).await.ok(200);
    assert_eq!(confirms(&rep2, &it, true).await.problem(409), "hand_over.receiver_unable", "nobody marks themselves");
    confirms(&rep2, &it, false).await.ok(200);
    gives(&supervisor, &it, "marking", &above).await.ok(200);
    confirms(&above, &it, true).await.ok(200);
    assert!(has_task(&above, "marking").await);
    marks(&above, &now, "林晓", "80").await;
    let sheets = supervisor.get(&format!("/kpi/cycles/{}/my-part", text(&now["id"]))).await.ok(200)["sheets"].clone();
    assert!(sheets.as_array().unwrap().iter().all(|sheet| sheet["rater"] != "superior"), "{sheets:#?}");
    acts(&supervisor, &it, json!({ "act": "refresh" })).await.ok(200);
    assert!(of_kind(&lines(&supervisor, &it).await, "marking").iter().all(|line| line["status"] == "done"));
}

/// KPI-08: an appeal goes only to somebody who may answer it, and is asked of nobody twice.
#[actix_web::test]
async fn an_appeal_that_waits_goes_to_somebody_who_may_answer_it() {
    let app = App::start().await;
    let month = this_month(&app);
    app.later(TimeDelta::days(31));
    let (rep, hr, director) = (app.sign_in("rep").await, app.sign_in("hr").await, app.sign_in("director").await);
    director.post(&format!("/kpi/months/{month}/publication"), json!({})).await.ok(200);
    let result = rep.get(&format!("/kpi/scores/{}/{month}", rep.id().await)).await.ok(200)["result"].clone();
    let acts_on = format!("/kpi/results/{}/transitions", text(&result["id"]));
    rep.act(&acts_on, &result["version"], json!({ "act": "appeal", "reason": "算错了" })).await.ok(200);
    let it = gives_notice(&hr, in_five_weeks(&app)).await;
    let listed = lines(&hr, &it).await;
    let appeals: Vec<&Value> =
        of_kind(&listed, "task").into_iter().filter(|line| text(&line["subject"]["title"]).contains("算错了")).collect();
    assert_eq!(appeals.len(), 1, "{listed:#?}");
    let finance = app.sign_in("finance").await;
    let to = |id: String| json!({ "act": "assign", "receiver_id": id, "line_ids": [appeals[0]["id"]] });
    acts(&hr, &it, to(finance.id().await)).await.ok(200);
    assert_eq!(confirms(&finance, &it, true).await.problem(409), "hand_over.receiver_unable");
    confirms(&finance, &it, false).await.ok(200);
    acts(&hr, &it, to(director.id().await)).await.ok(200);
    confirms(&director, &it, true).await.ok(200);
    let waits = async |user: &User| user.inbox().await.iter().filter(|task| task["kind"] == "appeal").count();
    assert_eq!((waits(&director).await, waits(&hr).await), (1, 0));
    let answer = json!({ "act": "uphold", "answer": "已复核，分数正确" });
    let now = rep.get(&format!("/kpi/scores/{}/{month}", rep.id().await)).await.ok(200)["result"]["version"].clone();
    assert_eq!(director.act(&acts_on, &now, answer).await.ok(200)["status"], "final");
}
