//! Chance that can be had again: the seed is printed, and may be given.

#![allow(dead_code)]

/// A small generator whose seed is printed and may be given (`SEED=…`).
pub struct Random(u64);

impl Random {
    pub fn new() -> Self {
        let given = std::env::var("SEED").ok().and_then(|s| s.parse().ok());
        let now = || {
            std::time::SystemTime::now()
                .duration_since(std::time::UNIX_EPOCH)
                .unwrap()
                .as_nanos() as u64
        };
        let seed = given.unwrap_or_else(now);
        println!("seed={seed}");
        Self(seed | 1)
    }

    /// The chance of one case among many, the same whenever it is run again.
    pub fn of(seed: u64, case: u64) -> Self {
        let mixed =
            (seed ^ case.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        Self((mixed ^ (mixed >> 31)) | 1)
    }

    /// A number from which cases are made.
    pub fn seed(&self) -> u64 {
        self.0
    }

    pub fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}

/// How often to repeat: small at every submission, `NAME=…` for more.
pub fn times(variable: &str, usual: u64) -> u64 {
    let given = std::env::var(variable).ok().and_then(|n| n.parse().ok());
    given.unwrap_or(usual)
}
