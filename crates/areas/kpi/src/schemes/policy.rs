//! Who reads which schemes.

use contract::permission::{Permission, kpi::Read};
use engines::people::Staff;
use platform::auth::Actor;
use std::collections::BTreeSet;

/// The roles whose schemes somebody reads: those of the people whose scores they see, their own first of all. `None`: all of them,
/// drafts included.
pub(super) fn readable(actor: &Actor, staff: &Staff) -> Option<BTreeSet<String>> {
    if actor.may(Permission::KpiScheme) {
        return None;
    }
    let scope = actor.scope::<Read>();
    let seen = staff.people().iter().filter(|p| p.active && (p.id == actor.id || scope.covers(p.id, p.unit_id)));
    Some(seen.flat_map(|p| p.roles.iter().cloned()).collect())
}
