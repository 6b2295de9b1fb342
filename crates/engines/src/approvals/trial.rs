//! The trial run: who would be asked, step by step, and why. The same functions decide as for a real request.

use super::entity::approval_flow;
use super::flows::steps_of;
use super::resolve::{Case, Unmet, asked, copies, unmet};
use crate::calendar::{Term, WorkingDays};
use crate::people::Staff;
use chrono::{DateTime, Utc};
use contract::PersonRef;
use contract::approvals::flow::{FlowStep, FlowTrial, StepBy, TrialResult, TrialStep};
use locale::{Language, approvals as text};
use platform::Reply;
use uuid::Uuid;

/// What the trial looks at besides the flow.
pub(crate) struct Ground<'a> {
    pub staff: &'a Staff,
    pub days: &'a WorkingDays,
    pub now: DateTime<Utc>,
    pub language: Language,
}

/// Runs an imagined request through a version of a flow.
///
/// # Errors
/// Where the version's steps cannot be read.
pub(crate) fn run(flow: &approval_flow::Model, trial: &FlowTrial, ground: &Ground<'_>) -> Reply<TrialResult> {
    let case = Case {
        applicant: trial.applicant_id,
        barred: vec![trial.applicant_id],
        amount: trial.amount.as_ref().and_then(contract::Money::cents),
        days: trial.days,
        detail: trial.detail.clone().filter(|detail| !detail.trim().is_empty()),
    };
    let mut before: Vec<Uuid> = Vec::new();
    let mut possible = true;
    let mut steps = Vec::new();
    for step in steps_of(flow)? {
        let found = tried(&step, flow, &case, ground, &before);
        if found.applies {
            possible &= !found.people.is_empty();
            before = found.people.iter().map(|p| p.id).collect();
        }
        steps.push(found);
    }
    possible &= steps.iter().any(|s| s.applies);
    Ok(TrialResult { steps, possible })
}

fn tried(step: &FlowStep, flow: &approval_flow::Model, case: &Case, ground: &Ground<'_>, before: &[Uuid]) -> TrialStep {
    let language = ground.language;
    let mut reasons = Vec::new();
    let missing = unmet(step, case);
    if let Some(missing) = missing {
        let why = match missing {
            Unmet::Amount => text::TRIAL_AMOUNT,
            Unmet::Days => text::TRIAL_DAYS,
            Unmet::Detail => text::TRIAL_DETAIL,
        };
        reasons.push(why.text(language).to_owned());
    }
    let names = |ids: &[Uuid]| ids.iter().map(|id| name(*id, ground.staff)).collect::<Vec<_>>().join("、");
    let mut people = Vec::new();
    if missing.is_none() {
        reasons.push(by(step, ground));
        let found = asked(step, flow.vacant, case, ground.staff);
        if !found.excluded.is_empty() {
            reasons.push(text::TRIAL_EXCLUDED.with(language, &[("people", &names(&found.excluded))]));
        }
        if found.superior && !found.people.is_empty() {
            reasons.push(text::TRIAL_SUPERIOR.with(language, &[("people", &names(&found.people))]));
        }
        if found.people.is_empty() {
            reasons.push(text::TRIAL_NOBODY.text(language).to_owned());
        }
        let again: Vec<Uuid> = found.people.iter().copied().filter(|id| before.contains(id)).collect();
        if flow.same_person_once && !again.is_empty() {
            reasons.push(text::TRIAL_SAME_PERSON.with(language, &[("people", &names(&again))]));
        }
        people = found.people;
    }
    let mention = |ids: Vec<Uuid>| ids.into_iter().map(|id| PersonRef { id, name: name(id, ground.staff) }).collect::<Vec<_>>();
    TrialStep {
        name: step.name.clone(),
        applies: missing.is_none(),
        mode: step.mode,
        people: mention(people),
        reasons,
        due_at: step.hours.filter(|_| missing.is_none()).map(|hours| ground.days.due(ground.now, Term::Hours(hours))),
        copies: if missing.is_none() { mention(copies(step, ground.staff)) } else { Vec::new() },
        rule: step.rule.clone(),
    }
}

/// How the step finds its people, in words.
fn by(step: &FlowStep, ground: &Ground<'_>) -> String {
    let language = ground.language;
    let level = step.level.unwrap_or(1).to_string();
    match step.by {
        StepBy::Role => {
            let role = step.role.as_deref().unwrap_or_default();
            let role = locale::find(&format!("words.role_{role}")).map_or(role, |key| key.text(language));
            text::TRIAL_BY_ROLE.with(language, &[("role", role)])
        }
        StepBy::Post => text::TRIAL_BY_POST.with(language, &[("post", step.post.as_deref().unwrap_or_default())]),
        StepBy::Person => text::TRIAL_BY_PERSON.text(language).to_owned(),
        StepBy::Superior => text::TRIAL_BY_SUPERIOR.with(language, &[("level", &level)]),
        StepBy::SuperiorChain => text::TRIAL_BY_CHAIN.with(language, &[("level", &level)]),
    }
}

fn name(id: Uuid, staff: &Staff) -> String {
    staff.person(id).map_or_else(|| "—".to_owned(), |p| p.name.clone())
}
