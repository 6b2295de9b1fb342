//! The schemes that a company starts with: version 1 of each.

use contract::kpi::schemes::{Curve, Dimension, GradeBounds, Indicator, IndicatorKind, IndicatorSource, Measure, SchemeForm, Whose};
use rust_decimal::Decimal;
use scoring::whole;

/// An indicator in one line. Its key names its texts: `kpi.indicator_<key>` and `kpi.definition_<key>` with `_` for `.`.
struct Line {
    key: &'static str,
    fact: &'static str,
    whose: Whose,
    measure: Measure,
    target: u32,
    /// Of the target: more than asked counts up to here.
    ceiling: Option<u32>,
    weight: u32,
}

const fn ratio(key: &'static str, fact: &'static str, whose: Whose, weight: u32) -> Line {
    Line { key, fact, whose, measure: Measure::Ratio, target: 100, ceiling: None, weight }
}

const fn count(key: &'static str, target: u32, weight: u32) -> Line {
    Line { key, fact: key, whose: Whose::Own, measure: Measure::Count, target, ceiling: None, weight }
}

const SALES_LEADERS: &[Line] = &[
    ratio("follow_up.kept_team", "follow_up.kept", Whose::Team, 60),
    ratio("customer.completeness_team", "customer.completeness", Whose::Team, 40),
];

/// Role and indicators; who holds several roles is measured by the first.
const BUILT_IN: &[(&str, &[Line])] = &[
    (
        "marketing_director",
        &[
            ratio("approval.decided_on_time", "approval.decided_on_time", Whose::Own, 60),
            ratio("campaign.summary_on_time_everyone", "campaign.summary_on_time", Whose::Everyone, 40),
        ],
    ),
    ("sales_manager", SALES_LEADERS),
    ("sales_supervisor", SALES_LEADERS),
    (
        "service_manager",
        &[
            ratio("complaint.acknowledged_on_time", "complaint.acknowledged_on_time", Whose::Own, 40),
            ratio("complaint.closed_on_time_team", "complaint.closed_on_time_team", Whose::Own, 40),
            ratio("complaint.investigated_on_time", "complaint.investigated_on_time", Whose::Own, 20),
        ],
    ),
    (
        "sales_rep",
        &[
            ratio("follow_up.kept", "follow_up.kept", Whose::Own, 40),
            count("follow_up.made", 20, 20),
            ratio("customer.completeness", "customer.completeness", Whose::Own, 25),
            ratio("customer.review_passed", "customer.review_passed", Whose::Own, 15),
        ],
    ),
    (
        "marketing_specialist",
        &[
            count("campaign.held", 1, 30),
            ratio("campaign.summary_on_time", "campaign.summary_on_time", Whose::Own, 40),
            // More than planned counts too, up to 120 %.
            Line { ceiling: Some(120), ..ratio("campaign.leads_against_plan", "campaign.leads_against_plan", Whose::Own, 30) },
        ],
    ),
    (
        "service_agent",
        &[
            ratio("complaint.satisfaction", "complaint.satisfaction", Whose::Own, 40),
            ratio("complaint.closed_on_time", "complaint.closed_on_time", Whose::Own, 40),
            ratio("complaint.investigated_on_time", "complaint.investigated_on_time", Whose::Own, 20),
        ],
    ),
];

/// Version 1 of every scheme, the one that decides for holders of several roles first.
pub fn forms() -> impl Iterator<Item = SchemeForm> {
    BUILT_IN.iter().map(|(role, lines)| SchemeForm {
        role: (*role).to_owned(),
        name: String::new(),
        note: String::new(),
        grades: GradeBounds::default(),
        indicators: lines.iter().map(indicator).collect(),
    })
}

/// The dimension of what a fact tells: how good the work is, or how much of it is done and in time.
fn dimension(fact: &str) -> Dimension {
    match fact {
        "customer.completeness" | "customer.review_passed" | "campaign.leads_against_plan" | "complaint.satisfaction" => Dimension::Quality,
        _ => Dimension::Tasks,
    }
}

fn indicator(line: &Line) -> Indicator {
    Indicator {
        key: line.key.to_owned(),
        name: String::new(),
        definition: String::new(),
        kind: IndicatorKind::Weighed,
        source: IndicatorSource::Facts,
        fact: Some(line.fact.to_owned()),
        whose: line.whose,
        measure: line.measure,
        weight: Some(whole(line.weight)),
        curve: Some(Curve::Linear { floor: Decimal::ZERO, target: whole(line.target), ceiling: line.ceiling.map(whole) }),
        veto: None,
        dimension: Some(dimension(line.fact)),
        raters: None,
        facts: Vec::new(),
        only: Vec::new(),
        unit: String::new(),
        data_owner: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use validator::Validate;

    #[test]
    fn every_built_in_scheme_could_be_put_in_force() {
        for form in forms() {
            assert!(form.validate().is_ok(), "{}: {:?}", form.role, form.validate());
            for indicator in &form.indicators {
                let curve = indicator.curve.as_ref().map(|curve| curve.rule(&[]));
                assert!(curve.is_some_and(|curve| curve.most() >= Decimal::ONE_HUNDRED), "{} can be reached", indicator.key);
            }
        }
    }

    /// KPI-03: of the representatives' hundred, 60 are for quantity and timeliness and 40 for quality.
    #[test]
    fn kpi_03_every_weight_belongs_to_a_dimension() {
        let of = |role: &str, dimension: Dimension| -> Decimal {
            let form = forms().find(|form| form.role == role).unwrap();
            form.indicators.iter().filter(|one| one.dimension == Some(dimension)).filter_map(|one| one.weight).sum()
        };
        for (role, tasks, quality) in [
            ("sales_rep", 60, 40),
            ("sales_supervisor", 60, 40),
            ("sales_manager", 60, 40),
            ("marketing_specialist", 70, 30),
            ("service_agent", 60, 40),
            ("service_manager", 100, 0),
            ("marketing_director", 100, 0),
        ] {
            assert_eq!((of(role, Dimension::Tasks), of(role, Dimension::Quality)), (tasks.into(), quality.into()), "{role}");
        }
    }

    #[test]
    fn one_key_means_one_indicator() {
        let all: Vec<Indicator> = forms().flat_map(|form| form.indicators).collect();
        for a in &all {
            for b in all.iter().filter(|b| b.key == a.key) {
                assert_eq!((&a.fact, a.whose, a.measure, &a.curve), (&b.fact, b.whose, b.measure, &b.curve), "{}", a.key);
            }
        }
    }

    #[test]
    fn every_scheme_and_indicator_has_its_texts() {
        for form in forms() {
            assert!(locale::find(&format!("kpi.scheme_{}", form.role)).is_some(), "{}", form.role);
            for indicator in form.indicators {
                for stem in ["indicator", "definition"] {
                    let path = format!("kpi.{stem}_{}", indicator.key.replace('.', "_"));
                    assert!(locale::find(&path).is_some(), "{path}");
                }
            }
        }
    }
}
