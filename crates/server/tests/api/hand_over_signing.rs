//! ORG-08: somebody always signs, whoever is away or leaves as well.

use crate::hand_overs::{acts, confirms, gives_notice, in_five_weeks, lines, text, today};
use crate::support::{App, User};
use serde_json::{Value, json};

async fn settled(app: &App, it: &Value) {
    acts(&app.sign_in("finance").await, it, json!({ "act": "settle", "note": "无借款" })).await.ok(200);
}

async fn may_sign(user: &User, it: &Value) -> bool {
    let now = user.get(&format!("/hand-overs/{}", text(&it["id"]))).await.ok(200);
    now["actions"].as_array().unwrap().contains(&json!("sign"))
}

async fn is_asked(user: &User, it: &Value) -> bool {
    user.inbox().await.iter().any(|task| task["kind"] == "hand_over" && task["subject"]["id"] == it["id"])
}

#[actix_web::test]
async fn a_supervisor_who_leaves_blocks_nobody() {
    let app = App::start().await;
    let (rep, supervisor, above) = (app.sign_in("rep").await, app.sign_in("supervisor").await, app.sign_in("sales.manager").await);
    let path = async |it: &Value| above.get(&format!("/hand-overs/{}", text(&it["id"]))).await;
    let it = gives_notice(&rep, in_five_weeks(&app)).await;
    assert!(may_sign(&supervisor, &it).await);
    assert_eq!(path(&it).await.problem(404), "not_found", "the supervisor is at work: nobody signs over their head");
    let theirs = gives_notice(&supervisor, in_five_weeks(&app)).await;
    assert!(may_sign(&above, &it).await && may_sign(&supervisor, &it).await, "both while the supervisor is still there");
    let listed = lines(&supervisor, &theirs).await;
    let line = listed.iter().find(|line| line["kind"] == "hand_over").unwrap();
    assert_eq!(line["subject"]["id"], it["id"]);
    let to = |id: String| json!({ "act": "assign", "receiver_id": id, "line_ids": [line["id"]] });
    acts(&supervisor, &theirs, to(rep.id().await)).await.ok(200);
    assert_eq!(confirms(&rep, &theirs, true).await.problem(409), "hand_over.own", "nobody signs their own");
    confirms(&rep, &theirs, false).await.ok(200);
    acts(&supervisor, &theirs, to(above.id().await)).await.ok(200);
    confirms(&above, &theirs, true).await.ok(200);
    assert_eq!(path(&it).await.ok(200)["supervisor"]["name"], "陆建平");
    assert!(is_asked(&above, &it).await && !is_asked(&supervisor, &it).await);
    settled(&app, &it).await;
    assert_eq!(supervisor.get(&format!("/hand-overs/{}", text(&it["id"]))).await.problem(404), "not_found");
    assert_eq!(acts(&above, &it, json!({ "act": "sign" })).await.ok(200)["signed"]["person"]["name"], "陆建平");
}

#[actix_web::test]
async fn while_the_supervisor_is_on_leave_the_next_superior_signs() {
    let app = App::start().await;
    let (rep, hr, above) = (app.sign_in("rep").await, app.sign_in("hr").await, app.sign_in("sales.manager").await);
    let card = format!("/people/{}", app.sign_in("supervisor").await.id().await);
    let seen = hr.get(&card).await.ok(200);
    hr.act(&format!("{card}/transitions"), &seen["version"], json!({ "act": "go_on_leave" })).await.ok(200);
    let it = gives_notice(&rep, in_five_weeks(&app)).await;
    assert!(is_asked(&above, &it).await, "whoever can sign is asked");
    settled(&app, &it).await;
    let signed = acts(&above, &it, json!({ "act": "sign", "note": "代监交" })).await.ok(200);
    assert_eq!((&signed["supervisor"]["name"], &signed["signed"]["person"]["name"]), (&json!("何秀兰"), &json!("陆建平")));
    let back = hr.get(&card).await.ok(200);
    hr.act(&format!("{card}/transitions"), &back["version"], json!({ "act": "come_back" })).await.ok(200);
    let path = format!("/hand-overs/{}", text(&it["id"]));
    assert_eq!(above.get(&path).await.problem(404), "not_found", "the supervisor is back");
}

#[actix_web::test]
async fn who_does_the_supervisors_work_signs_and_never_their_own() {
    let app = App::start().await;
    let (rep, rep2, rep3) = (app.sign_in("rep").await, app.sign_in("rep2").await, app.sign_in("rep3").await);
    let supervisor = app.sign_in("supervisor").await;
    let own = gives_notice(&rep2, in_five_weeks(&app)).await;
    let body =
        json!({ "delegate_id": rep2.id().await, "from_on": today(&app), "to_on": in_five_weeks(&app), "kinds": [], "reason": "出差" });
    supervisor.post("/delegations", body).await.ok(201);
    let it = gives_notice(&rep, in_five_weeks(&app)).await;
    let path = format!("/hand-overs/{}", text(&it["id"]));
    settled(&app, &it).await;
    settled(&app, &own).await;
    assert_eq!(rep3.get(&path).await.problem(404), "not_found");
    assert!(is_asked(&rep2, &it).await);
    assert!(!may_sign(&rep2, &own).await, "not even as the delegate of their own supervisor");
    assert_eq!(acts(&rep2, &own, json!({ "act": "sign" })).await.problem(409), "hand_over.not_supervisor");
    assert_eq!(acts(&rep2, &it, json!({ "act": "sign" })).await.ok(200)["signed"]["person"]["name"], "周子航");
}

/// Whoever has nobody above them gives notice all the same: the assistant of the general manager signs for the general manager.
#[actix_web::test]
async fn the_person_at_the_top_gives_notice_too() {
    let app = App::start().await;
    let (gm, assistant) = (app.sign_in("gm").await, app.sign_in("assistant").await);
    let it = gives_notice(&gm, in_five_weeks(&app)).await;
    assert_eq!(it["supervisor"]["name"], "温静");
    assert!(may_sign(&assistant, &it).await && !may_sign(&gm, &it).await);
    let admin = app.sign_in("admin").await;
    let hr = app.sign_in("hr").await;
    let path = format!("/people/{}", hr.id().await);
    let card = admin.get(&path).await.ok(200);
    let roles = json!({ "act": "assign_roles", "roles": ["executive_director"] });
    admin.act(&format!("{path}/transitions"), &card["version"], roles).await.ok(200);
    acts(&gm, &it, json!({ "act": "withdraw" })).await.ok(200);
    let again = gives_notice(&gm, in_five_weeks(&app)).await;
    assert_eq!(again["supervisor"]["name"], "罗敏", "an executive director comes first");
}
