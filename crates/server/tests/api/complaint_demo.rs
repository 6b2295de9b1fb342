//! PLT-11: the demo company shows complaints that came without an account, and what was learnt from them.

use crate::support::App;
use serde_json::{Value, json};

#[actix_web::test]
async fn plt_11_the_demo_company_has_a_case_that_came_back_and_what_was_learnt_from_it() {
    let app = App::start_with_work(20).await;
    let manager = app.sign_in("service.manager").await;
    let of = async |name: &str| {
        let found = manager.get(&format!("/complaints?q={name}")).await.ok(200);
        assert_eq!(found["items"].as_array().unwrap().len(), 1, "{name}");
        let case = manager.get(&format!("/complaints/{}", found["items"][0]["id"].as_str().unwrap())).await.ok(200);
        assert_eq!(case["channel"], "web", "{name}");
        case
    };
    let back = of("赵立群").await;
    assert_eq!((&back["status"], &back["reopened"], &back["feedback"]["satisfaction"]), (&json!("closed"), &json!(1), &json!(5)));
    let acts: Vec<&str> = back["steps"].as_array().unwrap().iter().filter_map(|step| step["act"].as_str()).collect();
    let round = ["propose", "submit", "approve", "carry_out"];
    assert_eq!(acts, [&["assign"][..], &round, &["dispute"], &round, &["accept"]].concat(), "the customer decided both times");
    let remedies = manager.get(&format!("/complaints/{}/remedies", back["id"].as_str().unwrap())).await.ok(200);
    let remedies = remedies.as_array().unwrap();
    // Compensation and measures: 300 + 900 + 150, 100 + 200 + 80.
    let costs: Vec<&Value> = remedies.iter().map(|one| &one["cost"]["amount"]).collect();
    assert_eq!(costs, [&json!("1350.00"), &json!("380.00")]);
    let measures = || remedies.iter().flat_map(|one| one["tasks"].as_array().unwrap());
    assert_eq!(measures().filter(|one| one["done_at"].is_string() && one["task"].is_object()).count(), 4);

    let going = of("孙美玲").await;
    assert_eq!(going["status"], "executing");
    let fresh = of("李雯").await;
    assert_eq!((&fresh["status"], &fresh["customer"], &fresh["phone"]["masked"]), (&json!("received"), &Value::Null, &json!(true)));

    let actions = manager.get("/corrective-actions?filter[status]=closed").await.ok(200);
    let action = manager.get(&format!("/corrective-actions/{}", actions["items"][0]["id"].as_str().unwrap())).await.ok(200);
    assert_eq!((&action["effective"], &action["complaint"]["id"]), (&json!(true), &back["id"]));
    let closed = manager.get("/nonconformities?filter[status]=closed&filter[grade]=ordinary").await.ok(200);
    assert_eq!(closed["items"].as_array().unwrap().len(), 1);
    let analysis = manager.get("/complaint-analysis").await.ok(200);
    let reopened = analysis["figures"].as_array().unwrap().iter().find(|one| one["key"] == "reopened").unwrap();
    assert!(reopened["of"].as_i64().unwrap() >= 1, "{reopened}");
}
