//! Turns a YAML description of a JSON:API into a Rust client and JSON Schemas.

pub mod check;
pub mod diagnostic;
pub mod emit;
pub mod generate;
pub mod language;
pub mod model;
pub mod names;
pub mod source;
pub mod sync;
