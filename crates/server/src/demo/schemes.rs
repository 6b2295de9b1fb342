//! The demo company's own schemes (KPI-03): the representatives' second version with added points and a veto, entered values, and a
//! draft that is still being thought about.

use contract::kpi::entries::NewEntry;
use contract::kpi::marks::{Mark, NamedPeers, SelfReviewForm};
use contract::kpi::schemes::{
    Curve, Dimension, Indicator, IndicatorKind, IndicatorSource, Measure, NamedFact, Raters, SchemeForm, Veto, Whose,
};
use kpi::schemes::{forms, seed};
use kpi::{Asked, Ground};
use platform::auth::Actor;
use platform::db::{Door, Tx};
use platform::{Error, Reply};
use rust_decimal::Decimal;

/// Writes the schemes down and enters values of this month for two representatives.
///
/// # Errors
/// Where the database fails.
pub async fn furnish(door: &Door, director: &Actor, manager: &Actor, reps: [&Actor; 2]) -> Reply<()> {
    let asked = Asked::new(None, door)?;
    let month = asked.month.to_string();
    let this = month.clone();
    let write = async move |tx: &mut Tx| {
        seed(tx, &reps_scheme()?, Some(&this)).await?;
        seed(tx, &agents_draft()?, None).await
    };
    door.write(director, None, write).await?;
    let values = [(reps[0], 3, "提出量尺照片模板，全组采用，见十一月部门例会纪要"), (reps[1], 5, "转介绍奖励办法被市场部采纳，见方案批复")];
    for (rep, value, reason) in values {
        let new = NewEntry {
            person_id: rep.id,
            month: month.clone(),
            indicator: "innovation".to_owned(),
            value: Some(Decimal::from(value)),
            reason: reason.to_owned(),
            replaces: None,
        };
        let ground = Ground::load(&asked, Some(rep.id), door).await?;
        let month = asked.month;
        let enter = async move |tx: &mut Tx| kpi::entries::enter(tx, &ground, month, &new).await;
        door.write(manager, None, enter).await?;
    }
    Ok(())
}

/// The month before last is still being appraised: the representatives' communication is marked by people, two of three have written
/// their self-review, and the peers of the first are named.
///
/// # Errors
/// Where the database fails.
pub async fn appraise(door: &Door, director: &Actor, reps: [&Actor; 3], peers: Vec<uuid::Uuid>) -> Reply<()> {
    let month = Asked::new(None, door)?.month.before().before();
    let begin = async move |tx: &mut Tx| {
        seed(tx, &marked_scheme()?, Some(&month.to_string())).await?;
        kpi::cycles::seeding::late(tx, month).await
    };
    let cycle = door.write_as_system(begin).await?;
    let person = reps[0].id;
    let name = async move |tx: &mut Tx| kpi::marks::seeding::name_peers(tx, person, &NamedPeers { people: peers.clone() }).await;
    door.write(director, None, name).await?;
    let reviews = [
        ("签下滨江花园 2 套整装，回款 18.6 万元", "量尺预约两次改期", "预约前一天再次确认时间", 88),
        ("新增客户 6 家，跟进全部按期", "报价单有一处算错面积", "报价前请同事复核", 92),
    ];
    for (rep, (achievements, shortcomings, improvements, mark)) in reps.into_iter().skip(1).zip(reviews) {
        let form = SelfReviewForm {
            achievements: achievements.to_owned(),
            shortcomings: shortcomings.to_owned(),
            improvements: improvements.to_owned(),
            marks: vec![Mark { indicator: "teamwork".to_owned(), mark: Decimal::from(mark) }],
        };
        let write = async move |tx: &mut Tx| kpi::marks::seeding::self_review(tx, cycle, &form).await;
        door.write(rep, None, write).await?;
    }
    Ok(())
}

fn built_in(role: &str) -> Reply<SchemeForm> {
    forms().find(|form| form.role == role).ok_or(Error::NotFound)
}

fn entered(key: &str, name: &str, definition: &str) -> Indicator {
    Indicator {
        key: key.to_owned(),
        name: name.to_owned(),
        definition: definition.to_owned(),
        kind: IndicatorKind::Added,
        source: IndicatorSource::Entered,
        fact: None,
        whose: Whose::Own,
        measure: Measure::Sum,
        weight: None,
        curve: None,
        veto: None,
        dimension: None,
        raters: None,
        facts: Vec::new(),
        only: Vec::new(),
        unit: String::new(),
        data_owner: "销售经理".to_owned(),
    }
}

fn marked_scheme() -> Reply<SchemeForm> {
    let mut form = built_in("sales_rep")?;
    form.note = "试行同事互评：沟通协作占 20 分，其余各项按比例下调。".to_owned();
    for (indicator, weight) in form.indicators.iter_mut().zip([32, 16, 20, 12]) {
        indicator.weight = Some(Decimal::from(weight));
    }
    let definition = "与同事和其他部门配合是否及时、信息是否说清楚、答应的事是否做到。";
    form.indicators.push(Indicator {
        kind: IndicatorKind::Weighed,
        source: IndicatorSource::Scored,
        measure: Measure::Ratio,
        weight: Some(Decimal::from(20)),
        curve: Some(Curve::Linear { floor: Decimal::ZERO, target: Decimal::ONE_HUNDRED, ceiling: None }),
        dimension: Some(Dimension::Teamwork),
        raters: Some(Raters::default()),
        ..entered("teamwork", "沟通协作", definition)
    });
    Ok(form)
}

fn reps_scheme() -> Reply<SchemeForm> {
    let curve = Curve::Linear { floor: Decimal::ZERO, target: Decimal::TEN, ceiling: None };
    let mut form = built_in("sales_rep")?;
    form.note = "增加创新加分和重大违规一票否决，其余不变。".to_owned();
    form.indicators.push(Indicator {
        weight: Some(Decimal::TEN),
        curve: Some(curve),
        ..entered("innovation", "创新加分", "提出并被采纳的改进建议，由销售经理按效果录入 1 至 10 分。")
    });
    form.indicators.push(Indicator {
        kind: IndicatorKind::Veto,
        measure: Measure::Count,
        veto: Some(Veto { from: Decimal::ONE, at_most: Decimal::from(59) }),
        ..entered("violation", "重大违规", "泄露客户资料、虚报业绩等重大违规，经核实后录入。")
    });
    Ok(form)
}

fn agents_draft() -> Reply<SchemeForm> {
    let mut form = built_in("service_agent")?;
    form.note = "拟提高客户满意度的权重，满意度中计入两成按时办结率。".to_owned();
    for (indicator, weight) in form.indicators.iter_mut().zip([60, 30, 10]) {
        indicator.weight = Some(Decimal::from(weight));
    }
    if let Some(first) = form.indicators.first_mut() {
        let on_time = NamedFact {
            name: "按时办结".to_owned(),
            fact: "complaint.closed_on_time".to_owned(),
            measure: Measure::Ratio,
            only: Vec::new(),
        };
        first.curve = Some(Curve::Formula { formula: "数值 × 0.8 + 按时办结 × 0.2".to_owned(), most: None });
        first.facts = vec![on_time];
    }
    Ok(form)
}
