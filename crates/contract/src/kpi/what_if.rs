//! What a changed scheme would have come to (KPI-12): the sums that scores are worked out from, and the arithmetic over them. The
//! server's scores and the browser's trial are the same code.

use super::Grade;
use super::parts;
use super::schemes::{Indicator, IndicatorSource, NamedFact, SchemeForm, Whose, counts};
use crate::values::PersonRef;
use rust_decimal::Decimal;
use scoring::{Inputs, Item, Period, Presence, Total};
use serde::{Deserialize, Serialize};

/// Which people, in which month.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct InputsQuery {
    /// `2026-10`; absent: the last month that is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub month: Option<String>,
    /// Those measured by the scheme of this role; absent: everyone who is measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
}

/// The records of one source, added up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SourceSum {
    /// A fact, or `entered:` and the key of an indicator.
    pub source: String,
    /// How the records end, where the fact tells several outcomes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    pub count: u32,
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub value: Decimal,
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub weight: Decimal,
    /// The largest value of a record.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub most: Decimal,
}

impl SourceSum {
    fn inputs(&self) -> Inputs {
        Inputs { count: self.count, value: self.value, weight: self.weight, most: self.most }
    }
}

/// What the score of one person is worked out from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonInputs {
    pub person: PersonRef,
    pub post: String,
    /// The scheme by which they are measured.
    pub role: String,
    /// Working days of the month that they belonged to the company.
    pub worked: u32,
    /// Working days of the month.
    pub of: u32,
    /// Sources without a record are left out.
    pub own: Vec<SourceSum>,
    pub team: Vec<SourceSum>,
    /// The parts of a month in which they were transferred or got other roles (KPI-05); what is entered or marked counts for all of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<PartInputs>,
}

/// What a part of somebody's month is worked out from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PartInputs {
    /// The scheme by which they are measured in it.
    pub role: String,
    /// Working days of it that they were there.
    pub worked: u32,
    /// No more records will come.
    pub over: bool,
    pub own: Vec<SourceSum>,
    pub team: Vec<SourceSum>,
    pub everyone: Vec<SourceSum>,
}

impl PersonInputs {
    fn presence(&self) -> Presence {
        Presence { worked: self.worked, of: self.of }
    }

    fn is_by(&self, role: &str) -> bool {
        self.role == role || self.parts.iter().any(|part| part.role == role)
    }
}

/// Everything that the scores of a month are worked out from, added up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScoreInputs {
    pub month: String,
    /// No more records will come.
    pub over: bool,
    /// What the schemes in force in the month say, by role.
    pub schemes: Vec<SchemeForm>,
    pub everyone: Vec<SourceSum>,
    pub people: Vec<PersonInputs>,
}

/// The records that an item counts, and the days for which it may ask.
struct Place<'a> {
    own: &'a [SourceSum],
    team: &'a [SourceSum],
    everyone: &'a [SourceSum],
    presence: Presence,
    share: Presence,
    period: Period,
}

impl Place<'_> {
    /// What an indicator comes to; `source` names its records.
    fn item(&self, one: &Indicator, source: &str) -> Item {
        let sums = match one.whose {
            Whose::Own => self.own,
            Whose::Team => self.team,
            Whose::Everyone => self.everyone,
        };
        let ends = |sum: &SourceSum, only: &[String]| counts(only, sum.outcome.as_deref());
        let inputs = added(sums, |sum| sum.source == source && ends(sum, &one.only));
        let mut rule = one.rule().scaled(self.presence).shared(self.share);
        if !one.facts.is_empty() {
            let value = |fact: &NamedFact| {
                let inputs = added(sums, |sum| sum.source == fact.fact && ends(sum, &fact.only));
                scoring::Measure::from(fact.measure).of(&inputs, self.period)
            };
            rule = rule.knowing(&one.facts.iter().map(value).collect::<Vec<_>>());
        }
        rule.item(rule.value(&inputs, self.period), &inputs)
    }
}

impl ScoreInputs {
    fn period(&self) -> Period {
        if self.over { Period::Over } else { Period::Running }
    }

    fn whole<'a>(&'a self, person: &'a PersonInputs) -> Place<'a> {
        Place {
            own: &person.own,
            team: &person.team,
            everyone: &self.everyone,
            presence: person.presence(),
            share: Presence::FULL,
            period: self.period(),
        }
    }

    fn part<'a>(&self, person: &PersonInputs, part: &'a PartInputs) -> Place<'a> {
        Place {
            own: &part.own,
            team: &part.team,
            everyone: &part.everyone,
            presence: Presence { worked: part.worked, of: person.of },
            share: Presence { worked: part.worked, of: person.worked },
            period: if part.over { Period::Over } else { self.period() },
        }
    }

    fn in_force(&self, role: &str) -> Option<&SchemeForm> {
        self.schemes.iter().find(|scheme| scheme.role == role)
    }

    /// The score by schemes that hold in the parts of a month.
    fn in_parts(&self, person: &PersonInputs, scheme: impl Fn(&PartInputs) -> Option<SchemeForm>) -> Option<Total> {
        let forms: Vec<SchemeForm> = person.parts.iter().map(scheme).collect::<Option<_>>()?;
        let days: Vec<(&SchemeForm, u32)> = forms.iter().zip(&person.parts).map(|(form, part)| (form, part.worked)).collect();
        let composed = parts::composed(&days)?;
        let item = |one: &Indicator| {
            let (key, number) = parts::split(&one.key)?;
            let own = forms.get(number - 1)?.indicators.iter().find(|own| own.key == key)?;
            let place = match own.source {
                IndicatorSource::Facts => self.part(person, person.parts.get(number - 1)?),
                IndicatorSource::Entered | IndicatorSource::Scored => self.whole(person),
            };
            Some(place.item(one, &own.source_key()))
        };
        let items: Vec<Item> = composed.indicators.iter().filter_map(item).collect();
        scoring::total(&items)
    }

    fn graded(&self, scheme: &SchemeForm, person: &PersonInputs) -> Option<(Total, Grade)> {
        let total = self.total(scheme, person)?;
        let last = person.parts.last().filter(|last| last.role != scheme.role);
        let grades = last.and_then(|last| self.in_force(&last.role)).map_or(&scheme.grades, |scheme| &scheme.grades);
        Some((total, grades.grade(total.score)))
    }

    /// What a scheme makes of a person's month, or of the parts of it that are measured by that of its role; `None` where nothing was
    /// measured.
    pub fn total(&self, scheme: &SchemeForm, person: &PersonInputs) -> Option<Total> {
        if !person.parts.is_empty() {
            let tried = |part: &PartInputs| if part.role == scheme.role { Some(scheme) } else { self.in_force(&part.role) };
            return self.in_parts(person, |part| tried(part).cloned());
        }
        let whole = self.whole(person);
        let items: Vec<Item> = scheme.indicators.iter().map(|one| whole.item(one, &one.source_key())).collect();
        scoring::total(&items)
    }

    /// What the schemes in force in the month made of it.
    pub fn total_then(&self, person: &PersonInputs) -> Option<(Total, Grade)> {
        self.graded(self.in_force(&person.role)?, person)
    }

    /// Who would move with another scheme for its role, the farthest first; who would not move comes last.
    pub fn moved(&self, scheme: &SchemeForm) -> Vec<Moved> {
        let moved = |person: &PersonInputs| {
            let before = self.total_then(person);
            let after = self.graded(scheme, person);
            let score = |it: Option<(Total, Grade)>| it.map(|(total, _)| total.score);
            Moved {
                person: person.person.clone(),
                post: person.post.clone(),
                before: score(before),
                after: score(after),
                grade_before: before.map(|(_, grade)| grade),
                grade_after: after.map(|(_, grade)| grade),
            }
        };
        let mut all: Vec<Moved> = self.people.iter().filter(|person| person.is_by(&scheme.role)).map(moved).collect();
        all.sort_by_key(|one| std::cmp::Reverse(one.by().abs()));
        all
    }
}

fn added(sums: &[SourceSum], counts: impl Fn(&SourceSum) -> bool) -> Inputs {
    sums.iter().filter(|sum| counts(sum)).fold(Inputs::default(), |sums, sum| sums.and(sum.inputs()))
}

/// What would become of one person's score.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    pub person: PersonRef,
    pub post: String,
    pub before: Option<Decimal>,
    pub after: Option<Decimal>,
    pub grade_before: Option<Grade>,
    pub grade_after: Option<Grade>,
}

impl Moved {
    /// By how many points; a score that comes or goes counts in full.
    pub fn by(&self) -> Decimal {
        self.after.unwrap_or_default() - self.before.unwrap_or_default()
    }
}

endpoints! {
    ShowInputs: GET "/kpi/inputs" ? InputsQuery, () => ScoreInputs;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::schemes::{Curve, GradeBounds, IndicatorKind, IndicatorSource, Measure};
    use uuid::Uuid;

    fn indicator(fact: &str, measure: Measure, target: i64, weight: i64) -> Indicator {
        Indicator {
            key: fact.into(),
            name: String::new(),
            definition: String::new(),
            kind: IndicatorKind::Weighed,
            source: IndicatorSource::Facts,
            fact: Some(fact.into()),
            whose: Whose::Own,
            measure,
            weight: Some(weight.into()),
            curve: Some(Curve::Linear { floor: Decimal::ZERO, target: target.into(), ceiling: None }),
            veto: None,
            dimension: None,
            raters: None,
            facts: Vec::new(),
            only: Vec::new(),
            unit: String::new(),
            data_owner: String::new(),
        }
    }

    fn scheme(kept: i64, made: i64) -> SchemeForm {
        let indicators = vec![indicator("kept", Measure::Ratio, 100, kept), indicator("made", Measure::Count, 20, made)];
        SchemeForm { role: "sales_rep".into(), name: String::new(), note: String::new(), grades: GradeBounds::default(), indicators }
    }

    fn sum(source: &str, count: u32, value: u32) -> SourceSum {
        SourceSum { source: source.into(), outcome: None, count, value: value.into(), weight: count.into(), most: Decimal::ONE }
    }

    fn month(people: u32) -> ScoreInputs {
        let person = |n: u32| PersonInputs {
            person: PersonRef { id: Uuid::from_u128(n.into()), name: format!("同事{n}") },
            post: "销售代表".into(),
            role: "sales_rep".into(),
            worked: 21,
            of: 21,
            own: vec![sum("kept", 10, n % 11), sum("made", n % 25, n % 25)],
            team: Vec::new(),
            parts: Vec::new(),
        };
        let people = (0..people).map(person).collect();
        ScoreInputs { month: "2026-10".into(), over: true, schemes: vec![scheme(60, 40)], everyone: Vec::new(), people }
    }

    /// Person 4 kept 4 of 10 and made 4 of 20: 24.0 + 8.0 = 32.0; with the weights turned round 16.0 + 12.0 = 28.0.
    #[test]
    fn kpi_12_who_moves_and_by_how_much() {
        let month = month(6);
        let moved = month.moved(&scheme(40, 60));
        let told: Vec<_> = moved.iter().map(|one| (one.person.name.as_str(), one.before, one.after)).collect();
        let d = |text: &str| Some(text.parse::<Decimal>().unwrap());
        assert_eq!(told[0], ("同事5", d("40.0"), d("35.0")));
        assert_eq!(told[1], ("同事4", d("32.0"), d("28.0")));
        assert!(month.moved(&scheme(60, 40)).iter().all(|one| one.by().is_zero()), "the unchanged scheme moves nobody");
    }

    /// Kept 4 of 10 are 40, made 4 of 20: 40 × 0.6 + 4 × 2 = 32.
    #[test]
    fn kpi_12_a_formula_over_several_facts_is_tried_like_everything_else() {
        let curve = Curve::Formula { formula: "value * 0.6 + made * 2".into(), most: None };
        let facts = vec![NamedFact { name: "made".into(), fact: "made".into(), measure: Measure::Count, only: Vec::new() }];
        let one = Indicator { curve: Some(curve), facts, ..indicator("kept", Measure::Ratio, 100, 100) };
        let month = month(6);
        let total = month.total(&SchemeForm { indicators: vec![one], ..scheme(60, 40) }, &month.people[4]).unwrap();
        assert_eq!(total.score.to_string(), "32.0");
    }

    /// Prints how long a trial over five hundred people takes; a shared machine's clock proves nothing, so nothing is asserted.
    #[test]
    fn kpi_12_a_trial_over_five_hundred_people() {
        let (month, changed) = (month(500), scheme(50, 50));
        let began = std::time::Instant::now();
        let moved = month.moved(&changed);
        println!("what-if over {} people: {:?}", moved.len(), began.elapsed());
        assert_eq!(moved.len(), 500);
    }
}
