//! KPI-05, KPI-16: who was there for a part of a month is asked for a part of the work and paid for a part of the days.

use crate::support::{App, User};
use chrono::{Datelike, Days, Months, NaiveDate};
use engines::calendar::{WorkingDays, local_date};
use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::{Value, json};

fn today(app: &App) -> NaiveDate {
    local_date(app.state.clock.now(), 480)
}

fn next_month(app: &App, day: u32) {
    let today = today(app);
    app.later(today.with_day(day).unwrap() + Months::new(1) - today);
}

/// Puts down when somebody entered the company; the rest of their file stays.
pub async fn enters_on(hr: &User, person: &str, day: NaiveDate) {
    let card = hr.get(&format!("/people/{person}")).await.ok(200);
    let mut form = json!({ "entered_on": day, "superior_id": card["superior"]["id"] });
    for field in ["number", "name", "employment", "territory"] {
        form[field] = card[field].clone();
    }
    for field in ["sex", "birth_on", "education", "major", "major_related", "certificates"] {
        form[field] = card["file"][field].clone();
    }
    hr.put(&format!("/people/{person}"), &card["version"], form).await.ok(200);
}

/// Two working days of leave from tomorrow on, approved by superior and director.
async fn is_away(app: &App, who: &User, substitute: &str, superior: &User, kind: &str) {
    let days = WorkingDays::load(app.state.database.reader().conn(), 480).await.unwrap();
    let from = days.add(today(app), 1);
    let form = json!({ "kind": kind, "from_on": from, "to_on": days.add(from, 1), "substitute_id": substitute, "reason": "回家探亲" });
    let leave = who.post("/leaves", form).await.ok(201);
    for signer in [superior, &app.sign_in("director").await] {
        signer.decides(leave["id"].as_str().unwrap(), "approve", "").await.ok(200);
    }
}

fn half_up(exact: Decimal, decimals: u32) -> Decimal {
    exact.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

fn yuan(amount: Decimal) -> String {
    let mut amount = amount;
    amount.rescale(2);
    amount.to_string()
}

/// The one entered on the tenth and is on unpaid leave for two working days; the other has the whole month but for two days of annual leave.
#[actix_web::test]
async fn kpi_05_a_part_of_the_month_is_a_part_of_the_work_and_of_the_pay() {
    let app = App::start().await;
    next_month(&app, 10);
    let (month, joined) = (today(&app).format("%Y-%m").to_string(), today(&app));
    let (hr, director, supervisor) = (app.sign_in("hr").await, app.sign_in("director").await, app.sign_in("supervisor").await);
    let (rep, rep2) = (app.sign_in("rep").await, app.sign_in("rep2").await);
    let (joiner, other) = (rep.id().await, rep2.id().await);
    enters_on(&hr, &joiner, joined).await;
    is_away(&app, &rep, &app.sign_in("rep3").await.id().await, &supervisor, "personal").await;
    is_away(&app, &rep2, &app.sign_in("rep3").await.id().await, &supervisor, "annual").await;
    for person in [&joiner, &other] {
        let money = |amount: &str| json!({ "amount": amount, "currency": "CNY" });
        let terms =
            json!({ "person_id": person, "from_month": month, "basic": money("3000"), "performance": money("1000"), "reason": "劳动合同" });
        hr.post("/pay/terms", terms).await.ok(200);
    }
    for (user, name) in [(&rep, "成都嘉业文化传播有限公司"), (&rep2, "成都远航装饰工程有限公司")] {
        let customer = user.enters_a_customer(name).await;
        let body = json!({ "way": "phone", "content": "谈软装" });
        user.post(&format!("/customers/{}/follow-ups", customer["id"].as_str().unwrap()), body).await.ok(201);
    }

    let calendar = WorkingDays::load(app.state.database.reader().conn(), 480).await.unwrap();
    let (first, last) = (joined.with_day(1).unwrap(), joined.with_day(1).unwrap() + Months::new(1) - Days::new(1));
    let of = calendar.between(first, last, |_| true);
    let there = calendar.between(joined, last, |_| true) - 2;
    for (person, worked) in [(&joiner, there), (&other, of - 2)] {
        let told = director.get(&format!("/kpi/scores/{person}/{month}")).await.ok(200);
        let remarks = told["remarks"].to_string();
        assert!(
            remarks.contains(&format!("本月在岗 {worked} 个工作日（全月 {of} 个）")) && remarks.contains("其中 2 个工作日请假"),
            "{remarks}"
        );
        // Twenty follow-ups by the days at work, to two decimals; one was made.
        let asked = half_up(Decimal::from(20 * worked) / Decimal::from(of), 2);
        let mut points = half_up(Decimal::ONE_HUNDRED / asked, 1);
        points.rescale(1);
        let made = told["items"].as_array().unwrap().iter().find(|item| item["indicator"] == "follow_up.made").unwrap();
        let arithmetic = made["arithmetic"].as_str().unwrap();
        assert!(arithmetic.contains(&format!("20 × {worked} ÷ {of}")) && arithmetic.contains(&format!("{points} 分")), "{arithmetic}");
    }

    next_month(&app, 5);
    let hr = app.sign_in("hr").await;
    let run = hr.post("/pay/runs", json!({ "month": month })).await.ok(201)["id"].as_str().unwrap().to_owned();
    let slips = hr.get(&format!("/pay/runs/{run}/slips")).await.ok(200);
    let slip = |person: &str| slips["items"].as_array().unwrap().iter().find(|one| one["person"]["id"] == *person).cloned().unwrap();
    let share = |amount: u32| half_up(Decimal::from(amount * there) / Decimal::from(of), 2);
    let (basic, performance) = (share(3000), share(1000));
    let one = slip(&joiner);
    let amounts: Vec<&Value> = one["parts"].as_array().unwrap().iter().map(|part| &part["amount"]["amount"]).collect();
    assert_eq!(amounts, [&json!(yuan(basic)), &json!(yuan(performance))]);
    assert_eq!((&one["days"], &one["total"]["amount"]), (&json!({ "paid": there, "of": of }), &json!(yuan(basic + performance))));
    assert_eq!(one["parts"][0]["note"], format!("3000 × {there} ÷ {of} 个工作日"));
    let one = slip(&other);
    assert_eq!((&one["days"], &one["total"]["amount"]), (&json!({ "paid": of, "of": of }), &json!("4000.00")), "annual leave is paid");
    assert_eq!(one["parts"][0]["note"], "");
}

/// KPI-16: sick leave costs 40 % of a day's pay from this month on, set before the month is checked. Two days: 2 × 0.6 of them are paid.
#[actix_web::test]
async fn kpi_16_what_leave_costs_is_set_by_the_company() {
    let app = App::start().await;
    next_month(&app, 10);
    let (month, first) = (today(&app).format("%Y-%m").to_string(), today(&app).with_day(1).unwrap());
    let (hr, supervisor, rep, director) =
        (app.sign_in("hr").await, app.sign_in("supervisor").await, app.sign_in("rep").await, app.sign_in("director").await);
    let me = rep.id().await;
    is_away(&app, &rep, &app.sign_in("rep3").await.id().await, &supervisor, "sick").await;
    let money = |amount: &str| json!({ "amount": amount, "currency": "CNY" });
    let terms = json!({ "person_id": me, "from_month": month, "basic": money("3000"), "performance": money("1000"), "reason": "劳动合同" });
    hr.post("/pay/terms", terms).await.ok(200);

    let rules = |deductions: Value| json!({ "from_month": month, "rules": { "deductions": deductions }, "reason": "考勤制度第六条" });
    let both = || json!([{ "kind": "personal", "percent": 100 }, { "kind": "sick", "percent": 40 }]);
    assert_eq!(rep.get("/pay/leave-rules").await.problem(403), "forbidden");
    assert_eq!(director.post("/pay/leave-rules", rules(both())).await.problem(403), "forbidden", "who approves pay does not prepare it");
    let at_first = hr.get("/pay/leave-rules").await.ok(200);
    assert_eq!(at_first["now"]["rules"]["deductions"], json!([{ "kind": "personal", "percent": 100 }]));
    let more = hr.post("/pay/leave-rules", rules(json!([{ "kind": "sick", "percent": 101 }]))).await;
    assert_eq!(more.bad_fields(), [("/rules/deductions/0/percent".to_owned(), "range".to_owned())]);
    let twice = hr.post("/pay/leave-rules", rules(json!([{ "kind": "sick", "percent": 1 }, { "kind": "sick", "percent": 2 }]))).await;
    assert_eq!(twice.bad_fields(), [("/rules/deductions".to_owned(), "key_twice".to_owned())]);
    let set = hr.post("/pay/leave-rules", rules(both())).await.ok(200);
    assert_eq!((&set["now"]["rules"]["deductions"], &set["now"]["from_month"]), (&both(), &json!(month)));
    assert_eq!(set["others"].as_array().unwrap().len(), 1, "that of the product stays on record");

    next_month(&app, 5);
    let calendar = WorkingDays::load(app.state.database.reader().conn(), 480).await.unwrap();
    let of = calendar.between(first, first + Months::new(1) - Days::new(1), |_| true);
    let hr = app.sign_in("hr").await;
    let run = hr.post("/pay/runs", json!({ "month": month })).await.ok(201)["id"].as_str().unwrap().to_owned();
    let slips = hr.get(&format!("/pay/runs/{run}/slips")).await.ok(200);
    let slip = slips["items"].as_array().unwrap().iter().find(|one| one["person"]["id"] == *me).unwrap();
    assert_eq!(slip["days"], json!({ "paid": of - 2, "of": of, "partly": "1.2" }));
    let counted = Decimal::from(of - 2) + Decimal::new(12, 1);
    let share = |amount: u32| half_up(Decimal::from(amount) * counted / Decimal::from(of), 2);
    let amounts: Vec<&Value> = slip["parts"].as_array().unwrap().iter().map(|part| &part["amount"]["amount"]).collect();
    assert_eq!(amounts, [&json!(yuan(share(3000))), &json!(yuan(share(1000)))]);
    assert_eq!(slip["parts"][0]["note"], format!("3000 × {} ÷ {of} 个工作日", counted.normalize()));

    let version = hr.get(&format!("/pay/runs/{run}")).await.ok(200)["version"].clone();
    let finance = app.sign_in("finance").await;
    finance.act(&format!("/pay/runs/{run}/transitions"), &version, json!({ "act": "check" })).await.ok(200);
    let late = hr.post("/pay/leave-rules", rules(both())).await;
    assert_eq!(late.bad_fields(), [("/from_month".to_owned(), "pay_checked".to_owned())]);
}
