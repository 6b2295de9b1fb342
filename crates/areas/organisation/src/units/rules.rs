//! What the tree may look like. Pure.

use contract::units::UnitKind;
use locale::problems as text;
use platform::Refusal;
use uuid::Uuid;

pub const CODE_TAKEN: Refusal = Refusal::new("unit.code_taken", text::UNIT_CODE_TAKEN);
pub const HAS_PEOPLE: Refusal = Refusal::new("unit.has_people", text::UNIT_HAS_PEOPLE);
pub const HAS_UNITS: Refusal = Refusal::new("unit.has_units", text::UNIT_HAS_UNITS);
pub const CLOSED: Refusal = Refusal::new("unit.closed", text::UNIT_CLOSED);
pub const OPEN: Refusal = Refusal::new("unit.open", text::UNIT_OPEN);

/// A unit as far as the tree goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    pub id: Uuid,
    pub parent: Option<Uuid>,
    pub kind: UnitKind,
    pub open: bool,
}

/// Why a unit cannot stand there: pointer and code of the violation.
///
/// A company stands at the top and nothing else does; everything else stands below an open unit of a kind before its own, never
/// below itself (ORG-01); what stands below it must still be of a later kind.
pub fn misplaced(nodes: &[Node], unit: Option<Uuid>, kind: UnitKind, parent: Option<Uuid>) -> Option<(&'static str, &'static str)> {
    let find = |id: Uuid| nodes.iter().find(|node| node.id == id);
    let parent = match (kind, parent) {
        (UnitKind::Company, None) => None,
        (UnitKind::Company, Some(_)) => return Some(("/parent_id", "unit_company_on_top")),
        (_, None) => return Some(("/parent_id", "required")),
        (_, Some(id)) => match find(id) {
            Some(node) if node.open => Some(*node),
            _ => return Some(("/parent_id", "unit_unknown")),
        },
    };
    if let (Some(unit), Some(parent)) = (unit, parent)
        && lies_within(nodes, parent.id, unit)
    {
        return Some(("/parent_id", "unit_below_itself"));
    }
    if parent.is_some_and(|parent| parent.kind >= kind) {
        return Some(("/parent_id", "unit_kind_order"));
    }
    let below = nodes.iter().any(|node| unit.is_some() && node.parent == unit && node.open && node.kind <= kind);
    below.then_some(("/kind", "unit_kind_order"))
}

/// Whether a unit is `top` or stands below it.
pub fn lies_within(nodes: &[Node], unit: Uuid, top: Uuid) -> bool {
    let above = |id: &Uuid| nodes.iter().find(|node| node.id == *id).and_then(|node| node.parent);
    // A circle in the data must not hang a request.
    std::iter::successors(Some(unit), above).take(nodes.len() + 1).any(|id| id == top)
}

#[cfg(test)]
mod tests {
    use super::*;
    use UnitKind::{Branch, Company, Department, Team};

    fn id(n: u128) -> Uuid {
        Uuid::from_u128(n)
    }

    fn tree() -> Vec<Node> {
        let node = |n, parent: Option<u128>, kind| Node { id: id(n), parent: parent.map(id), kind, open: true };
        vec![
            node(1, None, Company),
            node(2, Some(1), Branch),
            node(3, Some(2), Department),
            node(4, Some(3), Team),
            node(5, Some(1), Department),
        ]
    }

    fn wrong(unit: Option<u128>, kind: UnitKind, parent: Option<u128>) -> Option<&'static str> {
        misplaced(&tree(), unit.map(id), kind, parent.map(id)).map(|(_, code)| code)
    }

    /// ORG-01: company > branch > department > team.
    #[test]
    fn a_unit_stands_below_a_kind_before_its_own() {
        assert_eq!(wrong(None, Company, None), None);
        assert_eq!(wrong(None, Team, Some(3)), None);
        assert_eq!(wrong(None, Team, Some(1)), None, "a kind may be left out");
        assert_eq!(wrong(None, Department, Some(4)), Some("unit_kind_order"));
        assert_eq!(wrong(None, Department, Some(5)), Some("unit_kind_order"));
        assert_eq!(wrong(None, Company, Some(1)), Some("unit_company_on_top"));
        assert_eq!(wrong(None, Department, None), Some("required"));
        assert_eq!(wrong(None, Department, Some(9)), Some("unit_unknown"));
    }

    #[test]
    fn a_unit_never_moves_below_itself() {
        assert_eq!(wrong(Some(3), Department, Some(4)), Some("unit_below_itself"));
        assert_eq!(wrong(Some(3), Department, Some(3)), Some("unit_below_itself"));
        assert_eq!(wrong(Some(3), Department, Some(1)), None, "with its teams to another place");
    }

    #[test]
    fn a_unit_with_teams_does_not_become_one() {
        assert_eq!(wrong(Some(3), Team, Some(1)), Some("unit_kind_order"));
    }

    #[test]
    fn nothing_new_stands_below_what_is_closed() {
        let mut nodes = tree();
        nodes[4].open = false;
        assert_eq!(misplaced(&nodes, None, Team, Some(id(5))), Some(("/parent_id", "unit_unknown")));
    }
}
