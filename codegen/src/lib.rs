//! Turns a YAML description of a JSON:API into a Rust client, JSON Schemas, OpenAPI documents, and its behaviour for other clients.

pub mod check;
pub mod diagnostic;
pub mod emit;
pub mod generate;
pub mod language;
pub mod model;
pub mod names;
mod parallel;
pub mod source;
pub mod sync;
mod titles;
pub mod words;
