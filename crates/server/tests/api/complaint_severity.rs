//! CPL-01: rules of severity that the company writes itself: dated, checked when saved, and followed with their reason.

use crate::complaints::{Desk, text};
use crate::support::App;
use chrono::{Days, TimeDelta};
use serde_json::{Value, json};

const RULES: &str = "/severity-rules";

fn rule(name: &str, category: Value, words: &[&str], severity: &str) -> Value {
    json!({ "name": name, "category": category, "words": words, "severity": severity })
}

fn today(app: &App) -> chrono::NaiveDate {
    engines::calendar::local_date(app.state.clock.now(), app.state.config.utc_offset_minutes)
}

#[actix_web::test]
async fn cpl_01_the_companys_rules_hold_from_their_day_on_and_what_was_filed_keeps_its_reason() {
    let desk = Desk::open().await;
    let product = desk.manager.get(RULES).await.ok(200);
    assert_eq!((&product["from_on"], &product["rules"][0]["name"]), (&Value::Null, &json!("提到人身、安全、法律或媒体")));
    let before = desk.filed().await;
    assert_eq!((&before["severity"], &before["severity_why"]["rule"]), (&json!("ordinary"), &json!("defect")));

    let tomorrow = today(&desk.app) + Days::new(1);
    let rules = [rule("开业在即", json!(null), &["开业", "Opening"], "serious"), rule("质量小毛病", json!("quality"), &[], "minor")];
    let form = json!({ "from_on": tomorrow, "rules": rules, "otherwise": "ordinary" });
    let written = desk.manager.post(RULES, form).await.ok(200);
    assert_eq!((&written["from_on"], &written["versions"][0]["state"]), (&Value::Null, &json!("planned")));
    assert_eq!(desk.filed().await["severity_why"]["rule"], "defect", "its day is to come");

    desk.app.later(TimeDelta::days(1));
    let desk = desk.again().await;
    let now = desk.manager.get(RULES).await.ok(200);
    assert_eq!((&now["from_on"], &now["versions"][0]["state"]), (&json!(tomorrow), &json!("in_force")));
    let filed = desk.filed().await;
    let why = json!({ "rule": "company", "word": null, "name": "质量小毛病" });
    assert_eq!((&filed["severity"], &filed["severity_why"]), (&json!("minor"), &why));
    let mut urgent = desk.complaint();
    urgent["matter"] = json!("明天 opening，柜门还没装");
    let urgent = desk.agent.post("/complaints", urgent).await.ok(201);
    let why = json!({ "rule": "company", "word": "Opening", "name": "开业在即" });
    assert_eq!((&urgent["severity"], &urgent["severity_why"]), (&json!("serious"), &why));
    let again = desk.manager.get(&format!("/complaints/{}", text(&before["id"]))).await.ok(200);
    assert_eq!(again["severity_why"]["rule"], "defect", "what was filed keeps its reason");

    // Of two versions of one day the last written holds.
    let form = |severity: &str| json!({ "from_on": today(&desk.app), "rules": [rule("都一样", json!("quality"), &[], severity)], "otherwise": "minor" });
    desk.manager.post(RULES, form("ordinary")).await.ok(200);
    let last = desk.manager.post(RULES, form("serious")).await.ok(200);
    let states: Vec<&str> = last["versions"].as_array().unwrap().iter().map(|one| text(&one["state"])).collect();
    assert_eq!(states, ["in_force", "past", "past"]);
    assert_eq!(desk.filed().await["severity"], "serious");
}

#[actix_web::test]
async fn cpl_01_rules_that_cannot_work_are_refused_at_their_field_and_only_who_configures_writes() {
    let desk = Desk::open().await;
    let day = today(&desk.app);
    let send = async |from_on: chrono::NaiveDate, rules: Vec<Value>| {
        desk.manager.post(RULES, json!({ "from_on": from_on, "rules": rules, "otherwise": "ordinary" })).await
    };
    let good = || rule("人身安全", json!(null), &["受伤"], "serious");
    let wrong = [
        (day, vec![rule("人人", json!(null), &[], "minor")], "/rules/0/words", "severity_rule_for_all"),
        (day, vec![good(), rule("轻", json!("quality"), &["手指受伤"], "minor")], "/rules/1/words", "severity_word_hidden"),
        (
            day,
            vec![rule("质", json!("quality"), &[], "minor"), rule("裂", json!("quality"), &["裂"], "serious")],
            "/rules/1/words",
            "severity_rule_hidden",
        ),
        (day - Days::new(1), vec![good()], "/from_on", "day_past"),
        (day, vec![rule("", json!(null), &["受伤"], "serious")], "/rules/0/name", "empty"),
    ];
    for (from_on, rules, pointer, code) in wrong {
        let fields = send(from_on, rules).await.bad_fields();
        assert_eq!(fields[0].0, pointer, "{fields:?}");
        if code != "empty" {
            assert_eq!(fields[0].1, code);
        }
    }
    let form = json!({ "from_on": day, "rules": [good()], "otherwise": "ordinary" });
    assert_eq!(desk.agent.post(RULES, form.clone()).await.problem(403), "forbidden");
    assert_eq!(desk.agent.get(RULES).await.ok(200)["editable"], false);
    let rep = desk.app.sign_in("admin").await;
    assert_eq!(rep.get(RULES).await.problem(403), "forbidden");
    desk.manager.post(RULES, form).await.ok(200);
}
