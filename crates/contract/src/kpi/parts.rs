//! A month in parts (KPI-05): whoever moves to another unit or to a role with another scheme is measured in each part by its scheme and its
//! records, and the parts weigh by the days worked in them. It is one scheme in the end, so that whatever knows schemes knows it too; the
//! server's scores and the browser's trial are composed by the same code.

use super::schemes::{Indicator, IndicatorKind, SchemeForm};
use rust_decimal::Decimal;
use scoring::rounded;

/// The key of an indicator in a part, counted from 1.
pub fn key_in(key: &str, part: usize) -> String {
    format!("{key}.{part}")
}

/// The key that an indicator has in its own scheme, and its part.
pub fn split(key: &str) -> Option<(&str, usize)> {
    let (own, part) = key.rsplit_once('.')?;
    Some((own, part.parse().ok().filter(|part| *part > 0)?))
}

/// The indicators of all parts, each worth what falls to the days worked in its part: to one decimal, like scores, and so that all of it is
/// still 100. It is called and graded like the last part. `None` without parts.
pub fn composed(parts: &[(&SchemeForm, u32)]) -> Option<SchemeForm> {
    let (last, _) = parts.last()?;
    let all: u32 = parts.iter().map(|(_, worked)| worked).sum();
    let until = |days: u32, amount: Decimal| {
        if days == all { amount } else { part_of(amount, days.into(), all.into()) }
    };
    let mut indicators = Vec::new();
    let mut begun = 0;
    for (at, (form, worked)) in parts.iter().enumerate() {
        let ended = begun + worked;
        let share = |amount: Decimal| until(ended, amount) - until(begun, amount);
        let weights = shared_out(form, share(Decimal::ONE_HUNDRED));
        for (one, weight) in form.indicators.iter().zip(weights) {
            let weight = match one.kind {
                IndicatorKind::Weighed => Some(weight),
                IndicatorKind::Added => one.weight.map(share),
                IndicatorKind::Veto => None,
            };
            indicators.push(Indicator { key: key_in(&one.key, at + 1), weight: weight.map(|weight| weight.normalize()), ..one.clone() });
        }
        begun = ended;
    }
    Some(SchemeForm { indicators, ..(*last).clone() })
}

fn part_of(amount: Decimal, some: Decimal, all: Decimal) -> Decimal {
    rounded(amount.saturating_mul(some).checked_div(all).unwrap_or_default())
}

/// The weights of a scheme as they share `points`; zero for what has none. Rounded as they add up, so that nothing is lost.
fn shared_out(form: &SchemeForm, points: Decimal) -> Vec<Decimal> {
    let whole = form.weights();
    let until = |weights: Decimal| {
        if weights == whole { points } else { part_of(points, weights, whole) }
    };
    let (mut weights, mut given) = (Decimal::ZERO, Decimal::ZERO);
    let mut next = |one: &Indicator| {
        if one.kind != IndicatorKind::Weighed {
            return Decimal::ZERO;
        }
        weights = weights.saturating_add(one.weight.unwrap_or_default());
        let now = until(weights);
        let weight = now - given;
        given = now;
        weight
    };
    form.indicators.iter().map(&mut next).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::indicators::tests::indicator;
    use crate::kpi::schemes::GradeBounds;

    fn scheme(role: &str, indicators: Vec<Indicator>) -> SchemeForm {
        SchemeForm { role: role.into(), name: String::new(), note: String::new(), grades: GradeBounds::default(), indicators }
    }

    fn weights(form: &SchemeForm) -> Vec<(String, String)> {
        form.indicators.iter().map(|one| (one.key.clone(), one.weight.map_or("-".into(), |weight| weight.to_string()))).collect()
    }

    /// Ten days of 21 by one scheme and eleven by another: 47.6 and 52.4. 60 : 40 of the first are 28.6 (28.56) and 19.0; 100 of the other are
    /// all of 52.4. Ten added points are 4.8 (4.76) and 5.2.
    #[test]
    fn kpi_05_weights_are_shared_by_the_days_worked() {
        use IndicatorKind::{Added, Veto, Weighed};
        let rep = scheme("sales_rep", vec![indicator("a", Weighed, 60), indicator("b", Weighed, 40), indicator("c", Added, 10)]);
        let veto = Indicator { weight: None, ..indicator("v", Veto, 0) };
        let supervisor = scheme("sales_supervisor", vec![indicator("a", Weighed, 100), indicator("c", Added, 10), veto]);
        let both = composed(&[(&rep, 10), (&supervisor, 11)]).unwrap();
        let told = [("a.1", "28.6"), ("b.1", "19"), ("c.1", "4.8"), ("a.2", "52.4"), ("c.2", "5.2"), ("v.2", "-")];
        assert_eq!(weights(&both), told.map(|(key, weight)| (key.to_owned(), weight.to_owned())));
        assert_eq!((both.role.as_str(), both.weights()), ("sales_supervisor", Decimal::ONE_HUNDRED));
        assert_eq!(composed(&[]), None);
    }

    #[test]
    fn a_key_tells_its_part() {
        assert_eq!(split(&key_in("follow_up.made", 2)), Some(("follow_up.made", 2)));
        assert_eq!([split("follow_up.made"), split("made"), split("a.0")], [None, None, None]);
    }

    /// Whatever the schemes and the days, all weights together are 100 and none is below zero.
    #[test]
    fn parts_add_up_to_a_hundred() {
        use IndicatorKind::{Added, Weighed};
        let form = |weight: i64| {
            let rest = indicator("b", Weighed, 100 - weight);
            scheme("sales_rep", vec![indicator("a", Weighed, weight), rest, indicator("c", Added, 7)])
        };
        for first in [1, 33, 67, 99] {
            let forms = [form(first), form(50)];
            for (one, two, three) in (1..23).flat_map(|one| (0..23).flat_map(move |two| [1, 5].map(|three| (one, two, three)))) {
                let whole = composed(&[(&forms[0], one), (&forms[1], two), (&forms[0], three)]).unwrap();
                assert_eq!(whole.weights(), Decimal::ONE_HUNDRED, "{one} {two} {three}");
                let added: Decimal = whole.indicators.iter().filter(|one| one.kind == Added).filter_map(|one| one.weight).sum();
                assert_eq!(added, Decimal::from(7));
                assert!(whole.indicators.iter().all(|one| one.weight.is_some_and(|weight| !weight.is_sign_negative())));
            }
        }
    }
}
