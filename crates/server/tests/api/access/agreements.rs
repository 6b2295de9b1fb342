use crate::support::App;
use serde_json::json;

#[actix_web::test]
async fn nobody_sees_customer_data_before_accepting() {
    let app = App::start().await;
    let new = app.sign_in("rep4").await;
    assert_eq!(new.get("/me").await.ok(200)["duty"], "agreement");
    for path in ["/customers", "/complaints", "/search?q=成都", "/inbox", "/kpi/scores?month=2026-11"] {
        assert_eq!(new.get(path).await.problem(403), "agreement_not_accepted", "{path}");
    }
    let agreement = new.get("/me/agreement").await.ok(200);
    assert!(agreement["body"].as_str().unwrap().contains("保密"));
    let me = new.send("POST", &format!("/agreements/{}/acceptances", agreement["id"].as_str().unwrap()), None, &[]).await.ok(200);
    assert!(me["duty"].is_null());
    new.get("/customers").await.ok(200);
    assert!(new.get("/me/agreement").await.ok(200)["accepted_at"].is_string());
}

#[actix_web::test]
async fn managers_see_who_has_not_accepted_within_their_reach() {
    let app = App::start().await;
    let names = async |username: &str| -> Vec<String> {
        let page = app.sign_in(username).await.get("/agreement-standings?filter[accepted_at]=null:true").await.ok(200);
        page["items"].as_array().unwrap().iter().map(|p| p["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names("sales.manager").await, ["苏晴"]);
    assert!(names("service.manager").await.is_empty(), "another department");
    let accepted = app.sign_in("hr").await.get("/agreement-standings?filter[accepted_at]=null:false").await.ok(200);
    assert_eq!(accepted["items"][0]["address"], "127.0.0.1");
    assert_eq!(app.sign_in("rep").await.get("/agreement-standings").await.problem(403), "forbidden");
}

#[actix_web::test]
async fn a_new_version_is_accepted_anew_and_a_published_text_never_changes() {
    let app = App::start().await;
    let (hr, rep) = (app.sign_in("hr").await, app.sign_in("rep").await);
    let old = rep.get("/me/agreement").await.ok(200);
    let text = json!({ "title": "保密协议", "body": "第二版" });
    let draft = hr.post("/agreements", text.clone()).await.ok(201);
    assert_eq!((&draft["number"], &draft["status"]), (&json!(2), &json!("draft")));
    rep.get("/customers").await.ok(200);
    let path = format!("/agreements/{}", draft["id"].as_str().unwrap());
    let draft = hr.put(&path, &draft["version"], json!({ "title": "保密协议", "body": "第二版，改过" })).await.ok(200);
    let publish = json!({ "act": "publish" });
    assert_eq!(
        app.sign_in("gm").await.act(&format!("{path}/transitions"), &draft["version"], publish.clone()).await.problem(403),
        "forbidden"
    );
    let published = hr.act(&format!("{path}/transitions"), &draft["version"], publish).await.ok(200);
    assert_eq!(published["status"], "in_force");
    assert_eq!(rep.get("/customers").await.problem(403), "agreement_not_accepted");
    let stale = rep.send("POST", &format!("/agreements/{}/acceptances", old["id"].as_str().unwrap()), None, &[]).await;
    assert_eq!(stale.problem(409), "agreement.not_in_force");
    for user in [&rep, &hr] {
        user.send("POST", &format!("{path}/acceptances"), None, &[]).await.ok(200);
    }
    rep.get("/customers").await.ok(200);
    assert_eq!(hr.put(&path, &published["version"], text).await.problem(409), "agreement.not_a_draft");
    let versions = hr.get("/agreements").await.ok(200);
    let states: Vec<_> = versions["items"].as_array().unwrap().iter().map(|v| v["status"].as_str().unwrap()).collect();
    assert_eq!(states, ["in_force", "superseded"]);
}
