//! What a changed scheme would have come to (KPI-12): the sums that scores are worked out from, and the arithmetic over them. The
//! server's scores and the browser's trial are the same code.

use super::Grade;
use super::schemes::{Indicator, NamedFact, SchemeForm, Whose};
use crate::values::PersonRef;
use rust_decimal::Decimal;
use scoring::{Inputs, Period, Presence, Total};
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
}

impl PersonInputs {
    fn presence(&self) -> Presence {
        Presence { worked: self.worked, of: self.of }
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

impl ScoreInputs {
    fn sums<'a>(&'a self, indicator: &Indicator, person: &'a PersonInputs) -> &'a [SourceSum] {
        match indicator.whose {
            Whose::Own => &person.own,
            Whose::Team => &person.team,
            Whose::Everyone => &self.everyone,
        }
    }

    fn inputs(&self, indicator: &Indicator, person: &PersonInputs) -> Inputs {
        let source = indicator.source_key();
        added(self.sums(indicator, person), |sum| sum.source == source && indicator.counts(sum.outcome.as_deref()))
    }

    /// The rule of an indicator, with what the further facts of its formula came to.
    fn rule(&self, indicator: &Indicator, person: &PersonInputs, period: Period) -> scoring::Rule {
        if indicator.facts.is_empty() {
            return indicator.rule();
        }
        let sums = self.sums(indicator, person);
        let value = |one: &NamedFact| scoring::Measure::from(one.measure).of(&added(sums, |sum| sum.source == one.fact), period);
        indicator.rule().knowing(&indicator.facts.iter().map(value).collect::<Vec<_>>())
    }

    /// What a scheme makes of a person's month; `None` where nothing was measured.
    pub fn total(&self, scheme: &SchemeForm, person: &PersonInputs) -> Option<Total> {
        let inputs: Vec<Inputs> = scheme.indicators.iter().map(|one| self.inputs(one, person)).collect();
        let period = if self.over { Period::Over } else { Period::Running };
        let rules: Vec<scoring::Rule> = scheme.indicators.iter().map(|one| self.rule(one, person, period)).collect();
        scoring::total(&scoring::items(&rules, &inputs, period, person.presence()))
    }

    /// What the scheme in force in the month made of it.
    pub fn total_then(&self, person: &PersonInputs) -> Option<(Total, Grade)> {
        let scheme = self.schemes.iter().find(|scheme| scheme.role == person.role)?;
        let total = self.total(scheme, person)?;
        Some((total, scheme.grades.grade(total.score)))
    }

    /// Who would move with another scheme for its role, the farthest first; who would not move comes last.
    pub fn moved(&self, scheme: &SchemeForm) -> Vec<Moved> {
        let moved = |person: &PersonInputs| {
            let before = self.total_then(person);
            let after = self.total(scheme, person).map(|total| (total, scheme.grades.grade(total.score)));
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
        let mut all: Vec<Moved> = self.people.iter().filter(|person| person.role == scheme.role).map(moved).collect();
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
        let facts = vec![NamedFact { name: "made".into(), fact: "made".into(), measure: Measure::Count }];
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
