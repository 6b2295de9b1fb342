//! KPI-01, KPI-03: schemes as versions, entered values, and scores of a part of a month.

use crate::support::{App, User};
use chrono::{Datelike, Months, TimeDelta};
use contract::kpi::schemes::SchemeForm;
use contract::kpi::what_if::ScoreInputs;
use engines::calendar::local_date;
use serde_json::{Value, json};

fn month(app: &App, by: i32) -> String {
    let today = local_date(app.state.clock.now(), 480).with_day(1).unwrap();
    let by_months = Months::new(by.unsigned_abs());
    let there = if by < 0 { today - by_months } else { today + by_months };
    there.format("%Y-%m").to_string()
}

/// The version in force of a role.
async fn of_role(user: &User, role: &str) -> Value {
    let page = user.get(&format!("/kpi/schemes?filter[role]=eq:{role}")).await.ok(200);
    page["items"].as_array().unwrap().iter().find(|scheme| scheme["status"] == "in_force").cloned().unwrap()
}

/// Innovation, entered by hand: a value of ten adds ten points.
fn innovation() -> Value {
    json!({ "key": "innovation", "name": "创新加分", "kind": "added", "source": "entered", "whose": "own", "measure": "sum", "weight": "10",
        "curve": { "form": "linear", "floor": "0", "target": "10" } })
}

/// The representatives' scheme with its weights turned round and added points for innovation.
async fn changed(director: &User) -> Value {
    let mut content = of_role(director, "sales_rep").await["content"].clone();
    content["note"] = json!("更看重跟进数量");
    content["indicators"][0]["weight"] = json!("20");
    content["indicators"][1]["weight"] = json!("40");
    let indicators = content["indicators"].as_array_mut().unwrap();
    // The demo company's own scheme has it already.
    if indicators.iter().all(|one| one["key"] != "innovation") {
        indicators.push(innovation());
    }
    content
}

/// The changed scheme in force from this month on.
async fn in_force(app: &App, director: &User) -> Value {
    let draft = director.post("/kpi/schemes", changed(director).await).await.ok(201);
    let acts = format!("/kpi/schemes/{}/transitions", draft["id"].as_str().unwrap());
    director.act(&acts, &draft["version"], json!({ "act": "put_in_force", "from_month": month(app, 0) })).await.ok(200)
}

async fn works(rep: &User) {
    let customer = rep.enters_a_customer("成都嘉业文化传播有限公司").await;
    let path = format!("/customers/{}/follow-ups", customer["id"].as_str().unwrap());
    for content in ["谈软装", "报价", "量尺"] {
        rep.post(&path, json!({ "way": "phone", "content": content })).await.ok(201);
    }
}

async fn scored(user: &User, person: &str, month: &str) -> Value {
    user.get(&format!("/kpi/scores/{person}/{month}")).await.ok(200)
}

fn item<'a>(told: &'a Value, key: &str) -> &'a Value {
    told["items"].as_array().unwrap().iter().find(|item| item["indicator"] == key).unwrap()
}

#[actix_web::test]
async fn kpi_03_a_scheme_goes_from_draft_to_in_force_and_never_changes_then() {
    let app = App::start().await;
    let (director, rep) = (app.sign_in("director").await, app.sign_in("rep").await);
    let first = of_role(&director, "sales_rep").await;
    assert_eq!((&first["number"], &first["author"], &first["people"]), (&json!(1), &Value::Null, &json!(4)));
    assert_eq!(rep.post("/kpi/schemes", changed(&director).await).await.problem(403), "forbidden");

    let draft = director.post("/kpi/schemes", changed(&director).await).await.ok(201);
    assert_eq!((&draft["number"], &draft["status"], &draft["before"]), (&json!(2), &json!("draft"), &first["id"]));
    assert_eq!(director.post("/kpi/schemes", changed(&director).await).await.problem(409), "kpi_scheme.draft_exists");
    let path = format!("/kpi/schemes/{}", draft["id"].as_str().unwrap());
    assert_eq!(rep.get(&path).await.problem(404), "not_found", "a draft is for those who write it");

    let mut content = changed(&director).await;
    content["grades"]["excellent"] = json!("95");
    let draft = director.put(&path, &draft["version"], content.clone()).await.ok(200);
    let acts = format!("{path}/transitions");
    let past = json!({ "act": "put_in_force", "from_month": month(&app, -1) });
    assert_eq!(director.act(&acts, &draft["version"], past).await.bad_fields(), [("/from_month".to_owned(), "date_past".to_owned())]);
    let next = json!({ "act": "put_in_force", "from_month": month(&app, 1) });
    let planned = director.act(&acts, &draft["version"], next).await.ok(200);
    assert_eq!((&planned["status"], &planned["actions"]), (&json!("planned"), &json!(["recall"])));
    assert_eq!(director.put(&path, &planned["version"], content.clone()).await.problem(409), "kpi_scheme.not_now");
    let draft = director.act(&acts, &planned["version"], json!({ "act": "recall" })).await.ok(200);
    let now = json!({ "act": "put_in_force", "from_month": month(&app, 0) });
    let told = director.act(&acts, &draft["version"], now).await.ok(200);
    assert_eq!((&told["status"], &told["actions"]), (&json!("in_force"), &json!([])));
    assert_eq!(director.get(&format!("/kpi/schemes/{}", first["id"].as_str().unwrap())).await.ok(200)["status"], "retired");

    // Who is measured reads how; nobody reads the schemes of posts that are no business of theirs.
    assert_eq!(rep.get(&path).await.ok(200)["content"]["note"], "更看重跟进数量");
    let roles = |page: Value| page["items"].as_array().unwrap().iter().map(|s| s["role"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(roles(rep.get("/kpi/schemes").await.ok(200)), ["sales_rep", "sales_rep"]);
    let service = of_role(&director, "service_agent").await;
    assert_eq!(rep.get(&format!("/kpi/schemes/{}", service["id"].as_str().unwrap())).await.problem(404), "not_found");
    let manager = roles(app.sign_in("sales.manager").await.get("/kpi/schemes").await.ok(200));
    assert!(manager.contains(&"sales_supervisor".to_owned()) && !manager.contains(&"service_agent".to_owned()), "{manager:?}");

    let works_by = scored(&rep, &rep.id().await, &month(&app, 0)).await;
    assert_eq!((&works_by["scheme_version"], &item(&works_by, "follow_up.made")["weight"]), (&json!(2), &json!("40")));
    let before = scored(&rep, &rep.id().await, &month(&app, -1)).await;
    assert_eq!((&before["scheme_version"], &item(&before, "follow_up.made")["weight"]), (&json!(1), &json!("20")), "a past month stays");
}

#[actix_web::test]
async fn kpi_03_what_does_not_hold_is_told_at_its_field() {
    let app = App::start().await;
    let director = app.sign_in("director").await;
    let bad = async |change: &dyn Fn(&mut Value)| {
        let mut content = changed(&director).await;
        change(&mut content);
        director.post("/kpi/schemes", content).await.bad_fields()
    };
    let told = |pointer: &str, code: &str| vec![(pointer.to_owned(), code.to_owned())];
    assert_eq!(bad(&|c| c["indicators"][0]["weight"] = json!("21")).await, told("/indicators", "weights_not_100"));
    let none = bad(&|c| c["indicators"][0]["weight"] = json!("0")).await;
    assert_eq!(none, [told("/indicators", "weights_not_100"), told("/indicators/0/weight", "weight_range")].concat());
    assert_eq!(bad(&|c| c["indicators"][0]["fact"] = json!("luck")).await, told("/indicators/0/fact", "word_unknown"));
    assert_eq!(bad(&|c| c["indicators"][0]["measure"] = json!("max")).await, told("/indicators/0/measure", "measure_unnatural"));
    assert_eq!(bad(&|c| c["indicators"][4]["measure"] = json!("ratio")).await, told("/indicators/4/measure", "measure_unnatural"));
    assert_eq!(bad(&|c| c["indicators"][1]["curve"]["ceiling"] = json!("10")).await, told("/indicators/1/curve", "curve_unsound"));
    assert_eq!(bad(&|c| c["grades"]["good"] = json!("95")).await, told("/grades", "grades_unsound"));
    assert_eq!(bad(&|c| c["role"] = json!("astronaut")).await, told("/role", "role_unheld"));
    let facts = director.get("/kpi/facts").await.ok(200);
    let made = facts["facts"].as_array().unwrap().iter().find(|fact| fact["key"] == "follow_up.made").unwrap().clone();
    assert_eq!((&made["measures"], &made["label"]), (&json!(["count"]), &json!("客户跟进")));
    assert_eq!(app.sign_in("rep").await.get("/kpi/facts").await.problem(403), "forbidden");
}

#[actix_web::test]
async fn kpi_03_a_published_result_outlives_its_scheme() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    works(&rep).await;
    let published = month(&app, 0);
    app.later(TimeDelta::days(31));
    let (rep, director) = (app.sign_in("rep").await, app.sign_in("director").await);
    let me = rep.id().await;
    director.post(&format!("/kpi/months/{published}/publication"), json!({})).await.ok(200);
    let before = scored(&rep, &me, &published).await;
    in_force(&app, &director).await;
    assert_eq!(scored(&rep, &me, &published).await, before, "to the last letter");
    assert_eq!(scored(&rep, &me, &month(&app, 0)).await["scheme_version"], 2);
}

#[actix_web::test]
async fn kpi_01_entered_values_have_a_reason_and_are_put_right_by_another() {
    let app = App::start().await;
    let (director, manager, rep) = (app.sign_in("director").await, app.sign_in("sales.manager").await, app.sign_in("rep").await);
    works(&rep).await;
    in_force(&app, &director).await;
    let (me, this) = (rep.id().await, month(&app, 0));
    let entry = |value: Value, replaces: Value| json!({ "person_id": me, "month": this, "indicator": "innovation", "value": value, "reason": "量尺流程改进，见会议纪要", "replaces": replaces });
    let options = manager.get(&format!("/kpi/months/{this}/entry-options")).await.ok(200);
    assert!(options["options"].as_array().unwrap().iter().any(|one| one["person"]["id"] == *me && one["indicator"] == "innovation"));
    let plain = scored(&rep, &me, &this).await;

    assert_eq!(rep.post("/kpi/entries", entry(json!("3"), Value::Null)).await.problem(403), "forbidden");
    let wrong = json!({ "person_id": me, "month": this, "indicator": "follow_up.made", "value": "3", "reason": "x" });
    assert_eq!(manager.post("/kpi/entries", wrong).await.bad_fields(), [("/indicator".to_owned(), "word_unknown".to_owned())]);
    let ahead = json!({ "person_id": me, "month": month(&app, 1), "indicator": "innovation", "value": "3", "reason": "x" });
    assert_eq!(manager.post("/kpi/entries", ahead).await.bad_fields(), [("/month".to_owned(), "month_ahead".to_owned())]);
    let service = app.sign_in("service.manager").await;
    let stranger = service.post("/kpi/entries", entry(json!("3"), Value::Null)).await;
    assert_eq!(stranger.bad_fields(), [("/person_id".to_owned(), "person_unknown".to_owned())], "beyond their reach is unknown");

    let first = manager.post("/kpi/entries", entry(json!("3"), Value::Null)).await.ok(201);
    // The evidence is seen by who sees the entry, and by nobody else.
    let files = format!("/records/kpi_entry/{}/attachments", first["id"].as_str().unwrap());
    manager.upload(&files, "approval.pdf", b"%PDF-1.7 a".to_vec()).await.ok(201);
    assert_eq!(rep.get(&files).await.ok(200)["items"][0]["file_name"], "approval.pdf");
    assert_eq!(rep.get(&format!("/kpi/entries/{}", first["id"].as_str().unwrap())).await.ok(200)["files"], 1);
    assert_eq!(app.sign_in("rep2").await.get(&files).await.problem(404), "not_found");
    assert_eq!(service.upload(&files, "b.pdf", b"%PDF-1.7 b".to_vec()).await.problem(404), "not_found");
    let told = scored(&rep, &me, &this).await;
    let innovation = item(&told, "innovation");
    assert_eq!((&innovation["score"], &innovation["kind"]), (&json!("3.0"), &json!("added")));
    assert_eq!(innovation["records"][0]["subject"]["id"], first["id"]);
    let score = |told: &Value| told["score"].as_str().unwrap().parse::<rust_decimal::Decimal>().unwrap();
    assert_eq!(score(&told) - score(&plain), 3.into(), "beyond the hundred of the others");

    // A correction counts once the director has approved it; until then, and where it is refused, the value before stays.
    let refused = manager.post("/kpi/entries", entry(json!("9"), first["id"].clone())).await.ok(201);
    assert_eq!((&refused["status"], score(&scored(&rep, &me, &this).await) - score(&plain)), (&json!("waiting"), 3.into()));
    assert_eq!(manager.post("/kpi/entries", entry(json!("6"), first["id"].clone())).await.problem(409), "kpi_entry.replaced");
    director.decides(refused["id"].as_str().unwrap(), "return", "证据不足").await.ok(200);
    assert_eq!(manager.get(&format!("/kpi/entries/{}", refused["id"].as_str().unwrap())).await.ok(200)["status"], "refused");
    let second = manager.post("/kpi/entries", entry(json!("5"), first["id"].clone())).await.ok(201);
    director.decides(second["id"].as_str().unwrap(), "approve", "").await.ok(200);
    assert_eq!(score(&scored(&rep, &me, &this).await) - score(&plain), 5.into());
    assert_eq!(manager.post("/kpi/entries", entry(json!("6"), first["id"].clone())).await.problem(409), "kpi_entry.replaced");
    let list = rep.get("/kpi/entries").await.ok(200);
    let replaced_by = list["items"].as_array().unwrap().iter().find(|one| one["id"] == first["id"]).unwrap()["replaced_by"].clone();
    assert_eq!((replaced_by, list["items"].as_array().unwrap().len()), (second["id"].clone(), 3), "all stay, and the person reads them");
    assert_eq!(app.sign_in("rep2").await.get("/kpi/entries").await.ok(200)["items"], json!([]));
    let taken_back = json!({ "person_id": me, "month": this, "indicator": "innovation", "reason": "重复录入", "replaces": second["id"] });
    let taken_back = manager.post("/kpi/entries", taken_back).await.ok(201);
    director.decides(taken_back["id"].as_str().unwrap(), "approve", "").await.ok(200);
    assert_eq!(score(&scored(&rep, &me, &this).await), score(&plain));

    app.later(TimeDelta::days(31));
    let (director, manager) = (app.sign_in("director").await, app.sign_in("sales.manager").await);
    director.post(&format!("/kpi/months/{this}/publication"), json!({})).await.ok(200);
    assert_eq!(manager.post("/kpi/entries", entry(json!("9"), Value::Null)).await.problem(409), "kpi_entry.published");
}

#[actix_web::test]
async fn kpi_12_the_trial_of_the_unchanged_scheme_is_the_live_score() {
    let app = App::start_with_work(40).await;
    let director = app.sign_in("director").await;
    for month in [month(&app, 0), month(&app, -1)] {
        let inputs: ScoreInputs = serde_json::from_value(director.get(&format!("/kpi/inputs?month={month}")).await.ok(200)).unwrap();
        let live = director.get(&format!("/kpi/scores?month={month}")).await.ok(200);
        let live = live["rows"].as_array().unwrap();
        assert_eq!(inputs.people.len(), live.len());
        for row in live {
            let person = inputs.people.iter().find(|one| one.person.id.to_string() == row["person"]["id"].as_str().unwrap()).unwrap();
            let then = inputs.total_then(person);
            assert_eq!(then.map(|(total, _)| total.score.to_string()).as_deref(), row["score"].as_str(), "{} {month}", person.person.name);
            assert_eq!(then.map(|(_, grade)| grade.word()), row["grade"].as_str());
        }
        for scheme in &inputs.schemes {
            assert!(inputs.moved(scheme).iter().all(|one| one.by().is_zero()), "{}", scheme.role);
        }
    }
    // And once a changed one is in force, the scores are what the trial said.
    let this = month(&app, 0);
    let inputs: ScoreInputs =
        serde_json::from_value(director.get(&format!("/kpi/inputs?role=sales_rep&month={this}")).await.ok(200)).unwrap();
    let form: SchemeForm = serde_json::from_value(changed(&director).await).unwrap();
    let tried = inputs.moved(&form);
    assert!(tried.iter().any(|one| !one.by().is_zero()), "somebody moves");
    in_force(&app, &director).await;
    let live = director.get(&format!("/kpi/scores?month={this}")).await.ok(200);
    for one in tried {
        let row = live["rows"].as_array().unwrap().iter().find(|row| row["person"]["id"] == one.person.id.to_string()).unwrap();
        assert_eq!(one.after.map(|score| score.to_string()).as_deref(), row["score"].as_str(), "{}", one.person.name);
    }
    assert_eq!(app.sign_in("sales.manager").await.get("/kpi/inputs").await.problem(403), "forbidden");
}

#[actix_web::test]
async fn kpi_05_who_was_there_for_a_part_of_the_month_is_asked_for_a_part() {
    let app = App::start().await;
    let (hr, rep, director) = (app.sign_in("hr").await, app.sign_in("rep").await, app.sign_in("director").await);
    works(&rep).await;
    let (me, this) = (rep.id().await, month(&app, 0));
    let whole = scored(&rep, &me, &this).await;
    assert_eq!((&whole["remarks"], &item(&whole, "follow_up.made")["score"]), (&json!([]), &json!("3.0")), "3 of 20");
    // They entered on the last working day of the month.
    let days = engines::calendar::WorkingDays::load(app.state.database.reader().conn(), 480).await.unwrap();
    let first = format!("{this}-01").parse::<chrono::NaiveDate>().unwrap();
    let last = (first + Months::new(1)).pred_opt().unwrap();
    let joined = (0..31).map(|back| last - chrono::Days::new(back)).find(|day| days.is_working(*day)).unwrap();
    let of = days.between(first, last, |_| true);
    let person = hr.get(&format!("/people/{me}")).await.ok(200);
    let mut form = json!({});
    for field in ["number", "name", "employment", "territory"] {
        form[field] = person[field].clone();
    }
    for field in ["sex", "birth_on", "education", "major", "major_related", "certificates"] {
        form[field] = person["file"][field].clone();
    }
    form["superior_id"] = person["superior"]["id"].clone();
    form["entered_on"] = json!(joined);
    hr.put(&format!("/people/{me}"), &person["version"], form).await.ok(200);
    let part = scored(&rep, &me, &this).await;
    let made = item(&part, "follow_up.made");
    assert_eq!(made["score"], "20.0", "three are more than one day of {of} is asked for: {made}");
    assert!(made["arithmetic"].as_str().unwrap().contains(&format!("20 × 1 ÷ {of} 个工作日")), "{made}");
    assert!(part["remarks"][0].as_str().unwrap().contains(&format!("1 个工作日（全月 {of} 个）")), "{part}");
    assert_ne!(part["hash"], whole["hash"]);
    // And before they came they had no score.
    let before = month(&app, -1);
    assert_eq!(rep.get(&format!("/kpi/scores/{me}/{before}")).await.problem(404), "not_found");
    let rows = director.get(&format!("/kpi/scores?month={before}")).await.ok(200)["rows"].clone();
    assert!(rows.as_array().unwrap().iter().all(|row| row["person"]["id"] != *me));
}

#[actix_web::test]
async fn kpi_11_a_running_month_tells_what_would_raise_the_score_most() {
    let app = App::start().await;
    let (director, rep) = (app.sign_in("director").await, app.sign_in("rep").await);
    works(&rep).await;
    let (me, this) = (rep.id().await, month(&app, 0));
    let told = scored(&rep, &me, &this).await;
    let gains = told["gains"].as_array().unwrap();
    let at_target: Vec<f64> = gains.iter().map(|gain| gain["at_target"].as_str().unwrap().parse().unwrap()).collect();
    assert!(!gains.is_empty() && at_target.windows(2).all(|pair| pair[0] >= pair[1]), "{gains:#?}");
    assert!(gains.iter().any(|gain| gain["indicator"] == "follow_up.made" && gain["text"].as_str().unwrap().contains("达到目标")));
    let rows = director.get(&format!("/kpi/scores?month={this}")).await.ok(200)["rows"].clone();
    let row = rows.as_array().unwrap().iter().find(|row| row["person"]["id"] == *me).unwrap().clone();
    assert_eq!(row["weakest"], "客户跟进");
    app.later(TimeDelta::days(31));
    let rep = app.sign_in("rep").await;
    assert_eq!(scored(&rep, &me, &this).await["gains"], json!([]), "nothing can be done about a month that is over");
}
