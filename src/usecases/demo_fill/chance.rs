//! Chance from a seed: the same seed gives the same numbers on every machine.

/// A stream of numbers (splitmix64).
#[derive(Debug, Clone)]
pub(super) struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to `end - 1`; 0 when `end` is 0.
    pub fn below(&mut self, end: u64) -> u64 {
        // The high half of the product: even, and without a division.
        ((u128::from(self.next()) * u128::from(end)) >> 64) as u64
    }

    /// As [`Chance::below`], for counts of time.
    pub fn up_to(&mut self, end: i64) -> i64 {
        self.below(u64::try_from(end).unwrap_or(0)).cast_signed()
    }

    /// True `n` times in a thousand.
    pub fn in_thousand(&mut self, n: u64) -> bool {
        self.below(1000) < n
    }

    /// One of `items`; none when there are none.
    pub fn one<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        items.get(self.below(items.len() as u64) as usize)
    }
}

/// Things with weights, drawn in proportion.
#[derive(Debug, Clone)]
pub(super) struct Urn<T> {
    things: Vec<T>,
    /// Sum of the weights up to and with each thing.
    sums: Vec<u64>,
}

impl<T> Urn<T> {
    pub fn of(weighted: impl IntoIterator<Item = (T, u64)>) -> Self {
        let mut sum = 0;
        let (things, sums) = weighted
            .into_iter()
            .map(|(thing, weight)| {
                sum += weight;
                (thing, sum)
            })
            .unzip();
        Self { things, sums }
    }

    /// One thing; none from an empty urn.
    pub fn draw(&self, chance: &mut Chance) -> Option<&T> {
        let at = chance.below(*self.sums.last()?);
        self.things.get(self.sums.partition_point(|sum| *sum <= at))
    }

    pub fn is_empty(&self) -> bool {
        self.things.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers() {
        let draw = |seed| {
            let mut chance = Chance::new(seed);
            (0..5).map(|_| chance.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
    }

    #[test]
    fn an_urn_draws_in_proportion() {
        let urn = Urn::of([("rare", 1), ("never", 0), ("common", 9)]);
        let mut chance = Chance::new(1);
        let common = (0..10_000)
            .filter(|_| urn.draw(&mut chance) == Some(&"common"))
            .count();
        assert!((8_800..9_200).contains(&common), "{common}");
        assert!(!(0..1000).any(|_| urn.draw(&mut chance) == Some(&"never")));
    }
}
