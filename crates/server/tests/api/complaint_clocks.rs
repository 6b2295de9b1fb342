//! CPL-02, CPL-06: what time does to a case. The days are those of the spec: Monday 23 November 2026 and after.

use crate::complaints::{Desk, assign, carry_out, facts, feedback, is_refused, propose, sees, takes, text};
use crate::support::{App, User};
use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use complaints::Watched;
use platform::db::Door;
use serde_json::{Value, json};

fn at(day: &str, time: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(&format!("2026-{day}T{time}:00+08:00")).unwrap().to_utc()
}

/// To five minutes: the clock of the test runs on while it works.
fn due(value: &Value) -> DateTime<Utc> {
    text(value).parse::<DateTime<Utc>>().unwrap().duration_round(TimeDelta::minutes(5)).unwrap()
}

/// The desk on Monday at 10:00.
async fn monday() -> Desk {
    let app = App::start().await;
    app.state.clock.travel_to(at("11-23", "10:00"));
    Desk::of(app).await
}

/// Moves to a moment of a day; who is needed signs in again.
async fn then(desk: &Desk, day: &str, time: &str, username: &str) -> User {
    desk.app.state.clock.travel_to(at(day, time));
    desk.app.sign_in(username).await
}

async fn look(desk: &Desk) -> Watched {
    let door = Door::of_system(desk.app.state.clone(), "watch");
    complaints::watch(&door).await.unwrap()
}

fn pause() -> Value {
    json!({ "act": "pause", "reason": "customer", "note": "等客户寄回样品" })
}

fn told(inbox: &[Value]) -> usize {
    inbox.iter().filter(|task| task["kind"] == "escalation").count()
}

async fn count(user: &User, query: &str) -> Value {
    user.get(&format!("/complaints?count=true&{query}")).await.ok(200)["total"]["count"].clone()
}

#[actix_web::test]
async fn a_pause_stops_the_clocks_and_its_working_time_is_added() {
    let desk = monday().await;
    let case = desk.assigned().await;
    assert_eq!((&case["running"], due(&case["due_at"])), (&json!("investigate"), at("11-26", "18:00")));
    let investigator = then(&desk, "11-24", "10:00", "agent2").await;
    let paused = takes(&investigator, &case, pause()).await;
    assert_eq!((&paused["running"], &paused["due_at"], due(&paused["paused_at"])), (&Value::Null, &Value::Null, at("11-24", "10:00")));
    assert_eq!(paused["actions"], json!(["resume"]));
    assert_eq!(paused["pauses"][0]["reason"], "customer");
    for act in [propose("1"), pause()] {
        is_refused(&investigator, &paused, act, 409, "complaint.paused").await;
    }
    let manager = then(&desk, "12-20", "10:00", "service.manager").await;
    let row = manager.get("/complaints").await.ok(200)["items"][0].clone();
    assert_eq!((&row["overdue"], &row["due_at"], &row["paused_at"]), (&json!(false), &Value::Null, &paused["paused_at"]));
    assert_eq!(
        (count(&manager, "filter[paused_at]=null:false").await, count(&manager, "filter[due_at]=lt:now").await),
        (json!(1), json!(0))
    );
    assert_eq!(look(&desk).await, Watched::default(), "nobody is told of what stands still");
    desk.app.state.clock.travel_to(at("11-25", "14:00"));
    let (agent, stranger) = (desk.app.sign_in("agent").await, desk.app.sign_in("rep").await);
    is_refused(&stranger, &paused, json!({ "act": "resume" }), 404, "not_found").await;
    let going_on = takes(&agent, &paused, json!({ "act": "resume" })).await;
    assert_eq!(due(&going_on["due_at"]), at("11-30", "13:00"), "26 working hours are left, as there were on Tuesday at ten");
    assert_eq!(due(&going_on["clocks"][2]["due_at"]), at("12-04", "13:00"), "the whole case, by the same 13 hours");
    let pause = &going_on["pauses"][0];
    assert_eq!((&pause["began_by"]["name"], &pause["ended_by"]["name"]), (&json!("邓凯"), &json!("白洁")));
    is_refused(&agent, &going_on, json!({ "act": "resume" }), 409, "complaint.not_paused").await;
    let way: Vec<&str> = going_on["steps"].as_array().unwrap().iter().skip(2).map(|step| text(&step["act"])).collect();
    assert_eq!(way, ["pause", "resume"]);
}

#[actix_web::test]
async fn a_withdrawn_case_ends_its_pause() {
    let desk = monday().await;
    let case = takes(&desk.investigator, &desk.assigned().await, pause()).await;
    let case = takes(&desk.manager, &case, json!({ "act": "withdraw", "reason": "客户撤回" })).await;
    assert_eq!((&case["paused_at"], &case["pauses"][0]["ended_by"]["name"]), (&Value::Null, &json!("韩雪梅")));
}

#[actix_web::test]
async fn the_list_finds_what_is_late_and_what_is_due_soon() {
    let desk = monday().await;
    let early = desk.assigned().await;
    let late = desk.filed().await;
    let (acting, done) = (desk.assigned().await, desk.filed().await);
    takes(&desk.manager, &done, json!({ "act": "withdraw", "reason": "客户撤回" })).await;
    takes(&desk.investigator, &acting, pause()).await;
    let manager = then(&desk, "11-25", "19:00", "service.manager").await;
    let found = async |query: &str| {
        let page = manager.get(&format!("/complaints?{query}")).await.ok(200);
        page["items"].as_array().unwrap().iter().map(|row| row["id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(found("filter[due_at]=lt:now").await, [late["id"].clone()]);
    assert_eq!(found("filter[due_at]=ge:now&filter[due_at]=le:now%2B24h").await, [early["id"].clone()]);
    assert_eq!(found("sort=due_at").await[..2], [late["id"].clone(), early["id"].clone()]);
    for bad in ["lt:now%2B1m", "lt:soon", "lt:now%2B", "lt:now-99999999d"] {
        let answer = manager.get(&format!("/complaints?filter[due_at]={bad}")).await;
        assert_eq!(answer.bad_fields(), [("/filter[due_at]".to_owned(), "filter_value".to_owned())], "{bad}");
    }
}

#[actix_web::test]
async fn those_above_hear_once_of_each_rung() {
    let desk = monday().await;
    let case = desk.filed().await;
    assert_eq!(look(&desk).await, Watched::default());
    let manager = then(&desk, "11-23", "11:40", "service.manager").await;
    let (a, b) = futures_util::future::join(look(&desk), look(&desk)).await;
    assert_eq!(a.escalated + b.escalated, 1, "two looks at once");
    assert_eq!(told(&manager.inbox().await), 1);
    let manager = then(&desk, "11-23", "12:30", "service.manager").await;
    assert_eq!((look(&desk).await.escalated, look(&desk).await.escalated), (1, 0));
    assert_eq!(told(&manager.inbox().await), 1, "one task, not two");
    let director = then(&desk, "11-24", "12:30", "director").await;
    look(&desk).await;
    assert_eq!(told(&director.inbox().await), 1);
    let manager = desk.app.sign_in("service.manager").await;
    let seen = sees(&manager, &case).await;
    let notes: Vec<&str> = seen["steps"].as_array().unwrap().iter().skip(1).map(|step| text(&step["note"])).collect();
    assert_eq!(notes, ["韩雪梅", "韩雪梅", "程思源"]);
    let investigator = desk.app.sign_in("agent2").await;
    takes(&manager, &seen, assign(&investigator.id().await)).await;
    assert_eq!(told(&director.inbox().await), 0, "the step was taken");
}

#[actix_web::test]
async fn the_person_complained_about_is_not_told() {
    let desk = monday().await;
    let mut body = desk.complaint();
    body["about_person_id"] = json!(desk.manager.id().await);
    desk.agent.post("/complaints", body).await.ok(201);
    let director = then(&desk, "11-23", "12:30", "director").await;
    assert_eq!(look(&desk).await.escalated, 1);
    let manager = desk.app.sign_in("service.manager").await;
    assert_eq!((told(&manager.inbox().await), told(&director.inbox().await)), (0, 1));
}

#[actix_web::test]
async fn a_customer_who_does_not_answer_lets_the_case_close() {
    let desk = monday().await;
    let case = desk.executing(desk.assigned().await).await;
    let case = takes(&desk.agent, &case, carry_out()).await;
    assert_eq!(due(&case["clocks"][4]["due_at"]), at("11-30", "10:00"), "a week");
    then(&desk, "11-30", "09:50", "agent").await;
    assert_eq!(look(&desk).await.lapsed, 0);
    let agent = then(&desk, "11-30", "10:30", "agent").await;
    assert_eq!((look(&desk).await.lapsed, look(&desk).await.lapsed), (1, 0));
    let closed = sees(&agent, &case).await;
    assert_eq!((&closed["status"], &closed["feedback"], &closed["actions"]), (&json!("closed"), &Value::Null, &json!([])));
    let last = closed["steps"].as_array().unwrap().last().unwrap();
    assert_eq!((&last["act"], &last["person"]), (&json!("lapse"), &Value::Null));
    assert!(closed["clocks"].as_array().unwrap().iter().all(|clock| clock["late"] == false), "waiting for the customer counts for nobody");
    is_refused(&agent, &closed, feedback("reopen", 1), 409, "complaint.not_now").await;
    assert_eq!(facts(&desk, "complaint.satisfaction", -1, 1).await, []);
    assert!(agent.inbox().await.is_empty());
}

/// CPL-02, CPL-06, by hand: Monday 28 September, ordinary: seven working days end on Tuesday 13 October, for 1 to 7 October are off and
/// Saturday the 10th is worked. Carried out on Wednesday 30 September at 12:00, so 6 + 5 × 9 = 51 working hours are left.
#[actix_web::test]
async fn a_reopened_case_has_what_was_left_of_it_and_a_whole_term_to_investigate() {
    let app = App::start().await;
    app.state.clock.travel_to(at("09-28", "10:00"));
    let desk = Desk::of(app).await;
    let case = desk.executing(desk.assigned().await).await;
    let closing = |case: &Value| case["clocks"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(due(&closing(&case)["due_at"]), at("10-13", "18:00"));
    let agent = then(&desk, "09-30", "12:00", "agent").await;
    let case = takes(&agent, &case, carry_out()).await;
    assert_eq!((&case["running"], &case["due_at"]), (&Value::Null, &Value::Null), "no clock of the company's runs");
    // Long after: the customer has not answered, and nobody of the company is late.
    let agent = then(&desk, "10-14", "12:00", "agent").await;
    assert_eq!((count(&agent, "filter[due_at]=lt:now").await, &closing(&sees(&agent, &case).await)["late"]), (json!(0), &json!(false)));
    assert_eq!(facts(&desk, "complaint.closed_on_time", -30, 1).await, []);
    let agent = then(&desk, "10-09", "11:00", "agent").await;
    let again = takes(&agent, &case, feedback("reopen", 2)).await;
    assert_eq!((&again["running"], due(&again["due_at"])), (&json!("investigate"), at("10-13", "18:00")), "10, 12 and 13 October");
    // 7 hours of Friday the 9th, 9 each of the 10th, 12th, 13th and 14th, and 8 of the 15th.
    assert_eq!(due(&closing(&again)["due_at"]), at("10-15", "17:00"));
}

#[actix_web::test]
async fn a_customer_who_takes_their_time_makes_nobody_late() {
    let desk = monday().await;
    let case = desk.executing(desk.assigned().await).await;
    let agent = then(&desk, "12-02", "17:00", "agent").await;
    let case = takes(&agent, &case, carry_out()).await;
    let agent = then(&desk, "12-07", "16:00", "agent").await;
    let closed = takes(&agent, &case, feedback("close", 5)).await;
    let closing = closed["clocks"].as_array().unwrap().last().unwrap();
    assert_eq!((due(&closing["due_at"]), &closing["late"]), (at("12-07", "17:00"), &json!(false)), "an hour was left");
    let agent = text(&case["agent"]["id"]).to_owned();
    assert_eq!(facts(&desk, "complaint.closed_on_time", -10, 1).await, [(agent, "1/1".to_owned(), "Done in time")]);
}
