//! KPI-01, KPI-09, KPI-11: formulas, which records count, and what superiors are pointed to.

use crate::support::{App, User};
use chrono::{TimeDelta, Utc};
use contract::kpi::what_if::ScoreInputs;
use engines::calendar::local_date;
use serde_json::{Value, json};

fn this_month(app: &App) -> String {
    local_date(app.state.clock.now(), 480).format("%Y-%m").to_string()
}

async fn reps_scheme(director: &User) -> Value {
    let page = director.get("/kpi/schemes?filter[role]=eq:sales_rep").await.ok(200);
    page["items"].as_array().unwrap().iter().find(|scheme| scheme["status"] == "in_force").cloned().unwrap()["content"].clone()
}

/// The representatives' scheme with another rule for how many follow-ups they make.
async fn with(director: &User, made: &dyn Fn(&mut Value)) -> Value {
    let mut content = reps_scheme(director).await;
    let indicators = content["indicators"].as_array_mut().unwrap();
    made(indicators.iter_mut().find(|one| one["key"] == "follow_up.made").unwrap());
    content
}

async fn in_force(app: &App, director: &User, content: Value) {
    let draft = director.post("/kpi/schemes", content).await.ok(201);
    let acts = format!("/kpi/schemes/{}/transitions", draft["id"].as_str().unwrap());
    director.act(&acts, &draft["version"], json!({ "act": "put_in_force", "from_month": this_month(app) })).await.ok(200);
}

async fn follows_up(rep: &User, customer: &Value, way: &str, content: &str, days_ago: i64) {
    let mut body = json!({ "way": way, "content": content });
    if days_ago > 0 {
        body["occurred_at"] = json!(Utc::now() - TimeDelta::days(days_ago));
    }
    rep.post(&format!("/customers/{}/follow-ups", customer["id"].as_str().unwrap()), body).await.ok(201);
}

async fn made(user: &User, person: &str, month: &str) -> Value {
    let told = user.get(&format!("/kpi/scores/{person}/{month}")).await.ok(200);
    told["items"].as_array().unwrap().iter().find(|item| item["indicator"] == "follow_up.made").unwrap().clone()
}

#[actix_web::test]
async fn kpi_01_a_formula_is_checked_when_saved_and_its_steps_are_told() {
    let app = App::start().await;
    let (director, rep) = (app.sign_in("director").await, app.sign_in("rep").await);
    let formula = |text: &str| {
        let text = text.to_owned();
        move |one: &mut Value| one["curve"] = json!({ "form": "formula", "formula": text, "most": "120" })
    };
    for (text, code) in [("100 - luck * 10", "formula_unknown"), ("100 -", "formula_unfinished"), ("count > 3", "formula_no_number")] {
        let answer = director.post("/kpi/schemes", with(&director, &formula(text)).await).await;
        assert_eq!(answer.json["errors"][0]["code"], code, "{text}");
        let detail = answer.json["errors"][0]["detail"].as_str().unwrap().to_owned();
        assert_eq!(answer.bad_fields(), [("/indicators/1/curve".to_owned(), code.to_owned())]);
        assert!(detail.contains(['6', '7']), "the place is told: {detail}");
    }
    // Fifteen points for each, twenty more from the third on.
    in_force(&app, &director, with(&director, &formula("count * 15 + if(count >= 3, 20, 0)")).await).await;
    let customer = rep.enters_a_customer("成都嘉业文化传播有限公司").await;
    for content in ["谈软装", "报价", "量尺"] {
        follows_up(&rep, &customer, "phone", content, 0).await;
    }
    let (me, month) = (rep.id().await, this_month(&app));
    let item = made(&rep, &me, &month).await;
    assert_eq!(item["steps"], json!(["3 × 15 = 45", "3 ≥ 3 ✓", "45 + 20 = 65"]));
    assert_eq!(item["score"], "13.0", "65 points of a weight of 20");
    let count = item["inputs"].as_array().unwrap().iter().find(|input| input["name"] == "count").unwrap();
    assert_eq!((&count["label"], &count["value"]), (&json!("条数"), &json!("3")));
    assert!(item["rule"].as_str().unwrap().contains("count * 15 + if(count >= 3, 20, 0)"), "{item}");
    // The trial in the browser works the same formula out.
    let inputs: ScoreInputs = serde_json::from_value(director.get(&format!("/kpi/inputs?month={month}")).await.ok(200)).unwrap();
    let person = inputs.people.iter().find(|one| one.person.id.to_string() == me).unwrap();
    let live = rep.get(&format!("/kpi/scores/{me}/{month}")).await.ok(200);
    assert_eq!(inputs.total_then(person).map(|(total, _)| total.score.to_string()).as_deref(), live["score"].as_str());
}

#[actix_web::test]
async fn kpi_01_only_the_records_that_a_scheme_wants_count() {
    let app = App::start().await;
    let (director, rep) = (app.sign_in("director").await, app.sign_in("rep").await);
    let facts = director.get("/kpi/facts").await.ok(200);
    let known = facts["facts"].as_array().unwrap().iter().find(|fact| fact["key"] == "follow_up.made").unwrap()["outcomes"].clone();
    let visit = known.as_array().unwrap().iter().find(|outcome| outcome["label"] == "拜访").unwrap()["key"].clone();
    let unknown = with(&director, &|one| one["only"] = json!(["words.way_pigeon"])).await;
    assert_eq!(director.post("/kpi/schemes", unknown).await.bad_fields(), [("/indicators/1/only".to_owned(), "word_unknown".to_owned())]);
    let wanted = |one: &mut Value| {
        one["only"] = json!([visit]);
        one["unit"] = json!("次拜访");
        one["data_owner"] = json!("销售经理");
    };
    in_force(&app, &director, with(&director, &wanted).await).await;
    let customer = rep.enters_a_customer("成都嘉业文化传播有限公司").await;
    for (way, content) in [("visit", "上门量尺"), ("phone", "约时间"), ("visit", "送样板")] {
        follows_up(&rep, &customer, way, content, 0).await;
    }
    let (me, month) = (rep.id().await, this_month(&app));
    let item = made(&rep, &me, &month).await;
    assert_eq!((item["records"].as_array().unwrap().len(), &item["score"]), (2, &json!("2.0")), "two of twenty");
    assert_eq!((&item["unit"], &item["data_owner"]), (&json!("次拜访"), &json!("销售经理")));
    assert!(item["rule"].as_str().unwrap().contains("只计：拜访"), "{item}");
    let list = director.get(&format!("/kpi/scores?month={month}")).await.ok(200);
    let row = list["rows"].as_array().unwrap().iter().find(|row| row["person"]["id"] == *me).unwrap().clone();
    assert_eq!(row["items"][1]["score"], "2.0", "and the sums of the list count the same");
}

/// KPI-11: the same words again and again, and what was entered long after; for superiors only, and it changes no score.
#[actix_web::test]
async fn kpi_11_superiors_are_pointed_to_what_is_worth_a_look() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    let customer = rep.enters_a_customer("成都嘉业文化传播有限公司").await;
    for content in ["电话回访，客户满意", "电话回访 客户满意。", "电话回访，客户满意！"] {
        follows_up(&rep, &customer, "phone", content, 0).await;
    }
    follows_up(&rep, &customer, "visit", "补记上门", 5).await;
    let me = rep.id().await;
    // Five days ago may have been last month.
    let months = [this_month(&app), local_date(app.state.clock.now() - TimeDelta::days(5), 480).format("%Y-%m").to_string()];
    let manager = app.sign_in("sales.manager").await;
    let mut kinds = Vec::new();
    for month in std::collections::BTreeSet::from(months) {
        let path = format!("/kpi/scores/{me}/{month}");
        let told = manager.get(&path).await.ok(200);
        let own = rep.get(&path).await.ok(200);
        assert_eq!((&own["attention"], &own["score"], &own["hash"]), (&json!([]), &told["score"], &told["hash"]));
        let hr = app.sign_in("hr").await.get(&path).await.ok(200);
        for one in told["attention"].as_array().unwrap() {
            kinds.push((one["kind"].as_str().unwrap().to_owned(), one["count"].as_u64().unwrap()));
            assert!(one["records"][0]["title"].as_str().unwrap().contains("成都嘉业"), "{one}");
            let of_hr = hr["attention"].as_array().unwrap().iter().find(|other| other["kind"] == one["kind"]).unwrap();
            assert!(!of_hr["records"][0]["title"].as_str().unwrap().contains("成都嘉业"), "HR need not know the customer: {of_hr}");
        }
    }
    kinds.sort();
    kinds.retain(|(kind, _)| kind != "burst");
    assert_eq!(kinds, [("back_dated".to_owned(), 1), ("same_text".to_owned(), 3)]);
}

/// KPI-02: whatever an area states can be named in a scheme, in every language.
#[actix_web::test]
async fn kpi_02_every_fact_has_its_texts() {
    let app = App::start().await;
    let facts = app.sign_in("director").await.get("/kpi/facts").await.ok(200);
    for fact in facts["facts"].as_array().unwrap() {
        for stem in ["indicator", "definition"] {
            let path = format!("kpi.{stem}_{}", fact["key"].as_str().unwrap().replace('.', "_"));
            assert!(locale::find(&path).is_some(), "{path}");
        }
    }
}

/// KPI-01, KPI-09: a formula takes several facts by name. Two follow-ups of twenty and a file that is complete to some part: the steps name
/// each number, the records of both facts are listed, sums and records agree, and a result keeps all of it.
#[actix_web::test]
async fn kpi_01_a_formula_combines_several_facts() {
    let app = App::start().await;
    let (director, rep) = (app.sign_in("director").await, app.sign_in("rep").await);
    let several = |facts: Value, formula: &'static str| {
        move |one: &mut Value| {
            one["curve"] = json!({ "form": "formula", "formula": formula, "most": "120" });
            one["facts"] = facts.clone();
        }
    };
    let full = |measure: &str| json!([{ "name": "完整度", "fact": "customer.completeness", "measure": measure }]);
    for (facts, formula, pointer, code) in [
        (full("ratio"), "value + luck", "/indicators/1/curve", "formula_unknown"),
        (full("max"), "value + 完整度", "/indicators/1/facts/0/measure", "measure_unnatural"),
        (
            json!([{ "name": "value", "fact": "customer.completeness", "measure": "ratio" }]),
            "1",
            "/indicators/1/facts/0/name",
            "formula_name",
        ),
        (json!([{ "name": "a", "fact": "luck", "measure": "ratio" }]), "a", "/indicators/1/facts/0/fact", "word_unknown"),
    ] {
        let answer = director.post("/kpi/schemes", with(&director, &several(facts, formula)).await).await;
        assert_eq!(answer.bad_fields(), [(pointer.to_owned(), code.to_owned())], "{formula}");
    }
    let plain = |one: &mut Value| one["facts"] = full("ratio");
    let answer = director.post("/kpi/schemes", with(&director, &plain).await).await;
    assert_eq!(answer.bad_fields(), [("/indicators/1/facts".to_owned(), "formula_facts".to_owned())], "only a formula names facts");

    in_force(&app, &director, with(&director, &several(full("ratio"), "count * 10 + 完整度 / 2")).await).await;
    let customer = rep.enters_a_customer("成都嘉业文化传播有限公司").await;
    let (me, month) = (rep.id().await, this_month(&app));
    let alone = made(&rep, &me, &month).await;
    let complete: rust_decimal::Decimal = alone["records"][0]["value"].as_str().unwrap().parse().unwrap();
    let half = (complete / rust_decimal::Decimal::TWO).normalize();
    assert_eq!(
        alone["steps"],
        json!(["0 × 10 = 0", format!("{complete} ÷ 2 = {half}"), format!("0 + {half} = {half}")]),
        "without a follow-up"
    );
    for content in ["上门量尺", "送样板"] {
        follows_up(&rep, &customer, "visit", content, 0).await;
    }
    let item = made(&rep, &me, &month).await;
    assert_eq!(
        item["steps"],
        json!([
            "2 × 10 = 20",
            format!("{complete} ÷ 2 = {half}"),
            format!("20 + {half} = {}", (half + rust_decimal::Decimal::from(20)).normalize())
        ])
    );
    let named: Vec<&Value> = item["records"].as_array().unwrap().iter().map(|record| &record["named"]).collect();
    assert_eq!(named, [&Value::Null, &Value::Null, &json!("完整度")], "the records of both facts");
    let input = item["inputs"].as_array().unwrap().iter().find(|input| input["name"] == "完整度").unwrap();
    assert_eq!((&input["label"], &input["value"]), (&json!("客户档案完整度"), &json!(complete.normalize().to_string())));
    let list = director.get(&format!("/kpi/scores?month={month}")).await.ok(200);
    let row = list["rows"].as_array().unwrap().iter().find(|row| row["person"]["id"] == *me).unwrap().clone();
    assert_eq!(row["items"][1]["score"], item["score"], "the sums of the list say the same");
    let inputs: ScoreInputs = serde_json::from_value(director.get(&format!("/kpi/inputs?month={month}")).await.ok(200)).unwrap();
    let person = inputs.people.iter().find(|person| person.person.id.to_string() == me).unwrap();
    assert_eq!(
        inputs.total_then(person).map(|(total, _)| total.score.to_string()).as_deref(),
        row["score"].as_str(),
        "and so does the trial"
    );

    app.later(TimeDelta::days(31));
    let (director, rep) = (app.sign_in("director").await, app.sign_in("rep").await);
    director.post(&format!("/kpi/months/{month}/publication"), json!({})).await.ok(200);
    let frozen = made(&rep, &me, &month).await;
    assert_eq!((&frozen["steps"], &frozen["score"], &frozen["records"]), (&item["steps"], &item["score"], &item["records"]));
}

/// KPI-01: a named fact counts only the records that the scheme wants, in explanation, list, trial and words alike.
#[actix_web::test]
async fn kpi_01_a_named_fact_counts_only_what_ends_so() {
    let app = App::start().await;
    let (director, rep) = (app.sign_in("director").await, app.sign_in("rep").await);
    let naming = |only: Value| {
        move |one: &mut Value| {
            one["curve"] = json!({ "form": "formula", "formula": "count + 上门 * 10" });
            one["facts"] = json!([{ "name": "上门", "fact": "follow_up.made", "measure": "count", "only": only.clone() }]);
        }
    };
    let answer = director.post("/kpi/schemes", with(&director, &naming(json!(["words.way_balloon"]))).await).await;
    assert_eq!(answer.bad_fields(), [("/indicators/1/facts/0/only".to_owned(), "word_unknown".to_owned())]);
    in_force(&app, &director, with(&director, &naming(json!(["words.way_visit"]))).await).await;
    let customer = rep.enters_a_customer("成都嘉业文化传播有限公司").await;
    for (way, content) in [("visit", "上门量尺"), ("phone", "约时间"), ("phone", "谈报价")] {
        follows_up(&rep, &customer, way, content, 0).await;
    }
    let (me, month) = (rep.id().await, this_month(&app));
    let item = made(&rep, &me, &month).await;
    assert_eq!(item["steps"], json!(["1 × 10 = 10", "3 + 10 = 13"]));
    assert!(item["rule"].as_str().unwrap().contains("只计："), "{}", item["rule"]);
    let named = item["records"].as_array().unwrap().iter().filter(|record| record["named"] == "上门").count();
    assert_eq!(named, 1);
    let list = director.get(&format!("/kpi/scores?month={month}")).await.ok(200);
    let row = list["rows"].as_array().unwrap().iter().find(|row| row["person"]["id"] == *me).unwrap().clone();
    assert_eq!(row["items"][1]["score"], item["score"], "the sums of the list say the same");
    let inputs: ScoreInputs = serde_json::from_value(director.get(&format!("/kpi/inputs?month={month}")).await.ok(200)).unwrap();
    let person = inputs.people.iter().find(|person| person.person.id.to_string() == me).unwrap();
    assert_eq!(inputs.total_then(person).map(|(total, _)| total.score.to_string()).as_deref(), row["score"].as_str());
}
