//! Ids and chances that depend on the seed and on what they are for, and on nothing else: the same run again gives the same ones.

use sha1::{Digest, Sha1};

const LETTERS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// Draws from a seed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Chance {
    seed: u64,
}

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self { seed }
    }

    /// The 16 letters and digits of an id.
    pub(crate) fn serial_number(self, of: &[&str]) -> String {
        let drawn = self.draw(of);
        drawn.iter().take(16).map(|byte| char::from(LETTERS[usize::from(*byte) % 62])).collect()
    }

    /// Whether something that succeeds so many times in a hundred succeeds.
    pub(crate) fn succeeds(self, percent: u64, of: &[&str]) -> bool {
        let [a, b, c, d, ..] = self.draw(of);
        u64::from(u32::from_be_bytes([a, b, c, d])) % 100 < percent
    }

    fn draw(self, of: &[&str]) -> [u8; 20] {
        let mut hash = Sha1::new();
        hash.update(self.seed.to_be_bytes());
        for part in of {
            hash.update(part.len().to_be_bytes());
            hash.update(part.as_bytes());
        }
        hash.finalize().into()
    }
}
