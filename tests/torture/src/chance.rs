//! Randomness that depends on a seed and on what it is for, and on nothing else.

use fastrand::Rng;

/// Draws for one thing.
pub(crate) fn rng(seed: u64, of: &str) -> Rng {
    let seed = of.bytes().fold(seed, |seed, byte| {
        Rng::with_seed(seed.wrapping_mul(257).wrapping_add(u64::from(byte))).u64(..)
    });
    Rng::with_seed(seed)
}

/// Whether something happens that happens so many times in a thousand.
pub(crate) fn happens(rng: &mut Rng, permille: u32) -> bool {
    rng.u32(0..1000) < permille
}
