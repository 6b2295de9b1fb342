//! Rules and arithmetic in words of the reader.

use crate::presence::{Stood, StoodPart};
use crate::score::{Score, Scored};
use contract::kpi::parts;
use contract::kpi::schemes::{Indicator, IndicatorSource, Measure, SchemeForm};
use engines::calendar::spoken;
use locale::{Key, Language, kpi as text};
use rust_decimal::Decimal;
use scoring::formula::Name;
use scoring::{Curve, Gain, Kind, Rule, rounded};

/// What an indicator is called: in the company's words, else in the product's.
pub fn label(indicator: &Indicator, language: Language) -> String {
    company_or_product(&indicator.name, "indicator", (indicator, &indicator.key), language)
}

/// What an indicator measures.
pub fn definition(indicator: &Indicator, language: Language) -> String {
    company_or_product(&indicator.definition, "definition", (indicator, &indicator.key), language)
}

/// What the indicator of an item is called in its own scheme.
pub fn own_label(indicator: &Indicator, stood: &Stood, language: Language) -> String {
    company_or_product(&indicator.name, "indicator", (indicator, own_key(indicator, stood)), language)
}

/// What it measures there.
pub fn own_definition(indicator: &Indicator, stood: &Stood, language: Language) -> String {
    company_or_product(&indicator.definition, "definition", (indicator, own_key(indicator, stood)), language)
}

/// What an item is called: with the days and the post, where it belongs to a part of the month (KPI-05).
pub fn item_label(indicator: &Indicator, stood: &Stood, language: Language) -> String {
    let label = own_label(indicator, stood, language);
    let Some((_, part)) = stood.part_of(indicator) else { return label };
    let (from, to) = (spoken(part.from, language), spoken(part.to, language));
    text::OF_PART.with(language, &[("label", &label), ("from", &from), ("to", &to), ("post", &part.post)])
}

fn own_key<'a>(indicator: &'a Indicator, stood: &Stood) -> &'a str {
    let own = parts::split(&indicator.key).filter(|_| stood.part_of(indicator).is_some());
    own.map_or(&indicator.key, |(key, _)| key)
}

/// What a scheme is called.
pub fn scheme(form: &SchemeForm, language: Language) -> String {
    scheme_of(&form.name, &form.role, language)
}

/// What the scheme of a role is called, where the company calls it so.
pub fn scheme_of(name: &str, role_code: &str, language: Language) -> String {
    if name.trim().is_empty() {
        let built_in = look_up("scheme", role_code, language);
        return built_in.unwrap_or_else(|| text::SCHEME_OF.with(language, &[("role", &role(role_code, language))]));
    }
    name.to_owned()
}

/// What a role is called.
pub fn role(code: &str, language: Language) -> String {
    locale::find(&format!("words.role_{code}")).map_or_else(|| code.to_owned(), |key| key.text(language).to_owned())
}

fn company_or_product(own: &str, stem: &str, (indicator, key): (&Indicator, &str), language: Language) -> String {
    if !own.trim().is_empty() {
        return own.to_owned();
    }
    let of_key = look_up(stem, key, language);
    let of_fact = || indicator.fact.as_ref().and_then(|fact| look_up(stem, fact, language));
    of_key.or_else(of_fact).unwrap_or_else(|| match indicator.source {
        IndicatorSource::Entered => text::ENTERED_DEFINITION.text(language).to_owned(),
        IndicatorSource::Scored => text::SCORED_DEFINITION.text(language).to_owned(),
        IndicatorSource::Facts => key.to_owned(),
    })
}

/// What a fact is called in the product's words.
pub fn fact(key: &str, language: Language) -> String {
    look_up("indicator", key, language).unwrap_or_else(|| key.to_owned())
}

fn look_up(stem: &str, key: &str, language: Language) -> Option<String> {
    locale::find(&format!("kpi.{stem}_{}", key.replace('.', "_"))).map(|found| found.text(language).to_owned())
}

/// How value becomes points.
pub fn rule(indicator: &Indicator, rule: &Rule, language: Language) -> String {
    let points = points(indicator, rule, language);
    match indicator.raters.as_ref().filter(|_| indicator.source == IndicatorSource::Scored) {
        Some(who) => format!("{}{points}", raters(who, language)),
        None => points,
    }
}

fn points(indicator: &Indicator, rule: &Rule, language: Language) -> String {
    let amount = |value: Decimal| match indicator.measure {
        Measure::Ratio => text::PERCENT.with(language, &[("number", &plain(value))]),
        _ => plain(value),
    };
    let told = match &rule.kind {
        Kind::Weighed { curve, .. } => in_words(curve, amount, language),
        Kind::Added { most, curve } => {
            text::RULE_ADDED.with(language, &[("rule", &in_words(curve, amount, language)), ("most", &plain(*most))])
        }
        Kind::Veto { from, at_most } => text::RULE_VETO.with(language, &[("from", &amount(*from)), ("most", &plain(*at_most))]),
    };
    let separator = text::STEP_SEPARATOR.text(language);
    let outcomes = |only: &[String]| {
        let outcome = |path: &String| locale::find(path).map_or_else(|| path.clone(), |key| key.text(language).to_owned());
        only.iter().map(outcome).collect::<Vec<_>>().join(separator)
    };
    let named = |one: &contract::kpi::schemes::NamedFact| {
        let measure = locale::find(one.measure.text_path()).map_or("", |key| key.text(language));
        let fact = fact(&one.fact, language);
        let told = text::NAMED_FACT.with(language, &[("name", one.name.as_str()), ("fact", fact.as_str()), ("measure", measure)]);
        if one.only.is_empty() { told } else { text::NAMED_ONLY.with(language, &[("fact", &told), ("outcomes", &outcomes(&one.only))]) }
    };
    let told = [told].into_iter().chain(indicator.facts.iter().map(named)).collect::<Vec<_>>().join(separator);
    if indicator.only.is_empty() {
        return told;
    }
    text::RULE_ONLY.with(language, &[("rule", &told), ("outcomes", &outcomes(&indicator.only))])
}

/// What a number that goes into a formula is called.
pub fn input(name: Name, language: Language) -> String {
    let key = match name {
        Name::Value => text::INPUT_VALUE,
        Name::Count => text::INPUT_COUNT,
        Name::Sum => text::INPUT_SUM,
        Name::Due => text::INPUT_DUE,
        Name::Missed => text::INPUT_MISSED,
        Name::Most => text::INPUT_MOST,
        Name::Days => text::INPUT_DAYS,
        Name::Workdays => text::INPUT_WORKDAYS,
    };
    key.text(language).to_owned()
}

fn in_words(curve: &Curve, amount: impl Fn(Decimal) -> String, language: Language) -> String {
    match curve {
        Curve::Linear { floor, target, ceiling } => {
            let key = match (ceiling == target, target < floor) {
                (true, false) => text::RULE_LINEAR,
                (false, false) => text::RULE_LINEAR_BEYOND,
                (true, true) => text::RULE_FALLING,
                (false, true) => text::RULE_FALLING_BEYOND,
            };
            let most = plain(rounded(curve.most()));
            let (floor, target, ceiling) = (amount(*floor), amount(*target), amount(*ceiling));
            key.with(language, &[("floor", &floor), ("target", &target), ("ceiling", &ceiling), ("most", &most)])
        }
        Curve::Steps { falling, steps } => {
            let key = if *falling { text::RULE_STEP_FALLING } else { text::RULE_STEP };
            let mut steps = steps.clone();
            steps.sort_by_key(|step| std::cmp::Reverse(step.points));
            let step = |step: &scoring::Step| key.with(language, &[("from", &amount(step.bound)), ("points", &plain(step.points))]);
            let steps: Vec<String> = steps.iter().map(step).collect();
            text::RULE_STEPS.with(language, &[("steps", &steps.join(text::STEP_SEPARATOR.text(language)))])
        }
        Curve::Deduction { each } => text::RULE_DEDUCTION.with(language, &[("each", &plain(*each))]),
        Curve::Formula { formula, most, .. } => text::RULE_FORMULA.with(language, &[("formula", formula.text()), ("most", &plain(*most))]),
    }
}

/// How the records became the item's share of the score.
pub fn item_arithmetic(scored: &Scored<'_>, language: Language) -> String {
    let told = measured(scored, language);
    match prorated(scored, language) {
        Some(part) => text::PRORATED_AND.with(language, &[("part", &part), ("rest", &told)]),
        None => told,
    }
}

fn measured(scored: &Scored<'_>, language: Language) -> String {
    let weight = plain(scored.indicator.weight.unwrap_or_default());
    let (reached, of) = (plain(scored.inputs.value), plain(scored.inputs.weight));
    let value = scored.value.map(|value| match scored.indicator.measure {
        Measure::Ratio | Measure::Mean => rounded(value).to_string(),
        _ => plain(value),
    });
    let points = scored.item.points.map(|points| rounded(points).to_string()).unwrap_or_default();
    let first = value.map(|value| {
        if scored.indicator.source == IndicatorSource::Scored {
            return by_raters(scored, &value, language);
        }
        let one = |key: Key| key.with(language, &[("value", &value)]);
        match scored.indicator.measure {
            Measure::Ratio => text::VALUE_RATIO.with(language, &[("value", &reached), ("of", &of), ("percent", &value)]),
            Measure::Count | Measure::Sum => one(text::VALUE_SUM),
            Measure::Missed => one(text::VALUE_MISSED),
            Measure::Mean => one(text::VALUE_MEAN),
            Measure::Max => one(text::VALUE_MAX),
        }
    });
    match (&scored.rule.kind, first, scored.item.score()) {
        (Kind::Weighed { .. }, Some(first), Some(score)) => {
            let score = score.to_string();
            text::ARITHMETIC.with(language, &[("first", &first), ("points", &points), ("weight", &weight), ("score", &score)])
        }
        (Kind::Weighed { .. }, ..) => text::UNMEASURED.with(language, &[("weight", &weight)]),
        (Kind::Added { .. }, Some(first), Some(score)) => {
            let score = score.to_string();
            text::ARITHMETIC_ADDED.with(language, &[("first", &first), ("points", &points), ("most", &weight), ("score", &score)])
        }
        (Kind::Added { .. }, ..) => text::UNMEASURED_ADDED.text(language).to_owned(),
        (Kind::Veto { at_most, .. }, first, _) => match (first, scored.item.limit()) {
            (Some(first), Some(_)) => text::VETO_FALLEN.with(language, &[("first", &first), ("most", &plain(*at_most))]),
            _ => text::VETO_NOT_FALLEN.text(language).to_owned(),
        },
    }
}

/// The marks of each group with its weight, and what they come to.
fn by_raters(scored: &Scored<'_>, value: &str, language: Language) -> String {
    let term = |fact: &&engines::Fact| {
        let mark = (fact.value * Decimal::ONE_HUNDRED).checked_div(fact.weight).map(rounded).unwrap_or_default().to_string();
        let (by, weight) = (fact.note.text(language), plain(fact.weight));
        text::MARK_TERM.with(language, &[("by", by), ("mark", &mark), ("weight", &weight)])
    };
    let all: Decimal = scored.facts.iter().map(|fact| fact.weight).sum();
    let sum = scored.facts.iter().map(term).collect::<Vec<_>>().join(" + ");
    if all == Decimal::ONE_HUNDRED { format!("{sum} = {value}") } else { format!("({sum}) ÷ {}% = {value}", plain(all)) }
}

/// Who marks by which rule, for the rule of an indicator.
fn raters(raters: &contract::kpi::schemes::Raters, language: Language) -> String {
    use contract::kpi::marks::Rater;
    let share = |rater: &Rater| {
        let weight = crate::marks::rules::share(raters, *rater);
        let name = locale::find(rater.text_path()).map_or("", |key| key.text(language));
        (weight > 0).then(|| text::RATER_SHARE.with(language, &[("by", name), ("weight", &weight.to_string())]))
    };
    let who = Rater::ALL.iter().filter_map(share).collect::<Vec<_>>().join(text::STEP_SEPARATOR.text(language));
    let mut told = text::RULE_RATERS.with(language, &[("who", &who)]);
    if raters.peers > 0 || raters.subordinates > 0 {
        if raters.trimmed {
            told.push_str(text::RULE_TRIMMED.text(language));
        }
        let key = match raters.missing {
            contract::kpi::schemes::MissingRaters::Superior => text::RULE_MISSING_SUPERIOR,
            contract::kpi::schemes::MissingRaters::Others => text::RULE_MISSING_OTHERS,
        };
        told.push_str(&key.with(language, &[("n", &raters.least.to_string())]));
    }
    told
}

/// What is asked of somebody who was there for a part of the month, where that makes a difference.
fn prorated(scored: &Scored<'_>, language: Language) -> Option<String> {
    let presence = scored.due.presence;
    if presence.is_full() || !scored.rule.measure.grows_with_time() {
        return None;
    }
    let target = |kind: &Kind| match kind {
        Kind::Weighed { curve: Curve::Linear { target, .. }, .. } => Some(*target),
        Kind::Weighed { curve: Curve::Steps { steps, .. }, .. } => steps.iter().max_by_key(|step| step.points).map(|step| step.bound),
        Kind::Weighed { .. } | Kind::Added { .. } | Kind::Veto { .. } => None,
    };
    let (whole, part) = (target(&scored.indicator.rule().kind)?, target(&scored.rule.kind)?);
    let (worked, of) = (presence.worked.to_string(), presence.of.to_string());
    Some(text::PRORATED.with(language, &[("target", &plain(whole)), ("worked", &worked), ("of", &of), ("part", &plain(part))]))
}

/// What else has to be known of a score.
pub fn remarks(stood: &Stood, language: Language) -> Vec<String> {
    let mut told = Vec::new();
    if !stood.presence().is_full() {
        let (worked, of) = (stood.worked.to_string(), stood.of.to_string());
        told.push(text::REMARK_PART.with(language, &[("worked", &worked), ("of", &of)]));
    }
    if !stood.parts.is_empty() {
        let part = |one: &StoodPart| {
            let (from, to, days) = (spoken(one.from, language), spoken(one.to, language), one.worked.to_string());
            let scheme = scheme_of(&one.scheme, &one.role, language);
            let told = [("from", from.as_str()), ("to", &to), ("post", &one.post), ("scheme", &scheme), ("days", &days)];
            text::REMARK_PART_OF.with(language, &told)
        };
        let parts: Vec<String> = stood.parts.iter().map(part).collect();
        told.push(text::REMARK_PARTS.with(language, &[("parts", &parts.join(text::STEP_SEPARATOR.text(language)))]));
    }
    if stood.away > 0 {
        told.push(text::REMARK_AWAY.with(language, &[("n", &stood.away.to_string())]));
    }
    if stood.moved_since {
        told.push(text::REMARK_MOVED.with(language, &[("post", &stood.post)]));
    }
    if stood.roles_changed_since {
        told.push(text::REMARK_ROLES.text(language).to_owned());
    }
    told
}

/// What would raise the score.
pub fn gain(gain: &Gain, language: Language) -> String {
    let (one, target) = (gain.one_more.to_string(), gain.at_target.to_string());
    let arguments = [("one", one.as_str()), ("target", target.as_str())];
    let key = match (gain.one_more.is_zero(), gain.at_target.is_zero()) {
        (false, false) => text::GAIN_BOTH,
        (false, true) => text::GAIN_ONE,
        (true, _) => text::GAIN_TARGET,
    };
    key.with(language, &arguments)
}

/// How the items add up.
pub fn total_arithmetic(score: &Score<'_>, language: Language) -> String {
    let Some(total) = score.total else { return text::NOTHING_YET.text(language).to_owned() };
    let weighed = score.items.iter().filter(|one| matches!(one.rule.kind, Kind::Weighed { .. }));
    let terms: Vec<String> = weighed.filter_map(|i| i.item.score()).map(|s| s.to_string()).collect();
    let (joined, uncapped) = (terms.join(" + "), total.uncapped.to_string());
    let sum = if total.possible == Decimal::ONE_HUNDRED {
        if terms.len() > 1 { format!("{joined} = {uncapped}") } else { uncapped }
    } else {
        let joined = if terms.len() > 1 { format!("({joined})") } else { joined };
        format!("{joined} ÷ {} × 100 = {uncapped}", plain(total.possible))
    };
    let mut told = if total.uncapped > Decimal::ONE_HUNDRED { text::CAPPED.with(language, &[("sum", &sum)]) } else { sum };
    if !total.added.is_zero() {
        let whole = rounded(total.uncapped.min(Decimal::ONE_HUNDRED) + total.added).to_string();
        told = text::AND_ADDED.with(language, &[("sum", &told), ("added", &total.added.to_string()), ("whole", &whole)]);
    }
    match total.limit {
        Some(limit) => text::AND_LIMITED.with(language, &[("sum", &told), ("most", &plain(limit)), ("score", &total.score.to_string())]),
        None => told,
    }
}

/// Without trailing zeros.
fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

#[cfg(test)]
mod tests;
