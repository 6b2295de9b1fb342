//! Chance that can be repeated: SplitMix64, one stream for each record.

/// Throws for one record.
#[derive(Clone, Debug)]
pub(crate) struct Dice(u64);

/// What a stream of throws is for; each has its own, so that a change of one does not change the others.
#[derive(Clone, Copy)]
pub(crate) enum Stream {
    Customer = 1,
    Person = 2,
    Campaign = 3,
    Complaint = 4,
}

fn scrambled(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

impl Dice {
    pub(crate) fn new(seed: u64, stream: Stream, n: u64) -> Self {
        Self(scrambled(seed ^ scrambled(n.wrapping_add((stream as u64) << 56))))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        scrambled(self.0)
    }

    /// A number from 0 to `end`, without `end`; 0 where there is none.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        // The upper half of a product: even without division, as the bias is far below what a demo shows.
        let product = u128::from(self.next()) * u128::from(end);
        u64::try_from(product >> 64).unwrap_or_default()
    }

    /// A number between two, both included.
    pub(crate) fn between(&mut self, from: u64, to: u64) -> u64 {
        from + self.below(to - from + 1)
    }

    /// True so many times in a hundred.
    pub(crate) fn percent(&mut self, times: u64) -> bool {
        self.below(100) < times
    }

    /// One of a list.
    pub(crate) fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.place(list.len())]
    }

    /// A place in a list of this length.
    pub(crate) fn place(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap_or_default()
    }
}

/// Where `n` goes when `size` places are shuffled by `seed`: different numbers below `size` go to different places.
///
/// `size` is made of the primes 2, 3, 5, 7 and 31 only: a step of one more than a multiple of all of them visits every place once.
pub(crate) fn shuffled(seed: u64, n: u64, size: u64) -> u64 {
    const PRIMES: u64 = 2 * 3 * 5 * 7 * 31;
    let step = scrambled(seed) % (size / PRIMES + 1) * PRIMES + 1;
    let at = u128::from(n % size) * u128::from(step) + u128::from(scrambled(!seed));
    u64::try_from(at % u128::from(size)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn shuffling_loses_nobody() {
        for (seed, size) in [(0, 1), (1, 2), (7, 6510), (42, 29_791), (u64::MAX, 70_000)] {
            let places: HashSet<u64> = (0..size).map(|n| shuffled(seed, n, size)).collect();
            assert_eq!(places.len() as u64, size);
        }
    }

    #[test]
    fn throws_stay_in_range_and_reach_both_ends() {
        let mut dice = Dice::new(1, Stream::Customer, 1);
        let throws: HashSet<u64> = (0..1000).map(|_| dice.between(3, 6)).collect();
        assert_eq!(throws, HashSet::from([3, 4, 5, 6]));
        assert_eq!(dice.below(0), 0);
        assert_eq!((0..1000).filter(|_| dice.percent(100)).count(), 1000);
        assert_eq!((0..1000).filter(|_| dice.percent(0)).count(), 0);
    }

    #[test]
    fn streams_and_numbers_are_independent() {
        let first = |seed, stream, n| Dice::new(seed, stream, n).next();
        let throws = HashSet::from([
            first(1, Stream::Customer, 1),
            first(1, Stream::Customer, 2),
            first(2, Stream::Customer, 1),
            first(1, Stream::Person, 1),
            first(1, Stream::Campaign, 1),
            first(1, Stream::Complaint, 1),
        ]);
        assert_eq!(throws.len(), 6);
    }
}
