//! An indicator as it is typed: texts by name, made into the contract's indicator when it is saved or tried.

use contract::kpi::schemes::{Curve, CurveForm, Indicator, IndicatorKind, IndicatorSource, Measure, NamedFact, Raters, Step, Veto, Whose};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// What is typed for one indicator.
pub type Texts = BTreeMap<&'static str, String>;

/// Between the outcomes that count.
pub const ONLY: &str = " ";

/// Stands for "entered by somebody" among the facts.
pub const ENTERED: &str = "entered";
/// Stands for "marked by people".
pub const SCORED: &str = "scored";

/// The fields of a stair, from the best step down.
pub const STEPS: [(&str, &str); 4] = [("bound_1", "points_1"), ("bound_2", "points_2"), ("bound_3", "points_3"), ("bound_4", "points_4")];

/// The fields of a further fact of a formula.
#[derive(Clone, Copy, Debug)]
pub struct Named {
    pub name: &'static str,
    pub fact: &'static str,
    pub measure: &'static str,
    /// The outcomes that count.
    pub only: &'static str,
}

const fn named(name: &'static str, fact: &'static str, measure: &'static str, only: &'static str) -> Named {
    Named { name, fact, measure, only }
}

/// The further facts of a formula.
pub const NAMED: [Named; 4] = [
    named("name_1", "fact_1", "measure_1", "only_1"),
    named("name_2", "fact_2", "measure_2", "only_2"),
    named("name_3", "fact_3", "measure_3", "only_3"),
    named("name_4", "fact_4", "measure_4", "only_4"),
];

/// An indicator that nobody has filled in yet.
pub fn blank(weight: Decimal) -> Texts {
    let weight = if weight > Decimal::ZERO { weight.normalize().to_string() } else { String::new() };
    let texts = [
        ("kind", "weighed"),
        ("whose", "own"),
        ("measure", "ratio"),
        ("form", "linear"),
        ("floor", "0"),
        ("falling", "false"),
        ("own", "10"),
        ("superior", "40"),
        ("peers", "50"),
        ("least", "3"),
        ("asked", "5"),
    ];
    texts.into_iter().map(|(key, text)| (key, text.to_owned())).chain([("weight", weight)]).collect()
}

/// What stands in an indicator.
pub fn typed(one: &Indicator) -> Texts {
    let plain = |number: Decimal| number.normalize().to_string();
    let fact = match one.source {
        IndicatorSource::Facts => one.fact.clone().unwrap_or_default(),
        IndicatorSource::Entered => ENTERED.to_owned(),
        IndicatorSource::Scored => SCORED.to_owned(),
    };
    let raters = one.raters.clone().unwrap_or_default();
    let mut texts = BTreeMap::from([
        ("key", one.key.clone()),
        ("was", fact.clone()),
        ("fact", fact),
        ("name", one.name.clone()),
        ("definition", one.definition.clone()),
        ("kind", one.kind.word().to_owned()),
        ("whose", one.whose.word().to_owned()),
        ("measure", one.measure.word().to_owned()),
        ("weight", one.weight.map(plain).unwrap_or_default()),
        ("form", one.curve.as_ref().map_or(CurveForm::Linear, Curve::form).word().to_owned()),
        ("falling", "false".to_owned()),
        ("dimension", one.dimension.map(|dimension| dimension.word().to_owned()).unwrap_or_default()),
        ("own", raters.own.to_string()),
        ("superior", raters.superior.to_string()),
        ("peers", raters.peers.to_string()),
        ("subordinates", raters.subordinates.to_string()),
        ("least", raters.least.to_string()),
        ("asked", raters.asked.to_string()),
        ("trimmed", raters.trimmed.to_string()),
        ("missing", raters.missing.word().to_owned()),
        ("only", one.only.join(ONLY)),
        ("unit", one.unit.clone()),
        ("data_owner", one.data_owner.clone()),
    ]);
    match &one.curve {
        Some(Curve::Linear { floor, target, ceiling }) => {
            texts.extend([("floor", plain(*floor)), ("target", plain(*target)), ("ceiling", ceiling.map(plain).unwrap_or_default())]);
        }
        Some(Curve::Steps { falling, steps }) => {
            texts.insert("falling", falling.to_string());
            for ((bound, points), step) in STEPS.into_iter().zip(steps) {
                texts.extend([(bound, plain(step.bound)), (points, plain(step.points))]);
            }
        }
        Some(Curve::Deduction { each }) => {
            texts.insert("each", plain(*each));
        }
        Some(Curve::Formula { formula, most }) => {
            texts.extend([("formula", formula.clone()), ("formula_most", most.map(plain).unwrap_or_default())]);
        }
        None => {}
    }
    for (at, further) in NAMED.into_iter().zip(&one.facts) {
        texts.extend([(at.name, further.name.clone()), (at.fact, further.fact.clone())]);
        texts.extend([(at.measure, further.measure.word().to_owned()), (at.only, further.only.join(ONLY))]);
    }
    if let Some(veto) = &one.veto {
        texts.extend([("from", plain(veto.from)), ("at_most", plain(veto.at_most))]);
    }
    texts
}

/// The indicator that was typed; else the field that cannot be read. `taken`: keys of the other indicators.
///
/// # Errors
/// The name of the field.
pub fn read(texts: &Texts, taken: &[String]) -> Result<Indicator, &'static str> {
    let text = |key: &str| texts.get(key).map(|text| text.trim().to_owned()).unwrap_or_default();
    let number = |key: &'static str| match text(key) {
        empty if empty.is_empty() => Ok(None),
        typed => typed.parse::<Decimal>().map(Some).map_err(|_| key),
    };
    let must = |key: &'static str| number(key)?.ok_or(key);
    let kind: IndicatorKind = text("kind").parse().map_err(|_| "kind")?;
    let fact = text("fact");
    if fact.is_empty() {
        return Err("fact");
    }
    let source = match fact.as_str() {
        ENTERED => IndicatorSource::Entered,
        SCORED => IndicatorSource::Scored,
        _ => IndicatorSource::Facts,
    };
    let raters = if source == IndicatorSource::Scored { Some(read_raters(texts)?) } else { None };
    let whose: Whose = text("whose").parse().map_err(|_| "whose")?;
    let measure: Measure = text("measure").parse().map_err(|_| "measure")?;
    let curve = match text("form").parse().map_err(|_| "form")? {
        _ if kind == IndicatorKind::Veto => None,
        CurveForm::Linear => {
            Some(Curve::Linear { floor: number("floor")?.unwrap_or_default(), target: must("target")?, ceiling: number("ceiling")? })
        }
        CurveForm::Steps => {
            let mut steps = Vec::new();
            for (bound, points) in STEPS {
                if let (Some(bound), Some(points)) = (number(bound)?, number(points)?) {
                    steps.push(Step { bound, points });
                }
            }
            Some(Curve::Steps { falling: text("falling") == "true", steps })
        }
        CurveForm::Deduction => Some(Curve::Deduction { each: must("each")? }),
        CurveForm::Formula => Some(Curve::Formula { formula: text("formula"), most: number("formula_most")? }),
    };
    let facts = if matches!(curve, Some(Curve::Formula { .. })) { read_facts(texts)? } else { Vec::new() };
    let veto = if kind == IndicatorKind::Veto { Some(Veto { from: must("from")?, at_most: must("at_most")? }) } else { None };
    Ok(Indicator {
        key: key(&text("key"), text("was") == fact, &fact, whose, taken),
        name: text("name"),
        definition: text("definition"),
        kind,
        source,
        fact: (source == IndicatorSource::Facts).then_some(fact),
        whose: if source == IndicatorSource::Facts { whose } else { Whose::Own },
        measure: if source == IndicatorSource::Scored { Measure::Ratio } else { measure },
        weight: if kind == IndicatorKind::Veto { None } else { number("weight")? },
        curve,
        veto,
        facts,
        // What does not end in several ways cannot be chosen from.
        only: if source == IndicatorSource::Facts { outcomes(&text("only")) } else { Vec::new() },
        unit: text("unit"),
        data_owner: text("data_owner"),
        dimension: text("dimension").parse().ok(),
        raters,
    })
}

/// The further facts of a formula; an empty row is none.
fn read_facts(texts: &Texts) -> Result<Vec<NamedFact>, &'static str> {
    let text = |key: &str| texts.get(key).map(|text| text.trim().to_owned()).unwrap_or_default();
    let mut facts = Vec::new();
    for at in NAMED {
        let (name, fact) = (text(at.name), text(at.fact));
        match (name.is_empty(), fact.is_empty()) {
            (true, true) => {}
            (true, false) => return Err(at.name),
            (false, true) => return Err(at.fact),
            (false, false) => {
                let measure = text(at.measure).parse().map_err(|_| at.measure)?;
                facts.push(NamedFact { name, fact, measure, only: outcomes(&text(at.only)) });
            }
        }
    }
    Ok(facts)
}

/// Who marks: what is left empty is nobody, or as usual.
fn read_raters(texts: &Texts) -> Result<Raters, &'static str> {
    let usual = Raters::default();
    let text = |key: &str| texts.get(key).map(|text| text.trim().to_owned()).unwrap_or_default();
    let number = |key: &'static str, empty: u32| match text(key) {
        typed if typed.is_empty() => Ok(empty),
        typed => typed.parse::<u32>().map_err(|_| key),
    };
    Ok(Raters {
        own: number("own", 0)?,
        superior: number("superior", 0)?,
        peers: number("peers", 0)?,
        subordinates: number("subordinates", 0)?,
        least: number("least", usual.least)?,
        asked: number("asked", usual.asked)?,
        trimmed: text("trimmed") == "true",
        missing: text("missing").parse().unwrap_or(usual.missing),
    })
}

/// The outcomes that were chosen.
pub fn outcomes(typed: &str) -> Vec<String> {
    typed.split(ONLY).filter(|path| !path.is_empty()).map(str::to_owned).collect()
}

/// The key stays for as long as the indicator measures the same; else it is made from what it measures.
fn key(known: &str, same: bool, fact: &str, whose: Whose, taken: &[String]) -> String {
    if same && !known.is_empty() {
        return known.to_owned();
    }
    let stem = match whose {
        Whose::Own => fact.to_owned(),
        Whose::Team | Whose::Everyone => format!("{fact}_{}", whose.word()),
    };
    let free = |key: &String| !taken.contains(key);
    std::iter::once(stem.clone()).chain((2..).map(|n| format!("{stem}_{n}"))).find(free).unwrap_or(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn indicator() -> Indicator {
        Indicator {
            key: "follow_up.made".into(),
            name: "客户跟进次数".into(),
            definition: String::new(),
            kind: IndicatorKind::Weighed,
            source: IndicatorSource::Facts,
            fact: Some("follow_up.made".into()),
            whose: Whose::Own,
            measure: Measure::Count,
            weight: Some(Decimal::from(40)),
            curve: Some(Curve::Linear { floor: Decimal::ZERO, target: Decimal::from(20), ceiling: Some(Decimal::from(24)) }),
            veto: None,
            dimension: None,
            raters: None,
            facts: Vec::new(),
            only: vec!["words.way_visit".into(), "words.way_meeting".into()],
            unit: "次".into(),
            data_owner: "销售经理".into(),
        }
    }

    #[test]
    fn what_is_typed_is_the_indicator_again() {
        let step = |bound: u32, points: u32| Step { bound: bound.into(), points: points.into() };
        let veto = Veto { from: Decimal::ONE, at_most: Decimal::from(59) };
        let all = [
            indicator(),
            Indicator { curve: Some(Curve::Steps { falling: true, steps: vec![step(0, 100), step(3, 60)] }), ..indicator() },
            Indicator { curve: Some(Curve::Deduction { each: Decimal::from(5) }), measure: Measure::Missed, ..indicator() },
            Indicator { kind: IndicatorKind::Veto, weight: None, curve: None, veto: Some(veto), ..indicator() },
            Indicator { curve: Some(Curve::Formula { formula: "100 - missed * 10".into(), most: None }), ..indicator() },
            Indicator {
                curve: Some(Curve::Formula { formula: "count + 完整度 / 2".into(), most: None }),
                facts: vec![
                    NamedFact { name: "完整度".into(), fact: "customer.completeness".into(), measure: Measure::Ratio, only: Vec::new() },
                    NamedFact {
                        name: "上门".into(),
                        fact: "follow_up.made".into(),
                        measure: Measure::Count,
                        only: vec!["words.way_visit".into(), "words.way_meeting".into()],
                    },
                ],
                ..indicator()
            },
            Indicator {
                source: IndicatorSource::Entered,
                only: Vec::new(),
                fact: None,
                key: "innovation".into(),
                kind: IndicatorKind::Added,
                measure: Measure::Sum,
                ..indicator()
            },
            Indicator {
                source: IndicatorSource::Scored,
                only: Vec::new(),
                fact: None,
                key: "teamwork".into(),
                measure: Measure::Ratio,
                dimension: Some(contract::kpi::schemes::Dimension::Teamwork),
                raters: Some(Raters { trimmed: true, least: 4, ..Raters::default() }),
                ..indicator()
            },
        ];
        for one in all {
            assert_eq!(read(&typed(&one), &[]), Ok(one));
        }
    }

    #[test]
    fn another_fact_is_another_indicator() {
        let mut texts = typed(&indicator());
        texts.insert("fact", "follow_up.kept".into());
        texts.insert("whose", "team".into());
        assert_eq!(read(&texts, &[]).map(|one| one.key), Ok("follow_up.kept_team".to_owned()));
        assert_eq!(read(&texts, &["follow_up.kept_team".into()]).map(|one| one.key), Ok("follow_up.kept_team_2".to_owned()));
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let with = |key: &'static str, text: &str| {
            let mut texts = typed(&indicator());
            texts.insert(key, text.into());
            read(&texts, &[]).err()
        };
        assert_eq!((with("weight", "much"), with("target", ""), with("fact", "")), (Some("weight"), Some("target"), Some("fact")));
        assert_eq!(read(&blank(Decimal::from(40)), &[]), Err("fact"));
    }
}
