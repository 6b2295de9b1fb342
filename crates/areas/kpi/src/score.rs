//! One person's score.

use crate::facts::Facts;
use crate::schemes::{GRADES, Scheme, Share};
use contract::kpi::Grade;
use engines::Fact;
use engines::people::{Colleague, Staff};
use rust_decimal::Decimal;
use scoring::{Item, Part, Period, Total, band};

/// An item of the scheme as it came out.
pub struct Scored<'a> {
    pub share: &'static Share,
    /// What counted.
    pub facts: Vec<&'a Fact>,
    /// `None` where there is nothing to measure.
    pub value: Option<Decimal>,
    pub item: Item,
}

/// A person's score and what it is made of.
pub struct Score<'a> {
    pub scheme: &'static Scheme,
    pub items: Vec<Scored<'a>>,
    /// `None` where no item has anything to measure.
    pub total: Option<Total>,
}

impl<'a> Score<'a> {
    /// Works a person's score out.
    pub fn of(scheme: &'static Scheme, person: &Colleague, staff: &Staff, facts: &'a Facts, period: Period) -> Self {
        let item = |share: &'static Share| {
            let facts = facts.of(&share.indicator, person, staff);
            let parts: Vec<Part> = facts.iter().map(|f| Part { value: f.value, weight: f.weight }).collect();
            let value = share.indicator.measure.of(&parts, period);
            let points = value.map(|value| share.indicator.curve.points(value));
            Scored { share, facts, value, item: Item { weight: share.weight, points } }
        };
        let items: Vec<Scored<'a>> = scheme.shares.iter().map(item).collect();
        let total = scoring::total(&items.iter().map(|i| i.item).collect::<Vec<_>>());
        Self { scheme, items, total }
    }

    /// 0 to 100, one decimal.
    pub fn score(&self) -> Option<Decimal> {
        self.total.map(|total| total.score)
    }

    /// KPI-07.
    pub fn grade(&self) -> Option<Grade> {
        self.score().map(|score| band(score, GRADES, Grade::Unqualified))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::schemes;
    use chrono::DateTime;
    use contract::values::{Subject, SubjectKind};
    use uuid::Uuid;

    /// Person 1 leads unit 10; person 2 is in unit 11 below it, person 3 elsewhere.
    pub(crate) fn staff() -> Staff {
        let person = |id: u128, unit: u128, role: &str| Colleague {
            id: Uuid::from_u128(id),
            name: format!("同事{id}"),
            unit_id: Uuid::from_u128(unit),
            post: role.to_owned(),
            superior: None,
            active: true,
            roles: vec![role.to_owned()],
        };
        let units = [(10, None), (11, Some(10)), (12, None)];
        let units = units.map(|(id, above): (u128, Option<u128>)| (Uuid::from_u128(id), above.map(Uuid::from_u128)));
        Staff::new(vec![person(1, 10, "sales_manager"), person(2, 11, "sales_rep"), person(3, 12, "sales_rep")], units)
    }

    pub(crate) fn fact(person: u128, number: u128, value: u32, weight: u32) -> Fact {
        Fact {
            person: Uuid::from_u128(person),
            subject: Subject { kind: SubjectKind::Customer, id: Uuid::from_u128(number), title: format!("KH-{number} 启明家居") },
            at: DateTime::UNIX_EPOCH,
            value: value.into(),
            weight: weight.into(),
            note: locale::approvals::NOTE_DECIDED_ON_TIME,
        }
    }

    fn score(person: usize, facts: &Facts, period: Period) -> (Option<String>, Option<Grade>) {
        let staff = staff();
        let person = &staff.people()[person - 1];
        let scheme = schemes::of(&person.roles).unwrap_or(&schemes::SCHEMES[0]);
        let score = Score::of(scheme, person, &staff, facts, period);
        (score.score().map(|s| s.to_string()), score.grade())
    }

    #[test]
    fn a_rep_is_measured_by_their_own_records_and_a_manager_by_the_teams() {
        let mut facts = Facts::default();
        facts.add("follow_up.kept", vec![fact(2, 1, 1, 1), fact(2, 2, 0, 1), fact(3, 3, 0, 1)]);
        facts.add("customer.completeness", vec![fact(2, 4, 90, 100), fact(3, 5, 10, 100)]);
        // 20.0 + 22.5 of 65; of the team only person 2: 30.0 + 36.0.
        assert_eq!(score(2, &facts, Period::Running), (Some("65.4".into()), Some(Grade::Qualified)));
        assert_eq!(score(1, &facts, Period::Running), (Some("66.0".into()), Some(Grade::Qualified)));
        // 0.0 + 2.5 of 65.
        assert_eq!(score(3, &facts, Period::Running), (Some("3.8".into()), Some(Grade::Unqualified)));
    }

    #[test]
    fn a_month_without_records_has_no_score_until_it_is_over() {
        assert_eq!(score(2, &Facts::default(), Period::Running), (None, None));
        assert_eq!(score(2, &Facts::default(), Period::Over), (Some("0.0".into()), Some(Grade::Unqualified)), "no follow-up made");
        assert_eq!(score(1, &Facts::default(), Period::Over), (None, None), "only ratios");
    }
}
