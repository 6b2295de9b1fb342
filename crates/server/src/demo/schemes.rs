//! The demo company's own schemes (KPI-03): the representatives' second version with added points and a veto, entered values, and a
//! draft that is still being thought about.

use contract::kpi::entries::NewEntry;
use contract::kpi::schemes::{Curve, Indicator, IndicatorKind, IndicatorSource, Measure, SchemeForm, Veto, Whose};
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
        only: Vec::new(),
        unit: String::new(),
        data_owner: "销售经理".to_owned(),
    }
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
    form.note = "拟提高客户满意度的权重。".to_owned();
    for (indicator, weight) in form.indicators.iter_mut().zip([60, 30, 10]) {
        indicator.weight = Some(Decimal::from(weight));
    }
    Ok(form)
}
