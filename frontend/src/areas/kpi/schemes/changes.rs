//! What a version changed against the one before it.

use crate::i18n::tell;
use contract::kpi::schemes::{Indicator, Scheme};
use locale::schemes_ui as text;
use rust_decimal::Decimal;

/// The differences in words, in the order of the newer version.
pub fn changes(before: &Scheme, after: &Scheme) -> Vec<String> {
    let label =
        |scheme: &Scheme, key: &str| scheme.texts.iter().find(|one| one.key == key).map(|one| one.label.clone()).unwrap_or_default();
    let rule = |scheme: &Scheme, key: &str| scheme.texts.iter().find(|one| one.key == key).map(|one| one.rule.clone()).unwrap_or_default();
    let weight = |one: &Indicator| one.weight.unwrap_or_default().normalize().to_string();
    let mut told = Vec::new();
    for one in &after.content.indicators {
        let name = label(after, &one.key);
        let Some(old) = before.content.indicators.iter().find(|old| old.key == one.key) else {
            told.push(tell(text::CHANGE_ADDED, &[("name", &name), ("weight", &weight(one))]));
            continue;
        };
        if old.weight != one.weight {
            told.push(tell(text::CHANGE_WEIGHT, &[("name", &name), ("before", &weight(old)), ("after", &weight(one))]));
        }
        let (was, is) = (rule(before, &one.key), rule(after, &one.key));
        if was != is || old.measure != one.measure || old.whose != one.whose {
            told.push(tell(text::CHANGE_RULE, &[("name", &name), ("before", &was), ("after", &is)]));
        }
        let old_name = label(before, &one.key);
        if old_name != name {
            told.push(tell(text::CHANGE_NAME, &[("before", &old_name), ("after", &name)]));
        }
    }
    for old in before.content.indicators.iter().filter(|old| after.content.indicators.iter().all(|one| one.key != old.key)) {
        told.push(tell(text::CHANGE_DROPPED, &[("name", &label(before, &old.key))]));
    }
    if before.content.grades != after.content.grades {
        let bounds = |scheme: &Scheme| {
            let grades = &scheme.content.grades;
            [grades.excellent, grades.good, grades.qualified].map(|bound: Decimal| bound.normalize().to_string()).join("/")
        };
        told.push(tell(text::CHANGE_GRADES, &[("before", &bounds(before)), ("after", &bounds(after))]));
    }
    told
}
