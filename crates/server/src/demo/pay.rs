//! The account managers of the demo company: a finished round of grading (KPI-13) and a month of pay that is locked (KPI-16).

use chrono::{Days, Months, NaiveDate, TimeDelta};
use contract::Money;
use contract::kpi::grading::{ExamMark, ExamMarks, GradingAct, GradingForm, RaterForm, ReviewSheet};
use contract::kpi::pay::{NewPayLine, NewPayRun, NewPayTerm, PayAct, PayActKind, PayLineKind};
use contract::kpi::rule_book::{RaterGroup, RuleBook};
use engines::calendar::{local_date, start_of_day};
use kpi::{gradings, pay};
use platform::auth::Actor;
use platform::db::{Door, Tx};
use platform::{Error, Reply};
use rust_decimal::Decimal;
use std::collections::HashMap;
use uuid::Uuid;

/// Account managers with their exam marks, and what raters add to or take from their usual mark.
const CANDIDATES: [(&str, u32, i64); 3] = [("rep", 88, 3), ("rep2", 84, 0), ("rep3", 79, -4)];
const RATERS: [(RaterGroup, &[(&str, i64)]); 3] = [
    (RaterGroup::Leadership, &[("gm", 84), ("director", 86), ("sales.manager", 90)]),
    (RaterGroup::Fellows, &[("rep", 85), ("rep2", 83), ("rep3", 88), ("supervisor", 86)]),
    (RaterGroup::Staff, &[("agent", 80), ("agent2", 87), ("specialist", 85)]),
];
const CUSTOMERS: [&str; 10] = [
    "锦华苑业主王女士",
    "云杉整装",
    "嘉业文化",
    "滨江花园 12 栋",
    "蓝天装饰",
    "双流张先生",
    "青羊李女士",
    "金牛广场店",
    "东郊记忆工作室",
    "高新区软件园",
];
/// Monthly basic pay and own base of the performance pay.
const TERMS: &[(&str, i64, i64)] = &[
    ("gm", 18_000, 6_000),
    ("director", 15_000, 5_000),
    ("sales.manager", 9_000, 3_000),
    ("supervisor", 6_000, 2_000),
    ("rep", 3_600, 1_200),
    ("rep2", 3_600, 1_200),
    ("rep3", 3_400, 1_200),
    ("rep4", 3_200, 1_000),
    ("marketing.manager", 8_500, 2_500),
    ("specialist", 4_500, 1_000),
    ("service.manager", 8_000, 2_000),
    ("agent", 4_200, 1_000),
    ("agent2", 4_200, 1_000),
    ("finance", 8_000, 1_500),
];
const LINES: &[(&str, PayLineKind, i64, &str)] = &[
    ("rep", PayLineKind::Commission, 288_050, "本月回款 3 单，提成明细见财务台账 10-3"),
    ("rep2", PayLineKind::Commission, 164_000, "本月回款 2 单，提成明细见财务台账 10-4"),
    ("rep2", PayLineKind::Deduction, 15_000, "事假 1 天，见请假单"),
    ("agent", PayLineKind::Award, 30_000, "月度服务之星，见表彰通知"),
];

/// Grades the account managers two months ago, and pays last month.
///
/// # Errors
/// Where the database fails.
pub async fn furnish(door: &Door, people: &HashMap<String, Actor>) -> Reply<()> {
    let offset = door.state().config.utc_offset_minutes;
    let today = local_date(chrono::Utc::now(), offset);
    let this = today.checked_sub_days(Days::new(u64::from(chrono::Datelike::day0(&today)))).unwrap_or(today);
    let last = this.checked_sub_months(Months::new(1)).unwrap_or(this);
    door.state().clock.travel_to(start_of_day(last, offset) - TimeDelta::days(12) + TimeDelta::hours(9));
    let graded = grade(door, people, last).await;
    door.state().clock.come_back();
    graded?;
    pay_month(door, people, &last.format("%Y-%m").to_string()).await
}

fn person<'a>(people: &'a HashMap<String, Actor>, username: &str) -> Reply<&'a Actor> {
    people.get(username).ok_or(Error::NotFound)
}

async fn grade(door: &Door, people: &HashMap<String, Actor>, from: NaiveDate) -> Reply<()> {
    let hr = person(people, "hr")?;
    let mut raters = Vec::new();
    for (group, members) in RATERS {
        for (username, _) in members {
            raters.push(RaterForm { group, person_id: person(people, username)?.id });
        }
    }
    let candidates = CANDIDATES.iter().map(|(username, ..)| Ok(person(people, username)?.id)).collect::<Reply<_>>()?;
    let form =
        GradingForm {
            name: format!("{}级别评定", from.format("%Y 年")), from_month: from.format("%Y-%m").to_string(), candidates, raters
        };
    let id = door.write(hr, None, async move |tx: &mut Tx| gradings::draft(tx, &form).await).await?;
    step(door, hr, id, GradingAct::Open).await?;
    let ids = gradings::candidate_ids(door.reader().conn(), id).await?;
    let candidate = |username: &str| -> Reply<Uuid> {
        let id = person(people, username)?.id;
        ids.iter().find(|(_, person)| *person == id).map(|(candidate, _)| *candidate).ok_or(Error::NotFound)
    };
    let mark = |(username, mark, _): &(&str, u32, i64)| Ok(ExamMark { candidate_id: candidate(username)?, mark: (*mark).into() });
    let exam = ExamMarks { marks: CANDIDATES.iter().map(mark).collect::<Reply<_>>()? };
    let examine = async move |tx: &mut Tx| {
        let it = gradings::round_of(tx.conn(), id).await?;
        gradings::examine(tx, &it, &exam).await
    };
    door.write(hr, None, examine).await?;
    step(door, hr, id, GradingAct::BeginMarking).await?;
    for (username, _, more) in CANDIDATES {
        for (rater, usual) in RATERS.iter().flat_map(|(_, members)| *members).filter(|(rater, _)| *rater != username) {
            let sheet = ReviewSheet { candidate_id: candidate(username)?, customer: None, visited_on: None, items: items(usual + more) };
            give(door, person(people, rater)?, id, sheet).await?;
        }
        for (n, customer) in (0..).zip(CUSTOMERS) {
            let sheet = ReviewSheet {
                candidate_id: candidate(username)?,
                customer: Some(customer.to_owned()),
                visited_on: from.checked_sub_days(Days::new(20 + n)),
                items: items(82 + more + i64::try_from(n).unwrap_or(0) % 7),
            };
            give(door, hr, id, sheet).await?;
        }
    }
    step(door, hr, id, GradingAct::Rank).await?;
    step(door, hr, id, GradingAct::Publish).await?;
    door.state().clock.shift(TimeDelta::days(4));
    gradings::watch(door).await.map(|_| ())
}

/// So many percent of each item, to a tenth.
fn items(percent: i64) -> [Decimal; 10] {
    RuleBook::default().grading.items.map(|most| Decimal::new(i64::from(most) * percent / 10, 1))
}

async fn step(door: &Door, who: &Actor, id: Uuid, act: GradingAct) -> Reply<()> {
    let write = async move |tx: &mut Tx| {
        let it = gradings::round_of(tx.conn(), id).await?;
        let seen = it.version;
        gradings::act(tx, it, seen, &act).await
    };
    door.write(who, None, write).await
}

async fn give(door: &Door, who: &Actor, id: Uuid, sheet: ReviewSheet) -> Reply<()> {
    let write = async move |tx: &mut Tx| {
        let it = gradings::round_of(tx.conn(), id).await?;
        gradings::mark(tx, &it, &sheet).await
    };
    door.write(who, None, write).await
}

async fn pay_month(door: &Door, people: &HashMap<String, Actor>, month: &str) -> Reply<()> {
    let (hr, finance, director) = (person(people, "hr")?, person(people, "finance")?, person(people, "director")?);
    for (username, basic, performance) in TERMS {
        let new = NewPayTerm {
            person_id: person(people, username)?.id,
            from_month: month.to_owned(),
            basic: Money::from_cents(basic * 100),
            performance: Money::from_cents(performance * 100),
            reason: "劳动合同".to_owned(),
        };
        door.write(hr, None, async move |tx: &mut Tx| pay::set(tx, &new).await.map(|_| ())).await?;
    }
    let new = NewPayRun { month: month.to_owned() };
    let id = door.write(hr, None, async move |tx: &mut Tx| pay::open(tx, &new).await).await?;
    for (username, kind, cents, reason) in LINES {
        let line = NewPayLine {
            person_id: person(people, username)?.id,
            kind: *kind,
            amount: Money::from_cents(*cents),
            for_month: None,
            reason: (*reason).to_owned(),
            replaces: None,
        };
        let enter = async move |tx: &mut Tx| {
            let it = pay::run_of(tx.conn(), id).await?;
            pay::enter(tx, &it, &line).await.map(|_| ())
        };
        door.write(hr, None, enter).await?;
    }
    for (who, act) in [(finance, PayActKind::Check), (director, PayActKind::Approve), (hr, PayActKind::Lock)] {
        let step = async move |tx: &mut Tx| {
            let it = pay::run_of(tx.conn(), id).await?;
            let seen = it.version;
            pay::act(tx, it, seen, &PayAct { act, reason: String::new() }).await
        };
        door.write(who, None, step).await?;
    }
    Ok(())
}
