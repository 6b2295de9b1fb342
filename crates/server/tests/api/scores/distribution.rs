//! KPI-07: grades by distribution, from the rule over ties and calibration to the published result.

use crate::kpi_adjustments::propose_and_confirm;
use crate::support::{App, User};
use chrono::{Days, NaiveDate, TimeDelta};
use engines::calendar::local_date;
use serde_json::{Value, json};

fn this_month(app: &App) -> String {
    local_date(app.state.clock.now(), 480).format("%Y-%m").to_string()
}

/// The representatives' score is a value that is entered.
async fn entered_scores(app: &App, director: &User) {
    let page = director.get("/kpi/schemes?filter[role]=eq:sales_rep").await.ok(200);
    let mut content = page["items"][0]["content"].clone();
    content["indicators"] = json!([{ "key": "result", "name": "综合得分", "kind": "weighed", "source": "entered", "whose": "own",
        "measure": "sum", "weight": "100", "curve": { "form": "linear", "floor": "0", "target": "100" } }]);
    let draft = director.post("/kpi/schemes", content).await.ok(201);
    let acts = format!("/kpi/schemes/{}/transitions", draft["id"].as_str().unwrap());
    director.act(&acts, &draft["version"], json!({ "act": "put_in_force", "from_month": this_month(app) })).await.ok(200);
}

/// At most 40 % excellent and 20 % good.
async fn distributes(director: &User, month: &str) {
    let annual =
        json!({ "months": 100, "least_months": 2, "indicators": [], "grades": { "excellent": "90", "good": "80", "qualified": "60" } });
    let rules = json!({ "self_days": 5, "marking_until": 10, "calibration_days": 5, "publish_itself": false, "list_shown": false,
        "quotas": { "excellent": 40, "good": 20 }, "annual": annual });
    director.post("/kpi/cycle-rules", json!({ "from_month": month, "rules": rules })).await.ok(200);
}

fn grade(sheet: &Value, person: &str) -> (String, String, String) {
    let row = sheet["rows"].as_array().unwrap().iter().find(|row| row["person"]["id"] == person).unwrap();
    let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
    (text("score"), text("deserved"), text("grade"))
}

fn told(score: &str, deserved: &str, grade: &str) -> (String, String, String) {
    (score.to_owned(), deserved.to_owned(), grade.to_owned())
}

/// Five people have a score: 96, 95 and 95, which all deserve to be excellent, and two of 0. 40 % of five are two places, of which the second
/// falls on two equal scores: neither has it, and both are good, as three of five may be that or better. Raised by half a point in the
/// calibration, one of them has the place alone.
#[actix_web::test]
async fn kpi_07_places_are_few_and_equal_scores_are_never_told_apart() {
    let app = App::start().await;
    let (director, manager) = (app.sign_in("director").await, app.sign_in("sales.manager").await);
    entered_scores(&app, &director).await;
    let month = this_month(&app);
    distributes(&director, &month).await;
    app.works().await;
    let mut ids = Vec::new();
    for (username, value) in [("rep", "96"), ("rep2", "95"), ("rep3", "95")] {
        let id = app.sign_in(username).await.id().await;
        let entry = json!({ "person_id": id, "month": month, "indicator": "result", "value": value, "reason": "月度汇总" });
        manager.post("/kpi/entries", entry).await.ok(201);
        ids.push(id);
    }
    let cycle = director.get(&format!("/kpi/cycles?filter[period]=eq:{month}")).await.ok(200)["items"][0].clone();
    let until: NaiveDate = cycle["marking_until"].as_str().unwrap().parse().unwrap();
    app.later(TimeDelta::days((until + Days::new(1) - local_date(app.state.clock.now(), 480)).num_days()));
    app.works().await;
    let director = app.sign_in("director").await;
    let path = format!("/kpi/months/{month}/calibration");
    let sheet = director.get(&path).await.ok(200);
    let scored = sheet["rows"].as_array().unwrap().iter().filter(|row| row["score"].is_string()).count();
    assert_eq!((scored, &sheet["quotas"]), (5, &json!({ "excellent": 40, "good": 20 })));
    let grades = |sheet: &Value| ids.iter().map(|id| grade(sheet, id)).collect::<Vec<_>>();
    assert_eq!(
        grades(&sheet),
        [told("96.0", "excellent", "excellent"), told("95.0", "excellent", "good"), told("95.0", "excellent", "good")]
    );
    let counted = |sheet: &Value, word: &str| {
        let of = sheet["grades"].as_array().unwrap().iter().find(|one| one["grade"] == word).unwrap();
        of["people"].as_u64().unwrap()
    };
    assert_eq!((counted(&sheet, "excellent"), counted(&sheet, "good")), (1, 2));

    let adjusted = json!({ "person_id": ids[2], "score": "95.5", "reason": "协助展会，未计入" });
    let hr = app.sign_in("hr").await;
    let sheet = propose_and_confirm(&director, &hr, &format!("/kpi/months/{month}/adjustments"), adjusted).await;
    assert_eq!(grades(&sheet)[1..], [told("95.0", "excellent", "good"), told("95.5", "excellent", "excellent")]);

    director.post(&format!("/kpi/months/{month}/publication"), json!({})).await.ok(200);
    for (id, grade, by_distribution) in [(&ids[0], "excellent", false), (&ids[1], "good", true), (&ids[2], "excellent", false)] {
        let told = director.get(&format!("/kpi/scores/{id}/{month}")).await.ok(200);
        assert_eq!((&told["grade"], &told["by_distribution"]), (&json!(grade), &json!(by_distribution)), "{}", told["person"]["name"]);
        assert_eq!(told["result"]["grade"], grade);
    }
}
