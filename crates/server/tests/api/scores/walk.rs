//! KPI-08, KPI-09, KPI-11: whatever is written in whatever order, the live score is what the records come to, and a result that is
//! published stays as it is. A random walk over the API; `SCORES_SEED` repeats or varies it.

use super::many::is_that_of_the_records;
use crate::support::{App, User};
use chrono::{DateTime, Datelike, Months, NaiveDate, TimeDelta, Utc};
use engines::calendar::{local_date, start_of_day};
use serde_json::{Value, json};

/// Numbers that are random and always the same (xorshift).
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn of_environment() -> Self {
        let seed = std::env::var("SCORES_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(20_261_128);
        println!("SCORES_SEED={seed}");
        Self(u64::max(seed, 1))
    }

    pub(super) fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % most as u64).unwrap()
    }
}

fn today(app: &App) -> NaiveDate {
    local_date(app.state.clock.now(), 480)
}

fn month_of(day: NaiveDate) -> String {
    day.format("%Y-%m").to_string()
}

/// The same day of the next month.
fn a_month_later(app: &App, day: u32) {
    let today = today(app);
    app.later(today.with_day(day).unwrap() + Months::new(1) - today);
}

/// The representatives are also measured by a value that is entered, from this month on.
async fn with_entered_values(app: &App, director: &User) {
    let page = director.get("/kpi/schemes?filter[role]=eq:sales_rep").await.ok(200);
    let mut content = page["items"][0]["content"].clone();
    content["indicators"].as_array_mut().unwrap().push(json!({ "key": "innovation", "name": "创新", "kind": "added", "source": "entered",
        "whose": "own", "measure": "sum", "weight": "10", "curve": { "form": "linear", "floor": "0", "target": "10" } }));
    let draft = director.post("/kpi/schemes", content).await.ok(201);
    let acts = format!("/kpi/schemes/{}/transitions", draft["id"].as_str().unwrap());
    let from = json!({ "act": "put_in_force", "from_month": month_of(today(app)) });
    director.act(&acts, &draft["version"], from).await.ok(200);
}

/// The people who write, signed in now.
struct Desk<'a> {
    app: &'a App,
    reps: [User; 2],
    ids: [String; 2],
    supervisor: User,
    manager: User,
    agent: User,
    service: User,
    director: User,
}

impl<'a> Desk<'a> {
    async fn open(app: &'a App) -> Self {
        let reps = [app.sign_in("rep").await, app.sign_in("rep2").await];
        let ids = [reps[0].id().await, reps[1].id().await];
        let (supervisor, manager) = (app.sign_in("supervisor").await, app.sign_in("sales.manager").await);
        let (agent, service) = (app.sign_in("agent").await, app.sign_in("service.manager").await);
        Self { app, reps, ids, supervisor, manager, agent, service, director: app.sign_in("director").await }
    }

    async fn follows_up(&self, customer: &Known, at: DateTime<Utc>, next_on: Option<NaiveDate>) {
        let body = json!({ "way": "phone", "content": format!("谈进度 {at}"), "occurred_at": at, "next_on": next_on });
        self.reps[customer.rep].post(&format!("/customers/{}/follow-ups", customer.id), body).await.ok(201);
    }
}

/// A customer and whose it is.
struct Known {
    id: String,
    name: String,
    rep: usize,
}

/// What the walk has written so far.
#[derive(Default)]
struct Walk {
    customers: Vec<Known>,
    /// Rep and day of every follow-up.
    made: Vec<(usize, NaiveDate)>,
    /// Of each rep this month, in tenths.
    entered: Vec<(usize, String, u32)>,
}

impl Walk {
    async fn enters(&mut self, desk: &Desk<'_>, dice: &mut Dice) {
        let (rep, n) = (dice.below(2), self.customers.len());
        let name = format!(
            "{}{}装饰工程有限公司",
            ["锦城", "云岭", "江畔", "天府", "青羊"][n % 5],
            ["远航", "立信", "嘉禾", "启明", "百川", "和光"][n / 5 % 6]
        );
        let mut body =
            json!({ "name": name, "kind": "company", "tier": "c", "city": "成都", "phone": format!("138{:08}", 10_000_000 + n) });
        if dice.below(2) == 0 {
            body["need"] = json!("整装");
        }
        let made = desk.reps[rep].post("/customers", body).await.ok(201);
        self.customers.push(Known { id: made["id"].as_str().unwrap().to_owned(), name, rep });
    }

    /// One write: a new file, a follow-up of today or of earlier, a change of a file, a review, a complaint, a value that is entered.
    async fn step(&mut self, desk: &Desk<'_>, dice: &mut Dice) {
        let what = if self.customers.is_empty() { 0 } else { dice.below(10) };
        if what == 0 && self.customers.len() < 30 {
            return self.enters(desk, dice).await;
        }
        let at = dice.below(self.customers.len());
        let customer = &self.customers[at];
        let path = format!("/customers/{}", customer.id);
        match what {
            0..=4 => {
                let day = today(desk.app) - TimeDelta::days(dice.below(45).try_into().unwrap());
                let next_on = (dice.below(2) == 0).then(|| day + TimeDelta::days(3));
                // Early in the morning: never ahead of now.
                desk.follows_up(customer, start_of_day(day, 480) + TimeDelta::minutes(1), next_on).await;
                self.made.push((customer.rep, day));
            }
            5 | 6 => {
                let seen = desk.reps[customer.rep].get(&path).await.ok(200);
                let (tier, need, industry) =
                    (["a", "b", "c"][dice.below(3)], ["", "整装", "软装"][dice.below(3)], ["", "零售"][dice.below(2)]);
                let form =
                    json!({ "name": customer.name, "kind": "company", "tier": tier, "city": "成都", "need": need, "industry": industry });
                desk.reps[customer.rep].put(&path, &seen["version"], form).await.ok(200);
            }
            7 => {
                let seen = desk.reps[customer.rep].get(&path).await.ok(200);
                if seen["review"] == "pending" {
                    let verdict = if dice.below(3) == 0 {
                        json!({ "verdict": "return", "remark": "信息不全" })
                    } else {
                        json!({ "verdict": "approve" })
                    };
                    desk.supervisor.act(&format!("{path}/reviews"), &seen["version"], verdict).await.ok(200);
                }
            }
            8 => {
                let body = json!({ "customer_id": customer.id, "matter": "柜门开裂，要求更换", "category": "quality", "channel": "phone" });
                let case = desk.agent.post("/complaints", body).await.ok(201);
                let assign = json!({ "act": "assign", "investigator_id": desk.agent.id().await });
                let acts = format!("/complaints/{}/transitions", case["id"].as_str().unwrap());
                desk.service.act(&acts, &case["version"], assign).await.ok(200);
            }
            _ => self.values(desk, dice).await,
        }
    }

    /// A value is entered, or one that was is put right with the director's leave.
    async fn values(&mut self, desk: &Desk<'_>, dice: &mut Dice) {
        let (rep, month) = (dice.below(2), month_of(today(desk.app)));
        let value = 1 + u32::try_from(dice.below(29)).unwrap();
        let told = format!("{}.{}", value / 10, value % 10);
        let mut body =
            json!({ "person_id": desk.ids[rep], "month": month, "indicator": "innovation", "value": told, "reason": "流程改进" });
        let earlier = self.entered.iter().position(|(whose, ..)| *whose == rep).filter(|_| dice.below(2) == 0);
        if let Some(at) = earlier {
            body["replaces"] = json!(self.entered.remove(at).1);
        }
        let entry = desk.manager.post("/kpi/entries", body).await.ok(201);
        let id = entry["id"].as_str().unwrap().to_owned();
        if earlier.is_some() {
            desk.director.decides(&id, "approve", "").await.ok(200);
        }
        self.entered.push((rep, id, value));
    }

    /// The list, which takes sums, says of everybody what their records come to; and those are the ones that were written.
    async fn holds(&self, desk: &Desk<'_>) {
        let month = month_of(today(desk.app));
        let list = desk.director.get(&format!("/kpi/scores?month={month}")).await.ok(200);
        for row in list["rows"].as_array().unwrap() {
            is_that_of_the_records(&desk.director, row, &month).await;
        }
        for (rep, id) in desk.ids.iter().enumerate() {
            let told = desk.director.get(&format!("/kpi/scores/{id}/{month}")).await.ok(200);
            let again = desk.director.get(&format!("/kpi/scores/{id}/{month}")).await.ok(200);
            assert_eq!(told, again, "asked twice, told once");
            let item =
                |key: &str| told["items"].as_array().unwrap().iter().find(|item| item["indicator"] == key).cloned().unwrap_or_default();
            let made = self.made.iter().filter(|(whose, day)| *whose == rep && month_of(*day) == month).count();
            assert_eq!(item("follow_up.made")["records"].as_array().unwrap().len(), made, "follow-ups of {rep} in {month}");
            // Twenty are asked for a fifth of the score: each brings one point, at most twenty.
            let points = if made == 0 { Value::Null } else { json!(format!("{}.0", made.min(20))) };
            assert_eq!(item("follow_up.made")["score"], points);
            let tenths: u32 = self.entered.iter().filter(|(whose, ..)| *whose == rep).map(|(.., tenths)| tenths).sum();
            let entered = self.entered.iter().any(|(whose, ..)| *whose == rep);
            let most = tenths.min(100);
            let expected = if entered { json!(format!("{}.{}", most / 10, most % 10)) } else { Value::Null };
            assert_eq!(item("innovation")["score"], expected, "what was entered for {rep}");
        }
    }
}

/// Everything of a result that must not move.
async fn frozen(desk: &Desk<'_>, month: &str) -> Vec<Value> {
    let list = desk.director.get(&format!("/kpi/scores?month={month}")).await.ok(200);
    let mut all = Vec::new();
    for row in list["rows"].as_array().unwrap().iter().filter(|row| !row["result"].is_null()) {
        let told = desk.director.get(&format!("/kpi/scores/{}/{month}", row["person"]["id"].as_str().unwrap())).await.ok(200);
        let kept = ["person", "score", "grade", "hash", "items", "arithmetic", "remarks", "scheme_version"].map(|key| told[key].clone());
        all.push(json!([kept, row["score"], row["grade"], row["items"], told["result"]["hash"], told["result"]["score"]]));
    }
    all
}

#[actix_web::test]
async fn kpi_11_whatever_is_written_the_live_score_is_that_of_the_records_and_a_result_stays() {
    let app = App::start().await;
    let mut dice = Dice::of_environment();
    a_month_later(&app, 15);
    with_entered_values(&app, &app.sign_in("director").await).await;
    let desk = Desk::open(&app).await;
    let (mut walk, month) = (Walk::default(), month_of(today(&app)));
    for _ in 0..4 {
        for _ in 0..8 {
            walk.step(&desk, &mut dice).await;
        }
        walk.holds(&desk).await;
    }

    a_month_later(&app, 12);
    let desk = Desk::open(&app).await;
    walk.entered.clear();
    desk.director.post(&format!("/kpi/months/{month}/publication"), json!({})).await.ok(200);
    let before = frozen(&desk, &month).await;
    assert!(before.len() >= 2, "both representatives have a result");
    for _ in 0..3 {
        for _ in 0..8 {
            walk.step(&desk, &mut dice).await;
        }
        walk.holds(&desk).await;
        assert_eq!(frozen(&desk, &month).await, before, "a published result moves with nothing");
    }
    app.later(TimeDelta::days(4));
    kpi::results::settle(&platform::db::Door::of_system(app.state.clone(), "test")).await.unwrap();
    let desk = Desk::open(&app).await;
    walk.step(&desk, &mut dice).await;
    assert_eq!(frozen(&desk, &month).await, before, "nor does a final one");
}

/// The same follow-ups of the same customers, each customer's in their order, the customers' mixed as the dice fall.
async fn scores_of(mix: u64) -> Vec<(Value, Value, Value)> {
    let app = App::start().await;
    a_month_later(&app, 20);
    let desk = Desk::open(&app).await;
    let (mut walk, mut dice) = (Walk::default(), Dice(7));
    while walk.customers.len() < 6 {
        walk.enters(&desk, &mut dice).await;
    }
    let mut left: Vec<Vec<(u32, bool)>> = (0..6).map(|n| (1..=4).map(|k| (n + k * 3, (n + k) % 2 == 0)).collect()).collect();
    let mut mixed = Dice(mix);
    while left.iter().any(|writes| !writes.is_empty()) {
        let at = mixed.below(6);
        if left[at].is_empty() {
            continue;
        }
        let (day, plans) = left[at].remove(0);
        let day = today(&app).with_day(day).unwrap();
        let next_on = plans.then(|| day + TimeDelta::days(3));
        desk.follows_up(&walk.customers[at], start_of_day(day, 480) + TimeDelta::hours(9), next_on).await;
    }
    let list = desk.director.get(&format!("/kpi/scores?month={}", month_of(today(&app)))).await.ok(200);
    let row = |row: &Value| (row["person"]["name"].clone(), row["score"].clone(), row["items"].clone());
    list["rows"].as_array().unwrap().iter().map(row).collect()
}

#[actix_web::test]
async fn kpi_11_the_order_in_which_records_are_written_does_not_matter() {
    let first = scores_of(3).await;
    assert!(first.iter().filter(|(_, score, _)| !score.is_null()).count() >= 2);
    assert_eq!(scores_of(1_000_003).await, first);
}
