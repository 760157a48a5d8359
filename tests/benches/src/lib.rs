//! What the benchmarks work on: a large description, a large document, and the baselines they are held against.

pub mod by_hand;
pub mod document;
pub mod serde_crate;
pub mod synthetic;

use std::path::{Path, PathBuf};

/// The root of the repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
