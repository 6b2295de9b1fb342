//! Who a step asks: pure, over the staff as it is now. The trial run and the real request go through here alike.

use crate::people::Staff;
use contract::approvals::flow::{FlowStep, StepBy, Vacant};
use rust_decimal::Decimal;
use uuid::Uuid;

/// What a request is about, as far as conditions look at it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Case {
    pub applicant: Uuid,
    /// People who must not sign, the applicant among them.
    pub barred: Vec<Uuid>,
    /// In fen.
    pub amount: Option<i64>,
    pub days: Option<Decimal>,
    /// A word of the record's own vocabulary.
    pub detail: Option<String>,
}

/// A condition that does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unmet {
    Amount,
    Days,
    Detail,
}

/// The first condition of a step that does not hold; an amount or number of days that is not given counts as zero.
pub(crate) fn unmet(step: &FlowStep, case: &Case) -> Option<Unmet> {
    let amount = Decimal::new(case.amount.unwrap_or_default(), 2);
    let days = case.days.unwrap_or_default();
    let above = |limit: Option<Decimal>, value: Decimal| limit.is_none_or(|limit| value > limit);
    let up_to = |limit: Option<Decimal>, value: Decimal| limit.is_none_or(|limit| value <= limit);
    let money = |limit: &Option<contract::Money>| limit.as_ref().map(|m| m.amount);
    if !(above(money(&step.amount_above), amount) && up_to(money(&step.amount_up_to), amount)) {
        return Some(Unmet::Amount);
    }
    if !(above(step.days_above, days) && up_to(step.days_up_to, days)) {
        return Some(Unmet::Days);
    }
    if !step.details.is_empty() && !case.detail.as_ref().is_some_and(|detail| step.details.contains(detail)) {
        return Some(Unmet::Detail);
    }
    None
}

/// The people a step asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    pub people: Vec<Uuid>,
    /// Whom the flow names but who must not sign: applicant, barred or gone.
    pub excluded: Vec<Uuid>,
    /// The people are those of the flow's choice no longer: the next superior is asked.
    pub superior: bool,
}

/// Who is asked in a step whose conditions hold; nobody where there is nobody.
pub(crate) fn asked(step: &FlowStep, vacant: Vacant, case: &Case, staff: &Staff) -> Asked {
    let named = named(step, case, staff);
    let (people, excluded): (Vec<Uuid>, Vec<Uuid>) = named.into_iter().partition(|id| may_sign(*id, case, staff));
    if !people.is_empty() || vacant == Vacant::Refuse {
        return Asked { people, excluded, superior: false };
    }
    let from = excluded.first().copied().unwrap_or(case.applicant);
    let found = next_superior(from, staff, |id| may_sign(id, case, staff));
    Asked { people: found.into_iter().collect(), excluded, superior: true }
}

/// Active and not barred.
pub(crate) fn may_sign(id: Uuid, case: &Case, staff: &Staff) -> bool {
    !case.barred.contains(&id) && staff.person(id).is_some_and(|p| p.active)
}

/// The nearest superior of somebody for whom `fits` holds.
pub(crate) fn next_superior(of: Uuid, staff: &Staff, fits: impl Fn(Uuid) -> bool) -> Option<Uuid> {
    superiors(of, staff).into_iter().find(|id| fits(*id))
}

/// The superiors of somebody, nearest first. A circle in the data ends the way up.
fn superiors(of: Uuid, staff: &Staff) -> Vec<Uuid> {
    let mut found = Vec::new();
    let mut at = staff.person(of).and_then(|p| p.superior);
    while let Some(id) = at {
        if id == of || found.contains(&id) {
            break;
        }
        found.push(id);
        at = staff.person(id).and_then(|p| p.superior);
    }
    found
}

fn named(step: &FlowStep, case: &Case, staff: &Staff) -> Vec<Uuid> {
    let level = usize::try_from(step.level.unwrap_or(1)).unwrap_or(1).max(1);
    match step.by {
        StepBy::Role => {
            let role = step.role.as_deref().unwrap_or_default();
            staff.people().iter().filter(|p| p.roles.iter().any(|held| held == role)).map(|p| p.id).collect()
        }
        StepBy::Post => {
            let post = step.post.as_deref().unwrap_or_default().trim();
            staff.people().iter().filter(|p| p.post == post).map(|p| p.id).collect()
        }
        StepBy::Person => step.person_id.into_iter().collect(),
        // Above the top of the company the top decides.
        StepBy::Superior => superiors(case.applicant, staff).into_iter().take(level).next_back().into_iter().collect(),
        StepBy::SuperiorChain => superiors(case.applicant, staff).into_iter().take(level).collect(),
    }
}

/// Who gets a copy when a step is asked.
pub(crate) fn copies(step: &FlowStep, staff: &Staff) -> Vec<Uuid> {
    let by_role = staff.people().iter().filter(|p| p.active && p.roles.iter().any(|held| step.copy_roles.contains(held))).map(|p| p.id);
    let named = step.copy_people.iter().copied().filter(|id| staff.person(*id).is_some_and(|p| p.active));
    let mut all: Vec<Uuid> = Vec::new();
    for id in by_role.chain(named) {
        if !all.contains(&id) {
            all.push(id);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::Colleague;
    use contract::Money;
    use contract::approvals::flow::StepMode;

    fn id(n: u128) -> Uuid {
        Uuid::from_u128(n)
    }

    /// 1 general manager; 2 director below; 3 and 4 managers below 2; 5 and 6 reps below 3; 7 has left.
    fn staff() -> Staff {
        let person = |n: u128, superior: u128, role: &str, active: bool| Colleague {
            id: id(n),
            name: n.to_string(),
            unit_id: Uuid::nil(),
            post: format!("post {role}"),
            superior: (superior > 0).then(|| id(superior)),
            active,
            roles: vec![role.to_owned()],
        };
        let people = vec![
            person(1, 0, "gm", true),
            person(2, 1, "director", true),
            person(3, 2, "manager", true),
            person(4, 2, "manager", true),
            person(5, 3, "rep", true),
            person(6, 3, "rep", true),
            person(7, 2, "legal", false),
        ];
        Staff::new(people, [])
    }

    fn case(applicant: u128, barred: &[u128]) -> Case {
        Case { applicant: id(applicant), barred: barred.iter().chain([&applicant]).map(|n| id(*n)).collect(), ..Case::default() }
    }

    fn by(by: StepBy, level: i64) -> FlowStep {
        FlowStep { by, role: None, level: Some(level), mode: StepMode::InOrder, ..FlowStep::by_role("一", "") }
    }

    fn people(step: &FlowStep, vacant: Vacant, case: &Case) -> (Vec<u128>, bool) {
        let found = asked(step, vacant, case, &staff());
        (found.people.iter().map(|id| id.as_u128()).collect(), found.superior)
    }

    #[test]
    fn by_role_post_person_and_superiors() {
        let rep = case(5, &[]);
        assert_eq!(people(&FlowStep::by_role("一", "manager"), Vacant::Refuse, &rep), (vec![3, 4], false));
        let post = FlowStep { by: StepBy::Post, post: Some("post director".into()), ..FlowStep::by_role("一", "") };
        assert_eq!(people(&post, Vacant::Refuse, &rep), (vec![2], false));
        let named = FlowStep { by: StepBy::Person, person_id: Some(id(4)), ..FlowStep::by_role("一", "") };
        assert_eq!(people(&named, Vacant::Refuse, &rep), (vec![4], false));
        assert_eq!(people(&by(StepBy::Superior, 2), Vacant::Refuse, &rep), (vec![2], false));
        assert_eq!(people(&by(StepBy::SuperiorChain, 2), Vacant::Refuse, &rep), (vec![3, 2], false));
        assert_eq!(people(&by(StepBy::SuperiorChain, 9), Vacant::Refuse, &rep), (vec![3, 2, 1], false), "no higher than the top");
        assert_eq!(people(&by(StepBy::Superior, 9), Vacant::Refuse, &rep), (vec![1], false));
    }

    /// DAY-01: nobody approves their own request, nor who is barred.
    #[test]
    fn who_must_not_sign_is_left_out_and_the_next_superior_asked() {
        let director = FlowStep::by_role("一", "director");
        assert_eq!(people(&director, Vacant::Refuse, &case(2, &[])), (vec![], false));
        assert_eq!(people(&director, Vacant::Superior, &case(2, &[])), (vec![1], true));
        assert_eq!(people(&director, Vacant::Superior, &case(5, &[2, 1])), (vec![], true), "nobody is left");
        assert_eq!(people(&FlowStep::by_role("一", "manager"), Vacant::Superior, &case(5, &[3])), (vec![4], false), "one is enough");
        assert_eq!(people(&FlowStep::by_role("一", "legal"), Vacant::Superior, &case(5, &[])), (vec![2], true), "who left gives way");
        assert_eq!(
            people(&FlowStep::by_role("一", "nobody"), Vacant::Superior, &case(5, &[])),
            (vec![3], true),
            "else the applicant's own"
        );
        assert_eq!(people(&by(StepBy::Superior, 1), Vacant::Superior, &case(1, &[])), (vec![], true), "the top has no superior");
    }

    #[test]
    fn conditions_on_amount_days_and_kind() {
        let yuan = |n: i64| Some(Money::from_cents(n * 100));
        let step = FlowStep { amount_above: yuan(100), amount_up_to: yuan(200), ..FlowStep::by_role("一", "gm") };
        let amount = |cents: i64| unmet(&step, &Case { amount: Some(cents), ..Case::default() });
        assert_eq!(
            (amount(10_000), amount(10_001), amount(20_000), amount(20_001)),
            (Some(Unmet::Amount), None, None, Some(Unmet::Amount))
        );
        assert_eq!(unmet(&step, &Case::default()), Some(Unmet::Amount), "not given is zero");
        let step = FlowStep { days_above: Some(Decimal::ONE), ..FlowStep::by_role("一", "gm") };
        let days = |n: i64, scale| unmet(&step, &Case { days: Some(Decimal::new(n, scale)), ..Case::default() });
        assert_eq!((days(1, 0), days(15, 1)), (Some(Unmet::Days), None));
        let step = FlowStep { details: vec!["sick".into()], ..FlowStep::by_role("一", "gm") };
        let detail = |word: &str| unmet(&step, &Case { detail: Some(word.into()), ..Case::default() });
        assert_eq!((detail("sick"), detail("annual")), (None, Some(Unmet::Detail)));
        assert_eq!(unmet(&step, &Case::default()), Some(Unmet::Detail));
    }

    #[test]
    fn copies_go_to_roles_and_people_once_each() {
        let step = FlowStep {
            copy_roles: vec!["gm".into(), "legal".into()],
            copy_people: vec![id(1), id(4), id(7)],
            ..FlowStep::by_role("一", "gm")
        };
        assert_eq!(copies(&step, &staff()), [id(1), id(4)]);
    }

    #[test]
    fn superiors_in_a_circle_do_not_hang() {
        let person = |n: u128, superior: u128| Colleague {
            id: id(n),
            name: String::new(),
            unit_id: Uuid::nil(),
            post: String::new(),
            superior: Some(id(superior)),
            active: true,
            roles: Vec::new(),
        };
        let staff = Staff::new(vec![person(1, 2), person(2, 3), person(3, 2)], []);
        assert_eq!(superiors(id(1), &staff), [id(2), id(3)]);
    }
}
