//! Who sees a result and who does what with it.

use super::entity::Model;
use super::states::{FLOW, NOT_NOW};
use chrono::{DateTime, Utc};
use contract::permission::kpi::{Publish, Read};
use contract::results::{ResultActKind, ResultStatus};
use engines::people::Staff;
use platform::auth::Actor;
use platform::flow::Step;
use platform::{Error, Refusal, Reply};
use uuid::Uuid;

const TOO_LATE: Refusal = Refusal::new("result.too_late", locale::problems::RESULT_TOO_LATE);
const OWN: Refusal = Refusal::new("result.own", locale::problems::RESULT_OWN);

/// Everyone sees their own result; those of others as far as `kpi.read` reaches.
pub(super) fn sees(actor: &Actor, staff: &Staff, person: Uuid) -> bool {
    let unit = staff.person(person).map(|p| p.unit_id);
    person == actor.id || unit.is_some_and(|unit| actor.scope::<Read>().covers(person, unit))
}

/// Whether `kpi.publish` reaches a person; nobody answers an appeal of their own.
fn answers(actor: &Actor, staff: &Staff, person: Uuid) -> bool {
    staff.person(person).is_some_and(|p| actor.scope::<Publish>().covers(p.id, p.unit_id))
}

/// Leave for a person's step.
///
/// # Errors
/// `409` where the status forbids it, the time for an appeal is over, or the result is one's own; `403` beyond one's reach.
pub(super) fn plan(row: &Model, act: ResultActKind, actor: &Actor, staff: &Staff, now: DateTime<Utc>) -> Reply<Step<ResultStatus>> {
    match act {
        ResultActKind::Appeal if row.person_id != actor.id => Err(Error::Refused(NOT_NOW)),
        ResultActKind::Appeal => {
            let step = FLOW.plan_by_system(row, act)?;
            if now < row.appeal_until { Ok(step) } else { Err(Error::Refused(TOO_LATE)) }
        }
        _ => {
            let step = FLOW.plan(row, act, actor)?;
            if row.person_id == actor.id {
                return Err(Error::Refused(OWN));
            }
            if answers(actor, staff, row.person_id) {
                Ok(step)
            } else {
                Err(Error::Forbidden(contract::permission::Permission::KpiPublish))
            }
        }
    }
}

/// What the person may do with the result now.
pub(super) fn actions(row: &Model, actor: &Actor, staff: &Staff, now: DateTime<Utc>) -> Vec<ResultActKind> {
    let open = |act: &ResultActKind| *act != ResultActKind::Settle && plan(row, *act, actor, staff, now).is_ok();
    ResultActKind::ALL.iter().copied().filter(open).collect()
}
