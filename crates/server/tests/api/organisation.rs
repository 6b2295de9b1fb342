//! ORG-01 to ORG-03, ORG-05: the tree, posts, people, roles.

use crate::support::{App, User};
use serde_json::{Value, json};

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// The unit with this code.
async fn unit(user: &User, code: &str) -> Value {
    let tree = user.get("/units").await.ok(200);
    tree["items"].as_array().unwrap().iter().find(|unit| unit["code"] == code).unwrap().clone()
}

async fn post(user: &User, code: &str) -> Value {
    let posts = user.get("/posts").await.ok(200);
    let id = posts["items"].as_array().unwrap().iter().find(|post| post["code"] == code).unwrap()["id"].clone();
    user.get(&format!("/posts/{}", text(&id))).await.ok(200)
}

async fn card(user: &User, id: &str) -> Value {
    user.get(&format!("/people/{id}")).await.ok(200)
}

async fn acts(user: &User, card: &Value, body: Value) -> crate::support::Answer {
    user.act(&format!("/people/{}/transitions", text(&card["id"])), &card["version"], body).await
}

#[actix_web::test]
async fn a_department_is_added_moved_and_closed_by_the_rules() {
    let app = App::start().await;
    let hr = app.sign_in("hr").await;
    let (centre, sales) = (unit(&hr, "QM-YX").await, unit(&hr, "QM-XS").await);
    let form = |parent: &Value, kind: &str| json!({ "kind": kind, "code": "QM-WL", "name": "网络部", "parent_id": parent["id"] });
    let made = hr.post("/units", form(&centre, "department")).await.ok(201);
    assert_eq!(made["superior"]["name"], "程思源", "no head of its own, so the one above");
    assert_eq!(hr.post("/units", form(&centre, "department")).await.problem(409), "unit.code_taken");
    let path = format!("/units/{}", text(&made["id"]));
    let moved = hr.put(&path, &made["version"], form(&unit(&hr, "QM").await, "department")).await.ok(200);
    assert_eq!(hr.put(&path, &made["version"], form(&centre, "department")).await.problem(412), "stale");
    let wrong = hr.put(&path, &moved["version"], form(&sales, "department")).await.bad_fields();
    assert_eq!(wrong, [("/parent_id".into(), "unit_kind_order".into())]);

    let below = json!({ "kind": "department", "code": "QM-XS", "name": "销售部", "parent_id": unit(&hr, "QM-XS1").await["id"] });
    let circle = hr.put(&format!("/units/{}", text(&sales["id"])), &sales["version"], below).await.bad_fields();
    assert_eq!(circle, [("/parent_id".into(), "unit_below_itself".into())]);

    let close = json!({ "act": "close" });
    let closes = async |unit: Value| hr.act(&format!("/units/{}/transitions", text(&unit["id"])), &unit["version"], close.clone()).await;
    assert_eq!(closes(sales).await.problem(409), "unit.has_units");
    assert_eq!(closes(unit(&hr, "QM-KF").await).await.problem(409), "unit.has_people");
    let closed = closes(moved).await.ok(200);
    assert_eq!(closed["actions"], json!(["reopen"]));
    let rep = app.sign_in("rep").await;
    assert_eq!(rep.post("/units", form(&centre, "team")).await.problem(403), "forbidden");
}

#[actix_web::test]
async fn a_post_knows_its_places_holders_and_reports() {
    let app = App::start().await;
    let hr = app.sign_in("hr").await;
    let reps = post(&hr, "SC003").await;
    assert_eq!((&reps["headcount"], &reps["actual"]), (&json!(3), &json!(2)));
    assert_eq!(reps["superior"]["code"], "SC002");
    assert_eq!(post(&hr, "SC001").await["reports"].as_array().unwrap().len(), 2);
    let act = |post: &Value| format!("/posts/{}/transitions", text(&post["id"]));
    assert_eq!(hr.act(&act(&reps), &reps["version"], json!({ "act": "close" })).await.problem(409), "post.held");

    let manager = post(&hr, "SC001").await;
    let circle =
        json!({ "code": "SC001", "name": "销售经理", "unit_id": manager["unit"]["id"], "headcount": 1, "superior_id": reps["id"] });
    let wrong = hr.put(&format!("/posts/{}", text(&manager["id"])), &manager["version"], circle).await.bad_fields();
    assert_eq!(wrong, [("/superior_id".into(), "post_below_itself".into())]);

    let renamed = json!({ "code": "SC003", "name": "客户经理", "unit_id": reps["unit"]["id"], "headcount": 4, "indicators": ["follow_up_kept"],
        "powers": { "expense_limit": { "amount": "800" } } });
    let renamed = hr.put(&format!("/posts/{}", text(&reps["id"])), &reps["version"], renamed).await.ok(200);
    assert_eq!(renamed["indicators"][0]["label"], "跟进计划兑现率");
    assert_eq!(app.sign_in("rep").await.get("/me").await.ok(200)["post"], "客户经理", "a new name follows at whoever holds the post");

    let form = json!({ "code": "SC009", "name": "渠道专员", "unit_id": reps["unit"]["id"], "headcount": 1, "superior_id": manager["id"] });
    let vacant = hr.post("/posts", form.clone()).await.ok(201);
    assert_eq!((&vacant["actual"], &vacant["closed_on"]), (&json!(0), &Value::Null));
    assert_eq!(app.sign_in("rep").await.post("/posts", form).await.problem(403), "forbidden");
    let closed = hr.act(&act(&vacant), &vacant["version"], json!({ "act": "close" })).await.ok(200);
    assert!(closed["closed_on"].is_string(), "nobody holds it: {closed:#}");
}

/// ORG-02: the whole description fits on paper, for everybody who may read it.
#[actix_web::test]
async fn a_post_description_is_printed() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    let reps = post(&rep, "SC003").await;
    let file = rep.get(&format!("/posts/{}/description.pdf", text(&reps["id"]))).await;
    assert_eq!((file.status, &file.bytes[..5]), (200, &b"%PDF-"[..]));
    assert!(file.headers["content-disposition"].to_str().unwrap().contains("SC003"));
    rep.get("/posts/00000000-0000-7000-8000-000000000000/description.pdf").await.problem(404);
}

#[actix_web::test]
async fn somebody_enters_is_found_by_pinyin_and_moves_with_history_and_customers() {
    let app = App::start().await;
    let hr = app.sign_in("hr").await;
    let rep = app.sign_in("rep").await;
    let (reps, advisers) = (post(&hr, "SC003").await, post(&hr, "SC004").await);
    let new = json!({ "person": { "number": "QM0100", "name": "欧阳明", "entered_on": "2026-11-02", "education": "bachelor",
        "certificates": [{ "name": "营销师", "expires_on": "2026-12-31" }] }, "post_id": reps["id"] });
    assert_eq!(rep.post("/people", new.clone()).await.problem(403), "forbidden");
    let made = hr.post("/people", new.clone()).await.ok(201);
    assert_eq!(hr.post("/people", new).await.problem(409), "person.number_taken");
    let found = rep.get("/people?q=oym").await.ok(200);
    assert_eq!(found["items"][0]["name"], "欧阳明");
    assert!(card(&rep, text(&made["id"])).await["file"].is_null(), "a colleague sees no personnel file");
    assert_eq!(card(&hr, text(&made["id"])).await["file"]["certificates"][0]["name"], "营销师");

    let customer = rep.enters_a_customer("蓝天装饰").await;
    let manager = app.sign_in("supervisor").await;
    manager.get(&format!("/customers/{}", text(&customer["id"]))).await.ok(200);
    let before = card(&hr, &rep.id().await).await;
    assert!(before["months_in_post"].as_i64().unwrap() > 12);
    let transfer = json!({ "act": "transfer", "post_id": advisers["id"], "from_on": "2026-12-01", "reason": "二组缺人" });
    let after = acts(&hr, &before, transfer).await.ok(200);
    assert_eq!(after["unit"]["code"], "QM-XS2");
    let history = after["file"]["history"].as_array().unwrap();
    assert_eq!((history.len(), &history[0]["reason"], &history[1]["to_on"]), (2, &json!("二组缺人"), &json!("2026-11-30")));
    rep.get(&format!("/customers/{}", text(&customer["id"]))).await.ok(200);
    assert_eq!(
        manager.get(&format!("/customers/{}", text(&customer["id"]))).await.problem(404),
        "not_found",
        "the files left the team with their owner"
    );

    let away = acts(&hr, &after, json!({ "act": "go_on_leave" })).await.ok(200);
    assert_eq!(away["status"], "on_leave");
    assert!(!away["actions"].as_array().unwrap().contains(&json!("transfer")));
    assert_eq!(acts(&hr, &after, json!({ "act": "come_back" })).await.problem(412), "stale");
}

/// ORG-03: certificates with expiry.
#[actix_web::test]
async fn a_certificate_that_runs_out_is_told_to_its_holder_and_their_superior_until_it_is_renewed() {
    let app = App::start().await;
    let (hr, rep, supervisor) = (app.sign_in("hr").await, app.sign_in("rep").await, app.sign_in("supervisor").await);
    let path = format!("/people/{}", rep.id().await);
    let today = engines::calendar::local_date(app.state.clock.now(), 480);
    let writes = async |days: u64| {
        let card = card(&hr, &rep.id().await).await;
        let form = json!({ "number": card["number"], "name": card["name"], "superior_id": card["superior"]["id"],
            "certificates": [{ "name": "直播营销员", "expires_on": today + chrono::Days::new(days) }] });
        hr.put(&path, &card["version"], form).await.ok(200);
    };
    let told = async |user: &User| {
        let tasks = user.inbox().await.into_iter().filter(|task| task["kind"] == "certificate" && task["title"] == "直播营销员");
        tasks.map(|task| text(&task["title"]).to_owned()).collect::<Vec<_>>()
    };
    let door = platform::db::Door::of_system(app.state.clone(), "job");
    // Those of the demo company itself.
    ::organisation::people::certificates::watch(&door).await.unwrap();
    writes(61).await;
    assert_eq!(::organisation::people::certificates::watch(&door).await.unwrap(), 0);
    writes(30).await;
    assert_eq!(::organisation::people::certificates::watch(&door).await.unwrap(), 2);
    assert_eq!(::organisation::people::certificates::watch(&door).await.unwrap(), 0, "once");
    assert_eq!((told(&rep).await, told(&supervisor).await), (vec!["直播营销员".to_owned()], vec!["直播营销员".to_owned()]));
    writes(700).await;
    assert_eq!((told(&rep).await.len(), told(&supervisor).await.len()), (0, 0));
}

#[actix_web::test]
async fn an_account_is_opened_once_and_lets_in() {
    let app = App::start().await;
    let hr = app.sign_in("hr").await;
    let post = post(&hr, "KF002").await;
    let made = hr.post("/people", json!({ "person": { "number": "QM0101", "name": "乔安" }, "post_id": post["id"] })).await.ok(201);
    let account = json!({ "act": "open_account", "username": "qiao.an", "password": server::demo::PASSWORD });
    let weak = json!({ "act": "open_account", "username": "qiao.an", "password": "qiao.an-2026" });
    assert_eq!(acts(&hr, &made, weak).await.bad_fields(), [("/password".to_owned(), "password_has_name".to_owned())]);
    let opened = acts(&hr, &made, account.clone()).await.ok(200);
    assert_eq!(opened["file"]["username"], "qiao.an");
    assert_eq!(acts(&hr, &opened, account).await.problem(409), "person.has_account");
    let new = app.sign_in("qiao.an").await;
    assert_eq!(new.get("/customers").await.problem(403), "password_change_required", "whoever opened the account knows the password");
    new.post("/me/password", json!({ "old_password": server::demo::PASSWORD, "new_password": "correct horse battery" })).await.ok(200);
    assert_eq!(new.get("/customers").await.problem(403), "agreement_not_accepted");
    let agreement = new.get("/me/agreement").await.ok(200);
    new.send("POST", &format!("/agreements/{}/acceptances", text(&agreement["id"])), None, &[]).await.ok(200);
    assert_eq!(new.get("/customers").await.problem(403), "forbidden", "no role, no right");
}

#[actix_web::test]
async fn a_changed_role_counts_from_the_next_request_and_is_in_the_audit() {
    let app = App::start().await;
    let (admin, rep, auditor) = (app.sign_in("admin").await, app.sign_in("rep").await, app.sign_in("auditor").await);
    rep.get("/customers").await.ok(200);
    let roles = admin.get("/roles").await.ok(200);
    let role = roles["items"].as_array().unwrap().iter().find(|role| role["code"] == "sales_rep").unwrap().clone();
    assert_eq!(role["holders"].as_array().unwrap().len(), 4);
    let without: Vec<&Value> = role["grants"].as_array().unwrap().iter().filter(|grant| grant["permission"] != "customer.read").collect();
    let path = format!("/roles/{}", text(&role["id"]));
    let changed = admin.put(&path, &role["version"], json!({ "name": "销售代表", "grants": without })).await.ok(200);
    assert_eq!(rep.get("/customers").await.problem(403), "forbidden");
    assert_eq!(admin.put(&path, &role["version"], json!({ "name": "x", "grants": [] })).await.problem(412), "stale");
    admin.put(&path, &changed["version"], json!({ "name": "销售代表", "grants": role["grants"] })).await.ok(200);
    rep.get("/customers").await.ok(200);
    let entries = auditor.get(&format!("/audit?filter[record]={}", text(&role["id"]))).await.ok(200);
    let entry = &entries["items"][0];
    assert_eq!((&entry["person"]["name"], &entry["changes"][0]["field"]), (&json!("孔维"), &json!("permissions")));
    assert_eq!(rep.get("/roles").await.problem(403), "forbidden");
}

#[actix_web::test]
async fn a_copied_role_is_given_to_somebody_and_shows_in_what_they_may_do() {
    let app = App::start().await;
    let (admin, agent) = (app.sign_in("admin").await, app.sign_in("agent").await);
    let roles = admin.get("/roles").await.ok(200);
    let source = roles["items"].as_array().unwrap().iter().find(|role| role["code"] == "sales_supervisor").unwrap();
    let copy = json!({ "name": "片区主管", "description": "不导入", "grants": source["grants"] });
    let copy = admin.post("/roles", copy).await.ok(201);
    assert_eq!(copy["built_in"], false);
    let person = card(&admin, &agent.id().await).await;
    assert!(person["actions"].as_array().unwrap().contains(&json!("assign_roles")));
    let unknown = acts(&admin, &person, json!({ "act": "assign_roles", "roles": ["nobody"] })).await.bad_fields();
    assert_eq!(unknown, [("/roles/0".into(), "role_unknown".into())]);
    assert_eq!(agent.get("/customers").await.problem(403), "forbidden");
    let given = acts(&admin, &person, json!({ "act": "assign_roles", "roles": ["service_agent", copy["code"]] })).await.ok(200);
    assert_eq!(given["roles"].as_array().unwrap().len(), 2);
    agent.get("/customers").await.ok(200);
    let rights = agent.get(&format!("/people/{}/permissions", agent.id().await)).await.ok(200);
    let read = rights["items"].as_array().unwrap().iter().find(|right| right["permission"] == "customer.read").unwrap().clone();
    assert_eq!(
        (&read["scope"], &read["roles"][0]["name"], &read["units"][0]["code"]),
        (&json!("team"), &json!("片区主管"), &json!("QM-KF"))
    );
    let other = app.sign_in("rep").await.get(&format!("/people/{}/permissions", agent.id().await)).await;
    assert_eq!(other.problem(403), "forbidden");
}

/// ORG-05: a field, too, is seen by permission only; the company gives and takes it without the right to change anything.
#[actix_web::test]
async fn the_personnel_file_is_read_by_whom_the_company_lets_and_by_nobody_else() {
    let app = App::start().await;
    let (admin, finance, rep) = (app.sign_in("admin").await, app.sign_in("finance").await, app.sign_in("rep").await);
    let of_rep = format!("/people/{}", rep.id().await);
    assert!(finance.get(&of_rep).await.ok(200)["file"].is_null());
    let role = json!({ "name": "薪酬核算", "grants": [{ "permission": "person.file", "scope": "all" }] });
    let role = admin.post("/roles", role).await.ok(201);
    let assign = async |roles: Value| {
        let person = card(&admin, &finance.id().await).await;
        acts(&admin, &person, json!({ "act": "assign_roles", "roles": roles })).await.ok(200);
    };
    assign(json!(["finance", role["code"]])).await;
    let seen = finance.get(&of_rep).await.ok(200);
    assert_eq!((&seen["file"]["username"], &seen["actions"]), (&json!("rep"), &json!([])), "read, not changed");
    assign(json!(["finance"])).await;
    assert!(finance.get(&of_rep).await.ok(200)["file"].is_null(), "from the next request on");
}

#[actix_web::test]
async fn the_last_administrator_cannot_lose_administration() {
    let app = App::start().await;
    let admin = app.sign_in("admin").await;
    let own = card(&admin, &admin.id().await).await;
    assert_eq!(acts(&admin, &own, json!({ "act": "assign_roles", "roles": [] })).await.problem(409), "role.last_administrator");
    let roles = admin.get("/roles").await.ok(200);
    let role = roles["items"].as_array().unwrap().iter().find(|role| role["code"] == "admin").unwrap().clone();
    let path = format!("/roles/{}", text(&role["id"]));
    assert_eq!(admin.put(&path, &role["version"], json!({ "name": "x", "grants": [] })).await.problem(409), "role.last_administrator");
    admin.get("/roles").await.ok(200);
}

/// ORG-10.
#[actix_web::test]
async fn the_workload_shows_whoever_is_within_reach_against_the_norm() {
    let app = App::start().await;
    let (rep, manager) = (app.sign_in("rep").await, app.sign_in("sales.manager").await);
    rep.enters_a_customer("蓝天装饰").await;
    let own = rep.get("/workload").await.ok(200);
    assert_eq!(own["rows"].as_array().unwrap().len(), 1);
    assert_eq!((&own["rows"][0]["customers"], &own["rows"][0]["load"]), (&json!(1), &json!("under")));
    let all = manager.get("/workload").await.ok(200);
    let names: Vec<&str> = all["rows"].as_array().unwrap().iter().map(|row| text(&row["person"]["name"])).collect();
    assert_eq!(names, ["林晓", "周子航", "许佳宁", "苏晴"]);
    assert_eq!(app.sign_in("hr").await.get("/workload").await.problem(403), "forbidden");
}
