//! KPI-14: recruitment of account managers.

use crate::support::App;
use serde_json::{Value, json};

const EXAMINERS: [&str; 10] =
    ["gm", "assistant", "director", "sales.manager", "supervisor", "marketing.manager", "service.manager", "hr", "finance", "specialist"];

#[actix_web::test]
async fn kpi_14_paper_and_ten_examiners_make_a_ranking_and_the_recruited_wait_a_year() {
    let app = App::start().await;
    let hr = app.sign_in("hr").await;
    let mut examiners = Vec::new();
    for username in EXAMINERS {
        examiners.push(app.sign_in(username).await.id().await);
    }
    let form = |count: usize| json!({ "name": "客户经理竞聘", "applicants": [{ "name": "赵一" }, { "name": "钱二", "experience_years": 1 }], "examiners": examiners[..count] });
    assert_eq!(hr.post("/kpi/recruitments", form(9)).await.bad_fields(), [("/examiners".to_owned(), "examiners_few".to_owned())]);
    assert_eq!(app.sign_in("rep").await.post("/kpi/recruitments", form(10)).await.problem(403), "forbidden");
    let opened = hr.post("/kpi/recruitments", form(10)).await.ok(201);
    let path = format!("/kpi/recruitments/{}", opened["id"].as_str().unwrap());
    assert_eq!(app.sign_in("rep").await.get(&path).await.problem(404), "not_found");
    let acts = format!("{path}/transitions");
    let act = async |username: &str, body: Value| {
        let user = app.sign_in(username).await;
        let version = user.get(&path).await.ok(200)["version"].clone();
        user.act(&acts, &version, body).await
    };
    let (first, second) = (opened["applicants"][0]["id"].clone(), opened["applicants"][1]["id"].clone());
    // Law 80 × 40 % + trade 75 × 40 % + essay 90 × 20 % = 80; × 80 % = 64. The other: 70 all over; × 80 % = 56.
    act("hr", json!({ "act": "mark_paper", "applicant_id": first, "law": "80", "trade": "75", "essay": "90" })).await.ok(200);
    act("hr", json!({ "act": "mark_paper", "applicant_id": second, "law": "70", "trade": "70", "essay": "70" })).await.ok(200);
    let own = json!({ "act": "interview", "applicant_id": first, "mark": "80" });
    let told = act("gm", own).await.ok(200);
    assert_eq!((&told["applicants"][0]["mine"], &told["applicants"][0]["interview"]), (&json!("80"), &Value::Null));
    let another = json!({ "act": "interview", "applicant_id": first, "examiner_id": examiners[1], "mark": "99" });
    assert_eq!(act("gm", another).await.problem(403), "forbidden");
    assert_eq!(act("hr", json!({ "act": "rank" })).await.problem(409), "recruitment.incomplete");
    for (at, mark) in [80, 81, 82, 84, 85, 86, 87, 88, 90, 92].into_iter().enumerate() {
        for (applicant, mark) in [(&first, mark.to_string()), (&second, "100".to_owned())] {
            let sheet = json!({ "act": "interview", "applicant_id": applicant, "examiner_id": examiners[at], "mark": mark });
            act("hr", sheet).await.ok(200);
        }
    }
    let ranked = act("hr", json!({ "act": "rank" })).await.ok(200);
    let standing: Vec<_> = ranked["applicants"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["name"].clone(), one["place"].clone(), one["total"].clone()))
        .collect();
    assert_eq!(standing, [(json!("赵一"), json!(1), json!("81.1")), (json!("钱二"), json!(2), json!("76"))], "64 + 17.1 and 56 + 20");

    // Who is taken becomes one of the staff: after a year, or at once with a year of experience.
    let (rep, rep2) = (app.sign_in("rep").await.id().await, app.sign_in("rep2").await.id().await);
    let hire = |applicant: &Value, person: &str| json!({ "act": "hire", "applicant_id": applicant, "person_id": person, "hired_on": "2026-11-02" });
    act("hr", hire(&first, &rep)).await.ok(200);
    let hired = act("hr", hire(&second, &rep2)).await.ok(200);
    let on: Vec<_> = hired["applicants"].as_array().unwrap().iter().map(|one| one["eligible_on"].clone()).collect();
    assert_eq!(on, [json!("2027-11-02"), json!("2026-11-02")]);
    let managers = hr.get("/kpi/account-managers").await.ok(200);
    let of = |person: &str| managers["items"].as_array().unwrap().iter().find(|one| one["person"]["id"] == person).unwrap().clone();
    assert_eq!((&of(&rep)["eligible_on"], &of(&rep2)["eligible_on"]), (&json!("2027-11-02"), &json!("2026-11-02")));
    let grading = |person: &str| json!({ "name": "评定", "from_month": "2027-06", "candidates": [person], "raters": [] });
    assert_eq!(hr.post("/kpi/gradings", grading(&rep)).await.bad_fields(), [("/candidates/0".to_owned(), "not_eligible".to_owned())]);
    hr.post("/kpi/gradings", grading(&rep2)).await.ok(201);
    act("hr", json!({ "act": "close" })).await.ok(200);
}
