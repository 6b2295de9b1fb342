//! DAY-13: each figure of the dashboard is the number of records in the list that it leads to.

use crate::support::{App, User};
use chrono::TimeDelta;
use serde_json::{Value, json};

async fn panels(user: &User, period: &str) -> Vec<Value> {
    user.get(&format!("/dashboard?period={period}")).await.ok(200)["panels"].as_array().unwrap().clone()
}

#[actix_web::test]
async fn day_13_every_figure_equals_the_list_behind_it_for_everyone() {
    let app = App::start_with_work(60).await;
    for username in
        ["gm", "director", "sales.manager", "supervisor", "rep", "marketing.manager", "service.manager", "agent", "hr", "finance"]
    {
        let user = app.sign_in(username).await;
        let mut seen = 0;
        for period in ["this_month", "last_month", "quarter"] {
            for panel in panels(&user, period).await {
                for slice in panel["slices"].as_array().unwrap() {
                    // Scores are no list with a total: see below.
                    if text_of(&panel["key"]).starts_with("scores_") {
                        continue;
                    }
                    // The two pages whose API has another name.
                    let link = text_of(&slice["link"]).replacen("/inbox/tasks?", "/inbox?", 1);
                    let link = if link.starts_with("/tasks?") { link.replacen("/tasks?", "/assignments?", 1) } else { link };
                    let joint = if link.contains('?') { '&' } else { '?' };
                    let total = user.get(&format!("{link}{joint}count=true&limit=1")).await.ok(200)["total"]["count"].clone();
                    assert_eq!(slice["value"], total, "{username} {period} {}: {link}", panel["key"]);
                    seen += slice["value"].as_i64().unwrap();
                }
            }
        }
        assert!(seen > 0, "{username} has something to see");
    }
}

fn text_of(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn panel_of<'a>(panels: &'a [Value], key: &str) -> Option<&'a Value> {
    panels.iter().find(|panel| panel["key"] == key)
}

fn figures(panel: &Value) -> Vec<(&str, i64)> {
    panel["slices"].as_array().unwrap().iter().map(|slice| (text_of(&slice["label"]), slice["value"].as_i64().unwrap())).collect()
}

/// Everybody within reach who has each grade, as the month's page counts them; nobody sees the scores of who is beyond it.
#[actix_web::test]
async fn day_13_published_scores_are_counted_by_grade_as_far_as_one_may_see_them() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    let customer = rep.enters_a_customer("成都嘉业文化传播有限公司").await;
    let call = json!({ "way": "phone", "content": "谈需求" });
    rep.post(&format!("/customers/{}/follow-ups", text_of(&customer["id"])), call).await.ok(201);
    let month = engines::calendar::local_date(app.state.clock.now(), 480).format("%Y-%m").to_string();
    assert!(panel_of(&panels(&rep, "quarter").await, "scores_own").is_none(), "nothing is published");
    app.later(TimeDelta::days(31));
    app.sign_in("director").await.post(&format!("/kpi/months/{month}/publication"), json!({})).await.ok(200);
    for username in ["gm", "director", "sales.manager", "supervisor", "hr"] {
        let user = app.sign_in(username).await;
        let shown = panels(&user, "this_month").await;
        let panel = panel_of(&shown, "scores_grade").unwrap_or_else(|| panic!("{username}"));
        let rows = user.get(&format!("/kpi/scores?month={month}")).await.ok(200)["rows"].as_array().unwrap().clone();
        let published: Vec<&Value> = rows.iter().filter(|row| !row["result"].is_null()).collect();
        let mut all = 0;
        for slice in panel["slices"].as_array().unwrap() {
            let (path, grade) = text_of(&slice["link"]).split_once("&grade=").unwrap();
            assert_eq!(path, format!("/kpi?month={month}"));
            let n = published.iter().filter(|row| row["grade"] == grade).count() as i64;
            assert_eq!(slice["value"], n, "{username} {grade}");
            all += n;
        }
        assert_eq!(all, published.len() as i64, "{username}");
        assert!(all > 0, "{username}");
    }
    let rep = app.sign_in("rep").await;
    let shown = panels(&rep, "this_month").await;
    assert!(panel_of(&shown, "scores_grade").is_none(), "of oneself alone there is nothing to compare");
    let own = panel_of(&shown, "scores_own").unwrap();
    let score = rep.get(&format!("/kpi/scores/{}/{month}", rep.id().await)).await.ok(200)["score"].clone();
    let points: f64 = text_of(&score).parse().unwrap();
    assert_eq!(figures(own), [(month.as_str(), (points + 0.5).floor() as i64)]);
    assert_eq!(own["slices"][0]["link"], format!("/kpi/{}/{month}", rep.id().await));
}

/// One decision in time, one late; one task of a rep late, one in time; a complaint nobody took.
#[actix_web::test]
async fn day_13_what_waits_and_what_is_late_is_shown_to_whom_it_concerns() {
    let app = App::start().await;
    let (supervisor, rep) = (app.sign_in("supervisor").await, app.sign_in("rep").await);
    let due = |minutes| app.state.clock.now() + TimeDelta::minutes(minutes);
    for (title, minutes) in [("报价", 5), ("回访", 60 * 24 * 40)] {
        let task = json!({ "title": title, "owner_id": rep.id().await, "due_at": due(minutes), "priority": "normal", "repeat": "never" });
        supervisor.post("/assignments", task).await.ok(201);
    }
    let complaint = json!({ "customer_id": rep.enters_a_customer("蓝天装饰").await["id"], "matter": "门板开裂", "category": "quality", "channel": "phone" });
    app.sign_in("agent").await.post("/complaints", complaint).await.ok(201);
    app.later(TimeDelta::days(10));
    let specialist = app.sign_in("specialist").await;
    let campaign = specialist.post("/campaigns", crate::campaigns::plan("20000")).await.ok(201);
    let path = format!("/campaigns/{}/transitions", text_of(&campaign["id"]));
    specialist.act(&path, &campaign["version"], json!({ "act": "submit" })).await.ok(200);

    let (rep, supervisor) = (app.sign_in("rep").await, app.sign_in("supervisor").await);
    let (director, manager) = (app.sign_in("director").await, app.sign_in("service.manager").await);
    let shown = panels(&rep, "this_month").await;
    assert_eq!(figures(panel_of(&shown, "work_overdue").unwrap()), [("任务", 1)]);
    assert!(panel_of(&shown, "tasks_overdue_owner").is_none(), "their own alone: no comparison");
    let shown = panels(&supervisor, "this_month").await;
    assert_eq!(figures(panel_of(&shown, "tasks_overdue_owner").unwrap()), [("林晓", 1)]);
    assert!(panel_of(&shown, "approvals_waiting").is_none());
    let shown = panels(&director, "this_month").await;
    assert_eq!(figures(panel_of(&shown, "approvals_waiting").unwrap()), [("全部", 1), ("已逾期", 0)]);
    let late: i64 = figures(panel_of(&panels(&manager, "this_month").await, "complaints_overdue").unwrap()).iter().map(|(_, n)| n).sum();
    assert_eq!(late, 1, "nobody acknowledged it in ten days");
    assert!(panel_of(&panels(&app.sign_in("admin").await, "this_month").await, "complaints_overdue").is_none());
    for (user, name) in [(&rep, "rep"), (&supervisor, "supervisor"), (&director, "director"), (&manager, "service.manager")] {
        for panel in panels(user, "this_month").await {
            for slice in panel["slices"].as_array().unwrap() {
                let link = text_of(&slice["link"]).replacen("/inbox/tasks?", "/inbox?", 1);
                let link = if link.starts_with("/tasks?") { link.replacen("/tasks?", "/assignments?", 1) } else { link };
                let total = user.get(&format!("{link}&count=true&limit=1")).await.ok(200)["total"]["count"].clone();
                assert_eq!(slice["value"], total, "{name} {link}");
            }
        }
    }
}

#[actix_web::test]
async fn day_13_who_leads_compares_people_and_who_does_not_sees_their_own() {
    let app = App::start_with_work(60).await;
    let keys = async |username: &str| -> Vec<String> {
        let user = app.sign_in(username).await;
        panels(&user, "quarter").await.iter().map(|panel| panel["key"].as_str().unwrap().to_owned()).collect()
    };
    let has = |keys: &[String], key: &str| keys.iter().any(|held| held == key);
    let (director, manager, rep, agent) = (keys("director").await, keys("sales.manager").await, keys("rep").await, keys("agent").await);
    assert!(has(&director, "new_customers_owner") && has(&director, "campaigns_status"), "{director:?}");
    assert!(has(&manager, "new_customers_owner") && !has(&manager, "campaigns_status"), "{manager:?}");
    assert!(has(&rep, "new_customers_week") && !has(&rep, "new_customers_owner"), "{rep:?}");
    assert!(has(&agent, "complaints_way") && !has(&agent, "new_customers_tier"), "{agent:?}");
    let (gm, hr) = (keys("gm").await, keys("hr").await);
    assert!(has(&gm, "people_status") && has(&gm, "complaints_category"), "{gm:?}");
    assert!(has(&hr, "people_employment") && !has(&hr, "new_customers_tier") && !has(&rep, "people_status"), "{hr:?}");
    assert!(!has(&rep, "tasks_status"), "no task, no panel: {rep:?}");
    let rep = app.sign_in("rep").await;
    let due_at = app.state.clock.now() + TimeDelta::minutes(5);
    let task = json!({ "title": "报价", "owner_id": rep.id().await, "due_at": due_at, "priority": "normal", "repeat": "never" });
    rep.post("/assignments", task).await.ok(201);
    assert!(has(&keys("rep").await, "tasks_status"));
    assert_eq!(rep.get("/dashboard?period=year").await.bad_fields(), [("/period".to_owned(), "word_unknown".to_owned())]);
    assert_eq!(app.sign_in("admin").await.get("/dashboard").await.ok(200)["panels"], json!([]));
}
