//! Who has too many customers, and who nearby could take some. Pure.

use contract::people::Territory;
use contract::workload::{Load, norm};
use uuid::Uuid;

/// An account manager as far as the number of customers goes.
#[derive(Clone, Copy, Debug)]
pub struct Manager {
    pub id: Uuid,
    pub unit: Uuid,
    pub territory: Option<Territory>,
    pub customers: i64,
}

/// How the number compares with the norm.
pub fn load(territory: Option<Territory>, customers: i64) -> Load {
    match territory.map(norm) {
        None => Load::Unknown,
        Some((from, _)) if customers < from => Load::Under,
        Some((_, to)) if customers > to => Load::Over,
        Some(_) => Load::Within,
    }
}

/// From whom to whom how many: who is over gives what is too much to those who have room in the same kind of territory, in their
/// own unit first; then who is still under gets what others can spare. Nobody comes over the norm or under it by it.
pub fn even_out(managers: &[Manager]) -> Vec<(Uuid, Uuid, i64)> {
    let mut counts: Vec<i64> = managers.iter().map(|manager| manager.customers).collect();
    let mut moves: Vec<(usize, usize, i64)> = Vec::new();
    for (at, giver) in managers.iter().enumerate() {
        let Some((_, most)) = giver.territory.map(norm) else { continue };
        let mut near: Vec<usize> =
            (0..managers.len()).filter(|other| *other != at && managers[*other].territory == giver.territory).collect();
        near.sort_by_key(|other| (managers[*other].unit != giver.unit, counts[*other]));
        for other in near {
            let n = (counts[at] - most).min(most - counts[other]);
            if n > 0 {
                counts[at] -= n;
                counts[other] += n;
                moves.push((at, other, n));
            }
        }
    }
    let takers: Vec<usize> = moves.iter().map(|(_, to, _)| *to).collect();
    for (at, taker) in managers.iter().enumerate() {
        let Some((least, _)) = taker.territory.map(norm) else { continue };
        let spares = |other: &usize| *other != at && managers[*other].territory == taker.territory && !takers.contains(other);
        let mut near: Vec<usize> = (0..managers.len()).filter(spares).collect();
        near.sort_by_key(|other| (managers[*other].unit != taker.unit, -counts[*other]));
        for other in near {
            let n = (least - counts[at]).min(counts[other] - least);
            if n > 0 {
                counts[other] -= n;
                counts[at] += n;
                match moves.iter_mut().find(|(from, to, _)| (*from, *to) == (other, at)) {
                    Some((.., sum)) => *sum += n,
                    None => moves.push((other, at, n)),
                }
            }
        }
    }
    moves.into_iter().map(|(from, to, n)| (managers[from].id, managers[to].id, n)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Territory::{Rural, Urban};

    fn manager(id: u128, unit: u128, territory: Territory, customers: i64) -> Manager {
        Manager { id: Uuid::from_u128(id), unit: Uuid::from_u128(unit), territory: Some(territory), customers }
    }

    /// ORG-10: rural 130–150, urban 150–180.
    #[test]
    fn the_norm_depends_on_the_territory() {
        assert_eq!(load(Some(Rural), 129), Load::Under);
        assert_eq!(load(Some(Rural), 150), Load::Within);
        assert_eq!(load(Some(Rural), 151), Load::Over);
        assert_eq!(load(Some(Urban), 180), Load::Within);
        assert_eq!(load(None, 180), Load::Unknown);
    }

    #[test]
    fn neighbours_are_evened_out_in_their_own_unit_first() {
        let all = [manager(1, 10, Urban, 200), manager(2, 20, Urban, 100), manager(3, 10, Urban, 170), manager(4, 10, Rural, 20)];
        let id = Uuid::from_u128;
        assert_eq!(even_out(&all), [(id(1), id(3), 10), (id(1), id(2), 40)]);
    }

    #[test]
    fn who_is_under_gets_what_neighbours_can_spare() {
        let all = [manager(1, 10, Urban, 170), manager(2, 10, Urban, 120), manager(3, 20, Urban, 180)];
        let id = Uuid::from_u128;
        assert_eq!(even_out(&all), [(id(1), id(2), 20), (id(3), id(2), 10)], "up to the least of the norm, and no further");
    }

    #[test]
    fn nobody_comes_over_the_norm() {
        assert!(even_out(&[manager(1, 10, Rural, 160), manager(2, 10, Rural, 150)]).is_empty());
    }
}
