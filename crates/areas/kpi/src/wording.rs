//! Rules and arithmetic in words of the reader.

use crate::schemes::{Indicator, Scheme};
use crate::score::{Score, Scored};
use locale::{Language, kpi as text};
use rust_decimal::Decimal;
use scoring::{Curve, Measure, rounded};

/// What an indicator is called.
pub fn label(indicator: &Indicator, language: Language) -> String {
    look_up("indicator", indicator.key, language)
}

/// What an indicator measures.
pub fn definition(indicator: &Indicator, language: Language) -> String {
    look_up("definition", indicator.key, language)
}

/// What a scheme is called.
pub fn scheme(scheme: &Scheme, language: Language) -> String {
    look_up("scheme", scheme.role, language)
}

fn look_up(stem: &str, key: &str, language: Language) -> String {
    let path = format!("kpi.{stem}_{}", key.replace('.', "_"));
    locale::find(&path).map_or_else(|| key.to_owned(), |found| found.text(language).to_owned())
}

/// How value becomes points.
pub fn rule(indicator: &Indicator, language: Language) -> String {
    let amount = |value: Decimal| match indicator.measure {
        Measure::Ratio => text::PERCENT.with(language, &[("number", &plain(value))]),
        Measure::Count => plain(value),
    };
    match indicator.curve {
        Curve::Linear { floor, target, ceiling } => {
            let key = if ceiling == target { text::RULE_LINEAR } else { text::RULE_LINEAR_BEYOND };
            let most = plain(rounded(indicator.curve.most()));
            let (floor, target, ceiling) = (amount(floor), amount(target), amount(ceiling));
            key.with(language, &[("floor", &floor), ("target", &target), ("ceiling", &ceiling), ("most", &most)])
        }
        Curve::Steps(steps) => {
            let step = |(from, points): &(Decimal, Decimal)| {
                text::RULE_STEP.with(language, &[("from", &amount(*from)), ("points", &plain(*points))])
            };
            let steps: Vec<String> = steps.iter().map(step).collect();
            text::RULE_STEPS.with(language, &[("steps", &steps.join(text::STEP_SEPARATOR.text(language)))])
        }
        Curve::Deduction { each } => text::RULE_DEDUCTION.with(language, &[("each", &plain(each))]),
    }
}

/// How the records became the item's share of the score.
pub fn item_arithmetic(scored: &Scored<'_>, language: Language) -> String {
    let weight = plain(scored.share.weight);
    let (Some(value), Some(points), Some(score)) = (scored.value, scored.item.points, scored.item.score()) else {
        return text::UNMEASURED.with(language, &[("weight", &weight)]);
    };
    let sum = |part: fn(&engines::Fact) -> Decimal| plain(scored.facts.iter().map(|f| part(f)).sum());
    let (reached, of) = (sum(|f| f.value), sum(|f| f.weight));
    let (percent, points, score) = (rounded(value).to_string(), rounded(points).to_string(), score.to_string());
    let shared = [("points", points.as_str()), ("weight", weight.as_str()), ("score", score.as_str())];
    match scored.share.indicator.measure {
        Measure::Ratio => text::ARITHMETIC_RATIO
            .with(language, &[&[("value", reached.as_str()), ("of", of.as_str()), ("percent", percent.as_str())], &shared[..]].concat()),
        Measure::Count => text::ARITHMETIC_COUNT.with(language, &[&[("value", reached.as_str())], &shared[..]].concat()),
    }
}

/// How the items add up.
pub fn total_arithmetic(score: &Score<'_>, language: Language) -> String {
    let Some(total) = score.total else { return text::NOTHING_YET.text(language).to_owned() };
    let terms: Vec<String> = score.items.iter().filter_map(|i| i.item.score()).map(|s| s.to_string()).collect();
    let (joined, uncapped) = (terms.join(" + "), total.uncapped.to_string());
    let sum = if total.possible == Decimal::ONE_HUNDRED {
        format!("{joined} = {uncapped}")
    } else {
        let joined = if terms.len() > 1 { format!("({joined})") } else { joined };
        format!("{joined} ÷ {} × 100 = {uncapped}", plain(total.possible))
    };
    if total.uncapped > total.score { text::CAPPED.with(language, &[("sum", &sum)]) } else { sum }
}

/// Without trailing zeros.
fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Facts;
    use crate::schemes::{self, SCHEMES, Whose};
    use crate::score::tests::{fact, staff};
    use scoring::{Period, whole};

    #[test]
    fn every_scheme_and_indicator_has_its_texts() {
        for scheme in SCHEMES {
            assert!(locale::find(&format!("kpi.scheme_{}", scheme.role)).is_some(), "{}", scheme.role);
            for share in scheme.shares {
                for stem in ["indicator", "definition"] {
                    let path = format!("kpi.{stem}_{}", share.indicator.key.replace('.', "_"));
                    assert!(locale::find(&path).is_some(), "{path}");
                }
            }
        }
    }

    #[test]
    fn no_text_keeps_an_argument_open() {
        const STEPS: Curve = Curve::Steps(&[(whole(95), whole(100)), (whole(80), whole(60))]);
        let linear = |ceiling| Curve::Linear { floor: whole(25), target: whole(100), ceiling };
        for curve in [linear(whole(100)), linear(whole(120)), STEPS, Curve::Deduction { each: whole(5) }] {
            for measure in [Measure::Ratio, Measure::Count] {
                for language in Language::ALL {
                    let told = rule(&Indicator { key: "", fact: "", measure, curve, whose: Whose::Own }, language);
                    assert!(!told.contains(['{', '}']), "{told}");
                }
            }
        }
    }

    #[test]
    fn the_arithmetic_can_be_followed_on_paper() {
        let mut facts = Facts::default();
        facts.add("follow_up.kept", vec![fact(2, 1, 1, 1), fact(2, 2, 0, 1), fact(2, 3, 1, 1)]);
        facts.add("follow_up.made", vec![fact(2, 1, 1, 1)]);
        let staff = staff();
        let person = &staff.people()[1];
        let Some(scheme) = schemes::of(&person.roles) else { panic!("no scheme") };
        let score = Score::of(scheme, person, &staff, &facts, Period::Running);
        let told: Vec<String> = score.items.iter().map(|i| item_arithmetic(i, Language::En)).collect();
        assert_eq!(
            told,
            [
                "2 of 3 = 66.7% → 66.7 points × 40% = 26.7",
                "1 in all → 5.0 points × 20% = 1.0",
                "Nothing to measure yet: the 25% of this item are shared by the others",
                "Nothing to measure yet: the 15% of this item are shared by the others",
            ]
        );
        assert_eq!(total_arithmetic(&score, Language::En), "(26.7 + 1.0) ÷ 60 × 100 = 46.2");
    }
}
