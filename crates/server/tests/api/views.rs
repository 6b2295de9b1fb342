//! CRM-15: views of lists that people keep for themselves and for their department.

use crate::support::{App, User};
use serde_json::{Value, json};

const VIEWS: &str = "/lists/customers/views";

fn form(name: &str, shared: bool) -> Value {
    json!({ "name": name, "query": "filter%5Btier%5D=in%3Aa%2Cb&sort=-created_at", "hidden": ["customers_ui.city"], "shared": shared })
}

fn path(view: &Value) -> String {
    format!("/list-views/{}", view["id"].as_str().unwrap())
}

async fn names(user: &User) -> Vec<String> {
    let views = user.get(VIEWS).await.ok(200);
    views["items"].as_array().unwrap().iter().map(|view| view["name"].as_str().unwrap().to_owned()).collect()
}

#[actix_web::test]
async fn crm_15_a_view_is_kept_changed_and_removed_by_its_owner() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    let view = rep.post(VIEWS, form("重点客户", false)).await.ok(201);
    assert_eq!((&view["mine"], &view["shared"], &view["hidden"]), (&json!(true), &json!(false), &json!(["customers_ui.city"])));
    assert_eq!(rep.get(&path(&view)).await.ok(200), view);
    assert_eq!(app.sign_in("rep2").await.get(&path(&view)).await.problem(404), "not_found");
    let query = view["query"].as_str().unwrap();
    rep.get(&format!("/customers?{query}")).await.ok(200);
    assert_eq!(rep.post(VIEWS, form("重点客户", false)).await.problem(409), "view.name_taken");
    let better = rep.put(&path(&view), &view["version"], form("A、B 级", false)).await.ok(200);
    assert_eq!(rep.put(&path(&view), &view["version"], form("旧的", false)).await.problem(412), "stale");
    assert_eq!(names(&rep).await, ["A、B 级"]);
    rep.delete(&path(&better)).await.ok(204);
    assert!(names(&rep).await.is_empty());
    assert_eq!(rep.delete(&path(&better)).await.problem(404), "not_found");
}

#[actix_web::test]
async fn crm_15_a_view_is_shared_with_the_department_and_those_below_and_with_nobody_else() {
    let app = App::start().await;
    let (rep, rep2, director) = (app.sign_in("rep").await, app.sign_in("rep2").await, app.sign_in("director").await);
    rep.post(VIEWS, form("自己的", false)).await.ok(201);
    let mine = rep.post(VIEWS, form("组内的", true)).await.ok(201);
    let wide = director.post(VIEWS, form("中心的", true)).await.ok(201);
    assert_eq!(names(&rep).await, ["组内的", "自己的", "中心的"], "one's own first");
    assert_eq!(names(&director).await, ["中心的"], "nothing comes up from below");
    let agent = app.sign_in("agent").await;
    assert_eq!(names(&agent).await, ["中心的"]);
    let same_team = rep2.get(VIEWS).await.ok(200);
    let shared = same_team["items"].as_array().unwrap().iter().find(|view| view["id"] == mine["id"]).unwrap();
    assert_eq!((&shared["mine"], &shared["owner"]["name"]), (&json!(false), &json!("林晓")));
    for view in [&mine, &wide] {
        assert_eq!(agent.put(&path(view), &view["version"], form("改", true)).await.problem(404), "not_found");
        assert_eq!(agent.delete(&path(view)).await.problem(404), "not_found");
    }
    let alone = rep.put(&path(&mine), &mine["version"], form("组内的", false)).await.ok(200);
    assert_eq!(alone["shared"], false);
    assert!(!names(&rep2).await.contains(&"组内的".to_owned()));
}

#[actix_web::test]
async fn crm_15_a_view_that_the_list_would_refuse_is_not_kept() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    for query in ["filter%5Bsecret%5D=1", "sort=-nothing", "filter%5Btier%5D=z", "unknown=1", "%ff%fe"] {
        let body = json!({ "name": "坏", "query": query, "hidden": [], "shared": false });
        assert_eq!(rep.post(VIEWS, body).await.bad_fields(), [("/query".to_owned(), "view_query".to_owned())], "{query}");
    }
    let cut = json!({ "name": "页", "query": "limit=10&count=true&q=嘉业", "hidden": [], "shared": false });
    assert_eq!(rep.post(VIEWS, cut).await.ok(201)["query"], "q=%E5%98%89%E4%B8%9A", "pages are no part of it");
    let odd = json!({ "name": "列", "query": "", "hidden": ["a b"], "shared": false });
    assert_eq!(rep.post(VIEWS, odd).await.bad_fields(), [("/hidden".to_owned(), "word_unknown".to_owned())]);
    assert_eq!(rep.get("/lists/nothing/views").await.problem(404), "not_found");
}
