//! Who reads and who enters values.

use contract::permission::kpi::{Enter, Read};
use engines::people::Colleague;
use platform::auth::Actor;

/// One's own are read, and those of whom one sees the scores or enters values.
pub(super) fn reads(actor: &Actor, person: &Colleague) -> bool {
    let covers = |scope: platform::auth::Scope| scope.covers(person.id, person.unit_id);
    person.id == actor.id || covers(actor.scope::<Read>()) || covers(actor.scope::<Enter>())
}

/// As far as `kpi.enter` reaches; nobody enters what they are measured by themselves.
pub(super) fn enters(actor: &Actor, person: &Colleague) -> bool {
    person.id != actor.id && actor.scope::<Enter>().covers(person.id, person.unit_id)
}
