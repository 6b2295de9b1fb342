//! CPL-01, CPL-02, CPL-03: what was wrong at intake is put right with a reason, and the clocks and the own-case rule follow.

use crate::complaints::{Desk, assign, is_refused, path, propose, sees, takes, tasks, text};
use crate::support::{Answer, App, User};
use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use serde_json::{Value, json};

fn at(day: &str, time: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(&format!("2026-{day}T{time}:00+08:00")).unwrap().to_utc()
}

fn due(case: &Value, clock: usize) -> DateTime<Utc> {
    text(&case["clocks"][clock]["due_at"]).parse::<DateTime<Utc>>().unwrap().duration_round(TimeDelta::minutes(5)).unwrap()
}

/// The particulars as they are, with these changed.
fn with(case: &Value, changed: Value) -> Value {
    let mut body = json!({ "category": case["category"], "severity": case["severity"], "product": case["product"],
        "contract_number": case["contract_number"], "about_person_id": case["about_person"]["id"], "reason": "受理时记错" });
    body.as_object_mut().unwrap().extend(changed.as_object().unwrap().clone());
    body
}

async fn puts(user: &User, case: &Value, changed: Value) -> Answer {
    user.put(&format!("{}/particulars", path(case)), &case["version"], with(case, changed)).await
}

async fn named(user: &User, case: &Value, person: &User) -> Answer {
    puts(user, case, json!({ "about_person_id": person.id().await })).await
}

#[actix_web::test]
async fn the_agent_puts_right_what_was_wrong_and_each_change_is_kept_with_its_reason() {
    let desk = Desk::open().await;
    let case = desk.assigned().await;
    let changed = json!({ "category": "delivery", "product": " 极简木门 ", "contract_number": "HT-2026-7" });
    for stranger in [&desk.investigator, &desk.rep] {
        let refused = puts(stranger, &case, changed.clone()).await;
        assert!(matches!(refused.status, 404 | 409), "{}", refused.status);
    }
    assert_eq!((&case["corrections"], &sees(&desk.investigator, &case).await["correctable"]), (&json!([]), &json!(false)));
    let now = puts(&desk.agent, &case, changed.clone()).await.ok(200);
    assert_eq!((&now["category"], &now["product"], &now["contract_number"]), (&json!("delivery"), &json!("极简木门"), &json!("HT-2026-7")));
    assert_eq!((&now["status"], &now["investigator"], &now["correctable"]), (&case["status"], &case["investigator"], &json!(true)));
    let told = |one: &Value| [&one["field"], &one["old"], &one["new"], &one["reason"], &one["person"]["name"]].map(|v| text(v).to_owned());
    let kept: Vec<_> = now["corrections"].as_array().unwrap().iter().map(told).collect();
    let wanted = [
        ["category", "产品质量", "交付", "受理时记错", "白洁"],
        ["product", "", "极简木门", "受理时记错", "白洁"],
        ["contract", "", "HT-2026-7", "受理时记错", "白洁"],
    ];
    assert_eq!(kept.iter().map(|one| one[0].as_str()).collect::<Vec<_>>(), ["category", "product", "contract"]);
    assert_eq!((&kept[1], &kept[2]), (&wanted[1].map(str::to_owned), &wanted[2].map(str::to_owned)));
    let found = desk.agent.get(&format!("/complaints?q={}", client::percent("极简木门"))).await.ok(200);
    assert_eq!(found["items"][0]["id"], case["id"], "found by what it says now");
    assert_eq!(puts(&desk.agent, &case, changed).await.problem(412), "stale");
    let same = puts(&desk.manager, &now, json!({})).await.ok(200);
    assert_eq!((&same["version"], &same["corrections"]), (&now["version"], &now["corrections"]), "what changes nothing writes nothing");
    let unknown = json!("00000000-0000-7000-8000-000000000000");
    for (field, value, code) in
        [("reason", json!(" "), "required"), ("about_person_id", unknown.clone(), "person_unknown"), ("topic_id", unknown, "topic_unknown")]
    {
        let refused = puts(&desk.agent, &now, json!({ field: value })).await.bad_fields();
        assert_eq!(refused, [(format!("/{field}"), code.to_owned())]);
    }
    let auditor = desk.app.sign_in("auditor").await;
    let audit = auditor.get("/audit?filter[kind]=complaint&limit=200").await.ok(200);
    assert!(audit["items"].to_string().contains("极简木门"), "the audit log has old and new");
    let over = takes(&desk.manager, &now, crate::complaints::withdraw()).await;
    assert_eq!(puts(&desk.manager, &over, json!({ "product": "门" })).await.problem(409), "complaint.not_now");
}

/// CPL-02, by hand: received on Monday 23 November at 10:00; its clocks stood still from Tuesday 10:00 to Wednesday 14:00. A serious case
/// is to be acknowledged by 11:00, investigated by Wednesday 18:00 and closed by Monday the 30th 18:00: 17 and 44 working hours after
/// Tuesday 10:00, so as many after Wednesday 14:00.
#[actix_web::test]
async fn another_severity_counts_the_clocks_anew_from_when_it_was_received() {
    let app = App::start().await;
    app.state.clock.travel_to(at("11-23", "10:00"));
    let desk = Desk::of(app).await;
    let case = desk.assigned().await;
    desk.app.state.clock.travel_to(at("11-24", "10:00"));
    let desk = desk.again().await;
    let case = takes(&desk.investigator, &case, json!({ "act": "pause", "reason": "customer", "note": "等样品" })).await;
    desk.app.state.clock.travel_to(at("11-25", "14:00"));
    let desk = desk.again().await;
    let case = takes(&desk.investigator, &case, json!({ "act": "resume" })).await;
    assert_eq!((due(&case, 1), due(&case, 2)), (at("11-30", "13:00"), at("12-04", "13:00")));
    let now = puts(&desk.manager, &case, json!({ "severity": "serious" })).await.ok(200);
    assert_eq!([0, 1, 2].map(|clock| due(&now, clock)), [at("11-23", "11:00"), at("11-27", "13:00"), at("12-02", "13:00")]);
    assert_eq!((&now["severity_why"]["rule"], &now["due_at"]), (&json!("declared"), &now["clocks"][1]["due_at"]));
    let back = puts(&desk.manager, &now, json!({ "severity": "ordinary" })).await.ok(200);
    assert_eq!((due(&back, 1), due(&back, 2)), (at("11-30", "13:00"), at("12-04", "13:00")), "as if nothing had been");
    // The task of the investigator says when it is due now.
    let waits = desk.investigator.inbox().await.into_iter().find(|task| task["kind"] == "complaint").unwrap();
    assert_eq!(waits["due_at"], back["due_at"]);
}

#[actix_web::test]
async fn an_investigator_who_is_named_loses_the_case_and_somebody_else_begins_anew() {
    let desk = Desk::open().await;
    let case = takes(&desk.investigator, &desk.assigned().await, propose("1")).await;
    let now = named(&desk.agent, &case, &desk.investigator).await.ok(200);
    assert_eq!((&now["status"], &now["investigator"], &now["steps"][3]["act"]), (&json!("received"), &Value::Null, &json!("recuse")));
    assert_eq!(now["steps"][3]["note"], json!("受理时记错"));
    assert_eq!((tasks(&desk.investigator.inbox().await), tasks(&desk.manager.inbox().await)), (0, 1));
    is_refused(&desk.manager, &now, assign(&desk.investigator.id().await), 409, "complaint.concerned").await;
    desk.investigator.get(&path(&now)).await.problem(404);
    let now = takes(&desk.manager, &now, assign(&desk.manager.id().await)).await;
    // Who reports to the person that is named judges no more, either.
    let again = named(&desk.agent, &now, &desk.director).await.ok(200);
    assert_eq!((&again["status"], &again["investigator"]), (&json!("received"), &Value::Null), "the manager reports to the director");
    // Naming nobody is no way out for whom the rule binds.
    assert_eq!(puts(&desk.manager, &again, json!({ "about_person_id": null })).await.problem(409), "complaint.subordinate");
    puts(&desk.agent, &again, json!({ "about_person_id": null })).await.ok(200);
}

#[actix_web::test]
async fn a_signer_who_is_named_signs_no_more() {
    let desk = Desk::open().await;
    let case = desk.approving(desk.assigned().await, "500").await;
    let asked = text(&case["approval_id"]).to_owned();
    let now = named(&desk.agent, &case, &desk.director).await.ok(200);
    assert_eq!((&now["status"], &now["approval_id"]), (&json!("remedy_proposed"), &Value::Null));
    assert_eq!(desk.investigator.get(&format!("/approvals/{asked}")).await.ok(200)["status"], "void");
    assert!(desk.director.inbox().await.iter().all(|task| task["kind"] != "approval"));
    is_refused(&desk.investigator, &now, json!({ "act": "submit" }), 409, "approval.no_approver").await;
    let cleared = puts(&desk.agent, &now, json!({ "about_person_id": desk.rep.id().await })).await.ok(200);
    takes(&desk.investigator, &cleared, json!({ "act": "submit" })).await;
    desk.director.decides(text(&case["id"]), "approve", "").await.ok(200);
}

/// Two at once: one of them is told that the case is another one now.
#[actix_web::test]
async fn of_a_correction_and_a_step_at_once_one_wins() {
    let desk = Desk::open().await;
    let case = desk.assigned().await;
    let (a, b) = futures_util::future::join(
        named(&desk.agent, &case, &desk.investigator),
        desk.investigator.act(&crate::complaints::acts(&case), &case["version"], propose("1")),
    )
    .await;
    assert!(matches!((a.status, b.status), (200, 412 | 404) | (412, 200)), "{} {}", a.status, b.status);
}
