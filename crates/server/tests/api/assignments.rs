//! DAY-03: tasks that people give each other.

use crate::support::{App, User};
use chrono::TimeDelta;
use platform::db::Door;
use serde_json::{Value, json};

fn form(owner: &str) -> Value {
    json!({ "title": "整理拜访记录", "owner_id": owner, "priority": "normal", "repeat": "never" })
}

fn with(mut form: Value, more: Value) -> Value {
    for (key, value) in more.as_object().unwrap() {
        form[key] = value.clone();
    }
    form
}

async fn gives(user: &User, form: Value) -> Value {
    user.post("/assignments", form).await.ok(201)
}

async fn acts(user: &User, task: &Value, body: Value) -> crate::support::Answer {
    let path = format!("/assignments/{}", task["id"].as_str().unwrap());
    let now = user.get(&path).await.ok(200);
    user.act(&format!("{path}/transitions"), &now["version"], body).await
}

async fn in_inbox(user: &User, task: &Value, kind: &str) -> usize {
    user.inbox().await.iter().filter(|row| row["subject"]["id"] == task["id"] && row["kind"] == kind).count()
}

async fn watch(app: &App) -> workday::assignments::Watched {
    workday::assignments::watch(&Door::of_system(app.state.clone(), "test")).await.unwrap()
}

#[actix_web::test]
async fn day_03_a_task_waits_in_its_owners_inbox_until_it_is_done() {
    let app = App::start().await;
    let (supervisor, rep) = (app.sign_in("supervisor").await, app.sign_in("rep").await);
    let checklist = json!([{ "text": "周一" }, { "text": "周二" }]);
    let task = gives(&supervisor, with(form(&rep.id().await), json!({ "checklist": checklist, "due_in_days": 2 }))).await;
    assert_eq!(in_inbox(&rep, &task, "assignment").await, 1);
    assert_eq!(in_inbox(&supervisor, &task, "assignment").await, 0);
    let path = format!("/assignments/{}", task["id"].as_str().unwrap());
    let ticked = json!({ "lines": [{ "text": "周一", "done": true }, { "text": "周二", "done": false }] });
    let now = rep.put(&format!("{path}/checklist"), &task["version"], ticked.clone()).await.ok(200);
    assert_eq!(now["checklist"], ticked["lines"]);
    assert_eq!(rep.put(&format!("{path}/checklist"), &task["version"], ticked).await.problem(412), "stale");
    let row = rep.get("/assignments?filter[status]=open").await.ok(200)["items"][0].clone();
    assert_eq!((&row["ticked"], &row["lines"]), (&json!(1), &json!(2)));
    assert_eq!(now["actions"], json!(["complete"]));
    let done = acts(&rep, &task, json!({ "act": "complete" })).await.ok(200);
    assert_eq!(done["status"], "done");
    assert_eq!(in_inbox(&rep, &task, "assignment").await, 0);
    assert_eq!(acts(&rep, &task, json!({ "act": "reopen", "reason": "还差周三" })).await.problem(409), "assignment.not_yours");
    let again = acts(&supervisor, &task, json!({ "act": "reopen", "reason": "还差周三" })).await.ok(200);
    assert_eq!((&again["status"], &again["remark"]), (&json!("open"), &json!("还差周三")));
    assert_eq!(in_inbox(&rep, &task, "assignment").await, 1);
    acts(&supervisor, &task, json!({ "act": "cancel", "reason": "不用了" })).await.ok(200);
    assert_eq!(in_inbox(&rep, &task, "assignment").await, 0);
}

#[actix_web::test]
async fn day_03_for_whom_a_task_does_not_concern_it_does_not_exist() {
    let app = App::start().await;
    let (director, agent, rep) = (app.sign_in("director").await, app.sign_in("agent").await, app.sign_in("rep").await);
    let task = gives(&director, form(&director.id().await)).await;
    let path = format!("/assignments/{}", task["id"].as_str().unwrap());
    let none = format!("/assignments/{}", uuid::Uuid::now_v7());
    for somebody in [&agent, &rep] {
        assert_eq!(somebody.get(&path).await.problem(404), somebody.get(&none).await.problem(404));
        let ticked = json!({ "lines": [] });
        assert_eq!(somebody.put(&format!("{path}/checklist"), &json!(1), ticked).await.problem(404), "not_found");
        assert_eq!(somebody.get("/assignments?q=整理").await.ok(200)["items"], json!([]));
        let hits = somebody.get("/search?q=整理拜访").await.ok(200);
        assert!(!hits.to_string().contains(task["number"].as_str().unwrap()), "{hits}");
    }
    let watched = with(form(&director.id().await), json!({ "watcher_ids": [agent.id().await] }));
    director.put(&path, &task["version"], watched).await.ok(200);
    assert_eq!(agent.get(&path).await.ok(200)["actions"], json!([]), "a watcher looks on");
    assert_eq!(rep.get(&path).await.problem(404), "not_found");
}

#[actix_web::test]
async fn day_03_what_a_task_is_about_is_named_only_to_those_who_may_see_it() {
    let app = App::start().await;
    let (rep, specialist) = (app.sign_in("rep").await, app.sign_in("specialist").await);
    let customer = rep.enters_a_customer("成都嘉业文化传播有限公司").await;
    let about = json!({ "kind": "customer", "id": customer["id"] });
    let task = gives(&rep, with(form(&specialist.id().await), json!({ "about": about }))).await;
    assert!(task["about"]["title"].as_str().unwrap().contains("嘉业"));
    let seen = specialist.get(&format!("/assignments/{}", task["id"].as_str().unwrap())).await.ok(200);
    assert_eq!(seen["about"], Value::Null);
    assert!(!seen.to_string().contains("嘉业"));
    let hidden = specialist.post("/assignments", with(form(&rep.id().await), json!({ "about": about }))).await.bad_fields();
    let unknown = json!({ "kind": "customer", "id": uuid::Uuid::now_v7() });
    let none = specialist.post("/assignments", with(form(&rep.id().await), json!({ "about": unknown }))).await.bad_fields();
    assert_eq!(hidden, none, "hidden and missing are told alike");
    assert_eq!(hidden, [("/about".to_owned(), "record_unseen".to_owned())]);
}

#[actix_web::test]
async fn day_03_the_list_does_not_tell_what_a_task_is_about_either() {
    let app = App::start().await;
    let (rep, specialist) = (app.sign_in("rep").await, app.sign_in("specialist").await);
    let customer = rep.enters_a_customer("成都嘉业文化传播有限公司").await;
    let id = customer["id"].as_str().unwrap();
    gives(&rep, with(form(&specialist.id().await), json!({ "about": { "kind": "customer", "id": id } }))).await;
    let count = async |user: &User, filter: &str| {
        let page = user.get(&format!("/assignments?count=true&filter[about]={filter}")).await.ok(200);
        (page["items"].as_array().unwrap().len(), page["total"]["count"].as_u64().unwrap())
    };
    assert_eq!(count(&rep, id).await, (1, 1));
    assert_eq!(count(&rep, &format!("eq:{id}")).await, (1, 1));
    assert_eq!(count(&specialist, id).await, (0, 0), "as where there is no such record");
    assert_eq!(count(&specialist, &uuid::Uuid::now_v7().to_string()).await, (0, 0));
    for oracle in ["null:false".to_owned(), format!("ne:{id}"), format!("in:{id},{id}")] {
        let bad = specialist.get(&format!("/assignments?filter[about]={oracle}")).await.bad_fields();
        assert_eq!(bad, [("/filter[about]".to_owned(), "filter_operator".to_owned())], "{oracle}");
    }
}

#[actix_web::test]
async fn day_03_who_looks_on_is_part_of_a_task_its_version_and_its_log() {
    let app = App::start().await;
    let (supervisor, rep, rep2) = (app.sign_in("supervisor").await, app.sign_in("rep").await, app.sign_in("rep2").await);
    let owner = rep.id().await;
    let task = gives(&supervisor, form(&owner)).await;
    let path = format!("/assignments/{}", task["id"].as_str().unwrap());
    let told = rep.get("/notifications?filter[kind]=task").await.ok(200)["items"].as_array().unwrap().len();
    let same = supervisor.put(&path, &task["version"], form(&owner)).await.ok(200);
    assert_eq!(same["version"], task["version"], "nothing changed");
    assert_eq!(rep.get("/notifications?filter[kind]=task").await.ok(200)["items"].as_array().unwrap().len(), told, "nor is it told");
    let watched = with(form(&owner), json!({ "watcher_ids": [rep2.id().await] }));
    let now = supervisor.put(&path, &task["version"], watched).await.ok(200);
    assert_ne!(now["version"], task["version"]);
    assert_eq!(supervisor.put(&path, &task["version"], form(&owner)).await.problem(412), "stale", "nobody's watchers are lost");
    let log = app.sign_in("auditor").await.get("/audit?limit=200").await.ok(200);
    assert!(log.to_string().contains("周子航"), "the log says who may see it since when");
}

#[actix_web::test]
async fn day_03_an_important_matter_is_answered_in_time_or_the_superior_hears_of_it() {
    let app = App::start().await;
    let (director, rep) = (app.sign_in("director").await, app.sign_in("rep").await);
    let by = app.state.clock.now() + TimeDelta::hours(4);
    let task = gives(&director, with(form(&rep.id().await), json!({ "reply_by": by }))).await;
    assert_eq!(acts(&rep, &task, json!({ "act": "complete" })).await.problem(409), "assignment.reply_first");
    assert_eq!(watch(&app).await.escalated, 0, "there is time");
    app.later(TimeDelta::hours(5));
    assert_eq!(watch(&app).await.escalated, 1);
    assert_eq!(watch(&app).await.escalated, 0, "once");
    let (rep, supervisor) = (app.sign_in("rep").await, app.sign_in("supervisor").await);
    assert_eq!(in_inbox(&supervisor, &task, "escalation").await, 1);
    acts(&rep, &task, json!({ "act": "reply", "text": "周五前给方案" })).await.ok(200);
    assert_eq!(in_inbox(&supervisor, &task, "escalation").await, 0);
    acts(&rep, &task, json!({ "act": "complete" })).await.ok(200);
}

#[actix_web::test]
async fn day_03_whoever_gave_a_task_hears_how_it_goes_and_nobody_hears_of_themselves() {
    let app = App::start().await;
    let (director, rep) = (app.sign_in("director").await, app.sign_in("rep").await);
    let told = async |user: &User| {
        let all = user.get("/notifications?filter[kind]=progress").await.ok(200);
        all["items"].as_array().unwrap().len()
    };
    let by = app.state.clock.now() + TimeDelta::hours(4);
    let task = gives(&director, with(form(&rep.id().await), json!({ "reply_by": by }))).await;
    acts(&rep, &task, json!({ "act": "reply", "text": "周五前给方案" })).await.ok(200);
    assert_eq!(told(&director).await, 1);
    acts(&rep, &task, json!({ "act": "complete" })).await.ok(200);
    assert_eq!((told(&director).await, told(&rep).await), (2, 0));
    let own = gives(&rep, form(&rep.id().await)).await;
    acts(&rep, &own, json!({ "act": "complete" })).await.ok(200);
    assert_eq!(told(&rep).await, 0);
}

#[actix_web::test]
async fn day_03_a_series_goes_on_when_one_is_done_or_its_time_is_over() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    let due = app.state.clock.now() + TimeDelta::days(1);
    let weekly = with(form(&rep.id().await), json!({ "repeat": "weekly", "due_at": due, "checklist": [{ "text": "汇总", "done": true }] }));
    let first = gives(&rep, weekly).await;
    acts(&rep, &first, json!({ "act": "complete" })).await.ok(200);
    let open = async |user: &User| user.get("/assignments?filter[status]=open").await.ok(200)["items"].as_array().unwrap().clone();
    let next = open(&rep).await;
    assert_eq!(next.len(), 1);
    assert_eq!(next[0]["ticked"], 0, "a new list");
    let time = |value: &Value| chrono::DateTime::parse_from_rfc3339(value.as_str().unwrap()).unwrap();
    assert_eq!(time(&next[0]["due_at"]) - time(&first["due_at"]), TimeDelta::days(7));
    assert_eq!(watch(&app).await.followed, 0);
    app.later(TimeDelta::days(9));
    assert_eq!(watch(&app).await.followed, 1, "what is late stays, and the next one comes");
    assert_eq!(watch(&app).await.followed, 0, "once");
    assert_eq!(open(&app.sign_in("rep").await).await.len(), 2);
}

#[actix_web::test]
async fn day_03_what_does_not_fit_is_told_at_its_field() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    let me = rep.id().await;
    let nobody = uuid::Uuid::now_v7();
    let due = app.state.clock.now();
    let cases = [
        (json!({ "title": " " }), "/title"),
        (json!({ "owner_id": nobody }), "/owner_id"),
        (json!({ "watcher_ids": [nobody] }), "/watcher_ids"),
        (json!({ "due_at": due, "due_in_days": 3 }), "/due_in_days"),
        (json!({ "repeat": "daily" }), "/due_at"),
        (json!({ "due_in_days": 251 }), "/due_in_days"),
        (json!({ "due_at": "9999-01-01T00:00:00Z" }), "/due_at"),
        (json!({ "due_at": due - TimeDelta::days(1) }), "/due_at"),
        (json!({ "reply_by": due - TimeDelta::hours(1) }), "/reply_by"),
        (json!({ "due_at": due + TimeDelta::days(1), "reply_by": due + TimeDelta::days(2) }), "/reply_by"),
    ];
    for (change, pointer) in cases {
        let bad = rep.post("/assignments", with(form(&me), change)).await.bad_fields();
        assert_eq!(bad.iter().map(|(at, _)| at.as_str()).collect::<Vec<_>>(), [pointer]);
    }
}

#[actix_web::test]
async fn day_03_working_days_are_those_of_the_company() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    let task = gives(&rep, with(form(&rep.id().await), json!({ "due_in_days": 1 }))).await;
    let due = chrono::DateTime::parse_from_rfc3339(task["due_at"].as_str().unwrap()).unwrap();
    let days = engines::calendar::WorkingDays::load(app.state.database.migrating(), 480).await.unwrap();
    assert_eq!(due, days.due(app.state.clock.now(), engines::calendar::Term::Days(1)).fixed_offset());
}
