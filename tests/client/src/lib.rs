//! What the tests beside this crate share: both generated clients bound to their descriptions, documents built from a
//! description, and a comparison of JSON that knows nothing of the clients' own JSON layer.
#![expect(clippy::panic, clippy::unwrap_used, reason = "a test may stop at the first surprise")]

pub mod apis;
pub mod call;
pub mod canaries;
pub mod documents;
pub mod json;

/// The first example that people see compiles.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;
