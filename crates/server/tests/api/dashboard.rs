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
                    // The one page whose API has another name.
                    let link = slice["link"].as_str().unwrap().replacen("/tasks?", "/assignments?", 1);
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
